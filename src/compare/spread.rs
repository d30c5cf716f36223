//! How a figure spreads over replications.

/// A figure over replications: its mean, and between what values nine in ten of them lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// Where the replications lie; none with a single replication, which says nothing of it.
    pub interval: Option<Interval>,
}

/// The middle and the edges of what replications gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The 5 % quantile.
    pub low: f64,
    /// The median.
    pub middle: f64,
    /// The 95 % quantile.
    pub high: f64,
}

impl Spread {
    /// The spread of the values of a figure, one a replication; none when there are none.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Spread> {
        let first = values.first()?;
        // What is the same in every replication is that, without the crumbs of adding up and dividing.
        let is_same = values.iter().all(|value| value.to_bits() == first.to_bits());
        let mean = if is_same { *first } else { values.iter().sum::<f64>() / values.len() as f64 };
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let interval = (sorted.len() > 1).then(|| Interval {
            low: quantile(&sorted, 0.05),
            middle: quantile(&sorted, 0.5),
            high: quantile(&sorted, 0.95),
        });
        Some(Spread { mean, interval })
    }
}

impl Spread {
    /// The same mean, with edges so many times as far from it.
    #[must_use]
    pub fn stretched(self, times: f64) -> Spread {
        let away = |edge: f64| self.mean + times * (edge - self.mean);
        let interval =
            self.interval.map(|interval| Interval { low: away(interval.low), high: away(interval.high), ..interval });
        Spread { interval, ..self }
    }

    /// The same spread of a figure that is never below nothing.
    #[must_use]
    pub fn from_nothing(self) -> Spread {
        let interval = self.interval.map(|interval| Interval { low: interval.low.max(0.0), ..interval });
        Spread { interval, ..self }
    }
}

/// The quantile of values in ascending order: at place (n − 1) · share counted from 0, on the straight line between the
/// values on either side. NaN when there are none.
/// Source: definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996).
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = sorted.len().saturating_sub(1) as f64 * share;
    let below = libm::floor(place);
    let value = |place: f64| sorted.get(nth(place)).copied().unwrap_or(f64::NAN);
    let (low, high) = (value(below), value(libm::ceil(place)));
    low + (high - low) * (place - below)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list of replications")]
fn nth(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    }

    #[test]
    fn a_quantile_lies_on_the_line_between_its_neighbours() {
        let values = [1.0, 2.0, 4.0, 8.0];
        close(quantile(&values, 0.0), 1.0);
        close(quantile(&values, 0.5), 3.0);
        close(quantile(&values, 0.95), 7.4);
        close(quantile(&values, 1.0), 8.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn one_replication_has_a_mean_and_no_interval() {
        assert_eq!(Spread::of(&[3.0]), Some(Spread { mean: 3.0, interval: None }));
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn what_every_replication_gave_is_its_mean_to_the_last_digit() {
        let invoiced = 2_110_163.46;
        let mean = Spread::of(&[invoiced; 40]).unwrap().mean;
        assert_eq!(mean.to_bits(), f64::to_bits(invoiced), "{mean}");
    }

    #[test]
    fn the_order_of_replications_changes_nothing_but_the_last_digits() {
        let (one, other) = (Spread::of(&[3.0, 1.0, 2.0]).unwrap(), Spread::of(&[1.0, 2.0, 3.0]).unwrap());
        assert_eq!(one.interval, other.interval);
        close(one.mean, 2.0);
    }
}
