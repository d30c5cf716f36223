//! Points between two differences with a baseline: what was found, and what became of it with other luck.

use super::Align;
use super::Colour;
use super::Scene;
use super::Stroke;
use super::frame::Area;
use super::ticks::Ticks;
use super::wrapped;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A chart of differences in two things.
#[derive(Clone, Debug)]
pub struct Scatter<'a> {
    /// What lies along.
    pub along: Axis<'a>,
    /// What lies upwards.
    pub upwards: Axis<'a>,
    /// What was tried and is no point.
    pub tried: Vec<(f64, f64)>,
    /// The points.
    pub spots: Vec<Spot<'a>>,
}

/// Differences in something.
#[derive(Clone, Copy, Debug)]
pub struct Axis<'a> {
    /// What it is.
    pub title: &'a str,
    /// What it is measured in.
    pub unit: KpiUnit,
}

/// A point, as it was found and as it turned out.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it was found.
    pub found: (f64, f64),
    /// Where it lies with other luck.
    pub again: Option<(f64, f64)>,
    /// Whether it holds up.
    pub holds: bool,
}

/// Charts of the same points, the first large and the others small below it.
#[derive(Clone, Debug)]
pub struct Scatters<'a> {
    /// What is shown, above all.
    pub title: &'a str,
    /// What the baseline is called.
    pub baseline: &'a str,
    /// The charts.
    pub charts: Vec<Scatter<'a>>,
    /// How many stand beside each other.
    pub columns: usize,
}

const WIDTH: f64 = 760.0;
const TOP: f64 = 62.0;
const GOOD: Colour = Colour(0, 114, 178);
const PALE: Colour = Colour(190, 190, 190);

impl Scatters<'_> {
    /// Lays the charts out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let columns = self.columns.max(1);
        let width = WIDTH / columns as f64;
        let height = if columns == 1 { 430.0 } else { 270.0 };
        let rows = self.charts.len().div_ceil(columns);
        let mut scene = Scene::new(760, super::paint_height(TOP + rows as f64 * height));
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        self.draw_key(&mut scene, locale);
        for (nth, chart) in self.charts.iter().enumerate() {
            let corner = ((nth % columns) as f64 * width, TOP + (nth / columns) as f64 * height);
            chart.draw(&mut scene, corner, (width, height), locale);
        }
        scene
    }

    fn draw_key(&self, scene: &mut Scene, locale: Locale) {
        let words = [
            locale.pick("tried", "geprobeerd"),
            locale.pick("found", "gevonden"),
            locale.pick("with other luck: holds up", "met ander toeval: houdt stand"),
            locale.pick("does not hold up", "houdt geen stand"),
            self.baseline,
        ];
        let mut left = 18.0;
        for (nth, word) in words.iter().enumerate() {
            let at = (left, 40.0);
            match nth {
                0 => scene.dot(at, PALE, 2),
                1 => scene.dot(at, GOOD, 3),
                2 => scene.ring(at, GOOD),
                3 => scene.ring(at, Colour::QUIET),
                _ => scene.cross(at),
            }
            scene.text(word, (left + 10.0, 40.0), Colour::QUIET, Align::Left);
            left += 34.0 + 6.7 * word.chars().count() as f64;
        }
    }
}

/// Where differences lie in a part of a picture.
struct Field {
    area: Area,
    along: Ticks,
    upwards: Ticks,
}

impl Field {
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let Area { left, right, top, bottom } = self.area;
        (left + self.along.place(x) * (right - left), bottom - self.upwards.place(y) * (bottom - top))
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        let within = |ticks: &Ticks, value| (0.0..=1.0).contains(&ticks.place(value));
        within(&self.along, x) && within(&self.upwards, y)
    }
}

impl Scatter<'_> {
    fn draw(&self, scene: &mut Scene, (left, top): (f64, f64), (width, height): (f64, f64), locale: Locale) {
        let area = Area { left: left + 78.0, right: left + width - 36.0, top: top + 34.0, bottom: top + height - 48.0 };
        let field = self.field(area);
        self.draw_axes(scene, &field, (left, top + height), locale);
        let mut outside = 0_i64;
        for tried in &self.tried {
            if field.holds(*tried) {
                scene.dot(field.at(*tried), PALE, 2);
            } else {
                outside += 1;
            }
        }
        if outside > 0 {
            let told = match locale {
                Locale::En => format!("{} outside", locale.count(outside)),
                Locale::Nl => format!("{} buiten beeld", locale.count(outside)),
            };
            scene.text(&told, (area.right, area.top - 12.0), Colour::QUIET, Align::Right);
        }
        scene.cross(field.at((0.0, 0.0)));
        self.draw_spots(scene, &field);
    }

    /// Large enough for the baseline and the points; of what was tried, what lies among them.
    fn field(&self, area: Area) -> Field {
        let places = || self.spots.iter().flat_map(|spot| [Some(spot.found), spot.again]).flatten().chain([(0.0, 0.0)]);
        let along: Vec<f64> = padded(places().map(|(x, _)| x));
        let upwards: Vec<f64> = padded(places().map(|(_, y)| y));
        Field { area, along: Ticks::around(along.iter().copied()), upwards: Ticks::around(upwards.iter().copied()) }
    }

    fn draw_axes(&self, scene: &mut Scene, field: &Field, (left, bottom): (f64, f64), locale: Locale) {
        let area = field.area;
        for mark in field.upwards.marks() {
            let (_, height) = field.at((0.0, mark));
            scene.line(&[(area.left, height), (area.right, height)], colour_at(mark), 1, Stroke::SOLID);
            let text = wording::difference_tick(self.upwards.unit, mark, field.upwards.step, locale);
            scene.text(&text, (area.left - 8.0, height), Colour::QUIET, Align::Right);
        }
        for mark in field.along.marks() {
            let (place, _) = field.at((mark, 0.0));
            scene.line(&[(place, area.top), (place, area.bottom)], colour_at(mark), 1, Stroke::SOLID);
            let text = wording::difference_tick(self.along.unit, mark, field.along.step, locale);
            scene.text(&text, (place, area.bottom + 13.0), Colour::QUIET, Align::Centre);
        }
        let middle = area.left.midpoint(area.right);
        scene.text(self.along.title, (middle, bottom - 16.0), Colour::INK, Align::Centre);
        scene.text(self.upwards.title, (left + 12.0, area.top - 16.0), Colour::INK, Align::Left);
    }

    fn draw_spots(&self, scene: &mut Scene, field: &Field) {
        for spot in &self.spots {
            if let Some(again) = spot.again {
                scene.line(&[field.at(spot.found), field.at(again)], Colour::QUIET, 1, Stroke::DOTTED);
            }
        }
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for spot in &self.spots {
            let colour = if spot.holds { GOOD } else { Colour::QUIET };
            scene.dot(field.at(spot.found), colour, 3);
            let at = field.at(spot.again.unwrap_or(spot.found));
            if spot.again.is_some() {
                scene.ring(at, colour);
            }
            let name = free_place(at, &taken);
            taken.push(name);
            let lines = wrapped(spot.name, 12);
            scene.text(lines.first().map_or("", String::as_str), name, colour, Align::Centre);
        }
    }
}

/// The values with a little room around them.
fn padded(values: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let room = ((high - low) * 0.08).max(1e-9);
    vec![low - room, high + room]
}

/// The lines of the baseline stand out.
fn colour_at(mark: f64) -> Colour {
    if mark.abs() < 1e-12 { Colour::QUIET } else { Colour::GRID }
}

/// A place beside a point where no other name stands; above it, when all are taken.
fn free_place((x, y): (f64, f64), taken: &[(f64, f64)]) -> (f64, f64) {
    let beside = [
        (0.0, -14.0),
        (20.0, 0.0),
        (-20.0, 0.0),
        (0.0, 15.0),
        (18.0, -13.0),
        (-18.0, -13.0),
        (18.0, 14.0),
        (-18.0, 14.0),
    ];
    let is_free =
        |place: &(f64, f64)| taken.iter().all(|(a, b)| (a - place.0).abs() > 26.0 || (b - place.1).abs() > 12.0);
    let mut places = beside.into_iter().map(|(right, down)| (x + right, y + down));
    places.find(is_free).unwrap_or((x, y - 14.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_points_that_lie_together_stand_apart() {
        let mut taken = Vec::new();
        for _ in 0..4 {
            let place = free_place((100.0, 100.0), &taken);
            assert!(!taken.contains(&place));
            taken.push(place);
        }
    }

    #[test]
    fn the_baseline_and_every_point_lie_in_the_picture() {
        let axis = Axis { title: "hours", unit: KpiUnit::Count };
        let spot = |found, again| Spot { name: "p01", found, again: Some(again), holds: true };
        let chart = Scatter {
            along: axis,
            upwards: axis,
            tried: vec![(900.0, 0.0)],
            spots: vec![spot((-3.0, 40.0), (-2.0, 55.0))],
        };
        let field = chart.field(Area { left: 0.0, right: 100.0, top: 0.0, bottom: 100.0 });
        assert!([(0.0, 0.0), (-3.0, 40.0), (-2.0, 55.0)].iter().all(|place| field.holds(*place)));
        assert!(!field.holds((900.0, 0.0)));
    }
}
