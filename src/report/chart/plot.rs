//! A figure against a number: curves with their bands over a scale of numbers, a level to meet, and places to notice.

use super::Align;
use super::Colour;
use super::Scene;
use super::Stroke;
use super::curves::TargetLine;
use super::ticks::Ticks;
use super::wrapped;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A chart of a figure against a number.
#[derive(Clone, Debug)]
pub struct Plot<'a> {
    /// What the values are, written above.
    pub title: &'a str,
    /// What they are measured in.
    pub unit: KpiUnit,
    /// How a number at their axis is written: as a level or as a difference.
    pub mark: fn(KpiUnit, f64, f64, Locale) -> String,
    /// What the scale below counts.
    pub below: &'a str,
    /// What it is measured in.
    pub unit_below: KpiUnit,
    /// The curves; a place gives the colour.
    pub tracks: Vec<Track>,
    /// A level to stay under or over.
    pub target: Option<TargetLine>,
    /// Places on the scale below to notice.
    pub places: Vec<TargetLine>,
    /// Dots: where, the value there, and how large.
    pub spots: Vec<(f64, f64, u32)>,
}

/// One curve over a scale of numbers.
#[derive(Clone, Debug)]
pub struct Track {
    /// Its name.
    pub title: String,
    /// Where, and the value there, in order.
    pub points: Vec<(f64, f64)>,
    /// Where, and between what values it lies there, in order.
    pub band: Vec<(f64, f64, f64)>,
}

const WIDTH: u32 = 760;
const HEIGHT: u32 = 360;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 570.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 304.0;
const BESIDE: usize = 24;
const LINE: f64 = 15.0;

/// Where numbers and values lie.
struct Scales {
    across: Ticks,
    up: Ticks,
}

impl Scales {
    fn x(&self, at: f64) -> f64 {
        LEFT + self.across.place(at) * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - self.up.place(value) * (BOTTOM - TOP)
    }

    fn at(&self, (at, value): (f64, f64)) -> (f64, f64) {
        (self.x(at), self.y(value))
    }
}

impl Plot<'_> {
    /// Lays the chart out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let mut scene = Scene::new(WIDTH, HEIGHT);
        let scales = self.scales();
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        self.draw_axes(&mut scene, &scales, locale);
        for (place, track) in self.tracks.iter().enumerate().filter(|(_, track)| track.band.len() > 1) {
            let upper = track.band.iter().map(|(at, _, high)| scales.at((*at, *high)));
            let lower = track.band.iter().rev().map(|(at, low, _)| scales.at((*at, *low)));
            scene.area(upper.chain(lower).collect(), Colour::of_scenario(place + 1), 0.14);
        }
        for place in &self.places {
            let x = scales.x(place.level);
            scene.line(&[(x, TOP), (x, BOTTOM)], Colour::QUIET, 1, Stroke::DOTTED);
            scene.text(&place.label, (x, TOP - 9.0), Colour::QUIET, Align::Centre);
        }
        if let Some(target) = &self.target {
            let y = scales.y(target.level);
            scene.line(&[(LEFT, y), (RIGHT, y)], Colour::TARGET, 1, Stroke::DOTTED);
        }
        for (at, value, radius) in &self.spots {
            scene.dot(scales.at((*at, *value)), Colour(150, 150, 150), *radius);
        }
        for (place, track) in self.tracks.iter().enumerate() {
            let points: Vec<(f64, f64)> = track.points.iter().map(|point| scales.at(*point)).collect();
            match points.as_slice() {
                // Of one point no line can be drawn.
                [only] => scene.dot(*only, Colour::of_scenario(place + 1), 4),
                _ => scene.line(&points, Colour::of_scenario(place + 1), 2, Stroke::of_scenario(place)),
            }
        }
        self.draw_names(&mut scene, &scales);
        scene
    }

    fn scales(&self) -> Scales {
        let band = self.tracks.iter().flat_map(|track| track.band.iter().flat_map(|(_, low, high)| [*low, *high]));
        let points = self.tracks.iter().flat_map(|track| track.points.iter().map(|(_, value)| *value));
        let level = self.target.iter().map(|target| target.level);
        let spots = || self.spots.iter();
        let across = self.tracks.iter().flat_map(|track| track.points.iter().map(|(at, _)| *at));
        let up = band.chain(points).chain(level).chain(spots().map(|(_, value, _)| *value));
        let places = self.places.iter().map(|place| place.level);
        let across = across.chain(places).chain(spots().map(|(at, _, _)| *at));
        Scales { across: Ticks::within(across), up: Ticks::around(up) }
    }

    fn draw_axes(&self, scene: &mut Scene, scales: &Scales, locale: Locale) {
        for mark in scales.up.marks() {
            let y = scales.y(mark);
            scene.line(&[(LEFT, y), (RIGHT, y)], Colour::GRID, 1, Stroke::SOLID);
            let text = (self.mark)(self.unit, mark, scales.up.step, locale);
            scene.text(&text, (LEFT - 8.0, y), Colour::QUIET, Align::Right);
        }
        scene.line(&[(LEFT, BOTTOM), (RIGHT, BOTTOM)], Colour::QUIET, 1, Stroke::SOLID);
        for mark in scales.across.marks().filter(|mark| (-1e-9..=1.0 + 1e-9).contains(&scales.across.place(*mark))) {
            let x = scales.x(mark);
            scene.line(&[(x, BOTTOM), (x, BOTTOM + 5.0)], Colour::QUIET, 1, Stroke::SOLID);
            let text = wording::tick(self.unit_below, mark, scales.across.step, locale);
            scene.text(&text, (x, BOTTOM + 17.0), Colour::QUIET, Align::Centre);
        }
        scene.text(self.below, ((LEFT + RIGHT) / 2.0, BOTTOM + 38.0), Colour::INK, Align::Centre);
    }

    /// Names beside the ends of the curves and of the level, none on another.
    fn draw_names(&self, scene: &mut Scene, scales: &Scales) {
        let tracks = self.tracks.iter().enumerate().filter_map(|(place, track)| {
            let (_, value) = track.points.last()?;
            Some((scales.y(*value), wrapped(&track.title, BESIDE), Colour::of_scenario(place + 1)))
        });
        let target = self.target.iter();
        let target = target.map(|of| (scales.y(of.level), wrapped(&of.label, BESIDE), Colour::TARGET));
        let mut names: Vec<(f64, Vec<String>, Colour)> = tracks.chain(target).collect();
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free_from = TOP - 20.0;
        for (wanted, lines, colour) in names {
            let top = (wanted - lines.len() as f64 * LINE / 2.0).max(free_from);
            for (nth, line) in (0..).zip(&lines) {
                scene.text(line, (RIGHT + 10.0, top + LINE * (f64::from(nth) + 0.5)), colour, Align::Left);
            }
            free_from = top + lines.len() as f64 * LINE + 4.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    #[test]
    fn one_number_is_a_dot_on_a_scale_that_holds_every_place_to_notice() {
        let track = Track { title: "t".to_owned(), points: vec![(6.0, 0.05)], band: Vec::new() };
        let plot = Plot {
            title: "rate",
            unit: KpiUnit::Rate,
            mark: wording::tick,
            below: "hours",
            unit_below: KpiUnit::Number,
            tracks: vec![track],
            target: None,
            places: vec![TargetLine { label: "all".to_owned(), level: 19.0 }],
            spots: Vec::new(),
        };
        let across = plot.scales().across;
        assert!(across.place(6.0) >= 0.0 && across.place(19.0) <= 1.0 && across.place(19.0) - across.place(6.0) > 0.5);
        let scene = plot.scene(Locale::En);
        let dots = scene.marks.iter().filter(|mark| matches!(mark, Mark::Dot { .. })).count();
        assert_eq!(dots, 1);
    }
}
