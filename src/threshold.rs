//! The thresholds of a policy in the books: what changes between those just under one and those just over it.
//!
//! Reads the policy that was in force and the record; runs no model of how people pay. Always: what is compared was
//! decided on the same terms but for the threshold: each case is a day on which the rest of its rule came to hold, or on which
//! more fell due while it did.
//!
//! # Why
//! Who gets an action and who does not differ in everything that made them pay or not. Just under and just over an amount
//! they hardly do. That is an answer that rests on none of the assumptions of a fit, though only for those near the amount.

mod found;
mod reading;
#[cfg(test)]
mod tests;

use crate::calendar::Day;
use crate::check::Comparison;
use crate::check::Policy;
use crate::check::Value;
use crate::estimation::discontinuity::Discontinuity;
use crate::estimation::discontinuity::Jump;
use crate::estimation::discontinuity::Untold;
use crate::ledger::Allocation;
use crate::program::Settings;
use crate::tenancy::Portfolio;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;

/// An action counts as following when it comes within so many days.
pub const FOLLOWS: i32 = 14;
/// How far the arrears came down is looked at after so many days: early, and at the end.
pub const DOWN_AFTER: [i32; 2] = [14, 30];

/// A rule that does something from an amount on.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The title of the rule.
    pub rule: String,
    /// What it does.
    pub kind: ActionKind,
    /// Of what the amount is.
    pub fact: Fact,
    /// How it compares.
    pub comparison: Comparison,
    /// With what.
    pub value: Value,
    /// What else is done from the same amount on, by its rules.
    pub beside: Vec<String>,
    place: usize,
}

/// What the books tell at a threshold: the share of what was owed by which the arrears came down. The oldest claims are
/// settled first, so what was paid of them alone would take the next rent for a payment of the last.
#[derive(Clone, Debug, PartialEq)]
pub struct AtThreshold {
    /// The threshold.
    pub threshold: Threshold,
    /// How often its rule was decided but for the amount.
    pub cases: usize,
    /// What changes there, with the share by the last of [`DOWN_AFTER`].
    pub found: Result<Discontinuity, Untold>,
    /// By how much the share changes by the first of [`DOWN_AFTER`].
    pub early: Option<Jump>,
}

/// All thresholds of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// The title of the policy.
    pub policy: String,
    /// The first day on which it ruled, if it says so: what came before is left out.
    pub from: Option<Day>,
    /// The first day on which it ruled, where it was taken as if it always had.
    pub as_if: Option<Day>,
    /// Each of them, in the order of the policy.
    pub each: Vec<AtThreshold>,
    /// Rules that wait for a number of days or count whole months, which nobody is just under.
    pub coarse: Vec<String>,
}

/// A policy that was in force, and the books that came of it.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Values for its settings, which it can be compiled with.
    pub settings: &'a Settings,
    /// The books.
    pub portfolio: &'a Portfolio,
    /// The order in which payments settle.
    pub allocation: Allocation,
    /// Over which of the books it is taken to have ruled.
    pub ruled: Ruled,
}

/// Over which part of the books a policy is taken to have ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruled {
    /// From the day on that it says itself.
    AsWritten,
    /// All of it.
    AsIf,
}

impl InForce<'_> {
    /// The first day on which it is taken to have ruled, if not always.
    fn from(&self) -> Option<Day> {
        self.policy.valid_from.filter(|_| self.ruled == Ruled::AsWritten)
    }
}

/// What the books tell at every threshold of the policy.
#[must_use]
pub fn thresholds(force: &InForce<'_>) -> Thresholds {
    let values = reading::values(force);
    let each = reading::thresholds(force.policy, &values);
    Thresholds {
        policy: force.policy.title.clone(),
        from: force.from(),
        as_if: force.policy.valid_from.filter(|_| force.ruled == Ruled::AsIf),
        each: each.into_iter().filter_map(|threshold| found::at(force, threshold, &values)).collect(),
        coarse: reading::coarse(force.policy),
    }
}
