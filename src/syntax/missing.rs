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

/// Words for a comparison, and the sign to write for them.
const SIGN_WORDS: &[(&str, &str)] = &[
    ("at least", ">="),
    ("minstens", ">="),
    ("minimaal", ">="),
    ("at most", "<="),
    ("hoogstens", "<="),
    ("maximaal", "<="),
    ("more than", ">"),
    ("meer dan", ">"),
    ("groter dan", ">"),
    ("above", ">"),
    ("boven", ">"),
    ("less than", "<"),
    ("minder dan", "<"),
    ("kleiner dan", "<"),
    ("below", "<"),
    ("onder", "<"),
    ("equals", "="),
    ("gelijk aan", "="),
    ("is", "="),
];

/// Words that mean what a structure word says.
const SAME_WORDS: &[(&str, &str)] = &[
    ("maximaal", "hoogstens"),
    ("max", "hoogstens"),
    ("max", "at most"),
    ("maximum", "at most"),
    ("minimaal", "minstens"),
    ("min", "minstens"),
    ("minimum", "at least"),
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

/// The sign that is meant by words, where a comparison could stand: `minstens`, `is minstens`.
pub(super) fn sign_of_words(rest: &str) -> Option<Instead> {
    let begins = |rest: &str, words: &str| {
        let after = rest.strip_prefix(words)?;
        (!after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')).then_some(words.len())
    };
    let of = |rest: &str| SIGN_WORDS.iter().find_map(|(words, text)| Some((begins(rest, words)?, *text)));
    let later = begins(rest, "is").and_then(|length| {
        let after = rest.get(length..)?.trim_start_matches([' ', '\t']);
        let (more, text) = of(after)?;
        Some((rest.len() - after.len() + more, text))
    });
    later.or_else(|| of(rest)).map(|(length, text)| Instead { length, text })
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
    fn the_parenthesis_that_is_open_is_the_last_one() {
        assert_eq!(still_open("when (a and (b or c) do", 21), Some(5));
        assert_eq!(still_open("when (a) \"(\" # (\n do", 18), None);
    }
}
