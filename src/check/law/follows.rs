//! Whether what is asked follows from what is given, as far as the form of two conditions shows it.
//!
//! Knows no law and no facts. A setting is taken at the least that a scenario may give it.
//! Always: what is said to follow does; what does follow may be missed, where it takes tests of several subjects
//! together to see it.

use super::super::policy::Comparison;
use super::super::policy::Condition;
use super::super::policy::Operand;
use super::super::policy::Setting;
use super::super::policy::Subject;
use super::super::policy::Test;
use super::super::policy::Value;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

/// A condition, or that it does not hold.
#[derive(Clone, Copy)]
struct Claim<'a> {
    condition: &'a Condition,
    holds: bool,
}

/// What a claim is made of.
enum Form<'a> {
    Every(Vec<Claim<'a>>),
    Some(Vec<Claim<'a>>),
    Single(&'a Test, bool),
}

/// Whether whenever the one condition holds, the other does.
pub(super) fn follows(given: &Condition, asked: &Condition, settings: &[Setting]) -> bool {
    leads(Claim { condition: given, holds: true }, Claim { condition: asked, holds: true }, settings)
}

fn leads(given: Claim<'_>, asked: Claim<'_>, settings: &[Setting]) -> bool {
    let choices = match asked.form() {
        Form::Every(parts) => return parts.into_iter().all(|part| leads(given, part, settings)),
        Form::Some(parts) => parts,
        Form::Single(..) => Vec::new(),
    };
    let one_choice = || choices.iter().any(|choice| leads(given, *choice, settings));
    match given.form() {
        Form::Some(parts) => parts.into_iter().all(|part| leads(part, asked, settings)),
        Form::Every(parts) => parts.into_iter().any(|part| leads(part, asked, settings)) || one_choice(),
        Form::Single(test, holds) => match asked.form() {
            Form::Single(wanted, wanted_holds) => entails((test, holds), (wanted, wanted_holds), settings),
            _ => one_choice(),
        },
    }
}

impl<'a> Claim<'a> {
    fn form(self) -> Form<'a> {
        let all = |parts: &'a [Condition]| {
            parts.iter().map(|condition| Claim { condition, holds: self.holds }).collect::<Vec<_>>()
        };
        match (self.condition, self.holds) {
            (Condition::All(parts), true) | (Condition::Any(parts), false) => Form::Every(all(parts)),
            (Condition::All(parts), false) | (Condition::Any(parts), true) => Form::Some(all(parts)),
            (Condition::Not(part), holds) => Claim { condition: part, holds: !holds }.form(),
            (Condition::Test(test), holds) => Form::Single(test, holds),
        }
    }
}

fn entails((given, holds): (&Test, bool), (asked, wanted): (&Test, bool), settings: &[Setting]) -> bool {
    if given.subject == asked.subject && given.comparison == asked.comparison && holds == wanted {
        return true;
    }
    if !wanted {
        return false;
    }
    match (given.subject, asked.subject) {
        (Subject::Function(function, kind), Subject::Function(Function::Attempted, same)) if kind == same => {
            was_done(function, given, holds, settings)
        }
        (Subject::Fact(Fact::WikExpiredAmount), Subject::Fact(Fact::WikExpired)) => {
            holds && least(given, settings).is_some_and(|least| least > 0)
        }
        (one, other) if one == other && holds => match (least(given, settings), asked_least(asked)) {
            (Some(least), Some(asked)) => least >= asked,
            _ => false,
        },
        _ => false,
    }
}

/// Whether a test on what was done of a kind of action shows that it was done at all.
fn was_done(function: Function, given: &Test, holds: bool, settings: &[Setting]) -> bool {
    match function {
        Function::Done | Function::Attempted => holds,
        Function::Never => !holds,
        // No comparison with never holds.
        Function::DaysSince => holds,
        Function::Times => holds && least(given, settings).is_some_and(|least| least > 0),
    }
}

/// The least that a subject comes to when a test on it holds: days, a count or cents.
fn least(test: &Test, settings: &[Setting]) -> Option<i64> {
    let (comparison, operand) = test.comparison?;
    let value = match operand {
        Operand::Value(value) => value,
        Operand::Setting(place) => settings.get(place)?.least,
    };
    let value = match value {
        Value::Days(days) | Value::WorkingDays(days) => i64::from(days),
        // No month is shorter.
        Value::Months(months) => i64::from(months) * 28,
        Value::Count(count) => count,
        Value::Money(amount) => amount.cents(),
        Value::MonthsOfRent(_) | Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => return None,
    };
    at_least(comparison, value)
}

/// The least that is asked for, where it is so many days, a count or an amount.
fn asked_least(test: &Test) -> Option<i64> {
    let (comparison, Operand::Value(value)) = test.comparison? else { return None };
    match value {
        Value::Days(days) => at_least(comparison, i64::from(days)),
        Value::Count(count) => at_least(comparison, count),
        Value::Money(amount) => at_least(comparison, amount.cents()),
        _ => None,
    }
}

fn at_least(comparison: Comparison, value: i64) -> Option<i64> {
    match comparison {
        Comparison::AtLeast | Comparison::Equal => Some(value),
        Comparison::Greater => Some(value.saturating_add(1)),
        Comparison::NotEqual | Comparison::Less | Comparison::AtMost => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::read;
    use crate::source::SourceFile;

    /// Whether a rule with the one condition never does what a guarantee with the other forbids.
    fn follows(given: &str, asked: &str) -> bool {
        let text = format!(
            "policy \"P\" version \"1\"\nsetting n = 30 between 20 and 40\n\
             guarantee \"G\" call only after {asked}\nrule r when {given} do call once per episode"
        );
        let checked = read(&SourceFile::new("x", text));
        let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
        super::follows(&policy.rules[0].condition, &policy.guarantees[0].only_after, &policy.settings)
    }

    #[test]
    fn a_part_that_must_hold_is_enough() {
        assert!(follows("wik_expired and sitting", "wik_expired"));
        assert!(follows("sitting and (wik_expired or wik_expired and departed)", "wik_expired"));
        assert!(!follows("sitting or wik_expired", "wik_expired"));
        assert!(!follows("not wik_expired", "wik_expired"));
        assert!(follows("not (departed or not wik_expired)", "wik_expired"));
        assert!(!follows("not (departed and not wik_expired)", "wik_expired"));
        assert!(follows("wik_expired_amount > € 0", "wik_expired"));
        assert!(!follows("wik_expired_amount >= € 0", "wik_expired"));
    }

    #[test]
    fn more_days_are_days_enough() {
        assert!(follows("days_overdue >= 30", "days_overdue >= 30"));
        assert!(follows("days_overdue > 29", "days_overdue >= 30"));
        assert!(follows("days_overdue = 45", "days_overdue >= 30"));
        assert!(!follows("days_overdue >= 29", "days_overdue >= 30"));
        assert!(!follows("days_overdue < 45", "days_overdue >= 30"));
        assert!(!follows("not days_overdue < 30", "days_overdue >= 30"), "nothing may be overdue at all");
    }

    #[test]
    fn a_setting_counts_for_the_least_it_may_be() {
        assert!(follows("days_overdue >= n", "days_overdue >= 20"));
        assert!(!follows("days_overdue >= n", "days_overdue >= 21"));
    }

    #[test]
    fn days_since_an_action_show_that_it_was_done() {
        let asked = "attempted(reminder) or attempted(wik_letter)";
        assert!(follows("days_since(wik_letter) >= 3", asked));
        assert!(follows("times(reminder) >= 1", asked));
        assert!(follows("not never(reminder) and sitting", asked));
        assert!(follows("done(reminder) or done(wik_letter)", asked));
        assert!(!follows("times(reminder) >= 0", asked));
        assert!(!follows("not days_since(reminder) > 3", asked));
        assert!(!follows("done(call)", asked));
    }

    #[test]
    fn all_that_is_asked_must_follow() {
        assert!(follows("sitting and days_overdue > 40 and reached", "days_overdue >= 30 and reached"));
        assert!(!follows("sitting and days_overdue > 40", "days_overdue >= 30 and reached"));
        assert!(follows("sitting", "not departed or sitting"));
    }
}
