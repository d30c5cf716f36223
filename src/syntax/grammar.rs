//! The parser that `pest` makes of the grammar, and a way to step through what it finds.

use crate::source::Span;
use crate::vocabulary::STRUCTURE;
use crate::vocabulary::StructureWord;
use pest::Parser as _;
use pest_derive::Parser;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::sync::LazyLock;

#[derive(Parser)]
#[grammar = "../grammar/beleid.pest"]
struct Grammar;

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;
pub(super) type Pairs<'i> = pest::iterators::Pairs<'i, Rule>;
pub(super) type Failure = pest::error::Error<Rule>;

pub(super) fn read(rule: Rule, text: &str) -> Result<Pairs<'_>, Box<Failure>> {
    Grammar::parse(rule, text).map_err(Box::new)
}

/// Where a pair stands, without the blanks and comments that were skipped in search of something optional after it.
pub(super) fn span(pair: &Pair<'_>) -> Span {
    let (start, text) = (pair.as_span().start(), pair.as_str());
    // Where no comment can be, only blanks can follow.
    let end = if text.contains('#') { end(pair) } else { start + text.trim_end().len() };
    Span::new(start, end)
}

fn end(pair: &Pair<'_>) -> usize {
    let start = pair.as_span().start();
    let trimmed = |end: usize| start + pair.as_str().get(..end - start).unwrap_or("").trim_end().len();
    let mut own = trimmed(pair.as_span().end());
    for part in pair.clone().into_inner().rev() {
        let comment = part.as_rule() == Rule::COMMENT;
        if part.as_span().end() < own {
            break;
        }
        if !comment {
            return own.min(end(&part));
        }
        own = trimmed(part.as_span().start());
    }
    own
}

/// The comments of a file, in their order.
pub(super) fn comments(pairs: &Pairs<'_>) -> Vec<Span> {
    if !pairs.as_str().contains('#') {
        return Vec::new();
    }
    pairs.clone().flatten().filter(|pair| pair.as_rule() == Rule::COMMENT).map(|pair| span(&pair)).collect()
}

/// The structure word of a rule of the grammar, if it is one.
pub(super) fn structure_word(rule: Rule) -> Option<&'static StructureWord> {
    STRUCTURE_WORDS.get(rule as usize).copied().flatten()
}

/// The structure words, each at the place of its rule.
static STRUCTURE_WORDS: LazyLock<Vec<Option<&'static StructureWord>>> = LazyLock::new(|| {
    let by_name: BTreeMap<&str, &'static StructureWord> = STRUCTURE.iter().map(|entry| (entry.rule, entry)).collect();
    let rules = Rule::all_rules().iter().map(|rule| (*rule as usize, by_name.get(format!("{rule:?}").as_str())));
    let mut words = vec![None; rules.clone().map(|(place, _)| place + 1).max().unwrap_or(0)];
    for (place, word) in rules {
        if let Some(at) = words.get_mut(place) {
            *at = word.copied();
        }
    }
    words
});

/// What stands between the parts that mean something.
fn is_between(pair: &Pair<'_>) -> bool {
    matches!(pair.as_rule(), Rule::COMMENT | Rule::comma | Rule::equals | Rule::open | Rule::close)
}

/// The parts of a pair, one after another, without comments and signs.
pub(super) struct Parts<'i> {
    rest: Peekable<Pairs<'i>>,
}

impl<'i> Parts<'i> {
    pub(super) fn of(pair: Pair<'i>) -> Parts<'i> {
        Parts { rest: pair.into_inner().peekable() }
    }

    /// The next part, if it is of the rule.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Pair<'i>> {
        while self.rest.next_if(is_between).is_some() {}
        self.rest.next_if(|pair| pair.as_rule() == rule)
    }

    /// The next part, if it is of one of the rules.
    pub(super) fn take_any(&mut self, rules: &[Rule]) -> Option<Pair<'i>> {
        rules.iter().find_map(|rule| self.take(*rule))
    }

    /// Every next part of the rule.
    pub(super) fn take_all(&mut self, rule: Rule) -> Vec<Pair<'i>> {
        std::iter::from_fn(|| self.take(rule)).collect()
    }

    /// The next part, whatever it is.
    pub(super) fn next(&mut self) -> Option<Pair<'i>> {
        self.rest.by_ref().find(|pair| !is_between(pair))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::explain::ITEM_WORDS;

    #[test]
    fn a_span_ends_with_its_last_word() {
        let text = "stage s when arrears > € 5 and kind # why\n  # more\nworking days all";
        let pairs = read(Rule::file, text).unwrap();
        let of = |rule| pairs.clone().flatten().filter(move |pair| pair.as_rule() == rule);
        let texts = |rule| of(rule).map(|pair| &text[span(&pair).range()]).collect::<Vec<_>>();
        assert_eq!(texts(Rule::test), ["arrears > € 5", "kind"]);
        assert_eq!(texts(Rule::item), ["stage s when arrears > € 5 and kind", "working days all"]);
    }

    #[test]
    fn every_structure_word_belongs_to_a_rule() {
        let words = Rule::all_rules().iter().filter_map(|rule| Some((*rule, structure_word(*rule)?)));
        assert_eq!(words.clone().count(), STRUCTURE.len());
        assert!(words.into_iter().all(|(rule, word)| format!("{rule:?}") == word.rule));
    }

    /// What ends a condition or a list of steps, as rules of the grammar.
    const STOPS: &[Rule] = &[
        Rule::k_and,
        Rule::k_or,
        Rule::k_not,
        Rule::k_do,
        Rule::k_when,
        Rule::k_cite,
        Rule::k_once_per,
        Rule::k_every,
        Rule::k_at_most,
        Rule::k_given,
        Rule::k_expect,
        Rule::k_only_after,
        Rule::k_nothing,
        Rule::k_above,
        Rule::k_approved_by,
        Rule::k_not_within,
        Rule::k_only_if_unable,
        Rule::k_broken_when,
        Rule::k_on_day,
        Rule::k_except,
    ];

    #[test]
    fn every_word_but_those_that_end_something_can_be_mentioned() {
        let stops = STOPS.iter().chain(ITEM_WORDS).filter_map(|rule| structure_word(*rule));
        let forms: Vec<&str> = stops.flat_map(|entry| [entry.word.en, entry.word.nl]).collect();
        for text in STRUCTURE.iter().flat_map(|entry| [entry.word.en, entry.word.nl]) {
            let ends =
                forms.iter().any(|stop| text.strip_prefix(stop).is_some_and(|rest| !rest.starts_with(is_letter)));
            assert_eq!(read(Rule::mention, text).is_err(), ends, "{text}");
            assert!(read(Rule::mention, &format!("{text}_x")).is_ok() || text.contains(' '), "{text}");
        }
    }

    fn is_letter(letter: char) -> bool {
        letter.is_alphanumeric() || letter == '_'
    }
}
