//! Where searches begin that ask about the same dimensions: what tenants can have of those, and what follows from that.
//!
//! Many conditions of a policy ask about the same things, and differ in their numbers only. Always: a search that begins on a
//! ground that was kept goes on as one that laid its own, and counts as many steps.

use super::Given;
use super::State;
use crate::check::region::boxes::Boxes;
use crate::check::region::dimension::Clock;
use crate::check::region::dimension::Dimension;
use crate::check::region::possible::relations;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// So many grounds are kept; the others are laid anew each time.
const MOST_KEPT: usize = 2_000;

/// Where a search begins.
#[derive(Debug)]
pub(in crate::check::region) struct Ground {
    /// Nothing, where no tenant can be so.
    first: Option<State>,
    /// How many steps it took to lay.
    steps: usize,
    /// The kinds of action of which it matters whether they were done.
    kinds: BTreeSet<ActionKind>,
}

/// What is asked about, what has not been done, and whether facts hang together.
type Key = (Vec<Dimension>, u32, bool);

/// The grounds of a space.
#[derive(Debug, Default)]
pub(in crate::check::region) struct Grounds {
    kept: Mutex<BTreeMap<Key, Arc<Ground>>>,
}

impl Grounds {
    /// The ground for what is asked about.
    pub(in crate::check::region) fn of(&self, asked: Vec<Dimension>, given: Given<'_>) -> Arc<Ground> {
        let undone = given.undone.iter().fold(0, |bits, kind| bits | 1 << kind.place());
        let key = (asked, undone, given.related);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ground) = kept.get(&key) {
            return Arc::clone(ground);
        }
        let ground = Arc::new(Ground::new(&key.0, given));
        if kept.len() < MOST_KEPT {
            kept.insert(key, Arc::clone(&ground));
        }
        ground
    }
}

impl Ground {
    fn new(asked: &[Dimension], given: Given<'_>) -> Ground {
        let mut dimensions: BTreeSet<Dimension> = asked.iter().copied().collect();
        let relations = if given.related { relations(&mut dimensions) } else { Vec::new() };
        let boxes: Boxes = dimensions.iter().map(|dimension| (*dimension, given.domain(*dimension))).collect();
        let mut first = State { boxes, clauses: Vec::new(), orders: Vec::new(), unsure: false };
        let mut left = usize::MAX;
        let begins = relations.iter().all(|relation| first.assert(relation, true, &mut left));
        let kinds = dimensions.iter().filter_map(kind_of).collect();
        Ground { first: begins.then_some(first), steps: usize::MAX - left, kinds }
    }

    /// A search that begins here, if there is anybody to look for; takes off the steps.
    pub(super) fn begin(&self, steps: &mut usize) -> Option<State> {
        *steps = steps.saturating_sub(self.steps);
        self.first.clone()
    }

    /// The kinds of action of which it matters whether they were done.
    pub(in crate::check::region) const fn kinds(&self) -> &BTreeSet<ActionKind> {
        &self.kinds
    }
}

/// The kind of action without which a dimension has other values, as `Given::domain` has it.
const fn kind_of(dimension: &Dimension) -> Option<ActionKind> {
    match dimension {
        Dimension::Times(kind) | Dimension::Done(kind) | Dimension::Clock(Clock::Since(kind), _) => Some(*kind),
        Dimension::Fact(Fact::WikExpiredAmount) => Some(ActionKind::WikLetter),
        _ => None,
    }
}
