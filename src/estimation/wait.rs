//! The mean of waits that end at a constant rate, such as the days from a writ to its judgment, where some have not
//! ended yet.
//!
//! The mean is the time waited over the waits that ended; its interval is that of its logarithm, from the clusters.

use super::NORMAL_95;
use super::error::FitError;
use super::measured::Measured;
use std::collections::BTreeMap;

/// One wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// Whose.
    pub cluster: u32,
    /// How long it took, or had taken when it was last looked at.
    pub days: f64,
    /// Whether it had ended.
    pub ended: bool,
}

/// The mean wait with its interval; `n` counts the waits that ended.
///
/// # Errors
/// [`FitError::Row`] where a wait is no finite time of zero or more, [`FitError::Empty`] where none ended or nothing
/// was waited.
pub fn mean_wait(waits: &[Wait]) -> Result<Measured, FitError> {
    if let Some(row) = waits.iter().position(|wait| !wait.days.is_finite() || wait.days < 0.0) {
        return Err(FitError::Row { row });
    }
    let mut sorted = waits.to_vec();
    sorted.sort_by(|a, b| a.cluster.cmp(&b.cluster).then(a.days.total_cmp(&b.days)));
    let n = sorted.iter().filter(|wait| wait.ended).count();
    let days: f64 = sorted.iter().map(|wait| wait.days).sum();
    if n == 0 || days <= 0.0 {
        return Err(FitError::Empty);
    }
    let value = days / n as f64;
    let spread = NORMAL_95 * log_error(&sorted, value, n as f64);
    Ok(Measured { value, low: value * libm::exp(-spread), high: value * libm::exp(spread), n })
}

/// The standard error of the logarithm of the mean: what clusters show, and at least what a constant rate gives.
fn log_error(waits: &[Wait], mean: f64, ended: f64) -> f64 {
    let mut clusters: BTreeMap<u32, f64> = BTreeMap::new();
    for wait in waits {
        *clusters.entry(wait.cluster).or_default() += f64::from(u8::from(wait.ended)) - wait.days / mean;
    }
    let count = clusters.len() as f64;
    let squares: f64 = clusters.values().map(|slope| slope * slope).sum();
    let clustered = squares * count / (count - 1.0).max(1.0) / (ended * ended);
    libm::sqrt(clustered.max(1.0 / ended))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(count: u32, ended: impl Fn(u32) -> bool) -> Vec<Wait> {
        let days = |number: u32| -30.0 * libm::log((f64::from(number) + 0.5) / f64::from(count));
        (0..count).map(|number| Wait { cluster: number, days: days(number), ended: ended(number) }).collect()
    }

    #[test]
    fn waits_of_a_constant_rate_have_its_mean() {
        let found = mean_wait(&waits(400, |_| true)).unwrap();
        assert!((found.value - 30.0).abs() < 0.5, "{found:?}");
        assert!((found.high / found.value - (1.96_f64 / 20.0).exp()).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn waits_that_go_on_make_the_mean_longer() {
        // All are cut off at 20 days, where they would have taken 30 on average.
        let cut = |wait: Wait| Wait { days: wait.days.min(20.0), ended: wait.days <= 20.0, ..wait };
        let cut: Vec<Wait> = waits(400, |_| true).into_iter().map(cut).collect();
        let found = mean_wait(&cut).unwrap();
        assert!((found.value - 30.0).abs() < 1.0 && found.n < 210, "{found:?}");
    }

    #[test]
    fn waits_of_the_same_file_count_once() {
        let one = mean_wait(&waits(50, |_| true)).unwrap();
        let nine: Vec<Wait> = waits(50, |_| true).into_iter().flat_map(|wait| [wait; 9]).collect();
        let nine = mean_wait(&nine).unwrap();
        assert!(one.high / nine.high < 1.1 && nine.n == 450, "{one:?} {nine:?}");
    }

    #[test]
    fn waits_that_have_all_yet_to_end_tell_no_mean() {
        assert_eq!(mean_wait(&waits(9, |_| false)).unwrap_err(), FitError::Empty);
    }
}
