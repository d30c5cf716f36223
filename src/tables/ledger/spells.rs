//! The tables `holds` and `dossiers`: periods in which something is the case for a tenancy.

use super::tenancies::Contracts;
use super::trial::Trial;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::tables::cells::Cells;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Sheet;
use crate::tenancy::Dossier;
use crate::tenancy::HoldPeriod;
use crate::vocabulary::HoldCode;
use std::collections::BTreeSet;

pub(super) const HOLD_COLUMNS: [&str; 4] = ["tenancy_id", "code", "from_date", "to_date"];
/// `reason` is for people: nothing reads it.
pub(super) const DOSSIER_COLUMNS: [&str; 5] = ["tenancy_id", "opened", "writ_on", "closed", "reason"];

/// Reads the waiting codes and gives each tenancy its own. The same code twice from the same day is one row too many.
pub(super) fn read_holds(
    sheet: &Sheet,
    contracts: &mut Contracts<'_>,
    findings: &mut Findings,
) -> Result<(), TableError> {
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let code = sheet.column("code")?;
    let from = sheet.days("from_date", sheet.column("from_date")?, findings)?;
    let to = sheet.days_if_any("to_date", findings)?;
    let mut trial = Trial::new(sheet, findings);
    let mut seen: BTreeSet<(usize, HoldCode, Day)> = BTreeSet::new();
    for row in (0..sheet.rows).filter(|row| sheet.fits(*row)) {
        let owner = trial.owner(row, contracts, &tenancy);
        let code = hold_code(code, row, &mut trial);
        let from = trial.day(row, "from_date", from);
        let to = trial.day_if_any(row, "to_date", to);
        trial.in_order(row, "to_date", from, to);
        let (Some(owner), Some(code), Some(from), false) = (owner, code, from, trial.is_out(row)) else { continue };
        if code != HoldCode::Other && !seen.insert((owner, code, from)) {
            trial.note(row, "from_date", Rule::Duplicate);
        } else if let Some(tenancy) = contracts.get_mut(owner) {
            tenancy.holds.push(HoldPeriod { code, from, to });
        }
    }
    trial.close(&[]);
    Ok(())
}

fn hold_code(cells: &Cells, row: usize, trial: &mut Trial<'_>) -> Option<HoldCode> {
    let word = trial.required(row, "code", Ok(cells.text(row)))?;
    Some(HoldCode::named(&word, Locale::En).unwrap_or_else(|| {
        trial.note(row, "code", Rule::ReadAsOther);
        HoldCode::Other
    }))
}

/// Reads the files of bailiff and agency and gives each tenancy its own. One tenancy has one file a day.
pub(super) fn read_dossiers(
    sheet: &Sheet,
    contracts: &mut Contracts<'_>,
    findings: &mut Findings,
) -> Result<(), TableError> {
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let opened = sheet.days("opened", sheet.column("opened")?, findings)?;
    let writ_on = sheet.days_if_any("writ_on", findings)?;
    let closed = sheet.days_if_any("closed", findings)?;
    let mut trial = Trial::new(sheet, findings);
    let mut seen: BTreeSet<(usize, Day)> = BTreeSet::new();
    for row in (0..sheet.rows).filter(|row| sheet.fits(*row)) {
        let owner = trial.owner(row, contracts, &tenancy);
        let opened = trial.day(row, "opened", opened);
        let writ_on = trial.day_if_any(row, "writ_on", writ_on);
        let closed = trial.day_if_any(row, "closed", closed);
        trial.in_order(row, "writ_on", opened, writ_on);
        trial.in_order(row, "closed", writ_on.or(opened), closed);
        let (Some(owner), Some(opened), false) = (owner, opened, trial.is_out(row)) else { continue };
        if !seen.insert((owner, opened)) {
            trial.note(row, "opened", Rule::Duplicate);
        } else if let Some(tenancy) = contracts.get_mut(owner) {
            tenancy.dossiers.push(Dossier { opened, writ_on, closed });
        }
    }
    trial.close(&[]);
    Ok(())
}
