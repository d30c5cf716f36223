//! Whether the model has been right before, for people: the answer in sentences, tables for the terminal, a page.
//!
//! Always: the answer stands first, and what withholds forecasts is never left out.

mod page;
mod rows;

pub use page::past_html;
pub use page::past_pictures;

use super::table::Align;
use super::table::aligned;
use super::table::indented;
use super::wording;
use crate::backtest::Backtest;
use crate::backtest::Forecasts;
use crate::backtest::FreshLevel;
use crate::backtest::Judgement;
use crate::backtest::Level;
use crate::backtest::MOST_STRETCHED;
use crate::backtest::Origin;
use crate::backtest::Score;
use crate::locale::Locale;

/// The answer: how far off the model was, and whether a forecast may be trusted.
#[must_use]
pub fn past_sentences(backtest: &Backtest, locale: Locale) -> Vec<String> {
    let ahead = locale.months(&backtest.months.to_string());
    let mut sentences = Vec::new();
    if let Some(score) = backtest.score(Level::ArrearsRateSitting) {
        let (level, off) = (Level::ArrearsRateSitting, off_by(Level::ArrearsRateSitting, &score, locale));
        let (title, inside) = (level.title(locale), inside(&score, locale));
        sentences.push(match locale {
            Locale::En => format!(
                "On these books, predicting {ahead} ahead, the model was off by {off} on average in {title}, and \
                 {inside} lay in the 90 % interval."
            ),
            Locale::Nl => format!(
                "Op deze boeken zat het model, {ahead} vooruit, er bij {title} gemiddeld {off} naast, en {inside} \
                 lagen in het interval van 90 %."
            ),
        });
    }
    if let Some(score) = backtest.score(Level::TenantsInArrears) {
        let (off, inside) = (off_by(Level::TenantsInArrears, &score, locale), inside(&score, locale));
        let title = Level::TenantsInArrears.title(locale);
        sentences.push(match locale {
            Locale::En => format!("In {title} it was off by {off} on average; {inside} lay in the interval."),
            Locale::Nl => format!("Bij {title} zat het er gemiddeld {off} naast; {inside} lagen in het interval."),
        });
    }
    sentences.push(verdict(backtest, locale));
    sentences
}

/// By how much the intervals of a run are stretched for what the backtest taught.
#[must_use]
pub fn stretched(backtest: &Backtest, locale: Locale) -> Vec<String> {
    let told = |level: Level| {
        let times = backtest.stretch(level);
        (times > 1.0).then(|| stretched_told(level.title(locale), times, locale))
    };
    Level::BY_MONTH.into_iter().filter_map(told).collect()
}

fn stretched_told(title: &str, times: f64, locale: Locale) -> String {
    let number = locale.decimal(&format!("{times:.1}"));
    let enough = times < MOST_STRETCHED;
    match locale {
        Locale::En if enough => format!(
            "Intervals of {title}, and of differences in it, are stretched {number} times: then nine in ten of those months \
             would have lain within."
        ),
        Locale::En => format!(
            "Intervals of {title}, and of differences in it, are stretched {number} times, and even then not nine in ten of \
             those months would have lain within."
        ),
        Locale::Nl if enough => format!(
            "Intervallen van {title}, en van verschillen daarin, zijn {number} keer zo wijd gemaakt: dan hadden negen van de \
             tien van die maanden erin gelegen."
        ),
        Locale::Nl => format!(
            "Intervallen van {title}, en van verschillen daarin, zijn {number} keer zo wijd gemaakt, en zelfs dan hadden geen \
             negen van de tien van die maanden erin gelegen."
        ),
    }
}

/// What a page says that no backtest is named on.
#[must_use]
pub fn no_past(locale: Locale) -> String {
    locale
        .pick(
            "Whether the model has been right before is not known: no backtest is named.",
            "Of het model het eerder goed had is niet bekend: er is geen terugtoets genoemd.",
        )
        .to_owned()
}

/// How far apart prediction and record were on average: `0.04 pp (3 %)`.
fn off_by(level: Level, score: &Score, locale: Locale) -> String {
    let size = wording::difference(level.unit(), score.mean_absolute_error, locale);
    let size = size.trim_start_matches('+').to_owned();
    score.relative_error().map_or_else(|| size.clone(), |share| format!("{size} ({})", percent(share, locale)))
}

fn inside(score: &Score, locale: Locale) -> String {
    let months = locale.months(&score.months.to_string());
    format!("{} {} {months}", score.inside, locale.pick("of", "van de"))
}

/// A share in whole per cents, with its sign where it is below zero.
fn percent(share: f64, locale: Locale) -> String {
    format!("{} %", wording::whole(share * 100.0, locale))
}

/// Whether a forecast may be trusted, and on what that rests.
fn verdict(backtest: &Backtest, locale: Locale) -> String {
    let fresh = &backtest.fresh;
    let with = |wanted: Judgement| fresh.levels.iter().filter(move |level| level.judgement == wanted);
    let told = |levels: Vec<&FreshLevel>| {
        let told = levels.into_iter().map(|level| fresh_told(level, locale));
        told.collect::<Vec<String>>().join("; ")
    };
    let far: Vec<&FreshLevel> = with(Judgement::Far).collect();
    let few: Vec<&FreshLevel> = with(Judgement::TooFew).collect();
    match (fresh.forecasts, far.is_empty()) {
        (Forecasts::MayBeTrusted, _) => {
            let near = told(with(Judgement::Near).collect());
            match locale {
                Locale::En => format!(
                    "A forecast may be trusted: with nothing known but what was charged, the numbers alone bring arrears \
                     within 10 % of the books ({near})."
                ),
                Locale::Nl => format!(
                    "Een prognose is te vertrouwen: met niets bekend dan wat in rekening kwam, brengen de getallen alleen \
                     de achterstand tot op 10 % van de boeken ({near})."
                ),
            }
        }
        (Forecasts::AreWithheld, false) => {
            let far = told(far);
            match locale {
                Locale::En => format!(
                    "A forecast may not be trusted: with nothing known but what was charged, the numbers alone do not bring \
                     arrears within 10 % of the books ({far}). Forecasts are withheld."
                ),
                Locale::Nl => format!(
                    "Een prognose is niet te vertrouwen: met niets bekend dan wat in rekening kwam, brengen de getallen \
                     alleen de achterstand niet tot op 10 % van de boeken ({far}). Prognoses worden niet gegeven."
                ),
            }
        }
        (Forecasts::AreWithheld, true) => {
            let few = told(few);
            match locale {
                Locale::En => format!(
                    "A forecast may not be trusted: too few tenants are in arrears to judge by ({few}). Forecasts are withheld."
                ),
                Locale::Nl => format!(
                    "Een prognose is niet te vertrouwen: te weinig huurders hebben achterstand om op te oordelen ({few}). \
                     Prognoses worden niet gegeven."
                ),
            }
        }
    }
}

/// A level of the fresh dice: `arrears rate 1.38 % against 1.20 %, +15 %`.
fn fresh_told(level: &FreshLevel, locale: Locale) -> String {
    let word = |figure| wording::value(level.level.unit(), figure, locale);
    let against = locale.pick("against", "tegen");
    let title = level.level.title(locale);
    let off = level.difference().map_or_else(String::new, |share| format!(", {}", signed(share, locale)));
    format!("{title} {} {against} {}{off}", word(level.predicted.mean), word(level.recorded))
}

fn signed(share: f64, locale: Locale) -> String {
    let size = percent(share.abs(), locale);
    match share {
        _ if size.starts_with('0') => size,
        share if share < 0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

/// Everything for the terminal.
#[must_use]
pub fn past_text(backtest: &Backtest, locale: Locale) -> String {
    let answer = past_sentences(backtest, locale).iter().map(|sentence| indented(sentence, 0)).collect::<String>();
    let origins = backtest.origins.iter().map(|origin| origin_text(origin, locale)).collect::<String>();
    let fresh = &backtest.fresh;
    let lead = match locale {
        Locale::En => format!("With nothing known, the mean from {} on", locale.day(fresh.levels_over.from)),
        Locale::Nl => format!("Met niets bekend, het gemiddelde vanaf {}", locale.day(fresh.levels_over.from)),
    };
    let headings = rows::fresh_headings(locale).map(|heading| (heading, Align::Right));
    let headings: Vec<(&str, Align)> = [("", Align::Left)].into_iter().chain(headings).collect();
    format!("{answer}{origins}\n{lead}\n{}", aligned(&headings, &rows::fresh(fresh, locale)))
}

fn origin_text(origin: &Origin, locale: Locale) -> String {
    let title = rows::origin_title(origin, locale);
    let cautions = origin.cautions.iter().map(|caution| indented(&caution.sentence(origin.cut, locale), 2));
    let table = |headings: [&'static str; 5], rows: &[Vec<String>]| {
        let headings = headings.map(|heading| (heading, Align::Right));
        let headings: Vec<(&str, Align)> = [("", Align::Left)].into_iter().chain(headings).collect();
        aligned(&headings, rows)
    };
    let courses = table(rows::course_headings(locale), &rows::courses(origin, locale));
    let totals = rows::totals(origin, locale);
    let totals = if totals.is_empty() { String::new() } else { table(rows::total_headings(locale), &totals) };
    let rare = rows::rare(origin, locale);
    let rare = if rare.is_empty() { rare } else { indented(&rare, 0) };
    format!("\n{title}\n{}{courses}\n{totals}{rare}", cautions.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_off_by_more_than_ten_times_keeps_its_thousands() {
        assert_eq!(signed(10.94, Locale::En), "+1,094 %");
        assert_eq!(signed(-0.298, Locale::Nl), "−30 %");
        assert_eq!(signed(-0.001, Locale::Nl), "0 %");
        assert_eq!(percent(123.456, Locale::Nl), "12.346 %");
    }
}
