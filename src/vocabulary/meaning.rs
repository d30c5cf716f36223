//! What each structure word does, with a line of a policy in which it stands.
//!
//! Told by the line: words that stand in one sentence are explained beside each other, and share it.
//! Always: every structure word has one, and its line reads in both languages (`tests` below).

mod part;
mod statement;

use super::StructureWord;
use crate::locale::Word;

/// What a structure word does.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// In a sentence or two.
    pub told: Word,
    /// A line in which it stands.
    pub example: Word,
}

/// A line of a policy, and what words in it do.
struct Line {
    example: Word,
    words: &'static [Told],
}

/// What a word does, by the grammar's rules for it: more than one where it has a plural.
struct Told {
    rules: &'static [&'static str],
    told: Word,
}

/// Lines with the words that they show, each in English and Dutch.
macro_rules! lines {
    ($name:ident { $($en_line:literal, $nl_line:literal { $($($rule:ident)+: $en:literal, $nl:literal;)+ })+ }) => {
        pub(super) const $name: &[super::Line] = &[$(super::Line {
            example: crate::locale::Word::new($en_line, $nl_line),
            words: &[$(super::Told {
                rules: &[$(stringify!($rule)),+],
                told: crate::locale::Word::new($en, $nl),
            }),+],
        }),+];
    };
}
use lines;

impl StructureWord {
    /// What it does.
    #[must_use]
    pub fn meaning(&self) -> Option<Meaning> {
        let lines = statement::LINES.iter().chain(part::LINES);
        let words = lines.flat_map(|line| line.words.iter().map(move |word| (line, word)));
        let mut own = words.filter(|(_, word)| word.rules.contains(&self.rule));
        own.next().map(|(line, word)| Meaning { told: word.told, example: line.example })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::STRUCTURE;
    use std::collections::BTreeSet;

    #[test]
    fn every_structure_word_has_one_meaning_and_nothing_else_has() {
        let lines = statement::LINES.iter().chain(part::LINES);
        let told: Vec<&str> = lines.flat_map(|line| line.words).flat_map(|word| word.rules).copied().collect();
        let known: BTreeSet<&str> = STRUCTURE.iter().map(|entry| entry.rule).collect();
        assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(told.len(), known.len(), "a word is told of twice");
    }

    #[test]
    fn a_meaning_is_a_sentence_or_two_and_no_two_are_the_same() {
        let mut all = BTreeSet::new();
        for word in statement::LINES.iter().chain(part::LINES).flat_map(|line| line.words) {
            for told in [word.told.en, word.told.nl] {
                assert!(told.ends_with('.') && told.matches(". ").count() <= 1, "{told}");
                assert!(told.starts_with(char::is_uppercase) && told.chars().count() <= 220, "{told}");
                assert!(all.insert(told), "{told}");
            }
        }
    }
}
