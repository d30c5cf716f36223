//! A scenario with one figure, to be asked again and again.

use super::Figures;
use crate::behaviour::Behaviour;
use crate::compare::Measure;
use crate::compare::measured;
use crate::scenario::Plan;
use crate::scenario::Throw;
use crate::scenario::run_alike;

/// A scenario with the figure that is asked for. Ask it with a behaviour of one's own; the plan's tells only which effects
/// were fitted.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// The scenario with everything that it names.
    pub plan: Plan<'a>,
    /// The figure.
    pub measure: Measure,
    /// Is told each time a tenancy has been run through.
    pub passed: &'a (dyn Fn() + Sync),
}

impl std::fmt::Debug for Trial<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trial").field("measure", &self.measure).finish_non_exhaustive()
    }
}

impl Trial<'_> {
    /// The figure in each replication, every number drawn as in a run of the scenario; none where it is not defined.
    #[must_use]
    pub fn drawn(&self, behaviour: &Behaviour) -> Option<Figures> {
        let scenario = self.plan.scenario;
        let throw = |replication| Throw::of_replication(behaviour, scenario.seed, replication);
        self.figures(&(0..scenario.replications).map(throw).collect::<Vec<_>>())
    }

    /// The figure with every number at its value, in so many runs that differ in luck alone.
    #[must_use]
    pub fn central(&self, behaviour: &Behaviour, lucks: u32) -> Option<Figures> {
        self.figures(&(0..lucks).map(|luck| Throw::central(behaviour, luck)).collect::<Vec<_>>())
    }

    /// The figure in each of so many draws of the numbers, each with the same luck so many times: by draw, policy, run.
    #[must_use]
    pub fn crossed(&self, behaviour: &Behaviour, draws: u32, lucks: u32) -> Option<Vec<Figures>> {
        let seed = self.plan.scenario.seed;
        let throw = |draw| move |luck| Throw::drawn(behaviour, seed, draw, luck);
        let of = |draw: u32| self.figures(&(0..lucks).map(throw(draw)).collect::<Vec<_>>());
        (0..draws).map(of).collect()
    }

    fn figures(&self, throws: &[Throw]) -> Option<Figures> {
        let window = self.plan.scenario.measured();
        let outcomes = run_alike(&self.plan, throws, &self.plan.shown_together(), self.passed);
        let of = |tables: &[_]| tables.iter().map(|table| measured(table, self.measure, window)).collect();
        outcomes.iter().map(|outcome| of(&outcome.tables)).collect()
    }
}
