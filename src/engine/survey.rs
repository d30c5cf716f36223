//! Reading an account into facts, as a policy sees it on a day: all of it, or only what fell due from some day on.

use super::holds::Holds;
use crate::calendar::Day;
use crate::law::letter_expired_on;
use crate::ledger::Account;
use crate::ledger::OpenItem;
use crate::money::Money;
use crate::program::Asked;
use crate::program::Facts;
use crate::program::Letters;
use crate::vocabulary::MonthCount;

/// A fourteen-day letter that was sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    sent: Day,
    /// The first day on which its term is over.
    over_on: Day,
}

/// What is looked at, and how.
#[derive(Clone, Copy)]
pub(super) struct Survey<'a> {
    pub(super) account: &'a Account,
    /// The last day whose due dates count as overdue.
    pub(super) seen: Day,
    /// What fell due before this day is left out.
    pub(super) from: Day,
    pub(super) today: Day,
    /// The fourteen-day letters, in the order in which they were sent.
    pub(super) letters: &'a [Letter],
    pub(super) holds: &'a Holds,
    /// Days after the due date on which a payment counts as in time.
    pub(super) grace: i32,
    pub(super) asked: Asked,
}

impl Letter {
    pub(super) fn sent(day: Day) -> Letter {
        Letter { sent: day, over_on: letter_expired_on(day) }
    }
}

impl Survey<'_> {
    /// Fills in what is overdue.
    pub(super) fn tell(&self, facts: &mut Facts) {
        let mut sums = [Money::ZERO; 3];
        (facts.overdue_since, facts.newest_overdue, facts.claims_overdue) = (None, None, 0);
        facts.letters = Letters { expired: Money::ZERO, next: Day::NEVER, missing: 0 };
        facts.late_next = Day::NEVER;
        for item in self.items() {
            self.add(&item, &mut sums, facts);
        }
        [facts.arrears, facts.arrears_of_rent, facts.arrears_principal] = sums;
        facts.monthly_rent = self.account.monthly_rent();
    }

    fn add(&self, item: &OpenItem, sums: &mut [Money; 3], facts: &mut Facts) {
        let [arrears, rent, principal] = sums;
        *arrears += item.open;
        let since = item.due.plus(self.paused(item.due));
        facts.overdue_since = Some(facts.overdue_since.map_or(since, |oldest| oldest.min(since)));
        if item.is_rent {
            *rent += item.open;
            if self.asked.counts(MonthCount::Late) {
                facts.late_next = facts.late_next.min(self.late_on(item, facts));
            }
        }
        if item.is_principal {
            *principal += item.open;
            facts.claims_overdue = facts.claims_overdue.saturating_add(1);
            facts.newest_overdue = facts.newest_overdue.max(Some(item.due));
            if self.asked.letters() {
                self.add_letter(item, &mut facts.letters);
            }
        }
    }

    /// The day on which rent is noted as late: tomorrow at the soonest, since a morning notes what the evening before left
    /// open. Never, when its month is noted.
    fn late_on(&self, item: &OpenItem, facts: &Facts) -> Day {
        let is_noted = facts.late.is_noted(item.due.month().number());
        if is_noted { Day::NEVER } else { item.due.plus(self.grace).plus(1).max(self.today.plus(1)) }
    }

    fn add_letter(&self, item: &OpenItem, letters: &mut Letters) {
        match over_on(item.due, self.letters) {
            None => letters.missing = letters.missing.saturating_add(1),
            Some(day) if day <= self.today => letters.expired += item.open,
            Some(day) => letters.next = letters.next.min(day),
        }
    }

    fn paused(&self, since: Day) -> i32 {
        if self.holds.pause_clocks() { self.holds.paused(since, self.today) } else { 0 }
    }

    /// The overdue charges for which the term of the letter is over.
    pub(super) fn expired(&self) -> impl Iterator<Item = OpenItem> + '_ {
        let is_over = |item: &OpenItem| over_on(item.due, self.letters).is_some_and(|day| day <= self.today);
        self.items().filter(move |item| item.is_principal && is_over(item))
    }

    /// What is overdue and looked at.
    pub(super) fn items(&self) -> impl Iterator<Item = OpenItem> + '_ {
        self.account.overdue_items(self.seen).filter(|item| self.from <= item.due)
    }
}

/// The day on which the term of the letter of a charge is over; none where none was sent. The letter of a charge is the
/// first that was sent on or after its due date.
fn over_on(due: Day, letters: &[Letter]) -> Option<Day> {
    let first = letters.partition_point(|letter| letter.sent < due);
    letters.get(first).map(|letter| letter.over_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_covers_what_fell_due_up_to_its_day() {
        let sent = [10, 40].map(|day| Letter::sent(Day::from_number(day)));
        let over = |due| over_on(Day::from_number(due), &sent);
        assert_eq!(over(10), Some(letter_expired_on(Day::from_number(10))));
        assert_eq!(over(11), Some(letter_expired_on(Day::from_number(40))));
        assert_eq!(over(41), None);
    }
}
