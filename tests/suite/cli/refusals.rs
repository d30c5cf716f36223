//! What the program cannot do it refuses: exit code 2, the reason, and nothing left behind.

use super::Desk;
use super::EARLIER;
use super::LEDGER;
use super::POLICY;
use super::done;
use super::huurproef;
use super::refused;
use std::fs;

const TWO: [(&str, &str); 2] = [("current", POLICY), ("earlier", EARLIER)];

#[test]
fn an_unknown_tenancy_is_refused() {
    let err = refused(&["explain", POLICY, "--ledger", LEDGER, "--tenancy", "H9", "--quiet"]);
    assert_eq!(
        err,
        "error: the ledger has no tenancy `H9`\nhelp: give an id of the table `tenancies`, such as `H000001-01`\n"
    );
    let err = refused(&["explain", POLICY, "--ledger", LEDGER, "--tenancy", "H000001-O1", "--quiet", "--lang", "nl"]);
    // Another number is another tenancy: it is not guessed.
    assert!(err.contains("zoals `H000001-01`") && !err.contains("bedoelt u"), "{err}");
}

#[test]
fn mistakes_on_the_command_line_are_told_in_dutch() {
    let told = |arguments: &[&str]| refused(&[arguments, &["--lang", "nl"]].concat());
    for (arguments, message) in [
        (
            &["worklist", "p", "--ledger", "l", "--date", "2025-02-30"][..],
            "schrijf een bestaande datum, zoals 2025-06-01",
        ),
        (&["facts", "--threads", "0"], "geef een geheel getal van 1 tot en met 256"),
        (&["explain"], "er ontbreken `--ledger <DIR>`, `--tenancy <ID>`, `<POLICY>`"),
        (&["explian"], "bedoelt u `explain`?"),
        (&["facts", "--tenancy"], "`--tenancy` is hier geen argument"),
        (&["facts", "--threads", "1", "--threads", "2"], "`--threads <N>` mag maar eenmaal gegeven worden"),
        (&["explain", "p", "--ledger", "l", "--tenancy", "t", "--format", "csv"], "kies uit `text`, `json`"),
        (&["explain", "p", "--ledger", "l", "--tenancy", "t", "--max-quarantine", "7"], "van 0% tot 100%"),
        (&["simulate", "s", "--seed", "x"], "geef een geheel getal"),
        (&["simulate", "s", "--seed", "-1"], "bij `--seed <S>` kan geen `-1` staan"),
        (&["compare", "s", "--replications", "-3"], "van 1 tot en met 100000"),
        (&["simulate", "s", "--out", ""], "`--out <DIR>` moet een waarde hebben"),
    ] {
        let err = told(arguments);
        assert!(err.starts_with("fout: ") && err.contains("hulp: ") && err.contains(message), "{arguments:?}: {err}");
    }
    assert!(refused(&["facts", "--threads", "0"]).contains("0 is not in 1..=256"));
}

#[test]
fn a_file_of_another_kind_is_told_without_an_empty_list() {
    let ended = huurproef(&["check", &format!("{LEDGER}/entries.csv"), "--lang", "nl"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("begin met") && !ended.err.contains("verwacht: \n"), "{}", ended.err);
}

#[test]
fn a_period_that_ends_before_it_begins_is_turned_round() {
    let err = refused(&["kpi", LEDGER, "--from", "2025-06-30", "--to", "2025-01-31"]);
    assert!(err.contains("help: write `--from 2025-01-31 --to 2025-06-30`"), "{err}");
}

#[test]
fn files_that_are_not_there_are_named() {
    let desk = Desk::new();
    let missing = desk.name("none.yaml");
    assert!(refused(&["compare", &missing]).contains(&missing));
    assert!(refused(&["check", "none.beleid"]).contains("there is no file `none.beleid`"));
    assert!(refused(&["ledger", "none"]).contains("none"));
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let text = fs::read_to_string(&scenario).unwrap();
    let without = desk.write("s.yaml", &text.replace("eerder-bellen.beleid", "vroeger-bellen.beleid"));
    assert!(refused(&["compare", &without]).contains("vroeger-bellen.beleid"));
    for (key, there) in [("file", "eerder-bellen.beleid"), ("ledger", "voorbeeld"), ("behaviour", "default.yaml")] {
        let without = desk.write("s.yaml", &text.replace(there, "nowhere"));
        let err = refused(&["compare", &without]);
        assert!(err.contains("nowhere") && err.contains(&format!("help: `{key}` in `{without}` names it")), "{err}");
        let err = refused(&["compare", &without, "--lang", "nl"]);
        assert!(err.contains(&format!("hulp: `{key}` in `{without}` noemt het")), "{err}");
    }
}

#[test]
fn a_value_that_a_setting_cannot_have_is_told_with_its_policy() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap() + "    settings: {bel_dag: 500}\n";
    let err = refused(&["compare", &desk.write("s.yaml", &text), "--quiet"]);
    assert!(err.starts_with("error: policy `earlier`: `500` lies outside the range"), "{err}");
    assert!(err.contains("help: mend it under `settings`"), "{err}");
}

#[test]
fn a_setting_that_is_given_twice_is_refused() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let twice = ["--set", "bel_dag=5", "--set", "bel_dag=9"];
    let err = refused(&[&["compare", &desk.name("s.yaml"), "--quiet"], &twice[..]].concat());
    assert!(err.contains("`--set` gives the setting `bel_dag` twice"), "{err}");
    let err = refused(&["compare", &desk.write("s.yaml", &(text + "    settings: {bel_dag: 5, bel_dag: 9}\n"))]);
    assert!(err.contains("error[S09]: the key `bel_dag` stands twice") && err.contains("the first"), "{err}");
}

#[test]
fn a_window_outside_the_books_is_refused() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let scenario = desk.write("s.yaml", &text.replace("to: 2025-03-31", "to: 2026-03-31"));
    let err = refused(&["compare", &scenario, "--quiet"]);
    assert!(err.contains("lies outside the books, which run from 2023-01-01 to 2025-06-30"), "{err}");
}

#[test]
fn a_window_reaches_to_the_end_of_the_month_of_the_last_booking() {
    let desk = Desk::new();
    fs::create_dir(desk.path("books")).unwrap();
    for table in ["tenancies", "entries", "plans", "actions"] {
        let text = fs::read_to_string(format!("{LEDGER}/{table}.csv")).unwrap();
        let rows = text.lines().filter(|row| !row.contains("2025-06-30")).map(|row| row.to_owned() + "\n");
        desk.write(&format!("books/{table}.csv"), &rows.collect::<String>());
    }
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let ledger = text.lines().find(|line| line.starts_with("ledger")).unwrap();
    let text = text.replace(ledger, "ledger: books");
    let over = |name: &str, from: &str, to: &str| {
        desk.write(name, &text.replace("from: 2025-01-01, to: 2025-03-31", &format!("from: {from}, to: {to}")))
    };
    assert!(done(&["compare", &over("last.yaml", "2025-06-01", "2025-06-30"), "--quiet"]).contains("arrears rate"));
    let beyond = refused(&["compare", &over("beyond.yaml", "2025-06-01", "2025-07-31"), "--quiet"]);
    assert!(beyond.contains("lies outside the books, which run from 2023-01-01 to 2025-06-30"), "{beyond}");
    assert!(refused(&["compare", &over("part.yaml", "2025-01-15", "2025-06-30"), "--quiet"]).contains("S13"));
}

#[test]
fn a_folder_that_exists_stays_as_it_is() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    fs::create_dir(desk.path("run")).unwrap();
    desk.write("run/mine.txt", "mine");
    for command in ["compare", "simulate"] {
        let err = refused(&[command, &scenario, "--out", &desk.name("run")]);
        assert!(err.contains("exists already"), "{err}");
    }
    assert_eq!(desk.files("run"), [("mine.txt".to_owned(), b"mine".to_vec())]);
    assert_eq!(desk.entries(), ["run", "s.yaml"]);
}

#[test]
fn a_folder_that_cannot_be_made_leaves_nothing_behind() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let err = refused(&["compare", &scenario, "--out", &desk.name("s.yaml/deep/run")]);
    assert!(err.contains("cannot be written"), "{err}");
    assert_eq!(desk.entries(), ["s.yaml"]);
}

#[test]
fn a_run_that_is_refused_halfway_leaves_nothing_behind() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let scenario = desk.write("s.yaml", &text.replace("voorbeeld", "nergens"));
    refused(&["compare", &scenario, "--out", &desk.name("new/deep/run")]);
    assert_eq!(desk.entries(), ["s.yaml"]);
}

#[test]
fn a_key_that_does_not_exist_is_told_with_the_one_that_does() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "replicatons: 3\n");
    let err = refused(&["compare", &scenario]);
    assert!(err.contains("error[S02]: there is no key `replicatons`"), "{err}");
    assert!(err.contains("did you mean `replications`?"), "{err}");
}

#[test]
fn a_policy_with_errors_is_refused_with_what_is_wrong() {
    let desk = Desk::new();
    let good = fs::read_to_string(POLICY).unwrap();
    let bad = desk.write("bad.beleid", &good.replacen("dagen_te_laat", "dagen_te_laatt", 1));
    let scenario = desk.scenario("s.yaml", &[("current", POLICY), ("bad", &bad)], "");
    let err = refused(&["simulate", &scenario]);
    assert!(err.contains("error[N01]") && err.contains("^^^") && err.contains("has errors"), "{err}");
}

#[test]
fn one_policy_is_nothing_to_compare() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO[..1], "");
    assert!(refused(&["compare", &scenario, "--quiet"]).contains("only one policy to compare"));
}

#[test]
fn a_setting_that_no_policy_has_is_refused() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let err = refused(&["compare", &scenario, "--set", "bel_dagg=4"]);
    assert!(err.contains("no policy has a setting `bel_dagg`") && err.contains("`bel_dag`?"), "{err}");
}

#[test]
fn scenarios_that_differ_in_more_than_policies_are_refused() {
    let desk = Desk::new();
    let first = desk.scenario("a.yaml", &TWO[..1], "");
    let keys = [("seed", "seed: 2\n"), ("replications", "replications: 3\n"), ("execution", "execution: {about: 3}\n")];
    for (key, line) in keys {
        let other = desk.scenario("b.yaml", &TWO[1..], line);
        let err = refused(&["compare", &first, &other]);
        assert!(err.contains(&format!("differ in `{key}`")), "{err}");
    }
    let namesake = desk.scenario("b.yaml", &[("current", EARLIER)], "");
    assert!(refused(&["compare", &first, &namesake]).contains("mean different policies by `current`"));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let out = desk.name("new/run");
    let arguments = ["compare", &scenario, "--replications", "5000", "--quiet", "--lang", "en", "--out", &out];
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_huurproef"))
        .args(arguments)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let begun = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        desk.path("new/.run.partial").exists()
    });
    assert!(begun, "the run never began");
    let asked = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(desk.entries(), ["s.yaml"]);
}
