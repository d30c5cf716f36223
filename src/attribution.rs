//! How much each change of a policy contributes to the difference in each figure, whatever the order in which changes are
//! made: Shapley values over all policies that lie between the old one and the new, on the same luck.
//!
//! Knows no file and no terminal. A change that cannot stand without another goes together with it, and it is said why.
//! Always, in every replication: the parts add up exactly to the whole difference; a change that changes no figure gets
//! exactly nothing; changes that do the same get exactly the same (`src/attribution/shapley.rs`).
//!
//! # Why
//! The part of a change depends on what has changed already: a visit that comes after a call that was made works less than
//! one after none. Told one after another, the first gets the credit. The Shapley value is the mean over every order, and
//! the only division with the properties above. It takes every subset of the changes, hence [`MOST_GROUPS`].

mod hybrid;
mod outcome;
mod shapley;
#[cfg(test)]
mod tests;
mod tie;

pub use hybrid::Side;
pub use outcome::Attributed;
pub use outcome::Attribution;
pub use outcome::Contribution;
pub use outcome::MEASURES;
pub use tie::Group;
pub use tie::Tie;

use crate::difference::Change;
use crate::difference::Edition;
use crate::difference::Kind;
use crate::difference::difference;
use crate::locale::Phrase;
use crate::scenario::Plan;
use crate::scenario::Validity;
use hybrid::Hybrids;
use std::collections::BTreeSet;

/// More changes than this are not taken apart: each one more doubles the number of policies to run, and ten take 1,024.
pub const MOST_GROUPS: usize = 10;

/// What is to be attributed.
#[derive(Debug)]
pub struct Question<'a> {
    hybrids: Hybrids<'a>,
    groups: Vec<Group>,
}

/// Why a difference cannot be attributed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributionError {
    /// The policies are in two languages, so nothing lies between them.
    Languages,
    /// No change decides anything. What does differ is told.
    NoChange(Vec<Change>),
    /// Too many changes are left, each on its own.
    TooMany {
        /// Every change.
        changes: Vec<Change>,
        /// How they go together.
        groups: Vec<Group>,
    },
    /// The texts cannot be mixed at all.
    CannotMix(Phrase),
}

/// The changes between two policies under a scenario.
#[must_use]
pub fn changes(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let edition = |side: Side<'_>| side.chosen.program.settings().to_vec();
    let (first, second) = (edition(old), edition(new));
    difference(
        Edition { policy: &old.chosen.policy, settings: &first },
        Edition { policy: &new.chosen.policy, settings: &second },
    )
}

/// Whether a change can change a figure. From when a policy rules counts only where a scenario takes that as written.
#[must_use]
pub fn decides(change: &Change, valid: Validity) -> bool {
    change.kind.decides() || (change.kind == Kind::ValidFrom && valid == Validity::AsWritten)
}

impl<'a> Question<'a> {
    /// Finds the changes between two policies of one version each, and which of them go together: those that somebody wants
    /// taken together, by their places in [`changes`], and those that cannot stand apart.
    ///
    /// # Errors
    /// [`AttributionError`] when there is nothing to attribute, or too much.
    pub fn new(
        old: Side<'a>,
        new: Side<'a>,
        valid: Validity,
        together: &[BTreeSet<usize>],
    ) -> Result<Question<'a>, AttributionError> {
        if old.chosen.policy.locale != new.chosen.policy.locale {
            return Err(AttributionError::Languages);
        }
        let changes = changes(old, new);
        let all: BTreeSet<usize> = (0..changes.len())
            .filter(|place| changes.get(*place).is_some_and(|change| decides(change, valid)))
            .collect();
        if all.is_empty() {
            return Err(AttributionError::NoChange(changes));
        }
        let hybrids = Hybrids::new(old, new, valid, changes);
        let groups = tie::groups(&hybrids, &all, together).map_err(AttributionError::CannotMix)?;
        if groups.len() > MOST_GROUPS {
            return Err(AttributionError::TooMany { changes: hybrids.changes, groups });
        }
        Ok(Question { hybrids, groups })
    }

    /// Every change between the policies, those that decide nothing included.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.hybrids.changes
    }

    /// The changes that are taken together, in order.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How many policies are run, the two themselves included.
    #[must_use]
    pub fn policies(&self) -> usize {
        1 << self.groups.len()
    }

    /// How often the books are run through.
    #[must_use]
    pub fn passes(&self, plan: &Plan<'_>) -> usize {
        (self.policies() - 1).div_ceil(outcome::batch(plan))
    }

    /// Runs every policy between the two on the same luck. `passed` is told each time a tenancy has been run through.
    ///
    /// # Errors
    /// [`AttributionError::CannotMix`] would be a fault of ours: every policy has been checked before.
    pub fn answer(&self, plan: &Plan<'_>, passed: &(dyn Fn() + Sync)) -> Result<Attribution, AttributionError> {
        outcome::attribute(self, plan, outcome::batch(plan), passed).map_err(AttributionError::CannotMix)
    }

    /// The changes of the groups in a set of groups, one bit a group.
    fn taken(&self, set: usize) -> BTreeSet<usize> {
        let groups = self.groups.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1);
        groups.flat_map(|(_, group)| group.changes.iter().copied()).collect()
    }
}
