//! Two policies on the same recorded books: whom they treat differently, from which day, by which rule, and the totals.
//!
//! Payments come as recorded and the desk is prompt, so all of it follows from the rules and the books. Rules go by their
//! names: a rule under another name is another rule. Always: a policy beside itself treats nobody differently
//! (`a_policy_beside_itself_treats_nobody_differently`).

mod tally;
#[cfg(test)]
mod tests;
mod told;

pub use tally::Tally;
pub use told::Beginning;
pub use told::Deed;
pub use told::Line;
pub use told::Row;
pub use told::Told;
pub use told::ToldPair;
pub use told::may_be_shared;

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Policy;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::ledger::Allocation;
use crate::program::Program;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

/// A policy as it was checked and as it runs.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The policy as it was checked.
    pub policy: &'a Policy,
    /// The policy as it runs.
    pub program: &'a Program,
}

/// Which policies, on which books, over which days.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The policy that the other is laid beside.
    pub old: Side<'a>,
    /// The other.
    pub new: Side<'a>,
    /// The books.
    pub portfolio: &'a Portfolio,
    /// The days on which the policies decide; before them the record is followed.
    pub window: Period,
    /// The order in which payments settle.
    pub allocation: Allocation,
}

/// What two policies come to on the same books.
#[derive(Clone, Debug, Default)]
pub struct Contrast {
    /// Who is treated differently, in the order of the books.
    pub differing: Vec<Differing>,
    /// What the old policy does.
    pub old: Tally,
    /// What the new policy does.
    pub new: Tally,
}

/// A tenancy that is treated differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Its place in the books.
    pub tenancy: usize,
    /// The first day on which the policies do something else.
    pub first: Day,
    /// Its segment under the old policy on that morning, by its place.
    pub segment: u16,
    /// Its stage likewise.
    pub stage: Option<u16>,
    /// What differs on that day.
    pub pairs: Vec<Pair>,
}

/// Something that one policy does on a day and the other does not do on it: that on one side, and on the other what it does
/// of the same kind on that day or next; nothing, where it does nothing of the kind any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What the old policy does.
    pub old: Option<ActionDone>,
    /// What the new policy does.
    pub new: Option<ActionDone>,
}

/// Runs both policies over every tenancy. `passed` is told each time one has been run through.
#[must_use]
pub fn contrast(question: &Question<'_>, passed: &(dyn Fn() + Sync)) -> Contrast {
    (0..question.portfolio.tenancies.len())
        .into_par_iter()
        .fold(
            || (Contrast::default(), Simulator::default()),
            |(mut found, mut simulator), place| {
                question.run_through(place, &mut simulator, &mut found);
                passed();
                (found, simulator)
            },
        )
        .map(|(found, _)| found)
        .reduce(Contrast::default, Contrast::with)
}

impl Contrast {
    /// With what was found of tenancies later in the books.
    fn with(mut self, later: Contrast) -> Contrast {
        self.differing.extend(later.differing);
        self.old.merge(later.old);
        self.new.merge(later.new);
        self
    }
}

impl<'a> Question<'a> {
    fn run_through(&self, place: usize, simulator: &mut Simulator, found: &mut Contrast) {
        let Some(tenancy) = self.portfolio.tenancies.get(place) else { return };
        let history = simulator.simulate(&self.run(self.old), place, tenancy);
        found.old.note(self.old.policy, history, self.window);
        let (before, old) = (treatments(self.old.policy, history), done(history));
        let history = simulator.simulate(&self.run(self.new), place, tenancy);
        found.new.note(self.new.policy, history, self.window);
        let (after, new) = (treatments(self.new.policy, history), done(history));
        if let Some(first) = first_difference(&before, &after) {
            let treated = as_treated(tenancy, &old, first);
            let standing = simulator.morning_of(&self.run(self.old), place, &treated, first).standing;
            let pairs = pairs((&before, &old), (&after, &new), first);
            let (segment, stage) = (standing.segment, standing.stage);
            found.differing.push(Differing { tenancy: place, first, segment, stage, pairs });
        }
    }

    fn run(&self, side: Side<'a>) -> Run<'a> {
        Run {
            columns: &self.portfolio.attributes,
            allocation: self.allocation,
            last_day: self.portfolio.last_day.unwrap_or(self.window.to),
            plans_listed: self.portfolio.has_plans,
            ..Run::replay(side.program, self.window)
        }
    }
}

/// What a tenant meets: on what day, what, through what, by whom; of what is of no particular kind also by which action.
type Treatment<'a> = (Day, ActionKind, Option<Channel>, &'a str, &'a str);

/// What was done, in order of day and kind.
fn done(history: &History) -> Vec<ActionDone> {
    let mut done = history.actions.clone();
    done.sort_by_key(|done| (done.day, done.kind));
    done
}

fn treatments<'a>(policy: &'a Policy, history: &History) -> Vec<Treatment<'a>> {
    done(history).iter().map(|done| treatment(policy, done)).collect()
}

fn treatment<'a>(policy: &'a Policy, done: &ActionDone) -> Treatment<'a> {
    let step = policy.step_of(done.rule, done.exception, done.step);
    let action = step.and_then(|step| policy.actions.get(step.action?));
    let partner = step.and_then(|step| policy.partners.get(step.partner?));
    let name = action.filter(|action| action.kind == ActionKind::Other).map_or("", |action| &action.named.name);
    (done.day, done.kind, action.and_then(|of| of.channel), partner.map_or("", |of| &of.named.name), name)
}

/// The first day that has something in the one list that the other lacks.
fn first_difference(old: &[Treatment<'_>], new: &[Treatment<'_>]) -> Option<Day> {
    let of = |all: &[Treatment<'_>]| {
        let mut all: Vec<_> = all.iter().map(|of| (of.0, of.1, of.2, of.3.to_owned(), of.4.to_owned())).collect();
        all.sort();
        all
    };
    let (old, new) = (of(old), of(new));
    let shared = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    [old.get(shared), new.get(shared)].into_iter().flatten().map(|next| next.0).min()
}

/// What either does on the day that the other does not, beside what the other does of the kind on that day or later.
fn pairs(old: (&[Treatment<'_>], &[ActionDone]), new: (&[Treatment<'_>], &[ActionDone]), day: Day) -> Vec<Pair> {
    let (mut only_old, mut only_new) = (only(old, new.0, day), only(new, old.0, day));
    let mut pairs = Vec::new();
    only_old.retain(|old| {
        let same = only_new.iter().position(|new| new.kind == old.kind).map(|place| only_new.remove(place));
        pairs.extend(same.map(|new| Pair { old: Some(*old), new: Some(new) }));
        same.is_none()
    });
    let next = |all: &[ActionDone], kind: ActionKind| {
        all.iter().find(|done| done.day > day && done.kind == kind && done.rule.is_some()).copied()
    };
    pairs.extend(only_old.into_iter().map(|old| Pair { old: Some(old), new: next(new.1, old.kind) }));
    pairs.extend(only_new.into_iter().map(|new| Pair { old: next(old.1, new.kind), new: Some(new) }));
    pairs
}

/// What the one does on the day and the other does not.
fn only(own: (&[Treatment<'_>], &[ActionDone]), other: &[Treatment<'_>], day: Day) -> Vec<ActionDone> {
    let mut left: Vec<&Treatment<'_>> = other.iter().filter(|of| of.0 == day).collect();
    let today = own.0.iter().zip(own.1).filter(|(of, _)| of.0 == day);
    let alone = today.filter(|(of, _)| match left.iter().position(|other| other == of) {
        Some(place) => {
            left.remove(place);
            false
        }
        None => true,
    });
    alone.map(|(_, done)| *done).collect()
}

/// The tenancy with the actions of a run before a day as its record.
#[must_use]
pub fn as_treated(tenancy: &Tenancy, actions: &[ActionDone], day: Day) -> Tenancy {
    let recorded =
        |done: &ActionDone| RecordedAction { day: done.day, kind: done.kind, outcome: done.outcome, channel: None };
    let before = actions.iter().filter(|done| done.day < day).map(recorded);
    Tenancy { actions: before.collect(), ..tenancy.clone() }
}
