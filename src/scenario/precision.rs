//! Running until the answer is known well enough: replications are added in batches of one size until what more of them
//! would still change is small, or a bound is met.
//!
//! Always: what comes out is what that number of replications gives at once (`stopping_gives_what_so_many_runs_give`); and
//! the size of a batch never hangs on what was found.

use super::file::Precision;
use super::run::Outcome;
use super::run::Plan;
use super::run::run_paired;
use crate::compare::Exactness;
use crate::compare::Measure;
use crate::compare::measured;
use crate::kpi::KpiTable;
use serde::Serialize;

/// So many replications are added at a time.
pub const BATCH: u32 = 40;

/// Why no more replications were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StoppedBy {
    /// The answer is known as well as was asked.
    Precision,
    /// As many were run as were allowed.
    Most,
}

/// How a run that looks at its precision ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stopped {
    /// How many replications were run.
    pub replications: u32,
    /// Why no more.
    pub by: StoppedBy,
    /// How well the answer is known: half the width of the 90 % confidence interval of what is told of it least exactly; none
    /// where the replications are too few to say.
    pub within: Option<f64>,
}

/// A figure that is not defined on these books: no number of replications tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDefined;

/// Runs a scenario until the differences of its figure with the first policy are known to within what was asked; of a single
/// policy, the figure itself. `begun` is told how many replications there are before each batch, `passed` each time a tenancy
/// has been run through.
///
/// # Errors
/// [`NotDefined`] when the figure is not defined for a policy in every replication.
pub fn run_until(
    plan: &Plan<'_>,
    precision: &Precision,
    begun: &dyn Fn(u32),
    passed: &(dyn Fn() + Sync),
) -> Result<(Vec<Outcome>, Stopped), NotDefined> {
    let measure = Measure::named(&precision.figure).ok_or(NotDefined)?;
    let fewest = plan.scenario.replications.min(precision.most);
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut done = 0;
    loop {
        begun(done);
        let next = (done + BATCH).min(precision.most);
        append(&mut outcomes, run_paired(plan, &plan.throws(done..next), passed));
        done = next;
        let within = within(plan, measure, &outcomes)?;
        let stopped = |by| Stopped { replications: done, by, within: within.is_finite().then_some(within) };
        if done >= fewest && within <= precision.half_width {
            return Ok((outcomes, stopped(StoppedBy::Precision)));
        }
        if done >= precision.most {
            return Ok((outcomes, stopped(StoppedBy::Most)));
        }
    }
}

/// How well the answer is known by now, of the policy of which it is known least.
fn within(plan: &Plan<'_>, measure: Measure, outcomes: &[Outcome]) -> Result<f64, NotDefined> {
    let window = plan.scenario.measured();
    let (first, others) = outcomes.split_first().ok_or(NotDefined)?;
    let of = |tables: &[KpiTable]| tables.iter().map(|table| measured(table, measure, window)).collect();
    let apart = |other: &Outcome| -> Option<Vec<f64>> {
        let (own, base): (Option<Vec<f64>>, Option<Vec<f64>>) = (of(&other.tables), of(other.base(first)));
        Some(own?.iter().zip(base?).map(|(own, base)| own - base).collect())
    };
    let told: Option<Vec<Vec<f64>>> = if others.is_empty() {
        Some(vec![of(&first.tables).ok_or(NotDefined)?])
    } else {
        others.iter().map(apart).collect()
    };
    let told = told.ok_or(NotDefined)?;
    let worst = |values: &Vec<f64>| Exactness::of(values).map_or(f64::INFINITY, Exactness::worst);
    Ok(told.iter().map(worst).fold(0.0, f64::max))
}

/// Adds later replications of the same policies.
fn append(outcomes: &mut Vec<Outcome>, later: Vec<Outcome>) {
    if outcomes.is_empty() {
        *outcomes = later;
        return;
    }
    for (outcome, more) in outcomes.iter_mut().zip(later) {
        outcome.tables.extend(more.tables);
        outcome.beside.extend(more.beside);
        outcome.breaches.iter_mut().zip(&more.breaches).for_each(|(count, more)| *count += more);
        outcome.interest_known_to = outcome.interest_known_to.max(more.interest_known_to);
    }
}
