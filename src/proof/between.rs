//! How a new policy stands to an old one, argued from the texts: whether they do the same, whether the new one is ever
//! harsher on a segment, whether it ever brings in the bailiff earlier.
//!
//! Knows two policies, their settings as they stand in the text, and no ledger. Always: what is proved of two policies is
//! seen in no pair of runs otherwise; what is refuted comes with a tenant on whom both policies have been tried.
//!
//! # What is claimed
//! - **The same**: on any tenancy, on the same payments and answers, by the same desk, the same steps on the same days. It
//!   is proved where rules can be paired that do the same, as often, on the same tenants, and nothing else that counts
//!   differs. Names, titles, sources, targets, guarantees, examples, the ranges of settings and the first day of validity do
//!   not count.
//! - **Never harsher on a segment of the old policy**: with the same facts, whatever was done before, the new policy takes
//!   no step that is heavier ([`crate::vocabulary::Weight`]) than what the old one would take on that day. Lists, spacing
//!   and the pace of the desk are not looked at: they say when, not whether.
//! - **Never earlier with a bailiff**: of a file that has not been handed over on record, the new policy's first hand-over
//!   does not come before the old one's, on the same payments, plans and answers, by a desk that does on the day what it
//!   decides on the day.
//!
//! # Why the last one holds where it is proved
//! Take the first day on which the new policy hands over and the old one did not before. Up to then neither has. All else
//! that a hand-over asks to have been done is done by rules that the two share in all they mean, and so are costs and
//! interest, which change what is owed: so both stand before the same facts. Every way in which the new policy hands over
//! lies within ways in which the old one does, by rules that do nothing else and so were never carried out: the old policy
//! hands over on that day too.

mod bailiff;
mod harsher;
mod office;
mod same;
#[cfg(test)]
mod tests;

use super::course::Bench;
use super::path::Moment;
use super::path::Taken;
use super::path::step_text;
use crate::calendar::Day;
use crate::check::Example;
use crate::check::Given;
use crate::check::Policy;
use crate::check::Space;
use crate::check::Witness;
use crate::check::given_words;
use crate::example::Decided;
use crate::example::decided;
use crate::locale::Phrase;
use crate::program::SettingError;
use crate::program::Settings;
use crate::source::Span;
use crate::vocabulary::Weight;
use office::Office;

/// How a new policy stands to an old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// Whether the two do the same.
    pub same: Claim,
    /// Whether the new one is never harsher, for each segment of the old one in its order; for everybody, where it has
    /// none.
    pub never_harsher: Vec<OfSegment>,
    /// Whether the new one never brings in the bailiff earlier.
    pub never_earlier_with_bailiff: Claim,
}

/// Whether the new policy is never harsher on a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfSegment {
    /// The title of the segment; nothing for everybody.
    pub segment: Option<String>,
    /// What comes of it.
    pub claim: Claim,
}

/// What comes of a claim about two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It holds.
    Proved,
    /// It does not: this tenant shows it.
    Refuted(Box<Counter>),
    /// That cannot be said from the texts, and why.
    Undecided(Phrase),
}

/// A tenant who does not exist, on whom the two policies differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counter {
    /// On one day, with facts that are given; each policy says what it decides.
    Facts {
        /// The facts in the words of the new policy; what is not among them is neutral.
        facts: Vec<String>,
        /// What the old policy does.
        old: Vec<Taken>,
        /// What the new policy does.
        new: Vec<Taken>,
    },
    /// In the course of time; the engine has followed both policies.
    Course {
        /// Who the tenant is, in sentences.
        tenant: Vec<Phrase>,
        /// The first day.
        begins: Day,
        /// What the old policy does, up to the day on which the two differ.
        old: Vec<Moment>,
        /// What the new policy does.
        new: Vec<Moment>,
    },
}

/// How many rules are followed through courses before no more tenants are tried.
const MOST_RULES_TRIED: usize = 20_000;

/// How a new policy stands to an old one, with their settings as they stand.
///
/// # Errors
/// Never, of checked policies: their settings lie within their ranges.
pub fn between(old: &Policy, new: &Policy) -> Result<Between, Vec<SettingError>> {
    between_within(old, new, MOST_RULES_TRIED)
}

/// The same, where for each claim no more than so many rules are followed through courses of tenants: with few, more is
/// undecided, and nothing else changes.
///
/// # Errors
/// Never, of checked policies: their settings lie within their ranges.
pub fn between_within(old: &Policy, new: &Policy, most: usize) -> Result<Between, Vec<SettingError>> {
    let (old_space, new_space) = Space::pair(old, new, crate::check::Knobs::AsWritten);
    let none = Settings::new();
    let mut pair = Pair {
        old: Office::new(old, old_space, Bench::new(old, &none)?),
        new: Office::new(new, new_space, Bench::new(new, &none)?),
        most,
    };
    Ok(Between {
        same: same::claim(&mut pair),
        never_harsher: harsher::claims(&pair),
        never_earlier_with_bailiff: bailiff::claim(&mut pair),
    })
}

/// The two policies.
struct Pair<'p> {
    old: Office<'p>,
    new: Office<'p>,
    /// How many rules are followed through courses before no more tenants are tried.
    most: usize,
}

/// What the two do with the same facts.
struct Tried {
    old: Vec<Taken>,
    new: Vec<Taken>,
    heaviest: (Weight, Weight),
    facts: Vec<String>,
}

impl Pair<'_> {
    /// What both policies do with the facts of a witness; nothing, where one of them finds that these cannot be.
    fn tried(&self, witness: &Witness) -> Option<Tried> {
        let (old_given, new_given) = (witness.given(&self.old.space), witness.given(&self.new.space));
        let (old, old_heaviest) = done_with(&self.old, &old_given)?;
        let (new, new_heaviest) = done_with(&self.new, &new_given)?;
        let facts = new_given.iter().map(|given| given_words(self.new.policy, given)).collect();
        Some(Tried { old, new, heaviest: (old_heaviest, new_heaviest), facts })
    }
}

impl Tried {
    fn counter(self) -> Box<Counter> {
        Box::new(Counter::Facts { facts: self.facts, old: self.old, new: self.new })
    }
}

/// What a policy does with facts, and how heavy the heaviest of it is.
fn done_with(office: &Office<'_>, given: &[Given]) -> Option<(Vec<Taken>, Weight)> {
    let (policy, program) = (office.policy, &office.bench.program);
    let (given, span) = (given.to_vec(), Span::default());
    let example = Example { title: String::new(), given, expect: Vec::new(), nothing: None, span };
    let Decided { possible, rules, .. } = decided(policy, program, &example);
    let mut taken = Vec::new();
    let mut heaviest = Weight::None;
    for (place, exception) in rules {
        let rule = policy.rules.get(place).map_or_else(String::new, |rule| rule.named.title.clone());
        let exception = exception.and_then(|place| u16::try_from(place).ok());
        for step in program.steps_of(place, exception) {
            heaviest = heaviest.max(step.kind.weight());
            let step = step_text(policy, step);
            taken.push(Taken { step, rule: rule.clone(), outcome: None, breaches: false });
        }
    }
    possible.then_some((taken, heaviest))
}
