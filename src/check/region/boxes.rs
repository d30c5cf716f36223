//! A set of values for each of some dimensions. Copies share the sets that did not change.
//!
//! Always: the dimensions stand in their order, each once.

use super::dimension::Dimension;
use super::values::Values;
use std::sync::Arc;

/// A set of values for each dimension of a search.
#[derive(Clone, Debug, Default)]
pub(super) struct Boxes {
    /// With the key of each dimension, by which it is found.
    sides: Vec<(u64, Dimension, Arc<Values>)>,
}

impl FromIterator<(Dimension, Values)> for Boxes {
    /// From dimensions in their order, each once.
    fn from_iter<I: IntoIterator<Item = (Dimension, Values)>>(sides: I) -> Boxes {
        let side = |(dimension, values): (Dimension, Values)| (dimension.key(), dimension, Arc::new(values));
        Boxes { sides: sides.into_iter().map(side).collect() }
    }
}

impl Boxes {
    fn place(&self, dimension: Dimension) -> Option<usize> {
        let key = dimension.key();
        self.sides.binary_search_by_key(&key, |(own, ..)| *own).ok()
    }

    pub(super) fn get(&self, dimension: Dimension) -> Option<&Values> {
        self.place(dimension).and_then(|place| self.sides.get(place)).map(|(.., values)| &**values)
    }

    pub(super) fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.sides.iter().map(|(_, dimension, _)| *dimension)
    }

    pub(super) fn sides(&self) -> impl Iterator<Item = (Dimension, &Values)> {
        self.sides.iter().map(|(_, dimension, values)| (*dimension, &**values))
    }

    pub(super) fn any_empty(&self) -> bool {
        self.sides.iter().any(|(.., values)| values.is_empty())
    }

    /// Makes of the values of a dimension what is said, and says whether any are left.
    pub(super) fn change(&mut self, dimension: Dimension, to: impl Fn(&Values) -> Values) -> bool {
        let Some((.., own)) = self.place(dimension).and_then(|place| self.sides.get_mut(place)) else { return true };
        *own = Arc::new(to(own));
        !own.is_empty()
    }

    /// Leaves these values of a dimension, or all but these, and says whether any are left.
    pub(super) fn narrow(&mut self, dimension: Dimension, values: &Arc<Values>, these: bool) -> bool {
        let Some((.., own)) = self.place(dimension).and_then(|place| self.sides.get_mut(place)) else { return true };
        match these {
            true if own.is_within(values) => {}
            true if values.is_within(own) => *own = Arc::clone(values),
            true => *own = Arc::new(own.meet(values)),
            false if own.is_apart(values) => {}
            false => *own = Arc::new(own.without(values)),
        }
        !own.is_empty()
    }

    pub(super) fn set(&mut self, dimension: Dimension, values: Values) {
        if let Some((.., own)) = self.place(dimension).and_then(|place| self.sides.get_mut(place)) {
            *own = Arc::new(values);
        }
    }

    /// Leaves out the numbers below a bound, and says whether there were any.
    pub(super) fn raise(&mut self, dimension: Dimension, bound: i128) -> bool {
        let below = self.get(dimension).and_then(Values::least).is_some_and(|least| least < bound);
        if below {
            self.change(dimension, |values| values.from(bound));
        }
        below
    }

    /// Leaves out the numbers above a bound, and says whether there were any.
    pub(super) fn lower(&mut self, dimension: Dimension, bound: i128) -> bool {
        let above = self.get(dimension).and_then(Values::most).is_some_and(|most| most > bound);
        if above {
            self.change(dimension, |values| values.up_to(bound));
        }
        above
    }
}
