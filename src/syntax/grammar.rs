//! The parser that `pest` makes of the grammar, and a way to step through what it finds.

use crate::source::Span;
use crate::vocabulary::STRUCTURE;
use crate::vocabulary::StructureWord;
use pest::Parser as _;
use pest_derive::Parser;
use std::collections::BTreeMap;
use std::iter::Peekable;

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
    Span::new(pair.as_span().start(), end(pair))
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
    pairs.clone().flatten().filter(|pair| pair.as_rule() == Rule::COMMENT).map(|pair| span(&pair)).collect()
}

/// The structure word of each rule of the grammar that is one.
pub(super) struct StructureWords {
    by_rule: BTreeMap<Rule, &'static StructureWord>,
}

impl StructureWords {
    pub(super) fn new() -> StructureWords {
        let by_name: BTreeMap<&str, &'static StructureWord> =
            STRUCTURE.iter().map(|entry| (entry.rule, entry)).collect();
        let named = |rule: &Rule| by_name.get(format!("{rule:?}").as_str()).map(|entry| (*rule, *entry));
        StructureWords { by_rule: Rule::all_rules().iter().filter_map(named).collect() }
    }

    pub(super) fn of(&self, rule: Rule) -> Option<&'static StructureWord> {
        self.by_rule.get(&rule).copied()
    }
}

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
        assert_eq!(StructureWords::new().by_rule.len(), STRUCTURE.len());
    }
}
