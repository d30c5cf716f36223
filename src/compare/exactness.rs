//! How well so many runs tell the numbers of a spread: what more runs would still change.

use super::Spread;
use super::by_draw;
use super::quantile;
use super::split::NINE_IN_TEN;

/// Half the width of the 90 % confidence interval of each number that is told of a spread. More runs make these smaller;
/// they do not make the spread itself smaller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exactness {
    /// Of the mean.
    pub mean: f64,
    /// Of the 5 % quantile; infinite while the runs are too few to bound it.
    pub low: f64,
    /// Of the 95 % quantile, likewise.
    pub high: f64,
}

impl Exactness {
    /// How well the values of a figure, one a run, tell its spread; none of fewer than two draws of the numbers.
    ///
    /// Runs that share a draw are not independent, so each pair counts once. Of the mean: 1.645 standard errors of the mean of
    /// the pairs. Of a quantile: the share of runs up to it has a standard error of its own, and the quantiles at that share
    /// less and more 1.645 of those errors bound it; the farther of the two counts.
    /// Source: Woodruff, "Confidence intervals for medians and other position measures" (1952).
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Exactness> {
        let interval = Spread::of(values)?.interval?;
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let edge = |share: f64, at: f64| {
            let up_to = values.iter().map(|value| if *value <= at { 1.0 } else { 0.0 }).collect::<Vec<f64>>();
            Some(reach_of(&sorted, share, at, NINE_IN_TEN * error_of_mean(&up_to)?))
        };
        Some(Exactness {
            mean: NINE_IN_TEN * error_of_mean(values)?,
            low: edge(0.05, interval.low)?,
            high: edge(0.95, interval.high)?,
        })
    }

    /// The largest of the three.
    #[must_use]
    pub const fn worst(self) -> f64 {
        self.mean.max(self.low).max(self.high)
    }
}

/// How far a quantile may lie from where it was found, when its share is known to within so much.
fn reach_of(sorted: &[f64], share: f64, at: f64, within: f64) -> f64 {
    let (least, most) = (share - within, share + within);
    // All values alike: nothing else can come out either.
    let is_one = sorted.first().zip(sorted.last()).is_some_and(|(first, last)| (last - first).abs() <= 0.0);
    if is_one {
        return 0.0;
    }
    if least <= 0.0 || most >= 1.0 {
        return f64::INFINITY;
    }
    (at - quantile(sorted, least)).max(quantile(sorted, most) - at)
}

/// The standard error of the mean, each draw of the numbers counted once.
fn error_of_mean(values: &[f64]) -> Option<f64> {
    let means = by_draw(values);
    let count = means.len() as f64;
    if means.len() < 2 {
        return None;
    }
    let mean = means.iter().sum::<f64>() / count;
    let variance = means.iter().map(|of| (of - mean) * (of - mean)).sum::<f64>() / (count - 1.0);
    Some(libm::sqrt(variance / count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::DrawKey;
    use crate::chance::DrawKind;

    /// Even between 0 and 1; both runs of a pair alike, or each its own.
    fn runs(first: u32, count: u32, is_shared: bool) -> Vec<f64> {
        let key =
            |nth| DrawKey { seed: 9, replication: nth, tenancy: 3, kind: DrawKind::Synthesis, month: 0, number: 0 };
        let of = |nth: u32| if is_shared { nth / 2 } else { nth };
        (first..first + count).map(|nth| key(of(nth)).uniform()).collect()
    }

    #[test]
    fn nine_in_ten_times_the_truth_lies_within_what_is_told() {
        for is_shared in [false, true] {
            let mut held = [0; 3];
            for nth in 0..200 {
                let values = runs(nth * 400, 400, is_shared);
                let (of, told) = (Exactness::of(&values).unwrap(), Spread::of(&values).unwrap());
                let interval = told.interval.unwrap();
                held[0] += i32::from((told.mean - 0.5).abs() <= of.mean);
                held[1] += i32::from((interval.low - 0.05).abs() <= of.low);
                held[2] += i32::from((interval.high - 0.95).abs() <= of.high);
            }
            assert!(held.iter().all(|count| (168..=199).contains(count)), "{is_shared}: {held:?} of 200");
        }
    }

    #[test]
    fn few_runs_do_not_bound_the_edges() {
        assert!(Exactness::of(&runs(0, 20, false)).unwrap().worst().is_infinite());
        assert_eq!(Exactness::of(&[1.0, 2.0]), None);
    }

    #[test]
    fn what_never_differs_is_known_exactly() {
        assert_eq!(Exactness::of(&[4.0; 40]), Some(Exactness { mean: 0.0, low: 0.0, high: 0.0 }));
    }
}
