//! Giving a name of the policy another: everywhere at once, or not at all.
//!
//! A new name is tried first: the text with it must be read as before, every word must refer to what it referred to, and
//! nothing more may be found wrong. So a word of the language, a name that is taken and a name that would take the place
//! of another are all refused, in the words of the checker.

use super::document::Document;
use super::navigation::uses;
use super::surroundings::ClauseFile;
use super::surroundings::Surroundings;
use crate::check::conclude;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::reference::References;
use crate::reference::Referent;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::Ending;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::Token;
use crate::syntax::parse;
use crate::syntax::tokens;
use lsp_types::DocumentChangeOperation;
use lsp_types::DocumentChanges;
use lsp_types::RenameFile;
use lsp_types::ResourceOp;
use lsp_types::TextEdit;
use lsp_types::Uri;
use lsp_types::WorkspaceEdit;
use std::str::FromStr;

/// Where the name at a byte stands, if it can be given another.
///
/// # Errors
/// Why not.
pub(super) fn renamable(document: &Document, byte: usize, locale: Locale) -> Result<Span, String> {
    let token = document.token_at(byte);
    let referent = token.and_then(|token| document.meant(token));
    let torn = |item: &Item| matches!(item.kind, ItemKind::Broken(_)) || item.ending == Ending::Torn;
    match (token, referent) {
        (Some(_), Some(Referent::Own(_))) if document.tree.items.iter().any(torn) => Err(locale
            .pick(
                "Part of the policy cannot be read, and the name may stand there too: mend that first",
                "Een deel van het beleid is niet te lezen, en daar kan de naam ook staan: verbeter dat eerst",
            )
            .to_owned()),
        (Some(token), Some(Referent::Own(_))) => Ok(token.span),
        (Some(_), Some(_)) => Err(locale
            .pick(
                "This is a word of the language, not a name of the policy",
                "Dit is een woord van de taal, geen naam van het beleid",
            )
            .to_owned()),
        _ => Err(locale.pick("There is no name here", "Hier staat geen naam").to_owned()),
    }
}

/// The changes that give the name at a byte another.
///
/// # Errors
/// Why the name cannot be that.
pub(super) fn rename(document: &Document, byte: usize, name: &str, locale: Locale) -> Result<Vec<TextEdit>, String> {
    renamable(document, byte, locale)?;
    let places = uses(document, byte, true);
    if !is_one_word(name) {
        let message = Phrase::new(
            format!("`{name}` is no name: a name is one word of letters, digits and `_`, and begins with a letter"),
            format!(
                "`{name}` is geen naam: een naam is een woord van letters, cijfers en `_`, en begint met een letter"
            ),
        );
        return Err(message.in_locale(locale).to_owned());
    }
    fits(document, &places, name).map_err(|why| why.in_locale(locale).to_owned())?;
    Ok(places.iter().map(|place| TextEdit { range: document.range(*place), new_text: name.to_owned() }).collect())
}

/// A file of clauses that takes the name which its source is given.
pub(super) struct Moved {
    from: String,
    to: String,
    old: String,
    new: String,
}

/// The file that goes with the name at a byte when that is given another, where these texts beside it are open that have a
/// source of the old name, whether or not that is saved.
///
/// # Errors
/// Why the name cannot be that: the file of its clauses cannot go with it.
pub(super) fn moved(
    document: &Document,
    byte: usize,
    name: &str,
    surroundings: Surroundings,
    open: &[String],
    locale: Locale,
) -> Result<Option<Moved>, String> {
    let token = document.token_at(byte);
    let is_source = |token: &&Token| document.references().referent(token) == Some(Referent::Own(Namespace::Source));
    let Some(token) = token.filter(is_source) else { return Ok(None) };
    let old = document.file.slice(token.span);
    let why = match (surroundings.clause_file)(document.file.name(), old, name) {
        ClauseFile::Stays => return Ok(None),
        ClauseFile::Moves { .. } if !open.is_empty() => shared(old, name, open),
        ClauseFile::Moves { from, to } => {
            return Ok(Some(Moved { from, to, old: old.to_owned(), new: name.to_owned() }));
        }
        ClauseFile::Taken => taken_by_clauses(name),
        ClauseFile::Shared(others) => shared(old, name, &others),
    };
    Err(why.in_locale(locale).to_owned())
}

impl Moved {
    /// The change with the file: that goes first, so that nothing is changed where it cannot.
    pub(super) fn with(self, change: WorkspaceEdit) -> WorkspaceEdit {
        let (Ok(old_uri), Ok(new_uri)) = (Uri::from_str(&self.from), Uri::from_str(&self.to)) else { return change };
        let file = RenameFile { old_uri, new_uri, options: None, annotation_id: None };
        let edits = match change.document_changes {
            Some(DocumentChanges::Edits(edits)) => edits,
            Some(DocumentChanges::Operations(_)) | None => Vec::new(),
        };
        let mut operations = vec![DocumentChangeOperation::Op(ResourceOp::Rename(file))];
        operations.extend(edits.into_iter().map(DocumentChangeOperation::Edit));
        WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() }
    }

    /// What is to be done by whoever has an editor that renames no files.
    pub(super) fn by_hand(&self, locale: Locale) -> String {
        let Moved { old, new, .. } = self;
        let message = Phrase::new(
            format!(
                "the clauses of `{old}` stand in `sources/{old}.yaml`, and this editor renames no files: first rename \
                 that file to `sources/{new}.yaml`, then give the source its new name"
            ),
            format!(
                "de clausules van `{old}` staan in `sources/{old}.yaml`, en deze editor hernoemt geen bestanden: hernoem \
                 eerst dat bestand naar `sources/{new}.yaml`, en geef dan de bron haar nieuwe naam"
            ),
        );
        message.in_locale(locale).to_owned()
    }
}

fn taken_by_clauses(new: &str) -> Phrase {
    Phrase::new(
        format!("in `sources/{new}.yaml` stand other clauses already: choose another name, or move that file first"),
        format!(
            "in `sources/{new}.yaml` staan al andere clausules: kies een andere naam, of verplaats eerst dat bestand"
        ),
    )
}

fn shared(old: &str, new: &str, others: &[String]) -> Phrase {
    let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
    let others = others.join(", ");
    Phrase::new(
        format!(
            "the clauses in `sources/{old}.yaml` are also those of {others}: first copy that file to \
             `sources/{new}.yaml`, then give the source its new name"
        ),
        format!(
            "de clausules in `sources/{old}.yaml` zijn ook die van {others}: kopieer eerst dat bestand naar \
             `sources/{new}.yaml`, en geef dan de bron haar nieuwe naam"
        ),
    )
}

fn is_one_word(name: &str) -> bool {
    let inner = |letter: char| letter.is_alphabetic() || letter.is_ascii_digit() || letter == '_';
    name.starts_with(char::is_alphabetic) && name.chars().all(inner)
}

/// Whether the policy says the same with the new name at these places.
fn fits(document: &Document, places: &[Span], name: &str) -> Result<(), Phrase> {
    let mut text = document.text().to_owned();
    for place in places.iter().rev() {
        text.replace_range(place.range(), name);
    }
    let file = SourceFile::new(document.file.name(), text);
    let parsed = parse(&file);
    let found = conclude(&file, &parsed).diagnostics;
    if let Some(new) = first_new(&document.findings, &found) {
        return Err(new.message.clone());
    }
    let tokens = tokens(&file);
    let (before, after) = (document.references(), References::of(&file, &tokens, parsed.tree.locale));
    let same = tokens.len() == document.tokens.len()
        && document.tokens.iter().zip(&tokens).all(|(old, new)| before.referent(old) == after.referent(new));
    if same { Ok(()) } else { Err(taken(name)) }
}

/// The first finding of a code that is found more often than before.
fn first_new<'f>(before: &[Diagnostic], after: &'f [Diagnostic]) -> Option<&'f Diagnostic> {
    let count = |all: &[Diagnostic], code: &str| all.iter().filter(|finding| finding.code == code).count();
    after.iter().find(|finding| count(after, finding.code) > count(before, finding.code))
}

fn taken(name: &str) -> Phrase {
    Phrase::new(
        format!("`{name}` means something else in this policy already"),
        format!("`{name}` betekent in dit beleid al iets anders"),
    )
}
