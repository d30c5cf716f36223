//! A ledger read: its tables opened, every row tried, what does not hold put in quarantine with what depends on it.
//!
//! Knows the tables, not the policy. Never stops at the first fault and never guesses silently: what is guessed or taken
//! from the way of writing is a warning or a note.
//! Always: read = used + quarantined, for the rows and amounts of every table (`totals_add_up_whatever_is_wrong`).

mod actions;
mod entries;
mod ids;
mod plans;
mod references;
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
use std::path::Path;
use tenancies::Contracts;

/// Tables of a ledger that are not read yet.
const NOT_READ: [&str; 5] = ["holds", "instalments", "dossiers", "survey", "attributes"];

/// A ledger as it was read.
#[derive(Clone, Debug)]
pub struct LedgerRead {
    /// The tenancies with all that can be used of the books.
    pub portfolio: Portfolio,
    /// What was found while reading.
    pub findings: Findings,
}

/// Reads the ledger in a folder.
///
/// # Errors
/// [`TableError`] when a table that must exist does not, or when a table cannot be read at all. Faults of rows are no
/// error: they are in [`LedgerRead::findings`].
pub fn read_ledger(folder: &Path) -> Result<LedgerRead, TableError> {
    let place = folder.display().to_string();
    if !folder.is_dir() {
        return Err(TableError::new(place, TableFault::NoFolder));
    }
    let required =
        |table| sheet::open(folder, table)?.ok_or_else(|| TableError::new(place.clone(), TableFault::NoTable(table)));
    let mut findings = Findings::default();
    let sheet = required("tenancies")?;
    let ids = sheet.column("tenancy_id")?.texts(sheet.rows);
    let mut contracts = tenancies::read(&sheet, &ids, &mut findings)?;
    note_sheet(&sheet, &tenancies::COLUMNS, &mut findings);

    let sheet = required("entries")?;
    entries::read(&sheet, &mut contracts, &mut findings)?;
    note_sheet(&sheet, &entries::COLUMNS, &mut findings);

    read_optional(folder, &mut contracts, &mut findings)?;
    findings.close();
    Ok(LedgerRead { portfolio: Portfolio::new(contracts.into_tenancies()), findings })
}

fn read_optional(folder: &Path, contracts: &mut Contracts<'_>, findings: &mut Findings) -> Result<(), TableError> {
    if let Some(sheet) = sheet::open(folder, "actions")? {
        actions::read(&sheet, contracts, findings)?;
        note_sheet(&sheet, &actions::COLUMNS, findings);
    }
    if let Some(sheet) = sheet::open(folder, "plans")? {
        plans::read(&sheet, contracts, findings)?;
        note_sheet(&sheet, &plans::COLUMNS, findings);
    }
    for table in NOT_READ {
        if ["csv", "parquet"].iter().any(|end| folder.join(format!("{table}.{end}")).exists()) {
            let en = format!("the table `{table}` is not read yet");
            findings.notes.push(Phrase::new(en, format!("de tabel `{table}` wordt nog niet gelezen")));
        }
    }
    Ok(())
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
