//! Cases in which the engine and the reader of every day once disagreed; each was decided from the meaning of the language.

use super::by_engine;
use super::by_hand;
use super::interpreter::Course;
use super::policies::empty_policy;
use super::policies::guarded;
use super::policies::rule_of;
use super::policies::stage;
use super::tenancies::blank_tenancy;
use super::tenancies::day;
use super::tenancies::entry;
use huurproef::calendar::Period;
use huurproef::check::Comparison;
use huurproef::check::Condition;
use huurproef::check::Conventions;
use huurproef::check::Evaluate;
use huurproef::check::Frequency;
use huurproef::check::Operand;
use huurproef::check::OverdueFrom;
use huurproef::check::Per;
use huurproef::check::Policy;
use huurproef::check::Subject;
use huurproef::check::Test;
use huurproef::check::Value;
use huurproef::engine::Breach;
use huurproef::ledger::Allocation;
use huurproef::money::Money;
use huurproef::source::Span;
use huurproef::tenancy::Entry;
use huurproef::tenancy::RecordedAction;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::Function;

const ONCE: Frequency = Frequency { limit: Some((1, Per::Episode)), every: None };
const ONCE_PER_STAGE: Frequency = Frequency { limit: Some((1, Per::Stage)), every: None };

fn test(subject: Subject, comparison: Option<(Comparison, Operand)>) -> Condition {
    Condition::Test(Test { subject, comparison, span: Span::default() })
}

fn days_overdue(comparison: Comparison, days: i32) -> Condition {
    test(Subject::Fact(Fact::DaysOverdue), Some((comparison, Operand::Value(Value::Days(days)))))
}

fn charged(due: i32, cents: i64) -> Entry {
    Entry { due: day(due), ..entry(day(due), EntryKind::Charge, cents) }
}

fn recorded(number: i32, kind: ActionKind) -> RecordedAction {
    RecordedAction { day: day(number), kind, outcome: None, channel: None }
}

/// The days on which rules acted; engine and reader must agree on everything.
fn days_of_acting(policy: &Policy, tenancy: &Tenancy, from: i32, to: i32) -> Vec<i32> {
    let window = Period { from: day(from), to: day(to) };
    let engine = by_engine(policy, tenancy, window, Allocation::Statutory, 0.0);
    assert_eq!(engine, by_hand(policy, tenancy, window, Allocation::Statutory, 0.0));
    let Course { actions, .. } = engine;
    actions.iter().filter(|action| action.rule.is_some()).map(|action| action.day.since(day(0))).collect()
}

#[test]
fn a_recorded_step_of_the_court_is_known_on_the_morning_of_its_day() {
    let after_writ = test(Subject::Function(Function::Done, ActionKind::Writ), None);
    let policy = Policy { rules: vec![rule_of(after_writ, ActionKind::Call, ONCE)], ..empty_policy() };
    let actions = vec![recorded(40, ActionKind::Writ)];
    let tenancy = Tenancy { entries: vec![charged(0, 60_000)], actions, ..blank_tenancy() };
    assert_eq!(days_of_acting(&policy, &tenancy, 10, 60), [40]);
}

#[test]
fn days_overdue_count_from_the_due_date_where_arrears_start_the_day_after() {
    let conventions = Conventions { overdue_from: OverdueFrom::DayAfter, ..empty_policy().conventions };
    let rules = vec![
        rule_of(days_overdue(Comparison::AtLeast, 0), ActionKind::Reminder, ONCE),
        rule_of(days_overdue(Comparison::AtLeast, 7), ActionKind::Call, ONCE),
    ];
    let policy = Policy { conventions, rules, ..empty_policy() };
    let tenancy = Tenancy { entries: vec![charged(10, 60_000)], ..blank_tenancy() };
    assert_eq!(days_of_acting(&policy, &tenancy, 0, 60), [11, 17]);
}

#[test]
fn what_was_done_before_the_window_counts_for_the_stage_in_which_it_was_done() {
    let policy = Policy {
        stages: vec![stage(days_overdue(Comparison::AtLeast, 5)), stage(days_overdue(Comparison::AtLeast, 30))],
        rules: vec![rule_of(days_overdue(Comparison::AtLeast, 5), ActionKind::Reminder, ONCE_PER_STAGE)],
        ..empty_policy()
    };
    let actions = vec![recorded(8, ActionKind::Reminder)];
    let tenancy = Tenancy { entries: vec![charged(0, 60_000)], actions, ..blank_tenancy() };
    assert_eq!(days_of_acting(&policy, &tenancy, 20, 60), [30], "the first stage had its reminder");
    assert_eq!(days_of_acting(&policy, &tenancy, 40, 60), [40], "the second stage had none");
}

#[test]
fn arrears_that_pass_the_tolerance_on_the_day_after_begin_an_episode_before_the_window() {
    let conventions = Conventions {
        overdue_from: OverdueFrom::DayAfter,
        tolerance: Money::from_cents(55_000),
        ..empty_policy().conventions
    };
    let rules = vec![rule_of(days_overdue(Comparison::AtLeast, 20), ActionKind::Reminder, ONCE)];
    let policy = Policy { conventions, rules, ..empty_policy() };
    // The tolerance is passed on day 1 only; from day 2 on the episode goes on below it.
    let part = entry(day(2), EntryKind::Payment, 10_000);
    let entries = vec![charged(0, 60_000), part, charged(30, 60_000)];
    let tenancy = Tenancy { entries, ..blank_tenancy() };
    assert_eq!(days_of_acting(&policy, &tenancy, 15, 60), [20], "one episode, one reminder");
}

#[test]
fn a_stage_that_outlasts_the_arrears_is_not_entered_again_when_they_end() {
    let conventions = Conventions { evaluate: Evaluate::Morning, ..empty_policy().conventions };
    let always = Condition::always();
    let policy = Policy {
        conventions,
        stages: vec![stage(always.clone())],
        rules: vec![rule_of(always, ActionKind::Reminder, ONCE_PER_STAGE)],
        ..empty_policy()
    };
    // The rule fires in the morning of day 10 and is carried out after the payment that ends the arrears.
    let entries = vec![charged(10, 60_000), entry(day(10), EntryKind::Payment, 60_000)];
    let tenancy = Tenancy { entries, ..blank_tenancy() };
    assert_eq!(days_of_acting(&policy, &tenancy, 10, 60), [10]);
}

#[test]
fn a_guarantee_holds_for_the_court_as_for_the_policy() {
    let after = |kind| test(Subject::Function(Function::Done, kind), None);
    let guarantees = vec![
        guarded(ActionKind::Eviction, after(ActionKind::Writ)),
        guarded(ActionKind::Eviction, after(ActionKind::HomeVisit)),
        guarded(ActionKind::Writ, days_overdue(Comparison::AtLeast, 30)),
    ];
    let policy = Policy { guarantees, ..empty_policy() };
    let steps = [(9, ActionKind::Eviction), (20, ActionKind::Writ), (30, ActionKind::Writ), (40, ActionKind::Eviction)];
    let actions = steps.map(|(number, kind)| recorded(number, kind)).to_vec();
    let tenancy = Tenancy { entries: vec![charged(0, 60_000)], actions, ..blank_tenancy() };
    let window = Period { from: day(10), to: day(60) };
    let engine = by_engine(&policy, &tenancy, window, Allocation::Statutory, 0.0);
    assert_eq!(engine, by_hand(&policy, &tenancy, window, Allocation::Statutory, 0.0));
    let breach = |number, guarantee| Breach { day: day(number), guarantee, rule: None };
    assert_eq!(engine.breaches, [breach(20, 2), breach(40, 1)]);
}

/// A claim of which the letter was sent long before day 20, and costs on the record: before the window, and in it with a
/// credit that takes half of them back.
fn with_recorded_costs() -> Tenancy {
    let costs = |number, cents| Entry { due: day(number), ..entry(day(number), EntryKind::Cost, cents) };
    let taken_back = Entry { refers_to: Some(2), ..entry(day(28), EntryKind::Credit, 2_000) };
    let entries = vec![charged(0, 60_000), costs(19, 1_000), costs(25, 4_000), taken_back];
    Tenancy { entries, actions: vec![recorded(1, ActionKind::WikLetter)], ..blank_tenancy() }
}

fn arrears_at_the_end(policy: &Policy, tenancy: &Tenancy) -> i64 {
    let window = Period { from: day(20), to: day(60) };
    let engine = by_engine(policy, tenancy, window, Allocation::Statutory, 0.0);
    assert_eq!(engine, by_hand(policy, tenancy, window, Allocation::Statutory, 0.0));
    engine.arrears.last().unwrap().arrears.cents()
}

#[test]
fn costs_on_the_record_make_way_for_those_that_the_policy_charges() {
    let tenancy = with_recorded_costs();
    let charging =
        |kind| Policy { rules: vec![rule_of(days_overdue(Comparison::AtLeast, 30), kind, ONCE)], ..empty_policy() };
    assert_eq!(arrears_at_the_end(&charging(ActionKind::Call), &tenancy), 60_000 + 1_000 + 4_000 - 2_000);
    assert_eq!(arrears_at_the_end(&charging(ActionKind::CollectionCosts), &tenancy), 60_000 + 1_000 + 9_000);
}

#[test]
fn costs_on_the_record_stand_beside_interest_that_the_policy_charges() {
    let interest = rule_of(days_overdue(Comparison::AtLeast, 30), ActionKind::StatutoryInterest, ONCE);
    let policy = Policy { rules: vec![interest], ..empty_policy() };
    let engine = arrears_at_the_end(&policy, &with_recorded_costs());
    assert_eq!(engine, 60_000 + 1_000 + 4_000 - 2_000 + 345);
}
