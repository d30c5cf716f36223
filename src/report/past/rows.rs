//! The rows of the tables of a backtest, as texts.

use super::super::wording;
use super::percent;
use super::signed;
use crate::backtest::Fresh;
use crate::backtest::Judgement;
use crate::backtest::Origin;
use crate::backtest::Predicted;
use crate::locale::Locale;
use crate::vocabulary::KpiUnit;

/// `Predicted from what was known on 31 December 2023, over 12 months`.
pub(super) fn origin_title(origin: &Origin, locale: Locale) -> String {
    let (cut, to) = (locale.day(origin.cut), locale.day(origin.window.to));
    let (fitted, numbers) = (origin.fitted, origin.numbers);
    match locale {
        Locale::En => format!(
            "Predicted up to {to} from what was known on {cut}; {fitted} of {numbers} numbers from the books of that day"
        ),
        Locale::Nl => format!(
            "Voorspeld tot en met {to} uit wat bekend was op {cut}; {fitted} van {numbers} getallen uit de boeken van die dag"
        ),
    }
}

pub(super) const fn course_headings(locale: Locale) -> [&'static str; 5] {
    match locale {
        Locale::En => ["recorded", "predicted", "too high or low", "off by on average", "months in the interval"],
        Locale::Nl => ["werkelijk", "voorspeld", "te hoog of te laag", "gemiddeld ernaast", "maanden in het interval"],
    }
}

/// What stood at the month ends: the means over them, the errors, and in how many months the record lies in the interval.
pub(super) fn courses(origin: &Origin, locale: Locale) -> Vec<Vec<String>> {
    let row = |course: &crate::backtest::Course| {
        let (unit, score) = (course.level.unit(), &course.score);
        let bias = wording::difference(unit, score.mean_error, locale);
        let bias =
            score.relative_bias().map_or_else(|| bias.clone(), |share| format!("{bias} ({})", signed(share, locale)));
        vec![
            course.level.title(locale).to_owned(),
            wording::value(unit, score.mean_recorded, locale),
            wording::value(unit, score.mean_recorded + score.mean_error, locale),
            bias,
            super::off_by(course.level, score, locale),
            format!("{} / {}", score.inside, score.months),
        ]
    };
    origin.courses.iter().map(row).collect()
}

pub(super) const fn total_headings(locale: Locale) -> [&'static str; 5] {
    match locale {
        Locale::En => ["recorded", "predicted", "off by", "90 % interval", ""],
        Locale::Nl => ["werkelijk", "voorspeld", "ernaast", "interval van 90 %", ""],
    }
}

/// What adds up over the period.
pub(super) fn totals(origin: &Origin, locale: Locale) -> Vec<Vec<String>> {
    let row = |total: &crate::backtest::Total| {
        let (unit, predicted) = (total.what.unit(), &total.predicted);
        let off = predicted.mean - total.recorded;
        let share = (total.recorded > 0.0).then(|| off / total.recorded);
        let off = wording::difference(unit, off, locale);
        vec![
            total.what.title(locale),
            counted(unit, total.recorded, locale),
            wording::value(unit, predicted.mean, locale),
            share.map_or_else(|| off.clone(), |share| format!("{off} ({})", signed(share, locale))),
            range(unit, predicted, locale),
            held(predicted.holds(total.recorded), locale).to_owned(),
        ]
    };
    origin.totals.iter().map(row).collect()
}

/// What happened is counted: it has no decimals.
fn counted(unit: KpiUnit, figure: f64, locale: Locale) -> String {
    let is_count = unit == KpiUnit::Count && figure < 20.0;
    if is_count { format!("{figure:.0}") } else { wording::value(unit, figure, locale) }
}

fn range(unit: KpiUnit, predicted: &Predicted, locale: Locale) -> String {
    format!("{} … {}", wording::value(unit, predicted.low, locale), wording::value(unit, predicted.high, locale))
}

const fn held(is_inside: bool, locale: Locale) -> &'static str {
    if is_inside { locale.pick("inside", "erin") } else { locale.pick("outside", "erbuiten") }
}

/// What was done too seldom to be told, as a sentence.
pub(super) fn rare(origin: &Origin, locale: Locale) -> String {
    if origin.rare.is_empty() {
        return String::new();
    }
    let lead = locale.pick("Fewer than 10 and therefore not shown", "Minder dan 10 en daarom niet getoond");
    let names: Vec<String> = origin.rare.iter().map(|flow| flow.title(locale)).collect();
    format!("{lead}: {}.", names.join(", "))
}

pub(super) const fn fresh_headings(locale: Locale) -> [&'static str; 5] {
    match locale {
        Locale::En => ["recorded", "predicted", "90 % interval", "off by", "within 10 %"],
        Locale::Nl => ["werkelijk", "voorspeld", "interval van 90 %", "ernaast", "binnen 10 %"],
    }
}

/// The levels that come of nothing.
pub(super) fn fresh(fresh: &Fresh, locale: Locale) -> Vec<Vec<String>> {
    let row = |level: &crate::backtest::FreshLevel| {
        let unit = level.level.unit();
        let judged = match level.judgement {
            Judgement::Near => locale.pick("yes", "ja"),
            Judgement::Far => locale.pick("no", "nee"),
            Judgement::TooFew => locale.pick("too few to judge", "te weinig om te oordelen"),
        };
        vec![
            level.level.title(locale).to_owned(),
            wording::value(unit, level.recorded, locale),
            wording::value(unit, level.predicted.mean, locale),
            range(unit, &level.predicted, locale),
            level.difference().map_or_else(|| percent(0.0, locale), |share| signed(share, locale)),
            judged.to_owned(),
        ]
    };
    fresh.levels.iter().map(row).collect()
}
