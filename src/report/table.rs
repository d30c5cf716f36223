//! Rows in aligned columns, for a terminal. The home of `comfy_table`.

use comfy_table::CellAlignment;
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

/// Rows below their headings, in columns two spaces apart; each line ends in `\n` and has no spaces at its end.
#[must_use]
pub fn aligned(headings: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
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
    fn numbers_stand_to_the_right() {
        let rows = [vec!["a".to_owned(), "1".to_owned()], vec!["bcd".to_owned(), "€ 1,000".to_owned()]];
        let table = aligned(&[("name", Align::Left), ("sum", Align::Right)], &rows);
        assert_eq!(table, "name      sum\na           1\nbcd   € 1,000\n");
    }
}
