//! Conditions, flat: each answers not only "true?" but "true, and until which day?".
//!
//! Always: as long as no event changes the facts, the answer on every day before `until` is the same. That is what lets
//! the engine sleep. A conjunction that fails sleeps as long as its first failing test does, a disjunction that holds as
//! long as its first holding one: both are safe, and neither looks further than it must.

use super::Codes;
use super::Facts;
use super::quick::Quick;
use crate::calendar::Day;
use crate::calendar::WorkingDays;
use crate::check::Comparison;
use crate::check::Subject;
use crate::check::Value;
use crate::money::Money;
use crate::money::Share;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::MonthCount;
use std::cmp::Ordering;

/// Whether something holds, and the first day on which that may change by the passing of time alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Whether it holds.
    pub holds: bool,
    /// Until which day, exclusive; [`Day::NEVER`] when only an event can change it.
    pub until: Day,
}

/// What a fact or function amounts to on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A whole number: cents, a count, or a choice's place.
    Whole(i64),
    /// An exact fraction.
    Fraction(Share),
    /// A whole number, until a day.
    WholeUntil(i64, Day),
    /// The days until this day, on which the count starts anew.
    DaysTo(Day),
    /// Those of the waiting codes that run.
    Among(Codes),
    /// Yes or no, until a day.
    YesNo(Truth),
    /// A clock of days that runs from this day.
    Days(Day),
    /// A clock of whole months that runs from this day.
    Months(Day),
    /// A clock that does not run, and will not before this day.
    Never(Day),
}

/// One step of a flat condition.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Holds when every one of the nodes up to `end` does.
    All { end: usize },
    /// Holds when one of the nodes up to `end` does.
    Any { end: usize },
    /// Holds when the next node does not.
    Not { end: usize },
    /// A test of a subject, and its short way if it has one.
    Test { subject: Subject, against: Against, quick: Option<Quick> },
}

/// What a test compares with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Against {
    /// Nothing: the subject must be yes.
    Yes,
    /// A value of the subject's unit.
    Value(Comparison, Value),
    /// A number of working days, against a clock of days.
    WorkingDays(Comparison, i32, WorkingDays),
}

impl Truth {
    /// What only an event can change.
    #[must_use]
    pub const fn steady(holds: bool) -> Truth {
        Truth { holds, until: Day::NEVER }
    }

    const fn negated(self) -> Truth {
        Truth { holds: !self.holds, until: self.until }
    }
}

/// Whether the condition that starts at `at` holds, until when, and where the next one starts.
pub(super) fn holds(nodes: &[Node], at: usize, facts: &Facts, day: Day) -> Truth {
    match nodes.get(at) {
        None => Truth::steady(true),
        Some(Node::Test { subject, against, quick }) => match quick {
            Some(quick) => quick.truth(facts, day),
            None => test(read(*subject, facts, day), *against, day),
        },
        Some(Node::Not { .. }) => holds(nodes, at + 1, facts, day).negated(),
        Some(Node::All { end }) => group(nodes, at + 1, *end, facts, day, false),
        Some(Node::Any { end }) => group(nodes, at + 1, *end, facts, day, true),
    }
}

/// Walks the parts of a group until one decides it: the first that is `decisive`.
fn group(nodes: &[Node], first: usize, end: usize, facts: &Facts, day: Day, decisive: bool) -> Truth {
    let (mut at, mut until) = (first, Day::NEVER);
    while at < end {
        let (truth, next) = match nodes.get(at) {
            Some(Node::Test { quick: Some(quick), .. }) => (quick.truth(facts, day), at + 1),
            _ => (holds(nodes, at, facts, day), after(nodes, at)),
        };
        if truth.holds == decisive {
            return truth;
        }
        until = until.min(truth.until);
        at = next;
    }
    Truth { holds: !decisive, until }
}

/// The place after the condition that starts at `at`.
pub(super) fn after(nodes: &[Node], at: usize) -> usize {
    match nodes.get(at) {
        Some(Node::All { end } | Node::Any { end } | Node::Not { end }) => *end,
        _ => at + 1,
    }
}

/// Whether the condition that starts at `at` is false as long as nothing is overdue, whatever else is so.
pub(super) fn needs_arrears(nodes: &[Node], at: usize) -> bool {
    let parts = |end: usize| {
        std::iter::successors(Some(at + 1), |part| Some(after(nodes, *part))).take_while(move |part| *part < end)
    };
    match nodes.get(at) {
        None | Some(Node::Not { .. }) => false,
        Some(Node::All { end }) => parts(*end).any(|part| needs_arrears(nodes, part)),
        Some(Node::Any { end }) => *end > at + 1 && parts(*end).all(|part| needs_arrears(nodes, part)),
        Some(Node::Test { subject, against, .. }) => is_false_without_arrears(*subject, *against),
    }
}

/// Whether a test is of what is overdue, and false when that is nothing.
fn is_false_without_arrears(subject: Subject, against: Against) -> bool {
    let of_arrears = matches!(subject, Subject::Fact(fact) if fact.is_of_claims());
    let nobody_owes = Facts::neutral(Day::from_number(0));
    let truth = || test(read(subject, &nobody_owes, Day::from_number(0)), against, Day::from_number(0));
    of_arrears && truth() == Truth::steady(false)
}

/// What a subject amounts to on a day. Add a fact to the vocabulary and the compiler asks for it here.
pub(super) fn read(subject: Subject, facts: &Facts, day: Day) -> Reading {
    match subject {
        Subject::Fact(fact) => read_fact(fact, facts, day),
        Subject::LastMonths(count, back) => {
            let (months, next) = match count {
                MonthCount::Late => (facts.late, facts.late_next),
                MonthCount::Reversed => (facts.reversed, Day::NEVER),
            };
            if months.bits == 0 {
                return Reading::WholeUntil(0, next);
            }
            let until = day.month().plus(1).first().min(next);
            Reading::WholeUntil(i64::from(months.within(back, day)), until)
        }
        Subject::Declared(place) => match facts.declared.get(place) {
            Some(Value::YesNo(yes)) => Reading::YesNo(Truth::steady(*yes)),
            Some(Value::MonthsOfRent(number)) => Reading::Fraction(number.as_share()),
            Some(value) => Reading::Whole(whole(*value)),
            // The engine fills in as many as the policy declares.
            None => Reading::Whole(-1),
        },
        Subject::Function(function, kind) => {
            let done = facts.done(kind);
            match function {
                Function::Done => Reading::YesNo(Truth::steady(done.not_in_vain > 0)),
                Function::Attempted => Reading::YesNo(Truth::steady(done.times > 0)),
                Function::Never => Reading::YesNo(Truth::steady(done.times == 0)),
                Function::DaysSince if done.times == 0 => Reading::Never(Day::NEVER),
                Function::DaysSince => Reading::Days(done.last.plus(done.paused)),
                Function::Times => Reading::Whole(i64::from(done.times)),
            }
        }
    }
}

fn read_fact(fact: Fact, facts: &Facts, day: Day) -> Reading {
    let months = Share { part: facts.arrears_of_rent.cents(), whole: facts.monthly_rent.cents() };
    let ended = facts.end.filter(|end| *end <= day);
    let ends = facts.end.filter(|end| *end > day).unwrap_or(Day::NEVER);
    match fact {
        Fact::Arrears => Reading::Whole(facts.arrears.cents()),
        Fact::MonthsInArrears => Reading::Fraction(months),
        Fact::FullMonths => Reading::Whole(if months.whole == 0 { 0 } else { months.part / months.whole }),
        Fact::DaysOverdue => since(facts.overdue_since),
        Fact::MonthlyRent => Reading::Whole(facts.monthly_rent.cents()),
        Fact::TenancyMonths if day < facts.start => Reading::Never(facts.start),
        Fact::TenancyMonths => Reading::Months(facts.start),
        Fact::Sitting if day < facts.start => Reading::YesNo(Truth { holds: false, until: facts.start }),
        Fact::Sitting => Reading::YesNo(Truth { holds: ended.is_none(), until: ends }),
        Fact::Departed => Reading::YesNo(Truth { holds: ended.is_some(), until: ends }),
        Fact::DaysSinceEnd => ended.map_or(Reading::Never(ends), Reading::Days),
        Fact::PlanActive => Reading::YesNo(Truth::steady(facts.plan_active)),
        Fact::Kind => Reading::Whole(facts.kind as i64),
        Fact::PaymentMethod => Reading::Whole(facts.payment_method as i64),
        Fact::Segment => Reading::Whole(i64::from(facts.segment)),
        Fact::ArrearsPrincipal => Reading::Whole(facts.arrears_principal.cents()),
        Fact::ClaimsOverdue => Reading::Whole(i64::from(facts.claims_overdue)),
        Fact::WikExpired => {
            let expired = facts.letters.expired > Money::ZERO;
            Reading::YesNo(Truth { holds: expired, until: if expired { Day::NEVER } else { facts.letters.next } })
        }
        Fact::WikExpiredAmount => Reading::WholeUntil(facts.letters.expired.cents(), facts.letters.next),
        Fact::ClaimsWithoutLetter => Reading::Whole(i64::from(facts.letters.missing)),
        Fact::OnHold => Reading::YesNo(Truth::steady(!facts.holds.is_empty())),
        Fact::Hold => Reading::Among(facts.holds),
        Fact::DaysSinceBrokenPlan => since(facts.plan_broken),
        Fact::PlanRefused => Reading::YesNo(Truth::steady(facts.plan_refused)),
        Fact::HandedOver => Reading::YesNo(Truth::steady(facts.handed_over)),
        Fact::Reached => Reading::YesNo(Truth::steady(facts.reached)),
        Fact::DaysSinceHelp => since(facts.help),
        Fact::DirectDebit => Reading::YesNo(Truth::steady(facts.direct_debit)),
        Fact::FirstRentPaid => Reading::YesNo(Truth::steady(facts.first_rent_paid)),
        Fact::DaysToDue => Reading::DaysTo(day.month().plus(1).first()),
        // Known from the end on; an example may give it without a day.
        Fact::EndReason if ends == Day::NEVER => Reading::Whole(facts.end_reason as i64),
        Fact::EndReason => Reading::WholeUntil(EndReason::Unknown as i64, ends),
        Fact::Municipality => Reading::Whole(facts.municipality.map_or(-1, i64::from)),
        Fact::Complex => Reading::Whole(facts.complex.map_or(-1, i64::from)),
    }
}

/// A clock that runs from a day, if there was one.
fn since(day: Option<Day>) -> Reading {
    day.map_or(Reading::Never(Day::NEVER), Reading::Days)
}

pub(super) fn test(reading: Reading, against: Against, day: Day) -> Truth {
    match (reading, against) {
        (Reading::YesNo(truth), Against::Yes) => truth,
        (Reading::Never(until), _) => Truth { holds: false, until },
        (Reading::Whole(value), Against::Value(comparison, constant)) => {
            Truth::steady(comparison.accepts(value.cmp(&whole(constant))))
        }
        (Reading::WholeUntil(value, until), Against::Value(comparison, constant)) => {
            Truth { holds: comparison.accepts(value.cmp(&whole(constant))), until }
        }
        (Reading::DaysTo(due), Against::Value(comparison, Value::Days(days))) => count_down(comparison, day, due, days),
        (Reading::Days(since), Against::Value(comparison, Value::Months(months))) => {
            clock(comparison, day, since.plus_months(months), since.plus_months(months).plus(1))
        }
        (Reading::Days(since), Against::WorkingDays(comparison, days, working_days)) => {
            let reached = working_days.plus(since, days);
            clock(comparison, day, reached, working_days.plus(since, days.saturating_add(1)))
        }
        (Reading::Among(codes), Against::Value(comparison, Value::Choice(place))) => {
            let runs = HoldCode::ALL.get(usize::from(place)).is_some_and(|code| codes.contains(*code));
            Truth::steady(runs == (comparison == Comparison::Equal))
        }
        (Reading::Fraction(share), Against::Value(comparison, Value::MonthsOfRent(number))) => {
            Truth::steady(comparison.accepts(number.compare_share(share)))
        }
        (Reading::Days(since), Against::Value(comparison, Value::Days(days))) => {
            clock(comparison, day, since.plus(days), since.plus(days.saturating_add(1)))
        }
        (Reading::Months(since), Against::Value(comparison, Value::Months(months))) => {
            clock(comparison, day, since.plus_months(months), since.plus_months(months.saturating_add(1)))
        }
        // The checker lets no other pair through.
        _ => Truth::steady(false),
    }
}

fn whole(value: Value) -> i64 {
    match value {
        Value::Money(money) => money.cents(),
        Value::Count(count) => count,
        Value::Choice(place) | Value::Text(place) => i64::from(place),
        Value::Days(number) | Value::WorkingDays(number) | Value::Months(number) => i64::from(number),
        Value::YesNo(yes) => i64::from(yes),
        Value::MonthsOfRent(_) => 0,
    }
}

/// A count-down to a day shows fewer days each day, until it starts anew on that day.
fn count_down(comparison: Comparison, day: Day, due: Day, days: i32) -> Truth {
    let holds = comparison.accepts(due.since(day).cmp(&days));
    let shows = |left: i32| due.plus(-left);
    let changes = [shows(days), shows(days.saturating_sub(1)), due];
    let until = changes.into_iter().filter(|change| *change > day).min().unwrap_or(due);
    Truth { holds, until }
}

/// A clock shows the compared number from `reached` up to, not including, `passed`.
pub(super) fn clock(comparison: Comparison, day: Day, reached: Day, passed: Day) -> Truth {
    let (order, until) = if day < reached {
        (Ordering::Less, reached)
    } else if day < passed {
        (Ordering::Equal, passed)
    } else {
        (Ordering::Greater, Day::NEVER)
    };
    let holds = comparison.accepts(order);
    // The answer may be the same in the next span of time: then it holds until the one after.
    let until = match order {
        Ordering::Less if comparison.accepts(Ordering::Equal) == holds => {
            if comparison.accepts(Ordering::Greater) == holds { Day::NEVER } else { passed }
        }
        Ordering::Equal if comparison.accepts(Ordering::Greater) == holds => Day::NEVER,
        _ => until,
    };
    Truth { holds, until }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_says_until_which_day_its_answer_stands() {
        let since = Day::from_number(100);
        for comparison in Comparison::ALL {
            let truth = |day: i32| {
                let days = Against::Value(comparison, Value::Days(7));
                test(Reading::Days(since), days, Day::from_number(day))
            };
            for day in 100..130 {
                assert_eq!(truth(day).holds, comparison.accepts((day - 100).cmp(&7)), "{comparison:?} on {day}");
                let change = (day..200).find(|later| truth(*later).holds != truth(day).holds);
                assert_eq!(truth(day).until, change.map_or(Day::NEVER, Day::from_number), "{comparison:?} on {day}");
            }
        }
    }

    #[test]
    fn every_comparison_with_never_is_false() {
        let never = Reading::Never(Day::NEVER);
        for comparison in Comparison::ALL {
            assert!(!test(never, Against::Value(comparison, Value::Days(0)), Day::from_number(5)).holds);
        }
    }

    #[test]
    fn a_month_is_whole_on_its_day() {
        let facts = Facts { start: "2024-01-31".parse().unwrap(), ..Facts::neutral(Day::from_number(0)) };
        let months = |day: &str| {
            let reading = read(Subject::Fact(Fact::TenancyMonths), &facts, day.parse().unwrap());
            test(reading, Against::Value(Comparison::AtLeast, Value::Months(1)), day.parse().unwrap())
        };
        assert_eq!(months("2024-02-28"), Truth { holds: false, until: "2024-02-29".parse().unwrap() });
        assert!(months("2024-02-29").holds);
    }
}
