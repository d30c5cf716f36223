//! The account of one tenancy: what is owed, what settled it, what is open on a day. Knows no policy.
//!
//! Entries are booked one by one, in their order. Always: what was owed = what was settled + what is open
//! (`everything_owed_is_settled_or_open`).
//!
//! # Why
//! Open items stand in the order in which they are settled, so that a payment walks forward from the first open one. A
//! payment's settlements are kept, because a reversal must undo exactly those.

mod open;
mod settle;

pub use open::OpenItem;

use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::vocabulary::EntryKind;
use serde::Deserialize;
use serde::Serialize;

/// In which order a payment settles what is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// The charge the payment names; else what is due before what is not, oldest claim first; within a claim costs, then
    /// interest, then principal. Source: art. 6:43 and 6:44 BW.
    #[default]
    Statutory,
    /// What fell due first, whatever the payment names.
    OldestFirst,
    /// The rent of the month of payment, then what fell due first.
    CurrentRentFirst,
}

/// The account of one tenancy. A buffer: opened again for the next tenancy.
#[derive(Clone, Debug, Default)]
pub struct Account {
    allocation: Allocation,
    start: Day,
    end: Option<Day>,
    /// In the order in which they are settled.
    items: Vec<Item>,
    /// Every item before this place is settled.
    first_open: usize,
    settlements: Vec<Settlement>,
    /// Payments not used up yet, oldest first.
    surplus: Vec<Surplus>,
    rent: MonthlyRent,
    /// Overdue charges that a payment settled, in order of day.
    settled: Vec<Settled>,
    /// The day of the booking at hand, and whether it is a payment.
    today: Day,
    is_paid: bool,
    /// How often anything was opened or booked.
    version: u64,
}

/// An overdue charge that was settled by a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The day on which nothing of it was open any more.
    pub day: Day,
    /// The day on which it fell due.
    pub due: Day,
}

/// Something owed.
#[derive(Clone, Copy, Debug)]
struct Item {
    order: Order,
    due: Day,
    open: Money,
    /// The entry that booked it.
    entry: u32,
    is_rent: bool,
    is_charge: bool,
}

/// Where an item stands in the order of settling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    claim_due: Day,
    claim: u32,
    class: Class,
    entry: u32,
}

/// Within a claim, costs are settled before interest and interest before principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Cost,
    Interest,
    Principal,
}

/// A part of a payment that settled a part of an item.
#[derive(Clone, Copy, Debug)]
struct Settlement {
    payment: u32,
    item_entry: u32,
    amount: Money,
}

/// What is left of a payment.
#[derive(Clone, Copy, Debug)]
struct Surplus {
    payment: u32,
    amount: Money,
}

/// The rent of the latest fully charged month, kept as charges come in.
#[derive(Clone, Copy, Debug, Default)]
struct MonthlyRent {
    /// The month being charged and its sum so far.
    current: Option<(Month, Money)>,
    /// Of the latest fully charged month; of a partial one, as long as there is nothing better.
    latest: Money,
    latest_is_full: bool,
}

impl Account {
    /// Opens the account of a tenancy that starts and ends on these days; empties what was in it.
    pub fn open(&mut self, allocation: Allocation, start: Day, end: Option<Day>) {
        self.version += 1;
        self.allocation = allocation;
        (self.start, self.end) = (start, end);
        self.items.clear();
        self.first_open = 0;
        self.settlements.clear();
        self.surplus.clear();
        self.settled.clear();
        self.rent = MonthlyRent::default();
    }

    /// Books an entry; `place` is its place among the entries of the tenancy, by which others refer to it.
    pub fn book(&mut self, entry: &Entry, place: u32) {
        self.version += 1;
        (self.today, self.is_paid) = (entry.day, entry.kind == EntryKind::Payment);
        match entry.kind {
            EntryKind::Charge | EntryKind::Cost | EntryKind::Interest => self.owe(entry, place),
            EntryKind::Payment | EntryKind::Credit => self.pay(entry, place),
            EntryKind::Reversal => self.reverse(entry, place),
            EntryKind::Refund => self.refund(entry, place),
            EntryKind::WriteOff => {
                self.settle_in_order(entry.amount, place);
            }
        }
    }

    /// All that is open and due on or before the day.
    #[must_use]
    pub fn overdue(&self, day: Day) -> Money {
        self.open_items().filter(|item| item.due <= day).map(|item| item.open).sum()
    }

    /// The rent and service costs that are open and due on or before the day.
    #[must_use]
    pub fn overdue_rent(&self, day: Day) -> Money {
        self.open_items().filter(|item| item.due <= day && item.is_rent).map(|item| item.open).sum()
    }

    /// The due date of the oldest item that is open and due on or before the day.
    #[must_use]
    pub fn oldest_overdue(&self, day: Day) -> Option<Day> {
        self.open_items().map(|item| item.due).filter(|due| *due <= day).min()
    }

    /// The first day after this one on which an open item falls due; [`Day::NEVER`] when there is none.
    #[must_use]
    pub fn next_due(&self, day: Day) -> Day {
        self.open_items().map(|item| item.due).filter(|due| *due > day).min().unwrap_or(Day::NEVER)
    }

    /// All that is open, due or not.
    #[must_use]
    pub fn total_open(&self) -> Money {
        self.open_items().map(|item| item.open).sum()
    }

    /// The charges that were overdue on the day before and that a payment settled, in order of day. One that was
    /// re-opened by a reversal is there again when it is settled again.
    #[must_use]
    pub fn settled(&self) -> &[Settled] {
        &self.settled
    }

    /// What was paid and is not used up.
    #[must_use]
    pub fn credit(&self) -> Money {
        self.surplus.iter().map(|surplus| surplus.amount).sum()
    }

    /// What is open of the item that an entry booked.
    #[must_use]
    pub fn open_of(&self, entry: u32) -> Money {
        self.open_items().find(|item| item.entry == entry).map_or(Money::ZERO, |item| item.open)
    }

    /// Rent and service costs of the latest fully charged month, by due date; of a partial month, as long as no full one
    /// was charged.
    #[must_use]
    pub const fn monthly_rent(&self) -> Money {
        self.rent.latest
    }

    /// A number that is another one after every booking: what was read at the same number still stands.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    fn open_items(&self) -> impl Iterator<Item = &Item> {
        self.items.get(self.first_open..).unwrap_or(&[]).iter().filter(|item| item.open > Money::ZERO)
    }

    fn owe(&mut self, entry: &Entry, place: u32) {
        let class = match entry.kind {
            EntryKind::Cost => Class::Cost,
            EntryKind::Interest => Class::Interest,
            _ => Class::Principal,
        };
        let claim = self.claim_of(entry, place);
        let is_rent = entry.kind == EntryKind::Charge && entry.category.is_monthly_rent();
        if is_rent {
            self.rent.charge(entry, self.start, self.end);
        }
        let order = Order { claim_due: claim.0, claim: claim.1, class, entry: place };
        let is_charge = entry.kind == EntryKind::Charge;
        self.insert(Item { order, due: entry.due, open: entry.amount, entry: place, is_rent, is_charge });
        self.use_surplus();
    }

    /// The due date and the entry of the claim that something owed belongs to.
    fn claim_of(&self, entry: &Entry, place: u32) -> (Day, u32) {
        let named = match (self.allocation, entry.refers_to) {
            (Allocation::Statutory, Some(named)) => self.items.iter().rev().find(|item| item.entry == named),
            _ => None,
        };
        named.map_or((entry.due, place), |item| (item.order.claim_due, item.order.claim))
    }

    fn insert(&mut self, item: Item) {
        let at = self.items.iter().rposition(|other| other.order <= item.order).map_or(0, |before| before + 1);
        self.items.insert(at, item);
        self.first_open = self.first_open.min(at);
    }
}

impl MonthlyRent {
    fn charge(&mut self, entry: &Entry, start: Day, end: Option<Day>) {
        let month = if entry.due == Day::NEVER { entry.day.month() } else { entry.due.month() };
        let sum = match self.current {
            Some((current, sum)) if current == month => sum + entry.amount,
            _ => entry.amount,
        };
        self.current = Some((month, sum));
        let full = start <= month.first() && end.is_none_or(|end| end > month.last());
        if full || !self.latest_is_full {
            (self.latest, self.latest_is_full) = (sum, full);
        }
    }
}

#[cfg(test)]
mod tests;
