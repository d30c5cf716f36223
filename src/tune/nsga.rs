//! The search where there are more combinations than can be tried: NSGA-II over a grid.
//!
//! Knows places on axes and scores, and nothing of what they mean. Always: the same seed asks for the same candidates in
//! the same order, and none is asked for twice.
//! Source: Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II" (2002);
//! crossover: Deb and Agrawal, "Simulated binary crossover for continuous search space" (1995).
//!
//! # Why
//! The packages that offer NSGA-II ask for one candidate at a time, or bring a whole library of linear algebra, or keep no
//! elite. Candidates here are tried many at once, on a grid of which every place counts once.

use super::Places;
use super::pareto::Score;
use super::pareto::best;
use super::pareto::crowding;
use super::pareto::ranks;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use std::collections::BTreeSet;

/// How far the search goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How many candidates live at a time.
    pub(super) population: usize,
    /// How many may be tried in all.
    pub(super) candidates: usize,
    /// Which dice.
    pub(super) seed: u64,
}

/// How alike children are to their parents, and how far a change goes; larger is closer. As in the source.
const NEARNESS: f64 = 20.0;

/// How often two parents are crossed.
const CROSSED: f64 = 0.9;

/// How often a child that was tried already is changed again, and how often a place is guessed after that.
const TRIES: usize = 20;

/// Tries candidates and returns all of them with their scores, in the order in which they were tried. `start` is where the
/// search begins; it counts as tried, and its score is given.
pub(super) fn search(
    axes: &[usize],
    start: (Places, Score),
    effort: Effort,
    try_out: &mut dyn FnMut(&[Places]) -> Vec<Score>,
) -> Vec<(Places, Score)> {
    let mut brood = Brood { axes, dice: Dice::new(effort.seed), seen: BTreeSet::from([start.0.clone()]) };
    let mut population = vec![start];
    let first = brood.first(effort.population.saturating_sub(1).min(effort.candidates), &population);
    let mut tried = pair(&first, try_out);
    population.extend(tried.iter().cloned());
    while tried.len() < effort.candidates {
        let wanted = effort.population.min(effort.candidates - tried.len());
        let children = brood.children(&population, wanted);
        if children.is_empty() {
            break;
        }
        let grown = pair(&children, try_out);
        population.extend(grown.iter().cloned());
        tried.extend(grown);
        population = survivors(population, effort.population);
    }
    tried
}

fn pair(places: &[Places], try_out: &mut dyn FnMut(&[Places]) -> Vec<Score>) -> Vec<(Places, Score)> {
    let scores = try_out(places);
    places.iter().cloned().zip(scores).collect()
}

fn survivors(population: Vec<(Places, Score)>, count: usize) -> Vec<(Places, Score)> {
    let scores: Vec<Score> = population.iter().map(|(_, score)| score.clone()).collect();
    let kept: BTreeSet<usize> = best(&scores, count).into_iter().collect();
    population.into_iter().enumerate().filter(|(place, _)| kept.contains(place)).map(|(_, member)| member).collect()
}

/// Where new candidates come from.
struct Brood<'a> {
    axes: &'a [usize],
    dice: Dice,
    seen: BTreeSet<Places>,
}

impl Brood<'_> {
    /// The first candidates: half of them close to the start, with a few settings changed, and half from all over.
    fn first(&mut self, count: usize, start: &[(Places, Score)]) -> Vec<Places> {
        let mut first = Vec::new();
        for nth in 0..count {
            let candidate = match start.first().filter(|_| nth % 2 == 0) {
                Some((places, _)) => self.a_few_changed(places.clone()),
                None => self.anywhere(),
            };
            first.extend(self.unseen(candidate));
        }
        first
    }

    fn a_few_changed(&mut self, mut places: Places) -> Places {
        let changes = 1 + self.dice.below(3);
        for _ in 0..changes {
            let axis = self.dice.below(self.axes.len());
            let place = self.dice.below(self.axes.get(axis).copied().unwrap_or(1));
            if let Some(own) = places.get_mut(axis) {
                *own = place;
            }
        }
        places
    }

    fn anywhere(&mut self) -> Places {
        let dice = &mut self.dice;
        self.axes.iter().map(|count| dice.below(*count)).collect()
    }

    /// The candidate, or one near it, that was not tried yet; none when none is found.
    fn unseen(&mut self, mut candidate: Places) -> Option<Places> {
        for nth in 0..2 * TRIES {
            if self.seen.insert(candidate.clone()) {
                return Some(candidate);
            }
            candidate = if nth < TRIES { self.a_few_changed(candidate) } else { self.anywhere() };
        }
        None
    }

    /// Children of the population that were not tried yet.
    fn children(&mut self, population: &[(Places, Score)], count: usize) -> Vec<Places> {
        let scores: Vec<Score> = population.iter().map(|(_, score)| score.clone()).collect();
        let standing = standing(&scores);
        let mut children = Vec::new();
        let mut barren = 0;
        while children.len() < count && barren < TRIES {
            let parents = [self.winner(&standing), self.winner(&standing)];
            let [one, other] = parents.map(|place| population.get(place).map_or_else(Vec::new, |(own, _)| own.clone()));
            let born = self.crossed(&one, &other).map(|child| self.changed(child));
            let found: Vec<Places> = born.into_iter().filter_map(|child| self.unseen(child)).collect();
            barren = if found.is_empty() { barren + 1 } else { 0 };
            children.extend(found);
        }
        children.truncate(count);
        children
    }

    /// The better of two at random: of the lower rank, then with more room.
    fn winner(&mut self, standing: &[(usize, f64)]) -> usize {
        let (one, other) = (self.dice.below(standing.len()), self.dice.below(standing.len()));
        let of = |place: usize| standing.get(place).copied().unwrap_or((usize::MAX, 0.0));
        let (a, b) = (of(one), of(other));
        if a.0 < b.0 || (a.0 == b.0 && a.1 >= b.1) { one } else { other }
    }

    /// Two children of two parents, on each axis between or beside them.
    fn crossed(&mut self, one: &Places, other: &Places) -> [Places; 2] {
        if self.dice.uniform() >= CROSSED {
            return [one.clone(), other.clone()];
        }
        let mut children = [Vec::new(), Vec::new()];
        for (axis, (a, b)) in one.iter().zip(other).enumerate() {
            let (mut low, mut high) = (*a, *b);
            if self.dice.uniform() < 0.5 && a != b {
                let spread = spread_of(self.dice.uniform());
                let (a, b) = (*a as f64, *b as f64);
                low = self.on_axis(axis, 0.5 * ((a + b) - spread * (b - a)));
                high = self.on_axis(axis, 0.5 * ((a + b) + spread * (b - a)));
            }
            if self.dice.uniform() < 0.5 {
                std::mem::swap(&mut low, &mut high);
            }
            let [first, second] = &mut children;
            first.push(low);
            second.push(high);
        }
        children
    }

    /// On average one setting of a child changes.
    fn changed(&mut self, mut child: Places) -> Places {
        let chance = 1.0 / self.axes.len().max(1) as f64;
        for axis in 0..self.axes.len() {
            if self.dice.uniform() >= chance {
                continue;
            }
            let extent = self.axes.get(axis).map_or(0.0, |count| count.saturating_sub(1) as f64);
            let shift = shift_of(self.dice.uniform()) * extent;
            // Half a place at least: less would leave the child where it was.
            let shift = if shift < 0.0 { shift.min(-1.0) } else { shift.max(1.0) };
            let to = child.get(axis).map(|place| self.on_axis(axis, *place as f64 + shift));
            if let (Some(own), Some(to)) = (child.get_mut(axis), to) {
                *own = to;
            }
        }
        child
    }

    fn on_axis(&self, axis: usize, at: f64) -> usize {
        let last = self.axes.get(axis).map_or(0, |count| count.saturating_sub(1));
        nearest(at, last)
    }
}

/// Rank and room of each member of a population.
fn standing(scores: &[Score]) -> Vec<(usize, f64)> {
    let ranks = ranks(scores);
    let mut standing: Vec<(usize, f64)> = ranks.iter().map(|rank| (*rank, 0.0)).collect();
    for rank in 0..=ranks.iter().max().copied().unwrap_or(0) {
        let front: Vec<usize> = (0..scores.len()).filter(|place| ranks.get(*place) == Some(&rank)).collect();
        for (place, room) in front.iter().zip(crowding(&front, scores)) {
            if let Some(own) = standing.get_mut(*place) {
                own.1 = room;
            }
        }
    }
    standing
}

/// How far apart children lie, measured by their parents: simulated binary crossover.
fn spread_of(draw: f64) -> f64 {
    let power = 1.0 / (NEARNESS + 1.0);
    if draw <= 0.5 { libm::pow(2.0 * draw, power) } else { libm::pow(1.0 / (2.0 * (1.0 - draw)), power) }
}

/// How far a change goes, as a part of the axis: polynomial mutation.
fn shift_of(draw: f64) -> f64 {
    let power = 1.0 / (NEARNESS + 1.0);
    if draw < 0.5 { libm::pow(2.0 * draw, power) - 1.0 } else { 1.0 - libm::pow(2.0 * (1.0 - draw), power) }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on an axis, held between its ends"
)]
fn nearest(at: f64, last: usize) -> usize {
    libm::round(at.clamp(0.0, last as f64)) as usize
}

/// Draws in a row, each its own.
struct Dice {
    seed: u64,
    next: u32,
}

impl Dice {
    const fn new(seed: u64) -> Dice {
        Dice { seed, next: 0 }
    }

    fn uniform(&mut self) -> f64 {
        let key = DrawKey {
            seed: self.seed,
            replication: 0,
            tenancy: 0,
            kind: DrawKind::Search,
            month: 0,
            number: self.next,
        };
        self.next = self.next.wrapping_add(1);
        key.uniform()
    }

    /// A whole number below another; 0 where there is none.
    fn below(&mut self, count: usize) -> usize {
        let last = count.saturating_sub(1);
        nearest(libm::floor(self.uniform() * count as f64), last)
    }
}

#[cfg(test)]
mod tests;
