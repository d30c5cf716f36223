//! What history shows of each kind of action: how far behind tenants were when it was done, and whether it came alone.
//!
//! # Why
//! An effect is told from those who had a contact beside those, as far behind, who had it not yet. Of an action at a depth
//! at which it was never done there are no such tenants. And of kinds that nearly always come within days of each other,
//! what each does can hardly be told apart: what a policy does that leaves one of them out rests on the shape of the model.
//! A run says so and draws it wider.

use crate::behaviour::Observed;
use crate::behaviour::Situation;
use crate::calendar::Day;
use crate::vocabulary::ActionKind;

/// Below so many on record, history shows nothing of a kind.
const FEWEST: usize = 20;
/// Two contacts at most so many days apart come together.
const TOGETHER_DAYS: i32 = 3;
/// Where so many in a hundred of a kind come together with another, it seldom comes alone.
const SELDOM_ALONE_PERCENT: u64 = 75;

/// What history shows, by [`ActionKind::place`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Support {
    seen: [Option<Seen>; ActionKind::COUNT],
}

/// What history shows of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    /// Months of rent in arrears, between which nearly all of it was done.
    from: f64,
    to: f64,
    /// How often it came together with another kind, and how often it came.
    together: u64,
    times: u64,
}

/// Months of rent in arrears.
pub(super) fn depth(situation: &Situation) -> f64 {
    situation.overdue.cents() as f64 / situation.rent.cents().max(1) as f64
}

impl Support {
    /// What records show of some kinds.
    #[must_use]
    pub fn of(all: &[Observed], kinds: &[ActionKind]) -> Support {
        let mut support = Support::default();
        for (kind, seen) in ActionKind::ALL.iter().zip(&mut support.seen).filter(|(kind, _)| kinds.contains(kind)) {
            let mut depths: Vec<f64> = all
                .iter()
                .flat_map(|one| &one.depths)
                .filter(|(done, _)| done == kind)
                .map(|(_, depth)| *depth)
                .collect();
            depths.sort_by(f64::total_cmp);
            if depths.len() < FEWEST {
                continue;
            }
            let at = |hundredths: usize| depths.get((depths.len() - 1) * hundredths / 100).copied().unwrap_or_default();
            // A rule with a threshold is met a little beyond it.
            let (from, to) = (at(5) - SLACK, at(100) + SLACK);
            let counts = all.iter().map(|one| together(one, *kind));
            let (together, times) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            *seen = Some(Seen { from, to, together, times });
        }
        support
    }

    /// Whether history shows the kind at this depth, in months of rent; of kinds that it was not asked about, nothing is said.
    #[must_use]
    pub fn covers(&self, kind: ActionKind, depth: f64) -> bool {
        self.seen(kind).is_none_or(|seen| seen.from <= depth && depth <= seen.to)
    }

    /// Between which depths history shows the kind, if it does.
    #[must_use]
    pub fn depths(&self, kind: ActionKind) -> Option<(f64, f64)> {
        self.seen(kind).map(|seen| (seen.from + SLACK, seen.to - SLACK))
    }

    /// Whether the kind seldom comes alone, so that what it does can hardly be told from what the others do.
    #[must_use]
    pub fn seldom_alone(&self, kind: ActionKind) -> bool {
        self.seen(kind).is_some_and(|seen| seen.times > 0 && seen.together * 100 >= seen.times * SELDOM_ALONE_PERCENT)
    }

    fn seen(&self, kind: ActionKind) -> Option<&Seen> {
        self.seen.get(kind.place()).and_then(Option::as_ref)
    }
}

/// A twentieth of a month of rent.
const SLACK: f64 = 0.05;

/// How often a kind came within days of another, and how often it came.
fn together(observed: &Observed, kind: ActionKind) -> (u64, u64) {
    let own = observed.contacts.iter().filter(|(done, _)| *done == kind);
    let beside = |day: Day| {
        let near = |other: &(ActionKind, Day)| other.0 != kind && other.1.since(day).abs() <= TOGETHER_DAYS;
        observed.contacts.iter().any(near)
    };
    own.fold((0, 0), |(together, times), (_, day)| (together + u64::from(beside(*day)), times + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(contacts: &[(ActionKind, i32)], depths: &[(ActionKind, f64)]) -> Observed {
        let contacts = contacts.iter().map(|(kind, day)| (*kind, Day::from_number(*day))).collect();
        Observed { contacts, depths: depths.to_vec(), ..Observed::default() }
    }

    #[test]
    fn a_kind_is_shown_at_the_depths_at_which_it_was_done() {
        let all: Vec<Observed> =
            (0..30).map(|n| record(&[], &[(ActionKind::Call, 2.0 + f64::from(n) / 10.0)])).collect();
        let support = Support::of(&all, &[ActionKind::Call]);
        assert!(support.covers(ActionKind::Call, 2.2) && support.covers(ActionKind::Call, 4.9));
        assert!(!support.covers(ActionKind::Call, 1.5) && !support.covers(ActionKind::Call, 6.0));
        assert!(support.covers(ActionKind::HomeVisit, 1.0), "of kinds that it was not asked about nothing is said");
    }

    #[test]
    fn kinds_that_come_within_days_of_each_other_seldom_come_alone() {
        let (visit, bank, call) = (ActionKind::HomeVisit, ActionKind::CreditBank, ActionKind::Call);
        let one =
            |n: i32| record(&[(call, 10), (visit, 31), (bank, 31 + n % 4)], &[(visit, 2.0), (bank, 2.0), (call, 1.0)]);
        let all: Vec<Observed> = (0..30).map(one).collect();
        let support = Support::of(&all, &[visit, bank, call]);
        assert!(support.seldom_alone(visit) && support.seldom_alone(bank) && !support.seldom_alone(call));
    }
}
