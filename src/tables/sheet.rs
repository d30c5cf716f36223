//! One table of a ledger as it stands in its file: found, opened, and cut into columns. Knows no rule of the ledger.

use super::cells::Cells;
use super::csv;
use super::dialect::AmountForm;
use super::dialect::DateForm;
use super::encoding;
use super::encoding::Encoding;
use super::error::Mixed;
use super::error::TableError;
use super::error::TableFault;
use super::findings::Fault;
use super::findings::Findings;
use super::parquet;
use super::parquet::Part;
use super::privacy::LOOKED_AT;
use super::privacy::Personal;
use super::privacy::personal;
use super::rule::Rule;
use crate::locale::Phrase;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A table as it stands in its file.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) table: &'static str,
    pub(super) file: String,
    pub(super) rows: usize,
    pub(super) columns: Vec<(String, Cells)>,
    /// The line of each row in a CSV file.
    pub(super) lines: Vec<u32>,
    /// The rows that do not fit the header, and how many fields they have.
    pub(super) misfits: Vec<(usize, usize)>,
    pub(super) notes: Vec<Phrase>,
}

/// No value of a ledger is longer than this; more letters of a cell are not shown.
const LONGEST: usize = 80;

/// A column of days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days<'a> {
    pub(super) cells: &'a Cells,
    pub(super) form: DateForm,
}

/// A column of amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amounts<'a> {
    pub(super) cells: &'a Cells,
    pub(super) form: AmountForm,
}

/// Opens a table, if the folder has it.
pub(super) fn open(folder: &Path, table: &'static str) -> Result<Option<Sheet>, TableError> {
    let csv = folder.join(format!("{table}.csv"));
    let parquet = folder.join(format!("{table}.parquet"));
    let sheet = match (csv.exists(), parquet.exists()) {
        (false, false) => return Ok(None),
        (true, true) => return Err(TableError::new(folder.display().to_string(), TableFault::Twice(table))),
        (true, false) => from_csv(table, &csv)?,
        (false, true) => from_parquet(table, &parquet, Part::default())?,
    };
    sheet.refuse_useless()?;
    sheet.refuse_personal()?;
    Ok(Some(sheet))
}

fn from_csv(table: &'static str, path: &Path) -> Result<Sheet, TableError> {
    let file = path.display().to_string();
    let bytes = fs::read(path).map_err(|reason| TableError::closed(&file, &reason))?;
    let (text, encoding) = encoding::decode(bytes, &file)?;
    let cut = csv::cut(&text).map_err(|quote| open_quote(&file, quote.line))?;
    let mut notes = Vec::new();
    if encoding == Encoding::Windows1252 {
        notes.push(Phrase::new(
            format!("`{file}` is read as Windows-1252"),
            format!("`{file}` is gelezen als Windows-1252"),
        ));
    }
    if cut.separator == '\t' {
        let note = (format!("`{file}` is read with tabs"), format!("`{file}` is gelezen met tabs"));
        notes.push(Phrase::new(note.0, note.1));
    }
    if cut.separator == ';' {
        let note = (format!("`{file}` is read with semicolons"), format!("`{file}` is gelezen met puntkomma's"));
        notes.push(Phrase::new(note.0, note.1));
    }
    let rows = cut.lines.len();
    let columns = cut.header.into_iter().zip(cut.columns.into_iter().map(Cells::Text)).collect();
    Ok(Sheet { table, file, rows, columns, lines: cut.lines, misfits: cut.misfits, notes })
}

fn open_quote(file: &str, line: u32) -> TableError {
    let reason = Phrase::new(
        format!("a quote opened on line {line} is never closed"),
        format!("een aanhalingsteken op regel {line} wordt nooit gesloten"),
    );
    TableError::new(file, TableFault::Unreadable(reason))
}

/// Opens some columns or rows of a table, if it is there as Parquet only. Without rows it is of use as well.
pub(super) fn open_part(folder: &Path, table: &'static str, part: Part<'_>) -> Result<Option<Sheet>, TableError> {
    let csv = folder.join(format!("{table}.csv"));
    let parquet = folder.join(format!("{table}.parquet"));
    if csv.exists() || !parquet.exists() {
        return Ok(None);
    }
    let sheet = from_parquet(table, &parquet, part)?;
    sheet.refuse_personal()?;
    Ok(Some(sheet))
}

fn from_parquet(table: &'static str, path: &Path, part: Part<'_>) -> Result<Sheet, TableError> {
    let file = path.display().to_string();
    let (rows, columns) =
        parquet::read(path, part).map_err(|reason| TableError::new(file.clone(), TableFault::Unreadable(reason)))?;
    Ok(Sheet { table, file, rows, columns, ..Sheet::default() })
}

impl Sheet {
    fn refuse_useless(&self) -> Result<(), TableError> {
        for (place, (name, _)) in self.columns.iter().enumerate() {
            let earlier = self.columns.iter().take(place).any(|(other, _)| other == name);
            if earlier && !name.is_empty() {
                return Err(self.error(TableFault::ColumnTwice(name.clone())));
            }
        }
        if self.rows == 0 { Err(self.error(TableFault::Empty)) } else { Ok(()) }
    }

    /// What never enters a ledger, in columns or, in `attributes`, under a name.
    fn refuse_personal(&self) -> Result<(), TableError> {
        let first: Vec<usize> = (0..self.rows.min(LOOKED_AT)).collect();
        let has_names = self.table == "attributes";
        for (column, cells) in &self.columns {
            // There the heading `name` is that of attributes.
            let heading = Some(column.as_str()).filter(|heading| !(has_names && *heading == "name"));
            self.refuse_if(column, personal(heading, cells, &first))?;
        }
        let column = |name: &str| self.columns.iter().find(|(column, _)| column == name).map(|(_, cells)| cells);
        let (true, Some(names), Some(values)) = (has_names, column("name"), column("value")) else { return Ok(()) };
        let mut rows_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in 0..self.rows {
            rows_of.entry(names.text(row).unwrap_or_default().into_owned()).or_default().push(row);
        }
        rows_of.iter().try_for_each(|(name, rows)| self.refuse_if(name, personal(Some(name), values, rows)))
    }

    fn refuse_if(&self, column: &str, holds: Option<Personal>) -> Result<(), TableError> {
        let fault = holds.map(|holds| TableFault::Personal { column: column.to_owned(), holds });
        fault.map_or(Ok(()), |fault| Err(self.error(fault)))
    }

    pub(super) fn error(&self, fault: TableFault) -> TableError {
        TableError::new(self.file.clone(), fault)
    }

    /// A column, if the table has it.
    pub(super) fn optional(&self, name: &str) -> Result<Option<&Cells>, TableError> {
        match self.columns.iter().find(|(column, _)| column == name) {
            Some((_, Cells::Other(holds))) => {
                Err(self.error(TableFault::WrongType { column: name.to_owned(), holds: holds.clone() }))
            }
            found => Ok(found.map(|(_, cells)| cells)),
        }
    }

    /// A column that must exist.
    pub(super) fn column(&self, name: &'static str) -> Result<&Cells, TableError> {
        let found = || self.columns.iter().map(|(name, _)| name.clone()).collect();
        self.optional(name)?.ok_or_else(|| self.error(TableFault::NoColumn { column: name, found: found() }))
    }

    /// A column of days, all written in one way.
    pub(super) fn days<'a>(
        &self,
        name: &'static str,
        cells: &'a Cells,
        findings: &mut Findings,
    ) -> Result<Days<'a>, TableError> {
        let form = DateForm::of(cells).map_err(|odd| self.mixed(name, cells, odd.row, odd.before.phrase()))?;
        if form == DateForm::Dutch {
            findings.note_form(&self.file, form.phrase(), name);
        }
        Ok(Days { cells, form })
    }

    /// A column of days that the table may lack.
    pub(super) fn days_if_any<'a>(
        &'a self,
        name: &'static str,
        findings: &mut Findings,
    ) -> Result<Option<Days<'a>>, TableError> {
        self.optional(name)?.map(|cells| self.days(name, cells, findings)).transpose()
    }

    /// A column of amounts, all written in one way.
    pub(super) fn amounts<'a>(
        &self,
        name: &'static str,
        cells: &'a Cells,
        findings: &mut Findings,
    ) -> Result<Amounts<'a>, TableError> {
        let form = AmountForm::of(cells).map_err(|odd| self.mixed(name, cells, odd.row, odd.before.phrase()))?;
        if form == AmountForm::Comma {
            findings.note_form(&self.file, form.phrase(), name);
        }
        Ok(Amounts { cells, form })
    }

    fn mixed(&self, name: &str, cells: &Cells, row: usize, before: Phrase) -> TableError {
        let value = cells.text(row).unwrap_or_default().into_owned();
        let mixed = Mixed { column: Some(name.to_owned()), row: row + 1, value, before };
        self.error(TableFault::Mixed(Box::new(mixed)))
    }

    /// Whether a row has as many fields as the header.
    pub(super) fn fits(&self, row: usize) -> bool {
        self.misfits.binary_search_by_key(&row, |(row, _)| *row).is_err()
    }

    /// The columns that nothing reads.
    pub(super) fn unused<'a>(&'a self, known: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.others(known).map(|(name, _)| name)
    }

    /// The columns with a name that are not among those known.
    pub(super) fn others<'a>(&'a self, known: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a Cells)> {
        let columns = self.columns.iter().map(|(name, cells)| (name.as_str(), cells));
        columns.filter(move |(name, _)| !name.is_empty() && !known.contains(name))
    }

    /// A fault of a row, with what stands in a column.
    pub(super) fn fault(&self, row: usize, column: &'static str, rule: Rule) -> Fault {
        let cells = self.columns.iter().find(|(name, _)| name == column).map(|(_, cells)| cells);
        let value = shortened(&cells.and_then(|cells| cells.text(row)).unwrap_or_default());
        Fault { table: self.table, row: row + 1, line: self.lines.get(row).copied(), column, value, rule }
    }
}

/// As much of a cell as can be shown.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
