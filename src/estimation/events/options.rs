//! What is asked of a fit.

use super::link::Link;
use super::mixing::Tendencies;

/// What is believed of a number before the data: a normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation; infinite where nothing is believed.
    pub sd: f64,
}

impl Prior {
    /// Nothing is believed.
    pub const NONE: Prior = Prior { mean: 0.0, sd: f64::INFINITY };

    /// A normal.
    #[must_use]
    pub const fn new(mean: f64, sd: f64) -> Prior {
        Prior { mean, sd }
    }

    /// One over the variance; zero where nothing is believed.
    pub(super) fn precision(self) -> f64 {
        1.0 / (self.sd * self.sd)
    }

    pub(super) fn can_be(self) -> bool {
        self.mean.is_finite() && self.sd > 0.0
    }

    /// The logarithm of the density at a value, up to a constant.
    pub(super) fn log(self, value: f64) -> f64 {
        -0.5 * self.precision() * (value - self.mean) * (value - self.mean)
    }
}

/// What is asked of a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How the linear predictor becomes a chance.
    pub link: Link,
    /// How clusters differ.
    pub tendencies: Tendencies,
    /// What is believed of each coefficient; empty where nothing is of any.
    pub priors: Vec<Prior>,
    /// What is believed of the logarithm of the standard deviation of [`Tendencies::Normal`].
    pub log_sigma: Prior,
    /// Where to start from, one number for each coefficient; the answer does not depend on it, how soon it comes does.
    pub start: Option<Vec<f64>>,
    /// The most steps of Newton's method.
    pub steps: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            link: Link::Logit,
            tendencies: Tendencies::Normal { points: 7 },
            priors: Vec::new(),
            log_sigma: Prior::NONE,
            start: None,
            steps: 80,
        }
    }
}

impl Options {
    /// What is believed of a coefficient.
    pub(super) fn prior(&self, place: usize) -> Prior {
        self.priors.get(place).copied().unwrap_or(Prior::NONE)
    }

    pub(super) fn can_be(&self, coefficients: usize) -> bool {
        let one_each = self.priors.is_empty() || self.priors.len() == coefficients;
        let start = self
            .start
            .as_ref()
            .is_none_or(|start| start.len() == coefficients && start.iter().all(|value| value.is_finite()));
        let priors = self.priors.iter().all(|prior| prior.can_be()) && self.log_sigma.can_be();
        coefficients > 0 && one_each && start && priors && self.tendencies.can_be()
    }
}
