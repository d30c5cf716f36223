//! What may be charged for collecting out of court: the statutory scale, VAT, and costs of terms that follow each other.
//!
//! Knows no letter: who calls has seen that its term is over. Always: no principal, no costs; a larger principal never
//! costs less.
//! Source: Besluit vergoeding voor buitengerechtelijke incassokosten; Stb. 2024, 44.

use super::table::Table;
use crate::calendar::Day;
use crate::locale::Word;
use crate::money::Money;
use crate::money::Share;
use std::sync::LazyLock;

pub(super) const TEXT: &str = include_str!("data/collection_costs.csv");

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(Word::new("the scale of collection costs", "de staffel van incassokosten"), TEXT));

/// Whether VAT comes on top of the costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vat {
    /// It does not: own staff collects, or the creditor sets off VAT.
    Without,
    /// It does. Source: Besluit vergoeding voor buitengerechtelijke incassokosten art. 2 lid 3.
    With,
}

/// How the costs of terms that follow each other add up.
///
/// # Why
/// The text of Stb. 2024, 44 was not at hand; the two readings of it differ in which terms count together, so both are
/// here and the reading is told with every answer that depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cumulation {
    /// Every term with its own letter bears its own costs.
    Off,
    /// Small terms of six months together bear the costs of their sum; ordinary rents bear their own.
    SmallTerms6mCap40,
    /// All terms of six months together bear the costs of their sum.
    Strict6mStaffelOnSum,
}

impl Cumulation {
    /// The reading that is taken for a term that fell due on a day, unless another is asked for.
    #[must_use]
    pub fn by_default_on(due: Day) -> Cumulation {
        if TABLE.on("cumulation_months", due).is_ok() { Cumulation::SmallTerms6mCap40 } else { Cumulation::Off }
    }

    /// Whether a term counts together with others.
    fn joins(self, principal: Money) -> bool {
        match self {
            Cumulation::Off => false,
            Cumulation::SmallTerms6mCap40 => principal <= TABLE.always("small_term").money(),
            Cumulation::Strict6mStaffelOnSum => true,
        }
    }
}

/// A term for which costs were charged before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargedTerm {
    /// The day on which it fell due.
    pub due: Day,
    /// What was open of it, without costs and interest.
    pub principal: Money,
    /// What was charged for it, without VAT.
    pub costs: Money,
}

/// The collection costs of a principal without costs and interest in it, rounded to a cent before VAT and after.
#[must_use]
pub fn collection_costs(principal: Money, vat: Vat) -> Money {
    if principal <= Money::ZERO {
        return Money::ZERO;
    }
    let costs = scale(principal).max(TABLE.always("least").money()).min(TABLE.always("most").money());
    costs + on_top(costs, vat)
}

/// The collection costs of a term, given those charged for earlier terms of the same contract.
#[must_use]
pub fn term_costs(principal: Money, due: Day, earlier: &[ChargedTerm], cumulation: Cumulation, vat: Vat) -> Money {
    if principal <= Money::ZERO || !cumulation.joins(principal) {
        return collection_costs(principal, vat);
    }
    let since = due.plus_months(-TABLE.always("cumulation_months").whole());
    let joined =
        || earlier.iter().filter(|term| since < term.due && term.due <= due && cumulation.joins(term.principal));
    let principals: Money = joined().map(|term| term.principal).sum();
    let charged: Money = joined().map(|term| term.costs).sum();
    let costs = (collection_costs(principals + principal, Vat::Without) - charged).max(Money::ZERO);
    costs + on_top(costs, vat)
}

/// Each slice of the principal at its own percentage, rounded once.
fn scale(principal: Money) -> Money {
    let bands = TABLE.bands("", Day::NEVER);
    let tops = bands.iter().skip(1).map(|(above, _)| *above).chain([principal]);
    let parts: i64 = bands
        .iter()
        .zip(tops)
        .map(|((above, key), top)| {
            let slice = (principal.min(top) - *above).max(Money::ZERO);
            slice.cents().saturating_mul(TABLE.always(key).hundredths)
        })
        .fold(0, i64::saturating_add);
    Money::from_cents(parts).share(Share { part: 1, whole: 10_000 })
}

fn on_top(costs: Money, vat: Vat) -> Money {
    match vat {
        Vat::Without => Money::ZERO,
        Vat::With => costs.share(TABLE.always("vat").percent()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::prop_assert;
    use proptest::proptest;

    fn euros(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    #[test]
    fn the_scale_gives_what_the_decree_gives() {
        let golden = [
            ("100", "40.00"),
            ("266.67", "40.00"),
            ("266.70", "40.01"),
            ("582", "87.30"),
            ("650", "97.50"),
            ("1200", "180.00"),
            ("1950", "292.50"),
            ("2500", "375.00"),
            ("2600", "385.00"),
            ("5000", "625.00"),
            ("10000", "875.00"),
            ("200000", "2775.00"),
            ("1000000", "6775.00"),
            ("2000000", "6775.00"),
            ("0", "0.00"),
            ("-12", "0.00"),
        ];
        for (principal, costs) in golden {
            assert_eq!(collection_costs(euros(principal), Vat::Without), euros(costs), "{principal}");
        }
    }

    #[test]
    fn vat_is_taken_of_the_rounded_costs() {
        for (principal, costs) in [("100", "48.40"), ("650", "117.98"), ("1950", "353.93"), ("2600", "465.85")] {
            assert_eq!(collection_costs(euros(principal), Vat::With), euros(costs), "{principal}");
        }
    }

    #[test]
    fn what_has_no_date_in_its_signature_has_one_date_in_the_table() {
        for row in &TABLE.rows {
            let same = TABLE.rows.iter().filter(|other| other.key == row.key);
            assert_eq!(same.count(), 1, "`{}` changes: ask it by day", row.key);
            assert!(row.hundredths.is_some(), "{}", row.key);
        }
        for key in ["least", "most", "vat", "small_term", "cumulation_months"] {
            assert!(TABLE.always(key).hundredths > 0, "{key}");
        }
    }

    #[test]
    fn three_parking_rents_in_half_a_year_bear_costs_once() {
        let due = |text: &str| text.parse().unwrap();
        let of = |cumulation| {
            let mut charged = Vec::new();
            for day in ["2025-01-01", "2025-02-01", "2025-03-01"] {
                let costs = term_costs(euros("60"), due(day), &charged, cumulation, Vat::Without);
                charged.push(ChargedTerm { due: due(day), principal: euros("60"), costs });
            }
            charged.iter().map(|term| term.costs).sum::<Money>()
        };
        assert_eq!(of(Cumulation::Off), euros("120"));
        assert_eq!(of(Cumulation::SmallTerms6mCap40), euros("40"));
        assert_eq!(of(Cumulation::Strict6mStaffelOnSum), euros("40"));
    }

    #[test]
    fn ordinary_rents_differ_only_in_the_strict_reading() {
        let due = |text: &str| text.parse().unwrap();
        let before = [ChargedTerm { due: due("2025-01-01"), principal: euros("2000"), costs: euros("300") }];
        let of = |cumulation, day| term_costs(euros("1000"), due(day), &before, cumulation, Vat::Without);
        assert_eq!(of(Cumulation::SmallTerms6mCap40, "2025-06-01"), euros("150"));
        assert_eq!(of(Cumulation::Strict6mStaffelOnSum, "2025-06-01"), euros("125"));
        assert_eq!(of(Cumulation::Strict6mStaffelOnSum, "2025-07-01"), euros("150"));
    }

    #[test]
    fn terms_count_together_from_october_2024() {
        assert_eq!(Cumulation::by_default_on("2024-09-30".parse().unwrap()), Cumulation::Off);
        assert_eq!(Cumulation::by_default_on("2024-10-01".parse().unwrap()), Cumulation::SmallTerms6mCap40);
    }

    proptest! {
        #[test]
        fn a_larger_principal_never_costs_less(one in 0_i64..300_000_000, other in 0_i64..300_000_000) {
            let costs = |cents| collection_costs(Money::from_cents(cents), Vat::With);
            prop_assert!(costs(one.min(other)) <= costs(one.max(other)));
        }
    }
}
