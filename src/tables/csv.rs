//! CSV out.

use super::Column;

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
