//! Square matrices, as far as a fit needs them: symmetric ones, their Cholesky root and their inverse.

/// A square matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    pub(super) rows: Vec<Vec<f64>>,
}

impl Matrix {
    pub(super) fn zero(size: usize) -> Matrix {
        Matrix { rows: vec![vec![0.0; size]; size] }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }

    pub(super) fn set(&mut self, row: usize, column: usize, value: f64) {
        let slot = self.rows.get_mut(row).and_then(|row| row.get_mut(column));
        slot.into_iter().for_each(|slot| *slot = value);
    }

    pub(super) fn add(&mut self, more: &Matrix) {
        for (row, more) in self.rows.iter_mut().zip(&more.rows) {
            row.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
    }

    /// Adds the product of a vector with itself.
    pub(super) fn add_product(&mut self, vector: &[f64], times: f64) {
        for (row, left) in self.rows.iter_mut().zip(vector) {
            if left.abs() > 0.0 {
                let left = left * times;
                row.iter_mut().zip(vector).for_each(|(sum, right)| *sum += left * right);
            }
        }
    }

    /// The rows and columns at some places.
    pub(super) fn part(&self, places: &[usize]) -> Matrix {
        let row = |row: &usize| places.iter().map(|column| self.at(*row, *column)).collect();
        Matrix { rows: places.iter().map(row).collect() }
    }

    pub(super) fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|row| dot(row, vector)).collect()
    }

    /// The product with a symmetric matrix.
    pub(super) fn times_symmetric(&self, right: &Matrix) -> Matrix {
        let row = |row: &Vec<f64>| right.rows.iter().map(|column| dot(row, column)).collect();
        Matrix { rows: self.rows.iter().map(row).collect() }
    }

    /// The lower triangular matrix whose product with its transpose this is; none when it is not positive definite.
    pub(super) fn root(&self) -> Option<Vec<Vec<f64>>> {
        let mut root: Vec<Vec<f64>> = Vec::with_capacity(self.rows.len());
        for (place, row) in self.rows.iter().enumerate() {
            let mut made: Vec<f64> = Vec::with_capacity(place + 1);
            for (value, before) in row.iter().zip(&root) {
                let pivot = before.last()?;
                let left = value - dot(&made, before);
                made.push(left / pivot);
            }
            let left = row.get(place)? - dot(&made, &made);
            if left <= 0.0 || !left.is_finite() {
                return None;
            }
            made.push(libm::sqrt(left));
            root.push(made);
        }
        Some(root)
    }

    /// The inverse of a symmetric positive definite matrix; none when it is not that.
    pub(super) fn inverse(&self) -> Option<Matrix> {
        let root = self.root()?;
        let size = root.len();
        // Columns of the inverse of the root, from its diagonal down.
        let columns: Vec<Vec<f64>> = (0..size)
            .map(|column| {
                let mut solved = vec![0.0; size];
                for (place, row) in root.iter().enumerate().skip(column) {
                    let unit = if place == column { 1.0 } else { 0.0 };
                    let pivot = row.last().copied().unwrap_or(1.0);
                    let value = (unit - dot(row.get(..place).unwrap_or(&[]), &solved)) / pivot;
                    solved.get_mut(place).into_iter().for_each(|slot| *slot = value);
                }
                solved
            })
            .collect();
        let row = |left: &Vec<f64>| columns.iter().map(|right| dot(left, right)).collect();
        Some(Matrix { rows: columns.iter().map(row).collect() })
    }
}

/// The sum of the products of two lists, as far as the shorter goes.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
