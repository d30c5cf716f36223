//! Conditions.

use super::Builder;
use super::quoted;
use super::written;
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

impl Builder<'_> {
    pub(super) fn condition(&mut self, parts: &mut Parts<'_>) -> Option<Condition> {
        let any = self.several(parts.take(Rule::condition)?, Rule::all, Rule::k_or, Builder::all)?;
        Some(single_or(any, Condition::Any))
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
