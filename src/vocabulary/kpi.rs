//! The key figures that are measured, with their numbers in the Processenboek.
//!
//! Source: Processenboek Incasso, Bijlage C (HIP definitions); targets of the Incassobeleid.

use crate::locale::Word;

/// What a key figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KpiUnit {
    /// A fraction; people read it as a percentage.
    Rate,
    /// Euros and cents.
    Euro,
    /// How many.
    Count,
}

/// A key figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kpi {
    /// 1a: written off in the last quarter ÷ invoiced over the last 12 months.
    WriteOffRate,
    /// 1b: written off in the last quarter.
    WriteOffs,
    /// 2: tenancies on direct debit ÷ rental units with a running tenancy.
    DirectDebitShare,
    /// 9 (HAP 2): arrears of sitting tenants ÷ invoiced over the last 12 months.
    ArrearsRateSitting,
    /// 10 (HAP 1): arrears of all ÷ invoiced over the last 12 months.
    ArrearsRate,
    /// 13: evictions carried out in the calendar year.
    Evictions,
    /// 14: reversals in the last quarter ÷ tenancies on direct debit.
    ReversalRate,
    /// The amount behind [`Kpi::ArrearsRateSitting`].
    ArrearsSitting,
    /// Arrears of departed tenants.
    ArrearsDeparted,
    /// Charges booked over the last 12 months.
    Invoiced12m,
    /// Sitting tenancies with arrears.
    TenantsInArrears,
    /// Arrears of sitting tenants ÷ sitting tenancies in arrears.
    AverageArrearsSitting,
    /// Arrears of departed tenants ÷ departed tenancies in arrears.
    AverageArrearsDeparted,
}

/// A key figure as the vocabulary describes it.
#[derive(Clone, Copy, Debug)]
pub struct KpiEntry {
    /// The key figure.
    pub kpi: Kpi,
    /// Its name.
    pub word: Word,
    /// Its title for people.
    pub title: Word,
    /// Its unit.
    pub unit: KpiUnit,
    /// Its number in the Processenboek, if it has one.
    pub number: &'static str,
}

const fn entry(kpi: Kpi, number: &'static str, unit: KpiUnit, word: Word, title: Word) -> KpiEntry {
    KpiEntry { kpi, word, title, unit, number }
}

/// Every key figure, in the order of [`Kpi`].
pub static KPIS: [KpiEntry; 13] = [
    entry(
        Kpi::WriteOffRate,
        "1a",
        KpiUnit::Rate,
        Word::new("write_off_rate", "afgeboekte_huur_aandeel"),
        Word::new("rent written off", "afgeboekte huur"),
    ),
    entry(
        Kpi::WriteOffs,
        "1b",
        KpiUnit::Euro,
        Word::new("write_offs", "afboekingen"),
        Word::new("write-offs", "afboekingen"),
    ),
    entry(
        Kpi::DirectDebitShare,
        "2",
        KpiUnit::Rate,
        Word::new("direct_debit_share", "aandeel_automatische_incasso"),
        Word::new("share on direct debit", "aandeel automatische incasso"),
    ),
    entry(
        Kpi::ArrearsRateSitting,
        "9",
        KpiUnit::Rate,
        Word::new("arrears_rate_sitting", "huurachterstand_zittend"),
        Word::new("arrears rate, sitting tenants (HAP 2)", "huurachterstand zittende huurders (HAP 2)"),
    ),
    entry(
        Kpi::ArrearsRate,
        "10",
        KpiUnit::Rate,
        Word::new("arrears_rate", "huurachterstand"),
        Word::new("arrears rate, all tenants (HAP 1)", "huurachterstand alle huurders (HAP 1)"),
    ),
    entry(
        Kpi::Evictions,
        "13",
        KpiUnit::Count,
        Word::new("evictions", "huisuitzettingen"),
        Word::new("evictions", "huisuitzettingen"),
    ),
    entry(
        Kpi::ReversalRate,
        "14",
        KpiUnit::Rate,
        Word::new("reversal_rate", "storneringen"),
        Word::new("reversed direct debits", "storneringen"),
    ),
    entry(
        Kpi::ArrearsSitting,
        "",
        KpiUnit::Euro,
        Word::new("arrears_sitting", "achterstand_zittend"),
        Word::new("arrears of sitting tenants", "achterstand zittende huurders"),
    ),
    entry(
        Kpi::ArrearsDeparted,
        "",
        KpiUnit::Euro,
        Word::new("arrears_departed", "achterstand_vertrokken"),
        Word::new("arrears of departed tenants", "achterstand vertrokken huurders"),
    ),
    entry(
        Kpi::Invoiced12m,
        "",
        KpiUnit::Euro,
        Word::new("invoiced_12m", "gefactureerd_12m"),
        Word::new("invoiced over 12 months", "gefactureerd over 12 maanden"),
    ),
    entry(
        Kpi::TenantsInArrears,
        "",
        KpiUnit::Count,
        Word::new("tenants_in_arrears", "huurders_met_achterstand"),
        Word::new("tenants in arrears", "huurders met achterstand"),
    ),
    entry(
        Kpi::AverageArrearsSitting,
        "",
        KpiUnit::Euro,
        Word::new("average_arrears_sitting", "gemiddelde_achterstand_zittend"),
        Word::new("average arrears, sitting tenants", "gemiddelde achterstand zittende huurders"),
    ),
    entry(
        Kpi::AverageArrearsDeparted,
        "",
        KpiUnit::Euro,
        Word::new("average_arrears_departed", "gemiddelde_achterstand_vertrokken"),
        Word::new("average arrears, departed tenants", "gemiddelde achterstand vertrokken huurders"),
    ),
];

impl Kpi {
    /// The key figure as the vocabulary describes it.
    #[must_use]
    pub fn entry(self) -> &'static KpiEntry {
        // The table is in the order of the enum: a test holds it to that.
        KPIS.get(self as usize).unwrap_or(&KPIS[0])
    }

    /// Whether it counts within a calendar year, so that `per year` says something true of it.
    #[must_use]
    pub const fn is_yearly(self) -> bool {
        matches!(self, Kpi::Evictions)
    }

    /// The key figure that a word of one language names.
    #[must_use]
    pub fn named(text: &str, locale: crate::locale::Locale) -> Option<Kpi> {
        KPIS.iter().find(|entry| entry.word.in_locale(locale) == text).map(|entry| entry.kpi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_enum() {
        for (place, entry) in KPIS.iter().enumerate() {
            assert_eq!(entry.kpi as usize, place);
        }
    }
}
