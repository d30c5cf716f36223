//! What others got from published data: R 4.2.2 with its package `survival` 3.5.3, eight digits.
//! The data and where they come from: `tests/data/survival`.

use super::NORMAL_95;
use super::cox::AtRisk;
use super::cox::CoxFit;
use super::cox::Ties;
use super::cox::fit;
use super::kaplan_meier::Followed;
use super::kaplan_meier::KaplanMeier;

const ROSSI: &str = include_str!("../../tests/data/survival/rossi.csv");
const LUNG: &str = include_str!("../../tests/data/survival/lung.csv");
const VETERAN: &str = include_str!("../../tests/data/survival/veteran.csv");
const HEART: &str = include_str!("../../tests/data/survival/heart.csv");

/// Columns of a table by name; a row in which one is not known is left out.
fn columns(table: &str, names: &[&str]) -> Vec<Vec<f64>> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let places: Vec<usize> = names.iter().map(|name| head.iter().position(|cell| cell == name).unwrap()).collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        places.iter().map(|place| cells[*place].parse().ok()).collect::<Option<Vec<f64>>>()
    };
    lines.filter_map(row).collect()
}

/// Rows of a table whose first two columns are the time and whether the event came.
fn rows(table: &str, names: &[&str]) -> Vec<AtRisk> {
    let row = |(number, cells): (usize, Vec<f64>)| AtRisk {
        start: 0.0,
        stop: cells[0],
        event: cells[1] > 0.5,
        stratum: 0,
        cluster: u32::try_from(number).unwrap(),
        covariates: cells[2..].to_vec(),
    };
    columns(table, names).into_iter().enumerate().map(row).collect()
}

fn whole(number: f64) -> u32 {
    number.to_string().parse().unwrap()
}

fn rossi() -> Vec<AtRisk> {
    rows(ROSSI, &["week", "arrest", "fin", "age", "race", "wexp", "mar", "paro", "prio"])
}

fn lung() -> Vec<AtRisk> {
    rows(LUNG, &["time", "status", "age", "sex", "ph.ecog"])
}

fn veteran() -> Vec<AtRisk> {
    rows(VETERAN, &["time", "status", "trt", "karno", "diagtime", "age", "prior"])
}

fn heart() -> Vec<AtRisk> {
    let names = ["start", "stop", "event", "id", "age", "year", "surgery", "transplant"];
    let row = |cells: Vec<f64>| AtRisk {
        start: cells[0],
        stop: cells[1],
        event: cells[2] > 0.5,
        stratum: 0,
        cluster: whole(cells[3]),
        covariates: cells[4..].to_vec(),
    };
    columns(HEART, &names).into_iter().map(row).collect()
}

/// Asserts coefficients with their standard errors, and the likelihood without and with them, to the digits given.
#[track_caller]
fn assert_fit(rows: &[AtRisk], ties: Ties, likelihoods: [f64; 2], coefficients: &[(f64, f64)]) -> CoxFit {
    let fit = fit(rows, ties).unwrap();
    for (place, (found, (value, error))) in fit.coefficients.iter().zip(coefficients).enumerate() {
        assert!((found.value - value).abs() < 6e-9, "coefficient {place}: {} for {value}", found.value);
        assert!((found.error - error).abs() < 6e-9, "error {place}: {} for {error}", found.error);
    }
    assert!((fit.log_likelihood_null - likelihoods[0]).abs() < 6e-7, "{}", fit.log_likelihood_null);
    assert!((fit.log_likelihood - likelihoods[1]).abs() < 6e-7, "{}", fit.log_likelihood);
    assert_eq!(fit.coefficients.len(), coefficients.len());
    fit
}

#[test]
fn rossi_is_as_published() {
    let efron = [
        (-0.37942217, 0.19137948),
        (-0.05743774, 0.02199947),
        (0.31389979, 0.30799278),
        (-0.14979570, 0.21222430),
        (-0.43370388, 0.38186806),
        (-0.08487108, 0.19575667),
        (0.09149708, 0.02864855),
    ];
    let fit = assert_fit(&rossi(), Ties::Efron, [-675.380632, -658.747659], &efron);
    assert_eq!((fit.rows, fit.events), (432, 114));
    let breslow = [
        (-0.37902189, 0.19136443),
        (-0.05724593, 0.02198319),
        (0.31412977, 0.30801728),
        (-0.15111460, 0.21212316),
        (-0.43278257, 0.38179494),
        (-0.08498284, 0.19574821),
        (0.09111154, 0.02863125),
    ];
    assert_fit(&rossi(), Ties::Breslow, [-675.683389, -659.120606], &breslow);
}

#[test]
fn rossi_in_strata_of_race_is_as_published() {
    let mut rows = rossi();
    for row in &mut rows {
        row.stratum = whole(row.covariates.remove(2));
    }
    let expected = [
        (-0.37876737, 0.19130369),
        (-0.05763975, 0.02200210),
        (-0.14274993, 0.21279377),
        (-0.43881669, 0.38212763),
        (-0.08576395, 0.19580735),
        (0.09221384, 0.02872606),
    ];
    assert_fit(&rows, Ties::Efron, [-636.926967, -620.563609], &expected);
}

#[test]
fn lung_is_as_published() {
    let efron = [(0.01106676, 0.00926741), (-0.55261240, 0.16773905), (0.46372848, 0.11357727)];
    let fit = assert_fit(&lung(), Ties::Efron, [-744.480456, -729.230121], &efron);
    assert_eq!((fit.rows, fit.events), (227, 164));
    let breslow = [(0.01104114, 0.00926677), (-0.55188957, 0.16774245), (0.46294704, 0.11357405)];
    assert_fit(&lung(), Ties::Breslow, [-744.692819, -729.488705], &breslow);
}

#[test]
fn veteran_is_as_published() {
    let efron = [
        (0.19305312, 0.18644588),
        (-0.03408449, 0.00534139),
        (0.00172303, 0.00900336),
        (-0.00388285, 0.00924743),
        (-0.00776409, 0.02215208),
    ];
    assert_fit(&veteran(), Ties::Efron, [-505.449055, -483.814638], &efron);
    let breslow = [
        (0.18902526, 0.18635429),
        (-0.03389523, 0.00533877),
        (0.00148433, 0.00900114),
        (-0.00380174, 0.00925133),
        (-0.00759030, 0.02214584),
    ];
    assert_fit(&veteran(), Ties::Breslow, [-505.883956, -484.479567], &breslow);
}

#[test]
fn heart_with_a_transplant_during_follow_up_is_as_published() {
    let efron =
        [(0.02716664, 0.01371412), (-0.14634635, 0.07046798), (-0.63720989, 0.36722600), (-0.01025077, 0.31375480)];
    let fit = assert_fit(&heart(), Ties::Efron, [-298.121356, -290.565616], &efron);
    assert_eq!((fit.rows, fit.events), (172, 75));
    let breslow =
        [(0.02715208, 0.01372113), (-0.14611575, 0.07046571), (-0.63584348, 0.36721070), (-0.01189585, 0.31364438)];
    assert_fit(&heart(), Ties::Breslow, [-298.325607, -290.794535], &breslow);
}

/// Breslow: statsmodels 0.15.0, `PHReg(...).fit(groups=...)`. Efron: the definition of the score residual written out
/// in numpy, event by event over the whole risk set, each of the tied failures with the weight that Efron leaves it;
/// the same program gives what statsmodels gives with Breslow.
#[test]
fn clustered_standard_errors_are_as_others_compute_them() {
    let mut pairs = rossi();
    pairs.iter_mut().for_each(|row| row.cluster /= 2);
    let robust = |rows: &[AtRisk], ties| -> Vec<f64> {
        fit(rows, ties).unwrap().coefficients.iter().map(|coefficient| coefficient.robust_error).collect()
    };
    let breslow = [0.1904244965, 0.0257479424, 0.302157682, 0.2204005961, 0.387324, 0.1966061181, 0.0278886705];
    assert_near(&robust(&pairs, Ties::Breslow), &breslow);
    let efron = [0.1911877486, 0.0258555455, 0.3033645885, 0.221546617, 0.3887129127, 0.197535626, 0.0281168654];
    assert_near(&robust(&pairs, Ties::Efron), &efron);
    assert_near(&robust(&heart(), Ties::Efron), &[0.0138918928, 0.0730798592, 0.3582102036, 0.3168823492]);
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 2e-8, "{found} for {expected}");
    }
}

fn lung_curve() -> KaplanMeier {
    let followed = columns(LUNG, &["time", "status"]);
    let followed = followed.iter().map(|cells| Followed { start: 0.0, stop: cells[0], event: cells[1] > 0.5 });
    KaplanMeier::new(&followed.collect::<Vec<_>>())
}

#[test]
fn the_curve_of_lung_is_as_published() {
    let curve = lung_curve();
    for (time, survival, error) in [
        (30.0, 0.95614035, 0.01356207),
        (90.0, 0.88157895, 0.02139822),
        (180.0, 0.72167065, 0.02981242),
        (365.0, 0.40924162, 0.03582364),
        (730.0, 0.11569310, 0.02829820),
    ] {
        let step = curve.at(time);
        assert!((step.survival - survival).abs() < 6e-9, "{time}: {} for {survival}", step.survival);
        assert!((step.error - error).abs() < 6e-9, "{time}: {} for {error}", step.error);
    }
    assert_eq!(curve.steps.iter().map(|step| step.events).sum::<usize>(), 165);
}

#[test]
fn the_median_of_lung_has_the_interval_that_r_gives() {
    let median = lung_curve().median();
    assert_eq!((median.time, median.low, median.high), (Some(310.0), Some(285.0), Some(363.0)));
    assert!((NORMAL_95 - 1.96).abs() < 1e-4);
}
