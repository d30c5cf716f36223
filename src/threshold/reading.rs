//! The thresholds that a policy states, and the policy without one of them.

use super::InForce;
use super::Threshold;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Policy;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::program::Program;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;

/// The values of the settings, in the order of the policy.
pub(super) fn values(force: &InForce<'_>) -> Vec<Value> {
    Program::compile(force.policy, force.settings).map_or_else(|_| Vec::new(), |program| program.settings().to_vec())
}

/// An amount that a test asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Amount {
    fact: Fact,
    comparison: Comparison,
    value: Value,
}

/// The thresholds of a policy: each amount from which a rule addresses the tenant.
pub(super) fn thresholds(policy: &Policy, values: &[Value]) -> Vec<Threshold> {
    let mut all = Vec::new();
    for (place, rule) in policy.rules.iter().enumerate() {
        let Some(kind) = rule.steps.iter().map(|step| step.kind).find(|kind| addresses(*kind)) else { continue };
        for amount in amounts(policy, rule, values) {
            let Amount { fact, comparison, value } = amount;
            let shares = |other: &&Rule| {
                other.named.name != rule.named.name
                    && other.steps.iter().any(|step| addresses(step.kind))
                    && amounts(policy, other, values).contains(&amount)
            };
            let beside = policy.rules.iter().filter(shares).map(|rule| rule.named.title.clone()).collect();
            all.push(Threshold { rule: rule.named.title.clone(), kind, fact, comparison, value, beside, place });
        }
    }
    all
}

/// The titles of rules that wait for days or count whole months.
pub(super) fn coarse(policy: &Policy) -> Vec<String> {
    let is_coarse = |test: &Test| {
        let counts = matches!(
            test.subject,
            Subject::Fact(Fact::DaysOverdue | Fact::FullMonths) | Subject::Function(..) | Subject::LastMonths(..)
        );
        counts && test.comparison.is_some()
    };
    let rules = policy.rules.iter().filter(|rule| rule.steps.iter().any(|step| addresses(step.kind)));
    let waits = rules.filter(|rule| needed(&rule.condition).into_iter().any(is_coarse));
    waits.map(|rule| rule.named.title.clone()).collect()
}

/// Whether an action reaches the tenant, so that it may make one pay; bookings do not.
const fn addresses(kind: ActionKind) -> bool {
    !matches!(
        kind,
        ActionKind::CollectionCosts | ActionKind::StatutoryInterest | ActionKind::WriteOff | ActionKind::Other
    )
}

/// The amounts that scope, stage and condition of a rule ask for, each once.
fn amounts(policy: &Policy, rule: &Rule, values: &[Value]) -> Vec<Amount> {
    let stage = rule.stages.and_then(|range| match range {
        StageRange::Only(stage) | StageRange::OrLater(stage) => policy.stages.get(stage),
    });
    let scope = policy.scope.as_ref().map(|scope| &scope.condition);
    let conditions = scope.into_iter().chain(stage.map(|stage| &stage.condition)).chain([&rule.condition]);
    let mut amounts: Vec<Amount> = Vec::new();
    for amount in conditions.flat_map(needed).filter_map(|test| Amount::of(test, values)) {
        if !amounts.contains(&amount) {
            amounts.push(amount);
        }
    }
    amounts
}

/// The tests that must all hold.
fn needed(condition: &Condition) -> Vec<&Test> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(needed).collect(),
        Condition::Test(test) => vec![test],
        // What is one way of two decides nothing by itself.
        Condition::Any(_) | Condition::Not(_) => Vec::new(),
    }
}

impl Amount {
    /// The amount that a test asks for, if it is one above zero.
    fn of(test: &Test, values: &[Value]) -> Option<Amount> {
        let Subject::Fact(fact @ (Fact::Arrears | Fact::MonthsInArrears)) = test.subject else { return None };
        let (comparison, operand) = test.comparison?;
        let value = match operand {
            Operand::Value(value) => value,
            Operand::Setting(place) => *values.get(place)?,
        };
        let is_amount = match value {
            Value::Money(money) => money.cents() > 0,
            Value::MonthsOfRent(number) => number.as_share().part > 0,
            _ => false,
        };
        let has_sides = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        (is_amount && has_sides).then_some(Amount { fact, comparison, value })
    }
}

/// The policy as if a threshold did not stand in its scope, its stages and the rule.
pub(super) fn without(policy: &Policy, threshold: &Threshold, values: &[Value]) -> Policy {
    let Threshold { fact, comparison, value, .. } = *threshold;
    let amount = Amount { fact, comparison, value };
    let mut policy = policy.clone();
    let rule = policy.rules.get_mut(threshold.place).map(|rule| &mut rule.condition);
    let scope = policy.scope.as_mut().map(|scope| &mut scope.condition);
    let stages = policy.stages.iter_mut().map(|stage| &mut stage.condition);
    rule.into_iter().chain(scope).chain(stages).for_each(|condition| leave_out(condition, amount, values));
    policy
}

fn leave_out(condition: &mut Condition, amount: Amount, values: &[Value]) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter_mut().for_each(|part| leave_out(part, amount, values));
        }
        Condition::Test(test) if Amount::of(test, values) == Some(amount) => *condition = Condition::always(),
        Condition::Not(_) | Condition::Test(_) => {}
    }
}
