//! The push towards paying on a day: what a household's attention comes to, and how contact adds to it and fades.
//!
//! Always: what a day's push is depends on the day, on what weighs on the household and on the contacts before it, never on
//! how often it was asked. That is what makes a replay of the recorded contacts give the recorded payments back.
//!
//! # Why
//! A household pays when it thinks of it and has the money. So there are two sets of log-odds: of a household that can
//! pay, which contact moves, and of one that is short of money, which contact moves less.

use super::Situation;
use super::observed::SetBy;
use crate::calendar::Day;
use crate::vocabulary::ActionKind;

/// Contacts older than this many days have no effect left.
pub(crate) const MEMORY_DAYS: i32 = 400;

/// Whether a household has the money for what it owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// It has: once it thinks of paying, it pays all that is open.
    Able,
    /// It is short of money: it pays seldom, and what it has.
    Short,
}

/// The terms of the log-odds in one replication.
#[derive(Clone, Debug)]
pub struct Push {
    able: Terms,
    short: Terms,
    /// How much of a household's own tendency, and of the effect of contact, is left when it is short of money.
    tendency_when_short: f64,
    contact_when_short: f64,
    effects: Vec<Effect>,
    /// What each kind adds at first where it is done at a depth at which history does not show it, by
    /// [`ActionKind::place`]; as elsewhere, where nothing is said.
    beyond: [Option<f64>; ActionKind::COUNT],
    /// Added while a plan runs.
    under_plan: f64,
    under_settlement: f64,
}

/// The terms of a household with or without money.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// By days; the last holds for all later days. Of a household that can pay, by days since due; of one that is short of
    /// money, by days since it last paid.
    pub(super) base: Vec<f64>,
    /// What is added by day of the month; the last holds for all later days.
    pub(super) by_day_of_month: Vec<f64>,
    pub(super) behind_one_month: f64,
    pub(super) behind_three_months: f64,
    pub(super) handed_over: f64,
    pub(super) departed: f64,
    pub(super) by_debit: f64,
    pub(super) helped: f64,
}

/// The effect of a kind of action, by days since it was done.
#[derive(Clone, Debug)]
struct Effect {
    kind: ActionKind,
    /// What is added to the log-odds at first.
    first: f64,
    /// The share of it that is left after so many days.
    fading: Vec<f64>,
}

/// What the numbers of a replication say of contact and of days on which it works less.
pub(super) struct Sway<'a> {
    /// Effect and half-life of each kind of action that has one, in the order of [`ActionKind::ALL`].
    pub(super) contacts: &'a [Option<(f64, f64)>],
    pub(super) tendency_when_short: f64,
    pub(super) contact_when_short: f64,
    pub(super) under_plan: f64,
    pub(super) under_settlement: f64,
}

/// Log-odds by day from steps of a first day and a value.
pub(super) fn stairs(steps: &[(u16, f64)]) -> Vec<f64> {
    let last = steps.last().map_or(0, |(from, _)| usize::from(*from));
    let on = |day: usize| steps.iter().rev().find(|(from, _)| usize::from(*from) <= day).map_or(0.0, |step| step.1);
    (0..=last).map(on).collect()
}

/// The log-odds of a day before a household's own tendency: with money, and short of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    able: f64,
    short: f64,
}

impl Push {
    pub(super) fn new(able: Terms, short: Terms, sway: &Sway<'_>) -> Push {
        let fading =
            |half_life: f64| (0..MEMORY_DAYS).map(|days| libm::exp2(-f64::from(days) / half_life.max(0.1))).collect();
        let kinds = ActionKind::ALL.iter().zip(sway.contacts);
        let effects = kinds
            .filter_map(|(kind, contact)| {
                contact.map(|(effect, life)| Effect { kind: *kind, first: effect, fading: fading(life) })
            })
            .collect();
        Push {
            able,
            short,
            tendency_when_short: sway.tendency_when_short,
            contact_when_short: sway.contact_when_short,
            effects,
            beyond: [None; ActionKind::COUNT],
            under_plan: sway.under_plan,
            under_settlement: sway.under_settlement,
        }
    }

    /// The log-odds of paying on a day, given what weighs on the household, what was done before (in order of day) and
    /// whether it is being helped.
    #[must_use]
    pub fn on(&self, day: Day, situation: &Situation, contacts: &[(ActionKind, Day)], helped: bool) -> LogOdds {
        let contact = self.left_of_all(day, contacts);
        let plan = match situation.plan {
            None => 0.0,
            Some(SetBy::Policy) => self.under_plan,
            Some(SetBy::Court) => self.under_settlement,
        };
        LogOdds {
            able: self.able.on(day, situation.days_overdue, situation, helped) + contact + plan,
            short: self.short.on(day, situation.days_since_paid, situation, helped)
                + self.contact_when_short * contact
                + plan,
        }
    }

    /// The same with contacts at depths at which history does not show them.
    #[must_use]
    pub fn beyond(&self, log_odds: LogOdds, day: Day, contacts: &[(ActionKind, Day)]) -> LogOdds {
        let left = |(kind, done): &(ActionKind, Day)| {
            let first = self.beyond.get(kind.place()).copied().flatten();
            self.left(*kind, day.since(*done), first)
        };
        let contact: f64 = contacts.iter().map(left).sum();
        LogOdds { able: log_odds.able + contact, short: log_odds.short + self.contact_when_short * contact }
    }

    /// Draws what contacts add at depths at which history does not show them: anything between nothing and what the
    /// strongest contact adds. `place` is the place between, by kind of action.
    pub(super) fn draw_beyond(&mut self, place: impl Fn(ActionKind) -> f64) {
        let strongest = self.effects.iter().map(|effect| effect.first).fold(0.0, f64::max);
        for (first, kind) in self.beyond.iter_mut().zip(ActionKind::ALL) {
            *first = Some(strongest * place(*kind));
        }
    }

    /// Lets the effect of a kind be another everywhere: this many times as strong.
    pub fn differ(&mut self, kind: ActionKind, times: f64) {
        self.effects.iter_mut().filter(|effect| effect.kind == kind).for_each(|effect| effect.first *= times);
    }

    /// The push of a household: ln(1 + odds), so that the chance of paying on the day is 1 − e^−push.
    #[must_use]
    pub fn of(&self, log_odds: LogOdds, tendency: f64, means: Means) -> f64 {
        let own = match means {
            Means::Able => log_odds.able + tendency,
            Means::Short => log_odds.short + self.tendency_when_short * tendency,
        };
        libm::log1p(libm::exp(own))
    }

    fn left_of_all(&self, day: Day, contacts: &[(ActionKind, Day)]) -> f64 {
        let remembered = |(_, done): &&(ActionKind, Day)| day.since(*done) < MEMORY_DAYS;
        let recent = contacts.iter().rev().take_while(remembered);
        recent.map(|(kind, done)| self.left_of(*kind, day.since(*done))).sum()
    }

    fn left_of(&self, kind: ActionKind, days: i32) -> f64 {
        self.left(kind, days, None)
    }

    /// What is left of a contact's effect after so many days, given what it added at first where that is another.
    fn left(&self, kind: ActionKind, days: i32, first: Option<f64>) -> f64 {
        let effect = self.effects.iter().find(|effect| effect.kind == kind);
        let days = usize::try_from(days).ok().filter(|days| *days > 0);
        let left = effect.zip(days).and_then(|(effect, days)| Some((effect.first, effect.fading.get(days)?)));
        left.map_or(0.0, |(own, share)| first.unwrap_or(own) * share)
    }
}

impl Terms {
    fn on(&self, today: Day, days: i32, situation: &Situation, helped: bool) -> f64 {
        let step = |stairs: &[f64], days: Option<usize>| {
            days.and_then(|days| stairs.get(days)).or(stairs.last()).copied().unwrap_or(0.0)
        };
        let mut log_odds = step(&self.base, Some(usize::try_from(days).unwrap_or(0)))
            + step(&self.by_day_of_month, usize::try_from(today.of_month()).ok());
        let behind = |percent: i64| situation.overdue.cents() * 100 > situation.rent.cents() * percent;
        let mut add = |holds: bool, term: f64| log_odds += if holds { term } else { 0.0 };
        add(behind(ONE_MONTH_PERCENT), self.behind_one_month);
        add(behind(THREE_MONTHS_PERCENT), self.behind_three_months);
        add(situation.handed_over, self.handed_over);
        add(situation.departed, self.departed);
        add(situation.by_debit, self.by_debit);
        add(helped, self.helped);
        log_odds
    }
}

/// More than one month of rent, with room for costs and cents.
pub(crate) const ONE_MONTH_PERCENT: i64 = 120;
/// More than three months of rent, likewise.
pub(crate) const THREE_MONTHS_PERCENT: i64 = 320;
