//! Reading an account into facts, as a policy sees it on a day: all of it, or only what fell due from some day on.

use super::holds::Holds;
use crate::calendar::Day;
use crate::ledger::Account;
use crate::ledger::OpenItem;
use crate::money::Money;
use crate::program::Asked;
use crate::program::Facts;
use crate::program::Letters;
use crate::vocabulary::MonthCount;

/// Days after it was sent on which a fourteen-day letter's term is over, delivery included.
const LETTER_DAYS: i32 = 17;

/// What is looked at, and how.
#[derive(Clone, Copy)]
pub(super) struct Survey<'a> {
    pub(super) account: &'a Account,
    /// The last day whose due dates count as overdue.
    pub(super) seen: Day,
    /// What fell due before this day is left out.
    pub(super) from: Day,
    pub(super) today: Day,
    /// The days on which a fourteen-day letter was sent, in order.
    pub(super) letters: &'a [Day],
    pub(super) holds: &'a Holds,
    /// Days after the due date on which a payment counts as in time.
    pub(super) grace: i32,
    pub(super) asked: Asked,
}

/// What the fourteen-day letter of a charge has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// None was sent.
    Missing,
    /// Its term is over from this day on.
    ExpiresOn(Day),
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
                let late = item.due.plus(self.grace).plus(1);
                facts.late_next = facts.late_next.min(if late > self.today { late } else { Day::NEVER });
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

    fn add_letter(&self, item: &OpenItem, letters: &mut Letters) {
        match letter_for(item.due, self.letters) {
            Letter::Missing => letters.missing = letters.missing.saturating_add(1),
            Letter::ExpiresOn(day) if day <= self.today => letters.expired += item.open,
            Letter::ExpiresOn(day) => letters.next = letters.next.min(day),
        }
    }

    fn paused(&self, since: Day) -> i32 {
        if self.holds.pause_clocks() { self.holds.paused(since, self.today) } else { 0 }
    }

    /// What is overdue and looked at.
    pub(super) fn items(&self) -> impl Iterator<Item = OpenItem> + '_ {
        self.account.overdue_items(self.seen).filter(|item| self.from <= item.due)
    }
}

/// The letter of a charge is the first that was sent on or after its due date.
pub(super) fn letter_for(due: Day, letters: &[Day]) -> Letter {
    let first = letters.partition_point(|sent| *sent < due);
    letters.get(first).map_or(Letter::Missing, |sent| Letter::ExpiresOn(letter_expired_on(*sent)))
}

/// The first day on which the term of a letter sent on a day is over.
fn letter_expired_on(sent: Day) -> Day {
    sent.plus(LETTER_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_covers_what_fell_due_up_to_its_day() {
        let sent = [Day::from_number(10), Day::from_number(40)];
        let expires = |due| letter_for(Day::from_number(due), &sent);
        assert_eq!(expires(10), Letter::ExpiresOn(letter_expired_on(sent[0])));
        assert_eq!(expires(11), Letter::ExpiresOn(letter_expired_on(sent[1])));
        assert_eq!(expires(41), Letter::Missing);
    }
}
