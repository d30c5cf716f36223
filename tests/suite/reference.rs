//! The engine against a slow, obvious interpreter: on random policies and books both must say the same, day for day.

mod cases;
mod fresh;
mod interpreter;
pub(crate) mod policies;
pub(crate) mod tenancies;
mod view;

use crate::identity::hurried_numbers;
use fresh::Dice;
use huurproef::behaviour::Drawn;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::chance::DrawKey;
use huurproef::chance::DrawKind;
use huurproef::chance::key_of;
use huurproef::check::Policy;
use huurproef::engine::Delay;
use huurproef::engine::Fate;
use huurproef::engine::History;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::ledger::Allocation;
use huurproef::money::Money;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Outcome;
use interpreter::Course;
use interpreter::Question;
use interpreter::charge::charges_its_own;
use interpreter::interpret;
use policies::terms::all_steps;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy;
use proptest::prop_assert_eq;
use proptest::proptest;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::env;
use tenancies::columns;
use tenancies::day;

const SEED: u64 = 11;

/// How many cases a property tries: `PROPTEST_CASES`, or else so many.
pub(crate) fn cases(default: u32) -> ProptestConfig {
    let wanted = env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(default), failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn window() -> BoxedStrategy<Period> {
    (-20_i32..200, 0_i32..220).prop_map(|(from, days)| Period { from: day(from), to: day(from + days) }).boxed()
}

fn allocation() -> BoxedStrategy<Allocation> {
    select(vec![Allocation::Statutory, Allocation::OldestFirst, Allocation::CurrentRentFirst]).boxed()
}

/// The mean of the desk's delay in days; zero is a prompt desk.
fn mean_delay() -> BoxedStrategy<f64> {
    select(vec![0.0, 0.0, 1.5, 3.0, 9.0]).boxed()
}

/// The days that a kind of action takes, drawn as the engine documents it.
fn drawn_delay(mean: f64, tenancy: &str, kind: ActionKind) -> i32 {
    let number = u32::try_from(kind.place()).unwrap();
    let tenancy = key_of(tenancy);
    let draw = DrawKey { seed: SEED, replication: 0, tenancy, kind: DrawKind::ClerkDelay, month: 0, number };
    let days = mean * draw.exponential();
    (0..).take_while(|whole| f64::from(whole + 1) <= days).count().try_into().unwrap()
}

fn by_engine(policy: &Policy, tenancy: &Tenancy, window: Period, allocation: Allocation, mean: f64) -> Course {
    let program = Program::compile(policy, &Settings::new()).unwrap();
    let run = Run {
        allocation,
        delay: if mean > 0.0 { Delay::About(mean) } else { Delay::Prompt },
        seed: SEED,
        replication: 3,
        plans_listed: true,
        columns: &columns(),
        ..Run::replay(&program, window)
    };
    let mut simulator = Simulator::default();
    let history = simulator.simulate(&run, 0, tenancy);
    course_of(history, charged_beyond(policy, tenancy, window, history), Vec::new())
}

fn course_of(history: &History, charged: Vec<(Day, Money)>, payments: Vec<(Day, Money)>) -> Course {
    let History { actions, decisions, breaches, arrears, .. } = history.clone();
    Course { actions, decisions, breaches, arrears, charged, payments }
}

/// The costs and interest that the record does not know. What it knows is booked in the morning, before them; and not at
/// all in the window, where the policy charges its own.
fn charged_beyond(policy: &Policy, tenancy: &Tenancy, window: Period, history: &History) -> Vec<(Day, Money)> {
    let is_charged = |entry: &&Entry| matches!(entry.kind, EntryKind::Cost | EntryKind::Interest);
    let is_followed = |entry: &&Entry| !(window.contains(entry.day) && charges_its_own(policy, entry.kind));
    let mut recorded = tenancy.entries.iter().filter(is_charged).filter(is_followed).peekable();
    let mut beyond = Vec::new();
    for entry in history.entries.iter().filter(is_charged) {
        let known = recorded.peek().is_some_and(|known| (known.day, known.amount) == (entry.day, entry.amount));
        if known {
            recorded.next();
        } else {
            beyond.push((entry.day, entry.amount));
        }
    }
    beyond
}

fn by_hand(policy: &Policy, tenancy: &Tenancy, window: Period, allocation: Allocation, mean: f64) -> Course {
    let delay = |kind| drawn_delay(mean, &tenancy.id, kind);
    interpret(Question { policy, tenancy, window, allocation, delay: &delay, fresh: None })
}

/// Somebody of whom the books know only what is charged, and that nothing was done before the window.
fn unknown(tenancy: Tenancy) -> Tenancy {
    let owed = tenancy.entries.into_iter().filter(|entry| entry.kind.is_owed());
    let entries = owed.map(|entry| Entry { refers_to: None, ..entry }).collect();
    Tenancy { entries, actions: Vec::new(), end: None, ..tenancy }
}

/// Policies that hand over are tried elsewhere: here bailiff and court do not move.
fn gentle(mut policy: Policy) -> Policy {
    for kind in all_steps(&mut policy) {
        if *kind == ActionKind::HandOver {
            *kind = ActionKind::Call;
        }
    }
    policy
}

fn lived_by_engine(policy: &Policy, tenancy: &Tenancy, drawn: &Drawn) -> Course {
    let program = Program::compile(policy, &Settings::new()).unwrap();
    let run = Run {
        behaviour: Some(drawn),
        seed: SEED,
        replication: 3,
        last_day: day(-60),
        plans_listed: true,
        columns: &columns(),
        ..Run::replay(&program, whole_year())
    };
    let mut simulator = Simulator::default();
    let history = simulator.simulate(&run, 0, tenancy);
    let payments = history.entries.iter().filter(|entry| entry.kind == EntryKind::Payment);
    let charged = charged_beyond(policy, tenancy, whole_year(), history);
    course_of(history, charged, payments.map(|entry| (entry.day, entry.amount)).collect())
}

fn lived_by_hand(policy: &Policy, tenancy: &Tenancy, drawn: &Drawn) -> Course {
    let (window, allocation) = (whole_year(), Allocation::Statutory);
    let fresh = Some((drawn, Dice::of(SEED, 3, &tenancy.id)));
    interpret(Question { policy, tenancy, window, allocation, delay: &|_| 0, fresh })
}

/// Begins before anything is booked.
fn whole_year() -> Period {
    Period { from: day(-50), to: day(320) }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_engine_says_what_a_reader_of_every_day_says(
        policy in policies::policy(),
        tenancy in tenancies::tenancy(),
        window in window(),
        allocation in allocation(),
        mean in mean_delay(),
    ) {
        let engine = by_engine(&policy, &tenancy, window, allocation, mean);
        let reader = by_hand(&policy, &tenancy, window, allocation, mean);
        prop_assert_eq!(engine, reader);
    }

    #[test]
    fn a_household_that_nothing_is_known_of_pays_as_a_reader_of_every_day_says(
        policy in policies::policy(),
        tenancy in tenancies::tenancy(),
    ) {
        let drawn = hurried_numbers();
        let (policy, tenancy) = (gentle(policy), unknown(tenancy));
        let by_hand = lived_by_hand(&policy, &tenancy, &drawn);
        prop_assert_eq!(lived_by_engine(&policy, &tenancy, &drawn), by_hand);
    }
}

/// In how many cases something happened at all.
#[derive(Debug, Default)]
struct Seen {
    acted: u32,
    waited: u32,
    dropped: u32,
    breached: u32,
    acted_often: u32,
    paid_often: u32,
    withheld: u32,
    nothing: u32,
    spaced: u32,
    instead: u32,
    charged: u32,
    reached: u32,
    missed: u32,
    helped: u32,
    written_off: u32,
}

#[test]
fn random_cases_are_no_empty_ones() {
    let mut runner = TestRunner::deterministic();
    let all = (policies::policy(), tenancies::tenancy(), window(), allocation(), mean_delay());
    let mut seen = Seen::default();
    for _ in 0..200 {
        let (policy, tenancy, window, allocation, mean) = all.new_tree(&mut runner).unwrap().current();
        let course = by_hand(&policy, &tenancy, window, allocation, mean);
        let acted = course.actions.iter().filter(|action| action.rule.is_some()).count();
        let met = |wanted: fn(Fate) -> bool| u32::from(course.decisions.iter().any(|decision| wanted(decision.fate)));
        seen.acted += u32::from(acted > 0);
        seen.acted_often += u32::from(acted > 10);
        seen.waited += met(|fate| matches!(fate, Fate::Waits(_)));
        seen.dropped += met(|fate| fate == Fate::Dropped);
        seen.withheld += met(|fate| matches!(fate, Fate::Withheld(_)));
        seen.nothing += met(|fate| fate == Fate::Nothing);
        seen.spaced += met(|fate| matches!(fate, Fate::Spaced(_)));
        seen.charged += u32::from(!course.charged.is_empty());
        seen.instead += u32::from(course.actions.iter().any(|action| action.exception.is_some()));
        seen.breached += u32::from(!course.breaches.is_empty());
        let lived = lived_by_hand(&gentle(policy), &unknown(tenancy), &hurried_numbers());
        let came = |outcome| u32::from(lived.actions.iter().any(|done| done.outcome == Some(outcome)));
        seen.reached += came(Outcome::Reached);
        seen.missed += came(Outcome::NotReached);
        seen.helped += came(Outcome::Accepted);
        seen.written_off += u32::from(lived.actions.iter().any(|done| done.kind == ActionKind::WriteOff));
        seen.paid_often += u32::from(lived.payments.len() > 3);
    }
    let Seen { acted, waited, dropped, breached, acted_often, paid_often, .. } = seen;
    let Seen { withheld, nothing, spaced, instead, charged, reached, missed, helped, written_off, .. } = seen;
    assert!(reached > 20 && missed > 8 && helped > 3 && written_off > 5, "{seen:?}");
    assert!(withheld > 5 && nothing > 8 && spaced > 8 && instead > 8 && charged > 8, "{seen:?}");
    assert!(paid_often > 50, "{seen:?}");
    assert!(acted > 60 && acted_often > 20 && waited > 30 && dropped > 5 && breached > 5, "{seen:?}");
}
