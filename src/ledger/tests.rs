//! The rules of settling, one a test.

use super::Account;
use super::Allocation;
use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_assert_eq;
use proptest::prop_oneof;
use proptest::proptest;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn entry(day_text: &str, kind: EntryKind, euros: i64, refers_to: Option<u32>) -> Entry {
    let day = day(day_text);
    let due = if kind.is_owed() { day } else { Day::NEVER };
    let amount = Money::from_cents(euros * 100);
    Entry { day, kind, category: Category::Rent, amount, due, method: PaymentMethod::Transfer, refers_to }
}

fn booked(allocation: Allocation, entries: &[Entry]) -> Account {
    let mut account = Account::default();
    account.open(allocation, day("2020-01-01"), None);
    for (place, entry) in entries.iter().enumerate() {
        account.book(entry, u32::try_from(place).unwrap());
    }
    account
}

fn euros(amount: i64) -> Money {
    Money::from_cents(amount * 100)
}

#[test]
fn a_payment_settles_the_oldest_claim_first() {
    let entries = [
        entry("2024-01-01", EntryKind::Charge, 600, None),
        entry("2024-02-01", EntryKind::Charge, 600, None),
        entry("2024-02-03", EntryKind::Payment, 700, None),
    ];
    let account = booked(Allocation::Statutory, &entries);
    assert_eq!(account.overdue(day("2024-02-03")), euros(500));
    assert_eq!(account.oldest_overdue(day("2024-02-03")), Some(day("2024-02-01")));
}

#[test]
fn a_payment_that_names_march_cures_march() {
    let entries = [
        entry("2024-02-01", EntryKind::Charge, 600, None),
        entry("2024-03-01", EntryKind::Charge, 600, None),
        entry("2024-03-03", EntryKind::Payment, 600, Some(1)),
    ];
    let oldest = |allocation| booked(allocation, &entries).oldest_overdue(day("2024-03-03"));
    assert_eq!(oldest(Allocation::Statutory), Some(day("2024-02-01")));
    assert_eq!(oldest(Allocation::OldestFirst), Some(day("2024-03-01")));
}

#[test]
fn the_current_rent_can_go_first() {
    let entries = [
        entry("2024-02-01", EntryKind::Charge, 600, None),
        entry("2024-03-01", EntryKind::Charge, 600, None),
        entry("2024-03-03", EntryKind::Payment, 700, None),
    ];
    let account = booked(Allocation::CurrentRentFirst, &entries);
    assert_eq!(account.open_of(0), euros(500));
    assert_eq!(account.open_of(1), Money::ZERO);
}

#[test]
fn the_current_rent_is_all_of_the_month() {
    let mut service = entry("2024-03-01", EntryKind::Charge, 80, None);
    service.category = Category::ServiceCosts;
    let entries = [
        entry("2024-02-01", EntryKind::Charge, 600, None),
        entry("2024-03-01", EntryKind::Charge, 600, None),
        service,
        entry("2024-03-03", EntryKind::Payment, 680, None),
    ];
    let account = booked(Allocation::CurrentRentFirst, &entries);
    assert_eq!([0, 1, 2].map(|item| account.open_of(item)), [euros(600), Money::ZERO, Money::ZERO]);
}

#[test]
fn within_a_claim_costs_come_before_interest_before_principal() {
    let entries = [
        entry("2024-01-01", EntryKind::Charge, 600, None),
        entry("2024-02-01", EntryKind::Charge, 600, None),
        entry("2024-02-20", EntryKind::Interest, 5, Some(0)),
        entry("2024-02-20", EntryKind::Cost, 40, Some(0)),
        entry("2024-02-21", EntryKind::Payment, 43, None),
    ];
    let account = booked(Allocation::Statutory, &entries);
    assert_eq!([0, 1, 2, 3].map(|item| account.open_of(item)), [euros(600), euros(600), euros(2), Money::ZERO]);
}

#[test]
fn surplus_settles_the_next_charge_on_its_booking_date() {
    let entries = [
        entry("2024-01-01", EntryKind::Charge, 600, None),
        entry("2024-01-02", EntryKind::Payment, 700, None),
        entry("2024-02-01", EntryKind::Charge, 600, None),
    ];
    assert_eq!(booked(Allocation::Statutory, &entries[..2]).credit(), euros(100));
    let account = booked(Allocation::Statutory, &entries);
    assert_eq!(account.overdue(day("2024-02-01")), euros(500));
    assert_eq!(account.credit(), Money::ZERO);
}

#[test]
fn a_reversal_opens_again_what_its_payment_settled() {
    let entries = [
        entry("2024-01-01", EntryKind::Charge, 600, None),
        entry("2024-01-01", EntryKind::Payment, 600, None),
        entry("2024-02-01", EntryKind::Charge, 600, None),
        entry("2024-02-02", EntryKind::Payment, 600, None),
        entry("2024-02-05", EntryKind::Reversal, 600, Some(1)),
    ];
    let account = booked(Allocation::Statutory, &entries);
    assert_eq!(account.oldest_overdue(day("2024-02-05")), Some(day("2024-01-01")));
    assert_eq!(account.overdue(day("2024-02-05")), euros(600));
}

#[test]
fn surplus_settles_what_a_reversal_opens_again() {
    let entries = [
        entry("2024-01-01", EntryKind::Charge, 600, None),
        entry("2024-01-01", EntryKind::Payment, 600, None),
        entry("2024-01-02", EntryKind::Payment, 250, None),
        entry("2024-01-05", EntryKind::Reversal, 600, Some(1)),
    ];
    let account = booked(Allocation::Statutory, &entries);
    assert_eq!(account.overdue(day("2024-01-05")), euros(350));
    assert_eq!(account.credit(), Money::ZERO);
}

#[test]
fn a_write_off_settles_and_leaves_no_credit() {
    let entries =
        [entry("2024-01-01", EntryKind::Charge, 600, None), entry("2025-01-01", EntryKind::WriteOff, 700, None)];
    let account = booked(Allocation::Statutory, &entries);
    assert_eq!(account.total_open(), Money::ZERO);
    assert_eq!(account.credit(), Money::ZERO);
}

#[test]
fn what_is_not_due_is_not_overdue() {
    let mut charge = entry("2024-01-20", EntryKind::Charge, 600, None);
    charge.due = day("2024-02-01");
    let account = booked(Allocation::Statutory, &[charge]);
    assert_eq!(account.overdue(day("2024-01-31")), Money::ZERO);
    assert_eq!(account.next_due(day("2024-01-31")), day("2024-02-01"));
    assert_eq!(account.overdue(day("2024-02-01")), euros(600));
}

#[test]
fn the_monthly_rent_is_that_of_the_latest_full_month() {
    let mut account = Account::default();
    account.open(Allocation::Statutory, day("2024-01-10"), Some(day("2024-03-15")));
    let mut place = 0;
    let mut charge = |account: &mut Account, text: &str, amount: i64| {
        account.book(&entry(text, EntryKind::Charge, amount, None), place);
        place += 1;
        account.monthly_rent()
    };
    assert_eq!(charge(&mut account, "2024-01-10", 400), euros(400));
    assert_eq!(charge(&mut account, "2024-02-01", 550), euros(550));
    assert_eq!(charge(&mut account, "2024-02-01", 50), euros(600));
    assert_eq!(charge(&mut account, "2024-03-01", 290), euros(600));
}

fn any_entry() -> impl Strategy<Value = (EntryKind, i64, i32, Option<u32>)> {
    let kind = prop_oneof![
        4 => Just(EntryKind::Charge),
        4 => Just(EntryKind::Payment),
        1 => Just(EntryKind::Reversal),
        1 => Just(EntryKind::Cost),
        1 => Just(EntryKind::Credit),
        1 => Just(EntryKind::Refund),
    ];
    (kind, 1_i64..2_000, 0_i32..40, any::<Option<u32>>())
}

/// Entries with growing days; a reversal names an earlier payment that nothing reversed yet, and its amount.
fn consistent(raw: &[(EntryKind, i64, i32, Option<u32>)]) -> Vec<Entry> {
    let mut today = day("2024-01-01");
    let mut entries: Vec<Entry> = Vec::new();
    for (kind, cents, gap, pick) in raw {
        today = today.plus(*gap);
        let reversed = |place: u32| entries.iter().any(|e| e.kind == EntryKind::Reversal && e.refers_to == Some(place));
        let (mut amount, mut refers_to) = (Money::from_cents(*cents), None);
        if let (Some(pick), false) = (pick, entries.is_empty()) {
            let place = pick % u32::try_from(entries.len()).unwrap();
            let named = entries[place as usize];
            let fits = match kind {
                EntryKind::Reversal => named.kind == EntryKind::Payment && !reversed(place),
                _ => named.kind == EntryKind::Charge,
            };
            refers_to = fits.then_some(place);
            if fits && *kind == EntryKind::Reversal {
                amount = named.amount;
            }
        }
        let due = if kind.is_owed() { today } else { Day::NEVER };
        let method = PaymentMethod::Transfer;
        entries.push(Entry { day: today, kind: *kind, category: Category::Rent, amount, due, method, refers_to });
    }
    entries
}

proptest! {
    #[test]
    fn everything_owed_is_settled_or_open(raw in proptest::collection::vec(any_entry(), 0..60), order in 0..3_usize) {
        let allocation = [Allocation::Statutory, Allocation::OldestFirst, Allocation::CurrentRentFirst][order];
        let entries = consistent(&raw);
        let account = booked(allocation, &entries);
        let balance: i64 = entries.iter().map(|entry| match entry.kind {
            EntryKind::Payment | EntryKind::Credit | EntryKind::WriteOff => -entry.amount.cents(),
            _ => entry.amount.cents(),
        }).sum();
        prop_assert_eq!((account.total_open() - account.credit()).cents(), balance);
        prop_assert_eq!(account.total_open().min(account.credit()), Money::ZERO);
    }
}

#[test]
fn days_to_settle_are_those_of_overdue_charges_that_were_paid() {
    let entries = [
        entry("2024-01-01", EntryKind::Charge, 600, None),
        // Paid on its due date: never overdue. It bounces, and is paid in two parts.
        entry("2024-01-01", EntryKind::Payment, 600, None),
        entry("2024-01-05", EntryKind::Reversal, 600, Some(1)),
        entry("2024-01-10", EntryKind::Payment, 400, None),
        entry("2024-01-20", EntryKind::Payment, 200, None),
        // Given up, and taken back: nobody paid these.
        entry("2024-02-01", EntryKind::Charge, 300, None),
        entry("2024-02-10", EntryKind::WriteOff, 300, None),
        entry("2024-03-01", EntryKind::Charge, 300, None),
        entry("2024-03-10", EntryKind::Credit, 300, None),
        // Costs are no charge.
        entry("2024-04-01", EntryKind::Cost, 40, None),
        entry("2024-04-10", EntryKind::Payment, 40, None),
    ];
    let account = booked(Allocation::Statutory, &entries);
    let days: Vec<_> = account.settled().iter().map(|one| (one.day, one.day.since(one.due))).collect();
    assert_eq!(days, [(day("2024-01-20"), 19)]);
}
