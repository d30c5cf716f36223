//! The key figures that are measured, with their numbers in the Processenboek.
//!
//! Source: Processenboek Incasso, Bijlage C (HIP definitions); targets of the Incassobeleid.

mod list;

pub use list::KPIS;

use super::ActionKind;
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
    /// A mean number of days.
    Days,
    /// Any other number with decimals, such as a score or FTE.
    Number,
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
    /// 3a: payment plans that run ÷ rental units with a running tenancy.
    PlanShare,
    /// 3b: instalments paid in full and on time ÷ instalments fallen due, over the last quarter.
    PlansKept,
    /// 4: tenancies with a file at bailiff or agency.
    BailiffCases,
    /// 5: tenancies sent a first reminder in the period ÷ rental units with a running tenancy.
    ReminderFlow,
    /// 6: hours of collection work in the period ÷ the hours of one FTE in it.
    CollectionFte,
    /// 7: mean days from due date to settlement of overdue charges that were settled in the period.
    PaymentDays,
    /// 8: mean days from writ to closing, of the files closed in the period.
    BailiffDuration,
    /// 9 (HAP 2): arrears of sitting tenants ÷ invoiced over the last 12 months.
    ArrearsRateSitting,
    /// 10 (HAP 1): arrears of all ÷ invoiced over the last 12 months.
    ArrearsRate,
    /// 11: collection costs charged to tenants in the calendar year.
    CollectionCosts,
    /// 12: mean score of the survey in the period.
    Satisfaction,
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
    /// Signals to the municipality in the period.
    ReferralsEarlySignal,
    /// Referrals to a credit bank in the period.
    ReferralsCreditBank,
    /// Referrals to the health service in the period.
    ReferralsHealthService,
    /// Referrals to debt assistance in the period.
    ReferralsDebtAssistance,
    /// Files handed over to bailiff or agency in the period.
    ReferralsHandOver,
    /// Writs in the calendar year.
    CourtCases,
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
        matches!(self, Kpi::Evictions | Kpi::CollectionCosts | Kpi::CourtCases)
    }

    /// The kind of action of which it counts how often it was done.
    #[must_use]
    pub const fn referral(self) -> Option<ActionKind> {
        match self {
            Kpi::ReferralsEarlySignal => Some(ActionKind::EarlySignal),
            Kpi::ReferralsCreditBank => Some(ActionKind::CreditBank),
            Kpi::ReferralsHealthService => Some(ActionKind::HealthService),
            Kpi::ReferralsDebtAssistance => Some(ActionKind::DebtAssistance),
            Kpi::ReferralsHandOver => Some(ActionKind::HandOver),
            _ => None,
        }
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

    #[test]
    fn each_partner_has_a_key_figure_of_its_own() {
        let referrals: Vec<ActionKind> = KPIS.iter().filter_map(|entry| entry.kpi.referral()).collect();
        assert_eq!(referrals, super::super::PartnerKind::ALL.iter().map(|kind| kind.referral()).collect::<Vec<_>>());
    }
}
