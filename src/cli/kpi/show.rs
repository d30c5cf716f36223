//! Key figures for people, who get the main ones, and for machines, which get all. What cannot be measured says why.

use crate::calendar::Day;
use crate::kpi::Figure;
use crate::kpi::KpiTable;
use crate::kpi::Need;
use crate::locale::Locale;
use crate::locale::Word;
use crate::money::Money;
use crate::money::Share;
use crate::money::quotient;
use crate::report::Align;
use crate::report::aligned;
use crate::vocabulary::KPIS;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiEntry;
use crate::vocabulary::KpiUnit;
use serde_json::Value;
use serde_json::json;
use std::fmt::Write;

/// The figures that people get, with a heading that fits above them.
const MAIN: [(Kpi, Word); 8] = [
    (Kpi::ArrearsSitting, Word::new("arrears sitting", "achterstand zittend")),
    (Kpi::ArrearsRateSitting, Word::new("rate (HAP 2)", "aandeel (HAP 2)")),
    (Kpi::TenantsInArrears, Word::new("tenants in arrears", "huurders in achterstand")),
    (Kpi::AverageArrearsSitting, Word::new("average", "gemiddeld")),
    (Kpi::ArrearsDeparted, Word::new("arrears departed", "achterstand vertrokken")),
    (Kpi::WriteOffs, Word::new("written off in quarter", "afgeboekt in kwartaal")),
    (Kpi::Evictions, Word::new("evictions in year", "ontruimingen in jaar")),
    (Kpi::DirectDebitShare, Word::new("direct debit", "autom. incasso")),
];

const NEEDS_MINUTES: Word = Word::new(
    "not measured: the books do not say how long an action takes",
    "niet gemeten: de boeken zeggen niet hoe lang een actie duurt",
);

/// Why a figure is not measured on these books.
const fn reason(need: Need) -> Word {
    match need {
        Need::Actions | Need::Court => {
            Word::new("not measured: needs the table `actions`", "niet gemeten: vraagt de tabel `actions`")
        }
        Need::Plans => Word::new("not measured: needs the table `plans`", "niet gemeten: vraagt de tabel `plans`"),
        Need::Dossiers => {
            Word::new("not measured: needs the table `dossiers`", "niet gemeten: vraagt de tabel `dossiers`")
        }
        Need::Survey => Word::new("not measured: needs the table `survey`", "niet gemeten: vraagt de tabel `survey`"),
        Need::Minutes => NEEDS_MINUTES,
    }
}

/// All figures in order of date, and of the vocabulary; none where the books cannot tell it.
fn figures(table: &KpiTable) -> impl Iterator<Item = (Day, Kpi, Option<Figure>)> {
    let dates = table.dates.iter().enumerate();
    dates.flat_map(move |(at, date)| KPIS.iter().map(move |entry| (*date, entry.kpi, figure(table, entry.kpi, at))))
}

fn figure(table: &KpiTable, kpi: Kpi, at: usize) -> Option<Figure> {
    Some(table.figure(kpi, at)).filter(|figure| figure.missing.is_none())
}

/// The figures that the books cannot tell, and why.
fn unmeasured(table: &KpiTable) -> impl Iterator<Item = (&'static KpiEntry, Word)> {
    KPIS.iter().filter_map(|entry| Some((entry, reason(table.figure(entry.kpi, 0).missing?))))
}

/// The main figures, a row a date, and what is missing.
pub(super) fn text(table: &KpiTable, locale: Locale) -> String {
    let date = (locale.pick("date", "datum"), Align::Left);
    let figures = MAIN.iter().map(|(_, heading)| (heading.in_locale(locale), Align::Right));
    let headings: Vec<(&str, Align)> = std::iter::once(date).chain(figures).collect();
    let row = |(at, date): (usize, &Day)| {
        let figures = MAIN.iter().map(|(kpi, _)| shown(figure(table, *kpi, at), locale));
        std::iter::once(date.to_string()).chain(figures).collect()
    };
    let rows: Vec<Vec<String>> = table.dates.iter().enumerate().map(row).collect();
    let mut text = aligned(&headings, &rows);
    if rows.iter().flatten().any(|cell| cell == "–") {
        let en = "–: divided by nothing, over fewer months than the figure needs, or not measured";
        let nl = "–: gedeeld door niets, over minder maanden dan het cijfer vraagt, of niet gemeten";
        let _ = write!(text, "\n{}\n", locale.pick(en, nl));
    }
    text.push('\n');
    if let Some(last) = table.dates.len().checked_sub(1) {
        push_others(&mut text, table, last, locale);
    }
    for (entry, reason) in unmeasured(table) {
        let _ = writeln!(text, "{}: {}", name_of(entry), reason.in_locale(locale));
    }
    text
}

/// The figures that have no column of their own, at one of the dates.
fn push_others(text: &mut String, table: &KpiTable, at: usize, locale: Locale) {
    let others = KPIS.iter().filter(|entry| MAIN.iter().all(|(main, _)| *main != entry.kpi));
    let lines = others.filter_map(|entry| {
        let value = in_words(figure(table, entry.kpi, at)?, locale).unwrap_or_else(|| "–".to_owned());
        Some(vec![entry.title.in_locale(locale).to_owned(), value, name_of(entry)])
    });
    let on = table.dates.get(at).map_or_else(String::new, |date| locale.day(*date));
    let headings = [(on.as_str(), Align::Left), ("", Align::Right), ("", Align::Left)];
    text.push_str(&aligned(&headings, &lines.collect::<Vec<_>>()));
    text.push('\n');
}

/// The name in files, with the number in the Processenboek.
fn name_of(entry: &KpiEntry) -> String {
    let name = entry.word.in_locale(Locale::En);
    if entry.number.is_empty() { name.to_owned() } else { format!("{name} ({})", entry.number) }
}

fn shown(figure: Option<Figure>, locale: Locale) -> String {
    figure.and_then(|figure| in_words(figure, locale)).unwrap_or_else(|| "–".to_owned())
}

fn in_words(figure: Figure, locale: Locale) -> Option<String> {
    let Figure { numerator, denominator, .. } = figure;
    let ratio = |decimals| figure.rounded(decimals).map(|number| locale.decimal(&number));
    match (figure.kpi.entry().unit, denominator) {
        _ if !figure.is_defined() => None,
        (KpiUnit::Rate, Some(whole)) => {
            quotient(numerator.saturating_mul(100), whole, 2).map(|percent| locale.decimal(&percent) + " %")
        }
        (KpiUnit::Euro, Some(whole)) => {
            Some(locale.money(Money::from_cents(numerator).share(Share { part: 1, whole })))
        }
        (KpiUnit::Euro, None) => Some(locale.money(Money::from_cents(numerator))),
        (KpiUnit::Days, _) => ratio(1).map(|days| format!("{days} {}", locale.pick("days", "dagen"))),
        (KpiUnit::Number, _) => ratio(2),
        _ => Some(locale.count(numerator)),
    }
}

/// All figures, one a line.
pub(super) fn csv(table: &KpiTable) -> String {
    let mut csv = "date,kpi,value,unit,numerator,denominator,months_covered\n".to_owned();
    for (date, kpi, figure) in figures(table) {
        let name = kpi.entry().word.in_locale(Locale::En);
        let value = figure.and_then(|figure| figure.value()).unwrap_or_default();
        let numerator = figure.map(|figure| figure.numerator_text()).unwrap_or_default();
        let denominator = figure.and_then(|figure| figure.denominator_text()).unwrap_or_default();
        let months = figure.and_then(|figure| figure.months_covered).map(|months| months.to_string());
        let months = months.unwrap_or_default();
        let _ = writeln!(csv, "{date},{name},{value},{},{numerator},{denominator},{months}", unit(kpi));
    }
    csv
}

/// All figures, and what cannot be measured.
pub(super) fn json(table: &KpiTable, locale: Locale) -> Value {
    let figures: Vec<Value> = figures(table).map(|(date, kpi, figure)| figure_json(date, kpi, figure)).collect();
    let missing: Vec<Value> = unmeasured(table)
        .map(|(entry, reason)| {
            let name = entry.word.in_locale(Locale::En);
            json!({ "number": entry.number, "kpi": name, "reason": reason.in_locale(locale) })
        })
        .collect();
    json!({ "figures": figures, "not_measured": missing })
}

fn figure_json(date: Day, kpi: Kpi, figure: Option<Figure>) -> Value {
    json!({
        "date": date,
        "kpi": kpi.entry().word.in_locale(Locale::En),
        "value": figure.and_then(|figure| figure.value()).map(|text| number(&text)),
        "unit": unit(kpi),
        "numerator": figure.map(|figure| number(&figure.numerator_text())),
        "denominator": figure.and_then(|figure| figure.denominator_text()).map(|text| number(&text)),
        "months_covered": figure.and_then(|figure| figure.months_covered),
    })
}

/// A number by its own digits.
fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn unit(kpi: Kpi) -> &'static str {
    match kpi.entry().unit {
        KpiUnit::Rate => "rate",
        KpiUnit::Euro => "euro",
        KpiUnit::Count => "count",
        KpiUnit::Days => "days",
        KpiUnit::Number => "number",
    }
}
