//! The page of an attribution, as texts that the template only has to set.

use super::AttributionPage;
use super::answer;
use super::is_told;
use super::is_too_rare;
use super::picture::attribution_pictures;
use crate::attribution::Attributed;
use crate::attribution::Group;
use crate::compare::Difference;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::compare::Verdict;
use crate::difference::Kind;
use crate::locale::Locale;
use crate::report::People;
use crate::report::ReportError;
use crate::report::sections::inline;
use crate::report::sections::unbreakable;
use crate::report::wording;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "attribution.html")]
pub(super) struct AttributionSections {
    locale: Locale,
    title: String,
    old: String,
    new: String,
    period: String,
    is_synthetic: bool,
    compared: Vec<String>,
    lead: &'static str,
    sentences: Vec<String>,
    caution: String,
    figures: Vec<Figure>,
    tables: Vec<Table>,
    groups: Vec<Told>,
    undivided: Vec<String>,
    left_out: Vec<String>,
    untold: Vec<String>,
    receipt: Vec<String>,
}

/// A picture on the page.
struct Figure {
    title: String,
    svg: String,
}

/// A figure, row by row.
struct Table {
    title: String,
    rows: Vec<Row>,
    interplay: Cell,
    has_interplay: bool,
}

/// A change in a table: its part, and what it does alone.
struct Row {
    title: String,
    part: Cell,
    alone: Cell,
    is_whole: bool,
}

/// A size with its range.
#[derive(Default)]
struct Cell {
    size: String,
    range: String,
    mark: &'static str,
}

/// A group of changes with the texts of both policies.
struct Told {
    /// What it goes by, where it is more than one change.
    title: String,
    ties: Vec<String>,
    texts: Vec<Text>,
}

/// A change, old beside new.
struct Text {
    subject: String,
    title: String,
    old: String,
    new: String,
}

impl AttributionSections {
    pub(super) fn of(page: &AttributionPage<'_>) -> Result<AttributionSections, ReportError> {
        let pictures = attribution_pictures(page).into_iter();
        let figures: Result<Vec<Figure>, ReportError> =
            pictures.map(|of| Ok(Figure { svg: inline(&of.scene.svg()?), title: of.title })).collect();
        let window = page.attribution.window;
        let (from, to) = (page.locale.day(window.from), page.locale.day(window.to));
        Ok(AttributionSections {
            locale: page.locale,
            title: page.title.to_owned(),
            old: page.old.to_owned(),
            new: page.new.to_owned(),
            period: format!("{from} {} {to}", page.pick("to", "tot en met")),
            is_synthetic: page.people == People::Synthetic,
            compared: page.compared.clone(),
            lead: answer::lead(page),
            sentences: answer::sentences(page).iter().map(|text| unbreakable(text)).collect(),
            caution: answer::caution(page),
            figures: figures?,
            tables: page.attribution.measures.iter().filter(|of| !is_too_rare(of)).map(|of| table(page, of)).collect(),
            groups: told(page),
            undivided: page.undivided(),
            left_out: page.left_out.clone(),
            untold: page.untold.clone(),
            receipt: page.receipt.clone(),
        })
    }

    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

fn table(page: &AttributionPage<'_>, of: &Attributed) -> Table {
    let cell = |difference| cell(page, of.measure, difference);
    let level = |title: &str, spread: Spread| Row {
        title: title.to_owned(),
        part: Cell {
            size: wording::value(of.measure.unit(), spread.mean, page.locale),
            range: wording::range(of.measure.unit(), spread, page.locale, wording::value),
            mark: "",
        },
        alone: Cell::default(),
        is_whole: true,
    };
    let parts = page.labels().into_iter().zip(&of.contributions);
    let parts = parts.map(|(title, of)| Row { title, part: cell(of.part), alone: cell(of.alone), is_whole: false });
    let together = Row {
        title: page.pick("together", "samen").to_owned(),
        part: cell(of.total),
        alone: Cell::default(),
        is_whole: true,
    };
    let rows = std::iter::once(level(page.old, of.old)).chain(parts);
    Table {
        title: of.measure.title(page.locale),
        rows: rows.chain([together, level(page.new, of.new)]).collect(),
        interplay: cell(of.interplay),
        has_interplay: of.contributions.len() > 1,
    }
}

fn cell(page: &AttributionPage<'_>, measure: Measure, difference: Difference) -> Cell {
    let (unit, spread) = (measure.unit(), difference.spread);
    let is_same = difference.verdict == Verdict::Same;
    Cell {
        size: wording::difference(unit, spread.mean, page.locale),
        range: if is_same { String::new() } else { wording::range(unit, spread, page.locale, wording::difference) },
        mark: if is_same || is_told(difference.verdict) { "" } else { "≈ " },
    }
}

fn told(page: &AttributionPage<'_>) -> Vec<Told> {
    let none = || page.pick("not there", "is er niet").to_owned();
    let text = |place: &usize| {
        let change = page.changes.get(*place)?;
        let subject = change.subject(page.locale);
        let title = if change.kind == Kind::Spacing { String::new() } else { change.title.clone() };
        let side = |text: &Option<String>| text.clone().unwrap_or_else(none);
        Some(Text { subject, title, old: side(&change.old), new: side(&change.new) })
    };
    let group = |group: &Group| Told {
        title: if group.changes.len() > 1 { page.label(group) } else { String::new() },
        ties: group.ties.iter().map(|tie| tie.reason.in_locale(page.locale).to_owned()).collect(),
        texts: group.changes.iter().filter_map(text).collect(),
    };
    page.groups.iter().map(group).collect()
}
