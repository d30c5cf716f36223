//! A number for every tendency, reckoned with as one.

use super::layout::NODES;
use std::ops::Add;
use std::ops::AddAssign;
use std::ops::Mul;
use std::ops::MulAssign;
use std::ops::Sub;

/// A number for every tendency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lanes(pub(super) [f64; NODES]);

impl Lanes {
    pub(super) const ZERO: Lanes = Lanes([0.0; NODES]);
    pub(super) const ONE: Lanes = Lanes([1.0; NODES]);

    #[inline]
    pub(super) fn map(self, of: impl Fn(f64) -> f64) -> Lanes {
        Lanes(self.0.map(of))
    }

    #[inline]
    pub(super) fn with(self, other: Lanes, of: impl Fn(f64, f64) -> f64) -> Lanes {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(own, other)| *own = of(*own, other));
        both
    }

    #[inline]
    pub(super) fn inverse(self) -> Lanes {
        self.map(|one| 1.0 / one)
    }

    #[inline]
    pub(super) fn sum(self) -> f64 {
        self.0.iter().sum()
    }

    #[inline]
    pub(super) fn largest(self) -> f64 {
        self.0.into_iter().fold(f64::NEG_INFINITY, f64::max)
    }

    #[inline]
    pub(super) fn smallest(self) -> f64 {
        self.0.into_iter().fold(f64::INFINITY, f64::min)
    }
}

impl Add for Lanes {
    type Output = Lanes;

    #[inline]
    fn add(self, other: Lanes) -> Lanes {
        self.with(other, |own, other| own + other)
    }
}

impl Sub for Lanes {
    type Output = Lanes;

    #[inline]
    fn sub(self, other: Lanes) -> Lanes {
        self.with(other, |own, other| own - other)
    }
}

impl Mul for Lanes {
    type Output = Lanes;

    #[inline]
    fn mul(self, other: Lanes) -> Lanes {
        self.with(other, |own, other| own * other)
    }
}

impl Mul<f64> for Lanes {
    type Output = Lanes;

    #[inline]
    fn mul(self, times: f64) -> Lanes {
        self.map(|one| one * times)
    }
}

impl AddAssign for Lanes {
    #[inline]
    fn add_assign(&mut self, other: Lanes) {
        *self = *self + other;
    }
}

impl MulAssign for Lanes {
    #[inline]
    fn mul_assign(&mut self, other: Lanes) {
        *self = *self * other;
    }
}
