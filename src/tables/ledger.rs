//! A ledger read: its tables opened, every row tried, what does not hold put in quarantine with what depends on it.
//!
//! Knows the tables, not the policy. Never stops at the first fault and never guesses silently: what is guessed or taken
//! from the way of writing is a warning or a note.
//! Always: read = used + quarantined, for the rows and amounts of every table (`totals_add_up_whatever_is_wrong`).

mod actions;
mod attributes;
mod entries;
mod ids;
mod one;
mod plans;
mod references;
mod spells;
mod survey;
mod tenancies;
mod trial;
mod watch;

use super::error::TableError;
use super::error::TableFault;
use super::findings::Findings;
use super::sheet;
use super::sheet::Sheet;
use crate::locale::Phrase;
use crate::tenancy::Portfolio;
use crate::tenancy::Score;
use attributes::Names;
pub use one::read_tenancy;
use std::path::Path;
use tenancies::Contracts;

/// A ledger as it was read.
#[derive(Clone, Debug)]
pub struct LedgerRead {
    /// The tenancies with all that can be used of the books.
    pub portfolio: Portfolio,
    /// What was found while reading.
    pub findings: Findings,
}

/// How a table of the folder is opened, if it is there.
type Open<'a> = &'a dyn Fn(&'static str) -> Result<Option<Sheet>, TableError>;

/// Reads the ledger in a folder.
///
/// # Errors
/// [`TableError`] when a table that must exist does not, or when a table cannot be read at all. Faults of rows are no
/// error: they are in [`LedgerRead::findings`].
pub fn read_ledger(folder: &Path) -> Result<LedgerRead, TableError> {
    read_with(folder, &|table| sheet::open(folder, table))
}

fn read_with(folder: &Path, open: Open<'_>) -> Result<LedgerRead, TableError> {
    let place = folder.display().to_string();
    if !folder.is_dir() {
        return Err(TableError::new(place, TableFault::NoFolder));
    }
    let required = |table| open(table)?.ok_or_else(|| TableError::new(place.clone(), TableFault::NoTable(table)));
    let mut findings = Findings::default();
    let sheet = required("tenancies")?;
    let ids = sheet.column("tenancy_id")?.texts(sheet.rows);
    let mut contracts = tenancies::read(&sheet, &ids, &mut findings)?;
    let mut names = Names::default();
    attributes::take_columns(&sheet, &tenancies::COLUMNS, &mut contracts, &mut names, &mut findings);
    findings.notes.extend(sheet.notes.iter().cloned());

    let sheet = required("entries")?;
    entries::read(&sheet, &mut contracts, &mut findings)?;
    note_sheet(&sheet, &entries::COLUMNS, &mut findings);

    read_of_tenancies(open, &mut contracts, &mut names, &mut findings)?;
    let survey = read_survey(open, &mut findings)?;
    findings.close();
    let has = |table| findings.tables.contains_key(table);
    let (has_dossiers, has_actions, has_plans) = (has("dossiers"), has("actions"), has("plans"));
    let attributes = names.settle(&mut contracts);
    let of_tenancies = Portfolio::new(contracts.into_tenancies());
    let portfolio = Portfolio { attributes, survey, has_dossiers, has_actions, has_plans, ..of_tenancies };
    Ok(LedgerRead { portfolio, findings })
}

/// Reads the optional tables whose rows belong to a tenancy.
fn read_of_tenancies(
    open: Open<'_>,
    contracts: &mut Contracts<'_>,
    names: &mut Names,
    findings: &mut Findings,
) -> Result<(), TableError> {
    if let Some(sheet) = open("actions")? {
        actions::read(&sheet, contracts, findings)?;
        note_sheet(&sheet, &actions::COLUMNS, findings);
    }
    read_plans(open, contracts, findings)?;
    if let Some(sheet) = open("holds")? {
        spells::read_holds(&sheet, contracts, findings)?;
        note_sheet(&sheet, &spells::HOLD_COLUMNS, findings);
    }
    if let Some(sheet) = open("dossiers")? {
        spells::read_dossiers(&sheet, contracts, findings)?;
        note_sheet(&sheet, &spells::DOSSIER_COLUMNS, findings);
    }
    if let Some(sheet) = open("attributes")? {
        attributes::read(&sheet, contracts, names, findings)?;
        note_sheet(&sheet, &attributes::COLUMNS, findings);
    }
    Ok(())
}

fn read_plans(open: Open<'_>, contracts: &mut Contracts<'_>, findings: &mut Findings) -> Result<(), TableError> {
    let (plans, instalments) = (open("plans")?, open("instalments")?);
    plans::read(plans.as_ref(), instalments.as_ref(), contracts, findings)?;
    if let Some(sheet) = &plans {
        note_sheet(sheet, &plans::COLUMNS, findings);
    }
    if let Some(sheet) = &instalments {
        note_sheet(sheet, &plans::INSTALMENT_COLUMNS, findings);
    }
    Ok(())
}

fn read_survey(open: Open<'_>, findings: &mut Findings) -> Result<Option<Vec<Score>>, TableError> {
    let Some(sheet) = open("survey")? else { return Ok(None) };
    let scores = survey::read(&sheet, findings)?;
    note_sheet(&sheet, &survey::COLUMNS, findings);
    Ok(Some(scores))
}

/// Notes how a table was written, and which of its columns nothing reads.
fn note_sheet(sheet: &Sheet, known: &[&str], findings: &mut Findings) {
    findings.notes.extend(sheet.notes.iter().cloned());
    for column in sheet.unused(known) {
        let file = &sheet.file;
        let en = format!("the column `{column}` of `{file}` is not used");
        findings.notes.push(Phrase::new(en, format!("de kolom `{column}` van `{file}` wordt niet gebruikt")));
    }
}
