//! The fourteen-day letter: when it is taken to be received, and the last day on which paying costs nothing extra.
//!
//! Knows no claim and no wording: a letter whose term counts from its own date is void, and no later day mends it; who
//! writes letters must know that (`docs/law.md`).
//! Always: the last day lies at least fourteen days after a day of receipt that lies at least two days after sending.
//! Source: BW 6:96 lid 6; HR 25-11-2016 ECLI:NL:HR:2016:2704.

use super::term;
use crate::calendar::Day;
use crate::calendar::WorkingDays;
use crate::calendar::is_public_holiday;

/// What becomes of a term that ends on a Saturday, Sunday or public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermEnd {
    /// It runs on to the next day that is none of these. Whether that holds for this letter is not settled; it is what is
    /// taken, because it never harms the tenant. Source: Algemene termijnenwet art. 1.
    NextWorkingDay,
    /// It ends there.
    AsCounted,
}

/// The day on which a letter that was sent on a day is taken to be received: the second day after, Sundays, Mondays and
/// public holidays not counted.
#[must_use]
pub fn letter_received(sent: Day) -> Day {
    next_delivery(next_delivery(sent))
}

/// The last day on which the tenant can pay without costs, for a letter sent on a day.
#[must_use]
pub fn letter_last_day(sent: Day) -> Day {
    letter_last_day_by(sent, TermEnd::NextWorkingDay)
}

/// The same, with what becomes of a term that ends on a Saturday, Sunday or public holiday.
#[must_use]
pub fn letter_last_day_by(sent: Day, end: TermEnd) -> Day {
    let last = letter_received(sent).plus(term::letter_days());
    match end {
        TermEnd::NextWorkingDay if is_in_the_calendar(last) => WorkingDays::Nl.on_or_after(last),
        TermEnd::NextWorkingDay | TermEnd::AsCounted => last,
    }
}

/// The first day on which the term of a letter sent on a day is over, so that costs may be charged.
#[must_use]
pub fn letter_expired_on(sent: Day) -> Day {
    letter_last_day(sent).plus(1)
}

fn next_delivery(day: Day) -> Day {
    let mut next = day.plus(1);
    while is_in_the_calendar(next) && (matches!(next.weekday(), 0 | 6) || is_public_holiday(next)) {
        next = next.plus(1);
    }
    next
}

/// [`Day::NEVER`] and [`Day::DAWN`] are no days of the week.
fn is_in_the_calendar(day: Day) -> bool {
    day != Day::NEVER && day != Day::DAWN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_letter_runs_as_the_supreme_court_counts() {
        let golden = [
            ("2025-03-03", "2025-03-05", "2025-03-19"),
            ("2025-03-07", "2025-03-11", "2025-03-25"),
            ("2025-03-08", "2025-03-12", "2025-03-26"),
            ("2025-05-02", "2025-05-06", "2025-05-20"),
            ("2025-05-28", "2025-05-31", "2025-06-16"),
            ("2025-12-22", "2025-12-24", "2026-01-07"),
            ("2026-04-02", "2026-04-07", "2026-04-21"),
        ];
        for (sent, received, last) in golden {
            assert_eq!(letter_received(day(sent)), day(received), "{sent}");
            assert_eq!(letter_last_day(day(sent)), day(last), "{sent}");
            assert_eq!(letter_expired_on(day(sent)), day(last).plus(1), "{sent}");
        }
    }

    #[test]
    fn a_term_that_ends_on_a_saturday_can_be_left_there() {
        assert_eq!(letter_last_day_by(day("2025-05-28"), TermEnd::AsCounted), day("2025-06-14"));
    }

    #[test]
    fn a_letter_that_is_never_sent_never_expires() {
        assert_eq!(letter_expired_on(Day::NEVER), Day::NEVER);
        assert_eq!(letter_expired_on(Day::DAWN), Day::DAWN);
    }

    #[test]
    fn a_later_letter_never_expires_earlier() {
        let mut sent = day("2024-01-01");
        while sent < day("2028-01-01") {
            assert!(letter_expired_on(sent) <= letter_expired_on(sent.plus(1)), "{sent}");
            assert!(letter_expired_on(sent).since(sent) >= 17, "{sent}");
            sent = sent.plus(1);
        }
    }
}
