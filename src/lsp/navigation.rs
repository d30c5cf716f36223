//! Where a name is given and where it is used, and what a policy holds in order.

use super::document::Document;
use crate::reference::Referent;
use crate::source::Span;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::Role;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use crate::syntax::Written;
use lsp_types::DocumentSymbol;
use lsp_types::SymbolKind;

/// Where the name at a byte is given.
pub(super) fn definition(document: &Document, byte: usize) -> Option<Span> {
    let token = document.token_at(byte)?;
    let references = document.references();
    let name = document.file.slice(token.span);
    match document.meant(token)? {
        Referent::Own(space) => references.declared(space, name),
        // A waiting code is told by the hold that is called after it.
        Referent::HoldCode(_) => references.declared(Namespace::Hold, name),
        _ => None,
    }
}

/// Every place where the word at a byte stands in the same meaning.
pub(super) fn uses(document: &Document, byte: usize, declaration: bool) -> Vec<Span> {
    let Some(token) = document.token_at(byte) else { return Vec::new() };
    let alike = document.alike(token).into_iter();
    alike.filter(|token| declaration || !is_declaration(token)).map(|token| token.span).collect()
}

pub(super) const fn is_declaration(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word(Role::Declares(_)))
}

/// The named items of a policy.
pub(super) fn outline(document: &Document) -> Vec<DocumentSymbol> {
    document.tree.items.iter().filter_map(|item| symbol(document, &item.kind, item.span)).collect()
}

fn symbol(document: &Document, kind: &ItemKind, whole: Span) -> Option<DocumentSymbol> {
    let (name, detail, kind) = named(kind)?;
    let range = document.range(whole);
    // Not built by its constructor, since it has none and one field of it is old.
    let symbol = serde_json::json!({
        "name": if name.text.is_empty() { "…" } else { &name.text },
        "detail": detail.map(|title| &title.text),
        "kind": kind,
        "range": range,
        "selectionRange": document.range(name.span),
    });
    serde_json::from_value(symbol).ok()
}

/// The name of an item, its title, and as what an editor shows it.
fn named(kind: &ItemKind) -> Option<(&Written, Option<&Written>, SymbolKind)> {
    let (declared, kind) = match kind {
        ItemKind::Policy(title, _) => return Some((title, None, SymbolKind::FILE)),
        ItemKind::Guarantee(guarantee) => return Some((&guarantee.title, None, SymbolKind::INTERFACE)),
        ItemKind::Example(example) => return Some((&example.title, None, SymbolKind::EVENT)),
        ItemKind::Source(declared) => (declared, SymbolKind::NAMESPACE),
        ItemKind::Setting(setting) => (&setting.declared, SymbolKind::VARIABLE),
        ItemKind::Fact(fact) => (&fact.declared, SymbolKind::PROPERTY),
        ItemKind::Action(action) => (&action.declared, SymbolKind::METHOD),
        ItemKind::Partner(partner) => (&partner.declared, SymbolKind::CLASS),
        ItemKind::Segment(declared, ..) | ItemKind::Stage(declared, ..) => (declared, SymbolKind::ENUM_MEMBER),
        ItemKind::Rule(rule) | ItemKind::WriteOff(rule) => (&rule.declared, SymbolKind::FUNCTION),
        ItemKind::Exception(exception) => (&exception.declared, SymbolKind::FUNCTION),
        ItemKind::Plan(plan) => (&plan.declared, SymbolKind::STRUCT),
        ItemKind::Hold(hold) => (&hold.declared, SymbolKind::KEY),
        _ => return None,
    };
    Some((&declared.name, declared.title.as_ref(), kind))
}
