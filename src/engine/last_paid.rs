//! The last payment of a household, and what it tells of the next.

use crate::calendar::Day;
use crate::ledger::Account;

/// The last payment of a household's own accord, or debit that succeeded.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastPaid {
    pub(super) day: Day,
    /// Whether it was of its own accord and something was left overdue.
    pub(super) left_something: bool,
}

impl LastPaid {
    /// One that left nothing overdue; or none yet, since a day.
    pub(super) const fn with_nothing_left(day: Day) -> LastPaid {
        LastPaid { day, left_something: false }
    }

    /// A payment of the household's own accord, just booked.
    pub(super) fn now(day: Day, account: &Account) -> LastPaid {
        LastPaid { day, left_something: account.oldest_overdue(day).is_some() }
    }
}

/// How many months have begun from a day to another.
pub(super) fn months_between(from: Day, to: Day) -> i32 {
    to.month().number() - from.month().number()
}
