//! Curves in time, each with its band, under or over a target line. Names stand at the curves' ends.

use super::Align;
use super::Colour;
use super::LETTERS;
use super::Scene;
use super::Stroke;
use super::ticks::Ticks;
use super::wrapped;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A chart of curves.
#[derive(Clone, Debug)]
pub struct Curves<'a> {
    /// What the values are, written above the axis.
    pub title: &'a str,
    /// What they are measured in.
    pub unit: KpiUnit,
    /// The curves, the baseline first.
    pub curves: Vec<Curve<'a>>,
    /// The line to stay under or over.
    pub target: Option<TargetLine>,
}

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve<'a> {
    /// Its name.
    pub title: &'a str,
    /// Its values in order of day; a day that is left out leaves no gap.
    pub points: Vec<(Day, f64)>,
    /// Where the values lie, if that is known.
    pub band: Vec<Band>,
}

/// Between what values a curve lies on a day.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// The day.
    pub day: Day,
    /// The lower edge.
    pub low: f64,
    /// The upper edge.
    pub high: f64,
}

/// A level to stay under or over.
#[derive(Clone, Debug)]
pub struct TargetLine {
    /// Its name.
    pub label: String,
    /// Its level.
    pub level: f64,
}

const WIDTH: u32 = 760;
const HEIGHT: u32 = 340;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 565.0;
const TOP: f64 = 36.0;
const BOTTOM: f64 = 302.0;
/// Characters of a name beside the chart.
const NAME_WIDTH: usize = 26;
const LINE_HEIGHT: f64 = LETTERS + 3.0;

/// Where days and values lie in the picture.
struct Frame {
    first: Day,
    last: Day,
    ticks: Ticks,
}

/// A name at the end of a curve: the height it wants, its lines and its colour.
struct Name {
    wanted: f64,
    lines: Vec<String>,
    colour: Colour,
}

impl Curves<'_> {
    /// Lays the chart out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let mut scene = Scene::new(WIDTH, HEIGHT);
        let frame = self.frame();
        scene.text(self.title, (LEFT - 58.0, 14.0), Colour::INK, Align::Left);
        draw_values(&mut scene, &frame, self.unit, locale);
        draw_months(&mut scene, &frame, locale);
        for (place, curve) in self.curves.iter().enumerate() {
            draw_band(&mut scene, &frame, &curve.band, Colour::of_scenario(place));
        }
        if let Some(target) = &self.target {
            let height = frame.y(target.level);
            scene.line(vec![(LEFT, height), (RIGHT, height)], Colour::TARGET, 1, Stroke::Dashed);
        }
        for (place, curve) in self.curves.iter().enumerate() {
            let points = curve.points.iter().map(|(day, value)| frame.at(*day, *value)).collect();
            scene.line(points, Colour::of_scenario(place), 2, Stroke::Solid);
        }
        draw_names(&mut scene, self.names(&frame));
        scene
    }

    fn frame(&self) -> Frame {
        let days = || self.curves.iter().flat_map(|curve| curve.points.iter().map(|(day, _)| *day));
        let values = self.curves.iter().flat_map(|curve| {
            let edges = curve.band.iter().flat_map(|band| [band.low, band.high]);
            curve.points.iter().map(|(_, value)| *value).chain(edges)
        });
        let level = self.target.iter().map(|target| target.level);
        let first = days().min().unwrap_or_default();
        Frame {
            first,
            last: days().max().unwrap_or(first).max(first.plus(1)),
            ticks: Ticks::around(values.chain(level)),
        }
    }

    fn names(&self, frame: &Frame) -> Vec<Name> {
        let curves = self.curves.iter().enumerate().filter_map(|(place, curve)| {
            let (_, value) = curve.points.last()?;
            let lines = wrapped(curve.title, NAME_WIDTH);
            Some(Name { wanted: frame.y(*value), lines, colour: Colour::of_scenario(place) })
        });
        let target = self.target.iter().map(|target| Name {
            wanted: frame.y(target.level),
            lines: wrapped(&target.label, NAME_WIDTH),
            colour: Colour::TARGET,
        });
        curves.chain(target).collect()
    }
}

impl Frame {
    fn at(&self, day: Day, value: f64) -> (f64, f64) {
        let share = f64::from(day.since(self.first)) / f64::from(self.last.since(self.first));
        (LEFT + share * (RIGHT - LEFT), self.y(value))
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - self.ticks.place(value) * (BOTTOM - TOP)
    }
}

fn draw_values(scene: &mut Scene, frame: &Frame, unit: KpiUnit, locale: Locale) {
    for mark in frame.ticks.marks() {
        let height = frame.y(mark);
        scene.line(vec![(LEFT, height), (RIGHT, height)], Colour::GRID, 1, Stroke::Solid);
        scene.text(
            &wording::tick(unit, mark, frame.ticks.step, locale),
            (LEFT - 8.0, height),
            Colour::QUIET,
            Align::Right,
        );
    }
}

/// A tick at every so many months, so that no more than eight names stand beside each other.
fn draw_months(scene: &mut Scene, frame: &Frame, locale: Locale) {
    let (first, last) = (frame.first.month(), frame.last.month());
    let months = last.number() - first.number() + 1;
    let every = [1, 2, 3, 6, 12, 24, 60].into_iter().find(|every| months <= every * 8).unwrap_or(120);
    for nth in 0..months {
        let month = first.plus(nth);
        if month.number().rem_euclid(every) != 0 || month.last() < frame.first {
            continue;
        }
        let (x, _) = frame.at(month.last(), 0.0);
        if x > RIGHT + 0.5 {
            continue;
        }
        scene.line(vec![(x, BOTTOM), (x, BOTTOM + 5.0)], Colour::QUIET, 1, Stroke::Solid);
        scene.text(&wording::month(month, locale), (x, BOTTOM + 17.0), Colour::QUIET, Align::Centre);
    }
    scene.line(vec![(LEFT, BOTTOM), (RIGHT, BOTTOM)], Colour::QUIET, 1, Stroke::Solid);
}

fn draw_band(scene: &mut Scene, frame: &Frame, band: &[Band], colour: Colour) {
    if band.len() < 2 {
        return;
    }
    let upper = band.iter().map(|edge| frame.at(edge.day, edge.high));
    let lower = band.iter().rev().map(|edge| frame.at(edge.day, edge.low));
    scene.area(upper.chain(lower).collect(), colour, 0.14);
}

/// Writes names beside the curves' ends, pushed apart so that none stands on another.
fn draw_names(scene: &mut Scene, mut names: Vec<Name>) {
    names.sort_by(|a, b| a.wanted.total_cmp(&b.wanted));
    let heights: Vec<f64> = names.iter().map(|name| name.lines.len() as f64 * LINE_HEIGHT + 4.0).collect();
    let wanted: Vec<f64> = names.iter().zip(&heights).map(|(name, height)| name.wanted - height / 2.0).collect();
    for (name, top) in names.iter().zip(apart(&wanted, &heights, f64::from(HEIGHT) - 6.0)) {
        for (nth, line) in (0..).zip(&name.lines) {
            let height = top + 2.0 + LINE_HEIGHT * (f64::from(nth) + 0.5);
            scene.text(line, (RIGHT + 10.0, height), name.colour, Align::Left);
        }
    }
}

/// The tops of boxes that want to stand at these places, in ascending order, so that none overlaps and none ends below
/// `limit` as long as there is room.
fn apart(wanted: &[f64], heights: &[f64], limit: f64) -> Vec<f64> {
    let mut tops = Vec::with_capacity(wanted.len());
    let mut free_from = 2.0_f64;
    for (top, height) in wanted.iter().zip(heights) {
        let top = top.max(free_from);
        free_from = top + height;
        tops.push(top);
    }
    let mut free_to = limit;
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = top.min(free_to - height);
        free_to = *top;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_stand_on_each_other() {
        let (wanted, heights) = ([50.0, 52.0, 53.0, 190.0], [20.0, 20.0, 35.0, 20.0]);
        let tops = apart(&wanted, &heights, 200.0);
        assert_eq!(tops.first(), Some(&50.0));
        for ((top, height), next) in tops.iter().zip(&heights).zip(tops.iter().skip(1)) {
            assert!(top + height <= *next, "{tops:?}");
        }
        assert_eq!(tops.last(), Some(&180.0));
    }
}
