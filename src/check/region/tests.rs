//! What regions know of conditions.

use super::Answer;
use super::Knobs;
use super::Region;
use super::Space;
use crate::check::Policy;
use crate::check::read;
use crate::source::SourceFile;

const DECLARED: &str = "policy \"P\" version \"1\"\nsetting a = 3 between 1 and 9\nsetting b = 5 between 4 and 9\n\
    fact area \"Area\" is text otherwise \"East\"\nfact balance is money otherwise € 0\nsetting n = 30 between 20 and 40\n\
    stage u when full_months > a and full_months > b or days_overdue > n\n";

fn policy(conditions: &[&str]) -> Policy {
    let rules = conditions
        .iter()
        .enumerate()
        .map(|(number, condition)| format!("rule r{number} when {condition} do call once per episode\n"));
    let text = format!("{DECLARED}{}", rules.collect::<String>());
    let checked = read(&SourceFile::new("x", text));
    let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
    policy
}

fn answer(condition: &str, knobs: Knobs) -> Answer {
    let policy = policy(&[condition]);
    Space::new(&policy, knobs).condition(&policy.rules[0].condition).find()
}

fn possible(condition: &str) -> bool {
    match answer(condition, Knobs::AsWritten) {
        Answer::Possible(_) => true,
        Answer::Impossible => false,
        Answer::Undecided => panic!("{condition} is undecided"),
    }
}

fn witness(condition: &str) -> String {
    let policy = policy(&[condition]);
    let space = Space::new(&policy, Knobs::AsWritten);
    let found = space.condition(&policy.rules[0].condition).find();
    found.witness().unwrap().words(&space).join(", ")
}

fn regions<T>(one: &str, other: &str, ask: impl Fn(&Region, &Region) -> T) -> T {
    let policy = policy(&[one, other]);
    let space = Space::new(&policy, Knobs::Anywhere);
    ask(&space.condition(&policy.rules[0].condition), &space.condition(&policy.rules[1].condition))
}

fn apart(one: &str, other: &str) -> bool {
    let both = regions(one, other, Region::is_apart);
    assert_eq!(both, regions(other, one, Region::is_apart), "{one} / {other}");
    both
}

#[test]
fn thresholds_leave_exactly_what_lies_between_them() {
    assert!(possible("days_overdue >= 7 and days_overdue < 8"));
    assert!(!possible("days_overdue > 7 and days_overdue < 8"));
    assert!(possible("months_in_arrears > 1 and months_in_arrears < 1.01"));
    assert!(possible("arrears > € 1 and arrears < € 1.02"));
    assert!(!possible("arrears > € 1 and arrears < € 1.01"));
    assert!(!possible("late_months(12) > 12"));
    assert!(!possible("days_to_due > 31"));
}

#[test]
fn never_satisfies_no_comparison_and_every_denied_one() {
    assert!(possible("not days_overdue >= 7 and not days_overdue < 7"));
    assert!(!possible("not days_overdue >= 7 and not days_overdue < 7 and arrears > € 0"));
    assert!(!possible("never(call) and days_since(call) >= 0"));
    assert!(!possible("attempted(call) and not days_since(call) >= 0"));
}

#[test]
fn facts_of_one_tenant_hang_together() {
    assert!(!possible("full_months >= 2 and months_in_arrears < 2"));
    assert!(possible("full_months = 1 and months_in_arrears > 1.9"));
    assert!(!possible("months_in_arrears >= 1 and arrears = € 0"));
    assert!(!possible("months_in_arrears >= 1 and monthly_rent = € 0"));
    assert!(!possible("months_in_arrears >= 2 and monthly_rent >= € 500 and arrears < € 1000"));
    assert!(possible("months_in_arrears >= 2 and monthly_rent >= € 500 and arrears <= € 1000"));
    assert!(!possible("wik_expired and days_overdue < 0"));
    assert!(!possible("claims_overdue >= 1 and arrears = € 0"));
    assert!(!possible("wik_expired and claims_overdue = 1 and claims_without_letter = 1"));
    assert!(!possible("sitting and days_since_end >= 0"));
    assert!(!possible("end_reason = deceased and sitting"));
    assert!(!possible("hold = wsnp and not on_hold"));
    assert!(!possible("done(call) and never(call)"));
    assert!(!possible("reached and never(call) and never(home_visit)"));
    assert!(!possible("late_months(6) = 5 and late_months(12) < 5"));
    assert!(!possible("late_months(6) = 0 and late_months(12) > 6"));
    assert!(!possible("area = \"East\" and area = \"West\""));
    assert!(possible("area != \"East\" and area != \"West\" and balance < € 0"));
}

#[test]
fn calendar_months_are_as_many_days_as_they_can_be() {
    assert!(!possible("days_since_end >= 12 months and days_since_end < 365"));
    assert!(possible("days_since_end >= 12 months and days_since_end <= 365"));
    assert!(!possible("days_since_end < 12 months and days_since_end >= 366"));
    assert!(!possible("days_overdue >= 5 working days and days_overdue < 5"));
    assert!(possible("days_overdue >= 5 working days and days_overdue <= 7"));
    assert_eq!(witness("days_since_end < 12 months and days_since_end = 365"), "days_since_end = 365");
    let not_in_february = "days_since_end < 12 months and days_since_end = 365 and days_to_due = 30";
    assert!(possible(not_in_february));
}

#[test]
fn a_witness_of_another_day_than_that_of_examples_says_so() {
    let of = |condition: &str| answer(condition, Knobs::AsWritten).witness().unwrap().day();
    assert_eq!(of("days_since_end >= 12 months and days_since_end <= 366"), None);
    let day = of("days_overdue >= 1 months and days_overdue = 28").unwrap();
    assert_eq!((day.of_month(), day.month().plus(1).first().since(day)), (28, 1), "the end of February");
}

#[test]
fn a_witness_is_told_in_the_words_of_the_policy() {
    assert_eq!(witness("days_overdue >= 3 and not plan_active"), "not plan_active, days_overdue = 3");
    assert_eq!(witness("months_in_arrears > 1"), "months_in_arrears = 1.1");
    assert_eq!(witness("attempted(call) and not done(call)"), "attempted(call), not done(call)");
    assert_eq!(witness("arrears > € 50 and departed"), "departed, arrears = € 50.01");
    assert_eq!(witness("hold = wsnp and tenancy_months < 12"), "tenancy_months = 11 months, hold = wsnp");
}

#[test]
fn ranges_that_do_not_touch_are_apart() {
    assert!(apart("days_overdue < 7", "days_overdue >= 7"));
    assert!(!apart("days_overdue <= 7", "days_overdue >= 7"));
    assert!(apart("arrears > € 50 and sitting", "not plan_active and arrears <= € 50"));
    assert!(apart("full_months >= a", "full_months < a"));
    assert!(!apart("full_months >= a", "full_months < b"));
    assert!(apart("full_months >= b", "full_months < 4"));
    assert!(apart("not days_overdue >= 7", "days_overdue > 9"));
    assert!(!apart("not days_overdue >= 7", "not days_overdue < 7"));
    assert!(apart("not arrears >= € 7", "not arrears < € 7"));
    assert!(apart("days_overdue < 28", "days_overdue >= 1 months"));
    assert!(!apart("days_overdue < 29", "days_overdue >= 1 months"), "from a 28 February");
}

#[test]
fn different_choices_and_opposites_are_apart() {
    assert!(apart("kind = dwelling", "kind = commercial"));
    assert!(apart("kind = dwelling", "kind != dwelling"));
    assert!(!apart("kind != dwelling", "kind != commercial"));
    assert!(apart("municipality = \"A\"", "municipality = \"B\""));
    assert!(apart("plan_active", "sitting and not plan_active"));
    assert!(apart("never(call)", "days_since(call) > 3"));
    assert!(apart("sitting", "departed"));
    assert!(!apart("plan_active", "on_hold"));
    assert!(apart("full_months = 2", "months_in_arrears >= 3"));
}

#[test]
fn every_branch_has_to_be_apart() {
    assert!(apart("kind = dwelling or kind = commercial", "kind = social_property"));
    assert!(!apart("kind = dwelling or sitting", "kind = commercial"));
    assert!(apart("not (plan_active or on_hold)", "plan_active"));
    assert!(apart("not (plan_active and on_hold)", "plan_active and on_hold"));
}

#[test]
fn a_setting_is_the_same_wherever_it_stands() {
    assert!(matches!(answer("full_months >= a and full_months < a", Knobs::Anywhere), Answer::Impossible));
    assert!(matches!(answer("full_months > a and full_months < b", Knobs::Anywhere), Answer::Possible(_)));
    assert!(matches!(answer("full_months >= a and full_months < 1", Knobs::Anywhere), Answer::Impossible));
    let policy = policy(&["full_months < a and full_months >= 7"]);
    let space = Space::new(&policy, Knobs::Anywhere);
    let found = space.condition(&policy.rules[0].condition).find().witness().unwrap();
    assert_eq!(found.setting_words(&space), ["a = 8"]);
}

#[test]
fn what_takes_too_long_is_undecided_and_does_not_hang() {
    let clause = |number: usize| format!("(arrears > € {number} or days_overdue < {number} or times(call) = {number})");
    let many: Vec<String> = (1..60).map(clause).collect();
    let hard = format!("{} and arrears < € 9 and days_overdue > 70", many.join(" and "));
    let begun = std::time::Instant::now();
    let _ = answer(&hard, Knobs::AsWritten);
    assert!(begun.elapsed().as_secs() < 5);
}

/// Whether who meets the one condition meets the other, with the settings as they are.
fn follows(given: &str, asked: &str) -> bool {
    let policy = policy(&[given, asked]);
    let space = Space::new(&policy, Knobs::AsWritten);
    space.condition(&policy.rules[0].condition).is_within(&space.condition(&policy.rules[1].condition))
}

#[test]
fn a_part_that_must_hold_is_enough() {
    assert!(follows("wik_expired and sitting", "wik_expired"));
    assert!(follows("sitting and (wik_expired or wik_expired and departed)", "wik_expired"));
    assert!(!follows("sitting or wik_expired", "wik_expired"));
    assert!(!follows("not wik_expired", "wik_expired"));
    assert!(follows("not (departed or not wik_expired)", "wik_expired"));
    assert!(!follows("not (departed and not wik_expired)", "wik_expired"));
    assert!(follows("wik_expired_amount > € 0", "wik_expired"));
    assert!(!follows("wik_expired_amount >= € 0", "wik_expired"));
}

#[test]
fn more_days_are_days_enough() {
    assert!(follows("days_overdue >= 30", "days_overdue >= 30"));
    assert!(follows("days_overdue > 29", "days_overdue >= 30"));
    assert!(follows("days_overdue = 45", "days_overdue >= 30"));
    assert!(!follows("days_overdue >= 29", "days_overdue >= 30"));
    assert!(!follows("days_overdue < 45", "days_overdue >= 30"));
    assert!(!follows("not days_overdue < 30", "days_overdue >= 30"), "nothing may be overdue at all");
}

#[test]
fn a_setting_counts_for_its_value_in_the_policy() {
    assert!(follows("days_overdue >= n", "days_overdue >= 30"));
    assert!(!follows("days_overdue >= n", "days_overdue >= 31"));
}

#[test]
fn days_since_an_action_show_that_it_was_done() {
    let asked = "attempted(reminder) or attempted(wik_letter)";
    assert!(follows("days_since(wik_letter) >= 3", asked));
    assert!(follows("times(reminder) >= 1", asked));
    assert!(follows("not never(reminder) and sitting", asked));
    assert!(follows("done(reminder) or done(wik_letter)", asked));
    assert!(!follows("times(reminder) >= 0", asked));
    assert!(!follows("not days_since(reminder) > 3", asked));
    assert!(!follows("done(call)", asked));
}

#[test]
fn all_that_is_asked_must_follow() {
    assert!(follows("sitting and days_overdue > 40 and reached", "days_overdue >= 30 and reached"));
    assert!(!follows("sitting and days_overdue > 40", "days_overdue >= 30 and reached"));
    assert!(follows("sitting", "not departed or sitting"));
}
