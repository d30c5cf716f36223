//! Undoing the changes of a candidate that do not matter: a search changes much that makes no difference, and nobody can
//! weigh a dozen changes.
//!
//! Always: what is left is not told to be worse than the candidate by more than a hundredth in anything that is sought.

use super::Asked;
use super::Objective;
use super::Places;
use super::bench::Bench;
use super::bench::Came;
use super::recheck::gained;

/// Less than this part of the baseline's figure is no reason for a change.
const NOTICED: f64 = 0.01;

/// How often fewer changes are undone, when undoing them together does matter.
const TRIES: usize = 3;

/// How many runs this takes at most for a candidate, with so many settings, in candidates × 1 replication.
pub(super) const fn cost(settings: usize) -> u64 {
    (settings + 1 + 2 * TRIES) as u64
}

/// The candidate with only the changes that matter; the candidate itself when all do, or undoing them together does.
pub(super) fn trimmed(
    bench: &mut Bench<'_>,
    own: &Places,
    candidate: &Places,
    asked: Asked,
    objectives: &[Objective],
) -> Places {
    let changed: Vec<usize> = (0..own.len()).filter(|axis| own.get(*axis) != candidate.get(*axis)).collect();
    let singly: Vec<Places> = changed.iter().map(|axis| undone(candidate, own, &[*axis])).collect();
    let came = beside(bench, candidate, singly, asked);
    let idle = changed.iter().zip(2..).filter(|(_, nth)| !is_missed(bench, &came, *nth, objectives));
    let mut idle: Vec<usize> = idle.map(|(axis, _)| *axis).collect();
    for _ in 0..TRIES {
        if idle.is_empty() {
            break;
        }
        let fewer = undone(candidate, own, &idle);
        let came = beside(bench, candidate, vec![fewer.clone()], asked);
        if !is_missed(bench, &came, 2, objectives) {
            return fewer;
        }
        idle.truncate(idle.len() / 2);
    }
    candidate.clone()
}

/// The baseline, the candidate and others.
fn beside(bench: &mut Bench<'_>, candidate: &Places, others: Vec<Places>, asked: Asked) -> Vec<Came> {
    let all: Vec<Places> = [candidate.clone()].into_iter().chain(others).collect();
    bench.runs(&all, asked)
}

fn undone(candidate: &Places, own: &Places, axes: &[usize]) -> Places {
    let each = candidate.iter().zip(own).enumerate();
    each.map(|(axis, (changed, own))| if axes.contains(&axis) { *own } else { *changed }).collect()
}

/// Whether something is lost without what was undone: a guarantee, or more than a hundredth of an objective.
fn is_missed(bench: &Bench<'_>, came: &[Came], fewer: usize, objectives: &[Objective]) -> bool {
    let breaches = came.get(fewer).is_none_or(|came| came.breaches.iter().any(|count| *count > 0));
    breaches || objectives.iter().any(|objective| gained(bench, came, (1, fewer), *objective) > NOTICED)
}
