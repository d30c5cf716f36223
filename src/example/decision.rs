//! What the rules of a policy decide in an example: which fire, and which exception to each goes first.

use super::does;
use super::kept::Found;
use super::kept::Keeper;
use super::kept::Obstacle;
use super::kept::Sight;
use super::kept::exceptions_to;
use crate::calendar::Day;
use crate::check::Hold;
use crate::check::Per;
use crate::check::Policy;
use crate::check::Step;
use crate::explain::Reason;
use crate::explain::Wording;
use crate::money::Money;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;
use crate::vocabulary::ActionKind;
use std::collections::BTreeSet;

/// An example with its facts filled in.
pub(super) struct Scene<'a> {
    pub policy: &'a Policy,
    pub program: &'a Program,
    pub today: Day,
    seen: View,
    /// What rules see that a hold stops.
    covered: Option<(View, Vec<&'a Hold>)>,
}

/// Facts, and where a tenancy stands by them.
struct View {
    facts: Facts,
    standing: Standing,
}

/// A rule that fires, and what it comes to.
pub(super) struct Decision<'a> {
    pub rule: usize,
    /// The exception that decides it, if one does.
    pub exception: Option<usize>,
    pub steps: &'a [Step],
}

impl<'a> Scene<'a> {
    pub(super) fn new(policy: &'a Policy, program: &'a Program, facts: Facts, today: Day) -> Scene<'a> {
        let view = |mut facts: Facts| {
            let standing = program.place(&mut facts, today);
            View { facts, standing }
        };
        let holds: Vec<&Hold> = policy.holds.iter().filter(|hold| facts.holds.contains(hold.code)).collect();
        let covered = (!holds.is_empty()).then(|| (view(without_claims(facts.clone())), holds));
        Scene { policy, program, today, seen: view(facts), covered }
    }

    pub(super) const fn facts(&self) -> &Facts {
        &self.seen.facts
    }

    /// Where the tenant stands by everything that is given.
    pub(super) const fn standing(&self) -> &Standing {
        &self.seen.standing
    }

    /// The title of the stage.
    pub(super) fn stage(&self) -> Option<String> {
        let stage = self.policy.stages.get(usize::from(self.seen.standing.stage?))?;
        Some(stage.named.title.clone())
    }

    /// What a rule sees.
    fn view_of(&self, rule: usize) -> &View {
        self.view_for(self.program.steps(rule))
    }

    /// What is seen for steps: a hold that stops all of them keeps the claims from them.
    fn view_for(&self, steps: &[Step]) -> &View {
        match &self.covered {
            Some((view, holds)) if holds.iter().any(|hold| self.program.hold_stops_all(hold.code, steps)) => view,
            _ => &self.seen,
        }
    }

    /// What an exception to a rule sees; one that does nothing sees what the rule sees.
    fn view_of_exception(&self, exception: usize, rule: usize) -> &View {
        let own = self.policy.exceptions.get(exception).map_or(&[][..], |exception| &exception.steps);
        if own.is_empty() { self.view_of(rule) } else { self.view_for(own) }
    }

    /// The rules that fire, each with what it comes to.
    pub(super) fn decisions(&self) -> Vec<Decision<'a>> {
        let firing = (0..self.program.rule_count()).filter(|rule| self.fires(*rule));
        firing.map(|rule| self.decision(rule)).collect()
    }

    fn fires(&self, rule: usize) -> bool {
        let view = self.view_of(rule);
        !self.used_up(rule) && self.program.rule_holds(rule, &view.standing, &view.facts, self.today).holds
    }

    fn decision(&self, rule: usize) -> Decision<'a> {
        let instead = self.program.instead(rule, |steps| &self.view_for(steps).facts, self.today);
        let steps = self.program.steps_of(rule, instead.exception);
        Decision { rule, exception: instead.exception.map(usize::from), steps }
    }

    /// Whether what was done keeps the frequency of a rule from letting it fire: by the rule itself or by an exception to it.
    fn used_up(&self, rule: usize) -> bool {
        let frequency = self.program.frequency(rule);
        let may_do = ActionKind::ALL.iter().copied().filter(|kind| self.program.may_do(rule, *kind));
        let done: Vec<_> = may_do.map(|kind| self.facts().done(kind)).filter(|done| done.times > 0).collect();
        let too_often = frequency.limit.is_some_and(|(limit, per)| match per {
            Per::Episode => !done.is_empty() && self.times(rule) >= limit,
            Per::Claim => !done.is_empty(),
            Per::Month => done.iter().any(|done| done.last.month() == self.today.month()),
            Per::Stage => false,
        });
        too_often || frequency.every.is_some_and(|days| done.iter().any(|done| self.today < done.last.plus(days)))
    }

    /// How often a rule was carried out: as often as what it does most, and beside that as often as what only its exceptions
    /// do.
    fn times(&self, rule: usize) -> u32 {
        let exceptions = exceptions_to(self.policy, rule).into_iter();
        let instead = exceptions.filter_map(|place| self.policy.exceptions.get(place)).map(|of| of.steps.as_slice());
        let (mut counted, mut times) = (BTreeSet::new(), 0_u32);
        for steps in std::iter::once(self.program.steps(rule)).chain(instead) {
            let new =
                steps.iter().filter(|step| counted.insert(step.kind)).map(|step| self.facts().done(step.kind).times);
            times = times.saturating_add(new.max().map_or(0, u32::from));
        }
        times
    }

    /// The rule by its title, with the exception that decides it.
    pub(super) fn title(&self, decision: &Decision<'_>) -> String {
        let rule = self.policy.rules.get(decision.rule).map_or("", |rule| &rule.named.title);
        match decision.exception {
            Some(exception) => format!("{rule} ({})", self.exception_title(exception)),
            None => rule.to_owned(),
        }
    }

    pub(super) fn exception_title(&self, exception: usize) -> String {
        self.policy.exceptions.get(exception).map_or_else(String::new, |exception| exception.named.title.clone())
    }

    pub(super) fn exception_does(&self, exception: usize, step: &Step) -> bool {
        self.policy.exceptions.get(exception).is_some_and(|exception| does(&exception.steps, step))
    }

    /// Why a rule came to what it does.
    pub(super) fn why(&self, decision: &Decision<'_>) -> Vec<Reason> {
        let mut reasons =
            self.words(&self.program.why_rule(decision.rule, &self.view_of(decision.rule).facts, self.today));
        reasons.extend(self.why_exception(decision));
        reasons
    }

    /// Why the exception holds that decides.
    pub(super) fn why_exception(&self, decision: &Decision<'_>) -> Vec<Reason> {
        let Some(exception) = decision.exception else { return Vec::new() };
        let view = self.view_of_exception(exception, decision.rule);
        self.words(&self.program.why_exception(exception, &view.facts, self.today))
    }

    fn words(&self, because: &[crate::program::Because]) -> Vec<Reason> {
        Wording { policy: self.policy, day: self.today }.reasons(because)
    }

    pub(super) const fn keeper(&self) -> Keeper<'a> {
        Keeper { policy: self.policy, program: self.program, day: self.today }
    }

    /// What keeps a rule from firing; none, when it fires.
    pub(super) fn kept_back(&self, rule: usize) -> Option<Found> {
        let (own, all) = (self.view_of(rule), &self.seen);
        self.keeper().rule(
            rule,
            &Sight {
                own: (&own.facts, &own.standing),
                all: (&all.facts, &all.standing),
                allowed: !self.used_up(rule),
                holds: self.stopping(self.program.steps(rule)),
            },
        )
    }

    /// The holds that are given and stop all of some steps.
    pub(super) fn stopping(&self, steps: &[Step]) -> Vec<Obstacle> {
        self.keeper().stopping(self.facts(), steps, |_| None)
    }
}

/// The facts without the claims, which a hold covers.
fn without_claims(facts: Facts) -> Facts {
    let none = Facts::neutral(facts.start);
    Facts {
        arrears: Money::ZERO,
        arrears_of_rent: Money::ZERO,
        arrears_principal: Money::ZERO,
        overdue_since: None,
        newest_overdue: None,
        claims_overdue: 0,
        letters: none.letters,
        ..facts
    }
}
