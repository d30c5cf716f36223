//! The instalments of a plan as the books show them: what each asks, what was paid around its day, whether it was kept.
//!
//! # Why
//! A figure of what was and a number for what may come read the same books, so both take from here which instalments fell due,
//! what each asks and what was paid around it.

use super::Entry;
use super::Instalment;
use super::Plan;
use crate::calendar::Day;
use crate::money::Money;
use crate::vocabulary::EntryKind;

/// An instalment that fell due while its plan ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FallenDue {
    /// When it fell due.
    pub due: Day,
    /// Whether it was paid in time.
    pub is_kept: bool,
}

impl Instalment {
    /// Whether the ledger lists it as paid in full within the grace.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.paid_on.is_some_and(|paid| paid <= self.due.plus(Plan::GRACE))
    }
}

impl Plan {
    /// When an instalment falls due, by its number.
    #[must_use]
    pub fn due(&self, number: u32) -> Day {
        self.first_due.plus_months(i32::try_from(number).unwrap_or(i32::MAX))
    }

    /// The instalments that fell due before the plan ended. Of those that the ledger lists it says itself whether they were
    /// paid; else they fall due monthly, and `is_paid` judges by the due date and what is asked. The arrears are those for
    /// which the plan was agreed.
    pub fn fallen_due(&self, arrears: Money, is_paid: impl Fn(Day, Money) -> bool) -> impl Iterator<Item = FallenDue> {
        let listed = self.listed.iter().map(|one| FallenDue { due: one.due, is_kept: one.is_kept() });
        let unlisted = if self.listed.is_empty() { self.instalments } else { 0 };
        let agreed = (0..unlisted).map(move |number| {
            let due = self.due(number);
            FallenDue { due, is_kept: is_paid(due, self.asked(number, arrears)) }
        });
        listed.chain(agreed).take_while(move |one| one.due <= self.end())
    }

    /// What an instalment asks: the last one is what remains of the arrears for which the plan was agreed.
    fn asked(&self, number: u32, arrears: Money) -> Money {
        if number + 1 < self.instalments {
            return self.amount;
        }
        let before = Money::from_cents(self.amount.cents().saturating_mul(i64::from(number)));
        let rest = arrears - before;
        if Money::ZERO < rest && rest < self.amount { rest } else { self.amount }
    }

    /// What was paid around a due date, from the grace before it to the grace after it. A direct debit collects the month's
    /// own rent and is no instalment, and neither is what names a charge that fell due after the plan was agreed; what
    /// bounced within that time was not paid.
    #[must_use]
    pub fn paid_around(&self, due: Day, entries: &[Entry]) -> Money {
        let after = entries.partition_point(|entry| entry.day < due.plus(-Plan::GRACE));
        let around = entries.iter().skip(after).take_while(|entry| entry.day <= due.plus(Plan::GRACE));
        let names_later = |entry: &Entry| {
            let named = entry.refers_to.and_then(|place| entries.get(place as usize));
            named.is_some_and(|charge| charge.due > self.agreed_on)
        };
        let is_instalment = |entry: &Entry| entry.is_paid_by_hand() && !names_later(entry);
        let amount = |entry: &Entry| match entry.kind {
            EntryKind::Reversal => {
                let undone = entry.refers_to.and_then(|place| Some((place as usize, entries.get(place as usize)?)));
                let counted = undone.is_some_and(|(place, payment)| place >= after && is_instalment(payment));
                if counted { -entry.amount } else { Money::ZERO }
            }
            _ if is_instalment(entry) => entry.amount,
            _ => Money::ZERO,
        };
        around.map(amount).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn euros(amount: i64) -> Money {
        Money::from_cents(amount * 100)
    }

    /// Three instalments of a hundred euros, on the 26th of March, April and May.
    fn plan() -> Plan {
        Plan {
            agreed_on: day("2024-03-10"),
            instalments: 3,
            amount: euros(100),
            first_due: day("2024-03-26"),
            ended_on: None,
            outcome: None,
            listed: Vec::new(),
        }
    }

    fn paid(on: &str, amount: i64) -> Entry {
        Entry::new(EntryKind::Payment, day(on), euros(amount))
    }

    #[test]
    fn each_instalment_asks_its_amount_and_the_last_what_remains() {
        let asked = |arrears: i64| {
            let asked = std::cell::RefCell::new(Vec::new());
            let note = |due: Day, amount: Money| {
                asked.borrow_mut().push((due.to_string(), amount));
                true
            };
            assert_eq!(plan().fallen_due(euros(arrears), note).count(), 3);
            asked.into_inner()
        };
        let on = |date: &str, amount: i64| (date.to_owned(), euros(amount));
        let first = [on("2024-03-26", 100), on("2024-04-26", 100)];
        assert_eq!(asked(250), [&first[..], &[on("2024-05-26", 50)]].concat());
        assert_eq!(asked(1_000), [&first[..], &[on("2024-05-26", 100)]].concat());
    }

    #[test]
    fn what_falls_due_after_the_plan_ended_is_not_asked() {
        let broken = Plan { ended_on: Some(day("2024-05-04")), ..plan() };
        let dues: Vec<String> = broken.fallen_due(euros(300), |_, _| true).map(|one| one.due.to_string()).collect();
        assert_eq!(dues, ["2024-03-26", "2024-04-26"]);
    }

    #[test]
    fn a_listed_instalment_is_kept_within_a_week_whatever_the_payments_are() {
        let listed = |due: &str, paid_on: Option<&str>| Instalment {
            due: day(due),
            amount: euros(100),
            paid_on: paid_on.map(day),
        };
        let listed = vec![
            listed("2024-03-26", Some("2024-04-02")),
            listed("2024-04-26", Some("2024-05-04")),
            listed("2024-05-26", None),
        ];
        let kept = |is_paid: bool| -> Vec<bool> {
            let plan = Plan { listed: listed.clone(), ..plan() };
            plan.fallen_due(euros(300), |_, _| is_paid).map(|one| one.is_kept).collect()
        };
        assert_eq!(kept(true), [true, false, false]);
        assert_eq!(kept(false), [true, false, false]);
    }

    #[test]
    fn what_was_paid_by_hand_from_a_week_before_to_a_week_after_counts_and_later_rent_does_not() {
        let april = Entry { due: day("2024-04-01"), ..Entry::new(EntryKind::Charge, day("2024-03-15"), euros(600)) };
        let rent = Entry { refers_to: Some(0), ..paid("2024-04-01", 600) };
        let entries =
            [april, paid("2024-03-18", 1), paid("2024-03-19", 2), rent, paid("2024-04-02", 4), paid("2024-04-03", 8)];
        assert_eq!(plan().paid_around(day("2024-03-26"), &entries), euros(6));
    }

    #[test]
    fn what_bounced_was_not_paid() {
        let bounced = Entry::new(EntryKind::Reversal, day("2024-03-29"), euros(100));
        let entries = [paid("2024-03-26", 100), Entry { refers_to: Some(0), ..bounced }];
        assert_eq!(plan().paid_around(day("2024-03-26"), &entries), Money::ZERO);
    }
}
