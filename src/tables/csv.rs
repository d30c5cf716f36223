//! CSV in and out. Commas or semicolons, quotes where needed; a row that does not fit the header is read as far as it goes.

use super::Column;
use super::cells::Texts;
use std::borrow::Cow;

/// A CSV text, cut into columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut {
    pub(super) header: Vec<String>,
    pub(super) columns: Vec<Texts>,
    /// The line in the file on which each row starts, from 1.
    pub(super) lines: Vec<u32>,
    /// The rows that have another number of fields than the header, and how many.
    pub(super) misfits: Vec<(usize, usize)>,
    pub(super) separator: char,
}

/// A quote that is opened on this line and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenQuote {
    pub(super) line: u32,
}

/// Cuts a CSV text into its columns. Empty lines are no rows.
pub(super) fn cut(text: &str) -> Result<Cut, OpenQuote> {
    let mut lines = Lines { text, at: 0, line: 1, separator: b',' };
    // Excel takes its separator from a line `sep=;` above the header.
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
        lines.at = text.find('\n').map_or(text.len(), |end| end + 1);
        lines.line = 2;
    }
    lines.separator = separator(lines.rest().lines().next().unwrap_or(""));
    let separator = lines.separator;
    let mut fields = Vec::new();
    let mut cut = Cut { separator: char::from(separator), ..Cut::default() };
    if lines.next_row(&mut fields)?.is_some() {
        cut.header = fields.iter().map(|field| field.trim().to_owned()).collect();
        cut.columns = vec![Texts::default(); fields.len()];
    }
    while let Some(line) = lines.next_row(&mut fields)? {
        if fields.len() != cut.header.len() {
            cut.misfits.push((cut.lines.len(), fields.len()));
        }
        for (place, column) in cut.columns.iter_mut().enumerate() {
            column.push(fields.get(place).map_or("", |field| field));
        }
        cut.lines.push(line);
    }
    Ok(cut)
}

/// What stands between the names of a header.
fn separator(header: &str) -> u8 {
    match (header.contains(';'), header.contains('\t') && !header.contains(',')) {
        (true, _) => b';',
        (_, true) => b'\t',
        _ => b',',
    }
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    separator: u8,
}

impl<'a> Lines<'a> {
    /// Reads the fields of the next row that is not empty. Returns the line on which it starts.
    fn next_row(&mut self, fields: &mut Vec<Cow<'a, str>>) -> Result<Option<u32>, OpenQuote> {
        loop {
            let start = self.line;
            if self.at >= self.text.len() {
                return Ok(None);
            }
            fields.clear();
            while self.next_field(fields)? {}
            if fields.len() > 1 || fields.iter().any(|field| !field.trim().is_empty()) {
                return Ok(Some(start));
            }
        }
    }

    /// Reads one field; says whether the row goes on.
    fn next_field(&mut self, fields: &mut Vec<Cow<'a, str>>) -> Result<bool, OpenQuote> {
        if self.rest().starts_with('"') {
            let field = self.quoted()?;
            let after = self.plain();
            fields.push(if after.trim().is_empty() { field } else { Cow::Owned(field.into_owned() + after) });
        } else {
            let field = self.plain();
            fields.push(Cow::Borrowed(field));
        }
        let ended_by = self.text.as_bytes().get(self.at).copied();
        self.at += usize::from(ended_by.is_some());
        self.line += u32::from(ended_by == Some(b'\n'));
        Ok(ended_by == Some(self.separator))
    }

    /// Up to the separator or the end of the line.
    fn plain(&mut self) -> &'a str {
        let rest = self.rest();
        let ends = |byte: &u8| *byte == self.separator || *byte == b'\n';
        let length = rest.as_bytes().iter().position(ends).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    /// Between quotes; a doubled quote stands for one.
    fn quoted(&mut self) -> Result<Cow<'a, str>, OpenQuote> {
        let line = self.line;
        let inside = self.rest().get(1..).unwrap_or("");
        let (mut from, mut doubled) = (0, false);
        let length = loop {
            let quote = inside.get(from..).and_then(|rest| rest.find('"')).ok_or(OpenQuote { line })? + from;
            if inside.as_bytes().get(quote + 1) != Some(&b'"') {
                break quote;
            }
            (from, doubled) = (quote + 2, true);
        };
        let field = inside.get(..length).unwrap_or("");
        self.at += length + 2;
        self.line += u32::try_from(field.matches('\n').count()).unwrap_or(0);
        Ok(if doubled { Cow::Owned(field.replace("\"\"", "\"")) } else { Cow::Borrowed(field) })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }
}

/// The columns as CSV: commas, a header, lines that end in `\n`, quotes only where they are needed.
pub(super) fn to_csv(columns: &[Column]) -> String {
    let rows = columns.iter().map(|column| column.values.len()).max().unwrap_or(0);
    let mut csv = String::with_capacity((rows + 1) * columns.len() * 10);
    push_line(&mut csv, columns.iter().map(|column| column.name.clone()));
    for row in 0..rows {
        push_line(&mut csv, columns.iter().map(|column| column.values.plain(row)));
    }
    csv
}

fn push_line(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            csv.push(',');
        }
        push_cell(csv, &cell);
    }
    csv.push('\n');
}

fn push_cell(csv: &mut String, cell: &str) {
    // Spaces at the ends are not read back without quotes.
    let plain = !cell.contains([',', ';', '"', '\n', '\r']) && cell.trim() == cell;
    if plain {
        csv.push_str(cell);
    } else {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cut: &Cut) -> Vec<Vec<&str>> {
        let row = |row| cut.columns.iter().map(|column| column.get(row).unwrap_or("")).collect();
        (0..cut.lines.len()).map(row).collect()
    }

    #[test]
    fn quotes_hold_separators_quotes_and_line_ends() {
        let cut = cut("a;b\r\n\"x;\"\"y\"\"\";\"1\n2\"\r\n\r\n last;\"\"").unwrap();
        assert_eq!(rows(&cut), [["x;\"y\"", "1\n2"], ["last", ""]]);
        assert_eq!((cut.header, cut.lines), (vec!["a".to_owned(), "b".to_owned()], vec![2, 5]));
    }

    #[test]
    fn tabs_and_the_first_line_of_excel_are_known() {
        let tabs = cut("a\tb\n1,2\t3\n").unwrap();
        assert_eq!((rows(&tabs), tabs.separator), (vec![vec!["1,2", "3"]], '\t'));
        let excel = cut("sep=;\r\na;b\r\n1;2\r\n").unwrap();
        assert_eq!(rows(&excel), [["1", "2"]]);
        assert_eq!((excel.header, excel.lines), (vec!["a".to_owned(), "b".to_owned()], vec![3]));
    }

    #[test]
    fn a_row_that_does_not_fit_is_read_as_far_as_it_goes() {
        let cut = cut("a,b\n1,2,3\n4\n5,6\n").unwrap();
        assert_eq!(rows(&cut), [["1", "2"], ["4", ""], ["5", "6"]]);
        assert_eq!(cut.misfits, [(0, 3), (1, 1)]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found() {
        assert_eq!(cut("a,b\n1,2\n3,\"4\n5,6\n").unwrap_err(), OpenQuote { line: 3 });
    }

    #[test]
    fn what_is_written_is_cut_again() {
        let texts = ["plain", "", "a,b;c", " spaces ", "\"quoted\"", "two\nlines"];
        let written = to_csv(&[Column::text("a", texts), Column::text("b", texts)]);
        let cut = cut(&written).unwrap();
        let expected: Vec<Vec<&str>> = texts.iter().map(|text| vec![text.trim(); 2]).collect();
        assert_eq!(rows(&cut), expected);
    }
}
