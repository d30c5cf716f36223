//! What is broken down by kind, and what is left out of it because it would point at a few.

use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::compare::Verdict;
use crate::disclosure;
use crate::disclosure::FEWEST;
use crate::disclosure::may_be_shown;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;

/// Whether a measure was counted at all. Work and cost stay at zero when nobody said what an action takes: then they are
/// not known, which is no zero.
pub(super) fn is_counted(scenarios: &[&Compared], measure: Measure) -> bool {
    let mut figures = scenarios.iter().filter_map(|scenario| scenario.figures.get(&measure));
    match measure {
        Measure::Hours | Measure::Cost | Measure::Kpi(Kpi::CollectionFte) => figures.any(|figure| figure.mean > 0.0),
        Measure::Kpi(_) | Measure::Actions(_) => figures.next().is_some(),
    }
}

/// The measures that decide, in the order in which they are told.
pub(super) const HEADLINES: [Measure; 10] = [
    Measure::Kpi(Kpi::ArrearsRateSitting),
    Measure::Kpi(Kpi::TenantsInArrears),
    Measure::Kpi(Kpi::AverageArrearsSitting),
    Measure::Kpi(Kpi::Evictions),
    Measure::Kpi(Kpi::CourtCases),
    Measure::Kpi(Kpi::WriteOffs),
    Measure::Kpi(Kpi::CollectionCosts),
    Measure::Hours,
    Measure::Kpi(Kpi::CollectionFte),
    Measure::Cost,
];

/// Whether a measure happens so seldom that no difference in it could be seen: evictions of which no scenario has one a
/// year, unless some are told apart all the same.
pub(super) fn is_too_rare(comparison: &Comparison, measure: Measure) -> bool {
    let scenarios = &comparison.scenarios;
    let is_seldom = |of: &Compared| of.figures.get(&measure).is_some_and(|figure| figure.mean < 1.0);
    let is_unseen = |of: &Compared| {
        let verdict = of.differences.get(&measure).map(|difference| difference.verdict);
        matches!(verdict, None | Some(Verdict::Same | Verdict::CannotBeToldApart | Verdict::TooFewRuns))
    };
    measure == Measure::Kpi(Kpi::Evictions) && scenarios.iter().all(|of| is_seldom(of) && is_unseen(of))
}

/// The measures of a comparison that may be shared, in their order: what was counted, kinds of action of which every
/// scenario does none or enough, and averages that rest on enough tenancies in every scenario.
#[must_use]
pub fn shown_measures(comparison: &Comparison) -> Vec<Measure> {
    let scenarios: Vec<&Compared> = comparison.scenarios.iter().collect();
    let kinds = shown_kinds(comparison);
    let is_shown = |measure: &Measure| match measure {
        Measure::Actions(kind) => kinds.contains(kind),
        Measure::Kpi(kpi) => is_counted(&scenarios, *measure) && scenarios.iter().all(|of| rests_on_enough(of, *kpi)),
        Measure::Hours | Measure::Cost => is_counted(&scenarios, *measure),
    };
    Measure::all().filter(is_shown).collect()
}

/// A key figure of a scenario at one of the dates; none where it is not defined or an average that rests on too few.
#[must_use]
pub fn shown_at(scenario: &Compared, kpi: Kpi, date: usize) -> Option<Spread> {
    let at = |kpi: Kpi| scenario.series.get(&kpi).and_then(|series| series.get(date).copied().flatten());
    let figure = at(kpi).filter(|_| kpi != Kpi::BailiffDuration)?;
    let rests_on = total_of(kpi).and_then(at).map(|total| total.mean / figure.mean);
    (rests_on.is_none_or(is_enough)).then_some(figure)
}

fn rests_on_enough(scenario: &Compared, kpi: Kpi) -> bool {
    if kpi == Kpi::BailiffDuration {
        // The mean of a few files, and nobody can see of how many.
        return false;
    }
    let mean = |kpi: Kpi| scenario.figures.get(&Measure::Kpi(kpi)).map(|figure| figure.mean);
    let rests_on = total_of(kpi).and_then(|total| Some(mean(total)? / mean(kpi)?));
    rests_on.is_none_or(is_enough)
}

/// The total behind an average: divided by the average it is the number of tenancies.
const fn total_of(kpi: Kpi) -> Option<Kpi> {
    match kpi {
        Kpi::AverageArrearsSitting => Some(Kpi::ArrearsSitting),
        Kpi::AverageArrearsDeparted => Some(Kpi::ArrearsDeparted),
        _ => None,
    }
}

/// The last digits of a division are no tenancy.
fn is_enough(tenancies: f64) -> bool {
    tenancies > FEWEST as f64 - 1e-6
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

/// More parts than this make no table.
const MOST_PARTS: usize = 12;

/// Parts of a whole that may be shared and fit a table, largest first, and how many are in the others together.
pub(super) fn shown_parts(cells: &[(String, u64)]) -> (Vec<&(String, u64)>, u64) {
    disclosure::shown_parts(cells, MOST_PARTS)
}
