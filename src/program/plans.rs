//! The payment plans that a policy offers.
//!
//! Knows when a plan is offered and on which terms; whether it is agreed and kept is up to the household.

use super::Facts;
use super::Program;
use super::flat::bound;
use crate::calendar::Day;
use crate::check::PlanTerms;
use crate::check::Value;
use crate::money::Money;
use crate::vocabulary::ActionKind;

/// A plan ready to be offered.
#[derive(Clone, Debug)]
pub(super) struct CompiledPlan {
    after: Vec<ActionKind>,
    condition: usize,
    rest: i32,
    terms: Terms,
}

/// The terms on which a plan is offered, with the settings filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The plan's place in the policy.
    pub plan: u16,
    /// The most instalments, at least one.
    pub instalments: u32,
    /// The least amount of an instalment.
    pub least: Money,
    /// The day of the month on which instalments fall due.
    pub day: u32,
    /// Whether only those are offered it who cannot pay at once.
    pub only_if_unable: bool,
    /// It is broken when an instalment is more than so many days late.
    pub patience: i32,
}

impl Terms {
    /// The number of instalments and the amount of one for so much arrears: as many as are allowed, unless each would be
    /// too small; the last is the remainder.
    #[must_use]
    pub fn divide(&self, arrears: Money) -> (u32, Money) {
        let part = |parts: i64| Money::from_cents((arrears.cents() + parts - 1) / parts);
        let amount = part(i64::from(self.instalments.max(1))).max(self.least).min(arrears).max(Money::from_cents(1));
        let instalments = (arrears.cents() + amount.cents() - 1) / amount.cents();
        (u32::try_from(instalments).unwrap_or(u32::MAX).max(1), amount)
    }

    /// When the first instalment falls due of a plan agreed on a day: the first of its days of the month that is at least
    /// fourteen days away.
    #[must_use]
    pub fn first_due(&self, agreed: Day) -> Day {
        let in_month = |later: i32| {
            let month = agreed.month().plus(later);
            let days = i32::try_from(self.day.max(1)).unwrap_or(1) - 1;
            month.first().plus(days).min(month.last())
        };
        let earliest = agreed.plus(14);
        (0..).map(in_month).find(|due| *due >= earliest).unwrap_or(earliest)
    }
}

impl Program {
    pub(super) fn compile_plan(&mut self, place: usize, plan: &PlanTerms) -> CompiledPlan {
        let days = |operand| match bound(operand, &self.settings) {
            Value::Days(days) => days,
            _ => 0,
        };
        let count = |operand| match bound(operand, &self.settings) {
            Value::Count(count) => u32::try_from(count).unwrap_or(1).max(1),
            _ => 1,
        };
        let money = |operand| match bound(operand, &self.settings) {
            Value::Money(amount) => amount,
            _ => Money::ZERO,
        };
        let terms = Terms {
            plan: super::narrow(place),
            instalments: count(plan.instalments),
            least: money(plan.least),
            day: plan.day,
            only_if_unable: plan.only_if_unable,
            patience: days(plan.patience),
        };
        let rest = plan.rest.map_or(-1, days);
        let condition = self.flatten(&plan.condition);
        CompiledPlan { after: plan.after.clone(), condition, rest, terms }
    }

    /// Whether the policy offers payment plans at all.
    #[must_use]
    pub const fn offers_plans(&self) -> bool {
        !self.plans.is_empty()
    }

    /// The terms of each plan, and for how many days after a broken one it is not offered.
    #[must_use]
    pub fn plan_terms(&self) -> Vec<(Terms, i32)> {
        self.plans.iter().map(|plan| (plan.terms, plan.rest)).collect()
    }

    /// The plan that may be offered in the course of an action on a day: the first whose condition holds, to somebody
    /// without a plan, in arrears, whose last broken plan is long enough ago.
    #[must_use]
    pub fn plan_offered(&self, kind: ActionKind, facts: &Facts, day: Day) -> Option<Terms> {
        if facts.plan_active || facts.handed_over || facts.arrears == Money::ZERO {
            return None;
        }
        let rested = |rest: i32| facts.plan_broken.is_none_or(|broken| day.since(broken) > rest);
        let offered = |plan: &&CompiledPlan| {
            plan.after.contains(&kind) && rested(plan.rest) && self.truth(plan.condition, facts, day).holds
        };
        self.plans.iter().find(offered).map(|plan| plan.terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(instalments: u32, least: i64, day: u32) -> Terms {
        let least = Money::from_cents(least * 100);
        Terms { plan: 0, instalments, least, day, only_if_unable: false, patience: 7 }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn arrears_are_divided_over_all_instalments_unless_these_would_be_too_small() {
        let divided = |terms: Terms, cents| {
            let (instalments, amount) = terms.divide(Money::from_cents(cents));
            (instalments, amount.cents())
        };
        assert_eq!(divided(terms(12, 25, 26), 120_001), (12, 10_001));
        assert_eq!(divided(terms(12, 25, 26), 8_000), (4, 2_500));
        assert_eq!(divided(terms(12, 25, 26), 1_000), (1, 1_000));
    }

    #[test]
    fn the_first_instalment_is_at_least_fourteen_days_away() {
        assert_eq!(terms(6, 0, 26).first_due(day("2025-01-12")), day("2025-01-26"));
        assert_eq!(terms(6, 0, 26).first_due(day("2025-01-13")), day("2025-02-26"));
        assert_eq!(terms(6, 0, 31).first_due(day("2025-02-03")), day("2025-02-28"));
    }
}
