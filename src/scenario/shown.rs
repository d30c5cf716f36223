//! What history shows of what policies do: where a policy acts as history never did, or leaves out a step that never came
//! alone, its effect is drawn wider, and how often that is stands in the outcome.

use super::Plan;
use super::throw::Throw;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::behaviour::times_as_strong;
use crate::calendar::Day;
use crate::compare::RUNS_OF_A_DRAW;
use crate::engine::Support;
use crate::engine::observe;
use crate::vocabulary::ActionKind;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

impl Plan<'_> {
    /// What the books show of each kind of action whose effect was fitted to them; none, where none was.
    #[must_use]
    pub fn support(&self) -> Option<Support> {
        let (allocation, last_day) = (self.scenario.allocation, self.portfolio.last_day.unwrap_or(Day::DAWN));
        let fitted = self.behaviour.map(fitted_kinds).filter(|kinds| !kinds.is_empty())?;
        let observed: Vec<_> =
            self.portfolio.tenancies.par_iter().map(|tenancy| observe(tenancy, allocation, last_day)).collect();
        Some(Support::of(&observed, &fitted))
    }

    /// The kinds of action that seldom came alone on the record, and that one of the policies leaves out where the first
    /// does them.
    #[must_use]
    pub fn left_out(&self, support: &Support) -> Vec<ActionKind> {
        let Some((first, others)) = self.policies.split_first() else { return Vec::new() };
        let all = ActionKind::ALL.iter().copied().filter(|kind| support.seldom_alone(*kind));
        all.filter(|kind| first.does(*kind) && others.iter().any(|other| !other.does(*kind))).collect()
    }
}

/// The kinds of action whose effect was fitted. Of others history was not asked.
fn fitted_kinds(behaviour: &Behaviour) -> Vec<ActionKind> {
    let is_fitted = |kind: &ActionKind| {
        behaviour.contact.get(kind.word().en).is_some_and(|contact| contact.effect.label == Label::Fitted)
    };
    ActionKind::ALL.iter().copied().filter(is_fitted).collect()
}

/// The throws, with the effect of kinds that a policy leaves out drawn wider: history does not show what happens without
/// them. Throws that share their numbers share that too.
pub(super) fn widened(throws: &[Throw], kinds: &[ActionKind], seed: u64) -> Vec<Throw> {
    let mut throws = throws.to_vec();
    if throws.len() > 1 {
        for throw in &mut throws {
            let draw = throw.luck / RUNS_OF_A_DRAW;
            for kind in kinds {
                let numbers = throw.numbers.iter_mut();
                numbers.for_each(|drawn| drawn.push.differ(*kind, times_as_strong(seed, draw, *kind)));
            }
        }
    }
    throws
}
