//! A trial in sentences, with a picture and the table behind it: before it begins, and after.

mod design;
mod reading;

pub use design::DesignPage;
pub use design::tell_design;
pub use reading::ReadingPage;
pub use reading::tell_reading;

use super::wording;
use crate::locale::Locale;
use crate::pilot::FEWEST;
use crate::pilot::Pick;
use crate::vocabulary::KpiUnit;

/// How many tenancies; few are not told exactly.
fn tenancies(count: usize, locale: Locale) -> String {
    if (1..FEWEST).contains(&count) {
        return locale.pick("fewer than 10", "minder dan 10").to_owned();
    }
    locale.count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// So many months.
fn months(count: i32, locale: Locale) -> String {
    locale.months(&count.to_string())
}

/// Under which hash the design is kept, so that anybody sees later that it was not changed.
fn filed(sha256: &str, locale: Locale) -> String {
    match locale {
        Locale::En => format!(
            "The design is the file share/pilot.yaml with SHA-256 {sha256}. Keep that number with the decision: it shows afterwards that nothing was changed."
        ),
        Locale::Nl => format!(
            "Het ontwerp is het bestand share/pilot.yaml met SHA-256 {sha256}. Bewaar dat nummer bij het besluit: het laat achteraf zien dat er niets is gewijzigd."
        ),
    }
}

/// A text that begins a sentence.
fn begun(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// For which part of so many tenancies something holds; not told where it does, or does not, for few.
fn part_of(count: usize, all: usize, locale: Locale) -> String {
    let is_few = |count: usize| (1..FEWEST).contains(&count);
    match all.saturating_sub(count) {
        _ if is_few(count) => locale.pick("fewer than 10", "minder dan 10").to_owned(),
        rest if is_few(rest) => locale.pick("all but fewer than 10", "op minder dan 10 na alle").to_owned(),
        _ => wording::part(count as f64 / all.max(1) as f64),
    }
}

/// What is measured, as people say it.
fn outcome(pick: Pick, months: i32, locale: Locale) -> String {
    let later = locale.months(&months.to_string());
    match (pick, locale) {
        (Pick::Owed, Locale::En) => format!("what is owed {later} after entry"),
        (Pick::Owed, Locale::Nl) => format!("wat er {later} na instroom openstaat"),
        (Pick::InArrears, Locale::En) => format!("the share in arrears (over € 25) {later} after entry"),
        (Pick::InArrears, Locale::Nl) => format!("het aandeel met achterstand (boven € 25) {later} na instroom"),
    }
}

/// A difference of outcomes with its sign.
fn apart(pick: Pick, difference: f64, locale: Locale) -> String {
    let (unit, figure) = in_unit(pick, difference);
    wording::difference(unit, figure, locale)
}

/// An outcome.
fn level(pick: Pick, figure: f64, locale: Locale) -> String {
    let (unit, figure) = in_unit(pick, figure);
    wording::value(unit, figure, locale)
}

const fn in_unit(pick: Pick, figure: f64) -> (KpiUnit, f64) {
    match pick {
        Pick::Owed => (KpiUnit::Euro, figure / 100.0),
        Pick::InArrears => (KpiUnit::Rate, figure),
    }
}
