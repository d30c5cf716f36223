//! When and what a household pays.

use super::Life;
use crate::calendar::Day;
use crate::money::Money;
use crate::synth::luck::Matter;
use crate::synth::person::Habit;
use crate::synth::person::euros;
use crate::synth::person::in_euros;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::PlanOutcome;

/// A part payment is a multiple of this many euros.
const ROUND_SUM: f64 = 25.0;

impl Life {
    /// The rent of the month, as it is always paid.
    pub(super) fn pay_as_usual(&mut self, day: Day, of_month: u32) {
        match self.person.habit {
            Habit::Debit if day == self.collection && day >= self.lease.start => self.collect(day),
            Habit::Transfer(on) if on == of_month => self.transfer(day, on),
            _ => {}
        }
    }

    /// The landlord collects what fell due this month; when the money is not there it bounces some days later.
    fn collect(&mut self, day: Day) {
        let older = self.sheet.overdue(day.month().first().plus(-1));
        let amount = self.sheet.overdue(day) - older;
        if amount <= Money::ZERO {
            return;
        }
        self.sheet.pay(day, amount, PaymentMethod::DirectDebit);
        let objects = self.luck.uniform_on(day, Matter::Objection) < 0.0008;
        if self.purse.cash >= in_euros(amount) && !objects {
            self.purse.cash -= in_euros(amount);
        } else {
            let back = day.plus(self.luck.days_on(day, Matter::BounceDelay, 2, 6));
            self.bounce = Some((back, self.sheet.latest()));
        }
    }

    pub(super) fn bounce_payment(&mut self, day: Day) {
        let Some((_, payment)) = self.bounce.filter(|(back, _)| *back == day) else { return };
        self.bounce = None;
        self.sheet.reverse(day, payment);
        if self.luck.uniform_on(day, Matter::Notices) < 0.75 * self.person.memory {
            self.is_aware = true;
            self.sit_down(day.plus(1));
        }
    }

    /// The tenant transfers the rent on his own day: this month's, or next month's when the day comes late.
    fn transfer(&mut self, day: Day, on: u32) {
        let coming = day.month().plus(1).first();
        if on >= 20 && !self.is_sitting(coming) || self.sheet.credit() >= self.monthly() {
            return;
        }
        if on < 20 && self.sheet.overdue(day) == Money::ZERO {
            return;
        }
        let amount = self.usual_amount(day, on);
        if self.luck.uniform_on(day, Matter::Remembers) > self.person.memory {
            // It comes back to mind some time; or a letter comes first.
            self.sit_down(day.plus(self.luck.days_on(day, Matter::Notices, 6, 40)));
        } else if self.purse.cash >= in_euros(amount) {
            self.hand_in(day, amount, PaymentMethod::Transfer);
            self.paid_for = Some(if on < 20 { day.month() } else { coming.month() });
        } else {
            self.is_aware = true;
        }
    }

    /// The rent that a transfer is for, with whatever small sum is still open.
    fn usual_amount(&self, day: Day, on: u32) -> Money {
        // Who pays ahead pays a bill that came in with it: else the payment would settle that and not the rent.
        let ahead = self.rent_in(day.month().plus(1)) + self.services + self.sheet.announced(day);
        let monthly = if on < 20 { self.monthly() } else { ahead };
        let open = self.sheet.overdue(day);
        let older = if on < 20 { open - self.monthly() } else { open };
        if Money::ZERO < older && older.cents() * 5 < monthly.cents() { monthly + older } else { monthly }
    }

    /// The instalment of a payment plan.
    pub(super) fn pay_instalment(&mut self, day: Day, of_month: u32) {
        let Some(mut plan) = self.plan.filter(|plan| plan.next_due == day) else { return };
        let open = self.sheet.overdue(day);
        let asked = plan.asked().min(open);
        if in_euros(asked) <= self.purse.cash - self.set_aside(day, of_month) * 0.9 {
            self.hand_in(day, asked, PaymentMethod::Transfer);
            plan.paid(&mut self.sheet);
        } else {
            plan.miss();
        }
        self.plan = Some(plan);
        let slipped = self.sheet.overdue(day) > plan.rest + self.monthly() + self.monthly();
        if plan.missed >= 2 || slipped || plan.rest <= Money::ZERO || self.sheet.overdue(day) == Money::ZERO {
            let is_settled = plan.rest <= Money::ZERO || self.sheet.overdue(day) == Money::ZERO;
            let outcome = if is_settled { PlanOutcome::Kept } else { PlanOutcome::Broken };
            plan.end(&mut self.sheet, (plan.rest > Money::ZERO).then_some(day), outcome);
            self.plan = None;
        }
    }

    /// With income in, whoever knows that something is open sits down to it; others find out now and then.
    pub(super) fn wake_up(&mut self, day: Day) {
        if self.sheet.overdue(day) == Money::ZERO {
            self.is_aware = false;
            return;
        }
        if !self.is_aware && self.luck.uniform_on(day, Matter::Notices) < 0.35 * self.person.memory {
            self.is_aware = true;
        }
        if self.is_aware {
            self.sit_down(day.plus(1));
        }
    }

    /// Plans to look at the open rent on a day, or earlier if that was planned.
    pub(super) fn sit_down(&mut self, day: Day) {
        self.next_try = Some(self.next_try.map_or(day, |planned| planned.min(day)));
    }

    /// Pays what is open: all of it if that is possible, else a month, else what some people call something.
    pub(super) fn clear(&mut self, day: Day, of_month: u32) {
        let open = self.sheet.overdue(day);
        if open == Money::ZERO {
            return;
        }
        self.is_aware = true;
        let free = self.purse.cash - self.set_aside(day, of_month) - self.purse.kept_back(&self.person);
        if let Some((amount, method)) = self.affordable(open, free) {
            self.hand_in(day, amount, method);
        }
        if self.sheet.overdue(day) == Money::ZERO {
            self.is_aware = false;
        }
    }

    /// After payday the coming rent is in hand and meant for that, unless it was paid already.
    fn set_aside(&self, day: Day, of_month: u32) -> f64 {
        let is_in_hand = of_month >= self.person.payday && self.paid_for != Some(day.month().plus(1));
        if is_in_hand { in_euros(self.monthly()) } else { 0.0 }
    }

    /// What can be paid of an open sum with so many euros; under a plan it is all or nothing beside the instalments.
    fn affordable(&self, open: Money, free: f64) -> Option<(Money, PaymentMethod)> {
        let monthly = self.monthly();
        let part = euros(libm::floor(free / ROUND_SUM) * ROUND_SUM);
        if free >= in_euros(open) {
            Some((open, PaymentMethod::Ideal))
        } else if self.plan.is_none() && free >= in_euros(monthly) && open > monthly {
            Some((monthly, PaymentMethod::Transfer))
        } else if self.plan.is_none() && self.person.pays_parts && free >= 3.0 * ROUND_SUM {
            Some((part, PaymentMethod::Transfer))
        } else {
            None
        }
    }

    fn hand_in(&mut self, day: Day, amount: Money, method: PaymentMethod) {
        self.purse.cash -= in_euros(amount);
        self.sheet.pay(day, amount, method);
    }

    /// After leaving, some debts are paid in the first weeks, some now and then, some never.
    pub(super) fn look_back(&mut self, day: Day, of_month: u32) {
        self.bounce_payment(day);
        let open = self.sheet.overdue(day);
        if of_month != self.person.payday || open == Money::ZERO {
            return;
        }
        let left = self.end.map_or(0, |end| day.since(end));
        let (whole, part) = if left < 62 { (0.20, 0.30) } else { (0.015, 0.065) };
        let draw = self.luck.uniform_on(day, Matter::Departed);
        if draw < whole {
            self.sheet.pay(day, open, PaymentMethod::Ideal);
        } else if draw < part {
            let share = 1.0 + 7.0 * self.luck.uniform_on(day, Matter::DepartedShare);
            self.sheet.pay(day, euros(libm::floor(share) * ROUND_SUM).min(open), PaymentMethod::Transfer);
        }
    }
}
