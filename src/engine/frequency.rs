//! How often each rule was carried out, and whether its frequency lets it fire again.
//!
//! Always: how often is counted within an episode or stage and forgotten with it; the last day of a rule is not.

use crate::calendar::Day;
use crate::check::Frequency;
use crate::check::Per;
use crate::program::Program;
use crate::program::Truth;

/// How often one rule was carried out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counter {
    in_episode: u32,
    in_stage: u32,
    /// In the calendar month of the last day.
    in_month: u32,
    last: Option<Day>,
}

impl Counter {
    /// An episode begins or ends.
    pub(super) const fn leave_episode(&mut self) {
        (self.in_episode, self.in_stage) = (0, 0);
    }

    /// The stage changes.
    pub(super) const fn leave_stage(&mut self) {
        self.in_stage = 0;
    }

    /// The rule was carried out.
    pub(super) fn count(&mut self, today: Day) {
        self.in_episode += 1;
        self.in_stage += 1;
        let same_month = self.last.is_some_and(|last| last.month() == today.month());
        self.in_month = if same_month { self.in_month + 1 } else { 1 };
        self.last = Some(today);
    }

    /// Whether the frequency of the rule lets it fire, given the due date of the newest overdue charge that it sees.
    pub(super) fn allows(&self, frequency: Frequency, newest_overdue: Option<Day>, today: Day) -> Truth {
        let Some(_) = self.last else {
            return Truth::steady(frequency.limit.is_none_or(|(limit, _)| limit > 0));
        };
        let limited = frequency.limit.map_or(Truth::steady(true), |(limit, per)| match per {
            Per::Episode => Truth::steady(self.in_episode < limit),
            Per::Stage => Truth::steady(self.in_stage < limit),
            Per::Claim => Truth::steady(limit > 0 && self.last.is_none_or(|last| newest_overdue > Some(last))),
            Per::Month => self.within_month(limit, today),
        });
        match (frequency.every, self.last) {
            _ if !limited.holds => limited,
            (Some(days), Some(last)) if today < last.plus(days) => Truth { holds: false, until: last.plus(days) },
            _ => limited,
        }
    }

    fn within_month(&self, limit: u32, today: Day) -> Truth {
        let this_month = self.last.is_some_and(|last| last.month() == today.month());
        let done = if this_month { self.in_month } else { 0 };
        if done < limit {
            return Truth::steady(true);
        }
        Truth { holds: false, until: today.month().plus(1).first() }
    }
}

/// The counters of the rules of one program become those of another: rules of the same name are the same rule.
pub(super) fn carry_over(counters: &mut Vec<Counter>, from: &Program, to: &Program) {
    let carried = |rule: usize| from.rule_named(to.rule_name(rule)).and_then(|old| counters.get(old)).copied();
    *counters = (0..to.rule_count()).map(|rule| carried(rule).unwrap_or_default()).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn after(days: &[&str]) -> Counter {
        let mut counter = Counter::default();
        days.iter().for_each(|text| counter.count(day(text)));
        counter
    }

    #[test]
    fn once_per_claim_waits_for_a_claim_that_fell_due_since() {
        let once = Frequency { limit: Some((1, Per::Claim)), every: None };
        let allows = |counter: &Counter, due: &str| counter.allows(once, Some(day(due)), day("2025-03-10")).holds;
        assert!(allows(&Counter::default(), "2025-02-01"));
        let sent = after(&["2025-02-10"]);
        assert!(!allows(&sent, "2025-02-01") && !allows(&sent, "2025-02-10") && allows(&sent, "2025-03-01"));
        assert!(!sent.allows(once, None, day("2025-03-10")).holds, "nothing fell due since");
    }

    #[test]
    fn once_per_month_goes_on_outside_episodes() {
        let once = Frequency { limit: Some((1, Per::Month)), every: None };
        let mut called = after(&["2025-02-10"]);
        called.leave_episode();
        let february = called.allows(once, None, day("2025-02-28"));
        assert_eq!(february, Truth { holds: false, until: day("2025-03-01") });
        assert!(called.allows(once, None, day("2025-03-01")).holds);
    }

    #[test]
    fn the_days_between_two_times_count_across_episodes() {
        let frequency = Frequency { limit: Some((2, Per::Episode)), every: Some(30) };
        let mut called = after(&["2025-02-10"]);
        called.leave_episode();
        let soon = called.allows(frequency, None, day("2025-02-20"));
        assert_eq!(soon, Truth { holds: false, until: day("2025-03-12") });
        assert!(called.allows(frequency, None, day("2025-03-12")).holds);
    }
}
