//! The sweep against the definitions, one by one, and what a figure says when it cannot be said.

use super::KpiTable;
use super::Tally;
use super::Work;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::engine::record;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Kpi;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_assert_eq;
use proptest::proptest;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn entry(day: Day, kind: EntryKind, cents: i64, method: PaymentMethod) -> Entry {
    let due = if kind.is_owed() { day } else { Day::NEVER };
    Entry { day, kind, category: Category::Rent, amount: Money::from_cents(cents), due, method, refers_to: None }
}

fn tenancy(start: Day, end: Option<Day>, entries: Vec<Entry>, actions: Vec<RecordedAction>) -> Tenancy {
    Tenancy { end, payment_method: PaymentMethod::DirectDebit, entries, actions, ..Tenancy::bare("T", start) }
}

fn work(action: &ActionDone) -> Work {
    Work { minutes: i64::try_from(action.kind.place()).unwrap(), cost: Money::from_cents(7) }
}

fn history_of(tenancy: &Tenancy) -> History {
    let mut history = History::default();
    record(tenancy, Allocation::Statutory, &mut Account::default(), &mut history);
    history
}

fn measured(dates: &[Day], tenancies: &[Tenancy]) -> KpiTable {
    let mut table = KpiTable::new(dates.to_vec(), day("2020-01-01"));
    for tenancy in tenancies {
        table.measure(tenancy, &history_of(tenancy), work);
    }
    table
}

/// What one tenancy adds at a date, by the words of the definitions: each a search through the whole history.
fn defined(day: Day, previous: Day, tenancy: &Tenancy) -> Tally {
    let months = |months: i32| {
        if day.month().last() == day { day.month().plus(-months).last() } else { day.plus_months(-months) }
    };
    let history = history_of(tenancy);
    let within = |after: Day| history.entries.iter().filter(move |entry| after < entry.day && entry.day <= day);
    let cents = |after: Day, kind: EntryKind| -> i64 {
        within(after).filter(|entry| entry.kind == kind).map(|entry| entry.amount.cents()).sum()
    };
    let count = |after: Day, wanted: &dyn Fn(&Entry) -> bool| -> i64 {
        i64::try_from(within(after).filter(|entry| wanted(entry)).count()).unwrap()
    };
    let done = || history.actions.iter().filter(|action| previous < action.day && action.day <= day);
    let carried_out =
        |action: &&ActionDone| action.kind == ActionKind::Eviction && action.outcome != Some(Outcome::Suspended);
    let evicted = |action: &&ActionDone| carried_out(action) && action.day.year() == day.year() && action.day <= day;
    let (sitting, departed) = (tenancy.is_sitting(day), tenancy.end.is_some_and(|end| end <= day));
    let arrears = history.arrears_on(day).cents();
    let paid = count(months(3), &|entry| entry.kind == EntryKind::Payment);
    let debits =
        count(months(3), &|entry| entry.kind == EntryKind::Payment && entry.method == PaymentMethod::DirectDebit);
    let on_debit = if paid == 0 { tenancy.payment_method == PaymentMethod::DirectDebit } else { debits > 0 };
    let mut actions = [0; ActionKind::COUNT];
    done().for_each(|action| actions[action.kind.place()] += 1);
    Tally {
        arrears_sitting: if sitting { arrears } else { 0 },
        arrears_departed: if departed { arrears } else { 0 },
        in_arrears_sitting: i64::from(sitting && arrears > 0),
        in_arrears_departed: i64::from(departed && arrears > 0),
        invoiced: cents(months(12), EntryKind::Charge),
        written_off_quarter: cents(months(3), EntryKind::WriteOff),
        reversals_quarter: count(months(3), &|entry| entry.kind == EntryKind::Reversal),
        evictions_year: i64::try_from(history.actions.iter().filter(evicted).count()).unwrap(),
        dwellings: i64::from(sitting),
        direct_debits: i64::from(sitting && on_debit),
        written_off: cents(previous, EntryKind::WriteOff),
        evictions: i64::try_from(done().filter(carried_out).count()).unwrap(),
        actions,
        minutes: done().map(|action| work(action).minutes).sum(),
        minutes_by_kind: std::array::from_fn(|kind| {
            done().filter(|action| action.kind.place() == kind).map(|action| work(action).minutes).sum()
        }),
        cost: done().map(|action| work(action).cost.cents()).sum(),
    }
}

fn any_tenancy() -> impl Strategy<Value = Tenancy> {
    let entry = (0..900_i32, 0..EntryKind::ALL.len(), 1..5_000_i64, any::<bool>());
    let action = (0..900_i32, 0..ActionKind::COUNT, any::<bool>());
    let span = (-200..600_i32, proptest::option::of(0..900_i32));
    (span, proptest::collection::vec(entry, 0..40), proptest::collection::vec(action, 0..15)).prop_map(
        |((start, length), entries, actions)| {
            let first = day("2020-01-01");
            let entries = entries.into_iter().map(|(on, kind, cents, debit)| {
                let method = if debit { PaymentMethod::DirectDebit } else { PaymentMethod::Transfer };
                super::tests::entry(first.plus(on), EntryKind::ALL[kind], cents, method)
            });
            let actions = actions.into_iter().map(|(on, kind, suspended)| RecordedAction {
                day: first.plus(on),
                // Evictions are what the figures look at: half of what is done is one.
                kind: if kind % 2 == 0 { ActionKind::Eviction } else { ActionKind::ALL[kind] },
                outcome: suspended.then_some(Outcome::Suspended),
                channel: None,
            });
            let start = first.plus(start);
            let end = length.map(|length| start.plus(length));
            let tenancy = tenancy(start, end, entries.collect(), actions.collect());
            Portfolio::new(vec![tenancy]).tenancies.remove(0)
        },
    )
}

proptest! {
    #[test]
    fn the_sweep_finds_what_the_definitions_say(tenancy in any_tenancy(), odd in 0..900_i32) {
        let mut dates = Period { from: day("2020-01-01"), to: day("2022-06-30") }.month_ends();
        dates.push(day("2020-01-15").plus(odd));
        let table = measured(&dates, std::slice::from_ref(&tenancy));
        for (at, tally) in table.tallies.iter().enumerate().skip(1) {
            prop_assert_eq!(tally, &defined(table.dates[at], table.dates[at - 1], &tenancy), "{}", table.dates[at]);
        }
    }

    #[test]
    fn the_order_of_adding_changes_nothing(tenancies in proptest::collection::vec(any_tenancy(), 0..6), cut in 0..6_usize) {
        let dates = Period { from: day("2020-01-01"), to: day("2022-06-30") }.month_ends();
        let (left, right) = tenancies.split_at(cut.min(tenancies.len()));
        let mut merged = measured(&dates, right);
        merged.merge(&measured(&dates, left));
        prop_assert_eq!(merged, measured(&dates, &tenancies));
    }
}

#[test]
fn a_rate_over_less_than_its_period_has_no_value() {
    let charges = (0..12).map(|month| {
        let charged = day("2020-01-01").plus_months(month);
        entry(charged, EntryKind::Charge, 10_000, PaymentMethod::Other)
    });
    let tenancy = tenancy(day("2020-01-01"), None, charges.collect(), Vec::new());
    let table = measured(&[day("2020-11-30"), day("2020-12-31")], &[tenancy]);
    let early = table.figure(Kpi::ArrearsRate, 0);
    assert_eq!((early.value(), early.months_covered), (None, Some(11)));
    assert_eq!(early.numerator_text(), "1100.00");
    assert_eq!(early.denominator_text().as_deref(), Some("1100.00"));
    let full = table.figure(Kpi::ArrearsRate, 1);
    assert_eq!((full.value().as_deref(), full.months_covered), (Some("1.0000000000"), Some(12)));
    assert_eq!(table.figure(Kpi::Invoiced12m, 0).value().as_deref(), Some("1100.00"));
}

#[test]
fn a_share_of_nothing_is_not_defined() {
    let table = measured(&[day("2021-12-31")], &[]);
    for kpi in [Kpi::ArrearsRate, Kpi::DirectDebitShare, Kpi::ReversalRate, Kpi::AverageArrearsSitting] {
        let figure = table.figure(kpi, 0);
        assert_eq!((figure.value(), figure.as_f64(), figure.denominator), (None, None, Some(0)), "{kpi:?}");
    }
    assert_eq!(table.figure(Kpi::TenantsInArrears, 0).value().as_deref(), Some("0"));
    assert_eq!(table.figure(Kpi::TenantsInArrears, 1).value(), None);
}

#[test]
fn an_average_is_rounded_to_a_cent() {
    let in_arrears = |cents| {
        let charge = entry(day("2020-02-01"), EntryKind::Charge, cents, PaymentMethod::Other);
        tenancy(day("2020-01-01"), None, vec![charge], Vec::new())
    };
    let table = measured(&[day("2020-02-29")], &[in_arrears(10), in_arrears(11)]);
    let figure = table.figure(Kpi::AverageArrearsSitting, 0);
    assert_eq!(figure.value().as_deref(), Some("0.11"));
    assert_eq!((figure.numerator_text(), figure.denominator_text().as_deref()), ("0.21".to_owned(), Some("2")));
}
