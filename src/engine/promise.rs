//! A payment plan agreed in a run, while it runs: what falls due, what was paid, and when it is broken.

use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Plan;

/// A plan that runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promise {
    /// Its place in the history.
    pub(super) place: usize,
    pub(super) set_by: SetBy,
    /// The same plan on the record, by its place among those that are replaced.
    pub(super) recorded: Option<usize>,
    /// Until which day the record of a plan on the very same terms tells what was paid.
    pub(super) told_until: Day,
    /// Until which day that record shows it running, so that no late instalment breaks it.
    pub(super) runs_until: Day,
    /// The day on which that record of it shows it broken; never, when it does not.
    pub(super) told_broken: Day,
    /// It is broken when an instalment is more than so many days late.
    pub(super) patience: i32,
    /// What it was agreed for.
    pub(super) sum: Money,
    /// What was paid under it, rent of later months aside.
    pub(super) paid: Money,
}

impl Promise {
    /// The instalment that falls due on a day, by its number, and what is asked of it after all that was paid.
    pub(super) fn instalment_on(&self, plan: &Plan, day: Day) -> Option<(u32, Money)> {
        let nth = (0..plan.instalments).find(|nth| due(plan, *nth) == day)?;
        let asked = (self.asked_up_to(plan, nth) - self.paid).min(plan.amount);
        (asked > Money::ZERO).then_some((nth, asked))
    }

    /// Whether, in the morning, an instalment is later than the plan bears, or the plan is over with something unpaid. No
    /// instalment is too late while the record shows the plan running.
    pub(super) fn is_broken(&self, plan: &Plan, today: Day) -> bool {
        let late = |nth: &u32| due(plan, *nth).plus(self.patience) < today && self.paid < self.asked_up_to(plan, *nth);
        if self.told_broken != Day::NEVER {
            return self.told_broken <= today;
        }
        let too_late = self.runs_until <= today && (0..plan.instalments).any(|nth| late(&nth));
        too_late || plan.end() <= today
    }

    /// The next day after today on which an instalment falls due, or from which on the plan may be broken.
    pub(super) fn next_day(&self, plan: &Plan, today: Day) -> Day {
        let days = (0..plan.instalments).map(|nth| due(plan, nth));
        let days = days.flat_map(|due| [due, due.plus(self.patience + 1)]);
        let days = days.chain([self.told_broken, self.runs_until]);
        days.filter(|day| *day > today).min().unwrap_or(Day::NEVER)
    }

    /// The sum of the instalments up to this one.
    fn asked_up_to(&self, plan: &Plan, nth: u32) -> Money {
        Money::from_cents(plan.amount.cents().saturating_mul(i64::from(nth) + 1)).min(self.sum)
    }
}

fn due(plan: &Plan, nth: u32) -> Day {
    plan.first_due.plus_months(i32::try_from(nth).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan {
            agreed_on: "2025-01-03".parse().unwrap(),
            instalments: 3,
            amount: Money::from_cents(10_000),
            first_due: "2025-01-26".parse().unwrap(),
            ended_on: None,
            outcome: None,
            listed: Vec::new(),
        }
    }

    fn promise(paid: i64) -> Promise {
        let (sum, paid) = (Money::from_cents(25_000), Money::from_cents(paid));
        Promise {
            place: 0,
            set_by: SetBy::Policy,
            recorded: None,
            told_until: Day::DAWN,
            runs_until: Day::DAWN,
            told_broken: Day::NEVER,
            patience: 7,
            sum,
            paid,
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn an_instalment_more_than_its_patience_late_breaks_the_plan() {
        let broken = |paid, on| promise(paid).is_broken(&plan(), day(on));
        assert!(!broken(0, "2025-02-02"));
        assert!(broken(0, "2025-02-03"));
        assert!(!broken(10_000, "2025-02-03"));
        assert!(broken(24_999, "2025-04-03") && !broken(25_000, "2025-04-02"));
    }

    #[test]
    fn what_the_record_tells_to_run_is_not_broken_before_the_record_ends() {
        let told = Promise { runs_until: day("2025-02-20"), ..promise(0) };
        assert!(!told.is_broken(&plan(), day("2025-02-19")) && told.is_broken(&plan(), day("2025-02-20")));
        assert_eq!(told.next_day(&plan(), day("2025-02-10")), day("2025-02-20"));
    }

    #[test]
    fn the_last_instalment_is_what_is_left() {
        assert_eq!(promise(20_000).instalment_on(&plan(), day("2025-03-26")), Some((2, Money::from_cents(5_000))));
        assert_eq!(promise(25_000).instalment_on(&plan(), day("2025-03-26")), None);
        assert_eq!(promise(0).instalment_on(&plan(), day("2025-02-26")), Some((1, Money::from_cents(10_000))));
    }
}
