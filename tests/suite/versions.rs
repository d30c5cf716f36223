//! Versions of a policy in one scenario: which rules on which day, and what goes on across the change.

use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::read;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::engine::Version;
use huurproef::money::Money;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::scenario::Chosen;
use huurproef::scenario::Outcome;
use huurproef::scenario::Plan;
use huurproef::scenario::Scenario;
use huurproef::scenario::Validity;
use huurproef::scenario::read_scenario;
use huurproef::scenario::replay;
use huurproef::scenario::run;
use huurproef::source::SourceFile;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
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
    let plan = Plan { scenario: &scenario, portfolio: &portfolio, policies: &policies, behaviour: None, future: None };
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

#[test]
fn on_the_recorded_books_each_version_does_what_it_does_in_a_run() {
    for valid in [Validity::AsWritten, Validity::AsIf] {
        let scenario = read_scenario(&source("scenario.yaml")).unwrap();
        let (policies, portfolio) = (chosen(&scenario, valid), portfolio());
        let plan =
            Plan { scenario: &scenario, portfolio: &portfolio, policies: &policies, behaviour: None, future: None };
        let (outcomes, replayed) = (run(&plan, &|| {}), replay(&plan, &|| {}));
        for ((chosen, outcome), replayed) in policies.iter().zip(&outcomes).zip(&replayed) {
            assert_eq!(replayed.books.breaches, outcome.breaches, "{}", chosen.name);
            for kind in [ActionKind::Reminder, ActionKind::Call, ActionKind::HomeVisit] {
                let done = outcome.actions.iter().filter(|row| row.done.kind == kind).count();
                assert_eq!(replayed.books.done(kind).times, done as u64, "{}: {kind:?}", chosen.name);
            }
        }
    }
}

#[test]
fn a_tenancy_is_affected_from_the_first_day_on_which_the_versions_in_force_differ() {
    let scenario = read_scenario(&source("scenario.yaml")).unwrap();
    let first_days = |valid| {
        let (policies, portfolio) = (chosen(&scenario, valid), portfolio());
        let plan =
            Plan { scenario: &scenario, portfolio: &portfolio, policies: &policies, behaviour: None, future: None };
        let replayed = replay(&plan, &|| {});
        replayed.iter().map(|of| of.books.affected.first.map(|day| day.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(first_days(Validity::AsIf), [None, Some("2024-01-11".to_owned())]);
    assert_eq!(first_days(Validity::AsWritten), [None, Some("2024-02-01".to_owned())]);
}

#[test]
fn a_later_version_counts_the_late_months_from_before_it_ruled() {
    let program = |text: &str| {
        let checked = read(&SourceFile::new("policy", text));
        let policy = checked.policy.unwrap_or_else(|| panic!("{text}: {:?}", checked.diagnostics));
        Program::compile(&policy, &Settings::new()).unwrap()
    };
    let call = r#"rule phone "Call" when days_overdue >= 300 do call once per episode"#;
    let late = r#"rule often "Often late" when late_months(12) >= 3 do reminder once per episode"#;
    let [first, second] = [call, late].map(|rule| program(&format!("policy \"P\" version \"1\"\n{rule}")));
    let day = |text: &str| text.parse::<Day>().unwrap();
    let later = [Version { from: day("2024-04-10"), program: &second }];
    let window = Period { from: day("2024-01-01"), to: day("2024-04-30") };
    let run = Run { later: &later, ..Run::replay(&first, window) };
    let between = &portfolio().tenancies[1];
    let history = Simulator::default().simulate(&run, 1, between).clone();
    let days: Vec<String> = history.actions.iter().map(|done| done.day.to_string()).collect();
    assert_eq!(days, ["2024-04-10"], "January to March were paid late");
}
