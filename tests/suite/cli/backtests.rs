//! Whether the model has been right before: what a backtest leaves, when it is refused, and what a comparison says of it.

use super::Desk;
use super::EARLIER;
use super::POLICY;
use super::done;
use super::json;
use super::keys;
use super::refused;
use std::collections::BTreeSet;
use std::fs;

/// A scenario on books of forty homes and so many months.
fn scenario(desk: &Desk, name: &str, months: &str, more: &str) -> String {
    let books = format!("books-{months}");
    if !desk.path(&books).exists() {
        let out = desk.name(&books);
        done(&["synth", "--tenancies", "40", "--months", months, "--seed", "3", "--out", &out, "--quiet"]);
    }
    let own = |path: &str| fs::canonicalize(path).unwrap().display().to_string();
    let text = format!(
        "title: A small past\nledger: {books}\nsynthetic: true\nwindow: {{from: 2021-01-01, to: 2021-03-31}}\n\
         response: modelled\nbehaviour: {}\nreplications: 2\n{more}policies:\n  - name: current\n    file: {}\n  \
         - name: earlier\n    file: {}\n",
        own("scenarios/behaviours/default.yaml"),
        own(POLICY),
        own(EARLIER),
    );
    desk.write(name, &text)
}

#[test]
fn a_backtest_is_kept_and_a_comparison_on_the_same_books_says_what_it_found() {
    let desk = Desk::new();
    let (plain, out) = (scenario(&desk, "plain.yaml", "24", ""), desk.name("past"));
    let told = done(&["backtest", &plain, "--months", "6", "--origins", "1", "--quiet", "--out", &out]);
    assert!(told.contains("On these books, predicting 6 months ahead, the model was off by"), "{told}");
    assert!(told.contains("Forecasts are withheld."), "{told}");
    let files: Vec<String> = desk.files("past").into_iter().map(|(name, _)| name).collect();
    for name in ["backtest.csv", "backtest.html", "backtest.json", "charts/arrears-rate.png", "charts/arrears-rate.svg"]
    {
        assert!(files.contains(&format!("share/{name}")), "{files:?}");
    }
    let found = json(&fs::read_to_string(desk.path("past/share/backtest.json")).unwrap());
    let fixed = [
        "huurproef",
        "title",
        "policy",
        "synthetic",
        "first_day",
        "last_day",
        "tenancies",
        "ledger",
        "seed",
        "replications",
        "months",
        "origins",
        "overall",
        "fresh",
    ];
    assert_eq!(keys(&found), BTreeSet::from(fixed));
    assert_eq!(found["fresh"]["forecasts"], "are_withheld");
    assert_eq!(found["origins"][0]["cut"], "2021-06-30");
    let page = fs::read_to_string(desk.path("past/share/backtest.html")).unwrap();
    assert!(page.contains("Has the model been right before?") && page.matches("<svg").count() == 4);

    let run = |name: &str, scenario: &str| {
        done(&["compare", scenario, "--quiet", "--out", &desk.name(name)]);
        let page = fs::read_to_string(desk.path(&format!("{name}/share/report.html"))).unwrap();
        let receipt = json(&fs::read_to_string(desk.path(&format!("{name}/share/run.json"))).unwrap());
        (page, receipt)
    };
    let (page, receipt) = run("without", &plain);
    assert!(page.contains("no backtest is named") && receipt["backtest"].is_null());
    let named = scenario(&desk, "named.yaml", "24", "backtest: past/share/backtest.json\n");
    let (page, receipt) = run("with", &named);
    assert!(page.contains("On these books, predicting 6 months ahead"), "{page}");
    assert_eq!(receipt["backtest"]["forecasts"], "are_withheld");
    assert_eq!(receipt["scenario"]["backtest"], "past/share/backtest.json");

    let elsewhere = scenario(&desk, "elsewhere.yaml", "20", "backtest: past/share/backtest.json\n");
    let told = refused(&["compare", &elsewhere, "--quiet"]);
    assert!(told.contains("is of other books") && told.contains("huurproef backtest"), "{told}");
    let broken = desk.write("broken.json", "{}");
    let wrong = scenario(&desk, "wrong.yaml", "24", &format!("backtest: {broken}\n"));
    assert!(refused(&["compare", &wrong, "--quiet"]).contains("is no backtest"));
    assert!(refused(&["compare", &wrong, "--quiet", "--lang", "nl"]).contains("loopt vast op regel 1, kolom 2"));
}

#[test]
fn a_backtest_that_a_scenario_names_need_not_be_there_yet_nor_be_of_these_books_to_make_it() {
    let desk = Desk::new();
    let named = scenario(&desk, "named.yaml", "16", "backtest: past.json\n");
    let of_the_months = "12 must be known before anything is predicted";
    let told = refused(&["compare", &named, "--quiet"]);
    assert!(told.contains("there is no file `") && told.contains("help: `backtest` in `"), "{told}");
    assert!(refused(&["backtest", &named, "--quiet"]).contains(of_the_months));
    desk.write("past.json", "{}");
    let told = refused(&["compare", &named, "--quiet"]);
    assert!(told.contains("is no backtest") && told.contains("run `huurproef backtest` on the scenario"), "{told}");
    assert!(refused(&["backtest", &named, "--quiet"]).contains(of_the_months));
}

#[test]
fn books_that_are_too_short_are_refused_with_what_is_needed() {
    let desk = Desk::new();
    let short = scenario(&desk, "short.yaml", "16", "");
    let told = refused(&["backtest", &short, "--quiet"]);
    assert!(told.contains("up to 30 April 2020 the books hold 4 months; 12 must be known"), "{told}");
    assert!(told.contains("these books allow `--months 4` at most"), "{told}");
    let text = fs::read_to_string(scenario(&desk, "hardly-any.yaml", "12", "")).unwrap();
    let hardly_any = desk.write("hardly-any.yaml", &text.replace("2021-", "2020-"));
    let told = refused(&["backtest", &hardly_any, "--quiet"]);
    assert!(told.contains("books of 12 months are too short to predict from: it takes 13 or more"), "{told}");
    let told = refused(&["backtest", &short, "--origins", "3", "--months", "2", "--quiet"]);
    assert!(
        told.contains("up to 31 October 2020 the books hold 10 months") && told.contains("`--origins 2`"),
        "{told}"
    );
    let told = refused(&["backtest", &short, "--months", "2", "--replications", "1", "--quiet"]);
    assert!(told.contains("no interval") && told.contains("--replications 40"), "{told}");
}
