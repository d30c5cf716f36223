//! What only goes by another name: a rule, exception or plan of the old policy that stands in the new one under another name
//! and means the same.
//!
//! Always: what is told as renamed says the same in both, to the letter of its meaning; where two fit, the first of each is
//! taken (`a_rule_under_another_name_that_means_the_same_is_told_as_renamed`).

use super::Change;
use super::Edition;
use super::Kind;
use super::difference;
use super::part::Part;
use super::part::parts;
use crate::check::Named;
use crate::check::Policy;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

/// The changes as people see them: a statement that only goes by another name is one change, and no change for what refers to
/// it. In order of kind and name.
#[must_use]
pub fn difference_with_renames(old: Edition<'_>, new: Edition<'_>) -> Vec<Change> {
    let mut policy = old.policy.clone();
    let mut renamed: Vec<Change> = Vec::new();
    loop {
        let found = pairs(Edition { policy: &policy, ..old }, new);
        if found.is_empty() {
            break;
        }
        // What refers to these by name may be the same now as well.
        for change in &found {
            rename(&mut policy, change.kind, change.old.as_deref().unwrap_or_default(), &change.name);
        }
        renamed.extend(found);
    }
    let mut changes = difference(Edition { policy: &policy, ..old }, new);
    as_written(&mut changes, old, &renamed);
    changes.extend(renamed);
    changes.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
    changes
}

/// The statements of the new policy that stand in the old one under another name, each with one that no other has.
fn pairs(old: Edition<'_>, new: Edition<'_>) -> Vec<Change> {
    let (before, after) = (of_names(old), of_names(new));
    let names = |parts: &[Part]| parts.iter().map(Part::identity).collect::<BTreeSet<_>>();
    let (old_names, new_names) = (names(&before), names(&after));
    let mut gone: BTreeMap<(Kind, String), VecDeque<&Part>> = BTreeMap::new();
    for part in before.iter().filter(|part| !new_names.contains(&part.identity())) {
        gone.entry((part.identity().0, part.key.clone())).or_default().push_back(part);
    }
    let added = after.iter().filter(|part| !old_names.contains(&part.identity()));
    let pair = |part: &Part| {
        let kind = part.identity().0;
        let was = gone.get_mut(&(kind, part.key.clone()))?.pop_front()?;
        let (old, new) = (Some(was.name.clone()), Some(part.name.clone()));
        Some(Change { kind, name: part.name.clone(), title: part.title.clone(), old, new, is_renamed: true })
    };
    added.filter_map(pair).collect()
}

/// The parts that can be known again by what they mean. What others are made of, such as a setting, is known by its name.
fn of_names(of: Edition<'_>) -> Vec<Part> {
    let is = |part: &Part| matches!(part.identity().0, Kind::Rule | Kind::Exception | Kind::Plan);
    parts(of).into_iter().filter(is).collect()
}

/// Gives a statement another name; what refers to it does so by its place.
fn rename(policy: &mut Policy, kind: Kind, from: &str, to: &str) {
    let named: Vec<&mut Named> = match kind {
        Kind::Rule => policy.rules.iter_mut().map(|rule| &mut rule.named).collect(),
        Kind::Exception => policy.exceptions.iter_mut().map(|exception| &mut exception.named).collect(),
        _ => policy.plans.iter_mut().map(|plan| &mut plan.named).collect(),
    };
    named.into_iter().filter(|named| named.name == from).for_each(|named| named.name = to.to_owned());
}

/// Puts back what the old policy says of what changed, in its own names.
fn as_written(changes: &mut [Change], old: Edition<'_>, renamed: &[Change]) {
    let texts: BTreeMap<(Kind, String), String> =
        parts(old).into_iter().map(|part| ((part.identity().0, part.name.clone()), part.text)).collect();
    for change in changes.iter_mut().filter(|change| change.old.is_some()) {
        let was = renamed.iter().find(|other| (other.kind, &other.name) == (change.kind, &change.name));
        let name = was.and_then(|was| was.old.clone()).unwrap_or_else(|| change.name.clone());
        if let Some(text) = texts.get(&(change.kind, name)) {
            change.old = Some(text.clone());
        }
    }
}
