//! Names that stand in the way of a translation: a word of the vocabulary that becomes one the policy gave to an action
//! or partner of its own, and would then mean that.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::reference::References;
use crate::reference::Referent;
use crate::source::SourceFile;
use crate::syntax::Namespace;
use crate::syntax::Role;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use std::collections::BTreeSet;

/// A finding for each own name that stands in the way, at the first word it would be mistaken for.
pub(super) fn findings(
    file: &SourceFile,
    tokens: &[Token],
    references: &References<'_>,
    to: Locale,
) -> Vec<Diagnostic> {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut findings = Vec::new();
    for token in tokens {
        let Some((word, spaces)) = word_among_names(token, references, to) else { continue };
        let own = spaces.iter().find_map(|space| references.declared(*space, word));
        if let Some(own) = own.filter(|_| told.insert(word)) {
            let finding = code::IN_THE_WAY.at(token.span, message(file.slice(token.span), word, to));
            let there = Phrase::new("the name is given here", "de naam wordt hier gegeven");
            let help = Phrase::new(
                format!("give `{word}` another name first, for example `own_{word}`"),
                format!("geef `{word}` eerst een andere naam, bijvoorbeeld `eigen_{word}`"),
            );
            findings.push(finding.also(own, there).help(help));
        }
    }
    findings
}

/// The word that a kind of action becomes, and the names among which it would be looked for first.
fn word_among_names(
    token: &Token,
    references: &References<'_>,
    to: Locale,
) -> Option<(&'static str, &'static [Namespace])> {
    let spaces: &[Namespace] = match token.kind {
        TokenKind::Word(Role::Step) => &[Namespace::Action],
        TokenKind::Word(Role::Kind) => &[Namespace::Action, Namespace::Partner],
        _ => return None,
    };
    match references.referent(token)? {
        Referent::ActionKind(kind) => Some((kind.word().in_locale(to), spaces)),
        _ => None,
    }
}

fn message(word: &str, name: &str, to: Locale) -> Phrase {
    match to {
        Locale::En => Phrase::new(
            format!("`{word}` is `{name}` in English, and the policy has a name `{name}` of its own"),
            format!("`{word}` is in het Engels `{name}`, en dat is een eigen naam van het beleid"),
        ),
        Locale::Nl => Phrase::new(
            format!("`{word}` is `{name}` in Dutch, and the policy has a name `{name}` of its own"),
            format!("`{word}` is in het Nederlands `{name}`, en dat is een eigen naam van het beleid"),
        ),
    }
}
