//! Every way in which a policy comes to take its steps: a rule by itself, or an exception that decides it.
//!
//! Knows the policy and no tenant. Always: on a day on which the engine carries out a rule, or an exception instead of it,
//! every part of that way holds, each as seen by the steps it names.

use super::logic::both;
use super::logic::of_all_claims;
use super::logic::opposite;
use super::logic::without_segments;
use crate::check::Condition;
use crate::check::Exception;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Test;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use std::collections::BTreeMap;

/// A way in which steps are taken.
#[derive(Clone, Debug)]
pub(super) struct Way<'p> {
    /// The rule, by its place.
    pub(super) rule: usize,
    /// The exception that decides it, by its place.
    pub(super) exception: Option<usize>,
    /// What is done.
    pub(super) steps: &'p [Step],
    pub(super) parts: Vec<Part<'p>>,
}

/// Something that holds when a way is gone.
#[derive(Clone, Debug)]
pub(super) struct Part<'p> {
    pub(super) condition: Condition,
    /// The steps for which it is looked at: a hold that stops all of them keeps claims from its sight.
    pub(super) seen_for: &'p [Step],
}

impl Way<'_> {
    /// All that holds when the way is gone and everything is in sight. It asks of facts only, and may name settings.
    pub(super) fn condition(&self) -> Condition {
        Condition::All(self.parts.iter().map(|part| part.condition.clone()).collect())
    }

    /// What holds of all of the arrears when the way is gone under a hold that may cover claims; none where no hold of the
    /// policy covers any for it.
    pub(super) fn under_hold(&self, policy: &Policy) -> Option<Condition> {
        let covered = |part: &Part<'_>| policy.holds.iter().any(|hold| stops_all(&hold.stops, part.seen_for));
        if !self.parts.iter().any(covered) {
            return None;
        }
        let of_part = |part: &Part<'_>| {
            if covered(part) { of_all_claims(&part.condition) } else { part.condition.clone() }
        };
        let on_hold = Test { subject: Subject::Fact(Fact::OnHold), comparison: None, span: Span::default() };
        Some(both(Condition::All(self.parts.iter().map(of_part).collect()), Condition::Test(on_hold)))
    }

    /// Whether something of this kind is done.
    pub(super) fn does(&self, kind: ActionKind) -> bool {
        self.steps.iter().any(|step| step.kind == kind)
    }

    /// The kinds that are done, a bit each.
    pub(super) fn kinds(&self) -> u32 {
        self.steps.iter().fold(0, |kinds, step| kinds | 1 << step.kind.place())
    }
}

fn stops_all(stops: &crate::check::Stops, steps: &[Step]) -> bool {
    !steps.is_empty() && steps.iter().all(|step| stops.stops(step.kind))
}

/// Every way of a policy, those in which nothing is done included.
pub(super) fn ways(policy: &Policy) -> Vec<Way<'_>> {
    let mut found = Vec::new();
    let mut exceptions = To::new();
    for (place, exception) in policy.exceptions.iter().enumerate() {
        exceptions.entry(key(exception.overrides)).or_default().push((place, exception));
    }
    for (place, rule) in policy.rules.iter().enumerate() {
        let condition = without_segments(&when_rule_holds(policy, rule), policy);
        let way = Way {
            rule: place,
            exception: None,
            steps: &rule.steps,
            parts: vec![Part { condition, seen_for: &rule.steps }],
        };
        branch(policy, &exceptions, Overridden::Rule(place), &rule.steps, &way, &mut found);
    }
    found
}

/// The exceptions to each rule and to each exception, with their places, in the order of the policy.
type To<'p> = BTreeMap<(bool, usize), Vec<(usize, &'p Exception)>>;

const fn key(overrides: Overridden) -> (bool, usize) {
    match overrides {
        Overridden::Rule(place) => (false, place),
        Overridden::Exception(place) => (true, place),
    }
}

/// Adds the way itself, where no exception to it holds, and each of those that an exception makes of it. `steps` are those
/// for which exceptions that do nothing are looked at.
fn branch<'p>(
    policy: &'p Policy,
    exceptions: &To<'p>,
    target: Overridden,
    steps: &'p [Step],
    way: &Way<'p>,
    found: &mut Vec<Way<'p>>,
) {
    // A checked policy has no circle of exceptions, so that each branch is longer than the last by one of them.
    if way.parts.len() > policy.exceptions.len() * 2 + 1 {
        return;
    }
    let to_target = || exceptions.get(&key(target)).into_iter().flatten().copied();
    let part = |exception: &'p Exception, holds: bool| {
        let seen_for = if exception.steps.is_empty() { steps } else { &exception.steps };
        let condition = without_segments(&exception.condition, policy);
        Part { condition: if holds { condition } else { opposite(condition) }, seen_for }
    };
    let mut itself = way.clone();
    itself.parts.extend(to_target().map(|(_, exception)| part(exception, false)));
    found.push(itself);
    for (place, exception) in to_target() {
        let mut taken = way.clone();
        let higher = to_target().filter(|(_, other)| other.stands_above(place));
        taken.parts.push(part(exception, true));
        taken.parts.extend(higher.map(|(_, other)| part(other, false)));
        taken.exception = Some(place);
        taken.steps = &exception.steps;
        let seen_for = if exception.steps.is_empty() { steps } else { &exception.steps };
        branch(policy, exceptions, Overridden::Exception(place), seen_for, &taken, found);
    }
}

/// That the policy applies, the tenant stands in the stages of a rule, and its condition holds.
fn when_rule_holds(policy: &Policy, rule: &Rule) -> Condition {
    let scope = policy.scope.as_ref().map(|scope| scope.condition.clone());
    let stages = rule.stages.map(|range| in_stages(policy, range));
    Condition::All(scope.into_iter().chain(stages).chain([rule.condition.clone()]).collect())
}

/// The stage is the last one that holds.
fn in_stages(policy: &Policy, range: StageRange) -> Condition {
    let from = |first: usize| policy.stages.iter().skip(first).map(|stage| stage.condition.clone());
    match range {
        StageRange::OrLater(first) => Condition::Any(from(first).collect()),
        StageRange::Only(place) => {
            let own = from(place).take(1);
            Condition::All(own.chain(from(place + 1).map(opposite)).collect())
        }
    }
}
