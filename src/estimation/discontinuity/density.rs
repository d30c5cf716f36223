//! Whether there are suddenly more on one side of a threshold, and whether amounts heap up: signs that being just over
//! it was no chance.

use super::Case;
use super::side::Side;
use super::side_of;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Whether there are more on one side of the threshold, close to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Density {
    /// How many there are just over it for each just under it.
    pub ratio: f64,
    /// How often chance alone makes that as far from one.
    pub chance: f64,
}

/// As many columns of the histogram there are on either side, at least.
const COLUMNS: f64 = 15.0;

/// The test of `McCrary`, with parabolas for lines so that amounts may thin out unevenly, and with errors clustered: who
/// owes the same amount month after month is one observation.
pub(super) fn density(cases: &[Case], bandwidth: f64) -> Density {
    let n = cases.len() as f64;
    let mean = cases.iter().map(|case| case.distance).sum::<f64>() / n;
    let squares: f64 = cases.iter().map(|case| (case.distance - mean) * (case.distance - mean)).sum();
    let width = (2.0 * libm::sqrt(squares / n) / libm::sqrt(n)).min(bandwidth / COLUMNS);
    let mut clusters: BTreeMap<u32, f64> = BTreeMap::new();
    let mut log_ratio = 0.0;
    for sign in [-1.0, 1.0] {
        let columns = histogram(cases, width, bandwidth, sign);
        let side = Side::fit(&columns, bandwidth, sign, super::side::PARABOLA);
        let height = side.as_ref().map_or(0.0, |side| side.level(&columns, |column| column.outcome));
        let Some(side) = side.filter(|_| height > 0.0) else {
            // Where the curve falls to nothing before the threshold there is nothing to compare.
            return Density { ratio: 1.0, chance: 1.0 };
        };
        log_ratio += sign * libm::log(height);
        for case in side_of(cases, sign) {
            let weighs = side.weighs(column_of(&columns, width, case)) / (n * width * height);
            *clusters.entry(case.cluster).or_default() += sign * weighs;
        }
    }
    let error = libm::sqrt(clusters.values().map(|sum| sum * sum).sum());
    let chance = libm::erfc(log_ratio.abs() / error / std::f64::consts::SQRT_2);
    Density { ratio: libm::exp(log_ratio), chance }
}

fn column_of(columns: &[Case], width: f64, case: &Case) -> usize {
    columns.partition_point(|column| column.distance.abs() + width / 2.0 <= case.distance.abs())
}

/// Columns of one side as cases: where each stands, and how high it is.
fn histogram(cases: &[Case], width: f64, bandwidth: f64, sign: f64) -> Vec<Case> {
    let mut columns: Vec<Case> = Vec::new();
    let middle = |place: usize| (place as f64 + 0.5) * width;
    while middle(columns.len()) < bandwidth {
        let distance = sign * middle(columns.len());
        columns.push(Case { cluster: 0, distance, treated: false, outcome: 0.0 });
    }
    let each = 1.0 / (cases.len() as f64 * width);
    for case in side_of(cases, sign) {
        let at = column_of(&columns, width, case);
        columns.get_mut(at).into_iter().for_each(|column| column.outcome += each);
    }
    columns
}

/// Of the clusters within the bandwidth, the share that has been at the most frequent amount.
pub(super) fn heap(cases: &[Case], bandwidth: f64) -> f64 {
    let mut at: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    let near = cases.iter().filter(|case| case.distance.abs() < bandwidth);
    near.for_each(|case| _ = at.entry(case.distance.to_bits()).or_default().insert(case.cluster));
    let all: BTreeSet<u32> = at.values().flatten().copied().collect();
    at.values().map(BTreeSet::len).max().unwrap_or(0) as f64 / all.len().max(1) as f64
}
