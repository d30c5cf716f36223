//! Days after the record: what was to be paid as usual is paid, and what was to be let pass is, unless the course of events
//! came between.
//!
//! Always: a debit to come is collected while the landlord has the file; anything else is paid as usual by who has nothing
//! old open that matters and no plan, and by nobody else: what they pay is for the push or the plan to say.

use super::books::Books;
use super::household::Today;
use crate::behaviour::DebitChances;
use crate::behaviour::Means;
use crate::calendar::Day;
use crate::forecast::Course;
use crate::forecast::LATEST_HABIT;
use crate::forecast::Risk;
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
    risks: Vec<Risk>,
    /// What was missed or not so far, by due date.
    decided: Vec<(Day, bool)>,
    /// The last day on which anything was done about it.
    noted: Day,
}

impl Default for Ahead {
    fn default() -> Ahead {
        Ahead { told_from: Day::NEVER, strains: Vec::new(), risks: Vec::new(), decided: Vec::new(), noted: Day::DAWN }
    }
}

impl Ahead {
    pub(super) fn clear(&mut self) {
        self.told_from = Day::NEVER;
        self.strains.clear();
        self.risks.clear();
        self.decided.clear();
        self.noted = Day::DAWN;
    }

    pub(super) fn expect(&mut self, course: &Course) {
        self.told_from = course.told_from;
        self.strains.extend_from_slice(&course.strains);
        self.risks.extend_from_slice(&course.risks);
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

    /// Whether it is by debit that what falls due on a day is paid as usual; none, when nothing is told of it.
    pub(super) fn by_debit(&self, due: Day) -> Option<bool> {
        self.risks.iter().find(|risk| risk.due == due).map(|risk| risk.by_debit)
    }

    /// Whether the household misses what falls due on a day: decided once, when it first matters. A debit bounces as the
    /// behaviour says, when that was fitted to books. Else the tenant's own record counts: `short` is the share of its months
    /// in which it has not the money; misses fall in those first, and what is left of their chance in others.
    pub(super) fn misses(&mut self, due: Day, means: Means, short: f64, debits: &DebitChances) -> bool {
        if let Some((_, missed)) = self.decided.iter().find(|(other, _)| *other == due) {
            return *missed;
        }
        let Some(risk) = self.risks.iter().find(|risk| risk.due == due) else { return false };
        let missed = if risk.by_debit && debits.fitted {
            risk.bounces(debits.of(means), &self.strains)
        } else {
            risk.luck < chance_with(means, risk.chance, short)
        };
        self.decided.push((due, missed));
        missed
    }

    /// Whether it was decided that the household misses what falls due on a day.
    pub(super) fn is_missed(&self, due: Day) -> bool {
        self.decided.iter().any(|(of, missed)| *of == due && *missed)
    }

    /// Until when nothing pushes towards paying what fell due on a day: it is yet to be paid as usual, or it is let pass
    /// and nobody did anything about it yet. None, when the push works.
    pub(super) fn held_until(&self, books: &Books, today: &Today<'_>, due: Day, missed: bool) -> Option<Day> {
        let by_debit = self.by_debit(due)?;
        if missed && !by_debit {
            let passed = due.plus(LATEST_HABIT);
            return (today.day < passed && !(due..today.day).contains(&self.noted)).then_some(passed);
        }
        let near = books.ahead(today.tenancy).iter().take_while(|entry| entry.day <= due.plus(31));
        let usual = near.into_iter().find(|entry| is_to_come(entry) && entry.due == due);
        usual.filter(|_| by_debit || today.around.plan.is_none()).map(|entry| entry.day)
    }
}

/// The chance of a miss in a month with money, or in one without.
fn chance_with(means: Means, chance: f64, short: f64) -> f64 {
    match means {
        Means::Short => (chance / short.max(f64::MIN_POSITIVE)).min(1.0),
        Means::Able => ((chance - short) / (1.0 - short).max(f64::MIN_POSITIVE)).max(0.0),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(by_debit: bool) -> Ahead {
        let due = Day::from_number(20_000);
        let risk = Risk { due, by_debit, chance: 0.5, season: 2.0, luck: 0.05 };
        Ahead { risks: vec![risk], ..Ahead::default() }
    }

    #[test]
    fn a_debit_bounces_as_the_behaviour_says_when_it_was_fitted_and_else_as_the_own_record_does() {
        let chances = |able, fitted| DebitChances { able, short: 0.9, fitted };
        let misses = |by_debit, able, fitted| {
            ahead(by_debit).misses(Day::from_number(20_000), Means::Able, 0.1, &chances(able, fitted))
        };
        assert!(misses(true, 0.03, true), "three in a hundred, in a month with twice as many");
        assert!(!misses(true, 0.02, true));
        assert!(misses(true, 0.0, false) && misses(false, 0.0, true), "half of all months, by the own record");
    }

    #[test]
    fn misses_fall_in_months_without_money_first_and_come_to_their_chance() {
        for (chance, short) in [(0.02, 0.1), (0.3, 0.1), (0.5, 0.0), (0.1, 1.0)] {
            let (able, without) = (chance_with(Means::Able, chance, short), chance_with(Means::Short, chance, short));
            assert!((short * without + (1.0 - short) * able - chance).abs() < 1e-12, "{chance} {short}");
            assert!(without >= able);
        }
    }
}
