//! What can be done at a place on request: mend a finding as its help says, or put the policy in the other language.

use super::document::Document;
use super::finding::show;
use super::formatting::edits;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Mend;
use crate::layout::Language;
use crate::locale::Locale;
use lsp_types::CodeAction;
use lsp_types::CodeActionKind;
use lsp_types::CodeActionOrCommand;
use lsp_types::DocumentChanges;
use lsp_types::OneOf;
use lsp_types::OptionalVersionedTextDocumentIdentifier;
use lsp_types::Range;
use lsp_types::TextDocumentEdit;
use lsp_types::TextEdit;
use lsp_types::Uri;
use lsp_types::WorkspaceEdit;

/// The actions at a stretch of the text.
pub(super) fn actions(document: &Document, uri: &Uri, range: Range, locale: Locale) -> Vec<CodeActionOrCommand> {
    let asked = document.span(range);
    let touches = |finding: &&Diagnostic| {
        let main = finding.labels.first().map(|label| label.span);
        main.is_some_and(|main| main.start <= asked.end && asked.start <= main.end)
    };
    let found = document.findings.iter().filter(touches);
    let mends = found.filter_map(|finding| Some((finding, finding.mend.as_ref()?)));
    let mends = mends.map(|(finding, mend)| mending(document, uri, finding, mend, locale));
    let actions = mends.chain(translation(document, uri, locale));
    actions.map(CodeActionOrCommand::CodeAction).collect()
}

fn mending(document: &Document, uri: &Uri, finding: &Diagnostic, mend: &Mend, locale: Locale) -> CodeAction {
    let gone = document.file.slice(mend.span);
    let title = match (gone.is_empty(), locale) {
        (true, Locale::En) => format!("Add `{}`", mend.text),
        (true, Locale::Nl) => format!("Voeg `{}` toe", mend.text),
        (false, Locale::En) => format!("Change `{gone}` to `{}`", mend.text),
        (false, Locale::Nl) => format!("Verander `{gone}` in `{}`", mend.text),
    };
    let edit = TextEdit { range: document.range(mend.span), new_text: mend.text.clone() };
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![show(document, uri, finding, locale)]),
        edit: Some(change(document, uri, vec![edit])),
        is_preferred: Some(true),
        ..CodeAction::default()
    }
}

/// The whole policy in the other language, where that can be.
fn translation(document: &Document, uri: &Uri, locale: Locale) -> Option<CodeAction> {
    document.policy.as_ref()?;
    let (to, en, nl) = match document.locale() {
        Locale::En => (Locale::Nl, "Put this policy in Dutch", "Zet dit beleid in het Nederlands"),
        Locale::Nl => (Locale::En, "Put this policy in English", "Zet dit beleid in het Engels"),
    };
    let edits = edits(document, Language::In(to));
    (!edits.is_empty()).then(|| CodeAction {
        title: locale.pick(en, nl).to_owned(),
        kind: Some(CodeActionKind::REFACTOR_REWRITE),
        edit: Some(change(document, uri, edits)),
        ..CodeAction::default()
    })
}

/// Changes of one text, as it is now.
pub(super) fn change(document: &Document, uri: &Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(document.version) };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    let document_changes = Some(DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]));
    WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
}
