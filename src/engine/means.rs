//! Whether the household has the money, month by month in a run: as in the life read back from its record, as long as it
//! is helped as it was there.

use super::household::Response;
use crate::behaviour::Means;
use crate::behaviour::is_helped_in;
use crate::calendar::Day;
use crate::chance::DrawKind;

/// The means of the latest month that was looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MeansNow {
    now: Option<(i32, Means)>,
}

impl MeansNow {
    pub(super) const fn clear(&mut self) {
        self.now = None;
    }

    /// The means in a month, no earlier than any month asked before; `helped` are the days on which help was accepted.
    pub(super) fn on(&mut self, month: i32, helped: &[Day], response: &Response<'_>) -> Means {
        let life = &response.recollection.life;
        let first = life.means_in(life.first_month).map_or((month, Means::Able), |means| (life.first_month, means));
        let (mut at, mut means) = self.now.unwrap_or(first);
        while at < month {
            if response.turns(at, means, helped) {
                means = other(means);
            }
            at += 1;
        }
        self.now = Some((at, means));
        means
    }
}

const fn other(means: Means) -> Means {
    match means {
        Means::Able => Means::Short,
        Means::Short => Means::Able,
    }
}

impl Response<'_> {
    /// Whether the household's means change after a month: as on the record when it had the same means there, and help
    /// works as there; else as the dice say, with as much luck as the record shows.
    fn turns(&self, month: i32, means: Means, helped: &[Day]) -> bool {
        let Some(nature) = self.drawn.natures.get(self.recollection.life.nature) else { return false };
        let changes = |accepted: &[Day]| {
            nature.fortune.changes(means, is_helped_in(accepted, month, self.drawn.help_days), &self.drawn.support)
        };
        let here = changes(helped);
        let origin = u32::from(means == Means::Short);
        let draw = |number| self.luck.draw(DrawKind::MeansTurn, month, number).uniform();
        let life = &self.recollection.life;
        let recorded = life.means_in(month).zip(life.means_in(month + 1)).filter(|(before, _)| *before == means);
        let Some((_, after)) = recorded else { return draw(origin + 2) < here };
        let there = changes(&self.recollection.observed.helped);
        let luck = within(there, after != means, draw(origin));
        luck < here
    }

    /// The share of months in which such a household has not the money, in the long run and without help.
    pub(super) fn short_share(&self) -> f64 {
        let nature = self.drawn.natures.get(self.recollection.life.nature);
        nature.map_or(0.0, |nature| nature.fortune.short_share())
    }

    /// Whether a direct debit bounces, given whether it did on the record.
    pub(super) fn debit_bounces(&self, day: Day, bounced: bool, means: Means) -> bool {
        let month = day.month().number();
        let there = self.recollection.life.means_in(month).unwrap_or(means);
        if there == means {
            return bounced;
        }
        let draw = self.luck.draw(DrawKind::DebitBounces, month, 0).uniform();
        within(self.drawn.debit_bounces.of(there), bounced, draw) < self.drawn.debit_bounces.of(means)
    }
}

/// The uniform number behind something that had this chance and happened or not.
pub(super) fn within(chance: f64, happened: bool, uniform: f64) -> f64 {
    if happened { chance * uniform } else { chance + (1.0 - chance) * uniform }
}
