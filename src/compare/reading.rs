//! One replication of one scenario, as the comparison reads it.

use super::course::Course;
use super::measure::Measure;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::kpi::KpiTable;
use crate::kpi::Tally;
use crate::vocabulary::ActionKind;
use crate::vocabulary::KPIS;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiUnit;

/// The key figures of the month ends of a window, and what was done in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) dates: Vec<Day>,
    /// In the order of [`KPIS`], one value a date.
    series: Vec<Vec<Option<f64>>>,
    sums: Sums,
    /// The tallies of the dates.
    tallies: Vec<Tally>,
}

/// What adds up over the window, in whole numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    actions: [i64; ActionKind::COUNT],
    minutes: i64,
    cost_cents: i64,
    written_off_cents: i64,
    evictions: i64,
    costs_cents: i64,
    writs: i64,
}

/// Measures of one replication over a window, in the order asked; none for one that is not defined over it.
#[must_use]
pub fn figures_of(table: &KpiTable, window: Period, measures: &[Measure]) -> Vec<Option<f64>> {
    let reading = Reading::of(table, window);
    measures.iter().map(|measure| reading.over_window(*measure)).collect()
}

/// A measure of one run over a window; none when it is not defined over it.
#[must_use]
pub fn measured(table: &KpiTable, measure: Measure, window: Period) -> Option<f64> {
    Reading::of(table, window).over_window(measure)
}

impl Reading {
    pub(super) fn of(table: &KpiTable, window: Period) -> Reading {
        let rows =
            || table.dates.iter().zip(&table.tallies).enumerate().filter(|(_, (date, _))| window.contains(**date));
        let mut sums = Sums::default();
        for (_, (_, tally)) in rows() {
            sums.add(tally);
        }
        let series = KPIS.iter().map(|entry| rows().map(|(at, _)| table.figure(entry.kpi, at).as_f64()).collect());
        Reading {
            dates: rows().map(|(_, (date, _))| *date).collect(),
            series: series.collect(),
            sums,
            tallies: rows().map(|(_, (_, tally))| tally.clone()).collect(),
        }
    }

    /// A course of the window: one value a date.
    pub(super) fn course(&self, course: Course) -> Vec<f64> {
        let mut sum = 0.0;
        let value = |tally: &Tally| {
            let new = match course {
                Course::Evictions => tally.evictions as f64,
                Course::WriteOffs => tally.written_off as f64 / 100.0,
                Course::Hours => tally.minutes as f64 / 60.0,
                Course::HoursOf(kind) => tally.minutes_by_kind.get(kind.place()).copied().unwrap_or(0) as f64 / 60.0,
            };
            sum = if course.is_cumulative() { sum + new } else { new };
            sum
        };
        self.tallies.iter().map(value).collect()
    }

    /// A key figure at one of the dates.
    pub(super) fn at(&self, kpi: Kpi, date: usize) -> Option<f64> {
        *self.series.get(kpi as usize)?.get(date)?
    }

    /// A measure over the window; none when it is not defined over it.
    pub(super) fn over_window(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Kpi(Kpi::Evictions) => self.yearly(self.sums.evictions as f64),
            Measure::Kpi(Kpi::WriteOffs) => self.yearly(self.sums.written_off_cents as f64 / 100.0),
            Measure::Kpi(Kpi::CollectionCosts) => self.yearly(self.sums.costs_cents as f64 / 100.0),
            Measure::Kpi(Kpi::CourtCases) => self.yearly(self.sums.writs as f64),
            Measure::Kpi(kpi) => self.mean(kpi),
            Measure::Hours => self.yearly(self.sums.minutes as f64 / 60.0),
            Measure::Cost => self.yearly(self.sums.cost_cents as f64 / 100.0),
            Measure::Actions(kind) => self.yearly(self.sums.done(kind)),
        }
    }

    /// The mean of the month-end values. A rate has none while the books are younger than its period: those months are
    /// left out.
    fn mean(&self, kpi: Kpi) -> Option<f64> {
        let is_rate = kpi.entry().unit == KpiUnit::Rate;
        let too_young = |value: &&Option<f64>| is_rate && value.is_none();
        let values: Option<Vec<f64>> = self.series.get(kpi as usize)?.iter().skip_while(too_young).copied().collect();
        let values = values.filter(|values| !values.is_empty())?;
        Some(values.iter().sum::<f64>() / values.len() as f64)
    }

    /// A sum over the window ÷ the years of the window.
    fn yearly(&self, sum: f64) -> Option<f64> {
        (!self.dates.is_empty()).then(|| sum * 12.0 / self.dates.len() as f64)
    }
}

impl Sums {
    fn add(&mut self, tally: &Tally) {
        for (sum, count) in self.actions.iter_mut().zip(&tally.actions) {
            *sum += count;
        }
        self.minutes += tally.minutes;
        self.cost_cents += tally.cost;
        self.written_off_cents += tally.written_off;
        self.evictions += tally.evictions;
        self.costs_cents += tally.costs;
        self.writs += tally.writs;
    }

    fn done(&self, kind: ActionKind) -> f64 {
        self.actions.get(kind.place()).copied().unwrap_or(0) as f64
    }
}
