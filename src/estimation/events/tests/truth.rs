//! Data simulated from the model itself: what is found must be what was put in.

use super::alike;
use super::options;
use super::sigma;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::estimation::NORMAL_95;
use crate::estimation::events::Coefficient;
use crate::estimation::events::Fitted;
use crate::estimation::events::Link;
use crate::estimation::events::Options;
use crate::estimation::events::Rows;
use crate::estimation::events::Spread;
use crate::estimation::events::Tendencies;
use crate::estimation::events::fit;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

/// A world of which everything is known.
#[derive(Clone, Copy)]
pub(super) struct Truth {
    pub clusters: u32,
    pub days: u32,
    pub level: f64,
    pub group: f64,
    pub contact: f64,
    pub sigma: f64,
    pub link: Link,
}

pub(super) const TRUTH: Truth =
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
    pub fn rows(&self, seed: u64) -> Rows {
        self.rows_with(seed, |cluster| self.sigma * normal(seed, cluster))
    }

    /// Covariates: a level, a group of clusters, and contact on days 10 to 24 and 40 to 49 of four in five clusters.
    fn rows_with(&self, seed: u64, tendency: impl Fn(u32) -> f64) -> Rows {
        let mut rows = Rows::new(3);
        for cluster in 0..self.clusters {
            let mut number = 2;
            let group = f64::from(cluster % 2);
            for (from, to, contact) in [(0, 10, 0.0), (10, 25, 1.0), (25, 40, 0.0), (40, 50, 1.0), (50, self.days, 0.0)]
            {
                let contact = if cluster % 5 == 4 { 0.0 } else { contact };
                let eta = self.level + self.group * group + self.contact * contact + tendency(cluster);
                let mut day = f64::from(from);
                while day < f64::from(to) {
                    let threshold = -libm::log(uniform(seed, cluster, number));
                    number += 1;
                    let (days, event) = self.until(threshold / self.daily(eta), f64::from(to) - day);
                    rows.push(cluster, &[(0, 1.0), (1, group), (2, contact)], days, event);
                    day += days;
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

/// What many fits found of one number.
#[derive(Clone, Copy, Default)]
struct Tally {
    sets: f64,
    inside: f64,
    bias: f64,
    squares: f64,
    error: f64,
}

impl Tally {
    fn of(found: impl Iterator<Item = (f64, f64)>, truth: f64) -> Tally {
        let mut tally = Tally::default();
        for (value, error) in found {
            tally.sets += 1.0;
            tally.inside += f64::from(u8::from((value - truth).abs() < NORMAL_95 * error));
            tally.bias += value - truth;
            tally.squares += (value - truth).powi(2);
            tally.error += error;
        }
        tally
    }

    fn share(&self) -> f64 {
        self.inside / self.sets
    }

    fn sd(&self) -> f64 {
        (self.squares / self.sets - (self.bias / self.sets).powi(2)).sqrt()
    }

    fn text(&self) -> String {
        let Tally { sets, inside, bias, error, .. } = self;
        let (share, sd) = (self.share(), self.sd());
        format!(
            "{share} ({inside} of {sets}) inside, bias {}, spread {sd}, standard error {}",
            bias / sets,
            error / sets
        )
    }
}

fn fits(truth: Truth, sets: u64, options: &Options) -> Vec<Fitted> {
    (0..sets).into_par_iter().map(|seed| fit(&truth.rows(seed), options).unwrap()).collect()
}

#[test]
fn the_truth_lies_in_its_interval_as_often_as_it_says() {
    let fits = fits(TRUTH, 200, &options());
    let coefficient = |fitted: &Fitted, place: usize| {
        fitted.coefficients.get(place).map_or_else(
            || {
                let (sigma, log_error) = sigma(fitted);
                (sigma.ln(), log_error)
            },
            |coefficient| (coefficient.value, coefficient.error),
        )
    };
    for (place, truth) in [TRUTH.level, TRUTH.group, TRUTH.contact, TRUTH.sigma.ln()].into_iter().enumerate() {
        let tally = Tally::of(fits.iter().map(|fitted| coefficient(fitted, place)), truth);
        println!("number {place}: {}", tally.text());
        assert!((0.93..=0.97).contains(&tally.share()), "number {place}: {}", tally.text());
    }
}

#[test]
fn clustered_errors_are_right_where_the_model_leaves_out_that_clusters_differ() {
    let fits = fits(TRUTH, 200, &alike());
    let of_group = |pick: fn(&Coefficient) -> f64| {
        Tally::of(fits.iter().map(|fitted| (fitted.coefficients[1].value, pick(&fitted.coefficients[1]))), TRUTH.group)
    };
    let (robust, naive) = (of_group(|group| group.robust_error), of_group(|group| group.error));
    println!("{} / {}", robust.text(), naive.text());
    let ratio = |tally: Tally| tally.error / tally.sets / tally.sd();
    assert!((0.9..1.1).contains(&ratio(robust)), "clustered: {}", robust.text());
    assert!(ratio(naive) < 0.75, "not clustered: {}", naive.text());
}

#[test]
fn rates_are_found_from_waits_that_are_no_whole_days() {
    let truth = Truth { clusters: 1500, link: Link::Log, ..TRUTH };
    let fitted = fit(&truth.rows(3), &Options { link: Link::Log, ..options() }).unwrap();
    for (coefficient, value) in fitted.coefficients.iter().zip([truth.level, truth.group, truth.contact]) {
        assert!((coefficient.value - value).abs() < 3.0 * coefficient.error, "{coefficient:?} for {value}");
        assert!(coefficient.error < 0.06, "{coefficient:?}");
    }
}

#[test]
fn two_humps_are_found_as_two_kinds() {
    let truth = Truth { clusters: 400, ..TRUTH };
    // Two in five have few events, three in five many; the mean is zero.
    let low = |seed, cluster| uniform(seed, cluster, 0) < 0.4;
    let rows = |seed| truth.rows_with(seed, |cluster| if low(seed, cluster) { -1.2 } else { 0.8 });
    let two = Options { tendencies: Tendencies::Kinds { count: 2, reach: 5.0 }, ..options() };
    let fits: Vec<Fitted> = (0..40).into_par_iter().map(|seed| fit(&rows(seed), &two).unwrap()).collect();
    let kinds = |fitted: &Fitted| match &fitted.spread {
        Spread::Kinds(kinds) => [kinds[0], kinds[1]],
        _ => panic!("{:?}", fitted.spread),
    };
    let distance = |fitted: &Fitted| (kinds(fitted)[1].tendency - kinds(fitted)[0].tendency, fitted.covariance.root(3));
    let distances = Tally::of(fits.iter().map(distance), 2.0);
    assert!((0.87..=1.0).contains(&distances.share()), "distance: {}", distances.text());
    let shares: f64 = fits.iter().map(|fitted| kinds(fitted)[0].share).sum();
    assert!((shares / 40.0 - 0.4).abs() < 0.02, "share of the low kind: {}", shares / 40.0);
    let contacts = Tally::of(fits.iter().map(|f| (f.coefficients[2].value, f.coefficients[2].error)), truth.contact);
    assert!((0.87..=1.0).contains(&contacts.share()), "contact: {}", contacts.text());
    let told = |cluster: u32| (fits[0].tendency(cluster).unwrap().mean() < 0.0) == low(0, cluster);
    assert!((0..400).filter(|cluster| told(*cluster)).count() > 320);
    assert!(fits[0].log_likelihood > fit(&rows(0), &options()).unwrap().log_likelihood);
}
