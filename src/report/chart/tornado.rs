//! Which number moves an answer most: a bar a number, from what its least value brings about to what its most does.

use super::Align;
use super::Colour;
use super::LETTERS;
use super::Scene;
use super::Stroke;
use super::ticks::Ticks;
use super::wrapped;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A chart of what numbers do to an answer.
#[derive(Clone, Debug)]
pub struct Tornado<'a> {
    /// What moves, written above.
    pub title: &'a str,
    /// What it is measured in.
    pub unit: KpiUnit,
    /// The numbers, from the top down.
    pub rows: Vec<TornadoRow>,
}

/// What one number does.
#[derive(Clone, Debug)]
pub struct TornadoRow {
    /// The number, with its interval.
    pub title: String,
    /// Where it comes from, written at the right.
    pub label: String,
    /// By how much the answer moves, with the number at its least.
    pub at_low: f64,
    /// By how much, with the number at its most.
    pub at_high: f64,
}

const WIDTH: u32 = 760;
const LEFT: f64 = 262.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 62.0;
/// The least height of a row, and what each line of its title takes.
const ROW: f64 = 34.0;
const LINE: f64 = LETTERS + 2.0;
const TITLE_WIDTH: usize = 32;
/// The colours of the least and the most.
const LOW: Colour = Colour(86, 180, 233);
const HIGH: Colour = Colour(213, 94, 0);

impl Tornado<'_> {
    /// Lays the chart out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let bottom = TOP + self.rows.iter().map(TornadoRow::height).sum::<f64>();
        let mut scene = Scene::new(WIDTH, super::paint_height(bottom + 26.0));
        let values = self.rows.iter().flat_map(|row| [row.at_low, row.at_high]);
        let ticks = Ticks::around(std::iter::once(0.0).chain(values));
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        draw_key(&mut scene, locale);
        for mark in ticks.marks() {
            let x = along(&ticks, mark);
            scene.line(&[(x, TOP - 4.0), (x, bottom)], Colour::GRID, 1, Stroke::SOLID);
            let text = wording::difference_tick(self.unit, mark, ticks.step, locale);
            scene.text(&text, (x, bottom + 12.0), Colour::QUIET, Align::Centre);
        }
        let mut top = TOP;
        for row in &self.rows {
            draw_row(&mut scene, &ticks, row, top + row.height() / 2.0);
            top += row.height();
        }
        let zero = along(&ticks, 0.0);
        scene.line(&[(zero, TOP - 4.0), (zero, bottom)], Colour::QUIET, 1, Stroke::SOLID);
        scene
    }
}

impl TornadoRow {
    fn lines(&self) -> Vec<String> {
        wrapped(&self.title, TITLE_WIDTH)
    }

    fn height(&self) -> f64 {
        (self.lines().len() as f64 * LINE + 8.0).max(ROW)
    }
}

/// What the two colours mean.
fn draw_key(scene: &mut Scene, locale: Locale) {
    let key = [
        (LEFT, LOW, locale.pick("number at its least", "getal op zijn laagst")),
        (LEFT + 190.0, HIGH, locale.pick("number at its most", "getal op zijn hoogst")),
    ];
    for (x, colour, text) in key {
        scene.area(vec![(x, 34.0), (x + 14.0, 34.0), (x + 14.0, 44.0), (x, 44.0)], colour, 0.85);
        scene.text(text, (x + 20.0, 39.0), Colour::INK, Align::Left);
    }
}

fn draw_row(scene: &mut Scene, ticks: &Ticks, row: &TornadoRow, y: f64) {
    let lines = row.lines();
    let first = y - (lines.len() as f64 - 1.0) * LINE / 2.0;
    for (nth, line) in (0..).zip(&lines) {
        scene.text(line, (LEFT - 10.0, first + f64::from(nth) * LINE), Colour::INK, Align::Right);
    }
    scene.text(&row.label, (RIGHT + 12.0, y), Colour::QUIET, Align::Left);
    // Both to one side of zero: the lower half of the row is for the most, so that neither hides the other.
    let halves = [(row.at_low, LOW, y - 9.0, y - 0.5), (row.at_high, HIGH, y + 0.5, y + 9.0)];
    for (value, colour, top, bottom) in halves {
        let (from, to) = (along(ticks, 0.0), along(ticks, value));
        scene.area(vec![(from, top), (to, top), (to, bottom), (from, bottom)], colour, 0.85);
    }
}

fn along(ticks: &Ticks, value: f64) -> f64 {
    LEFT + ticks.place(value) * (RIGHT - LEFT)
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_title_and_the_scale_is_of_differences() {
        let row = |title: &str| TornadoRow {
            title: title.to_owned(),
            label: "assumed".to_owned(),
            at_low: -0.001,
            at_high: 0.002,
        };
        let long =
            row("the chance that help is accepted when somebody is referred to the credit bank (0.08\u{a0}…\u{a0}0.4)");
        assert!(long.lines().len() > 2 && long.height() > row("short").height(), "{:?}", long.lines());
        let tornado = Tornado { title: "rate", unit: KpiUnit::Rate, rows: vec![long, row("short")] };
        let scene = tornado.scene(Locale::En);
        let told = |wanted: &str| {
            scene.marks.iter().any(|mark| matches!(mark, Mark::Text { text, .. } if text.ends_with(wanted)))
        };
        assert!(told("+0.2 pp") && told("(0.08 … 0.4)"), "{:?}", scene.marks);
    }
}
