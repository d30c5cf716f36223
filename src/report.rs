//! What people get to see: a page for the board, pictures, a short table for the terminal.
//!
//! Reads a [`Comparison`] and texts that the caller has; measures and decides nothing. Knows no ledger and no policy.
//! Always: a figure that is not defined stays empty and is never a zero; what names fewer than ten stays unnamed on
//! the page, totals excepted; whatever comes in as text is escaped.

pub mod chart;

mod answer;
mod attribution;
mod between;
mod binding;
mod breach;
mod breakdown;
mod computed;
mod course;
mod difference;
mod document;
mod explanation;
mod fit;
mod ground;
mod guarantee;
mod origin;
mod past;
mod picture;
mod pilot;
mod question;
mod sections;
mod summary;
mod sureness;
mod table;
mod trace;
mod tune;
mod wording;
mod worklist;

pub use attribution::AttributionPage;
pub use attribution::attribution_html;
pub use attribution::attribution_pictures;
pub use attribution::attribution_text;
pub use between::between_json;
pub use between::between_text;
pub use breach::breach_lines;
pub use breakdown::shown_at;
pub use breakdown::shown_measures;
pub use computed::computed_lines;
pub use difference::Beside;
pub use difference::DifferencePage;
pub use difference::difference_html;
pub use difference::difference_text;
pub use document::document_html;
pub use document::document_markdown;
pub use explanation::explanation;
pub use fit::FitPage;
pub use fit::fit_html;
pub use fit::fit_pictures;
pub use fit::fit_text;
pub use fit::why;
pub use fit::why_untold;
pub use ground::RestsOn;
pub use ground::ground_line;
pub use guarantee::guarantees_json;
pub use guarantee::guarantees_text;
pub use guarantee::refuted_findings;
pub use past::no_past;
pub use past::past_html;
pub use past::past_pictures;
pub use past::past_sentences;
pub use past::past_text;
pub use past::stretched;
pub use picture::Picture;
pub use picture::pictures;
pub use picture::pictures_of;
pub use pilot::DesignPage;
pub use pilot::ReadingPage;
pub use pilot::tell_design;
pub use pilot::tell_reading;
pub use question::AskedOf;
pub use question::QuestionPage;
pub use question::Staffing;
pub use question::Table;
pub use question::Told;
pub use question::number_title;
pub use question::question_html;
pub use question::question_text;
pub use question::tell_break_even;
pub use question::tell_capacity;
pub use question::tell_robustness;
pub use question::tell_sensitivity;
pub use summary::summary;
pub use sureness::stopping;
pub use sureness::sureness;
pub use table::Align;
pub use table::aligned;
pub use table::indented;
pub use table::wrapped;
pub use trace::trace_csv;
pub use trace::trace_html;
pub use trace::trace_text;
pub use tune::TunePage;
pub use tune::standing_name;
pub use tune::told_objectives;
pub use tune::tune_html;
pub use tune::tune_pictures;
pub use tune::tune_summary;
pub use worklist::worklist_csv;
pub use worklist::worklist_text;

use crate::behaviour::Label;
use crate::check::Layer;
use crate::compare::Comparison;
use crate::compare::OnTheBooks;
use crate::locale::Locale;
use crate::report::chart::ChartError;
use askama::Template;

/// Everything a report tells.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// What was tried, in the author's words.
    pub title: &'a str,
    /// The figures.
    pub comparison: &'a Comparison,
    /// Whether the people in the ledger exist.
    pub people: People,
    /// How many tenancies the books hold.
    pub tenancies: usize,
    /// What follows from the rules on the recorded books.
    pub computed: Computed<'a>,
    /// The numbers that the figures rest on.
    pub assumptions: Vec<Assumption>,
    /// How many of those that are assumed were weighed; none where nobody responds.
    pub rests_on: Option<RestsOn>,
    /// What the model leaves out, in sentences.
    pub left_out: Vec<String>,
    /// How often each guarantee was breached, those that were kept included.
    pub breaches: Vec<BreachCount>,
    /// What is compared: each policy with its version, settings and the days on which it rules, in sentences.
    pub compared: Vec<String>,
    /// Whether the model has been right before, in sentences.
    pub past: Vec<String>,
    /// What the books or the tables do not tell, and what was taken instead, in sentences.
    pub untold: Vec<String>,
    /// Why no more replications were run, where that was decided on the way; else empty.
    pub stopped: String,
    /// What makes the run repeatable: version, inputs with their hashes, seed, replications.
    pub receipt: Vec<String>,
}

/// What follows from the rules on the recorded books, without assumptions.
#[derive(Clone, Copy, Debug)]
pub struct Computed<'a> {
    /// The policies replayed beside each other, in the order of [`Page::comparison`].
    pub comparison: &'a Comparison,
    /// What each comes to, in that order.
    pub books: &'a [OnTheBooks],
}

/// Whether the people in a ledger exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// The books of a corporation.
    Real,
    /// Invented by `huurproef synth`.
    Synthetic,
}

/// A number that the figures rest on.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Its interval, or empty.
    pub interval: String,
    /// Where it comes from.
    pub label: Label,
    /// The source in words.
    pub source: String,
}

/// How often a scenario breached a guarantee.
#[derive(Clone, Debug)]
pub struct BreachCount {
    /// The scenario's title.
    pub scenario: String,
    /// Who said what must hold.
    pub layer: Layer,
    /// The guarantee, in the author's words.
    pub guarantee: String,
    /// The article it rests on, or empty.
    pub basis: String,
    /// How many breaches there were in all runs together.
    pub count: u64,
    /// How many runs there were.
    pub runs: u64,
    /// How many there are on the recorded books.
    pub on_the_books: u64,
}

/// A report that could not be made: a fault of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A picture could not be painted.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The template could not be filled.
    #[error("the page could not be filled: {0}")]
    Template(String),
}

/// The page as HTML that needs nothing beside itself: no scripts, no fonts, no files.
///
/// # Errors
/// [`ReportError`] when a picture cannot be painted.
pub fn html(page: &Page<'_>) -> Result<String, ReportError> {
    let sections = sections::Sections::of(page)?;
    sections.render().map_err(|error| ReportError::Template(error.to_string()))
}
