//! How long calendar months and working days are in days, at the least and at the most.
//!
//! Always: no stretch of time is left out. Months are exact, by every day of four years; working days are wide.

use super::boxes::Boxes;
use super::dimension::Calendar;
use super::dimension::Count;
use super::dimension::Dimension;
use super::values::Values;
use crate::calendar::Day;
use std::sync::LazyLock;

/// The first of the four years from which months are counted.
const SOME_DAY: Day = Day::from_number(18_000);
const FOUR_YEARS: i32 = 1_461;

/// Beyond so many months their length is taken with some days to spare.
const EXACT_UP_TO: i32 = 120;

/// Passes on what a clock says in months or working days to its days; says whether anything changed.
pub(super) fn pass(boxes: &mut Boxes) -> bool {
    let is_read = |dimension: &Dimension| matches!(dimension, Dimension::Clock(_, count) if *count != Count::Days);
    if !boxes.dimensions().any(|dimension| is_read(&dimension)) {
        return false;
    }
    let others: Vec<Dimension> = boxes.dimensions().filter(is_read).collect();
    let mut changed = false;
    for dimension in others {
        let Dimension::Clock(clock, count) = dimension else { continue };
        let own = boxes.get(dimension);
        let (least, most) = (own.and_then(Values::least), own.and_then(Values::most));
        let days = Dimension::Clock(clock, Count::Days);
        changed |= least.is_some_and(|least| boxes.raise(days, shortest(count, least)));
        changed |= most.is_some_and(|most| boxes.lower(days, longest(count, most)));
    }
    changed
}

/// The fewest days after which a clock can be at a place.
fn shortest(count: Count, place: i128) -> i128 {
    match count {
        Count::Days => place,
        Count::Months => months(place.div_euclid(2)).0 + place.rem_euclid(2),
        Count::Working(Calendar::All) => place,
        Count::Working(_) => place + 2 * (place - 1).max(0).div_euclid(5),
    }
}

/// The most days after which a clock can be at a place.
fn longest(count: Count, place: i128) -> i128 {
    match count {
        Count::Days => place,
        Count::Months if place.rem_euclid(2) == 0 => months(place.div_euclid(2)).1,
        Count::Months => months(place.div_euclid(2) + 1).1 - 1,
        Count::Working(Calendar::All) => place,
        // Two days in seven, and holidays: a few close together, and some in every year.
        Count::Working(_) => (place + 1) + 2 * (place + 5).div_euclid(5) + 10 + place.div_euclid(10),
    }
}

/// The fewest and the most days that so many calendar months can have.
fn months(months: i128) -> (i128, i128) {
    let exact = usize::try_from(months).ok().and_then(|months| LENGTHS.get(months).copied());
    let about = (months * 30 + months * 2 / 5 - 3, months * 31 - months / 2 + 3);
    exact.unwrap_or(about)
}

/// Of each number of months the fewest and the most days: from every month of four years, by its last days.
static LENGTHS: LazyLock<Vec<(i128, i128)>> = LazyLock::new(|| (0..=EXACT_UP_TO).map(lengths).collect());

fn lengths(months: i32) -> (i128, i128) {
    let starts = (0..FOUR_YEARS).map(|day| SOME_DAY.plus(day)).filter(|day| day.of_month() >= 28);
    let days = starts.map(|start| start.plus_months(months).since(start));
    let (least, most) = days.fold((i32::MAX, 0), |(least, most), days| (least.min(days), most.max(days)));
    (i128::from(least), i128::from(most))
}

/// The place of a clock that has run so many days up to today.
pub(super) fn place(count: Count, days: i32, today: Day) -> i128 {
    let since = today.plus(-days);
    match count {
        Count::Days => i128::from(days),
        Count::Months => {
            let about = today.month().number() - since.month().number();
            let whole = if since.plus_months(about) <= today { about } else { about - 1 };
            i128::from(2 * whole + i32::from(since.plus_months(whole) < today))
        }
        Count::Working(calendar) => {
            let works = (1..=days).filter(|day| calendar.days().includes(since.plus(*day)));
            i128::try_from(works.count()).unwrap_or(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_stretch_of_time_is_shorter_or_longer_than_is_said() {
        let counts = [Calendar::Nl, Calendar::Weekdays, Calendar::All].map(Count::Working);
        for count in counts.into_iter().chain([Count::Months, Count::Days]) {
            for start in (0..1_500).step_by(7) {
                for days in (0..120).chain([364, 365, 366, 400, 4_300]) {
                    let place = place(count, days, SOME_DAY.plus(start));
                    let (least, most) = (shortest(count, place), longest(count, place));
                    assert!((least..=most).contains(&i128::from(days)), "{count:?} {start} {days}: {least}..={most}");
                }
            }
        }
    }

    #[test]
    fn months_are_as_long_as_the_calendar_has_them() {
        assert_eq!((months(1), months(2), months(12)), ((28, 31), (59, 62), (365, 366)));
        let march = Day::from_ymd(2025, 3, 28).unwrap();
        assert_eq!((place(Count::Months, 28, march), place(Count::Months, 27, march)), (2, 1));
        assert_eq!(place(Count::Working(Calendar::Weekdays), 7, march), 5);
    }
}
