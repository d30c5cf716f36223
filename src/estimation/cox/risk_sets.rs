//! Risk sets: who could have had the event at each time at which somebody had it.

use super::super::matrix::Symmetric;
use super::super::matrix::dot;
use super::super::newton::Local;
use super::AtRisk;
use super::Ties;

/// The rows of one stratum.
#[derive(Debug)]
pub(super) struct Stratum<'a> {
    /// By their end, latest first.
    pub by_stop: Vec<&'a AtRisk>,
    /// By their start, latest first.
    by_start: Vec<&'a AtRisk>,
}

/// Sums over rows at risk, each weighted by e^eta.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub weight: f64,
    pub first: Vec<f64>,
    pub second: Symmetric,
}

/// The events at one time of one stratum.
#[derive(Debug)]
pub(super) struct Moment<'a> {
    pub time: f64,
    /// All at risk.
    pub at_risk: Sums,
    /// Those who had the event.
    pub failed: Sums,
    pub rows: Vec<&'a AtRisk>,
}

impl<'a> Stratum<'a> {
    pub fn new(rows: &'a [AtRisk]) -> Stratum<'a> {
        let by_stop: Vec<&AtRisk> = rows.iter().rev().collect();
        let mut by_start = by_stop.clone();
        by_start.sort_by(|a, b| b.start.total_cmp(&a.start));
        Stratum { by_stop, by_start }
    }

    /// Calls `each` at every time of an event, latest first.
    pub fn moments(&self, at: &[f64], mut each: impl FnMut(&Moment<'a>)) {
        let size = at.len();
        let mut sums = Sums::zeros(size);
        let mut left = self.by_start.iter().peekable();
        for group in self.by_stop.chunk_by(|a, b| a.stop.total_cmp(&b.stop).is_eq()) {
            let Some(time) = group.first().map(|row| row.stop) else { continue };
            // Who starts at this time is at risk after it.
            while let Some(row) = left.next_if(|row| row.start >= time) {
                sums.add(row, at, -1.0);
            }
            group.iter().for_each(|row| sums.add(row, at, 1.0));
            let rows: Vec<&AtRisk> = group.iter().copied().filter(|row| row.event).collect();
            if !rows.is_empty() {
                let mut failed = Sums::zeros(size);
                rows.iter().for_each(|row| failed.add(row, at, 1.0));
                each(&Moment { time, at_risk: sums.clone(), failed, rows });
            }
        }
    }
}

impl Sums {
    fn zeros(size: usize) -> Sums {
        Sums { weight: 0.0, first: vec![0.0; size], second: Symmetric::zeros(size) }
    }

    fn add(&mut self, row: &AtRisk, at: &[f64], sign: f64) {
        let weight = sign * libm::exp(dot(&row.covariates, at));
        self.weight += weight;
        self.first.iter_mut().zip(&row.covariates).for_each(|(sum, value)| *sum += weight * value);
        self.second.add_square(weight, &row.covariates);
    }
}

impl Moment<'_> {
    /// The part of those who had the event that has left the risk set when the next of them comes: one number for each
    /// event.
    pub fn parts(&self, ties: Ties) -> impl Iterator<Item = f64> + use<> {
        let count = self.rows.len();
        (0..count).map(move |number| match ties {
            Ties::Efron => number as f64 / count as f64,
            Ties::Breslow => 0.0,
        })
    }

    /// The weight of the risk set without a part of those who had the event, and the mean of its covariates.
    pub fn without(&self, part: f64) -> (f64, Vec<f64>) {
        let weight = self.at_risk.weight - part * self.failed.weight;
        let firsts = self.at_risk.first.iter().zip(&self.failed.first);
        (weight, firsts.map(|(all, failed)| (all - part * failed) / weight).collect())
    }

    fn add_to(&self, local: &mut Local, at: &[f64], ties: Ties) {
        for row in &self.rows {
            local.value += dot(&row.covariates, at);
            local.gradient.iter_mut().zip(&row.covariates).for_each(|(slope, value)| *slope += value);
        }
        for part in self.parts(ties) {
            let (weight, mean) = self.without(part);
            local.value -= libm::log(weight);
            local.gradient.iter_mut().zip(&mean).for_each(|(slope, mean)| *slope -= mean);
            let mut second = self.failed.second.clone();
            second.scale(-part);
            second.add_all(&self.at_risk.second);
            second.scale(1.0 / weight);
            second.add_square(-1.0, &mean);
            local.information.add_all(&second);
        }
    }
}

/// The logarithm of the partial likelihood, its slope and its information.
pub(super) fn likelihood(strata: &[Stratum<'_>], at: &[f64], ties: Ties) -> Local {
    let mut local = Local { value: 0.0, gradient: vec![0.0; at.len()], information: Symmetric::zeros(at.len()) };
    for stratum in strata {
        stratum.moments(at, |moment| moment.add_to(&mut local, at, ties));
    }
    local
}
