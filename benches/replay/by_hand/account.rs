//! What is owed, with the sums of what is overdue kept as it changes.

use super::NEVER;
use super::months::Months;
use huurproef::tenancy::Entry;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::EntryKind;

#[derive(Default)]
pub(super) struct Account {
    /// All that is overdue, in cents.
    pub(super) overdue: i64,
    /// What of it is rent and service costs.
    pub(super) overdue_rent: i64,
    /// The rent of the latest fully charged month, or of a partial one while there is nothing better.
    pub(super) rent: i64,
    rent_is_full: bool,
    /// The month being charged, and its sum.
    charging: (i32, i64),
    /// The months that the tenant lives in from their first to their last day.
    full_months: (i32, i32),
    /// By due date, then by entry.
    items: Vec<Item>,
    /// Every item before this place is settled.
    first_open: usize,
    /// Every item before this place is due.
    due: usize,
    settlements: Vec<Settlement>,
    /// Payments not used up: the entry and what is left.
    surplus: Vec<(usize, i64)>,
}

struct Item {
    due: i32,
    is_rent: bool,
    entry: usize,
    open: i64,
}

struct Settlement {
    payment: usize,
    item: usize,
    amount: i64,
}

impl Account {
    pub(super) fn open(&mut self, tenancy: &Tenancy, months: &Months) {
        let start = tenancy.start.number();
        let first = months.number(start - 1) + 1;
        let last = tenancy.end.map_or(NEVER, |end| months.number(end.number()) - 1);
        self.full_months = (first, last);
        (self.overdue, self.overdue_rent, self.rent) = (0, 0, 0);
        (self.rent_is_full, self.charging) = (false, (NEVER, 0));
        (self.first_open, self.due) = (0, 0);
        self.items.clear();
        self.settlements.clear();
        self.surplus.clear();
    }

    /// The due date of the oldest overdue claim; what is not due yet stands behind it.
    pub(super) fn oldest(&self) -> i32 {
        self.items.get(self.first_open).map_or(NEVER, |item| item.due)
    }

    /// The next day on which something falls due.
    pub(super) fn next_due(&self) -> i32 {
        self.items.get(self.due).map_or(NEVER, |item| item.due)
    }

    pub(super) fn fall_due(&mut self, day: i32) {
        while self.next_due() <= day {
            let place = self.due;
            self.due += 1;
            self.count(place, self.items[place].open);
        }
    }

    pub(super) fn book(&mut self, entry: &Entry, place: usize, months: &Months) {
        let amount = entry.amount.cents();
        match entry.kind {
            EntryKind::Charge => self.charge(entry, place, months),
            EntryKind::Credit => {
                let named = entry.refers_to.map(|named| named as usize);
                let item = named.and_then(|named| self.items.iter().rposition(|item| item.entry == named));
                let left = item.map_or(amount, |item| self.settle(item..item + 1, amount, place));
                self.keep(left, place);
            }
            EntryKind::Reversal => self.reverse(entry, place),
            EntryKind::WriteOff => {
                self.settle(self.first_open..self.items.len(), amount, place);
            }
            _ => self.keep(amount, place),
        }
    }

    fn charge(&mut self, entry: &Entry, place: usize, months: &Months) {
        let (due, cents, is_rent) = (entry.due.number(), entry.amount.cents(), entry.category.is_monthly_rent());
        if is_rent {
            let month = months.number(if due == NEVER { entry.day.number() } else { due });
            let before = if month == self.charging.0 { self.charging.1 } else { 0 };
            self.charging = (month, before + cents);
            let is_full = self.full_months.0 <= month && month <= self.full_months.1;
            if is_full || !self.rent_is_full {
                (self.rent, self.rent_is_full) = (self.charging.1, is_full);
            }
        }
        self.owe(Item { due, is_rent, entry: place, open: cents }, entry.day.number());
    }

    fn owe(&mut self, item: Item, today: i32) {
        let after = |other: &Item| (other.due, other.entry) > (item.due, item.entry);
        let at = self.items.iter().rposition(|other| !after(other)).map_or(0, |before| before + 1);
        self.first_open = self.first_open.min(at);
        let (is_due, open) = (item.due <= today, item.open);
        self.items.insert(at, item);
        if is_due {
            self.due += 1;
            self.count(at, open);
        }
        self.use_surplus();
    }

    /// Settles what is open, oldest first, and keeps the rest.
    fn keep(&mut self, amount: i64, payment: usize) {
        let left = self.settle(self.first_open..self.items.len(), amount, payment);
        if left > 0 {
            self.surplus.push((payment, left));
        }
    }

    fn use_surplus(&mut self) {
        while let Some((payment, amount)) = self.surplus.first().copied() {
            let left = self.settle(self.first_open..self.items.len(), amount, payment);
            if left > 0 {
                self.surplus[0].1 = left;
                return;
            }
            self.surplus.remove(0);
        }
    }

    /// Settles these items. Returns what is left over.
    fn settle(&mut self, places: std::ops::Range<usize>, amount: i64, payment: usize) -> i64 {
        let mut left = amount;
        for place in places {
            if left == 0 {
                break;
            }
            let item = &mut self.items[place];
            let amount = item.open.min(left);
            if amount > 0 {
                item.open -= amount;
                left -= amount;
                self.settlements.push(Settlement { payment, item: item.entry, amount });
                self.count(place, -amount);
            }
        }
        while self.items.get(self.first_open).is_some_and(|item| item.open == 0) {
            self.first_open += 1;
        }
        left
    }

    /// Counts a change of what is open of an item, if it is due.
    fn count(&mut self, place: usize, change: i64) {
        if place < self.due {
            self.overdue += change;
            self.overdue_rent += if self.items[place].is_rent { change } else { 0 };
        }
    }

    /// Opens again what the payment settled, the latest first; what it had not settled goes before that.
    fn reverse(&mut self, entry: &Entry, place: usize) {
        let (mut left, day) = (entry.amount.cents(), entry.day.number());
        if let Some(payment) = entry.refers_to.map(|payment| payment as usize) {
            for surplus in self.surplus.iter_mut().filter(|surplus| surplus.0 == payment) {
                let taken = surplus.1.min(left);
                surplus.1 -= taken;
                left -= taken;
            }
            self.surplus.retain(|surplus| surplus.1 > 0);
            for at in (0..self.settlements.len()).rev() {
                if left > 0 && self.settlements[at].payment == payment {
                    left -= self.undo(at, left);
                }
            }
        }
        if left > 0 {
            self.owe(Item { due: day, is_rent: false, entry: place, open: left }, day);
        }
        self.use_surplus();
    }

    fn undo(&mut self, at: usize, most: i64) -> i64 {
        let settlement = &mut self.settlements[at];
        let (entry, amount) = (settlement.item, settlement.amount.min(most));
        settlement.amount -= amount;
        if let Some(place) = self.items.iter().rposition(|item| item.entry == entry) {
            self.items[place].open += amount;
            self.first_open = self.first_open.min(place);
            self.count(place, amount);
        }
        amount
    }
}
