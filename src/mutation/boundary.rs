//! The search for a case in which a changed policy decides otherwise, and the example that says so.
//!
//! Cases are tried in a fixed order: the one in which the part decides, then those that differ from it in one fact, in two,
//! and so on.

use super::Noticing;
use super::Proposed;
use super::cell::Domain;
use super::cell::Tests;
use super::mutant::Alteration;
use super::mutant::Mutant;
use super::mutant::Site;
use super::written::Known;
use super::written::example_text;
use super::written::given_text;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Example;
use crate::check::Given;
use crate::check::Operand;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::check::cannot_be_together;
use crate::check::read;
use crate::example::USUAL_DAY;
use crate::example::decided;
use crate::example::passes;
use crate::example::taken;
use crate::program::Program;
use crate::source::SourceFile;
use crate::source::Span;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use std::ops::ControlFlow;

/// What a search came to.
pub(super) enum Sought {
    /// An example that notices the change.
    Found(Box<Proposed>),
    /// Every case was tried, and the part decides the same in each.
    Nowhere,
    /// Every case was tried, and it decides otherwise only in cases that cannot be.
    OnlyImpossible,
    /// So many cases were tried.
    GaveUp(usize),
}

/// A search for an example.
pub(super) struct Search<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) policy: &'a Policy,
    pub(super) program: &'a Program,
    pub(super) mutant: &'a Mutant,
    pub(super) changed: &'a Program,
    /// How many cases are tried.
    pub(super) effort: usize,
}

/// How far a search got.
#[derive(Default)]
struct Progress {
    tried: usize,
    /// Whether the part decided otherwise in a case that cannot be.
    impossible: bool,
    /// Whether cases were left untried, or one could not be told as an example.
    partial: bool,
    /// What the rule that is looked at asks about.
    asked: Vec<Subject>,
}

impl Search<'_> {
    pub(super) fn find(&self) -> Sought {
        let mut progress = Progress::default();
        let rules = self.rules();
        let share = (self.effort / rules.len().max(1)).max(1);
        for rule in &rules {
            let until = progress.tried + share;
            if let ControlFlow::Break(found) = self.in_rule(*rule, until, &mut progress) {
                return Sought::Found(found);
            }
        }
        match progress {
            Progress { partial: true, tried, .. } => Sought::GaveUp(tried),
            Progress { tried, .. } if self.takes_time() || rules.is_empty() => Sought::GaveUp(tried),
            Progress { impossible: true, .. } => Sought::OnlyImpossible,
            _ => Sought::Nowhere,
        }
    }

    /// Whether it may show in a course of days where it shows in no case of one day: what is counted in a stage or over
    /// time, and what waits.
    fn takes_time(&self) -> bool {
        self.mutant.alteration.is_frequency()
            || matches!(self.mutant.site, Site::Stage(_) | Site::Hold(_) | Site::Spacing(_))
    }

    /// The rules whose decisions of one day the changed part can change.
    pub(super) fn rules(&self) -> Vec<usize> {
        let all = self.policy.rules.iter().enumerate();
        match self.mutant.site {
            Site::Rule(rule) => vec![rule],
            Site::Exception(place) => self.overridden(place).0.into_iter().collect(),
            Site::Scope | Site::Hold(_) => all.map(|(place, _)| place).collect(),
            Site::Plan(_) | Site::Spacing(_) => Vec::new(),
            Site::Stage(_) => all.filter(|(_, rule)| rule.stages.is_some()).map(|(place, _)| place).collect(),
            Site::Segment(_) => {
                let asks = |place: usize| {
                    let exceptions = self.policy.exceptions.iter().enumerate();
                    let mut own = exceptions.filter(|(nth, _)| self.overridden(*nth).0 == Some(place));
                    own.any(|(_, exception)| asks_segment(&exception.condition))
                };
                let asking = all.filter(|(place, rule)| asks_segment(&rule.condition) || asks(*place));
                asking.map(|(place, _)| place).collect()
            }
        }
    }

    /// The rule that an exception belongs to, and the exceptions on the way there.
    fn overridden(&self, exception: usize) -> (Option<usize>, Vec<usize>) {
        let mut way = vec![exception];
        loop {
            let last = way.last().and_then(|place| self.policy.exceptions.get(*place));
            match last.map(|exception| exception.overrides) {
                Some(Overridden::Rule(rule)) => return (Some(rule), way),
                Some(Overridden::Exception(next)) if !way.contains(&next) => way.push(next),
                _ => return (None, way),
            }
        }
    }

    fn in_rule(&self, rule: usize, until: usize, progress: &mut Progress) -> ControlFlow<Box<Proposed>> {
        let domains = self.domains(rule);
        let size = domains.iter().try_fold(1_usize, |size, domain| size.checked_mul(domain.len()));
        progress.partial |= size.is_none_or(|size| progress.tried + size > until);
        progress.asked = domains.iter().flatten().flatten().map(|(subject, _)| *subject).collect();
        let mut chosen: Vec<usize> = vec![0; domains.len()];
        for level in 0..=domains.len() {
            self.vary(level, 0, &domains, &mut chosen, until, progress)?;
        }
        ControlFlow::Continue(())
    }

    /// Every case that differs from the first in so many facts, from a place on.
    fn vary(
        &self,
        level: usize,
        from: usize,
        domains: &[Domain],
        chosen: &mut Vec<usize>,
        until: usize,
        progress: &mut Progress,
    ) -> ControlFlow<Box<Proposed>> {
        if progress.tried >= until {
            return ControlFlow::Continue(());
        }
        if level == 0 {
            progress.tried += 1;
            return self.try_case(&case(domains, chosen), progress);
        }
        for (place, domain) in domains.iter().enumerate().skip(from) {
            for value in 1..domain.len() {
                chosen.iter_mut().skip(place).take(1).for_each(|chosen| *chosen = value);
                self.vary(level - 1, place + 1, domains, chosen, until, progress)?;
            }
            chosen.iter_mut().skip(place).take(1).for_each(|chosen| *chosen = 0);
        }
        ControlFlow::Continue(())
    }

    fn try_case(&self, known: &[Known], progress: &mut Progress) -> ControlFlow<Box<Proposed>> {
        let Some(possible) = self.differs(known, &progress.asked) else { return ControlFlow::Continue(()) };
        if !possible {
            progress.impossible = true;
            return ControlFlow::Continue(());
        }
        // Only what is needed is told.
        let mut needed = known.to_vec();
        for known in known.iter().rev() {
            let without: Vec<Known> = needed.iter().filter(|other| *other != known).copied().collect();
            if !without.is_empty()
                && self.differs(&without, &progress.asked) == Some(true)
                && !self.steps(&without).is_empty()
            {
                needed = without;
            }
        }
        match self.written(&needed) {
            Some(found) => ControlFlow::Break(found),
            None => {
                progress.partial = true;
                ControlFlow::Continue(())
            }
        }
    }

    /// Whether the two decide otherwise in a case, and if so whether the case can be: also with the amounts and counts that
    /// are asked about as they are taken where they are not given.
    fn differs(&self, known: &[Known], asked: &[Subject]) -> Option<bool> {
        let example = example_of(known);
        let own = decided(self.policy, self.program, &example);
        let other = decided(&self.mutant.policy, self.changed, &example);
        let possible = || {
            let all = [example.given.clone(), taken(self.policy, self.program, &example, asked)].concat();
            own.possible && !cannot_be_together(self.policy, &all)
        };
        (own.rules != other.rules).then(possible)
    }

    /// The steps that follow on one side only, each with whether it follows under the policy.
    fn steps(&self, known: &[Known]) -> Vec<(Step, bool)> {
        let example = example_of(known);
        let own = decided(self.policy, self.program, &example).steps;
        let other = decided(&self.mutant.policy, self.changed, &example).steps;
        let lost = own.iter().filter(|step| !other.contains(step)).map(|step| (*step, true));
        let gained = other.iter().filter(|step| !own.contains(step)).map(|step| (*step, false));
        lost.chain(gained).collect()
    }

    /// The case as an example that was read again, passes on the policy and fails on the changed one.
    fn written(&self, known: &[Known]) -> Option<Box<Proposed>> {
        let steps = self.steps(known);
        let steps: Vec<(&Step, bool)> = steps.iter().map(|(step, follows)| (step, *follows)).collect();
        if steps.is_empty() || known.is_empty() {
            return None;
        }
        let text = example_text(self.policy, &self.title(known), known, &steps);
        let whole = format!("{}\n{text}", self.file.text());
        let read = read(&SourceFile::new(self.file.name(), whole)).policy?;
        let last = read.examples.last()?.clone();
        let holds = passes(self.policy, self.program, &last) && !passes(&self.mutant.policy, self.changed, &last);
        holds.then(|| Box::new(Proposed { text, read: Noticing::Day(last) }))
    }

    /// The part by its title, with the fact on its boundary.
    fn title(&self, known: &[Known]) -> String {
        let policy = self.policy;
        let part = self.mutant.site.title(policy);
        let about = match &self.mutant.alteration {
            Alteration::Shifted { test, .. } | Alteration::Turned(test) | Alteration::Dropped(test) => test.as_str(),
            _ => "",
        };
        let is_about = |(subject, _): &&Known| match subject {
            Subject::Function(..) if self.mutant.alteration.is_frequency() => true,
            Subject::Fact(Fact::Hold) if matches!(self.mutant.site, Site::Hold(_)) => true,
            subject => about.contains(&policy.subject_name(*subject, policy.locale)),
        };
        let edge = known.iter().find(is_about).map(|known| given_text(policy, *known));
        edge.map_or_else(|| part.clone(), |edge| format!("{part}: {}", edge.replace('"', "")))
    }

    /// The facts that can matter to a rule, each with its values.
    pub(super) fn domains(&self, rule: usize) -> Vec<Domain> {
        let policy = self.policy;
        let mut tests = Tests::new(policy, self.program, USUAL_DAY);
        let site = self.mutant.site;
        // The changed part first: its own tests come before the others where facts are alike.
        for of in [policy, &self.mutant.policy] {
            if let Some(condition) = site.condition(of) {
                tests.take(condition, std::ptr::eq(of, policy).then_some(true));
            }
        }
        if let Site::Hold(place) = site {
            tests.take(&holding(policy, place), Some(true));
        }
        let Some(own) = policy.rules.get(rule) else { return Vec::new() };
        tests.take(&own.condition, Some(true));
        let way = if let Site::Exception(place) = site { self.overridden(place).1 } else { Vec::new() };
        for exception in way.iter().filter_map(|place| policy.exceptions.get(*place)) {
            tests.take(&exception.condition, Some(true));
        }
        // Another exception to the rule may go before, or decide where this one does not.
        let others = policy.exceptions.iter().enumerate().filter(|(place, _)| !way.contains(place));
        for (_, exception) in others.filter(|(place, _)| self.overridden(*place).0 == Some(rule)) {
            tests.take(&exception.condition, None);
        }
        if let Some(scope) = &policy.scope {
            tests.take(&scope.condition, Some(true));
        }
        let first = own.stages.map(|range| match range {
            StageRange::Only(place) | StageRange::OrLater(place) => place,
        });
        for (place, stage) in policy.stages.iter().enumerate().filter(|_| first.is_some()) {
            tests.take(&stage.condition, (Some(place) == first).then_some(true));
        }
        let both = [policy, &self.mutant.policy].map(|of| of.rules.get(rule).map(|rule| rule.frequency));
        for (step, frequency) in own.steps.iter().flat_map(|step| both.into_iter().flatten().map(move |of| (step, of)))
        {
            if let Some(days) = frequency.every {
                tests.pause(step.kind, days);
            }
            if let Some((times, _)) = frequency.limit.filter(|_| self.mutant.alteration.is_frequency()) {
                tests.count(step.kind, times);
            }
        }
        tests.domains()
    }
}

/// That a hold of the policy runs.
fn holding(policy: &Policy, hold: usize) -> Condition {
    let code = policy.holds.get(hold).map(|hold| hold.code);
    let place = HoldCode::ALL.iter().position(|other| Some(*other) == code).and_then(|at| u16::try_from(at).ok());
    let comparison = place.map(|place| (Comparison::Equal, Operand::Value(Value::Choice(place))));
    let test = Test { subject: Subject::Fact(Fact::Hold), comparison, span: Span::default() };
    if comparison.is_some() { Condition::Test(test) } else { Condition::always() }
}

fn asks_segment(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(asks_segment),
        Condition::Not(inner) => asks_segment(inner),
        Condition::Test(test) => test.subject == Subject::Fact(Fact::Segment),
    }
}

pub(super) fn case(domains: &[Domain], chosen: &[usize]) -> Vec<Known> {
    domains.iter().zip(chosen).filter_map(|(domain, value)| domain.get(*value).copied().flatten()).collect()
}

fn example_of(known: &[Known]) -> Example {
    let given = known.iter().map(|(subject, value)| Given { subject: *subject, value: *value, span: Span::default() });
    Example { title: String::new(), given: given.collect(), expect: Vec::new(), nothing: None, span: Span::default() }
}
