//! Days, months and working days. Has no clock: every day comes in as an argument.
//!
//! The home of `chrono`. A month after the 31st of a month that has no 31st falls on that month's last day.
//!
//! # Why
//! Months of days are asked for in the inner loop of every run. They are counted here in a few steps of whole numbers;
//! `chrono` says which dates exist, and is what the counting is held to, day by day (`the_calendar_is_that_of_chrono`).

use chrono::Datelike;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// Days between 0001-01-01 and 1970-01-01.
const EPOCH: i32 = 719_163;

/// Days between 1 March of the year 0 and 1970-01-01.
const MARCH_OF_YEAR_ZERO: i32 = 719_468;

/// After 400 years the calendar repeats itself.
const DAYS_OF_ERA: i32 = 146_097;

/// A calendar date, counted in days from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// Later than every day a ledger can hold: "until nothing changes any more".
    pub const NEVER: Day = Day(i32::MAX);
    /// Earlier than every day a ledger can hold.
    pub const DAWN: Day = Day(i32::MIN);

    /// The day so many days after 1970-01-01.
    #[must_use]
    pub const fn from_number(days: i32) -> Day {
        Day(days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a year, month and day of the month, if the calendar has it and the year lies in 1900–2199.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1900..2200).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(|date| Day(date.num_days_from_ce() - EPOCH))
    }

    /// So many days later (earlier when negative); stops at [`Day::NEVER`] and [`Day::DAWN`].
    #[must_use]
    pub const fn plus(self, days: i32) -> Day {
        if self.0 == i32::MAX || self.0 == i32::MIN { self } else { Day(self.0.saturating_add(days)) }
    }

    /// Days from `earlier` to this day.
    #[must_use]
    pub const fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// So many months later, on the same day of the month or that month's last day; stops where [`Day::plus`] does.
    #[must_use]
    pub const fn plus_months(self, months: i32) -> Day {
        if self.0 == i32::MAX || self.0 == i32::MIN {
            return self;
        }
        let date = self.date();
        let month = date.month.plus(months);
        let (wanted, last) = (month.first().plus(date.day), month.last());
        if wanted.0 < last.0 { wanted } else { last }
    }

    /// The calendar month of this day.
    #[must_use]
    pub const fn month(self) -> Month {
        self.date().month
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.date().month.0.div_euclid(12)
    }

    /// Day of the month, from 1.
    #[must_use]
    pub const fn of_month(self) -> u32 {
        self.date().day.unsigned_abs() + 1
    }

    /// The day as a date. Years are counted from March, so that the leap day comes last, in eras of 400 years.
    const fn date(self) -> Date {
        let days = self.0.saturating_add(MARCH_OF_YEAR_ZERO);
        let (era, of_era) = (days.div_euclid(DAYS_OF_ERA), days.rem_euclid(DAYS_OF_ERA));
        let leap_days = of_era / 1_460 - of_era / 36_524 + of_era / 146_096;
        let year = (of_era - leap_days) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5;
        Date { month: Month((era * 400 + year) * 12 + month + 2), day }
    }

    /// The day of the week: Monday is 0, Sunday is 6.
    #[must_use]
    pub const fn weekday(self) -> i32 {
        self.0.wrapping_add(3).rem_euclid(7)
    }
}

/// A day of a month, from 0.
#[derive(Clone, Copy, Debug)]
struct Date {
    month: Month,
    day: i32,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month().0.rem_euclid(12) + 1, self.of_month())
    }
}

/// A text is no date of the form 2025-06-01 in the years 1900–2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form 2025-06-01")]
pub struct DayError;

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !shaped {
            return Err(DayError);
        }
        let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
        let (year, month, day) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        Day::from_ymd(i32::try_from(year).unwrap_or(0), month, day).ok_or(DayError)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A calendar month, counted from the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a number of months since the year 0.
    #[must_use]
    pub const fn of_number(number: i32) -> Month {
        Month(number)
    }

    /// Months since the year 0.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// So many months later.
    #[must_use]
    pub const fn plus(self, months: i32) -> Month {
        Month(self.0.saturating_add(months))
    }

    /// The month's first day.
    #[must_use]
    pub const fn first(self) -> Day {
        let from_march = self.0.saturating_sub(2);
        let (years, month) = (from_march.div_euclid(12), from_march.rem_euclid(12));
        let (era, year) = (years.div_euclid(400), years.rem_euclid(400));
        let of_era = 365 * year + year / 4 - year / 100 + (153 * month + 2) / 5;
        match era.checked_mul(DAYS_OF_ERA) {
            Some(days) => Day(days.saturating_add(of_era - MARCH_OF_YEAR_ZERO)),
            None => Day::NEVER,
        }
    }

    /// The month's last day.
    #[must_use]
    pub const fn last(self) -> Day {
        self.plus(1).first().plus(-1)
    }
}

/// The days from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether the period begins on the first of a month and ends on the last of one.
    #[must_use]
    pub fn is_whole_months(self) -> bool {
        self.from == self.from.month().first() && self.to == self.to.month().last()
    }

    /// The whole calendar months whose first and last day lie nearest; all that it touches when those would be none.
    #[must_use]
    pub fn nearest_whole_months(self) -> Period {
        let (first, last) = (self.from.month(), self.to.month());
        let nearest = |day: Day, one: Day, other: Day| {
            if day.since(one).abs() <= other.since(day).abs() { one } else { other }
        };
        let from = nearest(self.from, first.first(), first.plus(1).first());
        let to = nearest(self.to, last.last(), last.plus(-1).last());
        if from < to { Period { from, to } } else { Period { from: first.first(), to: last.last() } }
    }

    /// The last days of the calendar months that end in the period.
    #[must_use]
    pub fn month_ends(self) -> Vec<Day> {
        let mut month = self.from.month();
        let mut ends = Vec::new();
        while month.last() <= self.to {
            ends.push(month.last());
            month = month.plus(1);
        }
        ends
    }
}

/// On which days people work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingDays {
    /// Monday to Friday, without the public holidays of [`is_public_holiday`].
    Nl,
    /// Monday to Friday.
    Weekdays,
    /// Every day.
    All,
}

impl WorkingDays {
    /// Whether work is done on the day.
    #[must_use]
    pub fn includes(self, day: Day) -> bool {
        match self {
            WorkingDays::All => true,
            WorkingDays::Weekdays => day.weekday() < 5,
            WorkingDays::Nl => day.weekday() < 5 && !is_public_holiday(day),
        }
    }

    /// The day on which so many working days have passed since a day, itself not counted.
    #[must_use]
    pub fn plus(self, day: Day, working_days: i32) -> Day {
        (0..working_days).fold(day, |reached, _| self.on_or_after(reached.plus(1)))
    }

    /// The first working day on or after the day.
    #[must_use]
    pub fn on_or_after(self, day: Day) -> Day {
        self.nearest(day, 1)
    }

    /// The last working day on or before the day.
    #[must_use]
    pub fn on_or_before(self, day: Day) -> Day {
        self.nearest(day, -1)
    }

    fn nearest(self, day: Day, step: i32) -> Day {
        let mut candidate = day;
        while !self.includes(candidate) {
            candidate = candidate.plus(step);
        }
        candidate
    }
}

/// New Year's Day, Good Friday, Easter Sunday and Monday, King's Day (26 April when the 27th is a Sunday), 5 May,
/// Ascension Day, Whit Sunday and Monday, and both days of Christmas.
/// Source: Algemene termijnenwet art. 3.
#[must_use]
pub fn is_public_holiday(day: Day) -> bool {
    let (year, month) = (day.year(), day.month());
    let on_day_27 = month.first().plus(26);
    match (month.0.rem_euclid(12) + 1, day.of_month()) {
        (1, 1) | (5, 5) | (12, 25 | 26) => true,
        (4, 26) => on_day_27.weekday() == 6,
        (4, 27) => on_day_27.weekday() != 6,
        // Good Friday, Easter, Ascension and Whitsun, by their distance from Easter Sunday.
        (3..=6, _) => matches!(day.since(easter(year)), -2 | 0 | 1 | 39 | 49 | 50),
        _ => false,
    }
}

/// Easter Sunday. Source: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i32) -> Day {
    let golden = year % 19;
    let (century, in_century) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let march_days = epact + weekday - 7 * late + 114;
    Day::from_ymd(year, u32::try_from(march_days / 31).unwrap_or(4), u32::try_from(march_days % 31 + 1).unwrap_or(1))
        .unwrap_or(Day::DAWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_reads_and_writes_the_same() {
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        assert_eq!(day("1970-01-01").number(), 0);
        for bad in ["2023-02-29", "2023-2-01", "01-02-2023", "2023-01-01 ", "20230101", "0099-01-01"] {
            assert_eq!(bad.parse::<Day>(), Err(DayError), "{bad}");
        }
    }

    #[test]
    fn the_calendar_is_that_of_chrono() {
        let (first, last) = (day("1900-01-01").number(), day("2199-12-31").number());
        for number in first..=last {
            let date = NaiveDate::from_num_days_from_ce_opt(number + EPOCH).unwrap();
            let day = Day::from_number(number);
            assert_eq!(day.to_string(), date.format("%Y-%m-%d").to_string());
            assert_eq!(day.month().first(), day.plus(1 - i32::try_from(date.day()).unwrap()));
            assert_eq!((day.year(), day.of_month()), (date.year(), date.day()));
        }
    }

    #[test]
    fn months_do_not_lead_beyond_the_days() {
        assert_eq!(Day::NEVER.plus_months(-1), Day::NEVER);
        assert_eq!(Day::from_number(i32::MAX - 800_000).plus_months(30_000), Day::NEVER);
        assert_eq!(Day::DAWN.plus_months(1), Day::DAWN);
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        assert_eq!(day("2025-01-31").plus_months(1), day("2025-02-28"));
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2024-03-15").plus_months(-12), day("2023-03-15"));
    }

    #[test]
    fn the_months_that_end_in_a_period_are_listed() {
        let period = Period { from: day("2024-01-15"), to: day("2024-03-30") };
        assert_eq!(period.month_ends(), vec![day("2024-01-31"), day("2024-02-29")]);
    }

    #[test]
    fn a_window_of_whole_months_is_nearest_to_itself() {
        let nearest = |from, to| {
            let whole = Period { from: day(from), to: day(to) }.nearest_whole_months();
            assert!(whole.is_whole_months() && whole.nearest_whole_months() == whole);
            (whole.from.to_string(), whole.to.to_string())
        };
        let wanted = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(nearest("2024-02-01", "2024-02-29"), wanted("2024-02-01", "2024-02-29"));
        assert_eq!(nearest("2024-01-25", "2024-04-03"), wanted("2024-02-01", "2024-03-31"));
        assert_eq!(nearest("2024-01-02", "2024-12-30"), wanted("2024-01-01", "2024-12-31"));
        assert_eq!(nearest("2024-01-25", "2024-01-28"), wanted("2024-01-01", "2024-01-31"));
    }

    #[test]
    fn dutch_public_holidays_are_known() {
        let holidays = [
            "2025-01-01",
            "2025-04-18",
            "2025-04-20",
            "2025-04-21",
            "2025-04-26",
            "2025-05-05",
            "2025-05-29",
            "2025-06-08",
            "2025-06-09",
            "2025-12-25",
            "2025-12-26",
            "2024-04-27",
            "2026-04-03",
        ];
        for holiday in holidays {
            assert!(is_public_holiday(day(holiday)), "{holiday}");
        }
        for ordinary in ["2025-04-27", "2025-04-17", "2025-05-30", "2024-04-26", "2025-06-10"] {
            assert!(!is_public_holiday(day(ordinary)), "{ordinary}");
        }
    }

    #[test]
    fn work_waits_for_the_first_working_day() {
        assert_eq!(WorkingDays::Nl.on_or_after(day("2025-04-18")), day("2025-04-22"));
        assert_eq!(WorkingDays::Weekdays.on_or_after(day("2025-04-19")), day("2025-04-21"));
        assert_eq!(WorkingDays::All.on_or_after(day("2025-04-19")), day("2025-04-19"));
    }
}
