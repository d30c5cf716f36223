//! The page of a backtest and its pictures: the predicted band against what happened.

use super::super::People;
use super::super::ReportError;
use super::super::chart::Band;
use super::super::chart::Curve;
use super::super::chart::Curves;
use super::super::picture::Picture;
use super::super::sections::inline;
use super::super::sections::unbreakable;
use super::past_sentences;
use super::rows;
use crate::backtest::Backtest;
use crate::backtest::Course;
use crate::backtest::Forecasts;
use crate::backtest::Level;
use crate::backtest::MonthEnd;
use crate::calendar::Day;
use crate::locale::Locale;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "past.html")]
struct PastPage {
    locale: Locale,
    title: String,
    period: String,
    is_synthetic: bool,
    is_withheld: bool,
    answers: Vec<String>,
    cautions: Vec<String>,
    figures: Vec<Figure>,
    course_headings: [&'static str; 5],
    total_headings: [&'static str; 5],
    fresh_headings: [&'static str; 5],
    origins: Vec<Section>,
    fresh: Vec<Vec<String>>,
    fresh_lead: String,
    receipt: Vec<String>,
}

struct Figure {
    title: String,
    svg: String,
}

/// One cut.
struct Section {
    title: String,
    courses: Vec<Vec<String>>,
    totals: Vec<Vec<String>>,
    rare: String,
}

impl PastPage {
    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

/// The page as HTML that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when a picture cannot be painted.
pub fn past_html(backtest: &Backtest, receipt: &[String], locale: Locale) -> Result<String, ReportError> {
    let figure = |picture: Picture| Ok(Figure { svg: inline(&picture.scene.svg()?), title: picture.title });
    let figures: Result<Vec<Figure>, ReportError> = past_pictures(backtest, locale).into_iter().map(figure).collect();
    let cautions = backtest.origins.iter().flat_map(|origin| {
        origin.cautions.iter().map(|caution| caution.sentence(origin.cut, locale)).collect::<Vec<String>>()
    });
    let section = |origin| Section {
        title: rows::origin_title(origin, locale),
        courses: rows::courses(origin, locale),
        totals: rows::totals(origin, locale),
        rare: rows::rare(origin, locale),
    };
    let page = PastPage {
        locale,
        title: backtest.title.clone(),
        period: period(backtest, locale),
        is_synthetic: people(backtest) == People::Synthetic,
        is_withheld: backtest.fresh.forecasts == Forecasts::AreWithheld,
        answers: past_sentences(backtest, locale).into_iter().map(|sentence| unbreakable(&sentence)).collect(),
        cautions: cautions.collect(),
        figures: figures?,
        course_headings: rows::course_headings(locale),
        total_headings: rows::total_headings(locale),
        fresh_headings: rows::fresh_headings(locale),
        origins: backtest.origins.iter().map(section).collect(),
        fresh: rows::fresh(&backtest.fresh, locale),
        fresh_lead: fresh_lead(backtest, locale),
        receipt: receipt.to_vec(),
    };
    page.render().map_err(|error| ReportError::Template(error.to_string()))
}

fn people(backtest: &Backtest) -> People {
    if backtest.synthetic { People::Synthetic } else { People::Real }
}

fn period(backtest: &Backtest, locale: Locale) -> String {
    let (from, to) = (locale.day(backtest.first_day), locale.day(backtest.last_day));
    let (policy, runs) = (&backtest.policy, backtest.replications);
    match locale {
        Locale::En => format!("Books from {from} to {to}; policy in force: {policy}; number of runs: {runs}"),
        Locale::Nl => format!("Boeken van {from} tot en met {to}; geldend beleid: {policy}; aantal runs: {runs}"),
    }
}

fn fresh_lead(backtest: &Backtest, locale: Locale) -> String {
    let from = locale.day(backtest.fresh.levels_over.from);
    match locale {
        Locale::En => format!(
            "The whole books once more, with nothing known but what was charged and when contracts end. The first year, in which \
             arrears build up from nothing, does not count: means from {from} on."
        ),
        Locale::Nl => format!(
            "De hele boeken nog eens, met niets bekend dan wat in rekening kwam en wanneer contracten eindigen. Het eerste jaar, \
             waarin achterstand uit niets ontstaat, telt niet mee: gemiddelden vanaf {from}."
        ),
    }
}

/// The pictures, in the order in which the page shows them.
#[must_use]
pub fn past_pictures(backtest: &Backtest, locale: Locale) -> Vec<Picture> {
    let from_cuts = [("arrears-rate", Level::ArrearsRateSitting), ("tenants-in-arrears", Level::TenantsInArrears)];
    let from_nothing =
        [("fresh-arrears-rate", Level::ArrearsRateSitting), ("fresh-tenants-in-arrears", Level::TenantsInArrears)];
    let known = |cut: Day| format!("{} {}", locale.pick("predicted from", "voorspeld vanaf"), locale.day(cut));
    let cuts = from_cuts.into_iter().filter_map(|(name, level)| {
        let of = backtest.origins.iter().map(|origin| (known(origin.cut), of_level(&origin.courses, level)));
        let of: Vec<(String, &Course)> = of.filter_map(|(title, course)| Some((title, course?))).collect();
        picture(name, level, level.title(locale).to_owned(), &of, locale)
    });
    let nothing = from_nothing.into_iter().filter_map(|(name, level)| {
        let known = locale.pick("with nothing known", "met niets bekend");
        let title = format!("{}; {known}", level.title(locale));
        let predicted = locale.pick("predicted", "voorspeld").to_owned();
        picture(name, level, title, &[(predicted, of_level(&backtest.fresh.courses, level)?)], locale)
    });
    let mut pictures: Vec<Picture> = cuts.chain(nothing).collect();
    if people(backtest) == People::Synthetic {
        let note = locale.pick("synthetic people", "verzonnen mensen");
        pictures.iter_mut().for_each(|picture| picture.scene.note(note));
    }
    pictures
}

fn of_level(courses: &[Course], level: Level) -> Option<&Course> {
    courses.iter().find(|course| course.level == level)
}

/// What happened as the first curve, and each prediction with its band.
fn picture(
    name: &'static str,
    level: Level,
    title: String,
    predicted: &[(String, &Course)],
    locale: Locale,
) -> Option<Picture> {
    let months = predicted.iter().flat_map(|(_, course)| &course.months);
    let recorded = Curve {
        title: locale.pick("what happened", "wat er gebeurde"),
        points: months.map(|month| (month.date, month.recorded)).collect(),
        band: Vec::new(),
    };
    if recorded.points.is_empty() {
        return None;
    }
    let predictions = predicted.iter().map(|(title, course)| Curve {
        title,
        points: course.months.iter().map(|month| (month.date, month.predicted.mean)).collect(),
        band: course.months.iter().map(band).collect(),
    });
    let curves: Vec<Curve<'_>> = std::iter::once(recorded).chain(predictions).collect();
    let scene = Curves { title: &title, unit: level.unit(), curves, target: None, forecast_from: None }.scene(locale);
    Some(Picture { name, title, scene })
}

fn band(month: &MonthEnd) -> Band {
    Band { day: month.date, low: month.predicted.low, high: month.predicted.high }
}
