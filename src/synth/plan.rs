//! A payment plan while it runs.

use super::sheet::Sheet;
use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Instalment;
use crate::tenancy::Plan;
use crate::vocabulary::PlanOutcome;

/// The day of the month on which instalments fall due: just after income came in.
const DUE_ON: i32 = 26;

/// What a plan still asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    /// Its place among the plans of the tenancy.
    place: usize,
    pub(super) instalment: Money,
    /// What it was agreed for and is not paid yet.
    pub(super) rest: Money,
    pub(super) next_due: Day,
    pub(super) missed: u32,
}

impl Running {
    /// Agrees a plan for all that is open, in twelve instalments, or six when it is little.
    pub(super) fn agree(sheet: &mut Sheet, day: Day, open: Money, monthly: Money) -> Running {
        let instalments: u32 = if open <= monthly { 6 } else { 12 };
        let parts = i64::from(instalments);
        let amount = Money::from_cents((open.cents() + parts - 1) / parts);
        let first_due = first_due(day);
        sheet.plans.push(Plan {
            agreed_on: day,
            instalments,
            amount,
            first_due,
            ended_on: None,
            outcome: None,
            listed: schedule(open, amount, first_due, instalments),
        });
        Running { place: sheet.plans.len() - 1, instalment: amount, rest: open, next_due: first_due, missed: 0 }
    }

    /// What falls due next.
    pub(super) fn asked(&self) -> Money {
        self.instalment.min(self.rest)
    }

    pub(super) fn paid(&mut self, sheet: &mut Sheet) {
        let listed = sheet.plans.get_mut(self.place).map(|plan| plan.listed.iter_mut());
        if let Some(instalment) = listed.and_then(|mut listed| listed.find(|one| one.due == self.next_due)) {
            instalment.paid_on = Some(self.next_due);
        }
        self.rest -= self.asked();
        self.next_due = self.next_due.plus_months(1);
    }

    pub(super) fn miss(&mut self) {
        self.missed += 1;
        self.next_due = self.next_due.plus_months(1);
    }

    /// Notes that the plan came to an end, and how; on a day before its time, which is known.
    pub(super) fn end(&self, sheet: &mut Sheet, day: Option<Day>, outcome: PlanOutcome) {
        if let Some(plan) = sheet.plans.get_mut(self.place) {
            plan.ended_on = day;
            plan.outcome = Some(outcome);
        }
    }
}

/// What was agreed: equal instalments, the last one the remainder.
fn schedule(open: Money, amount: Money, first_due: Day, instalments: u32) -> Vec<Instalment> {
    let mut rest = open;
    let numbers = 0..i32::try_from(instalments).unwrap_or(0);
    let instalments = numbers.map(|number| {
        let part = amount.min(rest);
        rest -= part;
        Instalment { due: first_due.plus_months(number), amount: part, paid_on: None }
    });
    instalments.filter(|instalment| instalment.amount > Money::ZERO).collect()
}

fn first_due(day: Day) -> Day {
    let this_month = day.month().first().plus(DUE_ON - 1);
    if day.plus(5) <= this_month { this_month } else { this_month.plus_months(1) }
}
