//! A portfolio written as a ledger.
//!
//! Always: reading what was written gives the same portfolio (`what_is_written_is_read_again`).

mod attributes;
mod spells;

use super::Column;
use super::Format;
use super::TableError;
use super::Values;
use super::write;
use crate::calendar::Day;
use crate::tenancy::Plan;
use crate::tenancy::Portfolio;
use crate::tenancy::Score;
use crate::tenancy::Tenancy;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use std::path::Path;

/// Writes the tables of a ledger into a folder, by tenancy and then in order. The same portfolio gives the same bytes.
/// Entries and plans get a running number for an id: a portfolio keeps no other.
///
/// # Errors
/// [`TableError`] when the folder or a file cannot be written.
pub fn write_ledger(folder: &Path, portfolio: &Portfolio, format: Format) -> Result<(), TableError> {
    let tenancies = &portfolio.tenancies;
    let tables = [
        ("tenancies", tenancy_columns(portfolio)),
        ("entries", entry_columns(tenancies)),
        ("actions", action_columns(tenancies)),
        ("plans", plan_columns(tenancies)),
        ("instalments", spells::instalment_columns(tenancies)),
        ("holds", spells::hold_columns(tenancies)),
        ("dossiers", spells::dossier_columns(tenancies)),
        ("attributes", attributes::dated_columns(portfolio)),
        ("survey", survey_columns(portfolio.survey.as_deref().unwrap_or_default())),
    ];
    for (table, columns) in tables {
        // An optional table without rows is left out: a table without rows is a fault when it is read.
        let is_required = ["tenancies", "entries"].contains(&table);
        if is_required || columns.first().is_some_and(|column| !column.values.is_empty()) {
            write(folder, table, &columns, format)?;
        }
    }
    Ok(())
}

fn tenancy_columns(portfolio: &Portfolio) -> Vec<Column> {
    let tenancies = &portfolio.tenancies;
    let reason = |reason: EndReason| if reason == EndReason::Unknown { "" } else { reason.word().en };
    let mut columns = vec![
        Column::text("tenancy_id", tenancies.iter().map(|tenancy| &tenancy.id)),
        Column::text("tenant_id", tenancies.iter().map(|tenancy| &tenancy.tenant)),
        Column::text("unit_id", tenancies.iter().map(|tenancy| &tenancy.unit)),
        Column::text("kind", tenancies.iter().map(|tenancy| tenancy.kind.word().en)),
        Column::text("complex", tenancies.iter().map(|tenancy| &tenancy.complex)),
        Column::text("municipality", tenancies.iter().map(|tenancy| &tenancy.municipality)),
        Column::days("start_date", tenancies.iter().map(|tenancy| tenancy.start)),
        Column::new("end_date", Values::Day(tenancies.iter().map(|tenancy| tenancy.end).collect())),
        Column::text("end_reason", tenancies.iter().map(|tenancy| reason(tenancy.end_reason))),
        Column::text("payment_method", tenancies.iter().map(|tenancy| tenancy.payment_method.word().en)),
    ];
    columns.extend(attributes::static_columns(portfolio));
    columns
}

fn entry_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let entries = || tenancies.iter().flat_map(|tenancy| &tenancy.entries);
    let count = entries().count();
    let due = entries().map(|entry| Some(entry.due).filter(|due| *due != Day::NEVER));
    let method = entries().map(|entry| if entry.kind == EntryKind::Payment { entry.method.word().en } else { "" });
    vec![
        Column::text("entry_id", (0..count).map(entry_id)),
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.entries.len())),
        Column::days("date", entries().map(|entry| entry.day)),
        Column::text("kind", entries().map(|entry| entry.kind.word().en)),
        Column::text("category", entries().map(|entry| entry.category.word().en)),
        Column::amounts("amount", entries().map(|entry| entry.amount)),
        Column::new("due_date", Values::Day(due.collect())),
        Column::text("method", method),
        Column::text("refers_to", references(tenancies)),
    ]
}

/// The id of the entry that each entry names, or nothing.
fn references(tenancies: &[Tenancy]) -> Vec<String> {
    let mut before = 0;
    let mut named = Vec::new();
    for tenancy in tenancies {
        named.extend(tenancy.entries.iter().map(|entry| match entry.refers_to {
            Some(place) => entry_id(before + place as usize),
            None => String::new(),
        }));
        before += tenancy.entries.len();
    }
    named
}

fn entry_id(number: usize) -> String {
    format!("E{number:08}")
}

fn action_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let actions = || tenancies.iter().flat_map(|tenancy| &tenancy.actions);
    vec![
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.actions.len())),
        Column::days("date", actions().map(|action| action.day)),
        Column::text("action", actions().map(|action| action.kind.word().en)),
        Column::text("outcome", actions().map(|action| action.outcome.map_or("", |outcome| outcome.word().en))),
        Column::text("channel", actions().map(|action| action.channel.map_or("", |channel| channel.word().en))),
    ]
}

fn plan_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let plans = || tenancies.iter().flat_map(|tenancy| &tenancy.plans);
    let instalments = plans().map(|plan| Some(i64::from(plan.instalments)));
    let outcome = |plan: &Plan| plan.outcome.map_or("", |outcome| outcome.word().en);
    vec![
        Column::text("plan_id", (0..plans().count()).map(plan_id)),
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.plans.len())),
        Column::days("agreed_on", plans().map(|plan| plan.agreed_on)),
        Column::new("instalments", Values::Whole(instalments.collect())),
        Column::amounts("amount", plans().map(|plan| plan.amount)),
        Column::days("first_due", plans().map(|plan| plan.first_due)),
        Column::new("ended_on", Values::Day(plans().map(|plan| plan.ended_on).collect())),
        Column::text("outcome", plans().map(outcome)),
    ]
}

fn plan_id(number: usize) -> String {
    format!("P{number:07}")
}

fn survey_columns(scores: &[Score]) -> Vec<Column> {
    vec![
        Column::days("date", scores.iter().map(|score| score.day)),
        Column::text("score", scores.iter().map(|score| score.score.to_plain())),
    ]
}

/// The id of each tenancy, as often as it has rows in a table.
fn repeated(tenancies: &[Tenancy], rows: impl Fn(&Tenancy) -> usize) -> Vec<&String> {
    tenancies.iter().flat_map(|tenancy| std::iter::repeat_n(&tenancy.id, rows(tenancy))).collect()
}
