//! How a linear predictor becomes the chance of an event.

/// What the linear predictor eta is the logarithm of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// The odds of an event on a day: its chance is e^eta / (1 + e^eta).
    #[default]
    Logit,
    /// The rate of events a day, the same all through a row: the piecewise exponential model. Days may be fractions.
    Log,
}

/// The logarithm of a row's likelihood and its derivatives by eta.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    pub value: f64,
    pub first: f64,
    pub second: f64,
    pub third: f64,
}

impl Link {
    /// The logarithm of the chance of so many events in so many days.
    pub(super) fn curve(self, eta: f64, days: f64, events: f64) -> Curve {
        let (value, mean, second, third) = match self {
            Link::Logit => logistic(eta),
            Link::Log => {
                let rate = libm::exp(eta);
                (rate, rate, rate, rate)
            }
        };
        Curve {
            value: events * eta - days * value,
            first: events - days * mean,
            second: -days * second,
            third: -days * third,
        }
    }

    /// The first two derivatives alone, which need no logarithm.
    pub(super) fn slope(self, eta: f64, days: f64, events: f64) -> (f64, f64) {
        match self {
            Link::Logit => {
                let small = libm::exp(-eta.abs());
                let (share, spread) = shares(eta, small);
                (events - days * share, -days * spread)
            }
            Link::Log => {
                let rate = days * libm::exp(eta);
                (events - rate, -rate)
            }
        }
    }

    /// The chance of an event on one day.
    #[must_use]
    pub fn chance(self, eta: f64) -> f64 {
        match self {
            Link::Logit => shares(eta, libm::exp(-eta.abs())).0,
            Link::Log => -libm::expm1(-libm::exp(eta)),
        }
    }
}

/// ln(1 + e^eta) and its three derivatives, without overflow.
fn logistic(eta: f64) -> (f64, f64, f64, f64) {
    let small = libm::exp(-eta.abs());
    let (share, spread) = shares(eta, small);
    // The sum over rows needs no more than this of a small one, and `log1p` would take a third of a fit.
    (eta.max(0.0) + libm::log(1.0 + small), share, spread, spread * (1.0 - 2.0 * share))
}

/// p and p(1 − p) from e^−|eta|.
fn shares(eta: f64, small: f64) -> (f64, f64) {
    let share = if eta < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
    (share, small / ((1.0 + small) * (1.0 + small)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_derivative_is_the_slope_of_the_one_before() {
        for link in [Link::Logit, Link::Log] {
            for eta in [-6.0, -0.3, 0.0, 2.5] {
                let (low, at, high) =
                    (link.curve(eta - 1e-5, 7.0, 2.0), link.curve(eta, 7.0, 2.0), link.curve(eta + 1e-5, 7.0, 2.0));
                let near = |slope: f64, rise: f64| (slope - rise / 2e-5).abs() < 1e-6 * (1.0 + slope.abs());
                assert!(near(at.first, high.value - low.value), "{link:?} {eta}: first");
                assert!(near(at.second, high.first - low.first), "{link:?} {eta}: second");
                assert!(near(at.third, high.second - low.second), "{link:?} {eta}: third");
                let (first, second) = link.slope(eta, 7.0, 2.0);
                assert!((first - at.first).abs() + (second - at.second).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn far_log_odds_stay_finite() {
        let curve = Link::Logit.curve(-800.0, 1.0, 1.0);
        assert!((curve.value + 800.0).abs() < 1e-9 && (curve.first - 1.0).abs() < 1e-9);
        assert!(Link::Logit.curve(800.0, 1.0, 1.0).value.abs() < 1e-9);
    }
}
