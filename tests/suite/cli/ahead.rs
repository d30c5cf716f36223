//! Looking beyond the end of the books: what it leaves, what it may not change, and when it is refused.

use super::Desk;
use super::EARLIER;
use super::POLICY;
use super::done;
use super::json;
use super::refused;
use std::fs;

const TWO: [(&str, &str); 2] = [("current", POLICY), ("earlier", EARLIER)];
const FORECAST: &str = "forecast: {months: 12, rent_increase: 0.03}\n";

fn loss(share: f64) -> String {
    format!(
        "shocks:\n  - {{kind: income_loss, from: 2025-10-01, months: 3, share: {share}, log_odds: {{value: -2.0, low: \
         -3.0, high: -1.0, label: assumed, source: \"nobody knows\"}}}}\n"
    )
}

/// A scenario on the books of the project up to a day.
fn until(desk: &Desk, name: &str, policies: &[(&str, &str)], more: &str, to: &str) -> String {
    let text = fs::read_to_string(desk.scenario(name, policies, more)).unwrap();
    desk.write(name, &text.replace("to: 2025-03-31", &format!("to: {to}")))
}

/// Compares with two replications and returns what was written.
fn compare(desk: &Desk, scenario: &str, name: &str, more: &[&str]) -> Vec<(String, Vec<u8>)> {
    let out = desk.name(name);
    done(&[&["compare", scenario, "--replications", "2", "--quiet", "--out", &out], more].concat());
    desk.files(name)
}

fn text_of<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

/// Everything but the receipt, which names the file of the scenario and what stands in it, and the page, which shows it.
fn figures(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().filter(|(name, _)| !name.ends_with("run.json") && !name.ends_with("report.html")).collect()
}

fn same(left: &[(String, Vec<u8>)], right: &[(String, Vec<u8>)]) {
    assert_eq!(left.len(), right.len());
    for ((name, left), (_, right)) in left.iter().zip(right) {
        assert!(left == right, "{name} differs");
    }
}

#[test]
fn a_forecast_says_everywhere_from_when_on_it_is_one() {
    let desk = Desk::new();
    let scenario = until(&desk, "s.yaml", &TWO, &(FORECAST.to_owned() + &loss(0.1)), "2025-12-31");
    let files = compare(&desk, &scenario, "run", &[]);
    let kpis = text_of(&files, "share/kpis.csv");
    let marked = |date: &str, horizon: &str| {
        let of_date: Vec<&str> = kpis.lines().filter(|line| line.contains(date)).collect();
        assert!(!of_date.is_empty() && of_date.iter().all(|line| line.ends_with(horizon)), "{date}");
    };
    marked(",2025-06-30,", ",recorded");
    marked(",2025-07-31,", ",forecast");
    let page = text_of(&files, "share/report.html");
    for words in ["From 1 July 2025 on this is a forecast", "forecast.ends_a_year", "shocks[0].income_loss.log_odds"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(text_of(&files, "share/charts/arrears-rate.svg").contains("forecast →"));
    let receipt = json(text_of(&files, "share/run.json"));
    assert_eq!(receipt["forecast_from"], "2025-07-01");
    assert!(receipt["tenancies_to_come"].as_u64().unwrap() > 0);
}

#[test]
fn a_window_within_the_books_knows_nothing_of_a_forecast() {
    let desk = Desk::new();
    let without = compare(&desk, &until(&desk, "a.yaml", &TWO, "", "2025-03-31"), "a", &[]);
    let with = compare(&desk, &until(&desk, "b.yaml", &TWO, FORECAST, "2025-03-31"), "b", &[]);
    assert!(!text_of(&with, "share/run.json").contains("forecast_from"));
    same(&figures(without), &figures(with));
}

#[test]
fn the_part_of_a_forecast_within_the_books_is_as_without_it() {
    let desk = Desk::new();
    let within = compare(&desk, &until(&desk, "a.yaml", &TWO, "", "2025-06-30"), "a", &[]);
    let beyond = compare(&desk, &until(&desk, "b.yaml", &TWO, FORECAST, "2026-03-31"), "b", &[]);
    let recorded = |files: &[(String, Vec<u8>)]| {
        let lines = text_of(files, "share/kpis.csv").lines().filter(|line| line.ends_with(",recorded"));
        lines.map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(recorded(&within), recorded(&beyond));
    let affected = |files| text_of(files, "internal/affected.csv").to_owned();
    assert_eq!(affected(&within), affected(&beyond), "what is computed follows from the books alone");
}

#[test]
fn a_shock_of_nobody_changes_no_byte_and_threads_do_not_either() {
    let desk = Desk::new();
    let scenario = |name: &str, more: &str| until(&desk, name, &TWO, &(FORECAST.to_owned() + more), "2025-12-31");
    let (without, nobody) = (scenario("a.yaml", ""), scenario("b.yaml", &loss(0.0)));
    let plain = figures(compare(&desk, &without, "a", &["--threads", "1"]));
    same(&plain, &figures(compare(&desk, &nobody, "b", &["--threads", "1"])));
    let all = scenario("c.yaml", &loss(0.2));
    let one = compare(&desk, &all, "one", &["--threads", "1"]);
    same(&one, &compare(&desk, &all, "two", &["--threads", "2"]));
}

#[test]
fn a_policy_beside_itself_meets_the_same_shocks() {
    let desk = Desk::new();
    let twice = [("current", POLICY), ("again", POLICY)];
    let scenario = until(&desk, "s.yaml", &twice, &(FORECAST.to_owned() + &loss(0.2)), "2026-03-31");
    let files = compare(&desk, &scenario, "run", &[]);
    let differences = text_of(&files, "share/differences.csv");
    assert!(differences.lines().count() > 10);
    for line in differences.lines().skip(1) {
        let difference: f64 = line.split(',').nth(4).unwrap().parse().unwrap();
        assert!(difference.abs() <= 0.0, "{line}");
    }
}

#[test]
fn a_forecast_that_cannot_be_made_is_refused() {
    let desk = Desk::new();
    let refusal = |more: &str, to: &str| {
        let scenario = until(&desk, "s.yaml", &TWO, more, to);
        refused(&["compare", &scenario, "--quiet"])
    };
    let beyond = refusal(FORECAST, "2026-12-31");
    assert!(beyond.contains("reaches beyond 2026-06-30, 12 months after the books"), "{beyond}");
    let within = refusal(&(FORECAST.to_owned() + &loss(0.1).replace("2025-10-01", "2025-02-01")), "2025-12-31");
    assert!(within.contains("`shocks[0]` comes on 2025-02-01, within the books"), "{within}");
    let text = fs::read_to_string(until(&desk, "s.yaml", &TWO, FORECAST, "2026-03-31")).unwrap();
    let late = desk.write("s.yaml", &text.replace("from: 2025-01-01", "from: 2025-07-01"));
    let err = refused(&["compare", &late, "--quiet"]);
    assert!(err.contains("help: let the window begin within the books"), "{err}");
}

#[test]
fn a_warm_up_may_last_beyond_the_end_of_the_books() {
    let desk = Desk::new();
    let scenario = until(&desk, "s.yaml", &TWO, &(FORECAST.to_owned() + "warm_up: 9\n"), "2025-12-31");
    let kpis = compare(&desk, &scenario, "run", &[]);
    let kpis = text_of(&kpis, "share/kpis.csv");
    let rows: Vec<&str> = kpis.lines().skip(1).filter(|row| row.contains(",tenants_in_arrears,")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.ends_with(",forecast")), "{rows:?}");
}
