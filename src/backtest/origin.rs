//! One cut: what was predicted from the books as they stood, beside what happened.

use super::asked::Asked;
use super::asked::BacktestError;
use super::asked::Step;
use super::caution::Caution;
use super::caution::cautions;
use super::level::Flow;
use super::level::Level;
use super::score::Predicted;
use super::score::Score;
use super::values;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::kpi::KpiTable;
use crate::tenancy::Portfolio;
use serde::Deserialize;
use serde::Serialize;

/// Less often done than this, a kind of action is not told.
const FEWEST: f64 = 10.0;

/// The last day that is known, and the days that are predicted from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) day: Day,
    pub(super) window: Period,
}

/// What was predicted from the books as they stood at the end of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The last day that was known.
    pub cut: Day,
    /// The days that were predicted.
    pub window: Period,
    /// What makes the books of that day say too little.
    pub cautions: Vec<Caution>,
    /// How many numbers of behaviour the books of that day gave.
    pub fitted: usize,
    /// Of how many.
    pub numbers: usize,
    /// What stood at the end of each month.
    pub courses: Vec<Course>,
    /// What was done and lost over all months.
    pub totals: Vec<Total>,
    /// What was done so seldom that it is not told.
    pub rare: Vec<Flow>,
}

/// One figure by month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The figure.
    pub level: Level,
    /// Each month in which it is defined.
    pub months: Vec<MonthEnd>,
    /// How far off it was.
    pub score: Score,
}

/// The end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MonthEnd {
    /// Its last day.
    pub date: Day,
    /// What was recorded.
    pub recorded: f64,
    /// What was predicted.
    pub predicted: Predicted,
}

/// What adds up over all predicted months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Total {
    /// What.
    pub what: Flow,
    /// What was recorded.
    pub recorded: f64,
    /// What was predicted.
    pub predicted: Predicted,
}

/// Predicts from a cut.
pub(super) fn predict(asked: &Asked<'_>, cut: Cut, watch: &(dyn Fn(Step) + Sync)) -> Result<Origin, BacktestError> {
    let Foreseen { known, behaviour, tables } = foresee(asked, cut, watch)?;
    let recorded = asked.recorded(cut.window);
    let (numbers, fitted) = counted(&behaviour);
    let (totals, rare) = totals(&tables, &recorded);
    Ok(Origin {
        cut: cut.day,
        window: cut.window,
        cautions: cautions(&known, cut.day, asked.plan.scenario.allocation),
        fitted,
        numbers,
        courses: courses(&tables, &recorded),
        totals,
        rare,
    })
}

/// What was known at a cut, what it taught, and what that predicts, one table a replication.
pub(super) struct Foreseen {
    known: Portfolio,
    behaviour: Behaviour,
    pub(super) tables: Vec<KpiTable>,
}

/// Everything that comes of a cut without a look at what came after it.
pub(super) fn foresee(asked: &Asked<'_>, cut: Cut, watch: &(dyn Fn(Step) + Sync)) -> Result<Foreseen, BacktestError> {
    let known = asked.plan.portfolio.known_until(cut.day);
    let behaviour = asked.learn(&known, cut.day, watch)?;
    let tables = asked.predict(&known, &behaviour, cut.window, watch);
    Ok(Foreseen { known, behaviour, tables })
}

/// How many numbers a behaviour has, and how many of them the books gave.
fn counted(behaviour: &Behaviour) -> (usize, usize) {
    let estimates = behaviour.estimates();
    let fitted = estimates.iter().filter(|named| named.estimate.label == Label::Fitted).count();
    (estimates.len(), fitted)
}

/// What stood at the end of each month, predicted and recorded.
pub(super) fn courses(tables: &[KpiTable], recorded: &KpiTable) -> Vec<Course> {
    Level::BY_MONTH.iter().filter_map(|level| course(*level, tables, recorded)).collect()
}

fn course(level: Level, tables: &[KpiTable], recorded: &KpiTable) -> Option<Course> {
    let month = |(at, date): (usize, &Day)| {
        let predicted = Predicted::of(&values(tables, |table| level.of(table, at)))?;
        Some(MonthEnd { date: *date, recorded: level.of(recorded, at)?, predicted })
    };
    let months: Vec<MonthEnd> = recorded.dates.iter().enumerate().filter_map(month).collect();
    Some(Course { level, score: Score::of(&months)?, months })
}

/// What adds up over the period, apart from what was done so seldom that it is not told.
fn totals(tables: &[KpiTable], recorded: &KpiTable) -> (Vec<Total>, Vec<Flow>) {
    let told = |flow: &Flow| *flow == Flow::WriteOffs || recorded.known.actions;
    let total = |what: Flow| {
        let predicted = Predicted::of(&values(tables, |table| Some(what.over(table))))?;
        Some(Total { what, recorded: what.over(recorded), predicted })
    };
    let all = Flow::all().filter(told).filter_map(total);
    let ever = all.filter(|total| total.recorded > 0.0 || total.predicted.high > 0.0);
    let is_told = |total: &Total| {
        !matches!(total.what, Flow::Actions(_)) || total.recorded >= FEWEST && total.predicted.mean >= FEWEST
    };
    let (told, rare): (Vec<Total>, Vec<Total>) = ever.partition(is_told);
    (told, rare.iter().map(|total| total.what).collect())
}
