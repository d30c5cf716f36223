//! By what an action is known in both policies, so that another title or name is no other treatment and another action is.
//!
//! An action of the new policy is that of the old one with its name, else one with its title that the new policy does not
//! have by its name any more. Where one policy declares no action of a kind, and the other no more than one, they do the
//! same: what the kind says.

use crate::check::Action;
use crate::check::Policy;

/// By what the actions of a policy are known, in its order.
#[derive(Clone, Debug)]
pub(super) struct Known(Vec<String>);

impl Known {
    pub(super) fn name(&self, action: usize) -> &str {
        self.0.get(action).map_or("", String::as_str)
    }
}

/// Those of both policies.
pub(super) fn both(old: &Policy, new: &Policy) -> [Known; 2] {
    let of_old = old.actions.iter().map(|action| known(action, old, new, || action.named.name.clone()));
    let of_new = new.actions.iter().map(|action| known(action, new, old, || counterpart(action, old, new)));
    [Known(of_old.collect()), Known(of_new.collect())]
}

fn known(action: &Action, own: &Policy, other: &Policy, name: impl Fn() -> String) -> String {
    let count = |policy: &Policy| policy.actions.iter().filter(|of| of.kind == action.kind).count();
    if count(own) == 1 && count(other) == 0 { String::new() } else { name() }
}

/// The name under which the old policy has an action of the new one; else its own, told apart from all of those.
fn counterpart(action: &Action, old: &Policy, new: &Policy) -> String {
    let named = &action.named;
    let same_kind = || old.actions.iter().filter(|of| of.kind == action.kind).map(|of| &of.named);
    let by_name = same_kind().find(|of| of.name == named.name);
    let is_gone = |name: &str| !new.actions.iter().any(|of| of.kind == action.kind && of.named.name == name);
    let by_title = || same_kind().find(|of| of.title == named.title && is_gone(&of.name));
    by_name.or_else(by_title).map_or_else(|| format!("+{}", named.name), |of| of.name.clone())
}
