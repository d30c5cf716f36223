//! The policy beside the record: on which days it would have asked for what was in fact done.
//!
//! The record runs as it did, with its own actions; the policy only watches. What it asks for counts from the first day of
//! an unbroken run of days on which it does.

use super::Delay;
use super::KindDelays;
use super::Run;
use super::Simulator;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::calendar::WorkingDays;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;

/// A recorded action, and since when the policy asked for one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shadowed {
    /// What was done.
    pub kind: ActionKind,
    /// When.
    pub day: Day,
    /// Since when the policy asked for it; none, when it did not ask on that day.
    pub asked_since: Option<Day>,
}

/// Every recorded action of a tenancy in the window that some rule could ask for, in order.
pub fn shadow(simulator: &mut Simulator, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> Vec<Shadowed> {
    let mut shadowed = Vec::new();
    let mut asked: Vec<Option<Day>> = vec![None; run.program.rule_count()];
    let window = Period { from: Day::NEVER, to: run.window.to };
    let watched = Run { window, behaviour: None, delay: Delay::Prompt, ..*run };
    simulator.watch(&watched, place, tenancy, |day, asks| {
        for (rule, since) in asked.iter_mut().enumerate() {
            *since = if asks(rule) { since.or(Some(day)) } else { None };
        }
        for action in tenancy.actions.iter().filter(|action| action.day == day && run.window.contains(day)) {
            let does = |rule: &usize| run.program.steps(*rule).iter().any(|step| step.kind == action.kind);
            let rules = (0..run.program.rule_count()).filter(does);
            let mut since = rules.map(|rule| asked.get(rule).copied().flatten()).peekable();
            if since.peek().is_some() {
                let asked_since = since.flatten().min();
                shadowed.push(Shadowed { kind: action.kind, day, asked_since });
            }
        }
    });
    shadowed
}

/// Since when each rule, by its place, has asked for something without a gap up to the end of the window, with everything
/// as recorded; none, where it does not ask then.
pub fn asked_since(simulator: &mut Simulator, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> Vec<Option<Day>> {
    let mut asked: Vec<Option<Day>> = vec![None; run.program.rule_count()];
    let window = Period { from: Day::NEVER, to: run.window.to };
    let watched = Run { window, behaviour: None, delay: Delay::Prompt, ..*run };
    simulator.watch(&watched, place, tenancy, |day, asks| {
        for (rule, since) in asked.iter_mut().enumerate() {
            *since = if asks(rule) { since.or(Some(day)) } else { None };
        }
    });
    asked
}

/// The days that each kind of action took, from the first working day on which it was asked for: the fewest seen, since
/// waiting for another working day only adds.
#[must_use]
pub fn delays(shadowed: &[Shadowed], working_days: WorkingDays) -> KindDelays {
    let mut delays: KindDelays = [None; ActionKind::COUNT];
    for action in shadowed {
        let taken_up = action.asked_since.map(|since| working_days.on_or_after(since));
        let days = taken_up.and_then(|since| u16::try_from(action.day.since(since)).ok());
        if let (Some(days), Some(delay)) = (days, delays.get_mut(action.kind.place())) {
            *delay = Some(delay.map_or(days, |fewest| fewest.min(days)));
        }
    }
    delays
}
