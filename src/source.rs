//! Where a piece of text stands: a file, and a span of it. Knows nothing of what the text means.

use std::ops::Range;

/// A text with its name, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Byte offsets at which lines start.
    line_starts: Vec<usize>,
    /// How many characters begin before each [`BLOCK`] of bytes, so that none is counted twice however long a line is.
    characters: Vec<usize>,
}

/// How many bytes are counted at a time.
const BLOCK: usize = 1_024;

/// A piece of a source file, in bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A place for people: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// From the start of this span to the end of the other.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end.max(self.start) }
    }

    /// The span as a range of bytes.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl SourceFile {
    /// A text under the name by which people know it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceFile {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let before_next = |before: &mut usize, block| {
            *before += beginnings(block);
            Some(*before)
        };
        let characters = std::iter::once(0).chain(text.as_bytes().chunks(BLOCK).scan(0, before_next)).collect();
        SourceFile { name: name.into(), text, line_starts, characters }
    }

    /// The name of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty when the span is not of this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let line = self.line_starts.partition_point(|start| *start <= byte).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column =
            self.text.get(start..byte).map_or(0, |_| self.characters_before(byte) - self.characters_before(start)) + 1;
        Position { line, column }
    }

    /// The line on which a byte stands, without its end.
    #[must_use]
    pub fn line_at(&self, byte: usize) -> Span {
        let next = self.line_starts.partition_point(|start| *start <= byte);
        let start = self.line_starts.get(next.saturating_sub(1)).copied().unwrap_or(0);
        let end = self.line_starts.get(next).map_or(self.text.len(), |next| next - 1);
        let line = self.text.get(start..end).unwrap_or("");
        Span::new(start, start + line.strip_suffix('\r').unwrap_or(line).len())
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or(&[]);
        self.characters.get(block).copied().unwrap_or(0) + beginnings(rest)
    }
}

/// How many characters begin in a piece of a text.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let file = SourceFile::new("x", "één\ntwee €5");
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        let euro = file.text().find('€').unwrap();
        assert_eq!(file.position(euro + "€".len()), Position { line: 2, column: 7 });
        assert_eq!(file.position(file.text().len()), Position { line: 2, column: 8 });
    }

    #[test]
    fn columns_are_right_in_lines_of_any_length() {
        for text in ["", "a", "é\n", &"é€a🏠\r\nb".repeat(700), &"€".repeat(2_048), &"x".repeat(1_024)] {
            let file = SourceFile::new("x", text);
            for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)) {
                let before = &text[..byte];
                let line = before.rsplit('\n').next().unwrap();
                let expected = Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 };
                assert_eq!(file.position(byte), expected, "{byte}");
            }
        }
    }

    #[test]
    fn a_line_is_found_from_each_of_its_bytes() {
        let file = SourceFile::new("x", "één\r\n\nlast");
        let lines = |byte| file.slice(file.line_at(byte)).to_owned();
        assert_eq!([0, 4, 6, 7, 8, 12].map(lines), ["één", "één", "één", "", "last", "last"]);
    }
}
