//! One side of a threshold, fitted by a polynomial with a triangular kernel.

use super::Case;
use super::side_of;
use crate::estimation::matrix::Symmetric;
use crate::estimation::matrix::dot;
use std::collections::BTreeSet;

/// As many coefficients as a parabola has.
pub(super) const PARABOLA: usize = 3;
/// As many points a curve is drawn through.
const DRAWN: usize = 24;

/// A side with its fit, for whatever outcome.
#[derive(Clone, Debug)]
pub(super) struct Side {
    sign: f64,
    bandwidth: f64,
    rows: Vec<Row>,
    /// The coefficients of the outcome, by powers of the distance as a share of the bandwidth.
    outcome: Vec<f64>,
}

/// A case within the bandwidth.
#[derive(Clone, Debug)]
struct Row {
    basis: Vec<f64>,
    /// What it weighs in each coefficient.
    weighs: Vec<f64>,
    /// What it weighs in its own fitted value.
    own: f64,
}

impl Side {
    /// Fits a side; none, when its cases lie at fewer places than there are coefficients.
    pub(super) fn fit(cases: &[Case], bandwidth: f64, sign: f64, size: usize) -> Option<Side> {
        let near = || near(cases, bandwidth, sign);
        let mut squares = Symmetric::zeros(size);
        for case in near() {
            squares.add_square(kernel(case, bandwidth), &basis(case, bandwidth, size));
        }
        let factor = squares.factor().ok()?;
        let row = |case: &Case| {
            let (basis, kernel) = (basis(case, bandwidth, size), kernel(case, bandwidth));
            let weighs: Vec<f64> = factor.solve(&basis).iter().map(|weight| weight * kernel).collect();
            Row { own: dot(&weighs, &basis).min(0.99), basis, weighs }
        };
        let mut side = Side { sign, bandwidth, rows: near().map(row).collect(), outcome: Vec::new() };
        side.outcome = side.coefficients(cases, |case| case.outcome, size);
        Some(side)
    }

    fn coefficients(&self, cases: &[Case], of: impl Fn(&Case) -> f64, size: usize) -> Vec<f64> {
        let mut sums = vec![0.0; size];
        for (row, case) in self.rows.iter().zip(near(cases, self.bandwidth, self.sign)) {
            sums.iter_mut().zip(&row.weighs).for_each(|(sum, weight)| *sum += weight * of(case));
        }
        sums
    }

    /// What the fit is at the threshold.
    pub(super) fn level(&self, cases: &[Case], of: impl Fn(&Case) -> f64) -> f64 {
        self.coefficients(cases, of, 1).first().copied().unwrap_or(0.0)
    }

    /// How many clusters there are within the bandwidth.
    pub(super) fn clusters(&self, cases: &[Case]) -> usize {
        near(cases, self.bandwidth, self.sign).map(|case| case.cluster).collect::<BTreeSet<u32>>().len()
    }

    /// What the case at a place weighs in that.
    pub(super) fn weighs(&self, place: usize) -> f64 {
        self.rows.get(place).and_then(|row| row.weighs.first()).copied().unwrap_or(0.0)
    }

    /// By how much each case moves that, with residuals as they would be without the case itself.
    pub(super) fn moves(&self, cases: &[Case], of: impl Fn(&Case) -> f64 + Copy) -> Vec<(u32, f64)> {
        let size = self.rows.first().map_or(0, |row| row.basis.len());
        let coefficients = self.coefficients(cases, of, size);
        let moves = |(row, case): (&Row, &Case)| {
            let residual = (of(case) - dot(&row.basis, &coefficients)) / (1.0 - row.own);
            (case.cluster, row.weighs.first().copied().unwrap_or(0.0) * residual)
        };
        self.rows.iter().zip(near(cases, self.bandwidth, self.sign)).map(moves).collect()
    }

    /// Points of the curve of the outcome from the threshold to a distance.
    pub(super) fn curve(&self, until: f64, sign: f64) -> Vec<(f64, f64)> {
        let at = |place: usize| {
            let distance = sign * until * place as f64 / DRAWN as f64;
            (distance, dot(&powers(distance / self.bandwidth, self.outcome.len()), &self.outcome))
        };
        (0..=DRAWN).map(at).collect()
    }
}

fn near(cases: &[Case], bandwidth: f64, sign: f64) -> impl Iterator<Item = &Case> {
    side_of(cases, sign).filter(move |case| case.distance.abs() < bandwidth)
}

fn kernel(case: &Case, bandwidth: f64) -> f64 {
    1.0 - case.distance.abs() / bandwidth
}

fn basis(case: &Case, bandwidth: f64, size: usize) -> Vec<f64> {
    powers(case.distance / bandwidth, size)
}

/// One, a number, its square and so on.
pub(super) fn powers(of: f64, size: usize) -> Vec<f64> {
    std::iter::successors(Some(1.0), |power| Some(power * of)).take(size).collect()
}
