//! The one table of words: everything a policy may mention and a ledger may hold, in English and Dutch.
//!
//! Checker, engine, ledger, reports and `huurproef facts` read it; the grammar knows structure words only. A word
//! means the same in a policy, in a column, in code and on paper. Knows no policy and no tenancy.

mod book;
mod fact;
mod function;
mod kpi;
mod meaning;
mod step;
mod structure;

pub use book::Category;
pub use book::EndReason;
pub use book::EntryKind;
pub use book::HoldCode;
pub use book::PaymentMethod;
pub use book::PlanOutcome;
pub use book::TenancyKind;
pub use fact::FACTS;
pub use fact::Fact;
pub use fact::FactEntry;
pub use fact::Unit;
pub use function::FUNCTIONS;
pub use function::Function;
pub use function::FunctionEntry;
pub use function::MONTH_COUNTS;
pub use function::MonthCount;
pub use function::MonthCountEntry;
pub use kpi::KPIS;
pub use kpi::Kpi;
pub use kpi::KpiEntry;
pub use kpi::KpiUnit;
pub use meaning::Meaning;
pub use step::ActionKind;
pub use step::Channel;
pub use step::Outcome;
pub use step::PartnerKind;
pub use step::Weight;
pub use structure::STRUCTURE;
pub use structure::StructureWord;
pub use structure::is_reserved;

use crate::locale::Locale;
use crate::locale::Word;

/// A closed list of words: an enum whose every variant has one word in each language.
macro_rules! word_list {
    ($(#[$about:meta])* $name:ident { $($(#[$meaning:meta])* $variant:ident = $en:literal, $nl:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$meaning])* $variant,)+ }

        impl $name {
            /// The whole list, in its order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in both languages; the English one is what files hold.
            #[must_use]
            pub const fn word(self) -> crate::locale::Word {
                match self { $($name::$variant => crate::locale::Word::new($en, $nl),)+ }
            }

            /// The variant that a word of one language names.
            #[must_use]
            pub fn named(text: &str, locale: crate::locale::Locale) -> Option<$name> {
                $name::ALL.iter().copied().find(|item| item.word().in_locale(locale) == text)
            }
        }
    };
}
use word_list;

/// Every word of the vocabulary in one language, for "did you mean" and for the test that no word has two meanings.
#[must_use]
pub fn words(locale: Locale) -> Vec<&'static str> {
    let facts = FACTS.iter().map(|entry| entry.word);
    let functions = FUNCTIONS.iter().map(|entry| entry.word);
    let kpis = KPIS.iter().map(|entry| entry.word);
    let steps = ActionKind::ALL.iter().map(|kind| kind.word());
    let counts = MONTH_COUNTS.iter().map(|entry| entry.word);
    facts.chain(functions).chain(counts).chain(kpis).chain(steps).map(|word: Word| word.in_locale(locale)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of key figures, which stand only in targets, where nothing else can.
    fn of_kpis(locale: Locale) -> Vec<&'static str> {
        KPIS.iter().map(|entry| entry.word.in_locale(locale)).collect()
    }

    fn twice(mut all: Vec<&'static str>) -> Vec<&'static str> {
        all.sort_unstable();
        all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }

    #[test]
    fn no_word_has_two_meanings() {
        for locale in Locale::ALL {
            assert_eq!(twice(of_kpis(locale)), [""; 0]);
            // What was charged in collection costs is called as the action that charges them.
            let shared = ActionKind::CollectionCosts.word().in_locale(locale);
            assert_eq!(twice(words(locale)), [shared]);
        }
    }

    #[test]
    fn every_word_can_be_written_in_a_policy() {
        for word in Locale::ALL.into_iter().flat_map(words) {
            assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{word}");
        }
    }
}
