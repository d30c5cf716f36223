//! What a board asks of an answer: how strong must an assumption be, which number moves it most, does the order of the
//! policies hold whatever the numbers are, and what becomes of a policy with so many hours a week.
//!
//! Each question is a plain function of a way to ask: given numbers of behaviour, what do the policies come to in each run.
//! [`Trial`] is that way for a scenario. Always: what is compared within a question has the same luck, so a number that
//! nothing uses moves nothing, exactly.

mod break_even;
mod capacity;
mod robustness;
mod sensitivity;
mod trial;

pub use break_even::Aim;
pub use break_even::BreakEven;
pub use break_even::Point;
pub use break_even::Range;
pub use break_even::Turn;
pub use break_even::Turns;
pub use break_even::break_even;
pub use break_even::range_for;
pub use capacity::Capacity;
pub use capacity::Enough;
pub use capacity::Level;
pub use capacity::STATUTORY;
pub use capacity::capacity;
pub use robustness::Better;
pub use robustness::Flip;
pub use robustness::Flips;
pub use robustness::Regret;
pub use robustness::Robustness;
pub use robustness::flips;
pub use robustness::robustness;
pub use sensitivity::Bar;
pub use sensitivity::Move;
pub use sensitivity::Sensitivity;
pub use sensitivity::sensitivity;
pub use trial::Trial;

use crate::compare::by_draw;

/// A figure under each policy, in the order of the scenario, in each run.
pub type Figures = Vec<Vec<f64>>;

/// The mean of values; none of none.
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Values of runs that do not hang together: one a draw of the numbers, or the runs of a single draw.
fn independent(runs: &[f64]) -> Vec<f64> {
    let draws = by_draw(runs);
    if draws.len() < 2 { runs.to_vec() } else { draws }
}

/// Whether the mean of values, each from dice of its own, is farther from nothing than 1.645 of its standard errors: more than
/// other luck could bring about. Of one, whether it is anything.
fn is_told_apart(values: &[f64]) -> Option<bool> {
    let (mean, count) = (mean(values)?, values.len() as f64);
    let variance = values.iter().map(|of| (of - mean) * (of - mean)).sum::<f64>() / (count - 1.0).max(1.0);
    Some(mean.abs() > 1.645 * libm::sqrt(variance / count))
}
