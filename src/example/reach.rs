//! Which rules, exceptions, stages and segments of a policy its examples reach.
//!
//! A rule is reached where it fires; an exception where it decides; a stage or segment where the tenant of an example stands
//! in it.

use super::Scene;
use super::course::history_of;
use super::day_of;
use super::given;
use super::ledger::books_of;
use crate::calendar::Day;
use crate::check::Policy;
use crate::check::Timeline;
use crate::contrast::as_treated;
use crate::engine::Fate;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::program::Program;
use std::collections::BTreeSet;

/// By how many examples each part of a policy is reached, in the order of the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Each rule.
    pub rules: Vec<u32>,
    /// Each exception.
    pub exceptions: Vec<u32>,
    /// Each stage.
    pub stages: Vec<u32>,
    /// Each segment.
    pub segments: Vec<u32>,
}

/// What one example reaches, by place.
#[derive(Default)]
struct Reached {
    rules: BTreeSet<usize>,
    exceptions: BTreeSet<usize>,
    stages: BTreeSet<usize>,
    segments: BTreeSet<usize>,
}

/// What the examples of a policy reach.
#[must_use]
pub fn reach(policy: &Policy, program: &Program) -> Reach {
    let mut reach = Reach {
        rules: vec![0; policy.rules.len()],
        exceptions: vec![0; policy.exceptions.len()],
        stages: vec![0; policy.stages.len()],
        segments: vec![0; policy.segments.len()],
    };
    for example in &policy.examples {
        let today = day_of(example);
        let scene = Scene::new(policy, program, given::given_facts(&example.given, policy, today), today);
        let mut reached = Reached::default();
        for decision in scene.decisions() {
            reached.rules.insert(decision.rule);
            reached.exceptions.extend(decision.exception);
        }
        let standing = scene.standing();
        reached.stages.extend(standing.stage.map(usize::from));
        reached.segments.insert(usize::from(standing.segment));
        reach.add(&reached);
    }
    for timeline in &policy.timelines {
        reach.add(&over_time(policy, program, timeline));
    }
    reach
}

fn over_time(policy: &Policy, program: &Program, timeline: &Timeline) -> Reached {
    let history = history_of(policy, program, timeline);
    let mut reached = Reached::default();
    for decision in history.decisions.iter().filter(|decision| decision.fate != Fate::Dropped) {
        reached.rules.insert(usize::from(decision.rule));
        if let Fate::Withheld(exception) = decision.fate {
            reached.exceptions.insert(usize::from(exception));
        }
    }
    for done in &history.actions {
        reached.rules.extend(done.rule.map(usize::from));
        reached.exceptions.extend(done.exception.map(usize::from));
    }
    let (tenancy, columns) = books_of(policy, timeline);
    let run = Run { columns: &columns, plans_listed: true, ..Run::replay(program, timeline.days) };
    let mut simulator = Simulator::default();
    for day in looked_at(&history, timeline) {
        let treated = as_treated(&tenancy, &history.actions, day);
        let standing = simulator.morning_of(&run, 0, &treated, day).standing;
        reached.stages.extend(standing.stage.map(usize::from));
        reached.segments.insert(usize::from(standing.segment));
    }
    reached
}

/// The mornings after something changed.
fn looked_at(history: &History, timeline: &Timeline) -> BTreeSet<Day> {
    let changes = history.arrears.iter().map(|step| step.day);
    let decided = history.decisions.iter().map(|decision| decision.day);
    let days = changes.flat_map(|day| [day, day.plus(1)]).chain(decided).chain([timeline.days.to]);
    days.filter(|day| timeline.days.contains(*day)).collect()
}

impl Reach {
    fn add(&mut self, reached: &Reached) {
        let add = |counts: &mut Vec<u32>, places: &BTreeSet<usize>| {
            let counted = counts.iter_mut().enumerate().filter(|(place, _)| places.contains(place));
            counted.for_each(|(_, count)| *count += 1);
        };
        add(&mut self.rules, &reached.rules);
        add(&mut self.exceptions, &reached.exceptions);
        add(&mut self.stages, &reached.stages);
        add(&mut self.segments, &reached.segments);
    }
}
