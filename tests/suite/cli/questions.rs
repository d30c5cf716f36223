//! What a board asks: `huurproef ask`, on a short scenario with few replications.

use super::Desk;
use super::EARLIER;
use super::POLICY;
use super::done;
use super::json;
use super::refused;

const TWO: [(&str, &str); 2] = [("huidig", POLICY), ("eerder-bellen", EARLIER)];

#[test]
fn break_even_is_told_to_machines_and_leaves_a_whole_folder_that_names_no_tenancy() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "replications: 2\n");
    let out = desk.name("run");
    let asked =
        ["ask", "break-even", &scenario, "--number", "contact.call.effect", "--difference", "tenants_in_arrears"];
    let more = ["--from", "0", "--to", "3", "--format", "json", "--quiet", "--out", &out];
    let told = json(&done(&[&asked[..], &more].concat()));
    let points = told["points"].as_array().unwrap();
    assert_eq!(points.first().unwrap()["number"], 0.0);
    assert_eq!(points.last().unwrap()["number"], 3.0);
    let runs = &told["runs"];
    let count = |key: &str| runs[key].as_u64().unwrap();
    assert_eq!(count("turn") + count("always") + count("never"), 2);
    let names: Vec<String> = desk.files("run").into_iter().map(|(name, _)| name).collect();
    let wanted = ["charts/break-even.png", "charts/break-even.svg", "points.csv", "report.html", "run.json"];
    assert_eq!(names, wanted.map(|name| format!("share/{name}")));
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_to_ask_instead() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let number = refused(&["ask", "break-even", &scenario, "--number", "contact.cal.effect", "--quiet"]);
    assert!(number.contains("did you mean `contact.call.effect`?"), "{number}");
    let figure = refused(&["ask", "sensitivity", &scenario, "--figure", "tenants_in_arears", "--quiet"]);
    assert!(figure.contains("did you mean `tenants_in_arrears`?"), "{figure}");
    let alone = desk.scenario("alone.yaml", &TWO[..1], "");
    let order = refused(&["ask", "robustness", &alone, "--quiet"]);
    assert!(order.contains("only one policy to order"), "{order}");
    let range = refused(&["ask", "break-even", &scenario, "--number", "reached.call", "--to", "2", "--quiet"]);
    assert!(range.contains("within 0 to 1"), "{range}");
}

#[test]
fn hours_are_told_to_machines_and_leave_a_whole_folder_that_names_no_tenancy() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "replications: 2\n");
    let out = desk.name("run");
    let asked = ["ask", "capacity", &scenario, "--policy", "huidig", "--hours", "20,0", "--format", "json", "--quiet"];
    let told = json(&done(&[&asked[..], &["--out", &out]].concat()));
    let levels = told["levels"].as_array().unwrap();
    assert_eq!((levels[0]["hours_a_week"].as_f64(), levels[0]["hours_worked_a_week"].as_f64()), (Some(0.0), Some(0.0)));
    assert!(levels[0]["rules"].as_array().unwrap().iter().all(|rule| rule["done"] == 0.0), "{levels:?}");
    let all = levels.last().unwrap();
    assert!(all["hours_a_week"].is_null() && all["hours_worked_a_week"].as_f64().unwrap() > 1.0, "{all}");
    assert!(all["rules"].as_array().unwrap().iter().any(|rule| rule["done"].as_f64().unwrap() > 5.0), "{all}");
    assert!(levels.iter().all(|level| level["unsettled_from"].is_null()), "{told}");
    let names: Vec<String> = desk.files("run").into_iter().map(|(name, _)| name).collect();
    let charts = ["backlog.png", "backlog.svg", "hours.png", "hours.svg"].map(|name| format!("share/charts/{name}"));
    let rest = ["report.html", "run.json"].map(|name| format!("share/{name}"));
    assert_eq!(names, [&["share/capacity.csv".to_owned()][..], &charts, &rest].concat());
    assert!(!std::fs::read_to_string(desk.path("run/share/report.html")).unwrap().contains("H0000"));
}

#[test]
fn hours_that_no_week_has_and_work_without_minutes_are_refused_with_what_to_write() {
    let desk = Desk::new();
    let scenario = desk.scenario("s.yaml", &TWO, "");
    let with = |hours: &str| refused(&["ask", "capacity", &scenario, "--hours", hours, "--quiet"]);
    let below = with("10,-5");
    assert!(below.contains("`--hours` cannot have `-5`") && below.contains("numbers from 0 to 40000"), "{below}");
    assert!(with("ten").contains("`--hours` cannot have `ten`") && with("ten").contains("`7.5`, with a point"));
    assert!(with("1,2,3,4,5,6,7,8,9").contains("name eight at most"));
    let text = "policy \"P\" version \"1\"\nrule ring \"Call\" when days_overdue >= 5 do call once per episode\n";
    let idle = desk.write("idle.beleid", text);
    let scenario = desk.scenario("idle.yaml", &[("idle", &idle)], "");
    let nobody = refused(&["ask", "capacity", &scenario, "--hours", "5", "--quiet"]);
    assert!(
        nobody.contains("no action of the policy has minutes") && nobody.contains("minutes: {call: 15}"),
        "{nobody}"
    );
    let given = desk.scenario("given.yaml", &[("idle", &idle)], "capacity: {minutes: {call: 15}}\n");
    done(&["ask", "capacity", &given, "--hours", "5", "--replications", "1", "--quiet"]);
}
