//! The tests that policies are full of, ready to be answered in a few steps.
//!
//! Always: the answer is that of reading the fact and testing it (`the_short_way_says_what_the_long_way_says`).

use super::Facts;
use super::condition::Against;
use super::condition::Truth;
use super::condition::clock;
use crate::calendar::Day;
use crate::check::Comparison;
use crate::check::Subject;
use crate::check::Value;
use crate::money::Share;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

/// A test that has a short way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Quick {
    /// The arrears against cents.
    Arrears(Comparison, i64),
    /// The arrears of rent against so many months of rent.
    MonthsInArrears(Comparison, Share),
    /// The days since the oldest claim fell due.
    DaysOverdue(Comparison, i32),
    /// The days since an action of a kind, by its place.
    DaysSince(usize, Comparison, i32),
    /// Whether it was done and not in vain.
    Done(usize),
    /// Whether it was done at all.
    Attempted(usize),
    /// Whether it was never done.
    Never(usize),
    /// Whether a plan runs.
    PlanActive,
}

impl Quick {
    /// The short way of a test, if it has one.
    pub(super) fn of(subject: Subject, against: Against) -> Option<Quick> {
        match (subject, against) {
            (Subject::Fact(fact), against) => Quick::of_fact(fact, against),
            (Subject::Function(Function::DaysSince, kind), Against::Value(comparison, Value::Days(days))) => {
                Some(Quick::DaysSince(kind.place(), comparison, days))
            }
            (Subject::Function(function, kind), Against::Yes) => match function {
                Function::Done => Some(Quick::Done(kind.place())),
                Function::Attempted => Some(Quick::Attempted(kind.place())),
                Function::Never => Some(Quick::Never(kind.place())),
                _ => None,
            },
            _ => None,
        }
    }

    fn of_fact(fact: Fact, against: Against) -> Option<Quick> {
        match (fact, against) {
            (Fact::PlanActive, Against::Yes) => Some(Quick::PlanActive),
            (Fact::Arrears, Against::Value(comparison, Value::Money(money))) => {
                Some(Quick::Arrears(comparison, money.cents()))
            }
            (Fact::MonthsInArrears, Against::Value(comparison, Value::MonthsOfRent(number))) => {
                Some(Quick::MonthsInArrears(comparison, number.as_share()))
            }
            (Fact::DaysOverdue, Against::Value(comparison, Value::Days(days))) => {
                Some(Quick::DaysOverdue(comparison, days))
            }
            _ => None,
        }
    }

    /// What the test says on a day.
    #[inline]
    pub(super) fn truth(self, facts: &Facts, day: Day) -> Truth {
        let done = |place: usize| facts.done.get(place).copied().unwrap_or_default();
        match self {
            Quick::PlanActive => Truth::steady(facts.plan_active),
            Quick::Never(place) => Truth::steady(done(place).times == 0),
            Quick::Attempted(place) => Truth::steady(done(place).times > 0),
            Quick::Done(place) => Truth::steady(done(place).not_in_vain > 0),
            Quick::Arrears(comparison, cents) => Truth::steady(comparison.accepts(facts.arrears.cents().cmp(&cents))),
            Quick::MonthsInArrears(comparison, months) => Truth::steady(months_of_rent(comparison, months, facts)),
            Quick::DaysOverdue(comparison, days) => since(facts.overdue_since, comparison, days, day),
            Quick::DaysSince(place, comparison, days) => {
                let done = done(place);
                since((done.times > 0).then(|| done.last.plus(done.paused)), comparison, days, day)
            }
        }
    }
}

/// What rent is owed times the parts of a month, against the rent times the parts wanted. Without a rent, nothing is owed.
fn months_of_rent(comparison: Comparison, Share { part, whole }: Share, facts: &Facts) -> bool {
    let rent = facts.monthly_rent.cents();
    let owed = if rent == 0 { 0 } else { facts.arrears_of_rent.cents() };
    let rent = if rent == 0 { 1 } else { rent };
    let order = match (owed.checked_mul(whole), part.checked_mul(rent)) {
        (Some(owed), Some(wanted)) => owed.cmp(&wanted),
        _ => (i128::from(owed) * i128::from(whole)).cmp(&(i128::from(part) * i128::from(rent))),
    };
    comparison.accepts(order)
}

fn since(since: Option<Day>, comparison: Comparison, days: i32, day: Day) -> Truth {
    let Some(since) = since else { return Truth::steady(false) };
    clock(comparison, day, since.plus(days), since.plus(days.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;
    use crate::money::Number;
    use crate::program::Done;
    use crate::program::condition::read;
    use crate::program::condition::test;
    use crate::vocabulary::ActionKind;
    use proptest::prelude::any;
    use proptest::prop_assert_eq;
    use proptest::proptest;
    use proptest::sample::select;

    fn tests_of(comparison: Comparison, days: i32, cents: i64, months: &str) -> Vec<(Subject, Against)> {
        let against = |value: Value| Against::Value(comparison, value);
        let call = ActionKind::Call;
        vec![
            (Subject::Fact(Fact::PlanActive), Against::Yes),
            (Subject::Fact(Fact::Arrears), against(Value::Money(Money::from_cents(cents)))),
            (Subject::Fact(Fact::MonthsInArrears), against(Value::MonthsOfRent(Number::parse(months).unwrap()))),
            (Subject::Fact(Fact::DaysOverdue), against(Value::Days(days))),
            (Subject::Function(Function::DaysSince, call), against(Value::Days(days))),
            (Subject::Function(Function::Done, call), Against::Yes),
            (Subject::Function(Function::Attempted, call), Against::Yes),
            (Subject::Function(Function::Never, call), Against::Yes),
        ]
    }

    proptest! {
        #[test]
        fn the_short_way_says_what_the_long_way_says(
            comparison in select(Comparison::ALL.to_vec()),
            (days, cents, months) in (0_i32..40, 0_i64..300, select(vec!["0", "0.5", "1", "1.5", "2.333333333"])),
            (owed, rent) in (select(vec![0_i64, 50, 100, 150, 200, i64::MAX / 3]), select(vec![0_i64, 100, 300])),
            (since, last, times, in_vain, paused) in (0_i32..40, 0_i32..40, 0_u16..3, any::<bool>(), 0_i32..5),
            plan_active in any::<bool>(),
        ) {
            let today = Day::from_number(40);
            let mut facts = Facts::neutral(today);
            (facts.arrears, facts.arrears_of_rent) = (Money::from_cents(owed), Money::from_cents(owed));
            (facts.monthly_rent, facts.plan_active) = (Money::from_cents(rent), plan_active);
            facts.overdue_since = (owed > 0).then(|| Day::from_number(since));
            let not_in_vain = if in_vain { 0 } else { times };
            facts.done[ActionKind::Call.place()] = Done { times, not_in_vain, last: Day::from_number(last), paused };
            for (subject, against) in tests_of(comparison, days, cents, months) {
                let quick = Quick::of(subject, against).unwrap();
                prop_assert_eq!(quick.truth(&facts, today), test(read(subject, &facts, today), against, today));
            }
        }
    }
}
