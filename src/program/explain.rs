//! Why a condition holds or not: the tests that decide it, with what they read.

use super::Facts;
use super::Program;
use super::Reading;
use super::Standing;
use super::Truth;
use super::condition;
use super::condition::Against;
use super::condition::Node;
use crate::calendar::Day;
use crate::check::Comparison;
use crate::check::Subject;
use crate::check::Value;
use crate::money::Number;

/// A test that decided a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Because {
    /// What was asked about.
    pub subject: Subject,
    /// What it amounted to on the day.
    pub reading: Reading,
    /// What it was compared with; nothing for a yes-or-no question.
    pub comparison: Option<(Comparison, Value)>,
    /// The setting that gives what it was compared with, if one does, by its place in the policy.
    pub setting: Option<usize>,
    /// Whether the test stands under a `not`.
    pub negated: bool,
    /// Whether the test, with its `not`, holds, and until when.
    pub truth: Truth,
}

impl Program {
    /// The tests that decide a rule: when it holds all that make it hold, when it does not those that keep it from it.
    #[must_use]
    pub fn why_rule(&self, rule: usize, facts: &Facts, day: Day) -> Vec<Because> {
        self.rules.get(rule).map_or_else(Vec::new, |rule| self.why(rule.condition, facts, day))
    }

    /// The tests that decide an exception.
    #[must_use]
    pub fn why_exception(&self, exception: usize, facts: &Facts, day: Day) -> Vec<Because> {
        let exception = self.exceptions.get(exception);
        exception.map_or_else(Vec::new, |exception| self.why(exception.condition, facts, day))
    }

    /// The tests that decide whether what a guarantee asks holds.
    #[must_use]
    pub fn why_guarantee(&self, guarantee: usize, facts: &Facts, day: Day) -> Vec<Because> {
        let guarantee = self.guarantees.get(guarantee);
        guarantee.map_or_else(Vec::new, |guarantee| self.why(guarantee.condition, facts, day))
    }

    /// The tests that decide whether the policy applies.
    #[must_use]
    pub fn why_scope(&self, facts: &Facts, day: Day) -> Vec<Because> {
        self.why(self.scope, facts, day)
    }

    /// The tests that decide whether a stage holds.
    #[must_use]
    pub fn why_stage(&self, stage: usize, facts: &Facts, day: Day) -> Vec<Because> {
        self.stages.get(stage).map_or_else(Vec::new, |start| self.why(*start, facts, day))
    }

    /// Whether the tenancy stands in one of the stages of a rule.
    #[must_use]
    pub fn in_stages_of(&self, rule: usize, standing: &Standing) -> bool {
        self.rules.get(rule).is_some_and(|rule| super::in_stages(rule.stages, standing.stage))
    }

    /// The numbers of months of rent that any condition compares the arrears with, in order.
    #[must_use]
    pub fn thresholds_in_months(&self) -> Vec<Number> {
        let mut thresholds: Vec<Number> = self
            .nodes
            .iter()
            .filter_map(|node| match node {
                Node::Test { against: Against::Value(_, Value::MonthsOfRent(number)), .. } => Some(*number),
                _ => None,
            })
            .collect();
        thresholds.sort_unstable();
        thresholds.dedup();
        thresholds
    }

    fn why(&self, start: usize, facts: &Facts, day: Day) -> Vec<Because> {
        let mut reasons = Vec::new();
        let wanted = self.truth(start, facts, day).holds;
        self.gather(start, facts, day, (wanted, false), &mut reasons);
        reasons
    }

    /// Gathers the tests in which the part that starts at `at` comes out as wanted.
    fn gather(&self, at: usize, facts: &Facts, day: Day, wanted: (bool, bool), reasons: &mut Vec<Because>) {
        let (holds, negated) = wanted;
        match self.nodes.get(at) {
            Some(Node::Test { subject, against, .. }) => {
                let truth = self.truth(at, facts, day);
                if truth.holds == holds {
                    let comparison = match against {
                        Against::Yes => None,
                        Against::Value(comparison, value) => Some((*comparison, *value)),
                        Against::WorkingDays(comparison, days, _) => Some((*comparison, Value::WorkingDays(*days))),
                    };
                    let reading = condition::read(*subject, facts, day);
                    let truth = Truth { holds: truth.holds != negated, until: truth.until };
                    let setting = self.given_by.get(&at).copied();
                    reasons.push(Because { subject: *subject, reading, comparison, setting, negated, truth });
                }
            }
            Some(Node::Not { .. }) => self.gather(at + 1, facts, day, (!holds, !negated), reasons),
            Some(Node::All { end } | Node::Any { end }) => {
                let mut part = at + 1;
                while part < *end {
                    if self.truth(part, facts, day).holds == holds {
                        self.gather(part, facts, day, wanted, reasons);
                    }
                    part = condition::after(&self.nodes, part);
                }
            }
            None => {}
        }
    }
}
