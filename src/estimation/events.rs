//! Events by days: on each day at risk an event has a chance that depends on covariates and on the cluster's own
//! tendency.
//!
//! A row stands for days on which nothing changes and may end in an event. Clusters (tenancies) differ in a tendency
//! that is integrated out; all numbers are found together, by Newton's method with a line search.
//! Always: the order of rows and the number of threads change nothing, to the bit; what has no data falls back on its
//! prior with the prior's own uncertainty, and without a prior is an error.

mod fitted;
mod integrate;
mod link;
mod mixing;
mod model;
mod options;
mod quadrature;
mod rows;
#[cfg(test)]
mod tests;

pub use fitted::Coefficient;
pub use fitted::Fitted;
pub use fitted::Kind;
pub use fitted::Spread;
pub use fitted::Tendency;
pub use link::Link;
pub use mixing::Tendencies;
pub use options::Options;
pub use options::Prior;
pub use rows::Exposure;
pub use rows::Rows;

use super::error::FitError;
use model::Model;

/// Fits the rows.
///
/// # Errors
/// [`FitError`] where rows or options cannot be, a coefficient without a prior has no data or no end, or no top is
/// found.
pub fn fit(rows: &Rows, options: &Options) -> Result<Fitted, FitError> {
    if !options.can_be(rows.coefficients()) {
        return Err(FitError::Options);
    }
    let grouped = rows.grouped(options.link)?;
    let silent = grouped.exposures().iter().enumerate().find_map(|(place, exposure)| {
        (exposure.days <= 0.0 && options.prior(place).precision() <= 0.0).then_some(place)
    });
    if let Some(place) = silent {
        return Err(FitError::NoData { place });
    }
    Model { grouped: &grouped, options, tendencies: options.tendencies }.fit()
}
