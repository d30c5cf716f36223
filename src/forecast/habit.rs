//! How tenancies have paid, month by month: as usual, or not.
//!
//! A month counts when the tenant began it with nothing old open that matters. It was paid *as usual* when it was settled
//! before anybody did anything about it, in advance or up to three weeks after its due date; else it was *missed*, and how
//! that goes on is for the response to say. Of a direct debit is known whether it bounced.
//!
//! # Why
//! Who always pays on the fifth, when wages come, is no late payer who happens to respond: the usual day is read from the
//! books, and only what is missed is left to the response.

use super::turnover::of_year;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;
use std::collections::BTreeMap;

/// So many days after its due date, what is paid by itself is paid as usual.
pub const LATEST_HABIT: i32 = 21;

/// So many days before its due date, a payment is meant for it.
const EARLIEST_HABIT: i32 = 31;

/// What is old and open does not matter below this part of a month.
pub const SMALL_PART: i64 = 4;

/// The fewest and the most months of the portfolio that are added to the record of a tenancy.
const FEWEST_BORROWED: f64 = 1.0;
const MOST_BORROWED: f64 = 120.0;

/// What is seen of how one tenancy, or many, paid in one way.
#[derive(Clone, Debug, Default)]
pub struct Habit {
    /// Months that tell, by month of the year.
    pub seen: [u32; 12],
    /// Of those, the ones that were missed, or in which a debit bounced.
    pub missed: [u32; 12],
    /// Days from the due date to payment as usual; below zero in advance. Of debits, to their collection.
    pub days: Vec<i32>,
}

/// How one tenancy paid.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// By transfer or anything else that the tenant does.
    pub own: Habit,
    /// By direct debit.
    pub debit: Habit,
    /// Whether the first rent was paid as usual; none when the books do not show it.
    pub first: Option<bool>,
    /// Days from a debit to its reversal.
    pub reversals: Vec<i32>,
}

impl Habit {
    /// All months that tell.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.seen.iter().sum()
    }

    /// All that were missed.
    #[must_use]
    pub fn misses(&self) -> u32 {
        self.missed.iter().sum()
    }

    /// The share that was missed.
    #[must_use]
    pub fn share(&self) -> f64 {
        f64::from(self.misses()) / f64::from(self.months().max(1))
    }

    /// The chance that a month is missed, by what is seen here and of all: as if so many months of all were added to it.
    #[must_use]
    pub fn chance(&self, of_all: f64, borrowed: f64) -> f64 {
        (f64::from(self.misses()) + borrowed * of_all) / (f64::from(self.months()) + borrowed)
    }

    fn note(&mut self, month: Month, missed: bool) {
        let place = of_year(month);
        for (counts, count) in [(&mut self.seen, true), (&mut self.missed, missed)] {
            if let Some(counted) = counts.get_mut(place) {
                *counted += u32::from(count);
            }
        }
    }

    pub(super) fn add(&mut self, other: &Habit) {
        let counts = self.seen.iter_mut().chain(&mut self.missed).zip(other.seen.iter().chain(&other.missed));
        counts.for_each(|(count, more)| *count += more);
        self.days.extend(&other.days);
    }
}

/// How many months of all to add to the record of one: the fewer, the more tenancies differ in how often they miss.
///
/// Shares are taken to spread as a beta distribution; its size is read from how much further the counts of tenancies lie
/// from what is expected than luck alone would have it. Source: the method of moments for the beta-binomial distribution.
pub(super) fn months_borrowed<'a>(habits: impl Iterator<Item = &'a Habit> + Clone) -> f64 {
    let (months, misses) = habits.clone().fold((0.0, 0.0), |(months, misses), habit| {
        (months + f64::from(habit.months()), misses + f64::from(habit.misses()))
    });
    let share = misses / f64::max(months, 1.0);
    let (mut off, mut pairs) = (0.0, 0.0);
    for habit in habits {
        let (own, missed) = (f64::from(habit.months()), f64::from(habit.misses()));
        off += (missed - own * share) * (missed - own * share);
        pairs += own * (own - 1.0);
    }
    let alike = (off / (share * (1.0 - share)) - months) / pairs;
    let borrowed = 1.0 / alike - 1.0;
    if borrowed.is_finite() && borrowed > 0.0 { borrowed.clamp(FEWEST_BORROWED, MOST_BORROWED) } else { MOST_BORROWED }
}

impl Record {
    /// Reads the record of a tenancy up to the last day of the books.
    #[must_use]
    pub fn of(tenancy: &Tenancy, last_day: Day, allocation: Allocation, account: &mut Account) -> Record {
        let mut record = Record::default();
        let arrears = arrears(tenancy, allocation, account);
        for (due, amount) in months_due(tenancy) {
            match debit_for(tenancy, due) {
                Some(debit) => record.note_debit(tenancy, debit, due),
                None => record.note_own(tenancy, &arrears, (due, amount), last_day),
            }
        }
        record
    }

    fn note_debit(&mut self, tenancy: &Tenancy, (place, debit): (usize, &Entry), due: Day) {
        let undoes = |entry: &&Entry| entry.refers_to.is_some_and(|named| named as usize == place);
        let reversals = tenancy.entries.iter().filter(|entry| entry.kind == EntryKind::Reversal);
        let back = reversals.filter(undoes).map(|entry| entry.day.since(debit.day)).next();
        self.debit.note(due.month(), back.is_some());
        self.debit.days.push(debit.day.since(due));
        self.reversals.extend(back);
    }

    fn note_own(&mut self, tenancy: &Tenancy, arrears: &Arrears, (due, amount): (Day, Money), last_day: Day) {
        let old = arrears.on(due.plus(-1));
        let is_clean = old.cents() * SMALL_PART <= amount.cents() && !tenancy.plan_runs(due);
        if !is_clean || due.plus(LATEST_HABIT) > last_day {
            return;
        }
        let acted = tenancy.actions.iter().map(|action| action.day).find(|day| *day > due).unwrap_or(Day::NEVER);
        let latest = due.plus(LATEST_HABIT).min(acted);
        let settled = arrears.first_at_most(old, due).filter(|day| *day <= latest);
        let is_first = due < tenancy.start.plus(LATEST_HABIT);
        if is_first {
            self.first = Some(settled.is_some());
            return;
        }
        self.own.note(due.month(), settled.is_none());
        self.own.days.extend(settled.map(|day| paid_days(tenancy, due, day)));
    }
}

/// The days from a due date to the payment that had settled it by a day: below zero in advance.
fn paid_days(tenancy: &Tenancy, due: Day, settled: Day) -> i32 {
    if settled > due {
        return settled.since(due);
    }
    let payments = tenancy.entries.iter().rev().filter(|entry| entry.kind == EntryKind::Payment);
    let latest = payments.map(|entry| entry.day).find(|day| *day <= due);
    latest.map_or(0, |day| day.since(due)).max(-EARLIEST_HABIT)
}

/// The due dates of rent and service costs, each with the sum that fell due.
pub(super) fn months_due(tenancy: &Tenancy) -> BTreeMap<Day, Money> {
    let mut months = BTreeMap::new();
    let is_rent =
        |entry: &&Entry| entry.kind == EntryKind::Charge && entry.category.is_monthly_rent() && entry.due != Day::NEVER;
    for entry in tenancy.entries.iter().filter(is_rent) {
        *months.entry(entry.due).or_insert(Money::ZERO) += entry.amount;
    }
    months
}

/// The direct debit for what falls due on a day: the first from five days before it to two weeks after.
pub(super) fn debit_for(tenancy: &Tenancy, due: Day) -> Option<(usize, &Entry)> {
    let from = tenancy.entries.partition_point(|entry| entry.day < due.plus(-5));
    let near = tenancy.entries.iter().enumerate().skip(from).take_while(|(_, entry)| entry.day <= due.plus(14));
    let is_debit = |entry: &Entry| entry.kind == EntryKind::Payment && entry.method == PaymentMethod::DirectDebit;
    near.into_iter().find(|(_, entry)| is_debit(entry))
}

/// The arrears of a tenancy at the end of each day on which they changed.
struct Arrears(Vec<(Day, Money)>);

impl Arrears {
    fn on(&self, day: Day) -> Money {
        let until = self.0.partition_point(|(changed, _)| *changed <= day);
        until.checked_sub(1).and_then(|place| self.0.get(place)).map_or(Money::ZERO, |(_, arrears)| *arrears)
    }

    /// The first day from this one on at whose end the arrears are no more than an amount.
    fn first_at_most(&self, amount: Money, from: Day) -> Option<Day> {
        if self.on(from) <= amount {
            return Some(from);
        }
        let later = self.0.partition_point(|(changed, _)| *changed <= from);
        let mut later = self.0.get(later..).unwrap_or(&[]).iter();
        later.find(|(_, arrears)| *arrears <= amount).map(|(day, _)| *day)
    }
}

fn arrears(tenancy: &Tenancy, allocation: Allocation, account: &mut Account) -> Arrears {
    account.open(allocation, tenancy.start, tenancy.end);
    let (mut steps, mut next, mut today) = (Vec::new(), 0, Day::DAWN);
    loop {
        let booked = tenancy.entries.get(next).map_or(Day::NEVER, |entry| entry.day);
        let day = booked.min(account.next_due(today));
        if day == Day::NEVER {
            return Arrears(steps);
        }
        while let Some(entry) = tenancy.entries.get(next).filter(|entry| entry.day == day) {
            account.book(entry, u32::try_from(next).unwrap_or(u32::MAX));
            next += 1;
        }
        steps.push((day, account.overdue(day)));
        today = day;
    }
}
