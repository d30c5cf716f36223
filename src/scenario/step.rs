//! From something that was done back to the step of the policy that asked for it.

use crate::check::Policy;
use crate::check::Step;
use crate::engine::ActionDone;
use crate::kpi::Work;

/// The step that asked for something that was done: of the rule, or of the exception whose steps were taken instead. None
/// for what the policy did not ask for.
#[must_use]
pub fn step_of(policy: &Policy, done: &ActionDone) -> Option<Step> {
    let rule = policy.rules.get(usize::from(done.rule?))?;
    let steps = match done.exception {
        Some(exception) => &policy.exceptions.get(usize::from(exception))?.steps,
        None => &rule.steps,
    };
    steps.get(usize::from(done.step)).copied()
}

/// The work and the direct cost of something the policy did.
pub(super) fn work_of(policy: &Policy, done: &ActionDone) -> Work {
    let action = step_of(policy, done).and_then(|step| step.action).and_then(|place| policy.actions.get(place));
    action.map_or_else(Work::default, |action| Work {
        minutes: i64::from(action.minutes) * i64::from(action.staff),
        cost: action.cost,
    })
}
