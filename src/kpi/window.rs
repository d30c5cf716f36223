//! The periods that end on a date: the last quarter, the last 12 months, the calendar year, and since the date before.
//!
//! A day that ends a month closes whole calendar months; any other day closes the period after the same day of the month,
//! so many months before.

use crate::calendar::Day;

/// More months than there are between two dates at which anything is measured.
const MANY: i32 = 1_200;

/// The periods that end on a date, each by the last day before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) day: Day,
    pub(super) before_quarter: Day,
    pub(super) before_year: Day,
    pub(super) before_calendar_year: Day,
    pub(super) previous: Day,
}

/// The periods of dates that are in order.
pub(super) fn windows(dates: &[Day]) -> Vec<Window> {
    let mut windows: Vec<Window> = dates.iter().map(|day| Window::of(*day)).collect();
    for (window, previous) in windows.iter_mut().skip(1).zip(dates) {
        window.previous = *previous;
    }
    if let (Some(first), Some(second)) = (windows.first_mut(), dates.get(1)) {
        let months = second.month().number() - first.day.month().number();
        first.previous = months_before(first.day, months.max(1));
    }
    windows
}

impl Window {
    fn of(day: Day) -> Window {
        Window {
            day,
            before_quarter: months_before(day, 3),
            before_year: months_before(day, 12),
            before_calendar_year: day.month().plus(-day.month().number().rem_euclid(12)).first().plus(-1),
            previous: months_before(day, 1),
        }
    }

    /// How many months back from the date the books go, at most so many.
    pub(super) fn months_covered(&self, at_most: i32, ledger_start: Day) -> i32 {
        let covers = |months: &i32| ledger_start <= months_before(self.day, *months).plus(1);
        (1..=at_most).take_while(covers).last().unwrap_or(0)
    }

    /// How many calendar months the period since the previous date has; a part of one counts as a whole.
    pub(super) fn months_of_period(&self) -> i32 {
        (1..=MANY).find(|months| months_before(self.day, *months) <= self.previous).unwrap_or(MANY)
    }

    /// The minutes that one FTE works in the period since the previous date: its part of the year in months, or in days
    /// where these are no whole months.
    pub(super) fn minutes_of_fte(&self, hours_a_year: i64) -> i64 {
        if self.previous == months_before(self.day, self.months_of_period()) {
            return hours_a_year * 5 * i64::from(self.months_of_period());
        }
        hours_a_year * 60 * i64::from(self.day.since(self.previous)) / 365
    }

    /// How many months the calendar year has up to the date, the last one as a whole.
    pub(super) fn months_of_year(&self) -> i32 {
        self.day.month().number().rem_euclid(12) + 1
    }
}

/// The last day before the period of so many months that ends on the day.
fn months_before(day: Day, months: i32) -> Day {
    let month = day.month();
    if month.last() == day { month.plus(-months).last() } else { day.plus_months(-months) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_end_of_a_month_closes_whole_months() {
        let window = Window::of(day("2024-02-29"));
        assert_eq!(window.before_year, day("2023-02-28"));
        assert_eq!(window.before_quarter, day("2023-11-30"));
        assert_eq!(window.before_calendar_year, day("2023-12-31"));
        let window = Window::of(day("2024-02-28"));
        assert_eq!(window.before_year, day("2023-02-28"));
        assert_eq!(window.before_quarter, day("2023-11-28"));
    }

    #[test]
    fn the_first_period_is_as_long_as_the_second() {
        let quarters = windows(&[day("2024-03-31"), day("2024-06-30")]);
        assert_eq!(quarters.iter().map(|w| w.previous).collect::<Vec<_>>(), [day("2023-12-31"), day("2024-03-31")]);
        assert_eq!(windows(&[day("2024-03-15")])[0].previous, day("2024-02-15"));
    }

    #[test]
    fn an_fte_works_its_part_of_the_year() {
        let quarters = windows(&[day("2024-03-31"), day("2024-06-30"), day("2024-07-30")]);
        assert_eq!(quarters[1].months_of_period(), 3);
        assert_eq!(quarters[1].minutes_of_fte(1_548), 387 * 60);
        assert_eq!(quarters[2].months_of_period(), 1);
        assert_eq!(quarters[2].minutes_of_fte(1_548), 129 * 60);
        assert_eq!(windows(&[day("2024-07-15"), day("2024-07-20")])[1].minutes_of_fte(365), 5 * 60);
    }

    #[test]
    fn a_month_is_covered_when_the_books_have_its_first_day() {
        let window = Window::of(day("2020-12-31"));
        assert_eq!(window.months_covered(12, day("2020-01-01")), 12);
        assert_eq!(window.months_covered(12, day("2020-01-02")), 11);
        assert_eq!(window.months_covered(12, day("2020-12-02")), 0);
        assert_eq!(window.months_covered(3, day("2010-12-02")), 3);
    }
}
