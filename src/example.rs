//! The examples of a policy: facts that are given, and what must or must not follow from them on that day.
//!
//! What an example does not give is neutral, as the vocabulary says. Something given as done, without a day, was done
//! thirty days ago. What was done counts for the frequency of every rule that does the same; within a stage nothing is
//! counted, since an example does not say when the stage began.

mod given;
#[cfg(test)]
mod tests;

use crate::calendar::Day;
use crate::check::Example;
use crate::check::Expectation;
use crate::check::Given;
use crate::check::Must;
use crate::check::Per;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::explain::Reason;
use crate::explain::Wording;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;
use crate::vocabulary::FACTS;

/// The day of every example: clocks are given in days, so any day would do.
const TODAY: Day = Day::from_number(20_000);

/// What came of an example.
#[derive(Clone, Debug)]
pub struct ExampleResult {
    /// Its title.
    pub title: String,
    /// Facts that are given and that the other facts make impossible, with what they come to.
    pub contradictions: Vec<Reason>,
    /// What was expected and did not come out so.
    pub failures: Vec<Failure>,
    /// All facts as they were taken, in the words of the policy.
    pub facts: Vec<(String, String)>,
    /// The titles of the rules that fire.
    pub firing: Vec<String>,
    /// The title of the stage.
    pub stage: Option<String>,
}

/// An expectation that did not come out.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What was expected, in the words of the policy.
    pub step: String,
    /// Whether it had to follow.
    pub must: Must,
    /// The rules that could have done it, or did, with what decided them; nothing, where it was carried out already.
    pub rules: Vec<(String, Vec<Reason>)>,
}

impl ExampleResult {
    /// Whether everything came out as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failures.is_empty() && self.contradictions.is_empty()
    }
}

/// Runs one example of a policy.
#[must_use]
pub fn run(policy: &Policy, program: &Program, example: &Example) -> ExampleResult {
    let mut facts = given::given_facts(&example.given);
    let standing = program.place(&mut facts, TODAY);
    let scene = Scene { policy, program, facts, standing };
    let firing: Vec<usize> = (0..program.rule_count()).filter(|rule| scene.fires(*rule)).collect();
    let title = |rule: &usize| policy.rules.get(*rule).map_or_else(String::new, |rule| rule.named.title.clone());
    let stage = standing.stage.and_then(|stage| policy.stages.get(usize::from(stage)));
    ExampleResult {
        title: example.title.clone(),
        contradictions: scene.contradictions(example),
        failures: example.expect.iter().filter_map(|expected| scene.failure(expected, &firing)).collect(),
        facts: scene.facts_in_words(),
        firing: firing.iter().map(title).collect(),
        stage: stage.map(|stage| stage.named.title.clone()),
    }
}

struct Scene<'a> {
    policy: &'a Policy,
    program: &'a Program,
    facts: Facts,
    standing: Standing,
}

impl Scene<'_> {
    fn fires(&self, rule: usize) -> bool {
        !self.used_up(rule) && self.program.rule_holds(rule, &self.standing, &self.facts, TODAY).holds
    }

    /// Whether what was done keeps the frequency of a rule from letting it fire.
    fn used_up(&self, rule: usize) -> bool {
        let frequency = self.program.frequency(rule);
        let done =
            || self.program.steps(rule).iter().map(|step| self.facts.done(step.kind)).filter(|done| done.times > 0);
        let too_often = frequency
            .limit
            .is_some_and(|(limit, per)| per == Per::Episode && done().any(|done| u32::from(done.times) >= limit));
        too_often || frequency.every.is_some_and(|days| done().any(|done| TODAY < done.last.plus(days)))
    }

    fn contradictions(&self, example: &Example) -> Vec<Reason> {
        let wording = Wording { policy: self.policy, day: TODAY };
        let impossible = example.given.iter().filter(|given| !given::stands(self.program, &self.facts, given));
        let told = |given: &Given| wording.given(given, self.program.read(given.subject, &self.facts, TODAY));
        impossible.map(told).collect()
    }

    fn failure(&self, expected: &Expectation, firing: &[usize]) -> Option<Failure> {
        let does = |rule: &usize| self.program.steps(*rule).iter().any(|step| is_meant(&expected.step, step));
        let follows = firing.iter().any(does);
        if follows == (expected.must == Must::Follow) {
            return None;
        }
        let wording = Wording { policy: self.policy, day: TODAY };
        let explained = |rule: usize| {
            let why = if self.used_up(rule) {
                Vec::new()
            } else if self.standing.in_scope {
                self.program.why_rule(rule, &self.facts, TODAY)
            } else {
                self.program.why_scope(&self.facts, TODAY)
            };
            let title = self.policy.rules.get(rule).map_or_else(String::new, |rule| rule.named.title.clone());
            (title, wording.reasons(&why))
        };
        let rules = (0..self.program.rule_count()).filter(does).filter(|rule| self.fires(*rule) == follows);
        Some(Failure {
            step: self.step_in_words(&expected.step),
            must: expected.must,
            rules: rules.map(explained).collect(),
        })
    }

    fn step_in_words(&self, step: &Step) -> String {
        let action = step.action.and_then(|place| self.policy.actions.get(place)).map(|action| &action.named.name);
        let partner = step.partner.and_then(|place| self.policy.partners.get(place)).map(|partner| &partner.named.name);
        let kind = step.kind.word().in_locale(self.policy.locale);
        action.or(partner).map_or_else(|| kind.to_owned(), |name| format!("{kind} ({name})"))
    }

    fn facts_in_words(&self) -> Vec<(String, String)> {
        let wording = Wording { policy: self.policy, day: TODAY };
        let locale = self.policy.locale;
        FACTS
            .iter()
            .map(|entry| {
                let reading = self.program.read(Subject::Fact(entry.fact), &self.facts, TODAY);
                (entry.word.in_locale(locale).to_owned(), wording.fact_text(entry.fact, reading))
            })
            .collect()
    }
}

/// Whether a step is what an expectation means: the same kind, and the same action or partner where it names one.
fn is_meant(expected: &Step, step: &Step) -> bool {
    expected.kind == step.kind
        && (expected.action.is_none() || expected.action == step.action)
        && (expected.partner.is_none() || expected.partner == step.partner)
}
