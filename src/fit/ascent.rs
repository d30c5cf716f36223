//! The way up to the most likely numbers: a quasi-Newton search (BFGS) that starts from the spread of the slopes.
//!
//! The products of the tenancies' own slopes tell how the likelihood bends (Berndt, Hall, Hall and Hausman 1974); what was
//! learnt on the way mends that. Always: it ends at a point where a further step would gain next to nothing, or in an error.
//! Along a ridge each step promises a little and gains less; whoever is out of steps there has arrived, and one far off has not.

use super::FitError;
use super::layout::STRUCTURE;
use super::likelihood::Evaluation;
use super::likelihood::Model;
use super::likelihood::Products;
use super::matrix::Matrix;
use super::matrix::dot;

/// Where no step leads up any more, rounding being what it is, or steps have run out, so little is enough: a seventh of a
/// standard error.
const NEAR_ENOUGH: f64 = 1e-2;
/// After so many steps how the likelihood bends is taken anew from the slopes, where it was not measured.
const ANEW: usize = 15;

/// When a search has arrived, and what it goes by.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    /// It has when the next step promises to gain less log-likelihood than this.
    pub(super) enough: f64,
    /// It may take so many steps.
    pub(super) most: usize,
    /// How the likelihood bends, if that was measured nearby; else the slopes tell.
    pub(super) bent: Option<Matrix>,
}

/// Where a search arrived.
#[derive(Clone, Debug)]
pub(super) struct Summit {
    pub(super) point: Vec<f64>,
    pub(super) evaluation: Evaluation,
    pub(super) steps: usize,
}

/// A point on the way, as far as the free numbers go.
struct Climb<'a> {
    model: &'a Model,
    free: Vec<usize>,
    point: Vec<f64>,
    here: Evaluation,
    /// The inverse of how the likelihood bends.
    inverse: Matrix,
}

/// Climbs from a point.
///
/// # Errors
/// [`FitError::NotConverged`] when the most steps were not enough to come near, or none leads up.
pub(super) fn climb(
    model: &Model,
    from: Vec<f64>,
    aim: &Aim,
    watch: &mut dyn FnMut(usize, f64),
) -> Result<Summit, FitError> {
    let mut climb = Climb::start(model, from, aim)?;
    let mut since_anew = 0;
    for step in 0..aim.most {
        watch(step, climb.here.log_likelihood);
        if climb.promise() < aim.enough || (since_anew >= ANEW && aim.bent.is_none()) {
            climb.bend_anew(aim)?;
            since_anew = 0;
            if climb.promise() < aim.enough {
                return Ok(climb.arrive(step));
            }
        }
        if climb.step() {
            since_anew += 1;
        } else if since_anew > 0 {
            climb.bend_anew(aim)?;
            since_anew = 0;
        } else {
            return climb.give_up(step);
        }
    }
    climb.bend_anew(aim)?;
    climb.give_up(aim.most)
}

impl<'a> Climb<'a> {
    fn start(model: &'a Model, point: Vec<f64>, aim: &Aim) -> Result<Climb<'a>, FitError> {
        let here = model.at(&point, Products::Spared);
        if !here.value.is_finite() {
            return Err(FitError::NoLikelihood);
        }
        let mut climb = Climb { model, free: model.free(), point, here, inverse: Matrix::zero(0) };
        climb.bend_anew(aim)?;
        Ok(climb)
    }

    fn arrive(self, steps: usize) -> Summit {
        Summit { point: self.point, evaluation: self.here, steps }
    }

    /// Ends where no further step is to be had.
    fn give_up(self, steps: usize) -> Result<Summit, FitError> {
        let promise = self.promise();
        if promise < NEAR_ENOUGH { Ok(self.arrive(steps)) } else { Err(FitError::NotConverged { steps, promise }) }
    }

    fn bend_anew(&mut self, aim: &Aim) -> Result<(), FitError> {
        let measured = aim.bent.as_ref().and_then(|bent| self.damped(bent.clone()).inverse());
        let from_slopes = || {
            let anew = self.model.at(&self.point, Products::Wanted);
            self.damped(bends(self.model, &self.point, &anew, &self.free)).inverse()
        };
        self.inverse = measured.or_else(from_slopes).ok_or(FitError::NoLikelihood)?;
        Ok(())
    }

    /// Kinds of households that hardly exist would run far for next to no gain, and slow all others down.
    fn damped(&self, mut bent: Matrix) -> Matrix {
        for (row, _) in self.free.iter().enumerate().filter(|(_, place)| **place >= STRUCTURE) {
            bent.set(row, row, bent.at(row, row) + DAMPING);
        }
        bent
    }

    fn slopes(&self) -> Vec<f64> {
        of_places(&self.here.slopes, &self.free)
    }

    /// What a full step would gain, were the likelihood as it bends here.
    fn promise(&self) -> f64 {
        let slopes = self.slopes();
        0.5 * dot(&slopes, &self.inverse.times(&slopes))
    }

    /// Goes a step up; whether one was found.
    fn step(&mut self) -> bool {
        let slopes = self.slopes();
        let mut way = self.inverse.times(&slopes);
        let longest = way.iter().map(|part| part.abs()).fold(0.0, f64::max);
        if longest > LONGEST {
            way.iter_mut().for_each(|part| *part *= LONGEST / longest);
        }
        let gain = dot(&slopes, &way);
        let mut share = 1.0;
        for _ in 0..SHORTENINGS {
            let mut point = self.point.clone();
            for (place, part) in self.free.iter().zip(&way) {
                point.get_mut(*place).into_iter().for_each(|value| *value += share * part);
            }
            let there = self.model.at(&point, Products::Spared);
            if there.value.is_finite() && there.value >= self.here.value + 1e-4 * share * gain {
                let moved: Vec<f64> = way.iter().map(|part| share * part).collect();
                let fell: Vec<f64> =
                    slopes.iter().zip(of_places(&there.slopes, &self.free)).map(|(a, b)| a - b).collect();
                self.learn(&moved, &fell);
                (self.point, self.here) = (point, there);
                return true;
            }
            share *= if there.value.is_finite() { 0.4 } else { 0.1 };
        }
        false
    }

    /// Mends the inverse by what a step taught: how far it went, and by how much the slopes fell on it.
    fn learn(&mut self, moved: &[f64], fell: &[f64]) {
        let product = dot(moved, fell);
        let through = self.inverse.times(fell);
        if product <= 1e-10 * dot(fell, &through) {
            return;
        }
        let scale = (1.0 + dot(fell, &through) / product) / product;
        for (row, (moved_row, through_row)) in self.inverse.rows.iter_mut().zip(moved.iter().zip(&through)) {
            for (value, (moved_column, through_column)) in row.iter_mut().zip(moved.iter().zip(&through)) {
                *value += scale * moved_row * moved_column
                    - (through_row * moved_column + moved_row * through_column) / product;
            }
        }
    }
}

/// Added to how sharply the likelihood bends with the weight of a kind of household.
const DAMPING: f64 = 0.3;
/// No number moves further in one step.
const LONGEST: f64 = 2.0;
/// A step is shortened so often before it is given up.
const SHORTENINGS: usize = 25;

/// The values at some places.
pub(super) fn of_places(values: &[f64], places: &[usize]) -> Vec<f64> {
    places.iter().map(|place| values.get(*place).copied().unwrap_or(0.0)).collect()
}

/// How the likelihood with its priors bends, told by the products of slopes.
pub(super) fn bends(model: &Model, point: &[f64], evaluation: &Evaluation, free: &[usize]) -> Matrix {
    let mut bends = evaluation.products.as_ref().map_or_else(|| Matrix::zero(free.len()), |all| all.part(free));
    bends.add(&model.prior_bends(point).part(free));
    bends
}
