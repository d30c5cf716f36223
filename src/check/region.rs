//! Regions of the space of facts: which tenants a condition is about, exactly.
//!
//! Every fact is compared with constants only, so the space of tenants falls apart into finitely many cells, and whether
//! two conditions can meet, or one follows from another, is found out and not sampled. Amounts are whole cents, months of
//! rent exact fractions, days whole, and *never* is a value of its own. Facts that have to do with one another do so here
//! too (`possible`), so that whoever is found could be a tenant.
//! Knows a policy; knows no ledger and no day. Always: what is said to be possible comes with a witness that a program
//! agrees with, what is said to be impossible is, and what would take too long is said to be undecided.
//!
//! ```text
//! Policy ─Space::new→ Space ─condition, rule, stage→ Region ─and, or, not→ Region ─find→ Possible(Witness) | Impossible | Undecided
//! ```

mod boxes;
mod dimension;
mod formula;
mod pick;
mod possible;
mod search;
mod space;
mod stretch;
mod together;
#[cfg(test)]
mod tests;
mod values;
mod witness;

pub(super) use dimension::Clock;
pub(super) use dimension::Count;
pub(super) use dimension::Dimension;
pub(super) use dimension::RUNNING;
pub use pick::NEXT_DUE;
use pick::Picked;
pub use space::Knobs;
pub use space::Space;
pub use together::cannot_be_together;
pub use together::contradiction;
pub(super) use values::FAR;
pub(super) use values::Values;
pub use witness::Witness;
pub use witness::given_words;
pub(super) use witness::number_text;
pub use witness::value_words;

use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use dimension::ENDED;
use formula::Formula;
use search::Found;
use search::Given;
use search::search;
use space::Shared;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How many parts of formulas are looked at before a question is undecided.
const MOST_STEPS: usize = 60_000;

/// How many where all steps that were allowed are spent.
const FEW_STEPS: usize = 400;

/// A set of tenants.
#[derive(Clone, Debug)]
pub struct Region {
    formula: Formula,
    shared: Arc<Shared>,
}

/// Whether there is a tenant in a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There can be: this one.
    Possible(Witness),
    /// There cannot be.
    Impossible,
    /// It takes too long to find out, or rests on days of the calendar that examples do not have.
    Undecided,
}

impl Answer {
    /// The witness, if there can be one.
    #[must_use]
    pub fn witness(self) -> Option<Witness> {
        match self {
            Answer::Possible(witness) => Some(witness),
            Answer::Impossible | Answer::Undecided => None,
        }
    }
}

impl Region {
    fn of(&self, formula: Formula) -> Region {
        Region { formula, shared: Arc::clone(&self.shared) }
    }

    /// Who is in both.
    #[must_use]
    pub fn and(&self, other: &Region) -> Region {
        self.of(Formula::all(vec![self.formula.clone(), other.formula.clone()]))
    }

    /// Who is in either.
    #[must_use]
    pub fn or(&self, other: &Region) -> Region {
        self.of(Formula::any(vec![self.formula.clone(), other.formula.clone()]))
    }

    /// Who is not in it.
    #[must_use]
    pub fn not(&self) -> Region {
        self.of(Formula::not(self.formula.clone()))
    }

    /// Who is in it and not in the other.
    #[must_use]
    pub fn without(&self, other: &Region) -> Region {
        self.and(&other.not())
    }

    /// A tenant in it, if there can be one.
    #[must_use]
    pub fn find(&self) -> Answer {
        self.find_before(&BTreeSet::new())
    }

    /// A tenant in it for whom nothing of these kinds has been done, if there can be one.
    #[must_use]
    pub fn find_before(&self, undone: &BTreeSet<ActionKind>) -> Answer {
        // Of a tenancy that has not begun there is little to tell: one that has is looked for first.
        let begun = Values::span(RUNNING, ENDED);
        let asked = self.asks();
        let of_its_time =
            [Dimension::Phase, Dimension::Fact(Fact::TenancyMonths)].iter().any(|time| asked.contains(time));
        let sooner = of_its_time.then(|| self.with(Dimension::Phase, begun).search(undone, true, true));
        let found = match sooner {
            Some(Found::Values(picked)) => Found::Values(Picked { mentioned: asked.into_iter().collect(), ..picked }),
            _ => self.search(undone, true, true),
        };
        match found {
            Found::Values(picked) => Answer::Possible(Witness { picked }),
            Found::Nothing => Answer::Impossible,
            Found::Undecided => Answer::Undecided,
        }
    }

    fn given<'a>(&'a self, undone: &'a BTreeSet<ActionKind>, related: bool, tell: bool) -> Given<'a> {
        let Shared { settings, texts, grounds, .. } = &*self.shared;
        Given { settings, texts: texts.len(), related, tell, undone, grounds }
    }

    fn search(&self, undone: &BTreeSet<ActionKind>, related: bool, tell: bool) -> Found {
        let mut steps = MOST_STEPS;
        let Some(allowance) = &self.shared.allowance else {
            return search(&self.formula, self.given(undone, related, tell), &mut steps);
        };
        let left = allowance.load(Ordering::Relaxed);
        steps = left.clamp(FEW_STEPS, MOST_STEPS);
        let given = steps;
        let found = search(&self.formula, self.given(undone, related, tell), &mut steps);
        allowance.store(left.saturating_sub(given - steps), Ordering::Relaxed);
        found
    }

    /// Whether there certainly is nobody in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_empty_before(&BTreeSet::new())
    }

    /// Whether there certainly is nobody in it for whom nothing of these kinds has been done.
    #[must_use]
    pub fn is_empty_before(&self, undone: &BTreeSet<ActionKind>) -> bool {
        matches!(self.search(undone, true, false), Found::Nothing)
    }

    /// Whether certainly everybody in it is in the other.
    #[must_use]
    pub fn is_within(&self, other: &Region) -> bool {
        self.without(other).is_empty()
    }

    /// Whether certainly nobody is in both.
    #[must_use]
    pub fn is_apart(&self, other: &Region) -> bool {
        self.and(other).is_empty()
    }

    /// Whether that follows from the same facts being compared, without what facts have to do with one another.
    pub(super) fn is_plainly_within(&self, other: &Region) -> bool {
        matches!(self.without(other).search(&BTreeSet::new(), false, false), Found::Nothing)
    }

    /// What it asks about, in order and each once.
    pub(super) fn asks(&self) -> Vec<Dimension> {
        self.formula.dimensions()
    }

    /// The kinds of action of which it matters whether they were done: what has been found out of it with others done or not
    /// stands.
    pub(super) fn kinds(&self) -> BTreeSet<ActionKind> {
        let nothing = BTreeSet::new();
        let given = self.given(&nothing, true, false);
        given.grounds.of(self.asks(), given).kinds().clone()
    }

    /// What it leaves of a dimension, whatever the others are.
    pub(super) fn reach(&self, dimension: Dimension) -> Values {
        self.formula.reach(dimension, true, &dimension.domain(self.shared.texts.len()))
    }

    /// Who of it has one of these values.
    pub(super) fn with(&self, dimension: Dimension, values: Values) -> Region {
        self.and(&self.of(Formula::is_in(dimension, values)))
    }

    /// Who could be in it if he owed something else than he does.
    pub(super) fn but_claims(&self) -> Region {
        let of_claims = |dimension| match dimension {
            Dimension::Fact(fact) | Dimension::Clock(Clock::Fact(fact), _) => fact.is_of_claims(),
            _ => false,
        };
        self.of(self.formula.freed(&of_claims))
    }

    /// Where it leaves certain values of a dimension only, each dimension by itself: who is apart there is apart.
    pub(super) fn outline(&self) -> BTreeMap<Dimension, Values> {
        self.asks().into_iter().map(|dimension| (dimension, self.reach(dimension))).collect()
    }

    /// Whether it is a single comparison that holds for every value, or for none.
    pub(super) fn constant(&self) -> Option<bool> {
        let Formula::In(dimension, values) = &self.formula else {
            let empty = |region: &Region| matches!(region.search(&BTreeSet::new(), false, false), Found::Nothing);
            let never = empty(self);
            let always = !never && empty(&self.not());
            return (never || always).then_some(always);
        };
        let domain = dimension.domain(self.shared.texts.len());
        let (always, never) = (domain.is_within(values), domain.is_apart(values));
        (always || never).then_some(always)
    }
}
