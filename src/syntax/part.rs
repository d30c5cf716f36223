//! A long text, read in parts at the same time.
//!
//! Knows where a new item surely begins: at a line that starts with the word of one. Always: what comes out is what reading
//! the whole gives, to the byte. Where a part has anything in it that is no item, or that is found fault with, or is not of
//! the one language of the others, nothing comes out, and the text is read as a whole.
//!
//! # Why
//! Reading takes as long as all that is found out of ten thousand rules, and is the same work for each of them.

use super::build;
use super::grammar;
use super::grammar::Rule;
use super::grammar::structure_word;
use super::language;
use super::language::Languages;
use super::tree::Item;
use super::tree::SyntaxTree;
use crate::locale::Locale;
use crate::source::Span;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// A part is no shorter than this: four times the text of a real policy.
const SHORTEST: usize = 128 * 1024;

/// Words that begin an item wherever they begin a line, and nothing else that could follow a whole item.
const BEGINNINGS: &[Rule] = &[
    Rule::k_rule,
    Rule::k_exception,
    Rule::k_example,
    Rule::k_guarantee,
    Rule::k_source,
    Rule::k_setting,
    Rule::k_stage,
    Rule::k_partner,
];

/// What reading a part gives.
struct Part {
    languages: Languages,
    items: Vec<Item>,
    comments: Vec<Span>,
}

/// The tree of a long text with nothing wrong in it; none, where the whole has to be read.
pub(super) fn read(text: &str) -> Option<SyntaxTree> {
    read_in(text, (text.len() / SHORTEST).min(rayon::current_num_threads()))
}

fn read_in(text: &str, count: usize) -> Option<SyntaxTree> {
    let parts = split(text, count);
    if parts.len() < 2 {
        return None;
    }
    let read: Option<Vec<Part>> = parts.par_iter().map(|part| read_part(text, *part)).collect();
    joined(read?)
}

/// The parts of a text: about equally long, each from the beginning of an item on.
fn split(text: &str, count: usize) -> Vec<Span> {
    let words: Vec<&str> = BEGINNINGS
        .iter()
        .filter_map(|rule| structure_word(*rule))
        .flat_map(|entry| [entry.word.en, entry.word.nl])
        .collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for part in 1..count {
        let wanted = (text.len() / count * part).max(start + 1);
        if let Some(border) = next_border(text, wanted, &words) {
            parts.push(Span::new(start, border));
            start = border;
        }
    }
    parts.push(Span::new(start, text.len()));
    parts
}

/// The first place from one on where a line begins with one of the words.
fn next_border(text: &str, from: usize, words: &[&str]) -> Option<usize> {
    let begins = |at: &usize| {
        let line = text.get(*at..).unwrap_or("");
        words.iter().any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
    };
    let ends = text.as_bytes().iter().enumerate().skip(from).filter(|(_, byte)| **byte == b'\n');
    ends.map(|(at, _)| at + 1).find(begins)
}

/// A part by itself, every place counted from the beginning of the text; none, where not every word of it is right.
fn read_part(text: &str, part: Span) -> Option<Part> {
    // What stands before it is laid out as so much of nothing.
    let own = "\0".repeat(part.start) + text.get(part.range())?;
    let rule = if part.start == 0 { Rule::file } else { Rule::part };
    let pairs = grammar::read(rule, &own).ok()?;
    if pairs.clone().flat_map(grammar::Pair::into_inner).any(|pair| pair.as_rule() == Rule::broken) {
        return None;
    }
    let languages = language::all_of(&pairs);
    let locale = languages.only()?.unwrap_or_default();
    let comments = grammar::comments(&pairs);
    let (items, findings) = build::items(pairs, &own, locale);
    findings.is_empty().then_some(Part { languages, items, comments })
}

fn joined(parts: Vec<Part>) -> Option<SyntaxTree> {
    let languages = parts.iter().fold(Languages::default(), |all, part| all.and(part.languages));
    let locale: Locale = languages.only()?.unwrap_or_default();
    let (mut items, mut comments) = (Vec::new(), Vec::new());
    for part in parts {
        items.extend(part.items);
        comments.extend(part.comments);
    }
    Some(SyntaxTree { locale, items, comments })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::syntax::parse;
    use proptest::prelude::ProptestConfig;
    use proptest::prelude::any;
    use proptest::proptest;

    /// Whether a text is read in so many parts; if so, it is read as the whole is.
    fn is_read_in(text: &str, count: usize) -> bool {
        let whole = parse(&SourceFile::new("policy", text));
        let Some(tree) = read_in(text, count) else { return false };
        assert_eq!(format!("{tree:#?}"), format!("{:#?}", whole.tree), "{count}\n{text}");
        assert!(whole.diagnostics.is_empty(), "{count}\n{text}");
        true
    }

    const POLICIES: [&str; 3] = [
        include_str!("../../policies/wooninvest-2025.beleid"),
        include_str!("../../policies/ladder.beleid"),
        include_str!("../../policies/hulp-eerst.beleid"),
    ];

    #[test]
    fn a_policy_read_in_any_number_of_parts_is_the_policy() {
        for text in POLICIES {
            for count in [2, 3, 4, 7, 12] {
                assert!(is_read_in(text, count), "{count}");
                assert!(is_read_in(&format!("\u{feff}{text}"), count), "{count}");
                assert!(is_read_in(&text.replace('\n', "\r\n"), count), "{count}");
            }
        }
    }

    #[test]
    fn what_is_wrong_anywhere_has_the_whole_read() {
        let policy = |rule: &str| {
            format!(
                "policy \"P\" version \"1\"\nsource b \"B\"\n{rule}\nrule last when sitting do call once per month\n"
            )
        };
        assert!(is_read_in(&policy("rule r when departed do call once per episode"), 2));
        let dutch = "regel r als vertrokken doe belactie eenmaal per achterstand\n";
        assert!(!is_read_in(&(policy("rule r when departed do call once per episode") + dutch), 3), "two languages");
        for wrong in [
            "rule r when departed do",
            "rule r when arrears > € 1.200 do call once per episode",
            "regel r als vertrokken doe belactie eenmaal per achterstand",
            "rule r when departed do call once per episode \0",
        ] {
            assert_eq!(split(&policy(wrong), 2).len(), 2, "{wrong}");
            assert!(!is_read_in(&policy(wrong), 2), "{wrong}");
        }
    }

    #[test]
    fn nothing_takes_the_place_of_what_stands_before_a_text() {
        let text = "\0\0rule a when sitting do call once per month\nrule b when sitting do call once per month\n";
        assert!(!is_read_in(text, 2), "what is no item where the whole is read is none in a part");
    }

    #[test]
    fn a_name_that_begins_a_line_is_no_border_that_shows() {
        let text = "policy \"P\" version \"1\"\nexception\nrule to\nrule when sitting do nothing\nrule rule do call once per month\n";
        for count in 2..6 {
            is_read_in(text, count);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_damaged_policy_is_read_in_parts_as_it_is_as_a_whole(
            which in 0_usize..3, count in 2_usize..9, from in any::<proptest::sample::Index>(), length in 0_usize..40,
            put in proptest::sample::select(vec!["", "\n", "\nrule ", "rule\n", " # ", "\"", "(", "regel ", "\0", "and ", "\nsource x \"y\"\n"]),
        ) {
            let text: Vec<char> = POLICIES[which].chars().collect();
            let at = from.index(text.len());
            let end = (at + length).min(text.len());
            let damaged: String = text[..at].iter().collect::<String>() + put + &text[end..].iter().collect::<String>();
            is_read_in(&damaged, count);
        }

        #[test]
        fn words_in_any_order_are_read_in_parts_as_they_are_as_a_whole(
            lines in proptest::collection::vec(proptest::sample::select(LINES.to_vec()), 2..14), count in 2_usize..6,
        ) {
            is_read_in(&lines.concat(), count);
        }
    }

    /// Items, halves of items, and what may or may not go on with the item before it.
    const LINES: &[&str] = &[
        "policy \"P\" version \"1\"\n",
        "rule r when sitting do call once per month\n",
        "rule rule when days_overdue >= 14\n",
        "  and not plan_active\n",
        "do call\n",
        "every 14 days\n",
        ", at most 3 times\n",
        "source b \"B\" # rule x\n",
        "setting a = 14 between 7 and 21\n",
        "working days nl\n",
        "exception e to r when arrears > € 5 and\n",
        "segment = new\n",
        "segment new otherwise\n",
        "do nothing\n",
        "cite b \"1\"\n",
        "stage stage when sitting\n",
        "partner example is bailiff\n",
        "example \"E\" given sitting\n",
        "expect nothing\n",
        "before 2024-10-08\n",
        "guarantee \"G\" call never\n",
        "when sitting\n",
        "# rule x\n",
        "hold wsnp stops all\n",
        "source\n",
    ];
}
