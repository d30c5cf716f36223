//! A second look at what contact does: a Cox model, in which nobody is of any kind.
//!
//! From a due date until its claim is settled: on every day those who had a contact since are set against those as late
//! who had not, apart from those with a plan. A contact counts from the day after it, so that nobody is credited with the
//! days of waiting for it. Always: what comes out is no effect, since who gets an action is no accident here; it stands
//! beside the fitted effects to be told from them.

use super::evidence::Timing;
use crate::behaviour::Observed;
use crate::behaviour::RiskDay;
use crate::estimation::FitError;
use crate::estimation::Measured;
use crate::estimation::NORMAL_95;
use crate::estimation::cox::AtRisk;
use crate::estimation::cox::Ties;
use crate::estimation::cox::fit;
use crate::vocabulary::ActionKind;

/// So many days since due are looked at.
const UNTIL: i32 = 120;

/// How much more readily those pay who had a contact since the oldest claim fell due.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossed {
    /// The kind of action.
    pub kind: ActionKind,
    /// The hazard ratio, clustered by tenancy, with how many payments came after it; none, where it cannot be told from
    /// the passing of days or from another kind.
    pub ratio: Option<Measured>,
}

/// The Cox model for every kind of action that was seen so often.
#[must_use]
pub fn cross_check(observed: &[Observed], timings: &[Timing], fewest: u64) -> Vec<Crossed> {
    let enough = |timing: &&Timing| timing.contacts >= fewest && timing.payments >= fewest;
    let seen: Vec<ActionKind> = timings.iter().filter(enough).map(|timing| timing.kind).collect();
    let rows = rows(observed, &seen);
    let mut kinds: Vec<usize> = (0..seen.len()).collect();
    let found = loop {
        let of = |row: &AtRisk| kinds.iter().filter_map(|place| row.covariates.get(*place).copied()).collect();
        let rows: Vec<AtRisk> = rows.iter().map(|row| AtRisk { covariates: of(row), ..row.clone() }).collect();
        match fit(&rows, Ties::Efron) {
            Ok(found) => break found.coefficients,
            Err(FitError::Singular { place } | FitError::Separated { place }) if place < kinds.len() => {
                kinds.remove(place);
            }
            Err(_) => break Vec::new(),
        }
    };
    let ratio = |place: usize| {
        let coefficient = kinds.iter().position(|kind| *kind == place).and_then(|at| found.get(at))?;
        let at = |errors: f64| libm::exp(coefficient.value + errors * coefficient.robust_error);
        let after = |row: &&AtRisk| row.event && row.covariates.get(place).is_some_and(|had| *had > 0.5);
        let n = rows.iter().filter(after).count();
        Some(Measured { value: at(0.0), low: at(-NORMAL_95), high: at(NORMAL_95), n })
    };
    seen.iter().enumerate().map(|(place, kind)| Crossed { kind: *kind, ratio: ratio(place) }).collect()
}

/// Times at risk in which nothing changed, from a due date until its claim is settled.
fn rows(observed: &[Observed], kinds: &[ActionKind]) -> Vec<AtRisk> {
    let mut rows: Vec<AtRisk> = Vec::new();
    for (cluster, observed) in (0..).zip(observed) {
        let mut goes_on = None;
        let asked = |day: &&RiskDay| day.situation.plan.is_none() && (0..UNTIL).contains(&day.situation.days_overdue);
        for day in observed.days.iter().filter(asked) {
            let start = f64::from(day.situation.days_overdue);
            let covariates: Vec<f64> = kinds.iter().map(|kind| had(*kind, observed, day)).collect();
            let paid = day.paid.is_some();
            // Where the oldest claim is settled and others are not, the count of days falls back: who has others is of a kind.
            let goes_on_now = goes_on == Some((day.day, day.situation.days_overdue));
            if day.situation.days_overdue > 0 && !goes_on_now {
                continue;
            }
            goes_on = Some((day.day.plus(1), day.situation.days_overdue + 1));
            let same = |row: &&mut AtRisk| goes_on_now && continues(row, start, &covariates);
            match rows.last_mut().filter(same) {
                Some(row) => (row.stop, row.event) = (start + 1.0, paid),
                None => {
                    rows.push(AtRisk { start, stop: start + 1.0, event: paid, stratum: 0, cluster, covariates });
                }
            }
        }
    }
    rows
}

fn continues(row: &AtRisk, from: f64, covariates: &[f64]) -> bool {
    let is_same = |(own, other): (&f64, &f64)| own.total_cmp(other).is_eq();
    !row.event && row.stop.total_cmp(&from).is_eq() && row.covariates.iter().zip(covariates).all(is_same)
}

/// Whether a kind of action came since the oldest claim fell due.
fn had(kind: ActionKind, observed: &Observed, day: &RiskDay) -> f64 {
    let before = observed.contacts.get(..day.contacts).unwrap_or(&[]).iter().rev();
    let mut since = before.take_while(|(_, done)| day.day.since(*done) <= day.situation.days_overdue);
    f64::from(u8::from(since.any(|(done, _)| *done == kind)))
}
