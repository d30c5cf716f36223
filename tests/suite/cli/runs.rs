//! Runs: what simulate and compare leave on disk, and that the same question has the same answer.

use super::Desk;
use super::EARLIER;
use super::POLICY;
use super::done;
use super::json;
use super::keys;
use std::collections::BTreeSet;
use std::fs;

const TWO: [(&str, &str); 2] = [("current", POLICY), ("earlier", EARLIER)];

/// Compares with two replications and returns what was written.
fn compare(desk: &Desk, scenarios: &[&str], name: &str, more: &[&str]) -> Vec<(String, Vec<u8>)> {
    let out = desk.name(name);
    done(&[&["compare"], scenarios, &["--replications", "2", "--quiet", "--out", &out], more].concat());
    desk.files(name)
}

fn text_of<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_comparison_leaves_rows_inside_and_figures_to_share() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let files = compare(&desk, &[&scenario], "run", &["--set", "bel_dag=9"]);
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let fixed = [
        "internal/actions.parquet",
        "internal/affected.csv",
        "internal/breaches.csv",
        "share/charts/arrears-rate.png",
        "share/charts/arrears-rate.svg",
        "share/differences.csv",
        "share/kpis.csv",
        "share/kpis.parquet",
        "share/report.html",
        "share/run.json",
    ];
    assert!(names.is_superset(&BTreeSet::from(fixed)), "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with("share") || !name.contains("actions")));
    assert!(text_of(&files, "share/kpis.csv").starts_with("scenario,date,kpi,mean,q05,q50,q95,horizon\n"));
    let differences = text_of(&files, "share/differences.csv");
    assert!(differences.starts_with("baseline,scenario,kpi,period,difference,low,high,"));
    let receipt = json(text_of(&files, "share/run.json"));
    let told = [
        "huurproef",
        "scenario",
        "validity",
        "versions",
        "interest_known_to",
        "columns_missing",
        "backtest",
        "start_of_data",
        "end_of_data",
        "tenancies",
        "inputs",
    ];
    assert!(keys(&receipt).is_superset(&BTreeSet::from(told)), "{receipt}");
    assert_eq!(receipt["scenario"]["policies"][0]["settings"]["bel_dag"], "9");
    assert_eq!(desk.entries(), ["run", "s.yaml"]);
}

#[test]
fn nothing_to_share_names_a_place_on_this_machine() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let here = fs::canonicalize(".").unwrap().display().to_string();
    let there = std::path::Path::new(&scenario).parent().unwrap().display().to_string();
    assert!(fs::read_to_string(&scenario).unwrap().contains(&here) && scenario.starts_with('/'));
    let files = compare(&desk, &[&scenario], "run", &[]);
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("share")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&here) && !text.contains(&there) && !text.contains("/../"), "{name}");
    }
    let receipt = json(text_of(&files, "share/run.json"));
    assert_eq!(receipt["inputs"][0]["file"], "s.yaml");
    // How much of the path is told depends on whether project and scenario share a folder.
    let policy = receipt["inputs"][1]["file"].as_str().unwrap();
    assert!(!policy.starts_with('/') && policy.ends_with("wooninvest-2025.beleid"), "{receipt}");
}

#[test]
fn nothing_to_share_names_a_tenancy() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    for (name, bytes) in compare(&desk, &[&scenario], "run", &[]) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!name.starts_with("share") || !text.contains("H0000"), "{name}");
    }
}

#[test]
fn a_policy_compared_with_itself_differs_by_exactly_nothing() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &[("current", POLICY), ("again", POLICY)], "");
    let files = compare(&desk, &[&scenario], "run", &[]);
    let mut rows = text_of(&files, "share/differences.csv").lines().skip(1).peekable();
    assert!(rows.peek().is_some());
    for row in rows {
        let figures: Vec<&str> = row.split(',').skip(4).collect();
        assert!(figures.iter().all(|figure| figure.is_empty() || figure.parse() == Ok(0.0_f64)), "{row}");
        assert!(!figures[0].is_empty(), "{row}");
    }
}

#[test]
fn a_policy_beside_itself_affects_nobody() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &[("current", POLICY), ("again", POLICY), ("earlier", EARLIER)], "");
    let files = compare(&desk, &[&scenario], "run", &["--lang", "en"]);
    let affected = text_of(&files, "internal/affected.csv");
    let rows: Vec<&str> = affected.lines().skip(1).collect();
    assert!(affected.starts_with("scenario,tenancy_id,first_date,segment,stage\n"), "{affected}");
    assert!(!rows.is_empty() && rows.iter().all(|row| row.starts_with("earlier,")), "{affected}");
    let page = text_of(&files, "share/report.html");
    assert!(page.contains("Nobody is treated differently: it asks for the same as"), "{page}");
    let told = format!("{} tenancies are treated differently", rows.len());
    assert!(page.contains(&told) || page.contains("1 tenancy is"), "{told}");
}

#[test]
fn two_choices_of_one_policy_are_told_apart_and_every_target_is_a_goal() {
    let desk = Desk::new();
    let policy = fs::read_to_string(POLICY).unwrap();
    let other = policy.replace("hoogstens 1,35 %", "hoogstens 0,5 %");
    assert!(other.contains("hoogstens 0,5 %"));
    let other = desk.write("other.beleid", &other);
    let scenario = desk.scenario("s.yaml", &[("one", POLICY), ("two", POLICY), ("three", &other)], "");
    let out = done(&["compare", &scenario, "--quiet"]);
    assert!(out.contains("\none\n") || out.contains("  one "), "{out}");
    assert!(out.contains("\ntwo\n") && out.contains("\nthree\n") && !out.contains("(two)"), "{out}");
    assert!(out.contains("1.35 %") && out.contains("0.5 %"), "{out}");
}

#[test]
fn a_run_on_recorded_payments_speaks_of_no_luck() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let exact = desk.write("s.yaml", &text.replace("response: modelled\n", ""));
    let drawn = desk.write("d.yaml", &text.replace("response: modelled\n", "execution: {about: 5}\nreplications: 2\n"));
    let out = done(&["compare", &exact, "--quiet"]);
    assert!(out.contains("payments are fixed as recorded") && !out.contains("luck"), "{out}");
    assert!(!out.contains("too few runs"), "{out}");
    let out = done(&["compare", &drawn, "--quiet"]);
    assert!(out.contains("payments are fixed as recorded") && out.contains("same luck"), "{out}");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let one = compare(&desk, &[&scenario], "one", &["--threads", "1"]);
    let two = compare(&desk, &[&scenario], "two", &["--threads", "2"]);
    for ((name, left), (other, right)) in one.iter().zip(&two) {
        assert_eq!(name, other);
        assert!(left == right, "{name} differs");
    }
    assert_eq!(one.len(), two.len());
}

#[test]
fn another_seed_is_other_luck() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let figures =
        |name, seed| text_of(&compare(&desk, &[&scenario], name, &["--seed", seed]), "share/kpis.csv").to_owned();
    let (one, again, other) = (figures("a", "1"), figures("b", "1"), figures("c", "2"));
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[test]
fn two_scenarios_are_compared_as_one_that_names_the_policies_of_both() {
    let desk = Desk::new();
    let together = desk.scenario("both.yaml", &TWO, "");
    let (first, second) = (desk.scenario("a.yaml", &TWO[..1], ""), desk.scenario("b.yaml", &TWO, ""));
    let one = compare(&desk, &[&together], "one", &[]);
    let two = compare(&desk, &[&first, &second], "two", &[]);
    for name in ["share/kpis.csv", "share/differences.csv", "internal/breaches.csv"] {
        assert_eq!(text_of(&one, name), text_of(&two, name), "{name}");
    }
}

#[test]
fn a_simulation_stands_beside_the_record() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO[..1], "");
    let scenario = desk.write("s.yaml", &fs::read_to_string(scenario).unwrap().replace("response: modelled\n", ""));
    let out = done(&["simulate", &scenario, "--quiet", "--out", &desk.name("run")]);
    assert!(out.contains("beside the record") && out.contains("reminder"), "{out}");
    let files = desk.files("run");
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let fixed =
        ["internal/actions.parquet", "internal/breaches.csv", "share/kpis.csv", "share/kpis.parquet", "share/run.json"];
    assert_eq!(names, fixed);
}

#[test]
fn a_chain_of_versions_is_told_with_its_days_on_the_page_and_in_the_receipt() {
    let desk = Desk::new();
    let scenario = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let path = |name: &str| fs::canonicalize(name).unwrap().display().to_string();
    let chain = format!(
        "  - name: chain\n    versions:\n      - {{from: 2025-01-01, file: {}}}\n      - {{from: 2025-02-15, file: {}}}\n",
        path(POLICY),
        path(EARLIER)
    );
    let chained = desk.write("c.yaml", &format!("{scenario}{chain}"));
    let files = compare(&desk, &[&chained], "run", &["--lang", "nl"]);
    let receipt = json(text_of(&files, "share/run.json"));
    assert_eq!(receipt["versions"][0]["versions"][0]["rules_from"], serde_json::Value::Null);
    assert_eq!(receipt["versions"][2]["versions"][1]["rules_from"], "2025-02-15");
    assert!(receipt["columns_missing"].as_array().unwrap().iter().any(|name| name == "erfgenamen"), "{receipt}");
    let page = text_of(&files, "share/report.html");
    assert!(page.contains("vanaf 15 februari 2025") && page.contains("Beproefd alsof het al gold"), "{page}");
    assert!(page.contains("het grootboek heeft geen kolom") && page.contains("erfgenamen"), "{page}");
}

#[test]
fn the_months_of_a_warm_up_are_run_and_not_measured() {
    let desk = Desk::new();
    let whole = compare(&desk, &[&desk.scenario("whole.yaml", &TWO, "")], "whole", &[]);
    let warm = compare(&desk, &[&desk.scenario("warm.yaml", &TWO, "warm_up: 1\n")], "warm", &[]);
    let rows = |files: &[(String, Vec<u8>)], months: &[&str]| {
        let rows =
            text_of(files, "share/kpis.csv").lines().skip(1).filter(|row| months.iter().any(|m| row.contains(m)));
        rows.filter(|row| row.contains(",tenants_in_arrears,")).map(str::to_owned).collect::<Vec<String>>()
    };
    assert!(!rows(&whole, &["2025-01-31"]).is_empty());
    assert!(rows(&warm, &["2025-01-31"]).is_empty(), "the first month warms up");
    let later = ["2025-02-28", "2025-03-31"];
    assert!(!rows(&warm, &later).is_empty());
    assert_eq!(rows(&whole, &later), rows(&warm, &later), "the months after it are as they were");
}
