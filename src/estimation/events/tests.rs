use super::*;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::estimation::NORMAL_95;

/// A world of which everything is known.
#[derive(Clone, Copy)]
struct Truth {
    clusters: u32,
    days: u32,
    level: f64,
    group: f64,
    contact: f64,
    sigma: f64,
    link: Link,
}

const TRUTH: Truth =
    Truth { clusters: 200, days: 60, level: -3.2, group: 0.6, contact: 0.8, sigma: 0.8, link: Link::Logit };

fn uniform(seed: u64, cluster: u32, number: u32) -> f64 {
    let kind = DrawKind::Synthesis;
    DrawKey { seed, replication: 0, tenancy: u64::from(cluster), kind, month: 0, number }.uniform()
}

fn normal(seed: u64, cluster: u32) -> f64 {
    let radius = libm::sqrt(-2.0 * libm::log(uniform(seed, cluster, 0)));
    radius * libm::cos(core::f64::consts::TAU * uniform(seed, cluster, 1))
}

impl Truth {
    /// Covariates: a level, a group of clusters, and contact on days 10 to 24 and 40 to 49 of most clusters.
    fn rows(&self, seed: u64) -> Rows {
        self.rows_with(seed, |cluster| self.sigma * normal(seed, cluster))
    }

    fn rows_with(&self, seed: u64, tendency: impl Fn(u32) -> f64) -> Rows {
        let mut rows = Rows::new(3);
        for cluster in 0..self.clusters {
            let mut number = 2;
            let group = f64::from(cluster % 2);
            for (from, to, contact) in [(0, 10, 0.0), (10, 25, 1.0), (25, 40, 0.0), (40, 50, 1.0), (50, self.days, 0.0)]
            {
                let contact = if cluster % 5 == 4 { 0.0 } else { contact };
                let eta = self.level + self.group * group + self.contact * contact + tendency(cluster);
                let mut day = from;
                while day < to {
                    let threshold = -libm::log(uniform(seed, cluster, number));
                    number += 1;
                    let (wait, left) = (threshold / self.daily(eta), f64::from(to - day));
                    let (days, event) = self.until(wait, left);
                    rows.push(cluster, &[(0, 1.0), (1, group), (2, contact)], days, event);
                    day += if event { days.ceil() as u32 } else { to - day };
                }
            }
        }
        rows
    }

    /// What a day takes off the threshold.
    fn daily(&self, eta: f64) -> f64 {
        match self.link {
            Link::Logit => libm::log1p(libm::exp(eta)),
            Link::Log => libm::exp(eta),
        }
    }

    fn until(&self, wait: f64, left: f64) -> (f64, bool) {
        let wait = if self.link == Link::Logit { wait.ceil().max(1.0) } else { wait };
        if wait <= left { (wait, true) } else { (left, false) }
    }
}

fn options() -> Options {
    Options::default()
}

fn sigma(fitted: &Fitted) -> (f64, f64) {
    match fitted.spread {
        Spread::Normal { sigma, log_error, .. } => (sigma, log_error),
        _ => panic!("{:?}", fitted.spread),
    }
}

#[test]
fn the_truth_lies_in_its_interval_as_often_as_it_says() {
    let sets = 200;
    let truth = [TRUTH.level, TRUTH.group, TRUTH.contact, TRUTH.sigma.ln()];
    let (mut inside, mut sums, mut squares, mut errors) = ([0; 4], [0.0; 4], [0.0; 4], [0.0; 4]);
    for seed in 0..sets {
        let fitted = fit(&TRUTH.rows(seed), &options()).unwrap();
        let (sigma, log_error) = sigma(&fitted);
        let found = fitted.coefficients.iter().map(|c| (c.value, c.error)).chain([(sigma.ln(), log_error)]);
        for (place, (value, error)) in found.enumerate() {
            inside[place] += u32::from((value - truth[place]).abs() < NORMAL_95 * error);
            sums[place] += value - truth[place];
            squares[place] += (value - truth[place]).powi(2);
            errors[place] += error;
        }
    }
    for place in 0..4 {
        let n = sets as f64;
        let (share, bias) = (f64::from(inside[place]) / n, sums[place] / n);
        let (sd, error) = ((squares[place] / n - bias * bias).sqrt(), errors[place] / n);
        println!("number {place}: {share} inside, bias {bias}, sd {sd}, error {error}");
        assert!((0.93..=0.97).contains(&share), "number {place}: {share} inside, bias {bias}, sd {sd}, error {error}");
    }
}
