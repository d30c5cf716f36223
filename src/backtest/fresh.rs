//! The trial with nothing known: the numbers alone must bring the arrears to the level of the books.

use super::asked::Asked;
use super::asked::BacktestError;
use super::asked::LEAST_KNOWN;
use super::asked::Step;
use super::level::Level;
use super::origin::Course;
use super::origin::courses;
use super::score::Predicted;
use super::values;
use crate::calendar::Period;
use crate::kpi::KpiTable;
use serde::Deserialize;
use serde::Serialize;

/// So near to the record a level must come, as a share of it.
pub const NEAR: f64 = 0.1;

/// A level that rests on fewer tenancies than this, on average, is not judged.
const FEWEST: f64 = 10.0;

/// What comes of the whole books when nothing of them is known but what was charged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fresh {
    /// The days that were predicted.
    pub window: Period,
    /// The days over which levels were taken: without the first year, in which arrears build up from nothing.
    pub levels_over: Period,
    /// What stood at the end of each month.
    pub courses: Vec<Course>,
    /// Each level beside the record.
    pub levels: Vec<FreshLevel>,
    /// Whether the months after the books may be forecast.
    pub forecasts: Forecasts,
}

/// A level beside the record.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreshLevel {
    /// The figure.
    pub level: Level,
    /// The mean of what was recorded at the month ends.
    pub recorded: f64,
    /// The mean of what was predicted there.
    pub predicted: Predicted,
    /// Whether it came near enough.
    pub judgement: Judgement,
}

/// Whether a level came near enough to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Within a tenth of it.
    Near,
    /// Not within a tenth of it.
    Far,
    /// It rests on too few tenancies to be judged.
    TooFew,
}

/// Whether the months after the books may be forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forecasts {
    /// Rate and number of arrears came near enough, and nothing that could be judged did not.
    MayBeTrusted,
    /// Something was off, or could not be judged: forecasts are withheld.
    AreWithheld,
}

impl FreshLevel {
    /// Predicted less recorded as a share of what was recorded; none where nothing was.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        (self.recorded > 0.0).then(|| self.predicted.mean / self.recorded - 1.0)
    }
}

/// Predicts the whole books from the day before their first.
pub(super) fn predict(asked: &Asked<'_>, books: Period, watch: &(dyn Fn(Step) + Sync)) -> Result<Fresh, BacktestError> {
    let portfolio = asked.plan.portfolio;
    let behaviour = asked.learn(portfolio, books.to, watch)?;
    let known = portfolio.known_until(books.from.plus(-1));
    let tables = asked.predict(&known, &behaviour, books, watch);
    let recorded = asked.recorded(books);
    let levels: Vec<FreshLevel> =
        Level::FRESH.iter().filter_map(|level| fresh_level(*level, &tables, &recorded)).collect();
    Ok(Fresh {
        window: books,
        levels_over: Period { from: books.from.month().plus(LEAST_KNOWN).first(), to: books.to },
        courses: courses(&tables, &recorded),
        forecasts: verdict(&levels),
        levels,
    })
}

fn fresh_level(level: Level, tables: &[KpiTable], recorded: &KpiTable) -> Option<FreshLevel> {
    let predicted = Predicted::of(&values(tables, |table| settled(table, |at| level.of(table, at))))?;
    let on_record = settled(recorded, |at| level.of(recorded, at))?;
    let rests_on = settled(recorded, |at| Some(level.rests_on(recorded, at))).unwrap_or(0.0);
    let is_near = (predicted.mean - on_record).abs() <= NEAR * on_record;
    let reached = if is_near { Judgement::Near } else { Judgement::Far };
    let judgement = if rests_on < FEWEST { Judgement::TooFew } else { reached };
    Some(FreshLevel { level, recorded: on_record, predicted, judgement })
}

/// The mean over the month ends after the first year.
fn settled(table: &KpiTable, of: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let from = usize::try_from(LEAST_KNOWN).unwrap_or(0);
    let values: Vec<f64> = (from..table.dates.len()).filter_map(of).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Rate and number must have come near; the deep cases must not be off where they can be judged.
fn verdict(levels: &[FreshLevel]) -> Forecasts {
    let judged = |level: Level| levels.iter().find(|fresh| fresh.level == level).map(|fresh| fresh.judgement);
    let near = |level: Level| judged(level) == Some(Judgement::Near);
    let is_trusted = near(Level::ArrearsRateSitting)
        && near(Level::TenantsInArrears)
        && judged(Level::DeepShare) != Some(Judgement::Far);
    if is_trusted { Forecasts::MayBeTrusted } else { Forecasts::AreWithheld }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(judgements: [Judgement; 3]) -> Vec<FreshLevel> {
        let predicted = Predicted { mean: 1.0, low: 1.0, high: 1.0 };
        let level =
            |(level, judgement): (&Level, Judgement)| FreshLevel { level: *level, recorded: 1.0, predicted, judgement };
        Level::FRESH.iter().zip(judgements).map(level).collect()
    }

    #[test]
    fn one_level_that_is_off_withholds_forecasts_and_too_few_deep_cases_do_not() {
        use Judgement::Far;
        use Judgement::Near;
        use Judgement::TooFew;
        assert_eq!(verdict(&levels([Near, Near, Near])), Forecasts::MayBeTrusted);
        assert_eq!(verdict(&levels([Near, Near, TooFew])), Forecasts::MayBeTrusted);
        assert_eq!(verdict(&levels([Near, Near, Far])), Forecasts::AreWithheld);
        assert_eq!(verdict(&levels([Near, Far, Near])), Forecasts::AreWithheld);
        assert_eq!(verdict(&levels([TooFew, TooFew, TooFew])), Forecasts::AreWithheld);
        assert_eq!(verdict(&[]), Forecasts::AreWithheld);
    }
}
