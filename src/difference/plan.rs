//! Whether two policies offer other payment plans.

use super::Edition;
use super::part::parts;
use crate::check::Operand;
use crate::check::PlanTerms;
use std::collections::BTreeMap;

/// Whether the terms of a plan, or which there are, differ; also where that comes from a setting.
#[must_use]
pub fn plans_differ(old: Edition<'_>, new: Edition<'_>) -> bool {
    plans(old) != plans(new)
}

/// What each plan says, by its name, with the values of the settings it uses.
fn plans(of: Edition<'_>) -> BTreeMap<String, (String, Vec<String>)> {
    let value = |operand: Operand| match operand {
        Operand::Value(value) => format!("{value:?}"),
        Operand::Setting(place) => format!("{:?}", of.settings.get(place)),
    };
    let values = |plan: &PlanTerms| {
        let terms = [Some(plan.instalments), Some(plan.least), plan.rest, Some(plan.patience)];
        terms.into_iter().flatten().map(value).collect()
    };
    let numbers: BTreeMap<&str, Vec<String>> =
        of.policy.plans.iter().map(|plan| (plan.named.name.as_str(), values(plan))).collect();
    let told = |name: &str| numbers.get(name).cloned().unwrap_or_default();
    let parts = parts(of).into_iter().filter(|part| part.identity().0 == super::Kind::Plan);
    parts.map(|part| (part.name.clone(), (part.key.clone(), told(&part.name)))).collect()
}
