//! Bars lying below each other, each beginning where the one above it ends, and last the whole of them.
//!
//! Each bar has a whisker: where the runs lie, laid at the bar's own beginning. What cannot be told from nothing is pale.

use super::Align;
use super::Colour;
use super::LETTERS;
use super::Mark;
use super::Scene;
use super::Stroke;
use super::ticks::Ticks;
use super::wrapped;
use crate::compare::Spread;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A waterfall of parts that add up.
#[derive(Clone, Debug)]
pub struct Waterfall<'a> {
    /// What the parts are of, written above them.
    pub title: &'a str,
    /// What they are measured in.
    pub unit: KpiUnit,
    /// The parts, from the top down.
    pub steps: Vec<Step>,
    /// All of them together.
    pub total: Step,
}

/// One part of a waterfall.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is of.
    pub title: String,
    /// Its size.
    pub spread: Spread,
    /// Whether it can be told from nothing.
    pub is_told: bool,
}

const WIDTH: u32 = 760;
const LEFT: f64 = 262.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 40.0;
const BAR: f64 = 16.0;
/// The least height of a row, and what each line of its title takes.
const ROW: f64 = 28.0;
const LINE: f64 = LETTERS + 2.0;
/// Characters of a title beside its bar.
const TITLE_WIDTH: usize = 32;
const MOST_LINES: usize = 4;

impl Waterfall<'_> {
    /// Lays the waterfall out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let rows = self.rows();
        let bottom = TOP + rows.iter().map(Row::height).sum::<f64>();
        let mut scene = Scene::new(WIDTH, super::paint_height(bottom + 26.0));
        let ticks = Ticks::around(std::iter::once(0.0).chain(rows.iter().flat_map(Row::ends)));
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        for mark in ticks.marks() {
            let x = along(&ticks, mark);
            let colour = if mark.abs() < ticks.step * 0.5 { Colour::QUIET } else { Colour::GRID };
            scene.line(&[(x, TOP - 4.0), (x, bottom)], colour, 1, Stroke::SOLID);
            let told = wording::difference_tick(self.unit, mark, ticks.step, locale);
            scene.text(&told, (x, bottom + 12.0), Colour::QUIET, Align::Centre);
        }
        let mut top = TOP;
        for (row, next) in rows.iter().zip(rows.iter().skip(1).map(Some).chain([None])) {
            self.draw(&mut scene, &ticks, row, top, locale);
            let (x, middle) = (along(&ticks, row.to), top + row.height() / 2.0);
            if let Some(next) = next {
                let below = top + row.height() + next.height() / 2.0;
                scene.line(&[(x, middle), (x, below)], Colour::QUIET, 1, Stroke::DOTTED);
            }
            top += row.height();
        }
        scene
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut at = 0.0;
        let mut rows: Vec<Row<'_>> = Vec::new();
        for step in &self.steps {
            let to = at + step.spread.mean;
            rows.push(Row::new(step, at, to, if step.spread.mean < 0.0 { 1 } else { 2 }));
            at = to;
        }
        rows.push(Row::new(&self.total, 0.0, self.total.spread.mean, 0));
        rows
    }

    fn draw(&self, scene: &mut Scene, ticks: &Ticks, row: &Row<'_>, top: f64, locale: Locale) {
        let middle = top + row.height() / 2.0;
        let first = middle - (row.lines.len() as f64 - 1.0) * LINE / 2.0;
        for (nth, line) in (0..).zip(&row.lines) {
            scene.text(line, (LEFT - 12.0, first + f64::from(nth) * LINE), Colour::INK, Align::Right);
        }
        let colour = Colour::of_scenario(row.colour);
        let (from, to) = (along(ticks, row.from), along(ticks, row.to));
        let half = BAR / 2.0;
        let corners = vec![(from, middle - half), (to, middle - half), (to, middle + half), (from, middle + half)];
        scene.area(corners, colour, if row.step.is_told { 0.6 } else { 0.2 });
        let mut end = from.max(to);
        if let Some(interval) = row.step.spread.interval {
            let (low, high) = (along(ticks, row.from + interval.low), along(ticks, row.from + interval.high));
            scene.line(&[(low, middle), (high, middle)], colour, 2, Stroke::SOLID);
            for edge in [low, high] {
                scene.line(&[(edge, middle - 4.0), (edge, middle + 4.0)], colour, 2, Stroke::SOLID);
            }
            scene.marks.push(Mark::Dot { at: (to, middle), colour, radius: 3 });
            end = end.max(high);
        }
        let size = wording::difference(self.unit, row.step.spread.mean, locale);
        let told = if row.step.is_told { size } else { format!("≈ {size}") };
        scene.text(&told, (end + 8.0, middle), Colour::INK, Align::Left);
    }
}

/// A part with its place.
struct Row<'a> {
    step: &'a Step,
    from: f64,
    to: f64,
    colour: usize,
    lines: Vec<String>,
}

impl Row<'_> {
    fn new(step: &Step, from: f64, to: f64, colour: usize) -> Row<'_> {
        let mut lines = wrapped(&step.title, TITLE_WIDTH);
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES);
            if let Some(last) = lines.last_mut() {
                last.push_str(" …");
            }
        }
        Row { step, from, to, colour, lines }
    }

    fn height(&self) -> f64 {
        (self.lines.len() as f64 * LINE + 8.0).max(ROW)
    }

    fn ends(&self) -> [f64; 4] {
        let interval = self.step.spread.interval;
        let edge = |pick: f64| self.from + pick;
        let (low, high) = interval.map_or((self.to, self.to), |of| (edge(of.low), edge(of.high)));
        [self.from, self.to, low, high]
    }
}

fn along(ticks: &Ticks, value: f64) -> f64 {
    LEFT + ticks.place(value) * (RIGHT - LEFT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Interval;

    fn step(title: &str, mean: f64, half: f64) -> Step {
        let interval = Interval { low: mean - half, middle: mean, high: mean + half };
        Step { title: title.to_owned(), spread: Spread { mean, interval: Some(interval) }, is_told: mean.abs() > half }
    }

    fn waterfall() -> Waterfall<'static> {
        let steps = vec![step("first", -4.0, 1.0), step("second", 1.5, 2.0)];
        Waterfall { title: "hours", unit: KpiUnit::Count, steps, total: step("all", -2.5, 1.0) }
    }

    #[test]
    fn each_part_begins_where_the_one_above_it_ends_and_the_whole_at_nothing() {
        let waterfall = waterfall();
        let places: Vec<(f64, f64)> = waterfall.rows().iter().map(|row| (row.from, row.to)).collect();
        assert_eq!(places, [(0.0, -4.0), (-4.0, -2.5), (0.0, -2.5)]);
    }

    #[test]
    fn what_cannot_be_told_from_nothing_is_said_to() {
        let texts: Vec<String> = waterfall().scene(Locale::En).marks.iter().filter_map(text).collect();
        assert!(texts.contains(&"−4.0".to_owned()) && texts.contains(&"≈ +1.5".to_owned()), "{texts:?}");
    }

    #[test]
    fn a_long_title_takes_no_more_than_four_lines() {
        let long = step(&"a title of many words ".repeat(20), 1.0, 0.1);
        let row = Row::new(&long, 0.0, 1.0, 1);
        assert_eq!(row.lines.len(), 4);
        assert!(row.lines[3].ends_with('…') && row.height() > ROW);
    }

    fn text(mark: &Mark) -> Option<String> {
        match mark {
            Mark::Text { text, .. } => Some(text.clone()),
            _ => None,
        }
    }
}
