//! Findings as editors show them: the help belongs to the message, other places are related.

use super::document::Document;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::locale::Locale;
use lsp_types::DiagnosticRelatedInformation;
use lsp_types::DiagnosticSeverity;
use lsp_types::Location;
use lsp_types::NumberOrString;
use lsp_types::Uri;

/// Everything that is found of a text.
pub(super) fn shown(document: &Document, uri: &Uri, locale: Locale) -> Vec<lsp_types::Diagnostic> {
    document.findings.iter().map(|finding| show(document, uri, finding, locale)).collect()
}

/// One finding.
pub(super) fn show(document: &Document, uri: &Uri, finding: &Diagnostic, locale: Locale) -> lsp_types::Diagnostic {
    let main = finding.labels.first();
    let range = main.map(|label| document.range(label.span)).unwrap_or_default();
    let others = finding.labels.iter().skip(1).map(|label| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: document.range(label.span) },
        message: label.text.in_locale(locale).to_owned(),
    });
    let others: Vec<DiagnosticRelatedInformation> = others.collect();
    let remark = main.map(|label| label.text.in_locale(locale)).filter(|remark| !remark.is_empty());
    let help = finding.help.as_ref().map(|help| help.in_locale(locale));
    let note = finding.note.as_ref().map(|note| note.in_locale(locale));
    let lines = [Some(finding.message.in_locale(locale)), remark, note, help];
    lsp_types::Diagnostic {
        range,
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        source: Some("huurproef".to_owned()),
        message: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        related_information: (!others.is_empty()).then_some(others),
        ..lsp_types::Diagnostic::default()
    }
}
