//! Slips with the quotes of a text, and with a name that begins with a digit.

use super::Slip;
use super::Stop;
use crate::locale::Phrase;

/// Words that may follow a title.
const AFTER_TITLE: &[&str] = &[
    "als",
    "when",
    "in",
    "op",
    "to",
    "is",
    "doe",
    "do",
    "volgens",
    "cite",
    "per",
    "by",
    "kost",
    "costs",
    "duurt",
    "takes",
    "anders",
    "otherwise",
    "stopt",
    "stops",
    "aangeboden",
    "offered",
    "boven",
    "above",
];

impl Stop<'_> {
    /// A text of which one quote is missing: the last, the first, or the last of the text before.
    pub(super) fn open_text(&self) -> Option<Slip> {
        let line = self.rest().lines().next().unwrap_or("");
        if line.starts_with('"') && line.matches('"').count() == 1 {
            let end = self.at + line.trim_end().len();
            let text = line.trim_end();
            let message = Phrase::new(
                format!("the text `{text}` is not closed"),
                format!("de tekst `{text}` wordt niet afgesloten"),
            );
            let last = text.rsplit([' ', '"']).next().unwrap_or("");
            let help = Phrase::new(
                format!("put `\"` after `{last}`, on the same line"),
                format!("zet `\"` achter `{last}`, op dezelfde regel"),
            );
            // Put in after the text, which stays: the mend is of nothing.
            return Some(Slip {
                from: self.at,
                to: end,
                message: Some(message),
                help,
                mend: Some(format!("{text}\"")),
            });
        }
        let (start, before) = self.line_before();
        if before.matches('"').count() % 2 == 0 && before.trim_end().ends_with('"') && line.matches('"').count() == 1 {
            // The text before swallowed what stands between two texts.
            let closed = before.trim_end();
            let opened = closed.get(..closed.len() - 1)?.rfind('"')?;
            let swallowed = closed.get(opened + 1..closed.len() - 1)?;
            let comma = swallowed.find(',')?;
            let text = swallowed.get(..comma)?;
            let from = start + opened;
            let message = Phrase::new(
                format!("the text `\"{text}` is not closed"),
                format!("de tekst `\"{text}` wordt niet afgesloten"),
            );
            let help = Phrase::new(format!("write `\"{text}\"`"), format!("schrijf `\"{text}\"`"));
            let mend = Some(format!("\"{text}\""));
            return Some(Slip { from, to: from + 1 + comma, message: Some(message), help, mend });
        }
        let quoted = self.text && !line.starts_with('"') && line.matches('"').count() == 1;
        quoted.then(|| {
            let text = line.split('"').next().unwrap_or("");
            Slip::write(self.at, self.at + text.len() + 1, &format!("\"{text}\""))
        })
    }

    /// A title without quotes.
    pub(super) fn no_quotes(&self) -> Option<Slip> {
        let begins = self.found.starts_with(char::is_uppercase) && !AFTER_TITLE.contains(&&*self.found.to_lowercase());
        if !self.text || !begins {
            return None;
        }
        let line = self.rest().lines().next().unwrap_or("");
        let end = line.find(['"', '#', '=', '(']).unwrap_or(line.len());
        let mut length = 0;
        for word in line.get(..end)?.split_whitespace() {
            if AFTER_TITLE.contains(&word) {
                break;
            }
            length = line.get(length..)?.find(word)? + length + word.len();
        }
        let title = line.get(..length).filter(|title| !title.is_empty())?;
        Some(Slip::write(self.at, self.at + length, &format!("\"{title}\"")))
    }

    /// `3_maanden` where a name stands.
    pub(super) fn digit_first(&self) -> Option<Slip> {
        let digit = self.found.starts_with(|letter: char| letter.is_ascii_digit()) && self.found.contains('_');
        digit.then(|| {
            Slip::new(
                self.at,
                self.end(),
                "a name begins with a letter",
                "een naam begint met een letter; een cijfer kan daarna",
            )
        })
    }
}
