//! Conditions.

use super::Builder;
use super::quoted;
use super::written;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::syntax::grammar::Pair;
use crate::syntax::grammar::Parts;
use crate::syntax::grammar::Rule;
use crate::syntax::grammar::span;
use crate::syntax::tree::Argument;
use crate::syntax::tree::Comparison;
use crate::syntax::tree::Condition;
use crate::syntax::tree::Operand;
use crate::syntax::tree::Term;
use crate::syntax::tree::Test;

/// So many letters of a part of a condition are shown.
const LONGEST_PART: usize = 60;

impl Builder<'_> {
    pub(super) fn condition(&mut self, parts: &mut Parts<'_>) -> Option<Condition> {
        let pair = parts.take(Rule::condition)?;
        self.look_for_mixture(&pair);
        let any = self.several(pair, Rule::all, Rule::k_or, Builder::all)?;
        Some(single_or(any, Condition::Any))
    }

    /// `a and b or c` without parentheses: it is read as `(a and b) or c`, and many read it as `a and (b or c)`.
    fn look_for_mixture(&mut self, pair: &Pair<'_>) {
        let alternatives: Vec<Pair<'_>> =
            pair.clone().into_inner().filter(|part| part.as_rule() == Rule::all).collect();
        let joins =
            |part: &Pair<'_>| part.clone().into_inner().filter(|part| part.as_rule() == Rule::negation).count() > 1;
        if alternatives.len() < 2 || !alternatives.iter().any(joins) {
            return;
        }
        let read: Vec<String> = alternatives
            .iter()
            .map(|part| {
                let text = shortened(part.as_str());
                if joins(part) { format!("({text})") } else { text }
            })
            .collect();
        let message = Phrase::new(
            "`and` and `or` stand beside each other without parentheses",
            "`en` en `of` staan naast elkaar zonder haakjes",
        );
        let (en, nl) = (read.join(" or "), read.join(" of "));
        let note = Phrase::new(format!("this is read as `{en}`"), format!("dit wordt gelezen als `{nl}`"));
        let help = Phrase::new(
            "put parentheses where they belong, also if this is what you mean",
            "zet haakjes waar ze horen, ook als u dit bedoelt",
        );
        let or = pair.clone().into_inner().find(|part| part.as_rule() == Rule::k_or);
        let place = or.map_or_else(|| span(pair), |or| span(&or));
        self.findings.push(code::MIXED_JOINS.at(place, message).note(note).help(help));
    }

    fn all(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let all = self.several(pair, Rule::negation, Rule::k_and, Builder::negation)?;
        Some(single_or(all, Condition::All))
    }

    /// The members of a list with a structure word between them.
    fn several(
        &mut self,
        pair: Pair<'_>,
        member: Rule,
        between: Rule,
        build: fn(&mut Self, Pair<'_>) -> Option<Condition>,
    ) -> Option<Vec<Condition>> {
        let mut parts = Parts::of(pair);
        let mut members = Vec::new();
        while let Some(pair) = parts.take(member) {
            members.push(build(self, pair)?);
            parts.take(between);
        }
        Some(members)
    }

    fn negation(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let mut parts = Parts::of(pair);
        let negated = parts.take(Rule::k_not).is_some();
        let condition = match parts.take(Rule::group) {
            Some(group) => self.condition(&mut Parts::of(group))?,
            None => Condition::Test(self.test(parts.take(Rule::test)?)?),
        };
        Some(if negated { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn test(&mut self, pair: Pair<'_>) -> Option<Test> {
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let term = self.term(&mut parts)?;
        let comparison = match parts.take(Rule::comparison) {
            Some(sign) => Some((comparison(sign.as_str())?, self.operand(parts.take(Rule::operand)?)?)),
            None => None,
        };
        Some(Test { term, comparison, span })
    }

    pub(super) fn term(&mut self, parts: &mut Parts<'_>) -> Option<Term> {
        let pair = parts.take(Rule::term)?;
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let name = written(&parts.take(Rule::mention)?);
        let argument = match self.count(&mut parts) {
            Some(count) => Some(Argument::Number(count)),
            None => parts.take(Rule::mention).map(|word| Argument::Name(written(&word))),
        };
        Some(Term { name, argument, span })
    }

    pub(super) fn operand(&mut self, pair: Pair<'_>) -> Option<Operand> {
        let mut parts = Parts::of(pair);
        if let Some(literal) = self.literal(&mut parts) {
            return Some(Operand::Literal(literal));
        }
        match parts.take(Rule::string) {
            Some(text) => Some(Operand::Text(quoted(&text))),
            None => self.term(&mut parts).map(Operand::Term),
        }
    }
}

/// A condition on one line, its middle left out where it is long.
fn shortened(text: &str) -> String {
    let words: Vec<&str> =
        text.lines().map(|line| line.split('#').next().unwrap_or("")).flat_map(str::split_whitespace).collect();
    let text = words.join(" ");
    let letters = text.chars().count();
    if letters <= LONGEST_PART {
        return text;
    }
    let within = |words: &mut dyn Iterator<Item = &&str>| {
        let mut length = 0;
        let fits = words.take_while(|word| {
            length += word.chars().count() + 1;
            length <= LONGEST_PART / 2
        });
        fits.count()
    };
    let (first, last) = (within(&mut words.iter()), within(&mut words.iter().rev()));
    let begin = words.get(..first).unwrap_or(&[]).join(" ");
    let end = words.get(words.len() - last..).unwrap_or(&[]).join(" ");
    format!("{begin} \u{2026} {end}")
}

fn single_or(mut members: Vec<Condition>, list: fn(Vec<Condition>) -> Condition) -> Condition {
    match (members.pop(), members.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            members.push(last);
            list(members)
        }
        (None, _) => list(members),
    }
}

fn comparison(sign: &str) -> Option<Comparison> {
    match sign {
        "=" => Some(Comparison::Equal),
        "!=" => Some(Comparison::NotEqual),
        "<" => Some(Comparison::Less),
        "<=" => Some(Comparison::AtMost),
        ">" => Some(Comparison::Greater),
        ">=" => Some(Comparison::AtLeast),
        _ => None,
    }
}
