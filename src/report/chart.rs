//! Pictures: curves in time, bars beside each other and parts that add up, as SVG and as PNG from the same drawing.
//!
//! Curves differ in their dashes as well as in colour, so that a copy without colour can be read.
//! A picture is laid out first, as a [`Scene`] of marks in pixels, and painted second. Knows no scenario and no policy:
//! numbers, titles and units come in. Always: the same input gives the same bytes, with or without fonts on the
//! machine, because the font is in the program.

mod bars;
mod curves;
mod forest;
mod frame;
mod paint;
mod panels;
mod plot;
mod scatter;
mod stroke;
mod ticks;
mod tornado;
mod waterfall;

pub use bars::Bar;
pub use bars::BarGroup;
pub use bars::Bars;
pub use curves::Band;
pub use curves::Curve;
pub use curves::Curves;
pub use curves::TargetLine;
pub use forest::Forest;
pub use forest::ForestRow;
pub use panels::Panel;
pub use panels::Panels;
pub use plot::Plot;
pub use plot::Track;
pub use scatter::Axis;
pub use scatter::Scatter;
pub use scatter::Scatters;
pub use scatter::Spot;
pub use tornado::Tornado;
pub use tornado::TornadoRow;
pub use waterfall::Step;
pub use waterfall::Waterfall;

use stroke::Stroke;

/// A colour as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    const INK: Colour = Colour(34, 34, 34);
    const QUIET: Colour = Colour(96, 96, 96);
    const GRID: Colour = Colour(226, 226, 226);
    const TARGET: Colour = Colour(130, 20, 60);

    /// The colour of the scenario at a place: the first is dark grey, the others can be told apart by the colour-blind.
    /// Source: Okabe and Ito, "Color universal design" (2008).
    #[must_use]
    pub fn of_scenario(place: usize) -> Colour {
        const HUES: [Colour; 6] = [
            Colour(0, 114, 178),
            Colour(213, 94, 0),
            Colour(0, 158, 115),
            Colour(204, 121, 167),
            Colour(230, 159, 0),
            Colour(86, 180, 233),
        ];
        let hue = place.checked_sub(1).and_then(|nth| HUES.get(nth % HUES.len()));
        hue.copied().unwrap_or(Colour(70, 70, 70))
    }

    /// The colour as CSS writes it.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// A picture laid out in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    width: u32,
    height: u32,
    marks: Vec<Mark>,
}

/// One thing in a picture.
#[derive(Clone, Debug, PartialEq)]
enum Mark {
    Line { points: Vec<(f64, f64)>, colour: Colour, width: u32 },
    Area { points: Vec<(f64, f64)>, colour: Colour, opacity: f64 },
    Dot { at: (f64, f64), colour: Colour, radius: u32 },
    Text { text: String, at: (f64, f64), colour: Colour, size: f64, align: Align },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Centre,
    Right,
}

/// A picture could not be painted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the picture could not be painted: {0}")]
pub struct ChartError(String);

/// The height of the letters of labels, in pixels.
const LETTERS: f64 = 12.0;

impl Scene {
    fn new(width: u32, height: u32) -> Scene {
        Scene { width, height, marks: Vec::new() }
    }

    /// Writes a few words into the corner at the top right.
    pub fn note(&mut self, text: &str) {
        let corner = (f64::from(self.width) - 12.0, 14.0);
        self.text(text, corner, Colour::TARGET, Align::Right);
    }

    fn line(&mut self, points: &[(f64, f64)], colour: Colour, width: u32, stroke: Stroke) {
        let pieces = stroke.pieces(points).into_iter();
        self.marks.extend(pieces.map(|points| Mark::Line { points, colour, width }));
    }

    fn area(&mut self, points: Vec<(f64, f64)>, colour: Colour, opacity: f64) {
        self.marks.push(Mark::Area { points, colour, opacity });
    }

    fn dot(&mut self, at: (f64, f64), colour: Colour, radius: u32) {
        self.marks.push(Mark::Dot { at, colour, radius });
    }

    /// An open circle.
    fn ring(&mut self, at: (f64, f64), colour: Colour) {
        self.dot(at, colour, 5);
        self.dot(at, Colour(255, 255, 255), 3);
    }

    /// An upright cross.
    fn cross(&mut self, (x, y): (f64, f64)) {
        self.line(&[(x - 6.0, y), (x + 6.0, y)], Colour::INK, 2, Stroke::SOLID);
        self.line(&[(x, y - 6.0), (x, y + 6.0)], Colour::INK, 2, Stroke::SOLID);
    }

    fn text(&mut self, text: &str, at: (f64, f64), colour: Colour, align: Align) {
        self.marks.push(Mark::Text { text: text.to_owned(), at, colour, size: LETTERS, align });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the height of a picture of at most some hundreds of bars")]
fn paint_height(height: f64) -> u32 {
    (libm::ceil(height) as i32).unsigned_abs()
}

/// Breaks a text into lines of at most so many characters, between words; a longer word is cut with an ellipsis. Words that
/// a space without a break holds together stay together.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let word = word.replace('\u{a0}', " ");
        let word = if word.chars().count() > width {
            word.chars().take(width.saturating_sub(1)).chain(['…']).collect()
        } else {
            word
        };
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_broken_between_words_and_a_long_word_is_cut() {
        assert_eq!(wrapped("call on day 10", 8), ["call on", "day 10"]);
        assert_eq!(wrapped("schuldhulpverleningstraject", 10), ["schuldhul…"]);
        assert_eq!(wrapped("effect (0.2\u{a0}…\u{a0}1.3)", 14), ["effect", "(0.2 … 1.3)"]);
        assert!(wrapped("  ", 10).is_empty());
    }
}
