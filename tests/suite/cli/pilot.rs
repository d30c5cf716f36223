//! A trial as a user meets it: `huurproef pilot design` and `read`, on a short scenario with few replications.

use super::Desk;
use super::LEDGER;
use super::done;
use super::huurproef;
use super::json;
use super::refused;
use std::fs;

const LADDERS: [(&str, &str); 2] =
    [("calls", "policies/ladder.beleid"), ("none", "policies/ladder-without-calls.beleid")];

/// A design on nine months of the books.
fn designed(desk: &Desk, out: &str, more: &[&str]) -> (String, String) {
    let scenario = desk.scenario("s.yaml", &LADDERS, "replications: 2\n");
    let text = fs::read_to_string(desk.path("s.yaml")).unwrap().replace("2025-01-01", "2024-07-01");
    desk.write("s.yaml", &text);
    let name = desk.name(out);
    let asked = [
        "pilot",
        "design",
        &scenario,
        "--number",
        "contact.call.effect",
        "--months",
        "3",
        "--quiet",
        "--format",
        "json",
        "--out",
        &name,
    ];
    (done(&[&asked[..], more].concat()), scenario)
}

#[test]
fn a_design_leaves_a_whole_folder_the_same_bytes_for_the_same_seed() {
    let desk = Desk::new();
    let (told, _) = designed(&desk, "one", &[]);
    let told = json(&told);
    assert!(told["design"]["needed_per_arm"].as_u64().unwrap() > 1);
    assert_eq!(told["number"]["label"], "assumed");
    let names: Vec<String> = desk.files("one").into_iter().map(|(name, _)| name).collect();
    let wanted = ["charts/power.png", "charts/power.svg", "pilot.yaml", "report.html", "run.json", "sizes.csv"];
    let wanted: Vec<String> = wanted.map(|name| format!("share/{name}")).to_vec();
    assert_eq!(names, [vec!["internal/allocation.csv".to_owned()], wanted].concat());
    designed(&desk, "again", &[]);
    assert_eq!(desk.files("one"), desk.files("again"));
    let rows = fs::read_to_string(desk.path("one/internal/allocation.csv")).unwrap();
    let in_a = rows.lines().filter(|line| line.ends_with(",A")).count();
    let in_b = rows.lines().filter(|line| line.ends_with(",B")).count();
    assert!(in_a + in_b > 100 && in_a.abs_diff(in_b) <= 8, "{in_a} {in_b}");
    designed(&desk, "other", &["--key", "9"]);
    assert_ne!(rows, fs::read_to_string(desk.path("other/internal/allocation.csv")).unwrap());
}

#[test]
fn a_trial_is_read_with_the_files_that_it_was_designed_with_and_no_others() {
    let desk = Desk::new();
    let (_, scenario) = designed(&desk, "trial", &["--start", "2024-07-01"]);
    let trial = desk.name("trial");
    let asked = ["pilot", "read", &trial, "--ledger", LEDGER, "--scenario", &scenario, "--quiet", "--format", "json"];
    // On these books nobody kept arms apart, and they are too few to show that: neither may be told as a finding.
    let ended = huurproef(&asked);
    let told = json(&ended.out);
    assert_eq!((ended.code, &told["verdict"]), (0, &"not_settled".into()), "{told}");
    assert!(told["kept_apart"].is_null() && told["difference"]["low"].as_f64().unwrap() < 0.0, "{told}");
    assert!(told["more"].as_u64().unwrap() > 0, "{told}");
    let rows = fs::read_to_string(desk.path("trial/internal/allocation.csv")).unwrap();
    desk.write("trial/internal/allocation.csv", &rows.replacen(",A\n", ",B\n", 1));
    assert!(refused(&asked).contains("it was changed"));
    desk.write("trial/internal/allocation.csv", &rows);
    let text = fs::read_to_string(desk.path("s.yaml")).unwrap();
    desk.write("s.yaml", &format!("{text}# later\n"));
    assert!(refused(&asked).contains("is not as it was when the trial was designed"));
}

#[test]
fn a_trial_needs_two_policies_that_differ_and_a_number_that_exists() {
    let desk = Desk::new();
    let alone = desk.scenario("alone.yaml", &LADDERS[..1], "");
    assert!(refused(&["pilot", "design", &alone, "--quiet"]).contains("a trial needs two policies"));
    let twice = desk.scenario("twice.yaml", &[("a", LADDERS[0].1), ("b", LADDERS[0].1)], "replications: 1\n");
    let same = refused(&["pilot", "design", &twice, "--number", "contact.call.effect", "--quiet"]);
    assert!(same.contains("no trial would tell anything"), "{same}");
    let two = desk.scenario("two.yaml", &LADDERS, "");
    let number = refused(&["pilot", "design", &two, "--number", "contact.cal.effect", "--quiet"]);
    assert!(number.contains("did you mean `contact.call.effect`?"), "{number}");
}

#[test]
fn without_a_number_those_of_the_steps_that_differ_are_listed() {
    let desk = Desk::new();
    let two = desk.scenario("two.yaml", &LADDERS, "");
    let which = refused(&["pilot", "design", &two, "--quiet"]);
    assert!(which.contains("`contact.call.effect`") && which.contains("huurproef ask sensitivity"), "{which}");
    assert!(!which.contains("home_visit"), "both policies visit: {which}");
}

#[test]
fn a_trial_has_no_warm_up_and_an_outcome_within_the_window() {
    let desk = Desk::new();
    let warm = desk.scenario("warm.yaml", &LADDERS, "warm_up: 2\n");
    let asked = ["pilot", "design", &warm, "--number", "contact.call.effect", "--quiet"];
    assert!(refused(&asked).contains("a trial has no warm-up"));
    let cold = desk.scenario("cold.yaml", &LADDERS, "replications: 1\n");
    let text = fs::read_to_string(desk.path("cold.yaml")).unwrap().replace("2025-01-01", "2024-07-01");
    desk.write("cold.yaml", &text);
    let late = refused(&["pilot", "design", &cold, "--number", "contact.call.effect", "--months", "18", "--quiet"]);
    assert!(late.contains("fewer than 10 tenancies") && late.contains("`--months 3`"), "{late}");
}
