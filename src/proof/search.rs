//! Which tenants to try: plain ones first, then those that differ in what the conditions at hand ask about.
//!
//! Knows the tests of the conditions and what tenants can be made of. Decides nothing: a tenant who is not found proves
//! nothing, and one who is found is what the engine says of him.

use super::course::Answers;
use super::logic::each_test;
use super::tenant::Paying;
use super::tenant::Traits;
use crate::calendar::Day;
use crate::check::Batch;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::money::Money;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use crate::vocabulary::Unit;
use std::collections::BTreeSet;

/// The day on which courses begin, unless a list of a partner has days of its own.
const FIRST: (i32, u32, u32) = (2024, 3, 1);
/// On which days something new begins, and ends.
const BEGINNINGS: [i32; 5] = [0, 20, 40, 65, 95];

/// Somebody to try.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) traits: Traits,
    pub(super) answers: Answers,
    /// In how many things this tenant is not a plain one.
    pub(super) changes: usize,
}

/// One thing in which a tenant is not plain.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    Column(usize, Option<i32>, String),
    Hold(HoldCode, i32, Option<i32>),
    Plan(i32, Option<i32>),
    File(i32),
    End(i32, EndReason),
    Months(i32),
    Late(u32),
    Bounced(u32),
    Debit,
    Kind(TenancyKind),
    Method(PaymentMethod),
    Rent(Money),
    Municipality(String),
    Complex(String),
    Answers(Answers),
}

impl Change {
    fn apply(&self, candidate: &mut Candidate) {
        let traits = &mut candidate.traits;
        match self {
            Change::Column(place, from, value) => traits.columns.push((*place, *from, value.clone())),
            Change::Hold(code, from, to) => traits.holds.push((*code, *from, *to)),
            Change::Plan(from, broken) => traits.plan = Some((*from, *broken)),
            Change::File(from) => traits.file = Some(*from),
            Change::End(day, reason) => traits.end = Some((*day, *reason)),
            Change::Months(months) => traits.months = *months,
            Change::Late(months) => traits.late = *months,
            Change::Bounced(months) => traits.bounced = *months,
            Change::Debit => traits.by_debit = true,
            Change::Kind(kind) => traits.kind = *kind,
            Change::Method(method) => traits.method = *method,
            Change::Rent(rent) => traits.rent = *rent,
            Change::Municipality(name) => traits.municipality.clone_from(name),
            Change::Complex(name) => traits.complex.clone_from(name),
            Change::Answers(answers) => candidate.answers = *answers,
        }
        candidate.changes += 1;
    }

    /// Whether two are about the same thing, so that a tenant has at most one of them.
    fn is_of(&self, other: &Change) -> bool {
        match (self, other) {
            (Change::Column(one, ..), Change::Column(another, ..)) => one == another,
            (Change::Hold(one, ..), Change::Hold(another, ..)) => one == another,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// Whom to try for conditions at hand, whose settings are filled in: groups, of which the earlier are plainer.
pub(super) fn groups(policy: &Policy, conditions: &[Condition]) -> Vec<Vec<Candidate>> {
    let tests = tests_of(conditions);
    let (plain, jumps) = payments(&tests);
    let changes = changes(policy, &tests);
    let beginnings = beginnings(policy);
    let of = |changed: &[&Change], paying: &Paying| {
        let one = |begins: &Day| {
            let traits = Traits { paying: *paying, ..Traits::plain(*begins) };
            let mut candidate = Candidate { traits, answers: Answers::Unsaid, changes: 0 };
            changed.iter().for_each(|change| change.apply(&mut candidate));
            candidate
        };
        beginnings.iter().map(one).collect::<Vec<_>>()
    };
    let with = |changed: &[Vec<&Change>], payings: &[Paying]| {
        let all = changed.iter().flat_map(|changed| payings.iter().flat_map(|paying| of(changed, paying)));
        all.collect::<Vec<Candidate>>()
    };
    let none = vec![Vec::new()];
    let single: Vec<Vec<&Change>> = changes.iter().map(|change| vec![change]).collect();
    let pairs: Vec<Vec<&Change>> = pairs(&changes);
    vec![with(&none, &plain), with(&none, &jumps), with(&single, &plain), with(&pairs, &plain), with(&single, &jumps)]
}

fn pairs(changes: &[Change]) -> Vec<Vec<&Change>> {
    let after = |place: usize| changes.iter().skip(place + 1);
    let paired = changes.iter().enumerate().flat_map(|(place, one)| after(place).map(move |other| (one, other)));
    paired.filter(|(one, other)| !one.is_of(other)).map(|(one, other)| vec![one, other]).collect()
}

fn tests_of(conditions: &[Condition]) -> Vec<Test> {
    let mut tests = Vec::new();
    for condition in conditions {
        each_test(condition, &mut |test| tests.push(test.clone()));
    }
    tests
}

/// The first days of courses: with named days of a list, months before those.
fn beginnings(policy: &Policy) -> Vec<Day> {
    let (year, month, day) = FIRST;
    let usual = Day::from_ymd(year, month, day).unwrap_or(Day::from_number(19_783));
    let listed = policy.partners.iter().filter_map(|partner| match &partner.batch {
        Some(Batch::Dates(days)) => days.first(),
        _ => None,
    });
    let before = |day: &Day| [1, 3, 5].map(|months| day.month().plus(-months).first());
    let days: BTreeSet<Day> = listed.flat_map(before).collect();
    if days.is_empty() { vec![usual] } else { days.into_iter().collect() }
}

/// How a tenant may pay: in ways that come about by themselves, and with arrears that jump.
fn payments(tests: &[Test]) -> (Vec<Paying>, Vec<Paying>) {
    let whole = Traits::plain(Day::DAWN).rent.cents();
    let levels = levels(tests, whole);
    let small: Vec<i64> = levels.iter().copied().filter(|cents| 0 < *cents && *cents < whole).collect();
    let mut plain = vec![Paying::Nothing, Paying::All];
    plain.extend([1, 2, 3, 4].map(Paying::AllBut));
    plain.extend(small.iter().map(|cents| Paying::Short(*cents)));
    plain.extend(small.iter().flat_map(|cents| [1, 2, 3].map(|months| Paying::ShortThenNothing(*cents, months))));
    let mut jumps = Vec::new();
    let firsts = small.iter().rev().copied().take(2).chain([whole]);
    for first in firsts {
        for top in levels.iter().copied().filter(|top| *top > first && top % (whole / 2) == 0) {
            for day in [12, 33, 46, 70] {
                jumps.push(Paying::ShortThenBounce(first, day, top - first));
                jumps.push(Paying::ShortThenCharge(first, day, top - first));
            }
        }
    }
    (plain, jumps)
}

/// Amounts of arrears between which conditions tell a difference: each bound, a cent more, and something between two.
fn levels(tests: &[Test], whole: i64) -> Vec<i64> {
    let bound = |test: &Test| {
        let (_, Operand::Value(value)) = test.comparison? else { return None };
        match (test.subject, value) {
            (Subject::Fact(Fact::Arrears | Fact::ArrearsPrincipal), Value::Money(amount)) => Some(amount.cents()),
            (Subject::Fact(Fact::MonthsInArrears), Value::MonthsOfRent(number)) => {
                Some(Money::from_cents(whole).share(number.as_share()).cents())
            }
            (Subject::Fact(Fact::FullMonths), Value::Count(count)) => count.checked_mul(whole),
            _ => None,
        }
    };
    let mut bounds: Vec<i64> =
        tests.iter().filter_map(bound).filter(|cents| (0..=12 * whole).contains(cents)).collect();
    bounds.extend([0, whole / 2]);
    bounds.sort_unstable();
    bounds.dedup();
    let top = bounds.last().map_or(whole, |last| last + whole);
    let between = bounds.iter().zip(bounds.iter().skip(1).chain([&top])).map(|(one, next)| (one + next) / 2);
    let mut levels: Vec<i64> = between.chain(bounds.iter().flat_map(|cents| [*cents, cents + 1])).collect();
    levels.sort_unstable();
    levels.dedup();
    levels.truncate(40);
    levels
}

/// In what tenants may differ that the tests ask about.
fn changes(policy: &Policy, tests: &[Test]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut add = |change: Change| {
        if !changes.contains(&change) {
            changes.push(change);
        }
    };
    for test in tests {
        let value = match test.comparison {
            Some((_, Operand::Value(value))) => Some(value),
            _ => None,
        };
        match test.subject {
            Subject::Fact(fact) => of_fact(fact, value, policy).into_iter().for_each(&mut add),
            Subject::Function(Function::Done, _) => add(Change::Answers(Answers::InVain)),
            Subject::Function(..) => {}
            Subject::LastMonths(count, _) => of_months(count, value).into_iter().for_each(&mut add),
            Subject::Declared(place) => of_declared(policy, place, value).into_iter().for_each(&mut add),
        }
    }
    for code in policy.holds.iter().map(|hold| hold.code) {
        of_hold(code).into_iter().for_each(&mut add);
    }
    changes
}

fn of_hold(code: HoldCode) -> Vec<Change> {
    let beginning = BEGINNINGS.map(|from| Change::Hold(code, from, None));
    beginning.into_iter().chain([Change::Hold(code, -20, Some(60)), Change::Hold(code, 20, Some(80))]).collect()
}

fn of_fact(fact: Fact, value: Option<Value>, policy: &Policy) -> Vec<Change> {
    let choice = |value: Option<Value>| match value {
        Some(Value::Choice(place)) => Some(usize::from(place)),
        _ => None,
    };
    let text = |value: Option<Value>| match value {
        Some(Value::Text(place)) => policy.texts.get(usize::from(place)).cloned(),
        _ => None,
    };
    match fact {
        Fact::PlanActive => BEGINNINGS.map(|from| Change::Plan(from, None)).to_vec(),
        Fact::DaysSinceBrokenPlan => vec![Change::Plan(-30, Some(0)), Change::Plan(5, Some(50))],
        Fact::Hold => choice(value).and_then(|at| HoldCode::ALL.get(at)).map_or_else(Vec::new, |code| of_hold(*code)),
        Fact::OnHold => of_hold(HoldCode::Other),
        Fact::Sitting | Fact::Departed | Fact::DaysSinceEnd => {
            [0, 10, 45, 100].map(|day| Change::End(day, EndReason::Terminated)).to_vec()
        }
        Fact::EndReason => {
            let reason = choice(value).and_then(|at| EndReason::ALL.get(at));
            reason.map_or_else(Vec::new, |reason| [0, 45].map(|day| Change::End(day, *reason)).to_vec())
        }
        Fact::TenancyMonths => match value {
            Some(Value::Months(months)) => {
                [0, months - 1, months].into_iter().filter(|months| *months >= 0).map(Change::Months).collect()
            }
            _ => Vec::new(),
        },
        Fact::FirstRentPaid => vec![Change::Months(0)],
        Fact::Kind => others(TenancyKind::ALL, TenancyKind::Dwelling).map(Change::Kind).collect(),
        Fact::PaymentMethod => others(PaymentMethod::ALL, PaymentMethod::Transfer).map(Change::Method).collect(),
        Fact::DirectDebit => vec![Change::Debit],
        Fact::HandedOver => vec![Change::File(0), Change::File(40)],
        Fact::Reached => vec![Change::Answers(Answers::Spoken)],
        Fact::PlanRefused => vec![Change::Answers(Answers::Refused)],
        Fact::DaysSinceHelp => vec![Change::Answers(Answers::Accepted)],
        Fact::MonthlyRent => match value {
            Some(Value::Money(rent)) => {
                [0, 1, -1].map(|off| Change::Rent(Money::from_cents(rent.cents() + off))).to_vec()
            }
            _ => Vec::new(),
        },
        Fact::Municipality => text(value).map(Change::Municipality).into_iter().collect(),
        Fact::Complex => text(value).map(Change::Complex).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn others<T: Copy + PartialEq>(all: &'static [T], usual: T) -> impl Iterator<Item = T> {
    all.iter().copied().filter(move |one| *one != usual)
}

fn of_months(count: MonthCount, value: Option<Value>) -> Vec<Change> {
    let Some(Value::Count(count_of)) = value else { return Vec::new() };
    let months = [count_of - 1, count_of, count_of + 1].into_iter().filter_map(|months| u32::try_from(months).ok());
    let change = |months: u32| match count {
        MonthCount::Late => Change::Late(months),
        MonthCount::Reversed => Change::Bounced(months),
    };
    months.filter(|months| *months > 0).map(change).collect()
}

/// The values of a column that conditions tell apart: always, or from some day on.
fn of_declared(policy: &Policy, place: usize, value: Option<Value>) -> Vec<Change> {
    let Some(fact) = policy.facts.get(place) else { return Vec::new() };
    let texts: Vec<String> = match (fact.unit, value) {
        (Unit::YesNo, _) => vec![if fact.otherwise == Value::YesNo(true) { "no" } else { "yes" }.to_owned()],
        (_, Some(Value::Money(amount))) => {
            [-1, 0, 1].map(|off| Money::from_cents(amount.cents() + off).to_plain()).to_vec()
        }
        (_, Some(Value::Days(number) | Value::Months(number))) => {
            [-1, 0, 1].map(|off| (number + off).to_string()).to_vec()
        }
        (_, Some(Value::Count(count))) => [-1, 0, 1].map(|off| (count + off).to_string()).to_vec(),
        (_, Some(Value::Text(text))) => policy.texts.get(usize::from(text)).cloned().into_iter().collect(),
        _ => Vec::new(),
    };
    let since = [None, Some(10), Some(45)];
    texts.iter().flat_map(|text| since.map(|from| Change::Column(place, from, text.clone()))).collect()
}
