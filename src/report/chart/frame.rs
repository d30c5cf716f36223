//! Where days and values lie in a part of a picture, with its axes.

use super::Align;
use super::Colour;
use super::LETTERS;
use super::Scene;
use super::Stroke;
use super::curves::Curve;
use super::ticks::Ticks;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A part of a picture, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// How many names of months stand at most beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Density {
    /// Eight.
    Full,
    /// Three.
    Sparse,
}

/// Where days and values lie.
pub(super) struct Frame {
    area: Area,
    first: Day,
    last: Day,
    ticks: Ticks,
}

impl Frame {
    /// A frame that holds curves with their bands, and one level more.
    pub(super) fn around(curves: &[Curve<'_>], level: Option<f64>, area: Area) -> Frame {
        let days = || curves.iter().flat_map(|curve| curve.points.iter().map(|(day, _)| *day));
        let values = curves.iter().flat_map(|curve| {
            let edges = curve.band.iter().flat_map(|band| [band.low, band.high]);
            curve.points.iter().map(|(_, value)| *value).chain(edges)
        });
        let first = days().min().unwrap_or_default();
        Frame {
            area,
            first,
            last: days().max().unwrap_or(first).max(first.plus(1)),
            ticks: Ticks::around(values.chain(level)),
        }
    }

    fn at(&self, day: Day, value: f64) -> (f64, f64) {
        let share = f64::from(day.since(self.first)) / f64::from(self.last.since(self.first));
        (self.area.left + share * (self.area.right - self.area.left), self.y(value))
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.area.bottom - self.ticks.place(value) * (self.area.bottom - self.area.top)
    }

    pub(super) fn draw_axes(&self, scene: &mut Scene, unit: KpiUnit, density: Density, locale: Locale) {
        let Area { left, right, .. } = self.area;
        for mark in self.ticks.marks() {
            let height = self.y(mark);
            scene.line(&[(left, height), (right, height)], Colour::GRID, 1, Stroke::SOLID);
            let text = wording::tick(unit, mark, self.ticks.step, locale);
            scene.text(&text, (left - 8.0, height), Colour::QUIET, Align::Right);
        }
        self.draw_months(scene, density, locale);
    }

    /// A tick at every so many months, so that no name stands on another.
    fn draw_months(&self, scene: &mut Scene, density: Density, locale: Locale) {
        let Area { left, right, bottom, .. } = self.area;
        let (first, last) = (self.first.month(), self.last.month());
        let months = last.number() - first.number() + 1;
        let most = match density {
            Density::Full => 8,
            Density::Sparse => 3,
        };
        let every = [1, 2, 3, 6, 12, 24, 60].into_iter().find(|every| months <= every * most).unwrap_or(120);
        for nth in (0..months).filter(|nth| first.plus(*nth).number().rem_euclid(every) == 0) {
            let month = first.plus(nth);
            let (x, _) = self.at(month.last(), 0.0);
            if x < left - 0.5 || x > right + 0.5 {
                continue;
            }
            scene.line(&[(x, bottom), (x, bottom + 5.0)], Colour::QUIET, 1, Stroke::SOLID);
            scene.text(&wording::month(month, locale), (x, bottom + 17.0), Colour::QUIET, Align::Centre);
        }
        scene.line(&[(left, bottom), (right, bottom)], Colour::QUIET, 1, Stroke::SOLID);
    }

    pub(super) fn draw_bands(&self, scene: &mut Scene, curves: &[Curve<'_>]) {
        for (place, curve) in curves.iter().enumerate().filter(|(_, curve)| curve.band.len() > 1) {
            let upper = curve.band.iter().map(|edge| self.at(edge.day, edge.high));
            let lower = curve.band.iter().rev().map(|edge| self.at(edge.day, edge.low));
            scene.area(upper.chain(lower).collect(), Colour::of_scenario(place), 0.14);
        }
    }

    /// A line where the books end and what is behind it is a forecast.
    pub(super) fn draw_forecast(&self, scene: &mut Scene, from: Option<Day>, density: Density, locale: Locale) {
        let Area { top, bottom, right, .. } = self.area;
        let end = from.map(|from| from.plus(-1)).filter(|end| self.first <= *end && *end < self.last);
        let Some((x, _)) = end.map(|end| self.at(end, 0.0)) else { return };
        scene.line(&[(x, top), (x, bottom)], Colour::QUIET, 1, Stroke::DOTTED);
        let label = locale.pick("forecast →", "vooruitblik →");
        // Letters are about half as wide as they are high.
        let width = label.chars().count() as f64 * LETTERS * 0.6;
        // Beside the name of a small chart there is room at the end only.
        let is_beside = density == Density::Full && x + 5.0 + width <= right + 8.0;
        let (at, align) = if is_beside { (x + 5.0, Align::Left) } else { (right, Align::Right) };
        scene.text(label, (at, top - 7.0), Colour::QUIET, align);
    }

    pub(super) fn draw_curves(&self, scene: &mut Scene, curves: &[Curve<'_>]) {
        for (place, curve) in curves.iter().enumerate() {
            let points: Vec<(f64, f64)> = curve.points.iter().map(|(day, value)| self.at(*day, *value)).collect();
            scene.line(&points, Colour::of_scenario(place), 2, Stroke::of_scenario(place));
        }
    }
}
