//! The bandwidth of Imbens and Kalyanaraman: the one with which local lines miss the jump by the least squared error, as
//! far as a first look at the data tells.

use super::Case;
use super::side::powers;
use super::side_of;
use crate::estimation::matrix::Symmetric;
use crate::estimation::matrix::dot;

/// Of a triangular kernel at the edge.
const KERNEL: f64 = 3.4375;

/// The bandwidth; none where the cases do not tell one.
pub(super) fn imbens_kalyanaraman(cases: &[Case]) -> Option<f64> {
    let scales = Scales::of(cases)?;
    let scaled: Vec<Case> = cases.iter().map(|case| scales.scale(case)).collect();
    let n = scaled.len() as f64;
    let pilot = 1.84 * libm::pow(n, -0.2);
    let near = [-1.0, 1.0].map(|sign| Near::of(&scaled, pilot, sign));
    let density = near.iter().map(|near| near.count).sum::<f64>() / (2.0 * n * pilot);
    let third = third_derivative(&scaled)?;
    let [under, over] = near;
    let curved = |near: &Near, sign: f64| {
        let all = side_of(&scaled, sign).count() as f64;
        let bend = density * (third * third).max(0.01);
        let wide = 3.56 * libm::pow(near.variance / bend, 1.0 / 7.0) * libm::pow(all, -1.0 / 7.0);
        let within = || side_of(&scaled, sign).filter(|case| case.distance.abs() <= wide);
        let found = polynomial(within().map(|case| (powers(case.distance, 3), case.outcome)), 3)?;
        let count = within().count() as f64;
        let unsure = 2160.0 * near.variance / (count * libm::pow(wide, 4.0));
        Some((2.0 * found.get(2)?, unsure))
    };
    let (bends_under, unsure_under) = curved(&under, -1.0)?;
    let (bends_over, unsure_over) = curved(&over, 1.0)?;
    let bends = (bends_over - bends_under) * (bends_over - bends_under) + unsure_under + unsure_over;
    let share = (under.variance + over.variance) / (density * bends);
    let bandwidth = KERNEL * libm::pow(share, 0.2) * libm::pow(n, -0.2) * scales.distance;
    (bandwidth.is_finite() && bandwidth > 0.0).then_some(bandwidth)
}

/// Standard deviations.
struct Scales {
    distance: f64,
    outcome: f64,
}

impl Scales {
    fn of(cases: &[Case]) -> Option<Scales> {
        let deviation = |of: fn(&Case) -> f64| libm::sqrt(variance(cases.iter().map(of)));
        let scales = Scales { distance: deviation(|case| case.distance), outcome: deviation(|case| case.outcome) };
        (scales.distance > 0.0 && scales.outcome > 0.0).then_some(scales)
    }

    fn scale(&self, case: &Case) -> Case {
        Case { distance: case.distance / self.distance, outcome: case.outcome / self.outcome, ..*case }
    }
}

/// What is next to the threshold on one side.
struct Near {
    count: f64,
    variance: f64,
}

impl Near {
    fn of(cases: &[Case], pilot: f64, sign: f64) -> Near {
        let near = || side_of(cases, sign).filter(move |case| case.distance.abs() <= pilot);
        Near { count: near().count() as f64, variance: variance(near().map(|case| case.outcome)) }
    }
}

fn variance(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0).max(1.0)
}

/// The third derivative of one cubic through all, with a jump at the threshold.
fn third_derivative(cases: &[Case]) -> Option<f64> {
    let row = |case: &Case| {
        let mut basis = powers(case.distance, 4);
        basis.push(f64::from(u8::from(case.distance > 0.0)));
        (basis, case.outcome)
    };
    polynomial(cases.iter().map(row), 5)?.get(3).map(|cubic| 6.0 * cubic)
}

/// Coefficients by least squares.
fn polynomial(rows: impl Iterator<Item = (Vec<f64>, f64)>, size: usize) -> Option<Vec<f64>> {
    let mut squares = Symmetric::zeros(size);
    let mut slope = vec![0.0; size];
    for (basis, value) in rows {
        squares.add_square(1.0, &basis);
        slope.iter_mut().zip(&basis).for_each(|(sum, of)| *sum += of * value);
    }
    let solved = squares.factor().ok()?.solve(&slope);
    dot(&solved, &solved).is_finite().then_some(solved)
}
