//! Results written whole or not at all: to a file beside the wanted one, which takes its name when it is complete.

use super::Column;
use super::csv;
use super::error::TableError;
use super::error::TableFault;
use super::error::refused_by_system;
use super::parquet;
use crate::file;
use crate::locale::Phrase;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8, commas, ISO dates, decimal point.
    Csv,
    /// Parquet.
    Parquet,
}

impl Format {
    /// The end of the file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Parquet => "parquet",
        }
    }
}

/// Writes equally long columns as `NAME.csv` or `NAME.parquet` in a folder, which is made when it is not there. The same
/// columns give the same bytes. Returns the file.
///
/// # Errors
/// [`TableFault::Unwritable`] when the folder or the file cannot be written; an older file is then still whole.
pub fn write(folder: &Path, name: &str, columns: &[Column], format: Format) -> Result<PathBuf, TableError> {
    let file = folder.join(format!("{name}.{}", format.extension()));
    let bytes = match format {
        Format::Csv => csv::to_csv(columns).into_bytes(),
        Format::Parquet => parquet::to_parquet(columns).map_err(|reason| unwritable(&file, &reason))?,
    };
    write_whole(&file, &bytes)?;
    Ok(file)
}

/// Writes a file whole or not at all; its folder is made when it is not there.
///
/// # Errors
/// [`TableFault::Unwritable`] when the folder or the file cannot be written; an older file is then still whole.
pub fn write_whole(file: &Path, bytes: &[u8]) -> Result<(), TableError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).and_then(|()| file::write_whole(file, bytes)).map_err(|reason| {
        TableError::new(file.display().to_string(), TableFault::Unwritable(refused_by_system(&reason)))
    })
}

fn unwritable(file: &Path, reason: &impl ToString) -> TableError {
    TableError::new(file.display().to_string(), TableFault::Unwritable(Phrase::same(reason.to_string())))
}
