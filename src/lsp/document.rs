//! A text that is open, with all that is known of it.

use super::place::Lines;
use super::surroundings::Surroundings;
use crate::check::Policy;
use crate::check::conclude;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::reference::References;
use crate::reference::Referent;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::Role;
use crate::syntax::SyntaxTree;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use crate::syntax::parse;
use crate::syntax::tokens;
use lsp_types::Position;
use lsp_types::Range;
use lsp_types::TextDocumentContentChangeEvent;

/// A text that is open.
pub(super) struct Document {
    pub file: SourceFile,
    lines: Lines,
    pub version: i32,
    pub tree: SyntaxTree,
    pub tokens: Vec<Token>,
    pub findings: Vec<Diagnostic>,
    /// The policy, while there is no error in it.
    pub policy: Option<Policy>,
}

impl Document {
    pub(super) fn new(name: &str, text: impl Into<String>, version: i32, surroundings: Surroundings) -> Document {
        let file = SourceFile::new(name, text);
        let parsed = parse(&file);
        let checked = conclude(&file, &parsed);
        let mut findings = checked.diagnostics;
        findings.extend(checked.policy.iter().flat_map(|policy| (surroundings.findings)(name, policy)));
        findings.sort_by_key(Diagnostic::start);
        let (tokens, lines) = (tokens(&file), Lines::of(file.text()));
        Document { file, lines, version, tree: parsed.tree, tokens, findings, policy: checked.policy }
    }

    pub(super) fn text(&self) -> &str {
        self.file.text()
    }

    pub(super) const fn locale(&self) -> Locale {
        self.tree.locale
    }

    /// Whether it says anything in a language yet.
    pub(super) fn has_language(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(token.kind, TokenKind::Structure(entry) if entry.word.en != entry.word.nl))
    }

    pub(super) fn references(&self) -> References<'_> {
        References::of(&self.file, &self.tokens, self.locale())
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines.range(self.text(), span)
    }

    /// The byte at a place.
    pub(super) fn byte(&self, place: Position) -> usize {
        self.lines.byte(self.text(), place)
    }

    /// The stretch between two places.
    pub(super) fn span(&self, range: Range) -> Span {
        self.lines.span(self.text(), range)
    }

    /// The token at a byte: of two that meet there a word, else the later one.
    pub(super) fn token_at(&self, byte: usize) -> Option<&Token> {
        let touches = |token: &&Token| token.span.start <= byte && byte <= token.span.end;
        let touching = || self.tokens.iter().filter(touches);
        let is_word = |token: &&Token| matches!(token.kind, TokenKind::Word(_));
        let within = || touching().find(|token| byte < token.span.end);
        touching().find(is_word).or_else(within).or_else(|| touching().next())
    }

    /// What a token refers to; of a word in text that cannot be read, what it may.
    pub(super) fn meant(&self, token: &Token) -> Option<Referent> {
        let references = self.references();
        match token.kind {
            TokenKind::Word(Role::Unread) => references.anywhere(self.file.slice(token.span)),
            _ => references.referent(token),
        }
    }

    /// Every token that refers to the same as one does.
    pub(super) fn alike(&self, token: &Token) -> Vec<Token> {
        let references = self.references();
        let Some(referent) = references.referent(token) else { return Vec::new() };
        let name = self.file.slice(token.span);
        let own = matches!(referent, Referent::Own(_));
        let is_alike = |other: &&Token| {
            references.referent(other) == Some(referent) && (!own || self.file.slice(other.span) == name)
        };
        self.tokens.iter().filter(is_alike).copied().collect()
    }

    /// The whole item in which a byte stands.
    pub(super) fn item_at(&self, byte: usize) -> Option<Span> {
        let item = self.tree.items.iter().find(|item| item.span.start <= byte && byte < item.span.end)?;
        Some(item.span)
    }
}

/// A text after changes, each of what the one before it left.
pub(super) fn changed(text: &str, changes: Vec<TextDocumentContentChangeEvent>) -> String {
    let mut text = text.to_owned();
    for change in changes {
        match change.range {
            Some(range) => text.replace_range(Lines::of(&text).span(&text, range).range(), &change.text),
            None => text = change.text,
        }
    }
    text
}
