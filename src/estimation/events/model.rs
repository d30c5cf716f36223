//! The model of events as one function of all its numbers, and its climb.

use super::super::error::FitError;
use super::super::matrix::Symmetric;
use super::super::newton::Local;
use super::super::newton::Reach;
use super::super::newton::Stuck;
use super::super::newton::Top;
use super::super::newton::climb;
use super::fitted::Coefficient;
use super::fitted::Fitted;
use super::fitted::Kind;
use super::fitted::Spread;
use super::fitted::Tendency;
use super::integrate::AtPlace;
use super::integrate::Over;
use super::integrate::Sums;
use super::mixing::Support;
use super::mixing::Tendencies;
use super::mixing::kinds;
use super::options::Options;
use super::options::Prior;
use super::quadrature::Node;
use super::quadrature::hermite;
use super::rows::Cluster;
use super::rows::Exposure;
use super::rows::Grouped;
use rayon::iter::IndexedParallelIterator;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

/// Clusters whose sums one thread makes; fixed, so that sums are the same whatever the threads.
const CHUNK: usize = 48;
/// Points of the rule that gives the information, at least.
const FINE: usize = 7;
/// Points of the rule that tells of a cluster's tendency, at least.
const TENDENCY: usize = 15;
/// A standard deviation whose logarithm ran off below this is zero.
const NO_SPREAD: f64 = -2.0;
/// The logarithm of the standard deviation to start from.
const START_SPREAD: f64 = -0.5;

/// Rows, what is asked, and how clusters differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model<'a> {
    pub grouped: &'a Grouped,
    pub options: &'a Options,
    pub tendencies: Tendencies,
}

impl Stuck {
    /// Whether what ran off is the standard deviation of the tendencies, which comes after the coefficients, towards
    /// zero.
    fn spread_is_gone(&self, coefficients: usize) -> bool {
        let of_spread =
            matches!(self.fault, FitError::Separated { place } | FitError::Singular { place } if place == coefficients);
        of_spread && self.at.get(coefficients).is_some_and(|log_sigma| *log_sigma < NO_SPREAD)
    }

    /// Whether there is no top because two kinds have become one, or one has lost its share: a normal spread had a top.
    fn is_of_kinds(&self, coefficients: usize) -> bool {
        match self.fault {
            FitError::Separated { place } | FitError::Singular { place } => place >= coefficients,
            FitError::NotConverged { .. } => true,
            _ => false,
        }
    }
}

/// The rules of a normal.
#[derive(Debug)]
pub(super) struct Rules {
    rule: Vec<Node>,
    fine: Vec<Node>,
}

impl Model<'_> {
    /// Fits as is asked.
    ///
    /// # Errors
    /// What the climb comes to where it comes to no top.
    pub fn fit(self) -> Result<Fitted, FitError> {
        let prior_means = (0..self.grouped.coefficients).map(|place| self.options.prior(place).mean).collect();
        let start = self.options.start.clone().unwrap_or(prior_means);
        match self.tendencies {
            Tendencies::Alike => Ok(self.report(&self.climb(start, &[])?)),
            Tendencies::Normal { .. } => self.fit_normal(start),
            Tendencies::Kinds { count, .. } => self.fit_kinds(start, count),
        }
    }

    /// Fits a normal spread, from where alike clusters have their top; where no spread at all is best, that is the
    /// answer.
    fn fit_normal(self, start: Vec<f64>) -> Result<Fitted, FitError> {
        let size = self.grouped.coefficients;
        let alike = Model { tendencies: Tendencies::Alike, ..self };
        let without = alike.climb(start, &[])?;
        match self.climb(without.at.clone(), &[START_SPREAD]) {
            Ok(top) => Ok(self.report(&top)),
            Err(stuck) if stuck.spread_is_gone(size) => Ok(alike.report(&without)),
            Err(stuck) => Err(stuck.fault),
        }
    }

    /// Fits kinds, from where a normal spread has its places.
    fn fit_kinds(self, start: Vec<f64>, count: usize) -> Result<Fitted, FitError> {
        let normal = Model { tendencies: Tendencies::Normal { points: FINE }, ..self }.fit_normal(start)?;
        let coefficients = normal.coefficients.iter().map(|coefficient| coefficient.value).collect();
        let sigma = if let Spread::Normal { sigma, .. } = normal.spread { sigma } else { 0.5 };
        let places: Vec<f64> = hermite(count).iter().map(|node| node.at * sigma).collect();
        let last = places.last().copied().unwrap_or(0.0);
        let free = count.saturating_sub(1);
        let distances = places.iter().take(free).map(|place| place - last);
        let numbers: Vec<f64> = distances.chain(std::iter::repeat_n(0.0, free)).collect();
        match self.climb(coefficients, &numbers) {
            Ok(top) => Ok(self.report(&top)),
            Err(stuck) if stuck.is_of_kinds(self.grouped.coefficients) => Err(FitError::TooManyKinds { count }),
            Err(stuck) => Err(stuck.fault),
        }
    }

    fn climb(self, coefficients: Vec<f64>, numbers: &[f64]) -> Result<Top<Sums>, Stuck> {
        let rules = self.rules();
        let mut start = coefficients;
        start.extend(numbers);
        let mut modes = vec![0.0; self.grouped.clusters.len()];
        let evaluate = |at: &[f64]| {
            let mut sums = self.sums(at, &rules, &mut modes);
            self.add_priors(at, &mut sums.local);
            sums
        };
        climb(start, self.options.steps, evaluate, |step| self.reach(step))
    }

    pub fn rules(self) -> Rules {
        match self.tendencies {
            Tendencies::Normal { points } => Rules { rule: hermite(points), fine: hermite(points.max(FINE)) },
            Tendencies::Alike | Tendencies::Kinds { .. } => Rules { rule: Vec::new(), fine: Vec::new() },
        }
    }

    /// The likelihood of all clusters. Chunks of clusters are summed in parallel and added in their order.
    pub fn sums(self, at: &[f64], rules: &Rules, modes: &mut Vec<f64>) -> Sums {
        let (coefficients, numbers) = at.split_at(self.grouped.coefficients.min(at.len()));
        let shared = self.shared(numbers);
        let over = match (self.tendencies, numbers) {
            (Tendencies::Normal { .. }, [log_sigma]) => {
                Over::Normal { sigma: libm::exp(*log_sigma), rule: &rules.rule, fine: &rules.fine }
            }
            _ => Over::Shared(&shared),
        };
        let sum_chunk = |(clusters, starts): (&[Cluster], &[f64])| {
            let mut sums = Sums::zeros(at.len());
            let one = |(cluster, start): (&Cluster, &f64)| {
                sums.add(&AtPlace::new(self.options.link, cluster, coefficients), over, *start)
            };
            let found: Vec<f64> = clusters.iter().zip(starts).map(one).collect();
            (sums, found)
        };
        let chunks = self.grouped.clusters.par_chunks(CHUNK).zip(modes.par_chunks(CHUNK));
        let parts: Vec<(Sums, Vec<f64>)> = chunks.map(sum_chunk).collect();
        let mut sums = Sums::zeros(at.len());
        parts.iter().for_each(|(part, _)| sums.add_all(part));
        *modes = parts.into_iter().flat_map(|(_, found)| found).collect();
        sums
    }

    fn shared(self, numbers: &[f64]) -> Vec<Support> {
        match self.tendencies {
            Tendencies::Kinds { .. } => kinds(numbers),
            Tendencies::Alike | Tendencies::Normal { .. } => vec![Support::alone()],
        }
    }

    /// What is believed of each number, those of the distribution last.
    fn priors(self) -> Vec<Prior> {
        let coefficients = (0..self.grouped.coefficients).map(|place| self.options.prior(place));
        let numbers = match self.tendencies {
            Tendencies::Alike => Vec::new(),
            Tendencies::Normal { .. } => vec![self.options.log_sigma],
            Tendencies::Kinds { count, reach } => {
                let free = count.saturating_sub(1);
                let distances = std::iter::repeat_n(Prior::new(0.0, reach), free);
                distances.chain(std::iter::repeat_n(Prior::NONE, free)).collect()
            }
        };
        coefficients.chain(numbers).collect()
    }

    pub fn add_priors(self, at: &[f64], local: &mut Local) {
        let slopes = local.gradient.iter_mut();
        for (place, ((slope, value), prior)) in slopes.zip(at).zip(self.priors()).enumerate() {
            local.value += prior.log(*value);
            *slope -= prior.precision() * (value - prior.mean);
            local.information.add(place, place, prior.precision());
        }
    }

    /// The middle of the sandwich: the squares of the slopes of clusters, as if of a sample, and the precision of each
    /// prior, as it is an observation of its own.
    fn middle(self, sums: &Sums) -> Symmetric {
        let clusters = self.grouped.clusters.len() as f64;
        let mut middle = sums.squares.clone();
        middle.scale(clusters / (clusters - 1.0).max(1.0));
        for (place, prior) in self.priors().iter().enumerate() {
            middle.add(place, place, prior.precision());
        }
        middle
    }

    /// How far a step moves the row that it moves most.
    fn reach(self, step: &[f64]) -> Reach {
        let size = self.grouped.coefficients;
        let mut reach = Reach { distance: 0.0, place: 0 };
        for (place, by) in step.iter().enumerate().skip(size).filter(|(_, by)| by.abs() > 0.0) {
            if by.abs() > reach.distance {
                reach = Reach { distance: by.abs(), place };
            }
        }
        for cluster in &self.grouped.clusters {
            for row in &cluster.rows {
                let moves = || {
                    cluster.cells(row).iter().map(|(place, value)| (*place, value * step.get(*place).unwrap_or(&0.0)))
                };
                let distance = moves().map(|(_, by)| by).sum::<f64>().abs();
                if distance > reach.distance {
                    let most = moves().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
                    reach = Reach { distance, place: most.map_or(0, |(place, _)| place) };
                }
            }
        }
        reach
    }

    fn report(self, top: &Top<Sums>) -> Fitted {
        let size = self.grouped.coefficients;
        let covariance = top.factor.inverse();
        let robust = top.factor.sandwich(&self.middle(&top.local));
        let (values, numbers) = top.at.split_at(size.min(top.at.len()));
        let spread = match (self.tendencies, numbers) {
            (Tendencies::Normal { .. }, [log_sigma]) => Spread::Normal {
                sigma: libm::exp(*log_sigma),
                log_error: covariance.root(size),
                robust_log_error: robust.root(size),
            },
            (Tendencies::Kinds { .. }, _) => Spread::Kinds(sorted_kinds(&kinds(numbers))),
            _ => Spread::Alike,
        };
        let believed: f64 = top.at.iter().zip(self.priors()).map(|(value, prior)| prior.log(*value)).sum();
        let coefficient = |(place, (value, exposure)): (usize, (&f64, Exposure))| Coefficient {
            value: *value,
            error: covariance.root(place),
            robust_error: robust.root(place),
            exposure,
            prior: self.options.prior(place),
        };
        Fitted {
            coefficients: values.iter().zip(self.grouped.exposures()).enumerate().map(coefficient).collect(),
            spread,
            log_likelihood: top.local.local.value - believed,
            total: self.grouped.total(),
            rows: self.grouped.count(),
            tendencies: self.tendencies_of(values, numbers),
            covariance,
            robust,
        }
    }

    /// The tendency of each cluster.
    fn tendencies_of(self, coefficients: &[f64], numbers: &[f64]) -> Vec<(u32, Tendency)> {
        let fine = match self.tendencies {
            Tendencies::Normal { points } => hermite(points.max(TENDENCY)),
            Tendencies::Alike | Tendencies::Kinds { .. } => Vec::new(),
        };
        let shared = self.shared(numbers);
        let one = |cluster: &Cluster| {
            let at = AtPlace::new(self.options.link, cluster, coefficients);
            let supports = match (self.tendencies, numbers) {
                (Tendencies::Normal { .. }, [log_sigma]) => {
                    let sigma = libm::exp(*log_sigma);
                    at.mode(sigma, 0.0).supports(sigma, &fine)
                }
                _ => shared.clone(),
            };
            let pairs = supports.iter().map(|support| support.at).zip(at.chances(&supports));
            let mut pairs: Vec<(f64, f64)> = pairs.collect();
            pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (places, chances) = pairs.into_iter().unzip();
            (cluster.id, Tendency { places, chances })
        };
        self.grouped.clusters.iter().map(one).collect()
    }
}

fn sorted_kinds(supports: &[Support]) -> Vec<Kind> {
    let kind = |support: &Support| Kind { tendency: support.at, share: libm::exp(support.log_weight) };
    let mut kinds: Vec<Kind> = supports.iter().map(kind).collect();
    kinds.sort_by(|a, b| a.tendency.total_cmp(&b.tendency));
    kinds
}
