//! How many tenancies a trial needs, and the chance that it finds what is there.

use super::allocation::allocate;
use super::allocation::draw;
use super::design::Pick;
use super::estimate::Unit;
use super::estimate::difference;
use crate::estimation::NORMAL_95;

/// The chance that a trial with so many tenancies an arm finds an effect, at 5 % two-sided. `effect` is taken towards what is
/// expected: one that goes the other way is below nothing, and what is found of it there does not count. `spread` is the sum
/// of the variances of the two arms.
#[must_use]
pub fn power(effect: f64, spread: f64, an_arm: f64) -> f64 {
    if spread <= 0.0 {
        return if effect > 0.0 { 1.0 } else { 0.0 };
    }
    below(effect / libm::sqrt(spread / an_arm) - NORMAL_95)
}

/// The tenancies an arm needs for a power; none without an effect.
#[must_use]
pub fn needed(effect: f64, spread: f64, power: f64) -> Option<f64> {
    let away = NORMAL_95 + quantile(power);
    let size = libm::ceil(spread * away * away / (effect * effect)).max(2.0);
    (effect.abs() > 0.0 && size.is_finite()).then_some(size)
}

/// A stock to draw trials from: the outcome of a tenancy under each arm, and its stratum.
pub(super) type Outcomes<'a> = (f64, f64, &'a str);

/// The share of trials, drawn from a stock with replacement and allocated by the key, whose interval lies beyond nothing on
/// the side that is expected.
pub(super) fn simulated(
    stock: &[Outcomes<'_>],
    (pick, towards): (Pick, f64),
    size: usize,
    trials: u32,
    seed: u64,
) -> f64 {
    let beyond = |(low, high): (f64, f64)| if towards > 0.0 { low > 0.0 } else { high < 0.0 };
    let found = (0..trials).filter(|trial| interval(stock, pick, size, *trial, seed).is_some_and(beyond)).count();
    found as f64 / f64::from(trials.max(1))
}

/// What one trial finds.
fn interval(stock: &[Outcomes<'_>], pick: Pick, size: usize, trial: u32, seed: u64) -> Option<(f64, f64)> {
    let key = |nth: usize| u64::from(trial) << 32 | nth as u64;
    let drawn: Vec<&Outcomes<'_>> =
        (0..size).filter_map(|nth| stock.get(place(draw(seed, key(nth), 2), stock.len()))).collect();
    let keyed: Vec<(u64, String)> =
        drawn.iter().enumerate().map(|(nth, (_, _, stratum))| (key(nth), (*stratum).to_owned())).collect();
    let arms = allocate(seed, &keyed);
    let units = drawn.iter().zip(arms).map(|((a, b, stratum), arm)| Unit {
        arm,
        stratum,
        outcome: if arm == super::allocation::Arm::A { *a } else { *b },
    });
    difference(pick, units).map(|found| found.interval)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, by a draw below one")]
fn place(uniform: f64, length: usize) -> usize {
    ((uniform * length as f64) as usize).min(length.saturating_sub(1))
}

/// The normal distribution.
fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Its quantile, by halving.
fn quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if below(middle) < share { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_textbook_number_is_found() {
        // Half a standard deviation, 80 %: 63 an arm by the normal formula (Lehr: 16 / 0.5^2 = 64).
        assert!((needed(0.5, 2.0, 0.8).unwrap() - 63.0).abs() < 1e-9);
        assert!((power(0.5, 2.0, 63.0) - 0.8).abs() < 0.005);
        assert_eq!(needed(0.0, 2.0, 0.8), None);
        assert!((power(0.0, 2.0, 100.0) - 0.025).abs() < 1e-6, "chance alone, on the side that is expected");
    }

    #[test]
    fn simulated_trials_agree_with_the_formula_where_the_formula_holds() {
        let even = |nth: u32| draw(5, u64::from(nth), 9);
        let stock: Vec<Outcomes<'_>> = (0..3_000).map(|nth| (even(nth), even(nth + 5_000) - 0.1, "s")).collect();
        // Uniform: variance 1/12 each.
        let size = needed(0.1, 2.0 / 12.0, 0.8).unwrap();
        let size = 2 * place(size / 1e6, 1_000_000);
        let found = simulated(&stock, (Pick::Owed, -1.0), size, 1_000, 1);
        assert!((found - 0.8).abs() < 0.05, "{found} with {size}");
        // The same trials where the opposite is expected: what they find is no find.
        assert!(power(-0.1, 2.0 / 12.0, size as f64 / 2.0) < 1e-4);
        assert!(simulated(&stock, (Pick::Owed, 1.0), size, 1_000, 1) < 0.01);
    }
}
