//! The whole text: items and the comments between them, with their empty lines, tables and remarks lined up.

use super::item::Laid;
use super::item::gap;
use super::item::lay;
use super::row::Row;
use super::row::width;
use super::voice::Voice;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::SyntaxTree;
use crate::syntax::Token;

/// How many blanks stand at least before a comment at the end of a line.
const BEFORE_REMARK: usize = 3;

/// What stands on lines of its own: an item, or a comment.
struct Piece {
    rows: Vec<Row>,
    /// The structure word with which the item begins; empty for a comment.
    kind: &'static str,
    table: bool,
    block: bool,
    /// Whether an empty line stands before it.
    apart: bool,
}

/// The whole text.
pub(super) fn page(file: &SourceFile, tree: &SyntaxTree, tokens: &[Token], voice: &Voice<'_>) -> String {
    let mut pieces = pieces(file, tree, tokens, voice);
    set_blocks_apart(&mut pieces);
    line_up_tables(&mut pieces);
    let mut lines: Vec<Row> = Vec::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        if piece.apart && place > 0 {
            lines.push(Row::default());
        }
        lines.extend(piece.rows);
    }
    written(&lines)
}

/// The items and the comments between them, in their order.
fn pieces(file: &SourceFile, tree: &SyntaxTree, tokens: &[Token], voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut items = tree.items.iter().map(|item| item.span).peekable();
    let mut rest = tokens;
    let mut end = 0;
    while let Some(next) = rest.first() {
        let item = items.next_if(|item| item.start <= next.span.start);
        let stop = item.map_or(next.span.end, |item| item.end);
        let length = rest.iter().position(|token| token.span.start >= stop).unwrap_or(rest.len()).max(1);
        let (own, after) = rest.split_at(length);
        let lines = line_ends(file.slice(Span::new(end, next.span.start)));
        match pieces.last_mut().and_then(|piece| piece.rows.last_mut()).filter(|_| item.is_none() && lines == 0) {
            Some(row) => row.remark = Some(voice.text(next, None)),
            None if item.is_none() => {
                pieces.push(comment(voice.text(next, None), lines, is_indented(file, next), pieces.last()));
            }
            None => pieces.push(placed(lay(file, own, voice), next.structure(), lines)),
        }
        end = own.last().map_or(end, |token| token.span.end);
        rest = after;
    }
    pieces
}

fn placed(laid: Laid, kind: &'static str, lines: usize) -> Piece {
    Piece { rows: laid.rows, kind, table: laid.table, block: laid.block, apart: lines > 1 }
}

/// A comment on a line of its own. One that goes in, right after an item, belongs to that and stays so.
fn comment(text: String, lines: usize, indented: bool, before: Option<&Piece>) -> Piece {
    let within = indented && lines == 1 && before.and_then(|piece| piece.rows.last()).is_some_and(is_of_item);
    let indent = if within { 2 } else { 0 };
    Piece { rows: vec![Row::new(indent, text)], kind: "", table: false, block: false, apart: lines > 1 }
}

fn is_of_item(row: &Row) -> bool {
    let comment = row.cells.first().is_some_and(|text| text.starts_with('#'));
    !comment || row.indent > 0
}

fn is_indented(file: &SourceFile, token: &Token) -> bool {
    let before = file.text().get(..token.span.start).unwrap_or("");
    before.ends_with([' ', '\t', '\u{a0}'])
}

/// How many lines end in a text, whatever ends them.
fn line_ends(text: &str) -> usize {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

/// An empty line stands before and after a block, on the far side of the comments right above it.
fn set_blocks_apart(pieces: &mut [Piece]) {
    let mut first = 0;
    let mut after_block = false;
    for place in 0..pieces.len() {
        let Some(piece) = pieces.get(place) else { continue };
        let of_item_before = piece.kind.is_empty() && piece.rows.iter().all(|row| row.indent > 0);
        if of_item_before {
            first = place + 1;
            continue;
        }
        if piece.apart {
            first = place;
        }
        if piece.kind.is_empty() {
            continue;
        }
        let block = piece.block;
        if block || after_block {
            pieces.get_mut(first).into_iter().for_each(|lead| lead.apart = true);
        }
        after_block = block;
        first = place + 1;
    }
}

/// Gives the columns of items that stand together one width. A comment between them does not part them, an empty line
/// does.
fn line_up_tables(pieces: &mut [Piece]) {
    let mut start = 0;
    while start < pieces.len() {
        let kind = pieces.get(start).map_or("", |piece| piece.kind);
        let rest = pieces.get(start + 1..).unwrap_or_default();
        let more = rest.iter().take_while(|piece| !piece.apart && (piece.kind == kind || piece.kind.is_empty()));
        let end = start + 1 + more.count();
        let group = pieces.get_mut(start..end).unwrap_or_default();
        let rows = group.iter_mut().filter(|piece| piece.table).filter_map(|piece| piece.rows.first_mut());
        line_up(kind, &mut rows.collect::<Vec<_>>());
        start = end;
    }
}

fn line_up(kind: &str, rows: &mut [&mut Row]) {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut lines: Vec<String> = vec![String::new(); rows.len()];
    let (mut start, mut end) = (0, 0);
    for column in 0..columns {
        let cell = |row: &Row| row.cells.get(column).map_or("", String::as_str).to_owned();
        if rows.iter().all(|row| cell(row).is_empty()) {
            continue;
        }
        if column > 0 && end > start {
            start = end + gap(kind, column, rows.len());
        }
        for (row, line) in rows.iter().zip(&mut lines).filter(|(row, _)| !cell(row).is_empty()) {
            line.push_str(&" ".repeat(start.saturating_sub(width(line))));
            line.push_str(&cell(row));
        }
        // What ends its line widens no column.
        let goes_on = rows.iter().filter(|row| column + 1 < row.cells.len()).map(|row| width(&cell(row)));
        end = start + goes_on.max().unwrap_or(0);
    }
    for (row, line) in rows.iter_mut().zip(lines) {
        row.cells = vec![line];
    }
}

/// The lines, with the comments at the ends of lines that follow each other lined up.
fn written(rows: &[Row]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| " ".repeat(row.indent) + &row.cells.join(" ")).collect();
    let mut text = String::new();
    let mut column = 0;
    for (place, (row, line)) in rows.iter().zip(&lines).enumerate() {
        text.push_str(line.trim_end());
        match &row.remark {
            Some(remark) => {
                if column == 0 {
                    let together = rows.iter().zip(&lines).skip(place).take_while(|(row, _)| row.remark.is_some());
                    column = together.map(|(_, line)| width(line)).max().unwrap_or(0) + BEFORE_REMARK;
                }
                text.push_str(&" ".repeat(column.saturating_sub(width(line))));
                text.push_str(remark.trim_end());
            }
            None => column = 0,
        }
        text.push('\n');
    }
    text
}
