//! How far off predictions were, and how often what happened lay between their edges.

use super::origin::MonthEnd;
use crate::compare::Interval;
use crate::compare::Spread;
use serde::Deserialize;
use serde::Serialize;

/// What replications gave: their mean, and between what values nine in ten of them lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predicted {
    /// The mean.
    pub mean: f64,
    /// The 5 % quantile.
    pub low: f64,
    /// The 95 % quantile.
    pub high: f64,
}

impl Predicted {
    /// What the values of replications give; none when there are none.
    pub(super) fn of(values: &[f64]) -> Option<Predicted> {
        let Spread { mean, interval } = Spread::of(values)?;
        let Interval { low, high, .. } = interval.unwrap_or(Interval { low: mean, middle: mean, high: mean });
        Some(Predicted { mean, low, high })
    }

    /// By what the distance from the mean to the edge on its side must be multiplied for the edge to lie at this value.
    fn stretch(&self, value: f64) -> f64 {
        let edge = if value < self.mean { self.low } else { self.high };
        let (asked, has) = ((value - self.mean).abs(), (edge - self.mean).abs());
        if asked <= has { 1.0 } else { asked / has }
    }

    /// Whether a value lies between the edges, themselves included.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// By what the intervals of some months must be stretched for nine in ten of them to hold what was recorded: never less than
/// one, and no more than [`MOST_STRETCHED`].
pub(super) fn stretch<'a>(months: impl Iterator<Item = &'a MonthEnd>) -> f64 {
    let mut needed: Vec<f64> = months.map(|month| month.predicted.stretch(month.recorded)).collect();
    needed.sort_by(f64::total_cmp);
    let at = (needed.len() * 9).div_ceil(10);
    needed.get(at.saturating_sub(1)).copied().unwrap_or(1.0).min(MOST_STRETCHED)
}

/// Beyond this an interval says that the model does not know these books, and a wider one would not say it better.
pub const MOST_STRETCHED: f64 = 5.0;

/// How far off the predictions of some months were.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// How many months.
    pub months: usize,
    /// Predicted less recorded, on average.
    pub mean_error: f64,
    /// How far apart they were, on average.
    pub mean_absolute_error: f64,
    /// What was recorded, on average.
    pub mean_recorded: f64,
    /// In how many months the record lies within the interval.
    pub inside: usize,
}

impl Score {
    /// Over some months; none when there are none.
    #[must_use]
    pub fn of(months: &[MonthEnd]) -> Option<Score> {
        if months.is_empty() {
            return None;
        }
        let mean = |of: fn(&MonthEnd) -> f64| months.iter().map(of).sum::<f64>() / months.len() as f64;
        Some(Score {
            months: months.len(),
            mean_error: mean(|month| month.predicted.mean - month.recorded),
            mean_absolute_error: mean(|month| (month.predicted.mean - month.recorded).abs()),
            mean_recorded: mean(|month| month.recorded),
            inside: months.iter().filter(|month| month.predicted.holds(month.recorded)).count(),
        })
    }

    /// How far apart they were as a share of what was recorded; none where nothing was.
    #[must_use]
    pub fn relative_error(&self) -> Option<f64> {
        (self.mean_recorded > 0.0).then(|| self.mean_absolute_error / self.mean_recorded)
    }

    /// Predicted less recorded as a share of what was recorded; none where nothing was.
    #[must_use]
    pub fn relative_bias(&self) -> Option<f64> {
        (self.mean_recorded > 0.0).then(|| self.mean_error / self.mean_recorded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;

    fn month(recorded: f64, low: f64, mean: f64, high: f64) -> MonthEnd {
        MonthEnd { date: Day::DAWN, recorded, predicted: Predicted { mean, low, high } }
    }

    #[test]
    fn errors_of_both_signs_cancel_in_the_mean_and_not_in_the_absolute_error() {
        let score = Score::of(&[month(10.0, 10.0, 12.0, 14.0), month(10.0, 6.0, 8.0, 9.9)]).unwrap();
        assert!(score.mean_error.abs() < 1e-12);
        assert!((score.mean_absolute_error - 2.0).abs() < 1e-12);
        assert!((score.relative_error().unwrap() - 0.2).abs() < 1e-12);
        assert_eq!((score.inside, score.months), (1, 2));
    }

    #[test]
    fn intervals_are_stretched_until_nine_in_ten_months_lie_within() {
        // Half as far again as the edge, on either side; of ten months one may lie outside.
        let off = [month(15.0, 8.0, 12.0, 14.0), month(6.0, 8.0, 12.0, 14.0)];
        let far = month(90.0, 8.0, 12.0, 14.0);
        let inside = vec![month(12.0, 8.0, 12.0, 14.0); 7];
        let of = |months: &[MonthEnd]| stretch(months.iter());
        assert!((of(&[&off[..], &inside, &[far]].concat()) - 1.5).abs() < 1e-12);
        assert!((of(&[&off[..], &inside, &[far, far]].concat()) - MOST_STRETCHED).abs() < 1e-12);
        assert!((of(&inside) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_months_or_a_record_nothing_is_said() {
        assert_eq!(Score::of(&[]), None);
        assert_eq!(Score::of(&[month(0.0, 0.0, 1.0, 2.0)]).unwrap().relative_error(), None);
    }
}
