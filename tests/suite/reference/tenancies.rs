//! Random tenancies: books such as an administration really has them, with everything that goes wrong in one.

use huurproef::calendar::Day;
use huurproef::money::Money;
use huurproef::tenancy::Attribute;
use huurproef::tenancy::Dossier;
use huurproef::tenancy::Entry;
use huurproef::tenancy::HoldPeriod;
use huurproef::tenancy::Plan;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::RecordedAction;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Category;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::PlanOutcome;
use huurproef::vocabulary::TenancyKind;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prop_oneof;
use proptest::sample::select;

use super::policies::KINDS;

/// The columns of their own that random ledgers have.
pub(super) const COLUMNS: [&str; 4] = ["visits", "vulnerable", "colour", "deposit"];

/// The waiting codes of random records.
pub(super) const CODES: [HoldCode; 3] = [HoldCode::Wsnp, HoldCode::Msnp, HoldCode::CreditBank];

pub(crate) fn columns() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

/// A day in the year that the random books cover, counted from its first of January.
pub(crate) fn day(number: i32) -> Day {
    Day::from_ymd(2024, 1, 1).unwrap().plus(number)
}

/// A month's charges: in how many days after the first they are booked and due, and how much.
fn charges() -> BoxedStrategy<Vec<Entry>> {
    let rent = select(vec![50_000_i64, 60_000, 60_000, 60_001]);
    let month = (0_i32..10, -8_i32..3, option::weighted(0.3, 1_i64..9_000), rent);
    vec(month, 0..9)
        .prop_map(|months| {
            months
                .into_iter()
                .flat_map(|(month, booked, services, rent)| monthly(month, booked, services, rent))
                .collect()
        })
        .boxed()
}

fn monthly(month: i32, booked: i32, services: Option<i64>, rent: i64) -> Vec<Entry> {
    let due = day(0).plus_months(month);
    let of = |category, cents| Entry { category, due, ..entry(due.plus(booked), EntryKind::Charge, cents) };
    let services = services.map(|cents| of(Category::ServiceCosts, cents));
    std::iter::once(of(Category::Rent, rent)).chain(services).collect()
}

/// Whatever else is booked.
fn bookings() -> BoxedStrategy<Vec<Entry>> {
    let kinds = vec![
        EntryKind::Charge,
        EntryKind::Credit,
        EntryKind::Cost,
        EntryKind::Interest,
        EntryKind::WriteOff,
        EntryKind::Refund,
        EntryKind::Reversal,
    ];
    let due = prop_oneof![6 => (-20_i32..30).prop_map(Some), 1 => Just(None)];
    let categories = select(Category::ALL.to_vec());
    let booking = (0_i32..300, select(kinds), due, 1_i64..80_000, categories, option::of(0_u32..12));
    let one = |(number, kind, due, cents, category, refers_to): (i32, EntryKind, Option<i32>, i64, Category, _)| {
        let due = due.filter(|_| kind.is_owed()).map_or(Day::NEVER, |later| day(number + later));
        Entry { due, category, refers_to, ..entry(day(number), kind, cents) }
    };
    vec(booking.prop_map(one), 0..5).boxed()
}

fn payments() -> BoxedStrategy<Vec<Entry>> {
    let amount = prop_oneof![3 => select(vec![50_000_i64, 60_000, 60_001, 120_000]), 1 => 1_i64..150_000];
    let payment = (0_i32..300, amount, select(PaymentMethod::ALL.to_vec()), option::weighted(0.2, 0_u32..8));
    let one = |(number, cents, method, refers_to): (i32, i64, PaymentMethod, Option<u32>)| Entry {
        method,
        refers_to,
        ..entry(day(number), EntryKind::Payment, cents)
    };
    vec(payment.prop_map(one), 0..9).boxed()
}

pub(crate) fn entry(day: Day, kind: EntryKind, cents: i64) -> Entry {
    Entry {
        day,
        kind,
        category: Category::Rent,
        amount: Money::from_cents(cents),
        due: Day::NEVER,
        method: PaymentMethod::Transfer,
        refers_to: None,
    }
}

/// Charges, payments, then the rest; some payments bounce. References point at earlier places of the right kind, or
/// are dropped.
fn entries() -> BoxedStrategy<Vec<Entry>> {
    let bounces = vec((0_usize..9, 0_i32..12), 0..3);
    (charges(), payments(), bookings(), bounces)
        .prop_map(|(charges, payments, others, bounces)| {
            let first_payment = charges.len();
            let bounced = bounces.into_iter().filter_map(|(nth, later)| {
                let payment = payments.get(nth)?;
                let refers_to = u32::try_from(first_payment + nth).ok();
                Some(Entry { refers_to, ..entry(payment.day.plus(later), EntryKind::Reversal, payment.amount.cents()) })
            });
            let bounced: Vec<Entry> = bounced.collect();
            let all: Vec<Entry> = charges.into_iter().chain(payments).chain(others).chain(bounced).collect();
            all.iter().map(|entry| Entry { refers_to: sensible(entry, &all), ..*entry }).collect()
        })
        .boxed()
}

/// The reference, if what it names is booked no later and is what such an entry may name.
fn sensible(entry: &Entry, all: &[Entry]) -> Option<u32> {
    let named = entry.refers_to.and_then(|place| all.get(place as usize))?;
    let is_wanted = match entry.kind {
        EntryKind::Reversal => named.kind == EntryKind::Payment,
        EntryKind::Credit => matches!(named.kind, EntryKind::Charge | EntryKind::Cost | EntryKind::Interest),
        _ => named.kind == EntryKind::Charge,
    };
    entry.refers_to.filter(|_| is_wanted && named.day <= entry.day)
}

fn actions() -> BoxedStrategy<Vec<RecordedAction>> {
    let outcome = select(vec![
        None,
        Some(Outcome::Reached),
        Some(Outcome::NotReached),
        Some(Outcome::Refused),
        Some(Outcome::Accepted),
    ]);
    let action = (0_i32..300, select(KINDS.to_vec()), outcome);
    let one = |(number, kind, outcome)| RecordedAction { day: day(number), kind, outcome, channel: None };
    vec(action.prop_map(one), 0..8).boxed()
}

fn plans() -> BoxedStrategy<Vec<Plan>> {
    let outcome = option::of(select(PlanOutcome::ALL.to_vec()));
    let plan = (0_i32..300, 1_u32..5, 0_i32..40, option::of(0_i32..90), outcome);
    let one = |(agreed, instalments, first, ended, outcome): (i32, u32, i32, Option<i32>, _)| Plan {
        agreed_on: day(agreed),
        instalments,
        amount: Money::from_cents(10_000),
        first_due: day(agreed + first),
        ended_on: ended.map(|later| day(agreed + later)),
        outcome,
        listed: Vec::new(),
    };
    vec(plan.prop_map(one), 0..3).boxed()
}

/// Waiting codes, files and what columns of the ledger's own tell.
fn asides() -> BoxedStrategy<(Vec<HoldPeriod>, Vec<Dossier>, Vec<Attribute>)> {
    let hold = (select(CODES.to_vec()), -20_i32..300, option::weighted(0.8, 0_i32..120));
    let hold = hold.prop_map(|(code, from, to)| HoldPeriod { code, from: day(from), to: to.map(|to| day(from + to)) });
    let file = (0_i32..300, option::of(0_i32..120));
    let file = file.prop_map(|(opened, closed)| Dossier {
        opened: day(opened),
        writ_on: None,
        closed: closed.map(|later| day(opened + later)),
    });
    let told = vec!["0", "2", "3", "yes", "no", "blue", "red", "599.99", "600", ""];
    let told = (0..COLUMNS.len(), option::of(-20_i32..300), select(told));
    let told = told.prop_map(|(name, from, value)| Attribute {
        name,
        from: from.map_or(Day::DAWN, day),
        value: value.to_owned(),
    });
    let in_order = |mut attributes: Vec<Attribute>| {
        attributes.sort_by_key(|attribute| attribute.from);
        attributes
    };
    (vec(hold, 0..3), vec(file, 0..2), vec(told, 0..6).prop_map(in_order)).boxed()
}

/// The first day on which a tenancy no longer runs, and the eviction that led to it, if one did.
fn endings() -> BoxedStrategy<Option<(i32, Option<i32>)>> {
    let evicted = option::of(prop_oneof![1 => Just(0), 3 => -31_i32..0, 1 => 0_i32..36]);
    option::of((-10_i32..320, evicted)).boxed()
}

/// Any tenancy, put in order as a portfolio does.
pub(crate) fn tenancy() -> BoxedStrategy<Tenancy> {
    let kinds = select(TenancyKind::ALL.to_vec());
    let terms = (kinds, select(PaymentMethod::ALL.to_vec()), -500_i32..60, endings(), 0_u32..1000);
    let places = (select(vec!["Noord", "Zuid", ""]), select(vec!["C1", "C2"]), select(EndReason::ALL.to_vec()));
    (terms, entries(), actions(), plans(), places, asides())
        .prop_filter_map(
            "a tenancy",
            |((kind, payment_method, start, ending, id), entries, actions, plans, places, asides)| {
                let (id, start) = (format!("T{id}"), day(start));
                let end = ending.map(|(end, _)| day(end).max(start));
                let evicted = ending.and_then(|(end, later)| Some(day(end).max(start).plus(later?)));
                let evicted =
                    evicted.map(|day| RecordedAction { day, kind: ActionKind::Eviction, outcome: None, channel: None });
                let actions = actions.into_iter().chain(evicted).collect();
                let (municipality, complex, end_reason) = (places.0.to_owned(), places.1.to_owned(), places.2);
                let (holds, dossiers, attributes) = asides;
                let blank =
                    Tenancy { municipality, complex, end_reason, holds, dossiers, attributes, ..blank_tenancy() };
                let tenancy = Tenancy { id, kind, payment_method, start, end, entries, actions, plans, ..blank };
                Portfolio::new(vec![tenancy]).tenancies.pop()
            },
        )
        .boxed()
}

/// A home let since the first day, of which the books say nothing.
pub(crate) fn blank_tenancy() -> Tenancy {
    Tenancy::bare("T", day(0))
}
