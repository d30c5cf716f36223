//! How the household stands for money, month by month in a run: as in the life read back from its record, as long as it is
//! helped as it was there.

use super::household::Response;
use crate::behaviour::DebitChances;
use crate::behaviour::Means;
use crate::behaviour::Standing;
use crate::behaviour::is_helped_in;
use crate::calendar::Day;
use crate::chance::DrawKind;

/// How it stood in the latest month that was looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MeansNow {
    now: Option<(i32, Standing)>,
}

impl MeansNow {
    pub(super) const fn clear(&mut self) {
        self.now = None;
    }

    /// The means in a month, no earlier than any month asked before; `helped` are the days on which help was accepted.
    pub(super) fn on(&mut self, month: i32, helped: &[Day], response: &Response<'_>) -> Means {
        let life = &response.recollection.life;
        let first = life.standing_in(life.first_month).map(|standing| (life.first_month, standing));
        let (mut at, mut standing) = self.now.or(first).unwrap_or((month, Standing::Able));
        while at < month {
            standing = response.next(at, standing, helped);
            at += 1;
        }
        self.now = Some((at, standing));
        standing.means()
    }
}

/// Of a household of no kind.
const NO_CHANCE: DebitChances = DebitChances { able: 0.0, short: 0.0, fitted: false };

/// Numbers of the draws about a month's end, besides those of what the record shows: 0 and 1.
const TURNS_ANEW: u32 = 2;
const BUILDS_UP: u32 = 4;

impl Response<'_> {
    /// How the household stands in the month after this one.
    fn next(&self, month: i32, now: Standing, helped: &[Day]) -> Standing {
        match (now, self.turns(month, now, helped)) {
            (Standing::Short, false) | (Standing::Able | Standing::Reserved, true) => Standing::Short,
            (Standing::Short, true) | (Standing::Reserved, false) => Standing::Reserved,
            (Standing::Able, false) if self.builds_up(month) => Standing::Reserved,
            (Standing::Able, false) => Standing::Able,
        }
    }

    /// Whether the household's means change after a month: as on the record when it had the same means there, and help
    /// works as there; else as the dice say, with as much luck as the record shows.
    fn turns(&self, month: i32, now: Standing, helped: &[Day]) -> bool {
        let Some(nature) = self.drawn.natures.get(self.recollection.life.nature) else { return false };
        let changes = |from: Standing, accepted: &[Day]| {
            nature.fortune.changes(from, is_helped_in(accepted, month, self.drawn.help_days), &self.drawn.turns)
        };
        let here = changes(now, helped);
        let origin = u32::from(now == Standing::Short);
        let draw = |number| self.luck.draw(DrawKind::MeansTurn, month, number).uniform();
        let recorded = self.recorded(month).filter(|(then, _)| then.means() == now.means());
        let Some((then, after)) = recorded else { return draw(TURNS_ANEW + origin) < here };
        let there = changes(then, &self.recollection.observed.helped);
        let luck = within(there, after.means() != then.means(), draw(origin));
        luck < here
    }

    /// Whether a household that stays able and had no reserve has one after a month.
    fn builds_up(&self, month: i32) -> bool {
        match self.recorded(month) {
            Some((Standing::Able, after)) if after != Standing::Short => after == Standing::Reserved,
            _ => self.luck.draw(DrawKind::MeansTurn, month, BUILDS_UP).uniform() < self.drawn.turns.reserve.builds_up,
        }
    }

    /// How it stood on the record in a month and in the next.
    fn recorded(&self, month: i32) -> Option<(Standing, Standing)> {
        let life = &self.recollection.life;
        life.standing_in(month).zip(life.standing_in(month + 1))
    }

    /// The share of months in which such a household has not the money, in the long run and without help.
    pub(super) fn short_share(&self) -> f64 {
        let nature = self.drawn.natures.get(self.recollection.life.nature);
        nature.map_or(0.0, |nature| nature.fortune.short_in_the_long_run(&self.drawn.turns))
    }

    /// The chance that a direct debit bounces.
    pub(super) fn bounces(&self) -> DebitChances {
        let nature = self.drawn.natures.get(self.recollection.life.nature);
        nature.map_or(NO_CHANCE, |nature| self.drawn.debit_bounces(nature))
    }

    /// Whether a direct debit bounces, given whether it did on the record.
    pub(super) fn debit_bounces(&self, day: Day, bounced: bool, means: Means) -> bool {
        let month = day.month().number();
        let there = self.recollection.life.means_in(month).unwrap_or(means);
        if there == means {
            return bounced;
        }
        let draw = self.luck.draw(DrawKind::DebitBounces, month, 0).uniform();
        let chances = self.bounces();
        within(chances.of(there), bounced, draw) < chances.of(means)
    }
}

/// The uniform number behind something that had this chance and happened or not.
pub(super) fn within(chance: f64, happened: bool, uniform: f64) -> f64 {
    if happened { chance * uniform } else { chance + (1.0 - chance) * uniform }
}
