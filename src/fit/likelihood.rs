//! The likelihood of all records at one point, with its slopes and the spread of those, and the weak priors.
//!
//! Always: the same records give the same sums to the bit, whatever the threads. Chunks are fixed, and added in order.

use super::layout::ALL;
use super::layout::KINDS;
use super::layout::Layout;
use super::layout::STRUCTURE;
use super::layout::place;
use super::layout::weights_of;
use super::matrix::Matrix;
use super::numbers::Numbers;
use super::reading::Reading;
use super::record::AtRisk;
use super::record::Record;
use super::shape::ABLE_STEPS;
use super::shape::SHORT_STEPS;
use super::sums::Sums;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

/// So many records are summed by one thread at a time.
const CHUNK: usize = 48;
/// So many imagined households, spread evenly over all kinds, keep the share of a kind from becoming nothing.
const IMAGINED: f64 = 5.0;

/// The spread of the weak prior by which a step of days lies near the one before.
const STEP: f64 = 0.5;

/// What is maximised.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) layout: Layout,
    pub(super) records: Vec<Record>,
}

/// The sums at one point.
#[derive(Clone, Debug)]
pub(super) struct Evaluation {
    /// The log-likelihood with the priors.
    pub(super) value: f64,
    pub(super) log_likelihood: f64,
    /// The slopes of the value.
    pub(super) slopes: Vec<f64>,
    /// The sum over tenancies of the products of their slopes, when it was asked for.
    pub(super) products: Option<Matrix>,
}

/// Whether the products of slopes are wanted, which takes longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Products {
    Wanted,
    Spared,
}

/// The sums of one chunk.
struct Part {
    log_likelihood: f64,
    slopes: Sums,
    products: Option<Matrix>,
}

impl Model {
    pub(super) fn at(&self, point: &[f64], products: Products) -> Evaluation {
        let numbers = Numbers::new(point, &self.layout);
        let parts: Vec<Part> =
            self.records.par_chunks(CHUNK).map(|records| sum_up(records, &numbers, products)).collect();
        let (mut log_likelihood, mut slopes) = (0.0, Sums::of(ALL));
        let mut all = (products == Products::Wanted).then(|| Matrix::zero(ALL));
        for part in parts {
            log_likelihood += part.log_likelihood;
            slopes.add_all(&part.slopes.0, 1.0);
            all.iter_mut().zip(&part.products).for_each(|(all, more)| all.add(more));
        }
        let value = log_likelihood + self.priors(point, &numbers, &mut slopes);
        Evaluation { value, log_likelihood, slopes: slopes.0, products: all }
    }

    /// Shows every day at risk with the chance of a payment that its record makes likely.
    pub(super) fn watch(&self, point: &[f64], mut watch: impl FnMut(&AtRisk, f64)) {
        let numbers = Numbers::new(point, &self.layout);
        let mut reading = Reading::default();
        for record in &self.records {
            reading.read(record, &numbers, &mut watch);
        }
    }

    /// The log-density of the priors, and adds their slopes.
    fn priors(&self, point: &[f64], numbers: &Numbers, slopes: &mut Sums) -> f64 {
        let mut log = 0.0;
        for (place, distance) in self.steps_apart(point) {
            log -= 0.5 * distance * distance;
            slopes.add(place, -distance / STEP);
            slopes.add(place - 1, distance / STEP);
        }
        for (place, (parameter, value)) in self.layout.parameters.iter().zip(point).enumerate() {
            if parameter.free {
                let distance = (value - parameter.mean) / parameter.spread;
                log -= 0.5 * distance * distance;
                slopes.add(place, -distance / parameter.spread);
            }
        }
        let each = IMAGINED / KINDS as f64;
        for by_debit in [false, true] {
            for (kind, share) in numbers.shares_in_order(by_debit).iter().enumerate() {
                log += each * share;
                slopes.add(weights_of(by_debit) + kind, each - IMAGINED * libm::exp(*share));
            }
        }
        log
    }

    /// How far each step of days lies from the one before, in spreads of the prior that holds them together.
    fn steps_apart(&self, point: &[f64]) -> Vec<(usize, f64)> {
        let at = |place: usize| point.get(place).copied().unwrap_or(0.0);
        let later = |first: usize, steps: usize| first + 1..first + steps;
        let places = later(place::BASE, ABLE_STEPS.len()).chain(later(place::SHORT_BASE, SHORT_STEPS.len()));
        places
            .filter(|place| self.layout.is_free(*place) || self.layout.is_free(place - 1))
            .map(|place| (place, (at(place) - at(place - 1)) / STEP))
            .collect()
    }

    /// How sharply the priors bend.
    pub(super) fn prior_bends(&self, point: &[f64]) -> Matrix {
        let numbers = Numbers::new(point, &self.layout);
        let mut bends = Matrix::zero(ALL);
        let mut add = |row: usize, column: usize, more: f64| bends.set(row, column, bends.at(row, column) + more);
        for (place, parameter) in self.layout.parameters.iter().enumerate() {
            add(place, place, 1.0 / (parameter.spread * parameter.spread));
        }
        let sharp = 1.0 / (STEP * STEP);
        for (place, _) in self.steps_apart(point) {
            add(place, place, sharp);
            add(place - 1, place - 1, sharp);
            add(place, place - 1, -sharp);
            add(place - 1, place, -sharp);
        }
        let shares = numbers.shares_in_order(false).into_iter().chain(numbers.shares_in_order(true));
        for (kind, share) in shares.enumerate() {
            let share = libm::exp(share);
            add(STRUCTURE + kind, STRUCTURE + kind, IMAGINED * share * (1.0 - share));
        }
        bends
    }

    /// The places of the numbers that are fitted.
    pub(super) fn free(&self) -> Vec<usize> {
        (0..ALL).filter(|place| self.layout.is_free(*place)).collect()
    }
}

fn sum_up(records: &[Record], numbers: &Numbers, products: Products) -> Part {
    let mut part = Part {
        log_likelihood: 0.0,
        slopes: Sums::of(ALL),
        products: (products == Products::Wanted).then(|| Matrix::zero(ALL)),
    };
    let mut reading = Reading::default();
    for record in records {
        let times = f64::from(record.times);
        part.log_likelihood += times * reading.read(record, numbers, &mut |_, _| ());
        part.slopes.add_all(&reading.slopes.0, times);
        part.products.iter_mut().for_each(|products| products.add_product(&reading.slopes.0, times));
    }
    part
}
