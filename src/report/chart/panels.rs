//! Small charts of curves beside and below each other, with one key to all of them.

use super::Align;
use super::Colour;
use super::Scene;
use super::Stroke;
use super::curves::Curve;
use super::frame::Area;
use super::frame::Density;
use super::frame::Frame;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::vocabulary::KpiUnit;

/// Small charts with the same curves' names and the same unit.
#[derive(Clone, Debug)]
pub struct Panels<'a> {
    /// What the values are, written above all.
    pub title: &'a str,
    /// What they are measured in.
    pub unit: KpiUnit,
    /// The charts, in reading order.
    pub panels: Vec<Panel<'a>>,
    /// The first day of a forecast, where the curves reach beyond the books.
    pub forecast_from: Option<Day>,
}

/// One of the small charts.
#[derive(Clone, Debug)]
pub struct Panel<'a> {
    /// What its curves are about.
    pub title: String,
    /// The curves, the baseline first; the same scenarios in every panel.
    pub curves: Vec<Curve<'a>>,
}

const WIDTH: u32 = 760;
const TOP: f64 = 34.0;
const KEY_HEIGHT: f64 = 17.0;
const ROW_HEIGHT: f64 = 168.0;
const COLUMN_WIDTH: f64 = 380.0;

impl Panels<'_> {
    /// Lays the charts out, two in a row.
    #[must_use]
    pub fn scene(&self, locale: Locale) -> Scene {
        let names: Vec<&str> = self.panels.first().into_iter().flat_map(|p| p.curves.iter().map(|c| c.title)).collect();
        let top = TOP + names.len() as f64 * KEY_HEIGHT;
        let rows = self.panels.len().div_ceil(2);
        let mut scene = Scene::new(WIDTH, super::paint_height(top + rows as f64 * ROW_HEIGHT));
        scene.text(self.title, (12.0, 14.0), Colour::INK, Align::Left);
        draw_key(&mut scene, &names);
        for (nth, panel) in self.panels.iter().enumerate() {
            let corner = ((nth % 2) as f64 * COLUMN_WIDTH, top + (nth / 2) as f64 * ROW_HEIGHT);
            self.draw(&mut scene, panel, corner, locale);
        }
        scene
    }

    fn draw(&self, scene: &mut Scene, panel: &Panel<'_>, (left, top): (f64, f64), locale: Locale) {
        let area = Area { left: left + 52.0, right: left + COLUMN_WIDTH - 36.0, top: top + 30.0, bottom: top + 132.0 };
        let frame = Frame::around(&panel.curves, Some(0.0), area);
        scene.text(&panel.title, (left + 12.0, top + 14.0), Colour::INK, Align::Left);
        frame.draw_axes(scene, self.unit, Density::Sparse, locale);
        frame.draw_bands(scene, &panel.curves);
        frame.draw_curves(scene, &panel.curves);
        frame.draw_forecast(scene, self.forecast_from, Density::Sparse, locale);
    }
}

/// A sample of each stroke with its name.
fn draw_key(scene: &mut Scene, names: &[&str]) {
    for (place, name) in names.iter().enumerate() {
        let height = TOP + place as f64 * KEY_HEIGHT;
        let colour = Colour::of_scenario(place);
        scene.line(&[(12.0, height), (48.0, height)], colour, 2, Stroke::of_scenario(place));
        scene.text(name, (56.0, height), colour, Align::Left);
    }
}
