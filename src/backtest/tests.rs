//! What a backtest must never do: see the future, depend on the threads, take new tenants for good payers.

use super::Asked;
use super::Backtest;
use super::BacktestError;
use super::Caution;
use super::Step;
use super::asked::without_evictions_after;
use super::backtest;
use super::caution::cautions;
use super::origin::foresee;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::check::read;
use crate::kpi::KpiTable;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::money::Money;
use crate::program::Program;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Plan;
use crate::scenario::Scenario;
use crate::scenario::read_behaviour;
use crate::scenario::read_scenario;
use crate::source::SourceFile;
use crate::synth::SynthOptions;
use crate::synth::invent;
use crate::tenancy::Entry;
use crate::tenancy::Plan as AgreedPlan;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PlanOutcome;

const RULES: &str = r#"
policy "The usual" version "1"
source book "A book"
rule remind "Remind" when days_overdue >= 7 do reminder once per episode cite book "1"
rule call "Call" when days_overdue >= 20 do call once per episode cite book "2"
"#;

const SCENARIO: &str = "
title: The past once more
ledger: nowhere
window: {from: 2020-01-01, to: 2020-12-31}
policies: [{name: usual, file: usual.beleid}]
";

/// Everything that a small backtest needs but the books.
struct Desk {
    scenario: Scenario,
    policies: Vec<Chosen>,
    prior: Behaviour,
}

impl Desk {
    fn new() -> Desk {
        let policy = read(&SourceFile::new("usual.beleid", RULES)).policy.unwrap();
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        let default = include_str!("../../scenarios/behaviours/default.yaml");
        Desk {
            scenario: read_scenario(&SourceFile::new("past.yaml", SCENARIO)).unwrap(),
            policies: vec![Chosen::new("usual", policy, program)],
            prior: read_behaviour(&SourceFile::new("default.yaml", default)).unwrap(),
        }
    }

    fn asked<'a>(&'a self, portfolio: &'a Portfolio) -> Asked<'a> {
        Asked {
            plan: Plan { scenario: &self.scenario, portfolio, policies: &self.policies, behaviour: None, future: None },
            ledger: &[],
            prior: &self.prior,
            origins: 1,
            months: 6,
            replications: 3,
        }
    }

    /// What is predicted from the only cut, one table a replication.
    fn foreseen(&self, portfolio: &Portfolio) -> Vec<KpiTable> {
        let asked = self.asked(portfolio);
        let cuts = asked.cuts(&asked.books().unwrap()).unwrap();
        foresee(&asked, cuts[0], &quiet).map(|foreseen| foreseen.tables).unwrap()
    }
}

fn quiet(_: Step) {}

fn books(tenancies: u32, months: u32) -> Portfolio {
    invent(SynthOptions { tenancies, months, seed: 5, first_month: day("2020-01-01").month() })
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The books with every tenancy changed.
fn with(books: &Portfolio, change: impl Fn(&mut Tenancy)) -> Portfolio {
    let mut tenancies = books.tenancies.clone();
    tenancies.iter_mut().for_each(change);
    let Portfolio { first_day, last_day, .. } = *books;
    let Portfolio { has_actions, has_plans, has_dossiers, .. } = *books;
    let attributes = books.attributes.clone();
    let ordered = Portfolio::new(tenancies);
    Portfolio { first_day, last_day, has_actions, has_plans, has_dossiers, attributes, ..ordered }
}

/// Another future: nobody pays, much is written off, all are called, no plan and no file goes as it went.
fn change_after(tenancy: &mut Tenancy, cut: Day) {
    for entry in tenancy.entries.iter_mut().filter(|entry| entry.day > cut) {
        match entry.kind {
            EntryKind::Charge => {}
            EntryKind::Payment => (entry.amount, entry.day) = (Money::from_cents(1), cut.plus(20)),
            _ => entry.amount = entry.amount + entry.amount,
        }
    }
    tenancy.actions.retain(|action| action.day <= cut);
    let action = |kind, days| RecordedAction { day: cut.plus(days), kind, outcome: None, channel: None };
    tenancy.actions.extend([action(ActionKind::Call, 2), action(ActionKind::HandOver, 9)]);
    tenancy.plans.retain(|plan| plan.agreed_on <= cut);
    for plan in tenancy.plans.iter_mut().filter(|plan| plan.ended_on.is_none_or(|end| end > cut)) {
        (plan.ended_on, plan.outcome) = (Some(cut.plus(3)), Some(PlanOutcome::Broken));
        plan.listed.iter_mut().filter(|one| one.paid_on.is_none_or(|on| on > cut)).for_each(|one| one.paid_on = None);
    }
    tenancy.dossiers.retain(|dossier| dossier.opened <= cut);
    for dossier in tenancy.dossiers.iter_mut().filter(|dossier| dossier.closed.is_none_or(|on| on > cut)) {
        dossier.closed = Some(cut.plus(1));
    }
    tenancy.holds.retain(|hold| hold.from <= cut);
    tenancy.attributes.retain(|attribute| attribute.from <= cut);
}

#[test]
fn what_came_after_the_cut_changes_no_prediction() {
    let (desk, books, cut) = (Desk::new(), books(40, 24), day("2021-06-30"));
    let otherwise = with(&books, |tenancy| change_after(tenancy, cut));
    let happened = |books: &Portfolio| {
        let asked = desk.asked(books);
        asked.recorded(asked.cuts(&asked.books().unwrap()).unwrap()[0].window)
    };
    assert_ne!(happened(&books), happened(&otherwise));
    let foreseen = desk.foreseen(&books);
    assert_eq!(foreseen, desk.foreseen(&otherwise));
    // And the trial can fail: another past is another prediction.
    let other_past = with(&books, |tenancy| change_after(tenancy, cut.plus(-90)));
    assert_ne!(foreseen, desk.foreseen(&other_past));
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_threads() {
    let (desk, books) = (Desk::new(), books(25, 20));
    let bytes = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let told: Backtest = pool.install(|| backtest(&desk.asked(&books), &quiet)).unwrap();
        serde_json::to_string(&told).unwrap()
    };
    let alone = bytes(1);
    assert_eq!(alone, bytes(3));
}

#[test]
fn a_cut_before_which_less_than_a_year_is_known_is_refused_with_what_is_possible() {
    let (desk, books) = (Desk::new(), books(5, 20));
    let asked = desk.asked(&books);
    let cuts = |origins, months| Asked { origins, months, ..asked }.cuts(&asked.books().unwrap());
    let short = BacktestError::TooShort { cut: day("2020-08-31"), known: 8, possible: 1, held: 20 };
    assert_eq!(cuts(2, 6).unwrap_err(), short);
    let none = BacktestError::TooShort { cut: day("2020-11-30"), known: 11, possible: 0, held: 20 };
    assert_eq!(cuts(1, 9).unwrap_err(), none);
    assert_eq!(Asked { origins: 2, months: 6, ..asked }.with_fewer_origins().origins, 1);
    // Where not even one is possible, what is told is of the last: nobody asked for more.
    assert_eq!(Asked { origins: 2, months: 9, ..asked }.with_fewer_origins().origins, 1);
    let cut = cuts(1, 8).unwrap()[0];
    assert_eq!((cut.day, cut.window.from, cut.window.to), (day("2020-12-31"), day("2021-01-01"), day("2021-08-31")));
}

#[test]
fn a_month_that_the_books_do_not_cover_to_its_end_is_not_judged() {
    let (desk, books) = (Desk::new(), books(40, 24));
    let to = |last: &str| {
        let books = books.known_until(day(last));
        desk.asked(&books).books().unwrap().to
    };
    assert_eq!(to("2021-12-10"), day("2021-11-30"), "three weeks of December are missing");
    assert_eq!(to("2021-11-30"), day("2021-11-30"));
    // The last booking is of a few days before the end of the month, and such silences came before.
    assert!(books.last_day.unwrap() < day("2021-12-31"));
    assert_eq!(to("2021-12-31"), day("2021-12-31"));
}

#[test]
fn a_prior_that_was_fitted_may_know_the_future_and_is_refused() {
    let (mut desk, books) = (Desk::new(), books(5, 24));
    desk.prior.rent_increase.label = Label::Fitted;
    let asked = desk.asked(&books);
    let refused = asked.cuts(&asked.books().unwrap()).unwrap_err();
    assert_eq!(refused, BacktestError::FittedPrior("rent_increase".to_owned()));
}

#[test]
fn a_newest_cohort_that_had_no_time_to_fall_behind_is_told_of() {
    let (books, cut) = (books(60, 24), day("2021-06-30"));
    assert_eq!(cautions(&books.known_until(cut), cut, Allocation::Statutory), []);
    // Every third tenancy is one of a payer who came lately.
    let is_third = |tenancy: &Tenancy| tenancy.id.bytes().map(usize::from).sum::<usize>() % 3 == 0;
    let newcomers = with(&books, |tenancy| {
        if tenancy.is_sitting(cut) && is_third(tenancy) {
            tenancy.start = day("2021-05-01");
            tenancy.entries.clear();
        }
    });
    let told = cautions(&newcomers.known_until(cut), cut, Allocation::Statutory);
    let [Caution::ManyAreNew { share, behind: Some(new), others_behind: Some(others) }] = told[..] else {
        panic!("{told:?}")
    };
    assert!(share > 0.2 && 4.0 * new < others, "{share} {new} {others}");
    let sentence = told[0].sentence(cut, Locale::En);
    assert!(sentence.contains("of those 6 % was ever behind, of the others 90 %"), "{sentence}");
    assert_ne!(sentence, told[0].sentence(cut, Locale::Nl));
}

#[test]
fn books_of_those_who_stayed_are_told_of() {
    let (books, cut) = (books(60, 24), day("2021-06-30"));
    let mut stayed = books.known_until(cut);
    stayed.tenancies.retain(|tenancy| tenancy.is_sitting(cut));
    assert_eq!(cautions(&stayed, cut, Allocation::Statutory), [Caution::NobodyLeft]);
}

#[test]
fn that_somebody_will_be_evicted_teaches_nothing_yet() {
    let (books, cut) = (books(20, 24), day("2021-06-30"));
    let ends = [day("2021-05-01"), day("2021-09-01")];
    let evicted = with(&books, |tenancy| {
        let end = ends[usize::from(tenancy.id.ends_with('1'))];
        (tenancy.end, tenancy.end_reason) = (Some(end), EndReason::Evicted);
        tenancy.actions.clear();
    });
    let taught = without_evictions_after(&evicted.known_until(cut), cut);
    for (tenancy, before) in taught.tenancies.iter().zip(&evicted.tenancies) {
        let past = before.end.filter(|end| *end <= cut);
        assert_eq!((tenancy.end, tenancy.recorded_eviction()), (past, past));
    }
    assert!(taught.tenancies.iter().any(|tenancy| tenancy.end.is_none()));
}

/// The books may say it by the action alone, and end the contract before it.
#[test]
fn an_eviction_that_lies_ahead_is_seen_whatever_the_books_say_of_the_end() {
    let (books, cut) = (books(2, 24), day("2021-06-30"));
    for (end, called_off) in [("2021-06-28", "2021-06-05"), ("2021-07-20", "2021-06-25")] {
        let done = RecordedAction { day: day("2021-07-15"), kind: ActionKind::Eviction, outcome: None, channel: None };
        let evicted = with(&books, |tenancy| {
            (tenancy.end, tenancy.end_reason) = (Some(day(end)), EndReason::Unknown);
            let called_off = RecordedAction { day: day(called_off), ..done };
            tenancy.actions = vec![called_off, done];
        });
        let taught = without_evictions_after(&evicted.known_until(cut), cut);
        assert!(taught.tenancies.iter().all(|tenancy| tenancy.end.is_none()), "{end}");
    }
}

/// A plan that ran at the cut would otherwise hold collection off for months in which nobody pays it.
#[test]
fn a_plan_that_runs_at_the_cut_is_paid_after_it() {
    let mut desk = Desk::new();
    for estimate in [&mut desk.prior.plans.instalment_kept, &mut desk.prior.plans.rent_paid_beside] {
        (estimate.value, estimate.low, estimate.high) = (1.0, 1.0, 1.0);
    }
    let (first, cut) = (day("2020-01-01"), day("2021-06-30"));
    let months = (0..24).map(|nth| first.plus_months(nth));
    let charges = months.map(|due| Entry { due, ..Entry::new(EntryKind::Charge, due, Money::from_cents(50_000)) });
    let mut tenancy = Tenancy { entries: charges.collect(), ..Tenancy::bare("T", first) };
    let paid = (0..16).map(|nth| Entry::new(EntryKind::Payment, first.plus_months(nth), Money::from_cents(50_000)));
    tenancy.entries.extend(paid);
    tenancy.plans.push(AgreedPlan {
        agreed_on: day("2021-06-15"),
        instalments: 10,
        amount: Money::from_cents(10_000),
        first_due: day("2021-07-15"),
        ended_on: None,
        outcome: None,
        listed: Vec::new(),
    });
    let books = Portfolio { has_plans: true, ..Portfolio::new(vec![tenancy]) };
    let asked = desk.asked(&books);
    let window = asked.cuts(&asked.books().unwrap()).unwrap()[0].window;
    let known = books.known_until(cut);
    let open: Vec<i64> = asked
        .predict(&known, &desk.prior, window, &quiet)
        .iter()
        .map(|table| table.tallies[5].arrears_sitting)
        .collect();
    // Two months were open, and at least six of ten instalments are paid.
    assert!(open.len() == 3 && open.iter().all(|open| *open <= 40_000), "{open:?}");
}
