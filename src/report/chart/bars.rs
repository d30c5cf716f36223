//! Bars lying beside each other, one group a subject and one bar a scenario, each with its interval.

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

/// A chart of bars.
#[derive(Clone, Debug)]
pub struct Bars<'a> {
    /// What the values are, written above the bars.
    pub title: &'a str,
    /// What they are measured in.
    pub unit: KpiUnit,
    /// What the colours mean, by place of the scenario; empty where the title says it.
    pub key: Vec<&'a str>,
    /// The groups, from the top down.
    pub groups: Vec<BarGroup>,
}

/// The bars of one subject.
#[derive(Clone, Debug)]
pub struct BarGroup {
    /// The subject.
    pub title: String,
    /// Its bars, the baseline first.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Copy, Debug)]
pub struct Bar {
    /// The scenario's place, which gives the colour.
    pub scenario: usize,
    /// Its value; none leaves the place empty.
    pub spread: Option<Spread>,
}

const WIDTH: u32 = 760;
const LEFT: f64 = 230.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 34.0;
const BAR: f64 = 15.0;
const GAP: f64 = 11.0;
const KEY_ROW: f64 = 16.0;
/// Characters of a subject beside its bars.
const TITLE_WIDTH: usize = 30;

impl Bars<'_> {
    /// Lays the chart out.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let height = |group: &BarGroup| group.bars.len() as f64 * BAR + GAP;
        let start = TOP + self.key.len() as f64 * KEY_ROW;
        let bottom = start + self.groups.iter().map(height).sum::<f64>();
        let mut scene = Scene::new(WIDTH, super::paint_height(bottom + 26.0));
        let ticks = Ticks::around(std::iter::once(0.0).chain(self.values()));
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        self.draw_key(&mut scene);
        for mark in ticks.marks() {
            let x = along(&ticks, mark);
            scene.line(&[(x, start - 4.0), (x, bottom)], Colour::GRID, 1, Stroke::SOLID);
            scene.text(
                &wording::tick(self.unit, mark, ticks.step, locale),
                (x, bottom + 12.0),
                Colour::QUIET,
                Align::Centre,
            );
        }
        let mut top = start;
        for group in &self.groups {
            self.draw_group(&mut scene, &ticks, group, top, locale);
            top += height(group);
        }
        scene
    }

    /// Whose bars have which colour, in the order of the bars.
    fn draw_key(&self, scene: &mut Scene) {
        for (nth, name) in self.key.iter().enumerate() {
            let y = TOP + nth as f64 * KEY_ROW;
            let corners = vec![(LEFT, y - 5.0), (LEFT + 14.0, y - 5.0), (LEFT + 14.0, y + 5.0), (LEFT, y + 5.0)];
            scene.area(corners, Colour::of_scenario(nth), 0.55);
            scene.text(name, (LEFT + 20.0, y), Colour::INK, Align::Left);
        }
    }

    fn values(&self) -> impl Iterator<Item = f64> + Clone {
        let spreads = self.groups.iter().flat_map(|group| group.bars.iter().filter_map(|bar| bar.spread));
        spreads.flat_map(|spread| [spread.mean, spread.interval.map_or(spread.mean, |interval| interval.high)])
    }

    fn draw_group(&self, scene: &mut Scene, ticks: &Ticks, group: &BarGroup, top: f64, locale: Locale) {
        let middle = top + group.bars.len() as f64 * BAR / 2.0;
        let lines = wrapped(&group.title, TITLE_WIDTH);
        let first = middle - (lines.len() as f64 - 1.0) * LETTERS / 2.0;
        for (nth, line) in (0..).zip(&lines) {
            scene.text(line, (LEFT - 10.0, first + f64::from(nth) * LETTERS), Colour::INK, Align::Right);
        }
        for (nth, bar) in (0..).zip(&group.bars) {
            if let Some(spread) = bar.spread {
                self.draw_bar(scene, ticks, spread, top + (f64::from(nth) + 0.5) * BAR, bar.scenario, locale);
            }
        }
    }

    fn draw_bar(&self, scene: &mut Scene, ticks: &Ticks, spread: Spread, y: f64, scenario: usize, locale: Locale) {
        let colour = Colour::of_scenario(scenario);
        let (from, to) = (along(ticks, ticks.low.max(0.0)), along(ticks, spread.mean));
        let half = BAR / 2.0 - 2.0;
        scene.area(vec![(from, y - half), (to, y - half), (to, y + half), (from, y + half)], colour, 0.55);
        let mut end = to;
        if let Some(interval) = spread.interval {
            let (low, high) = (along(ticks, interval.low), along(ticks, interval.high));
            scene.line(&[(low, y), (high, y)], colour, 2, Stroke::SOLID);
            scene.marks.push(Mark::Dot { at: (to, y), colour, radius: 3 });
            end = end.max(high);
        }
        scene.text(&wording::value(self.unit, spread.mean, locale), (end + 8.0, y), Colour::INK, Align::Left);
    }
}

fn along(ticks: &Ticks, value: f64) -> f64 {
    LEFT + ticks.place(value) * (RIGHT - LEFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_named_above_the_bars() {
        let spread = Some(Spread { mean: 3.0, interval: None });
        let bars = |scenario| Bar { scenario, spread };
        let groups = vec![BarGroup { title: "call".to_owned(), bars: vec![bars(0), bars(1)] }];
        let chart = |key| Bars { title: "a", unit: KpiUnit::Count, key, groups: groups.clone() }.scene(Locale::En);
        let (named, bare) = (chart(vec!["old", "new"]), chart(Vec::new()));
        let colours = |scene: &Scene| scene.marks.iter().filter(|mark| matches!(mark, Mark::Area { .. })).count();
        assert_eq!((colours(&named), colours(&bare)), (4, 2));
        let texts = |scene: &Scene| format!("{:?}", scene.marks);
        assert!(texts(&named).contains("\"old\"") && texts(&named).contains("\"new\""));
        assert!(named.height > bare.height);
    }
}
