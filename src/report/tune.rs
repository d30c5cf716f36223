//! What a search over settings found: a page for people, pictures, and a short table for the terminal.
//!
//! Reads what [`crate::tune`] found; judges nothing itself. Always: a figure of the search stands beside the figure with
//! other luck, and a point that does not hold up is told as one that does not.

mod answer;
mod figures;
mod picture;
mod sections;

pub use figures::standing_name;
pub use figures::told_objectives;
pub use picture::tune_pictures;

use super::Assumption;
use super::People;
use super::ReportError;
use super::table::Align;
use super::table::aligned;
use super::table::indented;
use crate::compare::Chance;
use crate::locale::Locale;
use crate::tune::Division;
use crate::tune::Knob;
use crate::tune::Tuned;
use askama::Template;

/// Everything that is told of a search.
#[derive(Clone, Debug)]
pub struct TunePage<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// The title of the scenario.
    pub title: &'a str,
    /// The policy of which the settings were searched, with its version.
    pub policy: String,
    /// What was found.
    pub tuned: &'a Tuned,
    /// The settings that were searched.
    pub knobs: &'a [Knob],
    /// How many combinations of them there are.
    pub combinations: u128,
    /// How the runs were divided.
    pub division: Division,
    /// How many runs there might be.
    pub budget: u64,
    /// What was left to chance.
    pub chance: Chance,
    /// The luck of the search and that of the re-check.
    pub seeds: (u64, u64),
    /// Whether the people in the ledger exist.
    pub people: People,
    /// The guarantees, in the order of their breaches: each in words.
    pub guarantees: Vec<String>,
    /// The numbers that the figures rest on.
    pub assumptions: Vec<Assumption>,
    /// What the model leaves out, in sentences.
    pub left_out: Vec<String>,
    /// What the books or the tables do not tell, in sentences.
    pub untold: Vec<String>,
    /// What makes the search repeatable.
    pub receipt: Vec<String>,
}

/// The page as HTML that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when a picture cannot be painted.
pub fn tune_html(page: &TunePage<'_>) -> Result<String, ReportError> {
    sections::Sections::of(page)?.render().map_err(|error| ReportError::Template(error.to_string()))
}

/// The answer and the front, as lines of text.
#[must_use]
pub fn tune_summary(page: &TunePage<'_>) -> String {
    let locale = page.locale;
    let sentences = answer::answers(page).iter().map(|sentence| indented(sentence, 0)).collect::<String>();
    let told = answer::method(page).iter().map(|sentence| indented(sentence, 0)).collect::<String>();
    if page.tuned.points.is_empty() {
        return format!("{sentences}\n{told}");
    }
    let again = locale.pick("again", "opnieuw");
    let objectives = &page.tuned.objectives;
    let mut headings = vec![("", Align::Left)];
    for objective in objectives {
        headings.push((objective.short(locale), Align::Right));
        if page.tuned.fresh.is_some() {
            headings.push((again, Align::Right));
        }
    }
    let changes = figures::changes(page).into_iter();
    let changes = changes.map(|(name, changed)| indented(&format!("{name}: {changed}"), 0)).collect::<String>();
    format!("{sentences}\n{}\n{changes}\n{told}", aligned(&headings, &figures::lines(page, objectives)))
}
