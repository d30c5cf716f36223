//! `huurproef kpi`: what is measured on the books, for people and for machines.

use assert_cmd::Command;
use huurproef::tables::Format;
use huurproef::tables::write_ledger;
use huurproef::tenancy::Portfolio;
use huurproef::vocabulary::EntryKind;
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// Two tenancies over 2024: one pays its rent of € 100, one pays half of it and owes the rest.
fn books() -> TempDir {
    let entries = |paid: i64| {
        let month = |month: u32| {
            let day = format!("2024-{month:02}-01");
            [super::entry(&day, EntryKind::Charge, 10_000, None), super::entry(&day, EntryKind::Payment, paid, None)]
        };
        (1..=12).flat_map(month).collect()
    };
    let portfolio = Portfolio::new(vec![super::tenancy("A", entries(10_000)), super::tenancy("B", entries(5_000))]);
    let folder = tempfile::tempdir().unwrap();
    write_ledger(folder.path(), &portfolio, Format::Csv).unwrap();
    folder
}

fn kpi(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("huurproef").unwrap();
    let output = command.args(["kpi", "--lang", "en"]).args(more).arg(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn machines_get_every_figure_with_its_parts() {
    let books = books();
    let (code, csv, _) = kpi(books.path(), &["--from", "2024-11-30", "--to", "2024-12-31", "--format", "csv"]);
    assert_eq!(code, 0);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "date,kpi,value,unit,numerator,denominator,months_covered");
    assert_eq!(lines.len(), 1 + 2 * 28);
    for line in [
        "2024-11-30,arrears_rate_sitting,,rate,550.00,2200.00,11",
        "2024-12-31,arrears_rate_sitting,0.2500000000,rate,600.00,2400.00,12",
        "2024-12-31,average_arrears_sitting,600.00,euro,600.00,1,",
        "2024-12-31,average_arrears_departed,,euro,0.00,0,",
        "2024-12-31,direct_debit_share,1.0000000000,rate,2,2,",
        "2024-12-31,tenants_in_arrears,1,count,1,,",
        // Without a table of actions nobody knows of evictions: not 0.
        "2024-12-31,evictions,,count,,,",
    ] {
        assert!(lines.contains(&line), "{line} in\n{csv}");
    }
    let (_, json, _) = kpi(books.path(), &["--from", "2024-12-31", "--to", "2024-12-31", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let figure = json["figures"].as_array().unwrap().iter().find(|figure| figure["kpi"] == "arrears_rate").unwrap();
    assert_eq!(figure["value"], 0.25);
    assert_eq!(figure["numerator"], 600.0);
    let missing: Vec<&str> =
        json["not_measured"].as_array().unwrap().iter().map(|one| one["number"].as_str().unwrap()).collect();
    assert_eq!(missing, ["3a", "3b", "4", "5", "6", "8", "12", "13", "", "", "", "", "", ""]);
}

#[test]
fn people_get_a_row_a_quarter_and_what_is_missing() {
    let period = ["--from", "2024-01-01", "--to", "2024-12-31", "--every", "quarter"];
    let (code, text, _) = kpi(books().path(), &period);
    assert_eq!(code, 0);
    let dates: Vec<&str> =
        text.lines().filter_map(|line| line.split(' ').next()).filter(|w| w.starts_with("2024")).collect();
    assert_eq!(dates, ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]);
    assert!(text.contains("€ 600.00") && text.contains("25.00 %"), "{text}");
    assert!(text.contains("bailiff_cases (4): not measured: needs the table `dossiers`"), "{text}");
    assert!(text.contains("evictions (13): not measured: needs the table `actions`"), "{text}");
}

/// The figures of a month end, by their names, as text.
fn figures_of(folder: &Path, date: &str) -> Vec<(String, String, String)> {
    let (_, csv, error) = kpi(folder, &["--from", date, "--to", date, "--format", "csv"]);
    assert_eq!(error, "", "{csv}");
    let cell = |line: &str, place: usize| line.split(',').nth(place).unwrap_or_default().to_owned();
    let cells = |line: &str| (cell(line, 1), cell(line, 2), format!("{}/{}", cell(line, 4), cell(line, 5)));
    csv.lines().skip(1).map(cells).collect()
}

#[test]
fn plans_files_reminders_and_scores_are_measured_where_the_books_have_them() {
    let folder = books();
    let table = |name: &str, rows: &str| std::fs::write(folder.path().join(format!("{name}.csv")), rows).unwrap();
    table("plans", "plan_id,tenancy_id,agreed_on,instalments,amount,first_due\n1,B,2024-10-10,3,50.00,2024-10-26\n");
    table(
        "instalments",
        "plan,due_date,amount,paid_on\n1,2024-10-26,50.00,2024-11-02\n1,2024-11-26,50.00,2024-12-04\n1,2024-12-26,50.00,2024-12-26\n",
    );
    table("dossiers", "tenancy_id,opened,writ_on,closed\nB,2024-05-01,2024-06-01,2024-12-08\nB,2024-12-09,,\n");
    table("survey", "date,score\n2024-12-01,7\n2024-12-31,8.25\n2024-11-30,1\n");
    let actions = "B,2024-11-05,reminder\nB,2024-12-05,reminder\nA,2024-12-05,reminder\nB,2024-02-01,writ\nB,2024-12-20,early_signal\n";
    table("actions", &format!("tenancy_id,date,action\n{actions}"));
    let figures = figures_of(folder.path(), "2024-12-31");
    for (name, value, parts) in [
        ("plan_share", "0.5000000000", "1/2"),
        // The third is not judged before 2 January; the second was paid a day after its grace.
        ("plans_kept", "0.5000000000", "1/2"),
        ("bailiff_cases", "1", "1/"),
        // B was never without arrears since its reminder of November.
        ("reminder_flow", "0.5000000000", "1/2"),
        ("collection_fte", "", "/"),
        ("bailiff_duration", "190.0000000000", "190/1"),
        ("satisfaction", "7.6250000000", "15.25/2"),
        ("collection_costs", "0.00", "0.00/"),
        ("referrals_early_signal", "1", "1/"),
        ("court_cases", "1", "1/"),
    ] {
        assert!(figures.contains(&(name.to_owned(), value.to_owned(), parts.to_owned())), "{name}: {figures:#?}");
    }
}

#[test]
fn a_day_within_a_month_is_measured_on_that_day() {
    let (_, csv, _) = kpi(books().path(), &["--from", "2024-12-15", "--to", "2024-12-15", "--format", "csv"]);
    // From 16 December 2023 on: the books cover eleven of the twelve months.
    assert!(csv.contains("2024-12-15,arrears_rate,,rate,600.00,2400.00,11"), "{csv}");
}

#[test]
fn the_order_of_settling_can_be_chosen() {
    let period = ["--from", "2024-12-31", "--to", "2024-12-31", "--allocation"];
    for order in ["statutory", "oldest_first", "current_rent_first"] {
        let (code, text, error) = kpi(books().path(), &[&period[..], &[order]].concat());
        assert_eq!(code, 0, "{text}{error}");
    }
}

#[test]
fn a_period_that_the_books_do_not_cover_is_refused() {
    for (from, to, message) in [
        ("2023-12-01", "2024-12-31", "the books do not cover 31 December 2023"),
        ("2024-12-31", "2025-01-31", "the books do not cover 31 January 2025"),
        ("2024-12-31", "2024-01-31", "the period ends on 2024-01-31"),
        ("2024-12-32", "2024-12-31", "not a date of the form"),
    ] {
        let (code, text, error) = kpi(books().path(), &["--from", from, "--to", to]);
        assert_eq!((code, text.as_str()), (2, ""), "{error}");
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn too_much_in_quarantine_is_refused_until_allowed() {
    let bad = Path::new("tests/ledgers/bad/not_an_amount");
    let period = ["--from", "2024-01-31", "--to", "2024-01-31"];
    let (code, _, error) = kpi(bad, &period);
    assert_eq!(code, 2);
    assert!(error.contains("14.286 % of the amounts") && error.contains("--max-quarantine"), "{error}");
    let (code, text, error) = kpi(bad, &[&period[..], &["--max-quarantine", "15%"]].concat());
    assert_eq!(code, 1, "the findings stand: {error}");
    assert!(text.contains("2024-01-31") && error.contains("rows in quarantine: 1"), "{text}{error}");
    for limit in ["-1", "2", "101%", "much"] {
        let (code, _, error) = kpi(bad, &[&period[..], &[&format!("--max-quarantine={limit}")]].concat());
        assert_eq!(code, 2, "{limit}");
        assert!(error.contains("write a share"), "{error}");
    }
}
