//! The page of a search section by section, as texts that the template only has to set.

use super::TunePage;
use super::answer;
use super::figures;
use super::told_objectives;
use super::tune_pictures;
use crate::locale::Locale;
use crate::report::People;
use crate::report::ReportError;
use crate::report::sections::Figure;
use crate::report::sections::inline;
use crate::tune::Fate;
use crate::tune::Knob;
use crate::tune::Objective;
use crate::tune::Tried;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "tune.html")]
pub(super) struct Sections {
    locale: Locale,
    title: String,
    policy: String,
    period: String,
    is_synthetic: bool,
    is_drawn: bool,
    answers: Vec<String>,
    heads: Vec<&'static str>,
    baseline: Vec<String>,
    rows: Vec<Row>,
    figures: Vec<Figure>,
    knobs: Vec<[String; 3]>,
    refused: Vec<[String; 3]>,
    method: Vec<String>,
    untold: Vec<String>,
    left_out: Vec<String>,
    receipt: Vec<String>,
}

/// A point of the front.
struct Row {
    name: String,
    changes: String,
    cells: Vec<Cell>,
    standing: String,
    holds: bool,
}

/// A figure with its difference, with other luck where there is any, and the difference that was found.
struct Cell {
    figure: String,
    difference: String,
    range: String,
    found: String,
}

impl Sections {
    pub(super) fn of(page: &TunePage<'_>) -> Result<Sections, ReportError> {
        let (locale, tuned) = (page.locale, page.tuned);
        let objectives = told_objectives(tuned);
        let pictures = tune_pictures(page).into_iter();
        let drawn = pictures.map(|picture| Ok(Figure { svg: inline(&picture.scene.svg()?), title: picture.title }));
        let window = tuned.found.window;
        let (from, to) = (locale.day(window.from), locale.day(window.to));
        Ok(Sections {
            locale,
            title: page.title.to_owned(),
            policy: page.policy.clone(),
            period: format!("{from} {} {to}", locale.pick("to", "tot en met")),
            is_synthetic: page.people == People::Synthetic,
            is_drawn: tuned.fresh.is_some(),
            answers: answer::answers(page),
            heads: objectives.iter().map(|objective| objective.title(locale)).collect(),
            baseline: objectives.iter().map(|objective| baseline(page, *objective)).collect(),
            rows: (0..tuned.points.len()).map(|nth| row(page, nth, &objectives)).collect(),
            figures: drawn.collect::<Result<Vec<Figure>, ReportError>>()?,
            knobs: knobs(page),
            refused: refused(page),
            method: answer::method(page),
            untold: page.untold.clone(),
            left_out: page.left_out.clone(),
            receipt: page.receipt.clone(),
        })
    }

    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

fn baseline(page: &TunePage<'_>, objective: Objective) -> String {
    let [found, fresh] = figures::pair(page.tuned, 0);
    figures::figure(fresh.or(found), objective, page.locale)
}

fn row(page: &TunePage<'_>, nth: usize, objectives: &[Objective]) -> Row {
    let locale = page.locale;
    let [found, fresh] = figures::pair(page.tuned, nth + 1);
    let cell = |objective: &Objective| {
        let of = fresh.or(found);
        let (difference, range) = figures::difference(of, *objective, locale);
        let found = if fresh.is_some() { figures::difference(found, *objective, locale).0 } else { String::new() };
        Cell { figure: figures::figure(of, *objective, locale), difference, range, found }
    };
    let point = page.tuned.points.get(nth);
    Row {
        name: found.map_or_else(String::new, |of| of.name.clone()),
        changes: point.map_or_else(String::new, |point| figures::changed(page.knobs, &point.places, locale)),
        cells: objectives.iter().map(cell).collect(),
        standing: point.map_or_else(String::new, |point| figures::standing(&point.standing, locale)),
        holds: point.is_some_and(|point| answer::holds(&point.standing)),
    }
}

/// Each setting with the baseline's value and the values that were tried.
fn knobs(page: &TunePage<'_>) -> Vec<[String; 3]> {
    let told = |text: &String| page.locale.decimal(text);
    let row = |knob: &Knob| {
        let own = knob.values.get(knob.own).map_or_else(String::new, told);
        [knob.name.clone(), own, knob.values.iter().map(told).collect::<Vec<String>>().join("  ")]
    };
    page.knobs.iter().map(row).collect()
}

/// Each guarantee that was breached: by how many combinations, and the one with the fewest changes.
fn refused(page: &TunePage<'_>) -> Vec<[String; 3]> {
    let refused = || page.tuned.tried.iter().filter(|tried| tried.fate == Fate::Refused);
    let changes =
        |tried: &&Tried| page.knobs.iter().zip(&tried.places).filter(|(knob, place)| knob.own != **place).count();
    let rows = page.guarantees.iter().enumerate().filter_map(|(nth, guarantee)| {
        let breaching: Vec<&Tried> =
            refused().filter(|tried| tried.breaches.get(nth).is_some_and(|n| *n > 0)).collect();
        let least = breaching.iter().copied().min_by_key(changes)?;
        let example = figures::changed(page.knobs, &least.places, page.locale);
        Some([guarantee.clone(), breaching.len().to_string(), example])
    });
    rows.collect()
}
