//! A number outside the linear predictor, such as a half-life: found by the likelihood that a fit reaches for each of
//! its values.
//!
//! Always: a best value at the edge of where it was sought is an error and never a number.

use super::NORMAL_95;
use super::error::FitError;

/// Where to seek.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// From here.
    pub low: f64,
    /// To here.
    pub high: f64,
    /// How near the best value must be found.
    pub within: f64,
}

/// The best value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Best {
    /// The value.
    pub value: f64,
    /// Its standard error, from how the likelihood bends there.
    pub error: f64,
    /// The logarithm of the likelihood there.
    pub log_likelihood: f64,
    /// How often the likelihood was asked for.
    pub asked: usize,
}

impl Best {
    /// The 95 % interval.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        (self.value - NORMAL_95 * self.error, self.value + NORMAL_95 * self.error)
    }
}

/// One over the golden ratio: where to look in an interval so that the next look needs one new value alone.
const GOLDEN: f64 = 0.618_033_988_749_894_8;
/// A gain in the likelihood below this is no evidence.
const NO_GAIN: f64 = 1e-6;

/// A value and its likelihood.
#[derive(Clone, Copy, Debug)]
struct Looked {
    at: f64,
    likelihood: f64,
}

/// The value in an interval that has the largest likelihood, by golden section around each top that a first look at
/// evenly spaced values shows.
///
/// # Errors
/// What `likelihood` gives as an error; [`FitError::AtEdge`] where the best value lies at an end of the interval, or
/// where the likelihood hardly changes, so that its standard error reaches beyond both ends; [`FitError::Options`] for
/// an interval that is none.
pub fn maximise(
    interval: Interval,
    mut likelihood: impl FnMut(f64) -> Result<f64, FitError>,
) -> Result<Best, FitError> {
    let Interval { low, high, within } = interval;
    if !(low.is_finite() && high.is_finite() && low < high && within > 0.0) {
        return Err(FitError::Options);
    }
    let mut asked = 0;
    let mut look = |at: f64| {
        asked += 1;
        likelihood(at).map(|likelihood| Looked { at, likelihood })
    };
    let best = tops(low, high, within, &mut look)?;
    let error = error_at(best, interval, &mut look)?;
    Ok(Best { value: best.at, error, log_likelihood: best.likelihood, asked })
}

/// How many evenly spaced values are looked at first.
const FIRST: usize = 7;

/// The highest top: around each of evenly spaced values that is no lower than its neighbours.
fn tops(
    low: f64,
    high: f64,
    within: f64,
    look: &mut impl FnMut(f64) -> Result<Looked, FitError>,
) -> Result<Looked, FitError> {
    let spacing = (high - low) / (FIRST - 1) as f64;
    let first: Vec<Looked> =
        (0..FIRST).map(|number| look(low + spacing * number as f64)).collect::<Result<_, FitError>>()?;
    let likelihood = |number: Option<usize>| {
        number.and_then(|number| first.get(number)).map_or(f64::NEG_INFINITY, |looked| looked.likelihood)
    };
    let mut best: Option<Looked> = None;
    for (number, looked) in first.iter().enumerate() {
        let (before, after) = (likelihood(number.checked_sub(1)), likelihood(Some(number + 1)));
        if looked.likelihood.is_finite() && looked.likelihood >= before && looked.likelihood > after {
            let (left, right) = ((looked.at - spacing).max(low), (looked.at + spacing).min(high));
            let top = narrow(left, *looked, right, within, look)?;
            best = best.filter(|best| best.likelihood >= top.likelihood).or(Some(top));
        }
    }
    best.ok_or(FitError::Options)
}

/// Golden section between two values around the best.
fn narrow(
    low: f64,
    best: Looked,
    high: f64,
    within: f64,
    look: &mut impl FnMut(f64) -> Result<Looked, FitError>,
) -> Result<Looked, FitError> {
    let (mut low, mut high) = (low, high);
    let mut left = look(high - GOLDEN * (high - low))?;
    let mut right = look(low + GOLDEN * (high - low))?;
    while high - low > within {
        if left.likelihood >= right.likelihood {
            high = right.at;
            right = left;
            left = look(high - GOLDEN * (high - low))?;
        } else {
            low = left.at;
            left = right;
            right = look(low + GOLDEN * (high - low))?;
        }
    }
    let found = if left.likelihood >= right.likelihood { left } else { right };
    Ok(if best.likelihood > found.likelihood { best } else { found })
}

/// The standard error from the bend of the likelihood, taken about one standard error away on both sides: nearer by,
/// the bend would be that of rounding and of how far each fit came.
fn error_at(
    best: Looked,
    interval: Interval,
    look: &mut impl FnMut(f64) -> Result<Looked, FitError>,
) -> Result<f64, FitError> {
    let Interval { low, high, within } = interval;
    let edge = if best.at - low < high - best.at { low } else { high };
    let room = (best.at - edge).abs();
    if room <= within {
        return Err(FitError::AtEdge { edge });
    }
    let mut away = room.min(0.05 * (high - low)).max(within.min(room));
    let mut error = f64::INFINITY;
    for _ in 0..4 {
        let (left, right) = (look(best.at - away)?, look(best.at + away)?);
        let drop = 2.0 * best.likelihood - left.likelihood - right.likelihood;
        if drop <= NO_GAIN && away >= room {
            return Err(FitError::AtEdge { edge });
        }
        error = if drop > 0.0 { away / libm::sqrt(drop) } else { f64::INFINITY };
        let next = error.min(room);
        if (next / away - 1.0).abs() < 0.25 {
            break;
        }
        away = next;
    }
    if error >= high - low { Err(FitError::AtEdge { edge }) } else { Ok(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: Interval = Interval { low: 1.0, high: 60.0, within: 0.01 };

    #[test]
    fn the_top_of_a_parabola_has_its_place_and_its_error() {
        let best = maximise(DAYS, |at| Ok(-100.0 - 0.5 * ((at - 14.0) / 3.0).powi(2))).unwrap();
        assert!((best.value - 14.0).abs() < 0.01 && (best.error - 3.0).abs() < 0.01, "{best:?}");
        assert!(best.asked < 40, "{best:?}");
    }

    #[test]
    fn a_top_at_the_edge_is_an_error() {
        assert_eq!(maximise(DAYS, |at| Ok(-at)).unwrap_err(), FitError::AtEdge { edge: 1.0 });
        assert_eq!(maximise(DAYS, Ok).unwrap_err(), FitError::AtEdge { edge: 60.0 });
    }

    #[test]
    fn a_likelihood_that_hardly_changes_tells_nothing() {
        let flat = |at: f64| Ok(-5.0 - 0.5 * ((at - 30.0) / 200.0).powi(2));
        assert!(matches!(maximise(DAYS, flat), Err(FitError::AtEdge { .. })));
        assert!(matches!(maximise(DAYS, |_| Ok(-5.0)), Err(FitError::AtEdge { .. })));
    }

    #[test]
    fn the_higher_of_two_tops_is_found() {
        let top = |at: f64, place: f64| (-((at - place) / 4.0).powi(2)).exp();
        let best = maximise(DAYS, |at| Ok(20.0 * top(at, 12.0) + 30.0 * top(at, 44.0))).unwrap();
        assert!((best.value - 44.0).abs() < 0.02, "{best:?}");
    }

    #[test]
    fn what_a_fit_refuses_is_passed_on() {
        let fault = FitError::Separated { place: 2 };
        assert_eq!(maximise(DAYS, |_| Err(fault.clone())).unwrap_err(), fault);
    }
}
