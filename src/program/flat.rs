//! From conditions as they are written to flat ones, with the settings filled in.

use super::condition::Against;
use super::condition::Node;
use super::quick::Quick;
use crate::calendar::WorkingDays;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Subject;
use crate::check::Value;
use crate::vocabulary::Function;
use std::collections::BTreeMap;

/// Where conditions come flat.
pub(super) struct Flat<'a> {
    /// The values of the settings.
    pub settings: &'a [Value],
    pub calendar: WorkingDays,
    pub nodes: &'a mut Vec<Node>,
    /// The setting that gives what a test compares with, by the place of the test.
    pub given_by: &'a mut BTreeMap<usize, usize>,
}

impl Flat<'_> {
    /// Flattens a condition at the end of the nodes.
    pub(super) fn add(&mut self, condition: &Condition) {
        let at = self.nodes.len();
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                self.nodes.push(Node::All { end: at });
                // Tests without a clock first: they are cheap, and a failing one sleeps until an event.
                let (plain, timed): (Vec<_>, Vec<_>) = parts.iter().partition(|part| !reads_clock(part));
                plain.into_iter().chain(timed).for_each(|part| self.add(part));
            }
            Condition::Not(part) => {
                self.nodes.push(Node::Not { end: at });
                self.add(part);
            }
            Condition::Test(test) => {
                if let Some((_, Operand::Setting(place))) = test.comparison {
                    self.given_by.insert(at, place);
                }
                let against = match test.comparison {
                    None => Against::Yes,
                    Some((comparison, operand)) => match bound(operand, self.settings) {
                        Value::WorkingDays(days) => Against::WorkingDays(comparison, days, self.calendar),
                        value => Against::Value(comparison, value),
                    },
                };
                let quick = Quick::of(test.subject, against);
                self.nodes.push(Node::Test { subject: test.subject, against, quick });
            }
        }
        let end = self.nodes.len();
        let group = match condition {
            Condition::All(_) => Node::All { end },
            Condition::Any(_) => Node::Any { end },
            Condition::Not(_) => Node::Not { end },
            Condition::Test(_) => return,
        };
        if let Some(node) = self.nodes.get_mut(at) {
            *node = group;
        }
    }
}

pub(super) fn bound(operand: Operand, settings: &[Value]) -> Value {
    match operand {
        Operand::Value(value) => value,
        // A checked policy names only settings it has; a missing one would compare with "no".
        Operand::Setting(place) => settings.get(place).copied().unwrap_or(Value::YesNo(false)),
    }
}

fn reads_clock(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(reads_clock),
        Condition::Not(part) => reads_clock(part),
        Condition::Test(test) => match test.subject {
            Subject::Fact(fact) => fact.is_clock(),
            Subject::Function(function, _) => function == Function::DaysSince,
            Subject::LastMonths(..) => true,
            Subject::Declared(_) => false,
        },
    }
}
