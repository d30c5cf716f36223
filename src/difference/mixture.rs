//! The text of a policy that lies between two: the old one with some of the changes.
//!
//! Each statement is taken whole from one of the two texts, so what is checked and compiled is what an author wrote. Titles,
//! targets, guarantees and examples decide nothing: of these only the title of the old policy is there. Sources of both
//! are, since either is cited.
//!
//! Where an order has a meaning, that of the old policy holds, or of the new one when the change of order is taken; what the
//! other has comes right after what stands before it there.

use super::Change;
use super::Kind;
use super::order::ORDERED;
use super::order::merged;
use super::statement::identity;
use crate::check::Policy;
use crate::source::SourceFile;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::parse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Two policies and the changes between them.
#[derive(Clone, Debug)]
pub struct Mixture {
    /// The title of the old policy as it stands there.
    header: String,
    /// The sources of both.
    sources: Vec<String>,
    /// What both policies have, in the order of the old one.
    old_order: Vec<Identity>,
    /// The same, in the order of the new one.
    new_order: Vec<Identity>,
    statements: BTreeMap<Identity, Statement>,
    /// For each kind whose order decides, the change of that order, if there is one.
    order_changes: BTreeMap<Kind, usize>,
}

type Identity = (Kind, String);

/// A statement in both policies.
#[derive(Clone, Debug, Default)]
struct Statement {
    old: Option<String>,
    new: Option<String>,
    /// The change that leads from one to the other; without one they mean the same.
    change: Option<usize>,
}

/// One of the two policies, cut into its statements.
struct Cut {
    header: String,
    sources: Vec<(String, String)>,
    statements: Vec<(Identity, String)>,
}

impl Mixture {
    /// Cuts two texts into their statements. The policies are the checked texts, the changes those between them.
    #[must_use]
    pub fn new(old: (&SourceFile, &Policy), new: (&SourceFile, &Policy), changes: &[Change]) -> Mixture {
        let (old, new) = (Cut::of(old.0, old.1), Cut::of(new.0, new.1));
        let mut statements: BTreeMap<Identity, Statement> = BTreeMap::new();
        for (identity, text) in &old.statements {
            statements.entry(identity.clone()).or_default().old = Some(text.clone());
        }
        for (identity, text) in &new.statements {
            statements.entry(identity.clone()).or_default().new = Some(text.clone());
        }
        for (identity, statement) in &mut statements {
            statement.change = changes.iter().position(|change| (change.kind, change.name.clone()) == *identity);
        }
        let names = |cut: &Cut| cut.statements.iter().map(|(identity, _)| identity.clone()).collect::<Vec<_>>();
        let (first, second) = (names(&old), names(&new));
        let order_change = |(kind, order): &(Kind, Kind)| {
            changes.iter().position(|change| change.kind == *order).map(|change| (*kind, change))
        };
        let known: BTreeSet<&String> = old.sources.iter().map(|(name, _)| name).collect();
        let more = new.sources.iter().filter(|(name, _)| !known.contains(name));
        Mixture {
            header: old.header.clone(),
            sources: old.sources.iter().chain(more).map(|(_, text)| text.clone()).collect(),
            old_order: merged(&first, &second),
            new_order: merged(&second, &first),
            statements,
            order_changes: ORDERED.iter().filter_map(order_change).collect(),
        }
    }

    /// The text of the old policy with these of the changes, by their places.
    #[must_use]
    pub fn text(&self, taken: &BTreeSet<usize>) -> String {
        let mut text = self.header.clone();
        let plain = self.in_order(false).filter(|(kind, _)| !is_ordered(*kind));
        let ordered = ORDERED.iter().flat_map(|(kind, _)| {
            let as_new = self.order_changes.get(kind).is_some_and(|change| taken.contains(change));
            self.in_order(as_new).filter(move |(of, _)| of == kind)
        });
        let statements = plain.chain(ordered).filter_map(|identity| self.statement(identity, taken));
        for statement in self.sources.iter().map(String::as_str).chain(statements) {
            text.push('\n');
            text.push_str(statement);
        }
        text.push('\n');
        text
    }

    fn in_order(&self, as_new: bool) -> impl Iterator<Item = &Identity> {
        if as_new { self.new_order.iter() } else { self.old_order.iter() }
    }

    fn statement(&self, identity: &Identity, taken: &BTreeSet<usize>) -> Option<&str> {
        let statement = self.statements.get(identity)?;
        let is_taken = statement.change.is_some_and(|change| taken.contains(&change));
        let text = if is_taken { &statement.new } else { &statement.old };
        // A statement that only says what holds without it is no change, and stands in one of the two.
        let same = || statement.change.is_none().then_some(statement.new.as_ref()).flatten();
        text.as_ref().or_else(same).map(String::as_str)
    }
}

fn is_ordered(kind: Kind) -> bool {
    ORDERED.iter().any(|(of, _)| *of == kind)
}

impl Cut {
    fn of(file: &SourceFile, policy: &Policy) -> Cut {
        let mut cut = Cut { header: String::new(), sources: Vec::new(), statements: Vec::new() };
        for item in &parse(file).tree.items {
            let text = file.slice(item.span).to_owned();
            match &item.kind {
                ItemKind::Policy(..) => cut.header = text,
                ItemKind::Source(declared) => cut.sources.push((declared.name.text.clone(), text)),
                _ => cut.statements.extend(cut_statement(item, policy, text)),
            }
        }
        cut
    }
}

fn cut_statement(item: &Item, policy: &Policy, text: String) -> Option<(Identity, String)> {
    identity(item, policy).map(|identity| (identity, text))
}
