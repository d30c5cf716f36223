//! Runs of several scenarios, paired replication by replication.

use super::Chance;
use super::Compared;
use super::Comparison;
use super::Course;
use super::Difference;
use super::FEWEST_RUNS;
use super::Goal;
use super::GoalMet;
use super::Measure;
use super::Split;
use super::Spread;
use super::Verdict;
use super::reading::Reading;
use crate::calendar::Period;
use crate::kpi::KpiTable;
use crate::vocabulary::KPIS;
use crate::vocabulary::Kpi;

/// What one scenario gave, in every replication.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// Its short name, for files.
    pub name: String,
    /// Its title, for people.
    pub title: String,
    /// The key figures at the same month ends, one table a replication. The same place in another scenario's list is
    /// the same luck.
    pub tables: Vec<KpiTable>,
    /// Those of the baseline with the numbers of this scenario, where these are drawn wider; else none.
    pub beside: Vec<KpiTable>,
}

/// What every scenario is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What is aimed at.
    pub goals: &'a [Goal],
    /// The days that are compared.
    pub window: Period,
    /// What is left to chance in a run.
    pub chance: Chance,
}

/// Compares scenarios with a baseline over the month ends of a window. Where nothing is left to chance, one replication
/// says all that the others repeat.
#[must_use]
pub fn compare(baseline: &Runs, others: &[Runs], asked: Asked<'_>) -> Comparison {
    let Asked { goals, window, chance } = asked;
    let most = if chance == Chance::Nothing { 1 } else { usize::MAX };
    let replications =
        std::iter::once(baseline).chain(others).map(|runs| runs.tables.len()).min().unwrap_or(0).min(most);
    let base = readings(&baseline.tables, asked, replications);
    let dates = base.first().map_or_else(Vec::new, |reading| reading.dates.clone());
    let mut scenarios = vec![compared(baseline, &base, &[], asked)];
    scenarios.extend(others.iter().map(|runs| {
        let beside = readings(&runs.beside, asked, replications);
        let base = if beside.is_empty() { &base } else { &beside };
        compared(runs, &readings(&runs.tables, asked, replications), base, asked)
    }));
    Comparison { window, dates, forecast_from: None, chance, replications, scenarios, goals: goals.to_vec() }
}

fn readings(tables: &[KpiTable], asked: Asked<'_>, replications: usize) -> Vec<Reading> {
    tables.iter().take(replications).map(|table| Reading::of(table, asked.window)).collect()
}

fn compared(runs: &Runs, readings: &[Reading], baseline: &[Reading], asked: Asked<'_>) -> Compared {
    Compared {
        name: runs.name.clone(),
        title: runs.title.clone(),
        courses: Course::all().filter_map(|course| Some((course, course_of(course, readings)?))).collect(),
        series: KPIS.iter().map(|entry| (entry.kpi, series(entry.kpi, readings))).collect(),
        figures: Measure::all().filter_map(|measure| Some((measure, figure(measure, readings)?))).collect(),
        splits: Measure::all().filter_map(|measure| Some((measure, split(measure, readings, asked.chance)?))).collect(),
        differences: Measure::all()
            .filter_map(|measure| Some((measure, difference(measure, readings, baseline, asked.chance)?)))
            .collect(),
        goals: asked.goals.iter().map(|goal| met(goal, readings, asked.window)).collect(),
    }
}

/// The spread of a key figure at every date; a date at which a replication has no figure has none.
fn series(kpi: Kpi, readings: &[Reading]) -> Vec<Option<Spread>> {
    let dates = readings.iter().map(|reading| reading.dates.len()).min().unwrap_or(0);
    (0..dates)
        .map(|date| {
            let values: Option<Vec<f64>> = readings.iter().map(|reading| reading.at(kpi, date)).collect();
            Spread::of(&values?)
        })
        .collect()
}

/// The spread of a course at every date. Work that no replication has is not known rather than nothing.
fn course_of(course: Course, readings: &[Reading]) -> Option<Vec<Spread>> {
    let courses: Vec<Vec<f64>> = readings.iter().map(|reading| reading.course(course)).collect();
    let is_known = course.is_cumulative() || courses.iter().flatten().any(|value| *value > 0.0);
    let dates = courses.iter().map(Vec::len).min().filter(|_| is_known)?;
    let at = |date: usize| courses.iter().filter_map(|course| course.get(date).copied()).collect::<Vec<f64>>();
    (0..dates).map(|date| Spread::of(&at(date))).collect()
}

fn figure(measure: Measure, readings: &[Reading]) -> Option<Spread> {
    Spread::of(&values(measure, readings)?)
}

/// Where nobody responds there are no numbers of behaviour to know.
fn split(measure: Measure, readings: &[Reading], chance: Chance) -> Option<Split> {
    if chance == Chance::Households { Split::of(&values(measure, readings)?) } else { None }
}

fn values(measure: Measure, readings: &[Reading]) -> Option<Vec<f64>> {
    readings.iter().map(|reading| reading.over_window(measure)).collect()
}

fn difference(measure: Measure, readings: &[Reading], baseline: &[Reading], chance: Chance) -> Option<Difference> {
    let pairs = readings.iter().zip(baseline);
    let differences: Option<Vec<f64>> =
        pairs.map(|(own, base)| Some(own.over_window(measure)? - base.over_window(measure)?)).collect();
    Difference::of(&differences?, chance)
}

impl Difference {
    /// What differences, one a replication, come to; none without any.
    #[must_use]
    pub fn of(differences: &[f64], chance: Chance) -> Option<Difference> {
        let spread = Spread::of(differences)?;
        let split = Split::of(differences).filter(|_| chance == Chance::Households);
        Some(Difference { spread, verdict: verdict(differences, spread, chance), split, ground: None })
    }
}

fn verdict(differences: &[f64], spread: Spread, chance: Chance) -> Verdict {
    match spread.interval {
        _ if differences.iter().all(|difference| difference.abs() <= 0.0) => Verdict::Same,
        _ if chance == Chance::Nothing => Verdict::Computed,
        _ if differences.len() < FEWEST_RUNS => Verdict::TooFewRuns,
        Some(interval) => interval.verdict(),
        None => Verdict::CannotBeToldApart,
    }
}

fn met(goal: &Goal, readings: &[Reading], window: Period) -> GoalMet {
    if !goal.is_judged_in(window) {
        return GoalMet { met: 0, of: 0 };
    }
    let values: Vec<f64> = readings.iter().filter_map(|reading| judged(goal, reading)).collect();
    let met = values.iter().filter(|value| goal.is_met_by(**value)).count();
    GoalMet { met, of: values.len() }
}

/// The figure that the goal is about: at a day if it has one, else over the window.
fn judged(goal: &Goal, reading: &Reading) -> Option<f64> {
    match goal.by {
        None => reading.over_window(Measure::Kpi(goal.kpi)),
        Some(by) => {
            let until = reading.dates.partition_point(|date| *date <= by);
            reading.at(goal.kpi, until.checked_sub(1)?)
        }
    }
}
