//! A folder of tables read as the ledger of a corporation.

use huurproef::locale::Locale;
use huurproef::money::Money;
use huurproef::tables::LedgerRead;
use huurproef::tables::read_ledger;
use huurproef::tables::read_tenancy;
use std::fs;

/// What stands above each table of an input, on a line with its name: `=== entries.csv`.
const ABOVE: &[u8] = b"=== ";

/// Writes the tables of an input into a folder of their own and reads it. What is read is used or in quarantine, to the
/// cent.
pub fn books(input: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { panic!("a folder to write to") };
    for (name, table) in tables(input) {
        assert!(fs::write(folder.path().join(name), table).is_ok(), "a folder to write to");
    }
    match read_ledger(folder.path()) {
        Ok(read) => look(&read),
        Err(error) => {
            for locale in Locale::ALL {
                let _ = (error.message().in_locale(locale).len(), error.help().in_locale(locale).len());
            }
        }
    }
    if let Ok(Some(part)) = read_tenancy(folder.path(), "T1") {
        look(&part);
    }
}

fn look(LedgerRead { portfolio, findings }: &LedgerRead) {
    for (name, count) in &findings.tables {
        assert_eq!(count.read.rows, count.used.rows + count.quarantined.rows, "rows of {name}");
        assert_eq!(count.read.amount, count.used.amount + count.quarantined.amount, "amounts of {name}");
    }
    let booked = || portfolio.tenancies.iter().flat_map(|tenancy| &tenancy.entries);
    if let Some(entries) = findings.tables.get("entries") {
        assert_eq!(booked().count(), entries.used.rows);
        assert_eq!(booked().map(|entry| entry.amount).sum::<Money>(), entries.used.amount);
    }
    let _ = (findings.quarantined_share(), findings.dependent_rows());
    for locale in Locale::ALL {
        for fault in &findings.errors {
            let _ = fault.describe(locale);
        }
    }
}

/// The tables of an input: those of a ledger, and nothing else, so that no input writes anywhere else.
fn tables(input: &[u8]) -> Vec<(String, Vec<u8>)> {
    const NAMES: [&str; 9] =
        ["tenancies", "entries", "actions", "attributes", "dossiers", "holds", "plans", "instalments", "survey"];
    let mut tables: Vec<(String, Vec<u8>)> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        let name = line.strip_prefix(ABOVE).map(|name| String::from_utf8_lossy(name).trim().to_owned());
        let known = name.filter(|name| NAMES.iter().any(|table| *name == format!("{table}.csv")));
        match (known, tables.last_mut()) {
            (Some(name), _) => tables.push((name, Vec::new())),
            (None, Some((_, table))) => table.extend_from_slice(line),
            (None, None) => {}
        }
    }
    tables
}
