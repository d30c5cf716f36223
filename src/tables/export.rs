//! A portfolio written as a ledger.
//!
//! Always: reading what was written gives the same portfolio (`what_is_written_is_read_again`).

use super::Column;
use super::Format;
use super::TableError;
use super::Values;
use super::write;
use crate::calendar::Day;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;
use std::path::Path;

/// Writes the four tables of a ledger into a folder, by tenancy and then in order. The same portfolio gives the same
/// bytes. Entries get a running number for an id, and a tenancy's own id stands for its tenant: a portfolio keeps no
/// other.
///
/// # Errors
/// [`TableError`] when the folder or a file cannot be written.
pub fn write_ledger(folder: &Path, portfolio: &Portfolio, format: Format) -> Result<(), TableError> {
    let tenancies = &portfolio.tenancies;
    write(folder, "tenancies", &tenancy_columns(tenancies), format)?;
    write(folder, "entries", &entry_columns(tenancies), format)?;
    // An optional table without rows is left out: a table without rows is a fault when it is read.
    if tenancies.iter().any(|tenancy| !tenancy.actions.is_empty()) {
        write(folder, "actions", &action_columns(tenancies), format)?;
    }
    if tenancies.iter().any(|tenancy| !tenancy.plans.is_empty()) {
        write(folder, "plans", &plan_columns(tenancies), format)?;
    }
    Ok(())
}

fn tenancy_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    vec![
        Column::text("tenancy_id", tenancies.iter().map(|tenancy| &tenancy.id)),
        Column::text("tenant_id", tenancies.iter().map(|tenancy| &tenancy.id)),
        Column::text("unit_id", tenancies.iter().map(|tenancy| &tenancy.unit)),
        Column::text("kind", tenancies.iter().map(|tenancy| tenancy.kind.word().en)),
        Column::text("complex", tenancies.iter().map(|tenancy| &tenancy.complex)),
        Column::text("municipality", tenancies.iter().map(|tenancy| &tenancy.municipality)),
        Column::days("start_date", tenancies.iter().map(|tenancy| tenancy.start)),
        Column::new("end_date", Values::Day(tenancies.iter().map(|tenancy| tenancy.end).collect())),
        Column::text("payment_method", tenancies.iter().map(|tenancy| tenancy.payment_method.word().en)),
    ]
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
    let outcome = |outcome: Option<Outcome>| outcome.map_or("", |outcome| outcome.word().en);
    vec![
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.actions.len())),
        Column::days("date", actions().map(|action| action.day)),
        Column::text("action", actions().map(|action| action.kind.word().en)),
        Column::text("outcome", actions().map(|action| outcome(action.outcome))),
    ]
}

fn plan_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let plans = || tenancies.iter().flat_map(|tenancy| &tenancy.plans);
    let instalments = plans().map(|plan| Some(i64::from(plan.instalments)));
    vec![
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.plans.len())),
        Column::days("agreed_on", plans().map(|plan| plan.agreed_on)),
        Column::new("instalments", Values::Whole(instalments.collect())),
        Column::amounts("amount", plans().map(|plan| plan.amount)),
        Column::days("first_due", plans().map(|plan| plan.first_due)),
        Column::new("ended_on", Values::Day(plans().map(|plan| plan.ended_on).collect())),
    ]
}

/// The id of each tenancy, as often as it has rows in a table.
fn repeated(tenancies: &[Tenancy], rows: impl Fn(&Tenancy) -> usize) -> Vec<&String> {
    tenancies.iter().flat_map(|tenancy| std::iter::repeat_n(&tenancy.id, rows(tenancy))).collect()
}
