//! Where a key of a YAML text stands, and its value: for pointing, never for reading.
//!
//! The YAML package gives a place only for what it refuses itself. This looks for `policies[1].name` in the text as a
//! reader would; what it does not find has no place, and nothing else depends on it.

use crate::source::Span;

/// The key at the end of a path such as `policies[1].name`; of `policies[1]` the mark of the item.
pub(super) fn key(text: &str, path: &str) -> Option<Span> {
    let mut from = 0;
    let mut found = None;
    for (depth, segment) in path.split('.').enumerate() {
        let (name, item) = split_item(segment);
        let span = if depth == 0 { outermost(text, name) } else { next_key(text, from, name) }?;
        let mark = item.map(|nth| nth_item(text, span.end, nth));
        let span = mark.unwrap_or(Some(span))?;
        from = span.end;
        found = Some(span);
    }
    found
}

/// The value of the key at the end of a path, as far as it stands on the line of its key; else the key.
pub(super) fn value(text: &str, path: &str) -> Option<Span> {
    let key = key(text, path)?;
    if path.ends_with(']') {
        return Some(key);
    }
    let after = text.get(key.end..)?;
    let start = key.end + after.find(':')? + 1;
    let rest = text.get(start..)?.lines().next()?;
    let start = start + rest.len() - rest.trim_start().len();
    let span = Span::new(start, start + length(rest.trim_start()));
    Some(if span.start < span.end { span } else { key })
}

/// The next place after a key at which the same key stands.
pub(super) fn again(text: &str, first: Span) -> Option<Span> {
    next_key(text, first.end, text.get(first.range())?)
}

/// The byte at which a character of the text starts.
pub(super) fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

/// `policies[1]` is `policies` and 1.
fn split_item(segment: &str) -> (&str, Option<usize>) {
    let parts = segment.split_once('[').map(|(name, rest)| (name, rest.trim_end_matches(']').parse().ok()));
    parts.unwrap_or((segment, None))
}

/// How long a value is that starts a line: a quoted text, a whole `{…}` or `[…]`, or up to what ends a plain value.
fn length(rest: &str) -> usize {
    let closing = match rest.chars().next() {
        Some('"') => Some('"'),
        Some('\'') => Some('\''),
        Some('{') => Some('}'),
        Some('[') => Some(']'),
        _ => None,
    };
    let closed = closing.and_then(|closing| rest.get(1..)?.find(closing).map(|at| at + 2));
    closed.unwrap_or_else(|| {
        let end = rest.find([',', '}', ']']).into_iter().chain(rest.find(" #")).min().unwrap_or(rest.len());
        rest.get(..end).map_or(end, |value| value.trim_end().len())
    })
}

/// A key at the start of a line; in a text of one `{…}`, any.
fn outermost(text: &str, name: &str) -> Option<Span> {
    let mut from = 0;
    while let Some(span) = next_key(text, from, name) {
        if span.start == 0 || text.get(..span.start).is_some_and(|before| before.ends_with('\n')) {
            return Some(span);
        }
        from = span.end;
    }
    next_key(text, 0, name)
}

/// A key without a name stands everywhere and nowhere.
fn next_key(text: &str, from: usize, name: &str) -> Option<Span> {
    if name.is_empty() {
        return None;
    }
    let places = text.get(from..)?.match_indices(name).map(|(at, _)| Span::new(from + at, from + at + name.len()));
    places.into_iter().find(|span| is_key(text, *span))
}

/// Whether the words stand alone before a colon, outside comments and quotes.
fn is_key(text: &str, span: Span) -> bool {
    let line = text.get(..span.start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    let alone = line.chars().next_back().is_none_or(|last| last == ' ' || last == '{' || last == ',');
    let hidden = line.contains('#') || line.matches('"').count() % 2 == 1 || line.matches('\'').count() % 2 == 1;
    let after = text.get(span.end..).unwrap_or("");
    alone && !hidden && after.trim_start_matches(' ').starts_with(':')
}

/// The dash or brace with which an item of a list starts.
fn nth_item(text: &str, from: usize, nth: usize) -> Option<Span> {
    let mark = |at: usize| Span::new(at, at + 1);
    let rest = text.get(from..)?;
    let after = rest.trim_start_matches([':', ' ']);
    if after.starts_with('[') {
        return rest.match_indices('{').nth(nth).map(|(at, _)| mark(from + at));
    }
    let indent = rest.lines().find_map(indent_of_dash)?;
    let mut lines = rest.split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    lines.by_ref().filter(|(_, line)| indent_of_dash(line) == Some(indent)).nth(nth).map(|(at, _)| mark(at + indent))
}

fn indent_of_dash(line: &str) -> Option<usize> {
    let trimmed = line.trim_start_matches(' ');
    trimmed.starts_with("- ").then_some(line.len() - trimmed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# title: no\ntitle: \"é: name: x\"\nwindow: {from: 2024-01-01, to: soon} # to: later\n\
        policies:\n  - name: a\n    file: name.beleid\n  - file: b\n    settings: {name: 3}\n    name: 'b c'\n";

    fn shown(path: &str) -> &'static str {
        value(TEXT, path).and_then(|span| TEXT.get(span.range())).unwrap()
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        assert_eq!(shown("title"), "\"é: name: x\"");
        assert_eq!(shown("window.to"), "soon");
        assert_eq!(shown("window"), "{from: 2024-01-01, to: soon}");
        assert_eq!(shown("policies[0].name"), "a");
        assert_eq!(shown("policies[1].file"), "b");
        assert_eq!(shown("policies"), "policies");
    }

    #[test]
    fn what_does_not_stand_there_has_no_place() {
        assert_eq!(key(TEXT, "policies[2].name"), None);
        assert_eq!(value(TEXT, "seed"), None);
        assert_eq!(key(TEXT, "window.late"), None);
        for path in ["", ".", ".title", "window.", "policies[0]."] {
            assert_eq!(key("window: 1\n : 2\ntitle: 3\n", path), None, "{path}");
        }
    }

    #[test]
    fn a_character_beyond_ascii_shifts_no_place() {
        assert_eq!(byte_of("aéb", 2), 3);
        assert_eq!(byte_of("aéb", 9), 4);
    }
}
