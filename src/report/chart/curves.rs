//! Curves in time, each with its band, under or over a target line. Names stand at the curves' ends.

use super::Align;
use super::Colour;
use super::LETTERS;
use super::Scene;
use super::Stroke;
use super::frame::Area;
use super::frame::Density;
use super::frame::Frame;
use super::wrapped;
use crate::calendar::Day;
use crate::locale::Locale;
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
    /// The first day of a forecast, where the curves reach beyond the books.
    pub forecast_from: Option<Day>,
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
const AREA: Area = Area { left: 70.0, right: 540.0, top: 36.0, bottom: 302.0 };
/// The sample of a stroke before its name.
const SAMPLE: f64 = 22.0;
/// Characters of a name beside the chart.
const NAME_WIDTH: usize = 25;
const LINE_HEIGHT: f64 = LETTERS + 3.0;

/// A name at the end of a curve: the height it wants, its lines and its colour.
struct Name {
    wanted: f64,
    lines: Vec<String>,
    colour: Colour,
    stroke: Stroke,
    width: u32,
}

impl Curves<'_> {
    /// Lays the chart out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let mut scene = Scene::new(WIDTH, HEIGHT);
        let frame = Frame::around(&self.curves, self.target.as_ref().map(|target| target.level), AREA);
        scene.text(self.title, (AREA.left - 58.0, 14.0), Colour::INK, Align::Left);
        frame.draw_axes(&mut scene, self.unit, Density::Full, locale);
        frame.draw_bands(&mut scene, &self.curves);
        if let Some(target) = &self.target {
            let height = frame.y(target.level);
            scene.line(&[(AREA.left, height), (AREA.right, height)], Colour::TARGET, 1, Stroke::DOTTED);
        }
        frame.draw_curves(&mut scene, &self.curves);
        frame.draw_forecast(&mut scene, self.forecast_from, Density::Full, locale);
        draw_names(&mut scene, self.names(&frame));
        scene
    }

    fn names(&self, frame: &Frame) -> Vec<Name> {
        let curves = self.curves.iter().enumerate().filter_map(|(place, curve)| {
            let (_, value) = curve.points.last()?;
            let lines = wrapped(curve.title, NAME_WIDTH);
            let (colour, stroke) = (Colour::of_scenario(place), Stroke::of_scenario(place));
            Some(Name { wanted: frame.y(*value), lines, colour, stroke, width: 2 })
        });
        let target = self.target.iter().map(|target| Name {
            wanted: frame.y(target.level),
            lines: wrapped(&target.label, NAME_WIDTH),
            colour: Colour::TARGET,
            stroke: Stroke::DOTTED,
            width: 1,
        });
        curves.chain(target).collect()
    }
}

/// Writes names beside the curves' ends, pushed apart so that none stands on another.
fn draw_names(scene: &mut Scene, mut names: Vec<Name>) {
    names.sort_by(|a, b| a.wanted.total_cmp(&b.wanted));
    let heights: Vec<f64> = names.iter().map(|name| name.lines.len() as f64 * LINE_HEIGHT + 4.0).collect();
    let wanted: Vec<f64> = names.iter().zip(&heights).map(|(name, height)| name.wanted - height / 2.0).collect();
    for (name, top) in names.iter().zip(apart(&wanted, &heights, f64::from(HEIGHT) - 6.0)) {
        let middle = top + 2.0 + LINE_HEIGHT / 2.0;
        let start = AREA.right + 10.0;
        scene.line(&[(start, middle), (start + SAMPLE, middle)], name.colour, name.width, name.stroke);
        for (nth, line) in (0..).zip(&name.lines) {
            let height = top + 2.0 + LINE_HEIGHT * (f64::from(nth) + 0.5);
            scene.text(line, (start + SAMPLE + 6.0, height), name.colour, Align::Left);
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
