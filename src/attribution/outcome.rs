//! What running every policy between two gives: for each figure the whole difference and the part of each change in it.

use super::Question;
use super::shapley::Exact;
use super::shapley::exact;
use super::shapley::factorial;
use super::shapley::figure;
use super::shapley::parts;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::compare::Chance;
use crate::compare::Difference;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::compare::figures_of;
use crate::locale::Phrase;
use crate::scenario::Chosen;
use crate::scenario::Plan;
use crate::scenario::Shown;
use crate::scenario::run_alike;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// The figures that are attributed, in the order in which they are told.
pub const MEASURES: [Measure; 8] = [
    Measure::Kpi(Kpi::ArrearsRateSitting),
    Measure::Kpi(Kpi::TenantsInArrears),
    Measure::Kpi(Kpi::Evictions),
    Measure::Kpi(Kpi::CourtCases),
    Measure::Kpi(Kpi::WriteOffs),
    Measure::Kpi(Kpi::CollectionCosts),
    Measure::Hours,
    Measure::Cost,
];

/// How a difference between two policies comes about.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The days that are measured.
    pub window: Period,
    /// What is left to chance in a run.
    pub chance: Chance,
    /// How many replications there are; one where nothing is left to chance.
    pub replications: usize,
    /// How many policies were run.
    pub policies: usize,
    /// Each figure; those that are not defined under every one of these policies are not here.
    pub measures: Vec<Attributed>,
    /// The last day for which a rate of statutory interest is known, where interest was charged beyond it.
    pub interest_known_to: Option<Day>,
}

/// A figure, and how the difference in it comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct Attributed {
    /// The figure.
    pub measure: Measure,
    /// What it is under the old policy.
    pub old: Spread,
    /// What it is under the new one.
    pub new: Spread,
    /// The whole difference.
    pub total: Difference,
    /// What each group of changes contributes, in their order.
    pub contributions: Vec<Contribution>,
    /// What the changes do together beyond what each does alone: the whole less the sum of [`Contribution::alone`].
    pub interplay: Difference,
}

/// What a group of changes contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Its part of the whole difference.
    pub part: Difference,
    /// What it would do if it were the only change.
    pub alone: Difference,
}

/// Sums of month ends that are held at once, at most. A policy has one a month end and replication, each some hundred numbers.
const MOST_SUMS: usize = 20_000;

/// How many policies are run in one pass through the books, beside the old one.
pub(super) fn batch(plan: &Plan<'_>) -> usize {
    let replications = usize::try_from(plan.scenario.replications).unwrap_or(usize::MAX);
    let one = plan.scenario.measured().month_ends().len().saturating_mul(replications).max(1);
    (MOST_SUMS / one).clamp(1, 256)
}

/// The figures of one policy: for each replication those of [`MEASURES`].
type Figures = Vec<Vec<Option<f64>>>;

/// Runs the policies of a question, so many in one pass through the books.
pub(super) fn attribute(
    question: &Question<'_>,
    plan: &Plan<'_>,
    batch: usize,
    passed: &(dyn Fn() + Sync),
) -> Result<Attribution, Phrase> {
    let chance = plan.chance();
    let shown = shown(question, plan)?;
    let throws = plan.throws(0..plan.scenario.replications);
    let mut interest_known_to = None;
    // By the set of groups that is taken, one bit a group.
    let mut figures: Vec<Figures> = Vec::new();
    let sets: Vec<usize> = (1..question.policies()).collect();
    for batch in sets.chunks(batch) {
        // The old policy goes first in each pass: the pace of the desk may be taken from it.
        let hybrids: Vec<Result<Chosen, Phrase>> = batch.par_iter().map(|set| hybrid(question, *set)).collect();
        let policies = std::iter::once(Ok(question.hybrids.first().clone())).chain(hybrids);
        let policies = policies.collect::<Result<Vec<Chosen>, Phrase>>()?;
        let outcomes = run_alike(&Plan { policies: &policies, ..*plan }, &throws, &shown, passed);
        let known = usize::from(!figures.is_empty());
        for outcome in outcomes.iter().skip(known) {
            interest_known_to = interest_known_to.max(outcome.interest_known_to);
            let runs = if chance == Chance::Nothing { 1 } else { outcome.tables.len() };
            let tables = outcome.tables.iter().take(runs);
            figures.push(tables.map(|table| figures_of(table, plan.scenario.measured(), &MEASURES)).collect());
        }
    }
    let measured = MEASURES.into_iter().enumerate();
    let measures = measured.filter_map(|(place, measure)| attributed(measure, place, &figures, chance)).collect();
    let replications = figures.first().map_or(0, Vec::len);
    let (window, policies) = (plan.scenario.measured(), question.policies());
    Ok(Attribution { window, chance, replications, policies, measures, interest_known_to })
}

/// What the books show, where what any of the policies leaves out is drawn wider for all of them: else the part of a change
/// would hang on which of them are run in one pass.
fn shown(question: &Question<'_>, plan: &Plan<'_>) -> Result<Shown, Phrase> {
    let (shown, first) = (plan.shown(), question.hybrids.first());
    if shown.tells_all_apart() {
        return Ok(shown);
    }
    let sets: Vec<usize> = (1..question.policies()).collect();
    let left_out = |set: &usize| hybrid(question, *set).map(|hybrid| shown.left_out(first, &hybrid));
    let left_out: Vec<Result<Vec<ActionKind>, Phrase>> = sets.par_iter().map(left_out).collect();
    let left_out = left_out.into_iter().collect::<Result<Vec<Vec<ActionKind>>, Phrase>>()?;
    Ok(shown.wider_for(&left_out.concat()))
}

/// The policy with a set of groups; with all of them it is the new one itself.
fn hybrid(question: &Question<'_>, set: usize) -> Result<Chosen, Phrase> {
    if set + 1 == question.policies() {
        return Ok(question.hybrids.last().clone());
    }
    question.hybrids.with(&question.taken(set))
}

/// One figure; none when a policy has none of it in any replication. Work and cost that no policy has are not known.
fn attributed(measure: Measure, place: usize, figures: &[Figures], chance: Chance) -> Option<Attributed> {
    let replications = figures.first()?.len();
    let of = |replication: usize| -> Option<Vec<f64>> {
        figures.iter().map(|policy| *policy.get(replication)?.get(place)?).collect()
    };
    let values: Vec<Vec<f64>> = (0..replications).map(of).collect::<Option<_>>()?;
    let is_counted = values.iter().flatten().any(|value| *value > 0.0);
    if matches!(measure, Measure::Hours | Measure::Cost) && !is_counted {
        return None;
    }
    divided(measure, &values, chance)
}

/// How a difference comes about: the values are those of one replication each, by set of groups.
pub(super) fn divided(measure: Measure, values: &[Vec<f64>], chance: Chance) -> Option<Attributed> {
    let divided: Vec<Divided> = values.iter().map(|values| Divided::of(values)).collect();
    let spread = |pick: &dyn Fn(&Divided) -> f64| Difference::of(&divided.iter().map(pick).collect::<Vec<_>>(), chance);
    let players = divided.first()?.parts.len();
    let contributions = (0..players).map(|player| {
        let at = |list: &[f64]| list.get(player).copied().unwrap_or_default();
        Some(Contribution { part: spread(&|of| at(&of.parts))?, alone: spread(&|of| at(&of.alone))? })
    });
    let end =
        |pick: fn(&Vec<f64>) -> Option<&f64>| Spread::of(&values.iter().filter_map(pick).copied().collect::<Vec<_>>());
    Some(Attributed {
        measure,
        old: end(|values| values.first())?,
        new: end(|values| values.last())?,
        total: spread(&|of| of.total)?,
        contributions: contributions.collect::<Option<_>>()?,
        interplay: spread(&|of| of.interplay)?,
    })
}

/// The difference in one replication, divided.
struct Divided {
    total: f64,
    parts: Vec<f64>,
    alone: Vec<f64>,
    interplay: f64,
}

impl Divided {
    fn of(values: &[f64]) -> Divided {
        let values: Vec<Exact> = values.iter().map(|value| exact(*value)).collect();
        let players = values.len().max(1).ilog2() as usize;
        let value = |set: usize| values.get(set).copied().unwrap_or_default();
        let base = value(0);
        let alone: Vec<Exact> = (0..players).map(|player| value(1 << player) - base).collect();
        let total = value((1 << players) - 1) - base;
        let all = factorial(players);
        Divided {
            total: figure(total, 1),
            parts: parts(&values, players).into_iter().map(|part| figure(part, all)).collect(),
            interplay: figure(total - alone.iter().sum::<Exact>(), 1),
            alone: alone.into_iter().map(|alone| figure(alone, 1)).collect(),
        }
    }
}
