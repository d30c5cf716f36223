//! The canonical text of a policy: one layout for all, in either language.
//!
//! A policy is laid out from its tokens, in their order: words, numbers and comments are set anew, and nothing is added
//! or left out but blanks and line ends. Knows no meaning beyond what a word refers to, and reads no file.
//! Always: the laid out text says the same as the text it was made of, what is laid out is not changed by laying it
//! out again, and what is put in the other language and back is as it was (`tests/suite/layout.rs`).
//!
//! # Why
//! There are no choices to make: a layout that can be discussed is discussed. A line of a policy is a thing that people
//! compare, so that a rule has one test a line, and statements that stand together are a table.

mod collision;
mod item;
mod page;
mod row;
mod voice;

use crate::check::check;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::any_error;
use crate::locale::Locale;
use crate::reference::References;
use crate::source::SourceFile;
use crate::syntax::parse;
use crate::syntax::tokens;
use voice::Voice;

/// The language in which a policy is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Its own.
    AsWritten,
    /// This one.
    In(Locale),
}

/// The canonical text of a policy.
///
/// # Errors
/// The findings, when the policy cannot be read; for another language also when it has errors, since a word that
/// refers to nothing has no translation, and when a name of the policy's own stands in the way of a word.
pub fn lay_out(file: &SourceFile, language: Language) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse(file);
    if any_error(&parsed.diagnostics) {
        return Err(parsed.diagnostics);
    }
    let from = parsed.tree.locale;
    let to = match language {
        Language::AsWritten => from,
        Language::In(locale) => locale,
    };
    let tokens = tokens(file);
    let references = References::of(file, &tokens, from);
    if to != from {
        let mut findings = check(file, &parsed.tree).diagnostics;
        findings.extend(collision::findings(file, &tokens, &references, to));
        if any_error(&findings) {
            return Err(findings);
        }
    }
    let voice = Voice { file, references: &references, locale: to };
    Ok(page::page(file, &parsed.tree, &tokens, &voice))
}

#[cfg(test)]
mod tests;
