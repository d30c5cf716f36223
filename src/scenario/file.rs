//! The text of a scenario and of a behaviour, and what is said when it cannot be read.

use crate::behaviour::Behaviour;
use crate::calendar::Period;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::nearest;
use crate::ledger::Allocation;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// The largest text that is read; a scenario or behaviour is a page, and YAML can be made to blow up.
const LARGEST_TEXT: usize = 1_000_000;

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
    /// Whether households respond to what is done.
    #[serde(default)]
    pub response: ResponseKind,
    /// The file of the behaviour; needed when households respond.
    #[serde(default)]
    pub behaviour: Option<String>,
    /// How many times the dice are thrown.
    #[serde(default = "one")]
    pub replications: u32,
    /// The seed of the dice.
    #[serde(default = "first_seed")]
    pub seed: u64,
    /// The order in which payments settle.
    #[serde(default)]
    pub allocation: Allocation,
    /// How long the desk takes to carry out what is decided.
    #[serde(default)]
    pub execution: Execution,
    /// The policies; the first is the one that others are compared with.
    pub policies: Vec<PolicyChoice>,
}

/// A policy in a scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyChoice {
    /// A short name, for files and tables.
    pub name: String,
    /// The file of the policy.
    pub file: String,
    /// Values for settings of the policy, written as text or number.
    #[serde(default)]
    pub settings: BTreeMap<String, Written>,
}

/// A value as it stands in YAML: `12`, `25.5` or `"25.50"`.
#[derive(Clone, Debug, Serialize, Deserialize)]
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

/// How long the desk takes to carry out what is decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Execution {
    /// On the day of the decision, or the first working day after it.
    #[default]
    Prompt,
    /// About so many days: drawn for each tenancy and kind of action.
    About(f64),
    /// As the record shows for each tenancy and kind of action under the first policy; drawn with this mean elsewhere.
    AsRecorded(f64),
}

const fn one() -> u32 {
    1
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

/// Reads a scenario.
///
/// # Errors
/// A [`Diagnostic`] with the place: a key that does not exist, a value of the wrong form, no policy, or a window or a
/// number of replications with nothing in it.
pub fn read_scenario(file: &SourceFile) -> Result<Scenario, Vec<Diagnostic>> {
    let scenario: Scenario = read(file)?;
    let empty = |code, en: &str, nl: &str| Err(vec![Diagnostic::error(code, Span::new(0, 0), Phrase::new(en, nl))]);
    if scenario.policies.is_empty() {
        return empty("S03", "the scenario names no policy", "het scenario noemt geen beleid");
    }
    if scenario.window.to < scenario.window.from {
        return empty("S04", "the window ends before it begins", "het venster eindigt voor het begint");
    }
    if scenario.replications == 0 {
        return empty("S05", "`replications` must be at least 1", "`replications` moet ten minste 1 zijn");
    }
    if scenario.response == ResponseKind::Modelled && scenario.behaviour.is_none() {
        let message = Phrase::new(
            "households respond, but no behaviour is named",
            "huishoudens reageren, maar er is geen gedrag genoemd",
        );
        let help =
            Phrase::new("write `behaviour: behaviours/default.yaml`", "schrijf `behaviour: behaviours/default.yaml`");
        return Err(vec![Diagnostic::error("S06", Span::new(0, 0), message).help(help)]);
    }
    Ok(scenario)
}

/// Reads a behaviour.
///
/// # Errors
/// One or more [`Diagnostic`]s: the text cannot be read, or a number has no proper interval.
pub fn read_behaviour(file: &SourceFile) -> Result<Behaviour, Vec<Diagnostic>> {
    let behaviour: Behaviour = read(file)?;
    let wrong = |error: crate::behaviour::EstimateError| Diagnostic::error("S07", Span::new(0, 0), error.phrase());
    behaviour.validate().map_err(|errors| errors.into_iter().map(wrong).collect::<Vec<_>>())?;
    Ok(behaviour)
}

fn read<T: for<'de> Deserialize<'de>>(file: &SourceFile) -> Result<T, Vec<Diagnostic>> {
    if file.text().len() > LARGEST_TEXT {
        let message = Phrase::new("the file is larger than a megabyte", "het bestand is groter dan een megabyte");
        return Err(vec![Diagnostic::error("S01", Span::new(0, 0), message)]);
    }
    serde_yaml::from_str(file.text()).map_err(|error| vec![explain(file, &error)])
}

/// Turns an error of the YAML package into a finding of ours: where, and for an unknown key the nearest known one.
fn explain(file: &SourceFile, error: &serde_yaml::Error) -> Diagnostic {
    let start = error.location().map_or(0, |place| place.index()).min(file.text().len());
    let text = error.to_string();
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let Some((key, known)) = quoted.split_first().filter(|_| text.contains("unknown field")) else {
        let message = Phrase::new(format!("cannot be read: {text}"), format!("kan niet worden gelezen: {text}"));
        return Diagnostic::error("S01", Span::new(start, start), message);
    };
    let span = file.text().find(&format!("{key}:")).map_or(Span::new(start, start), |at| Span::new(at, at + key.len()));
    let message = Phrase::new(format!("there is no key `{key}`"), format!("er is geen sleutel `{key}`"));
    let all = known.join(", ");
    let help = match nearest(key, known.iter().copied()) {
        Some(meant) => Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelde u `{meant}`?")),
        None => Phrase::new(format!("the keys here are {all}"), format!("de sleutels hier zijn {all}")),
    };
    Diagnostic::error("S02", span, message).help(help)
}
