//! One item as rows: where its lines begin, and where they break when they are long or hold several tests.

mod broken;

use super::row::GOES_ON;
use super::row::Row;
use super::row::WIDEST;
use super::row::width;
use super::voice::Voice;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::Role;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use broken::Break;
use broken::Shape;

/// An item as rows.
pub(super) struct Laid {
    pub rows: Vec<Row>,
    /// Whether its first row goes in a table with those of its like around it.
    pub table: bool,
    /// Whether an empty line stands before and after it.
    pub block: bool,
}

/// A token of an item with what is written for it, and the comments around it.
pub(super) struct Piece {
    pub token: Token,
    pub text: String,
    /// Whether nothing stands between it and the piece before.
    pub close: bool,
    /// The comments that stand on lines of their own before it.
    pub above: Vec<String>,
    /// The comment that stands after it on its line.
    pub remark: Option<String>,
}

/// The rows of an item.
pub(super) fn lay(file: &SourceFile, tokens: &[Token], voice: &Voice<'_>) -> Laid {
    let pieces = pieces(file, tokens, voice);
    let kind = tokens.first().map_or("", Token::structure);
    let block = is_block(kind);
    let mut parts = parts(kind, &pieces);
    let first = if parts.is_empty() { &[][..] } else { parts.remove(0) };
    let within = first.split_last().is_some_and(|(_, most)| most.iter().any(|piece| piece.remark.is_some()));
    let remarks = within || first.iter().any(|piece| !piece.above.is_empty());
    let wide = width(&joined(before_citation(first))) > WIDEST && first.iter().any(condition_word);
    let columns = !block && !remarks && !wide && !columns_of(kind).is_empty();
    let mut rows = if columns { vec![table_row(kind, first)] } else { loose_rows(kind, first) };
    for part in parts {
        rows.extend(part_rows(kind, part, 2));
    }
    Laid { rows, table: columns, block }
}

/// Items of several lines.
fn is_block(kind: &str) -> bool {
    matches!(kind, "k_rule" | "k_exception" | "k_write_off" | "k_plan" | "k_guarantee" | "k_example")
}

fn pieces(file: &SourceFile, tokens: &[Token], voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    let mut end = tokens.first().map_or(0, |token| token.span.start);
    for token in tokens {
        let own_line = file.slice(Span::new(end, token.span.start)).contains(['\n', '\r']);
        end = token.span.end;
        let before = pieces.last().map(|piece| piece.token);
        let text = voice.text(token, before.as_ref());
        match pieces.last_mut().filter(|_| !own_line) {
            Some(last) if token.is_comment() => last.remark = Some(text),
            _ if token.is_comment() => above.push(text),
            _ => {
                let close = before.is_some_and(|before| is_close(file, &before, token));
                let above = std::mem::take(&mut above);
                pieces.push(Piece { token: *token, text, close, above, remark: None });
            }
        }
    }
    pieces
}

/// `days_since(call)`, `call, visit`: no blank before a comma, nor on the inside of parentheses, nor before those of a
/// function.
fn is_close(file: &SourceFile, before: &Token, token: &Token) -> bool {
    let opens = matches!(before.kind, TokenKind::Sign) && file.slice(before.span) == "(";
    let sign = if matches!(token.kind, TokenKind::Sign) { file.slice(token.span) } else { "" };
    opens || matches!(sign, "," | ")") || (sign == "(" && matches!(before.kind, TokenKind::Word(_)))
}

/// Pieces as one text.
pub(super) fn joined(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        if place > 0 && !piece.close {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// The pieces of an item, a line each.
fn parts<'p>(kind: &str, pieces: &'p [Piece]) -> Vec<&'p [Piece]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for place in 1..pieces.len() {
        let Some([before, piece]) = pieces.get(place - 1..=place) else { continue };
        if before.text != "," && begins_line(kind, before, piece) {
            parts.extend(pieces.get(start..place));
            start = place;
        }
    }
    parts.extend(pieces.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// Whether a piece begins a line of an item.
fn begins_line(kind: &str, before: &Piece, piece: &Piece) -> bool {
    let word = piece.token.structure();
    match kind {
        "k_rule" | "k_exception" | "k_write_off" | "k_plan" => LINES.contains(&word),
        "k_guarantee" => word == "k_cite" || matches!(before.token.kind, TokenKind::Text) && is_guarded(piece),
        "k_example" => matches!(word, "k_given" | "k_expect"),
        "k_partner" => matches!(word, "k_list_on_day" | "k_lists_on"),
        _ => false,
    }
}

/// The action of a guarantee, which stands after its title.
fn is_guarded(piece: &Piece) -> bool {
    matches!(piece.token.kind, TokenKind::Word(Role::Kind))
}

/// The words with which the lines of a rule, an exception, a write-off and a plan begin.
const LINES: &[&str] = &[
    "k_in",
    "k_above",
    "k_when",
    "k_do",
    "k_once_per",
    "k_every",
    "k_at_most",
    "k_approved_by",
    "k_offered_after",
    "k_on_day",
    "k_not_within",
    "k_only_if_unable",
    "k_broken_when",
    "k_cite",
];

/// The words with which the columns of an item begin, after its name; `title` is the title.
fn columns_of(kind: &str) -> &'static [&'static [&'static str]] {
    match kind {
        "k_source" => &[&["title"]],
        "k_applies" => &[&["k_cite"]],
        "k_target" => &[&["k_at_most", "k_at_least"], &["k_cite"]],
        "k_setting" => &[&["="], &["k_cite"]],
        "k_fact" => &[&["title"], &["k_is"]],
        "k_action" => &[&["title"], &["k_is"], &["k_by_channel"], &["k_costs"], &["k_takes"], &["k_by_staff"]],
        "k_partner" => &[&["title"], &["k_is"]],
        "k_segment" => &[&["title"], &["k_when", "k_otherwise"], &["k_cite"]],
        "k_stage" => &[&["title"], &["k_when"], &["k_cite"]],
        "k_hold" => &[&["title"], &["k_stops_all", "k_stops"], &["k_cite"]],
        _ => &[],
    }
}

/// How many blanks stand at least before a column: a title stands close to its name, a source stands apart, and the
/// rest does where there are several rows.
pub(super) fn gap(kind: &str, column: usize, rows: usize) -> usize {
    match column.checked_sub(1).and_then(|place| columns_of(kind).get(place)) {
        Some(&["title"]) => 1,
        Some(&["k_cite"]) => 2,
        _ => rows.min(2),
    }
}

/// The whole of an item in the cells of a table.
fn table_row(kind: &str, pieces: &[Piece]) -> Row {
    let columns = columns_of(kind);
    let mut starts = vec![0];
    for (place, piece) in pieces.iter().enumerate().skip(1) {
        let from = starts.len() - 1;
        let found = columns.iter().skip(from).position(|words| words.iter().any(|word| is_word(piece, word)));
        if let Some(found) = found {
            // Columns that it lacks are empty: they begin and end here.
            starts.extend(std::iter::repeat_n(place, found + 1));
        }
    }
    let ends = starts.iter().skip(1).copied().chain([pieces.len()]);
    let cells = starts.iter().zip(ends).map(|(start, end)| joined(pieces.get(*start..end).unwrap_or_default()));
    let remark = pieces.last().and_then(|piece| piece.remark.clone());
    Row { indent: 0, cells: cells.collect(), remark }
}

fn is_word(piece: &Piece, word: &str) -> bool {
    match word {
        "title" => matches!(piece.token.kind, TokenKind::Text),
        "=" => piece.text == "=",
        _ => piece.token.structure() == word,
    }
}

/// A condition stands after this piece.
fn condition_word(piece: &Piece) -> bool {
    matches!(piece.token.structure(), "k_when" | "k_only_after")
}

fn before_citation(pieces: &[Piece]) -> &[Piece] {
    let end = pieces.iter().position(|piece| piece.token.structure() == "k_cite").unwrap_or(pieces.len());
    pieces.get(..end).unwrap_or_default()
}

/// The first line of an item that is in no table, with its citation apart where that does not begin a line anyhow.
fn loose_rows(kind: &str, first: &[Piece]) -> Vec<Row> {
    let line = before_citation(first);
    let mut rows = part_rows(kind, line, 0);
    let citation = first.get(line.len()..).unwrap_or_default();
    if !citation.is_empty() {
        rows.extend(part_rows(kind, citation, 2));
    }
    rows
}

/// The rows of one part: on one line if it fits there; else a condition breaks between its tests, and a list where
/// its line is full.
fn part_rows(kind: &str, part: &[Piece], indent: usize) -> Vec<Row> {
    let several = matches!(kind, "k_rule" | "k_exception");
    let condition = part.iter().position(condition_word).map(|place| place + 1);
    let shape = match (condition, part.first()) {
        (Some(start), _) if several || indent + width(&joined(part)) > WIDEST => Shape::Condition { start },
        (Some(_), _) => Shape::Line { hanging: indent.max(GOES_ON) },
        (None, Some(first)) if indent > 0 => Shape::List { hanging: indent + width(&first.text) + 1 },
        (None, _) => Shape::Line { hanging: GOES_ON },
    };
    broken::rows(part, indent, &Break::of(shape, part, indent))
}
