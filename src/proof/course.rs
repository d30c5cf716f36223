//! A policy tried on a tenant who does not exist, by the engine itself: what it does, on which days, and what that breaches.
//!
//! Always: a course ends on a day on which the engine notes a breach of the guarantee by a rule of the policy, and on the
//! facts of that morning, read back from the books of the course, the guarantee does not hold.

use super::tenant::MONTHS_AHEAD;
use super::tenant::Traits;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Policy;
use crate::check::Timeline;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::engine::Morning;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::example::books_of;
use crate::program::Program;
use crate::program::SettingError;
use crate::program::Settings;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// How often at most somebody answers in one course.
const MOST_ANSWERS: usize = 40;

/// What comes of the steps that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    /// Nothing is noted.
    Unsaid,
    /// Nobody is reached.
    InVain,
    /// The tenant is spoken to.
    Spoken,
    /// A plan is refused.
    Refused,
    /// Help is accepted.
    Accepted,
}

impl Answers {
    /// What comes of a step of a kind, if anything is noted.
    fn to(self, kind: ActionKind) -> Option<Outcome> {
        let is_contact = matches!(kind, ActionKind::Call | ActionKind::HomeVisit);
        let is_offer = is_contact || kind == ActionKind::PlanOffer;
        match self {
            Answers::Unsaid => None,
            Answers::InVain => Some(Outcome::NotReached).filter(|_| is_offer),
            Answers::Spoken => Some(Outcome::Reached).filter(|_| is_contact),
            Answers::Refused => Some(Outcome::Refused).filter(|_| is_offer),
            Answers::Accepted => Some(Outcome::Accepted).filter(|_| is_help(kind)),
        }
    }
}

const fn is_help(kind: ActionKind) -> bool {
    matches!(
        kind,
        ActionKind::EarlySignal | ActionKind::CreditBank | ActionKind::HealthService | ActionKind::DebtAssistance
    )
}

/// A policy ready to be tried on tenants.
pub(super) struct Bench<'p> {
    pub(super) policy: &'p Policy,
    pub(super) program: Program,
    columns: Vec<String>,
    simulator: Simulator,
    /// How many courses were run.
    pub(super) tried: usize,
}

/// What happened to one tenant under a policy.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) traits: Traits,
    /// The title of the example whose tenant it is, instead of one made of traits.
    pub(super) example: Option<String>,
    pub(super) tenancy: Tenancy,
    pub(super) history: History,
}

/// The end of a course: something done that a guarantee forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Breached {
    pub(super) day: Day,
    /// The rule, by its place.
    pub(super) rule: u16,
}

impl<'p> Bench<'p> {
    /// # Errors
    /// What is wrong with the settings.
    pub(super) fn new(policy: &'p Policy, settings: &Settings) -> Result<Bench<'p>, Vec<SettingError>> {
        let program = Program::compile(policy, settings)?;
        let columns = policy.facts.iter().map(|fact| fact.named.name.clone()).collect();
        Ok(Bench { policy, program, columns, simulator: Simulator::default(), tried: 0 })
    }

    /// The course of a tenant, up to the first step after which nothing more is asked for.
    pub(super) fn course(&mut self, traits: &Traits, answers: Answers, ends: impl Fn(&History) -> bool) -> Course {
        let mut record: Vec<RecordedAction> = Vec::new();
        let mut from = traits.begins;
        for _ in 0..MOST_ANSWERS {
            let course = self.followed(traits, &record, from);
            let answered = answers != Answers::Unsaid && !ends(&course.history);
            let next = answered.then(|| first_answer(&course.history, from, answers)).flatten();
            let Some(day) = next else { return course };
            let own = course.history.actions.iter().filter(|done| from <= done.day && done.day <= day);
            let told = |done: &ActionDone| RecordedAction {
                day: done.day,
                kind: done.kind,
                outcome: answers.to(done.kind),
                channel: None,
            };
            record.extend(own.filter(|done| done.rule.is_some()).map(told));
            from = day.plus(1);
        }
        self.followed(traits, &record, from)
    }

    fn followed(&mut self, traits: &Traits, record: &[RecordedAction], from: Day) -> Course {
        self.tried += 1;
        let tenancy = traits.tenancy(record);
        let window = Period { from, to: traits.begins.plus_months(MONTHS_AHEAD).plus(-1) };
        let run = Run { columns: &self.columns, ..Run::replay(&self.program, window) };
        let history = self.simulator.simulate(&run, 0, &tenancy).clone();
        Course { traits: traits.clone(), example: None, tenancy, history }
    }

    /// The course of the tenant of an example of the policy, in the days that it names.
    pub(super) fn of_example(&mut self, timeline: &Timeline) -> Course {
        self.tried += 1;
        let (tenancy, columns) = books_of(self.policy, timeline);
        let run = Run { columns: &columns, plans_listed: true, ..Run::replay(&self.program, timeline.days) };
        let history = self.simulator.simulate(&run, 0, &tenancy).clone();
        let traits = Traits::plain(timeline.days.from);
        Course { traits, example: Some(timeline.title.clone()), tenancy, history }
    }

    /// The first breach of a guarantee by a rule in a course, if the books of the course bear it out.
    pub(super) fn breach(&mut self, course: &Course, guarantee: usize) -> Option<Breached> {
        let first = first_breach(&course.history, guarantee)?;
        let kind = self.policy.guarantees.get(guarantee)?.kind;
        let morning = self.morning(course, first.day);
        let stands = self.program.breached(kind, &morning.facts, first.day).any(|place| place == guarantee);
        stands.then_some(first)
    }

    /// What the policy knew on a morning of a course: the books and the record are those that the course left.
    pub(super) fn morning(&mut self, course: &Course, day: Day) -> Morning {
        let done = course.history.actions.iter().filter(|done| done.day < day);
        let told =
            |done: &ActionDone| RecordedAction { day: done.day, kind: done.kind, outcome: done.outcome, channel: None };
        let tenancy = Tenancy {
            entries: course.history.entries.clone(),
            actions: done.map(told).collect(),
            ..course.tenancy.clone()
        };
        let window = Period { from: day, to: day };
        let plans_listed = course.example.is_some();
        let run = Run { columns: &self.columns, plans_listed, ..Run::replay(&self.program, window) };
        self.simulator.morning_of(&run, 0, &tenancy, day)
    }
}

/// The first breach of a guarantee that a rule of the policy caused.
pub(super) fn first_breach(history: &History, guarantee: usize) -> Option<Breached> {
    let of_it = history.breaches.iter().filter(|breach| usize::from(breach.guarantee) == guarantee);
    of_it.filter_map(|breach| Some(Breached { day: breach.day, rule: breach.rule? })).min_by_key(|breach| breach.day)
}

/// The first day from one on with a step of the policy of which something comes.
fn first_answer(history: &History, from: Day, answers: Answers) -> Option<Day> {
    let own = history.actions.iter().filter(|done| done.rule.is_some() && from <= done.day);
    own.filter(|done| answers.to(done.kind).is_some()).map(|done| done.day).min()
}
