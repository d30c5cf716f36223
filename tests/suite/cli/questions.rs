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
