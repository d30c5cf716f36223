//! The sweep against the definitions, one by one, and what a figure says when it cannot be said.

use super::HOURS_OF_FTE;
use super::Known;
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
use crate::tenancy::Dossier;
use crate::tenancy::Entry;
use crate::tenancy::Instalment;
use crate::tenancy::Plan;
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

const ALL_KNOWN: Known =
    Known { actions: true, court: true, plans: true, dossiers: true, survey: true, hours_of_fte: Some(HOURS_OF_FTE) };

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
    let mut table = KpiTable::new(dates.to_vec(), day("2020-01-01"), ALL_KNOWN);
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
        deep_sitting: i64::from(sitting && last_rent(&history, day).is_some_and(|rent| arrears > 6 * rent)),
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
        ..defined_process(day, previous, tenancy, &history)
    }
}

/// What was charged as rent and service costs for the last month that was, if anything was.
fn last_rent(history: &History, day: Day) -> Option<i64> {
    let is_rent = |entry: &&Entry| entry.kind == EntryKind::Charge && entry.category.is_monthly_rent();
    let rents = || history.entries.iter().filter(is_rent).filter(|entry| entry.day <= day);
    let month = |entry: &Entry| if entry.due == Day::NEVER { entry.day.month() } else { entry.due.month() };
    let last = rents().map(month).max()?;
    Some(rents().filter(|entry| month(entry) == last).map(|entry| entry.amount.cents()).sum())
}

/// The same, of plans, files, reminders, costs and what was settled.
fn defined_process(day: Day, previous: Day, tenancy: &Tenancy, history: &History) -> Tally {
    let before_quarter = if day.month().last() == day { day.month().plus(-3).last() } else { day.plus_months(-3) };
    let in_period = |on: Day| previous < on && on <= day;
    let writs = || history.actions.iter().filter(served).map(|action| action.day);
    let costs = |wanted: &dyn Fn(Day) -> bool| -> i64 {
        let costs = history.entries.iter().filter(|entry| entry.kind == EntryKind::Cost && wanted(entry.day));
        costs.map(|entry| entry.amount.cents()).sum()
    };
    let of_year = |on: Day| on.year() == day.year() && on <= day;
    let reminders: Vec<Day> =
        history.actions.iter().filter(|action| action.kind == ActionKind::Reminder).map(|action| action.day).collect();
    // The first one ever, or arrears were nil on some evening between it and the one before.
    let is_first = |place: usize| {
        let was_nil =
            |from: Day, to: Day| (0..to.since(from)).any(|days| history.arrears_on(from.plus(days)) == Money::ZERO);
        place == 0 || was_nil(reminders[place - 1], reminders[place])
    };
    let first_in_period = |place: &usize| previous < reminders[*place] && reminders[*place] <= day && is_first(*place);
    let settled: Vec<_> = history.settled.iter().filter(|one| previous < one.day && one.day <= day).collect();
    let closed: Vec<_> = tenancy.dossiers.iter().filter_map(|file| Some((file.writ_on?, file.closed?))).collect();
    let closed: Vec<_> = closed.iter().filter(|(_, closed)| previous < *closed && *closed <= day).collect();
    let is_open = |file: &Dossier| file.opened <= day && file.closed.is_none_or(|closed| closed > day);
    let plans = || tenancy.plans.iter();
    let due: Vec<bool> = plans().flat_map(|plan| judged(plan, history, before_quarter, day)).collect();
    let size = |count: usize| i64::try_from(count).unwrap();
    Tally {
        plans: size(plans().filter(|plan| plan.agreed_on <= day && day < plan.end()).count()),
        instalments_due: size(due.len()),
        instalments_kept: size(due.iter().filter(|kept| **kept).count()),
        with_bailiff: i64::from(tenancy.dossiers.iter().any(is_open)),
        writs_year: size(writs().filter(|on| of_year(*on)).count()),
        costs_year: costs(&of_year),
        reminded: i64::from((0..reminders.len()).any(|place| first_in_period(&place))),
        settled: size(settled.len()),
        days_to_settle: settled.iter().map(|one| i64::from(one.day.since(one.due))).sum(),
        dossiers_closed: size(closed.len()),
        dossier_days: closed.iter().map(|(writ, closed)| i64::from(closed.since(*writ))).sum(),
        writs: size(writs().filter(|on| in_period(*on)).count()),
        costs: costs(&in_period),
        ..Tally::default()
    }
}

fn served(action: &&ActionDone) -> bool {
    action.kind == ActionKind::Writ && action.outcome != Some(Outcome::Suspended)
}

/// The instalments of a plan whose grace ended after one day and up to another, each with whether it was kept.
fn judged(plan: &Plan, history: &History, after: Day, to: Day) -> Vec<bool> {
    let listed: Vec<(Day, Money)> = if plan.listed.is_empty() {
        let amount = |number: u32| {
            let rest = history.arrears_on(plan.agreed_on).cents() - plan.amount.cents() * i64::from(number);
            let is_last = number + 1 == plan.instalments && 0 < rest;
            if is_last { plan.amount.min(Money::from_cents(rest)) } else { plan.amount }
        };
        (0..plan.instalments).map(|number| (plan.first_due.plus_months(number as i32), amount(number))).collect()
    } else {
        plan.listed.iter().map(|one| (one.due, one.amount)).collect()
    };
    let is_near = |on: Day, due: Day| due.since(on).abs() <= 7;
    let is_kept = |place: usize, due: Day, amount: Money| {
        if let Some(one) = plan.listed.get(place) {
            return one.paid_on.is_some_and(|paid| paid.since(due) <= 7);
        }
        let by_hand = |e: &&Entry| e.kind == EntryKind::Payment && e.method != PaymentMethod::DirectDebit;
        let is_later_rent =
            |e: &&Entry| e.refers_to.is_some_and(|at| history.entries[at as usize].due > plan.agreed_on);
        let paid =
            history.entries.iter().filter(by_hand).filter(|entry| is_near(entry.day, due) && !is_later_rent(entry));
        paid.map(|entry| entry.amount).sum::<Money>() >= amount
    };
    let asked = listed.into_iter().enumerate().filter(|(_, (due, _))| *due <= plan.end());
    let judged = asked.filter(|(_, (due, _))| after < due.plus(7) && due.plus(7) <= to);
    judged.map(|(place, (due, amount))| is_kept(place, due, amount)).collect()
}

/// One plan and one file, or none.
fn any_spells() -> impl Strategy<Value = (Option<Plan>, Vec<Dossier>)> {
    let plan = (0..600_i32, 1..6_u32, 1..3_000_i64, proptest::option::of(0..150_i32), any::<bool>());
    let plan = plan.prop_map(|(agreed, instalments, cents, ended, is_listed)| {
        let agreed_on = day("2020-01-01").plus(agreed);
        let amount = Money::from_cents(cents);
        let first_due = agreed_on.plus(20);
        let ended_on = ended.map(|days| agreed_on.plus(days));
        let one = |number: i32| {
            let due = first_due.plus_months(number);
            Instalment { due, amount, paid_on: (number != 1).then(|| due.plus(number * 4)) }
        };
        let listed = if is_listed { (0..instalments as i32).map(one).collect() } else { Vec::new() };
        Plan { agreed_on, instalments, amount, first_due, ended_on, outcome: None, listed }
    });
    let file = (0..600_i32, proptest::option::of(0..90_i32), proptest::option::of(90..300_i32));
    let file = file.prop_map(|(opened, writ, closed)| {
        let opened = day("2020-01-01").plus(opened);
        let later = |days: Option<i32>| days.map(|days| opened.plus(days));
        Dossier { opened, writ_on: later(writ), closed: later(closed) }
    });
    (proptest::option::of(plan), proptest::collection::vec(file, 0..3))
}

fn any_tenancy() -> impl Strategy<Value = Tenancy> {
    let entry = (0..900_i32, 0..EntryKind::ALL.len(), 1..5_000_i64, any::<bool>());
    let action = (0..900_i32, 0..ActionKind::COUNT, any::<bool>());
    let span = (-200..600_i32, proptest::option::of(0..900_i32));
    let (entries, actions) = (proptest::collection::vec(entry, 0..40), proptest::collection::vec(action, 0..15));
    (span, entries, actions, any_spells()).prop_map(|((start, length), entries, actions, (plan, dossiers))| {
        let first = day("2020-01-01");
        let entries = entries.into_iter().map(|(on, kind, cents, debit)| {
            let method = if debit { PaymentMethod::DirectDebit } else { PaymentMethod::Transfer };
            super::tests::entry(first.plus(on), EntryKind::ALL[kind], cents, method)
        });
        let actions = actions.into_iter().map(|(on, kind, suspended)| RecordedAction {
            day: first.plus(on),
            // What the figures look at comes most.
            kind: match kind % 4 {
                0 => ActionKind::Eviction,
                1 => ActionKind::Reminder,
                2 => ActionKind::Writ,
                _ => ActionKind::ALL[kind],
            },
            outcome: suspended.then_some(Outcome::Suspended),
            channel: None,
        });
        let start = first.plus(start);
        let end = length.map(|length| start.plus(length));
        let tenancy = tenancy(start, end, entries.collect(), actions.collect());
        let tenancy = Tenancy { plans: plan.into_iter().collect(), dossiers, ..tenancy };
        Portfolio::new(vec![tenancy]).tenancies.remove(0)
    })
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
fn rent_paid_by_hand_beside_a_plan_is_no_instalment_of_it() {
    let rent = |on: &str| entry(day(on), EntryKind::Charge, 60_000, PaymentMethod::Other);
    let paid = |on: &str, refers_to| {
        let payment = entry(day(on), EntryKind::Payment, 60_000, PaymentMethod::Transfer);
        Entry { refers_to, ..payment }
    };
    let plan = Plan {
        agreed_on: day("2020-02-10"),
        instalments: 1,
        amount: Money::from_cents(60_000),
        first_due: day("2020-02-26"),
        ended_on: None,
        outcome: None,
        listed: Vec::new(),
    };
    let kept = |refers_to| {
        // The rent of February is what the plan is for; something is paid on the day on which that of March falls due.
        let entries = vec![rent("2020-02-01"), rent("2020-03-01"), paid("2020-03-01", refers_to)];
        let tenancy = tenancy(day("2020-01-01"), None, entries, Vec::new());
        let table = measured(&[day("2020-03-31")], &[Tenancy { plans: vec![plan.clone()], ..tenancy }]);
        table.figure(Kpi::PlansKept, 0).value()
    };
    assert_eq!(kept(Some(1)).as_deref(), Some("0.0000000000"), "the rent of March");
    assert_eq!(kept(Some(0)).as_deref(), Some("1.0000000000"), "the rent of February");
    assert_eq!(kept(None).as_deref(), Some("1.0000000000"), "nobody said");
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
