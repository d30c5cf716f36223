//! The canonical text of what is open, as one change of the whole.

use super::document::Document;
use crate::layout::Language;
use crate::layout::lay_out;
use crate::source::Span;
use lsp_types::TextEdit;

/// The change that lays a text out in a language; none where it is so already, or cannot be read.
pub(super) fn edits(document: &Document, language: Language) -> Vec<TextEdit> {
    let laid = lay_out(&document.file, language).ok().map(|laid| with_ends_of(document.text(), laid));
    let laid = laid.filter(|laid| laid != document.text());
    let whole = document.range(Span::new(0, document.text().len()));
    laid.map(|new_text| TextEdit { range: whole, new_text }).into_iter().collect()
}

/// A text that is laid out, with its lines ended as those of another are: how a file ends its lines is no layout.
fn with_ends_of(text: &str, laid: String) -> String {
    let windows = text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
    if windows { laid.replace('\n', "\r\n") } else { laid }
}
