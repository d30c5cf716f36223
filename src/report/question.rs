//! Answers to the questions of a board: sentences first, then a picture, then the table behind it.

mod break_even;
mod capacity;
mod number;
mod robustness;
mod sensitivity;

pub use break_even::tell_break_even;
pub use capacity::Staffing;
pub use capacity::tell_capacity;
pub use number::number_title;
pub use robustness::tell_robustness;
pub use sensitivity::tell_sensitivity;

use super::People;
use super::Picture;
use super::ReportError;
use super::table::Align;
use super::table::aligned;
use super::table::indented;
use crate::behaviour::Estimate;
use crate::compare::Measure;
use crate::locale::Locale;
use askama::Template;

/// About what a question is asked.
#[derive(Clone, Copy, Debug)]
pub struct AskedOf<'a> {
    /// The language.
    pub locale: Locale,
    /// The figure.
    pub measure: Measure,
    /// The titles of the policies, the first being the one that others are compared with.
    pub titles: &'a [String],
    /// The place of the policy that is asked about.
    pub policy: usize,
    /// How many runs stand behind each figure.
    pub runs: u32,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Told {
    /// What was asked.
    pub question: String,
    /// The answer in sentences, the most important first.
    pub sentences: Vec<String>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// The tables behind it.
    pub tables: Vec<Table>,
    /// How it was found, and what it does not say.
    pub notes: Vec<String>,
}

/// A table of an answer.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// Its headings; whether a column holds numbers.
    pub headings: Vec<(String, bool)>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A page with an answer.
#[derive(Clone, Debug)]
pub struct QuestionPage<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// The scenario's title.
    pub scenario: &'a str,
    /// Whether the people in the ledger exist.
    pub people: People,
    /// The answer.
    pub told: &'a Told,
    /// What makes it repeatable.
    pub receipt: Vec<String>,
}

impl AskedOf<'_> {
    fn title(&self, policy: usize) -> &str {
        self.titles.get(policy).map_or("", String::as_str)
    }

    fn figure(&self) -> String {
        self.measure.title(self.locale)
    }
}

/// A number with its interval and where it comes from: `0.7 (0.2 to 1.3, assumed)`.
fn estimate(of: &Estimate, locale: Locale) -> String {
    let [value, low, high] = [of.value, of.low, of.high].map(|number| super::wording::plain(number, locale));
    let (to, label) = (locale.pick("to", "tot"), of.label.word().in_locale(locale));
    format!("{value} ({low} {to} {high}, {label})")
}

/// A terminal shows no more rows of a table than this; the page has them all.
const IN_SHORT: usize = 20;

/// The answer for a terminal.
#[must_use]
pub fn question_text(told: &Told) -> String {
    let mut text = format!("{}\n\n", told.question);
    told.sentences.iter().for_each(|sentence| text += &indented(sentence, 0));
    for table in &told.tables {
        let align = |is_number: &bool| if *is_number { Align::Right } else { Align::Left };
        let headings: Vec<(&str, Align)> =
            table.headings.iter().map(|(heading, is_number)| (heading.as_str(), align(is_number))).collect();
        let (shown, rest) = table.rows.split_at(table.rows.len().min(IN_SHORT));
        text += &format!("\n{}\n{}", table.title, aligned(&headings, shown));
        if !rest.is_empty() {
            text += &format!("… + {}\n", rest.len());
        }
    }
    text.push('\n');
    told.notes.iter().for_each(|note| text += &indented(note, 0));
    text
}

#[derive(Template)]
#[template(path = "question.html")]
struct Sections<'a> {
    locale: Locale,
    scenario: &'a str,
    is_synthetic: bool,
    told: &'a Told,
    pictures: Vec<(String, String)>,
    receipt: &'a [String],
}

impl Sections<'_> {
    const fn pick<'a>(&self, en: &'a str, nl: &'a str) -> &'a str {
        self.locale.pick(en, nl)
    }
}

/// The page as HTML that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when a picture cannot be painted.
pub fn question_html(page: &QuestionPage<'_>) -> Result<String, ReportError> {
    let is_synthetic = page.people == People::Synthetic;
    let pictures = page.told.pictures.iter().map(|picture| {
        let svg = super::sections::inline(&picture.scene.svg()?);
        Ok((picture.title.clone(), svg))
    });
    let sections = Sections {
        locale: page.locale,
        scenario: page.scenario,
        is_synthetic,
        told: page.told,
        pictures: pictures.collect::<Result<Vec<_>, ReportError>>()?,
        receipt: &page.receipt,
    };
    sections.render().map_err(|error| ReportError::Template(error.to_string()))
}
