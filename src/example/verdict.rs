//! Whether an example passes, and what is decided in it, without words: for who asks it very often.

use super::Scene;
use super::course::came_out;
use super::course::history_of;
use super::day_of;
use super::does;
use super::given;
use crate::calendar::Day;
use crate::check::Example;
use crate::check::Given;
use crate::check::Must;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Timeline;
use crate::check::Value;
use crate::check::cannot_be_together;
use crate::money::Money;
use crate::program::Program;
use crate::program::Reading;
use crate::source::Span;
use crate::vocabulary::Unit;

/// What is decided in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Whether each given fact is so when all are taken together; whether they can be true together is asked of
    /// [`cannot_be_together`].
    pub possible: bool,
    /// The rules that fire, each with the exception that decides it.
    pub rules: Vec<(usize, Option<usize>)>,
    /// What is done.
    pub steps: Vec<Step>,
}

/// What a policy decides in an example.
#[must_use]
pub fn decided(policy: &Policy, program: &Program, example: &Example) -> Decided {
    let scene = scene(policy, program, example);
    let decisions = scene.decisions();
    Decided {
        possible: scene.is_possible(example),
        rules: decisions.iter().map(|decision| (decision.rule, decision.exception)).collect(),
        steps: decisions.iter().flat_map(|decision| decision.steps).copied().collect(),
    }
}

/// Whether an example passes, as [`super::run`] has it.
#[must_use]
pub fn passes(policy: &Policy, program: &Program, example: &Example) -> bool {
    let scene = scene(policy, program, example);
    let decisions = scene.decisions();
    let follows = |step: &Step| decisions.iter().any(|decision| does(decision.steps, step));
    let expected = example.expect.iter().all(|of| follows(&of.step) == (of.must == Must::Follow));
    let quiet = example.nothing.is_none() || decisions.iter().all(|decision| decision.steps.is_empty());
    expected && quiet && scene.is_possible(example) && !cannot_be_together(policy, &example.given)
}

/// Whether an example over time passes, as [`super::run_course`] has it.
#[must_use]
pub fn course_passes(policy: &Policy, program: &Program, timeline: &Timeline) -> bool {
    let history = history_of(policy, program, timeline);
    timeline.expect.iter().all(|expected| came_out(policy, expected, &history))
}

/// The amounts and counts among some facts, as an example takes them: given, or filled in, or neutral.
#[must_use]
pub fn taken(policy: &Policy, program: &Program, example: &Example, asked: &[Subject]) -> Vec<Given> {
    let scene = scene(policy, program, example);
    let given = asked.iter().filter_map(|subject| {
        let Subject::Fact(fact) = subject else { return None };
        let (Reading::Whole(number) | Reading::WholeUntil(number, _)) =
            program.read(*subject, scene.facts(), scene.today)
        else {
            return None;
        };
        let value = match fact.entry().unit {
            Unit::Money => Value::Money(Money::from_cents(number)),
            Unit::Count => Value::Count(number),
            _ => return None,
        };
        Some(Given { subject: *subject, value, span: Span::default() })
    });
    given.collect()
}

/// What a policy does in the days of an example over time, day by day.
#[must_use]
pub fn done_in(policy: &Policy, program: &Program, timeline: &Timeline) -> Vec<(Day, Step)> {
    let history = history_of(policy, program, timeline);
    let own = history.actions.iter().filter(|done| done.rule.is_some());
    own.filter_map(|done| Some((done.day, *policy.step_of(done.rule, done.exception, done.step)?))).collect()
}

fn scene<'a>(policy: &'a Policy, program: &'a Program, example: &Example) -> Scene<'a> {
    let today = day_of(example);
    Scene::new(policy, program, given::given_facts(&example.given, policy, today), today)
}

impl Scene<'_> {
    /// Whether all that is given is so when taken together.
    fn is_possible(&self, example: &Example) -> bool {
        example.given.iter().all(|given| given::stands(self.program, self.facts(), given, self.today))
    }
}
