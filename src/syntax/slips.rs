//! Slips that are often made, each with its own help: where the general one would propose something that reads and means
//! another thing.
//!
//! Always: a number in a help is the author's own, or counted from it with both told; where none was written, one may stand
//! as an example.

mod amounts;
mod comparisons;
mod frequency;
mod lists;
mod places;
mod titles;
mod units;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::Span;

/// What was written, and what to write instead.
pub(super) struct Slip {
    /// From where to where in the piece.
    from: usize,
    to: usize,
    /// What is wrong, where that is other than that it cannot be read.
    message: Option<Phrase>,
    help: Phrase,
    /// The change, where one does it.
    mend: Option<String>,
}

/// Where reading stopped.
pub(super) struct Stop<'a> {
    pub piece: &'a str,
    pub at: usize,
    /// The word, number or sign there.
    pub found: &'a str,
    /// Whether a text in quotes could stand there.
    pub text: bool,
    /// Whether a comparison could.
    pub comparison: bool,
    /// Whether a comma could.
    pub comma: bool,
    pub locale: Locale,
}

/// The slip that was made, if it is one of these.
pub(super) fn slip(stop: &Stop<'_>) -> Option<Slip> {
    stop.open_text()
        .or_else(|| stop.euros())
        .or_else(|| stop.dash_of_cents())
        .or_else(|| stop.denied_before_the_step())
        .or_else(|| stop.never_without())
        .or_else(|| stop.second_stage())
        .or_else(|| stop.partner_behind())
        .or_else(|| stop.unit_of_rent())
        .or_else(|| stop.years())
        .or_else(|| stop.not_behind())
        .or_else(|| stop.fact_between())
        .or_else(|| stop.no_such())
        .or_else(|| stop.not_equal())
        .or_else(|| stop.sign_in_two())
        .or_else(|| stop.given_between())
        .or_else(|| stop.unless())
        .or_else(|| stop.nothing_asked())
        .or_else(|| stop.per_year())
        .or_else(|| stop.every_month())
        .or_else(|| stop.and_in_a_list())
        .or_else(|| stop.to_between_bounds())
        .or_else(|| stop.fact_last())
        .or_else(|| stop.nothing_done())
        .or_else(|| stop.no_quotes())
        .or_else(|| stop.digit_first())
}

impl Slip {
    fn new(from: usize, to: usize, en: impl Into<String>, nl: impl Into<String>) -> Slip {
        Slip { from, to, message: None, help: Phrase::new(en.into(), nl.into()), mend: None }
    }

    /// `write …`, and the change that does it.
    fn write(from: usize, to: usize, text: &str) -> Slip {
        let slip = Slip::new(from, to, format!("write `{text}`"), format!("schrijf `{text}`"));
        Slip { mend: Some(text.to_owned()), ..slip }
    }

    /// The finding; `start` is where the piece begins.
    pub(super) fn finding(self, piece: &str, start: usize) -> Diagnostic {
        let found = piece.get(self.from..self.to).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let unread = || Phrase::new(format!("cannot read `{found}` here"), format!("kan `{found}` hier niet lezen"));
        let span = Span::new(start + self.from, start + self.to);
        let finding = code::UNREADABLE.at(span, self.message.unwrap_or_else(unread)).help(self.help);
        match self.mend {
            Some(text) => finding.mend(span, text),
            None => finding,
        }
    }
}

impl Stop<'_> {
    fn before(&self) -> &str {
        self.piece.get(..self.at).unwrap_or("").trim_end()
    }

    /// From the place on.
    fn rest(&self) -> &str {
        self.piece.get(self.at..).unwrap_or("")
    }

    fn end(&self) -> usize {
        self.at + self.found.len()
    }

    fn is(&self, en: &str, nl: &str) -> bool {
        self.found.eq_ignore_ascii_case(self.locale.pick(en, nl))
    }

    /// The line from its beginning to the place, and what stands before that.
    fn line_before(&self) -> (usize, &str) {
        let before = self.piece.get(..self.at).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (start, before.get(start..).unwrap_or(""))
    }
}

/// The number that a text ends with.
fn number_at_end(text: &str) -> Option<&str> {
    let from = text
        .rfind(|letter: char| !letter.is_ascii_digit() && !",.".contains(letter))
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    text.get(from..).filter(|number| number.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// The name, with its parentheses, that a text ends with.
fn term_at_end(text: &str) -> &str {
    let head = if text.ends_with(')') { text.rfind('(').and_then(|at| text.get(..at)).unwrap_or("") } else { text };
    let from = head.rfind(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let from = from.map_or(0, |at| at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    text.get(from..).unwrap_or("")
}

/// The name, with its parentheses, that a text begins with.
fn name_at(text: &str) -> &str {
    let word = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let after = text.get(word..).unwrap_or("");
    let argument = if after.starts_with('(') { after.find(')').map_or(0, |at| at + 1) } else { 0 };
    text.get(..word + argument).unwrap_or(text)
}
