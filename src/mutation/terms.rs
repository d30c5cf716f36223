//! Small changes to the terms beside rules: the numbers of a payment plan, what a hold stops, the days between actions.

use super::alter::neighbours;
use super::mutant::Alteration;
use super::mutant::Site;
use super::written::word;
use crate::check::Hold;
use crate::check::Operand;
use crate::check::PlanTerms;
use crate::check::Policy;
use crate::check::Spacing;
use crate::check::Stops;
use crate::check::Value;
use crate::locale::Word;
use crate::program::Program;
use crate::program::plain_text;
use crate::vocabulary::ActionKind;

/// A change with the policy that it gives.
pub(super) type Changed = (Site, Alteration, Policy);

const INSTALMENTS: Word = Word::new("the most instalments", "het hoogste aantal termijnen");
const LEAST: Word = Word::new("the least instalment", "de kleinste termijn");
const DAY: Word = Word::new("the day of the month", "de dag van de maand");
const REST: Word = Word::new("days after a broken plan", "dagen na een verbroken regeling");
const PATIENCE: Word = Word::new("days that an instalment may be late", "dagen dat een termijn te laat mag zijn");
const BETWEEN: Word = Word::new("days between", "dagen ertussen");

/// Every small change to the terms of a policy.
pub(super) fn altered(policy: &Policy, program: &Program) -> Vec<Changed> {
    let mut all = Vec::new();
    for (place, plan) in policy.plans.iter().enumerate() {
        for (changed, what) in of_plan(plan, policy, program) {
            let mut policy = policy.clone();
            policy.plans.iter_mut().skip(place).take(1).for_each(|plan| plan.clone_from(&changed));
            all.push((Site::Plan(place), what, policy));
        }
    }
    for (place, hold) in policy.holds.iter().enumerate() {
        for (stops, what) in of_hold(hold, policy) {
            let mut policy = policy.clone();
            policy.holds.iter_mut().skip(place).take(1).for_each(|hold| hold.stops.clone_from(&stops));
            all.push((Site::Hold(place), what, policy));
        }
    }
    for (place, spacing) in policy.spacings.iter().enumerate() {
        for (days, what) in of_spacing(spacing) {
            let mut policy = policy.clone();
            policy.spacings.iter_mut().skip(place).take(1).for_each(|spacing| spacing.days = days);
            all.push((Site::Spacing(place), what, policy));
        }
    }
    all
}

/// A number of a plan: what it is, what it is now, and how another is put in its place.
type PlanNumber = (Word, Option<Operand>, fn(&mut PlanTerms, Operand));

/// Every number by one, and each word that may be left out.
fn of_plan(plan: &PlanTerms, policy: &Policy, program: &Program) -> Vec<(PlanTerms, Alteration)> {
    let numbers: [PlanNumber; 4] = [
        (INSTALMENTS, Some(plan.instalments), |plan, to| plan.instalments = to),
        (LEAST, Some(plan.least), |plan, to| plan.least = to),
        (REST, plan.rest, |plan, to| plan.rest = Some(to)),
        (PATIENCE, Some(plan.patience), |plan, to| plan.patience = to),
    ];
    let mut all = Vec::new();
    for (of, operand, put) in numbers {
        let Some(value) = operand.and_then(|operand| value_of(operand, program)) else { continue };
        for to in neighbours(value).into_iter().flatten().filter(|to| of != INSTALMENTS || *to != Value::Count(0)) {
            let mut changed = plan.clone();
            put(&mut changed, Operand::Value(to));
            all.push((changed, Alteration::Term { of, from: plain_text(value), to: plain_text(to) }));
        }
    }
    for day in [plan.day.saturating_sub(1), plan.day + 1].into_iter().filter(|day| (1..=28).contains(day)) {
        let what = Alteration::Term { of: DAY, from: plan.day.to_string(), to: day.to_string() };
        all.push((PlanTerms { day, ..plan.clone() }, what));
    }
    if plan.only_if_unable {
        let what = Alteration::Dropped(word(policy, "k_only_if_unable").to_owned());
        all.push((PlanTerms { only_if_unable: false, ..plan.clone() }, what));
    }
    for (after, what) in without_each(&plan.after, policy).into_iter().filter(|(after, _)| !after.is_empty()) {
        all.push((PlanTerms { after, ..plan.clone() }, what));
    }
    all
}

/// The hold left out, and each kind that it names.
fn of_hold(hold: &Hold, policy: &Policy) -> Vec<(Stops, Alteration)> {
    let (kinds, of): (_, fn(Vec<ActionKind>) -> Stops) = match &hold.stops {
        Stops::AllExcept(kinds) => (kinds, Stops::AllExcept),
        Stops::Only(kinds) => (kinds, Stops::Only),
    };
    let each = without_each(kinds, policy).into_iter().map(|(kinds, what)| (of(kinds), what));
    // Without its only kind it is left out; what stops a part of a rule is no policy.
    let each = each.filter(|(stops, _)| *stops != Stops::Only(Vec::new()) && !parts(stops, policy));
    std::iter::once((Stops::Only(Vec::new()), Alteration::NoHold)).chain(each).collect()
}

/// Whether a hold would stop one step of a rule or an exception and leave another.
fn parts(stops: &Stops, policy: &Policy) -> bool {
    let rules = policy.rules.iter().map(|rule| &rule.steps);
    let mut all = rules.chain(policy.exceptions.iter().map(|exception| &exception.steps));
    all.any(|steps| stops.part(steps).is_some())
}

fn of_spacing(spacing: &Spacing) -> Vec<(i32, Alteration)> {
    let to = |days: i32| {
        let (from, to) = (spacing.days.to_string(), days.to_string());
        (days, Alteration::Term { of: BETWEEN, from, to })
    };
    [spacing.days - 1, spacing.days + 1].into_iter().filter(|days| *days >= 0).map(to).collect()
}

fn without_each(kinds: &[ActionKind], policy: &Policy) -> Vec<(Vec<ActionKind>, Alteration)> {
    let without = |kind: &ActionKind| {
        let rest = kinds.iter().filter(|other| *other != kind).copied().collect();
        (rest, Alteration::Dropped(kind.word().in_locale(policy.locale).to_owned()))
    };
    kinds.iter().map(without).collect()
}

fn value_of(operand: Operand, program: &Program) -> Option<Value> {
    match operand {
        Operand::Value(value) => Some(value),
        Operand::Setting(place) => program.settings().get(place).copied(),
    }
}
