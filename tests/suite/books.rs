//! The books: ledgers read and written, and what is measured on them.

mod faults;
mod measured;
mod one;
mod read;

use huurproef::calendar::Day;
use huurproef::money::Money;
use huurproef::tables::Format;
use huurproef::tables::write_ledger;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::Category;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::PaymentMethod;
use std::fs;
use std::path::Path;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn entry(date: &str, kind: EntryKind, cents: i64, refers_to: Option<u32>) -> Entry {
    let (day, amount) = (day(date), Money::from_cents(cents));
    let due = if kind.is_owed() { day } else { Day::NEVER };
    let method = if kind == EntryKind::Payment { PaymentMethod::DirectDebit } else { PaymentMethod::Other };
    Entry { day, kind, category: Category::Rent, amount, due, method, refers_to }
}

pub(crate) fn tenancy(id: &str, entries: Vec<Entry>) -> Tenancy {
    Tenancy {
        complex: "Park, east".to_owned(),
        payment_method: PaymentMethod::DirectDebit,
        entries,
        ..Tenancy::bare(id, day("2023-05-01"))
    }
}

fn written(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_ledger_is_written_with_these_bytes() {
    let first = vec![entry("2024-01-01", EntryKind::Charge, 60_050, None)];
    let second =
        vec![entry("2024-01-01", EntryKind::Payment, 5, None), entry("2024-01-05", EntryKind::Reversal, 5, Some(0))];
    let portfolio = Portfolio::new(vec![tenancy("B", second), tenancy("A", first)]);
    let folder = tempfile::tempdir().unwrap();
    write_ledger(folder.path(), &portfolio, Format::Csv).unwrap();
    assert_eq!(
        written(folder.path(), "entries.csv"),
        "entry_id,tenancy_id,date,kind,category,amount,due_date,method,refers_to\n\
         E00000000,A,2024-01-01,charge,rent,600.50,2024-01-01,,\n\
         E00000001,B,2024-01-01,payment,rent,0.05,,direct_debit,\n\
         E00000002,B,2024-01-05,reversal,rent,0.05,,,E00000001\n"
    );
    let tenancies = written(folder.path(), "tenancies.csv");
    assert!(tenancies.contains("\nA,P-A,U-A,dwelling,\"Park, east\",,2023-05-01,,,direct_debit\n"), "{tenancies}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no empty tables, nothing left over");
}

#[test]
fn a_file_that_cannot_be_written_says_which() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("taken"), "").unwrap();
    let error = write_ledger(&folder.path().join("taken"), &Portfolio::default(), Format::Csv).unwrap_err();
    assert!(error.message().en.contains("tenancies.csv` cannot be written"), "{}", error.message().en);
}
