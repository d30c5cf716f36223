//! Places as editors count them: lines from 0, and in a line UTF-16 units, of which an emoji is two.

use crate::source::Span;
use lsp_types::Position;
use lsp_types::Range;

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// How many units come before each [`BLOCK`] of bytes, so that none is counted twice however long a line is.
    units: Vec<usize>,
}

/// How many bytes are counted at a time.
const BLOCK: usize = 1_024;

impl Lines {
    /// The lines of a text; each ends in `\n`, `\r\n` or `\r`.
    pub(super) fn of(text: &str) -> Lines {
        let ends = text.match_indices(['\n', '\r']);
        let ends = ends.filter(|(at, end)| *end == "\n" || text.get(at + 1..at + 2) != Some("\n"));
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let before_next = |before: &mut usize, block| {
            *before += units(block);
            Some(*before)
        };
        let units = std::iter::once(0).chain(text.as_bytes().chunks(BLOCK).scan(0, before_next)).collect();
        Lines { starts, units }
    }

    /// How many units come before a byte.
    fn units_before(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..byte).unwrap_or(&[]);
        self.units.get(block).copied().unwrap_or(0) + units(rest)
    }

    /// The place of a byte.
    pub(super) fn position(&self, text: &str, byte: usize) -> Position {
        let byte = text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let units = self.units_before(text, byte) - self.units_before(text, start.min(byte));
        Position { line: number(line), character: number(units) }
    }

    /// The places of a stretch.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The byte at a place; a place past the end of its line is that end, one within a character its start.
    pub(super) fn byte(&self, text: &str, place: Position) -> usize {
        let line = usize::try_from(place.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return text.len() };
        let line = text.get(start..).unwrap_or("");
        let line = line.split(['\n', '\r']).next().unwrap_or("");
        let mut units = 0;
        for (at, letter) in line.char_indices() {
            units += number(letter.len_utf16());
            if units > place.character {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The stretch between two places, whichever comes first.
    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        let (one, other) = (self.byte(text, range.start), self.byte(text, range.end));
        Span::new(one.min(other), one.max(other))
    }
}

/// How many UTF-16 units the letters take that begin in a piece of a text: one, or two for one of four bytes.
fn units(bytes: &[u8]) -> usize {
    let units = |byte: &u8| match byte {
        0x80..0xc0 => 0,
        0xf0.. => 2,
        _ => 1,
    };
    bytes.iter().map(units).sum()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, byte: usize) -> Position {
        Lines::of(text).position(text, byte)
    }

    fn byte(text: &str, place: Position) -> usize {
        Lines::of(text).byte(text, place)
    }

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn an_accent_is_one_unit_and_an_emoji_two() {
        let text = "één 🏠 x\ny";
        let x = text.find('x').unwrap();
        assert_eq!(position(text, x), at(0, 7));
        assert_eq!(byte(text, at(0, 7)), x);
        assert_eq!(byte(text, at(0, 5)), text.find('🏠').unwrap());
        assert_eq!(position(text, text.len()), at(1, 1));
    }

    #[test]
    fn places_outside_the_text_are_its_ends() {
        assert_eq!(byte("ab\r\nc", at(0, 9)), 2);
        assert_eq!(byte("ab\r\nc", at(1, 9)), 5);
        assert_eq!(byte("ab\r\nc", at(7, 0)), 5);
        assert_eq!(position("é", 1), at(0, 0));
    }

    #[test]
    fn every_byte_that_begins_a_character_is_found_again() {
        let text = "a\r\nbé\n🏠c\rd\n\n";
        for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_control()) {
            assert_eq!(byte(text, position(text, at)), at, "{letter}");
        }
    }

    #[test]
    fn places_are_right_in_lines_of_any_length() {
        for text in [&"é€a🏠".repeat(700), &"€".repeat(2_048), &"🏠".repeat(512), &"x".repeat(1_024)] {
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let units = text[..at].encode_utf16().count();
                let expected = Position { line: 0, character: u32::try_from(units).unwrap() };
                assert_eq!(position(text, at), expected, "{at}");
            }
        }
    }
}
