//! Records made by the model itself, so that what a fit should find is known.

use crate::behaviour::Able;
use crate::behaviour::Bailiff;
use crate::behaviour::BaseStep;
use crate::behaviour::Behaviour;
use crate::behaviour::Contact;
use crate::behaviour::DebitNumbers;
use crate::behaviour::DebitSeen;
use crate::behaviour::Drawn;
use crate::behaviour::Estimate;
use crate::behaviour::Help;
use crate::behaviour::HouseholdKind;
use crate::behaviour::Label;
use crate::behaviour::Means;
use crate::behaviour::MoneyNumbers;
use crate::behaviour::Observed;
use crate::behaviour::OfferSeen;
use crate::behaviour::Plans;
use crate::behaviour::RiskDay;
use crate::behaviour::SetBy;
use crate::behaviour::Short;
use crate::behaviour::Situation;
use crate::behaviour::Spread;
use crate::behaviour::is_helped_in;
use crate::behaviour::is_helped_on;
use crate::behaviour::normal_above;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::vocabulary::ActionKind;

/// Whole cents.
#[expect(clippy::cast_possible_truncation, reason = "no tenant of these worlds owes more than fits")]
fn whole(amount: f64) -> i64 {
    libm::round(amount) as i64
}

/// A generator that needs nothing (SplitMix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn happens(&mut self, chance: f64) -> bool {
        self.uniform() < chance
    }

    pub(super) fn normal(&mut self) -> f64 {
        normal_above(self.uniform())
    }
}

pub(super) fn number(value: f64) -> Estimate {
    let source = "what everybody knows".to_owned();
    Estimate { value, low: value, high: value, label: Label::Literature, source }
}

fn contact(effect: f64, days: f64) -> Contact {
    Contact { effect: number(effect), half_life_days: number(days) }
}

/// Numbers that differ from each other, so that none can stand in for another.
pub(super) fn truth() -> Behaviour {
    let step = |(from_day, value)| BaseStep { from_day, log_odds: number(value) };
    let able =
        [(0, -1.4), (1, -1.2), (3, -1.2), (7, -1.3), (14, -1.2), (30, -1.1), (35, -1.2), (61, -1.4), (121, -1.5)];
    let short_steps = [(0, -4.0), (10, -3.6), (20, -3.2), (35, -3.0)];
    let contacts =
        [("reminder", 0.8, 8.0), ("second_reminder", 0.8, 8.0), ("call", 1.2, 12.0), ("home_visit", 1.0, 20.0)];
    let kinds = [
        (-1.5, "steady", 0.2),
        (0.0, "steady", 0.3),
        (0.7, "steady", 0.1),
        (-0.7, "sometimes", 0.2),
        (0.0, "often", 0.2),
    ];
    Behaviour {
        title: "Truth".to_owned(),
        able: Able {
            base: able.into_iter().map(step).collect(),
            behind_one_month: number(-0.2),
            behind_three_months: number(0.1),
            handed_over: number(0.0),
            departed: number(-0.5),
        },
        contact: contacts.into_iter().map(|(kind, effect, days)| (kind.to_owned(), contact(effect, days))).collect(),
        short: short(short_steps.into_iter().map(step).collect()),
        money: [("steady", -7.0, -1.5), ("sometimes", -3.2, -1.4), ("often", -1.0, -1.8)]
            .into_iter()
            .map(|(kind, falls, rises)| {
                (kind.to_owned(), MoneyNumbers { becomes_short: number(falls), recovers: number(rises) })
            })
            .collect(),
        households: kinds
            .into_iter()
            .map(|(tendency, money, share)| HouseholdKind {
                tendency,
                money: money.to_owned(),
                by_debit: share,
                by_transfer: share,
            })
            .collect(),
        debit_bounces: DebitNumbers { able: number(0.01), short: number(0.6) },
        reached: [].into(),
        plans: Plans {
            agreed: [("call".to_owned(), number(0.4))].into(),
            pays_beside: number(-1.5),
            instalment_kept: number(0.9),
            rent_paid_beside: number(0.9),
        },
        help: Help {
            accepted: [("home_visit".to_owned(), number(0.5))].into(),
            effect: number(0.3),
            becomes_short: number(-0.6),
            recovers: number(0.6),
            months: number(12.0),
        },
        bailiff: bailiff(),
        rent_increase: number(0.03),
        joint: None,
        pins: std::collections::BTreeMap::new(),
    }
}

fn short(base: Vec<BaseStep>) -> Short {
    Short {
        base,
        by_day_of_month: [(7, 0.3), (13, -0.4), (19, -0.2), (25, -0.6)]
            .into_iter()
            .map(|(from_day, value)| BaseStep { from_day, log_odds: number(value) })
            .collect(),
        tendency: number(0.4),
        contact: number(0.5),
        handed_over: number(0.0),
        departed: number(-0.5),
        by_debit: number(0.4),
        months: number(0.7),
        growth: number(0.6),
        spread: number(0.5),
        most: number(4.5),
        part_when_able: number(0.02),
    }
}

fn bailiff() -> Bailiff {
    Bailiff {
        days_to_demand: number(7.0),
        days_to_writ: number(50.0),
        days_to_judgment: number(50.0),
        days_to_new_judgment: number(50.0),
        days_to_notice: number(30.0),
        days_to_eviction: number(30.0),
        months_for_writ: number(2.0),
        months_for_eviction: number(3.0),
        eviction_ordered: number(0.1),
        arrangement: number(0.4),
        conditional_order: number(0.1),
        carried_out: number(0.3),
        instalments: number(18.0),
        patience_days: number(14.0),
        instalment_kept: number(0.9),
        rent_paid_beside: number(0.5),
        pays_beside: number(-3.0),
    }
}

/// When the landlord does what: on how many days in arrears, from and to, and how often.
#[derive(Clone, Copy)]
pub(super) struct Routine {
    pub(super) kind: ActionKind,
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) share: f64,
}

pub(super) const ROUTINES: [Routine; 4] = [
    Routine { kind: ActionKind::Reminder, from: 4, to: 9, share: 0.8 },
    Routine { kind: ActionKind::SecondReminder, from: 11, to: 20, share: 0.7 },
    Routine { kind: ActionKind::Call, from: 14, to: 34, share: 0.6 },
    Routine { kind: ActionKind::HomeVisit, from: 25, to: 70, share: 0.6 },
];

/// So many tenancies of so many months.
pub(super) fn portfolio(
    behaviour: &Behaviour,
    routines: &[Routine],
    tenancies: u64,
    months: i32,
    seed: u64,
) -> Vec<Observed> {
    let drawn = behaviour.draw(seed, 0, Spread::Central);
    (0..tenancies).map(|tenancy| Tenant::new(&drawn, tenancy, seed).live(routines, months)).collect()
}

/// A household and its landlord, day by day.
struct Tenant<'a> {
    drawn: &'a Drawn,
    dice: Dice,
    nature: usize,
    means: Means,
    /// What is open: since when, and how many cents.
    open: Vec<(Day, i64)>,
    last_paid: Day,
    plan_until: Day,
    /// What the landlord has planned for this spell.
    planned: Vec<(Day, ActionKind)>,
    seen: Observed,
}

const RENT: i64 = 60_000;

impl<'a> Tenant<'a> {
    fn new(drawn: &'a Drawn, tenancy: u64, seed: u64) -> Tenant<'a> {
        let mut dice = Dice(seed.wrapping_mul(0x1234_5678_9abc_def1) ^ tenancy.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut left = dice.uniform();
        let nature = drawn.natures.iter().position(|nature| {
            left -= nature.by_transfer;
            left < 0.0
        });
        let nature = nature.unwrap_or(0);
        let short = dice.happens(drawn.natures[nature].fortune.short_share());
        let means = if short { Means::Short } else { Means::Able };
        let first = Day::from_ymd(2020, 1, 1).unwrap();
        let seen = Observed {
            by_debit: tenancy.is_multiple_of(3),
            first_month: first.month().number(),
            ..Observed::default()
        };
        let (open, planned) = (Vec::new(), Vec::new());
        Tenant { drawn, dice, nature, means, open, last_paid: first, plan_until: first, planned, seen }
    }

    fn live(mut self, routines: &[Routine], months: i32) -> Observed {
        self.seen.last_month = self.seen.first_month + months - 1;
        for month in self.seen.first_month..=self.seen.last_month {
            let (first, last) = (Month::of_number(month).first(), Month::of_number(month).last());
            self.charge(first);
            for day in 0..=last.since(first) {
                self.pass(first.plus(day), routines);
            }
            let helped = is_helped_in(&self.seen.helped, month, self.drawn.help_days);
            let fortune = self.drawn.natures[self.nature].fortune;
            if self.dice.happens(fortune.changes(self.means, helped, &self.drawn.support)) {
                self.means = if self.means == Means::Able { Means::Short } else { Means::Able };
            }
        }
        self.seen
    }

    fn charge(&mut self, day: Day) {
        if self.seen.by_debit {
            let bounced = self.dice.happens(self.drawn.debit_bounces.of(self.means));
            self.seen.debits.push(DebitSeen { day, bounced });
            if !bounced {
                self.last_paid = day;
                return;
            }
        }
        self.open.push((day, RENT));
    }

    fn pass(&mut self, day: Day, routines: &[Routine]) {
        let Some((since, _)) = self.open.first().copied() else { return };
        let overdue: i64 = self.open.iter().map(|(_, cents)| cents).sum();
        let situation = Situation {
            days_overdue: day.since(since),
            overdue: Money::from_cents(overdue),
            rent: Money::from_cents(RENT),
            handed_over: false,
            plan: (day < self.plan_until).then_some(SetBy::Policy),
            departed: false,
            by_debit: self.seen.by_debit,
            days_since_paid: day.since(self.last_paid),
        };
        let helped = is_helped_on(&self.seen.helped, day, self.drawn.help_days);
        let log_odds = self.drawn.push.on(day, &situation, &self.seen.contacts, helped);
        let push = self.drawn.push.of(log_odds, self.drawn.natures[self.nature].tendency, self.means);
        let paid = self.dice.happens(-libm::expm1(-push)).then(|| self.amount(&situation));
        let contacts = self.seen.contacts.len();
        self.seen.days.push(RiskDay { day, situation, contacts, paid: paid.map(Money::from_cents) });
        paid.into_iter().for_each(|cents| self.settle(day, cents));
        self.act(day, routines);
    }

    fn amount(&mut self, situation: &Situation) -> i64 {
        let overdue = situation.overdue.cents();
        let amount = match self.means {
            Means::Able if self.dice.happens(self.drawn.purse.part_when_able) => overdue as f64 * self.dice.uniform(),
            Means::Able => return overdue,
            Means::Short => self.drawn.purse.amount(self.dice.normal(), situation.rent, situation.days_since_paid),
        };
        whole(amount).clamp(1, overdue)
    }

    fn settle(&mut self, day: Day, mut cents: i64) {
        self.last_paid = day;
        for (_, open) in &mut self.open {
            let part = cents.min(*open);
            *open -= part;
            cents -= part;
        }
        self.open.retain(|(_, open)| *open > 0);
        if self.open.is_empty() {
            self.planned.clear();
        }
    }

    /// What the landlord does at the end of a day on which something is left open.
    fn act(&mut self, day: Day, routines: &[Routine]) {
        let Some((since, _)) = self.open.first().copied() else { return };
        if day == since || self.planned.is_empty() {
            self.planned.clear();
            for routine in routines {
                let days = f64::from(routine.to - routine.from + 1) * self.dice.uniform();
                let wait = routine.from + (1..).take_while(|day| f64::from(*day) <= days).last().unwrap_or(0);
                let never = if self.dice.happens(routine.share) { 0 } else { 100_000 };
                self.planned.push((since.plus(wait + never), routine.kind));
            }
        }
        for (_, kind) in self.planned.clone().into_iter().filter(|(due, _)| *due == day) {
            self.seen.contacts.push((kind, day));
            let agreed = self.drawn.plans.agreed.of(kind).unwrap_or(0.0);
            if kind == ActionKind::Call {
                let agreed = self.dice.happens(if self.means == Means::Short { agreed } else { 1e-3 });
                self.seen.offers.push(OfferSeen { day, kind, agreed });
                self.plan_until = if agreed { day.plus(60) } else { self.plan_until };
            }
            if self.drawn.help.accepted.of(kind).is_some_and(|chance| self.dice.happens(chance)) {
                self.seen.helped.push(day);
            }
        }
    }
}
