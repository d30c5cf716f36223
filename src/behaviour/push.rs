//! The push towards paying on a day, and how contact adds to it and fades.
//!
//! Always: what a day's push is depends on the days of the contacts only, never on how often it was asked before. That is
//! what makes a replay of the recorded contacts give the recorded payments back.

use crate::calendar::Day;
use crate::money::Money;
use crate::vocabulary::ActionKind;

/// Contacts older than this many days have no effect left.
const MEMORY_DAYS: i32 = 400;

/// The terms of the log-odds in one replication.
#[derive(Clone, Debug)]
pub struct Push {
    /// By days since due; the last holds for all later days.
    base: Vec<f64>,
    effects: Vec<Effect>,
    depth: Depth,
    relief: Relief,
}

/// What accepted help does.
#[derive(Clone, Copy, Debug)]
pub struct Relief {
    /// What it adds to the log-odds.
    pub effect: f64,
    /// For how many days.
    pub days: f64,
}

/// The effect of a kind of action, by days since it was done.
#[derive(Clone, Debug)]
struct Effect {
    kind: ActionKind,
    /// What is left of the log-odds after so many days.
    fading: Vec<f64>,
}

/// How being far behind changes the log-odds.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Added when more than one month behind.
    pub behind_one_month: f64,
    /// Added on top when more than three months behind.
    pub behind_three_months: f64,
    /// The share of a contact's effect that is left when more than one month behind.
    pub contact_when_behind: f64,
}

/// The contacts a household had, by kind.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    had: Vec<(ActionKind, Day)>,
    /// The last day on which help was accepted.
    helped: Option<Day>,
}

impl Contacts {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.had.clear();
        self.helped = None;
    }

    /// Notes that help was accepted; it works from the next day.
    pub fn note_help(&mut self, day: Day) {
        self.helped = Some(day);
    }

    /// Notes a contact; it works from the next day.
    pub fn note(&mut self, kind: ActionKind, day: Day) {
        self.had.retain(|(_, earlier)| day.since(*earlier) < MEMORY_DAYS);
        self.had.push((kind, day));
    }
}

impl Push {
    /// The terms of a replication: log-odds by day from each step on, and effect and half-life of each kind of action.
    pub(super) fn new(steps: &[(u16, f64)], contacts: &[Option<(f64, f64)>], depth: Depth, relief: Relief) -> Push {
        let last = steps.last().map_or(0, |(from, _)| usize::from(*from));
        let on = |day: usize| steps.iter().rev().find(|(from, _)| usize::from(*from) <= day).map_or(0.0, |step| step.1);
        let base = (0..=last).map(on).collect();
        let fading = |effect: f64, half_life: f64| {
            (0..MEMORY_DAYS).map(|days| effect * libm::exp2(-f64::from(days) / half_life.max(0.1))).collect()
        };
        let effects = ActionKind::ALL
            .iter()
            .zip(contacts)
            .filter_map(|(kind, contact)| {
                contact.map(|(effect, life)| Effect { kind: *kind, fading: fading(effect, life) })
            })
            .collect();
        Push { base, effects, depth, relief }
    }

    /// The push on a day, before the household's own tendency: ln(1 + odds), so that the chance of paying on the day is
    /// 1 − e^−push.
    #[must_use]
    pub fn on(&self, day: Day, overdue_since: Day, overdue: Money, monthly_rent: Money, contacts: &Contacts) -> f64 {
        let days = usize::try_from(day.since(overdue_since)).unwrap_or(0);
        let base = self.base.get(days).or(self.base.last()).copied().unwrap_or(0.0);
        let behind = |months: i64| overdue.cents() > monthly_rent.cents() * months;
        let mut log_odds = base;
        let mut contact: f64 = contacts.had.iter().map(|(kind, done)| self.left_of(*kind, day.since(*done))).sum();
        if behind(1) {
            log_odds += self.depth.behind_one_month;
            contact *= self.depth.contact_when_behind;
        }
        if behind(3) {
            log_odds += self.depth.behind_three_months;
        }
        let helped_for = contacts.helped.map_or(0, |accepted| day.since(accepted));
        if helped_for > 0 && f64::from(helped_for) <= self.relief.days {
            log_odds += self.relief.effect;
        }
        libm::log1p(libm::exp(log_odds + contact))
    }

    fn left_of(&self, kind: ActionKind, days: i32) -> f64 {
        let effect = self.effects.iter().find(|effect| effect.kind == kind);
        let days = usize::try_from(days).ok().filter(|days| *days > 0);
        effect.zip(days).and_then(|(effect, days)| effect.fading.get(days)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push() -> Push {
        let depth = Depth { behind_one_month: -1.0, behind_three_months: -1.0, contact_when_behind: 0.5 };
        let contacts: Vec<_> =
            ActionKind::ALL.iter().map(|kind| (*kind == ActionKind::Call).then_some((1.0, 10.0))).collect();
        Push::new(&[(0, -1.0), (7, -3.0)], &contacts, depth, Relief { effect: 0.5, days: 60.0 })
    }

    fn on(push: &Push, day: i32, contacts: &Contacts) -> f64 {
        let euros = |amount: i64| Money::from_cents(amount * 100);
        push.on(Day::from_number(day), Day::from_number(0), euros(600), euros(600), contacts)
    }

    #[test]
    fn the_base_follows_its_steps() {
        let (push, none) = (push(), Contacts::default());
        assert!((on(&push, 6, &none) - libm::log1p(libm::exp(-1.0))).abs() < 1e-12);
        assert!((on(&push, 90, &none) - libm::log1p(libm::exp(-3.0))).abs() < 1e-12);
    }

    #[test]
    fn contact_works_from_the_next_day_and_halves() {
        let (push, mut contacts) = (push(), Contacts::default());
        contacts.note(ActionKind::Call, Day::from_number(10));
        assert!((on(&push, 10, &contacts) - on(&push, 10, &Contacts::default())).abs() < 1e-12);
        assert!((on(&push, 20, &contacts) - libm::log1p(libm::exp(-3.0 + 0.5))).abs() < 1e-12);
    }

    #[test]
    fn accepted_help_works_from_the_next_day_until_it_is_over() {
        let (push, mut contacts) = (push(), Contacts::default());
        contacts.note_help(Day::from_number(10));
        let raised = [10, 11, 70, 71].map(|day| on(&push, day, &contacts) > on(&push, day, &Contacts::default()));
        assert_eq!(raised, [false, true, true, false]);
    }
}
