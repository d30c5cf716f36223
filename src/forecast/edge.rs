//! What is charged for the first and the last month of a contract, and how the first rent is paid: as the books do it.
//!
//! # Why
//! Some corporations charge the days of the first month when a contract begins and collect them at the counter; others begin
//! with the first whole month, by debit. New contracts after the books must begin as those in them did: else each newcomer
//! who pays by debit owes a first rent that nobody collects.

use super::habit::debit_for;
use super::habit::months_due;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::PaymentMethod;

/// How the books begin and end contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edges {
    /// Whether the days of a first month that is not lived whole are charged; else the first whole month is the first.
    pub(super) first_in_part: bool,
    /// Whether only the days of a last month are charged; else all of it.
    pub(super) last_in_part: bool,
    /// Whether who pays by debit pays the first rent so.
    pub(super) first_by_debit: bool,
}

/// What most contracts of the books do.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    seen: u32,
    yes: u32,
}

impl Votes {
    fn note(&mut self, yes: Option<bool>) {
        self.seen += u32::from(yes.is_some());
        self.yes += u32::from(yes == Some(true));
    }

    const fn most(self, unseen: bool) -> bool {
        if self.seen == 0 { unseen } else { 2 * self.yes >= self.seen }
    }
}

impl Edges {
    /// Where the books show no contract that begins or ends: by its days, and the first rent by hand.
    pub(super) const UNSEEN: Edges = Edges { first_in_part: true, last_in_part: true, first_by_debit: false };

    /// Reads the books.
    pub(super) fn of(portfolio: &Portfolio) -> Edges {
        let (Some(first), Some(last)) = (portfolio.first_day, portfolio.last_day) else { return Edges::UNSEEN };
        let (mut in_part, mut last_in_part, mut by_debit) = (Votes::default(), Votes::default(), Votes::default());
        for tenancy in &portfolio.tenancies {
            if first < tenancy.start && tenancy.start.month().plus(1) < last.month() {
                in_part.note(charges_first_days(tenancy));
                by_debit.note(pays_first_by_debit(tenancy));
            }
            let end = tenancy.end.filter(|end| first.month() < end.month() && *end <= last);
            last_in_part.note(end.and_then(|end| charges_last_days(tenancy, end)));
        }
        Edges {
            first_in_part: in_part.most(Edges::UNSEEN.first_in_part),
            last_in_part: last_in_part.most(Edges::UNSEEN.last_in_part),
            first_by_debit: by_debit.most(Edges::UNSEEN.first_by_debit),
        }
    }
}

/// Whether the month in which a contract began was charged; none where it was lived whole.
fn charges_first_days(tenancy: &Tenancy) -> Option<bool> {
    let first_due = *months_due(tenancy).first_key_value()?.0;
    (tenancy.start != tenancy.start.month().first()).then(|| first_due.month() == tenancy.start.month())
}

fn pays_first_by_debit(tenancy: &Tenancy) -> Option<bool> {
    let first_due = *months_due(tenancy).first_key_value()?.0;
    (tenancy.payment_method == PaymentMethod::DirectDebit).then(|| debit_for(tenancy, first_due).is_some())
}

/// Whether the month in which a contract ended cost less than the one before; none where the books do not show both.
fn charges_last_days(tenancy: &Tenancy, end: Day) -> Option<bool> {
    let months = months_due(tenancy);
    let charged = |month: Month| -> Money {
        months.iter().filter(|(due, _)| due.month() == month).map(|(_, amount)| *amount).sum()
    };
    let (before, last) = (charged(end.month().plus(-1)), charged(end.month()));
    let lived_in_part = end != end.month().first() && tenancy.start.month() < end.month().plus(-1);
    (lived_in_part && before > Money::ZERO && last > Money::ZERO).then_some(last < before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenancy::Entry;
    use crate::vocabulary::EntryKind;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A contract with a charge of € 600 on each of these days but the last, which costs as much as it says; all by debit on
    /// their days, or all by transfer.
    fn contract(start: &str, end: &str, dues: &[&str], last_cents: i64, method: PaymentMethod) -> Tenancy {
        let mut entries = Vec::new();
        for (place, due) in dues.iter().enumerate() {
            let cents = if place + 1 == dues.len() { last_cents } else { 60_000 };
            let of = |kind| Entry::new(kind, day(due), Money::from_cents(cents));
            entries.push(Entry { due: day(due), ..of(EntryKind::Charge) });
            entries.push(Entry { method, ..of(EntryKind::Payment) });
        }
        Tenancy { entries, end: Some(day(end)), payment_method: method, ..Tenancy::bare(start, day(start)) }
    }

    fn edges(tenancies: Vec<Tenancy>) -> Edges {
        let old = contract("2015-01-01", "2024-12-31", &["2024-01-01", "2024-12-01"], 60_000, PaymentMethod::Other);
        Edges::of(&Portfolio::new([vec![old], tenancies].concat()))
    }

    #[test]
    fn contracts_begin_and_end_as_those_of_the_books_did() {
        let (debit, transfer) = (PaymentMethod::DirectDebit, PaymentMethod::Transfer);
        let whole = contract("2024-03-11", "2024-06-20", &["2024-04-01", "2024-05-01", "2024-06-01"], 60_000, debit);
        let in_part =
            contract("2024-03-11", "2024-05-20", &["2024-03-11", "2024-04-01", "2024-05-01"], 38_000, transfer);
        let expected = Edges { first_in_part: false, last_in_part: false, first_by_debit: true };
        assert_eq!(edges(vec![whole]), expected);
        assert_eq!(edges(vec![in_part]), Edges { first_in_part: true, last_in_part: true, first_by_debit: false });
        assert_eq!(edges(Vec::new()), Edges::UNSEEN);
    }
}
