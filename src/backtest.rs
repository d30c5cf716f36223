//! Whether the model has been right before: it predicts months that are in the books without having seen them.
//!
//! Owns the cuts, what is known at each, and how a prediction is held against the record. Knows no file and no page.
//! Always: nothing that was paid, done or agreed after a cut changes what is predicted from it
//! (`what_came_after_the_cut_changes_no_prediction`), but that a contract ends by an eviction, which then has to come about
//! again (`an_eviction_that_lies_ahead_is_seen_whatever_the_books_say_of_the_end`); the same books, seed and settings give
//! the same bytes.
//!
//! # Why
//! What was charged after a cut and when contracts end is given to the model: it says how households pay, not how many
//! homes are let at what rent. Everything else must come from the books as they stood. The prior numbers may not come from
//! these books either, or the future would be in them: a prior with a fitted number is refused.
//! The fresh dice are the harder trial. With a past to read back, households begin as the record left them; with nothing
//! known, the numbers alone must bring the arrears to the level of the books.

mod asked;
mod caution;
mod fresh;
mod level;
mod origin;
mod score;
#[cfg(test)]
mod tests;

pub use asked::Asked;
pub use asked::BacktestError;
pub use asked::LEAST_KNOWN;
pub use asked::Step;
pub use caution::Caution;
pub use caution::cautions;
pub use fresh::Forecasts;
pub use fresh::Fresh;
pub use fresh::FreshLevel;
pub use fresh::Judgement;
pub use fresh::NEAR;
pub use level::Flow;
pub use level::Level;
pub use origin::Course;
pub use origin::MonthEnd;
pub use origin::Origin;
pub use origin::Total;
pub use score::MOST_STRETCHED;
pub use score::Predicted;
pub use score::Score;

use crate::calendar::Day;
use crate::kpi::KpiTable;
use serde::Deserialize;
use serde::Serialize;

/// What was predicted from each cut and from nothing at all, beside what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// The version of the program.
    pub huurproef: String,
    /// What the scenario calls itself.
    pub title: String,
    /// The policy that was in force.
    pub policy: String,
    /// Whether the people in the ledger are invented.
    pub synthetic: bool,
    /// The first day that anything was booked.
    pub first_day: Day,
    /// The last day of the last whole month that they cover.
    pub last_day: Day,
    /// How many tenancies the books hold.
    pub tenancies: usize,
    /// The tables of the books: it says nothing of others.
    pub ledger: Vec<LedgerTable>,
    /// The seed of the dice.
    pub seed: u64,
    /// How many times they were thrown for each prediction.
    pub replications: u32,
    /// How many months ahead was predicted.
    pub months: i32,
    /// Each cut, in order of day.
    pub origins: Vec<Origin>,
    /// How far off the predictions from all cuts were together.
    pub overall: Vec<Overall>,
    /// What comes of it when nothing at all is known.
    pub fresh: Fresh,
}

/// A table of the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerTable {
    /// The name of its file.
    pub file: String,
    /// The hash of its bytes.
    pub sha256: String,
}

/// How far off a figure was over all cuts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overall {
    /// The figure.
    pub level: Level,
    /// Over the months of all cuts.
    pub score: Score,
}

impl Backtest {
    /// By what the interval of a figure must be stretched for nine in ten of the predicted months to lie within it.
    #[must_use]
    pub fn stretch(&self, level: Level) -> f64 {
        let courses = self.origins.iter().flat_map(|origin| &origin.courses);
        score::stretch(courses.filter(|course| course.level == level).flat_map(|course| &course.months))
    }

    /// How far off a figure was over all cuts.
    #[must_use]
    pub fn score(&self, level: Level) -> Option<Score> {
        self.overall.iter().find(|overall| overall.level == level).map(|overall| overall.score)
    }
}

/// Predicts from each cut and from nothing, and holds it against the record. `watch` is told how far it is.
///
/// # Errors
/// [`BacktestError`], when the books are too short, a fit does not arrive or the prior knows the future.
pub fn backtest(asked: &Asked<'_>, watch: &(dyn Fn(Step) + Sync)) -> Result<Backtest, BacktestError> {
    let books = asked.books()?;
    let cuts = asked.cuts(&books)?;
    let origins = cuts.into_iter().map(|cut| origin::predict(asked, cut, watch));
    let origins = origins.collect::<Result<Vec<Origin>, BacktestError>>()?;
    let overall = Level::BY_MONTH.iter().filter_map(|level| {
        let courses = origins.iter().flat_map(|origin| &origin.courses).filter(|course| course.level == *level);
        let months: Vec<MonthEnd> = courses.flat_map(|course| course.months.iter().copied()).collect();
        Some(Overall { level: *level, score: Score::of(&months)? })
    });
    let scenario = asked.plan.scenario;
    Ok(Backtest {
        huurproef: env!("CARGO_PKG_VERSION").to_owned(),
        title: scenario.title.clone(),
        policy: asked.plan.policies.first().map_or_else(String::new, |chosen| chosen.policy.title.clone()),
        synthetic: scenario.synthetic,
        first_day: books.from,
        last_day: books.to,
        tenancies: asked.plan.portfolio.tenancies.len(),
        ledger: asked.ledger.to_vec(),
        seed: scenario.seed,
        replications: asked.replications,
        months: asked.months,
        overall: overall.collect(),
        origins,
        fresh: fresh::predict(asked, books, watch)?,
    })
}

/// What a figure was in each replication at a date; replications in which it is not defined are left out.
fn values(tables: &[KpiTable], of: impl Fn(&KpiTable) -> Option<f64>) -> Vec<f64> {
    tables.iter().filter_map(of).collect()
}
