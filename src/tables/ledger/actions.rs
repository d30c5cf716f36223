//! The table `actions`.

use super::tenancies::Contracts;
use super::trial::Trial;
use crate::locale::Locale;
use crate::tables::cells::Cells;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Sheet;
use crate::tenancy::RecordedAction;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::Outcome;

pub(super) const COLUMNS: [&str; 6] = ["tenancy_id", "date", "action", "outcome", "channel", "partner"];

/// Reads the actions and gives each tenancy its own: in order of day, and within a day of row.
pub(super) fn read(sheet: &Sheet, contracts: &mut Contracts<'_>, findings: &mut Findings) -> Result<(), TableError> {
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let date = sheet.days("date", sheet.column("date")?, findings)?;
    let (action, outcome) = (sheet.column("action")?, sheet.optional("outcome")?);
    let channel = sheet.optional("channel")?;
    let mut trial = Trial::new(sheet, findings);
    for row in 0..sheet.rows {
        if trial.is_out(row) {
            continue;
        }
        let owner = trial.owner(row, contracts, &tenancy);
        let day = trial.day(row, "date", date);
        let kind = kind(action, row, &mut trial);
        let (Some(owner), Some(day), Some(kind)) = (owner, day, kind) else { continue };
        let action = RecordedAction {
            day,
            kind,
            outcome: outcome.and_then(|cells| came_of_it(cells, row, &mut trial)),
            channel: channel.and_then(|cells| through(cells, row, &mut trial)),
        };
        if let Some(tenancy) = contracts.get_mut(owner) {
            tenancy.actions.push(action);
        }
    }
    trial.close(&[]);
    contracts.used().for_each(|tenancy| tenancy.actions.sort_by_key(|action| action.day));
    Ok(())
}

fn kind(cells: &Cells, row: usize, trial: &mut Trial<'_>) -> Option<ActionKind> {
    let word = trial.required(row, "action", Ok(cells.text(row)))?;
    Some(ActionKind::named(&word, Locale::En).unwrap_or_else(|| {
        trial.note(row, "action", Rule::ReadAsOther);
        ActionKind::Other
    }))
}

/// What came of an action; a word outside the list says nothing that can be used.
fn came_of_it(cells: &Cells, row: usize, trial: &mut Trial<'_>) -> Option<Outcome> {
    let outcome = Outcome::named(&cells.text(row)?, Locale::En);
    if outcome.is_none() {
        trial.note(row, "outcome", Rule::LeftOut);
    }
    outcome
}

/// Through what it was done; likewise.
fn through(cells: &Cells, row: usize, trial: &mut Trial<'_>) -> Option<Channel> {
    let channel = Channel::named(&cells.text(row)?, Locale::En);
    if channel.is_none() {
        trial.note(row, "channel", Rule::LeftOut);
    }
    channel
}
