use super::Ahead;
use super::Asked;
use super::Course;
use super::Future;
use super::Given;
use super::Shock;
use super::turnover;
use crate::calendar::Day;
use crate::ledger::Allocation;
use crate::synth::SynthOptions;
use crate::synth::invent;
use crate::tenancy::Entry;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;
use std::collections::BTreeSet;

fn books(tenancies: u32, months: u32) -> Portfolio {
    let first_month = "2022-01-01".parse::<Day>().unwrap().month();
    invent(SynthOptions { tenancies, months, seed: 7, first_month })
}

/// A luck, with every number as it is.
fn lucky(luck: u32) -> Given {
    Given { luck, draw: None, rent_increase: 0.0 }
}

fn ahead(portfolio: &Portfolio, months: u32, shocks: &[Shock]) -> Future {
    let ahead = Ahead { months, rent_increase: Some(0.03), season: true };
    let allocation = Allocation::Statutory;
    let asked = Asked { ahead, shocks, allocation, seed: 1 };
    Future::new(portfolio, &asked)
}

#[test]
fn the_books_stay_as_they_are() {
    let books = books(200, 24);
    let future = ahead(&books, 24, &[]);
    for (place, tenancy) in future.portfolio.tenancies.iter().enumerate() {
        let course = future.course(place, lucky(0)).unwrap();
        let recorded = |tenancy: &Tenancy| {
            tenancy.entries.iter().filter(|e| e.day <= future.last_day).copied().collect::<Vec<Entry>>()
        };
        let known = books.find(&tenancy.id).map_or_else(Vec::new, |known| known.entries.clone());
        assert_eq!(recorded(&course.tenancy), known, "{}", tenancy.id);
        assert_eq!(tenancy.entries, known, "nothing is added before a course is asked for");
    }
}

#[test]
fn no_home_has_two_tenants() {
    let books = books(400, 36);
    let future = ahead(&books, 60, &[]);
    let homes = turnover::by_home(&future.portfolio);
    let mut pairs = 0;
    for (home, contracts) in &homes {
        for (before, after) in contracts.iter().zip(contracts.iter().skip(1)) {
            assert!(before.end.is_some_and(|end| end <= after.start), "{home}: {} and {}", before.id, after.id);
            pairs += 1;
        }
    }
    let ids: BTreeSet<&str> = future.portfolio.tenancies.iter().map(|tenancy| tenancy.id.as_str()).collect();
    assert_eq!(ids.len(), future.portfolio.tenancies.len());
    assert!(pairs > 100 && future.newcomers() > 60, "{pairs} pairs, {} newcomers", future.newcomers());
}

#[test]
fn homes_change_hands_as_often_as_in_the_books_and_as_many_contracts_run() {
    let books = books(2000, 36);
    let future = ahead(&books, 36, &[]);
    let running = |day: Day| future.portfolio.tenancies.iter().filter(|tenancy| tenancy.is_sitting(day)).count() as f64;
    let (then, later) = (running(future.last_day), running(future.last_day.plus_months(35)));
    assert!((later / then - 1.0).abs() < 0.02, "{then} contracts run, and {later} three years later");
    let ended = |from: Day, to: Day| {
        let ends = future.portfolio.tenancies.iter().filter_map(|tenancy| tenancy.end);
        ends.filter(|end| from < *end && *end <= to).count() as f64
    };
    let first = books.first_day.unwrap();
    let (seen, to_come) = (ended(first, future.last_day), ended(future.last_day, future.last_day.plus_months(36)));
    // Counts of some hundreds vary by about a tenth by luck alone.
    assert!((to_come / seen - 1.0).abs() < 0.2, "{seen} ended in the books, {to_come} after them");
}

#[test]
fn how_far_is_looked_ahead_changes_nothing_that_both_see() {
    let books = books(300, 24);
    let (near, far) = (ahead(&books, 12, &[]), ahead(&books, 48, &[]));
    let until = near.last_day.plus_months(12).month().last();
    for (place, tenancy) in near.portfolio.tenancies.iter().enumerate() {
        let other = far.portfolio.tenancies.iter().position(|other| other.id == tenancy.id).unwrap();
        let seen = |future: &Future, place: usize| {
            let entries = future.course(place, lucky(3)).unwrap().tenancy.entries;
            entries
                .into_iter()
                .map(|entry| (entry.day, entry.kind, entry.amount, entry.due))
                .filter(|entry| entry.0 <= until)
                .collect::<Vec<_>>()
        };
        assert_eq!(seen(&near, place), seen(&far, other), "{}", tenancy.id);
    }
}

#[test]
fn who_never_missed_a_rent_pays_on_the_usual_day_and_by_the_usual_way() {
    let books = books(300, 36);
    let future = ahead(&books, 24, &[]);
    let (mut months, mut paid) = (0, 0);
    for (place, tenancy) in future.portfolio.tenancies.iter().enumerate() {
        let record = &future.records[&future.contracts[place].like];
        if tenancy.payment_method == PaymentMethod::DirectDebit || record.own.misses() > 0 || record.own.months() < 24 {
            continue;
        }
        let Course { tenancy: course, risks, .. } = future.course(place, lucky(0)).unwrap();
        let to_come = |kind| course.entries.iter().filter(move |e| e.day > future.last_day && e.kind == kind);
        let dues: BTreeSet<Day> = to_come(EntryKind::Charge).map(|charge| charge.due).collect();
        months += dues.len();
        for payment in to_come(EntryKind::Payment) {
            assert!(record.own.days.contains(&payment.day.since(payment.due)), "{}", tenancy.id);
            let is_missed = risks.iter().any(|risk| risk.due == payment.due && risk.luck < risk.chance);
            paid += i32::from(!is_missed);
        }
    }
    let share = f64::from(paid) / months as f64;
    assert!(months > 400 && share > 0.97, "{paid} of {months}");
}

/// What a question asks of the rent increase reaches the charges.
#[test]
fn rents_rise_as_much_as_was_drawn_where_the_scenario_has_no_increase_of_its_own() {
    let books = books(100, 24);
    let allocation = Allocation::Statutory;
    let charged = |own: Option<f64>, rent_increase: f64| {
        let ahead = Ahead { months: 24, rent_increase: own, season: true };
        let future = Future::new(&books, &Asked { ahead, shocks: &[], allocation, seed: 1 });
        let given = Given { rent_increase, ..lucky(0) };
        let courses = (0..future.portfolio.tenancies.len()).filter_map(|place| future.course(place, given));
        let cents = |course: Course| -> i64 {
            course.tenancy.entries.iter().filter(|e| e.kind == EntryKind::Charge).map(|e| e.amount.cents()).sum()
        };
        courses.map(cents).sum::<i64>()
    };
    assert!(charged(None, 0.1) > charged(None, 0.0));
    assert_eq!(charged(Some(0.03), 0.1), charged(None, 0.03));
}

#[test]
fn another_replication_has_other_luck_and_the_same_contracts() {
    let books = books(200, 24);
    let future = ahead(&books, 12, &[]);
    let of = |replication| {
        let courses =
            (0..future.portfolio.tenancies.len()).filter_map(|place| future.course(place, lucky(replication)));
        courses.map(|course| course.tenancy.entries).collect::<Vec<_>>()
    };
    let charged = |all: &[Vec<Entry>]| {
        all.iter().flatten().filter(|e| e.kind == EntryKind::Charge).map(|e| (e.day, e.amount)).collect::<Vec<_>>()
    };
    let (one, other) = (of(0), of(1));
    assert!(one == of(0) && one != other);
    assert_eq!(charged(&one), charged(&other));
}
