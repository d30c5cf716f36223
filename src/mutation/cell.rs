//! The cases in which a part of a policy can decide otherwise: each fact that it asks about, with the values on and beside
//! every threshold.
//!
//! Facts are compared with constants only, so a change shows in one of these cases if an example can show it at all.

use super::alter::bound;
use super::alter::neighbours;
use super::written::Known;
use crate::calendar::Day;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Reading;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use std::cmp::Ordering;

/// The values that one fact can have in a case, the most telling first; none is what holds when it is not given.
pub(super) type Domain = Vec<Option<Known>>;

/// What stands for one fact: a fact, or all that was done of a kind of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Variable {
    Subject(Subject),
    Kind(ActionKind),
}

/// The tests of some conditions, each with whether it should hold in the case to begin with.
pub(super) struct Tests<'a> {
    policy: &'a Policy,
    program: &'a Program,
    neutral: Facts,
    today: Day,
    tests: Vec<(Test, Option<bool>)>,
    /// Days after which something may be done again, by its kind.
    pauses: Vec<(ActionKind, i32)>,
    /// How often something may be done, by its kind.
    counts: Vec<(ActionKind, u32)>,
}

impl<'a> Tests<'a> {
    pub(super) fn new(policy: &'a Policy, program: &'a Program, today: Day) -> Tests<'a> {
        let mut neutral = Facts::neutral(today);
        neutral.declared = policy.facts.iter().map(|fact| fact.otherwise).collect();
        Tests { policy, program, neutral, today, tests: Vec::new(), pauses: Vec::new(), counts: Vec::new() }
    }

    /// Takes up the tests of a condition that should hold, or not, or of which it does not matter.
    pub(super) fn take(&mut self, condition: &Condition, wanted: Option<bool>) {
        match (condition, wanted) {
            (Condition::Not(inner), _) => self.take(inner, wanted.map(|wanted| !wanted)),
            (Condition::All(parts), Some(false)) | (Condition::Any(parts), Some(true)) => {
                // One of them does it.
                for (place, part) in parts.iter().enumerate() {
                    self.take(part, wanted.filter(|_| place == 0));
                }
            }
            (Condition::All(parts) | Condition::Any(parts), _) => parts.iter().for_each(|part| self.take(part, wanted)),
            (Condition::Test(test), _) if test.subject == Subject::Fact(Fact::Segment) => {
                self.take_segment(test, wanted)
            }
            (Condition::Test(test), _) => self.tests.push((test.clone(), wanted)),
        }
    }

    /// A segment is what its condition makes it, and those of the segments before it.
    fn take_segment(&mut self, test: &Test, wanted: Option<bool>) {
        let Some((comparison, Value::Choice(place))) = bound(test, self.program) else { return };
        let is_it = wanted.map(|wanted| wanted == (comparison == Comparison::Equal));
        let policy = self.policy;
        for (nth, segment) in policy.segments.iter().take(usize::from(place) + 1).enumerate() {
            if let Some(condition) = &segment.condition {
                self.take(condition, is_it.filter(|is_it| *is_it && nth == usize::from(place)));
            }
        }
    }

    /// Takes up that something may be done again after so many days.
    pub(super) fn pause(&mut self, kind: ActionKind, days: i32) {
        self.pauses.push((kind, days));
    }

    /// Takes up that something may be done so many times.
    pub(super) fn count(&mut self, kind: ActionKind, times: u32) {
        self.counts.push((kind, times));
    }

    /// The domains of all facts that are asked about.
    pub(super) fn domains(&self) -> Vec<Domain> {
        let asked = self.tests.iter().map(|(test, _)| variable(test.subject));
        let mut variables: Vec<Variable> = Vec::new();
        let paused = self.pauses.iter().map(|(kind, _)| Variable::Kind(*kind));
        let counted = self.counts.iter().map(|(kind, _)| Variable::Kind(*kind));
        for variable in asked.chain(paused).chain(counted) {
            if !variables.contains(&variable) {
                variables.push(variable);
            }
        }
        variables.into_iter().map(|variable| self.domain(variable)).filter(|domain| domain.len() > 1).collect()
    }

    fn domain(&self, of: Variable) -> Domain {
        let mut values: Domain = vec![None];
        for (test, _) in self.tests.iter().filter(|(test, _)| variable(test.subject) == of) {
            values.extend(self.values(test).into_iter().map(Some));
        }
        for (kind, days) in self.pauses.iter().filter(|(kind, _)| Variable::Kind(*kind) == of) {
            let since = Subject::Function(Function::DaysSince, *kind);
            values.extend([days - 1, *days, days + 1].map(|days| Some((since, Value::Days(days)))));
        }
        for (kind, times) in self.counts.iter().filter(|(kind, _)| Variable::Kind(*kind) == of) {
            let given = |function, value| Some((Subject::Function(function, *kind), value));
            let number = |times: u32| given(Function::Times, Value::Count(i64::from(times)));
            // Done thirty days ago is done in the month before; done yesterday, in this one.
            values.extend([given(Function::Done, Value::YesNo(true)), given(Function::DaysSince, Value::Days(1))]);
            values.extend([number(*times), number(times + 1)]);
        }
        let mut distinct: Domain = Vec::new();
        values.into_iter().filter(|value| is_given(value.as_ref())).for_each(|value| {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        });
        // What makes most of the wanted tests come out comes first; among equals what is not given, then as they came.
        distinct.sort_by_key(|value| std::cmp::Reverse(self.score(of, value.as_ref())));
        distinct
    }

    /// How many of the wanted tests come out with a value, less those that do not.
    fn score(&self, of: Variable, value: Option<&Known>) -> i32 {
        let own = self.tests.iter().filter(|(test, _)| variable(test.subject) == of);
        let points = own.filter_map(|(test, wanted)| {
            let wanted = (*wanted)?;
            Some(if self.holds(test, value) == wanted { 1 } else { -1 })
        });
        points.sum()
    }

    /// The values on and beside what a test compares with.
    fn values(&self, test: &Test) -> Vec<Known> {
        let kind_of = |subject| match subject {
            Subject::Function(_, kind) => Some(kind),
            _ => None,
        };
        let Some((_, value)) = bound(test, self.program) else {
            let done = |function, kind| (Subject::Function(function, kind), Value::YesNo(true));
            return match kind_of(test.subject) {
                Some(kind) => vec![done(Function::Done, kind), done(Function::Attempted, kind)],
                // What holds when it is not given need not be given.
                None => vec![(test.subject, Value::YesNo(!self.neutral_holds(test.subject, None)))],
            };
        };
        let beside = |value: Value| neighbours(value).into_iter().flatten().chain([value]);
        let values: Vec<Value> = match value {
            // What is given is a number of days.
            Value::Months(months) if is_days(test.subject, self.policy) => {
                let days = self.today.since(self.today.plus_months(-months));
                [days, days - 1, days + 1].map(Value::Days).to_vec()
            }
            Value::WorkingDays(days) => (days..=days + days / 5 * 2 + 4).map(Value::Days).collect(),
            Value::Choice(place) => {
                let other = if place == 0 { 1 } else { 0 };
                vec![value, Value::Choice(other)]
            }
            Value::Text(_) | Value::YesNo(_) => vec![value],
            _ => beside(value).collect(),
        };
        let known = values.into_iter().map(|value| (test.subject, value));
        match kind_of(test.subject) {
            Some(kind) => known.chain([(Subject::Function(Function::Attempted, kind), Value::YesNo(true))]).collect(),
            None => known.collect(),
        }
    }

    /// Whether a test comes out where a fact is given so and all else is neutral: the order in which cases are tried.
    fn holds(&self, test: &Test, value: Option<&Known>) -> bool {
        let against = bound(test, self.program);
        if let Subject::Function(function, _) = test.subject {
            return done_holds(function, against, value);
        }
        match (against, value) {
            (None, Some((_, given))) => *given == Value::YesNo(true),
            (Some((comparison, bound)), Some((_, given))) => {
                self.order(*given, bound).is_some_and(|order| comparison.accepts(order))
            }
            (against, None) => self.neutral_holds(test.subject, against),
        }
    }

    fn order(&self, given: Value, bound: Value) -> Option<Ordering> {
        match (given, bound) {
            (Value::Days(days), Value::Months(months)) => {
                Some(days.cmp(&self.today.since(self.today.plus_months(-months))))
            }
            (Value::Days(days), Value::WorkingDays(working)) => Some((days * 5 / 7).cmp(&working)),
            (Value::MonthsOfRent(given), Value::MonthsOfRent(bound)) => Some(given.cmp(&bound)),
            (given, bound) => Some(number(given)?.cmp(&number(bound)?)),
        }
    }

    fn neutral_holds(&self, subject: Subject, against: Option<(Comparison, Value)>) -> bool {
        let reading = self.program.read(subject, &self.neutral, self.today);
        let Some((comparison, bound)) = against else {
            return matches!(reading, Reading::YesNo(truth) if truth.holds);
        };
        let order = match (reading, bound) {
            (Reading::Whole(value) | Reading::WholeUntil(value, _), bound) => {
                number(bound).map(|bound| value.cmp(&bound))
            }
            (Reading::Fraction(share), Value::MonthsOfRent(number)) => Some(number.compare_share(share)),
            (Reading::Days(since), Value::Days(days)) => Some(self.today.since(since).cmp(&days)),
            (Reading::DaysTo(due), Value::Days(days)) => Some(due.since(self.today).cmp(&days)),
            (Reading::Months(since), Value::Months(months)) => Some(self.today.cmp(&since.plus_months(months))),
            _ => None,
        };
        order.is_some_and(|order| comparison.accepts(order))
    }
}

const fn variable(subject: Subject) -> Variable {
    match subject {
        Subject::Function(_, kind) => Variable::Kind(kind),
        other => Variable::Subject(other),
    }
}

/// Whether an example can give it.
const fn is_given(known: Option<&Known>) -> bool {
    match known {
        Some((Subject::Fact(Fact::Segment), _)) => false,
        Some((_, Value::Days(days))) => *days >= 0,
        _ => true,
    }
}

fn is_days(subject: Subject, policy: &Policy) -> bool {
    match subject {
        Subject::Fact(fact) => fact.entry().unit == crate::vocabulary::Unit::Days,
        Subject::Function(function, _) => function.entry().unit == crate::vocabulary::Unit::Days,
        Subject::Declared(place) => {
            policy.facts.get(place).is_some_and(|fact| fact.unit == crate::vocabulary::Unit::Days)
        }
        Subject::LastMonths(..) => false,
    }
}

fn number(value: Value) -> Option<i64> {
    match value {
        Value::Money(amount) => Some(amount.cents()),
        Value::Days(number) | Value::Months(number) | Value::WorkingDays(number) => Some(i64::from(number)),
        Value::Count(count) => Some(count),
        Value::YesNo(yes) => Some(i64::from(yes)),
        Value::Choice(place) | Value::Text(place) => Some(i64::from(place)),
        Value::MonthsOfRent(_) => None,
    }
}

/// Whether a test of what was done comes out: something given as done, without a day, was done thirty days ago.
fn done_holds(function: Function, against: Option<(Comparison, Value)>, value: Option<&Known>) -> bool {
    let given = value.and_then(|(subject, value)| match subject {
        Subject::Function(function, _) => Some((*function, *value)),
        _ => None,
    });
    let accepts = |count: i64| {
        against
            .is_some_and(|(comparison, bound)| number(bound).is_some_and(|bound| comparison.accepts(count.cmp(&bound))))
    };
    match (function, given) {
        (Function::Never, given) => given.is_none(),
        (Function::Attempted, given) => given.is_some(),
        (Function::Done, given) => given.is_some_and(|(how, _)| how != Function::Attempted),
        (Function::DaysSince, Some((Function::DaysSince, value))) => number(value).is_some_and(accepts),
        (Function::DaysSince, Some(_)) => accepts(30),
        (Function::DaysSince, None) => false,
        (Function::Times, Some((Function::Times, value))) => number(value).is_some_and(accepts),
        (Function::Times, given) => accepts(i64::from(given.is_some())),
    }
}
