//! The end of the record in a run that goes on after it: plans that run then go on as the run's own.

use super::Run;
use super::Scene;
use super::Simulator;
use crate::calendar::Day;
use crate::engine::promise::Promise;
use crate::engine::recall::set_by;
use crate::money::Money;
use crate::tenancy::Plan;

impl Run<'_> {
    /// Whether the run goes on after the record: it forecasts, or it may know no more than books that were cut off.
    fn outlasts_record(&self) -> bool {
        self.beyond.is_some() || self.last_day.month() < self.window.to.month()
    }

    /// The first day without a record, from an earlier day; never, in a run that does not go on after it.
    pub(super) fn next_beyond(&self, today: Day) -> Day {
        let goes_on = self.outlasts_record() && today <= self.last_day;
        if goes_on { self.last_day.plus(1) } else { Day::NEVER }
    }
}

impl Simulator {
    /// After the record, a recorded plan that still runs asks its instalments of the household, as paid up to then.
    pub(super) fn take_over_plan(&mut self, scene: &Scene<'_>, day: Day) {
        let last = scene.run.last_day;
        if !scene.run.outlasts_record() || scene.response.is_none() || day <= last || self.promise.is_some() {
            return;
        }
        let running = self.history.plans.iter().enumerate().find(|(_, plan)| plan.begin() <= last && plan.runs_on(day));
        let Some((place, plan)) = running else { return };
        let paid = due_by(plan, last);
        let sum = due_by(plan, Day::NEVER);
        let promise = Promise {
            place,
            set_by: set_by(scene.tenancy, plan),
            recorded: None,
            told_until: Day::DAWN,
            runs_until: Day::DAWN,
            told_broken: Day::NEVER,
            patience: Plan::GRACE,
            sum,
            paid,
        };
        self.promise = Some(promise);
        self.plans_until = Day::DAWN;
    }
}

/// What a plan asks up to a day.
fn due_by(plan: &Plan, day: Day) -> Money {
    if !plan.listed.is_empty() {
        return plan.listed.iter().filter(|instalment| instalment.due <= day).map(|instalment| instalment.amount).sum();
    }
    let nth = |nth: &u32| plan.first_due.plus_months(i32::try_from(*nth).unwrap_or(i32::MAX)) <= day;
    let count = (0..plan.instalments).filter(nth).count();
    Money::from_cents(plan.amount.cents() * i64::try_from(count).unwrap_or(0))
}
