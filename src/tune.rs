//! A search over the settings of a policy: which combinations are worth having, and whether that was luck.
//!
//! Owns the grid of settings, the search and the verdict on what it finds. Runs nothing itself: an [`Evaluator`] brings
//! what a combination comes to, on the luck that is asked for. Knows no files and writes no texts for people but its errors.
//!
//! Always: a combination that breaches a guarantee is never a point of the front; no point is dominated by another or by
//! the baseline; every figure of the search has the same luck, and every point is judged again on other luck
//! (`the_luckiest_of_equals_is_unmasked_by_other_luck`).
//!
//! # Why
//! The best of many tries looks better than it is: it was chosen for its figures, and a part of those is luck. Only luck
//! that had no part in the choice can tell.

mod bench;
mod division;
mod knob;
mod nsga;
mod objective;
mod pareto;
mod recheck;
mod rig;
mod search;
mod trim;

pub use bench::Asked;
pub use bench::Came;
pub use bench::Evaluator;
pub use bench::Stage;
pub use division::Division;
pub use division::Method;
pub use division::TooSmall;
pub use division::Wish;
pub use knob::Knob;
pub use knob::KnobError;
pub use knob::Wanted;
pub use knob::changes;
pub use knob::combinations;
pub use knob::knobs;
pub use knob::with_settings;
pub use objective::Objective;
pub use objective::Silent;
pub use pareto::dominates;
pub use recheck::Standing;
pub use rig::Rig;
pub use search::tune;

use crate::calendar::Period;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::locale::Locale;
use crate::locale::Phrase;

/// Where a candidate stands: for each setting, the place of its value on the grid.
pub type Places = Vec<usize>;

/// What is searched.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The settings with the values to try.
    pub knobs: &'a [Knob],
    /// What is sought; with [`Chosen::ByName`] exactly these, else those of them that say something on these books.
    pub objectives: &'a [Objective],
    /// Who chose the objectives.
    pub chosen: Chosen,
    /// How the runs are divided.
    pub division: Division,
    /// The luck of the search.
    pub seed: u64,
    /// The luck of the re-check: another.
    pub fresh_seed: u64,
    /// The days that are compared.
    pub window: Period,
    /// What is left to chance.
    pub chance: Chance,
}

/// Who chose the objectives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Nobody: those that say nothing are left out.
    ByDefault,
    /// The user: one that is not known is an error.
    ByName,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Tuned {
    /// What was sought.
    pub objectives: Vec<Objective>,
    /// What was not sought because it says nothing here, or says little and was asked for all the same.
    pub silent: Vec<(Objective, Silent)>,
    /// Every combination that was tried, in order.
    pub tried: Vec<Tried>,
    /// How often the baseline itself breached each guarantee.
    pub baseline_breaches: Vec<u64>,
    /// Whether nothing that was found is as good as the baseline in everything and better in something.
    pub baseline_stands: bool,
    /// The baseline and the points, on the luck of the search.
    pub found: Comparison,
    /// The same on other luck; none where nothing is left to chance.
    pub fresh: Option<Comparison>,
    /// The points of the front, in the order of [`Tuned::found`] after the baseline.
    pub points: Vec<Point>,
    /// What was used.
    pub used: Used,
}

/// A point of the front.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its settings.
    pub places: Places,
    /// How often it breached each guarantee on other luck.
    pub breaches: Vec<u64>,
    /// What other luck says of it.
    pub standing: Standing,
}

/// A combination that was tried.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Its settings.
    pub places: Places,
    /// What it came to, over the longest that it was tried.
    pub compared: Compared,
    /// How many replications that was.
    pub replications: u32,
    /// How often it breached each guarantee, in runs and on the recorded books.
    pub breaches: Vec<u64>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It breached a guarantee.
    Refused,
    /// Others seemed better after few runs.
    NotPromising,
    /// Fewer of its changes come to the same.
    Trimmed,
    /// Something is as good in everything and better in something, or exactly as good with fewer changes.
    Dominated,
    /// On the front, and left out because others stand for it.
    LeftOut,
    /// The point of this number, from 0.
    OnFront(usize),
}

/// How many runs there were: candidates or baselines × replications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Of candidates.
    pub candidates: u64,
    /// Of the baseline, which runs beside them.
    pub baseline: u64,
}

/// Why nothing can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TuneError {
    /// An objective that was asked for says nothing on these books.
    Unknown(Objective),
    /// Of one objective alone the best is to let everything else go.
    OneObjective,
}

impl TuneError {
    /// What is wrong, for people, and what to do instead.
    #[must_use]
    pub fn phrases(&self) -> (Phrase, Phrase) {
        match self {
            TuneError::Unknown(objective) => (
                Phrase::new(
                    format!("`{}` is not known in this run: {}", objective.name(), objective.title(Locale::En)),
                    format!("`{}` is in deze run niet bekend: {}", objective.name(), objective.title(Locale::Nl)),
                ),
                Phrase::new(
                    "leave it out of `--objectives`; hours need minutes in the policy's actions, a rate a year of books",
                    "laat het weg uit `--objectives`; uren vragen minuten bij de acties, een percentage een jaar boeken",
                ),
            ),
            TuneError::OneObjective => (
                Phrase::new("there is only one thing to seek", "er is maar een ding om te zoeken"),
                Phrase::new(
                    "name at least two with `--objectives`, such as `arrears,hours`: the best of one alone lets the rest go",
                    "noem er met `--objectives` minstens twee, zoals `arrears,hours`: het beste van een alleen laat de rest los",
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests;
