//! Every small change to a policy: where it is made, what it is, and the policy that it gives.

use super::alter::altered;
use super::often;
use super::terms;
use crate::check::Condition;
use crate::check::Policy;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
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
    /// A payment plan.
    Plan(usize),
    /// A hold.
    Hold(usize),
    /// Days between the actions of a group.
    Spacing(usize),
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
    /// A hold left out.
    NoHold,
    /// A rule that fires every so many days, or so many times.
    Frequency {
        /// The number.
        from: u32,
        /// The number instead.
        to: u32,
    },
    /// A rule that fires once in another period.
    Period {
        /// How often it fires.
        from: String,
        /// How often instead.
        to: String,
    },
    /// A rule that fires as often as its condition holds.
    Unbound(String),
    /// A number beside rules.
    Term {
        /// Which number.
        of: Word,
        /// The number.
        from: String,
        /// The number instead.
        to: String,
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
            Site::Plan(place) => of("plan", "regeling", policy.plans.get(place).map(|of| &of.named.name)),
            Site::Hold(place) => of("hold", "wachtstand", policy.holds.get(place).map(|of| &of.named.name)),
            Site::Spacing(_) => locale.pick("spacing", "tussenruimte").to_owned(),
        }
    }

    /// Its title, as the author wrote it.
    pub(super) fn title(self, policy: &Policy) -> String {
        let named = match self {
            Site::Scope | Site::Spacing(_) => None,
            Site::Segment(place) => policy.segments.get(place).map(|of| &of.named),
            Site::Stage(place) => policy.stages.get(place).map(|of| &of.named),
            Site::Rule(place) => policy.rules.get(place).map(|of| &of.named),
            Site::Exception(place) => policy.exceptions.get(place).map(|of| &of.named),
            Site::Plan(place) => policy.plans.get(place).map(|of| &of.named),
            Site::Hold(place) => policy.holds.get(place).map(|of| &of.named),
        };
        let locale = policy.locale;
        match (self, named) {
            (Site::Spacing(_), _) => locale.pick("Spacing", "Tussenruimte").to_owned(),
            (_, None) => locale.pick("Scope", "Reikwijdte").to_owned(),
            (_, Some(named)) => named.title.clone(),
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
            Site::Plan(place) => policy.plans.get(place).map(|plan| &plan.condition),
            Site::Hold(_) | Site::Spacing(_) => None,
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
            Site::Plan(place) => {
                changed.plans.iter_mut().skip(place).take(1).for_each(|of| of.condition = condition.clone());
            }
            Site::Hold(_) | Site::Spacing(_) => {}
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
            Alteration::Unbound(how) => Phrase::new(format!("without `{how}`"), format!("zonder `{how}`")),
            Alteration::NoException | Alteration::NoHold => Phrase::new("left out", "weggelaten"),
            Alteration::Frequency { from, to } => {
                Phrase::new(format!("{to} instead of {from}"), format!("{to} in plaats van {from}"))
            }
            Alteration::Period { from, to } => {
                Phrase::new(format!("`{to}` instead of `{from}`"), format!("`{to}` in plaats van `{from}`"))
            }
            Alteration::Term { of, from, to } => Phrase::new(
                format!("{}: {to} instead of {from}", of.en),
                format!("{}: {to} in plaats van {from}", of.nl),
            ),
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
            Alteration::NoHold => "hold_left_out",
            Alteration::Frequency { .. } | Alteration::Period { .. } | Alteration::Unbound(_) => "frequency",
            Alteration::Term { .. } => "term",
        }
    }

    /// Whether it is about how often a rule fires.
    pub(super) const fn is_frequency(&self) -> bool {
        matches!(self, Alteration::Frequency { .. } | Alteration::Period { .. } | Alteration::Unbound(_))
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
    for (site, alteration, changed) in terms::altered(policy, program) {
        all.push(Mutant { site, alteration, line: line_of(file, policy, site, None), policy: changed });
    }
    all.sort_by_key(|mutant| mutant.line);
    all
}

fn sites(policy: &Policy) -> impl Iterator<Item = Site> {
    let scope = std::iter::once(Site::Scope);
    let segments = (0..policy.segments.len()).map(Site::Segment);
    let stages = (0..policy.stages.len()).map(Site::Stage);
    let rules = (0..policy.rules.len()).map(Site::Rule);
    let plans = (0..policy.plans.len()).map(Site::Plan);
    let exceptions = (0..policy.exceptions.len()).map(Site::Exception);
    scope.chain(segments).chain(stages).chain(rules).chain(exceptions).chain(plans)
}

fn line_of(file: &SourceFile, policy: &Policy, site: Site, span: Option<Span>) -> usize {
    let named = match site {
        Site::Scope => None,
        Site::Segment(place) => policy.segments.get(place).map(|of| of.named.span),
        Site::Stage(place) => policy.stages.get(place).map(|of| of.named.span),
        Site::Rule(place) => policy.rules.get(place).map(|of| of.named.span),
        Site::Exception(place) => policy.exceptions.get(place).map(|of| of.named.span),
        Site::Plan(place) => policy.plans.get(place).map(|of| of.named.span),
        Site::Hold(place) => policy.holds.get(place).map(|of| of.named.span),
        Site::Spacing(place) => policy.spacings.get(place).map(|of| of.span),
    };
    file.position(span.or(named).unwrap_or_default().start).line
}

/// Every small change to how often a rule fires. That of a write-off is not the author's.
fn frequencies(file: &SourceFile, policy: &Policy) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (place, rule) in policy.rules.iter().enumerate().filter(|(_, rule)| rule.approval.is_none()) {
        for (frequency, alteration) in often::altered(rule.frequency, policy) {
            let mut changed = policy.clone();
            changed.rules.iter_mut().skip(place).take(1).for_each(|rule| rule.frequency = frequency);
            let site = Site::Rule(place);
            let line = line_of(file, policy, site, None);
            all.push(Mutant { site, alteration, line, policy: changed });
        }
    }
    all
}
