//! Where a part of an item breaks into lines, and its rows with the comments that break it anyhow.

use super::Piece;
use super::joined;
use crate::layout::row::GOES_ON;
use crate::layout::row::Row;
use crate::layout::row::WIDEST;
use crate::layout::row::width;
use std::collections::BTreeMap;

/// How a part breaks.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Not at all, if no comment breaks it; then it goes on so far in.
    Line { hanging: usize },
    /// Between the members of a list, where a line is full; it goes on under the first member.
    List { hanging: usize },
    /// Between the tests of the condition that starts at this piece.
    Condition { start: usize },
}

/// The pieces before which a line ends, each with how far in the next one begins.
pub(super) struct Break {
    places: BTreeMap<usize, usize>,
    /// How far in a line begins that a comment has broken.
    hanging: usize,
}

impl Break {
    pub(super) fn of(shape: Shape, part: &[Piece], indent: usize) -> Break {
        match shape {
            Shape::Line { hanging } => Break { places: BTreeMap::new(), hanging },
            Shape::List { hanging } => Break { places: full_lines(part, indent, hanging), hanging },
            Shape::Condition { start } => {
                let mut places = BTreeMap::new();
                between_tests(part, start..part.len(), GOES_ON, &mut places);
                Break { places, hanging: GOES_ON }
            }
        }
    }
}

/// The members of a list that do not fit on the line any more.
fn full_lines(part: &[Piece], indent: usize, hanging: usize) -> BTreeMap<usize, usize> {
    let mut places = BTreeMap::new();
    let mut column = indent;
    let mut start = 0;
    let mut forced = false;
    while start < part.len() {
        let rest = part.get(start..).unwrap_or_default();
        let length = rest.iter().position(|piece| piece.text == ",").map_or(rest.len(), |comma| comma + 1);
        let member = rest.get(..length).unwrap_or_default();
        let wide = width(&joined(member));
        // A comment has ended the line already.
        forced |= member.first().is_some_and(|piece| !piece.above.is_empty());
        if start > 0 && (forced || column + 1 + wide > WIDEST) {
            places.insert(start, hanging);
            column = hanging + wide;
        } else {
            column += usize::from(start > 0) + wide;
        }
        forced = member.iter().any(|piece| piece.remark.is_some());
        start += length;
    }
    places
}

/// Breaks a stretch of a condition at its weakest words, `or` before `and`, and what is still too wide at the next.
fn between_tests(part: &[Piece], stretch: std::ops::Range<usize>, indent: usize, places: &mut BTreeMap<usize, usize>) {
    let joints = weakest(part, stretch.clone());
    let Some(first) = joints.first() else { return };
    places.extend(joints.iter().map(|joint| (*joint, indent)));
    let starts = std::iter::once(stretch.start).chain(joints.iter().copied());
    let ends = joints.iter().copied().chain([stretch.end]);
    for (start, end) in starts.zip(ends) {
        let member = part.get(start..end).unwrap_or_default();
        // The word before a member is a joint of this stretch, not of the member.
        let own = if start == stretch.start && start < *first { start } else { start + 1 };
        if indent + width(&joined(member)) > WIDEST {
            between_tests(part, own..end, indent + GOES_ON, places);
        }
    }
}

/// The places of the words that hold a stretch together least: the shallowest, of those `or` if there is one.
fn weakest(part: &[Piece], stretch: std::ops::Range<usize>) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut found: Vec<(usize, bool, usize)> = Vec::new();
    for place in stretch {
        let Some(piece) = part.get(place) else { continue };
        match (piece.text.as_str(), piece.token.structure()) {
            ("(", _) => depth += 1,
            (")", _) => depth = depth.saturating_sub(1),
            (_, "k_or") => found.push((depth, false, place)),
            (_, "k_and") => found.push((depth, true, place)),
            _ => {}
        }
    }
    let Some(least) = found.iter().map(|(depth, and, _)| (*depth, *and)).min() else { return Vec::new() };
    found.iter().filter(|(depth, and, _)| (*depth, *and) == least).map(|(.., place)| *place).collect()
}

/// The rows of a part that breaks at these places.
pub(super) fn rows(part: &[Piece], indent: usize, breaks: &Break) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut ended = true;
    for (place, piece) in part.iter().enumerate() {
        let begins = if place == 0 { indent } else { breaks.hanging };
        let begins = breaks.places.get(&place).copied().unwrap_or(begins);
        rows.extend(piece.above.iter().map(|comment| Row::new(begins, comment.clone())));
        let new = ended || !piece.above.is_empty() || breaks.places.contains_key(&place);
        match rows.last_mut().and_then(|row| row.cells.last_mut()).filter(|_| !new) {
            Some(text) => {
                text.push_str(if piece.close { "" } else { " " });
                text.push_str(&piece.text);
            }
            None => rows.push(Row::new(begins, piece.text.clone())),
        }
        ended = piece.remark.is_some();
        if let Some(row) = rows.last_mut().filter(|_| ended) {
            row.remark.clone_from(&piece.remark);
        }
    }
    rows
}
