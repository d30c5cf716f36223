//! What other luck says of a point: whether it still stands where the search put it.

use super::Objective;
use super::bench::Bench;
use super::bench::Came;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Difference;
use crate::compare::FEWEST_RUNS;
use crate::compare::Verdict;

/// What other luck says of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is told to be better than the baseline in something, and nothing beats it: whatever is told to be better than it
    /// in something is told to be worse in something else.
    Holds,
    /// Nothing beats it, and it cannot be told to be better than the baseline in anything.
    Indistinct,
    /// These are told to be better in something and in nothing to be worse: 0 is the baseline, 1 the first point.
    Beaten(Vec<usize>),
    /// It breaches a guarantee.
    Refused,
    /// Nothing was left to chance, so there is no other luck: the figures are exact.
    Exact,
    /// Too few replications to tell anything apart.
    TooFewRuns,
}

/// What can be said of every point, given what the baseline and the points came to on other luck.
///
/// One is beaten by another when the interval of their paired difference puts the other ahead in some objective, and the
/// one itself ahead in none.
pub(super) fn standings(bench: &Bench<'_>, came: &[Came], objectives: &[Objective]) -> Vec<Standing> {
    let breaches = |place: usize| came.get(place).is_some_and(|came| came.breaches.iter().any(|count| *count > 0));
    let few = came.first().is_none_or(|came| came.runs.tables.len() < FEWEST_RUNS);
    let standing = |point: usize| {
        if breaches(point) {
            return Standing::Refused;
        }
        if few && bench.chance != Chance::Nothing {
            return Standing::TooFewRuns;
        }
        // What breaches a guarantee is no choice, so it beats nothing.
        let rivals = (0..came.len()).filter(|rival| *rival != point && !breaches(*rival));
        let by: Vec<usize> = rivals.filter(|rival| beats(bench, came, (*rival, point), objectives)).collect();
        // A baseline that breaches is no choice either: what breaches nothing need not be better than that.
        let is_better = || breaches(0) || ways(bench, came, (point, 0), objectives).contains(&Way::Better);
        match by.is_empty() {
            true if is_better() => Standing::Holds,
            true => Standing::Indistinct,
            false => Standing::Beaten(by),
        }
    };
    (1..came.len()).map(standing).collect()
}

fn beats(bench: &Bench<'_>, came: &[Came], (rival, point): (usize, usize), objectives: &[Objective]) -> bool {
    let ways = ways(bench, came, (rival, point), objectives);
    ways.contains(&Way::Better) && !ways.contains(&Way::Worse)
}

/// In what way the one differs from the other, objective by objective.
fn ways(bench: &Bench<'_>, came: &[Came], (one, other): (usize, usize), objectives: &[Objective]) -> Vec<Way> {
    let (Some(one), Some(other)) = (came.get(one), came.get(other)) else { return Vec::new() };
    let comparison = bench.pair(one, other);
    let compared = comparison.scenarios.get(1);
    objectives.iter().filter_map(|objective| Some(way(compared?, *objective))).collect()
}

/// By what part of the baseline's figure the one is told to be better than the other; 0 when it is not.
pub(super) fn gained(bench: &Bench<'_>, came: &[Came], (one, other): (usize, usize), objective: Objective) -> f64 {
    let (Some(first), Some(one), Some(other)) = (came.first(), came.get(one), came.get(other)) else { return 0.0 };
    let scale = bench.beside(std::slice::from_ref(first)).scenarios.first().and_then(|of| mean(of, objective));
    let comparison = bench.pair(one, other);
    let Some(compared) = comparison.scenarios.get(1).filter(|of| way(of, objective) == Way::Better) else { return 0.0 };
    let difference = compared.differences.get(&objective.measure()).map_or(0.0, |of| -of.spread.mean);
    // Against nothing anything counts.
    match scale.filter(|scale| *scale > 0.0) {
        Some(scale) => difference / scale,
        None => 1.0,
    }
}

fn mean(compared: &Compared, objective: Objective) -> Option<f64> {
    compared.figures.get(&objective.measure()).map(|figure| figure.mean)
}

/// In what way a difference points, as far as that can be told; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Better,
    Worse,
    Unclear,
}

fn way(compared: &Compared, objective: Objective) -> Way {
    match compared.differences.get(&objective.measure()) {
        Some(Difference { verdict: Verdict::Lower, .. }) => Way::Better,
        Some(Difference { verdict: Verdict::Higher, .. }) => Way::Worse,
        Some(Difference { verdict: Verdict::Computed, spread, .. }) if spread.mean < 0.0 => Way::Better,
        Some(Difference { verdict: Verdict::Computed, .. }) => Way::Worse,
        _ => Way::Unclear,
    }
}
