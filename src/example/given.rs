//! The facts that an example gives, and whether they can all be true at once.

use crate::calendar::Day;
use crate::check::Given;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Value;
use crate::money::Money;
use crate::money::Number;
use crate::program::Codes;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Reading;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use std::cmp::Ordering;

/// When something was done that is given as done without a day.
const DONE_DAYS_AGO: i32 = 30;

/// Whether a given fact is what the facts taken together make it.
pub(super) fn stands(program: &Program, facts: &Facts, given: &Given, today: Day) -> bool {
    match (program.read(given.subject, facts, today), given.value) {
        (Reading::Whole(value) | Reading::WholeUntil(value, _), wanted) => whole(wanted) == Some(value),
        (Reading::Among(codes), Value::Choice(place)) => codes.iter().any(|code| code as u16 == place),
        (Reading::Fraction(share), Value::MonthsOfRent(number)) => number.compare_share(share) == Ordering::Equal,
        (Reading::YesNo(truth), Value::YesNo(yes)) => truth.holds == yes,
        (Reading::Days(since), Value::Days(days)) => today.since(since) == days,
        (Reading::DaysTo(due), Value::Days(days)) => due.since(today) == days,
        (Reading::Months(since), Value::Months(months)) => {
            since.plus_months(months) <= today && today < since.plus_months(months + 1)
        }
        _ => false,
    }
}

fn whole(value: Value) -> Option<i64> {
    match value {
        Value::Money(amount) => Some(amount.cents()),
        Value::Count(count) => Some(count),
        Value::Days(number) | Value::Months(number) => Some(i64::from(number)),
        Value::Choice(place) | Value::Text(place) => Some(i64::from(place)),
        _ => None,
    }
}

/// The facts as the example gives them; what it does not give is neutral.
pub(super) fn given_facts(given: &[Given], policy: &Policy, today: Day) -> Facts {
    let mut facts = Facts::neutral(today);
    facts.declared = policy.facts.iter().map(|fact| fact.otherwise).collect();
    let mut in_order: Vec<&Given> = given.iter().collect();
    in_order.sort_by_key(|item| turn(item));
    for item in in_order {
        match (item.subject, item.value) {
            (Subject::Fact(fact), value) => give_fact(&mut facts, fact, value, today),
            (Subject::Function(function, kind), value) => give_done(&mut facts, function, kind, value, today),
            (Subject::Declared(place), value) => give_declared(&mut facts, place, value),
            (Subject::LastMonths(..), _) => {}
        }
    }
    give_months(&mut facts, given, today);
    fill_in(&mut facts, |fact| given.iter().any(|item| item.subject == Subject::Fact(fact)));
    facts
}

/// When a given fact is taken, whatever the order in which the example gives them: first what others are counted in, then
/// what says less than another, last the days and what was done in vain.
const fn turn(given: &Given) -> u8 {
    match (given.subject, given.value) {
        (Subject::Fact(Fact::MonthlyRent), _) => 0,
        (Subject::Fact(Fact::FullMonths | Fact::Sitting), _) => 1,
        (Subject::Function(Function::Times, _), _) => 1,
        // That some hold runs comes after which: these may be given too.
        (Subject::Fact(Fact::OnHold), _) => 3,
        (Subject::Fact(Fact::Departed), Value::YesNo(false)) => 3,
        (Subject::Fact(Fact::DaysSinceEnd | Fact::WikExpired), _) => 4,
        (Subject::Function(Function::DaysSince, _), _) => 4,
        (Subject::Function(Function::Done, _), Value::YesNo(false)) => 5,
        _ => 2,
    }
}

/// What is owed altogether, of principal and of rent, each from the others where it is not given.
fn fill_in(facts: &mut Facts, gives: impl Fn(Fact) -> bool) {
    if !gives(Fact::Arrears) {
        facts.arrears = if gives(Fact::ArrearsPrincipal) { facts.arrears_principal } else { facts.arrears_of_rent };
    }
    if !gives(Fact::ArrearsPrincipal) {
        facts.arrears_principal = facts.arrears;
    }
    if !gives(Fact::MonthsInArrears) && !gives(Fact::FullMonths) {
        facts.arrears_of_rent = facts.arrears_principal;
    }
    // A letter whose term is over is over for all that is owed, and for something at least.
    if facts.letters.expired > Money::ZERO && !gives(Fact::WikExpiredAmount) {
        facts.letters.expired = facts.arrears_principal.max(facts.letters.expired);
    }
    facts.newest_overdue = facts.overdue_since;
}

fn give_fact(facts: &mut Facts, fact: Fact, value: Value, today: Day) {
    match value {
        Value::Money(amount) => give_money(facts, fact, amount),
        Value::MonthsOfRent(number) => give_rent(facts, number),
        Value::Days(days) => give_day(facts, fact, today.plus(-days)),
        Value::Months(months) => facts.start = today.plus_months(-months),
        Value::Count(count) => give_count(facts, fact, count),
        Value::YesNo(yes) => give_yes_or_no(facts, fact, yes, today),
        Value::Choice(place) => give_choice(facts, fact, usize::from(place)),
        Value::Text(text) if fact == Fact::Complex => facts.complex = Some(text),
        Value::Text(text) => facts.municipality = Some(text),
        // The checker lets no working days be given.
        Value::WorkingDays(_) => {}
    }
}

const fn give_money(facts: &mut Facts, fact: Fact, amount: Money) {
    match fact {
        Fact::Arrears => facts.arrears = amount,
        Fact::ArrearsPrincipal => facts.arrears_principal = amount,
        Fact::WikExpiredAmount => facts.letters.expired = amount,
        Fact::MonthlyRent => facts.monthly_rent = amount,
        _ => {}
    }
}

fn give_rent(facts: &mut Facts, months: Number) {
    facts.arrears_of_rent = facts.monthly_rent.share(months.as_share());
}

/// A clock, by the day from which it runs. That of the next rent is the day of the example itself.
const fn give_day(facts: &mut Facts, fact: Fact, since: Day) {
    match fact {
        Fact::DaysOverdue => facts.overdue_since = Some(since),
        Fact::DaysSinceEnd => facts.end = Some(since),
        Fact::DaysSinceBrokenPlan => facts.plan_broken = Some(since),
        Fact::DaysSinceHelp => facts.help = Some(since),
        _ => {}
    }
}

fn give_count(facts: &mut Facts, fact: Fact, count: i64) {
    let narrow = u16::try_from(count.max(0)).unwrap_or(u16::MAX);
    match fact {
        Fact::FullMonths => give_rent(facts, Number::whole(count)),
        Fact::ClaimsOverdue => facts.claims_overdue = narrow,
        Fact::ClaimsWithoutLetter => facts.letters.missing = narrow,
        _ => {}
    }
}

fn give_yes_or_no(facts: &mut Facts, fact: Fact, yes: bool, today: Day) {
    match fact {
        Fact::Sitting => facts.end = (!yes).then_some(today),
        Fact::Departed => facts.end = yes.then_some(facts.end.unwrap_or(today)),
        Fact::PlanActive => facts.plan_active = yes,
        Fact::WikExpired if yes => facts.letters.expired = facts.letters.expired.max(Money::from_cents(1)),
        Fact::WikExpired => facts.letters.expired = Money::ZERO,
        Fact::OnHold if !yes => facts.holds = Codes::NONE,
        Fact::OnHold if facts.holds.is_empty() => facts.holds = Codes::NONE.with(HoldCode::Other),
        Fact::PlanRefused => facts.plan_refused = yes,
        Fact::HandedOver => facts.handed_over = yes,
        Fact::Reached => facts.reached = yes,
        Fact::DirectDebit => facts.direct_debit = yes,
        Fact::FirstRentPaid => facts.first_rent_paid = yes,
        _ => {}
    }
}

/// A choice by its place. The segment is what the conditions make it.
fn give_choice(facts: &mut Facts, fact: Fact, place: usize) {
    match fact {
        Fact::Kind => facts.kind = TenancyKind::ALL.get(place).copied().unwrap_or(facts.kind),
        Fact::Hold => facts.holds = HoldCode::ALL.get(place).map_or(facts.holds, |code| facts.holds.with(*code)),
        Fact::EndReason => facts.end_reason = EndReason::ALL.get(place).copied().unwrap_or(facts.end_reason),
        Fact::PaymentMethod => {
            facts.payment_method = PaymentMethod::ALL.get(place).copied().unwrap_or(facts.payment_method);
        }
        _ => {}
    }
}

/// The months in which something was so: the latest of those that are looked back over, and of a longer look back what the
/// shorter ones do not have.
fn give_months(facts: &mut Facts, given: &[Given], today: Day) {
    let mut looks: Vec<(MonthCount, u8, i64)> = Vec::new();
    looks.extend(given.iter().filter_map(|given| match (given.subject, given.value) {
        (Subject::LastMonths(count, back), Value::Count(months)) => Some((count, back, months)),
        _ => None,
    }));
    looks.sort_unstable();
    let last = today.month().number() - 1;
    let (mut of, mut seen, mut had) = (None, 0, 0);
    for (count, back, months) in looks {
        if of != Some(count) {
            (of, seen, had) = (Some(count), 0, 0);
        }
        let marked = match count {
            MonthCount::Late => &mut facts.late,
            MonthCount::Reversed => &mut facts.reversed,
        };
        let more = i32::try_from((months - had).clamp(0, i64::from(MonthCount::MOST))).unwrap_or(0);
        (seen..seen + more).for_each(|past| marked.note(last - past));
        (seen, had) = (i32::from(back).max(seen), had.max(months));
    }
}

fn give_declared(facts: &mut Facts, place: usize, value: Value) {
    if let Some(declared) = facts.declared.get_mut(place) {
        *declared = value;
    }
}

fn give_done(facts: &mut Facts, function: Function, kind: ActionKind, value: Value, today: Day) {
    let Some(done) = facts.done.get_mut(kind.place()) else { return };
    let at_least_once = |times: u16| times.max(1);
    if done.times == 0 {
        done.last = today.plus(-DONE_DAYS_AGO);
    }
    match (function, value) {
        (Function::Done, Value::YesNo(true)) => {
            (done.times, done.not_in_vain) = (at_least_once(done.times), at_least_once(done.not_in_vain));
        }
        (Function::Done, Value::YesNo(false)) => done.not_in_vain = 0,
        (Function::Attempted, Value::YesNo(true)) | (Function::Never, Value::YesNo(false)) => {
            done.times = at_least_once(done.times);
        }
        (Function::DaysSince, Value::Days(days)) => {
            (done.times, done.not_in_vain) = (at_least_once(done.times), at_least_once(done.not_in_vain));
            done.last = today.plus(-days);
        }
        (Function::Times, Value::Count(count)) => {
            let count = u16::try_from(count.max(0)).unwrap_or(u16::MAX);
            (done.times, done.not_in_vain) = (count, count);
        }
        _ => {}
    }
}
