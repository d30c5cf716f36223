//! The stages as a picture: a band for each, from light to heavy, with the rules that begin in it, and between the bands what
//! leads from one to the other.
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
/// The space between two bands, and round the words beside an arrow.
const BETWEEN: usize = 16;
const LINE: usize = 16;
/// How many letters fit on a line of a box, of the text beside the boxes, and of the words beside an arrow.
const LETTERS: usize = 29;
const LETTERS_BESIDE: usize = 33;
const LETTERS_OF_ARROW: usize = 62;

/// The picture.
#[derive(Template)]
#[template(path = "document/flow.svg")]
struct Picture {
    height: usize,
    bands: Vec<Drawn>,
}

/// A band with its place.
struct Drawn {
    top: usize,
    height: usize,
    /// Whether it is a stage; else rules that hang on none.
    is_stage: bool,
    /// Where the arrows above it begin; of a stage.
    arrows_from: usize,
    /// What leads into it and out of it, beside the arrows.
    into: Vec<Line>,
    out: Vec<Line>,
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
    waits: Vec<String>,
    aside: Vec<String>,
}

/// Paints the flow.
///
/// # Errors
/// [`ReportError`] when the template cannot be filled.
pub(super) fn picture(flow: &Flow, locale: Locale) -> Result<String, ReportError> {
    let bands = bands(flow, locale);
    let height = bands.last().map_or(1, |band| band.top + band.height + 1);
    Picture { height, bands }.render().map_err(|error| ReportError::Template(error.to_string()))
}

fn bands(flow: &Flow, locale: Locale) -> Vec<Drawn> {
    let mut top = 1;
    let mut drawn: Vec<Drawn> = Vec::new();
    for band in &flow.bands {
        let one = draw(band, top, locale);
        top = one.top + one.height + BETWEEN;
        drawn.push(one);
    }
    drawn
}

fn draw(band: &Band, from: usize, locale: Locale) -> Drawn {
    let is_stage = !band.when.is_empty();
    let [into, out] = [
        (locale.pick("into this stage", "naar deze fase"), &band.when),
        (locale.pick("out of it", "eruit"), &band.until),
    ]
    .map(|(word, when)| if is_stage { wrap(&format!("{word}: {when}"), LETTERS_OF_ARROW) } else { Vec::new() });
    let gap = if is_stage { into.len().max(out.len()) * LINE + BETWEEN } else { 0 };
    let top = from + gap;
    let beside = |texts: Vec<String>| -> Vec<Line> {
        let line = |(place, text)| Line { y: from + LINE + place * LINE, text, is_title: false };
        texts.into_iter().enumerate().map(line).collect()
    };
    let title = wrap(&band.title, LETTERS_BESIDE - 4).into_iter().map(|text| (text, true));
    let none = band.rules.is_empty().then(|| locale.pick("no rule begins here", "hier begint geen regel").to_owned());
    let lines: Vec<Line> = title
        .chain(none.map(|text| (text, false)))
        .enumerate()
        .map(|(place, (text, is_title))| Line { y: top + 26 + place * LINE, text, is_title })
        .collect();
    let boxes = rule_boxes(&band.rules, top, locale);
    let under_text = lines.last().map_or(top, |line| line.y);
    let under_boxes = boxes.iter().map(|rule| rule.top + rule.height).max().unwrap_or(top);
    let height = under_text.max(under_boxes) + 12 - top;
    Drawn { top, height, is_stage, arrows_from: from, into: beside(into), out: beside(out), lines, boxes }
}

/// The boxes of rules in rows, each row as high as its highest box.
fn rule_boxes(rules: &[BandRule], top: usize, locale: Locale) -> Vec<RuleBox> {
    let width = (WIDTH - RULES_FROM - 12 - (COLUMNS - 1) * GAP) / COLUMNS;
    let mut boxes = Vec::new();
    let mut row_top = top + 12;
    for row in rules.chunks(COLUMNS) {
        let texts: Vec<[Vec<String>; 3]> = row.iter().map(|rule| texts(rule, locale)).collect();
        let most = texts.iter().map(|parts| parts.iter().map(Vec::len).sum()).max().unwrap_or(1);
        let height = most * LINE + 12;
        for (column, [lines, waits, aside]) in texts.into_iter().enumerate() {
            let left = RULES_FROM + column * (width + GAP);
            boxes.push(RuleBox { left, top: row_top, width, height, lines, waits, aside });
        }
        row_top += height + GAP;
    }
    boxes
}

/// The title of a rule, what it waits for, and where it goes.
fn texts(rule: &BandRule, locale: Locale) -> [Vec<String>; 3] {
    let partner = rule.partner.as_ref().map(|partner| format!("\u{2192} {partner}"));
    let goes_on =
        rule.goes_on.then(|| locale.pick("\u{2193} and in later stages", "\u{2193} en in latere fasen").to_owned());
    let aside = partner.into_iter().chain(goes_on).flat_map(|text| wrap(&text, LETTERS)).collect();
    let waits = rule.waits.iter().flat_map(|text| wrap(text, LETTERS)).collect();
    [wrap(&rule.title, LETTERS), waits, aside]
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
        let rule = |title: &str| BandRule {
            title: title.to_owned(),
            waits: vec!["from 20 days overdue and then some more of them".to_owned(), "from 2 months".to_owned()],
            partner: Some("Bank".to_owned()),
            goes_on: true,
        };
        let rules = || ["Short", "A title of very many words that goes on and on and on", "C", "D"].map(rule).to_vec();
        let band = |when: &str| Band {
            title: "One <month>".to_owned(),
            when: when.to_owned(),
            until: if when.is_empty() { String::new() } else { format!("not {when}") },
            rules: rules(),
        };
        let long = "the arrears are at least one month of rent and whatever else there is to be said of it, at length";
        let empty = Band { rules: Vec::new(), ..band(long) };
        Flow { description: String::new(), bands: vec![band(""), band("a & b"), band("c"), empty, band("")] }
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
                assert!(
                    one.left + one.width < WIDTH
                        && one.height >= (one.lines.len() + one.waits.len() + one.aside.len()) * LINE
                );
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
    fn what_leads_into_and_out_of_a_stage_stands_between_it_and_what_is_above_it() {
        let bands = bands(&flow(), Locale::En);
        for pair in bands.windows(2) {
            let [above, below] = pair else { panic!() };
            assert_eq!(below.into.is_empty(), !below.is_stage);
            for line in below.into.iter().chain(&below.out) {
                assert!(line.y > above.top + above.height && line.y < below.top, "{}", line.text);
            }
        }
        assert_eq!(bands.iter().map(|band| band.into.len()).collect::<Vec<_>>(), [0, 1, 1, 2, 0]);
        let svg = picture(&flow(), Locale::Nl).unwrap();
        assert!(svg.contains("One &#60;month&#62;") && svg.contains("naar deze fase: a &#38; b"), "{svg}");
        assert!(svg.contains("eruit: not a &#38; b") && svg.contains("hier begint geen regel"), "{svg}");
    }

    #[test]
    fn a_long_word_is_cut_and_nothing_is_lost() {
        assert_eq!(wrap("aa bbbbbbb c", 4), ["aa", "bbbb", "bbb", "c"]);
    }
}
