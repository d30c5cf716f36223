//! Painting a scene: the one place that knows plotters.

use super::Align;
use super::ChartError;
use super::Colour;
use super::Mark;
use super::Scene;
use plotters::backend::BitMapBackend;
use plotters::backend::DrawingBackend;
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::drawing::IntoDrawingArea;
use plotters::element::Circle;
use plotters::element::PathElement;
use plotters::element::Polygon;
use plotters::element::Text;
use plotters::style::Color;
use plotters::style::FontDesc;
use plotters::style::FontFamily;
use plotters::style::FontStyle;
use plotters::style::RGBAColor;
use plotters::style::RGBColor;
use plotters::style::ShapeStyle;
use plotters::style::TextStyle;
use plotters::style::register_font;
use plotters::style::text_anchor::HPos;
use plotters::style::text_anchor::Pos;
use plotters::style::text_anchor::VPos;
use std::fmt::Display;
use std::path::Path;

/// The letters of every picture. The name is what an SVG asks a browser for: the same font, else one of its width.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";
static LETTERS: &[u8] = include_bytes!("../font/DejaVuSans.ttf");

/// plotters writes letters of a size as 1 ÷ 1.24 of that size in an SVG.
const POINTS_PER_PIXEL: f64 = 1.24;

/// Pixels of a PNG for one of the scene, so that it is sharp on paper.
const SHARPNESS: u32 = 2;

type Area<B> = DrawingArea<B, Shift>;

impl Scene {
    /// The picture as SVG, to stand in a page.
    ///
    /// # Errors
    /// [`ChartError`] when the painter refuses.
    pub fn svg(&self) -> Result<String, ChartError> {
        let mut text = String::new();
        self.paint(SVGBackend::with_string(&mut text, (self.width, self.height)), 1)?;
        Ok(text)
    }

    /// Writes the picture as PNG, twice as large.
    ///
    /// # Errors
    /// [`ChartError`] when the file cannot be written.
    pub fn write_png(&self, path: &Path) -> Result<(), ChartError> {
        let size = (self.width * SHARPNESS, self.height * SHARPNESS);
        self.paint(BitMapBackend::new(path, size), SHARPNESS)
    }

    fn paint<B: DrawingBackend>(&self, backend: B, scale: u32) -> Result<(), ChartError> {
        register_font(FAMILY, FontStyle::Normal, LETTERS).map_err(|_| ChartError("no font".to_owned()))?;
        let area = backend.into_drawing_area();
        area.fill(&RGBColor(255, 255, 255)).map_err(refused)?;
        for mark in &self.marks {
            mark.paint(&area, f64::from(scale))?;
        }
        area.present().map_err(refused)
    }
}

impl Mark {
    fn paint<B: DrawingBackend>(&self, area: &Area<B>, scale: f64) -> Result<(), ChartError> {
        match self {
            Mark::Line { points, colour, width } => {
                let line = PathElement::new(pixels(points, scale), stroke(*colour, *width, scale));
                area.draw(&line).map_err(refused)
            }
            Mark::Area { points, colour, opacity } => {
                area.draw(&Polygon::new(pixels(points, scale), rgb(*colour).mix(*opacity))).map_err(refused)
            }
            Mark::Dot { at, colour, radius } => {
                let dot = Circle::new(pixel(*at, scale), whole(f64::from(*radius) * scale), rgb(*colour).filled());
                area.draw(&dot).map_err(refused)
            }
            Mark::Text { text, at, colour, size, align } => {
                let style = letters(*size * scale, *colour, *align);
                area.draw(&Text::new(text.as_str(), pixel(*at, scale), style)).map_err(refused)
            }
        }
    }
}

fn letters(size: f64, colour: Colour, align: Align) -> TextStyle<'static> {
    let position = match align {
        Align::Left => HPos::Left,
        Align::Centre => HPos::Center,
        Align::Right => HPos::Right,
    };
    let font = FontDesc::new(FontFamily::Name(FAMILY), size * POINTS_PER_PIXEL, FontStyle::Normal);
    TextStyle { font, color: rgb(colour).to_backend_color(), pos: Pos::new(position, VPos::Center) }
}

fn stroke(colour: Colour, width: u32, scale: f64) -> ShapeStyle {
    let width = u32::try_from(whole(f64::from(width) * scale)).unwrap_or(1);
    ShapeStyle { color: RGBAColor::from(rgb(colour)), filled: false, stroke_width: width }
}

const fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn pixels(points: &[(f64, f64)], scale: f64) -> Vec<(i32, i32)> {
    points.iter().map(|point| pixel(*point, scale)).collect()
}

fn pixel(at: (f64, f64), scale: f64) -> (i32, i32) {
    (whole(at.0 * scale), whole(at.1 * scale))
}

#[expect(clippy::cast_possible_truncation, reason = "a place in a picture of a few thousand pixels")]
fn whole(number: f64) -> i32 {
    libm::round(number) as i32
}

fn refused(error: impl Display) -> ChartError {
    ChartError(error.to_string())
}
