//! Spells: from the first unpaid charge until nothing is overdue. Payments are numbered within the spells of a month.
//!
//! Always: the record and every other course of events number them alike, so that the same payment is known by the same
//! month and number.

/// The spell that a household is in, and the numbers that the next payments of other months get.
#[derive(Clone, Debug, Default)]
pub(super) struct Spells {
    current: Option<PaymentKey>,
    /// The number that the next payment of a month's spell gets, where one was used before.
    numbers: Vec<(i32, u32)>,
}

/// What a payment is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PaymentKey {
    /// The month in which the first unpaid charge of the spell fell due.
    pub(super) month: i32,
    pub(super) number: u32,
}

impl Spells {
    pub(super) fn clear(&mut self) {
        self.current = None;
        self.numbers.clear();
    }

    /// What the next payment is known by, in a spell.
    pub(super) const fn current(&self) -> Option<PaymentKey> {
        self.current
    }

    /// Begins a spell of a month, unless one runs. Returns whether it did.
    pub(super) fn enter(&mut self, month: i32) -> bool {
        if self.current.is_some() {
            return false;
        }
        let number = self.numbers.iter().find(|(used, _)| *used == month).map_or(0, |(_, number)| *number);
        self.current = Some(PaymentKey { month, number });
        true
    }

    /// A payment was made: the next one has the next number.
    pub(super) fn paid(&mut self) {
        if let Some(key) = &mut self.current {
            key.number += 1;
        }
    }

    /// Ends the spell. Returns what its next payment would have been known by.
    pub(super) fn leave(&mut self) -> Option<PaymentKey> {
        let left = self.current.take()?;
        self.numbers.retain(|(month, _)| *month != left.month);
        self.numbers.push((left.month, left.number + 1));
        Some(left)
    }
}
