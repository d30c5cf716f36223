//! Numbers of a behaviour estimated from records: the most likely ones, with their intervals and how they hang together.
//!
//! Owns the way from [`Observed`] to [`Behaviour`]. Knows no policy and no file. Always: the likelihood is the one by which
//! a run reads lives back; a number that the records do not speak for stays the prior behaviour's, with the prior's label;
//! the same records give the same numbers to the bit, whatever their order and the threads.
//!
//! # Why
//! Who had which contact when was decided by a policy, from how a household paid so far. So contact is told from
//! self-selection only day by day: on every day at risk those who had a contact are set against those who, as late and of
//! the same kind as far as their record tells, had not yet. The kinds of households are not assumed bell-shaped: their
//! shares are fitted on a grid of tendencies and four kinds of money.

mod ascent;
mod cross_check;
mod day;
mod diagnosis;
mod evidence;
mod first_weeks;
mod lanes;
mod layout;
mod likelihood;
mod matrix;
mod money;
mod numbers;
mod precision;
mod reading;
mod record;
mod shape;
mod sums;
#[cfg(test)]
mod tests;
mod write;

pub use cross_check::Crossed;
pub use cross_check::cross_check;
pub use diagnosis::Calibration;
pub use diagnosis::Diagnostics;
pub use diagnosis::NumberFound;
pub use evidence::Evidence;
pub use evidence::Fallback;
pub use evidence::Timing;
pub use first_weeks::FOLLOWED_DAYS;
pub use first_weeks::FirstWeeks;
pub use shape::Fading;

use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::behaviour::Observed;
use crate::vocabulary::ActionKind;
use ascent::Aim;
use ascent::Summit;
use ascent::climb;
use layout::Layout;
use likelihood::Model;
use matrix::Matrix;
use std::collections::BTreeMap;

/// How to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitOptions {
    /// A number that fewer events than this speak for is not fitted.
    pub fewest_events: u64,
    /// The search may take so many steps.
    pub most_steps: usize,
    /// Kinds of households with a smaller share are left out.
    pub prune_below: f64,
}

impl Default for FitOptions {
    fn default() -> FitOptions {
        FitOptions { fewest_events: 20, most_steps: 300, prune_below: 0.0005 }
    }
}

/// What a fit gives.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The behaviour.
    pub behaviour: Behaviour,
    /// How it came about, and how well it fits.
    pub diagnostics: Diagnostics,
}

/// How far a fit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// The search for the most likely numbers: steps taken, and the log-likelihood there.
    Search {
        /// Steps taken.
        step: usize,
        /// The log-likelihood there.
        log_likelihood: f64,
    },
    /// The measuring of intervals: numbers done, of so many.
    Intervals {
        /// Numbers done.
        done: usize,
        /// Of so many.
        of: usize,
    },
}

/// Why nothing could be fitted.
#[derive(Clone, Debug, PartialEq)]
pub enum FitError {
    /// No record has a day at risk.
    NothingOverdue,
    /// The search did not arrive.
    NotConverged {
        /// After so many steps.
        steps: usize,
        /// So much more log-likelihood was promised by the next.
        promise: f64,
    },
    /// The records have no likelihood under the prior behaviour.
    NoLikelihood,
}

/// Estimates the numbers of a behaviour from records. What they do not tell stays as the prior behaviour has it.
///
/// # Errors
/// [`FitError`], when there is nothing to fit to or the search does not arrive.
pub fn fit(
    observed: &[Observed],
    prior: &Behaviour,
    options: &FitOptions,
    watch: &mut dyn FnMut(Progress),
) -> Result<Fitted, FitError> {
    let mut course = Course::start(observed, prior, options)?;
    let near = Aim { enough: NEARBY, most: options.most_steps, bent: None };
    let mut summit = course.search(course.model.layout.start(), &near, watch)?;
    if course.sort_moneys(&mut summit.point) | course.hold_weak(&mut summit.point) {
        summit = course.search(summit.point, &near, watch)?;
        course.sort_moneys(&mut summit.point);
    }
    let bent = course.measure(&summit.point, watch);
    let aim = Aim { enough: ARRIVED, most: options.most_steps, bent: Some(bent) };
    let summit = course.search(summit.point, &aim, watch)?;
    let bent = course.measure(&summit.point, watch);
    Ok(course.finish(prior, options, &summit, &bent))
}

/// Nearby is where the next step promises to gain so little log-likelihood: near enough to measure how it bends.
const NEARBY: f64 = 3.0;
/// And this is where the search ends: a hundredth of a standard error.
const ARRIVED: f64 = 5e-5;

/// A fit on its way.
struct Course {
    shaped: Behaviour,
    model: Model,
    timings: Vec<Timing>,
    evidence: Vec<Evidence>,
    held: BTreeMap<usize, Fallback>,
    tenancies: usize,
}

impl Course {
    fn start(observed: &[Observed], prior: &Behaviour, options: &FitOptions) -> Result<Course, FitError> {
        let shaped = shape::shape(prior);
        let mut layout = Layout::new(&shaped);
        let records = record::records(observed, &layout);
        if records.iter().all(|record| record.days.is_empty()) {
            return Err(FitError::NothingOverdue);
        }
        let timings = evidence::timings(observed);
        let evidence = evidence::evidence(&records, &timings, layout::STRUCTURE);
        let held = evidence::hold_unseen(&mut layout, &evidence, &timings, options.fewest_events);
        let mut course =
            Course { shaped, model: Model { layout, records }, timings, evidence, held, tenancies: observed.len() };
        course.leave_out_unknown(prior);
        Ok(course)
    }

    /// A kind of action that is not fitted and that the prior behaviour does not know has no effect and ends in no plan.
    fn leave_out_unknown(&mut self, prior: &Behaviour) {
        for kind in ActionKind::ALL {
            let name = kind.word().en;
            let effect = layout::effect_of(*kind);
            if !prior.contact.contains_key(name) && !self.model.layout.is_free(effect) {
                self.shaped.contact.remove(name);
                self.start_at(effect, 0.0);
            }
            let agreed = layout::agreed_of(*kind);
            if !prior.plans.agreed.contains_key(name) && !self.model.layout.is_free(agreed) {
                self.shaped.plans.agreed.remove(name);
                self.start_at(agreed, layout::on_scale(crate::behaviour::Scale::LogOdds, 0.0));
            }
        }
    }

    fn start_at(&mut self, place: usize, value: f64) {
        let parameter = self.model.layout.parameters.get_mut(place);
        parameter.into_iter().for_each(|parameter| parameter.start = value);
    }

    fn search(&self, from: Vec<f64>, aim: &Aim, watch: &mut dyn FnMut(Progress)) -> Result<Summit, FitError> {
        let mut watch = |step, log_likelihood| watch(Progress::Search { step, log_likelihood });
        climb(&self.model, from, aim, &mut watch)
    }

    fn measure(&self, point: &[f64], watch: &mut dyn FnMut(Progress)) -> Matrix {
        let of = self.model.free().iter().filter(|place| **place < layout::STRUCTURE).count();
        precision::bent(&self.model, point, &mut |done| watch(Progress::Intervals { done, of }))
    }

    /// Puts the kinds of money in their order; whether they were not.
    fn sort_moneys(&self, point: &mut [f64]) -> bool {
        let at = |place: usize| point.get(place).copied().unwrap_or(0.0);
        let mut order: Vec<usize> = (0..layout::MONEYS).collect();
        order.sort_by(|a, b| at(layout::place::BECOMES_SHORT + a).total_cmp(&at(layout::place::BECOMES_SHORT + b)));
        if order.is_sorted() {
            return false;
        }
        let before = point.to_vec();
        let mut lists = vec![layout::place::BECOMES_SHORT, layout::place::RECOVERS];
        lists.extend((0..2 * layout::NODES).map(|node| layout::STRUCTURE + node * layout::MONEYS));
        for first in lists {
            for (class, from) in order.iter().enumerate() {
                let value = before.get(first + from).copied().unwrap_or(0.0);
                point.get_mut(first + class).into_iter().for_each(|slot| *slot = value);
            }
        }
        true
    }

    /// Holds numbers of which the data say little, and half-lives that ran off; whether there were any.
    fn hold_weak(&mut self, point: &mut [f64]) -> bool {
        let free = self.model.free();
        let Some(covariance) = precision::rough(&self.model, point) else { return false };
        let before = self.held.len();
        for (row, place) in free.iter().enumerate().filter(|(_, place)| **place < layout::STRUCTURE) {
            let error = libm::sqrt(covariance.at(row, row));
            let Some(why) = self.why_weak(*place, error, point) else { continue };
            let Some(parameter) = self.model.layout.parameters.get_mut(*place) else { continue };
            parameter.free = false;
            point.get_mut(*place).into_iter().for_each(|value| *value = parameter.start);
            self.held.insert(*place, why);
        }
        self.held.len() > before
    }

    fn why_weak(&self, place: usize, error: f64, point: &[f64]) -> Option<Fallback> {
        let parameter = self.model.layout.parameters.get(place)?;
        let is_money = (layout::place::BECOMES_SHORT..layout::place::HALF_LIVES).contains(&place);
        let is_half_life = (layout::place::HALF_LIVES..layout::place::EFFECTS).contains(&place);
        let days = libm::exp(point.get(place).copied().unwrap_or(0.0));
        if is_half_life && !(1.0..=180.0).contains(&days) {
            return Some(Fallback::RunsOff { days });
        }
        let value = point.get(place).copied().unwrap_or(0.0);
        (write::says_little(parameter, value, error) && !is_money).then_some(Fallback::SaysLittle)
    }

    fn finish(mut self, prior: &Behaviour, options: &FitOptions, summit: &Summit, bent: &Matrix) -> Fitted {
        self.leave_out_unknown(prior);
        let precision = precision::precision(&self.model, &summit.point, bent);
        let found = write::Found {
            layout: &self.model.layout,
            point: &summit.point,
            precision: precision.as_ref(),
            evidence: &self.evidence,
            prune_below: options.prune_below,
        };
        let mut behaviour = write::write(&self.shaped, &found);
        "Fitted behaviour".clone_into(&mut behaviour.title);
        if let Some(most) = write::most_paid(&self.model.records) {
            let source = "the largest part payment in the ledger".to_owned();
            behaviour.short.most = Estimate { value: most, low: most, high: most, label: Label::Fitted, source };
        }
        let diagnostics = diagnosis::diagnose(&self, summit, precision.as_ref());
        Fitted { behaviour, diagnostics }
    }
}
