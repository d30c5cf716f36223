//! Regression discontinuity: what changes at a threshold, from those just under it and those just over it.
//!
//! Close to a threshold hardly anything differs between both sides but what the threshold decides. On either side the
//! outcome is fitted by local polynomials with a triangular kernel; where both meet the threshold, their difference is
//! the jump. The bandwidth is that of Imbens and Kalyanaraman for local lines; the jump and its interval are those of
//! local parabolas with the same bandwidth, which corrects the lines for their bias, with errors clustered.
//! Always: with too few on either side, amounts that heap up or outcomes that are all the same there is no number; the
//! order of cases changes nothing, to the bit.
//!
//! Source: Imbens and Kalyanaraman, "Optimal bandwidth choice for the regression discontinuity estimator" (2012);
//! Calonico, Cattaneo and Titiunik, "Robust nonparametric confidence intervals for regression-discontinuity designs"
//! (2014), remark 7; McCrary, "Manipulation of the running variable" (2008).

mod bandwidth;
mod density;
mod side;
#[cfg(test)]
mod tests;

pub use density::Density;

use super::NORMAL_95;
use side::Side;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A decision, near the threshold or far from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Whose.
    pub cluster: u32,
    /// How far over the threshold; below zero, how far under it. Never zero: the threshold lies between two values.
    pub distance: f64,
    /// Whether what the threshold decides was done.
    pub treated: bool,
    /// What came of it.
    pub outcome: f64,
}

/// A difference between both sides with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// The best value.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// Its standard error.
    pub error: f64,
}

/// How many there are on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Cases.
    pub cases: usize,
    /// Clusters.
    pub clusters: usize,
}

/// The cases of one stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Their middle, from the threshold.
    pub distance: f64,
    /// How many there are.
    pub count: Count,
    /// Their mean outcome.
    pub outcome: f64,
    /// The share that was treated.
    pub treated: f64,
}

/// What changes at a threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Discontinuity {
    /// How far from the threshold cases count.
    pub bandwidth: f64,
    /// How many there are within it, under and over.
    pub near: [Count; 2],
    /// By how much the share that is treated changes.
    pub treated: Jump,
    /// By how much the outcome changes.
    pub outcome: Jump,
    /// The outcome's change for each one treated; none where the threshold hardly changes who is.
    pub effect: Option<Jump>,
    /// The outcome's change with half the bandwidth, if that leaves enough.
    pub half: Option<Jump>,
    /// The outcome's change with twice the bandwidth, as far as that goes.
    pub double: Option<Jump>,
    /// Whether there are suddenly more on one side.
    pub density: Density,
    /// Means by stretch, under and over.
    pub bins: [Vec<Bin>; 2],
    /// The curves that meet the threshold: distance and outcome, under and over.
    pub curves: [Vec<(f64, f64)>; 2],
}

/// Why a threshold tells nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Untold {
    /// Too few are near it.
    TooFew {
        /// Those within reach, under and over.
        near: [Count; 2],
    },
    /// Many have precisely the same amount, and whoever has that is no chance.
    Heaped {
        /// The share of those within reach that has the most frequent one.
        share: f64,
    },
    /// All outcomes are the same.
    NoVariation,
}

/// So many cases there must be on either side within the bandwidth.
pub const FEWEST_CASES: usize = 50;
/// Of so many clusters.
pub const FEWEST_CLUSTERS: usize = 20;
/// A share of the cases that has the same amount beyond which amounts heap up.
const HEAP: f64 = 0.1;
/// The threshold must change who is treated by so many standard errors before the outcome's change is divided by it.
const STRONG: f64 = 3.162_277_660_168_379_5;
const BINS: usize = 8;

/// What changes at the threshold, from cases no further from it than `reach`.
///
/// # Errors
/// [`Untold`], when they do not tell.
pub fn discontinuity(cases: &[Case], reach: f64) -> Result<Discontinuity, Untold> {
    let cases = within(cases, reach);
    let least = fewest_within(&cases).ok_or(Untold::TooFew { near: counts(&cases, reach) })?;
    if spread(&cases) <= 0.0 {
        return Err(Untold::NoVariation);
    }
    let best = bandwidth::imbens_kalyanaraman(&cases).unwrap_or(reach).clamp(least, reach);
    let heap = density::heap(&cases, best);
    if heap > HEAP {
        return Err(Untold::Heaped { share: heap });
    }
    let at = |bandwidth: f64| Fitted::new(&cases, bandwidth);
    let fitted = at(best).ok_or(Untold::Heaped { share: heap })?;
    let outcome = |fitted: &Fitted<'_>| fitted.jump(|case| case.outcome);
    Ok(Discontinuity {
        bandwidth: best,
        near: counts(&cases, best),
        treated: fitted.jump(treated),
        outcome: outcome(&fitted),
        effect: fitted.effect(),
        half: Some(best / 2.0).filter(|half| *half >= least).and_then(at).as_ref().map(outcome),
        double: Some((best * 2.0).min(reach)).filter(|double| *double > best).and_then(at).as_ref().map(outcome),
        density: density::density(&cases, best),
        bins: [-1.0, 1.0].map(|sign| bins(&cases, (best * 2.0).min(reach), sign)),
        curves: [fitted.under.curve(best, -1.0), fitted.over.curve(best, 1.0)],
    })
}

/// Both sides, fitted.
struct Fitted<'a> {
    cases: &'a [Case],
    under: Side,
    over: Side,
}

impl<'a> Fitted<'a> {
    fn new(cases: &'a [Case], bandwidth: f64) -> Option<Fitted<'a>> {
        let near = |sign: f64| Side::fit(cases, bandwidth, sign, side::PARABOLA);
        Some(Fitted { cases, under: near(-1.0)?, over: near(1.0)? })
    }

    /// The difference between both sides where they meet the threshold.
    fn jump(&self, of: impl Fn(&Case) -> f64 + Copy) -> Jump {
        let value = self.over.level(self.cases, of) - self.under.level(self.cases, of);
        Jump::new(value, self.error(of), self.freedom())
    }

    /// Its standard error: what each cluster moves it by, squared and summed.
    fn error(&self, of: impl Fn(&Case) -> f64 + Copy) -> f64 {
        let mut clusters: BTreeMap<u32, f64> = BTreeMap::new();
        for (sign, side) in [(-1.0, &self.under), (1.0, &self.over)] {
            for (cluster, moves) in side.moves(self.cases, of) {
                *clusters.entry(cluster).or_default() += sign * moves;
            }
        }
        let count = clusters.len() as f64;
        let squares: f64 = clusters.values().map(|sum| sum * sum).sum();
        libm::sqrt(squares * count / (count - 1.0).max(1.0))
    }

    /// As many clusters as the smaller side has beyond its coefficients.
    fn freedom(&self) -> f64 {
        let clusters = [&self.under, &self.over].map(|side| side.clusters(self.cases));
        (clusters.into_iter().min().unwrap_or(0) as f64 - side::PARABOLA as f64).max(1.0)
    }

    /// The outcome's change for each one treated.
    fn effect(&self) -> Option<Jump> {
        let action = self.jump(treated);
        if action.value.abs() < STRONG * action.error || action.value.abs() < 1e-9 {
            return None;
        }
        let value = self.jump(|case| case.outcome).value / action.value;
        let error = self.error(|case| case.outcome - value * treated(case)) / action.value.abs();
        Some(Jump::new(value, error, self.freedom()))
    }
}

impl Discontinuity {
    /// Whether the outcome changes: the interval leaves zero out, and half and twice the bandwidth say the same way.
    #[must_use]
    pub fn is_found(&self) -> bool {
        let same = |other: &Option<Jump>| other.is_none_or(|other| other.value * self.outcome.value > 0.0);
        self.outcome.is_seen() && same(&self.half) && same(&self.double)
    }
}

impl Jump {
    fn new(value: f64, error: f64, freedom: f64) -> Jump {
        let reach = student_95(freedom) * error;
        Jump { value, low: value - reach, high: value + reach, error }
    }

    /// Whether its interval leaves zero out.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The quantile of Student of a 95 % interval. Source: Abramowitz and Stegun (1964), 26.7.5.
fn student_95(freedom: f64) -> f64 {
    let z = NORMAL_95;
    let (third, fifth) = (z * z * z, z * z * z * z * z);
    z + (third + z) / (4.0 * freedom) + (5.0 * fifth + 16.0 * third + 3.0 * z) / (96.0 * freedom * freedom)
}

fn treated(case: &Case) -> f64 {
    f64::from(u8::from(case.treated))
}

/// How far the outcomes lie apart.
fn spread(cases: &[Case]) -> f64 {
    let outcomes = || cases.iter().map(|case| case.outcome);
    outcomes().fold(f64::NEG_INFINITY, f64::max) - outcomes().fold(f64::INFINITY, f64::min)
}

/// The cases within reach, in an order that does not hang on that in which they came.
fn within(cases: &[Case], reach: f64) -> Vec<Case> {
    let mut near: Vec<Case> = cases.iter().copied().filter(|case| case.distance.abs() < reach).collect();
    near.sort_by(|a, b| {
        let whose = a.cluster.cmp(&b.cluster).then(a.treated.cmp(&b.treated));
        a.distance.total_cmp(&b.distance).then(whose).then(a.outcome.total_cmp(&b.outcome))
    });
    near
}

fn side_of(cases: &[Case], sign: f64) -> impl Iterator<Item = &Case> {
    cases.iter().filter(move |case| case.distance * sign > 0.0)
}

fn counts(cases: &[Case], bandwidth: f64) -> [Count; 2] {
    [-1.0, 1.0].map(|sign| Count::of(side_of(cases, sign).filter(|case| case.distance.abs() < bandwidth)))
}

impl Count {
    fn of<'a>(cases: impl Iterator<Item = &'a Case>) -> Count {
        let mut count = Count::default();
        let mut clusters = BTreeSet::new();
        for case in cases {
            count.cases += 1;
            clusters.insert(case.cluster);
        }
        Count { clusters: clusters.len(), ..count }
    }

    const fn is_enough(self) -> bool {
        self.cases >= FEWEST_CASES && self.clusters >= FEWEST_CLUSTERS
    }
}

/// The smallest bandwidth with enough on either side.
fn fewest_within(cases: &[Case]) -> Option<f64> {
    let mut least: f64 = 0.0;
    for sign in [-1.0, 1.0] {
        let mut near: Vec<&Case> = side_of(cases, sign).collect();
        near.sort_by(|a, b| a.distance.abs().total_cmp(&b.distance.abs()));
        let mut seen = Count::default();
        let mut clusters = BTreeSet::new();
        let last = near.iter().find(|case| {
            clusters.insert(case.cluster);
            seen = Count { cases: seen.cases + 1, clusters: clusters.len() };
            seen.is_enough()
        })?;
        // The kernel is zero at the bandwidth itself.
        least = least.max(last.distance.abs() * 1.001);
    }
    Some(least)
}

/// Means by stretch, of one side up to a distance.
fn bins(cases: &[Case], until: f64, sign: f64) -> Vec<Bin> {
    let width = until / BINS as f64;
    let bin = |place: usize| {
        let from = place as f64 * width;
        let of_bin = || side_of(cases, sign).filter(move |case| (from..from + width).contains(&case.distance.abs()));
        let count = Count::of(of_bin());
        let mean = |of: fn(&Case) -> f64| of_bin().map(of).sum::<f64>() / count.cases as f64;
        let (outcome, treated) = (mean(|case| case.outcome), mean(treated));
        (count.cases > 0).then(|| Bin { distance: sign * (from + width / 2.0), count, outcome, treated })
    };
    (0..BINS).filter_map(bin).collect()
}
