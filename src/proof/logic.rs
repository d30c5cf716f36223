//! Conditions rewritten for an argument: each rewriting says what follows from a condition, never more.
//!
//! Knows conditions and nothing of how they are decided. Always: what comes out holds whenever what went in does, in the
//! circumstances that the rewriting names.

use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Policy;
use crate::check::Segment;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

/// The condition that never holds.
pub(super) const fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// What is so of a test that holds, or that does not.
pub(super) type OfTest<'a> = &'a dyn Fn(&Test, bool) -> Condition;

/// What follows from a condition that holds, or that does not: `not` is moved inwards, and of each test stands what
/// `of` says of it.
pub(super) fn implied(condition: &Condition, holds: bool, of: OfTest<'_>) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| implied(part, holds, of)).collect();
    match (condition, holds) {
        (Condition::All(parts), true) | (Condition::Any(parts), false) => Condition::All(all(parts)),
        (Condition::All(parts), false) | (Condition::Any(parts), true) => Condition::Any(all(parts)),
        (Condition::Not(part), holds) => implied(part, !holds, of),
        (Condition::Test(test), holds) => of(test, holds),
    }
}

/// The test as it stands.
pub(super) fn plain(test: &Test, holds: bool) -> Condition {
    let test = Condition::Test(test.clone());
    if holds { test } else { opposite(test) }
}

pub(super) fn opposite(condition: Condition) -> Condition {
    match condition {
        Condition::Not(part) => *part,
        other => Condition::Not(Box::new(other)),
    }
}

pub(super) fn both(one: Condition, other: Condition) -> Condition {
    Condition::All(vec![one, other])
}

/// The condition with segments spelt out by the conditions that make them, so that it asks of facts only.
pub(super) fn without_segments(condition: &Condition, policy: &Policy) -> Condition {
    implied(condition, true, &|test, holds| {
        let Some(place) = segment_of(test) else { return plain(test, holds) };
        let is_equal = matches!(test.comparison, Some((Comparison::Equal, _)));
        let within = in_segment(&policy.segments, place);
        if is_equal == holds { within } else { opposite(within) }
    })
}

/// The segment that a test asks for.
fn segment_of(test: &Test) -> Option<usize> {
    match (test.subject, test.comparison) {
        (
            Subject::Fact(Fact::Segment),
            Some((Comparison::Equal | Comparison::NotEqual, Operand::Value(Value::Choice(place)))),
        ) => Some(usize::from(place)),
        _ => None,
    }
}

/// That the first segment that holds is the one at a place.
pub(super) fn in_segment(segments: &[Segment], place: usize) -> Condition {
    if place >= segments.len() {
        return never();
    }
    let own = |segment: &Segment| segment.condition.clone().unwrap_or_else(Condition::always);
    let earlier = segments.iter().take(place).map(|segment| opposite(own(segment)));
    Condition::All(earlier.chain(segments.get(place).map(own)).collect())
}

/// The condition with the values of the settings in their places.
pub(super) fn with_settings(condition: &Condition, values: &[Value]) -> Condition {
    implied(condition, true, &|test, holds| match test.comparison {
        Some((sign, Operand::Setting(place))) => match values.get(place) {
            Some(value) => plain(&Test { comparison: Some((sign, Operand::Value(*value))), ..test.clone() }, holds),
            None => Condition::always(),
        },
        _ => plain(test, holds),
    })
}

/// What is so of all of the arrears when a condition holds of a part of them: of what a hold does not cover.
///
/// All claims are at least what some of them are: as much is owed, as long ago, with as many letters over. Nothing else
/// hangs on the claims, and is the same of both.
pub(super) fn of_all_claims(condition: &Condition) -> Condition {
    implied(condition, true, &|test, holds| {
        let Subject::Fact(fact) = test.subject else { return plain(test, holds) };
        if fact == Fact::Segment {
            return Condition::always();
        }
        if !fact.is_of_claims() {
            return plain(test, holds);
        }
        match (test.comparison, holds) {
            (None, true) => plain(test, true),
            (Some((Comparison::AtLeast | Comparison::Greater, _)), true) => plain(test, true),
            (Some((Comparison::Equal, operand)), true) => {
                plain(&Test { comparison: Some((Comparison::AtLeast, operand)), ..test.clone() }, true)
            }
            _ => Condition::always(),
        }
    })
}

/// What a condition says where it is known which kinds of action were done: `known` has a bit for each kind of which that is
/// known, `done` for each that was done.
pub(super) fn given_done(condition: &Condition, known: u32, done: u32) -> Condition {
    implied(condition, true, &|test, holds| {
        let Subject::Function(function, kind) = test.subject else { return plain(test, holds) };
        let bit = 1_u32 << kind.place();
        if known & bit == 0 {
            plain(test, holds)
        } else if done & bit == 0 {
            never_done(function, test.comparison).map_or_else(Condition::always, |says| truth(says == holds))
        } else {
            once_done(test, function, kind, holds)
        }
    })
}

fn truth(holds: bool) -> Condition {
    if holds { Condition::always() } else { never() }
}

/// What a test says of something that was never done; nothing, where that hangs on a setting.
fn never_done(function: Function, comparison: Option<(Comparison, Operand)>) -> Option<bool> {
    match (function, comparison) {
        (Function::Never, _) => Some(true),
        (Function::Times, Some((sign, Operand::Value(Value::Count(count))))) => Some(sign.accepts(0.cmp(&count))),
        (Function::Times, Some((_, Operand::Setting(_)))) => None,
        _ => Some(false),
    }
}

/// What a test says of something that was done at least once.
fn once_done(test: &Test, function: Function, kind: ActionKind, holds: bool) -> Condition {
    match function {
        Function::Attempted => truth(holds),
        Function::Never => truth(!holds),
        Function::Done => both(plain(test, holds), was_done(kind)),
        Function::Times => both(plain(test, holds), was_done(kind)),
        // The clock runs, so that what is not so many days is fewer or more.
        Function::DaysSince => match test.comparison {
            Some((sign, operand)) if !holds => {
                both(plain(&Test { comparison: Some((sign.inverse(), operand)), ..test.clone() }, true), was_done(kind))
            }
            _ => both(plain(test, holds), was_done(kind)),
        },
    }
}

fn was_done(kind: ActionKind) -> Condition {
    let subject = Subject::Function(Function::Attempted, kind);
    Condition::Test(Test { subject, comparison: None, span: crate::source::Span::default() })
}

/// Calls for every test of a condition.
pub(super) fn each_test(condition: &Condition, see: &mut dyn FnMut(&Test)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| each_test(part, see)),
        Condition::Not(part) => each_test(part, see),
        Condition::Test(test) => see(test),
    }
}

/// The kinds of action that a condition asks about, a bit each.
pub(super) fn kinds_of(condition: &Condition) -> u32 {
    let mut kinds = 0;
    each_test(condition, &mut |test| {
        if let Subject::Function(_, kind) = test.subject {
            kinds |= 1 << kind.place();
        }
    });
    kinds
}

/// The kinds of action that make something else of what a condition asks about, a bit each: those it names, and those on
/// which its facts hang.
pub(super) fn kinds_behind(condition: &Condition) -> u32 {
    let mut kinds = kinds_of(condition);
    each_test(condition, &mut |test| {
        if let Subject::Fact(fact) = test.subject {
            kinds |= fact.hangs_on().iter().fold(0, |bits, kind| bits | 1 << kind.place());
        }
    });
    kinds
}

/// The settings that a condition names, by their places, each once and in order.
pub(super) fn settings_of(condition: &Condition) -> Vec<usize> {
    let mut named = Vec::new();
    each_test(condition, &mut |test| {
        if let Some((_, Operand::Setting(place))) = test.comparison {
            named.push(place);
        }
    });
    named.sort_unstable();
    named.dedup();
    named
}
