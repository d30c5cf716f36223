//! What is broken down by kind, and what is left out of it because it would point at a few.

use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Measure;
use crate::vocabulary::ActionKind;

/// Fewer than this many are not named in what is shared.
pub(super) const FEWEST_NAMED: f64 = 10.0;

/// Whether a measure was counted at all. Work and cost stay at zero when nobody said what an action takes: then they are
/// not known, which is no zero.
pub(super) fn is_counted(scenarios: &[&Compared], measure: Measure) -> bool {
    let mut figures = scenarios.iter().filter_map(|scenario| scenario.figures.get(&measure));
    match measure {
        Measure::Hours | Measure::Cost => figures.any(|figure| figure.mean > 0.0),
        Measure::Kpi(_) | Measure::Actions(_) => figures.next().is_some(),
    }
}

/// Whether a count of actions may be shown: none at all, or enough of them.
pub(super) fn may_be_shown(count: f64) -> bool {
    !(1e-9..FEWEST_NAMED).contains(&count)
}

/// The kinds of action that are done at all and of which every scenario does none or enough.
pub(super) fn shown_kinds(comparison: &Comparison) -> Vec<ActionKind> {
    done_kinds(comparison).filter(|kind| counts(comparison, *kind).all(may_be_shown)).collect()
}

/// The kinds of action that are done, but so seldom that they stay unnamed.
pub(super) fn rare_kinds(comparison: &Comparison) -> Vec<ActionKind> {
    done_kinds(comparison).filter(|kind| !counts(comparison, *kind).all(may_be_shown)).collect()
}

fn done_kinds(comparison: &Comparison) -> impl Iterator<Item = ActionKind> {
    ActionKind::ALL.iter().copied().filter(|kind| counts(comparison, *kind).any(|count| count > 0.0))
}

fn counts(comparison: &Comparison, kind: ActionKind) -> impl Iterator<Item = f64> {
    comparison.scenarios.iter().map(move |scenario| count(scenario, kind))
}

fn count(scenario: &Compared, kind: ActionKind) -> f64 {
    scenario.figures.get(&Measure::Actions(kind)).map_or(0.0, |figure| figure.mean)
}
