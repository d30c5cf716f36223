//! The time after the books: what is forecast of a year that is known, and what may not change by looking ahead.

use huurproef::behaviour::Behaviour;
use huurproef::behaviour::Estimate;
use huurproef::behaviour::Label;
use huurproef::behaviour::Spread;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::read;
use huurproef::engine::History;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::engine::record;
use huurproef::forecast::Ahead;
use huurproef::forecast::Asked;
use huurproef::forecast::Future;
use huurproef::forecast::Given;
use huurproef::forecast::Shock;
use huurproef::forecast::ShockKind;
use huurproef::ledger::Account;
use huurproef::ledger::Allocation;
use huurproef::money::Money;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::scenario::read_behaviour;
use huurproef::source::SourceFile;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tables::read_ledger;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Plan;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::PaymentMethod;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const POLICY: &str = "policies/wooninvest-2025.beleid";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn file(path: &str) -> SourceFile {
    SourceFile::new(path, fs::read_to_string(path).unwrap())
}

fn behaviour() -> Behaviour {
    read_behaviour(&file("scenarios/behaviours/default.yaml")).unwrap()
}

fn program() -> Program {
    let checked = read(&file(POLICY));
    Program::compile(&checked.policy.unwrap(), &Settings::new()).unwrap()
}

/// The books as they were on a day: nothing of what came later is known.
fn cut(portfolio: &Portfolio, last: Day) -> Portfolio {
    let known = |tenancy: &Tenancy| {
        let mut known = tenancy.clone();
        known.entries.retain(|entry| entry.day <= last);
        known.actions.retain(|action| action.day <= last);
        known.plans.retain(|plan| plan.agreed_on <= last);
        known.plans.iter_mut().for_each(|plan| forget(plan, last));
        known.holds.retain(|hold| hold.from <= last);
        known.holds.iter_mut().for_each(|hold| hold.to = hold.to.filter(|to| *to <= last));
        known.dossiers.retain(|dossier| dossier.opened <= last);
        for dossier in &mut known.dossiers {
            dossier.writ_on = dossier.writ_on.filter(|writ| *writ <= last);
            dossier.closed = dossier.closed.filter(|closed| *closed <= last);
        }
        known.end = known.end.filter(|end| *end <= last);
        if known.end.is_none() {
            known.end_reason = EndReason::Unknown;
        }
        known
    };
    let running = portfolio.tenancies.iter().filter(|tenancy| tenancy.start <= last);
    let Portfolio { attributes, survey, .. } = portfolio.clone();
    let (has_dossiers, has_actions, has_plans) = (portfolio.has_dossiers, portfolio.has_actions, portfolio.has_plans);
    let known = Portfolio::new(running.map(known).collect());
    Portfolio { attributes, survey, has_dossiers, has_actions, has_plans, ..known }
}

fn forget(plan: &mut Plan, last: Day) {
    let is_over = plan.ended_on.is_some_and(|ended| ended <= last);
    if !is_over {
        (plan.ended_on, plan.outcome) = (None, None);
    }
    plan.listed.iter_mut().for_each(|instalment| instalment.paid_on = instalment.paid_on.filter(|paid| *paid <= last));
}

/// What a year came to.
#[derive(Clone, Copy, Debug, Default)]
struct Year {
    charged: i64,
    months: u32,
    on_time: u32,
    within_a_week: u32,
    late: u32,
    debits: u32,
    reversals: u32,
    /// Arrears of sitting tenants at the end of each month, together.
    arrears: i64,
}

impl Year {
    fn add(&mut self, history: &History, during: Period) {
        let of_year = |entry: &&Entry| during.contains(entry.day);
        let mut dues: BTreeMap<Day, Money> = BTreeMap::new();
        for entry in history.entries.iter().filter(of_year) {
            match entry.kind {
                EntryKind::Charge if entry.category.is_monthly_rent() => {
                    self.charged += entry.amount.cents();
                    *dues.entry(entry.due).or_insert(Money::ZERO) += entry.amount;
                }
                EntryKind::Reversal => self.reversals += 1,
                EntryKind::Payment if entry.method == PaymentMethod::DirectDebit => self.debits += 1,
                _ => {}
            }
        }
        for due in dues.keys() {
            let old = history.arrears_on(due.plus(-1));
            let settled = (0..=21).find(|days| history.arrears_on(due.plus(*days)) <= old);
            self.months += 1;
            self.on_time += u32::from(settled == Some(0));
            self.within_a_week += u32::from(settled.is_some_and(|days| days <= 7));
            self.late += u32::from(settled.is_none());
        }
        for end in during.month_ends() {
            if history.end.is_none_or(|ended| end < ended) {
                self.arrears += history.arrears_on(end).cents();
            }
        }
    }

    fn on_time(&self) -> f64 {
        f64::from(self.on_time) / f64::from(self.months)
    }

    fn within_a_week(&self) -> f64 {
        f64::from(self.within_a_week) / f64::from(self.months)
    }

    fn late(&self) -> f64 {
        f64::from(self.late) / f64::from(self.months)
    }

    fn bounced(&self) -> f64 {
        f64::from(self.reversals) / f64::from(self.debits)
    }
}

fn recorded(portfolio: &Portfolio, during: Period) -> Year {
    let (mut account, mut history, mut year) = (Account::default(), History::default(), Year::default());
    for tenancy in &portfolio.tenancies {
        record(&without_bounced(tenancy), Allocation::Statutory, &mut account, &mut history);
        year.add(&history, during);
    }
    year
}

/// The tenancy with nothing paid by what bounced: the tenant knows at once, as in a forecast, and the books days later.
fn without_bounced(tenancy: &Tenancy) -> Tenancy {
    let mut known = tenancy.clone();
    for reversal in tenancy.entries.iter().filter(|entry| entry.kind == EntryKind::Reversal) {
        let bounced = known.entries.get_mut(reversal.refers_to.unwrap() as usize);
        bounced.unwrap().amount = Money::ZERO;
    }
    known.entries.iter_mut().filter(|entry| entry.kind == EntryKind::Reversal).for_each(|e| e.amount = Money::ZERO);
    known
}

/// The first luck, with every number as it is.
const AS_IT_IS: Given = Given { luck: 0, draw: None, rent_increase: 0.0 };

fn look_ahead(portfolio: &Portfolio, months: u32, rent_increase: f64) -> Future {
    let asked = Asked {
        ahead: Ahead { months, rent_increase: Some(rent_increase), season: true },
        shocks: &[],
        allocation: Allocation::Statutory,
        seed: 1,
    };
    Future::new(portfolio, &asked)
}

fn forecast(portfolio: &Portfolio, months: u32, window: Period, during: Period, rent_increase: f64) -> Year {
    let (behaviour, program) = (behaviour(), program());
    let future = look_ahead(portfolio, months, rent_increase);
    let drawn = behaviour.draw(1, 0, Spread::Central);
    let (mut simulator, mut year) = (Simulator::default(), Year::default());
    for place in 0..future.portfolio.tenancies.len() {
        let course = future.course(place, AS_IT_IS).unwrap();
        let run = Run {
            behaviour: Some(&drawn),
            seed: 1,
            last_day: future.last_day,
            plans_listed: portfolio.has_plans,
            columns: &portfolio.attributes,
            beyond: Some(&course),
            ..Run::replay(&program, window)
        };
        year.add(simulator.simulate(&run, place, &course.tenancy), during);
    }
    year
}

fn told(name: &str, year: &Year) -> String {
    format!(
        "{name:9}charged {:>14} months {:>6} on time {:6.2} % within a week {:6.2} % late {:5.2} % bounced {:5.2} % ({} of {}) arrears {:>10}",
        Money::from_cents(year.charged).to_plain(),
        year.months,
        100.0 * year.on_time(),
        100.0 * year.within_a_week(),
        100.0 * year.late(),
        100.0 * year.bounced(),
        year.reversals,
        year.debits,
        Money::from_cents(year.arrears / 12).to_plain()
    )
}

/// The figures of a year as the page on forecasts shows them.
fn as_shown(year: &Year) -> [String; 6] {
    let euros = |cents: i64| {
        let whole = (cents + 50).div_euclid(100).to_string();
        let groups: Vec<&str> =
            whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        format!("€ {}", groups.join(","))
    };
    let share = |share: f64| format!("{:.1} %", 100.0 * share);
    let shares = [year.on_time(), year.within_a_week(), year.late(), year.bounced()].map(share);
    let [on_time, within_a_week, late, bounced] = shares;
    [euros(year.charged), on_time, within_a_week, late, bounced, euros(year.arrears / 12)]
}

/// Checks the two columns of the page on forecasts that tell of a year, from this one on.
fn page_shows(column: usize, came: &Year, ahead: &Year) {
    let page = fs::read_to_string("docs/forecast.md").unwrap();
    let rows = page.lines().skip_while(|line| !line.contains("1,000 homes: came")).skip(2).take(6);
    for (row, (came, ahead)) in rows.zip(as_shown(came).into_iter().zip(as_shown(ahead))) {
        let shown: Vec<&str> = row.split('|').map(str::trim).skip(column).take(2).collect();
        assert_eq!(shown, [came.as_str(), ahead.as_str()], "{row}");
    }
}

/// Invented books cut a year before their end: what is forecast of that year, with nothing known of it, beside what came.
#[test]
fn a_year_that_is_known_is_forecast_about_as_it_came() {
    let first_month = day("2021-01-01").month();
    let whole = invent(SynthOptions { tenancies: 1000, months: 48, seed: 11, first_month });
    let last = day("2023-12-31");
    let known = cut(&whole, last);
    let year = Period { from: day("2024-01-01"), to: day("2024-12-31") };
    let window = Period { from: day("2023-07-01"), to: day("2024-12-31") };
    // The rent increase is a choice of the scenario: that year's is known to be 5.6 %.
    let (came, ahead) = (recorded(&whole, year), forecast(&known, 12, window, year, 0.056));
    let figures = format!("{}\n{}", told("came", &came), told("forecast", &ahead));
    assert!((ahead.charged as f64 / came.charged as f64 - 1.0).abs() < 0.01, "{figures}");
    assert!((ahead.on_time() - came.on_time()).abs() < 0.02, "{figures}");
    assert!((ahead.within_a_week() - came.within_a_week()).abs() < 0.01, "{figures}");
    assert!((ahead.late() - came.late()).abs() < 0.015, "{figures}");
    assert!((ahead.bounced() - came.bounced()).abs() < 0.008, "{figures}");
    page_shows(2, &came, &ahead);
}

/// The books of the project cut a year before their end, likewise. They are small: luck alone moves their figures by more.
#[test]
fn the_last_year_of_the_example_books_is_forecast_about_as_it_came() {
    let whole = read_ledger(Path::new("scenarios/ledgers/voorbeeld")).unwrap().portfolio;
    let known = cut(&whole, day("2024-06-30"));
    let year = Period { from: day("2024-07-01"), to: day("2025-06-30") };
    let window = Period { from: day("2024-01-01"), to: day("2025-06-30") };
    let (came, ahead) = (recorded(&whole, year), forecast(&known, 12, window, year, 0.056));
    let figures = format!("{}\n{}", told("came", &came), told("forecast", &ahead));
    assert!((ahead.charged as f64 / came.charged as f64 - 1.0).abs() < 0.01, "{figures}");
    assert!((ahead.on_time() - came.on_time()).abs() < 0.03, "{figures}");
    assert!((ahead.late() - came.late()).abs() < 0.02, "{figures}");
    assert!((ahead.bounced() - came.bounced()).abs() < 0.01, "{figures}");
    page_shows(4, &came, &ahead);
}

#[test]
fn a_debit_that_bounces_after_the_books_is_taken_back_on_its_own_day() {
    let first_month = day("2021-01-01").month();
    let books = invent(SynthOptions { tenancies: 300, months: 36, seed: 4, first_month });
    let (behaviour, program) = (behaviour(), program());
    let drawn = behaviour.draw(1, 0, Spread::Central);
    let future = look_ahead(&books, 12, 0.03);
    let mut simulator = Simulator::default();
    let mut bounced = 0;
    for place in 0..future.portfolio.tenancies.len() {
        let course = future.course(place, AS_IT_IS).unwrap();
        let window = Period { from: day("2023-07-01"), to: day("2024-12-31") };
        let run = Run {
            behaviour: Some(&drawn),
            seed: 1,
            last_day: future.last_day,
            columns: &books.attributes,
            beyond: Some(&course),
            ..Run::replay(&program, window)
        };
        let history = simulator.simulate(&run, place, &course.tenancy);
        let after = |entry: &&Entry| entry.kind == EntryKind::Reversal && entry.day > future.last_day.plus(14);
        for reversal in history.entries.iter().filter(after) {
            let debit = &history.entries[reversal.refers_to.unwrap() as usize];
            assert_eq!((debit.day, debit.amount), (reversal.day, reversal.amount), "{}", course.tenancy.id);
            let times = history
                .entries
                .iter()
                .filter(|entry| entry.kind == EntryKind::Reversal && entry.refers_to == reversal.refers_to);
            assert_eq!(times.count(), 1, "{}", course.tenancy.id);
            bounced += 1;
        }
    }
    assert!(bounced > 5, "{bounced} debits bounced");
}

/// The histories of all tenancies up to the end of the books.
fn up_to_the_end(portfolio: &Portfolio, window: Period, future: Option<&Future>) -> Vec<(String, History)> {
    let (behaviour, program, last_day) = (behaviour(), program(), portfolio.last_day.unwrap());
    let drawn = behaviour.draw(5, 2, Spread::Interval);
    let given = Given { luck: 2, draw: Some(2), rent_increase: drawn.rent_increase };
    let mut simulator = Simulator::default();
    let mut histories = Vec::new();
    for tenancy in &portfolio.tenancies {
        let place = future.and_then(|of| of.portfolio.tenancies.iter().position(|other| other.id == tenancy.id));
        let course = future.zip(place).and_then(|(future, place)| future.course(place, given));
        let tenancy = course.as_ref().map_or(tenancy, |course| &course.tenancy);
        let run = Run {
            behaviour: Some(&drawn),
            seed: 5,
            replication: 2,
            last_day,
            plans_listed: portfolio.has_plans,
            columns: &portfolio.attributes,
            beyond: course.as_ref(),
            ..Run::replay(&program, window)
        };
        let mut history = simulator.simulate(&run, 0, tenancy).clone();
        history.entries.retain(|entry| entry.day <= last_day);
        history.actions.retain(|action| action.day <= last_day);
        history.arrears.retain(|step| step.day <= last_day);
        histories.push((tenancy.id.clone(), history));
    }
    histories
}

#[test]
fn what_lies_within_the_books_comes_out_as_without_a_look_ahead() {
    let first_month = day("2021-01-01").month();
    let books = invent(SynthOptions { tenancies: 400, months: 36, seed: 3, first_month });
    let asked = Asked {
        ahead: Ahead { months: 18, rent_increase: None, season: true },
        shocks: &[],
        allocation: Allocation::Statutory,
        seed: 5,
    };
    let future = Future::new(&books, &asked);
    let from = day("2023-01-01");
    let within = up_to_the_end(&books, Period { from, to: day("2023-12-31") }, None);
    let beyond = up_to_the_end(&books, Period { from, to: day("2025-06-30") }, Some(&future));
    for ((id, within), (_, beyond)) in within.iter().zip(&beyond) {
        assert_eq!(within.entries, beyond.entries, "{id}");
        assert_eq!(within.actions, beyond.actions, "{id}");
        assert_eq!(within.arrears, beyond.arrears, "{id}");
    }
}

#[test]
fn a_shock_that_befalls_nobody_changes_nothing_and_one_that_befalls_all_brings_arrears() {
    let first_month = day("2022-01-01").month();
    let books = invent(SynthOptions { tenancies: 300, months: 24, seed: 3, first_month });
    let (behaviour, program) = (behaviour(), program());
    let drawn = behaviour.draw(1, 0, Spread::Central);
    let window = Period { from: day("2023-10-01"), to: day("2024-12-31") };
    let estimate = Estimate { value: -2.0, low: -2.5, high: -1.5, label: Label::Assumed, source: String::new() };
    let loss = |share| Shock {
        kind: ShockKind::IncomeLoss,
        from: day("2024-02-01"),
        months: Some(6),
        share: Some(share),
        share_of_rent: None,
        percent: None,
        log_odds: Some(estimate.clone()),
    };
    let run = |shocks: &[Shock]| {
        let asked = Asked {
            ahead: Ahead { months: 12, rent_increase: None, season: true },
            shocks,
            allocation: Allocation::Statutory,
            seed: 1,
        };
        let future = Future::new(&books, &asked);
        let mut simulator = Simulator::default();
        let simulate = |place| {
            let course = future.course(place, AS_IT_IS).unwrap();
            let run = Run {
                behaviour: Some(&drawn),
                seed: 1,
                last_day: future.last_day,
                plans_listed: true,
                beyond: Some(&course),
                ..Run::replay(&program, window)
            };
            simulator.simulate(&run, place, &course.tenancy).clone()
        };
        (0..future.portfolio.tenancies.len()).map(simulate).collect::<Vec<History>>()
    };
    let entries = |histories: &[History]| histories.iter().map(|history| history.entries.clone()).collect::<Vec<_>>();
    let arrears = |histories: &[History]| -> i64 {
        histories.iter().map(|history| history.arrears_on(day("2024-07-31")).cents()).sum()
    };
    let (none, nobody, all) = (run(&[]), run(&[loss(0.0)]), run(&[loss(1.0)]));
    assert_eq!(entries(&none), entries(&nobody));
    assert!(arrears(&all) > 2 * arrears(&none), "{} and {}", arrears(&all), arrears(&none));
}
