//! Score residuals: what each row, and with that each cluster, adds to the slope of the partial likelihood.

use super::super::matrix::Symmetric;
use super::super::matrix::dot;
use super::AtRisk;
use super::Ties;
use super::risk_sets::Moment;
use super::risk_sets::Stratum;
use std::collections::BTreeMap;

/// A time of events.
#[derive(Debug)]
struct Hazard {
    time: f64,
    /// The hazard of this time, and when summed of all times before it too.
    hazard: f64,
    /// The same times the mean covariates of the risk set.
    means: Vec<f64>,
    /// What those who had the event at this time are charged less, as they are partly gone (Efron).
    less: f64,
    less_means: Vec<f64>,
    /// The mean covariates that an event is compared with.
    compared: Vec<f64>,
}

/// The sum over clusters of their score residual times itself: the middle of the sandwich.
pub(super) fn squares(strata: &[Stratum<'_>], at: &[f64], ties: Ties) -> Symmetric {
    let mut clusters: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for stratum in strata {
        let mut latest_first = Vec::new();
        stratum.moments(at, |moment| latest_first.push(hazard(moment, ties)));
        let hazards = summed(latest_first);
        for row in &stratum.by_stop {
            let residual = residual(row, at, &hazards);
            let sum = clusters.entry(row.cluster).or_insert_with(|| vec![0.0; at.len()]);
            add_to(sum, 1.0, &residual);
        }
    }
    let mut squares = Symmetric::zeros(at.len());
    clusters.values().for_each(|sum| squares.add_square(1.0, sum));
    squares
}

fn hazard(moment: &Moment<'_>, ties: Ties) -> Hazard {
    let zeros = || vec![0.0; moment.at_risk.first.len()];
    let mut hazard =
        Hazard { time: moment.time, hazard: 0.0, means: zeros(), less: 0.0, less_means: zeros(), compared: zeros() };
    let share = 1.0 / moment.rows.len() as f64;
    for part in moment.parts(ties) {
        let (weight, mean) = moment.without(part);
        hazard.hazard += 1.0 / weight;
        add_to(&mut hazard.means, 1.0 / weight, &mean);
        hazard.less += part / weight;
        add_to(&mut hazard.less_means, part / weight, &mean);
        add_to(&mut hazard.compared, share, &mean);
    }
    hazard
}

/// What a row adds. Over the times at which it was at risk the hazards are differences of sums up to its stop and up to
/// its start.
fn residual(row: &AtRisk, at: &[f64], hazards: &[Hazard]) -> Vec<f64> {
    let weight = libm::exp(dot(&row.covariates, at));
    let mut residual = vec![0.0; at.len()];
    for (time, sign) in [(row.stop, 1.0), (row.start, -1.0)] {
        let past = hazards.partition_point(|hazard| hazard.time <= time);
        if let Some(hazard) = past.checked_sub(1).and_then(|last| hazards.get(last)) {
            add_to(&mut residual, -sign * weight * hazard.hazard, &row.covariates);
            add_to(&mut residual, sign * weight, &hazard.means);
            if row.event && sign > 0.0 {
                add_to(&mut residual, 1.0 + weight * hazard.less, &row.covariates);
                add_to(&mut residual, -weight, &hazard.less_means);
                add_to(&mut residual, -1.0, &hazard.compared);
            }
        }
    }
    residual
}

/// The hazards in order of time, each with those before it.
fn summed(mut latest_first: Vec<Hazard>) -> Vec<Hazard> {
    latest_first.reverse();
    let mut hazards: Vec<Hazard> = Vec::with_capacity(latest_first.len());
    for mut hazard in latest_first {
        if let Some(before) = hazards.last() {
            hazard.hazard += before.hazard;
            add_to(&mut hazard.means, 1.0, &before.means);
        }
        hazards.push(hazard);
    }
    hazards
}

fn add_to(sums: &mut [f64], weight: f64, values: &[f64]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
}
