//! Statutory interest on what a consumer owes.
//!
//! Simple, by the actual days over 365, split where the rate changes, and added to the principal on each anniversary of
//! the default. The first day counts and the day of payment does not. Never goes beyond the last rate that is known.
//! Source: BW 6:119.

use super::table::BeyondTable;
use super::table::Table;
use crate::calendar::Day;
use crate::locale::Word;
use crate::money::Money;
use crate::money::Share;
use std::sync::LazyLock;

pub(super) const TEXT: &str = include_str!("data/interest.csv");

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(Word::new("the statutory interest rate", "de wettelijke rente"), TEXT));

/// The interest on a principal in default from a day to the day on which it is paid, rounded to a cent each year.
///
/// # Errors
/// [`BeyondTable`] when no rate is known for one of the days.
pub fn interest(principal: Money, from: Day, to: Day) -> Result<Money, BeyondTable> {
    if principal <= Money::ZERO {
        return Ok(Money::ZERO);
    }
    let (mut owed, mut begin, mut year) = (principal, from, 1);
    while begin < to {
        // A default that begins before the table has no anniversary to count to: its first day already says so.
        TABLE.on("rate", begin)?;
        let end = from.plus_months(12 * year).min(to);
        owed += simple(owed, begin, end)?;
        (begin, year) = (end, year + 1);
    }
    Ok(owed - principal)
}

/// The interest of days without an anniversary between them, rounded once.
fn simple(principal: Money, from: Day, to: Day) -> Result<Money, BeyondTable> {
    let (mut begin, mut percent_days) = (from, 0_i64);
    while begin < to {
        let rate = TABLE.on("rate", begin)?;
        let end = rate.until.min(to);
        percent_days += rate.hundredths * i64::from(end.since(begin));
        begin = end;
    }
    Ok(principal.share(Share { part: percent_days, whole: 365 * 10_000 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::prop_assert;
    use proptest::prelude::prop_assert_eq;
    use proptest::proptest;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn of(principal: &str, from: &str, to: &str) -> String {
        interest(Money::parse(principal).unwrap(), day(from), day(to)).unwrap().to_plain()
    }

    #[test]
    fn interest_follows_the_rate_of_each_day() {
        assert_eq!(of("650", "2025-03-01", "2025-06-01"), "9.83");
        assert_eq!(of("650", "2025-11-01", "2026-03-01"), "10.72");
        assert_eq!(of("1950", "2022-11-01", "2023-09-01"), "65.07");
    }

    #[test]
    fn interest_is_owed_on_interest_after_a_year() {
        assert_eq!(of("1000", "2016-01-01", "2017-01-01"), "20.05", "366 days at 2 %");
        assert_eq!(of("1000", "2016-01-01", "2018-01-01"), "40.45", "then 2 % on 1020.05");
    }

    #[test]
    fn nothing_is_owed_for_no_days_or_no_principal() {
        assert_eq!(of("650", "2025-03-01", "2025-03-01"), "0.00");
        assert_eq!(of("650", "2025-03-02", "2025-03-01"), "0.00");
        assert_eq!(of("-650", "2025-03-01", "2026-03-01"), "0.00");
    }

    #[test]
    fn a_day_beyond_the_table_is_told_and_not_guessed() {
        let principal = Money::from_cents(65_000);
        assert!(interest(principal, day("2026-01-01"), day("2026-07-01")).is_ok());
        let beyond = interest(principal, day("2026-01-01"), day("2026-07-02")).unwrap_err();
        assert_eq!((beyond.day, beyond.last), (day("2026-07-01"), Some(day("2026-06-30"))));
        let before = interest(principal, day("2010-01-01"), day("2013-01-01")).unwrap_err();
        assert_eq!((before.day, before.last), (day("2010-01-01"), None));
        assert!(interest(principal, Day::DAWN, Day::NEVER).is_err());
    }

    proptest! {
        #[test]
        fn a_period_within_a_year_may_be_split(cents in 1_i64..10_000_000, start in 0_i32..4_000, first in 0_i32..183, second in 0_i32..182) {
            let principal = Money::from_cents(cents);
            let from = day("2013-01-01").plus(start);
            let (middle, to) = (from.plus(first), from.plus(first + second));
            let whole = interest(principal, from, to).unwrap();
            let parts = interest(principal, from, middle).unwrap() + interest(principal, middle, to).unwrap();
            prop_assert!((whole - parts).cents().abs() <= 1, "{whole:?} {parts:?}");
        }

        #[test]
        fn a_period_may_be_split_at_an_anniversary(cents in 1_i64..10_000_000, start in 0_i32..2_000, years in 1_i32..5, rest in 0_i32..400) {
            let principal = Money::from_cents(cents);
            let from = Day::from_ymd(2013, 1, 1).unwrap().plus(start);
            // The anniversaries of 29 February are those of 28 February after a split.
            proptest::prop_assume!(!(from.month().number() % 12 == 1 && from.of_month() == 29));
            let anniversary = from.plus_months(12 * years);
            let first = interest(principal, from, anniversary).unwrap();
            let second = interest(principal + first, anniversary, anniversary.plus(rest)).unwrap();
            prop_assert_eq!(first + second, interest(principal, from, anniversary.plus(rest)).unwrap());
        }
    }
}
