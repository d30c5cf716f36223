//! What others get from published data.

use super::alike;
use super::assert_near;
use super::errors;
use super::options;
use super::robust_errors;
use super::sigma;
use super::values;
use crate::estimation::events::Link;
use crate::estimation::events::Options;
use crate::estimation::events::Rows;
use crate::estimation::events::Tendencies;
use crate::estimation::events::fit;
use crate::estimation::reference::LUNG;
use crate::estimation::reference::columns;

/// New cases of a lung disease of cattle (herd, cases, animals, period): Lesnoff and others (2004), Preventive
/// Veterinary Medicine 64.
const HERDS: &str = "\
    1,2,14,1 1,3,12,2 1,4,9,3 1,0,5,4 2,3,22,1 2,1,18,2 2,1,21,3 3,8,22,1 3,2,16,2 3,0,16,3 3,2,20,4 4,2,10,1 \
    4,0,10,2 4,2,9,3 4,0,6,4 5,5,18,1 5,0,25,2 5,0,24,3 5,1,4,4 6,3,17,1 6,0,17,2 6,0,18,3 6,1,20,4 7,8,16,1 \
    7,1,10,2 7,3,9,3 7,0,5,4 8,12,34,1 9,2,9,1 9,0,6,2 9,0,8,3 9,0,6,4 10,1,22,1 10,1,22,2 10,0,18,3 10,2,22,4 \
    11,0,25,1 11,5,27,2 11,3,22,3 11,1,22,4 12,2,10,1 12,1,8,2 12,0,6,3 12,0,5,4 13,1,21,1 13,2,24,2 13,0,19,3 \
    13,0,23,4 14,11,19,1 14,0,2,2 14,0,3,3 14,0,2,4 15,1,19,1 15,1,15,2 15,1,15,3 15,0,15,4";

/// Each animal is a day at risk.
fn herds() -> Rows {
    let mut rows = Rows::new(4);
    for cell in HERDS.split_whitespace() {
        let cells: Vec<u32> = cell.split(',').map(|number| number.parse().unwrap()).collect();
        let [herd, cases, animals, period] = cells[..] else { panic!("{cell}") };
        let mut covariates = vec![(0, 1.0)];
        covariates.extend((period > 1).then(|| (period as usize - 1, 1.0)));
        (0..cases).for_each(|_| rows.push(herd, &covariates, 1.0, true));
        if animals > cases {
            rows.push(herd, &covariates, f64::from(animals - cases), false);
        }
    }
    rows
}

/// The integral over each herd's tendency as a sum of 4001 terms in numpy, its top by scipy, standard errors from
/// second differences.
#[test]
fn herds_are_as_the_integral_itself_gives() {
    let fitted = fit(&herds(), &Options { tendencies: Tendencies::Normal { points: 25 }, ..options() }).unwrap();
    assert_near(&values(&fitted), &[-1.399230459, -0.991403615, -1.127819430, -1.579470671], 1e-6);
    assert_near(&errors(&fitted), &[0.2335115847, 0.3067679811, 0.3267683704, 0.4275944620], 1e-6);
    let (sigma, log_error) = sigma(&fitted);
    assert_near(&[sigma, log_error, fitted.log_likelihood], &[0.647518455, 0.278794874, -277.4590287215], 1e-6);
    let known = |herd| [fitted.tendency(herd).unwrap().mean(), fitted.tendency(herd).unwrap().sd()];
    assert_near(&known(1), &[0.568963412, 0.352025980], 1e-6);
    assert_near(&known(14), &[0.963208304, 0.359571696], 1e-6);
}

/// lme4 1.1-38, `glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), binomial)` with `tolPwrss = 1e-13`.
/// Its likelihood has the binomial coefficients, of which the logarithms add up to 185.4756597.
#[test]
fn herds_with_one_point_are_as_lme4_gives() {
    let fitted = fit(&herds(), &Options { tendencies: Tendencies::Normal { points: 1 }, ..options() }).unwrap();
    assert_near(&values(&fitted), &[-1.3985320, -0.9923159, -1.1286641, -1.5803156], 3e-5);
    assert_near(&[sigma(&fitted).0, fitted.log_likelihood + 185.4756597], &[0.6422699, -92.0262819], 1e-5);
}

/// statsmodels 0.15.0: `GLM(..., family=Binomial())`, and the same with `cov_type="cluster"` and 15 / 14 for its
/// correction.
#[test]
fn herds_that_are_alike_are_as_a_logistic_regression_gives() {
    let fitted = fit(&herds(), &alike()).unwrap();
    assert_near(&values(&fitted), &[-1.269023489, -1.170762725, -1.301405334, -1.782278635], 1e-8);
    assert_near(&errors(&fitted), &[0.1449197625, 0.2914677891, 0.3128814310, 0.4130564576], 1e-8);
    assert_near(&robust_errors(&fitted), &[0.2846790227, 0.4549978073, 0.5130465836, 0.4015776752], 1e-8);
    assert_near(&[fitted.log_likelihood], &[-284.5048591735], 1e-8);
}

/// statsmodels 0.15.0: `GLM(..., family=Poisson(), offset=log(days))` on the follow-up cut at days 180 and 365, its
/// likelihood less the events times their offsets; clustered by patient with 227 / 226 for its correction.
#[test]
fn a_piecewise_exponential_is_as_a_poisson_regression_gives() {
    let mut rows = Rows::new(6);
    for (patient, cells) in columns(LUNG, &["time", "status", "age", "sex", "ph.ecog"]).iter().enumerate() {
        for (piece, (from, to)) in [(0.0, 180.0), (180.0, 365.0), (365.0, 1e9)].into_iter().enumerate() {
            if cells[0] > from {
                let covariates = [(piece, 1.0), (3, cells[2]), (4, cells[3]), (5, cells[4])];
                let event = cells[1] > 0.5 && cells[0] <= to;
                rows.push(u32::try_from(patient).unwrap(), &covariates, cells[0].min(to) - from, event);
            }
        }
    }
    let fitted = fit(&rows, &Options { link: Link::Log, ..alike() }).unwrap();
    let expected = [-6.700229013, -6.090770698, -6.004457581, 0.009843351, -0.548949275, 0.454036882];
    assert_near(&values(&fitted), &expected, 1e-8);
    let expected = [0.6275560960, 0.6325949615, 0.6311844397, 0.0092277704, 0.1674418893, 0.1133936054];
    assert_near(&errors(&fitted), &expected, 1e-8);
    let expected = [0.6245495605, 0.6520029980, 0.6270211522, 0.0096277031, 0.1580531625, 0.1152424837];
    assert_near(&robust_errors(&fitted), &expected, 1e-8);
    assert_near(&[fitted.log_likelihood], &[-1135.2549721758], 1e-8);
}
