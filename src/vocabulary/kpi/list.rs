//! The table of key figures: number, unit, name and title.

use super::Kpi;
use super::KpiEntry;
use super::KpiUnit;
use crate::locale::Word;

const fn entry(kpi: Kpi, number: &'static str, unit: KpiUnit, word: Word, title: Word) -> KpiEntry {
    KpiEntry { kpi, word, title, unit, number }
}

/// Every key figure, in the order of [`Kpi`].
pub static KPIS: [KpiEntry; 28] = [
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
        Kpi::PlanShare,
        "3a",
        KpiUnit::Rate,
        Word::new("plan_share", "betalingsregelingen"),
        Word::new("payment plans", "betalingsregelingen"),
    ),
    entry(
        Kpi::PlansKept,
        "3b",
        KpiUnit::Rate,
        Word::new("plans_kept", "conform_afspraak"),
        Word::new("instalments paid as agreed", "termijnen betaald conform afspraak"),
    ),
    entry(
        Kpi::BailiffCases,
        "4",
        KpiUnit::Count,
        Word::new("bailiff_cases", "deurwaarderzaken"),
        Word::new("tenancies with the bailiff", "deurwaarderzaken"),
    ),
    entry(
        Kpi::ReminderFlow,
        "5",
        KpiUnit::Rate,
        Word::new("reminder_flow", "doorstroom_naar_minnelijk"),
        Word::new("tenancies sent a first reminder", "doorstroom naar minnelijk"),
    ),
    entry(
        Kpi::CollectionFte,
        "6",
        KpiUnit::Number,
        Word::new("collection_fte", "fte"),
        Word::new("collection work in FTE", "incassowerk in fte"),
    ),
    entry(
        Kpi::PaymentDays,
        "7",
        KpiUnit::Days,
        Word::new("payment_days", "betalingstermijn"),
        Word::new("days to settle what was overdue", "betalingstermijn van achterstand"),
    ),
    entry(
        Kpi::BailiffDuration,
        "8",
        KpiUnit::Days,
        Word::new("bailiff_duration", "looptijd_deurwaarderdossiers"),
        Word::new("days from writ to the end of the file", "looptijd deurwaarderdossiers"),
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
        Kpi::CollectionCosts,
        "11",
        KpiUnit::Euro,
        Word::new("collection_costs", "incassokosten"),
        Word::new("collection costs charged in the year", "incassokosten rekening klant in het jaar"),
    ),
    entry(
        Kpi::Satisfaction,
        "12",
        KpiUnit::Number,
        Word::new("satisfaction", "klanttevredenheid"),
        Word::new("satisfaction", "klanttevredenheid"),
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
    entry(
        Kpi::ReferralsEarlySignal,
        "",
        KpiUnit::Count,
        Word::new("referrals_early_signal", "verwijzingen_vroegsignaal"),
        Word::new("early signals sent", "vroegsignalen"),
    ),
    entry(
        Kpi::ReferralsCreditBank,
        "",
        KpiUnit::Count,
        Word::new("referrals_credit_bank", "verwijzingen_kredietbank"),
        Word::new("referrals to the credit bank", "verwijzingen naar de kredietbank"),
    ),
    entry(
        Kpi::ReferralsHealthService,
        "",
        KpiUnit::Count,
        Word::new("referrals_health_service", "verwijzingen_ggd"),
        Word::new("referrals to the health service", "verwijzingen naar de GGD"),
    ),
    entry(
        Kpi::ReferralsDebtAssistance,
        "",
        KpiUnit::Count,
        Word::new("referrals_debt_assistance", "verwijzingen_schuldhulp"),
        Word::new("referrals to debt assistance", "verwijzingen naar schuldhulp"),
    ),
    entry(
        Kpi::ReferralsHandOver,
        "",
        KpiUnit::Count,
        Word::new("referrals_hand_over", "verwijzingen_overdracht"),
        Word::new("files handed over", "overdrachten"),
    ),
    entry(
        Kpi::CourtCases,
        "",
        KpiUnit::Count,
        Word::new("court_cases", "procedures"),
        Word::new("court cases", "procedures"),
    ),
];
