//! How long it takes from the day on which rent falls due to a payment, in the books and as the fitted numbers make it.
//!
//! Only what was late from its due date on is followed, up to its first payment and no longer than to the day before the
//! next rent falls due. Who stops being late otherwise, or is where the books end, counts until then.

use super::record::AtRisk;
use crate::estimation::kaplan_meier::Followed;
use crate::estimation::kaplan_meier::KaplanMeier;

/// As many days are followed, the due date included: no month is shorter.
pub const FOLLOWED_DAYS: usize = 28;

/// The part that has not paid, by days since due.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstWeeks {
    /// How often something was late from its due date on.
    pub spells: usize,
    /// The part that has not paid, in the books; the time is the number of days, the due date included.
    pub books: KaplanMeier,
    /// As the fitted numbers make it, after each day.
    pub fitted: Vec<f64>,
}

/// Followed day by day.
#[derive(Clone, Debug, Default)]
pub(super) struct Following {
    ended: Vec<Followed>,
    /// The day that comes next, of the one that is followed.
    next: Option<i32>,
    /// By day: how many were at risk, and what they were expected to pay.
    days: Vec<(f64, f64)>,
}

impl Following {
    /// Notes a day at risk with the chance of a payment on it. Days come in order, one tenancy after another.
    pub(super) fn note(&mut self, day: &AtRisk, chance: f64) {
        if self.next.is_some_and(|next| next != day.days_overdue) {
            self.end(false);
        }
        if day.days_overdue == 0 {
            self.next = Some(0);
        }
        let Some(today) = self.next.and_then(|today| usize::try_from(today).ok()) else { return };
        if self.days.len() <= today {
            self.days.resize(today + 1, (0.0, 0.0));
        }
        self.days.get_mut(today).into_iter().for_each(|(at_risk, expected)| {
            *at_risk += 1.0;
            *expected += chance;
        });
        self.next = Some(day.days_overdue + 1);
        if day.paid || today + 1 == FOLLOWED_DAYS {
            self.end(day.paid);
        }
    }

    fn end(&mut self, event: bool) {
        let stop = self.next.take().filter(|stop| *stop > 0);
        self.ended.extend(stop.map(|stop| Followed { start: 0.0, stop: f64::from(stop), event }));
    }

    pub(super) fn finish(mut self) -> FirstWeeks {
        self.end(false);
        let left = self.days.iter().scan(1.0, |left, (at_risk, expected)| {
            *left *= 1.0 - expected / at_risk;
            Some(*left)
        });
        FirstWeeks { spells: self.ended.len(), fitted: left.collect(), books: KaplanMeier::new(&self.ended) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days_overdue: i32, paid: bool) -> AtRisk {
        AtRisk {
            month: 0,
            contacts: 0,
            days_overdue,
            base: 0,
            short_base: 0,
            month_step: 0,
            behind_one: false,
            behind_three: false,
            handed_over: false,
            departed: false,
            by_debit: false,
            helped: false,
            plan: None,
            paid,
        }
    }

    #[test]
    fn what_is_late_from_its_due_date_is_followed_to_its_first_payment_or_the_next_rent() {
        let mut following = Following::default();
        // One that was late when the books began, then one that pays on day 2, and one that is never paid.
        let late = (12..15).map(|days| day(days, days == 14));
        let quick = (0..3).map(|days| day(days, days == 2));
        let rest = (3..6).map(|days| day(days, true));
        let never = (0..40).map(|days| day(days, false));
        late.chain(quick).chain(rest).chain(never).for_each(|day| following.note(&day, 0.1));
        let found = following.finish();
        assert_eq!((found.spells, found.books.steps.len(), found.fitted.len()), (2, 1, FOLLOWED_DAYS));
        let step = found.books.steps[0];
        assert!(
            (step.time - 3.0).abs() < 1e-12 && step.at_risk == 2 && (step.survival - 0.5).abs() < 1e-12,
            "{step:?}"
        );
        assert!((found.fitted[2] - 0.9_f64.powi(3)).abs() < 1e-12, "{:?}", found.fitted);
    }

    #[test]
    fn one_that_stops_being_late_otherwise_counts_until_then() {
        let mut following = Following::default();
        (0..4).map(|days| day(days, false)).for_each(|day| following.note(&day, 0.1));
        (0..2).map(|days| day(days, days == 1)).for_each(|day| following.note(&day, 0.1));
        let found = following.finish();
        assert_eq!(found.books.steps.iter().map(|step| step.at_risk).collect::<Vec<_>>(), [2]);
    }
}
