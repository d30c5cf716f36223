//! How payments settle what is open, and how a reversal undoes that.

use super::Account;
use super::Allocation;
use super::Class;
use super::Item;
use super::Order;
use super::Settled;
use super::Settlement;
use super::Surplus;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::vocabulary::EntryKind;

/// What a payment settles first.
#[derive(Clone, Copy, Debug)]
enum Preferred {
    /// A claim: costs, then interest, then principal.
    Claim(u32),
    /// The rent and service costs that fall due in a month.
    RentOf(Month),
}

impl Account {
    /// Settles with a payment or a credit; what is left over stays as surplus.
    pub(super) fn pay(&mut self, entry: &Entry, place: u32) {
        let left = match self.preferred(entry) {
            Some(Preferred::Claim(claim)) => self.settle_where(entry.amount, place, |item| item.order.claim == claim),
            Some(Preferred::RentOf(month)) => {
                let of_month = |item: &Item| item.is_rent && item.due != Day::NEVER && item.due.month() == month;
                self.settle_where(entry.amount, place, of_month)
            }
            None => entry.amount,
        };
        let left = self.settle_in_order(left, place);
        if left > Money::ZERO {
            self.surplus.push(Surplus { payment: place, amount: left });
        }
    }

    /// What a payment settles before anything else.
    fn preferred(&self, entry: &Entry) -> Option<Preferred> {
        let named = || {
            let named = entry.refers_to?;
            self.items.iter().rev().find(|item| item.entry == named).map(|item| Preferred::Claim(item.order.claim))
        };
        match self.allocation {
            // A credit takes back the very charge it names, whatever the order for payments.
            _ if entry.kind == EntryKind::Credit => named(),
            Allocation::Statutory => named(),
            Allocation::OldestFirst => None,
            Allocation::CurrentRentFirst => Some(Preferred::RentOf(entry.day.month())),
        }
    }

    /// Settles the items for which something holds, in the order of settling. Returns what is left over.
    fn settle_where(&mut self, amount: Money, payment: u32, holds: impl Fn(&Item) -> bool) -> Money {
        let mut settling = Settling::of(amount, payment, self.overdue_before());
        settling.settle(self.items.iter_mut().filter(|item| holds(item)), &mut self.settlements, &mut self.settled);
        advance(&self.items, &mut self.first_open);
        settling.left
    }

    /// Settles what is open in the order of settling. Returns what is left over.
    pub(super) fn settle_in_order(&mut self, amount: Money, payment: u32) -> Money {
        let mut settling = Settling::of(amount, payment, self.overdue_before());
        let open = self.items.get_mut(self.first_open..).unwrap_or_default().iter_mut();
        settling.settle(open, &mut self.settlements, &mut self.settled);
        advance(&self.items, &mut self.first_open);
        settling.left
    }

    /// The day before which a charge fell due whose settling is noted; none where nothing is paid.
    fn overdue_before(&self) -> Option<Day> {
        self.is_paid.then_some(self.today)
    }

    /// Lets payments that are not used up settle what is open, oldest payment first.
    pub(super) fn use_surplus(&mut self) {
        let mut next = 0;
        while let Some(surplus) = self.surplus.get(next).copied() {
            let left = self.settle_in_order(surplus.amount, surplus.payment);
            if let Some(kept) = self.surplus.get_mut(next) {
                kept.amount = left;
            }
            if left > Money::ZERO {
                break;
            }
            next += 1;
        }
        self.surplus.drain(..next);
    }

    /// Re-opens what the reversed payment had settled; without a known payment the amount is owed anew.
    pub(super) fn reverse(&mut self, entry: &Entry, place: u32) {
        let Some(payment) = entry.refers_to else {
            return self.owe_anew(entry.amount, entry.day, place);
        };
        let mut left = entry.amount;
        // What the payment has not settled yet was never used: it goes first.
        for surplus in self.surplus.iter_mut().filter(|surplus| surplus.payment == payment) {
            let taken = surplus.amount.min(left);
            surplus.amount -= taken;
            left -= taken;
        }
        self.surplus.retain(|surplus| surplus.amount > Money::ZERO);
        for place in (0..self.settlements.len()).rev() {
            left = self.undo(place, payment, left);
        }
        self.settlements.retain(|settlement| settlement.amount > Money::ZERO);
        if left > Money::ZERO {
            self.owe_anew(left, entry.day, place);
        }
        self.use_surplus();
    }

    /// Undoes one settlement of a payment, as far as the amount goes. Returns what of the amount is left.
    fn undo(&mut self, place: usize, payment: u32, amount: Money) -> Money {
        let Some(settlement) = self.settlements.get_mut(place).filter(|settlement| settlement.payment == payment)
        else {
            return amount;
        };
        let undone = settlement.amount.min(amount);
        settlement.amount -= undone;
        let entry = settlement.item_entry;
        if let Some(at) = self.items.iter().rposition(|item| item.entry == entry) {
            if let Some(item) = self.items.get_mut(at) {
                item.open += undone;
            }
            self.first_open = self.first_open.min(at);
        }
        amount - undone
    }

    /// Pays surplus back to the tenant; what was paid back beyond it is owed.
    pub(super) fn refund(&mut self, entry: &Entry, place: u32) {
        let mut left = entry.amount;
        for surplus in &mut self.surplus {
            let taken = surplus.amount.min(left);
            surplus.amount -= taken;
            left -= taken;
        }
        self.surplus.retain(|surplus| surplus.amount > Money::ZERO);
        if left > Money::ZERO {
            self.owe_anew(left, entry.day, place);
        }
    }

    fn owe_anew(&mut self, amount: Money, day: Day, place: u32) {
        let order = Order { claim_due: day, claim: place, class: Class::Principal, entry: place };
        self.insert(Item { order, due: day, open: amount, entry: place, is_rent: false, is_charge: false });
        self.use_surplus();
    }
}

/// A payment that settles one item after the other.
struct Settling {
    left: Money,
    payment: u32,
    overdue_before: Option<Day>,
}

impl Settling {
    const fn of(left: Money, payment: u32, overdue_before: Option<Day>) -> Settling {
        Settling { left, payment, overdue_before }
    }

    fn settle<'a>(
        &mut self,
        items: impl Iterator<Item = &'a mut Item>,
        settlements: &mut Vec<Settlement>,
        settled: &mut Vec<Settled>,
    ) {
        for item in items {
            if self.left == Money::ZERO {
                break;
            }
            let amount = item.open.min(self.left);
            if amount > Money::ZERO {
                item.open -= amount;
                self.left -= amount;
                settlements.push(Settlement { payment: self.payment, item_entry: item.entry, amount });
                let noted = self.overdue_before.filter(|day| item.is_charge && item.due < *day);
                if let Some(day) = noted.filter(|_| item.open == Money::ZERO) {
                    settled.push(Settled { day, due: item.due });
                }
            }
        }
    }
}

/// Moves the first open place past what is settled.
fn advance(items: &[Item], first_open: &mut usize) {
    while items.get(*first_open).is_some_and(|item| item.open == Money::ZERO) {
        *first_open += 1;
    }
}
