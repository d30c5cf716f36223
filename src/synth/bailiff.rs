//! The road of a file that was handed over: demand, writ, judgment, notice, eviction. It can be left at any point.

use super::luck::Luck;
use super::luck::Matter;
use crate::calendar::Day;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// A file with the bailiff.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dossier {
    /// The step that comes next, and when.
    pub(super) next: ActionKind,
    pub(super) on: Day,
}

impl Dossier {
    pub(super) fn open(day: Day, luck: Luck) -> Dossier {
        Dossier { next: ActionKind::Demand, on: after(day, luck, 4, 12) }
    }

    /// The file after its step of today; none when the road ends here.
    pub(super) fn after_step(self, day: Day, outcome: Option<Outcome>, luck: Luck) -> Option<Dossier> {
        let (next, low, high) = match self.next {
            ActionKind::Demand => (ActionKind::Writ, 25, 60),
            ActionKind::Writ => (ActionKind::Judgment, 35, 70),
            ActionKind::Judgment if outcome == Some(Outcome::EvictionOrder) => (ActionKind::EvictionNotice, 15, 40),
            ActionKind::EvictionNotice => (ActionKind::Eviction, 20, 35),
            _ => return None,
        };
        Some(Dossier { next, on: after(day, luck, low, high) })
    }
}

/// What the court decides for so many tenths of a month's rent.
pub(super) fn verdict(day: Day, tenths: i64, luck: Luck) -> Outcome {
    let draw = luck.uniform_on(day, Matter::Verdict);
    match tenths {
        30.. if draw < 0.22 => Outcome::EvictionOrder,
        _ if draw > 0.72 => Outcome::PaymentOrder,
        _ => Outcome::Arrangement,
    }
}

fn after(day: Day, luck: Luck, low: i32, high: i32) -> Day {
    day.plus(luck.days_on(day, Matter::BailiffWait, low, high))
}
