//! The calendar as two arrays: the month of a day, and the end of a month.

use huurproef::calendar::Day;
use huurproef::calendar::Period;

/// Days before the window whose month is still looked up: older claims are open on its first day.
const EARLIER: i32 = 4_000;

pub(super) struct Months {
    /// The last day of the window.
    pub(super) to: i32,
    /// The last day of each month of the window.
    pub(super) ends: Vec<i32>,
    /// The number of the first month of the window.
    first: i32,
    /// The first day that is looked up.
    from: i32,
    numbers: Vec<i32>,
}

impl Months {
    pub(super) fn new(window: Period) -> Months {
        let (from, to) = (window.from.number() - EARLIER, window.to.number());
        Months {
            to,
            ends: window.month_ends().iter().map(|day| day.number()).collect(),
            first: window.from.month().number(),
            from,
            numbers: (from..=to + EARLIER).map(|day| Day::from_number(day).month().number()).collect(),
        }
    }

    /// The number of a day's month.
    pub(super) fn number(&self, day: i32) -> i32 {
        let place = usize::try_from(day - self.from).ok();
        place.and_then(|at| self.numbers.get(at)).copied().unwrap_or_else(|| Day::from_number(day).month().number())
    }

    /// The place of a day's month in the window.
    pub(super) fn place(&self, day: i32) -> Option<usize> {
        usize::try_from(self.number(day) - self.first).ok().filter(|place| *place < self.ends.len())
    }
}
