//! What a policy did beside what the record shows: the same kind of action for the same tenancy, on the same day or near it.

use super::Outcome;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::tenancy::Portfolio;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;

/// How far two days may lie apart to be near.
const NEAR: i32 = 7;

/// How one kind of action agrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many the record shows in the window.
    pub recorded: usize,
    /// How many the policy did.
    pub policy: usize,
    /// How many stand on the same day for the same tenancy.
    pub same_day: usize,
    /// How many stand within a week of each other, those of the same day included.
    pub within_a_week: usize,
}

/// The agreement of every kind of action, from the first replication of an outcome.
#[must_use]
pub fn agreement(portfolio: &Portfolio, window: Period, outcome: &Outcome) -> Vec<(ActionKind, Agreement)> {
    let mut done: BTreeMap<(ActionKind, usize), Vec<Day>> = BTreeMap::new();
    for row in outcome.actions.iter().filter(|row| window.contains(row.done.day)) {
        done.entry((row.done.kind, row.tenancy)).or_default().push(row.done.day);
    }
    let mut recorded: BTreeMap<(ActionKind, usize), Vec<Day>> = BTreeMap::new();
    for (place, tenancy) in portfolio.tenancies.iter().enumerate() {
        for action in tenancy.actions.iter().filter(|action| window.contains(action.day)) {
            recorded.entry((action.kind, place)).or_default().push(action.day);
        }
    }
    let of = |kind: ActionKind| {
        let days = |all: &BTreeMap<(ActionKind, usize), Vec<Day>>| -> usize {
            all.iter().filter(|(key, _)| key.0 == kind).map(|(_, days)| days.len()).sum()
        };
        let matched = |near: i32| -> usize {
            let of_kind = recorded.iter().filter(|(key, _)| key.0 == kind);
            of_kind.map(|(key, days)| done.get(key).map_or(0, |own| pairs(days, own, near))).sum()
        };
        Agreement { recorded: days(&recorded), policy: days(&done), same_day: matched(0), within_a_week: matched(NEAR) }
    };
    ActionKind::ALL.iter().map(|kind| (*kind, of(*kind))).collect()
}

/// How many days of two lists in order can be paired, each once, at most so many days apart.
fn pairs(left: &[Day], right: &[Day], near: i32) -> usize {
    let (mut at, mut count) = (0, 0);
    for day in left {
        while right.get(at).is_some_and(|other| other.plus(near) < *day) {
            at += 1;
        }
        if right.get(at).is_some_and(|other| other.since(*day) <= near) {
            at += 1;
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_is_paired_once() {
        let days = |numbers: &[i32]| numbers.iter().map(|number| Day::from_number(*number)).collect::<Vec<_>>();
        assert_eq!(pairs(&days(&[10, 20, 30]), &days(&[10, 21, 22, 60]), 0), 1);
        assert_eq!(pairs(&days(&[10, 20, 30]), &days(&[10, 21, 22, 60]), 7), 2);
        assert_eq!(pairs(&days(&[10, 20, 30]), &days(&[10, 21, 26, 60]), 7), 3);
    }
}
