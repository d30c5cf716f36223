//! A name that is written with blanks: words that cannot be read one after another, and that are a name together.
//!
//! The grammar knows no names, so that it can only say that a word does not fit; which names there are is known here.

use super::lookup::known;
use super::names::declared;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::SyntaxTree;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Function;
use crate::vocabulary::is_reserved;
use std::collections::BTreeSet;

/// So many findings are looked at: in a file full of mistakes that takes long.
const MOST: usize = 50;

/// A name of more words than this does not exist.
const MOST_WORDS: usize = 4;

/// The words after which a fact stands.
const BEFORE_FACTS: &[&str] = &["when", "als", "and", "en", "or", "of", "not", "niet"];

/// Tells of text that could not be read where it is a name with blanks in it, and takes away what follows from that.
pub(super) fn tell(file: &SourceFile, tree: &SyntaxTree, diagnostics: &mut Vec<Diagnostic>) {
    let unreadable = |finding: &&mut Diagnostic| finding.code == code::UNREADABLE.id;
    if !diagnostics.iter().any(|finding| finding.code == code::UNREADABLE.id) {
        return;
    }
    let names = Named::of(tree);
    let mut told: Vec<Span> = Vec::new();
    for finding in diagnostics.iter_mut().filter(unreadable).take(MOST) {
        let Some(line) = Line::of(file.text(), finding.start()) else { continue };
        if let Some((span, name)) = line.name(&names) {
            told.push(span);
            *finding = separate(file.slice(span), span, &name);
        } else if line.is_unknown_fact(&names) && adds_a_condition(finding) {
            finding.mend = None;
            finding.help = Some(Phrase::new(
                "a name has no spaces: write `_` between its words",
                "een naam heeft geen spaties: schrijf `_` tussen de woorden",
            ));
        }
    }
    // What is underlined as unreadable may begin before the word at which reading stopped: of `geen bezoek` the first word
    // was read as the name of something.
    let unread: Vec<Span> =
        diagnostics.iter().filter(|finding| finding.code == code::UNREADABLE.id).filter_map(main_place).collect();
    let within =
        |spans: &[Span], finding: &Diagnostic| spans.iter().any(|span| span.range().contains(&finding.start()));
    diagnostics.retain(|finding| {
        let follows = within(&told, finding) || finding.code == code::UNKNOWN.id && within(&unread, finding);
        finding.code == code::UNREADABLE.id || !follows
    });
}

fn main_place(finding: &Diagnostic) -> Option<Span> {
    finding.labels.first().map(|label| label.span)
}

/// Whether nothing better is proposed than another part of a condition.
fn adds_a_condition(finding: &Diagnostic) -> bool {
    let added = finding.mend.as_ref().map(|mend| mend.text.trim());
    finding.help.is_none() || matches!(added, Some("and" | "en"))
}

fn separate(text: &str, span: Span, name: &str) -> Diagnostic {
    let message = Phrase::new(
        format!("cannot read `{text}`: these are separate words"),
        format!("kan `{text}` niet lezen: dit zijn losse woorden"),
    );
    let help = Phrase::new(
        format!("a name has no spaces: write `{name}`"),
        format!("een naam heeft geen spaties: schrijf `{name}`"),
    );
    code::UNREADABLE.at(span, message).help(help).mend(span, name)
}

/// The names there are.
struct Named<'t> {
    tree: &'t SyntaxTree,
    declared: BTreeSet<&'t str>,
    facts: BTreeSet<&'t str>,
}

impl<'t> Named<'t> {
    fn of(tree: &'t SyntaxTree) -> Named<'t> {
        let broken = tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Broken(broken) => broken.declares.as_ref().map(|(space, name)| (*space, name.text.as_str())),
            _ => None,
        });
        let whole =
            tree.items.iter().filter_map(declared).map(|(space, declared)| (space, declared.name.text.as_str()));
        let all: Vec<(Namespace, &str)> = whole.chain(broken).collect();
        let facts = all.iter().filter(|(space, _)| *space == Namespace::Fact).map(|(_, name)| *name).collect();
        Named { tree, declared: all.iter().map(|(_, name)| *name).collect(), facts }
    }

    fn is_fact(&self, text: &str) -> bool {
        self.facts.contains(text) || known(text, self.tree.locale).is_some()
    }

    fn is_action(&self, text: &str) -> bool {
        self.declared.contains(text) || ActionKind::named(text, self.tree.locale).is_some()
    }

    fn is_name(&self, text: &str) -> bool {
        self.is_fact(text) || self.is_action(text)
    }

    fn is_function(&self, text: &str) -> bool {
        Function::named(text, self.tree.locale).is_some()
    }
}

/// The words of a line about the one that could not be read, with nothing but blanks between them.
struct Line<'t> {
    text: &'t str,
    words: Vec<Span>,
    /// Which of them could not be read; there is one before it.
    at: usize,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, place: usize) -> Option<Line<'t>> {
        let start = text.get(..place)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text.get(place..)?.find(['\n', '\r']).map_or(text.len(), |length| place + length);
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut words: Vec<Span> = Vec::new();
        let line = text.get(start..end)?;
        for piece in line.split(|letter| !is_word(letter)).filter(|piece| !piece.is_empty()) {
            let begin = start + (piece.as_ptr() as usize - line.as_ptr() as usize);
            let torn =
                words.last().is_some_and(|last| text.get(last.end..begin).is_none_or(|gap| !gap.trim().is_empty()));
            if torn && begin > place {
                break;
            }
            if torn {
                words.clear();
            }
            words.push(Span::new(begin, begin + piece.len()));
        }
        let at = words.iter().position(|word| word.start == place).filter(|at| *at > 0)?;
        Some(Line { text, words, at })
    }

    fn word(&self, place: usize) -> &'t str {
        self.words.get(place).and_then(|word| self.text.get(word.range())).unwrap_or("")
    }

    /// The longest row of words that is a name when written together, from before the one that could not be read.
    fn name(&self, names: &Named<'_>) -> Option<(Span, String)> {
        let firsts = self.at.saturating_sub(MOST_WORDS - 1)..self.at;
        firsts
            .flat_map(|first| {
                (self.at..(first + MOST_WORDS).min(self.words.len())).rev().map(move |last| (first, last))
            })
            .find_map(|(first, last)| {
                let name = self.together(first, last, names)?;
                Some((Span::new(self.words.get(first)?.start, self.words.get(last)?.end), name))
            })
    }

    fn together(&self, first: usize, last: usize, names: &Named<'_>) -> Option<String> {
        let words = |end: usize| (first..=end).map(|place| self.word(place)).collect::<Vec<_>>();
        let forms = [words(last).join("_"), words(last).concat()];
        if let Some(name) = forms.into_iter().find(|form| names.is_name(form)) {
            return Some(name);
        }
        let function = words(last.checked_sub(1)?).join("_");
        let action = self.word(last);
        (names.is_function(&function) && names.is_action(action)).then(|| format!("{function}({action})"))
    }

    /// Whether the word before stands for a fact that there is none of.
    fn is_unknown_fact(&self, names: &Named<'_>) -> bool {
        let Some(before) = self.at.checked_sub(1) else { return false };
        let in_condition = before.checked_sub(1).is_some_and(|place| BEFORE_FACTS.contains(&self.word(place)));
        let word = self.word(before);
        in_condition && !names.is_fact(word) && !is_reserved(word) && word.starts_with(char::is_alphabetic)
    }
}

#[cfg(test)]
mod tests {
    use crate::source::SourceFile;

    fn told(rule: &str) -> Vec<(&'static str, Option<String>)> {
        let text = format!("beleid \"P\" versie \"1\"\nbron b \"B\"\nactie budgetverzoek is overig\n{rule}\n");
        let found = crate::check::read(&SourceFile::new("x", text)).diagnostics;
        found.into_iter().map(|finding| (finding.code, finding.mend.map(|mend| mend.text))).collect()
    }

    #[test]
    fn separate_words_that_are_a_name_together_are_one_finding() {
        let tail = "eenmaal per achterstand volgens b \"1\"";
        let action = format!("regel r als zittend doe budget verzoek {tail}");
        assert_eq!(told(&action), [("P01", Some("budgetverzoek".to_owned()))]);
        let function = format!("regel r als zittend en dagen sinds herinnering >= 5 doe belactie {tail}");
        assert_eq!(told(&function), [("P01", Some("dagen_sinds(herinnering)".to_owned()))]);
        let fact = format!("regel r als dagen te laat >= 5 doe belactie {tail}");
        assert_eq!(told(&fact), [("P01", Some("dagen_te_laat".to_owned()))]);
    }

    #[test]
    fn a_forgotten_and_is_no_name_with_a_blank() {
        let rule = |facts: &str| format!("regel r als {facts} doe belactie eenmaal per achterstand volgens b \"1\"");
        assert_eq!(told(&rule("zittend regeling_loopt")), [("P01", Some("en ".to_owned()))]);
        assert_eq!(told(&rule("iets anders_dan")), [("P01", None)]);
    }
}
