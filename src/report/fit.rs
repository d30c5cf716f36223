//! How households respond, as far as the books tell: a page for people, pictures, and a table for the terminal.
//!
//! Reads what [`crate::fit`] found; estimates nothing itself. Always: a number that the books do not tell stands beside
//! those that they do with the reason, and nothing is counted of which there are fewer than ten.

mod answer;
mod cliff;
mod numbers;
mod page;
mod picture;
mod second;
mod text;
mod threshold;

pub use numbers::why;
pub use picture::fit_pictures;
pub use text::fit_text;
pub use threshold::why_untold;

use super::ReportError;
use crate::backtest::Caution;
use crate::calendar::Day;
use crate::fit::Crossed;
use crate::fit::Fitted;
use crate::locale::Locale;
use crate::threshold::Thresholds;
use askama::Template;

/// Everything that is told of a fit.
#[derive(Clone, Debug)]
pub struct FitPage<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// What was found.
    pub fitted: &'a Fitted,
    /// What a Cox model says of each kind of action.
    pub second_look: &'a [Crossed],
    /// What the books tell at the thresholds of the policy that was in force, if one was given.
    pub thresholds: Option<&'a Thresholds>,
    /// The title of the behaviour whose numbers stand where the books tell none.
    pub prior: &'a str,
    /// The books: their first and last day, in words.
    pub books: String,
    /// Their last day.
    pub last_day: Day,
    /// What makes them say too little as they stand on that day.
    pub cautions: Vec<Caution>,
    /// What makes the fit repeatable.
    pub receipt: Vec<String>,
}

/// The page as HTML that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when a picture cannot be painted.
pub fn fit_html(page: &FitPage<'_>) -> Result<String, ReportError> {
    let sections = page::FitSections::of(page)?;
    sections.render().map_err(|error| ReportError::Template(error.to_string()))
}

impl FitPage<'_> {
    const fn pick<'t>(&self, en: &'t str, nl: &'t str) -> &'t str {
        self.locale.pick(en, nl)
    }

    /// What makes the books say too little, in sentences.
    fn cautions(&self) -> impl Iterator<Item = String> {
        self.cautions.iter().map(|caution| caution.sentence(self.last_day, self.locale))
    }

    fn count(&self, count: u64) -> String {
        self.locale.count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// Fewer than this are not told.
const FEWEST_TOLD: u64 = 10;
