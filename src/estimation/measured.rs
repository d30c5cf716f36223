//! A number that was measured, with its interval.

/// A number with its 95 % interval and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The best value.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// The number of observations.
    pub n: usize,
}
