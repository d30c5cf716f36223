//! Sets of values of one dimension: spans of whole numbers, and whether it may be *never*.
//!
//! Knows no dimension. Always: the spans are in order, apart from one another, and none is empty.

/// Beyond everything that is counted.
pub(in crate::check) const FAR: i128 = 1 << 90;

/// A set of whole numbers, and perhaps *never*.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct Values {
    never: bool,
    spans: Vec<(i128, i128)>,
}

impl Values {
    /// The numbers from one up to and including another.
    pub(in crate::check) fn span(low: i128, high: i128) -> Values {
        Values { never: false, spans: if low <= high { vec![(low, high)] } else { Vec::new() } }
    }

    pub(in crate::check) fn point(value: i128) -> Values {
        Values::span(value, value)
    }

    pub(in crate::check) const fn only_never() -> Values {
        Values { never: true, spans: Vec::new() }
    }

    pub(in crate::check) fn or_never(self) -> Values {
        Values { never: true, ..self }
    }

    pub(in crate::check) const fn is_empty(&self) -> bool {
        !self.never && self.spans.is_empty()
    }

    pub(in crate::check) const fn may_be_never(&self) -> bool {
        self.never
    }

    pub(in crate::check) fn least(&self) -> Option<i128> {
        self.spans.first().map(|span| span.0)
    }

    pub(in crate::check) fn most(&self) -> Option<i128> {
        self.spans.last().map(|span| span.1)
    }

    pub(in crate::check) fn contains(&self, value: Option<i128>) -> bool {
        match value {
            None => self.never,
            Some(value) => self.spans.iter().any(|(low, high)| (*low..=*high).contains(&value)),
        }
    }

    /// What is in both.
    pub(in crate::check) fn meet(&self, other: &Values) -> Values {
        let (mut left, mut right) = (self.spans.iter().copied().peekable(), other.spans.iter().copied().peekable());
        let mut spans = Vec::new();
        while let (Some(one), Some(two)) = (left.peek().copied(), right.peek().copied()) {
            let (low, high) = (one.0.max(two.0), one.1.min(two.1));
            if low <= high {
                spans.push((low, high));
            }
            if one.1 < two.1 {
                left.next();
            } else {
                right.next();
            }
        }
        Values { never: self.never && other.never, spans }
    }

    /// What is in either.
    pub(in crate::check) fn join(&self, other: &Values) -> Values {
        let mut all: Vec<(i128, i128)> = self.spans.iter().chain(&other.spans).copied().collect();
        all.sort_unstable();
        let mut spans: Vec<(i128, i128)> = Vec::with_capacity(all.len());
        for (low, high) in all {
            match spans.last_mut() {
                Some(last) if low <= last.1 + 1 => last.1 = last.1.max(high),
                _ => spans.push((low, high)),
            }
        }
        Values { never: self.never || other.never, spans }
    }

    /// What is in this and not in the other.
    pub(in crate::check) fn without(&self, other: &Values) -> Values {
        let mut gaps = Vec::with_capacity(other.spans.len() + 1);
        let mut next = -FAR * 2;
        for (low, high) in &other.spans {
            gaps.push((next, low - 1));
            next = high + 1;
        }
        gaps.push((next, FAR * 2));
        gaps.retain(|(low, high)| low <= high);
        self.meet(&Values { never: !other.never, spans: gaps })
    }

    pub(in crate::check) fn is_within(&self, other: &Values) -> bool {
        let covered = |span: &(i128, i128)| other.spans.iter().any(|wide| wide.0 <= span.0 && span.1 <= wide.1);
        (!self.never || other.never) && self.spans.iter().all(covered)
    }

    pub(in crate::check) fn is_apart(&self, other: &Values) -> bool {
        let meets = |one: &(i128, i128)| other.spans.iter().any(|two| one.0 <= two.1 && two.0 <= one.1);
        !(self.never && other.never || self.spans.iter().any(meets))
    }

    /// The number in it that is nearest to another; of two, the higher.
    pub(in crate::check) fn nearest(&self, to: i128) -> Option<i128> {
        let of_span = |(low, high): &(i128, i128)| to.clamp(*low, *high);
        self.spans.iter().map(of_span).min_by_key(|value| ((value - to).abs(), -value))
    }

    /// The numbers between its spans.
    pub(in crate::check) fn holes(&self) -> Vec<(i128, i128)> {
        let pairs = self.spans.windows(2).filter_map(|pair| Some((pair.first()?.1 + 1, pair.get(1)?.0 - 1)));
        pairs.collect()
    }

    /// The span that a number of it lies in.
    pub(in crate::check) fn around(&self, value: i128) -> Option<(i128, i128)> {
        self.spans.iter().copied().find(|(low, high)| (*low..=*high).contains(&value))
    }

    /// Without the numbers below a bound.
    pub(in crate::check) fn from(&self, bound: i128) -> Values {
        self.meet(&Values::span(bound, FAR * 2).or_never())
    }

    /// Without the numbers above a bound.
    pub(in crate::check) fn up_to(&self, bound: i128) -> Values {
        self.meet(&Values::span(-FAR * 2, bound).or_never())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::any;
    use proptest::proptest;

    fn of(bits: u16, never: bool) -> Values {
        let points = (0..16).filter(|bit| bits >> bit & 1 == 1).map(Values::point);
        let numbers = points.fold(Values::default(), |all, point| all.join(&point));
        if never { numbers.or_never() } else { numbers }
    }

    proptest! {
        #[test]
        fn sets_of_values_are_what_their_members_are(one in any::<(u16, bool)>(), two in any::<(u16, bool)>()) {
            let (left, right) = (of(one.0, one.1), of(two.0, two.1));
            assert_eq!(left.meet(&right), of(one.0 & two.0, one.1 && two.1));
            assert_eq!(left.join(&right), of(one.0 | two.0, one.1 || two.1));
            assert_eq!(left.without(&right), of(one.0 & !two.0, one.1 && !two.1));
            assert_eq!(left.is_within(&right), one.0 & !two.0 == 0 && (!one.1 || two.1));
            assert_eq!(left.is_apart(&right), one.0 & two.0 == 0 && !(one.1 && two.1));
        }
    }

    #[test]
    fn bounds_leave_out_what_is_beyond_them() {
        let values = of(0b1111_0000_1111, true).from(2).up_to(9);
        assert_eq!(values, of(0b0011_0000_1100, true));
        assert_eq!((values.nearest(0), values.nearest(6), values.around(9)), (Some(2), Some(8), Some((8, 9))));
    }
}
