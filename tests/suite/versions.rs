//! Versions of a policy in one scenario: which rules on which day, and what goes on across the change.

use huurproef::calendar::Day;
use huurproef::check::read;
use huurproef::money::Money;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::scenario::Chosen;
use huurproef::scenario::Outcome;
use huurproef::scenario::Plan;
use huurproef::scenario::Scenario;
use huurproef::scenario::Validity;
use huurproef::scenario::read_scenario;
use huurproef::scenario::run;
use huurproef::source::SourceFile;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::EntryKind;
use std::env;
use std::fmt::Write;
use std::fs;

const FOLDER: &str = "tests/golden/versions";

fn source(name: &str) -> SourceFile {
    SourceFile::new(name, fs::read_to_string(format!("{FOLDER}/{name}")).unwrap())
}

fn chosen(scenario: &Scenario, valid: Validity) -> Vec<Chosen> {
    let compiled = |(from, file): (Option<Day>, &str)| {
        let policy = read(&source(file)).policy.unwrap();
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        (from, policy, program)
    };
    let each = scenario.policies.iter();
    each.map(|choice| {
        Chosen::of_versions(&choice.name, choice.files().into_iter().map(compiled).collect(), valid).unwrap()
    })
    .collect()
}

/// One tenant who never pays, and one who pays in between.
fn portfolio() -> Portfolio {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let rent = |month: i32| {
        let due = day("2024-01-01").plus_months(month);
        Entry { due, ..Entry::new(EntryKind::Charge, due, Money::from_cents(60_000)) }
    };
    let paid = |on: &str, cents: i64| Entry::new(EntryKind::Payment, day(on), Money::from_cents(cents));
    let never = (0..6).map(rent).collect();
    let between = (0..6).map(rent).chain([paid("2024-03-20", 180_000), paid("2024-05-15", 120_000)]).collect();
    let of = |id: &str, entries| Tenancy { entries, ..Tenancy::bare(id, day("2020-01-01")) };
    Portfolio::new(vec![of("never", never), of("between", between)])
}

fn outcomes(valid: Validity) -> (Vec<Chosen>, Vec<Outcome>, Portfolio) {
    let scenario = read_scenario(&source("scenario.yaml")).unwrap();
    let (policies, portfolio) = (chosen(&scenario, valid), portfolio());
    let plan = Plan { scenario: &scenario, portfolio: &portfolio, policies: &policies, behaviour: None };
    let outcomes = run(&plan, &|| {});
    (policies, outcomes, portfolio)
}

fn told(valid: Validity) -> String {
    let (policies, outcomes, portfolio) = outcomes(valid);
    let mut text = String::new();
    for (chosen, outcome) in policies.iter().zip(&outcomes) {
        for row in &outcome.actions {
            let policy = chosen.policy_on(row.done.day);
            let rule = &policy.rules.get(usize::from(row.done.rule.unwrap())).unwrap().named.name;
            let id = &portfolio.tenancies.get(row.tenancy).unwrap().id;
            writeln!(text, "{},{id},{},{rule},version {}", chosen.name, row.done.day, policy.version).unwrap();
        }
        for (guarantee, count) in chosen.guarantees().zip(&outcome.breaches) {
            writeln!(text, "{},breached {count} times: {}", chosen.name, guarantee.title).unwrap();
        }
    }
    text
}

#[test]
fn each_version_rules_from_its_own_day() {
    for (name, valid) in [("as_written", Validity::AsWritten), ("as_if", Validity::AsIf)] {
        let (path, told) = (format!("{FOLDER}/{name}.csv"), told(valid));
        if env::var("BLESS").is_ok() {
            fs::write(&path, &told).unwrap();
        }
        assert_eq!(told, fs::read_to_string(&path).unwrap(), "{path}");
    }
}
