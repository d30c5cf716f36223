//! The desk decides: which rules fire today, which wait, which are dropped, and until when nothing can change.

use super::case::Case;
use super::history::Decision;
use super::history::Fate;
use super::history::History;
use crate::calendar::Day;
use crate::program::Program;

/// Decisions that wait for their day, and those of today.
#[derive(Clone, Debug, Default)]
pub(super) struct Desk {
    waiting: Vec<Waiting>,
    /// The rules whose actions are done today, in the order of the policy.
    pub(super) today: Vec<usize>,
    /// The first day on which the passing of time alone may change a decision.
    pub(super) wake: Day,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    rule: usize,
    turn: Day,
}

impl Desk {
    /// Clears the desk for the next tenancy.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.today.clear();
        self.wake = Day::NEVER;
    }

    /// The first day on which a waiting decision has its turn.
    pub(super) fn next_turn(&self) -> Day {
        self.waiting.iter().map(|waiting| waiting.turn).min().unwrap_or(Day::NEVER)
    }

    /// Decides on the state of today. Decisions of one day do not see each other. `delay` says how many days a rule's
    /// execution takes.
    pub(super) fn decide(
        &mut self,
        program: &Program,
        case: &mut Case,
        today: Day,
        delay: impl Fn(usize) -> i32,
        history: &mut History,
    ) {
        self.today.clear();
        let standing = program.place(&mut case.facts, today);
        case.enter_stage(standing.stage);
        self.wake = standing.until;
        if !standing.in_scope {
            return self.drop_turns(today, history);
        }
        for rule in 0..program.rule_count() {
            let waiting = self.waiting.iter().position(|waiting| waiting.rule == rule);
            if waiting.and_then(|place| self.waiting.get(place)).is_some_and(|waiting| waiting.turn > today) {
                continue;
            }
            let allowed = case.may_fire(program, rule, today);
            let fires = if allowed.holds { program.rule_holds(rule, &standing, &case.facts, today) } else { allowed };
            self.wake = self.wake.min(fires.until);
            let fate = match (waiting, fires.holds) {
                (Some(_), true) => Some(Fate::Done),
                (Some(_), false) => Some(Fate::Dropped),
                (None, true) => Some(self.schedule(program, rule, today, delay(rule))),
                (None, false) => None,
            };
            if let Some(place) = waiting {
                self.waiting.remove(place);
            }
            self.note(rule, fate, today, history);
        }
    }

    /// Today if it can be done today. What is decided on a day off is taken up on the next working day, and the delay
    /// counts from there.
    fn schedule(&mut self, program: &Program, rule: usize, today: Day, delay: i32) -> Fate {
        let working_days = program.conventions().working_days;
        let turn = working_days.on_or_after(working_days.on_or_after(today).plus(delay));
        if turn == today {
            return Fate::Done;
        }
        self.waiting.push(Waiting { rule, turn });
        Fate::Waits(turn)
    }

    fn note(&mut self, rule: usize, fate: Option<Fate>, today: Day, history: &mut History) {
        let Some(fate) = fate else { return };
        if fate == Fate::Done {
            self.today.push(rule);
        }
        history.decisions.push(Decision { day: today, rule: u16::try_from(rule).unwrap_or(u16::MAX), fate });
    }

    /// The policy does not apply today: what has its turn is dropped.
    fn drop_turns(&mut self, today: Day, history: &mut History) {
        let mut due: Vec<usize> = self.waiting.iter().filter(|w| w.turn <= today).map(|w| w.rule).collect();
        due.sort_unstable();
        self.waiting.retain(|waiting| waiting.turn > today);
        for rule in due {
            self.note(rule, Some(Fate::Dropped), today, history);
        }
    }
}
