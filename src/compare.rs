//! Scenarios on the same households with the same luck: what differs, and whether it can be told from chance.
//!
//! Reads key figures and nothing else. Knows no policy, no tenancy and no text.
//! Always: a difference is taken within a replication, scenario − baseline, before anything is averaged; a scenario
//! compared with itself differs by exactly zero (`a_policy_compared_with_itself_differs_by_exactly_nothing`).
//!
//! # Why
//! Two scenarios share their luck, so the spread of the difference is far smaller than that of either. Differences of
//! averages would throw that away.

mod computed;
mod course;
mod exactness;
mod ground;
mod measure;
mod pairing;
mod reading;
mod split;
mod spread;

pub use computed::Affected;
pub use computed::Counted;
pub use computed::Group;
pub use computed::Grouping;
pub use computed::OnTheBooks;
pub use course::Course;
pub use exactness::Exactness;
pub use ground::Footing;
pub use ground::Ground;
pub use ground::Pair;
pub use ground::Part;
pub use ground::Resting;
pub use ground::Without;
pub use measure::Measure;
pub use measure::kind_title;
pub use pairing::Asked;
pub use pairing::Runs;
pub use pairing::compare;
pub use reading::figures_of;
pub use reading::measured;
pub use split::FEWEST_DRAWS;
pub use split::RUNS_OF_A_DRAW;
pub use split::Split;
pub use split::by_draw;
pub use spread::Interval;
pub use spread::Spread;
pub use spread::quantile;

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Bound;
use crate::money::Number;
use crate::vocabulary::Kpi;
use std::collections::BTreeMap;

/// What a figure should come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The key figure.
    pub kpi: Kpi,
    /// From which side it is bounded.
    pub bound: Bound,
    /// The bound: a fraction for a rate, euros for an amount, or a count (of evictions: a year).
    pub value: Number,
    /// The day by which it is to be met. With a day, the last month end up to it counts; without, the whole window.
    pub by: Option<Day>,
}

/// What scenarios came to over a window, beside each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The days that are compared.
    pub window: Period,
    /// The month ends of the window.
    pub dates: Vec<Day>,
    /// The first day of which the books tell nothing, where the window reaches beyond them.
    pub forecast_from: Option<Day>,
    /// What is left to chance in a run.
    pub chance: Chance,
    /// How many replications every scenario has; one where nothing is left to chance.
    pub replications: usize,
    /// The scenarios; the first is the baseline.
    pub scenarios: Vec<Compared>,
    /// What was aimed at, in the order of [`Compared::goals`].
    pub goals: Vec<Goal>,
}

/// What is left to chance in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// Nothing: payments are fixed as recorded, and a difference is computed exactly.
    Nothing,
    /// How long the desk takes; payments are fixed as recorded.
    Delays,
    /// How households respond.
    Households,
}

impl Comparison {
    /// Stretches the intervals of some figures and of their differences, and says again what can be told apart. No figure
    /// reaches below nothing; a difference may.
    #[must_use]
    pub fn stretched(mut self, times: &BTreeMap<Kpi, f64>) -> Comparison {
        for (kpi, times) in times {
            let measure = Measure::Kpi(*kpi);
            for compared in &mut self.scenarios {
                let figure = compared.figures.get_mut(&measure).into_iter();
                let series = compared.series.get_mut(kpi).into_iter().flatten().flatten();
                figure.chain(series).for_each(|level| *level = level.stretched(*times).from_nothing());
                if let Some(difference) = compared.differences.get_mut(&measure) {
                    difference.spread = difference.spread.stretched(*times);
                    difference.verdict = difference.verdict.of(difference.spread);
                }
            }
        }
        self
    }
}

/// One scenario in a comparison.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Its short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The key figures at [`Comparison::dates`]; none where a figure is not defined.
    pub series: BTreeMap<Kpi, Vec<Option<Spread>>>,
    /// What is followed month by month at [`Comparison::dates`]; of work, only what any replication has.
    pub courses: BTreeMap<Course, Vec<Spread>>,
    /// The figures over the window; those that are not defined are not here.
    pub figures: BTreeMap<Measure, Spread>,
    /// Of what the spread of each figure is made, where households respond.
    pub splits: BTreeMap<Measure, Split>,
    /// The differences with the baseline; empty for the baseline itself.
    pub differences: BTreeMap<Measure, Difference>,
    /// In how many replications each goal is met.
    pub goals: Vec<GoalMet>,
}

/// The difference of a figure, scenario − baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// How it spreads over replications.
    pub spread: Spread,
    /// What can be said of it.
    pub verdict: Verdict,
    /// Of what its spread is made, where households respond.
    pub split: Option<Split>,
    /// On what it rests, where it is told apart and that was asked; see [`Comparison::grounded`].
    pub ground: Option<Ground>,
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Exactly the same in every replication.
    Same,
    /// Computed exactly: payments are fixed as recorded and nothing is left to chance.
    Computed,
    /// The interval lies above zero.
    Higher,
    /// The interval lies below zero.
    Lower,
    /// The interval includes zero.
    CannotBeToldApart,
    /// Fewer than [`FEWEST_RUNS`] replications: there is a difference and no knowing how much of it is luck.
    TooFewRuns,
}

impl Verdict {
    /// What can be said with another interval; what no interval decides stays.
    fn of(self, spread: Spread) -> Verdict {
        match (self, spread.interval) {
            (Verdict::Higher | Verdict::Lower | Verdict::CannotBeToldApart, Some(interval)) => interval.verdict(),
            _ => self,
        }
    }
}

impl Interval {
    /// On which side of zero it lies.
    const fn verdict(&self) -> Verdict {
        if self.low > 0.0 {
            Verdict::Higher
        } else if self.high < 0.0 {
            Verdict::Lower
        } else {
            Verdict::CannotBeToldApart
        }
    }
}

/// Below so many replications nothing is called higher or lower: with four, all lie on one side of zero by luck alone one
/// time in eight. Where they share their numbers two by two and these decide more than luck, five are little better: that
/// happens one time in four.
pub const FEWEST_RUNS: usize = 5;

/// In how many replications a goal is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalMet {
    /// Replications in which it is met.
    pub met: usize,
    /// Replications in which the figure is defined; none for a goal that is not judged yet.
    pub of: usize,
}

impl Goal {
    /// Whether a value meets the goal.
    #[must_use]
    pub fn is_met_by(&self, value: f64) -> bool {
        match self.bound {
            Bound::AtMost => value <= self.limit(),
            Bound::AtLeast => value >= self.limit(),
        }
    }

    /// Whether the goal can be judged at the end of a window: the last month end up to its day lies in it or before.
    #[must_use]
    pub fn is_judged_in(&self, window: Period) -> bool {
        let last_month_end = |by: Day| if by == by.month().last() { by } else { by.month().first().plus(-1) };
        self.by.is_none_or(|by| last_month_end(by) <= window.to)
    }

    /// The bound as a number to draw and to compare with.
    #[must_use]
    pub fn limit(&self) -> f64 {
        let share = self.value.as_share();
        share.part as f64 / share.whole as f64
    }
}

#[cfg(test)]
mod tests;
