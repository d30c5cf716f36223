//! The desk decides: which rules fire today, which wait, which are dropped, and until when nothing can change.

mod turn;

use super::books::Books;
use super::case::Case;
use super::delay::Turn;
use super::history::Decision;
use super::history::Fate;
use super::history::History;
use crate::calendar::Day;
use crate::check::Step;
use crate::money::Money;
use crate::program::Facts;
use crate::program::Program;
use crate::vocabulary::ActionKind;

/// Decisions that wait for their day, and those of today.
#[derive(Clone, Debug, Default)]
pub(super) struct Desk {
    waiting: Vec<Waiting>,
    /// The exception that kept each rule from acting when it was last looked at; none where none did.
    withheld: Vec<Option<u16>>,
    /// The latest state in which nothing was to be done, with nothing overdue and with something overdue. Most tenancies
    /// come back to the same state month after month, and the answer is still the same.
    at_rest: [Rest; 2],
    /// What is decided today, in the order of the policy.
    verdicts: Vec<Verdict>,
    /// The places in it of what is to go today, heaviest first.
    going: Vec<usize>,
    /// What is done today, in the order of the policy.
    pub(super) today: Vec<Due>,
    /// The first day on which the passing of time alone may change a decision.
    pub(super) wake: Day,
}

/// A rule whose steps are done today.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due {
    pub(super) rule: usize,
    /// The exception whose steps are done instead.
    pub(super) exception: Option<u16>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    rule: usize,
    turn: Day,
    /// Whether it waits in the queue: then it lapses on the day on which its reason goes, and keeps no place for later.
    queued: bool,
}

/// A rule that fires or comes to its turn today.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    due: Due,
    fate: Fate,
}

/// A state in which nothing was to be done, and until when the passing of time alone cannot change that.
#[derive(Clone, Debug)]
struct Rest {
    facts: Facts,
    until: Day,
}

impl Default for Rest {
    fn default() -> Rest {
        Rest { facts: Facts::neutral(Day::DAWN), until: Day::DAWN }
    }
}

/// What the desk works with on a day.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) program: &'a Program,
    pub(super) books: &'a Books,
    pub(super) today: Day,
    /// How many days the execution of an action of a kind takes.
    pub(super) delay: &'a dyn Fn(ActionKind) -> i32,
    /// What waits in a queue.
    pub(super) turns: &'a [Turn],
}

impl Work<'_> {
    /// When the desk comes to what a rule decides today, if that waits in the queue.
    fn queued(&self, rule: usize) -> Option<Day> {
        let is_this = |turn: &&Turn| turn.decided == self.today && usize::from(turn.rule) == rule;
        self.turns.iter().find(is_this).map(|turn| turn.on)
    }
}

impl Desk {
    /// Clears the desk for the next tenancy, under a program.
    pub(super) fn clear(&mut self, program: &Program) {
        self.waiting.clear();
        self.start_afresh(program.rule_count());
        self.wake = Day::NEVER;
    }

    /// Another version of the policy rules from now on: what waits by a rule that exists no more is dropped.
    pub(super) fn change_program(&mut self, from: &Program, to: &Program) {
        self.waiting.retain_mut(|waiting| {
            let rule = to.rule_named(from.rule_name(waiting.rule));
            waiting.rule = rule.unwrap_or(waiting.rule);
            rule.is_some()
        });
        self.start_afresh(to.rule_count());
    }

    fn start_afresh(&mut self, rules: usize) {
        self.withheld.clear();
        self.withheld.resize(rules, None);
        self.at_rest.iter_mut().for_each(|rest| rest.until = Day::DAWN);
        self.today.clear();
    }

    /// The first day on which a waiting decision has its turn.
    pub(super) fn next_turn(&self) -> Day {
        self.waiting.iter().map(|waiting| waiting.turn).min().unwrap_or(Day::NEVER)
    }

    /// Decides on the state of today. Decisions of one day do not see each other, but for spacing.
    pub(super) fn decide(&mut self, work: &Work<'_>, case: &mut Case, history: &mut History) {
        self.today.clear();
        if self.rests(case, work.today) {
            self.withheld.fill(None);
            return;
        }
        let all_free = self.decide_anew(work, case);
        let nothing = self.verdicts.is_empty() && self.waiting.is_empty() && self.withheld.iter().all(Option::is_none);
        self.space(work, case);
        self.conclude(work, history);
        if nothing && all_free && case.is_untouched() && case.holds.is_empty() {
            let place = usize::from(case.facts.arrears > Money::ZERO);
            if let Some(rest) = self.at_rest.get_mut(place) {
                rest.facts.copy_from(&case.facts);
                rest.until = self.wake;
            }
        }
    }

    /// Whether the desk knows this state as one in which no condition holds. Only where no rule was carried out for the
    /// arrears at hand, so that no stage is counted in, and no hold runs: then that follows from the facts and the day
    /// alone.
    fn rests(&mut self, case: &Case, today: Day) -> bool {
        if !self.waiting.is_empty() || !case.is_untouched() || !case.holds.is_empty() {
            return false;
        }
        let known = self.at_rest.get(usize::from(case.facts.arrears > Money::ZERO));
        let Some(rest) = known.filter(|rest| today < rest.until && rest.facts == case.facts) else { return false };
        self.wake = rest.until;
        true
    }

    /// Judges every rule. Returns whether the frequency of each would have let it fire.
    fn decide_anew(&mut self, work: &Work<'_>, case: &mut Case) -> bool {
        self.verdicts.clear();
        self.wake = case.place(work.books, work.program, work.today);
        let nothing_overdue = case.facts.arrears == Money::ZERO;
        let mut all_free = true;
        for rule in 0..work.program.rule_count() {
            let waiting = self.waiting.iter().position(|waiting| waiting.rule == rule);
            if nothing_overdue && waiting.is_none() && work.program.needs_arrears(rule) {
                self.note_withheld(rule, None);
                continue;
            }
            let kept = waiting.and_then(|place| self.waiting.get(place)).copied();
            let waits = kept.filter(|kept| kept.turn > work.today);
            if waits.is_some_and(|kept| !kept.queued) {
                continue;
            }
            let allowed = case.may_fire(work.program, rule, work.today);
            all_free &= allowed.holds;
            let verdict = self.judge(rule, kept.is_some(), allowed, work, case);
            if waits.is_some() && verdict.is_some_and(|verdict| verdict.fate != Fate::Dropped) {
                continue;
            }
            if let Some(place) = waiting {
                self.waiting.remove(place);
            }
            self.note_withheld(rule, verdict);
        }
        all_free
    }

    /// Keeps a verdict; that an exception keeps a rule from acting only on the first of the days on which it does.
    fn note_withheld(&mut self, rule: usize, verdict: Option<Verdict>) {
        let by = match verdict.map(|verdict| verdict.fate) {
            Some(Fate::Withheld(by)) => Some(by),
            _ => None,
        };
        let before = self.withheld.get_mut(rule).and_then(|kept| std::mem::replace(kept, by));
        self.verdicts.extend(verdict.filter(|_| by.is_none() || by != before));
    }

    /// Notes what was decided, in the order of the policy.
    fn conclude(&mut self, work: &Work<'_>, history: &mut History) {
        let today = work.today;
        for Verdict { due, fate } in self.verdicts.drain(..) {
            match fate {
                Fate::Done | Fate::Nothing => self.today.push(due),
                Fate::Waits(turn) => {
                    let queued = work.queued(due.rule) == Some(turn);
                    self.waiting.push(Waiting { rule: due.rule, turn, queued });
                }
                Fate::Spaced(turn) => self.waiting.push(Waiting { rule: due.rule, turn, queued: false }),
                Fate::Dropped | Fate::Withheld(_) => {}
            }
            history.decisions.push(Decision { day: today, rule: u16::try_from(due.rule).unwrap_or(u16::MAX), fate });
        }
    }
}

/// The kind by which the desk's delay goes: that of the first step.
fn kind_of(steps: &[Step]) -> ActionKind {
    steps.first().map_or(ActionKind::Other, |step| step.kind)
}
