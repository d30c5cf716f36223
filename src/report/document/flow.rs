//! The stages as a picture: a band for each, from light to heavy, with the rules that begin in it.
//!
//! Always: no text leaves its box; boxes do not overlap (`no_box_lies_over_another`).

use super::super::ReportError;
use crate::document::Band;
use crate::document::BandRule;
use crate::document::Flow;
use crate::locale::Locale;
use askama::Template;

/// How wide the picture is, in its own units.
const WIDTH: usize = 960;
/// Where the boxes of rules begin, and how many stand beside each other.
const RULES_FROM: usize = 268;
const COLUMNS: usize = 3;
const GAP: usize = 10;
/// The space between two bands, where the arrow stands.
const BETWEEN: usize = 30;
const LINE: usize = 16;
/// How many letters fit on a line of a box, and of the text beside the boxes.
const LETTERS: usize = 29;
const LETTERS_BESIDE: usize = 33;

/// The picture.
#[derive(Template)]
#[template(path = "document/flow.svg")]
struct Picture {
    height: usize,
    bands: Vec<Drawn>,
    heavier: &'static str,
    lighter: &'static str,
}

/// A band with its place.
struct Drawn {
    top: usize,
    height: usize,
    /// Whether it is a stage; else what holds in all of them.
    is_stage: bool,
    /// Whether an arrow leads from it to the next stage.
    leads_on: bool,
    lines: Vec<Line>,
    boxes: Vec<RuleBox>,
}

struct Line {
    y: usize,
    text: String,
    is_title: bool,
}

struct RuleBox {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    lines: Vec<String>,
    aside: Vec<String>,
}

impl Drawn {
    const fn bottom(&self) -> usize {
        self.top + self.height
    }
}

/// Paints the flow.
///
/// # Errors
/// [`ReportError`] when the template cannot be filled.
pub(super) fn picture(flow: &Flow, locale: Locale) -> Result<String, ReportError> {
    let bands = bands(flow, locale);
    let height = bands.last().map_or(1, |band| band.top + band.height + 1);
    let heavier = locale.pick("heavier", "zwaarder");
    let lighter = locale.pick("lighter", "lichter");
    let picture = Picture { height, bands, heavier, lighter };
    picture.render().map_err(|error| ReportError::Template(error.to_string()))
}

fn bands(flow: &Flow, locale: Locale) -> Vec<Drawn> {
    let mut top = 1;
    let mut drawn: Vec<Drawn> = Vec::new();
    for (place, band) in flow.bands.iter().enumerate() {
        let is_stage = !band.when.is_empty();
        let leads_on = is_stage && place + 1 < flow.bands.len();
        let one = draw(band, top, is_stage, leads_on, locale);
        top = one.top + one.height + BETWEEN;
        drawn.push(one);
    }
    drawn
}

fn draw(band: &Band, top: usize, is_stage: bool, leads_on: bool, locale: Locale) -> Drawn {
    let title = wrap(&band.title, LETTERS_BESIDE - 4).into_iter().map(|text| (text, true));
    let when = wrap(&band.when, LETTERS_BESIDE).into_iter().map(|text| (text, false));
    let lines: Vec<Line> = title
        .chain(when)
        .enumerate()
        .map(|(place, (text, is_title))| Line { y: top + 26 + place * LINE, text, is_title })
        .collect();
    let boxes = rule_boxes(&band.rules, top, locale);
    let under_text = lines.last().map_or(top, |line| line.y);
    let under_boxes = boxes.iter().map(|rule| rule.top + rule.height).max().unwrap_or(top);
    let height = under_text.max(under_boxes) + 12 - top;
    Drawn { top, height, is_stage, leads_on, lines, boxes }
}

/// The boxes of rules in rows, each row as high as its highest box.
fn rule_boxes(rules: &[BandRule], top: usize, locale: Locale) -> Vec<RuleBox> {
    let width = (WIDTH - RULES_FROM - 12 - (COLUMNS - 1) * GAP) / COLUMNS;
    let mut boxes = Vec::new();
    let mut row_top = top + 12;
    for row in rules.chunks(COLUMNS) {
        let texts: Vec<(Vec<String>, Vec<String>)> = row.iter().map(|rule| texts(rule, locale)).collect();
        let most = texts.iter().map(|(lines, aside)| lines.len() + aside.len()).max().unwrap_or(1);
        let height = most * LINE + 12;
        for (column, (lines, aside)) in texts.into_iter().enumerate() {
            boxes.push(RuleBox {
                left: RULES_FROM + column * (width + GAP),
                top: row_top,
                width,
                height,
                lines,
                aside,
            });
        }
        row_top += height + GAP;
    }
    boxes
}

fn texts(rule: &BandRule, locale: Locale) -> (Vec<String>, Vec<String>) {
    let partner = rule.partner.as_ref().map(|partner| format!("\u{2192} {partner}"));
    let goes_on =
        rule.goes_on.then(|| locale.pick("\u{2193} and in later stages", "\u{2193} en in latere fasen").to_owned());
    let aside = partner.into_iter().chain(goes_on).flat_map(|text| wrap(&text, LETTERS)).collect();
    (wrap(&rule.title, LETTERS), aside)
}

/// Lines of at most so many letters; a longer word is cut.
fn wrap(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let pieces = text.split_whitespace().flat_map(|word| {
        let letters_of: Vec<char> = word.chars().collect();
        letters_of.chunks(letters).map(|piece| piece.iter().collect::<String>()).collect::<Vec<String>>()
    });
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + piece.chars().count() <= letters => {
                line.push(' ');
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow() -> Flow {
        let rule = |title: &str| BandRule { title: title.to_owned(), partner: Some("Bank".to_owned()), goes_on: true };
        let rules = || ["Short", "A title of very many words that goes on and on and on", "C", "D"].map(rule).to_vec();
        let band = |when: &str| Band { title: "One <month>".to_owned(), when: when.to_owned(), rules: rules() };
        Flow { description: String::new(), bands: vec![band(""), band("a & b"), band("c")] }
    }

    #[test]
    fn no_box_lies_over_another() {
        let bands = bands(&flow(), Locale::En);
        for pair in bands.windows(2) {
            assert!(pair[0].top + pair[0].height < pair[1].top);
        }
        for band in &bands {
            for (place, one) in band.boxes.iter().enumerate() {
                assert!(one.top > band.top && one.top + one.height < band.top + band.height);
                assert!(one.left + one.width < WIDTH && one.height >= one.lines.len() * LINE);
                for other in &band.boxes[place + 1..] {
                    let apart = one.left + one.width < other.left
                        || other.left + other.width < one.left
                        || one.top + one.height < other.top;
                    assert!(apart, "{} and {}", one.lines.join(" "), other.lines.join(" "));
                }
            }
        }
    }

    #[test]
    fn only_stages_lead_on_and_text_is_escaped() {
        let bands = bands(&flow(), Locale::En);
        assert_eq!(bands.iter().map(|band| band.leads_on).collect::<Vec<_>>(), [false, true, false]);
        let svg = picture(&flow(), Locale::Nl).unwrap();
        assert!(svg.contains("One &#60;month&#62;") && svg.contains("a &#38; b"), "{svg}");
    }

    #[test]
    fn a_long_word_is_cut_and_nothing_is_lost() {
        assert_eq!(wrap("aa bbbbbbb c", 4), ["aa", "bbbb", "bbb", "c"]);
    }
}
