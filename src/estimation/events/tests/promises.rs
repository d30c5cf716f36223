//! What always holds.

use super::alike;
use super::assert_near;
use super::errors;
use super::options;
use super::robust_errors;
use super::sigma;
use super::truth::TRUTH;
use super::truth::Truth;
use super::values;
use crate::estimation::FitError;
use crate::estimation::events::Exposure;
use crate::estimation::events::Fitted;
use crate::estimation::events::Link;
use crate::estimation::events::Model;
use crate::estimation::events::Options;
use crate::estimation::events::Prior;
use crate::estimation::events::Rows;
use crate::estimation::events::Spread;
use crate::estimation::events::Tendencies;
use crate::estimation::events::fit;

/// Rows as a list, to be pushed in any order.
type Listed = Vec<(u32, Vec<(usize, f64)>, f64, bool)>;

fn listed() -> Listed {
    let mut rows = Listed::new();
    for cluster in 0..60_u32 {
        for part in 0..5_u32 {
            let mixed = cluster.wrapping_mul(2_654_435_761).wrapping_add(part * 40_503) >> 7;
            let (wave, days) = (f64::from(mixed % 17) / 10.0, f64::from(mixed % 9 + 3));
            // Half of the clusters have far more events than the other half.
            let event = mixed % 13 < 2 + 8 * (cluster / 2 % 2);
            rows.push((cluster, vec![(0, 1.0), (1, wave), (2, f64::from(cluster % 2))], days, event));
        }
    }
    rows
}

fn pushed(rows: &Listed, coefficients: usize) -> Rows {
    let mut pushed = Rows::new(coefficients);
    rows.iter().for_each(|(cluster, cells, days, event)| pushed.push(*cluster, cells, *days, *event));
    pushed
}

fn bits(fitted: &Fitted) -> Vec<u64> {
    let coefficients = fitted.coefficients.iter().flat_map(|c| [c.value, c.error, c.robust_error]);
    let tendencies = fitted.tendencies.iter().flat_map(|(_, tendency)| [tendency.mean(), tendency.sd()]);
    coefficients.chain(tendencies).chain([fitted.log_likelihood]).map(f64::to_bits).collect()
}

#[test]
fn neither_the_order_of_rows_nor_threads_change_a_bit() {
    let on = |threads: usize, rows: &Rows| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        bits(&pool.install(|| fit(rows, &options())).unwrap())
    };
    let mut rows = listed();
    let plain = on(1, &pushed(&rows, 3));
    rows.reverse();
    rows.rotate_left(71);
    rows.iter_mut().for_each(|row| row.1.reverse());
    assert_eq!(plain, on(4, &pushed(&rows, 3)));
}

#[test]
fn a_row_of_many_days_is_as_many_rows_of_one_day() {
    let mut daily = Rows::new(3);
    for (cluster, cells, days, event) in listed() {
        let mut left = days;
        while left > 0.5 {
            left -= 1.0;
            daily.push(cluster, &cells, 1.0, event && left < 0.5);
        }
    }
    assert_eq!(bits(&fit(&daily, &options()).unwrap()), bits(&fit(&pushed(&listed(), 3), &options()).unwrap()));
}

#[test]
fn the_start_does_not_change_the_answer() {
    let rows = pushed(&listed(), 3);
    let far = Options { start: Some(vec![4.0, -3.0, 6.0]), ..options() };
    assert_near(&values(&fit(&rows, &far).unwrap()), &values(&fit(&rows, &options()).unwrap()), 1e-7);
}

#[test]
fn a_constant_added_to_a_covariate_changes_the_level_alone() {
    let mut rows = listed();
    rows.iter_mut().for_each(|row| row.1[1].1 += 500.0);
    let (moved, plain) = (fit(&pushed(&rows, 3), &options()).unwrap(), fit(&pushed(&listed(), 3), &options()).unwrap());
    let (values_moved, values_plain) = (values(&moved), values(&plain));
    assert_near(&values_moved[1..], &values_plain[1..], 1e-7);
    assert_near(&[values_moved[0] + 500.0 * values_moved[1]], &[values_plain[0]], 1e-4);
    assert_near(&errors(&moved)[1..], &errors(&plain)[1..], 1e-7);
    assert_near(&robust_errors(&moved)[1..], &robust_errors(&plain)[1..], 1e-7);
    assert_near(&[sigma(&moved).0, moved.log_likelihood], &[sigma(&plain).0, plain.log_likelihood], 1e-7);
}

#[test]
fn rows_that_repeat_within_a_cluster_bring_no_certainty() {
    let twice: Listed = listed().into_iter().flat_map(|row| [row.clone(), row]).collect();
    let (once, twice) = (fit(&pushed(&listed(), 3), &alike()).unwrap(), fit(&pushed(&twice, 3), &alike()).unwrap());
    assert_near(&robust_errors(&twice), &robust_errors(&once), 1e-7);
    let naive: Vec<f64> = errors(&twice).iter().map(|error| error * 2.0_f64.sqrt()).collect();
    assert_near(&naive, &errors(&once), 1e-7);
}

#[test]
fn what_has_no_data_is_its_prior_with_the_uncertainty_of_the_prior() {
    let silent = Prior::new(0.7, 0.4);
    let priors = vec![Prior::NONE, Prior::NONE, Prior::NONE, silent];
    let fitted = fit(&pushed(&listed(), 4), &Options { priors, ..options() }).unwrap();
    let found = fitted.coefficients[3];
    assert_near(&[found.value, found.error, found.robust_error, found.from_prior()], &[0.7, 0.4, 0.4, 1.0], 1e-12);
    assert_eq!(found.exposure, Exposure::default());
    let without = fit(&pushed(&listed(), 3), &options()).unwrap();
    assert_near(&values(&fitted)[..3], &values(&without), 1e-9);
    assert_near(&errors(&fitted)[..3], &errors(&without), 1e-9);
}

#[test]
fn what_has_neither_data_nor_prior_is_an_error() {
    assert_eq!(fit(&pushed(&listed(), 4), &options()).unwrap_err(), FitError::NoData { place: 3 });
}

#[test]
fn a_prior_and_data_meet_by_their_precisions() {
    let priors = |sd| vec![Prior::NONE, Prior::new(3.0, sd), Prior::NONE];
    let with = |sd| fit(&pushed(&listed(), 3), &Options { priors: priors(sd), ..options() }).unwrap().coefficients[1];
    let (data, weak, even, strong) = (with(f64::INFINITY), with(100.0), with(data_error()), with(1e-4));
    assert!((weak.value - data.value).abs() < 1e-3 && weak.from_prior() < 0.01);
    assert!((0.4..0.6).contains(&even.from_prior()), "{even:?}");
    assert!((even.value - 0.5 * (data.value + 3.0)).abs() < 0.2 * (3.0 - data.value), "{even:?}, {data:?}");
    assert!((strong.value - 3.0).abs() < 1e-3 && (strong.error - 1e-4).abs() < 1e-8);
}

fn data_error() -> f64 {
    fit(&pushed(&listed(), 3), &options()).unwrap().coefficients[1].error
}

/// Rows in which a fourth covariate is there on days without an event alone.
fn separated() -> Rows {
    let mut rows = listed();
    for row in rows.iter_mut().filter(|row| !row.3).take(40) {
        row.1.push((3, 1.0));
    }
    pushed(&rows, 4)
}

#[test]
fn events_that_all_lie_on_one_side_are_an_error_without_a_prior() {
    for options in [options(), alike(), Options { link: Link::Log, ..options() }] {
        assert_eq!(fit(&separated(), &options).unwrap_err(), FitError::Separated { place: 3 }, "{options:?}");
    }
}

#[test]
fn events_that_all_lie_on_one_side_are_held_by_a_prior() {
    let priors = vec![Prior::NONE, Prior::NONE, Prior::NONE, Prior::new(0.0, 1.5)];
    let held = fit(&separated(), &Options { priors, ..options() }).unwrap().coefficients[3];
    assert!((-4.0..-0.5).contains(&held.value), "{held:?}");
    assert!((0.5..1.5).contains(&held.error), "{held:?}");
}

#[test]
fn a_covariate_that_follows_from_others_is_an_error() {
    let mut rows = listed();
    rows.iter_mut().for_each(|row| row.1.push((3, 2.0 * row.1[1].1 - row.1[2].1)));
    assert!(matches!(fit(&pushed(&rows, 4), &options()), Err(FitError::Singular { .. })));
}

/// Every cluster has just as many events: less than chance would make them differ.
fn evened_out() -> Rows {
    let mut rows = Rows::new(1);
    (0..50).for_each(|cluster| (0..4).for_each(|_| rows.push(cluster, &[(0, 1.0)], 10.0, true)));
    rows
}

#[test]
fn clusters_that_do_not_differ_have_no_spread() {
    let fitted = fit(&evened_out(), &options()).unwrap();
    assert_eq!(fitted.spread, Spread::Alike);
    assert_near(&values(&fitted), &[(0.1_f64 / 0.9).ln()], 1e-9);
    assert_near(&[fitted.tendency(7).unwrap().sd()], &[0.0], 1e-12);
}

#[test]
fn kinds_that_the_data_do_not_show_are_an_error() {
    for count in [2, 3] {
        let kinds = Options { tendencies: Tendencies::Kinds { count, reach: 5.0 }, ..options() };
        assert_eq!(fit(&evened_out(), &kinds).unwrap_err(), FitError::TooManyKinds { count });
    }
}

#[test]
fn the_slope_is_that_of_what_is_maximised_with_any_number_of_points() {
    let rows = Truth { clusters: 40, sigma: 1.5, ..TRUTH }.rows(1).grouped(Link::Logit).unwrap();
    let normal = |points| (Tendencies::Normal { points }, vec![-3.0, 0.5, 0.9, 0.4]);
    let kinds = (Tendencies::Kinds { count: 3, reach: 5.0 }, vec![-3.0, 0.5, 0.9, -2.0, -0.7, 0.3, 0.6]);
    for (tendencies, at) in [normal(1), normal(2), normal(5), normal(25), kinds] {
        let options = Options { tendencies, ..options() };
        let model = Model { grouped: &rows, options: &options, tendencies };
        let local = |at: &[f64]| {
            let mut sums = model.sums(at, &model.rules(), &mut vec![0.0; rows.clusters.len()]);
            model.add_priors(at, &mut sums.local);
            sums.local
        };
        let here = local(&at);
        for place in 0..at.len() {
            let moved = |by: f64| {
                let mut at = at.clone();
                at[place] += by;
                local(&at)
            };
            let (low, high) = (moved(-1e-4), moved(1e-4));
            let slope = (high.value - low.value) / 2e-4;
            assert!((slope - here.gradient[place]).abs() < 1e-4, "{tendencies:?} {place}: {slope} {:?}", here.gradient);
            // Louis' information is that of the integral itself, which few points only come near.
            let exact = !matches!(tendencies, Tendencies::Normal { points: 1..=5 });
            for other in (0..at.len()).filter(|_| exact) {
                let bend = -(high.gradient[other] - low.gradient[other]) / 2e-4;
                let found = here.information.get(place, other);
                assert!(
                    (bend - found).abs() < 1e-4 * (1.0 + found.abs()),
                    "{tendencies:?} {place} {other}: {bend} {found}"
                );
            }
        }
    }
}

#[test]
fn options_that_do_not_fit_are_an_error() {
    let rows = pushed(&listed(), 3);
    for wrong in [
        Options { priors: vec![Prior::NONE], ..options() },
        Options { priors: vec![Prior::new(0.0, 0.0); 3], ..options() },
        Options { tendencies: Tendencies::Normal { points: 0 }, ..options() },
        Options { tendencies: Tendencies::Kinds { count: 1, reach: 5.0 }, ..options() },
        Options { start: Some(vec![0.0]), ..options() },
    ] {
        assert_eq!(fit(&rows, &wrong).unwrap_err(), FitError::Options, "{wrong:?}");
    }
}

#[test]
fn draws_of_a_tendency_have_its_mean() {
    let fitted = fit(&pushed(&listed(), 3), &options()).unwrap();
    let tendency = fitted.tendency(11).unwrap();
    let draws: f64 = (0..2000).map(|n| tendency.at((f64::from(n) + 0.5) / 2000.0)).sum();
    assert_near(&[draws / 2000.0], &[tendency.mean()], 2e-3);
    assert!(tendency.sd() > 0.0 && tendency.sd() <= sigma(&fitted).0);
    assert_eq!(fitted.tendency(1000), None);
}
