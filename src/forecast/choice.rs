//! What a scenario says of the time after the books: how many months, how rents rise, and which shocks come.

use crate::behaviour::Estimate;
use crate::calendar::Day;
use serde::Deserialize;
use serde::Serialize;

/// The most months that may be looked ahead: beyond ten years nobody knows who rents.
pub const MOST_MONTHS: u32 = 120;

/// How the books are continued.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ahead {
    /// How many months after the month of the last booking.
    pub months: u32,
    /// The share by which rents rise each July; that of the behaviour when it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent_increase: Option<f64>,
    /// Whether the season counts: months in which rent is late, and homes change hands, more often than in others.
    #[serde(default = "yes")]
    pub season: bool,
}

/// Something that befalls households, or rents, in the time after the books.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shock {
    /// What happens.
    pub kind: ShockKind,
    /// From which day.
    pub from: Day,
    /// For how many months it weighs on households.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The share of households that it befalls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// What it costs each household, as a share of the rent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_rent: Option<f64>,
    /// By how many percent rents rise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// What it adds to the log-odds of paying: below zero, people pay less readily. Of energy, for each tenth of the rent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_odds: Option<Estimate>,
}

/// What kind of thing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShockKind {
    /// A share of the households, drawn, loses income.
    IncomeLoss,
    /// Energy costs every household more.
    EnergyPrice,
    /// Rents rise once.
    RentIncrease,
}

impl ShockKind {
    /// The word in a scenario.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ShockKind::IncomeLoss => "income_loss",
            ShockKind::EnergyPrice => "energy_price",
            ShockKind::RentIncrease => "rent_increase",
        }
    }
}

const fn yes() -> bool {
    true
}
