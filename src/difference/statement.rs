//! By what the statements of a policy are known: kind and name.

use super::Kind;
use crate::check::CONTACTS;
use crate::check::MESSAGES;
use crate::check::Policy;
use crate::check::Spacing;
use crate::locale::Word;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::vocabulary::ActionKind;

/// What a statement is known by; none for one that is no part of what is decided: title, sources, targets, guarantees and
/// examples.
pub(super) fn identity(item: &Item, policy: &Policy) -> Option<(Kind, String)> {
    let alone = |kind: Kind| Some((kind, String::new()));
    let named = |kind: Kind, name: &str| Some((kind, name.to_owned()));
    match &item.kind {
        ItemKind::ValidFrom(_) => alone(Kind::ValidFrom),
        ItemKind::Law => alone(Kind::Law),
        ItemKind::Evaluate(_) => alone(Kind::Evaluate),
        ItemKind::WorkingDays(_) => alone(Kind::WorkingDays),
        ItemKind::Overdue(_) => alone(Kind::Overdue),
        ItemKind::Tolerance(_) => alone(Kind::Tolerance),
        ItemKind::Grace(_) => alone(Kind::Grace),
        ItemKind::Vat(_) => alone(Kind::Vat),
        ItemKind::Applies(..) => alone(Kind::Scope),
        ItemKind::Spacing(_) => {
            let place = policy.spacings.iter().position(|spacing| spacing.span == item.span)?;
            Some((Kind::Spacing, spacing_names(policy).into_iter().nth(place)?))
        }
        ItemKind::Fact(fact) => named(Kind::Fact, &fact.declared.name.text),
        ItemKind::Setting(setting) => named(Kind::Setting, &setting.declared.name.text),
        ItemKind::Action(action) => named(Kind::Action, &action.declared.name.text),
        ItemKind::Partner(partner) => named(Kind::Partner, &partner.declared.name.text),
        ItemKind::Segment(declared, ..) => named(Kind::Segment, &declared.name.text),
        ItemKind::Stage(declared, ..) => named(Kind::Stage, &declared.name.text),
        ItemKind::Rule(rule) | ItemKind::WriteOff(rule) => named(Kind::Rule, &rule.declared.name.text),
        ItemKind::Exception(exception) => named(Kind::Exception, &exception.declared.name.text),
        ItemKind::Plan(plan) => named(Kind::Plan, &plan.declared.name.text),
        ItemKind::Hold(hold) => named(Kind::Hold, &hold.declared.name.text),
        ItemKind::Policy(..)
        | ItemKind::Source(_)
        | ItemKind::Target(_)
        | ItemKind::Guarantee(_)
        | ItemKind::Example(_)
        | ItemKind::Broken(_) => None,
    }
}

/// Spacings have no name: they go by their group of actions.
pub(super) fn spacing_names(policy: &Policy) -> Vec<String> {
    let name = |spacing: &Spacing| match group_of(&spacing.kinds) {
        Some(word) => word.en.to_owned(),
        None => {
            let mut words: Vec<&str> = spacing.kinds.iter().map(|kind| kind.word().en).collect();
            words.sort_unstable();
            words.dedup();
            words.join("+")
        }
    };
    numbered(policy.spacings.iter().map(name))
}

/// The word for a group of actions, if it has one.
pub(super) fn group_of(kinds: &[ActionKind]) -> Option<Word> {
    let is = |all: &[ActionKind]| all.len() == kinds.len() && all.iter().all(|kind| kinds.contains(kind));
    if is(&MESSAGES) {
        return Some(Word::new("messages", "berichten"));
    }
    is(&CONTACTS).then_some(Word::new("contacts", "contacten"))
}

/// Names that stand more than once get a number from the second on.
pub(super) fn numbered(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in names {
        let free = (2_usize..).map(|number| format!("{name}#{number}")).find(|numbered| !taken.contains(numbered));
        let is_free = !taken.contains(&name);
        taken.push(if is_free { name } else { free.unwrap_or_default() });
    }
    taken
}
