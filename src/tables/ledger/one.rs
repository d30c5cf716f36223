//! One tenancy out of a large ledger: of the entries and actions only its own rows are read, of the other tables all.
//!
//! Always: what is said of the tenancy is what the whole ledger says of it, as long as its ids are its own (an entry of
//! another tenancy with the same id is not seen). Whatever is not plain is left to the reading of everything.

use super::LedgerRead;
use super::read_with;
use crate::calendar::Day;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::parquet::Part;
use crate::tables::parquet::Span;
use crate::tables::sheet;
use crate::tables::sheet::Sheet;
use crate::tenancy::Portfolio;
use std::path::Path;

/// The tables with many rows of every tenancy.
const LARGE: [&str; 2] = ["entries", "actions"];
const COLUMNS: [&str; 2] = ["tenancy_id", "date"];

/// Where a tenancy stands in a large table, and the days that the table covers.
#[derive(Clone, Copy, Debug)]
struct Place {
    table: &'static str,
    rows: Span,
    first: Day,
    last: Day,
}

/// Reads the tenancy with this id, with the days that the whole ledger covers. None when all must be read to tell: in CSV,
/// where its rows do not stand together, or where anything is amiss with what was read.
///
/// # Errors
/// [`TableError`] when a table cannot be read at all.
pub fn read_tenancy(folder: &Path, id: &str) -> Result<Option<LedgerRead>, TableError> {
    let mut places = Vec::new();
    for table in LARGE {
        match sheet::open_part(folder, table, Part { columns: Some(&COLUMNS), rows: None })? {
            None if table == "actions" && !folder.join("actions.csv").exists() => {}
            None => return Ok(None),
            Some(sheet) => match place(&sheet, id) {
                None => return Ok(None),
                Some(place) => places.push(place),
            },
        }
    }
    let open = |table: &'static str| match places.iter().find(|place| place.table == table) {
        Some(place) => sheet::open_part(folder, table, Part { columns: None, rows: Some(place.rows) }),
        None => sheet::open(folder, table),
    };
    let LedgerRead { portfolio, findings } = read_with(folder, &open)?;
    if !findings.errors.is_empty() {
        return Ok(None);
    }
    let first_day = places.iter().filter(|place| place.table == "entries").map(|place| place.first).min();
    let last_day = places.iter().map(|place| place.last).max();
    Ok(Some(LedgerRead { portfolio: Portfolio { first_day, last_day, ..portfolio }, findings }))
}

/// None when the table is empty, a date cannot be read, or the rows of the tenancy do not stand together.
fn place(sheet: &Sheet, id: &str) -> Option<Place> {
    let ids = sheet.column("tenancy_id").ok()?.texts(sheet.rows);
    let own = || ids.filled().filter(|(_, text)| *text == id).map(|(row, _)| row);
    let first = own().next().unwrap_or(0);
    let count = own().count();
    if own().enumerate().any(|(nth, row)| row != first + nth) {
        return None;
    }
    let (first_day, last_day) = covered(sheet)?;
    Some(Place { table: sheet.table, rows: Span { first, count }, first: first_day, last: last_day })
}

fn covered(sheet: &Sheet) -> Option<(Day, Day)> {
    // What is said here of how dates are written is said again when the table is read.
    let mut unused = Findings::default();
    let dates = sheet.days("date", sheet.column("date").ok()?, &mut unused).ok()?;
    let mut covered: Option<(Day, Day)> = None;
    for row in 0..sheet.rows {
        let day = dates.cells.day(row, dates.form).ok()??;
        covered = Some(covered.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    }
    covered
}
