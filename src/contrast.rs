//! Two policies on the same recorded books: whom they treat differently, from which day, by which rule, and the totals.
//!
//! Payments come as recorded and the desk is prompt, so all of it follows from the rules and the books. Rules go by their
//! names: a rule under another name is another rule. Always: a policy beside itself treats nobody differently
//! (`a_policy_beside_itself_treats_nobody_differently`).

mod known;
mod tally;
#[cfg(test)]
mod tests;
mod told;

pub use tally::Act;
pub use tally::Sums;
pub use tally::Tally;
pub use told::Beginning;
pub use told::Deed;
pub use told::Line;
pub use told::Row;
pub use told::Told;
pub use told::ToldPair;
pub use told::Total;
pub use told::What;

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Policy;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::program::Program;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use known::Known;
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
    /// For how many tenancies each total comes out otherwise.
    pub otherwise: Sums<u64>,
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
    pub old: Option<Act>,
    /// What the new policy does.
    pub new: Option<Act>,
}

/// Runs both policies over every tenancy. `passed` is told each time one has been run through.
#[must_use]
pub fn contrast(question: &Question<'_>, passed: &(dyn Fn() + Sync)) -> Contrast {
    let known = known::both(question.old.policy, question.new.policy);
    (0..question.portfolio.tenancies.len())
        .into_par_iter()
        .fold(
            || (Contrast::default(), Simulator::default()),
            |(mut found, mut simulator), place| {
                question.run_through(place, &known, &mut simulator, &mut found);
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
        self.otherwise.add(later.otherwise);
        self
    }
}

impl<'a> Question<'a> {
    fn run_through(&self, place: usize, known: &[Known; 2], simulator: &mut Simulator, found: &mut Contrast) {
        let Some(tenancy) = self.portfolio.tenancies.get(place) else { return };
        let [of_old, of_new] = known;
        let history = simulator.simulate(&self.run(self.old), place, tenancy);
        let sums = found.old.note(self.old.policy, history, self.window);
        let old = done(history);
        let history = simulator.simulate(&self.run(self.new), place, tenancy);
        found.otherwise.add(sums.differing(found.new.note(self.new.policy, history, self.window)));
        let new = done(history);
        let (before, after) =
            (treatments((self.old.policy, of_old), &old), treatments((self.new.policy, of_new), &new));
        if let Some(first) = first_apart(before.clone(), after.clone(), |treatment| treatment.day) {
            let acts: Vec<ActionDone> = old.iter().map(|act| act.done).collect();
            let treated = as_treated(tenancy, &acts, first);
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

/// What a tenant meets, in an order that decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Treatment<'a> {
    day: Day,
    kind: ActionKind,
    channel: Option<Channel>,
    partner: &'a str,
    /// By what the action is known where a policy tells several of its kind apart, and how many people come.
    action: (&'a str, u32),
    /// The costs or interest that are booked with it.
    charged: Money,
}

/// What was done, in order of day and kind, with what was booked for it.
fn done(history: &History) -> Vec<Act> {
    let mut done: Vec<Act> = history.actions.iter().map(|done| Act::of(*done, history)).collect();
    done.sort_by_key(|act| (act.done.day, act.done.kind));
    done
}

fn treatments<'a>((policy, known): (&'a Policy, &'a Known), done: &[Act]) -> Vec<Treatment<'a>> {
    done.iter().map(|act| treatment(policy, known, act)).collect()
}

fn treatment<'a>(policy: &'a Policy, known: &'a Known, act: &Act) -> Treatment<'a> {
    let done = act.done;
    let step = policy.step_of(done.rule, done.exception, done.step);
    let place = step.and_then(|step| step.action);
    let action = place.and_then(|place| policy.actions.get(place));
    let partner = step.and_then(|step| policy.partners.get(step.partner?));
    Treatment {
        day: done.day,
        kind: done.kind,
        channel: action.and_then(|of| of.channel),
        partner: partner.map_or("", |of| &of.named.name),
        action: (place.map_or("", |place| known.name(place)), action.map_or(1, |of| of.staff)),
        charged: act.charged,
    }
}

/// The first day that has something in the one list that the other lacks, whatever their order.
pub fn first_apart<T: Ord>(mut old: Vec<T>, mut new: Vec<T>, day: impl Fn(&T) -> Day) -> Option<Day> {
    old.sort_unstable();
    new.sort_unstable();
    let shared = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    [old.get(shared), new.get(shared)].into_iter().flatten().map(day).min()
}

/// What either does on the day that the other does not, beside what the other does of the kind on that day or later.
fn pairs(old: (&[Treatment<'_>], &[Act]), new: (&[Treatment<'_>], &[Act]), day: Day) -> Vec<Pair> {
    let (mut only_old, mut only_new) = (only(old, new.0, day), only(new, old.0, day));
    let mut pairs = Vec::new();
    only_old.retain(|old| {
        let same = only_new.iter().position(|new| new.done.kind == old.done.kind).map(|place| only_new.remove(place));
        pairs.extend(same.map(|new| Pair { old: Some(*old), new: Some(new) }));
        same.is_none()
    });
    let next = |all: &[Act], kind: ActionKind| {
        all.iter().find(|act| act.done.day > day && act.done.kind == kind && act.done.rule.is_some()).copied()
    };
    pairs.extend(only_old.into_iter().map(|old| Pair { old: Some(old), new: next(new.1, old.done.kind) }));
    pairs.extend(only_new.into_iter().map(|new| Pair { old: next(old.1, new.done.kind), new: Some(new) }));
    pairs
}

/// What the one does on the day and the other does not.
fn only(own: (&[Treatment<'_>], &[Act]), other: &[Treatment<'_>], day: Day) -> Vec<Act> {
    let mut left: Vec<&Treatment<'_>> = other.iter().filter(|of| of.day == day).collect();
    let today = own.0.iter().zip(own.1).filter(|(of, _)| of.day == day);
    let alone = today.filter(|(of, _)| match left.iter().position(|other| other == of) {
        Some(place) => {
            left.remove(place);
            false
        }
        None => true,
    });
    alone.map(|(_, act)| *act).collect()
}

/// The tenancy with the actions of a run before a day as its record.
#[must_use]
pub fn as_treated(tenancy: &Tenancy, actions: &[ActionDone], day: Day) -> Tenancy {
    let recorded =
        |done: &ActionDone| RecordedAction { day: done.day, kind: done.kind, outcome: done.outcome, channel: None };
    let before = actions.iter().filter(|done| done.day < day).map(recorded);
    Tenancy { actions: before.collect(), ..tenancy.clone() }
}
