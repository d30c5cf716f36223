//! What a fit found.

use super::super::matrix::Symmetric;
use super::options::Prior;
use super::rows::Exposure;

/// What a fit found. Coefficients come first in the covariances, then what describes the tendencies: for
/// [`Spread::Normal`] the logarithm of its standard deviation.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The coefficients, in order of their places.
    pub coefficients: Vec<Coefficient>,
    /// How clusters differ.
    pub spread: Spread,
    /// The covariance if the model is true: the inverse of the information, that of priors included.
    pub covariance: Symmetric,
    /// The covariance that holds when rows of a cluster are alike in ways that the model does not know (sandwich). It
    /// needs many clusters: with a few dozen it is too small, with fewer than there are coefficients it says nothing.
    pub robust: Symmetric,
    /// The logarithm of the likelihood, without priors.
    pub log_likelihood: f64,
    /// All events and days.
    pub total: Exposure,
    /// The rows, those of a cluster with the same covariates as one.
    pub rows: usize,
    /// The tendency of each cluster, by its number, ascending.
    pub tendencies: Vec<(u32, Tendency)>,
}

/// What was found of a coefficient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// The best value.
    pub value: f64,
    /// Its standard error if the model is true.
    pub error: f64,
    /// Its standard error clustered (sandwich).
    pub robust_error: f64,
    /// Events and days of the rows that have it.
    pub exposure: Exposure,
    /// What was believed of it before.
    pub prior: Prior,
}

/// How clusters differ, as found.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// They do not: this was asked, or no spread at all was the best.
    Alike,
    /// Normally.
    Normal {
        /// The standard deviation.
        sigma: f64,
        /// The standard error of its logarithm, if the model is true.
        log_error: f64,
        /// That standard error clustered.
        robust_log_error: f64,
    },
    /// As a few kinds.
    Kinds(Vec<Kind>),
}

/// One kind of cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// Its tendency.
    pub tendency: f64,
    /// The share of clusters that are of it.
    pub share: f64,
}

/// What is known of the tendency of one cluster: places with their chances.
#[derive(Clone, Debug, PartialEq)]
pub struct Tendency {
    /// The places, ascending.
    pub places: Vec<f64>,
    /// The chance of each; they add up to 1.
    pub chances: Vec<f64>,
}

impl Coefficient {
    /// The part of what is known of it that comes from the prior: 1 where the data say nothing, 0 without a prior.
    #[must_use]
    pub fn from_prior(&self) -> f64 {
        (self.error * self.error * self.prior.precision()).min(1.0)
    }
}

impl Tendency {
    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.places.iter().zip(&self.chances).map(|(place, chance)| place * chance).sum()
    }

    /// The standard deviation.
    #[must_use]
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let squares =
            self.places.iter().zip(&self.chances).map(|(place, chance)| chance * (place - mean) * (place - mean));
        libm::sqrt(squares.sum())
    }

    /// The place that a uniform draw falls on.
    #[must_use]
    pub fn at(&self, uniform: f64) -> f64 {
        let mut below = 0.0;
        let reached = self.places.iter().zip(&self.chances).find(|(_, chance)| {
            below += **chance;
            uniform < below
        });
        reached.map(|(place, _)| *place).or(self.places.last().copied()).unwrap_or(0.0)
    }
}

impl Fitted {
    /// The tendency of a cluster that had rows.
    #[must_use]
    pub fn tendency(&self, cluster: u32) -> Option<&Tendency> {
        let found = self.tendencies.binary_search_by_key(&cluster, |(id, _)| *id).ok()?;
        self.tendencies.get(found).map(|(_, tendency)| tendency)
    }
}
