//! How clusters differ in their own tendency: not at all, as a normal, or as a few kinds of cluster.

use super::super::matrix::Symmetric;

/// How clusters differ in a tendency of their own, which is added to eta. It has mean zero: the level is for the
/// coefficients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tendencies {
    /// They do not.
    Alike,
    /// Normally, with a standard deviation that is estimated and integrated out by adaptive Gauss–Hermite quadrature.
    Normal {
        /// Quadrature points; 1 is Laplace's approximation, 7 is enough for all but clusters with hardly a day.
        points: usize,
    },
    /// As a few kinds of cluster, each with its own tendency and its own share: no shape is assumed.
    Kinds {
        /// How many kinds, 2 or more.
        count: usize,
        /// The standard deviation of a normal prior on the distance of each kind from the last, so that a kind that
        /// never has an event does not run off.
        reach: f64,
    },
}

/// A place in the distribution of tendencies, with the derivatives of both by what describes the distribution.
#[derive(Clone, Debug)]
pub(super) struct Support {
    pub at: f64,
    pub log_weight: f64,
    pub at_by: Vec<f64>,
    pub weight_by: Vec<f64>,
    pub at_by_two: Symmetric,
    pub weight_by_two: Symmetric,
}

impl Tendencies {
    pub(super) fn can_be(self) -> bool {
        match self {
            Tendencies::Alike => true,
            Tendencies::Normal { points } => (1..=64).contains(&points),
            Tendencies::Kinds { count, reach } => (2..=32).contains(&count) && reach > 0.0,
        }
    }
}

impl Support {
    /// The one place of clusters that are alike.
    pub fn alone() -> Support {
        Support::fixed(0.0, 0.0, 0)
    }

    fn fixed(at: f64, log_weight: f64, numbers: usize) -> Support {
        let flat = Symmetric::zeros(numbers);
        let (at_by, weight_by) = (vec![0.0; numbers], vec![0.0; numbers]);
        Support { at, log_weight, at_by, weight_by, at_by_two: flat.clone(), weight_by_two: flat }
    }

    /// A place of a normal, `standard` deviations from its mean; the number is the logarithm of the deviation.
    pub fn normal(sigma: f64, standard: f64, log_weight: f64) -> Support {
        let at = sigma * standard;
        let mut support = Support::fixed(at, log_weight, 1);
        support.at_by = vec![at];
        support.at_by_two.add(0, 0, at);
        support
    }
}

/// Kinds of cluster by the numbers that describe them: the distance of each from the last kind, then the logarithm of
/// its share beside that of the last.
pub(super) fn kinds(numbers: &[f64]) -> Vec<Support> {
    let (distances, logits) = numbers.split_at(numbers.len() / 2);
    let free = distances.len();
    let largest = logits.iter().copied().fold(0.0, f64::max);
    let raw = logits.iter().copied().chain(std::iter::once(0.0)).map(|logit| libm::exp(logit - largest));
    let raw: Vec<f64> = raw.collect();
    let sum: f64 = raw.iter().sum();
    let shares: Vec<f64> = raw.iter().map(|value| value / sum).collect();
    let mean: f64 = shares.iter().zip(distances).map(|(share, distance)| share * distance).sum();
    let places: Vec<f64> =
        distances.iter().copied().chain(std::iter::once(0.0)).map(|distance| distance - mean).collect();
    let one = |kind: usize| kind_of(kind, free, &shares, &places);
    (0..=free).map(one).collect()
}

/// One kind, with derivatives: d place(k) / d distance(m) = [k = m] − share(m), d place(k) / d logit(m) = −share(m)
/// place(m), d ln share(k) / d logit(m) = [k = m] − share(m).
fn kind_of(kind: usize, free: usize, shares: &[f64], places: &[f64]) -> Support {
    let share = |m: usize| shares.get(m).copied().unwrap_or(0.0);
    let place = |m: usize| places.get(m).copied().unwrap_or(0.0);
    let same = |m: usize, n: usize| if m == n { 1.0 } else { 0.0 };
    let mut support = Support::fixed(place(kind), libm::log(share(kind)), 2 * free);
    support.at_by =
        (0..free).map(|m| same(kind, m) - share(m)).chain((0..free).map(|m| -share(m) * place(m))).collect();
    let flat = std::iter::repeat_n(0.0, free);
    support.weight_by = flat.chain((0..free).map(|m| same(kind, m) - share(m))).collect();
    for m in 0..free {
        for n in 0..free {
            // The change of share m by logit n.
            let turn = share(m) * (same(m, n) - share(n));
            support.at_by_two.add(free + n, m, -turn);
            if n <= m {
                support.at_by_two.add(free + m, free + n, share(m) * share(n) * place(n) - turn * place(m));
                support.weight_by_two.add(free + m, free + n, -turn);
            }
        }
    }
    support
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_mean_zero_and_derivatives_that_are_slopes() {
        let numbers = [-2.0, 1.5, 0.3, -0.4];
        let base = kinds(&numbers);
        let mean: f64 = base.iter().map(|kind| kind.log_weight.exp() * kind.at).sum();
        assert!(mean.abs() < 1e-12, "{mean}");
        let moved = |number: usize, by: f64| {
            let mut numbers = numbers;
            numbers[number] += by;
            kinds(&numbers)
        };
        for m in 0..4 {
            for (kind, (low, high)) in base.iter().zip(moved(m, -1e-5).iter().zip(moved(m, 1e-5))) {
                let near = |slope: f64, rise: f64| (slope - rise / 2e-5).abs() < 1e-8;
                assert!(near(kind.at_by[m], high.at - low.at), "place by {m}");
                assert!(near(kind.weight_by[m], high.log_weight - low.log_weight), "weight by {m}");
                for n in 0..4 {
                    assert!(near(kind.at_by_two.get(m, n), high.at_by[n] - low.at_by[n]), "place by {m}, {n}");
                    let rise = high.weight_by[n] - low.weight_by[n];
                    assert!(near(kind.weight_by_two.get(m, n), rise), "weight by {m}, {n}");
                }
            }
        }
    }
}
