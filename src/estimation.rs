//! How numbers are learnt from what happened: likelihoods, their tops and their uncertainty.
//!
//! Knows no policy, no tenancy and no ledger: rows of covariates, days and events come in, estimates with their
//! standard errors come out. Everything is a pure function of its arguments: sums run in a fixed order, so the same
//! rows give the same bits in whatever order they came and whatever the number of threads.
//! Always: where the data do not tell a number the answer is an error or, with a prior, that prior; never a confident
//! number.

pub mod cox;
pub mod discontinuity;
mod error;
pub mod kaplan_meier;
mod matrix;
mod measured;
mod newton;
pub mod proportion;
#[cfg(test)]
mod reference;
pub mod wait;

pub use error::FitError;
pub use matrix::Cholesky;
pub use matrix::Symmetric;
pub use measured::Measured;

/// The normal quantile of a 95 % interval.
pub const NORMAL_95: f64 = 1.959_963_984_540_054;
