//! What a policy does not say well although every word of it is known: what can never happen, what happens twice, what
//! waits for ever, and what falls between two stools.
//!
//! Knows the regions of the policy; knows no ledger and no day. Always: what is said never to happen does not for any
//! tenant, whatever the settings within their range; what is said to happen comes with a case that shows it; what could
//! not be found out is not said. One mistake is one finding: what follows from another is left out.

mod exceptions;
mod frequency;
mod parts;
mod place;
mod plans;
mod road;
mod rules;
mod segments;
mod shadow;
mod stages;
mod targets;
#[cfg(test)]
mod tests;
mod twice;

use super::policy::Condition;
use super::policy::Policy;
use super::region::Knobs;
use super::region::Region;
use super::region::Space;
use super::region::Witness;
use crate::diagnostic::Case;
use crate::diagnostic::Diagnostic;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;
use std::collections::BTreeSet;

/// How many steps looking into a policy takes at most, and how many more for each rule, exception, stage and segment. A
/// policy of the size of a real one takes a small part of that.
const STEPS: usize = 10_000_000;
const STEPS_EACH: usize = 3_000;

/// Of more parts of a condition than this not every pair is tried.
const MOST_PARTS: usize = 12;

/// A policy while it is looked at.
struct Analysis<'p> {
    file: &'p SourceFile,
    policy: &'p Policy,
    /// With the settings as they are.
    set: Space<'p>,
    /// With the settings anywhere in their range.
    any: Space<'p>,
    /// Whether each rule can hold, and whether it can before anything was done.
    firing: Vec<Firing>,
    /// The stages that nobody can be in.
    empty_stages: BTreeSet<usize>,
    findings: Vec<Diagnostic>,
}

/// When a rule can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Firing {
    /// Before anything was done.
    AtOnce,
    /// Only after something was.
    Later,
    /// Not at all.
    Never,
}

/// What is found in a checked policy.
pub(super) fn findings(file: &SourceFile, policy: &Policy) -> Vec<Diagnostic> {
    let size = policy.rules.len() + policy.exceptions.len() + policy.stages.len() + policy.segments.len();
    let steps = STEPS + STEPS_EACH * size;
    let mut analysis = Analysis {
        file,
        policy,
        set: Space::bounded(policy, Knobs::AsWritten, steps),
        any: Space::bounded(policy, Knobs::Anywhere, steps),
        firing: Vec::new(),
        empty_stages: BTreeSet::new(),
        findings: Vec::new(),
    };
    analysis.stages();
    analysis.segments();
    analysis.rules();
    analysis.shadows();
    analysis.twice();
    analysis.exceptions();
    analysis.road();
    analysis.idle_stages();
    analysis.frequencies();
    analysis.plans();
    analysis.targets();
    analysis.conditions();
    analysis.findings
}

impl Analysis<'_> {
    /// A witness as a case, with the settings as they are.
    fn case(&self, witness: &Witness) -> Case {
        witness.case(&self.set)
    }

    /// The words of a span.
    fn words(&self, span: Span) -> &str {
        self.file.slice(span)
    }
}

/// What has to hold altogether.
fn parts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(all) => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

/// The parts that cannot hold together: one, or two of them; nothing, where it takes more.
fn clash<'c>(space: &Space<'_>, condition: &'c Condition) -> Option<(&'c Condition, Option<&'c Condition>)> {
    let parts: Vec<(&Condition, Region)> =
        parts(condition).into_iter().map(|part| (part, space.condition(part))).collect();
    let alone = parts.iter().find(|(_, region)| region.is_empty());
    if let Some((part, _)) = alone {
        return Some((part, None));
    }
    let few = parts.iter().take(MOST_PARTS);
    few.enumerate().find_map(|(place, (part, region))| {
        let before = parts.iter().take(place).find(|(_, other)| other.is_apart(region));
        before.map(|(other, _)| (*other, Some(*part)))
    })
}

/// A remark at a place.
fn remark(en: &str, nl: &str) -> Phrase {
    Phrase::new(en, nl)
}
