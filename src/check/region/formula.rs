//! Conditions over dimensions: what a test says of the lines of the space.
//!
//! Always: a comparison with *never* does not hold, and its opposite does.

use super::dimension::Dimension;
use super::values::Values;
use crate::check::Comparison;
use std::sync::Arc;

/// A condition over dimensions. Parts are shared, since many rules stand in the same stages and segments.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    /// Every one holds.
    All(Arc<[Formula]>),
    /// At least one holds.
    Any(Arc<[Formula]>),
    /// It does not hold.
    Not(Arc<Formula>),
    /// The value is one of these.
    In(Dimension, Arc<Values>),
    /// The values of two dimensions are in order.
    Order(Arc<Order>),
    /// Too much to look into: it may hold, and it may not.
    Unknown,
}

/// `times · less ≤ by · more + offset`, where neither is *never*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) less: Dimension,
    pub(super) times: i128,
    pub(super) more: Dimension,
    pub(super) by: i128,
    pub(super) offset: i128,
}

/// How a number is laid on a line: it begins at `scale · number`, and takes `width` places from there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruler {
    pub(super) dimension: Dimension,
    pub(super) scale: i128,
    pub(super) width: i128,
}

impl Formula {
    pub(super) fn all(parts: Vec<Formula>) -> Formula {
        Formula::All(parts.into())
    }

    pub(super) fn any(parts: Vec<Formula>) -> Formula {
        Formula::Any(parts.into())
    }

    pub(super) fn always() -> Formula {
        Formula::all(Vec::new())
    }

    pub(super) fn never() -> Formula {
        Formula::any(Vec::new())
    }

    pub(super) fn not(part: Formula) -> Formula {
        Formula::Not(Arc::new(part))
    }

    pub(super) fn is_in(dimension: Dimension, values: Values) -> Formula {
        Formula::In(dimension, Arc::new(values))
    }

    pub(super) fn yes(dimension: Dimension) -> Formula {
        Formula::is_in(dimension, Values::point(1))
    }

    pub(super) fn is_never(dimension: Dimension) -> Formula {
        Formula::is_in(dimension, Values::only_never())
    }

    /// That one holds exactly when the other does.
    pub(super) fn same(one: &Formula, other: &Formula) -> [Formula; 2] {
        let not = |part: &Formula| Formula::not(part.clone());
        [Formula::any(vec![not(one), other.clone()]), Formula::any(vec![one.clone(), not(other)])]
    }

    pub(super) fn order(order: Order) -> Formula {
        Formula::Order(Arc::new(order))
    }

    /// The dimensions that it speaks of, in their order, each once.
    pub(super) fn dimensions(&self) -> Vec<Dimension> {
        let mut found = Vec::new();
        self.add_dimensions(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn add_dimensions(&self, found: &mut Vec<Dimension>) {
        match self {
            Formula::All(parts) | Formula::Any(parts) => parts.iter().for_each(|part| part.add_dimensions(found)),
            Formula::Not(part) => part.add_dimensions(found),
            Formula::In(dimension, _) if found.last() == Some(dimension) => {}
            Formula::In(dimension, _) => found.push(*dimension),
            Formula::Order(order) => found.extend([order.less, order.more]),
            Formula::Unknown => {}
        }
    }

    /// What is left where some dimensions may be anything, each time they are asked about.
    pub(super) fn freed(&self, free: &impl Fn(Dimension) -> bool) -> Formula {
        self.freed_where(true, free)
    }

    fn freed_where(&self, holds: bool, free: &impl Fn(Dimension) -> bool) -> Formula {
        let each = |parts: &[Formula]| parts.iter().map(|part| part.freed_where(holds, free)).collect();
        let is_free = match self {
            Formula::All(parts) => return Formula::all(each(parts)),
            Formula::Any(parts) => return Formula::any(each(parts)),
            Formula::Not(part) => return Formula::not(part.freed_where(!holds, free)),
            Formula::In(dimension, _) => free(*dimension),
            Formula::Order(order) => free(order.less) || free(order.more),
            Formula::Unknown => false,
        };
        match (is_free, holds) {
            (true, true) => Formula::always(),
            (true, false) => Formula::never(),
            _ => self.clone(),
        }
    }

    /// The values of one dimension with which it can hold, whatever the others are; some of them may be too many.
    pub(super) fn reach(&self, dimension: Dimension, holds: bool, domain: &Values) -> Values {
        self.limits(dimension, holds, domain).unwrap_or_else(|| domain.clone())
    }

    /// The same; nothing, where it leaves all of them.
    fn limits(&self, dimension: Dimension, holds: bool, domain: &Values) -> Option<Values> {
        match (self, holds) {
            (Formula::Not(part), _) => part.limits(dimension, !holds, domain),
            (Formula::All(parts), true) | (Formula::Any(parts), false) => {
                let sets = parts.iter().filter_map(|part| part.limits(dimension, holds, domain));
                sets.reduce(|all, set| all.meet(&set))
            }
            (Formula::All(parts), false) | (Formula::Any(parts), true) => {
                let mut sets = parts.iter().map(|part| part.limits(dimension, holds, domain));
                sets.try_fold(Values::default(), |any, set| Some(any.join(&set?)))
            }
            (Formula::In(own, values), true) if *own == dimension => Some(domain.meet(values)),
            (Formula::In(own, values), false) if *own == dimension => Some(domain.without(values)),
            _ => None,
        }
    }

    /// Whether it holds of values; nothing, where it is too much to look into.
    pub(super) fn holds(&self, value: &impl Fn(Dimension) -> Option<i128>) -> Option<bool> {
        match self {
            Formula::All(parts) => every(parts.iter().map(|part| part.holds(value)), true),
            Formula::Any(parts) => every(parts.iter().map(|part| part.holds(value)), false),
            Formula::Not(part) => part.holds(value).map(|holds| !holds),
            Formula::In(dimension, values) => Some(values.contains(value(*dimension))),
            Formula::Order(order) => Some(order.holds(value)),
            Formula::Unknown => None,
        }
    }
}

/// All of them, or, where `wanted` is no, none of them not.
fn every(parts: impl Iterator<Item = Option<bool>>, wanted: bool) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part {
            Some(holds) if holds != wanted => return Some(!wanted),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(wanted)
}

impl Order {
    /// That one is at most another.
    pub(super) const fn at_most(less: Dimension, more: Dimension, offset: i128) -> Order {
        Order { less, times: 1, more, by: 1, offset }
    }

    pub(super) fn holds(&self, value: &impl Fn(Dimension) -> Option<i128>) -> bool {
        let pair = value(self.less).zip(value(self.more));
        pair.is_some_and(|(less, more)| self.times * less <= self.by * more + self.offset)
    }

    /// Its opposite, between numbers.
    pub(super) const fn turned(&self) -> Order {
        Order { less: self.more, times: self.by, more: self.less, by: self.times, offset: -self.offset - 1 }
    }
}

impl Ruler {
    pub(super) const fn plain(dimension: Dimension) -> Ruler {
        Ruler { dimension, scale: 1, width: 1 }
    }

    /// The comparison with a number.
    pub(super) fn against(self, comparison: Comparison, number: i128) -> Formula {
        let (first, far) = (self.scale * number, super::values::FAR);
        let last = first + self.width - 1;
        let values = match comparison {
            Comparison::Equal => Values::span(first, last),
            Comparison::NotEqual => Values::span(-far, first - 1).join(&Values::span(last + 1, far)),
            Comparison::Less => Values::span(-far, first - 1),
            Comparison::AtMost => Values::span(-far, last),
            Comparison::Greater => Values::span(last + 1, far),
            Comparison::AtLeast => Values::span(first, far),
        };
        Formula::is_in(self.dimension, values)
    }

    /// The comparison with a setting that is anywhere in its range.
    pub(super) fn against_setting(self, comparison: Comparison, setting: Dimension) -> Formula {
        let Ruler { dimension, scale, width } = self;
        let up_to =
            |offset: i128| Formula::order(Order { less: dimension, times: 1, more: setting, by: scale, offset });
        let from = |offset: i128| {
            Formula::order(Order { less: setting, times: scale, more: dimension, by: 1, offset: -offset })
        };
        match comparison {
            Comparison::Equal => Formula::all(vec![from(0), up_to(width - 1)]),
            Comparison::NotEqual => Formula::any(vec![up_to(-1), from(width)]),
            Comparison::Less => up_to(-1),
            Comparison::AtMost => up_to(width - 1),
            Comparison::Greater => from(width),
            Comparison::AtLeast => from(0),
        }
    }
}
