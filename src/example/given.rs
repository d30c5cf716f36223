//! The facts that an example gives, and whether they can all be true at once.

use super::TODAY;
use crate::check::Given;
use crate::check::Subject;
use crate::check::Value;
use crate::money::Number;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Reading;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use std::cmp::Ordering;

/// When something was done that is given as done without a day.
const DONE_DAYS_AGO: i32 = 30;

/// Whether a given fact is what the facts taken together make it.
pub(super) fn stands(program: &Program, facts: &Facts, given: &Given) -> bool {
    match (program.read(given.subject, facts, TODAY), given.value) {
        (Reading::Whole(value), Value::Money(amount)) => value == amount.cents(),
        (Reading::Whole(value), Value::Count(count)) => value == count,
        (Reading::Whole(value), Value::Choice(place)) => value == i64::from(place),
        (Reading::Fraction(share), Value::MonthsOfRent(number)) => number.compare_share(share) == Ordering::Equal,
        (Reading::YesNo(truth), Value::YesNo(yes)) => truth.holds == yes,
        (Reading::Days(since), Value::Days(days)) => TODAY.since(since) == days,
        (Reading::Months(since), Value::Months(months)) => {
            since.plus_months(months) <= TODAY && TODAY < since.plus_months(months + 1)
        }
        _ => false,
    }
}

/// The facts as the example gives them; what it does not give is neutral.
pub(super) fn given_facts(given: &[Given]) -> Facts {
    let mut facts = Facts::neutral(TODAY);
    // The rent first: months of rent are counted in it.
    let rent_first = |item: &&Given| item.subject != Subject::Fact(Fact::MonthlyRent);
    let (others, rent): (Vec<_>, Vec<_>) = given.iter().partition(rent_first);
    for item in rent.into_iter().chain(others) {
        match (item.subject, item.value) {
            (Subject::Fact(fact), value) => give_fact(&mut facts, fact, value),
            (Subject::Function(function, kind), value) => give_done(&mut facts, function, kind, value),
            (Subject::LastMonths(count, _), Value::Count(months)) => give_months(&mut facts, count, months),
            (Subject::Declared(place), value) => give_declared(&mut facts, place, value),
            (Subject::LastMonths(..), _) => {}
        }
    }
    let gives = |fact: Fact| given.iter().any(|item| item.subject == Subject::Fact(fact));
    if !gives(Fact::Arrears) {
        facts.arrears = facts.arrears_of_rent;
    } else if !gives(Fact::MonthsInArrears) && !gives(Fact::FullMonths) {
        facts.arrears_of_rent = facts.arrears;
    }
    facts
}

fn give_fact(facts: &mut Facts, fact: Fact, value: Value) {
    let months = |number: Number| facts.monthly_rent.share(number.as_share());
    match (fact, value) {
        (Fact::Arrears, Value::Money(amount)) => facts.arrears = amount,
        (Fact::MonthlyRent, Value::Money(amount)) => facts.monthly_rent = amount,
        (Fact::MonthsInArrears, Value::MonthsOfRent(number)) => facts.arrears_of_rent = months(number),
        (Fact::FullMonths, Value::Count(count)) => facts.arrears_of_rent = months(Number::whole(count)),
        (Fact::DaysOverdue, Value::Days(days)) => facts.overdue_since = Some(TODAY.plus(-days)),
        (Fact::TenancyMonths, Value::Months(months)) => facts.start = TODAY.plus_months(-months),
        (Fact::Sitting, Value::YesNo(yes)) => facts.end = (!yes).then_some(TODAY),
        (Fact::Departed, Value::YesNo(yes)) => facts.end = yes.then_some(facts.end.unwrap_or(TODAY)),
        (Fact::DaysSinceEnd, Value::Days(days)) => facts.end = Some(TODAY.plus(-days)),
        (Fact::PlanActive, Value::YesNo(yes)) => facts.plan_active = yes,
        (Fact::Kind, Value::Choice(place)) => {
            facts.kind = TenancyKind::ALL.get(usize::from(place)).copied().unwrap_or(facts.kind);
        }
        (Fact::PaymentMethod, Value::Choice(place)) => {
            facts.payment_method = PaymentMethod::ALL.get(usize::from(place)).copied().unwrap_or(facts.payment_method);
        }
        // The checker lets no other pair through; the segment is what the conditions make it.
        _ => {}
    }
}

/// The latest months of so many in which something was so.
fn give_months(facts: &mut Facts, count: MonthCount, months: i64) {
    let given = match count {
        MonthCount::Late => &mut facts.late,
        MonthCount::Reversed => &mut facts.reversed,
    };
    let last = TODAY.month().number() - 1;
    for back in 0..i32::try_from(months.clamp(0, i64::from(MonthCount::MOST))).unwrap_or(0) {
        given.note(last - back);
    }
}

fn give_declared(facts: &mut Facts, place: usize, value: Value) {
    if let Some(declared) = facts.declared.get_mut(place) {
        *declared = value;
    }
}

fn give_done(facts: &mut Facts, function: Function, kind: ActionKind, value: Value) {
    let Some(done) = facts.done.get_mut(kind.place()) else { return };
    let at_least_once = |times: u16| times.max(1);
    if done.times == 0 {
        done.last = TODAY.plus(-DONE_DAYS_AGO);
    }
    match (function, value) {
        (Function::Done, Value::YesNo(true)) => {
            (done.times, done.not_in_vain) = (at_least_once(done.times), at_least_once(done.not_in_vain));
        }
        (Function::Attempted, Value::YesNo(true)) | (Function::Never, Value::YesNo(false)) => {
            done.times = at_least_once(done.times);
        }
        (Function::DaysSince, Value::Days(days)) => {
            (done.times, done.not_in_vain) = (at_least_once(done.times), at_least_once(done.not_in_vain));
            done.last = TODAY.plus(-days);
        }
        (Function::Times, Value::Count(count)) => {
            let count = u16::try_from(count.max(0)).unwrap_or(u16::MAX);
            (done.times, done.not_in_vain) = (count, count);
        }
        _ => {}
    }
}
