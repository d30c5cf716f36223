//! Sums by place, without ever leaving the list.

/// A sum for every number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sums(pub(super) Vec<f64>);

impl Sums {
    pub(super) fn of(length: usize) -> Sums {
        Sums(vec![0.0; length])
    }

    #[inline]
    pub(super) fn add(&mut self, place: usize, more: f64) {
        if let Some(sum) = self.0.get_mut(place) {
            *sum += more;
        }
    }

    pub(super) fn add_all(&mut self, more: &[f64], times: f64) {
        self.0.iter_mut().zip(more).for_each(|(sum, more)| *sum += times * more);
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0.0);
    }
}
