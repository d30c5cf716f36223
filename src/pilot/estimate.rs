//! The difference between the arms: within each stratum, weighted by how many stand in it; one outcome a tenancy.

use super::allocation::Arm;
use super::design::Pick;
use crate::estimation::NORMAL_95;
use std::collections::BTreeMap;

/// The outcome of one tenancy in the arm that it was allocated to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit<'a> {
    /// Its arm.
    pub arm: Arm,
    /// Its stratum.
    pub stratum: &'a str,
    /// Its outcome.
    pub outcome: f64,
}

/// B less A.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference of the means.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// The ends of the 95 % interval.
    pub interval: (f64, f64),
    /// The tenancies in each arm.
    pub tenancies: [usize; 2],
    /// The mean of each arm, not weighted.
    pub means: [f64; 2],
}

/// Count, sum and sum of squares of each arm.
#[derive(Clone, Copy, Default)]
struct Sums([[f64; 3]; 2]);

impl Sums {
    fn add(&mut self, arm: Arm, outcome: f64) {
        let [a, b] = &mut self.0;
        let [count, sum, squares] = if arm == Arm::A { a } else { b };
        *count += 1.0;
        *sum += outcome;
        *squares += outcome * outcome;
    }

    fn merge(&mut self, other: &Sums) {
        self.0.iter_mut().flatten().zip(other.0.iter().flatten()).for_each(|(own, more)| *own += more);
    }

    fn can_tell(&self) -> bool {
        self.0.iter().all(|[count, ..]| *count >= 2.0)
    }

    fn count(&self) -> f64 {
        self.0.iter().map(|[count, ..]| count).sum()
    }

    /// Mean of each arm, and the variance of their difference.
    fn told(&self) -> ([f64; 2], f64) {
        let variance =
            |[count, sum, squares]: [f64; 3]| ((squares - sum * sum / count) / (count - 1.0)).max(0.0) / count;
        let [a, b] = self.0;
        (self.0.map(|[count, sum, _]| if count > 0.0 { sum / count } else { 0.0 }), variance(a) + variance(b))
    }
}

/// The difference between two shares, A less B, and its variance, as Agresti and Caffo take them: with one yes and one no more
/// in each arm. It holds with ten an arm, and where all are alike it does not take that for certain.
pub(super) fn shares_apart(yes: [f64; 2], of: [f64; 2]) -> (f64, f64) {
    let share = |yes: f64, of: f64| ((yes + 1.0) / (of + 2.0), of + 2.0);
    let ([yes_a, yes_b], [all_a, all_b]) = (yes, of);
    let ((a, of_a), (b, of_b)) = (share(yes_a, all_a), share(yes_b, all_b));
    (a - b, a * (1.0 - a) / of_a + b * (1.0 - b) / of_b)
}

/// The difference; none where an arm has fewer than two tenancies. Strata too small to tell are taken as one. Of an outcome
/// that is yes or no, the interval is no smaller than that of the shares of the two arms.
#[must_use]
pub fn difference<'a>(pick: Pick, units: impl IntoIterator<Item = Unit<'a>>) -> Option<Difference> {
    let (mut strata, mut all): (BTreeMap<&str, Sums>, Sums) = (BTreeMap::new(), Sums::default());
    for unit in units {
        strata.entry(unit.stratum).or_default().add(unit.arm, unit.outcome);
        all.add(unit.arm, unit.outcome);
    }
    if !all.can_tell() {
        return None;
    }
    let (mut kept, mut small): (Vec<Sums>, Sums) = (Vec::new(), Sums::default());
    for sums in strata.values() {
        if sums.can_tell() { kept.push(*sums) } else { small.merge(sums) }
    }
    if small.can_tell() {
        kept.push(small);
    } else if small.count() > 0.0 {
        // What is left cannot tell by itself: it joins the smallest stratum that can, or everything.
        let smallest = kept.iter_mut().min_by(|a, b| a.count().total_cmp(&b.count()));
        match smallest {
            Some(stratum) => stratum.merge(&small),
            None => kept.push(all),
        }
    }
    let total: f64 = kept.iter().map(Sums::count).sum();
    let (mut value, mut variance) = (0.0, 0.0);
    for sums in &kept {
        let (weight, ([a, b], own)) = (sums.count() / total, sums.told());
        value += weight * (b - a);
        variance += weight * weight * own;
    }
    if pick == Pick::InArrears {
        let (_, of_shares) = shares_apart(all.0.map(|[_, sum, _]| sum), all.0.map(|[count, ..]| count));
        variance = variance.max(of_shares);
    }
    let error = libm::sqrt(variance);
    let half = NORMAL_95 * error;
    let count = |[count, ..]: [f64; 3]| count;
    let [a, b] = all.0.map(count);
    let interval = (value - half, value + half);
    Some(Difference { value, error, interval, tenancies: [whole(a), whole(b)], means: all.told().0 })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of tenancies, kept as f64 in sums"
)]
fn whole(count: f64) -> usize {
    count as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pilot::allocation::allocate;
    use crate::pilot::allocation::draw;

    fn unit(arm: Arm, stratum: &'static str, outcome: f64) -> Unit<'static> {
        Unit { arm, stratum, outcome }
    }

    #[test]
    fn arms_are_compared_within_strata() {
        // B is 1 more in each stratum, and lies mostly in the one that is low.
        let mut units = vec![unit(Arm::A, "high", 10.0); 6];
        units.extend(vec![unit(Arm::B, "high", 11.0); 2]);
        units.extend(vec![unit(Arm::A, "low", 0.0); 2]);
        units.extend(vec![unit(Arm::B, "low", 1.0); 6]);
        let found = difference(Pick::Owed, units).unwrap();
        assert!((found.value - 1.0).abs() < 1e-12 && found.error < 1e-12, "{found:?}");
        assert_eq!(found.tenancies, [8, 8]);
    }

    #[test]
    fn one_stratum_has_the_interval_of_welch() {
        let units = [1.0, 2.0, 3.0].map(|y| unit(Arm::A, "s", y)).into_iter();
        let units = units.chain([4.0, 6.0, 8.0].map(|y| unit(Arm::B, "s", y)));
        let found = difference(Pick::Owed, units).unwrap();
        // Variances 1 and 4 over three each.
        assert!((found.value - 4.0).abs() < 1e-12 && (found.error - libm::sqrt(5.0 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn of_yes_and_no_what_is_all_alike_is_not_taken_for_certain() {
        let alike = || (0..20).map(|nth| unit(if nth % 2 == 0 { Arm::A } else { Arm::B }, "s", 0.0));
        let (low, high) = difference(Pick::InArrears, alike()).unwrap().interval;
        // Twice 1/12 · 11/12 / 12.
        assert!((high - 0.2212).abs() < 1e-3 && (low + high).abs() < 1e-12, "{low} {high}");
        // Of many that are not alike, what lies within strata counts.
        let many = (0..4_000).map(|nth| unit(if nth % 2 == 0 { Arm::A } else { Arm::B }, "s", f64::from(nth / 2 % 2)));
        let found = difference(Pick::InArrears, many).unwrap();
        assert!((found.error - libm::sqrt(0.5 / 2_000.0)).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn an_arm_of_one_tells_nothing_and_small_strata_are_not_lost() {
        assert!(
            difference(Pick::Owed, [unit(Arm::A, "s", 1.0), unit(Arm::B, "s", 1.0), unit(Arm::B, "s", 2.0)]).is_none()
        );
        let mut units = vec![unit(Arm::A, "s", 1.0), unit(Arm::A, "s", 1.0), unit(Arm::B, "s", 1.0)];
        units.extend([unit(Arm::B, "s", 1.0), unit(Arm::B, "t", 7.0)]);
        assert_eq!(difference(Pick::Owed, units).unwrap().tenancies, [2, 3]);
    }

    #[test]
    fn a_trial_without_effect_is_found_to_have_one_in_a_twentieth_of_the_time() {
        let found = (0..2_000_u64).filter(|seed| {
            let stratum = |key: u64| if key.is_multiple_of(4) { "deep" } else { "flat" };
            let stock: Vec<(u64, String)> = (0..80).map(|key| (key, stratum(key).to_owned())).collect();
            let arms = allocate(*seed, &stock);
            // Mostly nothing, sometimes much, and more in one stratum: as arrears are.
            let outcome = |key: u64| {
                let deep = if key.is_multiple_of(4) { 500.0 } else { 100.0 };
                -libm::log(draw(seed + 10_000, key, 2)) * deep
            };
            let units =
                stock.iter().zip(arms).map(|((key, stratum), arm)| Unit { arm, stratum, outcome: outcome(*key) });
            let (low, high) = difference(Pick::Owed, units).unwrap().interval;
            !(low..=high).contains(&0.0)
        });
        let share = found.count() as f64 / 2_000.0;
        assert!((0.035..=0.065).contains(&share), "{share}");
    }
}
