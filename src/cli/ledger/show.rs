//! What was found in a ledger, for people and for machines.

use crate::locale::Locale;
use crate::money::Money;
use crate::money::Share;
use crate::money::quotient;
use crate::report::Align;
use crate::report::aligned;
use crate::tables::Fault;
use crate::tables::Findings;
use crate::tables::Rule;
use crate::tables::Severity;
use crate::tables::Total;
use serde_json::Value;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// How many errors are shown to people; machines and `quarantine.csv` get them all.
const SHOWN: usize = 20;

/// All that was found, for people.
pub(super) fn text(findings: &Findings, locale: Locale) -> String {
    let mut text = totals(findings, locale);
    let heading = |text: &mut String, words: &str| {
        let _ = write!(text, "\n{words}\n");
    };
    if !findings.errors.is_empty() {
        heading(&mut text, &quarantine_heading(findings, locale));
        push_faults(&mut text, &mut findings.errors.iter().take(SHOWN), locale);
        let more = findings.errors.len().saturating_sub(SHOWN);
        if more > 0 {
            let words = locale.pick("more: see them all with `--out`", "meer: zie ze alle met `--out`");
            let _ = writeln!(text, "  … {} {words}", count(more, locale));
        }
    }
    for (rule, warned) in &findings.warnings {
        let warning = locale.pick("warning", "waarschuwing");
        heading(&mut text, &format!("{warning} {}: {} ×", rule.code(), count(warned.count, locale)));
        push_faults(&mut text, &mut warned.first.iter(), locale);
    }
    if !findings.notes.is_empty() {
        heading(&mut text, locale.pick("notes", "opmerkingen"));
        for note in &findings.notes {
            let _ = writeln!(text, "  {}", note.in_locale(locale));
        }
    }
    text
}

fn push_faults(text: &mut String, faults: &mut dyn Iterator<Item = &Fault>, locale: Locale) {
    for fault in faults {
        let _ = writeln!(text, "  {}", fault.describe(locale));
    }
}

fn totals(findings: &Findings, locale: Locale) -> String {
    let headings = [
        (locale.pick("table", "tabel"), Align::Left),
        (locale.pick("rows read", "rijen gelezen"), Align::Right),
        (locale.pick("used", "gebruikt"), Align::Right),
        (locale.pick("in quarantine", "in quarantaine"), Align::Right),
        (locale.pick("amount read", "bedrag gelezen"), Align::Right),
        (locale.pick("used", "gebruikt"), Align::Right),
        (locale.pick("in quarantine", "in quarantaine"), Align::Right),
    ];
    let rows: Vec<Vec<String>> = findings
        .tables
        .iter()
        .map(|(table, counted)| {
            let totals = [counted.read, counted.used, counted.quarantined];
            let has_amounts = counted.read.amount != Money::ZERO;
            let amount = |total: &Total| if has_amounts { locale.money(total.amount) } else { String::new() };
            let rows = totals.iter().map(|total| count(total.rows, locale));
            std::iter::once((*table).to_owned()).chain(rows).chain(totals.iter().map(amount)).collect()
        })
        .collect();
    aligned(&headings, &rows)
}

fn quarantine_heading(findings: &Findings, locale: Locale) -> String {
    let rows = count(findings.quarantined_rows(), locale);
    let dependent = count(findings.dependent_rows(), locale);
    let share = percent(findings.quarantined_share(), locale);
    match locale {
        Locale::En => {
            format!(
                "rows in quarantine: {rows}, of which only because of another row: {dependent}; of the amounts in entries: {share}"
            )
        }
        Locale::Nl => {
            format!(
                "rijen in quarantaine: {rows}, waarvan alleen om een andere rij: {dependent}; van de bedragen in entries: {share}"
            )
        }
    }
}

/// What somebody who runs something on the ledger should know, in a line or none.
pub(super) fn remark(folder: &Path, findings: &Findings, locale: Locale) -> String {
    let warnings: usize = findings.warnings.values().map(|warned| warned.count).sum();
    let rows = findings.quarantined_rows();
    if warnings == 0 && rows == 0 && findings.notes.is_empty() {
        return String::new();
    }
    let (folder, notes) = (folder.display(), count(findings.notes.len(), locale));
    let (rows, warnings) = (count(rows, locale), count(warnings, locale));
    match locale {
        Locale::En => format!(
            "rows in quarantine: {rows}, warnings: {warnings}, notes: {notes}; see `huurproef ledger {folder}`\n"
        ),
        Locale::Nl => format!(
            "rijen in quarantaine: {rows}, waarschuwingen: {warnings}, opmerkingen: {notes}; zie `huurproef ledger {folder}`\n"
        ),
    }
}

/// A share as a percentage with three decimals.
pub(super) fn percent(share: Share, locale: Locale) -> String {
    let plain = quotient(share.part.saturating_mul(100), share.whole, 3).unwrap_or_else(|| "0".to_owned());
    locale.decimal(&plain) + " %"
}

/// All that was found, for machines.
pub(super) fn json(findings: &Findings, locale: Locale) -> Value {
    let tables: serde_json::Map<String, Value> = findings
        .tables
        .iter()
        .map(|(table, counted)| {
            let (read, used, quarantined) = (counted.read, counted.used, counted.quarantined);
            let counted = json!({
                "rows_read": read.rows, "rows_used": used.rows, "rows_quarantined": quarantined.rows,
                "amount_read": euros(read.amount), "amount_used": euros(used.amount),
                "amount_quarantined": euros(quarantined.amount),
            });
            ((*table).to_owned(), counted)
        })
        .collect();
    let errors: Vec<Value> = findings.errors.iter().map(|fault| fault_json(fault, locale)).collect();
    let warnings: Vec<Value> = findings
        .warnings
        .iter()
        .map(|(rule, warned)| {
            let first: Vec<Value> = warned.first.iter().map(|fault| fault_json(fault, locale)).collect();
            json!({ "rule": rule.code(), "message": Rule::text(*rule, locale), "count": warned.count, "first": first })
        })
        .collect();
    let notes: Vec<&str> = findings.notes.iter().map(|note| note.in_locale(locale)).collect();
    json!({ "tables": tables, "errors": errors, "warnings": warnings, "notes": notes })
}

fn fault_json(fault: &Fault, locale: Locale) -> Value {
    json!({
        "table": fault.table, "row": fault.row, "line": fault.line, "column": fault.column, "value": fault.value,
        "rule": fault.rule.code(), "message": fault.reason(locale), "depends": fault.rule.is_dependence(),
        "severity": match fault.rule.severity() { Severity::Error => "error", Severity::Warning => "warning" },
    })
}

/// An amount as a JSON number with its own two decimals.
fn euros(amount: Money) -> Value {
    serde_json::from_str(&amount.to_plain()).unwrap_or(Value::Null)
}

fn count(count: usize, locale: Locale) -> String {
    locale.count(i64::try_from(count).unwrap_or(i64::MAX))
}
