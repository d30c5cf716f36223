//! What is said of bad ledgers: a folder of `tests/ledgers/bad` for each fault, what was said in `said.txt` beside it.
//! `BLESS=1 cargo test` writes what is said now; read `git diff` before it is kept.

use assert_cmd::Command;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const BAD: &str = "tests/ledgers/bad";

fn cases() -> Vec<String> {
    let mut cases: Vec<String> =
        fs::read_dir(BAD).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    cases.sort();
    cases
}

/// What `huurproef ledger` says of a folder in both languages, on stdout and stderr, and how it ends.
fn said(case: &str) -> String {
    let mut said = String::new();
    for lang in ["en", "nl"] {
        let mut command = Command::cargo_bin("huurproef").unwrap();
        let output = command.current_dir(BAD).args(["ledger", case, "--lang", lang]).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap();
        writeln!(said, "$ huurproef ledger {case} --lang {lang}").unwrap();
        writeln!(said, "{}{}[{code}]\n", text(output.stdout), text(output.stderr)).unwrap();
    }
    said
}

#[test]
fn every_fault_is_told_as_written_beside_it() {
    for case in cases() {
        let (now, file) = (said(&case), Path::new(BAD).join(&case).join("said.txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&file, &now).unwrap();
        }
        assert_eq!(now, fs::read_to_string(&file).unwrap_or_default(), "{case}");
    }
}

#[test]
fn every_rule_has_a_ledger_that_breaks_it() {
    let all: String = cases().iter().map(|case| json_of(case)).collect();
    for rule in huurproef::tables::Rule::ALL {
        assert!(all.contains(&format!("\"rule\": \"{}\"", rule.code())), "no ledger breaks {rule:?}");
    }
}

fn json_of(case: &str) -> String {
    let mut command = Command::cargo_bin("huurproef").unwrap();
    let output = command.current_dir(BAD).args(["ledger", case, "--format", "json"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_cell_of_a_million_letters_is_told_in_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(BAD).join("extra_column");
    fs::copy(source.join("tenancies.csv"), folder.path().join("tenancies.csv")).unwrap();
    let entries = fs::read_to_string(source.join("entries.csv")).unwrap();
    let long = entries.replace("550.25", &"é".repeat(500_000));
    fs::write(folder.path().join("entries.csv"), long).unwrap();
    let mut command = Command::cargo_bin("huurproef").unwrap();
    let output = command.args(["ledger", "--lang", "en"]).arg(folder.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("é…` is no amount"), "{}", text.len());
    assert!(text.lines().all(|line| line.chars().count() < 200));
}

#[test]
fn each_row_in_quarantine_is_written_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("huurproef").unwrap();
    let out = folder.path().join("out");
    command.current_dir(BAD).args(["ledger", "tenancy_in_quarantine", "--lang", "en", "--out"]).arg(&out);
    command.assert().code(1);
    let written = fs::read_to_string(out.join("quarantine.csv")).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines[0], "table,row,line,column,value,rule,reason");
    let first = "actions,1,2,tenancy_id,A,tenancy_in_quarantine,\
                 actions row 1 (line 2): tenancy_id `A` is a tenancy in quarantine";
    assert_eq!(lines[1], first);
    // One action, four entries, one plan, and the tenancy itself.
    assert_eq!(lines.len(), 1 + 7);
    // What was written is not overwritten.
    let mut again = Command::cargo_bin("huurproef").unwrap();
    again.current_dir(BAD).args(["ledger", "tenancy_in_quarantine", "--lang", "en", "--out"]).arg(&out);
    let told = String::from_utf8(again.assert().code(2).get_output().stderr.clone()).unwrap();
    assert!(told.contains("quarantine.csv` exists already"), "{told}");
}

#[test]
fn a_good_ledger_ends_well_and_leaves_an_empty_quarantine() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("huurproef").unwrap();
    command.args(["ledger", "tests/ledgers/good/plain", "--lang", "en", "--out"]).arg(folder.path());
    command.assert().code(0);
    let written = fs::read_to_string(folder.path().join("quarantine.csv")).unwrap();
    assert_eq!(written, "table,row,line,column,value,rule,reason\n");
}
