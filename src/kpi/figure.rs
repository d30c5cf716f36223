//! A key figure at a date: a number, or a ratio that may not be defined.

use super::KpiTable;
use super::Need;
use super::Tally;
use super::window::Window;
use crate::money::Money;
use crate::money::Share;
use crate::money::quotient;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiUnit;

/// Decimals of a rate.
const RATE_DECIMALS: u32 = 10;

/// A key figure at a date, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was measured.
    pub kpi: Kpi,
    /// The number itself, or what is divided; amounts in cents.
    pub numerator: i64,
    /// What it is divided by, if it is a ratio; amounts in cents.
    pub denominator: Option<i64>,
    /// How many months of the figure's period the books cover; none for a figure of one day.
    pub months_covered: Option<i32>,
    /// What would have to be known to measure it.
    pub missing: Option<Need>,
    /// Whether the books cover the period that the figure needs.
    is_covered: bool,
}

/// What a number of a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Amounts in cents, and sums of scores.
    Hundredths,
    /// Minutes, which are read as hours.
    Minutes,
    Count,
}

impl Part {
    /// How many of what is counted make one of what is read.
    const fn scale(self) -> i64 {
        match self {
            Part::Hundredths => 100,
            Part::Minutes => 60,
            Part::Count => 1,
        }
    }
}

impl Figure {
    pub(super) fn of(kpi: Kpi, tally: &Tally, window: &Window, table: &KpiTable) -> Figure {
        if let Some(need) = Need::of(kpi).filter(|need| !table.known.tells(*need)) {
            return Figure { missing: Some(need), ..Figure::unknown(kpi) };
        }
        let fte = table.known.hours_of_fte.map_or(0, |hours| window.minutes_of_fte(hours));
        let (numerator, denominator) = parts(kpi, tally, fte);
        let needed = months_needed(kpi, window);
        let months_covered = needed.map(|months| window.months_covered(months, table.ledger_start));
        // A sum says over how many months it is; a rate over less than its period would be another rate.
        let is_covered = denominator.is_none() || months_covered == needed;
        Figure { kpi, numerator, denominator, months_covered, missing: None, is_covered }
    }

    pub(super) fn unknown(kpi: Kpi) -> Figure {
        Figure { kpi, numerator: 0, denominator: None, months_covered: None, missing: None, is_covered: false }
    }

    /// Whether the figure has a value: its denominator is not zero, and the books cover its period.
    #[must_use]
    pub fn is_defined(&self) -> bool {
        self.is_covered && self.denominator != Some(0)
    }

    /// The value as exact text: a rate with ten decimals, an amount with two; none when it is not defined.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        if !self.is_defined() {
            return None;
        }
        match (self.kpi.entry().unit, self.denominator) {
            (KpiUnit::Rate | KpiUnit::Days | KpiUnit::Number, Some(_)) => self.rounded(RATE_DECIMALS),
            (KpiUnit::Euro, Some(whole)) => {
                Some(Money::from_cents(self.numerator).share(Share { part: 1, whole }).to_plain())
            }
            _ => Some(self.numerator_text()),
        }
    }

    /// What the numerator is of the denominator, with so many decimals; none when it is no ratio or not defined.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Option<String> {
        let (part, of) = units(self.kpi);
        let whole = self.denominator.filter(|_| self.is_defined())?.saturating_mul(part.scale());
        quotient(self.numerator.saturating_mul(of.scale()), whole, decimals)
    }

    /// The value as a binary number, for pictures and spreads; never for money that is paid.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "sums of cents stay far below 2^53")]
    pub fn as_f64(&self) -> Option<f64> {
        let (part, of) = units(self.kpi);
        let numerator = self.numerator as f64 / part.scale() as f64;
        let denominator = self.denominator.map_or(1.0, |whole| whole as f64 / of.scale() as f64);
        self.is_defined().then(|| numerator / denominator)
    }

    /// The numerator as text: euros with two decimals, or a count.
    #[must_use]
    pub fn numerator_text(&self) -> String {
        text(self.numerator, units(self.kpi).0)
    }

    /// The denominator as text: euros with two decimals, or a count; none when it is no ratio.
    #[must_use]
    pub fn denominator_text(&self) -> Option<String> {
        self.denominator.map(|denominator| text(denominator, units(self.kpi).1))
    }
}

fn text(number: i64, part: Part) -> String {
    match part {
        Part::Hundredths => Money::from_cents(number).to_plain(),
        Part::Minutes => quotient(number, 60, 2).unwrap_or_default(),
        Part::Count => number.to_string(),
    }
}

/// How many months the books must cover for the figure to be what it says; none for a figure of one day, and for a mean
/// over whatever happened.
fn months_needed(kpi: Kpi, window: &Window) -> Option<i32> {
    match kpi {
        Kpi::WriteOffRate | Kpi::ArrearsRateSitting | Kpi::ArrearsRate | Kpi::Invoiced12m => Some(12),
        Kpi::WriteOffs | Kpi::ReversalRate | Kpi::PlansKept => Some(3),
        Kpi::Evictions | Kpi::CollectionCosts | Kpi::CourtCases => Some(window.months_of_year()),
        Kpi::ReminderFlow | Kpi::CollectionFte => Some(window.months_of_period()),
        _ if kpi.referral().is_some() => Some(window.months_of_period()),
        _ => None,
    }
}

/// The numerator and denominator of a key figure; `fte` are the minutes that one FTE works in the period.
fn parts(kpi: Kpi, tally: &Tally, fte: i64) -> (i64, Option<i64>) {
    match kpi {
        Kpi::WriteOffRate => (tally.written_off_quarter, Some(tally.invoiced)),
        Kpi::WriteOffs => (tally.written_off_quarter, None),
        Kpi::DirectDebitShare => (tally.direct_debits, Some(tally.dwellings)),
        Kpi::PlanShare => (tally.plans, Some(tally.dwellings)),
        Kpi::PlansKept => (tally.instalments_kept, Some(tally.instalments_due)),
        Kpi::BailiffCases => (tally.with_bailiff, None),
        Kpi::ReminderFlow => (tally.reminded, Some(tally.dwellings)),
        Kpi::CollectionFte => (tally.minutes, Some(fte)),
        Kpi::PaymentDays => (tally.days_to_settle, Some(tally.settled)),
        Kpi::BailiffDuration => (tally.dossier_days, Some(tally.dossiers_closed)),
        Kpi::ArrearsRateSitting => (tally.arrears_sitting, Some(tally.invoiced)),
        Kpi::ArrearsRate => (tally.arrears_sitting + tally.arrears_departed, Some(tally.invoiced)),
        Kpi::CollectionCosts => (tally.costs_year, None),
        Kpi::Satisfaction => (tally.score_sum, Some(tally.scores)),
        Kpi::Evictions => (tally.evictions_year, None),
        Kpi::ReversalRate => (tally.reversals_quarter, Some(tally.direct_debits)),
        Kpi::CourtCases => (tally.writs_year, None),
        _ => standing(kpi, tally),
    }
}

/// The figures without a number in the Processenboek.
fn standing(kpi: Kpi, tally: &Tally) -> (i64, Option<i64>) {
    match kpi {
        Kpi::ArrearsSitting => (tally.arrears_sitting, None),
        Kpi::ArrearsDeparted => (tally.arrears_departed, None),
        Kpi::Invoiced12m => (tally.invoiced, None),
        Kpi::TenantsInArrears => (tally.in_arrears_sitting, None),
        Kpi::AverageArrearsSitting => (tally.arrears_sitting, Some(tally.in_arrears_sitting)),
        Kpi::AverageArrearsDeparted => (tally.arrears_departed, Some(tally.in_arrears_departed)),
        _ => (tally.referrals(kpi), None),
    }
}

/// What the numerator and the denominator count.
fn units(kpi: Kpi) -> (Part, Part) {
    match (kpi, kpi.entry().unit) {
        (Kpi::CollectionFte, _) => (Part::Minutes, Part::Minutes),
        (Kpi::Satisfaction, _) | (_, KpiUnit::Euro) => (Part::Hundredths, Part::Count),
        (Kpi::WriteOffRate | Kpi::ArrearsRateSitting | Kpi::ArrearsRate, _) => (Part::Hundredths, Part::Hundredths),
        _ => (Part::Count, Part::Count),
    }
}
