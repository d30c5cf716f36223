//! How a fit came about and how well it fits: what to look at before its numbers are believed.

use super::Course;
use super::ascent::Summit;
use super::evidence::Evidence;
use super::evidence::Fallback;
use super::evidence::Timing;
use super::first_weeks::FirstWeeks;
use super::first_weeks::Following;
use super::layout::STRUCTURE;
use super::layout::place;
use super::precision::Precision;
use super::write::names;

/// How a fit came about and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostics {
    /// The tenancies.
    pub tenancies: usize,
    /// Their months.
    pub months: u64,
    /// Their days at risk.
    pub days: u64,
    /// Payments on those days.
    pub payments: u64,
    /// The log-likelihood, without the priors.
    pub log_likelihood: f64,
    /// Steps of the last search.
    pub steps: usize,
    /// Whether how the likelihood bends could be measured; else intervals rest on the spread of the slopes alone.
    pub measured: bool,
    /// Every number that could be fitted, and why it was not.
    pub numbers: Vec<NumberFound>,
    /// When each kind of action came.
    pub timings: Vec<Timing>,
    /// Observed and expected payments, by days since due.
    pub calibration: Vec<Calibration>,
    /// How long it takes from the due date to a payment.
    pub first_weeks: FirstWeeks,
}

/// A number that could be fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberFound {
    /// Its name in a behaviour; of a half-life, the group of kinds.
    pub name: String,
    /// What speaks for it.
    pub evidence: Evidence,
    /// Its names in the behaviour, where it was fitted: a half-life has one for each kind of its group.
    pub names: Vec<String>,
    /// Why it stayed the prior behaviour's, if it did.
    pub fallback: Option<Fallback>,
}

/// Payments on days at risk of one stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// From this many days since due on, up to the next.
    pub from_day: i32,
    /// Days at risk.
    pub days: u64,
    /// Payments on them.
    pub observed: u64,
    /// Payments that the fitted numbers make of them.
    pub expected: f64,
}

/// Finer than the steps of the base, so that it can come out wrong.
const STRETCHES: [i32; 24] =
    [0, 1, 2, 3, 4, 5, 7, 9, 11, 14, 18, 22, 26, 30, 32, 35, 42, 49, 56, 61, 91, 121, 181, 365];

pub(super) fn diagnose(course: &Course, summit: &Summit, precision: Option<&Precision>) -> Diagnostics {
    let mut calibration: Vec<Calibration> =
        STRETCHES.iter().map(|from| Calibration { from_day: *from, days: 0, observed: 0, expected: 0.0 }).collect();
    let mut following = Following::default();
    course.model.watch(&summit.point, |day, chance| {
        following.note(day, chance);
        let stretch = calibration.iter_mut().rev().find(|stretch| stretch.from_day <= day.days_overdue.max(0));
        stretch.into_iter().for_each(|stretch| {
            stretch.days += 1;
            stretch.observed += u64::from(day.paid);
            stretch.expected += chance;
        });
    });
    let count = |of: fn(&super::record::Record) -> usize| {
        course.model.records.iter().map(|record| u64::from(record.times) * of(record) as u64).sum()
    };
    Diagnostics {
        tenancies: course.tenancies,
        months: count(|record| record.helped.len()),
        days: count(|record| record.days.len()),
        payments: count(|record| record.payments.len()),
        log_likelihood: summit.evaluation.log_likelihood,
        steps: summit.steps,
        measured: precision.is_some_and(|precision| precision.measured),
        numbers: numbers(course),
        timings: course.timings.clone(),
        calibration,
        first_weeks: following.finish(),
    }
}

fn numbers(course: &Course) -> Vec<NumberFound> {
    let layout = &course.model.layout;
    (0..STRUCTURE)
        .filter_map(|place| {
            let fallback = course.held.get(&place).cloned();
            let parameter = layout.parameters.get(place).filter(|parameter| parameter.free || fallback.is_some())?;
            let is_known = course.shaped.estimates().iter().any(|named| named.name == parameter.name);
            if fallback.is_some() && !is_known && !(place::HALF_LIVES..place::EFFECTS).contains(&place) {
                return None;
            }
            let names = names(layout, place);
            let name = names.first().unwrap_or(&parameter.name).clone();
            let evidence = course.evidence.get(place).copied().unwrap_or_default();
            Some(NumberFound { name, evidence, names, fallback })
        })
        .collect()
}
