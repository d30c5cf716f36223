//! Numbers with their intervals below each other, around nothing: those of one's own books whole, others dotted.

use super::Align;
use super::Colour;
use super::LETTERS;
use super::Mark;
use super::Scene;
use super::Stroke;
use super::ticks::Ticks;
use super::wrapped;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A chart of numbers with their intervals.
#[derive(Clone, Debug)]
pub struct Forest<'a> {
    /// What the numbers are, written above.
    pub title: &'a str,
    /// The numbers, from the top down.
    pub rows: Vec<ForestRow>,
}

/// One number.
#[derive(Clone, Debug)]
pub struct ForestRow {
    /// What it is of.
    pub title: String,
    /// Where it comes from, written at the right.
    pub label: String,
    /// Its value.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// Whether the books tell it.
    pub is_own: bool,
}

const WIDTH: u32 = 760;
const LEFT: f64 = 230.0;
const RIGHT: f64 = 600.0;
const TOP: f64 = 40.0;
const ROW: f64 = 26.0;
const TITLE_WIDTH: usize = 32;

impl Forest<'_> {
    /// Lays the chart out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let bottom = TOP + self.rows.len() as f64 * ROW;
        let mut scene = Scene::new(WIDTH, super::paint_height(bottom + 26.0));
        let ends = self.rows.iter().flat_map(|row| [row.low, row.high]);
        let ticks = Ticks::around(std::iter::once(0.0).chain(ends));
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        for mark in ticks.marks() {
            let x = along(&ticks, mark);
            let colour = if mark.abs() < ticks.step * 0.5 { Colour::QUIET } else { Colour::GRID };
            scene.line(&[(x, TOP - 4.0), (x, bottom)], colour, 1, Stroke::SOLID);
            let told = wording::difference_tick(KpiUnit::Number, mark, ticks.step, locale);
            scene.text(&told, (x, bottom + 12.0), Colour::QUIET, Align::Centre);
        }
        for (nth, row) in (0..).zip(&self.rows) {
            draw(&mut scene, &ticks, row, TOP + (f64::from(nth) + 0.5) * ROW);
        }
        scene
    }
}

fn draw(scene: &mut Scene, ticks: &Ticks, row: &ForestRow, y: f64) {
    let lines = wrapped(&row.title, TITLE_WIDTH);
    let first = y - (lines.len() as f64 - 1.0) * LETTERS / 2.0;
    for (nth, line) in (0..).zip(&lines) {
        scene.text(line, (LEFT - 12.0, first + f64::from(nth) * LETTERS), Colour::INK, Align::Right);
    }
    let (place, stroke) = if row.is_own { (1, Stroke::SOLID) } else { (0, Stroke::DOTTED) };
    let colour = Colour::of_scenario(place);
    let (low, high) = (along(ticks, row.low), along(ticks, row.high));
    scene.line(&[(low, y), (high, y)], colour, 2, stroke);
    for edge in [low, high] {
        scene.line(&[(edge, y - 4.0), (edge, y + 4.0)], colour, 2, Stroke::SOLID);
    }
    scene.marks.push(Mark::Dot { at: (along(ticks, row.value), y), colour, radius: 4 });
    scene.text(&row.label, (RIGHT + 14.0, y), colour, Align::Left);
}

fn along(ticks: &Ticks, value: f64) -> f64 {
    LEFT + ticks.place(value) * (RIGHT - LEFT)
}
