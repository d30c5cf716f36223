//! The books of an example over time: a tenancy of nobody, with what the example says happens.

use crate::calendar::Day;
use crate::check::Event;
use crate::check::Given;
use crate::check::Happening;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Timeline;
use crate::check::Value;
use crate::tenancy::Attribute;
use crate::tenancy::Entry;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Plan;
use crate::tenancy::Tenancy;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Fact;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// The tenancy of an example, and the columns by which it tells what the policy declares.
#[must_use]
pub fn books_of(policy: &Policy, timeline: &Timeline) -> (Tenancy, Vec<String>) {
    let columns = policy.facts.iter().map(|fact| fact.named.name.clone()).collect();
    // As in an example of one day, the tenant has lived there for ten years.
    let mut tenancy = Tenancy::bare("", timeline.days.from.plus_months(-120));
    for given in &timeline.given {
        give(&mut tenancy, policy, given, timeline.days.from);
    }
    let mut events: Vec<(Day, &Event)> = timeline.events.iter().flat_map(|event| days_of(event, timeline)).collect();
    events.sort_by_key(|(day, event)| (*day, matches!(event.what, Happening::Reversal)));
    for (day, event) in events {
        happen(&mut tenancy, policy, event.what, day);
    }
    tenancy.put_in_order();
    (tenancy, columns)
}

/// The days on which an event happens.
fn days_of<'a>(event: &'a Event, timeline: &Timeline) -> impl Iterator<Item = (Day, &'a Event)> {
    let (monthly, last) = (event.monthly, timeline.days.to);
    let days = (0..).map(move |month| event.day.plus_months(month)).take_while(move |day| *day <= last);
    days.take(if monthly { usize::MAX } else { 1 }).map(move |day| (day, event))
}

fn give(tenancy: &mut Tenancy, policy: &Policy, given: &Given, first: Day) {
    let text = |place: u16| policy.texts.get(usize::from(place)).cloned().unwrap_or_default();
    match (given.subject, given.value) {
        (Subject::Fact(Fact::Kind), Value::Choice(place)) => {
            tenancy.kind = TenancyKind::ALL.get(usize::from(place)).copied().unwrap_or(tenancy.kind);
        }
        (Subject::Fact(Fact::PaymentMethod), Value::Choice(place)) => {
            let method = PaymentMethod::ALL.get(usize::from(place)).copied();
            tenancy.payment_method = method.unwrap_or(tenancy.payment_method);
        }
        (Subject::Fact(Fact::DirectDebit), Value::YesNo(true)) => tenancy.payment_method = PaymentMethod::DirectDebit,
        (Subject::Fact(Fact::EndReason), Value::Choice(place)) => {
            tenancy.end_reason = EndReason::ALL.get(usize::from(place)).copied().unwrap_or(tenancy.end_reason);
        }
        (Subject::Fact(Fact::Municipality), Value::Text(place)) => tenancy.municipality = text(place),
        (Subject::Fact(Fact::Complex), Value::Text(place)) => tenancy.complex = text(place),
        (Subject::Fact(Fact::TenancyMonths), Value::Months(months)) => tenancy.start = first.plus_months(-months),
        (Subject::Declared(place), value) => declare(tenancy, policy, (place, value), Day::DAWN),
        _ => {}
    }
}

fn happen(tenancy: &mut Tenancy, policy: &Policy, what: Happening, day: Day) {
    match what {
        Happening::Charge(amount) => {
            tenancy.entries.push(Entry { due: day, ..Entry::new(EntryKind::Charge, day, amount) });
        }
        Happening::Payment(amount) => {
            let method = tenancy.payment_method;
            tenancy.entries.push(Entry { method, ..Entry::new(EntryKind::Payment, day, amount) });
        }
        Happening::WriteOff(amount) => tenancy.entries.push(Entry::new(EntryKind::WriteOff, day, amount)),
        Happening::Reversal => tenancy.entries.extend(reversal(&tenancy.entries, day)),
        Happening::Hold(code, to) => tenancy.holds.push(HoldPeriod { code, from: day, to }),
        Happening::Plan(to) => tenancy.plans.push(plan(day, to)),
        Happening::Departed => tenancy.end = Some(day),
        Happening::Declared(place, value, until) => {
            declare(tenancy, policy, (place, value), day);
            if let (Some(until), Some(fact)) = (until, policy.facts.get(place)) {
                declare(tenancy, policy, (place, fact.otherwise), until);
            }
        }
    }
}

/// The latest payment that was not yet taken back, taken back.
fn reversal(entries: &[Entry], day: Day) -> Option<Entry> {
    let place = |place: usize| u32::try_from(place).ok();
    let is_back =
        |at: usize| entries.iter().any(|entry| entry.kind == EntryKind::Reversal && entry.refers_to == place(at));
    let payments = entries.iter().enumerate().rev().filter(|(_, entry)| entry.kind == EntryKind::Payment);
    let (at, payment) = payments.into_iter().find(|(at, _)| !is_back(*at))?;
    Some(Entry { refers_to: place(at), ..Entry::new(EntryKind::Reversal, day, payment.amount) })
}

/// A plan that runs from the day on; it is agreed in the course of the day before.
fn plan(day: Day, to: Option<Day>) -> Plan {
    Plan {
        agreed_on: day.plus(-1),
        instalments: 600,
        amount: crate::money::Money::ZERO,
        first_due: day.plus_months(1),
        ended_on: to,
        outcome: None,
        listed: Vec::new(),
    }
}

fn declare(tenancy: &mut Tenancy, policy: &Policy, (place, value): (usize, Value), from: Day) {
    let text = match value {
        Value::Money(amount) => amount.to_plain(),
        Value::Days(number) | Value::Months(number) | Value::WorkingDays(number) => number.to_string(),
        Value::Count(count) => count.to_string(),
        Value::YesNo(yes) => (if yes { "yes" } else { "no" }).to_owned(),
        Value::Text(text) => policy.texts.get(usize::from(text)).cloned().unwrap_or_default(),
        Value::MonthsOfRent(_) | Value::Choice(_) => String::new(),
    };
    tenancy.attributes.push(Attribute { name: place, from, value: text });
}
