use super::AtRisk;
use super::CoxFit;
use super::FitError;
use super::Ties;
use super::fit;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::estimation::NORMAL_95;

fn row(stop: u32, event: bool, covariates: &[f64]) -> AtRisk {
    AtRisk { start: 0.0, stop: f64::from(stop), event, stratum: 0, cluster: stop, covariates: covariates.to_vec() }
}

fn some() -> Vec<AtRisk> {
    let value = |number: u32| f64::from(number * 37 % 11) / 5.0;
    (1..60).map(|n| row(n % 23 + 1, n % 3 > 0, &[value(n), f64::from(n % 2)])).collect()
}

#[test]
fn the_order_of_rows_changes_nothing_to_the_bit() {
    let forward = fit(&some(), Ties::Efron).unwrap();
    let mut rows = some();
    rows.reverse();
    rows.rotate_left(17);
    let back = fit(&rows, Ties::Efron).unwrap();
    let bits = |fit: &CoxFit| -> Vec<u64> {
        fit.coefficients.iter().flat_map(|c| [c.value, c.error, c.robust_error]).map(f64::to_bits).collect()
    };
    assert_eq!(bits(&forward), bits(&back));
}

#[test]
fn a_constant_added_to_a_covariate_changes_no_coefficient() {
    let mut rows = some();
    rows.iter_mut().for_each(|row| row.covariates[0] += 1e4);
    let (moved, plain) = (fit(&rows, Ties::Efron).unwrap(), fit(&some(), Ties::Efron).unwrap());
    for (moved, plain) in moved.coefficients.iter().zip(&plain.coefficients) {
        assert!((moved.value - plain.value).abs() < 1e-9 && (moved.error - plain.error).abs() < 1e-9);
    }
}

#[test]
fn rows_that_repeat_within_a_cluster_bring_no_certainty() {
    let twice: Vec<AtRisk> = some().into_iter().flat_map(|row| [row.clone(), row]).collect();
    let (once, twice) = (fit(&some(), Ties::Breslow).unwrap(), fit(&twice, Ties::Breslow).unwrap());
    for (once, twice) in once.coefficients.iter().zip(&twice.coefficients) {
        assert!((once.robust_error - twice.robust_error).abs() < 1e-9, "robust: same clusters, same certainty");
        assert!((once.error - twice.error * 2.0_f64.sqrt()).abs() < 1e-9, "naive: twice the rows");
    }
}

#[test]
fn events_that_all_lie_on_one_side_are_an_error() {
    let rows: Vec<AtRisk> = (1..40).map(|n| row(n, n % 2 == 0, &[f64::from(n % 2)])).collect();
    assert_eq!(fit(&rows, Ties::Efron).unwrap_err(), FitError::Separated { place: 0 });
}

#[test]
fn a_covariate_that_follows_from_others_is_an_error() {
    let mut rows = some();
    rows.iter_mut().for_each(|row| row.covariates.push(2.0 * row.covariates[0] - row.covariates[1]));
    assert!(matches!(fit(&rows, Ties::Efron), Err(FitError::Singular { .. })));
}

#[test]
fn rows_that_cannot_be_are_named() {
    let mut rows = some();
    rows[4].start = rows[4].stop;
    assert_eq!(fit(&rows, Ties::Efron).unwrap_err(), FitError::Row { row: 4 });
    let rows: Vec<AtRisk> = some().into_iter().map(|row| AtRisk { event: false, ..row }).collect();
    assert_eq!(fit(&rows, Ties::Efron).unwrap_err(), FitError::Empty);
}

/// Who is called, from a day on that differs, pays more readily after it; those who owe twice are two rows of one cluster.
fn called(seed: u64, effect: f64) -> Vec<AtRisk> {
    let draw = |cluster: u32, number: u32| {
        let (tenancy, kind) = (u64::from(cluster), DrawKind::Synthesis);
        DrawKey { seed, replication: 0, tenancy, kind, month: 0, number }.uniform()
    };
    let mut rows = Vec::new();
    for (cluster, spell) in (0..150_u32).flat_map(|cluster| [(cluster, 1), (cluster, 2)]) {
        let draw = |number: u32| draw(cluster, 10 * spell + number);
        let debit = f64::from(cluster % 2);
        let from = 5.0 + 15.0 * draw(1);
        let hazard = 0.04 * libm::exp(0.5 * debit);
        let threshold = -libm::log(draw(2));
        let early = threshold / hazard;
        let late = from + (threshold - hazard * from) / (hazard * libm::exp(effect));
        let mut follow = |start: f64, paid: f64, until: f64, call: f64| {
            let (stop, event) = (paid.min(until), paid < until);
            rows.push(AtRisk { start, stop, event, stratum: 0, cluster, covariates: vec![call, debit] });
            event
        };
        if !follow(0.0, early, from, 0.0) {
            follow(from, late, 60.0, 1.0);
        }
    }
    rows
}

#[test]
fn a_change_during_follow_up_lies_in_its_interval_in_19_of_20_sets() {
    for effect in [0.0, 0.8] {
        let inside = (0..500).filter(|seed| {
            let found = fit(&called(*seed, effect), Ties::Efron).unwrap().coefficients[0];
            (found.value - effect).abs() < NORMAL_95 * found.robust_error
        });
        let share = inside.count() as f64 / 500.0;
        assert!((0.93..=0.97).contains(&share), "{share} inside for {effect}");
    }
}
