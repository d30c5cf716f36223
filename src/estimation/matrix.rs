//! Symmetric matrices and their Cholesky factor: all the linear algebra that a few dozen coefficients need.
//!
//! # Why
//! A package of linear algebra would be a hundred times this file; what is factored here has at most a few dozen rows.

use super::error::FitError;

/// A symmetric matrix, its lower half row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Symmetric {
    size: usize,
    cells: Vec<f64>,
}

/// The lower Cholesky factor of a positive definite matrix.
#[derive(Clone, Debug)]
pub struct Cholesky {
    lower: Symmetric,
}

/// Where a row of the lower half begins.
const fn start_of(row: usize) -> usize {
    row * (row + 1) / 2
}

/// A pivot that is this small a part of what stood on the diagonal is a row that follows from the others.
const DEPENDENT: f64 = 1e-11;

impl Symmetric {
    /// A matrix of zeros.
    #[must_use]
    pub fn zeros(size: usize) -> Symmetric {
        Symmetric { size, cells: vec![0.0; start_of(size)] }
    }

    /// The number of rows.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// A cell; zero outside the matrix.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        let (row, column) = if row < column { (column, row) } else { (row, column) };
        self.row(row).get(column).copied().unwrap_or(0.0)
    }

    /// A row of the lower half, the diagonal last.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        self.cells.get(start_of(row)..start_of(row + 1)).unwrap_or(&[])
    }

    fn row_mut(&mut self, row: usize) -> &mut [f64] {
        self.cells.get_mut(start_of(row)..start_of(row + 1)).unwrap_or(&mut [])
    }

    /// Adds to a cell and to its mirror image, which are one.
    pub fn add(&mut self, row: usize, column: usize, value: f64) {
        let (row, column) = if row < column { (column, row) } else { (row, column) };
        if let Some(cell) = self.row_mut(row).get_mut(column) {
            *cell += value;
        }
    }

    /// Adds another matrix of the same size.
    pub fn add_all(&mut self, other: &Symmetric) {
        for (cell, value) in self.cells.iter_mut().zip(&other.cells) {
            *cell += value;
        }
    }

    /// Multiplies every cell.
    pub fn scale(&mut self, by: f64) {
        self.cells.iter_mut().for_each(|cell| *cell *= by);
    }

    /// Adds `weight` times a vector times itself.
    pub fn add_square(&mut self, weight: f64, vector: &[f64]) {
        for (row, value) in vector.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            let scaled = weight * value;
            for (cell, other) in self.row_mut(row).iter_mut().zip(vector) {
                *cell += scaled * other;
            }
        }
    }

    /// The matrix times a vector.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        (0..self.size).map(|row| vector.iter().enumerate().map(|(column, v)| self.get(row, column) * v).sum()).collect()
    }

    /// The square root of a cell on the diagonal: of a covariance, a standard error.
    #[must_use]
    pub fn root(&self, place: usize) -> f64 {
        libm::sqrt(self.get(place, place))
    }

    /// The Cholesky factor.
    ///
    /// # Errors
    /// [`FitError::Singular`] with the first row that follows from those before it, or that makes the matrix
    /// indefinite.
    pub fn factor(&self) -> Result<Cholesky, FitError> {
        let mut lower = Symmetric::zeros(self.size);
        for row in 0..self.size {
            let mut done: Vec<f64> = Vec::with_capacity(row + 1);
            for (column, cell) in self.row(row).iter().enumerate().take(row) {
                let above = lower.row(column);
                let rest = cell - dot(&done, above);
                done.push(rest / above.last().copied().unwrap_or(1.0));
            }
            let diagonal = self.get(row, row);
            let pivot = diagonal - dot(&done, &done);
            if !pivot.is_finite() || pivot <= DEPENDENT * diagonal.abs() {
                return Err(FitError::Singular { place: row });
            }
            done.push(libm::sqrt(pivot));
            lower.row_mut(row).copy_from_slice(&done);
        }
        Ok(Cholesky { lower })
    }
}

impl Cholesky {
    /// Solves the factored matrix times x = `right`.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut solved = self.forward(right);
        for row in (0..self.lower.size).rev() {
            let line = self.lower.row(row);
            let Some((diagonal, before)) = line.split_last() else { continue };
            let (head, tail) = solved.split_at_mut(row);
            let Some(value) = tail.first_mut() else { continue };
            *value /= diagonal;
            for (cell, factor) in head.iter_mut().zip(before) {
                *cell -= factor * *value;
            }
        }
        solved
    }

    /// Solves the lower factor times x = `right`.
    fn forward(&self, right: &[f64]) -> Vec<f64> {
        let mut solved = Vec::with_capacity(right.len());
        for (row, value) in right.iter().enumerate() {
            let line = self.lower.row(row);
            solved.push((value - dot(&solved, line)) / line.last().copied().unwrap_or(1.0));
        }
        solved
    }

    /// The inverse of the factored matrix.
    #[must_use]
    pub fn inverse(&self) -> Symmetric {
        let size = self.lower.size;
        let mut inverse = Symmetric::zeros(size);
        for row in 0..size {
            let mut unit = vec![0.0; size];
            unit.iter_mut().skip(row).take(1).for_each(|cell| *cell = 1.0);
            let solved = self.solve(&unit);
            inverse.row_mut(row).iter_mut().zip(solved).for_each(|(cell, value)| *cell = value);
        }
        inverse
    }

    /// The inverse times `middle` times the inverse: the covariance that a sandwich gives.
    #[must_use]
    pub fn sandwich(&self, middle: &Symmetric) -> Symmetric {
        let inverse = self.inverse();
        let size = inverse.size;
        let columns: Vec<Vec<f64>> = (0..size).map(|column| inverse.times_row(middle, column)).collect();
        let mut covariance = Symmetric::zeros(size);
        for (row, left) in columns.iter().enumerate() {
            for column in 0..=row {
                let right: f64 = left.iter().enumerate().map(|(place, v)| v * inverse.get(place, column)).sum();
                covariance.add(row, column, right);
            }
        }
        covariance
    }
}

impl Symmetric {
    /// A row of this matrix times another matrix.
    fn times_row(&self, other: &Symmetric, row: usize) -> Vec<f64> {
        let line: Vec<f64> = (0..self.size).map(|column| self.get(row, column)).collect();
        other.times(&line)
    }
}

/// The sum of products, as far as both go.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: &[&[f64]]) -> Symmetric {
        let mut matrix = Symmetric::zeros(rows.len());
        for (row, cells) in rows.iter().enumerate() {
            cells.iter().enumerate().for_each(|(column, value)| matrix.add(row, column, *value));
        }
        matrix
    }

    #[test]
    fn solving_undoes_multiplying() {
        let matrix = matrix(&[&[4.0], &[1.0, 3.0], &[0.5, -1.0, 2.0]]);
        let factor = matrix.factor().unwrap();
        let back = factor.solve(&matrix.times(&[1.0, -2.0, 0.25]));
        for (value, expected) in back.iter().zip([1.0, -2.0, 0.25]) {
            assert!((value - expected).abs() < 1e-14, "{back:?}");
        }
        let unit = matrix.times(&factor.inverse().times(&[0.0, 1.0, 0.0]));
        assert!((unit[1] - 1.0).abs() < 1e-14 && unit[0].abs() < 1e-14, "{unit:?}");
    }

    #[test]
    fn a_sandwich_of_the_matrix_itself_is_its_inverse() {
        let matrix = matrix(&[&[4.0], &[1.0, 3.0]]);
        let factor = matrix.factor().unwrap();
        let sandwich = factor.sandwich(&matrix);
        for (cell, expected) in sandwich.cells.iter().zip(factor.inverse().cells) {
            assert!((cell - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn a_row_that_follows_from_others_is_named() {
        let dependent = matrix(&[&[1.0], &[0.0, 1.0], &[1.0, 1.0, 2.0]]);
        assert_eq!(dependent.factor().unwrap_err(), FitError::Singular { place: 2 });
    }
}
