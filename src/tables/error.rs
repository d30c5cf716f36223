//! Why a table cannot be read or written at all, and what to do about it.
//!
//! A fault of one row is no error of this kind: that row goes into quarantine and reading goes on.

use super::privacy::Personal;
use crate::locale::Phrase;
use std::io::ErrorKind;

/// A table that cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The file or folder.
    pub place: String,
    /// What is wrong with it.
    pub fault: TableFault,
}

/// What is wrong with a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// There is no such folder, or it is a file.
    NoFolder,
    /// The folder lacks a table that must exist.
    NoTable(&'static str),
    /// The folder has a table as CSV and as Parquet.
    Twice(&'static str),
    /// The file is broken off, is of another kind, or cannot be opened.
    Unreadable(Phrase),
    /// The file has no rows.
    Empty,
    /// The file lacks a column that must exist.
    NoColumn {
        /// The column.
        column: &'static str,
        /// The columns there are.
        found: Vec<String>,
    },
    /// Two columns have this name.
    ColumnTwice(String),
    /// A column seems to hold what never enters a ledger.
    Personal {
        /// The column, or the attribute.
        column: String,
        /// What it seems to hold.
        holds: Personal,
    },
    /// A Parquet column holds what cannot stand for a date, an amount or a text.
    WrongType {
        /// The column.
        column: String,
        /// What it holds.
        holds: String,
    },
    /// A column is written in two ways, so that nobody knows what its other rows mean.
    Mixed(Box<Mixed>),
    /// The file cannot be written, for this reason.
    Unwritable(Phrase),
}

/// Where a column, or the characters of a file, change from one way of writing to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// The column; none when it is the characters of the whole file.
    pub column: Option<String>,
    /// The first odd row, counted from 1 below the header; a line of the file when it is its characters.
    pub row: usize,
    /// What stands there.
    pub value: String,
    /// How what stands before it is written.
    pub before: Phrase,
}

impl TableError {
    /// A fault of a file or folder.
    pub fn new(place: impl Into<String>, fault: TableFault) -> TableError {
        TableError { place: place.into(), fault }
    }

    /// An unreadable file, in the words of the package or system that tried: those exist in English only.
    #[must_use]
    pub fn unreadable(file: &str, reason: &impl ToString) -> TableError {
        TableError::new(file, TableFault::Unreadable(Phrase::same(first_line(&reason.to_string()))))
    }

    /// A file that the system does not let be read.
    #[must_use]
    pub fn closed(file: &str, error: &std::io::Error) -> TableError {
        let reason = match error.kind() {
            ErrorKind::PermissionDenied => Phrase::new("it may not be read", "het mag niet gelezen worden"),
            _ => refused_by_system(error),
        };
        TableError::new(file, TableFault::Unreadable(reason))
    }

    /// What is wrong: lower case, no full stop, names in backticks.
    #[must_use]
    pub fn message(&self) -> Phrase {
        let (en, nl) = match &self.fault {
            TableFault::NoFolder => ("is no folder".to_owned(), "is geen map".to_owned()),
            TableFault::NoTable(table) => (format!("has no table `{table}`"), format!("heeft geen tabel `{table}`")),
            TableFault::Twice(table) => (
                format!("has both `{table}.csv` and `{table}.parquet`"),
                format!("heeft zowel `{table}.csv` als `{table}.parquet`"),
            ),
            TableFault::Unreadable(reason) => {
                (format!("cannot be read: {}", reason.en), format!("is niet te lezen: {}", reason.nl))
            }
            TableFault::Empty => ("has no rows".to_owned(), "heeft geen rijen".to_owned()),
            TableFault::NoColumn { column, .. } => {
                (format!("has no column `{column}`"), format!("heeft geen kolom `{column}`"))
            }
            TableFault::ColumnTwice(column) => {
                (format!("has the column `{column}` twice"), format!("heeft de kolom `{column}` tweemaal"))
            }
            TableFault::Personal { column, holds } => {
                let holds = holds.phrase();
                (
                    format!("holds what looks like {} in `{column}`", holds.en),
                    format!("heeft in `{column}` wat op {} lijkt", holds.nl),
                )
            }
            TableFault::WrongType { column, holds } => (
                format!("holds {holds} in the column `{column}`"),
                format!("heeft in de kolom `{column}` het type {holds}"),
            ),
            TableFault::Mixed(mixed) => mixed.message(),
            TableFault::Unwritable(reason) => {
                (format!("cannot be written: {}", reason.en), format!("is niet te schrijven: {}", reason.nl))
            }
        };
        Phrase::new(format!("`{}` {en}", self.place), format!("`{}` {nl}", self.place))
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> Phrase {
        match &self.fault {
            TableFault::NoFolder => Phrase::new(
                "give the folder that holds the tables of the ledger",
                "geef de map met de tabellen van de boeken",
            ),
            TableFault::NoTable(table) => Phrase::new(
                format!("put `{table}.csv` or `{table}.parquet` there: `tenancies` and `entries` must exist"),
                format!("zet er `{table}.csv` of `{table}.parquet` neer: `tenancies` en `entries` moeten er zijn"),
            ),
            TableFault::Twice(_) => Phrase::new("keep the one that is right", "houd de juiste van de twee"),
            TableFault::Unreadable(_) => Phrase::new(
                "export the table again, as CSV in UTF-8 or as Parquet",
                "exporteer de tabel opnieuw, als CSV in UTF-8 of als Parquet",
            ),
            TableFault::Empty => Phrase::new(
                "export it with its header and rows; an optional table can be left out",
                "exporteer haar met kopregel en rijen; een optionele tabel mag ontbreken",
            ),
            TableFault::NoColumn { found, .. } => Phrase::new(
                format!("add it to the header, which has {}", listed(found)),
                format!("zet haar in de kopregel; daar staat {}", listed(found)),
            ),
            TableFault::ColumnTwice(_) => Phrase::new("keep one of them", "houd een van de twee"),
            TableFault::Personal { .. } => Phrase::new(
                "leave it out of the export: nothing of this kind is needed, and for privacy it never enters a ledger; \
                 an id of your own for each tenant is enough",
                "laat haar weg uit de export: zoiets is niet nodig en komt om de privacy nooit in de boeken; \
                 een eigen nummer voor elke huurder volstaat",
            ),
            TableFault::WrongType { .. } => {
                Phrase::new("write it as dates, numbers or text", "schrijf haar als datums, getallen of tekst")
            }
            TableFault::Mixed(_) => Phrase::new("write all of it in one way", "schrijf alles op één manier"),
            TableFault::Unwritable(_) => Phrase::new(
                "choose a folder that may be written and has room",
                "kies een map die beschreven mag worden en ruimte heeft",
            ),
        }
    }
}

impl Mixed {
    fn message(&self) -> (String, String) {
        let Mixed { column, row, value, before } = self;
        let (en, nl) = (&before.en, &before.nl);
        match column {
            Some(column) => (
                format!("mixes notations in the column `{column}`: {en} before row {row}, which has `{value}`"),
                format!("mengt notaties in de kolom `{column}`: {nl} vóór rij {row}, waar `{value}` staat"),
            ),
            None => (
                format!("mixes encodings: {en} before line {row}, which has `{value}`"),
                format!("mengt tekencoderingen: {nl} vóór regel {row}, waar `{value}` staat"),
            ),
        }
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Why the system refuses to write, in the reader's language where it is one of the usual reasons.
#[must_use]
pub fn refused_by_system(error: &std::io::Error) -> Phrase {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Phrase::new("the disk is full", "de schijf is vol"),
        ErrorKind::PermissionDenied => Phrase::new("it may not be written to", "er mag niet geschreven worden"),
        ErrorKind::ReadOnlyFilesystem => Phrase::new("the disk is read-only", "de schijf mag alleen gelezen worden"),
        ErrorKind::NotADirectory => Phrase::new("what stands above it is no folder", "wat erboven staat is geen map"),
        ErrorKind::IsADirectory => Phrase::new("it is a folder", "het is een map"),
        ErrorKind::NotFound => {
            Phrase::new("the folder above it cannot be made", "de map erboven kan niet gemaakt worden")
        }
        _ => Phrase::same(error.to_string()),
    }
}

/// The same, where a package passes on what the system said as text only: `… (os error 28)`.
#[must_use]
pub fn refused_in_words(text: &str) -> Option<Phrase> {
    let (_, rest) = text.rsplit_once("(os error ")?;
    let number = rest.split(')').next()?.parse().ok()?;
    Some(refused_by_system(&std::io::Error::from_raw_os_error(number)))
}

/// Packages explain themselves over many lines; the first says what is wrong.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_said_is_found_in_the_words_of_a_package() {
        let told = "backend error: IoError(Custom { error: \"No space left on device (os error 28)\" })";
        assert_eq!(refused_in_words(told).map(|reason| reason.nl), Some("de schijf is vol".to_owned()));
        assert_eq!(refused_in_words("backend error: no font"), None);
    }
}
