//! Rules, guarantees and examples.

use super::Builder;
use super::cites;
use super::declared;
use super::quoted;
use super::written;
use crate::syntax::grammar::Pair;
use crate::syntax::grammar::Parts;
use crate::syntax::grammar::Rule;
use crate::syntax::grammar::span;
use crate::syntax::tree;
use crate::syntax::tree::Example;
use crate::syntax::tree::Expectation;
use crate::syntax::tree::Frequency;
use crate::syntax::tree::Given;
use crate::syntax::tree::Guarantee;
use crate::syntax::tree::ItemKind;
use crate::syntax::tree::Manner;
use crate::syntax::tree::Polarity;
use crate::syntax::tree::Reach;
use crate::syntax::tree::Step;
use crate::syntax::tree::Written;

impl Builder<'_> {
    pub(super) fn rule(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        let stage = parts.take(Rule::in_stage).and_then(in_stage);
        let condition = match parts.take(Rule::k_when) {
            Some(_) => Some(self.condition(parts)?),
            None => None,
        };
        parts.take(Rule::k_do)?;
        let steps = parts.take_all(Rule::step).into_iter().filter_map(step).collect();
        let frequency = match parts.take(Rule::frequency) {
            Some(pair) => Some(self.frequency(pair)?),
            None => None,
        };
        let cites = cites(parts);
        Some(ItemKind::Rule(tree::Rule { declared, stage, condition, steps, frequency, cites }))
    }

    fn frequency(&mut self, pair: Pair<'_>) -> Option<Frequency> {
        let kind = Parts::of(pair).next()?;
        let rule = kind.as_rule();
        let mut parts = Parts::of(kind);
        match rule {
            Rule::once => {
                parts.take(Rule::k_once_per)?;
                Some(match parts.take(Rule::k_stage) {
                    Some(_) => Frequency::OncePerStage,
                    None => Frequency::OncePerEpisode,
                })
            }
            Rule::every => {
                parts.take(Rule::k_every)?;
                let days = self.count(&mut parts)?;
                parts.take_any(&[Rule::k_days, Rule::k_day]);
                let limit = parts.take(Rule::at_most).and_then(|pair| self.at_most(&mut Parts::of(pair)));
                Some(Frequency::Every(days, limit))
            }
            _ => self.at_most(&mut parts).map(Frequency::AtMost),
        }
    }

    fn at_most(&mut self, parts: &mut Parts<'_>) -> Option<tree::Count> {
        parts.take(Rule::k_at_most)?;
        self.count(parts)
    }

    pub(super) fn guarantee(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let title = quoted(&parts.take(Rule::string)?);
        let action = written(&parts.take(Rule::mention)?);
        parts.take(Rule::k_only_after)?;
        let only_after = self.condition(parts)?;
        Some(ItemKind::Guarantee(Guarantee { title, action, only_after, cites: cites(parts) }))
    }

    pub(super) fn example(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let title = quoted(&parts.take(Rule::string)?);
        parts.take(Rule::k_given)?;
        let given = parts.take_all(Rule::given).into_iter().filter_map(|pair| self.given(pair)).collect();
        let mut expect = Vec::new();
        while parts.take(Rule::k_expect).is_some() {
            expect.extend(parts.take_all(Rule::expectation).into_iter().filter_map(expectation));
        }
        Some(ItemKind::Example(Example { title, given, expect }))
    }

    fn given(&mut self, pair: Pair<'_>) -> Option<Given> {
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let polarity = polarity(&mut parts);
        let term = self.term(&mut parts)?;
        let value = match parts.take(Rule::operand) {
            Some(operand) => Some(self.operand(operand)?),
            None => None,
        };
        Some(Given { polarity, term, value, span })
    }
}

fn in_stage(pair: Pair<'_>) -> Option<(Written, Reach)> {
    let mut parts = Parts::of(pair);
    parts.take(Rule::k_in)?;
    parts.take(Rule::k_stage)?;
    let name = written(&parts.take(Rule::mention)?);
    let reach = if parts.take(Rule::or_later).is_some() { Reach::OrLater } else { Reach::Only };
    Some((name, reach))
}

fn step(pair: Pair<'_>) -> Option<Step> {
    let span = span(&pair);
    let said = Parts::of(pair).next()?;
    let manner = match said.as_rule() {
        Rule::refer => Manner::ReferTo,
        Rule::hand_over => Manner::HandOverTo,
        _ => return Some(Step { manner: Manner::Plain, target: written(&said), span }),
    };
    let mut parts = Parts::of(said);
    parts.take_any(&[Rule::k_refer_to, Rule::k_hand_over_to])?;
    Some(Step { manner, target: written(&parts.take(Rule::mention)?), span })
}

fn expectation(pair: Pair<'_>) -> Option<Expectation> {
    let span = span(&pair);
    let mut parts = Parts::of(pair);
    let polarity = polarity(&mut parts);
    Some(Expectation { polarity, step: step(parts.take(Rule::step)?)?, span })
}

fn polarity(parts: &mut Parts<'_>) -> Polarity {
    if parts.take(Rule::k_not).is_some() { Polarity::Negated } else { Polarity::Plain }
}
