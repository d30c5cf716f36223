//! The ladder (`policies/ladder.beleid`) replayed by a program written for it alone: the yardstick for the engine.
//!
//! Event-driven, flat arrays, the rules in plain Rust, amounts and days as bare numbers. It means what `docs/language.md`
//! says for this policy on books in which nobody is charged costs or interest and no payment names a claim, from their
//! first day on. It keeps no history: it adds up arrears, tenants in arrears and actions by kind, and nothing else.
//! Always: it measures what the engine measures (asserted before anything is timed).

mod account;
mod ladder;
mod months;

use account::Account;
use huurproef::calendar::Period;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EntryKind;
use ladder::Ladder;
pub use ladder::decide;
use months::Months;

/// A day that does not come.
const NEVER: i32 = i32::MAX;

/// What all tenancies add up to at the end of a month, and what was done in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    pub arrears_sitting: i64,
    pub arrears_departed: i64,
    pub in_arrears_sitting: i64,
    pub in_arrears_departed: i64,
    pub actions: [i64; ActionKind::COUNT],
}

/// Whether the books hold nothing but what this replay knows.
pub fn knows(portfolio: &Portfolio, window: Period) -> bool {
    let known = |entry: &Entry| match entry.kind {
        EntryKind::Cost | EntryKind::Interest | EntryKind::Refund => false,
        EntryKind::Payment => entry.refers_to.is_none(),
        _ => entry.day >= window.from,
    };
    portfolio.tenancies.iter().all(|tenancy| tenancy.entries.iter().all(known))
}

/// Replays the payments as recorded under the ladder, and measures each month of the window.
pub fn replay(portfolio: &Portfolio, window: Period) -> Vec<Month> {
    let months = Months::new(window);
    let mut sums = vec![Month::default(); months.ends.len()];
    let mut walk = Walk { account: Account::default(), ladder: Ladder::default(), next: 0, month: 0 };
    for tenancy in &portfolio.tenancies {
        walk.through(tenancy, &months, &mut sums);
    }
    sums
}

/// One tenancy at a time, in buffers that are used again.
struct Walk {
    account: Account,
    ladder: Ladder,
    /// The next entry.
    next: usize,
    /// The month at hand.
    month: usize,
}

impl Walk {
    fn through(&mut self, tenancy: &Tenancy, months: &Months, sums: &mut [Month]) {
        self.account.open(tenancy, months);
        self.ladder.open(tenancy);
        (self.next, self.month) = (0, 0);
        loop {
            let booked = tenancy.entries.get(self.next).map_or(NEVER, |entry| entry.day.number());
            let day = booked.min(self.account.next_due()).min(self.ladder.wake);
            if day > months.to {
                break;
            }
            self.close_months(day, tenancy, months, sums);
            self.day(day, tenancy, months, &mut sums[self.month].actions);
        }
        self.close_months(months.to + 1, tenancy, months, sums);
        for action in tenancy.actions.iter().filter(|action| action.kind.is_court_step()) {
            if let Some(month) = months.place(action.day.number()) {
                sums[month].actions[action.kind.place()] += 1;
            }
        }
    }

    /// Adds the months that end before the day.
    fn close_months(&mut self, day: i32, tenancy: &Tenancy, months: &Months, sums: &mut [Month]) {
        while self.month < sums.len() && months.ends[self.month] < day {
            let (end, sum) = (months.ends[self.month], &mut sums[self.month]);
            let (cents, one) = (self.account.overdue, i64::from(self.account.overdue > 0));
            if tenancy.end.is_some_and(|departed| departed.number() <= end) {
                sum.arrears_departed += cents;
                sum.in_arrears_departed += one;
            } else if tenancy.start.number() <= end {
                sum.arrears_sitting += cents;
                sum.in_arrears_sitting += one;
            }
            self.month += 1;
        }
    }

    /// Bookings of the morning, the rules, payments, actions, write-offs.
    fn day(&mut self, day: i32, tenancy: &Tenancy, months: &Months, actions: &mut [i64; ActionKind::COUNT]) {
        let Walk { account, ladder, next, .. } = self;
        let entries = tenancy.entries.as_slice();
        let mut book = |account: &mut Account, wanted: fn(&Entry, &[Entry]) -> bool| {
            let first = *next;
            while let Some(entry) = entries.get(*next).filter(|e| e.day.number() == day && wanted(e, entries)) {
                account.book(entry, *next, months);
                *next += 1;
            }
            *next > first
        };
        account.fall_due(day);
        book(account, is_of_morning);
        ladder.look(account);
        ladder.sleep(day, account);
        let fired = ladder.fire(day, account);
        let mut changed = book(account, is_of_day);
        ladder.look(account);
        ladder.act(fired, day, actions);
        changed |= book(account, |_, _| true);
        if changed || fired != 0 || ladder.wake == day {
            ladder.look(account);
            ladder.sleep(day + 1, account);
        }
    }
}

fn is_of_morning(entry: &Entry, entries: &[Entry]) -> bool {
    match entry.kind {
        EntryKind::Charge | EntryKind::Credit => true,
        EntryKind::Reversal => entry.refers_to.is_none_or(|payment| entries[payment as usize].day != entry.day),
        _ => false,
    }
}

fn is_of_day(entry: &Entry, _: &[Entry]) -> bool {
    entry.kind != EntryKind::WriteOff
}
