//! Gauss–Hermite quadrature for a standard normal weight.

/// A place and its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    pub at: f64,
    pub weight: f64,
}

/// The rule that is exact for polynomials below degree 2·`points` under the standard normal density; weights add up to
/// 1.
///
/// The roots of each Hermite polynomial lie between those of the one before it, so bisection finds them all.
pub(super) fn hermite(points: usize) -> Vec<Node> {
    let mut roots: Vec<f64> = Vec::new();
    for degree in 1..=points {
        let edge = 2.0 * libm::sqrt(degree as f64);
        let walls: Vec<f64> = std::iter::once(-edge).chain(roots).chain(std::iter::once(edge)).collect();
        roots = walls.iter().zip(walls.iter().skip(1)).map(|(low, high)| root(degree, *low, *high)).collect();
    }
    let weight = |at: f64| 1.0 / polynomials(points, at).iter().take(points).map(|value| value * value).sum::<f64>();
    roots.into_iter().map(|at| Node { at, weight: weight(at) }).collect()
}

/// The orthonormal Hermite polynomials up to a degree.
fn polynomials(degree: usize, at: f64) -> Vec<f64> {
    let (mut before, mut value) = (0.0, 1.0);
    let mut all = vec![value];
    for number in 0..degree {
        let number = number as f64;
        let next = (at * value - libm::sqrt(number) * before) / libm::sqrt(number + 1.0);
        (before, value) = (value, next);
        all.push(value);
    }
    all
}

fn root(degree: usize, low: f64, high: f64) -> f64 {
    let value = |at: f64| polynomials(degree, at).last().copied().unwrap_or(0.0);
    let (mut low, mut high) = (low, high);
    let rising = value(low) < 0.0;
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if (value(middle) < 0.0) == rising { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_gives_the_moments_of_a_normal() {
        for points in [1, 2, 5, 7, 15, 31] {
            let rule = hermite(points);
            let moment = |power: i32| rule.iter().map(|node| node.weight * node.at.powi(power)).sum::<f64>();
            assert!((moment(0) - 1.0).abs() < 1e-13, "{points}: {}", moment(0));
            for (power, expected) in [(2, 1.0), (4, 3.0), (6, 15.0)] {
                if usize::try_from(power).unwrap() < 2 * points {
                    assert!((moment(power) - expected).abs() < 1e-11, "{points} points, moment {power}");
                }
            }
        }
    }
}
