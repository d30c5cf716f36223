//! A behaviour learnt from books: how households pay is fitted, what can be seen is counted.
//!
//! Always: nothing that the books do not hold at their last day is learnt from; the same books give the same numbers,
//! whatever the threads.

use crate::behaviour::Behaviour;
use crate::behaviour::Observed;
use crate::calendar::Day;
use crate::counting::count;
use crate::engine::observe;
use crate::fit::Crossed;
use crate::fit::FitError;
use crate::fit::FitOptions;
use crate::fit::Fitted;
use crate::fit::Progress;
use crate::fit::cross_check;
use crate::fit::fit;
use crate::ledger::Allocation;
use crate::tenancy::Portfolio;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// Everything that the books tell of how households, bailiff and court respond. What they do not tell stays as the prior
/// behaviour has it.
///
/// # Errors
/// [`FitError`], when there is nothing to fit to or the search does not arrive.
pub fn learn(
    portfolio: &Portfolio,
    prior: &Behaviour,
    allocation: Allocation,
    watch: &mut dyn FnMut(Progress),
) -> Result<Fitted, FitError> {
    let mut fitted = fit(&observed(portfolio, allocation), prior, &FitOptions::default(), watch)?;
    count(portfolio, &mut fitted.behaviour);
    Ok(fitted)
}

/// A second look at what contact does, which does not correct for who gets it.
#[must_use]
pub fn second_look(portfolio: &Portfolio, allocation: Allocation, fitted: &Fitted) -> Vec<Crossed> {
    cross_check(&observed(portfolio, allocation), &fitted.diagnostics.timings, FitOptions::default().fewest_events)
}

fn observed(portfolio: &Portfolio, allocation: Allocation) -> Vec<Observed> {
    let last_day = portfolio.last_day.unwrap_or(Day::DAWN);
    portfolio.tenancies.par_iter().map(|tenancy| observe(tenancy, allocation, last_day)).collect()
}
