//! The setting whose value lets a step come too early.
//!
//! Always: with the value that is told in its place, everything else the same, the step cannot come too early.

use super::decided_by;
use crate::check::Answer;
use crate::check::Condition;
use crate::check::Knobs;
use crate::check::Operand;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Setting;
use crate::check::Space;
use crate::check::Test;
use crate::check::Value;

/// A setting with the value that law or agreement ask in its place.
pub(super) struct Lax<'p> {
    pub(super) setting: &'p Setting,
    pub(super) enough: Value,
}

/// The setting in the condition of a rule or exception that lets it come before what is asked, if one does.
pub(super) fn lax<'p>(policy: &'p Policy, doer: Overridden, asked: &Condition) -> Option<Lax<'p>> {
    let mut given = Vec::new();
    tests(super::condition_of(policy, doer)?, &mut given);
    let mut wanted = Vec::new();
    tests(asked, &mut wanted);
    given.into_iter().find_map(|test| {
        let Some((_, Operand::Setting(place))) = test.comparison else { return None };
        let setting = policy.settings.get(place)?;
        let same_unit = |value: &Value| std::mem::discriminant(value) == std::mem::discriminant(&setting.value);
        let asked_of = |of: &&&Test| of.subject == test.subject;
        let values = wanted.iter().filter(asked_of).filter_map(|of| match of.comparison {
            Some((_, Operand::Value(value))) => Some(value),
            _ => None,
        });
        let enough = values.filter(same_unit).find(|value| is_kept_with(policy, place, *value, doer, asked))?;
        Some(Lax { setting, enough })
    })
}

/// Whether a step waits for what is asked when a setting has another value.
fn is_kept_with(policy: &Policy, place: usize, value: Value, doer: Overridden, asked: &Condition) -> bool {
    let mut other = policy.clone();
    if let Some(setting) = other.settings.get_mut(place) {
        setting.value = value;
    }
    let space = Space::new(&other, Knobs::AsWritten);
    matches!(decided_by(&space, doer).without(&space.condition(asked)).find(), Answer::Impossible)
}

fn tests<'c>(condition: &'c Condition, found: &mut Vec<&'c Test>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| tests(part, found)),
        Condition::Not(part) => tests(part, found),
        Condition::Test(test) => found.push(test),
    }
}
