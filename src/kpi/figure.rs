//! A key figure at a date: a number, or a ratio that may not be defined.

use super::Tally;
use super::window::Window;
use crate::calendar::Day;
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
    /// Whether the books cover the period that the figure needs.
    is_covered: bool,
}

/// What a number of a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Cents,
    Count,
}

impl Figure {
    pub(super) fn of(kpi: Kpi, tally: &Tally, window: &Window, ledger_start: Day) -> Figure {
        let (numerator, denominator) = parts(kpi, tally);
        let needed = match kpi {
            Kpi::WriteOffRate | Kpi::ArrearsRateSitting | Kpi::ArrearsRate | Kpi::Invoiced12m => Some(12),
            Kpi::WriteOffs | Kpi::ReversalRate => Some(3),
            Kpi::Evictions => Some(window.months_of_year()),
            _ => None,
        };
        let months_covered = needed.map(|months| window.months_covered(months, ledger_start));
        // A sum says over how many months it is; a rate over less than its period would be another rate.
        let is_covered = denominator.is_none() || months_covered == needed;
        Figure { kpi, numerator, denominator, months_covered, is_covered }
    }

    pub(super) fn unknown(kpi: Kpi) -> Figure {
        Figure { kpi, numerator: 0, denominator: None, months_covered: None, is_covered: false }
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
            (KpiUnit::Rate, Some(whole)) => quotient(self.numerator, whole, RATE_DECIMALS),
            (KpiUnit::Euro, Some(whole)) => {
                Some(Money::from_cents(self.numerator).share(Share { part: 1, whole }).to_plain())
            }
            _ => Some(self.numerator_text()),
        }
    }

    /// The value as a binary number, for pictures and spreads; never for money that is paid.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "sums of cents stay far below 2^53")]
    pub fn as_f64(&self) -> Option<f64> {
        let numerator = match units(self.kpi).0 {
            Part::Cents => self.numerator as f64 / 100.0,
            Part::Count => self.numerator as f64,
        };
        let denominator = match (self.denominator, units(self.kpi).1) {
            (Some(whole), Part::Cents) => whole as f64 / 100.0,
            (Some(whole), Part::Count) => whole as f64,
            (None, _) => 1.0,
        };
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
        Part::Cents => Money::from_cents(number).to_plain(),
        Part::Count => number.to_string(),
    }
}

/// The numerator and denominator of a key figure.
const fn parts(kpi: Kpi, tally: &Tally) -> (i64, Option<i64>) {
    match kpi {
        Kpi::WriteOffRate => (tally.written_off_quarter, Some(tally.invoiced)),
        Kpi::WriteOffs => (tally.written_off_quarter, None),
        Kpi::DirectDebitShare => (tally.direct_debits, Some(tally.dwellings)),
        Kpi::ArrearsRateSitting => (tally.arrears_sitting, Some(tally.invoiced)),
        Kpi::ArrearsRate => (tally.arrears_sitting + tally.arrears_departed, Some(tally.invoiced)),
        Kpi::Evictions => (tally.evictions_year, None),
        Kpi::ReversalRate => (tally.reversals_quarter, Some(tally.direct_debits)),
        Kpi::ArrearsSitting => (tally.arrears_sitting, None),
        Kpi::ArrearsDeparted => (tally.arrears_departed, None),
        Kpi::Invoiced12m => (tally.invoiced, None),
        Kpi::TenantsInArrears => (tally.in_arrears_sitting, None),
        Kpi::AverageArrearsSitting => (tally.arrears_sitting, Some(tally.in_arrears_sitting)),
        Kpi::AverageArrearsDeparted => (tally.arrears_departed, Some(tally.in_arrears_departed)),
    }
}

/// What the numerator and the denominator count.
const fn units(kpi: Kpi) -> (Part, Part) {
    match kpi {
        Kpi::WriteOffRate | Kpi::ArrearsRateSitting | Kpi::ArrearsRate => (Part::Cents, Part::Cents),
        Kpi::DirectDebitShare | Kpi::ReversalRate | Kpi::Evictions | Kpi::TenantsInArrears => {
            (Part::Count, Part::Count)
        }
        Kpi::WriteOffs
        | Kpi::ArrearsSitting
        | Kpi::ArrearsDeparted
        | Kpi::Invoiced12m
        | Kpi::AverageArrearsSitting
        | Kpi::AverageArrearsDeparted => (Part::Cents, Part::Count),
    }
}
