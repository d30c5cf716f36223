//! From text to a syntax tree, with everything that could not be read reported at once.
//!
//! The home of `pest`. Knows structure words only: no fact, no unit, no name is looked up here.
//! Always: parsing ends without a panic on every text, and a tree comes out whatever was wrong.

mod build;
mod explain;
mod grammar;
mod language;
mod missing;
mod next;
mod part;
mod slips;
mod token;
mod tree;

pub use next::Next;
pub use next::next;
pub use token::Role;
pub use token::Token;
pub use token::TokenKind;
pub use token::tokens;
pub use tree::Action;
pub use tree::Amount;
pub use tree::Approval;
pub use tree::Argument;
pub use tree::Broken;
pub use tree::Cite;
pub use tree::Comparison;
pub use tree::Condition;
pub use tree::Count;
pub use tree::DayPart;
pub use tree::Declared;
pub use tree::DeclaredFact;
pub use tree::Ending;
pub use tree::Event;
pub use tree::Example;
pub use tree::Exception;
pub use tree::Expectation;
pub use tree::FactUnit;
pub use tree::FactValue;
pub use tree::FirstDay;
pub use tree::Frequency;
pub use tree::Given;
pub use tree::Group;
pub use tree::Guarantee;
pub use tree::Guard;
pub use tree::Happening;
pub use tree::Hold;
pub use tree::Item;
pub use tree::ItemKind;
pub use tree::Literal;
pub use tree::LiteralValue;
pub use tree::Manner;
pub use tree::Moment;
pub use tree::Namespace;
pub use tree::Nothing;
pub use tree::Operand;
pub use tree::Pace;
pub use tree::Partner;
pub use tree::PartnerList;
pub use tree::Plan;
pub use tree::Polarity;
pub use tree::Reach;
pub use tree::Rule;
pub use tree::Setting;
pub use tree::Side;
pub use tree::Spacing;
pub use tree::Step;
pub use tree::Stopped;
pub use tree::SyntaxTree;
pub use tree::Target;
pub use tree::Term;
pub use tree::Test;
pub use tree::VatOnCosts;
pub use tree::Written;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;

/// Parentheses within parentheses, at most. Nobody reads more, and the parser descends one level for each.
const DEEPEST: usize = 24;

/// What parsing gives.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree of what could be read.
    pub tree: SyntaxTree,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a policy. What cannot be read stands in the tree as [`Broken`], with a finding.
#[must_use]
pub fn parse(file: &SourceFile) -> Parsed {
    if let Some(refusal) = refusal(file.text()) {
        return refused(file, refusal);
    }
    if let Some(tree) = part::read(file.text()) {
        return Parsed { tree, diagnostics: Vec::new() };
    }
    let Ok(pairs) = grammar::read(grammar::Rule::file, file.text()) else {
        return refused(file, code::UNREADABLE.at(Span::default(), code::UNREADABLE.phrase()));
    };
    let (locale, mut diagnostics) = language::of(&pairs, file.text());
    let comments = grammar::comments(&pairs);
    let (items, findings) = build::items(pairs, file.text(), locale);
    diagnostics.extend(findings);
    diagnostics.sort_by_key(Diagnostic::start);
    Parsed { tree: SyntaxTree { locale, items, comments }, diagnostics }
}

/// Why a text is not read at all, if it is not.
fn refusal(text: &str) -> Option<Diagnostic> {
    nothing_in_it(text).or_else(|| too_deep(text))
}

/// A tree without content, for a text that is not read at all. It passes for one with a header, so that nothing
/// else is said of it.
fn refused(file: &SourceFile, refusal: Diagnostic) -> Parsed {
    let broken = Broken { header: true, declares: None };
    let span = Span::new(0, file.text().len());
    let item = Item { kind: ItemKind::Broken(broken), span, ending: Ending::Clean };
    let tree = SyntaxTree { locale: Locale::default(), items: vec![item], comments: Vec::new() };
    Parsed { tree, diagnostics: vec![refusal] }
}

fn nothing_in_it(text: &str) -> Option<Diagnostic> {
    let empty = text.trim_start_matches('\u{feff}').lines().all(|line| {
        let line = line.trim_start();
        line.is_empty() || line.starts_with('#')
    });
    let message = Phrase::new("there is no policy in this file", "er staat geen beleid in dit bestand");
    let help =
        Phrase::new("begin with `policy \"Title\" version \"1.0\"`", "begin met `beleid \"Titel\" versie \"1.0\"`");
    empty.then(|| code::EMPTY.at(Span::default(), message).help(help))
}

fn too_deep(text: &str) -> Option<Diagnostic> {
    let place = deeper_than(DEEPEST, text)?;
    let message = Phrase::new(
        format!("more than {DEEPEST} parentheses within each other"),
        format!("meer dan {DEEPEST} haakjes in elkaar"),
    );
    let help = Phrase::new("split the condition over several rules", "verdeel de voorwaarde over meer regels");
    Some(code::TOO_DEEP.at(Span::new(place, place + 1), message).help(help))
}

/// The first parenthesis that is nested deeper than so many, outside titles and comments.
fn deeper_than(limit: usize, text: &str) -> Option<usize> {
    let mut start = 0;
    let mut depth: usize = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let mut quoted = false;
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'#' if !quoted => break,
                b'(' if !quoted => depth += 1,
                b')' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > limit {
                return Some(start + at);
            }
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        parse(&SourceFile::new("x", text)).diagnostics.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn five_hundred_parentheses_are_an_error_and_not_the_end() {
        let text = format!("applies when {}sitting{}", "(".repeat(500), ")".repeat(500));
        assert_eq!(codes(&text), ["P07"]);
        let most = format!("applies when {}sitting{}", "(".repeat(DEEPEST), ")".repeat(DEEPEST));
        assert_eq!(codes(&most), [""; 0]);
    }

    #[test]
    fn every_mistake_is_reported() {
        let text = "policy \"a\" version 1\nrule b do\nstage c when x\nrule d when do e once per episode\n";
        assert_eq!(codes(text), ["P01", "P01", "P01"]);
    }

    #[test]
    fn a_byte_order_mark_and_windows_lines_are_fine() {
        assert_eq!(codes("\u{feff}policy \"a\"\r\n  version \"1\"\r\nevaluate morning\r\n"), [""; 0]);
    }

    #[test]
    fn comments_are_kept() {
        let file = SourceFile::new("x", "# top\npolicy \"a # b\" # side\n version \"1\"\n# end");
        let parsed = parse(&file);
        let comments: Vec<_> = parsed.tree.comments.iter().map(|span| file.slice(*span)).collect();
        assert_eq!(comments, ["# top", "# side", "# end"]);
        assert!(parsed.diagnostics.is_empty());
    }
}
