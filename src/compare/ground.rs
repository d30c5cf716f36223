//! On what a difference rests: on the books, on what is fitted to them, or on what is merely assumed of what acts do.
//!
//! Reads key figures of runs with the assumed effects and of the same runs without. Knows no number of behaviour by name.
//! Always: only what is told apart rests on anything; the share is of the mean difference over the same luck.
//!
//! # Why
//! Numbers that are fitted, published and assumed work together in every run, so no formula divides a difference over them.
//! Running again without the effects that nobody measured shows what is left.

use super::Comparison;
use super::Measure;
use super::Verdict;
use super::by_draw;
use super::figures_of;
use crate::calendar::Period;
use crate::kpi::KpiTable;

/// On what a difference rests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// On whose word.
    pub resting: Resting,
    /// Whether either policy acts as the books never show: that is extrapolated.
    pub is_beyond: bool,
}

/// On whose word a difference rests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resting {
    /// Payments are as recorded.
    Recorded,
    /// Every number of behaviour is fitted to the books.
    Fitted,
    /// Of what acts do nothing is merely assumed.
    NoAssumedEffect,
    /// So much of it is gone where the assumed effects are nothing; not to be told as one number unless it is steady.
    Assumed(Part),
    /// The runs that were made again do not tell.
    NotKnown,
}

/// The part of a difference that is gone without the assumed effects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// As a share: 0, nothing; 1, all of it; above 1, without them the sign is another; below 0, it is larger without them.
    pub share: f64,
    /// With 90 % certainty at least this.
    pub low: f64,
    /// With 90 % certainty at most this.
    pub high: f64,
}

/// The key figures of the first runs of each scenario, with the assumed effects and without.
#[derive(Clone, Copy, Debug)]
pub struct Without<'a> {
    /// As they are.
    pub with: &'a [Pair<'a>],
    /// With the assumed effects at nothing, on the same luck.
    pub without: &'a [Pair<'a>],
}

/// Runs of a scenario, and those of the baseline with the same luck and the same numbers.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// Those of the scenario.
    pub own: &'a [KpiTable],
    /// Those of the baseline.
    pub base: &'a [KpiTable],
}

/// On what a comparison rests as a whole.
#[derive(Clone, Copy, Debug)]
pub enum Footing<'a> {
    /// The same of every difference.
    Of(Resting),
    /// To be told of each.
    Weighed(Without<'a>),
}

/// A share that may lie more than a quarter away on either side is not told as a share.
const WIDEST: f64 = 0.5;

/// Nine in ten lie within so many standard errors, by degrees of freedom from 1 on. Source: Student's distribution.
const STUDENT: [f64; 9] = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833];

impl Part {
    /// The part that is gone, of differences run by run with the assumed effects and without; none where the first come to
    /// nothing or are too few. Runs that share their numbers count once.
    /// Source: the ratio of two means with the variance of its residuals (Cochran, "Sampling techniques", 1977, chapter 6).
    #[must_use]
    pub fn of(with: &[f64], without: &[f64]) -> Option<Part> {
        let (with, without) = (by_draw(with), by_draw(without));
        let count = with.len().min(without.len());
        let mean = |values: &[f64]| values.iter().take(count).sum::<f64>() / count as f64;
        let whole = mean(&with);
        if count < 2 || whole.abs() <= 0.0 {
            return None;
        }
        let left = mean(&without) / whole;
        let residuals = with.iter().zip(&without).map(|(with, without)| without - left * with);
        let squares: f64 = residuals.map(|residual| residual * residual).sum();
        let error = libm::sqrt(squares / ((count - 1) * count) as f64) / whole.abs();
        let reach = error * STUDENT.get(count - 2).copied().unwrap_or(1.8);
        let share = 1.0 - left;
        Some(Part { share, low: share - reach, high: share + reach })
    }

    /// Whether the share is known well enough to be told as one number.
    #[must_use]
    pub fn is_steady(&self) -> bool {
        self.high - self.low <= WIDEST
    }
}

impl Comparison {
    /// Whether any difference is told apart from chance: only of those it is asked on what they rest.
    #[must_use]
    pub fn tells_anything(&self) -> bool {
        let differences = self.scenarios.iter().flat_map(|scenario| scenario.differences.values());
        differences.into_iter().any(|difference| is_told(difference.verdict))
    }

    /// The same with what each difference rests on that is told apart; `beyond` says of each scenario whether it acts as the
    /// books never show.
    #[must_use]
    pub fn grounded(mut self, footing: Footing<'_>, beyond: &[bool]) -> Comparison {
        let window = self.window;
        let is_beyond = |place: usize| beyond.get(place).copied().unwrap_or(false);
        for (place, scenario) in self.scenarios.iter_mut().enumerate().skip(1) {
            let told = scenario.differences.iter_mut().filter(|(_, difference)| is_told(difference.verdict));
            let mut told: Vec<_> = told.collect();
            let measures: Vec<Measure> = told.iter().map(|(measure, _)| **measure).collect();
            let resting = footing.resting(place, &measures, window);
            for ((_, difference), resting) in told.iter_mut().zip(resting) {
                difference.ground = Some(Ground { resting, is_beyond: is_beyond(0) || is_beyond(place) });
            }
        }
        self
    }
}

fn is_told(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Higher | Verdict::Lower)
}

impl Footing<'_> {
    /// On what the differences of a scenario with the first rest, in the order of the measures.
    fn resting(&self, place: usize, measures: &[Measure], window: Period) -> Vec<Resting> {
        let Without { with, without } = match self {
            Footing::Of(resting) => return vec![*resting; measures.len()],
            Footing::Weighed(without) => *without,
        };
        let differences =
            |all: &[Pair<'_>]| all.get(place).map(|pair| pair.differences(measures, window)).unwrap_or_default();
        let (with, without) = (differences(with), differences(without));
        let resting = |nth: usize| {
            let values = |runs: &[Vec<Option<f64>>]| runs.iter().map(|run| run.get(nth).copied().flatten()).collect();
            let (with, without): (Option<Vec<f64>>, Option<Vec<f64>>) = (values(&with), values(&without));
            let part = with.zip(without).and_then(|(with, without)| Part::of(&with, &without));
            part.map_or(Resting::NotKnown, Resting::Assumed)
        };
        (0..measures.len()).map(resting).collect()
    }
}

impl Pair<'_> {
    /// The differences, by run and measure.
    fn differences(&self, measures: &[Measure], window: Period) -> Vec<Vec<Option<f64>>> {
        let differ = |(own, base): (&KpiTable, &KpiTable)| {
            let (own, base) = (figures_of(own, window, measures), figures_of(base, window, measures));
            own.iter().zip(base).map(|(own, base)| Some((*own)? - base?)).collect()
        };
        self.own.iter().zip(self.base).map(differ).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_without_the_assumed_effects_rests_on_them() {
        let with = [2.0, 4.0, 3.0, 3.0, 1.0, 5.0];
        let share = |times: f64| Part::of(&with, &with.map(|of| of * times)).unwrap();
        assert_eq!(share(1.0), Part { share: 0.0, low: 0.0, high: 0.0 });
        assert_eq!(share(0.0), Part { share: 1.0, low: 1.0, high: 1.0 });
        assert!((share(0.5).share - 0.5).abs() < 1e-12 && (share(-1.0).share - 2.0).abs() < 1e-12);
    }

    #[test]
    fn where_what_is_left_goes_up_and_down_from_run_to_run_no_share_is_told() {
        let with = [3.0; 8];
        let steady = Part::of(&with, &[1.4, 1.5, 1.5, 1.6, 1.5, 1.5, 1.4, 1.5]).unwrap();
        assert!(steady.is_steady() && steady.low < 0.5 && steady.high > 0.5, "{steady:?}");
        let unsteady = Part::of(&with, &[9.0, 9.0, -8.0, -8.0, 7.0, 7.0, -2.0, -2.0]).unwrap();
        assert!((unsteady.share - 0.5).abs() < 1e-12 && !unsteady.is_steady(), "{unsteady:?}");
    }

    #[test]
    fn of_nothing_and_of_one_draw_there_is_no_part() {
        assert_eq!(Part::of(&[1.0, -1.0, 0.0, 0.0], &[1.0; 4]), None);
        assert_eq!(Part::of(&[1.0, 2.0], &[0.0, 0.0]), None);
    }
}
