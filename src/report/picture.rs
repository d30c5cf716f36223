//! The pictures of a comparison.

use super::Page;
use super::People;
use super::breakdown::is_too_rare;
use super::breakdown::shown_kinds;
use super::chart::Band;
use super::chart::Bar;
use super::chart::BarGroup;
use super::chart::Bars;
use super::chart::Curve;
use super::chart::Curves;
use super::chart::Panel;
use super::chart::Panels;
use super::chart::Scene;
use super::chart::TargetLine;
use super::wording;
use crate::calendar::Day;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Course;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::compare::kind_title;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiUnit;

/// A picture with its place in the folder and its text for who cannot see it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The name of its file, without an ending.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// The picture.
    pub scene: Scene,
}

/// The pictures of a comparison, in the order in which a report shows them; one without anything to show is left out.
#[must_use]
pub fn pictures(comparison: &Comparison, locale: Locale) -> Vec<Picture> {
    [
        curves(comparison, "arrears-rate", Kpi::ArrearsRateSitting, locale),
        curves(comparison, "tenants-in-arrears", Kpi::TenantsInArrears, locale),
        evictions(comparison, locale),
        course(comparison, "write-offs", Course::WriteOffs, locale),
        workload(comparison, locale),
        bars(comparison, "action-counts", locale),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The pictures of a page; those of people who do not exist say so themselves, as a picture leaves its page.
#[must_use]
pub fn pictures_of(page: &Page<'_>) -> Vec<Picture> {
    let mut pictures = pictures(page.comparison, page.locale);
    if page.people == People::Synthetic {
        let note = page.locale.pick("synthetic people", "verzonnen mensen");
        pictures.iter_mut().for_each(|picture| picture.scene.note(note));
    }
    pictures
}

fn curves(comparison: &Comparison, name: &'static str, kpi: Kpi, locale: Locale) -> Option<Picture> {
    let entry = kpi.entry();
    let mut title = entry.title.in_locale(locale).to_owned();
    let curves: Vec<Curve<'_>> = comparison.scenarios.iter().map(|scenario| curve(comparison, scenario, kpi)).collect();
    if curves.iter().all(|curve| curve.points.is_empty()) {
        return None;
    }
    let forecast_from = comparison.forecast_from;
    let mut target = target(comparison, kpi, locale);
    if let Some(far) = target.take_if(|target| is_far_from(target.level, &curves)) {
        title = format!("{title} ({}: {})", far.label, locale.pick("beyond this picture", "buiten beeld"));
    }
    let scene = Curves { title: &title, unit: entry.unit, curves, target, forecast_from }.scene(locale);
    Some(Picture { name, title, scene })
}

fn target(comparison: &Comparison, kpi: Kpi, locale: Locale) -> Option<TargetLine> {
    let goal = comparison.goals.iter().find(|goal| goal.kpi == kpi && goal.by.is_none())?;
    let limit = wording::limit(kpi.entry().unit, goal.limit(), locale);
    Some(TargetLine { label: format!("{} {limit}", locale.pick("target", "doel")), level: goal.limit() })
}

/// Whether a level lies so far above the curves that drawing it would flatten them.
fn is_far_from(level: f64, curves: &[Curve<'_>]) -> bool {
    let values = curves.iter().flat_map(|curve| curve.points.iter().map(|(_, value)| *value));
    level > 3.0 * values.fold(0.0, f64::max)
}

fn curve<'a>(comparison: &Comparison, scenario: &'a Compared, kpi: Kpi) -> Curve<'a> {
    let spreads = scenario.series.get(&kpi).map_or(&[][..], Vec::as_slice);
    let known = comparison.dates.iter().zip(spreads).filter_map(|(day, spread)| Some((*day, (*spread)?)));
    curve_of(&scenario.title, &known.collect::<Vec<_>>())
}

fn curve_of<'a>(title: &'a str, known: &[(Day, Spread)]) -> Curve<'a> {
    let band = known.iter().filter_map(|(day, spread)| {
        spread.interval.map(|interval| Band { day: *day, low: interval.low, high: interval.high })
    });
    Curve { title, points: known.iter().map(|(day, spread)| (*day, spread.mean)).collect(), band: band.collect() }
}

/// None where so few are evicted that a curve would show luck alone.
fn evictions(comparison: &Comparison, locale: Locale) -> Option<Picture> {
    let is_rare = is_too_rare(comparison, Measure::Kpi(Kpi::Evictions));
    if is_rare { None } else { course(comparison, "evictions", Course::Evictions, locale) }
}

fn course(comparison: &Comparison, name: &'static str, course: Course, locale: Locale) -> Option<Picture> {
    let title = course.title(locale);
    let curves = course_curves(comparison, course)?;
    let forecast_from = comparison.forecast_from;
    let scene = Curves { title: &title, unit: course.unit(), curves, target: None, forecast_from }.scene(locale);
    Some(Picture { name, title, scene })
}

/// The curves of a course; none when no scenario has it.
fn course_curves(comparison: &Comparison, course: Course) -> Option<Vec<Curve<'_>>> {
    let curve = |scenario| course_curve(comparison, scenario, course);
    let curves: Vec<Curve<'_>> = comparison.scenarios.iter().map(curve).collect();
    curves.iter().any(|curve| !curve.points.is_empty()).then_some(curves)
}

fn course_curve<'a>(comparison: &Comparison, scenario: &'a Compared, course: Course) -> Curve<'a> {
    let spreads = scenario.courses.get(&course).map_or(&[][..], Vec::as_slice);
    // A scenario without such work does none of it in any month.
    let nothing = Spread { mean: 0.0, interval: None };
    let at = |nth: usize| spreads.get(nth).copied().unwrap_or(nothing);
    let is_known = scenario.courses.contains_key(&course) || matches!(course, Course::HoursOf(_));
    let known = comparison.dates.iter().enumerate().filter(|_| is_known).map(|(nth, day)| (*day, at(nth)));
    curve_of(&scenario.title, &known.collect::<Vec<_>>())
}

/// Less than this part of the hours makes no picture.
const LEAST_WORK: f64 = 0.05;

/// Hours of work in each month: all of it, and each kind that takes a part worth seeing.
fn workload(comparison: &Comparison, locale: Locale) -> Option<Picture> {
    let all = hours(comparison, Course::Hours);
    let kinds = shown_kinds(comparison).into_iter().map(Course::HoursOf);
    let kinds = kinds.filter(|kind| hours(comparison, *kind) > LEAST_WORK * all);
    let panel =
        |course: Course| Some(Panel { title: course.title(locale), curves: course_curves(comparison, course)? });
    let panels: Vec<Panel<'_>> = [Course::Hours].into_iter().chain(kinds).filter_map(panel).collect();
    let title = locale.pick(
        "hours of work in the month, and the kinds that take more than a twentieth of them",
        "uren werk in de maand, en de soorten die er meer dan een twintigste van vragen",
    );
    let forecast_from = comparison.forecast_from;
    let scene = Panels { title, unit: KpiUnit::Count, panels, forecast_from }.scene(locale);
    (all > 0.0).then(|| Picture { name: "workload", title: title.to_owned(), scene })
}

/// The hours of a course over the window, all scenarios together.
fn hours(comparison: &Comparison, course: Course) -> f64 {
    let courses = comparison.scenarios.iter().filter_map(|scenario| scenario.courses.get(&course));
    courses.flatten().map(|spread| spread.mean).sum()
}

fn bars(comparison: &Comparison, name: &'static str, locale: Locale) -> Option<Picture> {
    let title = locale.pick("actions a year", "acties per jaar");
    let groups = shown_kinds(comparison).into_iter().map(|kind| group(comparison, kind, locale));
    let names = comparison.scenarios.iter().map(|scenario| scenario.title.as_str());
    let key = if comparison.scenarios.len() > 1 { names.collect() } else { Vec::new() };
    let bars = Bars { title, unit: KpiUnit::Count, key, groups: groups.collect() };
    let is_empty = bars.groups.iter().all(|group| group.bars.iter().all(|bar| bar.spread.is_none()));
    (!is_empty).then(|| Picture { name, title: title.to_owned(), scene: bars.scene(locale) })
}

fn group(comparison: &Comparison, kind: ActionKind, locale: Locale) -> BarGroup {
    let scenarios = comparison.scenarios.iter().enumerate();
    let bar =
        |(scenario, of): (usize, &Compared)| Bar { scenario, spread: of.figures.get(&Measure::Actions(kind)).copied() };
    BarGroup { title: kind_title(kind, locale), bars: scenarios.map(bar).collect() }
}
