//! What a scenario says: the form of its file. Its keys are told in `docs/scenario.md`.

use crate::calendar::Day;
use crate::calendar::Period;
use crate::forecast::Ahead;
use crate::forecast::Shock;
use crate::ledger::Allocation;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// A scenario as its file gives it. Paths are relative to the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What is tried, for people.
    pub title: String,
    /// The folder of the ledger.
    pub ledger: String,
    /// Whether the people in the ledger are invented.
    #[serde(default)]
    pub synthetic: bool,
    /// The days on which the policies decide.
    pub window: Period,
    /// Months at the beginning of the window in which the policies decide, and nothing is measured yet.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub warm_up: u32,
    /// Whether households respond to what is done.
    #[serde(default)]
    pub response: ResponseKind,
    /// The file of the behaviour; needed when households respond.
    #[serde(default)]
    pub behaviour: Option<String>,
    /// The file of a backtest on these books, which says how right the model was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backtest: Option<String>,
    /// How many times the dice are thrown.
    #[serde(default = "one")]
    pub replications: u32,
    /// How well the answer is to be known; replications are added until it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// The seed of the dice.
    #[serde(default = "first_seed")]
    pub seed: u64,
    /// The order in which payments settle.
    #[serde(default)]
    pub allocation: Allocation,
    /// How long the desk takes to carry out what is decided.
    #[serde(default, with = "serde_yaml::with::singleton_map")]
    pub execution: Execution,
    /// What work takes of people, where hours are asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// On which days the policies rule.
    #[serde(default)]
    pub valid: Validity,
    /// The hours a year of one full-time employee.
    #[serde(default = "full_time")]
    pub fte_hours: u32,
    /// How the books are continued, where the window reaches beyond them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Ahead>,
    /// What befalls households and rents after the books.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shocks: Vec<Shock>,
    /// The policies; the first is the one that others are compared with.
    pub policies: Vec<PolicyChoice>,
}

impl Scenario {
    /// The part of the window that is measured: all of it but the warm-up.
    #[must_use]
    pub fn measured(&self) -> Period {
        let months = i32::try_from(self.warm_up).unwrap_or(i32::MAX);
        let from = if months == 0 { self.window.from } else { self.window.from.month().plus(months).first() };
        Period { from, to: self.window.to }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over what it skips by reference")]
const fn is_zero(months: &u32) -> bool {
    *months == 0
}

/// A policy in a scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyChoice {
    /// A short name, for files and tables.
    pub name: String,
    /// The file of the policy; empty where it has versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Its versions, in order of their first day, instead of one file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionChoice>,
    /// Values for settings of the policy, written as text or number.
    #[serde(default)]
    pub settings: BTreeMap<String, Written>,
}

/// How well an answer is to be known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// The figure that the answer is about, by its name in files.
    pub figure: String,
    /// To within how much, in the unit of the figure.
    pub half_width: f64,
    /// No more replications than this.
    #[serde(default = "most_replications")]
    pub most: u32,
}

/// A version of a policy in a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionChoice {
    /// The first day on which it rules.
    pub from: Day,
    /// The file of the version.
    pub file: String,
}

/// On which days the policies of a scenario rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// As if each had been in force over the whole window, whatever its `valid from`.
    #[default]
    AsIf,
    /// From its `valid from` on; before that it decides nothing.
    AsWritten,
}

/// A value as it stands in YAML: `12`, `25.5` or `"25.50"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Written {
    /// A whole number.
    Whole(i64),
    /// A number with a point.
    Decimal(f64),
    /// A text.
    Text(String),
}

/// Whether households respond to what is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResponseKind {
    /// Payments come exactly as recorded: what would these rules have done on these books?
    #[default]
    None,
    /// Payments respond: how would the books have looked under these rules?
    Modelled,
}

/// How long the desk takes to carry out what is decided. Without any, it is done on the day of the decision or the first
/// working day after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execution {
    /// About so many days: drawn for each tenancy and kind of action, exponential with this mean.
    #[serde(default)]
    pub about: f64,
    /// As the record shows for each tenancy and kind of action beside the first policy; drawn where it shows nothing.
    #[serde(default)]
    pub from_record: bool,
}

/// What work takes of people, by kind of action. What is not listed takes the minutes that the policy says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Minutes of all who do it.
    #[serde(default)]
    pub minutes: BTreeMap<String, u32>,
    /// The kinds that take nobody.
    #[serde(default)]
    pub without_people: Vec<String>,
}

impl PolicyChoice {
    /// The files of the policy, each with its first day where the scenario gives one.
    #[must_use]
    pub fn files(&self) -> Vec<(Option<Day>, &str)> {
        if self.versions.is_empty() {
            return vec![(None, &self.file)];
        }
        self.versions.iter().map(|version| (Some(version.from), version.file.as_str())).collect()
    }
}

/// Enough for most questions, and minutes on books of a few thousand tenancies.
const fn most_replications() -> u32 {
    2000
}

const fn one() -> u32 {
    1
}

/// Source: Processenboek Incasso, Bijlage C, key figure 6, as the corporation counts it.
const fn full_time() -> u32 {
    1548
}

const fn first_seed() -> u64 {
    1
}

impl Written {
    /// The value as text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Written::Whole(number) => number.to_string(),
            Written::Decimal(number) => number.to_string(),
            Written::Text(text) => text.clone(),
        }
    }
}
