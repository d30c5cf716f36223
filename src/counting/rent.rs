//! Which rent a payment by hand is.
//!
//! One that names a charge says so. One that names nothing is taken to be the rent that it equals to the cent, of the due
//! date that lies nearest; each rent is paid once.

use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// At most so many days after it falls due rent is still paid on its day.
const AT_ONCE: i32 = 3;
/// From how many days after it falls due on a payment may be the rent: a week before.
const EARLIEST: i32 = -7;
/// Up to how many days after it falls due a payment may be the rent, rather than that of the next month.
const LATEST: i32 = 21;

/// The rent and service costs that fall due on one day.
pub(super) struct Rent {
    pub(super) due: Day,
    charges: Vec<Charge>,
}

#[derive(Clone, Copy)]
struct Charge {
    place: u32,
    amount: Money,
}

/// A payment that may be rent.
struct Match<'a> {
    payment: usize,
    charges: &'a [Charge],
    days_apart: i32,
}

/// The rents of a tenancy, in order of due date.
pub(super) fn rents(entries: &[Entry]) -> Vec<Rent> {
    let is_rent =
        |entry: &Entry| entry.kind == EntryKind::Charge && entry.category.is_monthly_rent() && entry.due != Day::NEVER;
    let mut by_due: BTreeMap<Day, Vec<Charge>> = BTreeMap::new();
    for (place, entry) in (0..).zip(entries).filter(|(_, entry)| is_rent(entry)) {
        by_due.entry(entry.due).or_default().push(Charge { place, amount: entry.amount });
    }
    by_due.into_iter().map(|(due, charges)| Rent { due, charges }).collect()
}

/// The entries, in which the payments that are rent name it.
pub(super) fn with_rent_named(tenancy: &Tenancy, rents: &[Rent]) -> Vec<Entry> {
    let mut named = tenancy.entries.clone();
    let by_hand = named.iter().filter(|entry| entry.is_paid_by_hand());
    let mut paid: BTreeSet<u32> = by_hand.filter_map(|entry| entry.refers_to).collect();
    for Match { payment, charges, .. } in matches(tenancy, rents) {
        let is_free = charges.iter().all(|charge| !paid.contains(&charge.place));
        if let Some(payment) = named.get_mut(payment).filter(|payment| is_free && payment.refers_to.is_none()) {
            payment.refers_to = charges.first().map(|charge| charge.place);
            paid.extend(charges.iter().map(|charge| charge.place));
        }
    }
    named
}

/// All payments that name nothing and may be rent, the nearest to its due date first.
fn matches<'a>(tenancy: &Tenancy, rents: &'a [Rent]) -> Vec<Match<'a>> {
    let unnamed = |entry: &Entry| entry.is_paid_by_hand() && entry.refers_to.is_none();
    let payments = || tenancy.entries.iter().enumerate().filter(|(_, entry)| unnamed(entry));
    let mut found: Vec<Match<'a>> = Vec::new();
    for rent in rents {
        for (payment, entry) in payments().filter(|(_, entry)| may_be_rent(tenancy, entry, rent.due)) {
            let days_apart = entry.day.since(rent.due).abs();
            let equal = rent.parts().filter(|part| sum(part) == entry.amount);
            found.extend(equal.map(|charges| Match { payment, charges, days_apart }));
        }
    }
    found.sort_by_key(|one| one.days_apart);
    found
}

/// Whether a payment comes when rent that falls due on a day is paid. What may as well be an instalment is no rent but
/// around that very day.
fn may_be_rent(tenancy: &Tenancy, payment: &Entry, due: Day) -> bool {
    let late = payment.day.since(due);
    let asks_it = |plan: &Plan| plan.runs_on(payment.day) && plan.may_be_instalment(payment.day, payment.amount);
    let may_be_instalment = || tenancy.plans.iter().any(asks_it);
    (EARLIEST..=LATEST).contains(&late) && (late.abs() <= AT_ONCE || !may_be_instalment())
}

impl Rent {
    /// The first and the last day on which a payment pays it on its day.
    pub(super) const fn days(&self) -> (Day, Day) {
        (self.due.plus(EARLIEST), self.due.plus(AT_ONCE))
    }

    /// Whether all of it was paid on its day, by payments that name it.
    pub(super) fn is_paid(&self, entries: &[Entry]) -> bool {
        let (from, to) = self.days();
        let names_it =
            |entry: &Entry| entry.refers_to.is_some_and(|named| self.charges.iter().any(|one| one.place == named));
        let in_time = |entry: &Entry| from <= entry.day && entry.day <= to;
        let pays_it = |entry: &Entry| entry.is_paid_by_hand() && in_time(entry) && names_it(entry);
        let undone = |entry: &&Entry| entry.kind == EntryKind::Reversal && in_time(entry);
        let of_payment = |entry: &Entry| entries.get(entry.refers_to? as usize).filter(|payment| pays_it(payment));
        let bounced: Money = entries.iter().filter(undone).filter_map(|e| of_payment(e).map(|_| e.amount)).sum();
        let paid: Money = entries.iter().filter(|entry| pays_it(entry)).map(|entry| entry.amount).sum();
        paid - bounced >= sum(&self.charges)
    }

    /// What one payment may pay of it: all, or one of the charges.
    fn parts(&self) -> impl Iterator<Item = &[Charge]> {
        std::iter::once(self.charges.as_slice()).chain(self.charges.chunks(1))
    }
}

fn sum(charges: &[Charge]) -> Money {
    charges.iter().map(|charge| charge.amount).sum()
}
