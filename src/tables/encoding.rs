//! Bytes to text: UTF-8, or what Dutch Excel writes when it does not write that.

use super::error::Mixed;
use super::error::TableError;
use super::error::TableFault;
use crate::locale::Phrase;

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Windows1252,
}

/// The characters of Windows-1252 from 0x80 to 0x9F; five places hold none.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The text of a file, and how it was written.
///
/// # Errors
/// [`TableError`] when it is neither UTF-8 nor Windows-1252, or a mixture of both.
pub(super) fn decode(bytes: Vec<u8>, file: &str) -> Result<(String, Encoding), TableError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(no_text(file));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, Encoding::Utf8)),
        Err(other) => decode_windows(other.as_bytes(), file).map(|text| (text, Encoding::Windows1252)),
    }
}

fn decode_windows(bytes: &[u8], file: &str) -> Result<String, TableError> {
    refuse_mixture(bytes, file)?;
    bytes.iter().map(|byte| windows_char(*byte)).collect::<Option<String>>().ok_or_else(|| no_text(file))
}

fn windows_char(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().filter(|char| *char != '\0'),
        _ => Some(char::from(byte)),
    }
}

/// Two exports pasted together: some lines have accents in UTF-8, others cannot be UTF-8.
fn refuse_mixture(bytes: &[u8], file: &str) -> Result<(), TableError> {
    let mut first = None;
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_ascii()) {
        let is_utf8 = std::str::from_utf8(line).is_ok();
        if *first.get_or_insert(is_utf8) != is_utf8 {
            let before = Phrase::same(if is_utf8 { "Windows-1252" } else { "UTF-8" });
            let value = String::from_utf8_lossy(line).trim().to_owned();
            let mixed = Mixed { column: None, row: number + 1, value, before };
            return Err(TableError::new(file, TableFault::Mixed(Box::new(mixed))));
        }
    }
    Ok(())
}

fn no_text(file: &str) -> TableError {
    let reason = Phrase::new("it is no text in UTF-8 or Windows-1252", "het is geen tekst in UTF-8 of Windows-1252");
    TableError::new(file, TableFault::Unreadable(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excel_writes_is_read() {
        let (text, encoding) = decode(b"caf\xE9 \x80".to_vec(), "a.csv").unwrap();
        assert_eq!((text.as_str(), encoding), ("café €", Encoding::Windows1252));
        let (text, encoding) = decode("\u{FEFF}café".into(), "a.csv").unwrap();
        assert_eq!((text.as_str(), encoding), ("café", Encoding::Utf8));
    }

    #[test]
    fn a_mixture_names_its_first_odd_line() {
        let error = decode(b"a\ncaf\xC3\xA9\ncaf\xE9\n".to_vec(), "a.csv").unwrap_err();
        assert!(error.message().en.contains("UTF-8 before line 3"), "{}", error.message().en);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [b"\xFF\xFEa\0".to_vec(), b"\x81".to_vec()] {
            assert!(decode(bytes, "a.csv").unwrap_err().message().en.contains("no text"));
        }
    }
}
