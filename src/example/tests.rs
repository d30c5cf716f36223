//! What examples of a policy come to.

use super::ExampleResult;
use super::run;
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
    let text = format!("{RULES}example \"It\" given {given} expect {expect}\n");
    let policy = read(&SourceFile::new("one-rule.beleid", text)).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    run(&policy, &program, &policy.examples[0])
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
    let (rule, because) = &failures[0].rules[0];
    assert_eq!((rule.as_str(), because[0].shown.as_str(), because[0].test.as_str()), ("Remind", "6", ">= 7"));
}

#[test]
fn what_was_done_counts_for_the_frequency() {
    assert!(result("days_overdue = 40, done(reminder)", "not reminder").passed());
    let failures = result("days_overdue = 40, times(reminder) = 1", "reminder").failures;
    assert!(failures[0].rules[0].1.is_empty());
}

#[test]
fn facts_that_cannot_both_be_true_fail_the_example() {
    for given in ["months_in_arrears = 2, full_months = 5", "departed, sitting", "days_since(call) = 3, never(call)"] {
        let result = result(given, "not reminder");
        assert_eq!((result.contradictions.len(), result.passed()), (1, false), "{given}: {:?}", result.contradictions);
    }
}
