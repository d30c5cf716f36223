//! Every small change to a policy: where it is made, what it is, and the policy that it gives.

use super::alter::altered;
use crate::check::Condition;
use crate::check::Frequency;
use crate::check::Policy;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Program;
use crate::source::SourceFile;
use crate::source::Span;

/// A policy with one small change.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// In which part.
    pub site: Site,
    /// What was changed.
    pub alteration: Alteration,
    /// The line on which that stands.
    pub line: usize,
    /// The policy with the change.
    pub policy: Policy,
}

/// The part of a policy in which a change is made, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// To whom it applies.
    Scope,
    /// A segment.
    Segment(usize),
    /// A stage.
    Stage(usize),
    /// A rule.
    Rule(usize),
    /// An exception.
    Exception(usize),
}

/// A small change. Texts are the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// A test with another threshold.
    Shifted {
        /// The test.
        test: String,
        /// The threshold instead.
        to: String,
    },
    /// A comparison the other way round, or yes for no.
    Turned(String),
    /// A part of a condition left out.
    Dropped(String),
    /// An exception left out.
    NoException,
    /// A rule that fires every so many days, or so many times.
    Frequency {
        /// The number.
        from: u32,
        /// The number instead.
        to: u32,
    },
}

impl Site {
    /// The part by kind and name.
    #[must_use]
    pub fn told(self, policy: &Policy, locale: Locale) -> String {
        let of = |en: &str, nl: &str, name: Option<&String>| {
            format!("{} {}", locale.pick(en, nl), name.map_or("", String::as_str))
        };
        match self {
            Site::Scope => locale.pick("applies when", "geldt als").to_owned(),
            Site::Segment(place) => of("segment", "segment", policy.segments.get(place).map(|of| &of.named.name)),
            Site::Stage(place) => of("stage", "fase", policy.stages.get(place).map(|of| &of.named.name)),
            Site::Rule(place) => of("rule", "regel", policy.rules.get(place).map(|of| &of.named.name)),
            Site::Exception(place) => {
                of("exception", "uitzondering", policy.exceptions.get(place).map(|of| &of.named.name))
            }
        }
    }

    /// The condition that stands there.
    pub(super) fn condition(self, policy: &Policy) -> Option<&Condition> {
        match self {
            Site::Scope => policy.scope.as_ref().map(|scope| &scope.condition),
            Site::Segment(place) => policy.segments.get(place)?.condition.as_ref(),
            Site::Stage(place) => policy.stages.get(place).map(|stage| &stage.condition),
            Site::Rule(place) => policy.rules.get(place).map(|rule| &rule.condition),
            Site::Exception(place) => policy.exceptions.get(place).map(|exception| &exception.condition),
        }
    }

    /// The policy with another condition there.
    fn with(self, policy: &Policy, condition: &Condition) -> Policy {
        let mut changed = policy.clone();
        match self {
            Site::Scope => changed.scope.iter_mut().for_each(|scope| scope.condition = condition.clone()),
            Site::Segment(place) => {
                changed.segments.iter_mut().skip(place).take(1).for_each(|of| of.condition = Some(condition.clone()));
            }
            Site::Stage(place) => {
                changed.stages.iter_mut().skip(place).take(1).for_each(|of| of.condition = condition.clone());
            }
            Site::Rule(place) => {
                changed.rules.iter_mut().skip(place).take(1).for_each(|of| of.condition = condition.clone());
            }
            Site::Exception(place) => {
                changed.exceptions.iter_mut().skip(place).take(1).for_each(|of| of.condition = condition.clone());
            }
        }
        changed
    }
}

impl Alteration {
    /// The change in words.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Alteration::Shifted { test, to } => {
                Phrase::new(format!("`{test}` with {to}"), format!("`{test}` met {to}"))
            }
            Alteration::Turned(test) => {
                Phrase::new(format!("`{test}` the other way round"), format!("`{test}` andersom"))
            }
            Alteration::Dropped(part) => Phrase::new(format!("without `{part}`"), format!("zonder `{part}`")),
            Alteration::NoException => Phrase::new("left out", "weggelaten"),
            Alteration::Frequency { from, to } => {
                Phrase::new(format!("{to} instead of {from}"), format!("{to} in plaats van {from}"))
            }
        }
    }

    /// What sort of change it is, for machines.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Alteration::Shifted { .. } => "shifted",
            Alteration::Turned(_) => "turned",
            Alteration::Dropped(_) => "part_left_out",
            Alteration::NoException => "exception_left_out",
            Alteration::Frequency { .. } => "frequency",
        }
    }
}

/// Every small change to a policy, in the order of its parts.
#[must_use]
pub fn mutants(file: &SourceFile, policy: &Policy, program: &Program) -> Vec<Mutant> {
    let mut all: Vec<Mutant> = Vec::new();
    for site in sites(policy) {
        let Some(condition) = site.condition(policy) else { continue };
        for (condition, alteration, span) in altered(condition, file, policy, program) {
            let line = line_of(file, policy, site, span);
            all.push(Mutant { site, alteration, line, policy: site.with(policy, &condition) });
        }
    }
    for place in 0..policy.exceptions.len() {
        let site = Site::Exception(place);
        // An exception that never holds is one that is not there, and places stay what they are.
        let changed = site.with(policy, &Condition::Any(Vec::new()));
        let line = line_of(file, policy, site, None);
        all.push(Mutant { site, alteration: Alteration::NoException, line, policy: changed });
    }
    all.extend(frequencies(file, policy));
    all.sort_by_key(|mutant| mutant.line);
    all
}

fn sites(policy: &Policy) -> impl Iterator<Item = Site> {
    let scope = std::iter::once(Site::Scope);
    let segments = (0..policy.segments.len()).map(Site::Segment);
    let stages = (0..policy.stages.len()).map(Site::Stage);
    let rules = (0..policy.rules.len()).map(Site::Rule);
    scope.chain(segments).chain(stages).chain(rules).chain((0..policy.exceptions.len()).map(Site::Exception))
}

fn line_of(file: &SourceFile, policy: &Policy, site: Site, span: Option<Span>) -> usize {
    let named = match site {
        Site::Scope => None,
        Site::Segment(place) => policy.segments.get(place).map(|of| of.named.span),
        Site::Stage(place) => policy.stages.get(place).map(|of| of.named.span),
        Site::Rule(place) => policy.rules.get(place).map(|of| of.named.span),
        Site::Exception(place) => policy.exceptions.get(place).map(|of| of.named.span),
    };
    file.position(span.or(named).unwrap_or_default().start).line
}

/// The numbers of how often, one more and one less.
fn frequencies(file: &SourceFile, policy: &Policy) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (place, rule) in policy.rules.iter().enumerate() {
        let mut add = |frequency: Frequency, from: u32, to: u32| {
            let mut changed = policy.clone();
            changed.rules.iter_mut().skip(place).take(1).for_each(|rule| rule.frequency = frequency);
            let site = Site::Rule(place);
            let line = line_of(file, policy, site, None);
            all.push(Mutant { site, alteration: Alteration::Frequency { from, to }, line, policy: changed });
        };
        let frequency = rule.frequency;
        if let Some(days) = frequency.every.filter(|days| *days > 0) {
            let from = u32::try_from(days).unwrap_or(0);
            add(Frequency { every: Some(days + 1), ..frequency }, from, from + 1);
            if days > 1 {
                add(Frequency { every: Some(days - 1), ..frequency }, from, from - 1);
            }
        }
        // Once is a word, more times are a number.
        if let Some((times, per)) = frequency.limit.filter(|(times, _)| *times > 1) {
            add(Frequency { limit: Some((times + 1, per)), ..frequency }, times, times + 1);
            add(Frequency { limit: Some((times - 1, per)), ..frequency }, times, times - 1);
        }
    }
    all
}
