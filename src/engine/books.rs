//! Booking into account and history together, so that the two never tell different stories.

use super::History;
use super::record::note_arrears;
use crate::calendar::Day;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::program::Months;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

/// The account of a tenancy in a run, and how far the record has been followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Books {
    pub(super) account: Account,
    /// The next recorded entry.
    next: usize,
    /// The months in which a payment bounced.
    pub(super) reversed: Months,
    /// Whether the latest payment was a direct debit.
    pub(super) paid_by_debit: bool,
    /// Where each recorded entry that was followed stands in this run; none where it was left out.
    placed: Vec<Option<u32>>,
}

impl Books {
    /// Opens the books of a tenancy that ends on this day, as far as that is known beforehand.
    pub(super) fn open(&mut self, tenancy: &Tenancy, end: Option<Day>, allocation: Allocation) {
        self.account.open(allocation, tenancy.start, end);
        self.next = 0;
        self.reversed = Months::default();
        self.paid_by_debit = false;
        self.placed.clear();
    }

    /// The day of the next recorded entry.
    pub(super) fn next_day(&self, tenancy: &Tenancy) -> Day {
        tenancy.entries.get(self.next).map_or(Day::NEVER, |entry| entry.day)
    }

    /// The recorded entries that were not followed yet.
    pub(super) fn ahead<'a>(&self, tenancy: &'a Tenancy) -> &'a [Entry] {
        tenancy.entries.get(self.next..).unwrap_or(&[])
    }

    /// The next recorded entry, if it is of this day and not of a later part of it.
    pub(super) fn peek(&self, tenancy: &Tenancy, today: Day, part: PartOfDay) -> Option<(usize, Entry)> {
        let entry = tenancy.entries.get(self.next).filter(|entry| entry.day == today)?;
        (entry.part_of_day(&tenancy.entries) <= part).then_some((self.next, *entry))
    }

    /// Follows the next recorded entry, with the amount that it has in this run; leaves it out when that is zero, or when
    /// what it refers to was left out and the entry means nothing without it.
    pub(super) fn follow(&mut self, entry: &Entry, amount: Money, history: &mut History) {
        let refers_to = entry.refers_to.and_then(|place| self.placed.get(place as usize).copied().flatten());
        self.next += 1;
        if amount <= Money::ZERO {
            self.placed.push(None);
            return;
        }
        self.placed.push(Some(place_of_next(history)));
        // What a payment to come was meant for is no due date of its own.
        let due = if entry.kind == EntryKind::Payment { Day::NEVER } else { entry.due };
        self.book(Entry { amount, refers_to, due, ..*entry }, history);
    }

    /// Follows what is recorded for this day, up to this part of it, as it is.
    pub(super) fn follow_part(&mut self, tenancy: &Tenancy, today: Day, part: PartOfDay, history: &mut History) {
        while let Some((_, entry)) = self.peek(tenancy, today, part) {
            self.follow(&entry, entry.amount, history);
        }
    }

    /// The amount with which a recorded entry was followed.
    pub(super) fn followed(&self, recorded: u32, history: &History) -> Money {
        let place = self.placed.get(recorded as usize).copied().flatten();
        place.and_then(|place| history.entries.get(place as usize)).map_or(Money::ZERO, |entry| entry.amount)
    }

    /// Where a recorded entry stands in this run.
    pub(super) fn place_of(&self, recorded: u32) -> Option<u32> {
        self.placed.get(recorded as usize).copied().flatten()
    }

    /// Books an entry of this run; its reference is a place in the history.
    pub(super) fn book(&mut self, entry: Entry, history: &mut History) {
        self.account.book(&entry, place_of_next(history));
        match entry.kind {
            EntryKind::Payment => self.paid_by_debit = entry.method == PaymentMethod::DirectDebit,
            EntryKind::Reversal => self.reversed.note(entry.day.month().number()),
            _ => {}
        }
        history.entries.push(entry);
    }

    /// Notes the arrears at the end of a day.
    pub(super) fn close_day(&self, today: Day, history: &mut History) {
        note_arrears(history, today, self.account.overdue(today));
    }
}

fn place_of_next(history: &History) -> u32 {
    u32::try_from(history.entries.len()).unwrap_or(u32::MAX)
}
