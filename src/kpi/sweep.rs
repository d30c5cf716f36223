//! One tenancy added to the tallies of all dates, in one pass over its history and without room of its own.
//!
//! # Why
//! This is the inner loop of every run: each period has a front and a rear that only move forward, so that an entry is
//! met once by each, whatever the number of dates.

mod files;
mod plans;

use super::Tally;
use super::Work;
use super::window::Window;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::engine::ActionDone;
use crate::engine::ArrearsStep;
use crate::engine::History;
use crate::ledger::Settled;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use std::cmp::Ordering;

/// What of a history has not been passed yet, by the front and the rear of each period.
struct Ahead<'a> {
    arrears: &'a [ArrearsStep],
    entries: &'a [Entry],
    entries_of_year: &'a [Entry],
    entries_of_quarter: &'a [Entry],
    actions: &'a [ActionDone],
    actions_of_year: &'a [ActionDone],
    settled: &'a [Settled],
}

/// What lies within the periods that end on the date at hand.
#[derive(Default)]
struct Within {
    arrears: Money,
    rent: LastRent,
    invoiced: i64,
    quarter: Quarter,
    evictions: i64,
    writs: i64,
    costs: i64,
    /// The last day before the calendar year whose costs these are.
    before_costs: Day,
}

/// Rent and service costs of the last month that was charged.
#[derive(Default)]
struct LastRent {
    month: Option<Month>,
    amount: Money,
}

/// Arrears of more months of rent than this are deep.
const DEEP: i64 = 6;

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
    let mut reminders = Reminders::of(history);
    for (window, tally) in windows.iter().zip(tallies.iter_mut()) {
        book(&mut ahead, &mut within, window, tally);
        act(&mut ahead, &mut within, &mut reminders, window, tally, &work);
        settle(&mut ahead, window, tally);
        if let Some(step) = pass(&mut ahead.arrears, |step| step.day <= window.day).last() {
            within.arrears = step.arrears;
        }
        within.add_to(tally);
        within.add_standing(tally, window.day, tenancy, history.end);
    }
    plans::add(windows, tallies, history);
    files::add(windows, tallies, &history.dossiers);
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
    if within.before_costs != window.before_calendar_year {
        (within.before_costs, within.costs) = (window.before_calendar_year, 0);
    }
    for entry in pass(&mut ahead.entries, |entry| entry.day <= window.day) {
        within.quarter.count(entry, 1);
        if entry.kind == EntryKind::Charge {
            within.invoiced += entry.amount.cents();
            within.rent.charge(entry);
        }
        if entry.kind == EntryKind::WriteOff && entry.day > window.previous {
            tally.written_off += entry.amount.cents();
        }
        if entry.kind == EntryKind::Cost {
            within.costs += if entry.day > window.before_calendar_year { entry.amount.cents() } else { 0 };
            tally.costs += if entry.day > window.previous { entry.amount.cents() } else { 0 };
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
    reminders: &mut Reminders<'_>,
    window: &Window,
    tally: &mut Tally,
    work: &impl Fn(&ActionDone) -> Work,
) {
    let mut is_reminded = false;
    for action in pass(&mut ahead.actions, |action| action.day <= window.day) {
        let is_first_reminder = action.kind == ActionKind::Reminder && reminders.is_first(action.day);
        within.evictions += i64::from(is_eviction(action));
        within.writs += i64::from(is_writ(action));
        if action.day > window.previous {
            is_reminded |= is_first_reminder;
            let work = work(action);
            tally.evictions += i64::from(is_eviction(action));
            tally.writs += i64::from(is_writ(action));
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
        within.writs -= i64::from(is_writ(action));
    }
    tally.reminded += i64::from(is_reminded);
}

/// Adds the overdue charges that were settled in the period.
fn settle(ahead: &mut Ahead<'_>, window: &Window, tally: &mut Tally) {
    for one in pass(&mut ahead.settled, |one| one.day <= window.day).iter().filter(|one| one.day > window.previous) {
        tally.settled += 1;
        tally.days_to_settle += i64::from(one.day.since(one.due));
    }
}

/// Which reminders are the first for the arrears at hand.
struct Reminders<'a> {
    /// The arrears from the last reminder on.
    arrears: &'a [ArrearsStep],
    /// Whether nothing was overdue on the evening before it.
    was_nil: bool,
    last: Option<Day>,
}

impl<'a> Reminders<'a> {
    fn of(history: &'a History) -> Reminders<'a> {
        Reminders { arrears: &history.arrears, was_nil: true, last: None }
    }

    /// Whether a reminder of this day, the next after those asked before, is the first one ever, or the first after an
    /// evening without arrears.
    fn is_first(&mut self, day: Day) -> bool {
        let steps = pass(&mut self.arrears, |step| step.day < day);
        let is_nil = |step: &ArrearsStep| step.arrears == Money::ZERO;
        let was_nil = self.was_nil;
        self.was_nil = steps.last().map_or(was_nil, is_nil);
        let Some(last) = self.last.replace(day) else { return true };
        let stayed_nil = was_nil && last < day && steps.first().is_none_or(|step| last < step.day);
        stayed_nil || steps.iter().any(is_nil)
    }
}

/// Whether the action is a writ that was served.
fn is_writ(action: &ActionDone) -> bool {
    action.kind == ActionKind::Writ && action.outcome != Some(Outcome::Suspended)
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
            settled: &history.settled,
        }
    }
}

impl LastRent {
    /// Notes a charge, if it is monthly rent.
    fn charge(&mut self, entry: &Entry) {
        if !entry.category.is_monthly_rent() {
            return;
        }
        let month = Some(if entry.due == Day::NEVER { entry.day.month() } else { entry.due.month() });
        match month.cmp(&self.month) {
            Ordering::Less => {}
            Ordering::Equal => self.amount += entry.amount,
            Ordering::Greater => (self.month, self.amount) = (month, entry.amount),
        }
    }

    /// Whether arrears come to more than six months of it.
    const fn is_far_below(&self, arrears: Money) -> bool {
        self.amount.cents() > 0 && arrears.cents() > DEEP * self.amount.cents()
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
        tally.writs_year += self.writs;
        tally.costs_year += self.costs;
    }

    fn add_standing(&self, tally: &mut Tally, day: Day, tenancy: &Tenancy, end: Option<Day>) {
        let (cents, in_arrears) = (self.arrears.cents(), i64::from(self.arrears > Money::ZERO));
        if end.is_some_and(|end| end <= day) {
            tally.arrears_departed += cents;
            tally.in_arrears_departed += in_arrears;
        } else if tenancy.start <= day {
            tally.arrears_sitting += cents;
            tally.in_arrears_sitting += in_arrears;
            tally.deep_sitting += i64::from(self.rent.is_far_below(self.arrears));
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
