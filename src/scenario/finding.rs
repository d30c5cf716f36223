//! What is said when a YAML text cannot be read: errors of the YAML package in words of ours, at their place.

use super::key::form;
use super::place;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::nearest;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::SourceFile;
use crate::source::Span;

/// How the package begins to say that a name of one's own stands twice: `duplicate entry with key "bel_dag"`.
const TWICE: &str = "duplicate entry with key";

/// An error of the YAML package, taken apart: `policies[0]: unknown field `x`, expected … at line 3 column 9`.
struct Refused<'a> {
    file: &'a SourceFile,
    /// The path of what was read; empty at the top.
    path: &'a str,
    /// What the package says of it.
    reason: &'a str,
    /// Where the package was.
    at: usize,
}

/// Turns an error of the YAML package into a finding of ours: where, and for an unknown key the nearest known one.
pub(super) fn explain(file: &SourceFile, error: &serde_yaml::Error) -> Diagnostic {
    let at = error.location().map_or(0, |place| place::byte_of(file.text(), place.index()));
    let text = error.to_string();
    let known = [
        "unknown field",
        "missing field",
        "duplicate field",
        TWICE,
        "invalid",
        "unknown variant",
        "not a date",
        "data ",
    ];
    let start = known.iter().filter_map(|words| text.find(words)).min();
    let Some(start) = start else { return not_yaml(file, at, &text) };
    let (before, reason) = text.split_at(start);
    let refused = Refused { file, path: before.trim_end_matches(": "), reason, at };
    match reason.split_once(" field ").map(|(kind, _)| kind) {
        Some("unknown") => refused.unknown_key(),
        Some("missing") => refused.missing_key(),
        Some("duplicate") => refused.key_twice(refused.quoted().first().copied().unwrap_or("")),
        _ if reason.starts_with(TWICE) => refused.key_twice(reason.split('"').nth(1).unwrap_or("")),
        _ => refused.wrong_form(),
    }
}

/// The reasons of the YAML package are English; a Dutch reader is told what usually is the matter.
fn not_yaml(file: &SourceFile, at: usize, reason: &str) -> Diagnostic {
    let end = file.text().get(at..).and_then(|rest| rest.chars().next()).map_or(at, |next| at + next.len_utf8());
    code::NOT_YAML
        .at(Span::new(at, end), Phrase::new("the text is not YAML", "de tekst is geen YAML"))
        .remark(Phrase::new(reason, "hier loopt het lezen vast"))
        .help(Phrase::new(
            "see to indentation (by spaces, not tabs), quotes and brackets",
            "let op het inspringen (met spaties, niet met tabs), aanhalingstekens en haakjes",
        ))
}

impl Refused<'_> {
    /// The words that the package quotes.
    fn quoted(&self) -> Vec<&str> {
        self.reason.split('`').skip(1).step_by(2).collect()
    }

    fn below(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn unknown_key(&self) -> Diagnostic {
        let quoted = self.quoted();
        let (key, known) = quoted.split_first().map_or(("", &[][..]), |(key, known)| (*key, known));
        let span = place::key(self.file.text(), &self.below(key)).unwrap_or(Span::new(self.at, self.at));
        let message = Phrase::new(format!("there is no key `{key}`"), format!("er is geen sleutel `{key}`"));
        let before = self.file.text().get(..span.start).unwrap_or("").strip_suffix(',').unwrap_or("");
        let is_rest_of_number = before.ends_with(|letter: char| letter.is_ascii_digit())
            && !key.is_empty()
            && key.bytes().all(|letter| letter.is_ascii_digit());
        code::UNKNOWN_KEY.at(span, message).help(if is_rest_of_number {
            Phrase::new(
                "write a number with a point: `1.6`, not `1,6`",
                "schrijf een getal met een punt: `1.6`, niet `1,6`",
            )
        } else {
            did_you_mean(key, known)
        })
    }

    fn missing_key(&self) -> Diagnostic {
        let quoted = self.quoted();
        let key = quoted.first().copied().unwrap_or("");
        let span = place::key(self.file.text(), self.path).unwrap_or(Span::new(self.at, self.at));
        let message = match self.path {
            "" => Phrase::new(format!("the key `{key}` is missing"), format!("de sleutel `{key}` ontbreekt")),
            path => Phrase::new(
                format!("the key `{key}` is missing in `{path}`"),
                format!("de sleutel `{key}` ontbreekt in `{path}`"),
            ),
        };
        code::MISSING_KEY.at(span, message).help(write_at(&self.below(key), key))
    }

    fn key_twice(&self, key: &str) -> Diagnostic {
        let text = self.file.text();
        let first = place::key(text, &self.below(key));
        let second = first.and_then(|first| place::again(text, first));
        let message =
            Phrase::new(format!("the key `{key}` stands twice"), format!("de sleutel `{key}` staat er tweemaal"));
        let finding = code::KEY_TWICE
            .at(second.or(first).unwrap_or(Span::new(self.at, self.at)), message)
            .help(Phrase::new("leave one of the two out", "laat een van de twee weg"));
        match (first, second) {
            (Some(first), Some(_)) => finding.also(first, Phrase::new("the first", "de eerste")),
            _ => finding,
        }
    }

    fn wrong_form(&self) -> Diagnostic {
        let path = self.offender();
        let Some(key) = path.rsplit('.').next().and_then(|last| last.split('[').next()).filter(|key| !key.is_empty())
        else {
            let message = Phrase::new("the text is no list of keys", "de tekst is geen lijst van sleutels");
            return code::WRONG_FORM.at(Span::new(self.at, self.at), message).help(Phrase::new(
                "write keys with values, such as `title: \"Call earlier\"`",
                "schrijf sleutels met waarden, zoals `title: \"Eerder bellen\"`",
            ));
        };
        let text = self.file.text();
        let span = place::value(text, &path).unwrap_or(Span::new(self.at, self.at));
        let value = text.get(span.range()).filter(|value| !value.is_empty() && *value != key && !path.ends_with(']'));
        let message = value.map_or_else(
            || Phrase::new(format!("`{key}` has another form"), format!("`{key}` heeft een andere vorm")),
            |value| Phrase::new(format!("`{key}` cannot be `{value}`"), format!("`{key}` kan niet `{value}` zijn")),
        );
        code::WRONG_FORM.at(span, message).help(write_at(&path, key))
    }

    /// The path of what has the wrong form. Of a window the package does not say which of its days that is.
    fn offender(&self) -> String {
        let is_no_date = |path: &String| {
            let value = place::value(self.file.text(), path).map(|span| self.file.slice(span));
            value.is_some_and(|value| value.trim_matches(['"', '\'']).parse::<Day>().is_err())
        };
        let days = || ["from", "to"].iter().map(|day| self.below(day));
        let day = if self.path == "window" { days().find(is_no_date) } else { None };
        day.unwrap_or_else(|| self.path.to_owned())
    }
}

/// The nearest known word; without one, all of them.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> Phrase {
    let all = known.join(", ");
    match nearest(word, known.iter().copied()) {
        Some(meant) => Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelt u `{meant}`?")),
        None => Phrase::new(format!("the words here are {all}"), format!("de woorden hier zijn {all}")),
    }
}

/// What to write at a key.
pub(super) fn write(key: &str) -> Phrase {
    write_at(key, key)
}

/// What to write at a key at the end of a path.
fn write_at(path: &str, key: &str) -> Phrase {
    let Word { en, nl } = form(path);
    Phrase::new(format!("`{key}` takes {en}"), format!("bij `{key}` hoort {nl}"))
}
