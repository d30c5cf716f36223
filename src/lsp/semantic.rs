//! The words of a policy by what they are, for an editor to colour.

use super::document::Document;
use super::navigation::is_declaration;
use crate::reference::References;
use crate::reference::Referent;
use crate::source::Span;
use crate::syntax::Namespace;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use lsp_types::SemanticToken;
use lsp_types::SemanticTokenModifier;
use lsp_types::SemanticTokenType;

/// The sorts of words, in the order by which they are numbered.
pub(super) const TYPES: [SemanticTokenType; 13] = [
    SemanticTokenType::KEYWORD,
    SemanticTokenType::COMMENT,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::METHOD,
    SemanticTokenType::CLASS,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::TYPE,
];

/// What else may be said of a word: that it is given as a name here, or that it is of the vocabulary.
pub(super) const MODIFIERS: [SemanticTokenModifier; 2] =
    [SemanticTokenModifier::DECLARATION, SemanticTokenModifier::DEFAULT_LIBRARY];

/// The words of a text, each told from the end of the one before, as the protocol has it.
pub(super) fn semantic(document: &Document) -> Vec<SemanticToken> {
    let references = document.references();
    let mut before = lsp_types::Position::default();
    let mut all = Vec::new();
    for token in &document.tokens {
        let Some((sort, modifiers)) = sort(token, &references) else { continue };
        let range = document.range(one_line(document, token.span));
        let delta_line = range.start.line.saturating_sub(before.line);
        let from = if delta_line == 0 { before.character } else { 0 };
        all.push(SemanticToken {
            delta_line,
            delta_start: range.start.character.saturating_sub(from),
            length: range.end.character.saturating_sub(range.start.character),
            token_type: TYPES
                .iter()
                .position(|one| *one == sort)
                .and_then(|place| u32::try_from(place).ok())
                .unwrap_or(0),
            token_modifiers_bitset: modifiers,
        });
        before = range.start;
    }
    all
}

/// A phrase that goes on at the next line is told as far as its first.
fn one_line(document: &Document, span: Span) -> Span {
    let text = document.file.slice(span);
    Span::new(span.start, span.start + text.find(['\n', '\r']).unwrap_or(text.len()))
}

fn sort(token: &Token, references: &References<'_>) -> Option<(SemanticTokenType, u32)> {
    let plain = |sort| Some((sort, 0));
    match token.kind {
        TokenKind::Structure(_) => plain(SemanticTokenType::KEYWORD),
        TokenKind::Comment => plain(SemanticTokenType::COMMENT),
        TokenKind::Text => plain(SemanticTokenType::STRING),
        TokenKind::Number | TokenKind::Date => plain(SemanticTokenType::NUMBER),
        TokenKind::Sign => plain(SemanticTokenType::OPERATOR),
        TokenKind::Word(_) => {
            let referent = references.referent(token)?;
            let declared = u32::from(is_declaration(token));
            let known = if matches!(referent, Referent::Own(_)) { 0 } else { 2 };
            Some((sort_of(referent), declared + known))
        }
    }
}

const fn sort_of(referent: Referent) -> SemanticTokenType {
    match referent {
        Referent::Fact(_) | Referent::MonthCount(_) | Referent::Kpi(_) | Referent::Own(Namespace::Fact) => {
            SemanticTokenType::PROPERTY
        }
        Referent::Own(Namespace::Setting) => SemanticTokenType::VARIABLE,
        Referent::Own(Namespace::Action) => SemanticTokenType::METHOD,
        Referent::Own(Namespace::Partner) => SemanticTokenType::CLASS,
        Referent::Own(Namespace::Source) => SemanticTokenType::NAMESPACE,
        Referent::Own(Namespace::Rule | Namespace::Exception | Namespace::Plan) | Referent::Function(_) => {
            SemanticTokenType::FUNCTION
        }
        Referent::ActionKind(_) | Referent::PartnerKind(_) => SemanticTokenType::TYPE,
        Referent::Own(Namespace::Segment | Namespace::Stage | Namespace::Hold)
        | Referent::Channel(_)
        | Referent::HoldCode(_)
        | Referent::TenancyKind(_)
        | Referent::PaymentMethod(_)
        | Referent::EndReason(_)
        | Referent::EntryKind(_) => SemanticTokenType::ENUM_MEMBER,
    }
}
