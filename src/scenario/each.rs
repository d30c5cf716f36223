//! A scenario tenancy by tenancy: the course of each under every policy, for questions that no key figure answers.

use super::run::Plan;
use super::shown::widened;
use super::throw::Throw;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::tenancy::Tenancy;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

/// One tenancy under every policy of a scenario, with the same luck.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The tenancy's place in the books.
    pub place: usize,
    /// Which luck.
    pub luck: u32,
    /// The tenancy.
    pub tenancy: &'a Tenancy,
    /// Its course under each policy, in the order of the scenario.
    pub histories: &'a [History],
}

/// What `see` says of each tenancy in each throw, within the books: in order of tenancy, then of throw. `passed` is told each
/// time a tenancy has been run through.
pub fn run_beside<T: Send>(
    plan: &Plan<'_>,
    throws: &[Throw],
    passed: &(dyn Fn() + Sync),
    see: &(dyn Fn(Beside<'_>) -> Option<T> + Sync),
) -> Vec<T> {
    let recorded = plan.recorded_delays();
    let delay = plan.delay(&recorded);
    let shown = plan.shown_together();
    let throws = widened(throws, &shown.wider, plan.scenario.seed);
    let of = |simulator: &mut Simulator, place: usize| {
        let Some(tenancy) = plan.portfolio.tenancies.get(place) else { return Vec::new() };
        let mut seen = Vec::new();
        for (nth, Throw { luck, numbers, .. }) in throws.iter().enumerate() {
            let mut histories = Vec::with_capacity(plan.policies.len());
            for (policy, chosen) in plan.policies.iter().enumerate() {
                let later = chosen.later_versions();
                let run = plan.run_of(chosen, numbers.as_ref(), delay, *luck);
                let run = Run { later: &later, support: shown.support.as_ref(), ..run };
                let is_first = nth == 0 && policy == 0;
                let history = if is_first {
                    simulator.simulate(&run, place, tenancy)
                } else {
                    simulator.simulate_beside(&run, place, tenancy)
                };
                histories.push(history.clone());
            }
            seen.extend(see(Beside { place, luck: *luck, tenancy, histories: &histories }));
        }
        passed();
        seen
    };
    let all: Vec<Vec<T>> =
        (0..plan.portfolio.tenancies.len()).into_par_iter().map_init(Simulator::default, of).collect();
    all.into_iter().flatten().collect()
}
