//! What may be written next at a place in a text that is being written: structure words, and names of which sort.
//!
//! The grammar itself is asked: the item is read up to the place, and what it waited for there is the answer.

use super::build::item_word;
use super::explain::ITEM_WORDS;
use super::explain::beginnings;
use super::grammar::Pair;
use super::grammar::Rule;
use super::grammar::read;
use super::grammar::structure_word;
use super::refusal;
use super::token::Role;
use super::token::words_of;
use super::tree::Namespace;
use crate::locale::Locale;
use crate::source::Span;
use crate::vocabulary::StructureWord;
use pest::error::ErrorVariant;
use pest::error::InputLocation;

/// A letter that no text has: reading stops there at the latest.
const STOP: char = '\u{1}';

/// What may be written next.
#[derive(Clone, Debug, Default)]
pub struct Next {
    /// Structure words that go on with the item.
    pub words: Vec<&'static StructureWord>,
    /// Structure words with which an item begins, if one may.
    pub items: Vec<&'static StructureWord>,
    /// What a name would be there for, if one may stand there.
    pub role: Option<Role>,
}

/// What may be written after a text, of which the last word is whole.
#[must_use]
pub fn next(text: &str) -> Next {
    let start = if refusal(text).is_some() { text.len() } else { last_item(text) };
    let piece = text.get(start..).unwrap_or("");
    let Err(failure) = read(Rule::single, &format!("{piece}{STOP}")) else { return Next::default() };
    let at = match failure.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules = match &failure.variant {
        // A mistake before the place: what would be right after it is unknown.
        ErrorVariant::ParsingError { positives, .. } if at >= piece.trim_end().len() => positives.as_slice(),
        _ => &[],
    };
    let begins = |rule: &Rule| matches!(rule, Rule::EOI | Rule::item | Rule::single);
    let words = rules.iter().flat_map(|rule| [&[*rule], beginnings(*rule)].concat());
    let mut words: Vec<&'static StructureWord> = words.filter_map(structure_word).collect();
    words.dedup_by_key(|entry| entry.word.en);
    let items = if rules.iter().any(begins) { ITEM_WORDS } else { &[] };
    let items = items.iter().filter_map(|rule| structure_word(*rule)).collect();
    Next { words, items, role: role(rules, piece, start) }
}

/// Where the item begins that a text ends in.
fn last_item(text: &str) -> usize {
    let pairs = read(Rule::file, text).into_iter().flatten().flat_map(Pair::into_inner);
    let begins = |pair: &Pair<'_>| match pair.as_rule() {
        Rule::item => true,
        Rule::broken => {
            let first = words_of(pair.as_str()).first().and_then(|span| pair.as_str().get(span.range()));
            first.and_then(|word| item_word(word, Locale::En)).is_some_and(|(_, exact)| exact)
        }
        _ => false,
    };
    pairs.filter(begins).last().map_or(text.len(), |pair| pair.as_span().start())
}

/// What a name is there for where the grammar waits for one of these.
fn role(rules: &[Rule], piece: &str, start: usize) -> Option<Role> {
    let waits = |rule| rules.contains(&rule);
    let any = |some: &[Rule]| some.iter().any(|rule| rules.contains(rule));
    if any(&[Rule::happening, Rule::booking]) {
        return Some(Role::Booking);
    }
    if any(&[Rule::negation, Rule::given, Rule::condition, Rule::term, Rule::test]) {
        return Some(Role::Fact);
    }
    if any(&[Rule::operand]) {
        return fact_before(piece).map(|fact| Role::Value(Span::new(start + fact.start, start + fact.end)));
    }
    if any(&[Rule::steps, Rule::step, Rule::expectations, Rule::expectation]) {
        return Some(Role::Step);
    }
    if waits(Rule::quantity) {
        return Some(Role::Mentions(Namespace::Setting));
    }
    let before = last_phrase(piece);
    match before {
        Some(Rule::k_not) if waits(Rule::mention) => Some(Role::Fact),
        Some(Rule::k_is) if waits(Rule::word) && piece.starts_with("partner") => Some(Role::PartnerKind),
        Some(Rule::k_is) if waits(Rule::word) => Some(Role::ActionKind),
        Some(Rule::k_target) if waits(Rule::word) => Some(Role::Kpi),
        Some(Rule::k_by_channel) if waits(Rule::word) => Some(Role::Channel),
        Some(phrase) if waits(Rule::mention) && !waits(Rule::count) => Some(mentioned(phrase)),
        _ if waits(Rule::mention) => Some(Role::Kind),
        _ => None,
    }
}

/// What is mentioned after a phrase.
fn mentioned(phrase: Rule) -> Role {
    match phrase {
        Rule::k_stage => Role::Mentions(Namespace::Stage),
        Rule::k_refer_to | Rule::k_hand_over_to => Role::Mentions(Namespace::Partner),
        Rule::k_cite => Role::Mentions(Namespace::Source),
        Rule::k_above => Role::Mentions(Namespace::Exception),
        Rule::k_to => Role::RuleOrException,
        Rule::k_hold => Role::Declares(Namespace::Hold),
        _ => Role::Kind,
    }
}

/// The phrases after which it matters which of them came last.
const TELLING: &[Rule] = &[
    Rule::k_not,
    Rule::k_is,
    Rule::k_target,
    Rule::k_by_channel,
    Rule::k_stage,
    Rule::k_refer_to,
    Rule::k_hand_over_to,
    Rule::k_cite,
    Rule::k_above,
    Rule::k_to,
    Rule::k_hold,
    Rule::k_stops,
    Rule::k_except,
    Rule::k_offered_after,
    Rule::k_between,
    Rule::k_guarantee,
    Rule::k_do,
    Rule::k_expect,
];

/// The telling phrase that comes last in a piece; of two that end at one word, the longer.
fn last_phrase(piece: &str) -> Option<Rule> {
    let words: Vec<&str> = words_of(piece).iter().filter_map(|span| piece.get(span.range())).collect();
    let phrases = TELLING.iter().filter_map(|rule| Some((*rule, structure_word(*rule)?.word)));
    let forms = phrases.flat_map(|(rule, word)| [(rule, word.en), (rule, word.nl)]);
    let place = |(rule, phrase): (Rule, &str)| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let last = words.windows(phrase.len()).rposition(|window| window == phrase.as_slice())?;
        Some((last + phrase.len(), phrase.len(), rule))
    };
    forms.filter_map(place).max_by_key(|(end, length, _)| (*end, *length)).map(|(.., rule)| rule)
}

/// The fact that is being compared at the end of a piece: `hold = `, `late_months(12) >= `.
fn fact_before(piece: &str) -> Option<Span> {
    let before = piece.trim_end().trim_end_matches(['=', '<', '>', '!']).trim_end();
    let before = match before.strip_suffix(')') {
        Some(inner) => before.get(..inner.rfind('(')?)?.trim_end(),
        None => before,
    };
    words_of(before).last().copied().filter(|word| word.end == before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The role, and the English words.
    fn told(text: &str) -> (Option<Role>, Vec<&'static str>) {
        let next = next(text);
        (next.role, next.words.iter().map(|entry| entry.word.en).collect())
    }

    fn role_after(text: &str) -> Option<Role> {
        told(text).0
    }

    #[test]
    fn an_item_may_begin_where_nothing_stands() {
        assert_eq!(next("").items.len(), ITEM_WORDS.len());
        assert_eq!(next("law nl\n").items.len(), ITEM_WORDS.len());
        assert!(next("law nl\nrule r when ").items.is_empty());
    }

    #[test]
    fn names_fit_where_the_sentence_waits_for_them() {
        let space = Role::Mentions;
        for (text, role) in [
            ("law nl\nrule r when ", Role::Fact),
            ("rule r when not ", Role::Fact),
            ("regel r als zittend\n  en ", Role::Fact),
            ("example \"e\" given sitting, ", Role::Fact),
            ("example \"e\" given 2024-01-01 ", Role::Booking),
            ("example \"e\" given 2024-01-01 every month ", Role::Booking),
            ("voorbeeld \"e\" gegeven 2024-01-01 vordering € 600, ", Role::Booking),
            ("rule r when done(", Role::Kind),
            ("guarantee \"g\" ", Role::Kind),
            ("hold wsnp stops all except ", Role::Kind),
            ("spacing 3 days between ", Role::Kind),
            ("rule r when sitting do call, ", Role::Step),
            ("regel r doe aanmelden bij ", space(Namespace::Partner)),
            ("rule r do hand over to ", space(Namespace::Partner)),
            ("rule r do call once per month cite b \"1\", ", space(Namespace::Source)),
            ("rule r in stage ", space(Namespace::Stage)),
            ("exception e \"do not\" to ", Role::RuleOrException),
            ("exception e to r above ", space(Namespace::Exception)),
            ("plan p offered after call at most ", space(Namespace::Setting)),
            ("target ", Role::Kpi),
            ("actie a is ", Role::ActionKind),
            ("action a is call by ", Role::Channel),
            ("partner p is ", Role::PartnerKind),
            ("hold ", Role::Declares(Namespace::Hold)),
        ] {
            assert_eq!(role_after(text), Some(role), "{text}");
        }
        // Where a name is given there is none to offer.
        for text in ["rule r ", "rule ", "bron ", "fase ", "action ", "instelling ", "write off ", "regeling "] {
            assert_eq!(role_after(text), None, "{text}");
        }
        assert_eq!(role_after("target evictions at most "), None);
    }

    #[test]
    fn a_value_is_of_the_fact_before_it() {
        let text = "law nl\nrule r when hold = ";
        assert_eq!(role_after(text), Some(Role::Value(Span::new(19, 23))));
        let text = "rule r when late_months ( 12 ) >= ";
        assert_eq!(role_after(text), Some(Role::Value(Span::new(12, 23))));
    }

    #[test]
    fn structure_words_that_go_on_are_told() {
        assert_eq!(told("rule r do call once per ").1, ["stage", "episode", "claim", "month"]);
        assert!(told("regel r als zittend ").1.contains(&"do"));
        assert!(told("rule r do call ").1.contains(&"cite"));
    }

    #[test]
    fn after_a_mistake_nothing_is_guessed() {
        let next = next("law nl\nrule r wen sitting do ");
        assert!(next.words.is_empty() && next.items.is_empty() && next.role.is_none());
    }
}
