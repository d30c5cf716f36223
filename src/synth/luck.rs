//! The draws of one household, each a pure function of household, month and matter.

use crate::calendar::Day;
use crate::calendar::Month;
use crate::chance::DrawKey;
use crate::chance::DrawKind;

/// What a draw of an invented household decides. Draws of different matters have nothing to do with each other.
#[derive(Clone, Copy, Debug)]
#[repr(u32)]
pub(super) enum Matter {
    Rent = 1,
    Services,
    Quota,
    Margin,
    Cushion,
    Wage,
    Payday,
    Method,
    Habit,
    Memory,
    Yielding,
    Parts,
    Place,
    StartingCash,
    Setback,
    SetbackDepth,
    SetbackLength,
    BadLuck,
    BadLuckSize,
    Holiday,
    Remembers,
    Notices,
    BounceDelay,
    Objection,
    Settlement,
    Moving,
    Vacancy,
    Reaches,
    Reacts,
    AgreesPlan,
    AcceptsHelp,
    DeskDelay,
    BailiffWait,
    Verdict,
    Rescue,
    Departed,
    DepartedShare,
    Damage,
    DamageSize,
    WriteOffWait,
    Complaint,
    HoldLength,
    EndReason,
    HouseholdSize,
    Language,
}

/// The luck of one household.
#[derive(Clone, Copy, Debug)]
pub(super) struct Luck {
    seed: u64,
    household: u64,
}

impl Luck {
    pub(super) const fn new(seed: u64, household: u64) -> Luck {
        Luck { seed, household }
    }

    /// A number above 0 and below 1 for a month.
    pub(super) fn uniform(self, month: Month, matter: Matter) -> f64 {
        self.draw(month.number(), matter as u32 * 32)
    }

    /// A number above 0 and below 1 for a day.
    pub(super) fn uniform_on(self, day: Day, matter: Matter) -> f64 {
        self.draw(day.month().number(), matter as u32 * 32 + day.of_month())
    }

    /// A number above 0 and below 1 that is drawn once in a life.
    pub(super) fn trait_of(self, matter: Matter) -> f64 {
        self.draw(0, matter as u32 * 32)
    }

    /// A trait between two numbers, every value as likely.
    pub(super) fn between(self, matter: Matter, low: f64, high: f64) -> f64 {
        low + (high - low) * self.trait_of(matter)
    }

    /// A trait around a middle, bell-shaped. Source: Box and Muller (1958).
    pub(super) fn around(self, matter: Matter, middle: f64, spread: f64) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.trait_of(matter)));
        let angle = core::f64::consts::TAU * self.draw(0, matter as u32 * 32 + 31);
        middle + spread * radius * libm::cos(angle)
    }

    /// A number of days from `low` to `high`, both possible.
    pub(super) fn days(self, month: Month, matter: Matter, low: i32, high: i32) -> i32 {
        spread(self.uniform(month, matter), low, high)
    }

    /// The same, drawn for a day.
    pub(super) fn days_on(self, day: Day, matter: Matter, low: i32, high: i32) -> i32 {
        spread(self.uniform_on(day, matter), low, high)
    }

    fn draw(self, month: i32, number: u32) -> f64 {
        let kind = DrawKind::Synthesis;
        DrawKey { seed: self.seed, replication: 0, tenancy: self.household, kind, month, number }.uniform()
    }
}

/// A whole number from `low` to `high` for a draw between 0 and 1.
#[expect(clippy::cast_possible_truncation, reason = "the product lies between 0 and the small number of values")]
pub(super) fn spread(draw: f64, low: i32, high: i32) -> i32 {
    let values = f64::from(high - low + 1);
    (low + (draw * values) as i32).min(high)
}
