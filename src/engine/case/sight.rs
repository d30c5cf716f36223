//! What rules see: all of the arrears, or, while a hold stops what they do, only claims that it does not cover.

use super::Case;
use super::survey;
use crate::calendar::Day;
use crate::check::Step;
use crate::engine::books::Books;
use crate::engine::survey::Survey;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;

/// What is seen when claims are covered.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// Claims that fell due before this day are covered.
    from: Day,
    facts: Facts,
    standing: Standing,
}

impl Case {
    /// Finds where the tenancy stands, for rules that see everything and for those that a hold stops. Returns until which
    /// day that stays so.
    pub(in crate::engine) fn place(&mut self, books: &Books, program: &Program, today: Day) -> Day {
        self.standing = program.place(&mut self.facts, today);
        self.enter_stage(self.standing.stage);
        self.held = 0;
        let mut until = self.standing.until;
        while let Some(from) = self.next_sight() {
            until = until.min(self.add_sight(from, books, program, today));
        }
        until
    }

    /// The first day of a hold for which it is not found out yet what its rules see.
    fn next_sight(&self) -> Option<Day> {
        let has = |from: &Day| self.sights.iter().take(self.held).any(|sight| sight.from == *from);
        self.holds.first_days().find(|from| !has(from))
    }

    fn add_sight(&mut self, from: Day, books: &Books, program: &Program, today: Day) -> Day {
        if self.sights.len() == self.held {
            let (facts, standing) = (Facts::neutral(Day::DAWN), self.standing);
            self.sights.push(Sight { from, facts, standing });
        }
        let Case { sights, letters, holds, asked, facts, held, .. } = self;
        let Some(sight) = sights.get_mut(*held) else { return Day::NEVER };
        *held += 1;
        sight.from = from;
        sight.facts.copy_from(facts);
        let all = survey(books, program, today, (letters, holds, *asked));
        Survey { from, ..all }.tell(&mut sight.facts);
        // A hold keeps claims from a rule, not the months in which rent was late.
        sight.facts.late_next = facts.late_next;
        sight.standing = program.place(&mut sight.facts, today);
        sight.standing.until
    }

    /// What is seen by a rule or exception with these steps.
    pub(in crate::engine) fn sees(&self, program: &Program, steps: &[Step]) -> (&Facts, &Standing) {
        if self.held == 0 {
            return (&self.facts, &self.standing);
        }
        let cover = self.holds.cover(program, steps);
        let sight = cover.and_then(|from| self.sights.iter().take(self.held).find(|sight| sight.from == from));
        sight.map_or((&self.facts, &self.standing), |sight| (&sight.facts, &sight.standing))
    }
}
