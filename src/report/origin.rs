//! Where a difference comes from: what follows from the rules on the recorded books, and what rests on how households are
//! taken to respond.
//!
//! Always: the two parts add up to the difference.

use super::Label;
use super::Page;
use super::wording;
use crate::compare::Chance;
use crate::compare::Measure;
use crate::compare::Verdict;
use crate::locale::Locale;

/// What kind of knowledge a part of a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Computed,
    Estimated,
    Assumed,
    Response,
}

impl Origin {
    const fn word(self, locale: Locale) -> &'static str {
        match self {
            Origin::Computed => locale.pick("computed", "berekend"),
            Origin::Estimated => locale.pick("estimated", "geschat"),
            Origin::Assumed => locale.pick("assumed", "aangenomen"),
            Origin::Response => locale.pick("response", "reactie"),
        }
    }
}

/// Whether every number behind a modelled run is fitted to these books: only then is a share of runs a probability.
pub(super) fn is_fitted(page: &Page<'_>) -> bool {
    !page.assumptions.is_empty() && page.assumptions.iter().all(|assumption| assumption.label == Label::Fitted)
}

/// The parts of a scenario's difference in words, each with its size; empty where there is no difference, or nothing but
/// the recorded books to it.
pub(super) fn origin(page: &Page<'_>, scenario: usize, measure: Measure) -> String {
    let difference = page.comparison.scenarios.get(scenario).and_then(|of| of.differences.get(&measure));
    let Some(difference) = difference.filter(|difference| difference.verdict != Verdict::Same) else {
        return String::new();
    };
    if page.comparison.chance == Chance::Nothing {
        return String::new();
    }
    let replayed = page.computed.comparison.scenarios.get(scenario).and_then(|of| of.differences.get(&measure));
    // The books reach over a part of the window alone: what is computed on them is no part of a figure over all of it.
    let replayed = replayed.filter(|_| page.comparison.forecast_from.is_none());
    let computed = replayed.map_or(0.0, |difference| difference.spread.mean);
    let rest = difference.spread.mean - computed;
    // Where it is told how much rests on assumptions, not all of the response is called so.
    let modelled = match page.rests_on {
        _ if is_fitted(page) => Origin::Estimated,
        Some(_) => Origin::Response,
        None => Origin::Assumed,
    };
    let whole = computed.abs() + rest.abs();
    let parts = [(Origin::Computed, computed), (modelled, rest)];
    let size = |part: f64| wording::difference(measure.unit(), part, page.locale);
    let is_something = |part: f64| size(part).contains(|letter: char| ('1'..='9').contains(&letter));
    let told: Vec<&(Origin, f64)> =
        parts.iter().filter(|(_, part)| part.abs() > whole * 0.005 && is_something(*part)).collect();
    match told.as_slice() {
        // Both round to nothing: what is larger is told.
        [] if computed.abs() > rest.abs() => Origin::Computed.word(page.locale).to_owned(),
        [] => modelled.word(page.locale).to_owned(),
        [(origin, _)] => origin.word(page.locale).to_owned(),
        _ => {
            let text = |(origin, part): &&(Origin, f64)| format!("{} {}", origin.word(page.locale), size(*part));
            told.iter().map(text).collect::<Vec<String>>().join(", ")
        }
    }
}
