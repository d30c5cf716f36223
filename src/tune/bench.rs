//! Trying candidates out, a few at a time, beside the baseline on the same luck.

use super::Places;
use super::Used;
use crate::calendar::Period;
use crate::compare;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Runs;
use std::collections::BTreeMap;

/// Who knows what a combination of settings comes to.
pub trait Evaluator {
    /// The baseline and then the candidates, all on the same luck. The same question has the same answer.
    fn evaluate(&self, candidates: &[Places], asked: Asked) -> Vec<Came>;
}

/// On what candidates are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which dice.
    pub seed: u64,
    /// How often they are thrown.
    pub replications: u32,
    /// What for.
    pub stage: Stage,
}

/// What candidates are tried for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The baseline alone.
    Baseline,
    /// To see whether they are promising.
    Search,
    /// To see which of their changes matter.
    Trim,
    /// At length. Guarantees count on the recorded books as well.
    Finalists,
    /// Once more, with other luck.
    Recheck,
}

/// What the baseline or a candidate came to.
#[derive(Clone, Debug)]
pub struct Came {
    /// Its key figures.
    pub runs: Runs,
    /// How often it breached each guarantee.
    pub breaches: Vec<u64>,
}

/// A candidate with what it came to.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) places: Places,
    pub(super) compared: Compared,
    pub(super) breaches: Vec<u64>,
}

/// As many policies × replications as are held at a time, and as many policies.
const HELD: u32 = 400;
const BESIDE: usize = 16;

/// Where candidates are tried, and what that took.
pub(super) struct Bench<'a> {
    pub(super) evaluator: &'a dyn Evaluator,
    pub(super) window: Period,
    pub(super) chance: Chance,
    pub(super) used: Used,
}

impl Bench<'_> {
    /// The baseline and then the candidates, all at once, with their key figures.
    pub(super) fn runs(&mut self, candidates: &[Places], asked: Asked) -> Vec<Came> {
        self.used.candidates += candidates.len() as u64 * u64::from(asked.replications);
        self.used.baseline += u64::from(asked.replications);
        self.evaluator.evaluate(candidates, asked)
    }

    /// The baseline beside nothing, and how often it breached each guarantee.
    pub(super) fn baseline(&mut self, asked: Asked) -> (Comparison, Vec<u64>) {
        let came = self.runs(&[], asked);
        let breaches = came.first().map_or_else(Vec::new, |came| came.breaches.clone());
        (self.beside(&came), breaches)
    }

    /// Each candidate beside the baseline, a few at a time.
    pub(super) fn judge(&mut self, candidates: &[Places], asked: Asked) -> Vec<Judged> {
        let held = usize::try_from(HELD / asked.replications.max(1)).unwrap_or(1);
        let mut judged = Vec::new();
        for few in candidates.chunks(held.clamp(1, BESIDE)) {
            let came = self.runs(few, asked);
            let compared = self.beside(&came).scenarios.into_iter().skip(1);
            let breaches = came.into_iter().skip(1).map(|came| came.breaches);
            let each = few.iter().cloned().zip(compared).zip(breaches);
            judged.extend(each.map(|((places, compared), breaches)| Judged {
                places,
                compared: short(compared),
                breaches,
            }));
        }
        judged
    }

    /// What one candidate came to beside another, whatever it was first laid beside.
    pub(super) fn pair(&self, one: &Came, other: &Came) -> Comparison {
        let mut one = one.clone();
        one.runs.beside.clear();
        self.beside(&[other.clone(), one])
    }

    /// What the first came to and the others beside it.
    pub(super) fn beside(&self, came: &[Came]) -> Comparison {
        let mut all = came.iter().map(|came| came.runs.clone());
        let first = all.next().unwrap_or_default();
        let others: Vec<Runs> = all.collect();
        compare::compare(&first, &others, compare::Asked { goals: &[], window: self.window, chance: self.chance })
    }
}

/// Without what stood at every month end: of hundreds of candidates only the window counts.
fn short(compared: Compared) -> Compared {
    Compared { series: BTreeMap::new(), courses: BTreeMap::new(), ..compared }
}
