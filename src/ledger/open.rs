//! What is open and due on a day, item by item, for those who look closer than at the sum.

use super::Account;
use super::Class;
use super::Item;
use crate::calendar::Day;
use crate::money::Money;

/// Something owed that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// When it fell due.
    pub due: Day,
    /// What is open of it.
    pub open: Money,
    /// The entry that booked it.
    pub entry: u32,
    /// Whether it is rent or service costs.
    pub is_rent: bool,
    /// Whether it is a charge, and not costs or interest.
    pub is_principal: bool,
}

impl Account {
    /// What is open and due on or before the day, in the order in which it is settled.
    pub fn overdue_items(&self, day: Day) -> impl Iterator<Item = OpenItem> + '_ {
        self.open_items().filter(move |item| item.due <= day).map(Item::shown)
    }

    /// The due date of the first rent that was charged, and what is open of all rent due on that day; none before it.
    #[must_use]
    pub fn first_rent(&self) -> Option<(Day, Money)> {
        let due = self.items.iter().find(|item| item.is_rent)?.due;
        let open = self.open_items().filter(|item| item.is_rent && item.due == due).map(|item| item.open).sum();
        Some((due, open))
    }
}

impl Item {
    fn shown(&self) -> OpenItem {
        let Item { due, open, entry, is_rent, order, .. } = *self;
        OpenItem { due, open, entry, is_rent, is_principal: order.class == Class::Principal }
    }
}
