//! A trial that is held in books of invented people: what happens in it is known, and the reading finds that.

use super::Arm;
use super::Design;
use super::EntryRule;
use super::Expected;
use super::Pick;
use super::Reading;
use super::Verdict;
use super::Why;
use super::allocate;
use super::cases;
use super::choose_entry;
use super::effects;
use super::read_trial;
use crate::behaviour::Behaviour;
use crate::calendar::Day;
use crate::chance::key_of;
use crate::check::read;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::program::Program;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Plan;
use crate::scenario::Scenario;
use crate::scenario::Throw;
use crate::scenario::read_behaviour;
use crate::scenario::read_scenario;
use crate::scenario::run_beside;
use crate::source::SourceFile;
use crate::synth::SynthOptions;
use crate::synth::invent;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;
use std::fs;

const NUMBER: &str = "contact.call.effect";
/// After three months.
const HORIZON: usize = 0;
/// Before anybody is called.
const ENTRY: EntryRule = EntryRule { months: 0.5, days: 10 };
/// So many times lots are drawn.
const DRAWS: u64 = 200;

/// Where a trial can be held: people who pay late and on their own seldom, and whom a call moves.
struct Field {
    scenario: Scenario,
    portfolio: Portfolio,
    policies: Vec<Chosen>,
    behaviour: Behaviour,
}

/// What becomes of a tenancy in either arm, as it would stand in the books.
struct Course {
    arms: [Tenancy; 2],
}

/// What happens to all in both arms, with a difference that is known: each of them was in both.
struct Ground {
    courses: Vec<Course>,
    truth: f64,
    design: Design,
    order: crate::ledger::Allocation,
    last: Day,
}

impl Field {
    fn new() -> Field {
        let text = "title: T\nledger: l\nwindow: {from: 2024-01-01, to: 2024-09-30}\nresponse: modelled\nbehaviour: b\n\
                    policies:\n  - {name: a, file: a}\n  - {name: b, file: b}\n";
        let scenario = read_scenario(&SourceFile::new("s", text)).unwrap();
        let text = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        let seldom = text.replacen("value: -1.6, low: -2.1, high: -1.1", "value: -4.0, low: -5.0, high: -3.0", 1);
        assert_ne!(text, seldom);
        let behaviour = read_behaviour(&SourceFile::new("b", seldom)).unwrap();
        let behaviour = behaviour.with("plans.agreed.call", 0.0).unwrap();
        let behaviour = behaviour.with("contact.call.half_life_days", 60.0).unwrap();
        let first_month = "2023-07-01".parse::<Day>().unwrap().month();
        let portfolio = invent(SynthOptions { tenancies: 1_500, months: 15, seed: 5, first_month });
        let policies = ["policies/ladder.beleid", "policies/ladder-without-calls.beleid"].map(chosen).to_vec();
        Field { scenario, portfolio, policies, behaviour }
    }

    /// Lets everybody live in both arms, with the effect of a call at its true value.
    fn ground(&self, truth: f64) -> Ground {
        let Field { scenario, portfolio, policies, behaviour } = self;
        let behaviour = behaviour.with(NUMBER, truth).unwrap();
        let plan = Plan { scenario, portfolio, policies, behaviour: Some(&behaviour), future: None };
        let throws = [Throw::central(&behaviour, 77)];
        let courses = run_beside(&plan, &throws, &|| {}, &|beside| {
            let [a, b] = beside.histories else { return None };
            ENTRY.entry(beside.tenancy, a, scenario.window)?;
            Some(Course { arms: [as_recorded(beside.tenancy, a), as_recorded(beside.tenancy, b)] })
        });
        let cases = cases(&plan, ENTRY, &throws, &|| {});
        let found = effects(&cases, Pick::InArrears, HORIZON).unwrap();
        let from = scenario.window.from;
        let expected =
            Expected { difference: found.difference, at_low: 0.0, at_high: 0.0, spread: found.spread, power: 0.8 };
        let design = Design {
            scenario: "s".to_owned(),
            policies: ["a".to_owned(), "b".to_owned()],
            hashes: BTreeMap::new(),
            number: NUMBER.to_owned(),
            seed: 11,
            allocation: String::new(),
            allocated_on: from.plus(-1),
            start: from,
            intake_months: Some(9),
            entry: ENTRY,
            outcome: Pick::InArrears,
            horizon_months: 3,
            needed_per_arm: 100,
            power: 0.8,
            expected,
            doing: Some(cases.doing(ActionKind::Call, HORIZON)),
        };
        Ground { courses, truth: found.difference, design, order: scenario.allocation, last: scenario.window.to }
    }
}

impl Ground {
    /// Draws lots for the first so many, lets each have what `given` says of its arm, and reads the books of that.
    fn held(&self, seed: u64, count: usize, given: fn(Arm) -> Arm) -> Reading {
        // Which of them are taken hangs on the seed, so that few are not always the same few.
        let skipped = usize::try_from(seed).unwrap() * 7 % self.courses.len();
        let taken: Vec<&Course> =
            self.courses.iter().cycle().skip(skipped).take(count.min(self.courses.len())).collect();
        let keyed: Vec<(u64, String)> =
            taken.iter().map(|course| (key_of(&course.arms[0].id), "s".to_owned())).collect();
        let arms = allocate(seed, &keyed);
        let lived =
            taken.iter().zip(&arms).map(|(course, arm)| course.arms[usize::from(given(*arm) == Arm::B)].clone());
        let books = Portfolio { has_actions: true, last_day: Some(self.last), ..Portfolio::new(lived.collect()) };
        let allocated: BTreeMap<String, (Arm, String)> =
            taken.iter().zip(&arms).map(|(course, arm)| (course.arms[0].id.clone(), (*arm, "s".to_owned()))).collect();
        read_trial(&self.design, &books, &allocated, self.order)
    }

    fn share(&self, count: usize, given: fn(Arm) -> Arm, holds: impl Fn(&Reading) -> bool) -> f64 {
        (0..DRAWS).filter(|seed| holds(&self.held(*seed, count, given))).count() as f64 / DRAWS as f64
    }
}

fn chosen(path: &str) -> Chosen {
    let text = fs::read_to_string(path)
        .unwrap()
        .replace("  do call\n  once per episode", "  do call\n  every 7 days, at most 20 times");
    let policy = read(&SourceFile::new(path, text)).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    Chosen::new(path, policy, program)
}

fn as_recorded(tenancy: &Tenancy, course: &History) -> Tenancy {
    let action =
        |done: &ActionDone| RecordedAction { day: done.day, kind: done.kind, outcome: done.outcome, channel: None };
    Tenancy {
        entries: course.entries.clone(),
        actions: course.actions.iter().map(action).collect(),
        plans: course.plans.clone(),
        dossiers: course.dossiers.clone(),
        end: course.end,
        ..tenancy.clone()
    }
}

const fn as_allocated(arm: Arm) -> Arm {
    arm
}

fn holds(reading: &Reading, value: f64) -> bool {
    reading.difference.is_some_and(|found| (found.interval.0..=found.interval.1).contains(&value))
}

#[test]
fn a_trial_of_calls_that_work_finds_by_how_much() {
    let ground = Field::new().ground(2.5);
    let all = ground.courses.len();
    assert!(ground.truth > 0.1, "{}", ground.truth);
    let settled = ground.share(all, as_allocated, |reading| reading.verdict == Verdict::Higher);
    let covered = ground.share(all, as_allocated, |reading| holds(reading, ground.truth));
    assert!(settled > 0.95, "{settled}");
    assert!(covered > 0.93, "{covered}");
    assert!(ground.share(all, as_allocated, |reading| reading.is_kept == Some(true)) > 0.99);

    // The same people and lots, and everybody was called.
    let broken = ground.share(all, |_| Arm::A, |reading| reading.verdict == Verdict::Broken(Why::NotApart));
    assert!(broken > 0.99, "{broken}");
}

#[test]
fn a_trial_of_calls_that_do_nothing_finds_nothing() {
    let ground = Field::new().ground(0.0);
    let all = ground.courses.len();
    assert!(ground.truth.abs() < 1e-9, "{}", ground.truth);
    let covered = ground.share(all, as_allocated, |reading| holds(reading, 0.0));
    assert!(covered > 0.93, "{covered}");
    let said = ground.share(all, as_allocated, |reading| !matches!(reading.verdict, Verdict::Higher | Verdict::Lower));
    assert!(said > 0.93, "{said}");
}

#[test]
fn a_trial_that_was_kept_to_is_not_called_broken_however_small() {
    let ground = Field::new().ground(2.5);
    for count in [30, 40, 60] {
        let told = ground.share(count, as_allocated, |reading| reading.difference.is_some());
        assert!(told > 0.8, "{count}: {told}");
        let broken = ground.share(count, as_allocated, |reading| matches!(reading.verdict, Verdict::Broken(_)));
        assert!(broken <= 0.05, "{count}: {broken}");
    }
    let fewest = ground.share(30, as_allocated, |reading| reading.known().iter().any(|known| (10..13).contains(known)));
    assert!(fewest > 0.5, "most have hardly more than ten outcomes an arm: {fewest}");
}

#[test]
fn a_trial_in_which_many_had_no_arm_is_broken_and_one_with_few_outcomes_tells_no_difference() {
    let ground = Field::new().ground(0.7);
    let few = ground.held(3, 12, as_allocated);
    assert!(few.difference.is_none() && matches!(few.verdict, Verdict::NotSettled { .. }), "{few:?}");
    let books = ground.courses.iter().map(|course| course.arms[0].clone()).collect();
    let books = Portfolio { has_actions: true, last_day: Some(ground.last), ..Portfolio::new(books) };
    let nobody = read_trial(&ground.design, &books, &BTreeMap::new(), ground.order);
    assert!(nobody.without > 100 && nobody.verdict == Verdict::Broken(Why::WithoutArm), "{nobody:?}");
}

#[test]
fn who_came_to_live_there_after_the_allocation_had_no_arm_and_is_neither_counted_nor_missed() {
    let ground = Field::new().ground(0.7);
    let late = Day::from_number(ground.design.allocated_on.number() + 1);
    let courses = ground.courses.iter().map(|course| Tenancy { start: late, ..course.arms[0].clone() });
    let books = Portfolio { has_actions: true, last_day: Some(ground.last), ..Portfolio::new(courses.collect()) };
    let reading = read_trial(&ground.design, &books, &BTreeMap::new(), ground.order);
    assert_eq!((reading.entered, reading.without), ([0, 0], 0));
}

#[test]
fn who_came_to_live_there_after_the_allocation_is_no_case_of_the_design_either() {
    let Field { scenario, portfolio, policies, behaviour } = &Field::new();
    let first = scenario.window.from;
    let came_in = |start: Day| {
        let lived = portfolio.tenancies.iter().filter(|tenancy| tenancy.end.is_none());
        let tenancies = lived.map(|tenancy| Tenancy { start, ..tenancy.clone() }).collect();
        let portfolio = &Portfolio { tenancies, ..portfolio.clone() };
        let plan = Plan { scenario, portfolio, policies, behaviour: Some(behaviour), future: None };
        let throws = [Throw::central(behaviour, 77)];
        let rule = choose_entry(&plan, &throws, &|| {});
        (cases(&plan, ENTRY, &throws, &|| {}).cases.len(), rule.is_some())
    };
    let (before, chosen) = came_in(first.plus(-1));
    assert!(before > 0 && chosen, "{before}");
    assert_eq!(came_in(first), (0, false));
}

#[test]
fn nobody_comes_in_on_a_day_that_the_books_have_not_reached() {
    let ground = Field::new().ground(0.7);
    let keyed = |arm| ground.courses.iter().map(move |course| (course.arms[0].id.clone(), (arm, "s".to_owned())));
    let allocated: BTreeMap<String, (Arm, String)> = keyed(Arm::A).collect();
    let entered = |last: Day| {
        let courses = ground.courses.iter().map(|course| {
            let lived = course.arms[0].clone();
            // The books as they were on that day: arrears stand open at their end.
            Tenancy { entries: lived.entries.iter().filter(|entry| entry.day <= last).cloned().collect(), ..lived }
        });
        let books = Portfolio { has_actions: true, last_day: Some(last), ..Portfolio::new(courses.collect()) };
        let reading = read_trial(&ground.design, &books, &allocated, ground.order);
        assert!(reading.is_early(&ground.design));
        reading.entered
    };
    let before = ground.design.start.plus(-1);
    assert_eq!(entered(before), [0, 0], "the trial has not begun");
    let [on_the_first, _] = entered(ground.design.start);
    let [all, _] = entered(ground.last);
    assert!(0 < on_the_first && on_the_first < all, "{on_the_first} of {all}");
}
