//! What going to court costs: the fee of the court, and the tariffs of a bailiff's acts, both without VAT.
//!
//! Knows no outcome: who bears the costs is not asked here. Gaps in the tables are told, never filled.
//! Source: Wet griffierechten burgerlijke zaken; Besluit tarieven ambtshandelingen gerechtsdeurwaarders (Btag).

use super::table::BeyondTable;
use super::table::Certainty;
use super::table::Found;
use super::table::Table;
use crate::calendar::Day;
use crate::locale::Word;
use crate::money::Money;
use std::sync::LazyLock;

pub(super) const FEES: &str = include_str!("data/court_fees.csv");
pub(super) const TARIFFS: &str = include_str!("data/tariffs.csv");

static FEE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(Word::new("the court fee", "het griffierecht"), FEES));
static TARIFF_TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(Word::new("the tariff of the bailiff", "het tarief van de deurwaarder"), TARIFFS));

/// An amount, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fee {
    /// How much.
    pub amount: Money,
    /// How sure.
    pub certainty: Certainty,
}

/// Who brings a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimant {
    /// A corporation, an association, a company.
    LegalPerson,
    /// A person.
    NaturalPerson,
}

/// An act of a bailiff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Serving the writ.
    Writ,
    /// Serving the judgment.
    ServiceOfJudgment,
    /// The eviction itself.
    Eviction,
    /// Seizing income that is paid from time to time.
    IncomeSeizure,
}

/// The fee of the subdistrict court for a claim first heard on a day; a claim of no determined value counts as nothing.
///
/// # Errors
/// [`BeyondTable`] when the fees of that day are not known.
pub fn court_fee(claimant: Claimant, claim: Money, heard: Day) -> Result<Fee, BeyondTable> {
    let party = match claimant {
        Claimant::LegalPerson => "legal_person",
        Claimant::NaturalPerson => "natural_person",
    };
    let bands = FEE_TABLE.bands(party, heard);
    let band = bands.iter().rfind(|(above, _)| *above < claim).or(bands.first());
    let key = band.map_or(party, |(_, key)| *key);
    FEE_TABLE.on(key, heard).map(fee)
}

/// What a bailiff may charge for an act on a day, without VAT.
///
/// # Errors
/// [`BeyondTable`] when the tariff of that day is not known.
pub fn tariff(act: Act, day: Day) -> Result<Fee, BeyondTable> {
    let key = match act {
        Act::Writ => "writ",
        Act::ServiceOfJudgment => "service_of_judgment",
        Act::Eviction => "eviction",
        Act::IncomeSeizure => "income_seizure",
    };
    TARIFF_TABLE.on(key, day).map(fee)
}

fn fee(found: Found) -> Fee {
    Fee { amount: found.money(), certainty: found.certainty }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn euros(amount: i64) -> Money {
        Money::from_cents(amount * 100)
    }

    #[test]
    fn the_fee_follows_the_band_of_the_claim() {
        let of = |claim, heard| court_fee(Claimant::LegalPerson, claim, day(heard)).unwrap().amount;
        for (claim, fee) in [(0, 130), (500, 130), (501, 328), (1500, 328), (2000, 372), (5000, 496), (99_999, 1409)] {
            assert_eq!(of(euros(claim), "2024-06-01"), euros(fee), "{claim}");
        }
        assert_eq!(of(Money::from_cents(50_001), "2026-01-01"), euros(350));
        assert_eq!(of(euros(2000), "2019-02-01"), euros(486), "2019 knew three bands");
    }

    #[test]
    fn a_person_pays_less_than_a_corporation() {
        let of = |claimant| court_fee(claimant, euros(3000), day("2024-06-01")).unwrap().amount;
        assert_eq!((of(Claimant::NaturalPerson), of(Claimant::LegalPerson)), (euros(248), euros(496)));
    }

    #[test]
    fn the_fees_of_2025_are_said_to_be_missing() {
        let beyond = court_fee(Claimant::LegalPerson, euros(2000), day("2025-03-01")).unwrap_err();
        assert_eq!((beyond.day, beyond.last), (day("2025-03-01"), Some(day("2024-12-31"))));
        assert!(beyond.phrase().nl.contains("bekend tot en met 2024-12-31"));
        assert_eq!(court_fee(Claimant::LegalPerson, euros(2000), day("2010-01-01")).unwrap_err().last, None);
    }

    #[test]
    fn a_tariff_tells_whether_it_was_read_or_derived() {
        let of = |act, text| tariff(act, day(text)).map(|fee| (fee.amount.to_plain(), fee.certainty));
        assert_eq!(of(Act::Writ, "2023-03-01"), Ok(("106.73".to_owned(), Certainty::Known)));
        assert_eq!(of(Act::Writ, "2023-02-28"), Ok(("104.02".to_owned(), Certainty::Known)));
        assert_eq!(of(Act::Eviction, "2024-05-01"), Ok(("288.00".to_owned(), Certainty::Assumed)));
        assert!(of(Act::Eviction, "2023-05-01").is_err() && of(Act::ServiceOfJudgment, "2025-01-01").is_err());
        assert_eq!(of(Act::IncomeSeizure, "2021-07-01"), Ok(("146.97".to_owned(), Certainty::Known)));
    }
}
