//! What history shows of what policies do: where a policy acts as history never did, or leaves out a step that never came
//! alone, its effect is drawn wider, and how often that is stands in the outcome.

use super::Chosen;
use super::Plan;
use super::throw::Throw;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::behaviour::times_as_strong;
use crate::calendar::Day;
use crate::engine::Support;
use crate::engine::observe;
use crate::vocabulary::ActionKind;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// What the books show of what the policies of a question do.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Of each kind of action whose effect was fitted to them; none, where none was.
    pub(super) support: Option<Support>,
    /// The kinds of action whose effect is drawn wider, for every policy of the question.
    pub(super) wider: Vec<ActionKind>,
}

impl Plan<'_> {
    /// What the books show, where what any of the policies leaves out is drawn wider for all of them.
    #[must_use]
    pub fn shown_together(&self) -> Shown {
        let shown = self.shown();
        let Some((first, others)) = self.policies.split_first() else { return shown };
        let left_out: Vec<ActionKind> = others.iter().flat_map(|other| shown.left_out(first, other)).collect();
        shown.wider_for(&left_out)
    }

    /// What the books show, with nothing drawn wider.
    pub(crate) fn shown(&self) -> Shown {
        let (allocation, last_day) = (self.scenario.allocation, self.portfolio.last_day.unwrap_or(Day::DAWN));
        let fitted = self.behaviour.map(fitted_kinds).filter(|kinds| !kinds.is_empty());
        let support = fitted.map(|fitted| {
            let tenancies = self.portfolio.tenancies.par_iter();
            let observed: Vec<_> = tenancies.map(|tenancy| observe(tenancy, allocation, last_day)).collect();
            Support::of(&observed, &fitted)
        });
        Shown { support, wider: Vec::new() }
    }
}

impl Shown {
    /// The kinds of action that seldom came alone on the record, and that a policy leaves out where the first does them.
    pub(crate) fn left_out(&self, first: &Chosen, other: &Chosen) -> Vec<ActionKind> {
        let seldom_alone = |kind: &ActionKind| self.support.as_ref().is_some_and(|shown| shown.seldom_alone(*kind));
        let all = ActionKind::ALL.iter().copied().filter(seldom_alone);
        all.filter(|kind| first.does(*kind) && !other.does(*kind)).collect()
    }

    /// Whether every kind of action came alone often enough.
    pub(crate) fn tells_all_apart(&self) -> bool {
        !self.support.as_ref().is_some_and(|shown| ActionKind::ALL.iter().any(|kind| shown.seldom_alone(*kind)))
    }

    /// The same, with these kinds drawn wider.
    pub(crate) fn wider_for(self, kinds: &[ActionKind]) -> Shown {
        Shown { wider: ActionKind::ALL.iter().copied().filter(|kind| kinds.contains(kind)).collect(), ..self }
    }
}

/// The kinds of action whose effect was fitted. Of others history was not asked.
fn fitted_kinds(behaviour: &Behaviour) -> Vec<ActionKind> {
    let is_fitted = |kind: &ActionKind| {
        behaviour.contact.get(kind.word().en).is_some_and(|contact| contact.effect.label == Label::Fitted)
    };
    ActionKind::ALL.iter().copied().filter(is_fitted).collect()
}

/// The throws, with the effect of some kinds drawn wider: history does not show what happens without them. Throws that share
/// their numbers share that too; one that takes every number as it is takes this as it is.
pub(super) fn widened(throws: &[Throw], kinds: &[ActionKind], seed: u64) -> Vec<Throw> {
    let widened = |throw: &Throw| {
        let mut throw = throw.clone();
        let drawn = throw.draw.zip(throw.numbers.as_mut());
        if let Some((draw, numbers)) = drawn {
            kinds.iter().for_each(|kind| numbers.push.differ(*kind, times_as_strong(seed, draw, *kind)));
        }
        throw
    };
    throws.iter().map(widened).collect()
}

#[cfg(test)]
mod tests;
