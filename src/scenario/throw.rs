//! One throw of the dice: which luck, and with which numbers of behaviour.

use super::run::Plan;
use crate::behaviour::Behaviour;
use crate::behaviour::Drawn;
use crate::behaviour::Spread;
use crate::compare::RUNS_OF_A_DRAW;
use crate::forecast::Given;
use std::ops::Range;

/// The luck of a run and its numbers. The same luck under other numbers is the same dice.
#[derive(Clone, Debug)]
pub struct Throw {
    /// Which luck, from 0.
    pub luck: u32,
    /// Which draw of the numbers; none where they are taken as they are.
    pub draw: Option<u32>,
    /// The numbers of behaviour; none replays the payments as recorded.
    pub numbers: Option<Drawn>,
}

impl Throw {
    /// A throw with every number as it is.
    #[must_use]
    pub fn central(behaviour: &Behaviour, luck: u32) -> Throw {
        // With every number at its value nothing is drawn: seed and number of the draw are of no account.
        Throw { luck, draw: None, numbers: Some(behaviour.draw(0, 0, Spread::Central)) }
    }

    /// A throw with the numbers of a draw.
    #[must_use]
    pub fn drawn(behaviour: &Behaviour, seed: u64, draw: u32, luck: u32) -> Throw {
        Throw { luck, draw: Some(draw), numbers: Some(behaviour.draw(seed, draw, Spread::Interval)) }
    }

    /// The throw of a replication: two that follow each other share their numbers, and each has its own luck.
    #[must_use]
    pub fn of_replication(behaviour: &Behaviour, seed: u64, replication: u32) -> Throw {
        Throw::drawn(behaviour, seed, replication / RUNS_OF_A_DRAW, replication)
    }

    /// What it brings beyond the books.
    pub(super) fn given(&self) -> Given {
        let rent_increase = self.numbers.as_ref().map_or(0.0, |numbers| numbers.rent_increase);
        Given { luck: self.luck, draw: self.draw, rent_increase }
    }
}

impl Plan<'_> {
    /// The throws of replications of the scenario. Where it has a single one, that takes the numbers as they are.
    #[must_use]
    pub fn throws(&self, replications: Range<u32>) -> Vec<Throw> {
        let is_single = self.scenario.replications == 1 && self.scenario.precision.is_none();
        let throw = |replication| match self.behaviour {
            None => Throw { luck: replication, draw: None, numbers: None },
            Some(behaviour) if is_single => Throw::central(behaviour, replication),
            Some(behaviour) => Throw::of_replication(behaviour, self.scenario.seed, replication),
        };
        replications.map(throw).collect()
    }
}
