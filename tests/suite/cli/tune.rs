//! Searching settings: what it leaves, that the same question has the same answer, and what it refuses.

use super::Desk;
use super::EARLIER;
use super::LEDGER;
use super::POLICY;
use super::done;
use super::huurproef;
use super::json;
use super::refused;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

const TWO: [(&str, &str); 2] = [("current", POLICY), ("earlier", EARLIER)];
const GRID: [&str; 4] = ["--setting", "bel_dag=5,20,40", "--setting", "kredietbank_maanden=1,2"];

/// Searches a small grid and returns what was written.
fn search(desk: &Desk, scenario: &str, name: &str, more: &[&str]) -> Vec<(String, Vec<u8>)> {
    let out = desk.name(name);
    done(&[&["tune", scenario, "--quiet", "--out", &out], more].concat());
    desk.files(name)
}

fn text_of<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

/// The rows of a table, each by its headings. No cell of these has a comma.
fn rows(csv: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = csv.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines.map(|line| heads.iter().copied().zip(line.split(',')).collect()).collect()
}

#[test]
fn a_search_leaves_a_front_that_nothing_dominates_with_a_scenario_for_each_point() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let files = search(&desk, &scenario, "run", &[&GRID[..], &["--replications", "2"]].concat());
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let fixed = [
        "share/charts/front.png",
        "share/charts/front.svg",
        "share/front.csv",
        "share/front.html",
        "share/run.json",
        "share/settings/01.yaml",
        "share/tried.csv",
    ];
    assert!(names.is_superset(&BTreeSet::from(fixed)), "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("share/")), "{names:?}");
    let front = rows(text_of(&files, "share/front.csv"));
    let figures = |row: &BTreeMap<&str, &str>| {
        ["arrears_rate_sitting", "hours_of_work", "collection_costs", "write_offs"]
            .map(|name| row[name].parse::<f64>().unwrap())
    };
    assert!(front.len() > 1 && front[0]["point"] == "baseline" && front[0]["set_bel_dag"] == "20");
    for point in &front[1..] {
        let own = figures(point);
        let beats = |other: &&BTreeMap<&str, &str>| {
            let other = figures(other);
            let pairs = || other.iter().zip(&own);
            pairs().all(|(other, own)| other <= own) && pairs().any(|(other, own)| other < own)
        };
        assert!(!front.iter().any(|other| beats(&other)), "{point:?}");
        assert!(!point["verdict"].is_empty() && !point["again_arrears_rate_sitting_difference"].is_empty());
    }
    let tried = rows(text_of(&files, "share/tried.csv"));
    assert_eq!(tried.len(), 5, "six combinations, one of them the baseline");
    let receipt = json(text_of(&files, "share/run.json"));
    assert_eq!(receipt["tune"]["method"], "exhaustive");
    assert_eq!(receipt["tune"]["used"]["candidates"], 2 * (5 + front.len() - 1));
    assert_eq!((&receipt["tune"]["seed"], &receipt["tune"]["recheck_seed"]), (&1.into(), &2.into()));
    assert_eq!(receipt["scenario"]["policies"].as_array().unwrap().len(), 1);
    assert!(text_of(&files, "share/front.html").contains("Every combination was tried: 5"));
    assert_eq!(desk.entries(), ["run", "s.yaml"]);
}

/// A folder with books, policy and behaviour beside its scenario, so that a way leads from the one to the other.
fn moved_in() -> Desk {
    let desk = Desk::new();
    fs::create_dir(desk.path("books")).unwrap();
    for table in fs::read_dir(LEDGER).unwrap().map(Result::unwrap) {
        fs::copy(table.path(), desk.path("books").join(table.file_name())).unwrap();
    }
    fs::copy("scenarios/behaviours/default.yaml", desk.path("behaviour.yaml")).unwrap();
    fs::copy(POLICY, desk.path("p.beleid")).unwrap();
    desk.write(
        "s.yaml",
        "title: A quarter\nledger: books\nsynthetic: true\nwindow: {from: 2025-01-01, to: 2025-03-31}\n\
         response: modelled\nbehaviour: behaviour.yaml\npolicies:\n  - name: current\n    file: p.beleid\n",
    );
    desk
}

#[test]
fn a_point_is_compared_as_it_lies_and_comes_to_what_the_front_says() {
    let desk = moved_in();
    let at = |name: &str| desk.name(name);
    let more = ["--setting", "bel_dag=20,60", "--replications", "2"];
    done(&[&["tune", &at("s.yaml"), "--quiet", "--out", &at("run")], &more[..]].concat());
    let point = fs::read_to_string(at("run/share/settings/01.yaml")).unwrap();
    assert!(point.contains("ledger: ../../../books") && !point.contains(&at("")), "{point}");
    done(&["compare", &at("run/share/settings/01.yaml"), "--quiet", "--out", &at("point")]);
    let front = fs::read_to_string(at("run/share/front.csv")).unwrap();
    let wanted = rows(&front)[1]["hours_of_work_difference"].parse::<f64>().unwrap();
    let differences = fs::read_to_string(at("point/share/differences.csv")).unwrap();
    let found = rows(&differences).into_iter().find(|row| row["kpi"] == "hours_of_work").unwrap();
    assert!((found["difference"].parse::<f64>().unwrap() - wanted).abs() < 1e-9, "{found:?} {wanted}");
}

#[test]
fn nothing_to_share_of_a_search_names_a_place_or_a_tenancy() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let here = fs::canonicalize(".").unwrap().display().to_string();
    let there = std::path::Path::new(&scenario).parent().unwrap().display().to_string();
    for (name, bytes) in search(&desk, &scenario, "run", &[&GRID[..], &["--replications", "1"]].concat()) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&here) && !text.contains(&there) && !text.contains("H0000"), "{name}");
    }
}

#[test]
fn a_search_has_the_same_bytes_whatever_the_threads_and_another_seed_has_others() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let of = |name, threads, seed| {
        let more = ["--replications", "1", "--budget", "12", "--points", "1", "--threads", threads, "--seed", seed];
        let axes = ["--setting", "bel_dag", "--setting", "herinnering_dag", "--setting", "klein_bedrag"];
        search(&desk, &scenario, name, &[&axes[..], &more].concat())
    };
    let (one, two, other) = (of("one", "1", "1"), of("two", "2", "1"), of("other", "2", "5"));
    assert_eq!(json(text_of(&one, "share/run.json"))["tune"]["method"], "search");
    assert_eq!(one.len(), two.len());
    for ((name, left), (same, right)) in one.iter().zip(&two) {
        assert!(name == same && left == right, "{name} differs");
    }
    assert_ne!(text_of(&one, "share/tried.csv"), text_of(&other, "share/tried.csv"));
}

#[test]
fn on_recorded_payments_a_front_is_exact_and_nothing_is_judged_again() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.scenario("s.yaml", &TWO, "")).unwrap();
    let exact = desk.write("s.yaml", &text.replace("response: modelled\n", ""));
    let out = done(&[&["tune", &exact, "--quiet"], &GRID[..]].concat());
    assert!(out.contains("every figure is exact") && !out.contains("other luck"), "{out}");
    assert!(out.contains("Used: 5 of a budget of 5,000 runs"), "{out}");
}

#[test]
fn a_baseline_that_breaches_its_own_guarantee_is_told_and_no_point_does() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &[("without", "policies/zonder-huisbezoek.beleid")], "");
    let window = "window: {from: 2025-01-01, to: 2025-03-31}";
    let year = fs::read_to_string(&scenario).unwrap().replace(window, "window: {from: 2024-01-01, to: 2025-06-30}");
    let scenario = desk.write("s.yaml", &year.replace("response: modelled\n", ""));
    let out = desk.name("run");
    let ended =
        huurproef(&[&["tune", &scenario, "--quiet", "--out", &out], &["--setting", "overdracht_maanden"][..]].concat());
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("The baseline itself breaches a guarantee"), "{}", ended.out);
    let tried = fs::read_to_string(desk.path("run/share/tried.csv")).unwrap();
    assert!(tried.contains(",refused,"), "{tried}");
    let front = fs::read_to_string(desk.path("run/share/front.csv")).unwrap();
    for row in tried.lines().filter(|row| row.contains(",refused,")) {
        let value = row.split(',').next().unwrap();
        assert!(!front.lines().any(|line| line.starts_with("p0") && line.split(',').nth(1) == Some(value)));
    }
}

#[test]
fn what_cannot_be_searched_is_refused_with_what_to_write() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let told = |more: &[&str]| refused(&[&["tune", &scenario, "--quiet"], more].concat());
    for (more, message) in [
        (&["--setting", "bel_dagg"][..], "did you mean `bel_dag`?"),
        (&["--setting", "bel_dag="], "write `--setting NAME`"),
        (&["--setting", "bel_dag=20"], "has one value only"),
        (&["--setting", "bel_dag=2,20"], "outside the range of the setting `bel_dag`: 3 to 60"),
        (&["--setting", "bel_dag", "--setting", "bel_dag=5,6"], "asked for twice"),
        (&["--setting", "bel_dag", "--budget", "5"], "help: give `--budget"),
        (&["--objectives", "arrears"], "only one thing to seek"),
        (&["--objectives", "arears,hours"], "did you mean `arrears`?"),
        (&["--recheck-seed", "1"], "both have seed 1"),
    ] {
        let err = told(more);
        assert!(err.contains(message) && err.contains("help: "), "{more:?}: {err}");
    }
    let ahead = refused(&["tune", "scenarios/vooruitblik.yaml", "--quiet"]);
    assert!(ahead.contains("within the books") && ahead.contains("help: "), "{ahead}");
    let nl = told(&["--setting", "bel_dag", "--budget", "5", "--lang", "nl"]);
    assert!(nl.contains("met een budget van 5 runs is niets te vinden") && nl.contains("hulp: "), "{nl}");
    assert_eq!(desk.entries(), ["s.yaml"]);
}
