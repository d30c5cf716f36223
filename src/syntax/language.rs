//! In which language a file is written: the one of most of its structure words. The others are findings.

use super::grammar::Pair;
use super::grammar::Pairs;
use super::grammar::Rule;
use super::grammar::span;
use super::grammar::structure_word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::vocabulary::STRUCTURE;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The language of most structure words, broken items included; of equals the first that occurs, else English. With it every
/// structure word that is of the other language only, with what to write instead.
pub(super) fn of(pairs: &Pairs<'_>, text: &str) -> (Locale, Vec<Diagnostic>) {
    let mut tally = Tally::default();
    for pair in pairs.clone().flatten() {
        if let Some(entry) = structure_word(pair.as_rule()) {
            tally.count(only_in(entry.word, pair.as_str()));
        } else if pair.as_rule() == Rule::broken {
            broken_words(&pair, text).for_each(|word| tally.count(structure_word_only_in(word)));
        }
    }
    let locale = tally.most();
    let others = if tally.has_both() { mixed(pairs, locale) } else { Vec::new() };
    (locale, others)
}

/// In which languages the structure words are of a text in which nothing is broken.
pub(super) fn all_of(pairs: &Pairs<'_>) -> Languages {
    let mut languages = Languages::default();
    for pair in pairs.clone().flatten() {
        if let Some(entry) = structure_word(pair.as_rule()) {
            match only_in(entry.word, pair.as_str()) {
                Some(Locale::En) => languages.english = true,
                Some(Locale::Nl) => languages.dutch = true,
                None => {}
            }
        }
    }
    languages
}

/// The languages of words that are of one only.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Languages {
    english: bool,
    dutch: bool,
}

impl Languages {
    pub(super) const fn and(self, other: Languages) -> Languages {
        Languages { english: self.english || other.english, dutch: self.dutch || other.dutch }
    }

    /// The one language; none inside, where no word is of one only, and none at all where there are both.
    pub(super) const fn only(self) -> Option<Option<Locale>> {
        match (self.english, self.dutch) {
            (true, true) => None,
            (true, false) => Some(Some(Locale::En)),
            (false, true) => Some(Some(Locale::Nl)),
            (false, false) => Some(None),
        }
    }
}

fn mixed(pairs: &Pairs<'_>, locale: Locale) -> Vec<Diagnostic> {
    pairs
        .clone()
        .flatten()
        .filter_map(|pair| {
            let word = structure_word(pair.as_rule())?.word;
            (only_in(word, pair.as_str())? != locale)
                .then(|| mixed_word(&pair, &squeezed(pair.as_str()), word.in_locale(locale), locale))
        })
        .collect()
}

fn mixed_word(pair: &Pair<'_>, written: &str, instead: &str, locale: Locale) -> Diagnostic {
    let message = match locale {
        Locale::Nl => Phrase::new(
            format!("`{written}` is English in a Dutch policy"),
            format!("`{written}` is Engels in een Nederlands beleid"),
        ),
        Locale::En => Phrase::new(
            format!("`{written}` is Dutch in an English policy"),
            format!("`{written}` is Nederlands in een Engels beleid"),
        ),
    };
    let help = Phrase::new(format!("write `{instead}`"), format!("schrijf `{instead}`"));
    code::MIXED.at(span(pair), message).help(help).mend(span(pair), instead)
}

/// A phrase with single spaces.
fn squeezed(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In which language alone a structure word is written so, whatever blanks stand between the words of a phrase.
fn only_in(word: Word, written: &str) -> Option<Locale> {
    let is = |phrase: &str| phrase == written || phrase.split(' ').eq(written.split_whitespace());
    one_of(is(word.en), is(word.nl))
}

fn structure_word_only_in(word: &str) -> Option<Locale> {
    let (english, dutch) = &*WORDS;
    one_of(english.contains(word), dutch.contains(word))
}

const fn one_of(english: bool, dutch: bool) -> Option<Locale> {
    match (english, dutch) {
        (true, false) => Some(Locale::En),
        (false, true) => Some(Locale::Nl),
        _ => None,
    }
}

/// The structure words in English, and in Dutch.
static WORDS: LazyLock<(BTreeSet<&'static str>, BTreeSet<&'static str>)> = LazyLock::new(|| {
    let of = |locale| STRUCTURE.iter().map(|entry| entry.word.in_locale(locale)).collect();
    (of(Locale::En), of(Locale::Nl))
});

fn broken_words<'t>(pair: &Pair<'_>, text: &'t str) -> impl Iterator<Item = &'t str> {
    let text = text.get(span(pair).range()).unwrap_or("");
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

#[derive(Default)]
struct Tally {
    first: Locale,
    english: usize,
    dutch: usize,
}

impl Tally {
    fn count(&mut self, locale: Option<Locale>) {
        let Some(locale) = locale else { return };
        if self.english + self.dutch == 0 {
            self.first = locale;
        }
        match locale {
            Locale::En => self.english += 1,
            Locale::Nl => self.dutch += 1,
        }
    }

    const fn has_both(&self) -> bool {
        self.english > 0 && self.dutch > 0
    }

    fn most(&self) -> Locale {
        match self.english.cmp(&self.dutch) {
            std::cmp::Ordering::Greater => Locale::En,
            std::cmp::Ordering::Less => Locale::Nl,
            std::cmp::Ordering::Equal => self.first,
        }
    }
}
