//! How far the fitted numbers may be off, and how their errors hang together.
//!
//! How the likelihood bends is measured by moving each number a little and looking at all slopes; how much the slopes
//! would differ from portfolio to portfolio is told by those of the single tenancies, each of which is taken as a whole.
//! Together they give intervals that hold for tenancies that differ in more than the model knows (the sandwich of Huber
//! 1967 and White 1982). Where how the likelihood bends gives a number the larger error, that is taken.

use super::ascent::bends;
use super::ascent::of_places;
use super::layout::STRUCTURE;
use super::likelihood::Model;
use super::likelihood::Products;
use super::matrix::Matrix;

/// By so much each number is moved.
const NUDGE: f64 = 1e-4;

/// The covariance of the free numbers.
#[derive(Clone, Debug)]
pub(super) struct Precision {
    /// The places of the free numbers before the weights.
    pub(super) places: Vec<usize>,
    /// Their covariance.
    pub(super) covariance: Matrix,
    /// Whether how the likelihood bends could be measured; else the spread of the slopes stands for it.
    pub(super) measured: bool,
}

/// A rough covariance, from the spread of the slopes alone: for every free number, in order, weights included.
pub(super) fn rough(model: &Model, point: &[f64]) -> Option<Matrix> {
    let free = model.free();
    bends(model, point, &model.at(point, Products::Wanted), &free).inverse()
}

/// How the likelihood bends, measured at a point: for every free number, in order, weights included. How it bends with the
/// weights alone is told by the slopes, exactly at a summit.
pub(super) fn bent(model: &Model, point: &[f64], watch: &mut dyn FnMut(usize)) -> Matrix {
    let free = model.free();
    let here = model.at(point, Products::Wanted);
    let mut bent = bends(model, point, &here, &free);
    let structure = structure(&free);
    let slopes = of_places(&here.slopes, &free);
    for (row, moved) in structure.iter().enumerate() {
        watch(row);
        let mut nudged = point.to_vec();
        nudged.get_mut(*moved).into_iter().for_each(|value| *value += NUDGE);
        let there = of_places(&model.at(&nudged, Products::Spared).slopes, &free);
        for (column, (here, there)) in slopes.iter().zip(there).enumerate() {
            bent.set(row, column, (here - there) / NUDGE);
        }
    }
    mirror(&mut bent, structure.len());
    bent
}

/// The covariance at a summit, given how the likelihood bends there.
pub(super) fn precision(model: &Model, point: &[f64], bent: &Matrix) -> Option<Precision> {
    let free = model.free();
    let spread = bends(model, point, &model.at(point, Products::Wanted), &free);
    let places = structure(&free);
    let measured = bent.inverse();
    let sandwich = |inverse: &Matrix| inverse.times_symmetric(&spread).times_symmetric(inverse);
    let robust = |inverse: &Matrix| no_narrower(&sandwich(inverse), inverse);
    let covariance = measured.as_ref().map(robust).or_else(|| spread.inverse())?;
    let covariance = covariance.part(&(0..places.len()).collect::<Vec<_>>());
    Some(Precision { places, covariance: even(&covariance), measured: measured.is_some() })
}

/// The covariance, with the error of each number no smaller than another has it; how errors hang together stays. Of few
/// tenancies the sandwich comes out too narrow for some numbers, and the larger of the two is the safer one.
/// Source: Angrist and Pischke, "Mostly harmless econometrics" (2009), section 8.1.
fn no_narrower(covariance: &Matrix, other: &Matrix) -> Matrix {
    let factor = |place: usize| {
        let times = other.at(place, place) / covariance.at(place, place);
        if times.is_finite() { libm::sqrt(times.max(1.0)) } else { 1.0 }
    };
    let factors: Vec<f64> = (0..covariance.rows.len()).map(factor).collect();
    let row =
        |(row, by): (&Vec<f64>, &f64)| row.iter().zip(&factors).map(|(value, factor)| value * factor * by).collect();
    Matrix { rows: covariance.rows.iter().zip(&factors).map(row).collect() }
}

/// The places before the weights.
fn structure(free: &[usize]) -> Vec<usize> {
    free.iter().copied().filter(|place| *place < STRUCTURE).collect()
}

/// Makes the measured rows symmetric, and carries them over to the columns of the others.
fn mirror(bent: &mut Matrix, measured: usize) {
    for row in 0..measured {
        for column in 0..bent.rows.len() {
            let value = if column < measured {
                0.5 * (bent.at(row, column) + bent.at(column, row))
            } else {
                bent.at(row, column)
            };
            bent.set(row, column, value);
            bent.set(column, row, value);
        }
    }
}

fn even(matrix: &Matrix) -> Matrix {
    let mut even = matrix.clone();
    let size = even.rows.len();
    mirror(&mut even, size);
    even
}

impl Precision {
    /// The standard error of the number at a place, on its scale.
    pub(super) fn error_of(&self, place: usize) -> Option<f64> {
        let row = self.places.iter().position(|known| *known == place)?;
        Some(libm::sqrt(self.covariance.at(row, row).max(0.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_error_of_each_number_is_taken_and_how_they_hang_together_stays() {
        let sandwich = Matrix { rows: vec![vec![1.0, 0.5], vec![0.5, 4.0]] };
        let bend = Matrix { rows: vec![vec![9.0, 0.0], vec![0.0, 1.0]] };
        assert_eq!(no_narrower(&sandwich, &bend).rows, [[9.0, 1.5], [1.5, 4.0]]);
        assert_eq!(no_narrower(&Matrix::zero(1), &bend).rows, [[0.0]], "of nothing nothing is known");
    }
}
