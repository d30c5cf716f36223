//! What a policy can know of a tenancy at one moment, and whether a condition holds then.
//!
//! Every condition is walked as it was written and every clock is a subtraction: nothing here knows of "until when".

mod facts;

use facts::sum;
use huurproef::calendar::Day;
use huurproef::check::Comparison;
use huurproef::check::Condition;
use huurproef::check::Operand;
use huurproef::check::OverdueFrom;
use huurproef::check::Policy;
use huurproef::check::Subject;
use huurproef::check::Test;
use huurproef::check::Value;
use huurproef::ledger::Account;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::Function;
use huurproef::vocabulary::Outcome;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Something that was done for the arrears at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) kind: ActionKind,
    pub(super) day: Day,
    pub(super) outcome: Option<Outcome>,
}

/// What is remembered beyond the arrears at hand.
#[derive(Debug)]
pub(super) struct Past {
    /// Everything booked so far, in order.
    pub(super) log: Vec<Entry>,
    /// The days on which a fourteen-day letter was sent.
    pub(super) letters: Vec<Day>,
    /// The months in which rent was late.
    pub(super) late: BTreeSet<i32>,
    /// The day on which help was last accepted.
    pub(super) help: Option<Day>,
    /// Recorded files count that were opened before this day.
    pub(super) files_before: Day,
}

/// All that a condition may ask about.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) policy: &'a Policy,
    pub(super) tenancy: &'a Tenancy,
    pub(super) account: &'a Account,
    pub(super) deeds: &'a [Deed],
    pub(super) past: &'a Past,
    /// Claims that fell due before this day are covered.
    pub(super) cover: Day,
    pub(super) segment: usize,
    pub(super) day: Day,
}

/// The answer to a question.
enum Answer {
    YesNo(bool),
    Whole(i64),
    Fraction(i64, i64),
    /// Any number of choices at once, by their places.
    Several(Vec<i64>),
    Never,
}

impl View<'_> {
    /// The last day whose due dates count as overdue today.
    pub(super) fn overdue_up_to(&self) -> Day {
        match self.policy.conventions.overdue_from {
            OverdueFrom::DueDate => self.day,
            OverdueFrom::DayAfter => self.day.plus(-1),
        }
    }

    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().filter(|part| self.holds(part)).count() == parts.len(),
            Condition::Any(parts) => parts.iter().filter(|part| self.holds(part)).count() > 0,
            Condition::Not(part) => !self.holds(part),
            Condition::Test(test) => self.passes(test),
        }
    }

    fn passes(&self, test: &Test) -> bool {
        let answer = match test.subject {
            Subject::Fact(fact) => self.fact(fact),
            Subject::Function(function, kind) => self.function(function, kind),
            Subject::LastMonths(count, back) => self.months(count, back),
            Subject::Declared(place) => self.declared(place),
        };
        match (answer, test.comparison) {
            (Answer::YesNo(yes), None) => yes,
            (Answer::Whole(number), Some((comparison, operand))) => {
                let order = match (self.value(operand), test.subject) {
                    (Value::Months(months), subject) if subject != Subject::Fact(Fact::TenancyMonths) => {
                        self.since(number).plus_months(months).cmp(&self.day).reverse()
                    }
                    (Value::WorkingDays(days), _) => self.working_days_since(number).cmp(&i64::from(days)),
                    (value, _) => number.cmp(&whole(value)),
                };
                agrees(comparison, order)
            }
            (Answer::Several(places), Some((comparison, operand))) => {
                let is_one = places.contains(&whole(self.value(operand)));
                is_one == (comparison == Comparison::Equal)
            }
            (Answer::Fraction(part, of), Some((comparison, operand))) => {
                agrees(comparison, fraction_against(part, of, self.value(operand)))
            }
            _ => false,
        }
    }

    /// The day on which a clock of so many days began.
    fn since(&self, days: i64) -> Day {
        self.day.plus(-i32::try_from(days).unwrap())
    }

    fn working_days_since(&self, days: i64) -> i64 {
        let later = (1..=i32::try_from(days).unwrap()).map(|later| self.since(days).plus(later));
        later.filter(|day| self.policy.conventions.working_days.includes(*day)).count().try_into().unwrap()
    }

    fn value(&self, operand: Operand) -> Value {
        match operand {
            Operand::Value(value) => value,
            Operand::Setting(place) => self.policy.settings.get(place).unwrap().value,
        }
    }

    fn fact(&self, fact: Fact) -> Answer {
        let (day, tenancy) = (self.day, self.tenancy);
        let has_ended = tenancy.end.is_some_and(|end| end <= day);
        let rent = self.account.monthly_rent().cents();
        let overdue_rent = sum(self.overdue().iter().filter(|item| item.is_rent));
        match fact {
            Fact::Arrears => Answer::Whole(sum(self.overdue().iter())),
            Fact::MonthsInArrears => Answer::Fraction(overdue_rent, rent),
            Fact::FullMonths => Answer::Whole(overdue_rent.checked_div(rent).unwrap_or(0)),
            Fact::DaysOverdue => self.days_overdue(),
            Fact::MonthlyRent => Answer::Whole(rent),
            Fact::TenancyMonths => whole_months(tenancy.start, day),
            Fact::Sitting => Answer::YesNo(tenancy.start <= day && !has_ended),
            Fact::Departed => Answer::YesNo(has_ended),
            Fact::DaysSinceEnd => self.days_from(tenancy.end.filter(|_| has_ended)),
            Fact::PlanActive => Answer::YesNo(tenancy.plan_runs(day)),
            Fact::Kind => Answer::Whole(tenancy.kind as i64),
            Fact::PaymentMethod => Answer::Whole(tenancy.payment_method as i64),
            Fact::Segment => Answer::Whole(i64::try_from(self.segment).unwrap()),
            other => self.further_fact(other),
        }
    }

    fn function(&self, function: Function, kind: ActionKind) -> Answer {
        let deeds: Vec<&Deed> = self.deeds.iter().filter(|deed| deed.kind == kind).collect();
        match function {
            Function::Done => Answer::YesNo(deeds.iter().any(|deed| deed.outcome != Some(Outcome::NotReached))),
            Function::Attempted => Answer::YesNo(!deeds.is_empty()),
            Function::Never => Answer::YesNo(deeds.is_empty()),
            Function::DaysSince => self.days_of_clock(deeds.iter().map(|deed| deed.day).max()),
            Function::Times => Answer::Whole(i64::try_from(deeds.len()).unwrap()),
        }
    }

    fn days_from(&self, earlier: Option<Day>) -> Answer {
        earlier.map_or(Answer::Never, |earlier| Answer::Whole(i64::from(self.day.since(earlier))))
    }
}

fn whole_months(start: Day, day: Day) -> Answer {
    if day < start {
        return Answer::Never;
    }
    let months = (0..).take_while(|months| start.plus_months(months + 1) <= day).count();
    Answer::Whole(i64::try_from(months).unwrap())
}

fn whole(value: Value) -> i64 {
    match value {
        Value::Money(amount) => amount.cents(),
        Value::Days(number) | Value::Months(number) => i64::from(number),
        Value::Count(number) => number,
        Value::Choice(place) => i64::from(place),
        Value::Text(place) => i64::from(place),
        Value::MonthsOfRent(_) | Value::YesNo(_) | Value::WorkingDays(_) => {
            unreachable!("no whole number: {value:?}")
        }
    }
}

/// A part of nothing is none of it.
fn fraction_against(part: i64, of: i64, value: Value) -> Ordering {
    let Value::MonthsOfRent(number) = value else { unreachable!("no months of rent: {value:?}") };
    let (part, of) = if of == 0 { (0, 1) } else { (part, of) };
    let limit = number.as_share();
    (i128::from(part) * i128::from(limit.whole)).cmp(&(i128::from(limit.part) * i128::from(of)))
}

fn agrees(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    }
}
