//! What a policy has beside its rules: exceptions, write-offs, plans, holds, partners, spacing, facts of its own.

use super::Builder;
use super::cites;
use super::declared;
use super::quoted;
use super::rule::in_stage;
use super::rule::steps;
use super::written;
use crate::syntax::grammar::Pair;
use crate::syntax::grammar::Parts;
use crate::syntax::grammar::Rule;
use crate::syntax::grammar::span;
use crate::syntax::tree;
use crate::syntax::tree::Approval;
use crate::syntax::tree::Condition;
use crate::syntax::tree::Declared;
use crate::syntax::tree::DeclaredFact;
use crate::syntax::tree::Exception;
use crate::syntax::tree::FactUnit;
use crate::syntax::tree::FactValue;
use crate::syntax::tree::Group;
use crate::syntax::tree::Hold;
use crate::syntax::tree::ItemKind;
use crate::syntax::tree::Operand;
use crate::syntax::tree::Partner;
use crate::syntax::tree::PartnerList;
use crate::syntax::tree::Plan;
use crate::syntax::tree::Spacing;
use crate::syntax::tree::Stopped;
use crate::syntax::tree::Term;
use crate::syntax::tree::Written;

impl Builder<'_> {
    pub(super) fn exception(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        parts.take(Rule::k_to)?;
        let to = written(&parts.take(Rule::mention)?);
        parts.take(Rule::k_above);
        let above = mentions(parts);
        let condition = self.when(parts)?;
        parts.take(Rule::k_do)?;
        let steps = steps(parts)?;
        Some(ItemKind::Exception(Exception { declared, to, above, condition: condition?, steps, cites: cites(parts) }))
    }

    /// The condition after `when`, if there is one; nothing at all, when it cannot be built.
    fn when(&mut self, parts: &mut Parts<'_>) -> Option<Option<Condition>> {
        match parts.take(Rule::k_when) {
            Some(_) => Some(Some(self.condition(parts)?)),
            None => Some(None),
        }
    }

    pub(super) fn write_off(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        let stage = parts.take(Rule::in_stage).and_then(in_stage);
        let condition = self.when(parts)?;
        let approval = parts.take(Rule::approval).and_then(|pair| self.approval(pair));
        let frequency = self.how_often(parts);
        let cites = cites(parts);
        let steps = Vec::new();
        Some(ItemKind::WriteOff(tree::Rule { declared, stage, condition, steps, frequency, approval, cites }))
    }

    fn approval(&mut self, pair: Pair<'_>) -> Option<Approval> {
        let mut parts = Parts::of(pair);
        parts.take(Rule::k_approved_by)?;
        let assessors = self.count(&mut parts)?;
        Some(Approval { assessors, manager: parts.take(Rule::k_including_manager).is_some() })
    }

    pub(super) fn plan(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        parts.take(Rule::k_offered_after)?;
        let after = kinds(parts)?;
        let condition = self.when(parts)?;
        let instalments = parts.take(Rule::instalments).and_then(|pair| self.instalments(pair));
        let day = parts.take(Rule::k_on_day).and_then(|_| self.count(parts));
        let rest = parts.take(Rule::rest).and_then(|pair| self.within(pair, Rule::k_not_within));
        let only_if_unable = parts.take(Rule::k_only_if_unable).is_some();
        let patience = parts.take(Rule::patience).and_then(|pair| self.within(pair, Rule::k_broken_when))?;
        let cites = cites(parts);
        Some(ItemKind::Plan(Box::new(Plan {
            declared,
            after,
            condition,
            instalments,
            day,
            rest,
            only_if_unable,
            patience,
            cites,
        })))
    }

    fn instalments(&mut self, pair: Pair<'_>) -> Option<(Operand, Operand)> {
        let mut parts = Parts::of(pair);
        parts.take(Rule::k_at_most)?;
        let most = self.quantity(&mut parts)?;
        parts.take_any(&[Rule::k_instalments, Rule::k_instalment])?;
        parts.take(Rule::k_of_at_least)?;
        Some((most, self.quantity(&mut parts)?))
    }

    /// The number of days after the word with which a part begins.
    fn within(&mut self, pair: Pair<'_>, begins: Rule) -> Option<Operand> {
        let mut parts = Parts::of(pair);
        parts.take(begins)?;
        self.quantity(&mut parts)
    }

    fn quantity(&mut self, parts: &mut Parts<'_>) -> Option<Operand> {
        let mut parts = Parts::of(parts.take(Rule::quantity)?);
        if let Some(literal) = self.literal(&mut parts) {
            return Some(Operand::Literal(literal));
        }
        let name = written(&parts.take(Rule::mention)?);
        let span = name.span;
        Some(Operand::Term(Term { name, argument: None, span }))
    }

    pub(super) fn hold(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let name = written(&parts.take(Rule::mention)?);
        let title = parts.take(Rule::string).map(|title| quoted(&title));
        let stops = match parts.take(Rule::k_stops_all) {
            Some(_) => Stopped::AllExcept(parts.take(Rule::k_except).and_then(|_| kinds(parts)).unwrap_or_default()),
            None => {
                parts.take(Rule::k_stops)?;
                Stopped::Only(kinds(parts)?)
            }
        };
        Some(ItemKind::Hold(Hold { declared: Declared { name, title }, stops, cites: cites(parts) }))
    }

    pub(super) fn spacing(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let days = self.literal(parts)?;
        parts.take(Rule::k_between)?;
        let group = match parts.take_any(&[Rule::k_messages, Rule::k_contacts]) {
            Some(word) if word.as_rule() == Rule::k_messages => Group::Messages,
            Some(_) => Group::Contacts,
            None => Group::Kinds(kinds(parts)?),
        };
        Some(ItemKind::Spacing(Spacing { days, group }))
    }

    pub(super) fn partner(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        parts.take(Rule::k_is)?;
        let kind = written(&parts.take(Rule::word)?);
        let list = match parts.take_any(&[Rule::monthly_list, Rule::dated_lists]) {
            Some(pair) => Some(self.list(pair)?),
            None => None,
        };
        Some(ItemKind::Partner(Partner { declared, kind, list }))
    }

    fn list(&mut self, pair: Pair<'_>) -> Option<PartnerList> {
        let mut parts = Parts::of(pair);
        if parts.take(Rule::k_list_on_day).is_none() {
            parts.take(Rule::k_lists_on)?;
            let dates = parts.take_all(Rule::date);
            return Some(PartnerList::Dates(dates.iter().map(|date| self.date(date)).collect()));
        }
        let list_day = self.count(&mut parts)?;
        parts.take(Rule::k_who_qualify)?;
        Some(PartnerList::Monthly(list_day, self.count(&mut parts)?))
    }

    pub(super) fn fact(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        parts.take(Rule::k_is)?;
        let unit = fact_unit(Parts::of(parts.take(Rule::fact_unit)?).next()?.as_rule());
        parts.take(Rule::k_otherwise)?;
        let mut value = Parts::of(parts.take(Rule::fact_value)?);
        let otherwise = match self.literal(&mut value) {
            Some(literal) => FactValue::Literal(literal),
            None => fact_value(&value.next()?),
        };
        Some(ItemKind::Fact(DeclaredFact { declared, unit, otherwise }))
    }
}

fn fact_unit(rule: Rule) -> FactUnit {
    match rule {
        Rule::k_money => FactUnit::Money,
        Rule::k_days => FactUnit::Days,
        Rule::k_months => FactUnit::Months,
        Rule::k_number => FactUnit::Count,
        Rule::k_yes_no => FactUnit::YesNo,
        _ => FactUnit::Text,
    }
}

fn fact_value(pair: &Pair<'_>) -> FactValue {
    match pair.as_rule() {
        Rule::k_yes => FactValue::YesNo(true, span(pair)),
        Rule::k_no => FactValue::YesNo(false, span(pair)),
        _ => FactValue::Text(quoted(pair)),
    }
}

fn kinds(parts: &mut Parts<'_>) -> Option<Vec<Written>> {
    Some(mentions(&mut Parts::of(parts.take(Rule::kinds)?)))
}

fn mentions(parts: &mut Parts<'_>) -> Vec<Written> {
    parts.take_all(Rule::mention).iter().map(written).collect()
}
