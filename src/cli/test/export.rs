//! What came of examples, for machines.

use super::Tested;
use super::coverage::coverage_json;
use super::kept::kept_json;
use super::mutation::mutation_json;
use crate::check::Must;
use crate::example::CourseFailure;
use crate::example::CourseResult;
use crate::example::ExampleResult;
use crate::example::Failure;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// All examples of all policies, with stable keys.
pub(super) fn test_json(tested: &[Tested]) -> Value {
    let policies: Vec<Value> = tested.iter().map(policy).collect();
    let passed: usize = tested.iter().map(Tested::passed).sum();
    let failed: usize = tested.iter().map(Tested::failed).sum();
    json!({ "passed": passed, "failed": failed, "policies": policies })
}

fn policy(tested: &Tested) -> Value {
    let examples = tested.examples.iter().map(|of| of_a_day(of, tested));
    let examples = examples.chain(tested.courses.iter().map(|of| over_time(of, tested)));
    json!({
        "file": tested.file.name(),
        "passed": tested.passed(),
        "failed": tested.failed(),
        "examples": examples.collect::<Vec<Value>>(),
        "coverage": coverage_json(tested),
        "mutation": tested.mutated.as_ref().map(|mutated| mutation_json(tested, mutated)),
    })
}

fn of_a_day(result: &ExampleResult, tested: &Tested) -> Value {
    let facts: Map<String, Value> = result.facts.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({
        "title": result.title,
        "over_time": false,
        "passed": result.passed(),
        "failures": result.failures.iter().map(|of| Value::Object(failure(of, tested))).collect::<Vec<Value>>(),
        "contradictions": result.contradictions,
        "never_together": result.together,
        "stage": result.stage,
        "fires": result.firing,
        "facts": facts,
    })
}

fn over_time(result: &CourseResult, tested: &Tested) -> Value {
    let days = result.days.iter().map(|of| json!({ "date": of.day, "happens": of.lines }));
    json!({
        "title": result.title,
        "over_time": true,
        "passed": result.passed(),
        "failures": result.failures.iter().map(|of| failure_in_time(of, tested)).collect::<Vec<Value>>(),
        "days": days.collect::<Vec<Value>>(),
    })
}

fn failure(failure: &Failure, tested: &Tested) -> Map<String, Value> {
    let rules = failure.rules.iter().map(|kept| kept_json(kept, tested));
    let must = match failure.must {
        Must::Follow => "follow",
        Must::NotFollow => "not_follow",
    };
    let mut told = Map::new();
    told.insert("step".to_owned(), json!(failure.step));
    told.insert("must".to_owned(), json!(must));
    told.insert("rules".to_owned(), json!(rules.collect::<Vec<Value>>()));
    told
}

fn failure_in_time(of: &CourseFailure, tested: &Tested) -> Value {
    let mut told = failure(&of.what, tested);
    told.insert("from".to_owned(), json!(of.days.from));
    told.insert("to".to_owned(), json!(of.days.to));
    told.insert("done_on".to_owned(), json!(of.done_on));
    told.insert("looked_until".to_owned(), json!(of.looked_until));
    Value::Object(told)
}
