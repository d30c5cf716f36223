//! The push towards paying on a day: what a household's attention comes to, and how contact adds to it and fades.
//!
//! Always: what a day's push is depends on the day, on what weighs on the household and on the contacts before it, never on
//! how often it was asked. That is what makes a replay of the recorded contacts give the recorded payments back.
//!
//! # Why
//! A household pays when it thinks of it and has the money. Who is short of money thinks of it as others do, and is moved by
//! contact as they are, but comes to pay on part of those days only: of the push so much is left, the more the longer ago it
//! last paid.

use super::Situation;
use super::observed::SetBy;
use crate::calendar::Day;
use crate::vocabulary::ActionKind;

/// Contacts older than this many days have no effect left.
pub(crate) const MEMORY_DAYS: i32 = 400;

/// Whether a household has the money for what it owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// It has: once it thinks of paying, it pays all that is open, as far as its purse goes.
    Able,
    /// It is short of money: it pays seldom, and what it has.
    Short,
}

/// The terms of the log-odds in one replication.
#[derive(Clone, Debug)]
pub struct Push {
    terms: Terms,
    /// The share of the push that is left of a household short of money, by months begun since it last paid; the last holds
    /// for all later months.
    left_when_short: Vec<f64>,
    effects: Vec<Effect>,
    /// What each kind adds at first where it is done at a depth at which history does not show it, by
    /// [`ActionKind::place`]; as elsewhere, where nothing is said.
    beyond: [Option<f64>; ActionKind::COUNT],
    /// The share of the push that is left while a plan runs.
    under_plan: f64,
    under_settlement: f64,
    /// The share that is left in a month in which a part was paid or a plan agreed.
    pays_again: f64,
}

/// The terms of a household's log-odds, but for contact and plans.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// By days since due; the last holds for all later days.
    pub(super) base: Vec<f64>,
    pub(super) behind_one_month: f64,
    pub(super) behind_three_months: f64,
    pub(super) handed_over: f64,
    pub(super) departed: f64,
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
    pub(super) under_plan: f64,
    pub(super) under_settlement: f64,
    pub(super) pays_again: f64,
}

/// Log-odds by day from steps of a first day and a value.
pub(super) fn stairs(steps: &[(u16, f64)]) -> Vec<f64> {
    let last = steps.last().map_or(0, |(from, _)| usize::from(*from));
    let on = |day: usize| steps.iter().rev().find(|(from, _)| usize::from(*from) <= day).map_or(0.0, |step| step.1);
    (0..=last).map(on).collect()
}

/// What is left of a push is no less than this: a payment that a record shows is never impossible.
const LEAST_SHARE: f64 = 1e-9;

/// What a day comes to before a household's own tendency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    log_odds: f64,
    /// The share of the push that is left: with money, and short of it.
    left: [f64; 2],
}

impl Push {
    pub(super) fn new(terms: Terms, left_when_short: Vec<f64>, sway: &Sway<'_>) -> Push {
        let fading =
            |half_life: f64| (0..MEMORY_DAYS).map(|days| libm::exp2(-f64::from(days) / half_life.max(0.1))).collect();
        let kinds = ActionKind::ALL.iter().zip(sway.contacts);
        let effects = kinds
            .filter_map(|(kind, contact)| {
                contact.map(|(effect, life)| Effect { kind: *kind, first: effect, fading: fading(life) })
            })
            .collect();
        let least = |share: f64| share.max(LEAST_SHARE);
        Push {
            terms,
            left_when_short: left_when_short.into_iter().map(least).collect(),
            effects,
            beyond: [None; ActionKind::COUNT],
            under_plan: least(sway.under_plan),
            under_settlement: least(sway.under_settlement),
            pays_again: least(sway.pays_again),
        }
    }

    /// The log-odds of paying on a day, given what weighs on the household, what was done before (in order of day) and
    /// whether it is being helped.
    #[must_use]
    pub fn on(&self, day: Day, situation: &Situation, contacts: &[(ActionKind, Day)], helped: bool) -> LogOdds {
        let contact = self.left_of_all(day, contacts);
        let plan = match situation.plan {
            None => 1.0,
            Some(SetBy::Policy) => self.under_plan,
            Some(SetBy::Court) => self.under_settlement,
        };
        let left = plan * if situation.is_emptied() { self.pays_again } else { 1.0 };
        LogOdds {
            log_odds: self.terms.on(situation, helped) + contact,
            left: [left, left * step(&self.left_when_short, situation.months_since_paid)],
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
        LogOdds { log_odds: log_odds.log_odds + contact, ..log_odds }
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

    /// The push of a household: what is left of ln(1 + odds), so that the chance of paying on the day is 1 − e^−push.
    #[must_use]
    pub fn of(&self, log_odds: LogOdds, tendency: f64, means: Means) -> f64 {
        let push = libm::log1p(libm::exp(log_odds.log_odds + tendency));
        let [able, short] = log_odds.left;
        match means {
            Means::Able => push * able,
            Means::Short => push * short,
        }
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

/// What holds after so many days or months; the last for all later ones.
fn step(stairs: &[f64], after: i32) -> f64 {
    let at = usize::try_from(after).unwrap_or(0);
    stairs.get(at).or(stairs.last()).copied().unwrap_or(0.0)
}

impl Terms {
    fn on(&self, situation: &Situation, helped: bool) -> f64 {
        let mut log_odds = step(&self.base, situation.days_overdue);
        let behind = |percent: i64| situation.overdue.cents() * 100 > situation.rent.cents() * percent;
        let mut add = |holds: bool, term: f64| log_odds += if holds { term } else { 0.0 };
        add(behind(ONE_MONTH_PERCENT), self.behind_one_month);
        add(behind(THREE_MONTHS_PERCENT), self.behind_three_months);
        add(situation.handed_over, self.handed_over);
        add(situation.departed, self.departed);
        add(helped, self.helped);
        log_odds
    }
}

/// More than one month of rent, with room for costs and cents.
pub(crate) const ONE_MONTH_PERCENT: i64 = 120;
/// More than three months of rent, likewise.
pub(crate) const THREE_MONTHS_PERCENT: i64 = 320;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_is_possible_where_the_numbers_leave_nothing_of_the_push() {
        let terms = Terms {
            base: vec![-1.0],
            behind_one_month: 0.0,
            behind_three_months: 0.0,
            handed_over: 0.0,
            departed: 0.0,
            helped: 0.0,
        };
        let none = Sway { contacts: &[], under_plan: 0.0, under_settlement: 0.0, pays_again: 0.0 };
        let push = Push::new(terms, vec![0.0], &none);
        let day = Day::from_number(20_000);
        for plan in [None, Some(SetBy::Policy), Some(SetBy::Court)] {
            let situation = Situation { plan, paid_part: true, ..Situation::default() };
            let log_odds = push.on(day, &situation, &[], false);
            for means in [Means::Able, Means::Short] {
                let chance = -libm::expm1(-push.of(log_odds, 0.0, means));
                assert!(chance > 0.0 && chance < 1e-8, "{plan:?} {means:?}: {chance}");
            }
        }
    }
}
