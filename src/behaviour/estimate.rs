//! A number about behaviour: never without its interval and where it comes from.

use crate::locale::Phrase;
use crate::locale::Word;
use serde::Deserialize;
use serde::Serialize;

/// A number with its interval, label and source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// The best guess.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// What kind of knowledge it is.
    pub label: Label,
    /// Where it comes from.
    pub source: String,
}

/// What kind of knowledge a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Estimated from this ledger.
    Fitted,
    /// Published, with its source.
    Literature,
    /// Somebody's number.
    Assumed,
}

/// What is wrong with a behaviour file beyond its form.
#[derive(Clone, Debug, PartialEq)]
pub enum EstimateError {
    /// `low ≤ value ≤ high` does not hold, or one of them is no finite number.
    Interval(String),
    /// The interval reaches beyond what such a number can be.
    OutOfRange {
        /// The number.
        name: String,
        /// The least and the most that it can be.
        range: (f64, f64),
    },
    /// A list by kind of action names something that is none.
    UnknownAction {
        /// The list.
        list: &'static str,
        /// What it names.
        kind: String,
    },
    /// A list of steps does not start at day 0 or is not in order of days.
    BaseSteps(&'static str),
    /// A list of steps by day of the month has other days than those of a month, or is not in order.
    MonthSteps(&'static str),
    /// A kind of household has a kind of money that is not described.
    UnknownMoney(String),
    /// The tendency of a kind of household is no finite number: which in the list, from 0.
    Tendency(usize),
    /// The shares of the kinds of households do not add up to one.
    Shares,
    /// The joint distribution names a number that is none.
    UnknownNumber(String),
    /// The joint distribution has not as many scales and rows as names, or rows of the wrong length.
    JointShape,
    /// The joint distribution names a number twice.
    JointTwice(String),
    /// The joint distribution has a number on a scale on which it may have no image.
    JointScale(String),
}

impl Estimate {
    /// The number at a place in its interval: triangular, from `low` at 0 to `high` at 1, with the value as its mode.
    #[must_use]
    pub fn at(&self, uniform: f64) -> f64 {
        let width = self.high - self.low;
        if width <= 0.0 {
            return self.value;
        }
        let mode = (self.value - self.low) / width;
        if uniform < mode {
            self.low + width * libm::sqrt(uniform * mode)
        } else {
            self.high - width * libm::sqrt((1.0 - uniform) * (1.0 - mode))
        }
    }

    pub(super) fn fault(&self, name: &str) -> Option<EstimateError> {
        let finite = self.value.is_finite() && self.low.is_finite() && self.high.is_finite();
        let fits = self.low <= self.value && self.value <= self.high;
        if !finite || !fits {
            return Some(EstimateError::Interval(name.to_owned()));
        }
        let range = range_of(name);
        let possible = range.0 <= self.low && self.high <= range.1;
        (!possible).then(|| EstimateError::OutOfRange { name: name.to_owned(), range })
    }
}

/// What a number can be: chances and shares, days, months, and log-odds that are not beyond all doubt.
pub(crate) fn range_of(name: &str) -> (f64, f64) {
    let (list, last) = name.rsplit_once('.').unwrap_or(("", name));
    match (list, last) {
        ("reached" | "plans.agreed" | "help.accepted", _) => (0.0, 1.0),
        ("debit_bounces", _) | (_, "part_when_able" | "rent_paid_beside") => (0.0, 1.0),
        ("short", "tendency" | "contact") => (-1.0, 2.0),
        ("short", "months" | "spread" | "most") => (0.01, 1000.0),
        ("short", "growth") => (-3.0, 3.0),
        (_, "instalment_kept" | "eviction_ordered" | "arrangement" | "conditional_order" | "carried_out") => (0.0, 1.0),
        ("bailiff", "instalments") => (1.0, 120.0),
        ("bailiff", "patience_days") => (0.0, 3650.0),
        (_, "half_life_days") => (0.1, 3650.0),
        ("bailiff", days) if days.starts_with("days_to_") => (1.0, 3650.0),
        (_, "months_for_writ" | "months_for_eviction" | "months") => (0.0, 120.0),
        (_, "rent_increase") => (-0.5, 0.5),
        _ => (-30.0, 30.0),
    }
}

impl Label {
    /// The label in words.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Label::Fitted => Word::new("fitted", "geschat"),
            Label::Literature => Word::new("literature", "literatuur"),
            Label::Assumed => Word::new("assumed", "aangenomen"),
        }
    }
}

impl EstimateError {
    /// What is wrong and how to mend it, for people.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            EstimateError::Interval(name) => Phrase::new(
                format!("`{name}` needs finite numbers with low ≤ value ≤ high"),
                format!("`{name}` heeft eindige getallen nodig met low ≤ value ≤ high"),
            ),
            EstimateError::OutOfRange { name, range: (least, most) } => Phrase::new(
                format!("`{name}` and its interval cannot lie outside {least} to {most}"),
                format!("`{name}` en het interval ervan kunnen niet buiten {least} tot {most} liggen"),
            ),
            EstimateError::UnknownAction { list, kind } => Phrase::new(
                format!("`{list}.{kind}` is no kind of action; `huurproef facts` lists them"),
                format!("`{list}.{kind}` is geen soort actie; `huurproef facts` noemt ze"),
            ),
            EstimateError::BaseSteps(list) => Phrase::new(
                format!("`{list}` must start at `from_day: 0` and go up"),
                format!("`{list}` moet bij `from_day: 0` beginnen en oplopen"),
            ),
            EstimateError::MonthSteps(list) => Phrase::new(
                format!("`{list}` must go up from one `from_day` to the next, from 1 to 31"),
                format!("`{list}` moet van de ene `from_day` op de andere oplopen, van 1 tot 31"),
            ),
            EstimateError::UnknownMoney(kind) => Phrase::new(
                format!("a kind of household has `money: {kind}`, which is not described below `money`"),
                format!("een soort huishouden heeft `money: {kind}`, dat onder `money` niet beschreven is"),
            ),
            EstimateError::Tendency(nth) => Phrase::new(
                format!("`households[{nth}].tendency` needs a finite number"),
                format!("`households[{nth}].tendency` heeft een eindig getal nodig"),
            ),
            EstimateError::Shares => Phrase::new(
                "the shares of `households` must lie from 0 to 1 and add up to 1, `by_debit` and `by_transfer` each".to_owned(),
                "de aandelen van `households` moeten tussen 0 en 1 liggen en samen 1 zijn, `by_debit` en `by_transfer` elk"
                    .to_owned(),
            ),
            EstimateError::UnknownNumber(name) => Phrase::new(
                format!("`joint` names `{name}`, which is no number of this behaviour"),
                format!("`joint` noemt `{name}`, dat geen getal van dit gedrag is"),
            ),
            EstimateError::JointShape => Phrase::new(
                "`joint` needs a scale and a row for each name, the first row with one number, each next with one more".to_owned(),
                "`joint` heeft bij elke naam een schaal en een rij nodig, de eerste rij met één getal, elke volgende met één meer"
                    .to_owned(),
            ),
            EstimateError::JointTwice(name) => Phrase::new(
                format!("`joint` names `{name}` twice; leave one out, with its scale and row"),
                format!("`joint` noemt `{name}` tweemaal; laat er een weg, met de schaal en de rij ervan"),
            ),
            EstimateError::JointScale(name) => Phrase::new(
                format!(
                    "`{name}` has a scale in `joint` that it cannot have: `log_odds` is for chances and shares, `log` for \
                     what is never below zero"
                ),
                format!(
                    "`{name}` heeft in `joint` een schaal die het niet kan hebben: `log_odds` is voor kansen en aandelen, \
                     `log` voor wat nooit onder nul komt"
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_in_the_interval_and_around_the_value() {
        let number = Estimate { value: 2.0, low: 1.0, high: 6.0, label: Label::Assumed, source: String::new() };
        let draws: Vec<f64> = (0..1000).map(|n| number.at((f64::from(n) + 0.5) / 1000.0)).collect();
        assert!(draws.iter().all(|draw| (1.0..=6.0).contains(draw)));
        let mean = draws.iter().sum::<f64>() / 1000.0;
        assert!((mean - 3.0).abs() < 0.01, "{mean}");
    }
}
