//! Rows in aligned columns, for a terminal. The home of `comfy_table`.

use comfy_table::CellAlignment;
use comfy_table::ContentArrangement;
use comfy_table::Table;
use comfy_table::presets::NOTHING;

/// To which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// What a terminal shows of a line, at the least.
const WIDTH: u16 = 100;

/// Rows below their headings, in columns two spaces apart; each line ends in `\n` and has no spaces at its end.
#[must_use]
pub fn aligned(headings: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    lines(&mut table, headings, rows)
}

/// The same within 100 columns: what does not fit goes on below itself.
#[must_use]
pub fn wrapped(headings: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    wrapped_after(headings, rows, 0)
}

/// The same with so many spaces before each line, the lines still within 100 columns.
#[must_use]
pub fn wrapped_after(headings: &[(&str, Align)], rows: &[Vec<String>], spaces: usize) -> String {
    let width = usize::from(WIDTH).saturating_sub(spaces);
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(WIDTH));
    let indent = " ".repeat(spaces);
    lines(&mut table, headings, rows).lines().map(|line| format!("{indent}{line}\n")).collect()
}

/// A text in lines of at most 100 columns, each with so many spaces before it.
#[must_use]
pub fn indented(text: &str, spaces: usize) -> String {
    let indent = " ".repeat(spaces);
    let mut lines = String::new();
    let mut line = indent.clone();
    for word in text.split_whitespace() {
        let begun = line.len() > indent.len();
        if begun && line.chars().count() + 1 + word.chars().count() > usize::from(WIDTH) {
            lines += &line;
            lines.push('\n');
            line.clone_from(&indent);
        } else if begun {
            line.push(' ');
        }
        line += word;
    }
    lines + &line + "\n"
}

fn lines(table: &mut Table, headings: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    table.set_header(headings.iter().map(|(heading, _)| *heading));
    table.add_rows(rows);
    for (column, (_, align)) in table.column_iter_mut().zip(headings) {
        column.set_padding((0, 2));
        column.set_cell_alignment(match align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_in_lines_that_begin_alike() {
        let text = indented(&"four ".repeat(30), 4);
        assert_eq!(text.lines().count(), 2);
        assert!(text.lines().all(|line| line.starts_with("    four") && line.chars().count() <= 100), "{text}");
    }

    #[test]
    fn what_does_not_fit_goes_on_below_itself() {
        let rows = [vec!["word ".repeat(15), "other ".repeat(15)]];
        let table = wrapped(&[("a", Align::Left), ("b", Align::Left)], &rows);
        assert!(table.lines().count() > 2 && table.lines().all(|line| line.chars().count() <= 100), "{table}");
    }

    #[test]
    fn numbers_stand_to_the_right() {
        let rows = [vec!["a".to_owned(), "1".to_owned()], vec!["bcd".to_owned(), "€ 1,000".to_owned()]];
        let table = aligned(&[("name", Align::Left), ("sum", Align::Right)], &rows);
        assert_eq!(table, "name      sum\na           1\nbcd   € 1,000\n");
    }
}
