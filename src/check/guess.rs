//! What an author probably meant by a word that nothing has.
//!
//! Always: what is told as meant is a typing mistake away, or is declared and used by nothing; where neither is so, the
//! names there are get listed, and nothing is guessed. A guess that is wrong would change the policy without a word.

use super::Checker;
use super::lookup::Sought;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::nearest;
use crate::diagnostic::quoted_list;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax::Namespace;
use crate::vocabulary::ActionKind;
use crate::vocabulary::FUNCTIONS;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// More names than this are not listed: nobody reads them.
const FEW: usize = 8;

/// As many letters at least have two words in common that begin alike.
const BEGINNING: usize = 3;

/// What a word was probably meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A name that is a typing mistake away.
    Typed(String),
    /// A name that has a word in common, is declared, and is used by nothing.
    Unused(String),
    /// A name that begins alike: to be looked at, not to be put in its place.
    Like(String),
    /// One of these few.
    OneOf(Few),
}

/// A few names to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Few {
    names: Vec<String>,
    /// Whether there are no others.
    all: bool,
    /// The only one of them that nothing uses.
    unused: Option<String>,
}

impl Meant {
    /// A finding with this as its help; `declare` says how to make what there is none of.
    pub(super) fn told(self, finding: Diagnostic, span: Span, declare: Option<Phrase>) -> Diagnostic {
        match self {
            Meant::Typed(name) => finding.help(did_you_mean(&name)).mend(span, name),
            Meant::Unused(name) => finding.help(unused(&name)).mend(span, name),
            Meant::Like(name) => finding.help(did_you_mean(&name)),
            Meant::OneOf(few) => finding.help(few.told(declare)),
        }
    }
}

fn unused(name: &str) -> Phrase {
    Phrase::new(
        format!("did you mean `{name}`? That is declared, and nothing uses it"),
        format!("bedoelt u `{name}`? Die naam staat er, en niets gebruikt hem"),
    )
}

impl Few {
    fn told(&self, declare: Option<Phrase>) -> Phrase {
        let listed = |locale| quoted_list(&self.names, locale);
        let (mut en, mut nl) = match self.names.as_slice() {
            [only] if self.all => (format!("there is only `{only}`"), format!("er is alleen `{only}`")),
            _ if self.all => (format!("there are {}", listed(Locale::En)), format!("er zijn {}", listed(Locale::Nl))),
            [only] => (format!("among others there is `{only}`"), format!("er is onder andere `{only}`")),
            _ => (
                format!("among others there are {}", listed(Locale::En)),
                format!("er zijn onder andere {}", listed(Locale::Nl)),
            ),
        };
        if let Some(name) = self.unused.as_ref().filter(|_| self.names.len() > 1) {
            en += &format!(" (nothing uses `{name}`)");
            nl += &format!(" (niets gebruikt `{name}`)");
        }
        if let Some(declare) = declare {
            en += &format!("; or {}", declare.en);
            nl += &format!("; of {}", declare.nl);
        }
        Phrase::new(en, nl)
    }
}

impl<'t> Checker<'t> {
    /// What was probably meant by a word that is none of the words and none of the names in the spaces.
    pub(super) fn meant(&mut self, sought: Sought, text: &str, words: &[Word], spaces: &[Namespace]) -> Option<Meant> {
        self.guesses = self.guesses.checked_sub(1)?;
        let names: Vec<&'t str> = spaces.iter().flat_map(|space| self.names.all(*space)).collect();
        let unused = if sought.is_used() { self.unused_of(&names) } else { Vec::new() };
        let words: Vec<&str> = words.iter().map(|word| word.in_locale(self.locale)).collect();
        let all: BTreeSet<&str> = names.iter().chain(&words).copied().collect();
        let all = || all.iter().copied();
        let owned = str::to_owned;
        let akin = || sole(unused.iter().copied().filter(|name| share_a_telling_word(text, name, &names)));
        let like = || sole(all().filter(|name| sought.is_action() && begin_alike(text, name)));
        nearest(text, unused.iter().copied())
            .or_else(|| nearest(text, all()))
            .map(|name| Meant::Typed(owned(name)))
            .or_else(|| self.function_of(sought, text).map(Meant::Typed))
            .or_else(|| akin().map(|name| Meant::Unused(owned(name))))
            .or_else(|| like().map(|name| Meant::Like(owned(name))))
            .or_else(|| {
                let (few, all) = few(text, &names, &words)?;
                let unused = sole(unused.iter().copied()).map(owned);
                Some(Meant::OneOf(Few { names: few.into_iter().map(owned).collect(), all, unused }))
            })
    }

    /// `days_since_call` for `days_since(call)`.
    fn function_of(&self, sought: Sought, text: &str) -> Option<String> {
        let functions =
            FUNCTIONS.iter().map(|entry| entry.word.in_locale(self.locale)).filter(|_| sought == Sought::Fact);
        functions
            .filter_map(|function| Some((function, text.strip_prefix(function)?.strip_prefix('_')?)))
            .find_map(|(function, action)| self.is_action(action).then(|| format!("{function}({action})")))
    }

    /// Whether a word stands for a kind of action where what was done is asked for.
    pub(super) fn is_action(&self, word: &str) -> bool {
        let declared =
            [Namespace::Action, Namespace::Partner].iter().any(|space| self.names.find(*space, word).is_some());
        declared || ActionKind::named(word, self.locale).is_some()
    }

    /// The names that stand in the text once, where they are declared.
    fn unused_of(&mut self, names: &[&'t str]) -> Vec<&'t str> {
        if self.counted.is_empty() {
            self.counted = counted(self.file.text());
        }
        names.iter().copied().filter(|name| self.counted.get(name) == Some(&1)).collect()
    }
}

impl Sought {
    /// Whether what is declared of it is there to be used: a rule does its work without being named anywhere.
    const fn is_used(self) -> bool {
        matches!(
            self,
            Sought::Action
                | Sought::Declared(
                    Namespace::Source | Namespace::Setting | Namespace::Partner | Namespace::Segment | Namespace::Stage
                )
        )
    }

    const fn is_action(self) -> bool {
        matches!(self, Sought::Action)
    }
}

/// The only one, if there is only one.
fn sole<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names.next().filter(|_| names.next().is_none())
}

/// Whether two words begin alike for half of the first.
fn begin_alike(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(left, right)| left == right).count();
    alike >= BEGINNING && alike * 2 >= one.chars().count()
}

/// Whether a name has a word in common with another that no other name has: of `three_mths` and `two_months`, the one that
/// `three_months` stands for is told by `three`.
fn share_a_telling_word(text: &str, name: &str, names: &[&str]) -> bool {
    let has = |name: &str, word: &str| name.split('_').any(|own| own == word);
    let words = text.split('_').filter(|word| word.chars().count() >= BEGINNING && has(name, word));
    words.into_iter().any(|word| names.iter().filter(|other| has(other, word)).count() == 1)
}

/// Whether two names have a word in common.
fn have_a_word_in_common(one: &str, other: &str) -> bool {
    let mut words = one.split('_').filter(|word| word.chars().count() >= BEGINNING);
    words.any(|word| other.split('_').any(|theirs| theirs == word))
}

/// The names to choose from, if those are few, and whether there are no others: all there are, else those that the author
/// gave, else those of them that have a word in common.
fn few<'n>(text: &str, names: &[&'n str], words: &[&'n str]) -> Option<(Vec<&'n str>, bool)> {
    let all: Vec<&str> = names.iter().chain(words).copied().collect::<BTreeSet<_>>().into_iter().collect();
    let akin: Vec<&str> = names.iter().copied().filter(|name| have_a_word_in_common(text, name)).collect();
    let lists = [(all, true), (names.to_vec(), words.is_empty()), (akin, false)];
    lists.into_iter().find(|(list, _)| (1..=FEW).contains(&list.len()))
}

/// How often each word stands in a text, outside texts in quotes and comments.
fn counted(text: &str) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for line in text.lines() {
        for (number, piece) in line.split('"').enumerate().filter(|(number, _)| number % 2 == 0) {
            let said = piece.split('#').next().unwrap_or("");
            let words = said.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words.filter(|word| !word.is_empty()).for_each(|word| *counted.entry(word).or_default() += 1);
            if said.len() < piece.len() && number % 2 == 0 {
                break;
            }
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn helps(text: &str) -> Vec<String> {
        let text = format!("policy \"P\" version \"1\"\nsource b \"B\"\n{text}");
        let found = crate::check::read(&SourceFile::new("x", text)).diagnostics;
        found.into_iter().filter(|finding| finding.code == "N01").filter_map(|finding| Some(finding.help?.en)).collect()
    }

    #[test]
    fn a_name_that_nothing_uses_goes_before_one_that_is_in_use() {
        let stages = "stage two_months when full_months >= 2 cite b \"1\"\nstage three_mths when full_months >= 3 cite b \"1\"\n";
        let rules = "rule r in stage two_months do call once per stage cite b \"1\"\nrule s in stage three_months do call once per stage cite b \"1\"";
        assert_eq!(helps(&format!("{stages}{rules}")), ["did you mean `three_mths`?"]);
        let other = stages.replace("three_mths", "long");
        let listed =
            "there are `long` and `two_months` (nothing uses `long`); or declare it: `stage three_months \"…\" when …`";
        assert_eq!(helps(&format!("{other}{rules}")), [listed]);
        let words = stages.replace("three_mths", "three");
        let unused = "did you mean `three`? That is declared, and nothing uses it";
        assert_eq!(helps(&format!("{words}{rules}")), [unused]);
    }

    #[test]
    fn where_nothing_is_alike_the_names_there_are_get_listed() {
        let text = "setting call_day = 7 days between 3 days and 14 days cite b \"1\"\nrule r when days_overdue >= call_day do call once per episode cite b \"1\"\nrule s when days_overdue >= letter_day do call once per episode cite b \"1\"";
        assert_eq!(helps(text), ["there is only `call_day`; or declare it: `setting letter_day = … between … and …`"]);
    }

    #[test]
    fn a_word_that_begins_like_an_action_asks_and_a_function_gets_its_parentheses() {
        let rule = |what: &str| format!("rule r when {what} do reminding once per episode cite b \"1\"");
        assert_eq!(helps(&rule("sitting")), ["did you mean `reminder`?"]);
        let function = "rule r when days_since_call >= 7 do call once per episode cite b \"1\"";
        assert_eq!(helps(function), ["did you mean `days_since(call)`?"]);
    }

    #[test]
    fn words_in_quotes_and_comments_do_not_count() {
        let counted = counted("stage a \"a # b\" when a # a\n");
        assert_eq!((counted.get("a"), counted.get("b")), (Some(&2), None));
    }
}
