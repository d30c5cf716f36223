//! Reading the text of a policy from disk. Policies are UTF-8; what is not, is refused with its place.

use super::Refusal;
use crate::locale::Phrase;
use crate::source::SourceFile;
use std::io::Error;
use std::io::ErrorKind;
use std::path::Path;

/// More than any policy: ten thousand rules take three megabytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// The text of a policy under the name by which the user called it.
///
/// # Errors
/// A [`Refusal`] when the file cannot be read, is not UTF-8 or is far too large.
pub(super) fn read_policy(path: &Path) -> Result<SourceFile, Refusal> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| unreadable(&name, &error))?;
    if bytes.len() > LARGEST {
        return Err(Refusal::new(Phrase::new(
            format!("`{name}` is larger than any policy: {} bytes", bytes.len()),
            format!("`{name}` is groter dan enig beleid: {} bytes", bytes.len()),
        )));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        Err(error) => Err(not_utf8(&name, error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

fn unreadable(name: &str, error: &Error) -> Refusal {
    Refusal::new(match error.kind() {
        ErrorKind::NotFound => {
            Phrase::new(format!("there is no file `{name}`"), format!("er is geen bestand `{name}`"))
        }
        ErrorKind::IsADirectory => {
            Phrase::new(format!("`{name}` is a folder, not a file"), format!("`{name}` is een map, geen bestand"))
        }
        _ => Phrase::new(format!("cannot read `{name}`: {error}"), format!("kan `{name}` niet lezen: {error}")),
    })
}

fn not_utf8(name: &str, bytes: &[u8], valid: usize) -> Refusal {
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Refusal::new(Phrase::new(
        format!("`{name}` is not UTF-8 text: see line {line}, column {column}"),
        format!("`{name}` is geen UTF-8-tekst: zie regel {line}, kolom {column}"),
    ))
    .help(Phrase::new("save the file as UTF-8", "bewaar het bestand als UTF-8"))
}
