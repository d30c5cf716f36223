//! The pieces of a text that a finding shows.
//!
//! Always: what one finding takes does not grow with the text, however long its lines are and however far apart its places.

use super::Diagnostic;
use super::Label;
use crate::locale::Locale;
use crate::source::SourceFile;
use crate::source::Span;
use annotate_snippets::Annotation;
use annotate_snippets::AnnotationKind;
use annotate_snippets::Element;
use annotate_snippets::Origin;
use annotate_snippets::Snippet;

/// Where the lines with the places of a finding are more bytes than this, each place stands alone.
const LARGEST: usize = 8_000;

/// A line of more bytes than this is not shown whole.
const LONGEST_LINE: usize = 1_000;

/// So many bytes are shown around a place in a line that is too long to show.
const AROUND: usize = 200;

/// The lines on which a finding has labels, with their remarks; of what is too long to show, what stands around each.
pub(super) fn snippets<'a>(file: &'a SourceFile, diagnostic: &'a Diagnostic, locale: Locale) -> Vec<Element<'a>> {
    let spans = || diagnostic.labels.iter().map(|label| within(file, label.span));
    let start = spans().map(|span| span.start).min().unwrap_or(0);
    let end = spans().map(|span| span.end).max().unwrap_or(0);
    let window = Span::new(file.line_at(start).start, file.line_at(end).end.max(end));
    let labels = || diagnostic.labels.iter().enumerate();
    if is_shown_whole(file, window) {
        let annotations =
            labels().map(|(place, label)| annotation(place, label, within(file, label.span), window, locale));
        return vec![snippet(file, window).path(file.name()).annotations(annotations).into()];
    }
    labels().flat_map(|(place, label)| alone(file, place, label, locale)).collect()
}

/// One place by itself.
fn alone<'a>(file: &'a SourceFile, place: usize, label: &'a Label, locale: Locale) -> Vec<Element<'a>> {
    let span = within(file, label.span);
    let span = Span::new(span.start, file.text().floor_char_boundary(span.end.min(span.start + LARGEST / 2)));
    let lines = Span::new(file.line_at(span.start).start, file.line_at(span.end).end.max(span.end));
    if is_shown_whole(file, lines) {
        let annotation = annotation(place, label, span, lines, locale);
        return vec![snippet(file, lines).path(file.name()).annotation(annotation).into()];
    }
    let text = file.text();
    let before = text.floor_char_boundary(span.start.saturating_sub(AROUND)).max(lines.start);
    let after = text.ceil_char_boundary((span.end + AROUND).min(text.len())).min(lines.end);
    let window = Span::new(before, after);
    let position = file.position(span.start);
    let origin = Origin::path(file.name()).line(position.line).char_column(position.column);
    let shown = snippet(file, window).annotation(annotation(place, label, span, window, locale));
    vec![origin.into(), shown.into()]
}

fn is_shown_whole(file: &SourceFile, lines: Span) -> bool {
    lines.end - lines.start <= LARGEST && file.slice(lines).lines().all(|line| line.len() <= LONGEST_LINE)
}

fn snippet(file: &SourceFile, window: Span) -> Snippet<'_, Annotation<'_>> {
    Snippet::source(file.slice(window)).line_start(file.position(window.start).line)
}

/// The first label is the main one.
fn annotation(place: usize, label: &Label, span: Span, window: Span, locale: Locale) -> Annotation<'_> {
    let kind = if place == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
    kind.span(span.start - window.start..span.end - window.start).label(label.text.in_locale(locale))
}

/// The renderer refuses places outside the text and within a character: a place ends where its character does.
fn within(file: &SourceFile, span: Span) -> Span {
    let text = file.text();
    let start = text.floor_char_boundary(span.start);
    Span::new(start, text.ceil_char_boundary(span.end.clamp(start, text.len())))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Colour;
    use crate::diagnostic::Diagnostic;
    use crate::diagnostic::render_text;
    use crate::locale::Locale;
    use crate::locale::Phrase;
    use crate::source::SourceFile;
    use crate::source::Span;

    fn shown(text: &str, finding: Diagnostic) -> String {
        render_text(&SourceFile::new("p", text), &[finding], Locale::En, Colour::Plain)
    }

    #[test]
    fn of_a_long_line_what_stands_around_the_place_is_shown() {
        let text = format!("first\n{} here {}\nlast", "é".repeat(50_000), "x".repeat(50_000));
        let at = text.find("here").unwrap();
        let finding = Diagnostic::error("N01", Span::new(at, at + 4), Phrase::same("what"));
        let shown = shown(&text, finding);
        assert!(shown.contains("--> p:2:50002\n"), "{shown}");
        assert!(shown.contains(" here x") && shown.contains("^^^^") && !shown.contains("first"), "{shown}");
        assert!(shown.len() < 2_000, "{}", shown.len());
    }

    #[test]
    fn places_far_apart_are_shown_each_by_itself() {
        let text = format!("name one\n{}name two\n", "something else\n".repeat(5_000));
        let second = text.rfind("name").unwrap();
        let finding = Diagnostic::error("N03", Span::new(second, second + 4), Phrase::same("twice"))
            .also(Span::new(0, 4), Phrase::same("declared here"));
        let shown = shown(&text, finding);
        for part in ["p:5002:1", "5002 | name two", "p:1:1", "1 | name one", "declared here"] {
            assert!(shown.contains(part), "{part} in\n{shown}");
        }
        assert!(shown.len() < 2_000, "{}", shown.len());
    }
}
