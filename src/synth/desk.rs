//! The collection desk of the invented corporation: a routine with the delays of people who have more to do.
//!
//! Knows the claim's age and size, never the household. It is no policy of ours: it is what "was done" in these books.

use super::luck::Luck;
use super::luck::Matter;
use crate::calendar::Day;
use crate::vocabulary::ActionKind;

/// One step of the routine.
struct Step {
    kind: ActionKind,
    /// From how many days after the oldest open claim fell due, and how many days later it may get.
    from: i32,
    delay: i32,
    /// From how many tenths of a month's rent.
    tenths: i64,
    /// After how many days it may be done again.
    again: i32,
}

const fn step(kind: ActionKind, from: i32, delay: i32, tenths: i64, again: i32) -> Step {
    Step { kind, from, delay, tenths, again }
}

const STEPS: usize = 10;

const ROUTINE: [Step; STEPS] = [
    step(ActionKind::Reminder, 7, 3, 1, 28),
    step(ActionKind::SecondReminder, 14, 4, 2, 40),
    step(ActionKind::Call, 19, 8, 5, 35),
    step(ActionKind::WikLetter, 25, 6, 7, 75),
    step(ActionKind::EarlySignal, 32, 9, 9, 150),
    step(ActionKind::HomeVisit, 45, 18, 15, 100),
    step(ActionKind::CreditBank, 60, 20, 20, 240),
    step(ActionKind::DebtAssistance, 75, 25, 25, 240),
    step(ActionKind::HealthService, 80, 30, 32, 365),
    step(ActionKind::HandOver, 98, 35, 33, 270),
];

/// Days between two actions on one tenancy.
const BREATHER: i32 = 3;

/// What the desk sees of a tenancy in arrears.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) oldest: Day,
    /// Arrears in tenths of a month's rent.
    pub(super) tenths: i64,
    pub(super) has_plan: bool,
}

/// What the desk did for the claims that are open now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk {
    done: [Option<Day>; STEPS],
    latest: Day,
}

impl Desk {
    pub(super) const fn new() -> Desk {
        Desk { done: [None; STEPS], latest: Day::DAWN }
    }

    /// Everything is paid: the file is closed.
    pub(super) fn close(&mut self) {
        self.done = [None; STEPS];
    }

    /// What the desk does on a working day, if anything: the heaviest step whose time has come.
    pub(super) fn next_action(&mut self, day: Day, view: View, luck: Luck) -> Option<ActionKind> {
        if day.since(self.latest.max(view.oldest.plus(-BREATHER))) < BREATHER {
            return None;
        }
        let reminded = self.was_done(ActionKind::Reminder);
        let wik_sent = self.was_done(ActionKind::WikLetter);
        let visited = self.was_done(ActionKind::HomeVisit);
        let allowed = |kind| match kind {
            ActionKind::Reminder => true,
            ActionKind::HandOver => wik_sent && visited && !view.has_plan,
            _ => reminded && !view.has_plan,
        };
        let due = |(nth, (step, done)): (i32, (&Step, &Option<Day>))| {
            let waited = day.since(view.oldest) >= step.from + delay(step, view.oldest.plus(nth), luck);
            waited && view.tenths >= step.tenths && done.is_none_or(|done| day.since(done) >= step.again)
        };
        let steps = (0..).zip(ROUTINE.iter().zip(&self.done));
        let kind = steps.filter(|(nth, pair)| due((*nth, *pair)) && allowed(pair.0.kind)).last()?.1.0.kind;
        self.note(kind, day);
        Some(kind)
    }

    fn was_done(&self, kind: ActionKind) -> bool {
        ROUTINE.iter().zip(&self.done).any(|(step, done)| step.kind == kind && done.is_some())
    }

    fn note(&mut self, kind: ActionKind, day: Day) {
        self.latest = day;
        for (_, done) in ROUTINE.iter().zip(&mut self.done).filter(|(step, _)| step.kind == kind) {
            *done = Some(day);
        }
    }
}

/// How late a step is for this claim; one file in twenty lies at the bottom of the pile.
fn delay(step: &Step, claim: Day, luck: Luck) -> i32 {
    let draw = luck.uniform_on(claim, Matter::DeskDelay);
    let forgotten = if draw < 0.05 { 14 } else { 0 };
    forgotten + super::luck::spread(luck.uniform_on(claim.plus(11), Matter::DeskDelay), 0, step.delay)
}
