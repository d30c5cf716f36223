//! Terms and thresholds of law and national agreement, by date.
//!
//! Knows no step of a policy: a number here is what a source says, and what follows from it is said elsewhere.

use super::table::BeyondTable;
use super::table::Found;
use super::table::Table;
use crate::calendar::Day;
use crate::locale::Word;
use std::sync::LazyLock;

pub(super) const TEXT: &str = include_str!("data/terms.csv");

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(Word::new("the term", "de termijn"), TEXT));

/// A term or threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Days that a tenant is given in the fourteen-day letter.
    LetterDays,
    /// Years after which the claim for a term of rent lapses.
    PrescriptionYears,
    /// Days between the bailiff's notice and the eviction.
    EvictionNoticeDays,
    /// Days that rent is late before a signal to the municipality.
    EarlySignalDays,
    /// The last day of the month on which the list of signals goes.
    EarlySignalListDay,
    /// Written reminders before a signal.
    EarlySignalReminders,
    /// Attempts to reach the tenant in person before a signal.
    EarlySignalContacts,
    /// Days between a signal and a writ.
    SignalBeforeWritDays,
    /// Months of a statutory debt scheme, by the day of admission.
    WsnpMonths,
    /// Months of an amicable debt scheme, by the day of agreement.
    MsnpMonths,
}

impl Term {
    /// Every term.
    pub const ALL: [Term; 10] = [
        Term::LetterDays,
        Term::PrescriptionYears,
        Term::EvictionNoticeDays,
        Term::EarlySignalDays,
        Term::EarlySignalListDay,
        Term::EarlySignalReminders,
        Term::EarlySignalContacts,
        Term::SignalBeforeWritDays,
        Term::WsnpMonths,
        Term::MsnpMonths,
    ];

    const fn key(self) -> &'static str {
        match self {
            Term::LetterDays => "letter_days",
            Term::PrescriptionYears => "prescription_years",
            Term::EvictionNoticeDays => "eviction_notice_days",
            Term::EarlySignalDays => "early_signal_days",
            Term::EarlySignalListDay => "early_signal_list_day",
            Term::EarlySignalReminders => "early_signal_reminders",
            Term::EarlySignalContacts => "early_signal_contacts",
            Term::SignalBeforeWritDays => "signal_before_writ_days",
            Term::WsnpMonths => "wsnp_months",
            Term::MsnpMonths => "msnp_months",
        }
    }
}

/// How long, or how many, on a day.
///
/// # Errors
/// [`BeyondTable`] for a day before the term existed.
pub fn term(term: Term, day: Day) -> Result<i32, BeyondTable> {
    TABLE.on(term.key(), day).map(Found::whole)
}

/// The first day on which the claim for a term of rent has lapsed, if nothing interrupts it: the years begin on the day
/// after it fell due. Source: BW 3:308.
#[must_use]
pub fn lapses_on(due: Day) -> Day {
    due.plus(1).plus_months(12 * TABLE.always(Term::PrescriptionYears.key()).whole())
}

/// The term of the fourteen-day letter, which has been the same from its beginning.
pub(super) fn letter_days() -> i32 {
    TABLE.always(Term::LetterDays.key()).whole()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(which: Term, day: &str) -> i32 {
        term(which, day.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_debt_scheme_is_as_long_as_on_the_day_of_admission() {
        assert_eq!((on(Term::WsnpMonths, "2023-06-30"), on(Term::WsnpMonths, "2023-07-01")), (36, 18));
        assert_eq!((on(Term::MsnpMonths, "2023-06-30"), on(Term::MsnpMonths, "2023-07-01")), (36, 18));
    }

    #[test]
    fn every_term_is_in_the_table_and_every_line_is_a_term() {
        for which in Term::ALL {
            assert!(on(which, "2025-01-01") > 0, "{which:?}");
        }
        assert!(TABLE.rows.iter().all(|row| Term::ALL.iter().any(|which| which.key() == row.key)));
        assert_eq!((on(Term::EarlySignalDays, "2025-01-01"), on(Term::EarlySignalListDay, "2025-01-01")), (30, 24));
    }

    #[test]
    fn a_term_did_not_hold_before_it_was_made() {
        assert!(term(Term::EvictionNoticeDays, "2020-09-30".parse().unwrap()).is_err());
    }

    #[test]
    fn rent_lapses_after_five_years() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(lapses_on(day("2020-03-01")), day("2025-03-02"));
    }

    #[test]
    fn what_has_no_date_in_its_signature_has_one_date_in_the_table() {
        for key in [Term::LetterDays, Term::PrescriptionYears].map(Term::key) {
            assert_eq!(TABLE.rows.iter().filter(|row| row.key == key).count(), 1, "`{key}` changes: ask it by day");
        }
        assert_eq!(letter_days(), 14);
    }
}
