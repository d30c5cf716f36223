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

/// The last day of the books that trials are designed with here; those of the project go on for a year.
const LAST: &str = "2024-06-30";

/// The books of the project as they were on that day.
fn books(desk: &Desk) -> String {
    fs::create_dir_all(desk.path("books")).unwrap();
    let cut = |name: &str, column: usize| {
        let text = fs::read_to_string(format!("{LEDGER}/{name}")).unwrap();
        let (head, rows) = text.split_once('\n').unwrap();
        let rows = rows.lines().filter(|row| row.split(',').nth(column).unwrap() <= LAST).map(str::to_owned);
        (head.to_owned(), rows.collect::<Vec<String>>())
    };
    let write = |name: &str, (head, rows): (String, Vec<String>)| {
        desk.write(&format!("books/{name}"), &format!("{head}\n{}\n", rows.join("\n")));
    };
    write("entries.csv", cut("entries.csv", 2));
    write("actions.csv", cut("actions.csv", 1));
    let (head, rows) = cut("tenancies.csv", 6);
    // Who left later had not left yet.
    let still = |row: String| {
        let left = row.split(',').nth(7).unwrap() > LAST;
        let of = |(place, cell)| if left && (7..9).contains(&place) { "" } else { cell };
        row.split(',').enumerate().map(of).collect::<Vec<&str>>().join(",")
    };
    write("tenancies.csv", (head, rows.into_iter().map(still).collect()));
    desk.name("books")
}

/// A scenario of nine months on those books.
fn scenario(desk: &Desk) -> String {
    let scenario = desk.scenario("s.yaml", &LADDERS, "replications: 2\n");
    let own = fs::canonicalize(LEDGER).unwrap().display().to_string();
    let text = fs::read_to_string(desk.path("s.yaml")).unwrap().replace(&own, &books(desk));
    desk.write("s.yaml", &text.replace("2025-01-01", "2023-10-01").replace("2025-03-31", LAST));
    scenario
}

/// A design on them.
fn designed(desk: &Desk, out: &str, more: &[&str]) -> (String, String) {
    let (scenario, name) = (scenario(desk), desk.name(out));
    let asked = ["pilot", "design", &scenario, "--number", "contact.call.effect", "--months", "3"];
    let asked = [&asked[..], &["--outcome", "owed", "--quiet", "--format", "json", "--out", &name], more].concat();
    (done(&asked), scenario)
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
    let (told, scenario) = designed(&desk, "trial", &[]);
    let trial = desk.name("trial");
    let asked = ["pilot", "read", &trial, "--ledger", LEDGER, "--scenario", &scenario, "--quiet", "--format", "json"];
    let result = desk.name("result");
    let ended = huurproef(&[&asked[..], &["--out", &result]].concat());
    let found = json(&ended.out);
    assert!(ended.code < 2, "{}", ended.err);
    // On these books nobody kept arms apart, so nothing may be told as a finding of the trial.
    assert!(found["verdict"] == "broken" || found["verdict"] == "not_settled", "{found}");
    assert_eq!((&found["books"]["to"], &found["early"]), (&"2025-06-30".into(), &true.into()), "{found}");
    let (design, hash) = (&json(&told)["design"], &json(&told)["sha256"]);
    assert_eq!((&design["start"], &design["allocated_on"]), (&"2024-07-01".into(), &LAST.into()));
    assert_eq!(&found["design_sha256"], hash);
    let page = fs::read_to_string(desk.path("result/share/report.html")).unwrap();
    assert!(page.contains(hash.as_str().unwrap()) && page.contains("Read before its end on"));
    let receipt = json(&fs::read_to_string(desk.path("result/share/run.json")).unwrap());
    let inputs = receipt["inputs"].as_array().unwrap();
    let is_input = |name: &str| inputs.iter().any(|of| of["file"].as_str().unwrap().ends_with(name));
    assert!(is_input("pilot.yaml") && is_input("allocation.csv") && is_input("s.yaml"), "{inputs:?}");
    assert_eq!(
        inputs.iter().filter(|of| of["file"].as_str().unwrap().ends_with("entries.csv")).count(),
        2,
        "{inputs:?}"
    );
    assert_eq!(receipt["end_of_data"], "2025-06-30");

    let changed = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(desk.path(name)).unwrap();
        assert!(text.contains(from), "{text}");
        desk.write(name, &text.replacen(from, to, 1));
        let told = refused(&asked);
        desk.write(name, &text);
        told
    };
    assert!(changed("trial/internal/allocation.csv", ",A\n", ",B\n").contains("it was changed"));
    let design = "trial/share/pilot.yaml";
    for (from, to) in [("power: 0.8", "power: 0.5"), ("horizon_months: 3", "horizon_months: -6")] {
        assert!(changed(design, from, to).contains("is not the design as it was written"));
    }
    assert!(changed("s.yaml", "title", "# later\ntitle").contains("is not as it was when the trial was designed"));
}

#[test]
fn what_cannot_be_read_yet_or_from_here_says_how_to_mend_it() {
    let desk = Desk::new();
    let (_, scenario) = designed(&desk, "trial", &[]);
    let (trial, before) = (desk.name("trial"), desk.name("books"));
    let asked = |design: &str, ledger: &str, scenario: &str| {
        refused(&["pilot", "read", design, "--ledger", ledger, "--scenario", scenario, "--quiet"])
    };
    assert!(asked(&trial, &before, &scenario).contains("the trial has not begun in these books"));
    assert!(asked(&trial, LEDGER, "elsewhere.yaml").contains("say with `--scenario` where it is now"));
    assert!(asked(&before, LEDGER, &scenario).contains("name the folder that `huurproef pilot design` wrote"));
}

#[test]
fn a_trial_begins_after_its_allocation_with_policies_as_they_stand_in_files() {
    let desk = Desk::new();
    let scenario = scenario(&desk);
    let asked = ["pilot", "design", &scenario, "--number", "contact.call.effect", "--quiet"];
    let early = refused(&[&asked[..], &["--start", LAST]].concat());
    assert!(early.contains("a trial cannot begin on"), "{early}");
    let late = refused(&[&asked[..], &["--start", "2099-01-01"]].concat());
    assert!(late.contains("a trial cannot begin on 1 January 2099") && late.contains("within a year"), "{late}");
    let set = refused(&[&asked[..], &["--set", "call_day=30"]].concat());
    assert!(set.contains("under `settings` of each policy"), "{set}");
}

#[test]
fn a_number_of_a_step_that_both_policies_take_is_settled_by_no_trial_of_another() {
    let asked =
        ["pilot", "design", "scenarios/s5-zonder-huisbezoek.yaml", "--number", "contact.call.effect", "--quiet"];
    let told = refused(&asked);
    assert!(told.contains("`contact.call.effect` is not about that"), "{told}");
    assert!(told.contains("`contact.home_visit.effect`"), "{told}");
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
