//! A proportion, such as the chance that a call reaches the tenant, from trials that come in clusters.
//!
//! The interval is Wilson's, with as many trials as they are worth: where answers of one cluster resemble each other,
//! many trials of few clusters are worth little more than the clusters.

use super::NORMAL_95;
use super::error::FitError;
use super::measured::Measured;
use std::collections::BTreeMap;

/// Trials of one cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trials {
    /// Whose.
    pub cluster: u32,
    /// How many.
    pub trials: usize,
    /// How many of them succeeded.
    pub successes: usize,
}

/// The proportion with its interval.
///
/// # Errors
/// [`FitError::Empty`] without trials, [`FitError::Row`] where more succeeded than were tried.
pub fn proportion(trials: &[Trials]) -> Result<Measured, FitError> {
    if let Some(row) = trials.iter().position(|one| one.successes > one.trials) {
        return Err(FitError::Row { row });
    }
    let mut clusters: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for one in trials.iter().filter(|one| one.trials > 0) {
        let sums = clusters.entry(one.cluster).or_default();
        sums.0 += one.trials as f64;
        sums.1 += one.successes as f64;
    }
    let n: usize = trials.iter().map(|one| one.trials).sum();
    if n == 0 {
        return Err(FitError::Empty);
    }
    let all = n as f64;
    let value = clusters.values().map(|(_, successes)| successes).sum::<f64>() / all;
    let (low, high) = wilson(value, worth(value, all, clusters.values()));
    Ok(Measured { value, low, high, n })
}

/// As many independent trials as have this variance: never more than there are, never fewer than make sense.
fn worth<'a>(value: f64, all: f64, clusters: impl ExactSizeIterator<Item = &'a (f64, f64)>) -> f64 {
    let count = clusters.len() as f64;
    let squares: f64 = clusters.map(|(trials, successes)| (successes - trials * value).powi(2)).sum();
    if count < 2.0 || value <= 0.0 || value >= 1.0 {
        // One cluster is one observation; and where all answers are the same, nothing tells whether they are within a
        // cluster.
        return count;
    }
    let clustered = squares * count / (count - 1.0) / (all * all);
    let independent = value * (1.0 - value) / all;
    all * (independent / clustered).min(1.0)
}

/// Wilson's interval of a proportion.
fn wilson(value: f64, n: f64) -> (f64, f64) {
    let z2 = NORMAL_95 * NORMAL_95;
    let middle = (value + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = NORMAL_95 / (1.0 + z2 / n) * libm::sqrt(value * (1.0 - value) / n + z2 / (4.0 * n * n));
    ((middle - half).clamp(0.0, value), (middle + half).clamp(value, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::DrawKey;
    use crate::chance::DrawKind;

    fn each(trials: usize, successes: impl Fn(u32) -> usize, clusters: u32) -> Vec<Trials> {
        (0..clusters).map(|cluster| Trials { cluster, trials, successes: successes(cluster) }).collect()
    }

    #[test]
    fn independent_trials_have_the_interval_of_wilson() {
        let found = proportion(&each(1, |cluster| usize::from(cluster < 7), 100)).unwrap();
        // 7 of 100: 0.0343 to 0.1375, as R's prop.test(7, 100, correct = FALSE) gives.
        assert!((found.value - 0.07).abs() < 1e-12 && found.n == 100);
        assert!((found.low - 0.0343).abs() < 2e-3 && (found.high - 0.1375).abs() < 2e-3, "{found:?}");
    }

    #[test]
    fn answers_that_are_the_same_within_a_cluster_count_once() {
        let once = proportion(&each(1, |cluster| usize::from(cluster % 4 == 0), 200)).unwrap();
        let ten = proportion(&each(10, |cluster| if cluster % 4 == 0 { 10 } else { 0 }, 200)).unwrap();
        assert!((once.low - ten.low).abs() < 1e-9 && (once.high - ten.high).abs() < 1e-9, "{once:?} {ten:?}");
    }

    #[test]
    fn the_truth_lies_in_its_interval_where_clusters_differ() {
        let uniform = |seed: u64, cluster: u32, number: u32| {
            let key = DrawKey {
                seed,
                replication: 0,
                tenancy: u64::from(cluster),
                kind: DrawKind::Synthesis,
                month: 0,
                number,
            };
            key.uniform()
        };
        let inside = (0..800_u64).filter(|seed| {
            let trials = (0..60_u32).map(|cluster| {
                let chance = if uniform(*seed, cluster, 0) < 0.5 { 0.15 } else { 0.55 };
                let successes = (1..=12).filter(|number| uniform(*seed, cluster, *number) < chance).count();
                Trials { cluster, trials: 12, successes }
            });
            let found = proportion(&trials.collect::<Vec<_>>()).unwrap();
            (found.low..=found.high).contains(&0.35)
        });
        let share = inside.count() as f64 / 800.0;
        assert!((0.93..=0.97).contains(&share), "{share} inside");
    }

    #[test]
    fn none_of_few_leaves_much_open() {
        let found = proportion(&each(1, |_| 0, 10)).unwrap();
        assert!(found.low.abs() < 1e-12 && (found.high - 0.2775).abs() < 1e-3, "{found:?}");
        assert_eq!(proportion(&[]).unwrap_err(), FitError::Empty);
    }

    #[test]
    fn one_cluster_says_hardly_anything() {
        let found = proportion(&[Trials { cluster: 1, trials: 500, successes: 400 }]).unwrap();
        assert!(found.high - found.low > 0.7, "{found:?}");
    }
}
