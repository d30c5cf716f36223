//! What in the entries of a tenancy somebody should look at, though it can be.

use super::trial::Trial;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::money::Share;
use crate::tables::rule::Rule;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;

/// A month's rent that differs more than this from the month before is looked at: no yearly rent rise is so high.
const JUMP: Share = Share { part: 1, whole: 10 };

/// The rent of a month, and the row of its first charge.
struct Rent {
    month: Month,
    amount: Money,
    row: usize,
}

/// Warns of what is odd in the entries of a tenancy. `rows` are the rows of its entries.
pub(super) fn watch(tenancy: &Tenancy, rows: &[usize], trial: &mut Trial<'_>) {
    let mut rents: Vec<Rent> = Vec::new();
    for (entry, row) in tenancy.entries.iter().zip(rows) {
        match entry.kind {
            EntryKind::Charge if tenancy.end.is_some_and(|end| end <= entry.day) => {
                trial.note(*row, "date", Rule::ChargeAfterEnd);
            }
            EntryKind::Payment if entry.day < tenancy.start => trial.note(*row, "date", Rule::PaymentBeforeStart),
            _ => {}
        }
        if entry.kind == EntryKind::Charge && entry.category.is_monthly_rent() {
            let month = if entry.due == Day::NEVER { entry.day.month() } else { entry.due.month() };
            add(&mut rents, Rent { month, amount: entry.amount, row: *row });
        }
    }
    rents.sort_by_key(|rent| rent.month);
    for (before, rent) in rents.iter().zip(rents.iter().skip(1)) {
        if rent.month > before.month.plus(1) {
            trial.note(rent.row, "date", Rule::ChargeGap);
        }
        let is_full = |rent: &Rent| is_full(tenancy, rent.month);
        if is_full(before) && is_full(rent) && jumps(before.amount, rent.amount) {
            trial.note(rent.row, "amount", Rule::RentJump);
        }
    }
}

fn add(rents: &mut Vec<Rent>, rent: Rent) {
    // Charges come almost in order of month: the wanted one is the last or close to it.
    match rents.iter_mut().rev().find(|other| other.month == rent.month) {
        Some(other) => other.amount += rent.amount,
        None => rents.push(rent),
    }
}

fn is_full(tenancy: &Tenancy, month: Month) -> bool {
    tenancy.start <= month.first() && tenancy.end.is_none_or(|end| end > month.last())
}

fn jumps(before: Money, after: Money) -> bool {
    let difference = if after > before { after - before } else { before - after };
    difference > before.share(JUMP)
}
