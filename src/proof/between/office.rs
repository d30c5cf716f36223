//! What of a policy counts for what is done: its rules with all that they come to, and the terms beside them.
//!
//! Knows one policy. Always: two rules with the same [`Duty`] do the same, as often, whenever their conditions are the same.

use crate::check::Approval;
use crate::check::Batch;
use crate::check::Condition;
use crate::check::Frequency;
use crate::check::Operand;
use crate::check::Per;
use crate::check::PlanTerms;
use crate::check::Policy;
use crate::check::Space;
use crate::check::Step;
use crate::check::Stops;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::money::Money;
use crate::proof::course::Bench;
use crate::proof::logic::kinds_behind;
use crate::proof::way::Way;
use crate::proof::way::ways;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::Weight;

/// A policy with all that is asked of it.
pub(super) struct Office<'p> {
    pub(super) policy: &'p Policy,
    pub(super) space: Space<'p>,
    pub(super) bench: Bench<'p>,
    pub(super) ways: Vec<Way<'p>>,
}

/// What a step amounts to, whatever it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) kind: ActionKind,
    channel: Option<Channel>,
    cost: Money,
    minutes: u32,
    staff: u32,
    partner: Option<PartnerKind>,
    pub(super) batch: Option<Batch>,
}

/// What one rule does, and how often.
#[derive(Clone, Debug)]
pub(super) struct Duty {
    pub(super) rule: usize,
    pub(super) frequency: Frequency,
    /// Who must agree.
    pub(super) approval: Option<Approval>,
    /// What comes of it, each with the ways in which it does, by their places.
    pub(super) outcomes: Vec<(Vec<Deed>, Vec<usize>)>,
}

impl<'p> Office<'p> {
    pub(super) fn new(policy: &'p Policy, space: Space<'p>, bench: Bench<'p>) -> Office<'p> {
        Office { policy, space, bench, ways: ways(policy) }
    }

    fn deed(&self, step: &Step) -> Deed {
        let action = step.action.and_then(|place| self.policy.actions.get(place));
        let partner = step.partner.and_then(|place| self.policy.partners.get(place));
        Deed {
            kind: step.kind,
            channel: action.and_then(|action| action.channel),
            cost: action.map_or(Money::ZERO, |action| action.cost),
            minutes: action.map_or(0, |action| action.minutes),
            staff: action.map_or(0, |action| action.staff),
            partner: partner.map(|partner| partner.kind),
            batch: partner.and_then(|partner| partner.batch.clone()),
        }
    }

    pub(super) fn deeds(&self, way: usize) -> Vec<Deed> {
        self.ways.get(way).map_or_else(Vec::new, |way| way.steps.iter().map(|step| self.deed(step)).collect())
    }

    /// The weight of the heaviest step of a way.
    pub(super) fn weight(&self, way: usize) -> Weight {
        let steps = self.ways.get(way).map_or(&[][..], |way| way.steps);
        steps.iter().map(|step| step.kind.weight()).max().unwrap_or(Weight::None)
    }

    /// Every rule that does something, in the order of the policy.
    pub(super) fn duties(&self) -> Vec<Duty> {
        let mut duties: Vec<Duty> = Vec::new();
        for (place, way) in self.ways.iter().enumerate() {
            let frequency = self.bench.program.frequency(way.rule);
            // An exception that does nothing is not counted; a rule that does nothing is.
            let counts = !way.steps.is_empty() || way.exception.is_none();
            if !duties.iter().any(|duty| duty.rule == way.rule) {
                let approval = self.policy.rules.get(way.rule).and_then(|rule| rule.approval);
                duties.push(Duty { rule: way.rule, frequency, approval, outcomes: Vec::new() });
            }
            let Some(duty) = duties.last_mut().filter(|_| counts) else { continue };
            let deeds = self.deeds(place);
            match duty.outcomes.iter_mut().find(|(known, _)| *known == deeds) {
                Some((_, ways)) => ways.push(place),
                None => duty.outcomes.push((deeds, vec![place])),
            }
        }
        duties.retain(|duty| duty.outcomes.iter().any(|(deeds, _)| !deeds.is_empty()));
        duties
    }

    /// The kinds that a duty does, a bit each.
    pub(super) fn kinds(&self, duty: &Duty) -> u32 {
        let ways = duty.outcomes.iter().flat_map(|(_, ways)| ways).filter_map(|way| self.ways.get(*way));
        ways.fold(0, |kinds, way| kinds | way.kinds())
    }

    /// The kinds in the course of which a plan is offered, and what the plans ask, a bit each.
    pub(super) fn offer_plans(&self) -> u32 {
        let of_plan = |plan: &PlanTerms| {
            plan.after.iter().fold(kinds_behind(&plan.condition), |bits, kind| bits | 1 << kind.place())
        };
        self.policy.plans.iter().fold(0, |kinds, plan| kinds | of_plan(plan))
    }

    /// The holds of the policy: of each code that it names, which kinds it stops.
    pub(super) fn holds(&self) -> Vec<(HoldCode, u32)> {
        let stopped = |stops: &Stops| {
            let kinds = ActionKind::ALL.iter().filter(|kind| stops.stops(**kind));
            kinds.fold(0, |bits, kind| bits | 1 << kind.place())
        };
        let mut holds: Vec<_> = self.policy.holds.iter().map(|hold| (hold.code, stopped(&hold.stops))).collect();
        holds.sort_unstable();
        holds
    }

    /// Days that lie between actions, and the kinds between which they do, a bit each.
    pub(super) fn spacings(&self) -> Vec<(i32, u32)> {
        let mut spacings: Vec<_> =
            self.bench.program.spacings().iter().map(|spaced| (spaced.days, spaced.kinds)).collect();
        spacings.sort_unstable();
        spacings.dedup();
        spacings
    }

    /// Which holds keep claims from the steps for which each part of a way is looked at, a bit each in the order of
    /// [`Office::holds`]; nothing, where that is not the same for all parts.
    pub(super) fn cover(&self, way: usize) -> Option<u32> {
        let way = self.ways.get(way)?;
        let mut covers = way.parts.iter().map(|part| self.covered(part.seen_for));
        let first = covers.next()?;
        covers.all(|cover| cover == first).then_some(first)
    }

    pub(super) fn covered(&self, steps: &[Step]) -> u32 {
        let kinds = steps.iter().fold(0, |kinds, step| kinds | 1_u32 << step.kind.place());
        let covers = |stopped: u32| kinds != 0 && kinds & !stopped == 0;
        (0..).zip(self.holds()).fold(0, |bits, (place, (_, stopped))| bits | u32::from(covers(stopped)) << place)
    }

    /// Whether the times of a duty are counted within stages.
    pub(super) fn is_per_stage(duty: &Duty) -> bool {
        matches!(duty.frequency.limit, Some((_, Per::Stage)))
    }

    fn value(&self, operand: Operand) -> Option<Value> {
        match operand {
            Operand::Value(value) => Some(value),
            Operand::Setting(place) => self.bench.program.settings().get(place).copied(),
        }
    }
}

/// Whether two conditions, each of its own policy and without segments, say the same in the same form.
pub(super) fn alike(one: &Condition, of: &Office<'_>, other: &Condition, there: &Office<'_>) -> bool {
    let all = |parts: &[Condition], others: &[Condition]| {
        parts.len() == others.len() && parts.iter().zip(others).all(|(one, other)| alike(one, of, other, there))
    };
    match (one, other) {
        (Condition::All(parts), Condition::All(others)) | (Condition::Any(parts), Condition::Any(others)) => {
            all(parts, others)
        }
        (Condition::Not(one), Condition::Not(other)) => alike(one, of, other, there),
        (Condition::Test(one), Condition::Test(other)) => same_test(one, of, other, there),
        _ => false,
    }
}

fn same_test(one: &Test, of: &Office<'_>, other: &Test, there: &Office<'_>) -> bool {
    let subjects = match (one.subject, other.subject) {
        (Subject::Declared(one), Subject::Declared(other)) => {
            let fact = of.policy.facts.get(one).map(|fact| (&fact.named.name, fact.unit));
            fact.is_some() && fact == there.policy.facts.get(other).map(|fact| (&fact.named.name, fact.unit))
        }
        (one, other) => one == other,
    };
    let compared = match (one.comparison, other.comparison) {
        (None, None) => true,
        (Some((sign, value)), Some((other_sign, other))) => {
            sign == other_sign && same_value((of, of.value(value)), (there, there.value(other)))
        }
        _ => false,
    };
    subjects && compared
}

fn same_value((of, one): (&Office<'_>, Option<Value>), (there, other): (&Office<'_>, Option<Value>)) -> bool {
    match (one, other) {
        (Some(Value::Text(one)), Some(Value::Text(other))) => {
            let text = of.policy.texts.get(usize::from(one));
            text.is_some() && text == there.policy.texts.get(usize::from(other))
        }
        (Some(Value::WorkingDays(one)), Some(Value::WorkingDays(other))) => {
            one == other && of.policy.conventions.working_days == there.policy.conventions.working_days
        }
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}
