//! What a condition may ask of the past: what was done for the arrears at hand, and in how many of the last months
//! something was so.

use super::fact::Unit;
use crate::locale::Locale;
use crate::locale::Word;

/// A question about what has been done for the arrears at hand, that is in the current episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// Done, and not recorded as `not_reached`.
    Done,
    /// Done, whether or not the tenant was reached.
    Attempted,
    /// Not done, not even in vain.
    Never,
    /// Days since it was last done; never, when it was not.
    DaysSince,
    /// How many times it was done.
    Times,
}

/// A function as the vocabulary describes it.
#[derive(Clone, Copy, Debug)]
pub struct FunctionEntry {
    /// The function.
    pub function: Function,
    /// Its name.
    pub word: Word,
    /// The unit of its answer.
    pub unit: Unit,
    /// What it means.
    pub meaning: Word,
}

/// How many of the last months, the running one not included: asked with a number of months up to [`MonthCount::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MonthCount {
    /// Months whose rent was not paid within the policy's grace.
    Late,
    /// Months in which a payment bounced.
    Reversed,
}

/// A count of months as the vocabulary describes it.
#[derive(Clone, Copy, Debug)]
pub struct MonthCountEntry {
    /// The count.
    pub count: MonthCount,
    /// Its name.
    pub word: Word,
    /// What it means.
    pub meaning: Word,
}

/// Every count of months, in the order of [`MonthCount`].
pub static MONTH_COUNTS: [MonthCountEntry; 2] = [
    MonthCountEntry {
        count: MonthCount::Late,
        word: Word::new("late_months", "maanden_te_laat"),
        meaning: Word::new(
            "in how many of the last so many calendar months the rent was not paid within the grace",
            "in hoeveel van de laatste zoveel kalendermaanden de huur niet binnen de coulance is betaald",
        ),
    },
    MonthCountEntry {
        count: MonthCount::Reversed,
        word: Word::new("reversed_months", "maanden_gestorneerd"),
        meaning: Word::new(
            "in how many of the last so many calendar months a payment bounced",
            "in hoeveel van de laatste zoveel kalendermaanden een betaling is gestorneerd",
        ),
    },
];

impl MonthCount {
    /// The most months it can look back.
    pub const MOST: u8 = 60;

    /// The count that a word of one language names.
    #[must_use]
    pub fn named(text: &str, locale: Locale) -> Option<MonthCount> {
        MONTH_COUNTS.iter().find(|entry| entry.word.in_locale(locale) == text).map(|entry| entry.count)
    }

    /// The count as the vocabulary describes it.
    #[must_use]
    pub fn entry(self) -> &'static MonthCountEntry {
        MONTH_COUNTS.get(self as usize).unwrap_or(&MONTH_COUNTS[0])
    }
}

/// Every function, in the order of [`Function`].
pub static FUNCTIONS: [FunctionEntry; 5] = [
    FunctionEntry {
        function: Function::Done,
        word: Word::new("done", "gedaan"),
        unit: Unit::YesNo,
        meaning: Word::new("done for these arrears, and not in vain", "gedaan voor deze achterstand, en niet vergeefs"),
    },
    FunctionEntry {
        function: Function::Attempted,
        word: Word::new("attempted", "geprobeerd"),
        unit: Unit::YesNo,
        meaning: Word::new(
            "done for these arrears, whether or not the tenant was reached",
            "gedaan voor deze achterstand, of de huurder nu is bereikt of niet",
        ),
    },
    FunctionEntry {
        function: Function::Never,
        word: Word::new("never", "nooit"),
        unit: Unit::YesNo,
        meaning: Word::new(
            "not done for these arrears, not even in vain",
            "niet gedaan voor deze achterstand, ook niet vergeefs",
        ),
    },
    FunctionEntry {
        function: Function::DaysSince,
        word: Word::new("days_since", "dagen_sinds"),
        unit: Unit::Days,
        meaning: Word::new(
            "days since it was last done for these arrears; every comparison with never is false",
            "dagen sinds het voor deze achterstand laatst is gedaan; elke vergelijking met nooit is onwaar",
        ),
    },
    FunctionEntry {
        function: Function::Times,
        word: Word::new("times", "keren"),
        unit: Unit::Count,
        meaning: Word::new(
            "how many times it was done for these arrears",
            "hoe vaak het voor deze achterstand is gedaan",
        ),
    },
];

impl Function {
    /// The function that a word of one language names.
    #[must_use]
    pub fn named(text: &str, locale: Locale) -> Option<Function> {
        FUNCTIONS.iter().find(|entry| entry.word.in_locale(locale) == text).map(|entry| entry.function)
    }

    /// The function as the vocabulary describes it.
    #[must_use]
    pub fn entry(self) -> &'static FunctionEntry {
        FUNCTIONS.get(self as usize).unwrap_or(&FUNCTIONS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_the_order_of_their_enums() {
        for (place, entry) in FUNCTIONS.iter().enumerate() {
            assert_eq!(entry.function as usize, place);
        }
        for (place, entry) in MONTH_COUNTS.iter().enumerate() {
            assert_eq!(entry.count as usize, place);
        }
    }
}
