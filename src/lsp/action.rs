//! What can be done at a place on request: mend a finding as its help says, or put the policy in the other language.
//!
//! Always: an editor that looks by itself whether there is something to do is told of mends alone, so that a sign in its
//! margin means a mistake that can be mended.

use super::document::Document;
use super::finding::show;
use super::formatting::edits;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Mend;
use crate::layout::Language;
use crate::locale::Locale;
use lsp_types::CodeAction;
use lsp_types::CodeActionContext;
use lsp_types::CodeActionKind;
use lsp_types::CodeActionOrCommand;
use lsp_types::CodeActionTriggerKind;
use lsp_types::DocumentChanges;
use lsp_types::OneOf;
use lsp_types::OptionalVersionedTextDocumentIdentifier;
use lsp_types::Range;
use lsp_types::TextDocumentEdit;
use lsp_types::TextEdit;
use lsp_types::Uri;
use lsp_types::WorkspaceEdit;

/// How an editor takes changes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changes {
    /// With the version of the text that they are of.
    Versioned,
    /// By the address of the text alone, from before there were versions.
    Plain,
}

/// A whole policy in the other language: something of the file, not of a place in it.
pub(super) const TRANSLATE: CodeActionKind = CodeActionKind::new("source.translate");

/// The actions at a stretch of the text, of the kinds that are asked for.
pub(super) fn actions(
    document: &Document,
    uri: &Uri,
    range: Range,
    context: &CodeActionContext,
    locale: Locale,
    changes: Changes,
) -> Vec<CodeActionOrCommand> {
    let mut actions = Vec::new();
    let change = |edits| change(document, uri, edits, changes);
    if is_asked(context, &CodeActionKind::QUICKFIX) {
        actions.extend(mends(document, uri, range, locale, change));
    }
    if is_asked(context, &TRANSLATE) {
        actions.extend(translation(document, locale, change));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether an editor asks for a kind: by that name or a wider one. Who names none gets all, but only who looks by
/// request gets what is of the whole file.
fn is_asked(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let covers = |asked: &CodeActionKind| {
        let narrower = kind.as_str().strip_prefix(asked.as_str());
        asked.as_str().is_empty() || narrower.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    match context.only.as_deref() {
        Some([_, ..]) => context.only.iter().flatten().any(covers),
        Some([]) | None => kind != &TRANSLATE || context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC),
    }
}

fn mends(
    document: &Document,
    uri: &Uri,
    range: Range,
    locale: Locale,
    change: impl Fn(Vec<TextEdit>) -> WorkspaceEdit,
) -> Vec<CodeAction> {
    let asked = document.span(range);
    let touches = |finding: &&Diagnostic| {
        let main = finding.labels.first().map(|label| label.span);
        main.is_some_and(|main| main.start <= asked.end && asked.start <= main.end)
    };
    let found = document.findings.iter().filter(touches);
    let mends = found.filter_map(|finding| Some((finding, finding.mend.as_ref()?)));
    let mending = |(finding, mend): (&Diagnostic, &Mend)| CodeAction {
        title: title(document.file.slice(mend.span), &mend.text, locale),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![show(document, uri, finding, locale)]),
        edit: Some(change(vec![TextEdit { range: document.range(mend.span), new_text: mend.text.clone() }])),
        is_preferred: Some(true),
        ..CodeAction::default()
    };
    mends.map(mending).collect()
}

fn title(gone: &str, new: &str, locale: Locale) -> String {
    match (gone.is_empty(), locale) {
        (true, Locale::En) => format!("Add `{new}`"),
        (true, Locale::Nl) => format!("Voeg `{new}` toe"),
        (false, Locale::En) => format!("Change `{gone}` to `{new}`"),
        (false, Locale::Nl) => format!("Verander `{gone}` in `{new}`"),
    }
}

/// The whole policy in the other language, where that can be.
fn translation(
    document: &Document,
    locale: Locale,
    change: impl Fn(Vec<TextEdit>) -> WorkspaceEdit,
) -> Option<CodeAction> {
    document.policy.as_ref()?;
    let (to, en, nl) = match document.locale() {
        Locale::En => (Locale::Nl, "Put this policy in Dutch", "Zet dit beleid in het Nederlands"),
        Locale::Nl => (Locale::En, "Put this policy in English", "Zet dit beleid in het Engels"),
    };
    let edits = edits(document, Language::In(to));
    (!edits.is_empty()).then(|| CodeAction {
        title: locale.pick(en, nl).to_owned(),
        kind: Some(TRANSLATE),
        edit: Some(change(edits)),
        ..CodeAction::default()
    })
}

/// Changes of one text, as it is now, in the way that the editor takes them.
pub(super) fn change(document: &Document, uri: &Uri, edits: Vec<TextEdit>, changes: Changes) -> WorkspaceEdit {
    if changes == Changes::Plain {
        let changes = Some([(uri.clone(), edits)].into());
        return WorkspaceEdit { changes, ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(document.version) };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    let document_changes = Some(DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]));
    WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
}
