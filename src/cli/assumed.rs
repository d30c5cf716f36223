//! How much of each difference rests on what is merely assumed: the first replications again, without those effects.

use super::Terminal;
use super::beyond::is_beyond;
use super::scenario::Loaded;
use super::scenario::bar_that_says;
use crate::behaviour::Assumed;
use crate::behaviour::Behaviour;
use crate::compare::Comparison;
use crate::compare::FEWEST_RUNS;
use crate::compare::Footing;
use crate::compare::Pair;
use crate::compare::RUNS_OF_A_DRAW;
use crate::compare::Resting;
use crate::compare::Without;
use crate::kpi::KpiTable;
use crate::report::RestsOn;
use crate::scenario::Chosen;
use crate::scenario::Outcome;
use crate::scenario::Plan;
use crate::scenario::run_paired;

/// One in so many replications is run again: the differences of an answer that takes a minute take a quarter more.
const AGAIN: u32 = 4;

/// What was asked of the assumed numbers of a run.
#[derive(Debug)]
pub(super) struct Weighed {
    /// The assumed numbers of the behaviour.
    pub(super) assumed: Assumed,
    /// How many replications were run again; none where nothing is told apart or no effect is assumed.
    pub(super) replications: u32,
}

impl Weighed {
    /// In numbers, for a report.
    pub(super) fn rests_on(&self) -> RestsOn {
        RestsOn {
            effects: self.assumed.effects.len(),
            others: self.assumed.others.len(),
            replications: self.replications,
        }
    }
}

/// The comparison with what each difference rests on. Runs again only where that can tell anything.
pub(super) fn grounded(
    loaded: &mut Loaded,
    outcomes: &[Outcome],
    comparison: Comparison,
    terminal: Terminal,
) -> Comparison {
    let is_beyond: Vec<bool> = outcomes.iter().map(is_beyond).collect();
    let Some(behaviour) = loaded.behaviour.as_ref() else {
        return comparison.grounded(Footing::Of(Resting::Recorded), &is_beyond);
    };
    let assumed = behaviour.assumed(|kind| loaded.policies.iter().any(|chosen: &Chosen| chosen.does(kind)));
    let mut weighed = Weighed { assumed, replications: 0 };
    let comparison = if behaviour.is_fitted() {
        comparison.grounded(Footing::Of(Resting::Fitted), &is_beyond)
    } else if weighed.assumed.effects.is_empty() {
        comparison.grounded(Footing::Of(Resting::NoAssumedEffect), &is_beyond)
    } else if comparison.tells_anything() {
        weighed.replications = again(loaded.scenario.replications);
        let neutral = behaviour.without(&weighed.assumed.effects);
        let without = run_again(loaded, &neutral, weighed.replications, terminal);
        let runs = usize::try_from(weighed.replications).unwrap_or(usize::MAX);
        let (with, without) = (pairs(outcomes, runs), pairs(&without, runs));
        comparison.grounded(Footing::Weighed(Without { with: &with, without: &without }), &is_beyond)
    } else {
        comparison
    };
    loaded.weighed = Some(weighed);
    comparison
}

/// The first so many runs of each policy, beside those of the first policy.
fn pairs(outcomes: &[Outcome], runs: usize) -> Vec<Pair<'_>> {
    let Some(first) = outcomes.first() else { return Vec::new() };
    let mut pairs = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        pairs.push(Pair { own: few(&outcome.tables, runs), base: few(outcome.base(first), runs) });
    }
    pairs
}

/// The first so many.
fn few(tables: &[KpiTable], runs: usize) -> &[KpiTable] {
    tables.get(..runs.min(tables.len())).unwrap_or_default()
}

/// How many of so many replications are run again: whole draws of the numbers, never fewer than tell a difference at all.
fn again(replications: u32) -> u32 {
    let fewest = u32::try_from(FEWEST_RUNS).unwrap_or(u32::MAX);
    let whole_draws = replications.div_ceil(AGAIN).max(fewest).next_multiple_of(RUNS_OF_A_DRAW);
    whole_draws.min(replications)
}

/// What each policy comes to in the first replications, with other numbers on the same luck.
fn run_again(loaded: &Loaded, behaviour: &Behaviour, replications: u32, terminal: Terminal) -> Vec<Outcome> {
    let form = terminal.locale.pick(
        "{bar:40} {pos}/{len} tenancies, once more without what is merely assumed",
        "{bar:40} {pos}/{len} huurovereenkomsten, nog eens zonder wat alleen aangenomen is",
    );
    let bar = bar_that_says(loaded, 1, form, terminal);
    let plan = Plan { behaviour: Some(behaviour), ..loaded.plan() };
    let outcomes = run_paired(&plan, &plan.throws(0..replications), &|| bar.inc(1));
    bar.finish_and_clear();
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_replications_is_run_again_in_whole_draws_and_never_too_few() {
        assert_eq!([5, 8, 40, 42, 200].map(again), [5, 6, 10, 12, 50]);
    }
}
