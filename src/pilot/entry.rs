//! When a tenancy comes into a trial, and what it owes some months later: read from its course, recorded or simulated alike.

use crate::calendar::Day;
use crate::calendar::Period;
use crate::engine::History;
use crate::money::Money;
use crate::tenancy::Tenancy;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use serde::Deserialize;
use serde::Serialize;

/// When a tenancy comes into the trial: so much arrears, for so many days on end, while it is let.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRule {
    /// At least so many months of rent.
    pub months: f64,
    /// For so many days.
    pub days: i32,
}

/// That a tenancy came into the trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// On which day.
    pub day: Day,
}

/// The rent of the month of a day, as last charged; nothing before the first charge.
pub(super) fn rent_on(tenancy: &Tenancy, day: Day) -> Money {
    let is_rent = |entry: &&crate::tenancy::Entry| {
        entry.kind == EntryKind::Charge && entry.category == Category::Rent && entry.day <= day
    };
    tenancy.entries.iter().rev().find(is_rent).map_or(Money::ZERO, |entry| entry.amount)
}

impl EntryRule {
    /// The first day in the period on which a tenancy comes into the trial. One that stood there before comes in on the first.
    #[must_use]
    pub fn entry(self, tenancy: &Tenancy, history: &History, period: Period) -> Option<Entered> {
        let mut since: Option<Day> = None;
        for step in &history.arrears {
            if let Some(day) = since.and_then(|since| self.day(since, step.day, period)) {
                return self.if_sitting(tenancy, history, day);
            }
            let rent = rent_on(tenancy, step.day).cents();
            let is_over = rent > 0 && step.arrears.cents() as f64 >= self.months * rent as f64;
            since = if is_over { since.or(Some(step.day)) } else { None };
        }
        let day = since.and_then(|since| self.day(since, Day::NEVER, period))?;
        self.if_sitting(tenancy, history, day)
    }

    /// The day of entry of arrears since a day, if they last until then.
    fn day(self, since: Day, until: Day, period: Period) -> Option<Day> {
        let day = since.plus(self.days).max(period.from);
        (day < until && day <= period.to).then_some(day)
    }

    fn if_sitting(self, tenancy: &Tenancy, history: &History, day: Day) -> Option<Entered> {
        let is_let = tenancy.start <= day && history.end.is_none_or(|end| day < end);
        is_let.then_some(Entered { day })
    }
}

impl Entered {
    /// What is owed so many months after the entry, in cents; none where the books end before.
    #[must_use]
    pub fn owed_after(self, months: i32, history: &History, last: Day) -> Option<i64> {
        let day = self.day.plus_months(months);
        (day <= last).then(|| history.arrears_on(day).cents())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ArrearsStep;
    use crate::tenancy::Entry;

    const RULE: EntryRule = EntryRule { months: 1.0, days: 10 };

    fn on(day: i32) -> Day {
        Day::from_number(day)
    }

    fn course(steps: &[(i32, i64)]) -> (Tenancy, History) {
        let charge = Entry::new(EntryKind::Charge, on(0), Money::from_cents(500));
        let tenancy = Tenancy { entries: vec![charge], ..Tenancy::bare("T", on(0)) };
        let step = |(day, cents): &(i32, i64)| ArrearsStep { day: on(*day), arrears: Money::from_cents(*cents) };
        (tenancy, History { arrears: steps.iter().map(step).collect(), ..History::default() })
    }

    #[test]
    fn arrears_count_when_they_have_lasted() {
        let period = Period { from: on(0), to: on(100) };
        let entry = |steps: &[(i32, i64)]| {
            let (tenancy, history) = course(steps);
            RULE.entry(&tenancy, &history, period).map(|entered| entered.day.number())
        };
        assert_eq!(entry(&[(5, 500), (12, 0)]), None, "paid after a week");
        assert_eq!(entry(&[(5, 500), (12, 0), (40, 600)]), Some(50));
        assert_eq!(entry(&[(5, 400), (20, 900), (25, 700)]), Some(30), "less than a month of rent does not count");
        assert_eq!(entry(&[(95, 900)]), None, "the period is over");
    }

    #[test]
    fn who_stood_there_before_comes_in_on_the_first_day() {
        let (tenancy, mut history) = course(&[(5, 500)]);
        let period = Period { from: on(60), to: on(100) };
        let entered = RULE.entry(&tenancy, &history, period).unwrap();
        assert_eq!(entered.day, on(60));
        assert_eq!(entered.owed_after(1, &history, on(100)), Some(500));
        assert_eq!(entered.owed_after(2, &history, on(100)), None, "the books end before");
        history.end = Some(on(50));
        assert_eq!(RULE.entry(&tenancy, &history, period), None, "who has left does not come in");
    }
}
