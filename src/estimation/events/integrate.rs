//! The likelihood of clusters with their own tendency integrated out, its slope and its information.
//!
//! Slope and information follow from those at each place of the tendency (Louis 1982): with the chances of the places
//! given what the cluster did, the slope is the mean of the slopes, and the information the mean of the informations
//! less the variance of the slopes. The places of a normal move with the coefficients; what that adds to the slope is
//! added too, so that it is the slope of the very number that is maximised, also with one point.

use super::super::matrix::Symmetric;
use super::super::matrix::dot;
use super::super::newton::Local;
use super::link::Link;
use super::mixing::Support;
use super::quadrature::Node;
use super::rows::Cluster;

/// The sums over clusters.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub local: Local,
    /// The slopes of the clusters, each times itself: the middle of the sandwich.
    pub squares: Symmetric,
}

/// What the integral over a cluster's tendency runs over.
#[derive(Clone, Copy, Debug)]
pub(super) enum Over<'a> {
    /// Places that are the same for all clusters.
    Shared(&'a [Support]),
    /// A normal, with places around where the cluster most likely is.
    Normal {
        sigma: f64,
        /// The rule of the likelihood and its slope.
        rule: &'a [Node],
        /// The rule of the information.
        fine: &'a [Node],
    },
}

/// A cluster at given coefficients.
#[derive(Debug)]
pub(super) struct AtPlace<'a> {
    pub link: Link,
    pub cluster: &'a Cluster,
    /// The linear predictor of each row without the tendency.
    pub etas: Vec<f64>,
    pub coefficients: usize,
}

/// What a cluster did, were its tendency at each of some places, and the chance of each place given what it did.
#[derive(Debug)]
struct Posterior {
    value: f64,
    chances: Vec<f64>,
    /// The slope and the curvature of the likelihood by the tendency, at each place.
    slopes: Vec<f64>,
    curvatures: Vec<f64>,
    /// Those of each row at each place: the places of the first row, then of the next.
    row_slopes: Vec<f64>,
    row_curvatures: Vec<f64>,
}

/// Where a cluster's tendency most likely is, in standard deviations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    pub at: f64,
    /// The standard deviation of a normal that has the same curvature there.
    pub spread: f64,
}

impl AsRef<Local> for Sums {
    fn as_ref(&self) -> &Local {
        &self.local
    }
}

impl Sums {
    pub fn zeros(size: usize) -> Sums {
        let local = Local { value: 0.0, gradient: vec![0.0; size], information: Symmetric::zeros(size) };
        Sums { local, squares: Symmetric::zeros(size) }
    }

    /// Adds other sums.
    pub fn add_all(&mut self, other: &Sums) {
        self.local.value += other.local.value;
        add_to(&mut self.local.gradient, 1.0, &other.local.gradient);
        self.local.information.add_all(&other.local.information);
        self.squares.add_all(&other.squares);
    }

    /// Adds a cluster. Returns where its tendency most likely is, which starts the next search for it.
    pub fn add(&mut self, cluster: &AtPlace<'_>, over: Over<'_>, start: f64) -> f64 {
        match over {
            Over::Shared(supports) => {
                let posterior = cluster.posterior(supports);
                let slope = self.add_posterior(cluster, supports, &posterior, true);
                self.add_slope(posterior.value, &slope);
                start
            }
            Over::Normal { sigma, rule, fine } => {
                let mode = cluster.mode(sigma, start);
                let supports = mode.supports(sigma, rule);
                let posterior = cluster.posterior(&supports);
                let same = rule.len() >= fine.len();
                let mut slope = self.add_posterior(cluster, &supports, &posterior, same);
                if !same {
                    let supports = mode.supports(sigma, fine);
                    self.add_posterior(cluster, &supports, &cluster.posterior(&supports), true);
                }
                cluster.add_motion(&mut slope, sigma, mode, rule, &posterior);
                self.add_slope(posterior.value, &slope);
                mode.at
            }
        }
    }

    fn add_slope(&mut self, value: f64, slope: &[f64]) {
        self.local.value += value;
        add_to(&mut self.local.gradient, 1.0, slope);
        self.squares.add_square(1.0, slope);
    }

    /// The mean slope over the places; adds the information where it is asked for.
    fn add_posterior(
        &mut self,
        cluster: &AtPlace<'_>,
        supports: &[Support],
        posterior: &Posterior,
        informs: bool,
    ) -> Vec<f64> {
        let mut slopes = cluster.slopes(supports, posterior);
        let lanes = supports.len();
        let mean: Vec<f64> = slopes.chunks_exact(lanes).map(|lane| dot(&posterior.chances, lane)).collect();
        if informs {
            cluster.add_complete(&mut self.local.information, supports, posterior);
            for (lane, mean) in slopes.chunks_exact_mut(lanes).zip(&mean) {
                lane.iter_mut().for_each(|slope| *slope -= mean);
            }
            self.local.information.add_products(-1.0, &slopes, &posterior.chances);
        }
        mean
    }
}

impl<'a> AtPlace<'a> {
    /// A cluster at these coefficients.
    pub fn new(link: Link, cluster: &'a Cluster, coefficients: &[f64]) -> AtPlace<'a> {
        let eta = |cells: &[(usize, f64)]| {
            cells.iter().map(|(place, value)| value * coefficients.get(*place).copied().unwrap_or(0.0)).sum()
        };
        let etas = cluster.rows.iter().map(|row| eta(cluster.cells(row))).collect();
        AtPlace { link, cluster, etas, coefficients: coefficients.len() }
    }

    /// The chance of each place given what the cluster did.
    fn posterior(&self, supports: &[Support]) -> Posterior {
        let (lanes, cells) = (supports.len(), supports.len() * self.etas.len());
        let (mut logs, mut slopes, mut curvatures) = (vec![0.0; lanes], vec![0.0; lanes], vec![0.0; lanes]);
        let (mut row_slopes, mut row_curvatures) = (Vec::with_capacity(cells), Vec::with_capacity(cells));
        for (row, eta) in self.cluster.rows.iter().zip(&self.etas) {
            let sums = logs.iter_mut().zip(slopes.iter_mut()).zip(curvatures.iter_mut());
            for (((log, slope), curvature), support) in sums.zip(supports) {
                let curve = self.link.curve(eta + support.at, row.days, row.events);
                *log += curve.value;
                *slope += curve.first;
                *curvature += curve.second;
                row_slopes.push(curve.first);
                row_curvatures.push(curve.second);
            }
        }
        logs.iter_mut().zip(supports).for_each(|(log, support)| *log += support.log_weight);
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let value = largest + libm::log(logs.iter().map(|log| libm::exp(log - largest)).sum());
        let chances = logs.iter().map(|log| libm::exp(log - value)).collect();
        Posterior { value, chances, slopes, curvatures, row_slopes, row_curvatures }
    }

    /// The chances of places alone.
    pub fn chances(&self, supports: &[Support]) -> Vec<f64> {
        self.posterior(supports).chances
    }

    /// The slope of the likelihood by each number, were the tendency at each place: the places of the first number,
    /// then of the next.
    fn slopes(&self, supports: &[Support], posterior: &Posterior) -> Vec<f64> {
        let lanes = supports.len();
        let mut slopes = vec![0.0; self.coefficients * lanes];
        for (row, given) in self.cluster.rows.iter().zip(posterior.row_slopes.chunks_exact(lanes)) {
            for (place, value) in self.cluster.cells(row) {
                if let Some(lane) = slopes.get_mut(place * lanes..(place + 1) * lanes) {
                    add_to(lane, *value, given);
                }
            }
        }
        let numbers = supports.first().map_or(0, |support| support.at_by.len());
        for number in 0..numbers {
            let of = |values: &[f64]| values.get(number).copied().unwrap_or(0.0);
            let places = supports.iter().zip(&posterior.slopes);
            slopes.extend(places.map(|(support, slope)| slope * of(&support.at_by) + of(&support.weight_by)));
        }
        slopes
    }

    /// Adds the covariates of each row times its weight.
    fn add_rows(&self, sums: &mut [f64], weights: &[f64]) {
        for (row, weight) in self.cluster.rows.iter().zip(weights) {
            for (place, value) in self.cluster.cells(row) {
                if let Some(sum) = sums.get_mut(*place) {
                    *sum += weight * value;
                }
            }
        }
    }

    /// Adds the mean over the places of the information that there would be if the place were known.
    fn add_complete(&self, information: &mut Symmetric, supports: &[Support], posterior: &Posterior) {
        let curvatures = || posterior.row_curvatures.chunks_exact(supports.len());
        for (row, curvatures) in self.cluster.rows.iter().zip(curvatures()) {
            information.add_sparse_square(-dot(&posterior.chances, curvatures), self.cluster.cells(row));
        }
        let numbers = supports.first().map_or(0, |support| support.at_by.len());
        for number in 0..numbers {
            let by = supports.iter().map(|support| support.at_by.get(number).copied().unwrap_or(0.0));
            let by: Vec<f64> = by.zip(&posterior.chances).map(|(by, chance)| by * chance).collect();
            let weights: Vec<f64> = curvatures().map(|curvatures| dot(&by, curvatures)).collect();
            let mut cross = vec![0.0; self.coefficients];
            self.add_rows(&mut cross, &weights);
            let row = self.coefficients + number;
            cross.iter().enumerate().for_each(|(column, value)| information.add(row, column, -value));
        }
        let given = posterior.chances.iter().zip(&posterior.slopes).zip(&posterior.curvatures);
        for (support, ((chance, slope), curvature)) in supports.iter().zip(given) {
            support.add_complete(information, self.coefficients, *chance, (*slope, *curvature));
        }
    }

    /// Adds to the slope what comes of the places moving with the coefficients.
    ///
    /// With g the logarithm of likelihood times prior by u, the tendency in standard deviations, the places are mode +
    /// spread · node, where g'(mode) = 0 and spread² = −1 / g''(mode).
    fn add_motion(&self, slope: &mut [f64], sigma: f64, mode: Mode, rule: &[Node], posterior: &Posterior) {
        let (mut by_mode, mut by_spread) = (0.0, 1.0);
        for ((node, chance), slope_there) in rule.iter().zip(&posterior.chances).zip(&posterior.slopes) {
            let away = mode.spread * node.at;
            let pull = chance * (sigma * slope_there - (mode.at + away));
            by_mode += pull;
            by_spread += pull * away;
        }
        let curves = || {
            let rows = self.cluster.rows.iter().zip(&self.etas);
            rows.map(|(row, eta)| self.link.curve(eta + sigma * mode.at, row.days, row.events))
        };
        let (mut first, mut second, mut third) = (0.0, 0.0, 0.0);
        for curve in curves() {
            first += curve.first;
            second += curve.second;
            third += curve.third;
        }
        let spread_2 = mode.spread * mode.spread;
        let half = 0.5 * by_spread * spread_2;
        // What g' and g'' at the mode change by, to the slope: d mode = spread² dg', d ln spread = spread²/2 (dg'' +
        // g''' d mode).
        let to_first = (by_mode + half * sigma * sigma * sigma * third) * spread_2;
        let weights: Vec<f64> =
            curves().map(|curve| to_first * sigma * curve.second + half * sigma * sigma * curve.third).collect();
        self.add_rows(slope, &weights);
        if let Some(cell) = slope.get_mut(self.coefficients) {
            let first_by = sigma * first + sigma * sigma * mode.at * second;
            let second_by = 2.0 * sigma * sigma * second + sigma * sigma * sigma * mode.at * third;
            *cell += to_first * first_by + half * second_by;
        }
    }

    /// Where the tendency most likely is: Newton's method within a bracket that only narrows.
    pub fn mode(&self, sigma: f64, start: f64) -> Mode {
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut at = start;
        for _ in 0..200 {
            let (slope, curvature) = self.pull(sigma, at);
            let spread = 1.0 / libm::sqrt(-curvature);
            let step = (-slope / curvature).clamp(-2.0, 2.0);
            if step.abs() <= 1e-10 * (1.0 + at.abs()) {
                return Mode { at, spread };
            }
            if slope > 0.0 {
                low = at
            } else {
                high = at
            }
            let next = at + step;
            at = if next > low && next < high { next } else { 0.5 * (low + high) };
        }
        Mode { at, spread: 1.0 / libm::sqrt(-self.pull(sigma, at).1) }
    }

    /// The first two derivatives of the logarithm of likelihood times prior by the tendency in standard deviations.
    fn pull(&self, sigma: f64, at: f64) -> (f64, f64) {
        let (mut slope, mut curvature) = (0.0, 0.0);
        for (row, eta) in self.cluster.rows.iter().zip(&self.etas) {
            let (first, second) = self.link.slope(eta + sigma * at, row.days, row.events);
            slope += first;
            curvature += second;
        }
        (sigma * slope - at, sigma * sigma * curvature - 1.0)
    }
}

impl Support {
    /// Adds the information on the numbers of the distribution, were the tendency at this place.
    fn add_complete(&self, information: &mut Symmetric, coefficients: usize, chance: f64, given: (f64, f64)) {
        let (slope, curvature) = given;
        for (m, by_m) in self.at_by.iter().enumerate() {
            for (n, by_n) in self.at_by.iter().enumerate().take(m + 1) {
                let bent = curvature * by_m * by_n + slope * self.at_by_two.get(m, n);
                let value = -chance * (bent + self.weight_by_two.get(m, n));
                information.add(coefficients + m, coefficients + n, value);
            }
        }
    }
}

impl Mode {
    /// The places of a rule around the mode.
    pub fn supports(self, sigma: f64, rule: &[Node]) -> Vec<Support> {
        let support = |node: &Node| {
            let standard = self.at + self.spread * node.at;
            let squares = 0.5 * (node.at * node.at - standard * standard);
            Support::normal(sigma, standard, libm::log(node.weight * self.spread) + squares)
        };
        rule.iter().map(support).collect()
    }
}

/// Adds a multiple of a vector.
fn add_to(sums: &mut [f64], weight: f64, values: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += weight * value;
    }
}
