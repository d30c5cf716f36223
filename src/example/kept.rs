//! What keeps a rule or an exception from being carried out: a hold, its stage, that it was carried out already, another
//! exception, or what its condition asks.
//!
//! Always: what is told of a fact is what it is. A hold keeps claims from a rule, and then the hold is the reason, not the
//! claims that the rule does not see.

use crate::calendar::Day;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::StageRange;
use crate::check::Step;
use crate::explain::Reason;
use crate::explain::Wording;
use crate::program::Because;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;

/// A rule or exception that could have done something, or did, with what decided that.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Its title; of an exception, that too.
    pub rule: String,
    /// What stood in its way beside its condition.
    pub obstacles: Vec<Obstacle>,
    /// The facts that decided it.
    pub because: Vec<Reason>,
}

/// What stands in the way of a rule beside its condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It was carried out as often as it may be.
    Done,
    /// A hold, by its place in the policy, that runs and stops what the rule does.
    Hold {
        /// The place of the hold.
        place: usize,
        /// Only claims that fell due before this day are covered; all of them, where there is no day.
        before: Option<Day>,
    },
    /// The stage is another one than the rule asks for.
    Stage {
        /// The stage that holds, by its place.
        now: Option<usize>,
        /// Where the rule works.
        must: StageRange,
    },
    /// An exception, by its place, decides instead.
    Exception(usize),
}

/// What stands in the way, and the tests that do.
pub(super) type Found = (Vec<Obstacle>, Vec<Because>);

/// What a rule sees, and what there is to see.
pub(super) struct Sight<'a> {
    /// What the rule sees.
    pub own: (&'a Facts, &'a Standing),
    /// Everything.
    pub all: (&'a Facts, &'a Standing),
    /// Whether its frequency lets it fire.
    pub allowed: bool,
    /// The holds that run and stop all that it does.
    pub holds: Vec<Obstacle>,
}

/// Finds out what kept rules back.
#[derive(Clone, Copy)]
pub(super) struct Keeper<'a> {
    pub policy: &'a Policy,
    pub program: &'a Program,
    pub day: Day,
}

impl Keeper<'_> {
    /// What keeps a rule from firing; none, when it fires.
    pub(super) fn rule(&self, rule: usize, sight: &Sight<'_>) -> Option<Found> {
        let (facts, standing) = sight.own;
        let holds = self.program.rule_holds(rule, standing, facts, self.day).holds;
        if holds && sight.allowed {
            return None;
        }
        let done = (!sight.allowed).then_some(Obstacle::Done);
        if holds {
            return Some((done.into_iter().collect(), Vec::new()));
        }
        let (facts, standing) = sight.all;
        let mut obstacles: Vec<Obstacle> = sight.holds.iter().copied().chain(done).collect();
        if !standing.in_scope {
            return Some((obstacles, self.program.why_scope(facts, self.day)));
        }
        let mut because = Vec::new();
        if let Some(must) = self.stage_missed(rule, standing) {
            obstacles.insert(0, Obstacle::Stage { now: standing.stage.map(usize::from), must });
            because.extend(self.stage_ahead(must, facts, standing));
        }
        because.extend(self.program.why_rule(rule, facts, self.day));
        because.retain(|because| !because.truth.holds);
        Some((obstacles, because))
    }

    /// What keeps an exception to a rule that fires from deciding it; `decides` is the one that does.
    pub(super) fn exception(
        &self,
        exception: usize,
        facts: &Facts,
        holds: &[Obstacle],
        decides: Option<usize>,
    ) -> Found {
        let because = self.program.why_exception(exception, facts, self.day);
        if because.iter().any(|because| !because.truth.holds) {
            return (holds.to_vec(), because);
        }
        match decides {
            Some(other) if other != exception => {
                (vec![Obstacle::Exception(other)], self.program.why_exception(other, facts, self.day))
            }
            _ => (holds.to_vec(), Vec::new()),
        }
    }

    /// Where a rule works, if the stage is another one.
    fn stage_missed(&self, rule: usize, standing: &Standing) -> Option<StageRange> {
        let must = self.policy.rules.get(rule)?.stages?;
        (!self.program.in_stages_of(rule, standing)).then_some(must)
    }

    /// What keeps the first stage of a rule from holding, when the tenancy has not come that far.
    fn stage_ahead(&self, must: StageRange, facts: &Facts, standing: &Standing) -> Vec<Because> {
        let (StageRange::Only(first) | StageRange::OrLater(first)) = must;
        let ahead = standing.stage.is_none_or(|stage| usize::from(stage) < first);
        if ahead { self.program.why_stage(first, facts, self.day) } else { Vec::new() }
    }

    /// The holds among those that run that stop all of some steps; `before` says which claims each covers.
    pub(super) fn stopping(
        &self,
        facts: &Facts,
        steps: &[Step],
        before: impl Fn(usize) -> Option<Day>,
    ) -> Vec<Obstacle> {
        let holds = self.policy.holds.iter().enumerate();
        let stop =
            holds.filter(|(_, hold)| facts.holds.contains(hold.code) && self.program.hold_stops_all(hold.code, steps));
        stop.map(|(place, _)| Obstacle::Hold { place, before: before(place) }).collect()
    }

    /// The same in the words of the policy.
    pub(super) fn told(&self, rule: String, (obstacles, because): Found) -> Kept {
        Kept { rule, obstacles, because: Wording { policy: self.policy, day: self.day }.reasons(&because) }
    }
}

/// What lacked least first: of many rules that could have done something that is the one that was meant.
pub(super) fn nearest_first(mut kept: Vec<Kept>) -> Vec<Kept> {
    kept.sort_by_key(|kept| kept.because.iter().filter(|because| !because.holds).count());
    kept
}

/// The exceptions that a rule can come to, directly or through others.
pub(super) fn exceptions_to(policy: &Policy, rule: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open = vec![Overridden::Rule(rule)];
    while let Some(overridden) = open.pop() {
        for (place, exception) in policy.exceptions.iter().enumerate() {
            if exception.overrides == overridden && !found.contains(&place) {
                found.push(place);
                open.push(Overridden::Exception(place));
            }
        }
    }
    found
}
