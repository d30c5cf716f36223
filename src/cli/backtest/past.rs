//! A backtest as files, and as what a scenario names.

use super::super::Refusal;
use super::super::folder::RunFolder;
use super::super::policy::read_policy;
use super::super::receipt::ledger_tables;
use super::super::scenario::Loaded;
use crate::backtest::Backtest;
use crate::backtest::Predicted;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::report::past_html;
use crate::report::past_pictures;
use crate::tables::Column;
use crate::tables::Format;
use crate::tables::Values;
use std::path::Path;

/// A backtest for machines.
pub(super) fn json(backtest: &Backtest) -> Result<String, Refusal> {
    let text = serde_json::to_string_pretty(backtest);
    text.map(|text| text + "\n").map_err(|error| Refusal::new(Phrase::same(error.to_string())))
}

/// Writes a backtest into its folder: for machines, as a table, as a page with pictures.
pub(super) fn write(
    folder: &RunFolder,
    backtest: &Backtest,
    receipt: &[String],
    locale: Locale,
) -> Result<(), Refusal> {
    folder.file("share/backtest.json", json(backtest)?.as_bytes())?;
    folder.table("share", "backtest", &columns(backtest), Format::Csv)?;
    let page = past_html(backtest, receipt, locale).map_err(|error| folder.unwritable(&error))?;
    folder.file("share/backtest.html", page.as_bytes())?;
    folder.pictures(&past_pictures(backtest, locale))?;
    folder.share_only()
}

/// A figure on a day: what it is, what was recorded and predicted.
struct Row {
    cut: Option<Day>,
    figure: &'static str,
    date: Day,
    recorded: f64,
    predicted: Predicted,
}

/// Every figure of every cut; the fresh dice have none. Sums over the period stand on its last day.
fn columns(backtest: &Backtest) -> Vec<Column> {
    let from_cuts = backtest.origins.iter().flat_map(|origin| {
        let cut = Some(origin.cut);
        let courses = origin.courses.iter().flat_map(move |course| {
            let figure = course.level.name();
            let row = move |month: &crate::backtest::MonthEnd| {
                let (date, recorded, predicted) = (month.date, month.recorded, month.predicted);
                Row { cut, figure, date, recorded, predicted }
            };
            course.months.iter().map(row)
        });
        let date = origin.window.to;
        let totals = origin.totals.iter().map(move |total| {
            let (figure, recorded, predicted) = (total.what.name(), total.recorded, total.predicted);
            Row { cut, figure, date, recorded, predicted }
        });
        courses.chain(totals)
    });
    let fresh = backtest.fresh.courses.iter().flat_map(|course| {
        let figure = course.level.name();
        course.months.iter().map(move |month| {
            let (date, recorded, predicted) = (month.date, month.recorded, month.predicted);
            Row { cut: None, figure, date, recorded, predicted }
        })
    });
    let rows: Vec<Row> = from_cuts.chain(fresh).collect();
    let real = |of: fn(&Row) -> f64| Values::Real(rows.iter().map(|row| Some(of(row))).collect());
    vec![
        Column::new("cut", Values::Day(rows.iter().map(|row| row.cut).collect())),
        Column::text("figure", rows.iter().map(|row| row.figure)),
        Column::days("date", rows.iter().map(|row| row.date)),
        Column::new("recorded", real(|row| row.recorded)),
        Column::new("predicted", real(|row| row.predicted.mean)),
        Column::new("low", real(|row| row.predicted.low)),
        Column::new("high", real(|row| row.predicted.high)),
    ]
}

/// The backtest that a scenario names: one of these very books.
pub(in super::super) fn load_past(path: &Path, loaded: &Loaded) -> Result<Backtest, Refusal> {
    let file = read_policy(path)?;
    let name = path.display();
    let again =
        || Phrase::new("run `huurproef backtest` on the scenario", "draai `huurproef backtest` op het scenario");
    let backtest: Backtest = serde_json::from_str(file.text()).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Refusal::new(Phrase::new(
            format!("`{name}` is no backtest: {error}"),
            format!("`{name}` is geen terugtoets: het lezen loopt vast op regel {line}, kolom {column}"),
        ))
        .help(again())
    })?;
    if backtest.ledger == ledger_tables(loaded)? {
        return Ok(backtest);
    }
    Err(Refusal::new(Phrase::new(
        format!("the backtest `{name}` is of other books than `{}`", loaded.scenario.ledger),
        format!("de terugtoets `{name}` gaat over andere boeken dan `{}`", loaded.scenario.ledger),
    ))
    .help(again()))
}
