//! Text that could not be read: which word or sign is missing there, or was meant by the one that stands there.
//!
//! Always: of a word that is said to be missing it has been tried that with it the item reads.

use super::grammar::Rule;
use super::grammar::read;

/// Longer texts are not read again with a word more: that takes as long as reading them did.
const LONGEST: usize = 20_000;

/// The words and signs that are often forgotten, English and Dutch; where two would do, the first is told.
const FORGOTTEN: &[&str] = &[
    ",", ")", "is", "=", "when", "als", "do", "doe", "and", "en", "version", "versie", "between", "tussen", "given",
    "gegeven", "expect", "verwacht", "cite", "volgens", "to", "op",
];

/// Signs that are often typed or pasted, and what to write for them.
const OTHER_SIGNS: &[(&str, &str)] = &[
    ("“", "\""),
    ("”", "\""),
    ("„", "\""),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("==", "="),
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("&", ","),
    (";", ","),
];

/// Words for a comparison, and the sign to write for them; of two that begin alike the longer stands first.
const SIGN_WORDS: &[(&str, &str)] = &[
    ("greater than or equal to", ">="),
    ("more than or equal to", ">="),
    ("equal to or greater than", ">="),
    ("equal to or more than", ">="),
    ("less than or equal to", "<="),
    ("equal to or less than", "<="),
    ("groter dan of gelijk aan", ">="),
    ("groter of gelijk aan", ">="),
    ("meer dan of gelijk aan", ">="),
    ("hoger dan of gelijk aan", ">="),
    ("gelijk aan of groter dan", ">="),
    ("gelijk aan of meer dan", ">="),
    ("gelijk aan of hoger dan", ">="),
    ("gelijk of groter dan", ">="),
    ("kleiner dan of gelijk aan", "<="),
    ("kleiner of gelijk aan", "<="),
    ("minder dan of gelijk aan", "<="),
    ("lager dan of gelijk aan", "<="),
    ("gelijk aan of kleiner dan", "<="),
    ("gelijk aan of minder dan", "<="),
    ("gelijk aan of lager dan", "<="),
    ("gelijk of kleiner dan", "<="),
    ("at least", ">="),
    ("minstens", ">="),
    ("minimaal", ">="),
    ("ten minste", ">="),
    ("tenminste", ">="),
    ("vanaf", ">="),
    ("from", ">="),
    ("at most", "<="),
    ("up to and including", "<="),
    ("hoogstens", "<="),
    ("maximaal", "<="),
    ("ten hoogste", "<="),
    ("hooguit", "<="),
    ("tot en met", "<="),
    ("greater than", ">"),
    ("more than", ">"),
    ("higher than", ">"),
    ("longer than", ">"),
    ("meer dan", ">"),
    ("groter dan", ">"),
    ("hoger dan", ">"),
    ("langer dan", ">"),
    ("above", ">"),
    ("boven", ">"),
    ("less than", "<"),
    ("lower than", "<"),
    ("shorter than", "<"),
    ("minder dan", "<"),
    ("kleiner dan", "<"),
    ("lager dan", "<"),
    ("korter dan", "<"),
    ("below", "<"),
    ("onder", "<"),
    ("not equal to", "!="),
    ("ongelijk aan", "!="),
    ("niet gelijk aan", "!="),
    ("equal to", "="),
    ("equals", "="),
    ("gelijk aan", "="),
    ("is", "="),
];

/// Signs, each with the one that says the opposite.
const OPPOSITES: &[(&str, &str)] = &[(">=", "<"), (">", "<="), ("<=", ">"), ("<", ">="), ("=", "!="), ("!=", "=")];

/// Words that mean what a structure word says.
const SAME_WORDS: &[(&str, &str)] = &[
    ("maximaal", "hoogstens"),
    ("max", "hoogstens"),
    ("max", "at most"),
    ("maximum", "at most"),
    ("minimaal", "minstens"),
    ("min", "minstens"),
    ("minimum", "at least"),
    ("ones", "once per"),
    ("eens", "eenmaal per"),
    ("maar", "en"),
    ("ook", "en"),
    ("but", "and"),
    ("dan", "doe"),
    ("then", "do"),
    ("if", "when"),
    ("indien", "als"),
    ("wanneer", "als"),
];

/// What to write in the place of the text that stands there: how many bytes of it go, and what comes.
pub(super) struct Instead {
    pub(super) length: usize,
    pub(super) text: &'static str,
}

/// The first of the words or signs that could stand at a place with which the whole item reads.
pub(super) fn forgotten(piece: &str, at: usize, expected: &[&'static str]) -> Option<&'static str> {
    let (before, after) = (piece.get(..at)?, piece.get(at..)?);
    let tried = FORGOTTEN.iter().copied().filter(|word| expected.contains(word) && piece.len() <= LONGEST);
    tried.into_iter().find(|word| read(Rule::single, &format!("{before} {word} {after}")).is_ok())
}

/// The sign that is meant by another sign.
pub(super) fn other_sign(found: &str) -> Option<Instead> {
    let sign = OTHER_SIGNS.iter().find(|(sign, _)| found.starts_with(sign));
    sign.map(|(sign, text)| Instead { length: sign.len(), text })
}

/// The sign that is meant by words, where a comparison could stand: `minstens`, `is minstens`, `is niet`.
pub(super) fn sign_of_words(rest: &str) -> Option<Instead> {
    let later = begins(rest, "is").and_then(|is| {
        let not = after(rest, is, "not").or_else(|| after(rest, is, "niet"));
        let (length, text) = match not {
            Some(not) => denied(rest, not),
            None => sign_after(rest, is)?,
        };
        Some(Instead { length, text })
    });
    later.or_else(|| sign_at(rest).map(|(length, text)| Instead { length, text }))
}

/// The words for a comparison that a text begins with: how long they are, and their sign.
pub(super) fn sign_at(rest: &str) -> Option<(usize, &'static str)> {
    SIGN_WORDS.iter().find_map(|(words, text)| Some((begins(rest, words)?, *text)))
}

/// `is niet …`: the opposite of the words that follow, else only that it is another.
fn denied(rest: &str, not: usize) -> (usize, &'static str) {
    let opposite = sign_after(rest, not).and_then(|(length, sign)| {
        let (_, opposite) = OPPOSITES.iter().find(|(own, _)| *own == sign)?;
        Some((length, *opposite))
    });
    opposite.unwrap_or((not, "!="))
}

/// The words for a comparison after a place; the length is counted from the beginning.
fn sign_after(rest: &str, place: usize) -> Option<(usize, &'static str)> {
    let later = rest.get(place..)?;
    let blank = later.len() - later.trim_start().len();
    sign_at(later.trim_start()).map(|(length, sign)| (place + blank + length, sign))
}

/// Where words end that stand after a place.
fn after(rest: &str, place: usize, words: &str) -> Option<usize> {
    let later = rest.get(place..)?;
    let blank = later.len() - later.trim_start().len();
    begins(later.trim_start(), words).map(|length| place + blank + length)
}

/// How long the words are, with the blanks between them, if a text begins with them.
fn begins(rest: &str, words: &str) -> Option<usize> {
    let mut end = 0;
    for (place, word) in words.split(' ').enumerate() {
        let later = rest.get(end..)?;
        let blank = if place == 0 { 0 } else { later.len() - later.trim_start().len() };
        let after = later.get(blank..)?.strip_prefix(word)?;
        if (place > 0 && blank == 0) || after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
            return None;
        }
        end = rest.len() - after.len();
    }
    Some(end)
}

/// The expected word that means the same as the one that stands there.
pub(super) fn same_word(found: &str, expected: &[&'static str]) -> Option<Instead> {
    let found_lower = found.to_lowercase();
    let same = SAME_WORDS.iter().find(|(word, text)| *word == found_lower && expected.contains(text));
    same.map(|(_, text)| Instead { length: found.len(), text })
}

/// Where the last parenthesis before a place was opened that is not closed before it.
pub(super) fn still_open(piece: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut start = 0;
    for line in piece.get(..at)?.split_inclusive('\n') {
        let mut quoted = false;
        for (place, byte) in line.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'#' if !quoted => break,
                b'(' if !quoted => open.push(start + place),
                b')' if !quoted => drop(open.pop()),
                _ => {}
            }
        }
        start += line.len();
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_with_which_the_item_reads_is_the_forgotten_one() {
        let rule = "rule r when sitting reached do call once per episode";
        let expected = ["and", "do", "or"];
        assert_eq!(forgotten(rule, 20, &expected), Some("and"));
        let no_do = "rule r when sitting call once per episode";
        assert_eq!(forgotten(no_do, 20, &expected), Some("do"));
        assert_eq!(forgotten("rule r when sitting ?", 20, &expected), None);
    }

    #[test]
    fn words_for_a_sign_end_where_a_word_ends() {
        assert_eq!(sign_of_words("minstens 7").map(|instead| instead.text), Some(">="));
        assert!(sign_of_words("isoleren").is_none());
        assert_eq!(sign_of_words("is  minstens 7").map(|instead| (instead.length, instead.text)), Some((12, ">=")));
        assert_eq!(sign_of_words("is woning").map(|instead| (instead.length, instead.text)), Some((2, "=")));
    }

    #[test]
    fn the_whole_of_a_comparison_in_words_is_read_and_a_denial_turns_it() {
        for (words, sign) in [
            ("groter dan of gelijk aan", ">="),
            ("is gelijk aan of groter dan", ">="),
            ("is less than or equal to", "<="),
            ("is niet", "!="),
            ("is not", "!="),
            ("is niet groter dan", "<="),
            ("is niet  minder\ndan", ">="),
            ("hoger dan", ">"),
            ("vanaf", ">="),
            ("is niet gelijk aan", "!="),
        ] {
            let instead = sign_of_words(&format!("{words} nieuw")).unwrap();
            assert_eq!((instead.length, instead.text), (words.len(), sign), "{words}");
        }
        assert!(sign_of_words("niet nieuw").is_none(), "that may be a condition of its own");
    }

    #[test]
    fn no_words_hide_longer_ones() {
        for (place, (words, _)) in SIGN_WORDS.iter().enumerate() {
            let hidden = SIGN_WORDS.iter().skip(place + 1).find(|(later, _)| later.starts_with(&format!("{words} ")));
            assert!(hidden.is_none(), "{words} hides {hidden:?}");
        }
    }

    #[test]
    fn the_parenthesis_that_is_open_is_the_last_one() {
        assert_eq!(still_open("when (a and (b or c) do", 21), Some(5));
        assert_eq!(still_open("when (a) \"(\" # (\n do", 18), None);
    }
}
