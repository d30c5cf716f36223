//! What is wrong with a text, where, why and how to mend it; rendered for people and for machines.
//!
//! A diagnostic knows both languages and chooses none: the reader does. It is independent of the package that
//! draws it (`annotate-snippets`, whose only home this is), since machines and editors read it too.

pub mod code;
mod gather;
mod nearest;
mod snippet;
mod wording;

pub use nearest::nearest;
pub use wording::did_you_mean;
pub use wording::quoted_list;

use crate::calendar::Day;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use serde_json::Value;
use serde_json::json;
use snippet::snippets;

/// Whether a finding stops a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The text cannot be used.
    Error,
    /// The text can be used; the author should look.
    Warning,
}

/// A place in the text with a remark on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words underlined.
    pub span: Span,
    /// What is said of them; may be empty.
    pub text: Phrase,
}

/// What to write in the place of some text, where that is certain enough to be done on request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The text that goes; nothing, where something is to be put in.
    pub span: Span,
    /// What comes there.
    pub text: String,
}

/// One finding about a source file.
///
/// Messages start in lower case, have no full stop, quote the author's words in backticks and name no Rust type.
/// The help says what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `P` parse, `N` names, `U` units, `R` rules, `A` analysis, `L` law, `G` guarantees, `S` scenario, with a number that never changes its meaning.
    pub code: &'static str,
    /// Whether it stops a run.
    pub severity: Severity,
    /// What is wrong.
    pub message: Phrase,
    /// Where: the first label is the main one.
    pub labels: Vec<Label>,
    /// A case that shows it, where there is one.
    pub witness: Option<Case>,
    /// Why it weighs as it does, where that is not plain.
    pub note: Option<Phrase>,
    /// How to mend it.
    pub help: Option<Phrase>,
    /// The same for an editor, where one change does it.
    pub mend: Option<Mend>,
}

/// A case that shows a finding: one tenant, in the words of the policy, and what happens to that tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The facts, each as an example of the policy gives it; facts that are not among them do not matter.
    pub facts: Vec<String>,
    /// The settings with which it is so, where those are other than the policy has them.
    pub settings: Vec<String>,
    /// The day on which it is so, where that matters.
    pub day: Option<Day>,
    /// What happens, one after another.
    pub road: Vec<Phrase>,
}

impl Case {
    /// The case on one line.
    fn line(&self, locale: Locale) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.facts.is_empty() {
            parts.push(self.facts.join(", "));
        } else if self.road.is_empty() {
            parts.push(locale.pick("any tenant", "elke huurder").to_owned());
        }
        if !self.settings.is_empty() {
            parts.push(format!("{} {}", locale.pick("with", "met"), self.settings.join(", ")));
        }
        if let Some(day) = self.day {
            parts.push(format!("{} {}", locale.pick("on", "op"), locale.day(day)));
        }
        parts.extend(self.road.iter().map(|step| step.in_locale(locale).to_owned()));
        parts.join("; ")
    }
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: Phrase) -> Diagnostic {
        let labels = vec![Label { span, text: Phrase::same("") }];
        Diagnostic {
            code,
            severity: Severity::Error,
            message,
            labels,
            witness: None,
            note: None,
            help: None,
            mend: None,
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: Phrase) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// The same, with a remark on the main place.
    #[must_use]
    pub fn remark(mut self, text: Phrase) -> Diagnostic {
        if let Some(main) = self.labels.first_mut() {
            main.text = text;
        }
        self
    }

    /// The same, with one more place.
    #[must_use]
    pub fn also(mut self, span: Span, text: Phrase) -> Diagnostic {
        self.labels.push(Label { span, text });
        self
    }

    /// The same, with a case that shows it.
    #[must_use]
    pub fn shown_by(mut self, witness: Case) -> Diagnostic {
        self.witness = Some(witness);
        self
    }

    /// The same, with why it weighs as it does.
    #[must_use]
    pub fn note(mut self, note: Phrase) -> Diagnostic {
        self.note = Some(note);
        self
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn help(mut self, help: Phrase) -> Diagnostic {
        self.help = Some(help);
        self
    }

    /// The same, with a change that does what the help says.
    #[must_use]
    pub fn mend(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.mend = Some(Mend { span, text: text.into() });
        self
    }

    /// Where it stands, for sorting: the first byte of the main place.
    #[must_use]
    pub fn start(&self) -> usize {
        self.labels.first().map_or(0, |label| label.span.start)
    }

    /// By what findings are put in order: what is wrong before what is worth a look, each by its place.
    #[must_use]
    pub fn rank(&self) -> (Severity, usize, &'static str) {
        (self.severity, self.start(), self.code)
    }
}

/// Whether any of the findings stops a run.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Whether a text for a terminal has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Escape codes for colours.
    Coloured,
    /// Plain text.
    Plain,
}

/// The findings as text: the line, the words underlined, why, and the help.
#[must_use]
pub fn render_text(file: &SourceFile, diagnostics: &[Diagnostic], locale: Locale, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Coloured => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    };
    let shown = gather::gathered(file, diagnostics);
    shown.iter().map(|diagnostic| renderer.render(&[group(file, diagnostic, locale)]) + "\n").collect()
}

fn group<'a>(file: &'a SourceFile, diagnostic: &'a Diagnostic, locale: Locale) -> annotate_snippets::Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(locale.pick("error", "fout")),
        Severity::Warning => Level::WARNING.with_name(locale.pick("warning", "waarschuwing")),
    };
    let group = level
        .primary_title(diagnostic.message.in_locale(locale))
        .id(diagnostic.code)
        .elements(snippets(file, diagnostic, locale));
    let group = match &diagnostic.witness {
        Some(witness) => {
            let level = Level::NOTE.with_name(locale.pick("for example", "bijvoorbeeld"));
            group.element(level.message(witness.line(locale)))
        }
        None => group,
    };
    let group = match &diagnostic.note {
        Some(note) => {
            group.element(Level::NOTE.with_name(locale.pick("note", "let op")).message(note.in_locale(locale)))
        }
        None => group,
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.with_name(locale.pick("help", "hulp")).message(help.in_locale(locale))),
        None => group,
    }
}

/// The findings as JSON objects with stable keys; lines and columns count from 1, columns in characters.
#[must_use]
pub fn render_json(file: &SourceFile, diagnostics: &[Diagnostic], locale: Locale) -> Vec<Value> {
    diagnostics.iter().map(|diagnostic| to_json(file, diagnostic, locale)).collect()
}

fn to_json(file: &SourceFile, diagnostic: &Diagnostic, locale: Locale) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let (start, end) = (file.position(label.span.start), file.position(label.span.end));
            json!({
                "file": file.name(), "line": start.line, "column": start.column,
                "end_line": end.line, "end_column": end.column, "text": label.text.in_locale(locale),
            })
        })
        .collect();
    json!({
        "code": diagnostic.code,
        "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "message": diagnostic.message.in_locale(locale),
        "witness": diagnostic.witness.as_ref().map(|witness| witness_json(witness, locale)),
        "note": diagnostic.note.as_ref().map(|note| note.in_locale(locale)),
        "help": diagnostic.help.as_ref().map(|help| help.in_locale(locale)),
        "labels": labels,
    })
}

fn witness_json(witness: &Case, locale: Locale) -> Value {
    json!({
        "facts": witness.facts,
        "settings": witness.settings,
        "day": witness.day.map(|day| day.to_string()),
        "road": witness.road.iter().map(|step| step.in_locale(locale)).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (SourceFile, Diagnostic) {
        let file = SourceFile::new("a.beleid", "stage x when arears > 3\n");
        let diagnostic =
            Diagnostic::error("N01", Span::new(13, 19), Phrase::new("unknown fact `arears`", "onbekend feit `arears`"))
                .help(Phrase::new("write `arrears`", "schrijf `achterstand`"));
        (file, diagnostic)
    }

    #[test]
    fn text_shows_place_reason_and_mend() {
        let (file, diagnostic) = example();
        let text = render_text(&file, &[diagnostic], Locale::Nl, Colour::Plain);
        for part in ["fout[N01]: onbekend feit `arears`", "a.beleid:1:14", "^^^^^^", "hulp: schrijf `achterstand`"] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }

    #[test]
    fn json_counts_from_one() {
        let (file, diagnostic) = example();
        let json = render_json(&file, &[diagnostic], Locale::En);
        assert_eq!(json[0]["labels"][0]["column"], 14);
        assert_eq!(json[0]["labels"][0]["end_column"], 20);
        assert_eq!(json[0]["help"], "write `arrears`");
    }

    #[test]
    fn a_place_within_a_character_is_no_panic() {
        let file = SourceFile::new("a.beleid", "\u{2000}aA");
        let diagnostic = Diagnostic::error("P01", Span::new(0, 2), Phrase::same("half a character"));
        assert!(render_text(&file, &[diagnostic], Locale::En, Colour::Plain).contains("half a character"));
    }

    #[test]
    fn a_place_past_the_end_is_no_panic() {
        let file = SourceFile::new("a.beleid", "é");
        let diagnostic = Diagnostic::error("P01", Span::new(2, 9), Phrase::same("cut off"));
        assert!(render_text(&file, &[diagnostic], Locale::En, Colour::Plain).contains("cut off"));
    }
}
