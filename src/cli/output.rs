//! What a command makes: to stdout, or to a file that is written whole or not at all.

use super::Refusal;
use super::print;
use crate::locale::Phrase;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;

/// Prints a text, or writes it to a file. Nothing that exists is overwritten.
///
/// # Errors
/// A [`Refusal`] when there is a file of that name, or it cannot be written; then nothing is left behind.
pub(super) fn deliver(text: &str, out: Option<&Path>) -> Result<(), Refusal> {
    let Some(file) = out else {
        print(text);
        return Ok(());
    };
    let place = file.display();
    if file.exists() {
        let message = Phrase::new(format!("`{place}` exists already"), format!("`{place}` bestaat al"));
        let help = Phrase::new(
            "name another file with `--out`, or remove it",
            "noem met `--out` een ander bestand, of verwijder het",
        );
        return Err(Refusal::new(message).help(help));
    }
    write_whole(file, text.as_bytes()).map_err(|error| {
        let message = Phrase::new(
            format!("`{place}` cannot be written: {error}"),
            format!("`{place}` kan niet worden geschreven: {error}"),
        );
        let help = Phrase::new(
            "name a file in a folder that exists and may be written; nothing was left behind",
            "noem een bestand in een map die bestaat en beschreven mag worden; er is niets achtergebleven",
        );
        Refusal::new(message).help(help)
    })
}

/// Writes beside the place of the file, and moves it there when it is whole.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let part = file.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fill(&part, bytes).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        // What is left of the attempt is of no use; that it may not be there is no second fault.
        let _ = fs::remove_file(&part);
    }
    written
}

fn fill(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}
