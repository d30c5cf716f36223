//! One tenancy read out of a ledger: what is said of it is what the whole ledger says.

use huurproef::tables::Format;
use huurproef::tables::LedgerRead;
use huurproef::tables::TableFault;
use huurproef::tables::read_ledger;
use huurproef::tables::read_tenancy;
use huurproef::tables::write_ledger;
use huurproef::tenancy::Portfolio;
use huurproef::vocabulary::EntryKind;
use std::fs;
use std::path::Path;

const LEDGER: &str = "scenarios/ledgers/voorbeeld";

#[test]
fn every_tenancy_is_as_in_the_whole_ledger() {
    let folder = tempfile::tempdir().unwrap();
    write_ledger(folder.path(), &read_ledger(Path::new(LEDGER)).unwrap().portfolio, Format::Parquet).unwrap();
    let whole = read_ledger(folder.path()).unwrap().portfolio;
    let entries = whole.tenancies.iter().filter(|tenancy| !tenancy.entries.is_empty()).count();
    let actions = whole.tenancies.iter().filter(|tenancy| !tenancy.actions.is_empty()).count();
    assert!(entries > 100 && (1..whole.tenancies.len()).contains(&actions));
    // The first, the last and some between, with and without actions.
    let last = whole.tenancies.len() - 1;
    for tenancy in whole.tenancies.iter().step_by(7).chain(whole.tenancies.get(last)) {
        let part = read_tenancy(folder.path(), &tenancy.id).unwrap().unwrap().portfolio;
        assert_eq!(of(&part, &tenancy.id), format!("{:#?}", Some(tenancy)));
        assert_eq!(about(&part), about(&whole));
    }
    let nobody = read_tenancy(folder.path(), "nobody").unwrap().unwrap().portfolio;
    assert!(nobody.find("nobody").is_none());
    assert_eq!(about(&nobody), about(&whole));
}

fn of(portfolio: &Portfolio, id: &str) -> String {
    format!("{:#?}", portfolio.find(id))
}

/// What a ledger says besides its tenancies.
fn about(portfolio: &Portfolio) -> String {
    format!("{:?}", Portfolio { tenancies: Vec::new(), ..portfolio.clone() })
}

#[test]
fn what_is_not_plain_is_left_to_the_reading_of_everything() {
    assert!(read_tenancy(Path::new(LEDGER), "H000002-01").unwrap().is_none(), "CSV");
    let charge = |date| super::entry(date, EntryKind::Charge, 60_050, None);
    let books = |reversed_from: Option<u32>| {
        let mut entries = vec![charge("2024-01-01"), super::entry("2024-01-02", EntryKind::Payment, 500, None)];
        entries.push(super::entry("2024-01-05", EntryKind::Reversal, 600, reversed_from));
        Portfolio::new(vec![super::tenancy("A", entries), super::tenancy("B", vec![charge("2024-02-01")])])
    };
    let read = |portfolio: &Portfolio, id: &str| -> (Option<LedgerRead>, LedgerRead) {
        let folder = tempfile::tempdir().unwrap();
        write_ledger(folder.path(), portfolio, Format::Parquet).unwrap();
        (read_tenancy(folder.path(), id).unwrap(), read_ledger(folder.path()).unwrap())
    };
    let (part, whole) = read(&books(None), "A");
    assert!(part.is_none() && whole.findings.errors.len() == 1, "a reversal without a payment");
    let (part, whole) = read(&books(None), "B");
    let part = part.unwrap().portfolio;
    assert_eq!(of(&part, "B"), of(&whole.portfolio, "B"));
    assert_eq!((part.first_day, part.last_day), (Some(super::day("2024-01-01")), Some(super::day("2024-02-01"))));
}

#[test]
fn a_file_that_is_broken_off_is_refused_here_as_well() {
    let folder = tempfile::tempdir().unwrap();
    write_ledger(folder.path(), &read_ledger(Path::new(LEDGER)).unwrap().portfolio, Format::Parquet).unwrap();
    let file = folder.path().join("entries.parquet");
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let error = read_tenancy(folder.path(), "H000002-01").unwrap_err();
    assert!(matches!(error.fault, TableFault::Unreadable(_)), "{error:?}");
}
