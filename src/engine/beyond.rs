//! Days after the record: what was to be paid as usual is paid, and what was to be let pass is, unless the course of events
//! came between.
//!
//! Always: a debit to come is collected while the landlord has the file; anything else is paid as usual by who has nothing
//! old open that matters and no plan, and by nobody else: what they pay is for the push or the plan to say.

use super::books::Books;
use super::household::Today;
use crate::calendar::Day;
use crate::forecast::Course;
use crate::forecast::LATEST_HABIT;
use crate::forecast::SMALL_PART;
use crate::forecast::Strain;
use crate::ledger::Account;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

/// What a household has before it after the record.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    /// From which day on what is paid as usual is told; never, in a run that does not go on after the record.
    told_from: Day,
    strains: Vec<Strain>,
    missed: Vec<Day>,
    /// The last day on which anything was done about it.
    noted: Day,
}

impl Default for Ahead {
    fn default() -> Ahead {
        Ahead { told_from: Day::NEVER, strains: Vec::new(), missed: Vec::new(), noted: Day::DAWN }
    }
}

impl Ahead {
    pub(super) fn clear(&mut self) {
        self.told_from = Day::NEVER;
        self.strains.clear();
        self.missed.clear();
        self.noted = Day::DAWN;
    }

    pub(super) fn expect(&mut self, course: &Course) {
        self.told_from = course.told_from;
        self.strains.extend_from_slice(&course.strains);
        self.missed.extend_from_slice(&course.missed);
    }

    /// Something was done; it works from the next day.
    pub(super) const fn note(&mut self, day: Day) {
        self.noted = day;
    }

    /// Whether it is told what is paid as usual of what falls due on a day.
    pub(super) fn pays(&self, day: Day) -> bool {
        self.told_from <= day
    }

    /// A day's push under all that weighs on the household.
    pub(super) fn strained(&self, day: Day, push: f64) -> f64 {
        Strain::on_push(&self.strains, day, push)
    }

    /// Until when nothing pushes towards paying what fell due on a day: it is yet to be paid as usual, or it is let pass
    /// and nobody did anything about it yet. None, when the push works.
    pub(super) fn held_until(&self, books: &Books, today: &Today<'_>, due: Day) -> Option<Day> {
        if self.told_from == Day::NEVER {
            return None;
        }
        let near = books.ahead(today.tenancy).iter().take_while(|entry| entry.day <= due.plus(31));
        let usual = near
            .into_iter()
            .find(|entry| is_to_come(entry) && entry.due == due)
            .filter(|_| today.around.plan.is_none());
        let passed = due.plus(LATEST_HABIT);
        let is_let_pass = today.day < passed && !(due..today.day).contains(&self.noted) && self.missed.contains(&due);
        usual.map(|entry| entry.day).or(is_let_pass.then_some(passed))
    }
}

/// Whether a payment is yet to come: nobody made it, so that it is no record of anything.
pub(super) fn is_to_come(entry: &Entry) -> bool {
    entry.kind == EntryKind::Payment && entry.due != Day::NEVER
}

/// What a payment to come amounts to in this course of events.
pub(super) fn amount(entry: &Entry, today: &Today<'_>, account: &Account) -> Money {
    if entry.method == PaymentMethod::DirectDebit {
        return if today.around.handed_over { Money::ZERO } else { entry.amount.min(account.total_open()) };
    }
    let old = account.overdue(entry.due.plus(-1).min(today.day));
    if today.around.plan.is_some() || old.cents() * SMALL_PART > entry.amount.cents() {
        return Money::ZERO;
    }
    if today.day < entry.due {
        return (entry.amount - account.credit()).max(Money::ZERO);
    }
    entry.amount.min(account.total_open())
}
