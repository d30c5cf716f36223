//! Key figures for people, who get the main ones, and for machines, which get all. What cannot be measured says why.

use super::Measured;
use crate::calendar::Day;
use crate::kpi::Figure;
use crate::locale::Locale;
use crate::locale::Word;
use crate::money::Money;
use crate::money::Share;
use crate::money::quotient;
use crate::report::Align;
use crate::report::aligned;
use crate::vocabulary::KPIS;
use crate::vocabulary::Kpi;
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

/// A figure of the Processenboek that is not measured.
struct Unmeasured {
    number: &'static str,
    name: Word,
    reason: Word,
}

const fn unmeasured(number: &'static str, name: Word, reason: Word) -> Unmeasured {
    Unmeasured { number, name, reason }
}

const NOT_YET: Word = Word::new("not measured yet", "wordt nog niet gemeten");
const NEEDS_DOSSIERS: Word = Word::new(
    "not measured: needs a table `dossiers`, which is not read yet",
    "niet gemeten: vraagt een tabel `dossiers`, die nog niet gelezen wordt",
);
const NEEDS_SURVEY: Word = Word::new(
    "not measured: needs a table `survey`, which is not read yet",
    "niet gemeten: vraagt een tabel `survey`, die nog niet gelezen wordt",
);
const NEEDS_MINUTES: Word = Word::new(
    "not measured: the books do not say how long an action takes",
    "niet gemeten: de boeken zeggen niet hoe lang een actie duurt",
);
const NEEDS_ACTIONS: Word =
    Word::new("not measured: needs the table `actions`", "niet gemeten: vraagt de tabel `actions`");

const UNMEASURED: [Unmeasured; 9] = [
    unmeasured("3a", Word::new("plan_share", "betalingsregelingen"), NOT_YET),
    unmeasured("3b", Word::new("plans_kept", "conform_afspraak"), NOT_YET),
    unmeasured("4", Word::new("bailiff_cases", "deurwaarderzaken"), NEEDS_DOSSIERS),
    unmeasured("5", Word::new("reminder_flow", "doorstroom_naar_minnelijk"), NOT_YET),
    unmeasured("6", Word::new("collection_fte", "fte"), NEEDS_MINUTES),
    unmeasured("7", Word::new("payment_days", "betalingstermijn"), NOT_YET),
    unmeasured("8", Word::new("bailiff_duration", "looptijd_deurwaarderdossiers"), NEEDS_DOSSIERS),
    unmeasured("11", Word::new("collection_costs", "incassokosten"), NOT_YET),
    unmeasured("12", Word::new("satisfaction", "klanttevredenheid"), NEEDS_SURVEY),
];
const EVICTIONS: Unmeasured = unmeasured("13", Word::new("evictions", "huisuitzettingen"), NEEDS_ACTIONS);

impl Measured {
    /// All figures in order of date, and of the vocabulary; none where the books cannot tell it.
    fn figures(&self) -> impl Iterator<Item = (Day, Kpi, Option<Figure>)> {
        let dates = self.table.dates.iter().enumerate();
        dates.flat_map(move |(at, date)| KPIS.iter().map(move |entry| (*date, entry.kpi, self.figure(entry.kpi, at))))
    }

    fn figure(&self, kpi: Kpi, at: usize) -> Option<Figure> {
        let told = self.has_actions || kpi != Kpi::Evictions;
        told.then(|| self.table.figure(kpi, at))
    }

    fn unmeasured(&self) -> impl Iterator<Item = &'static Unmeasured> {
        UNMEASURED.iter().chain((!self.has_actions).then_some(&EVICTIONS))
    }
}

/// The main figures, a row a date, and what is missing.
pub(super) fn text(measured: &Measured, locale: Locale) -> String {
    let date = (locale.pick("date", "datum"), Align::Left);
    let figures = MAIN.iter().map(|(_, heading)| (heading.in_locale(locale), Align::Right));
    let headings: Vec<(&str, Align)> = std::iter::once(date).chain(figures).collect();
    let row = |(at, date): (usize, &Day)| {
        let figures = MAIN.iter().map(|(kpi, _)| shown(measured.figure(*kpi, at), locale));
        std::iter::once(date.to_string()).chain(figures).collect()
    };
    let rows: Vec<Vec<String>> = measured.table.dates.iter().enumerate().map(row).collect();
    let mut text = aligned(&headings, &rows);
    if rows.iter().flatten().any(|cell| cell == "–") {
        let en = "–: divided by nothing, over fewer months than the figure needs, or not measured";
        let nl = "–: gedeeld door niets, over minder maanden dan het cijfer vraagt, of niet gemeten";
        let _ = write!(text, "\n{}\n", locale.pick(en, nl));
    }
    text.push('\n');
    for missing in measured.unmeasured() {
        let (name, reason) = (missing.name.in_locale(locale), missing.reason.in_locale(locale));
        let _ = writeln!(text, "{} ({}): {reason}", name, missing.number);
    }
    text
}

fn shown(figure: Option<Figure>, locale: Locale) -> String {
    figure.and_then(|figure| in_words(figure, locale)).unwrap_or_else(|| "–".to_owned())
}

fn in_words(figure: Figure, locale: Locale) -> Option<String> {
    let Figure { numerator, denominator, .. } = figure;
    match (figure.kpi.entry().unit, denominator) {
        _ if !figure.is_defined() => None,
        (KpiUnit::Rate, Some(whole)) => {
            quotient(numerator.saturating_mul(100), whole, 2).map(|percent| locale.decimal(&percent) + " %")
        }
        (KpiUnit::Euro, Some(whole)) => {
            Some(locale.money(Money::from_cents(numerator).share(Share { part: 1, whole })))
        }
        (KpiUnit::Euro, None) => Some(locale.money(Money::from_cents(numerator))),
        _ => Some(locale.count(numerator)),
    }
}

/// All figures, one a line.
pub(super) fn csv(measured: &Measured) -> String {
    let mut csv = "date,kpi,value,unit,numerator,denominator,months_covered\n".to_owned();
    for (date, kpi, figure) in measured.figures() {
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
pub(super) fn json(measured: &Measured, locale: Locale) -> Value {
    let figures: Vec<Value> = measured.figures().map(|(date, kpi, figure)| figure_json(date, kpi, figure)).collect();
    let missing: Vec<Value> = measured
        .unmeasured()
        .map(|missing| {
            let name = missing.name.in_locale(Locale::En);
            json!({ "number": missing.number, "kpi": name, "reason": missing.reason.in_locale(locale) })
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
    }
}
