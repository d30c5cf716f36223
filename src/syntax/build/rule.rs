//! Rules and guarantees.

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
use crate::syntax::tree::Frequency;
use crate::syntax::tree::Guarantee;
use crate::syntax::tree::Guard;
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
        let steps = steps(parts)?;
        let frequency = self.how_often(parts);
        let cites = cites(parts);
        let approval = None;
        Some(ItemKind::Rule(tree::Rule { declared, stage, condition, steps, frequency, approval, cites }))
    }

    pub(super) fn how_often(&mut self, parts: &mut Parts<'_>) -> Option<Frequency> {
        parts.take(Rule::frequency).and_then(|pair| self.frequency(pair))
    }

    fn frequency(&mut self, pair: Pair<'_>) -> Option<Frequency> {
        let whole = span(&pair);
        let kind = Parts::of(pair).next()?;
        let rule = kind.as_rule();
        let mut parts = Parts::of(kind);
        match rule {
            Rule::once => {
                let within = parts.take(Rule::k_once_per).and_then(|_| parts.next())?;
                Some(match within.as_rule() {
                    Rule::k_stage => Frequency::OncePerStage(whole),
                    Rule::k_claim => Frequency::OncePerClaim,
                    Rule::k_month => Frequency::OncePerMonth,
                    _ => Frequency::OncePerEpisode,
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
        let guard = match parts.take(Rule::k_only_after) {
            Some(_) => Guard::OnlyAfter(self.condition(parts)?),
            None => {
                parts.take(Rule::k_never)?;
                Guard::Never(match parts.take(Rule::k_when) {
                    Some(_) => Some(self.condition(parts)?),
                    None => None,
                })
            }
        };
        Some(ItemKind::Guarantee(Guarantee { title, action, guard, cites: cites(parts) }))
    }
}

/// The steps of a rule or exception; none where it does nothing.
pub(super) fn steps(parts: &mut Parts<'_>) -> Option<Vec<Step>> {
    let mut listed = Parts::of(parts.take(Rule::steps)?);
    Some(listed.take_all(Rule::step).into_iter().filter_map(step).collect())
}

pub(super) fn in_stage(pair: Pair<'_>) -> Option<(Written, Reach)> {
    let mut parts = Parts::of(pair);
    parts.take(Rule::k_in)?;
    parts.take(Rule::k_stage)?;
    let name = written(&parts.take(Rule::mention)?);
    let reach = if parts.take(Rule::or_later).is_some() { Reach::OrLater } else { Reach::Only };
    Some((name, reach))
}

pub(super) fn step(pair: Pair<'_>) -> Option<Step> {
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

pub(super) fn polarity(parts: &mut Parts<'_>) -> Polarity {
    if parts.take(Rule::k_not).is_some() { Polarity::Negated } else { Polarity::Plain }
}
