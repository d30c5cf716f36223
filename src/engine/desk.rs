//! The desk decides: which rules fire today, which wait, which are dropped, and until when nothing can change.

use super::case::Case;
use super::history::Decision;
use super::history::Fate;
use super::history::History;
use crate::calendar::Day;
use crate::money::Money;
use crate::program::Facts;
use crate::program::Program;

/// Decisions that wait for their day, and those of today.
#[derive(Clone, Debug, Default)]
pub(super) struct Desk {
    waiting: Vec<Waiting>,
    /// The latest state in which nothing was to be done, with nothing overdue and with something overdue. Most tenancies
    /// come back to the same state month after month, and the answer is still the same.
    at_rest: [Option<Rest>; 2],
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

/// A state in which nothing was to be done, and until when the passing of time alone cannot change that.
#[derive(Clone, Debug)]
struct Rest {
    facts: Facts,
    until: Day,
}

impl Desk {
    /// Clears the desk for the next tenancy.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.at_rest = [None, None];
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
        if self.rests(case, today) {
            return;
        }
        let decided = history.decisions.len();
        self.decide_anew(program, case, today, delay, history);
        if decided == history.decisions.len() && self.waiting.is_empty() && case.is_untouched() {
            let place = usize::from(case.facts.arrears > Money::ZERO);
            if let Some(rest) = self.at_rest.get_mut(place) {
                *rest = Some(Rest { facts: case.facts.clone(), until: self.wake });
            }
        }
    }

    /// Whether the desk knows this state as one in which nothing is to be done. Only where no rule was carried out for the
    /// arrears at hand: then decisions follow from the facts and the day alone.
    fn rests(&mut self, case: &Case, today: Day) -> bool {
        let known = self.at_rest.get(usize::from(case.facts.arrears > Money::ZERO)).and_then(Option::as_ref);
        let rest = known.filter(|rest| today < rest.until && rest.facts == case.facts);
        let until = rest.filter(|_| self.waiting.is_empty() && case.is_untouched()).map(|rest| rest.until);
        self.wake = until.unwrap_or(self.wake);
        until.is_some()
    }

    fn decide_anew(
        &mut self,
        program: &Program,
        case: &mut Case,
        today: Day,
        delay: impl Fn(usize) -> i32,
        history: &mut History,
    ) {
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
