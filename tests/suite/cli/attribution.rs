//! What attribute tells and leaves on disk, and what it refuses.

use super::Desk;
use super::EARLIER;
use super::POLICY;
use super::done;
use super::json;
use super::refused;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

const TWO: [(&str, &str); 2] = [("current", POLICY), ("earlier", EARLIER)];

/// The policy of the project with two values of settings, and as it is.
fn two_values(desk: &Desk, name: &str) -> String {
    let scenario = desk.scenario(name, &[("current", POLICY), ("other", POLICY)], "replications: 3\n");
    let text = fs::read_to_string(scenario).unwrap();
    desk.write(name, &(text + "    settings: {bel_dag: 5, minimum_termijn: 30}\n"))
}

fn text_of<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

/// The values of the rows of a table, by figure and kind of row.
fn values(csv: &str) -> BTreeMap<(String, String), Vec<f64>> {
    let mut values: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    for row in csv.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        if let [kpi, kind, _, value, ..] = cells.as_slice() {
            values.entry(((*kpi).to_owned(), (*kind).to_owned())).or_default().push(value.parse().unwrap());
        }
    }
    values
}

#[test]
fn an_attribution_leaves_only_what_may_be_shared_and_the_same_whatever_the_threads() {
    let desk = Desk::new();
    let scenario = two_values(&desk, "s.yaml");
    let out = |name: &str, threads: &str| {
        let out = desk.name(name);
        let told = done(&["attribute", &scenario, "--quiet", "--threads", threads, "--out", &out]);
        assert!(told.contains("bel_dag 20 dagen → 5 dagen") && told.contains("share/attribution.html"), "{told}");
        desk.files(name)
    };
    let files = out("one", "1");
    assert_eq!(files, out("two", "2"));
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let fixed =
        ["share/attribution.csv", "share/attribution.html", "share/run.json", "share/charts/waterfall-hours.svg"];
    assert!(names.is_superset(&BTreeSet::from(fixed)), "{names:?}");
    assert!(names.contains("share/charts/waterfall-hours.png"), "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("share/")), "{names:?}");
    assert!(!desk.path("one/internal").exists());
    let here = fs::canonicalize(".").unwrap().display().to_string();
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&here) && !text.contains("H0000"), "{name}");
    }
    let page = text_of(&files, "share/attribution.html");
    assert!(page.contains("The answer") && page.contains("<svg") && page.contains("20 dagen"), "{page}");
    assert!(page.contains("Synthetic people") && !page.contains("<script"), "{page}");
    let receipt = json(text_of(&files, "share/run.json"));
    assert_eq!(receipt["attribution"]["changes"].as_array().unwrap().len(), 2);
    assert_eq!(receipt["scenario"]["policies"][1]["settings"]["bel_dag"], 5);
    assert!(receipt["inputs"].as_array().unwrap().len() > 3, "{receipt}");
}

#[test]
fn the_parts_add_up_to_what_compare_tells() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "replications: 2\n");
    done(&["attribute", &scenario, "--quiet", "--out", &desk.name("parts")]);
    let ended = super::huurproef(&["compare", &scenario, "--quiet", "--out", &desk.name("whole")]);
    assert!(ended.code < 2, "{}", ended.err);
    let (parts, whole) = (desk.files("parts"), desk.files("whole"));
    let parts = values(text_of(&parts, "share/attribution.csv"));
    let mut compared = 0;
    for row in text_of(&whole, "share/differences.csv").lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let Some(total) = parts.get(&(cells[2].to_owned(), "total".to_owned())) else { continue };
        let own = &parts[&(cells[2].to_owned(), "part".to_owned())];
        let wanted: f64 = cells[4].parse().unwrap();
        assert_eq!(own.len(), 3);
        for found in [total[0], own.iter().sum::<f64>()] {
            assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{row}: {found}");
        }
        compared += 1;
    }
    assert!(compared >= 5, "{parts:?}");
}

#[test]
fn machines_get_every_part_under_its_change() {
    let desk = Desk::new();
    let scenario = two_values(&desk, "s.yaml");
    let answer = json(&done(&["attribute", &scenario, "--quiet", "--replications", "1", "--format", "json"]));
    assert_eq!((&answer["baseline"], &answer["policy"]), (&Value::from("current"), &Value::from("other")));
    let ids: Vec<&Value> = answer["changes"].as_array().unwrap().iter().map(|change| &change["id"]).collect();
    assert_eq!(ids, ["setting.bel_dag", "setting.minimum_termijn"]);
    let rate = &answer["measures"][0];
    assert_eq!(rate["kpi"], "arrears_rate_sitting");
    assert_eq!(rate["parts"][1]["change"], "setting.minimum_termijn");
    assert!(rate["parts"][0]["part"]["mean"].is_number() && rate["parts"][0]["part"]["low"].is_null(), "{rate}");
    assert!(rate["parts"][0]["alone"]["verdict"].is_string() && rate["interplay"]["mean"].is_number(), "{rate}");
    assert_eq!(answer["policies_run"], 4);
}

#[test]
fn changes_can_be_taken_together_by_name() {
    let desk = Desk::new();
    let scenario = two_values(&desk, "s.yaml");
    let more = ["--quiet", "--replications", "1", "--format", "json", "--together", "bel_dag, setting.minimum_termijn"];
    let answer = json(&done(&[&["attribute", &scenario], &more[..]].concat()));
    assert_eq!(answer["changes"].as_array().unwrap().len(), 1);
    assert_eq!(answer["changes"][0]["changes"].as_array().unwrap().len(), 2);
    let err = refused(&["attribute", &scenario, "--quiet", "--together", "bel_dagen"]);
    assert!(err.contains("there is no change `bel_dagen`") && err.contains("help: "), "{err}");
    for list in ["bel_dag", ",", "bel_dag,bel_dag"] {
        let err = refused(&["attribute", &scenario, "--quiet", "--together", list]);
        assert!(err.contains(&format!("`--together {list}` takes nothing together")), "{err}");
    }
}

#[test]
fn what_cannot_be_attributed_is_refused_and_leaves_nothing() {
    let desk = Desk::new();
    let alone = desk.scenario("one.yaml", &[("current", POLICY)], "");
    let same = desk.scenario("same.yaml", &[("current", POLICY), ("again", POLICY)], "");
    let two = desk.scenario("two.yaml", &TWO, "");
    let path = fs::canonicalize(EARLIER).unwrap().display().to_string();
    let text = fs::read_to_string(&two).unwrap();
    let chain = text.replace(&format!("file: {path}"), &format!("versions: [{{from: 2025-01-01, file: \"{path}\"}}]"));
    assert_ne!(chain, text);
    let chain = desk.write("chain.yaml", &chain);
    let english = desk.write("ladder.yaml", &text.replace(&path, &path.replace("eerder-bellen", "ladder")));
    let out = desk.name("run");
    for (arguments, message) in [
        (vec!["attribute", &alone], "there is only one policy to compare"),
        (vec!["attribute", &same], "the policies decide the same"),
        (vec!["attribute", &chain], "`earlier` has versions"),
        (vec!["attribute", &english], "the policies are written in two languages"),
        (vec!["attribute", &two, "--policy", "earler"], "did you mean `earlier`?"),
        (vec!["attribute", &two, "--policy", "current"], "is what the others are compared with"),
    ] {
        let err = refused(&[&arguments[..], &["--quiet", "--out", &out]].concat());
        assert!(err.contains(message) && err.contains("error: "), "{arguments:?}: {err}");
    }
    assert_eq!(desk.entries(), ["chain.yaml", "ladder.yaml", "one.yaml", "same.yaml", "two.yaml"]);
}

#[test]
fn too_many_changes_are_named_and_the_proposed_way_out_works() {
    let desk = Desk::new();
    let policy = fs::read_to_string(POLICY).unwrap();
    let settings = policy.lines().filter(|line| line.starts_with("instelling ")).take(11);
    let changed = settings.fold(policy.clone(), |text, line| {
        let (name, rest) = line.split_once('=').unwrap();
        let value: u32 = rest.split_whitespace().next().unwrap().parse().unwrap();
        text.replace(line, &format!("{name}= {} {}", value + 1, rest.trim_start().split_once(' ').unwrap().1))
    });
    let other = desk.write("other.beleid", &changed);
    let scenario = desk.scenario("s.yaml", &[("current", POLICY), ("other", &other)], "replications: 1\n");
    let err = refused(&["attribute", &scenario, "--quiet"]);
    assert!(err.contains("11 changes are too many to take apart, at most 10 can be: setting.aanmaning_dag"), "{err}");
    let proposed = err.split("--together ").nth(1).unwrap().trim_end().trim_end_matches('`');
    let told = done(&["attribute", &scenario, "--quiet", "--together", proposed]);
    assert!(told.contains("+ 10 others") && told.contains("2 policies were run once"), "{told}");
}
