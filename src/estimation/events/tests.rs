mod promises;
mod reference;
mod truth;

use super::Fitted;
use super::Options;
use super::Spread;
use super::Tendencies;

fn options() -> Options {
    Options::default()
}

fn alike() -> Options {
    Options { tendencies: Tendencies::Alike, ..options() }
}

fn values(fitted: &Fitted) -> Vec<f64> {
    fitted.coefficients.iter().map(|coefficient| coefficient.value).collect()
}

fn errors(fitted: &Fitted) -> Vec<f64> {
    fitted.coefficients.iter().map(|coefficient| coefficient.error).collect()
}

fn robust_errors(fitted: &Fitted) -> Vec<f64> {
    fitted.coefficients.iter().map(|coefficient| coefficient.robust_error).collect()
}

fn sigma(fitted: &Fitted) -> (f64, f64) {
    match fitted.spread {
        Spread::Normal { sigma, log_error, .. } => (sigma, log_error),
        _ => panic!("{:?}", fitted.spread),
    }
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (place, (value, wanted)) in found.iter().zip(expected).enumerate() {
        assert!((value - wanted).abs() < within, "number {place}: {value} for {wanted}");
    }
}
