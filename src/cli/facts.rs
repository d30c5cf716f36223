//! `huurproef facts`: the words that a policy may use, in both languages, with their units and meanings.

use super::Ending;
use super::Format;
use super::Outcome;
use super::Terminal;
use super::print;
use crate::locale::Locale;
use crate::locale::Word;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::EndReason;
use crate::vocabulary::FACTS;
use crate::vocabulary::FUNCTIONS;
use crate::vocabulary::HoldCode;
use crate::vocabulary::KPIS;
use crate::vocabulary::KpiUnit;
use crate::vocabulary::MONTH_COUNTS;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use clap::Args;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

const EXAMPLE: &str = "Example:\n  huurproef facts --lang nl";

/// The arguments of `huurproef facts`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct FactsArguments {
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Words of one sort, under a heading.
struct Table {
    key: &'static str,
    heading: Word,
    /// What each column is: its key for machines and its heading for people.
    columns: Vec<(&'static str, Word)>,
    rows: Vec<Vec<Word>>,
}

pub(super) fn facts(arguments: &FactsArguments, terminal: Terminal) -> Outcome {
    let tables = [facts_table(), functions_table(), counts_table(), kpis_table()].into_iter().chain(lists());
    match arguments.format {
        Format::Text => {
            let texts: Vec<String> = tables.map(|table| text(&table, terminal.locale)).collect();
            print(&texts.join("\n"));
        }
        Format::Json => {
            let all: Map<String, Value> = tables.map(|table| (table.key.to_owned(), machine_rows(&table))).collect();
            print(&format!("{:#}\n", Value::Object(all)));
        }
    }
    Ok(Ending::Done)
}

const ENGLISH: (&str, Word) = ("en", Word::new("English", "Engels"));
const DUTCH: (&str, Word) = ("nl", Word::new("Dutch", "Nederlands"));
const UNIT: (&str, Word) = ("unit", Word::new("unit", "eenheid"));
const MEANING: (&str, Word) = ("meaning", Word::new("meaning", "betekenis"));
const NEUTRAL: (&str, Word) =
    ("neutral", Word::new("in an example, if not given", "in een voorbeeld, als niet gegeven"));

/// A word as it is, whatever the language of the reader.
const fn fixed(text: &'static str) -> Word {
    Word::new(text, text)
}

fn facts_table() -> Table {
    let rows = FACTS
        .iter()
        .map(|entry| vec![fixed(entry.word.en), fixed(entry.word.nl), entry.unit.word(), entry.meaning, entry.neutral]);
    let columns = vec![ENGLISH, DUTCH, UNIT, MEANING, NEUTRAL];
    Table { key: "facts", heading: Word::new("Facts", "Feiten"), columns, rows: rows.collect() }
}

fn functions_table() -> Table {
    let rows = FUNCTIONS
        .iter()
        .map(|entry| vec![fixed(entry.word.en), fixed(entry.word.nl), entry.unit.word(), entry.meaning]);
    let heading = Word::new("Functions of an action or partner", "Functies van een actie of partner");
    Table { key: "functions", heading, columns: vec![ENGLISH, DUTCH, UNIT, MEANING], rows: rows.collect() }
}

fn counts_table() -> Table {
    let rows = MONTH_COUNTS.iter().map(|entry| vec![fixed(entry.word.en), fixed(entry.word.nl), entry.meaning]);
    let heading = Word::new(
        "Counts of months, asked with a number such as late_months(12)",
        "Tellingen van maanden, gevraagd met een aantal zoals maanden_te_laat(12)",
    );
    Table { key: "month_counts", heading, columns: vec![ENGLISH, DUTCH, MEANING], rows: rows.collect() }
}

fn kpis_table() -> Table {
    let unit = |unit| match unit {
        KpiUnit::Rate => Word::new("a percentage", "een percentage"),
        KpiUnit::Euro => Word::new("euros", "euro's"),
        KpiUnit::Days => Word::new("days", "dagen"),
        KpiUnit::Number => Word::new("a number", "een getal"),
        KpiUnit::Count => Word::new("a count", "een aantal"),
    };
    let rows = KPIS.iter().map(|entry| vec![fixed(entry.word.en), fixed(entry.word.nl), unit(entry.unit), entry.title]);
    let heading = Word::new("Key figures", "Kengetallen");
    Table { key: "kpis", heading, columns: vec![ENGLISH, DUTCH, UNIT, MEANING], rows: rows.collect() }
}

/// The closed lists of words, which speak for themselves.
fn lists() -> [Table; 7] {
    fn words<T: Copy>(all: &[T], word: impl Fn(T) -> Word) -> Vec<Word> {
        all.iter().map(|item| word(*item)).collect()
    }
    let table = |key, heading, words: Vec<Word>| {
        let rows = words.into_iter().map(|word| vec![fixed(word.en), fixed(word.nl)]).collect();
        Table { key, heading, columns: vec![ENGLISH, DUTCH], rows }
    };
    [
        table("action_kinds", Word::new("Kinds of action", "Soorten acties"), words(ActionKind::ALL, ActionKind::word)),
        table(
            "partner_kinds",
            Word::new("Kinds of partner", "Soorten partners"),
            words(PartnerKind::ALL, PartnerKind::word),
        ),
        table("channels", Word::new("Channels", "Kanalen"), words(Channel::ALL, Channel::word)),
        table(
            "tenancy_kinds",
            Word::new("Kinds of tenancy", "Soorten verhuring"),
            words(TenancyKind::ALL, TenancyKind::word),
        ),
        table(
            "payment_methods",
            Word::new("Payment methods", "Betaalwijzen"),
            words(PaymentMethod::ALL, PaymentMethod::word),
        ),
        table("hold_codes", Word::new("Waiting codes", "Wachtcodes"), words(HoldCode::ALL, HoldCode::word)),
        table(
            "end_reasons",
            Word::new("Reasons why a tenancy ended", "Redenen waarom een huur eindigde"),
            words(EndReason::ALL, EndReason::word),
        ),
    ]
}

fn text(table: &Table, locale: Locale) -> String {
    let headings = table.columns.iter().map(|(_, heading)| heading.in_locale(locale)).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell.in_locale(locale)).collect());
    let lines: Vec<Vec<&str>> = std::iter::once(headings).chain(rows).collect();
    let widths: Vec<usize> = (0..table.columns.len()).map(|column| width(&lines, column)).collect();
    let body: String = lines.iter().map(|line| aligned(line, &widths) + "\n").collect();
    format!("{}\n{body}", table.heading.in_locale(locale))
}

fn width(lines: &[Vec<&str>], column: usize) -> usize {
    lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
}

fn aligned(cells: &[&str], widths: &[usize]) -> String {
    let padded: String = cells.iter().zip(widths).map(|(cell, width)| format!("  {cell:width$}")).collect();
    padded.trim_end().to_owned()
}

/// Both languages of what has both, since a machine cannot guess the other.
fn machine_rows(table: &Table) -> Value {
    let row = |row: &Vec<Word>| {
        let cells = table.columns.iter().zip(row).map(|((key, _), cell)| {
            let value = if cell.en == cell.nl { json!(cell.en) } else { json!({ "en": cell.en, "nl": cell.nl }) };
            ((*key).to_owned(), value)
        });
        Value::Object(cells.collect())
    };
    Value::Array(table.rows.iter().map(row).collect())
}
