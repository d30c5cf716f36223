//! What differs between two policies in what they mean: not in layout, order of statements, titles or citations.
//!
//! Knows no ledger and no tenant. The name of a statement is its identity: a rule under another name is another rule. Where
//! people are told what changed, one that means the same is told as renamed ([`difference_with_renames`]).
//! Always: a policy does not differ from itself, however its text is laid out
//! (`layout_titles_citations_and_order_are_no_difference`), and the changes come in an order of their own, whatever the
//! order of the statements (`the_order_of_statements_changes_no_order_of_changes`).

mod change;
mod mixture;
mod order;
mod part;
mod plan;
mod print;
mod rename;
mod statement;
#[cfg(test)]
mod tests;

pub use change::Change;
pub use change::Kind;
pub use change::Way;
pub use mixture::Mixture;
pub use plan::plans_differ;
pub use rename::difference_with_renames;

use crate::check::Frequency;
use crate::check::Policy;
use crate::check::Value;
use part::Part;
use part::parts;
use print::Manner;
use print::Printer;
use std::collections::BTreeMap;

/// A policy with the values that its settings have, which a scenario may have changed.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The values of its settings, in its order.
    pub settings: &'a [Value],
}

/// How often a rule fires, as its policy writes it.
#[must_use]
pub fn frequency_words(policy: &Policy, frequency: Frequency) -> String {
    Printer { policy, manner: Manner::Text }.frequency(frequency)
}

/// The changes that lead from one policy to another, in order of kind and name.
#[must_use]
pub fn difference(old: Edition<'_>, new: Edition<'_>) -> Vec<Change> {
    let mut both: BTreeMap<(Kind, String), (Option<Part>, Option<Part>)> = BTreeMap::new();
    for part in parts(old) {
        let identity = part.identity();
        both.entry(identity).or_default().0 = Some(part);
    }
    for part in parts(new) {
        let identity = part.identity();
        both.entry(identity).or_default().1 = Some(part);
    }
    let changes = both.into_iter().filter_map(|((kind, _), (before, after))| changed(kind, before, after));
    let mut changes: Vec<Change> = changes.chain(order::changes(old.policy, new.policy)).collect();
    join_renamed(&mut changes);
    changes.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
    changes
}

/// A guarantee that goes and one of its title that comes are one that says something else.
fn join_renamed(changes: &mut Vec<Change>) {
    let is = |change: &Change, way: Way| change.kind == Kind::Guarantee && change.way() == way;
    let (gone, mut kept): (Vec<Change>, Vec<Change>) =
        std::mem::take(changes).into_iter().partition(|change| is(change, Way::Removed));
    for gone in gone {
        match kept.iter_mut().find(|change| is(change, Way::Added) && change.name == gone.name) {
            Some(change) => change.old = gone.old,
            None => kept.push(gone),
        }
    }
    *changes = kept;
}

fn changed(kind: Kind, old: Option<Part>, new: Option<Part>) -> Option<Change> {
    let key = |part: &Option<Part>| part.as_ref().map(|part| part.key.clone());
    if key(&old) == key(&new) {
        return None;
    }
    // Of a setting that comes or goes, its range goes with it.
    if kind == Kind::Range && (old.is_none() || new.is_none()) {
        return None;
    }
    let told = new.as_ref().or(old.as_ref())?;
    let (name, title) = (told.name.clone(), told.title.clone());
    Some(Change {
        kind,
        name,
        title,
        old: old.map(|part| part.text),
        new: new.map(|part| part.text),
        is_renamed: false,
    })
}
