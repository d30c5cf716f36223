//! What a command makes: to stdout, or to a file that is written whole or not at all.

use super::Refusal;
use super::print;
use crate::file::write_whole;
use crate::locale::Phrase;
use std::path::Path;

/// A file that a command was asked to write, and that was not there when it began.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewFile<'a> {
    place: &'a Path,
    /// The option that names it.
    option: &'static str,
}

impl<'a> NewFile<'a> {
    /// The file of an option, before the work for it is done. Nothing that exists is overwritten.
    ///
    /// # Errors
    /// A [`Refusal`] when there is something of that name.
    pub(super) fn begin(place: &'a Path, option: &'static str) -> Result<NewFile<'a>, Refusal> {
        if !place.exists() {
            return Ok(NewFile { place, option });
        }
        let place = place.display();
        let message = Phrase::new(format!("`{place}` exists already"), format!("`{place}` bestaat al"));
        let help = Phrase::new(
            format!("name another file with `{option}`, or remove it"),
            format!("noem met `{option}` een ander bestand, of verwijder het"),
        );
        Err(Refusal::new(message).help(help))
    }

    /// Writes it.
    ///
    /// # Errors
    /// A [`Refusal`] when it is there by now, or cannot be written; then nothing is left behind.
    pub(super) fn write(self, text: &str) -> Result<(), Refusal> {
        let NewFile { place, .. } = NewFile::begin(self.place, self.option)?;
        write_whole(place, text.as_bytes()).map_err(|error| {
            let place = place.display();
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
}

/// The file of `--out`, where one was asked for.
///
/// # Errors
/// A [`Refusal`] when there is something of that name.
pub(super) fn begin_out(out: Option<&Path>) -> Result<Option<NewFile<'_>>, Refusal> {
    out.map(|place| NewFile::begin(place, "--out")).transpose()
}

/// Prints a text, or writes it to its file.
///
/// # Errors
/// A [`Refusal`] when it cannot be written; then nothing is left behind.
pub(super) fn deliver(text: &str, out: Option<NewFile<'_>>) -> Result<(), Refusal> {
    match out {
        Some(file) => file.write(text),
        None => {
            print(text);
            Ok(())
        }
    }
}
