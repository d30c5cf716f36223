//! Entries that name entries: what they may name, and which payment a reversal undoes when it names none.

use super::entries::Booked;
use super::trial::Trial;
use crate::calendar::Day;
use crate::tables::rule::Rule;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

/// How many months after a payment it can still bounce: the longest term in which a direct debit can be called back.
/// Source: Directive (EU) 2015/2366 art. 71, thirteen months for payments that were not authorised.
const REVERSIBLE_MONTHS: i32 = 13;

/// Puts out the rows whose reference cannot be: to another tenancy, to the wrong kind, or to a row that is out.
pub(super) fn check(booked: &[Option<Booked>], trial: &mut Trial<'_>) {
    let references: Vec<(usize, usize)> = booked
        .iter()
        .enumerate()
        .filter_map(|(row, booked)| Some((row, booked.as_ref()?)))
        .filter(|(_, booked)| uses_reference(booked.entry.kind))
        .filter_map(|(row, booked)| Some((row, booked.names?)))
        .collect();
    for (row, named) in &references {
        if let (Some(booked), Some(named)) = (at(booked, *row), at(booked, *named))
            && let Some(rule) = refused(booked, named)
        {
            trial.note(*row, "refers_to", rule);
        }
    }
    // A reversal may name a payment that names a charge: as long as rows go out, others may follow.
    loop {
        let follow: Vec<usize> = references
            .iter()
            .filter(|(row, named)| !trial.is_out(*row) && trial.is_out(*named))
            .map(|(row, _)| *row)
            .collect();
        if follow.is_empty() {
            return;
        }
        follow.into_iter().for_each(|row| trial.note(row, "refers_to", Rule::EntryInQuarantine));
    }
}

const fn uses_reference(kind: EntryKind) -> bool {
    !matches!(kind, EntryKind::Charge | EntryKind::Refund)
}

fn refused(booked: &Booked, named: &Booked) -> Option<Rule> {
    let fits = match booked.entry.kind {
        EntryKind::Reversal => named.entry.kind == EntryKind::Payment,
        _ => named.entry.kind.is_owed(),
    };
    match (fits, booked.tenancy == named.tenancy) {
        (_, false) => Some(Rule::RefersElsewhere),
        (false, true) => Some(Rule::RefersToWrongKind),
        (true, true) => None,
    }
}

/// Settles the references among the entries of one tenancy, given by row and in order; reversals that undo no payment
/// are put out and leave `rows`. `places` gets the place of each row that stays.
pub(super) fn resolve(rows: &mut Vec<usize>, booked: &mut [Option<Booked>], places: &mut [u32], trial: &mut Trial<'_>) {
    number(rows, places);
    forget_later(rows, booked, places, trial);
    let mut reversed = vec![false; rows.len()];
    name_payments(rows, booked, places, &mut reversed, trial);
    guess_payments(rows, booked, &mut reversed, trial);
    rows.retain(|row| !trial.is_out(*row));
    number(rows, places);
}

fn number(rows: &[usize], places: &mut [u32]) {
    for (place, row) in rows.iter().enumerate() {
        if let Some(noted) = places.get_mut(*row) {
            *noted = u32::try_from(place).unwrap_or(u32::MAX);
        }
    }
}

/// A reference is kept only to an entry that is booked before; a charge or refund has no use for one.
fn forget_later(rows: &[usize], booked: &mut [Option<Booked>], places: &[u32], trial: &mut Trial<'_>) {
    for row in rows {
        let Some(one) = at(booked, *row).filter(|one| one.entry.kind != EntryKind::Reversal).copied() else { continue };
        let Some(named) = one.names else { continue };
        let used = uses_reference(one.entry.kind);
        if used && is_before(named, *row, booked, places) {
            continue;
        }
        if let Some(one) = booked.get_mut(*row).and_then(Option::as_mut) {
            one.names = None;
        }
        if used {
            trial.note(*row, "refers_to", Rule::NamesLater);
        }
    }
}

/// Whether the entry of one row is booked before that of another. Of one day, what is owed is booked before what is paid,
/// and what is paid before what is reversed; only entries of the same kind stand in the order of the file.
fn is_before(row: usize, other: usize, booked: &[Option<Booked>], places: &[u32]) -> bool {
    let (Some(one), Some(two)) = (at(booked, row), at(booked, other)) else { return false };
    let in_morning = two.entry.kind.is_owed() || two.entry.kind == EntryKind::Credit;
    if in_morning {
        return places.get(row) < places.get(other);
    }
    one.entry.day <= two.entry.day
}

/// Takes the payments that reversals name, so that no guess takes them.
fn name_payments(
    rows: &[usize],
    booked: &[Option<Booked>],
    places: &[u32],
    reversed: &mut [bool],
    trial: &mut Trial<'_>,
) {
    for row in rows {
        let Some(reversal) = at(booked, *row).filter(|one| one.entry.kind == EntryKind::Reversal) else { continue };
        let Some(named) = reversal.names else { continue };
        let done = places.get(named).and_then(|place| reversed.get_mut(*place as usize));
        match done {
            _ if !is_before(named, *row, booked, places) => trial.note(*row, "refers_to", Rule::ReversalTooEarly),
            Some(done) if !*done => *done = true,
            _ => trial.note(*row, "refers_to", Rule::ReversedTwice),
        }
    }
}

/// Finds the payment of each reversal that names none: the newest direct debit of its amount, else any payment of it.
fn guess_payments(rows: &[usize], booked: &mut [Option<Booked>], reversed: &mut [bool], trial: &mut Trial<'_>) {
    for (place, row) in rows.iter().enumerate() {
        let unnamed = |one: &&Booked| one.entry.kind == EntryKind::Reversal && one.names.is_none();
        let Some(reversal) = at(booked, *row).filter(unnamed).copied() else { continue };
        let before = rows.get(..place).unwrap_or_default();
        let limit = reversal.entry.day.plus_months(-REVERSIBLE_MONTHS);
        let candidate = |direct_debit: bool| newest(before, booked, reversed, &reversal, limit, direct_debit);
        let Some(payment) = candidate(true).or_else(|| candidate(false)) else {
            trial.note(*row, "amount", Rule::ReversalWithoutPayment);
            continue;
        };
        if let Some(done) = reversed.get_mut(payment) {
            *done = true;
        }
        if let Some(one) = booked.get_mut(*row).and_then(Option::as_mut) {
            one.names = rows.get(payment).copied();
        }
        trial.note(*row, "amount", Rule::ReversalGuessed);
    }
}

/// The place of the newest payment that a reversal can undo.
fn newest(
    before: &[usize],
    booked: &[Option<Booked>],
    reversed: &[bool],
    reversal: &Booked,
    limit: Day,
    direct_debit: bool,
) -> Option<usize> {
    let in_time = before.iter().enumerate().rev().map_while(|(place, row)| {
        let payment = at(booked, *row)?;
        (payment.entry.day >= limit).then_some((place, payment))
    });
    let mut fitting = in_time.filter(|(place, payment)| {
        payment.entry.kind == EntryKind::Payment
            && payment.entry.amount == reversal.entry.amount
            && (!direct_debit || payment.entry.method == PaymentMethod::DirectDebit)
            && reversed.get(*place) == Some(&false)
    });
    fitting.next().map(|(place, _)| place)
}

fn at(booked: &[Option<Booked>], row: usize) -> Option<&Booked> {
    booked.get(row).and_then(Option::as_ref)
}
