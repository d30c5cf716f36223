//! Newton's method to the top of a likelihood, with damping, a line search and an honest end.
//!
//! Always: what comes back has a gradient that is nothing beside its own uncertainty, an information matrix that is
//! positive definite, and a last step that moves no row. A likelihood without a top is an error, however flat it has
//! become.

use super::error::FitError;
use super::matrix::Cholesky;
use super::matrix::Symmetric;
use super::matrix::dot;

/// A likelihood at one place.
#[derive(Clone, Debug)]
pub(super) struct Local {
    /// The logarithm of the likelihood, priors included.
    pub value: f64,
    /// Its slope.
    pub gradient: Vec<f64>,
    /// Minus its second derivatives.
    pub information: Symmetric,
}

/// The top of a likelihood.
#[derive(Clone, Debug)]
pub(super) struct Top {
    /// Where it is.
    pub at: Vec<f64>,
    /// The likelihood there.
    pub local: Local,
    /// The factor of its information.
    pub factor: Cholesky,
}

/// How far a step moves the row that it moves most, in log-odds, and which coefficient does most of that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// How far.
    pub distance: f64,
    /// By which coefficient.
    pub place: usize,
}

/// The gradient in units of its own standard error, squared, below which it is zero.
const FLAT: f64 = 1e-12;
/// A last step that still moves some row by more than this has not arrived.
const ARRIVED: f64 = 0.05;
/// No step moves a row by more than this.
const LONGEST: f64 = 4.0;
/// The part of the promised gain that a step must bring.
const ARMIJO: f64 = 1e-4;
const HALVINGS: usize = 40;

/// Climbs from `start` to the top.
///
/// # Errors
/// [`FitError::Separated`] where a coefficient runs off, [`FitError::Singular`] where the top is a ridge, and
/// [`FitError::NotConverged`] where it is not found within `steps`.
pub(super) fn climb(
    start: Vec<f64>,
    steps: usize,
    mut evaluate: impl FnMut(&[f64]) -> Local,
    reach: impl Fn(&[f64]) -> Reach,
) -> Result<Top, FitError> {
    let mut at = start;
    let mut local = evaluate(&at);
    for _ in 0..steps {
        let (factor, fault) = damped(&local.information)?;
        let step = factor.solve(&local.gradient);
        let gain = dot(&step, &local.gradient);
        let far = reach(&step);
        if gain < FLAT {
            return match fault {
                Some(fault) => Err(fault),
                None if far.distance > ARRIVED => Err(FitError::Separated { place: far.place }),
                None => Ok(Top { at: moved(&at, &step, 1.0), local, factor }),
            };
        }
        let first = if far.distance > LONGEST { LONGEST / far.distance } else { 1.0 };
        let Some(better) = search(&at, &step, first, local.value, gain, &mut evaluate) else {
            return Err(fault.unwrap_or(FitError::NotConverged { steps }));
        };
        (at, local) = better;
    }
    Err(FitError::NotConverged { steps })
}

/// The factor of an information matrix; where it has none, of one made definite, with what was wrong.
fn damped(information: &Symmetric) -> Result<(Cholesky, Option<FitError>), FitError> {
    let fault = match information.factor() {
        Ok(factor) => return Ok((factor, None)),
        Err(fault) => fault,
    };
    let mut weight = 1e-4;
    while weight < 1e8 {
        let mut heavier = information.clone();
        for place in 0..information.size() {
            heavier.add(place, place, weight * information.get(place, place).abs().max(1e-8));
        }
        if let Ok(factor) = heavier.factor() {
            return Ok((factor, Some(fault)));
        }
        weight *= 10.0;
    }
    Err(fault)
}

/// The longest of a step and its halves that brings what it should.
fn search(
    at: &[f64],
    step: &[f64],
    first: f64,
    value: f64,
    gain: f64,
    evaluate: &mut impl FnMut(&[f64]) -> Local,
) -> Option<(Vec<f64>, Local)> {
    // Near the top the gain drowns in the rounding of the sum of all rows.
    let rounding = 1e-13 * value.abs().max(1.0);
    let mut length = first;
    for _ in 0..HALVINGS {
        let next = moved(at, step, length);
        let local = evaluate(&next);
        if local.value.is_finite() && local.value >= value + ARMIJO * length * gain - rounding {
            return Some((next, local));
        }
        length *= 0.5;
    }
    None
}

fn moved(at: &[f64], step: &[f64], length: f64) -> Vec<f64> {
    at.iter().zip(step).map(|(place, by)| place + length * by).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: f64, slope: f64, information: f64) -> Local {
        let mut matrix = Symmetric::zeros(1);
        matrix.add(0, 0, information);
        Local { value, gradient: vec![slope], information: matrix }
    }

    fn reach(step: &[f64]) -> Reach {
        Reach { distance: step[0].abs(), place: 0 }
    }

    #[test]
    fn the_top_of_a_skew_hill_is_found_from_afar() {
        let hill = |at: &[f64]| one(at[0] - at[0].exp(), 1.0 - at[0].exp(), at[0].exp());
        let top = climb(vec![-15.0], 60, hill, reach).unwrap();
        assert!(top.at[0].abs() < 1e-6, "{:?}", top.at);
    }

    #[test]
    fn a_hill_that_rises_without_end_is_separated() {
        let hill = |at: &[f64]| one(-(-at[0]).exp(), (-at[0]).exp(), (-at[0]).exp());
        assert_eq!(climb(vec![0.0], 60, hill, reach).unwrap_err(), FitError::Separated { place: 0 });
    }

    #[test]
    fn steps_that_run_out_are_no_result() {
        let hill = |at: &[f64]| one(at[0] - at[0].exp(), 1.0 - at[0].exp(), at[0].exp());
        assert_eq!(climb(vec![-50.0], 3, hill, reach).unwrap_err(), FitError::NotConverged { steps: 3 });
    }
}
