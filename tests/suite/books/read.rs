//! What is read: the same from every way of writing, and every row and cent accounted for.

use huurproef::money::Money;
use huurproef::money::Share;
use huurproef::tables::Column;
use huurproef::tables::Findings;
use huurproef::tables::Format;
use huurproef::tables::LedgerRead;
use huurproef::tables::Rule;
use huurproef::tables::TableCount;
use huurproef::tables::TableFault;
use huurproef::tables::Values;
use huurproef::tables::read_ledger;
use huurproef::tables::write;
use huurproef::tables::write_ledger;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::Channel;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::PlanOutcome;
use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy;
use proptest::prop_assert;
use proptest::prop_assert_eq;
use proptest::proptest;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TABLES: [&str; 9] =
    ["tenancies", "entries", "actions", "plans", "instalments", "holds", "dossiers", "attributes", "survey"];

fn good(way: &str) -> LedgerRead {
    read_ledger(&Path::new("tests/ledgers/good").join(way)).unwrap()
}

fn shown(read: &LedgerRead) -> String {
    format!("{:#?}", read.portfolio)
}

#[test]
fn excel_and_plain_csv_hold_the_same_books() {
    let (plain, excel) = (good("plain"), good("excel"));
    assert_eq!(shown(&plain), shown(&excel));
    assert!(plain.findings.notes.iter().all(|note| note.en.contains("is an attribute")), "{:?}", plain.findings.notes);
    let notes: Vec<&str> = excel.findings.notes.iter().map(|note| note.en.as_str()).collect();
    let told = |part: &str| notes.iter().any(|note| note.contains(part));
    assert!(told("tenancies.csv` is read as Windows-1252"), "{notes:?}");
    assert!(told("semicolons") && told("decimal commas") && told("day-month-year"), "{notes:?}");
    assert!(told("attributes.csv` is read with semicolons"), "{notes:?}");
    assert!(
        told("decimal commas in `energy`") && told("day-month-year in `start_date`, `end_date`, `inspected`"),
        "{notes:?}"
    );
    assert_eq!(plain.portfolio.tenancies[1].complex, "Café \"Zon\", west");
    let entries = &plain.portfolio.tenancies[0].entries;
    assert_eq!(entries.iter().map(|entry| entry.refers_to).collect::<Vec<_>>(), [None, Some(0), Some(1), None]);
}

#[test]
fn plans_holds_dossiers_and_attributes_are_where_they_belong() {
    let portfolio = good("plain").portfolio;
    let [a, b] = portfolio.tenancies.as_slice() else { panic!("two tenancies") };
    assert_eq!((a.tenant.as_str(), a.end_reason, b.end_reason), ("P1", EndReason::Unknown, EndReason::Terminated));
    assert_eq!(a.actions[1].channel, Some(Channel::Phone));
    let plan = &a.plans[0];
    assert_eq!(plan.outcome, Some(PlanOutcome::Kept));
    let paid: Vec<_> = plan.listed.iter().map(|one| (one.amount.cents(), one.paid_on)).collect();
    let day = super::day;
    assert_eq!(paid, [(10_000, Some(day("2024-02-26"))), (10_000, Some(day("2024-03-28"))), (8_750, None)]);
    assert_eq!((a.holds[0].code, a.holds[0].to), (HoldCode::Wsnp, None));
    let files: Vec<_> = b.dossiers.iter().map(|file| (file.opened, file.writ_on, file.closed)).collect();
    let first = (day("2023-05-01"), Some(day("2023-06-20")), Some(day("2023-11-30")));
    assert_eq!(files, [first, (day("2024-03-01"), None, None)]);
    assert_eq!(portfolio.attributes, ["bedrooms", "energy", "household_size", "inspected", "source_of_income"]);
    let said = |tenancy: &Tenancy| -> Vec<String> {
        let said = tenancy.attributes.iter();
        said.map(|one| format!("{} {}", portfolio.attributes[one.name], one.value)).collect()
    };
    assert_eq!(
        said(a),
        ["bedrooms 2", "energy 1.5", "inspected 2023-05-20", "source_of_income wages", "household_size 1"]
    );
    assert_eq!(said(b), ["energy 2", "household_size 2", "household_size 3"]);
    let scores: Vec<_> = portfolio.survey.unwrap().iter().map(|score| score.score.to_plain()).collect();
    assert_eq!(scores, ["8", "7.5"]);
    assert!(portfolio.has_actions && portfolio.has_plans && portfolio.has_dossiers);
}

#[test]
fn tables_that_are_not_there_are_known_not_to_be() {
    let portfolio = read_ledger(books(&["E1,A,2024-01-01,charge,rent,10.00,,,"]).path()).unwrap().portfolio;
    assert!(!portfolio.has_actions && !portfolio.has_plans && !portfolio.has_dossiers && portfolio.survey.is_none());
}

#[test]
fn what_is_written_is_read_again() {
    let plain = good("plain");
    for format in [Format::Csv, Format::Parquet] {
        let folder = tempfile::tempdir().unwrap();
        write_ledger(folder.path(), &plain.portfolio, format).unwrap();
        let again = read_ledger(folder.path()).unwrap();
        assert_eq!(shown(&again), shown(&plain), "{format:?}");
        assert_eq!((&again.findings.errors, again.findings.warnings.len()), (&Vec::new(), 0));
    }
}

#[test]
fn the_same_books_are_written_with_the_same_bytes() {
    let plain = good("plain");
    let bytes = |format| {
        let folder = tempfile::tempdir().unwrap();
        write_ledger(folder.path(), &plain.portfolio, format).unwrap();
        TABLES.map(|table| fs::read(folder.path().join(table).with_extension(Format::extension(format))).unwrap())
    };
    assert_eq!(bytes(Format::Csv), bytes(Format::Csv));
    assert_eq!(bytes(Format::Parquet), bytes(Format::Parquet));
}

#[test]
fn a_parquet_column_of_the_wrong_type_is_named() {
    let folder = tempfile::tempdir().unwrap();
    write_ledger(folder.path(), &good("plain").portfolio, Format::Parquet).unwrap();
    let columns: Vec<Column> = ["entry_id", "tenancy_id", "date", "kind", "category", "amount", "method"]
        .map(|name| match name {
            "date" => Column::new(name, Values::Real(vec![Some(45_292.0)])),
            "amount" => Column::new(name, Values::Real(vec![Some(12.25)])),
            "kind" => Column::text(name, ["charge"]),
            "category" => Column::text(name, ["rent"]),
            _ => Column::text(name, ["A"]),
        })
        .into();
    write(folder.path(), "entries", &columns, Format::Parquet).unwrap();
    let found = read_ledger(folder.path()).unwrap().findings;
    let rules: Vec<_> = found.errors.iter().map(|fault| (fault.column, fault.value.as_str(), fault.rule)).collect();
    assert_eq!(rules, [("date", "45292", Rule::NotADate)]);
    assert_eq!(found.tables["entries"].quarantined.amount, Money::from_cents(1_225));
}

#[test]
fn half_a_parquet_file_is_refused_wherever_it_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    write_ledger(folder.path(), &good("plain").portfolio, Format::Parquet).unwrap();
    for table in TABLES {
        let file = folder.path().join(format!("{table}.parquet"));
        let whole = fs::read(&file).unwrap();
        for length in (0..whole.len()).step_by(97) {
            fs::write(&file, &whole[..length]).unwrap();
            let error = read_ledger(folder.path()).unwrap_err();
            assert!(matches!(error.fault, TableFault::Unreadable(_)), "{length} bytes: {error:?}");
            assert!(error.place.ends_with(&format!("{table}.parquet")));
        }
        fs::write(&file, &whole).unwrap();
    }
}

#[test]
fn an_amount_that_cannot_be_read_counts_as_an_average_one() {
    let folder = books(&["E1,A,2024-01-01,charge,rent,10.00,,,", "E2,A,2024-02-01,charge,rent,ten,,,"]);
    let found = read_ledger(folder.path()).unwrap().findings;
    assert_eq!(found.quarantined_share(), Share { part: 1000, whole: 2000 });
}

#[test]
fn a_payment_reversed_twice_is_never_guessed_twice() {
    let folder = books(&[
        "E1,A,2024-01-01,payment,rent,10.00,,direct_debit,",
        "E2,A,2024-02-01,payment,rent,10.00,,direct_debit,",
        "E3,A,2024-02-02,payment,rent,10.00,,transfer,",
        "E4,A,2024-02-03,reversal,rent,10.00,,,",
        "E5,A,2024-02-04,reversal,rent,10.00,,,",
        "E6,A,2024-02-05,reversal,rent,10.00,,,",
        "E7,A,2024-02-06,reversal,rent,10.00,,,",
        "E8,A,2024-03-01,payment,rent,10.00,,direct_debit,",
        "E9,A,2025-04-02,reversal,rent,10.00,,,",
    ]);
    let LedgerRead { portfolio, findings } = read_ledger(folder.path()).unwrap();
    let reversed: Vec<_> = portfolio.tenancies[0].entries.iter().filter_map(|entry| entry.refers_to).collect();
    // The newest direct debit first, then the older one, then the transfer; the last comes after thirteen months.
    assert_eq!(reversed, [1, 0, 2]);
    let refused: Vec<_> = findings.errors.iter().map(|fault| (fault.row, fault.rule)).collect();
    assert_eq!(refused, [(7, Rule::ReversalWithoutPayment), (9, Rule::ReversalWithoutPayment)]);
}

#[test]
fn a_guess_leaves_payments_alone_that_a_reversal_names() {
    let folder = books(&[
        "E1,A,2024-01-01,payment,rent,10.00,,direct_debit,",
        "E2,A,2024-02-01,payment,rent,10.00,,direct_debit,",
        "E3,A,2024-02-03,reversal,rent,10.00,,,",
        "E4,A,2024-02-04,reversal,rent,10.00,,,E2",
    ]);
    let read = read_ledger(folder.path()).unwrap();
    let reversed: Vec<_> = read.portfolio.tenancies[0].entries.iter().filter_map(|entry| entry.refers_to).collect();
    assert_eq!((reversed, read.findings.errors), (vec![0, 1], Vec::new()));
}

#[test]
fn an_empty_due_date_is_never_due_and_a_missing_column_is_the_booking_date() {
    let charge = ["E1,A,2024-01-01,charge,rent,10.00,,,"];
    let due = |folder: TempDir| read_ledger(folder.path()).unwrap().portfolio.tenancies[0].entries[0].due;
    assert_eq!(due(books(&charge)), huurproef::calendar::Day::NEVER);
    let folder = books(&charge);
    let without = "entry_id,tenancy_id,date,kind,category,amount,method\nE1,A,2024-01-01,charge,rent,10.00,\n";
    fs::write(folder.path().join("entries.csv"), without).unwrap();
    assert_eq!(due(folder), super::day("2024-01-01"));
}

/// A ledger of one tenancy A with these entries.
fn books(entries: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tenancies = "tenancy_id,tenant_id,unit_id,kind,start_date,end_date,payment_method\n\
                     A,P,U,dwelling,2020-01-01,,direct_debit\n";
    let header = "entry_id,tenancy_id,date,kind,category,amount,due_date,method,refers_to";
    fs::write(folder.path().join("tenancies.csv"), tenancies).unwrap();
    fs::write(folder.path().join("entries.csv"), format!("{header}\n{}\n", entries.join("\n"))).unwrap();
    folder
}

/// Cells as they might stand in a row of `entries`, good and bad.
fn any_row() -> impl Strategy<Value = String> {
    let cell = |cells: &'static [&'static str]| (0..cells.len()).prop_map(|cell| *cells.get(cell).unwrap());
    (
        cell(&["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "", "\"E9", "E,9"]),
        cell(&["A", "A", "A", "A", "B", "C", ""]),
        cell(&["2024-01-01", "2024-01-01", "2024-02-01", "2025-06-01", "2024-02-30", ""]),
        cell(&["charge", "payment", "payment", "reversal", "credit", "cost", "write_off", "refund", "gift", ""]),
        cell(&["10.00", "10.00", "10.00", "7", "0", "-3.50", "1.234", "ten", "99999999999999", ""]),
        cell(&["", "E1", "E2", "E3", "E99"]),
    )
        .prop_map(|(id, tenancy, date, kind, amount, names)| {
            format!("{id},{tenancy},{date},{kind},rent,{amount},2024-01-01,direct_debit,{names}")
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn totals_add_up_whatever_is_wrong(rows in proptest::collection::vec(any_row(), 1..30)) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let folder = books(&rows);
        // A quote that is never closed is the only thing that stops the reading.
        let Ok(LedgerRead { portfolio, findings }) = read_ledger(folder.path()) else {
            prop_assert!(rows.iter().any(|row| row.contains('"')));
            return Ok(());
        };
        for count in findings.tables.values() {
            prop_assert_eq!(count.read.rows, count.used.rows + count.quarantined.rows);
            prop_assert_eq!(count.read.amount, count.used.amount + count.quarantined.amount);
        }
        let booked: Vec<_> = portfolio.tenancies.iter().flat_map(|tenancy| &tenancy.entries).collect();
        let TableCount { used, quarantined, .. } = findings.tables["entries"];
        prop_assert_eq!(booked.len(), used.rows);
        prop_assert_eq!(booked.iter().map(|entry| entry.amount).sum::<Money>(), used.amount);
        prop_assert_eq!(quarantined_rows(&findings), quarantined.rows);
        for tenancy in &portfolio.tenancies {
            for (place, entry) in tenancy.entries.iter().enumerate() {
                prop_assert!(entry.refers_to.is_none_or(|named| (named as usize) < place), "{:?}", tenancy.entries);
            }
        }
    }
}

/// The rows of `entries` for which a reason is given.
fn quarantined_rows(findings: &Findings) -> usize {
    let mut rows: Vec<usize> =
        findings.errors.iter().filter(|fault| fault.table == "entries").map(|fault| fault.row).collect();
    rows.dedup();
    rows.len()
}
