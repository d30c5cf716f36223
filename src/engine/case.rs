//! The desk's view of one tenancy: the facts of today, the arrears episode, and how often each rule was carried out.
//!
//! Knows nothing of how payments come about. Always: what was done counts for the arrears at hand only; when they are
//! settled, everything is forgotten.

use crate::calendar::Day;
use crate::check::OverdueFrom;
use crate::check::Per;
use crate::ledger::Account;
use crate::money::Money;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Truth;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// The state of the desk for one tenancy.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) facts: Facts,
    /// Whether there is an episode: since a day with arrears above the tolerance they have not been zero.
    in_episode: bool,
    counters: Vec<Counter>,
    /// Whether any rule was carried out since an episode began or ended.
    touched: bool,
    stage: Option<u16>,
}

/// How often a rule was carried out.
#[derive(Clone, Copy, Debug, Default)]
struct Counter {
    in_episode: u32,
    in_stage: u32,
    last: Option<Day>,
}

impl Case {
    pub(super) fn new() -> Case {
        Case { facts: Facts::neutral(Day::DAWN), in_episode: false, counters: Vec::new(), touched: false, stage: None }
    }

    /// Opens the case of a tenancy for a program with so many rules.
    pub(super) fn open(&mut self, tenancy: &Tenancy, rules: usize) {
        self.facts = Facts {
            start: tenancy.start,
            end: tenancy.end,
            kind: tenancy.kind,
            payment_method: tenancy.payment_method,
            monthly_rent: Money::ZERO,
            ..Facts::neutral(Day::DAWN)
        };
        self.in_episode = false;
        self.stage = None;
        self.touched = false;
        self.counters.clear();
        self.counters.resize(rules, Counter::default());
    }

    /// Reads the account as the policy sees it today, and lets an episode begin or end.
    pub(super) fn look(&mut self, account: &Account, program: &Program, today: Day) {
        let conventions = program.conventions();
        let seen = match conventions.overdue_from {
            OverdueFrom::DueDate => today,
            OverdueFrom::DayAfter => today.plus(-1),
        };
        self.facts.arrears = account.overdue(seen);
        self.facts.arrears_of_rent = account.overdue_rent(seen);
        self.facts.monthly_rent = account.monthly_rent();
        self.facts.overdue_since = account.oldest_overdue(seen);
        let begins = !self.in_episode && self.facts.arrears > conventions.tolerance;
        let ends = self.in_episode && self.facts.arrears == Money::ZERO;
        if begins || ends {
            self.in_episode = begins;
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.facts.forget_done();
        (self.facts.reached, self.facts.plan_refused) = (false, false);
        self.counters.fill(Counter::default());
        self.touched = false;
    }

    /// Notes the stage of today: what is counted per stage starts anew in another one.
    pub(super) fn enter_stage(&mut self, stage: Option<u16>) {
        if self.stage != stage {
            self.stage = stage;
            self.counters.iter_mut().for_each(|counter| counter.in_stage = 0);
        }
    }

    /// Whether the frequency of a rule lets it fire today.
    pub(super) fn may_fire(&self, program: &Program, rule: usize, today: Day) -> Truth {
        let counter = self.counters.get(rule).copied().unwrap_or_default();
        let frequency = program.frequency(rule);
        let used_up = frequency.limit.is_some_and(|(limit, per)| match per {
            Per::Episode => counter.in_episode >= limit,
            Per::Stage => counter.in_stage >= limit,
            Per::Claim | Per::Month => counter.in_episode >= limit,
        });
        if used_up {
            return Truth::steady(false);
        }
        match (frequency.every, counter.last) {
            (Some(days), Some(last)) if today < last.plus(days) => Truth { holds: false, until: last.plus(days) },
            _ => Truth::steady(true),
        }
    }

    /// Whether no rule was carried out since an episode began or ended.
    pub(super) const fn is_untouched(&self) -> bool {
        !self.touched
    }

    /// Notes that a rule was carried out.
    pub(super) fn count(&mut self, rule: usize, today: Day) {
        if let Some(counter) = self.counters.get_mut(rule) {
            counter.in_episode += 1;
            counter.in_stage += 1;
            counter.last = Some(today);
        }
        self.touched = true;
    }

    /// Notes something that was done. It counts until an episode begins or ends.
    pub(super) fn note_done(&mut self, kind: ActionKind, outcome: Option<Outcome>, today: Day) {
        self.facts.note_done(kind, today, outcome == Some(Outcome::NotReached));
        if matches!(kind, ActionKind::Call | ActionKind::HomeVisit) {
            let spoken = [Outcome::Reached, Outcome::Agreed, Outcome::Refused];
            self.facts.reached = outcome.is_some_and(|outcome| spoken.contains(&outcome));
        }
        self.facts.plan_refused |= outcome == Some(Outcome::Refused);
        if outcome == Some(Outcome::Accepted) {
            self.facts.help = Some(today);
        }
    }

    /// Counts something on the record for every rule that would do the same.
    pub(super) fn count_recorded(&mut self, program: &Program, kind: ActionKind, today: Day) {
        let does = |rule: &usize| program.steps(*rule).iter().any(|step| step.kind == kind);
        (0..program.rule_count()).filter(does).for_each(|rule| self.count(rule, today));
    }
}
