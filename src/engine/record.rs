//! The record as a history: what was booked and done, with no policy at all.

use super::History;
use super::history::ActionDone;
use super::history::ArrearsStep;
use crate::calendar::Day;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Tenancy;

/// Plays what is recorded of a tenancy into a history, which is emptied first.
pub fn record(tenancy: &Tenancy, allocation: Allocation, account: &mut Account, history: &mut History) {
    history.clear();
    history.end = tenancy.end;
    history.entries.extend_from_slice(&tenancy.entries);
    history.actions.extend(tenancy.actions.iter().map(|action| ActionDone {
        day: action.day,
        kind: action.kind,
        rule: None,
        exception: None,
        step: 0,
        outcome: action.outcome,
    }));
    history.plans.extend_from_slice(&tenancy.plans);
    history.dossiers.extend_from_slice(&tenancy.dossiers);
    account.open(allocation, tenancy.start, tenancy.end);
    let (mut next, mut today) = (0, Day::DAWN);
    while let Some(day) = next_change(tenancy, next, account, today) {
        today = day;
        while let Some(entry) = tenancy.entries.get(next).filter(|entry| entry.day == day) {
            account.book(entry, u32::try_from(next).unwrap_or(u32::MAX));
            next += 1;
        }
        note_arrears(history, day, account.overdue(day));
    }
    history.settled.extend_from_slice(account.settled());
}

/// The next day after today on which something is booked or falls due.
fn next_change(tenancy: &Tenancy, next: usize, account: &Account, today: Day) -> Option<Day> {
    let booked = tenancy.entries.get(next).map_or(Day::NEVER, |entry| entry.day);
    let day = booked.min(account.next_due(today));
    (day != Day::NEVER).then_some(day)
}

/// Notes the arrears at the end of a day, if they changed.
pub(super) fn note_arrears(history: &mut History, day: Day, arrears: Money) {
    if history.arrears.last().map_or(Money::ZERO, |step| step.arrears) != arrears {
        history.arrears.push(ArrearsStep { day, arrears });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenancy::Entry;
    use crate::tenancy::Portfolio;
    use crate::vocabulary::Category;
    use crate::vocabulary::EntryKind;
    use crate::vocabulary::PaymentMethod;

    fn entry(day: i32, kind: EntryKind, due: i32, cents: i64) -> Entry {
        let due = if kind.is_owed() { Day::from_number(due) } else { Day::NEVER };
        let (category, method) = (Category::Rent, PaymentMethod::Transfer);
        Entry {
            day: Day::from_number(day),
            kind,
            category,
            amount: Money::from_cents(cents),
            due,
            method,
            refers_to: None,
        }
    }

    #[test]
    fn arrears_are_noted_on_each_day_on_which_they_change() {
        let entries = vec![
            entry(0, EntryKind::Charge, 0, 500),
            // The next charge falls due on the day on which the first is paid: the arrears stay the same.
            entry(5, EntryKind::Charge, 10, 500),
            entry(10, EntryKind::Payment, 0, 500),
            entry(12, EntryKind::Payment, 0, 200),
        ];
        let tenancy = Tenancy { entries, ..Tenancy::bare("T", Day::from_number(0)) };
        let portfolio = Portfolio::new(vec![tenancy]);
        let mut history = History::default();
        record(&portfolio.tenancies[0], Allocation::Statutory, &mut Account::default(), &mut history);
        let steps: Vec<_> = history.arrears.iter().map(|step| (step.day.number(), step.arrears.cents())).collect();
        assert_eq!(steps, [(0, 500), (12, 300)]);
        assert_eq!(history.arrears_on(Day::from_number(11)), Money::from_cents(500));
    }
}
