//! Cox proportional hazards with (start, stop] intervals, strata and ties.
//!
//! Always: the rows of a stratum are compared with each other alone, at the times of its events; the order of rows
//! changes nothing, to the bit. What the data do not tell is an error, never a coefficient.

mod residuals;
mod risk_sets;
#[cfg(test)]
mod tests;

use super::error::FitError;
use super::matrix::Symmetric;
use super::newton::Reach;
use super::newton::climb;
use residuals::squares;
use risk_sets::Stratum;
use risk_sets::likelihood;
use std::cmp::Ordering;

/// A time at risk with the covariates that held in it.
#[derive(Clone, Debug, PartialEq)]
pub struct AtRisk {
    /// At risk after this time.
    pub start: f64,
    /// Until and with this time.
    pub stop: f64,
    /// Whether the event came at `stop`.
    pub event: bool,
    /// Rows are compared within a stratum.
    pub stratum: u32,
    /// Rows of the same subject: what they have in common is one observation for the robust standard error.
    pub cluster: u32,
    /// The covariates.
    pub covariates: Vec<f64>,
}

/// What is done with events at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// As if each of them had an equal share in the order: close to exact.
    #[default]
    Efron,
    /// As if none had left the risk set when the others came.
    Breslow,
}

/// What a Cox model found.
#[derive(Clone, Debug)]
pub struct CoxFit {
    /// The coefficients: logarithms of hazard ratios.
    pub coefficients: Vec<CoxCoefficient>,
    /// The covariance if the model is true.
    pub covariance: Symmetric,
    /// The covariance clustered (sandwich).
    pub robust: Symmetric,
    /// The logarithm of the partial likelihood.
    pub log_likelihood: f64,
    /// What it is with all coefficients zero.
    pub log_likelihood_null: f64,
    /// The number of rows.
    pub rows: usize,
    /// The number of events.
    pub events: usize,
}

/// One coefficient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoxCoefficient {
    /// The logarithm of the hazard ratio.
    pub value: f64,
    /// Its standard error if the model is true.
    pub error: f64,
    /// Its standard error clustered (sandwich).
    pub robust_error: f64,
}

const STEPS: usize = 60;

/// Fits the rows.
///
/// # Errors
/// [`FitError::Row`] for a row that cannot be, [`FitError::Empty`] without events, and what [`FitError`] says of
/// coefficients that the data do not tell.
pub fn fit(rows: &[AtRisk], ties: Ties) -> Result<CoxFit, FitError> {
    let size = rows.first().ok_or(FitError::Empty)?.covariates.len();
    if let Some(row) = rows.iter().position(|row| !row.can_be(size)) {
        return Err(FitError::Row { row });
    }
    let events = rows.iter().filter(|row| row.event).count();
    if events == 0 || size == 0 {
        return Err(FitError::Empty);
    }
    let sorted = canonical(rows, size);
    let strata: Vec<Stratum<'_>> = sorted.chunk_by(|a, b| a.stratum == b.stratum).map(Stratum::new).collect();
    let null = likelihood(&strata, &vec![0.0; size], ties);
    let top = climb(vec![0.0; size], STEPS, |at| likelihood(&strata, at, ties), |step| reach(&sorted, step))?;
    let covariance = top.factor.inverse();
    let robust = top.factor.sandwich(&squares(&strata, &top.at, ties));
    let coefficient = |(place, value): (usize, &f64)| CoxCoefficient {
        value: *value,
        error: covariance.root(place),
        robust_error: robust.root(place),
    };
    Ok(CoxFit {
        coefficients: top.at.iter().enumerate().map(coefficient).collect(),
        log_likelihood: top.local.value,
        log_likelihood_null: null.value,
        rows: rows.len(),
        events,
        covariance,
        robust,
    })
}

impl AtRisk {
    fn can_be(&self, size: usize) -> bool {
        let times = self.start.is_finite() && self.stop.is_finite() && self.start < self.stop;
        times && self.covariates.len() == size && self.covariates.iter().all(|value| value.is_finite())
    }

    fn order(&self, other: &AtRisk) -> Ordering {
        let times = self.stop.total_cmp(&other.stop).then(self.start.total_cmp(&other.start));
        let whose = self.event.cmp(&other.event).then(self.cluster.cmp(&other.cluster));
        let covariates = self.covariates.iter().zip(&other.covariates).map(|(a, b)| a.total_cmp(b));
        let by_covariates = covariates.fold(Ordering::Equal, Ordering::then);
        self.stratum.cmp(&other.stratum).then(times).then(whose).then(by_covariates)
    }
}

/// The rows in an order that does not depend on that in which they came, with covariates around their means: the model
/// does not see the difference, the rounding does.
fn canonical(rows: &[AtRisk], size: usize) -> Vec<AtRisk> {
    let mut sorted = rows.to_vec();
    sorted.sort_by(AtRisk::order);
    let mean = |place: usize| {
        let values = sorted.iter().filter_map(|row| row.covariates.get(place));
        values.sum::<f64>() / sorted.len() as f64
    };
    let means: Vec<f64> = (0..size).map(mean).collect();
    for row in &mut sorted {
        row.covariates.iter_mut().zip(&means).for_each(|(value, mean)| *value -= mean);
    }
    sorted
}

/// How far a step moves the row that it moves most.
fn reach(rows: &[AtRisk], step: &[f64]) -> Reach {
    let mut reach = Reach { distance: 0.0, place: 0 };
    for row in rows {
        let moves = || row.covariates.iter().zip(step).map(|(value, by)| value * by);
        let distance = moves().sum::<f64>().abs();
        if distance > reach.distance {
            let most = moves().enumerate().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
            reach = Reach { distance, place: most.map_or(0, |(place, _)| place) };
        }
    }
    reach
}
