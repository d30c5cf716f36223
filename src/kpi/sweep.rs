//! One tenancy added to the tallies of all dates, in one pass over its history and without room of its own.
//!
//! # Why
//! This is the inner loop of every run: each period has a front and a rear that only move forward, so that an entry is
//! met once by each, whatever the number of dates.

use super::Tally;
use super::Work;
use super::window::Window;
use crate::calendar::Day;
use crate::engine::ActionDone;
use crate::engine::ArrearsStep;
use crate::engine::History;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// What of a history has not been passed yet, by the front and the rear of each period.
struct Ahead<'a> {
    arrears: &'a [ArrearsStep],
    entries: &'a [Entry],
    entries_of_year: &'a [Entry],
    entries_of_quarter: &'a [Entry],
    actions: &'a [ActionDone],
    actions_of_year: &'a [ActionDone],
}

/// What lies within the periods that end on the date at hand.
#[derive(Default)]
struct Within {
    arrears: Money,
    invoiced: i64,
    quarter: Quarter,
    evictions: i64,
}

#[derive(Default)]
struct Quarter {
    written_off: i64,
    reversals: i64,
    payments: i64,
    debits: i64,
}

pub(super) fn sweep(
    windows: &[Window],
    tallies: &mut [Tally],
    tenancy: &Tenancy,
    history: &History,
    work: impl Fn(&ActionDone) -> Work,
) {
    let mut ahead = Ahead::of(history);
    let mut within = Within::default();
    for (window, tally) in windows.iter().zip(tallies) {
        book(&mut ahead, &mut within, window, tally);
        act(&mut ahead, &mut within, window, tally, &work);
        if let Some(step) = pass(&mut ahead.arrears, |step| step.day <= window.day).last() {
            within.arrears = step.arrears;
        }
        within.add_to(tally);
        within.add_standing(tally, window.day, tenancy, history.end);
    }
}

/// The items at the front for which something holds; they are passed.
fn pass<'a, T>(ahead: &mut &'a [T], holds: impl Fn(&T) -> bool) -> &'a [T] {
    let count = ahead.iter().position(|item| !holds(item)).unwrap_or(ahead.len());
    let (passed, rest) = ahead.split_at(count);
    *ahead = rest;
    passed
}

/// Moves the periods of entries to the date.
fn book(ahead: &mut Ahead<'_>, within: &mut Within, window: &Window, tally: &mut Tally) {
    for entry in pass(&mut ahead.entries, |entry| entry.day <= window.day) {
        within.quarter.count(entry, 1);
        if entry.kind == EntryKind::Charge {
            within.invoiced += entry.amount.cents();
        }
        if entry.kind == EntryKind::WriteOff && entry.day > window.previous {
            tally.written_off += entry.amount.cents();
        }
    }
    for entry in pass(&mut ahead.entries_of_year, |entry| entry.day <= window.before_year) {
        if entry.kind == EntryKind::Charge {
            within.invoiced -= entry.amount.cents();
        }
    }
    for entry in pass(&mut ahead.entries_of_quarter, |entry| entry.day <= window.before_quarter) {
        within.quarter.count(entry, -1);
    }
}

/// Moves the periods of actions to the date.
fn act(
    ahead: &mut Ahead<'_>,
    within: &mut Within,
    window: &Window,
    tally: &mut Tally,
    work: &impl Fn(&ActionDone) -> Work,
) {
    for action in pass(&mut ahead.actions, |action| action.day <= window.day) {
        within.evictions += i64::from(is_eviction(action));
        if action.day > window.previous {
            let work = work(action);
            tally.evictions += i64::from(is_eviction(action));
            tally.minutes += work.minutes;
            tally.cost += work.cost.cents();
            if let Some(count) = tally.actions.get_mut(action.kind.place()) {
                *count += 1;
            }
            if let Some(minutes) = tally.minutes_by_kind.get_mut(action.kind.place()) {
                *minutes += work.minutes;
            }
        }
    }
    for action in pass(&mut ahead.actions_of_year, |action| action.day <= window.before_calendar_year) {
        within.evictions -= i64::from(is_eviction(action));
    }
}

/// Whether the action is an eviction that was carried out.
fn is_eviction(action: &ActionDone) -> bool {
    action.kind == ActionKind::Eviction && action.outcome != Some(Outcome::Suspended)
}

impl<'a> Ahead<'a> {
    fn of(history: &'a History) -> Ahead<'a> {
        let (entries, actions) = (history.entries.as_slice(), history.actions.as_slice());
        Ahead {
            arrears: &history.arrears,
            entries,
            entries_of_year: entries,
            entries_of_quarter: entries,
            actions,
            actions_of_year: actions,
        }
    }
}

impl Quarter {
    /// Adds an entry, or with -1 takes it away.
    fn count(&mut self, entry: &Entry, times: i64) {
        match entry.kind {
            EntryKind::WriteOff => self.written_off += times * entry.amount.cents(),
            EntryKind::Reversal => self.reversals += times,
            EntryKind::Payment => {
                self.payments += times;
                self.debits += times * i64::from(entry.method == PaymentMethod::DirectDebit);
            }
            _ => {}
        }
    }
}

impl Within {
    fn add_to(&self, tally: &mut Tally) {
        tally.invoiced += self.invoiced;
        tally.written_off_quarter += self.quarter.written_off;
        tally.reversals_quarter += self.quarter.reversals;
        tally.evictions_year += self.evictions;
    }

    fn add_standing(&self, tally: &mut Tally, day: Day, tenancy: &Tenancy, end: Option<Day>) {
        let (cents, in_arrears) = (self.arrears.cents(), i64::from(self.arrears > Money::ZERO));
        if end.is_some_and(|end| end <= day) {
            tally.arrears_departed += cents;
            tally.in_arrears_departed += in_arrears;
        } else if tenancy.start <= day {
            tally.arrears_sitting += cents;
            tally.in_arrears_sitting += in_arrears;
            tally.dwellings += i64::from(tenancy.kind == TenancyKind::Dwelling);
            tally.direct_debits += i64::from(self.is_on_direct_debit(tenancy));
        }
    }

    /// A mandate shows in the payments: something was collected over the last quarter. Without any payment in it, the
    /// method that the books know at their end.
    fn is_on_direct_debit(&self, tenancy: &Tenancy) -> bool {
        match self.quarter.payments {
            0 => tenancy.payment_method == PaymentMethod::DirectDebit,
            _ => self.quarter.debits > 0,
        }
    }
}
