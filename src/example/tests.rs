//! What examples of a policy come to.

use super::ExampleResult;
use super::Kept;
use super::Obstacle;
use super::run;
use crate::check::Must;
use crate::check::StageRange;
use crate::check::read;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;

const RULES: &str = r#"
policy "One rule" version "1"
source book "A book"
rule remind "Remind" when days_overdue >= 7 do reminder once per episode cite book "1"
"#;

/// The result of an example with these facts and expectations.
fn result(given: &str, expect: &str) -> ExampleResult {
    with("", given, expect)
}

/// The same, with more items in the policy.
fn with(items: &str, given: &str, expect: &str) -> ExampleResult {
    let text = format!("{RULES}{items}\nexample \"It\" given {given} expect {expect}\n");
    let checked = read(&SourceFile::new("one-rule.beleid", text));
    let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    run(&policy, &program, &policy.examples[0])
}

#[test]
fn months_of_a_longer_look_back_lie_before_those_of_a_shorter_one() {
    let rule = "rule calling when late_months(6) = 1 and late_months(12) = 3 do call once per episode cite book \"1\"";
    assert!(with(rule, "late_months(12) = 3, late_months(6) = 1", "call").passed());
    let none = "rule calling when late_months(6) = 0 and late_months(12) = 2 do call once per episode cite book \"1\"";
    assert!(with(none, "late_months(6) = 0, late_months(12) = 2", "call").passed());
}

#[test]
fn what_was_done_in_vain_was_not_done() {
    let rule = "rule again when attempted(call) and not done(call) do call every 7 days cite book \"1\"";
    assert!(with(rule, "days_since(call) = 9, not done(call)", "call").passed());
    assert!(with(rule, "days_since(call) = 9, done(call)", "not call").passed());
}

#[test]
fn an_example_passes_on_the_day_the_rule_begins_to_hold() {
    assert!(result("days_overdue = 7", "reminder").passed());
    assert!(result("days_overdue = 6", "not reminder").passed());
    assert!(!result("days_overdue = 6", "reminder").passed());
}

#[test]
fn a_failure_names_the_rule_and_the_fact_that_keeps_it() {
    let failures = result("days_overdue = 6", "reminder").failures;
    let Kept { rule, because, .. } = &failures[0].rules[0];
    assert_eq!((rule.as_str(), because[0].shown.as_str(), because[0].test.as_str()), ("Remind", "6", ">= 7"));
}

#[test]
fn what_was_done_counts_for_the_frequency() {
    assert!(result("days_overdue = 40, done(reminder)", "not reminder").passed());
    let failures = result("days_overdue = 40, times(reminder) = 1", "reminder").failures;
    assert_eq!(failures[0].rules[0].obstacles, [Obstacle::Done]);
    assert!(failures[0].rules[0].because.is_empty());
}

#[test]
fn facts_that_cannot_both_be_true_fail_the_example() {
    for given in ["months_in_arrears = 2, full_months = 5", "departed, sitting", "days_since(call) = 3, never(call)"] {
        let result = result(given, "not reminder");
        assert_eq!((result.contradictions.len(), result.passed()), (1, false), "{given}: {:?}", result.contradictions);
    }
}

const EXCEPTIONS: &str = r#"
exception agreed "Agreed" to remind when plan_active do nothing cite book "2"
exception long "Long" to remind above agreed when days_overdue >= 30 do call cite book "2"
exception reached "Reached" to long when reached do nothing cite book "2"
"#;

#[test]
fn an_exception_takes_the_place_of_its_rule() {
    assert!(with(EXCEPTIONS, "days_overdue = 7, plan_active", "nothing").passed());
    assert!(with(EXCEPTIONS, "days_overdue = 30, plan_active", "call, not reminder").passed());
    assert!(with(EXCEPTIONS, "days_overdue = 30, reached", "nothing").passed());
    assert!(with(EXCEPTIONS, "days_overdue = 8", "reminder, not call").passed());
    assert!(with(EXCEPTIONS, "days_overdue = 3, plan_active", "nothing").passed());
}

#[test]
fn a_failure_names_the_exception_and_its_reasons() {
    let result = with(EXCEPTIONS, "days_overdue = 7, plan_active", "reminder");
    let Kept { rule, because, .. } = &result.failures[0].rules[0];
    assert_eq!((rule.as_str(), because[0].fact.as_str()), ("Remind (Agreed)", "plan_active"));
    assert_eq!(result.firing, ["Remind (Agreed)"]);
    let kept = with(EXCEPTIONS, "days_overdue = 7", "call").failures.remove(0).rules;
    assert_eq!((kept[0].rule.as_str(), kept[0].because[0].test.as_str()), ("Long", ">= 30"));
}

#[test]
fn an_example_that_expects_nothing_fails_on_every_step() {
    let result = result("days_overdue = 7", "nothing");
    assert_eq!((result.failures[0].step.as_str(), result.failures[0].must), ("reminder", Must::NotFollow));
    assert!(!result.passed());
}

#[test]
fn a_hold_covers_what_is_given() {
    let hold = "hold wsnp stops all except call cite book \"3\"\n\
                rule calling when days_overdue >= 7 do call once per episode cite book \"1\"";
    assert!(with(hold, "days_overdue = 9, hold = wsnp", "call, not reminder").passed());
    assert!(with(hold, "days_overdue = 9, hold = estate", "call, reminder").passed());
}

#[test]
fn a_hold_that_stops_an_exception_keeps_the_claims_from_its_condition() {
    let items = "hold wsnp stops call cite book \"3\"\n\
                 exception large to remind when arrears > € 100 do call cite book \"1\"";
    assert!(with(items, "days_overdue = 9, arrears = € 800", "call, not reminder").passed());
    assert!(with(items, "days_overdue = 9, arrears = € 800, hold = wsnp", "reminder, not call").passed());
}

#[test]
fn a_rule_that_a_hold_stops_is_kept_back_by_the_hold_and_not_by_claims_that_are_there() {
    let hold = "hold wsnp stops reminder cite book \"3\"\n";
    let kept = with(hold, "days_overdue = 9, hold = wsnp", "reminder").failures.remove(0).rules.remove(0);
    assert_eq!((kept.obstacles.as_slice(), kept.because.len()), (&[Obstacle::Hold { place: 0, before: None }][..], 0));
    // Where the condition does not hold either, its facts are told as they are given.
    let kept = with(hold, "days_overdue = 4, hold = wsnp", "reminder").failures.remove(0).rules.remove(0);
    assert_eq!((kept.obstacles.len(), kept.because[0].shown.as_str()), (1, "4"));
    let exception = "hold wsnp stops call cite book \"3\"\n\
                     exception large \"Large\" to remind when arrears > € 100 do call cite book \"1\"";
    let given = "days_overdue = 9, arrears = € 800, hold = wsnp";
    let kept = with(exception, given, "call").failures.remove(0).rules.remove(0);
    assert_eq!((kept.rule.as_str(), kept.obstacles.len(), kept.because.len()), ("Large", 1, 0));
}

#[test]
fn a_rule_of_another_stage_is_kept_back_by_its_stage_and_by_what_that_asks() {
    let items = "stage one when months_in_arrears >= 1\nstage two when months_in_arrears >= 2\n\
                 rule visit in stage two or later when sitting do home_visit once per episode cite book \"1\"\n\
                 rule early in stage one when sitting and reached do home_visit once per episode cite book \"1\"";
    let kept = with(items, "months_in_arrears = 1, days_overdue = 9", "home_visit").failures.remove(0).rules;
    let stage = Obstacle::Stage { now: Some(0), must: StageRange::OrLater(1) };
    assert_eq!(kept[0].obstacles, [stage]);
    let shown: Vec<&str> = kept[0].because.iter().map(|because| because.shown.as_str()).collect();
    assert_eq!(shown, ["1.00"], "that the tenant lives there holds, and is not told");
    assert!(kept[1].obstacles.is_empty() && kept[1].because[0].fact == "reached");
    // Once the stage is past, what it asks is no reason.
    let kept = with(items, "months_in_arrears = 2, days_overdue = 9", "not home_visit").failures.remove(0).rules;
    assert!(kept[0].because.iter().all(|because| because.holds));
}

#[test]
fn clocks_are_compared_in_working_days_and_calendar_months() {
    // The second of October 2024 is a Wednesday: five working days before it is the Wednesday of a week ago.
    let rule = |when: &str| format!("rule calling when {when} do call once per episode cite book \"1\"");
    assert!(with(&rule("days_overdue >= 5 working days"), "days_overdue = 7", "call").passed());
    assert!(with(&rule("days_overdue >= 5 working days"), "days_overdue = 6", "not call").passed());
    assert!(with(&rule("days_overdue >= 2 weeks"), "days_overdue = 14", "call").passed());
    assert!(with(&rule("days_since_end >= 1 month"), "departed, not sitting, days_since_end = 30", "call").passed());
    assert!(
        with(&rule("days_since_end >= 1 month"), "departed, not sitting, days_since_end = 29", "not call").passed()
    );
}

#[test]
fn every_sort_of_fact_can_be_given() {
    let facts = "fact known is yes_no otherwise no\nfact area is text otherwise \"\"\n\
                 fact debts is money otherwise € 5\nfact seen is days otherwise 3\n";
    for (given, when) in [
        ("known", "known"),
        ("not known", "not known and debts = € 5"),
        ("area = \"East\"", "area = \"East\" and area != \"West\""),
        ("debts = € 50", "debts > € 20"),
        ("seen = 8", "seen >= 1 week"),
        ("municipality = \"Woerden\", complex = \"7\"", "municipality = \"Woerden\" and complex = \"7\""),
        ("late_months(12) = 5, reversed_months(3) = 2", "late_months(12) >= 5 and reversed_months(3) = 2"),
        ("wik_expired, arrears = € 800", "wik_expired and wik_expired_amount = € 800"),
        ("wik_expired_amount = € 300, wik_expired, arrears = € 800", "wik_expired_amount = € 300"),
        ("arrears = € 800, arrears_principal = € 700", "arrears_principal = € 700 and arrears > € 700"),
        ("claims_overdue = 2, claims_without_letter = 1", "claims_overdue = 2 and claims_without_letter = 1"),
        ("hold = estate, on_hold", "hold = estate"),
        ("on_hold", "on_hold and hold != estate"),
        ("end_reason = deceased", "end_reason = deceased"),
        ("days_since_broken_plan = 5, days_since_help = 9", "days_since_broken_plan < 9 and days_since_help = 9"),
        ("plan_refused, handed_over, reached", "plan_refused and handed_over and reached"),
        ("direct_debit, not first_rent_paid", "direct_debit and not first_rent_paid"),
        ("days_to_due = 5", "days_to_due <= 5"),
        ("sitting", "days_to_due = 30"),
    ] {
        let rule = format!("{facts}rule calling when {when} do call once per episode cite book \"1\"");
        let result = with(&rule, given, "call");
        assert!(result.passed(), "{given}: {:?} {:?}", result.contradictions, result.failures);
    }
}

#[test]
fn what_was_done_counts_for_claim_and_month() {
    let rule = |how: &str| format!("rule calling when sitting do call {how} cite book \"1\"");
    assert!(with(&rule("once per claim"), "days_since(call) = 50", "not call").passed());
    assert!(with(&rule("once per month"), "days_since(call) = 1", "not call").passed());
    assert!(with(&rule("once per month"), "days_since(call) = 2", "call").passed());
}

#[test]
fn the_order_of_the_given_facts_changes_nothing() {
    let rules = "rule vain when times(call) >= 2 and not done(call) and days_since(call) = 3 do call every 3 days cite book \"1\"\n\
                 rule gone when days_since_end = 40 do other once per episode cite book \"1\"\n\
                 rule rent when months_in_arrears = 2.5 do home_visit once per episode cite book \"1\"";
    for (given, expect) in [
        (["times(call) = 2", "not done(call)", "days_since(call) = 3"], "call"),
        (["days_since_end = 40", "not sitting", "departed"], "other"),
        (["months_in_arrears = 2.5", "full_months = 2", "monthly_rent = € 600"], "home_visit"),
        (["on_hold", "hold = complaint", "days_overdue = 9"], "reminder"),
    ] {
        let [a, b, c] = given;
        for order in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
            let result = with(rules, &order.join(", "), expect);
            assert!(
                result.passed(),
                "{order:?}: {:?} {:?} {:?}",
                result.contradictions,
                result.together,
                result.failures
            );
        }
    }
}

#[test]
fn facts_that_no_tenant_can_have_together_fail_the_example_and_are_told() {
    let result = result("arrears = € 0, departed, days_overdue = 9", "reminder");
    assert!(!result.passed() && result.failures.is_empty() && result.contradictions.is_empty());
    assert_eq!(result.together, ["arrears = € 0", "days_overdue = 9"]);
}

#[test]
fn what_an_exception_did_counts_for_the_frequency_of_its_rule() {
    let items = "rule ring when days_overdue >= 7 do call at most 3 times cite book \"1\"\n\
                 exception line \"Line\" to ring when plan_active do second_reminder cite book \"2\"";
    for (given, expect) in [
        ("days_overdue = 9, times(second_reminder) = 3", "not call"),
        ("days_overdue = 9, times(call) = 1, times(second_reminder) = 2", "not call"),
        ("days_overdue = 9, times(call) = 1, times(second_reminder) = 1", "call"),
        ("days_overdue = 9, plan_active, times(call) = 3", "not second_reminder"),
    ] {
        assert!(with(items, given, expect).passed(), "{given}");
    }
}

#[test]
fn a_rule_that_does_two_things_was_carried_out_as_often_as_it_did_one() {
    let rule = "rule both when days_overdue >= 7 do call, home_visit at most 3 times cite book \"1\"";
    assert!(with(rule, "days_overdue = 9, times(call) = 2, times(home_visit) = 2", "call").passed());
    assert!(with(rule, "days_overdue = 9, times(call) = 3, times(home_visit) = 2", "not call").passed());
}

#[test]
fn a_fact_with_nothing_in_it_says_so() {
    let facts = result("days_overdue = 6", "reminder").facts;
    assert!(facts.iter().all(|(_, value)| !value.is_empty()), "{facts:?}");
    assert!(facts.contains(&("hold".to_owned(), "none".to_owned())), "{facts:?}");
}
