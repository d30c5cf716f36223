//! What history shows of each kind of action: how far behind tenants were when it was done, and whether everybody who came
//! so far had it.
//!
//! # Why
//! An effect is told from those who had a contact beside those, as far behind, who had it not yet. Of an action at a depth
//! at which it was never done, and of a step that everybody had, there are no such tenants: what a policy does there rests
//! on the shape of the model, and a run says so and draws it wider.

use crate::behaviour::Observed;
use crate::behaviour::RiskDay;
use crate::behaviour::Situation;
use crate::vocabulary::ActionKind;

/// Below so many on record, history shows nothing of a kind.
const FEWEST: usize = 20;
/// Of those as far behind as the kind asks, so many in a hundred have had it: then everybody has.
const EVERYBODY_PERCENT: u64 = 75;

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
    /// Days at risk at that depth on which it had been done, and all of them.
    with: u64,
    days: u64,
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
            let (from, to) = (at(1) - SLACK, at(100) + SLACK);
            let (with, days) = all.iter().map(|one| had(one, *kind, from)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            *seen = Some(Seen { from, to, with, days });
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

    /// Whether nearly everybody who came as far as the kind asks has had it.
    #[must_use]
    pub fn everybody_has(&self, kind: ActionKind) -> bool {
        self.seen(kind).is_some_and(|seen| seen.with * 100 >= seen.days * EVERYBODY_PERCENT && seen.days > 0)
    }

    fn seen(&self, kind: ActionKind) -> Option<&Seen> {
        self.seen.get(kind.place()).and_then(Option::as_ref)
    }
}

/// A twentieth of a month of rent.
const SLACK: f64 = 0.05;

/// Of the days at risk of a record at this depth or deeper, before hand-over: on how many the kind had been done since
/// the arrears began, and how many there are.
fn had(observed: &Observed, kind: ActionKind, from: f64) -> (u64, u64) {
    let deep = observed.days.iter().filter(|day| depth(&day.situation) >= from && !day.situation.handed_over);
    let had = |day: &RiskDay| {
        let before = observed.contacts.get(..day.contacts).unwrap_or(&[]).iter().rev();
        let since = day.day.plus(-day.situation.days_overdue);
        before.take_while(|(_, done)| *done >= since).any(|(done, _)| *done == kind)
    };
    deep.fold((0, 0), |(with, days), day| (with + u64::from(had(day)), days + 1))
}
