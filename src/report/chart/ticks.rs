//! Round numbers for an axis.

/// A scale from a lowest to a highest round number, with the ticks between.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
}

impl Ticks {
    /// About four ticks around the values. Starts at zero unless the values lie far from it and close together.
    pub(super) fn around(values: impl Iterator<Item = f64> + Clone) -> Ticks {
        let lowest = values.clone().fold(f64::INFINITY, f64::min);
        let highest = values.fold(f64::NEG_INFINITY, f64::max);
        if lowest > highest {
            return Ticks { low: 0.0, high: 1.0, step: 0.25 };
        }
        if lowest.abs().max(highest.abs()) < 1e-9 {
            // Nothing but zero: of what is measured, one, so that no two ticks are written alike.
            return Ticks { low: 0.0, high: 1.0, step: 1.0 };
        }
        let near_zero = lowest >= 0.0 && lowest < 0.5 * highest;
        let from = if near_zero { 0.0 } else { lowest };
        let extent = (highest - from).max(highest.abs() * 0.01).max(1e-9);
        let step = round_step(extent / 4.0);
        let low = libm::floor(from / step) * step;
        Ticks { low, high: libm::ceil((highest / step) - 1e-9).max(low / step + 1.0) * step, step }
    }

    /// A scale that begins and ends with the values themselves, its step a round number.
    pub(super) fn within(values: impl Iterator<Item = f64> + Clone) -> Ticks {
        let lowest = values.clone().fold(f64::INFINITY, f64::min);
        let highest = values.fold(f64::NEG_INFINITY, f64::max);
        if lowest >= highest {
            return Ticks::around(std::iter::once(lowest).filter(|value| value.is_finite()));
        }
        Ticks { low: lowest, high: highest, step: round_step((highest - lowest) / 6.0) }
    }

    /// The numbers to write at the axis.
    pub(super) fn marks(&self) -> impl Iterator<Item = f64> {
        let low = libm::ceil(self.low / self.step - 1e-9) * self.step;
        let (step, high) = (self.step, self.high + self.step * 0.5);
        (0..40).map(move |nth| low + f64::from(nth) * step).take_while(move |mark| *mark < high)
    }

    /// Where a number lies between the lowest (0) and the highest (1).
    pub(super) fn place(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// The next number of 1, 2, 2.5, 5, 10 times a power of ten.
fn round_step(rough: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let fitting = [1.0, 2.0, 2.5, 5.0].into_iter().find(|step| step * power >= rough * (1.0 - 1e-9));
    fitting.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(values: &[f64]) -> Vec<f64> {
        Ticks::around(values.iter().copied()).marks().map(|mark| (mark * 1e6).round() / 1e6).collect()
    }

    #[test]
    fn an_axis_has_round_numbers() {
        assert_eq!(marks(&[0.004, 0.0137]), [0.0, 0.005, 0.01, 0.015]);
        assert_eq!(marks(&[980.0, 1040.0]), [980.0, 1000.0, 1020.0, 1040.0]);
        assert_eq!(marks(&[0.0, 0.0]), [0.0, 1.0]);
        assert!(marks(&[]).len() > 2);
    }

    #[test]
    fn every_value_lies_on_its_axis() {
        for values in [[0.2, 7.0], [-3.0, 4.0], [5.0, 5.0], [1e6, 2e6]] {
            let ticks = Ticks::around(values.into_iter());
            assert!(values.iter().all(|value| (-1e-9..=1.0 + 1e-9).contains(&ticks.place(*value))), "{ticks:?}");
        }
    }
}
