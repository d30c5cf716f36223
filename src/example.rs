//! The examples of a policy: facts that are given, and what must or must not follow from them on that day.
//!
//! What an example does not give is neutral, as the vocabulary says. Something given as done, without a day, was done
//! thirty days ago. What was done counts for the frequency of every rule that does the same; within a stage nothing is
//! counted, since an example does not say when the stage began, and no claim is newer than what was done. A hold that is
//! given covers all the arrears that are given.
//! Every example plays on Wednesday 2 October 2024, thirty days before rent falls due, unless it gives `days_to_due`.
//!
//! An example over time is run by the engine on books that say what the example says happens.

mod course;
mod decision;
mod given;
mod kept;
mod ledger;
mod reach;
mod verdict;
#[cfg(test)]
mod tests;

pub use course::CourseFailure;
pub use course::CourseResult;
pub use course::DayTold;
pub use course::run_course;
pub use kept::Kept;
pub use kept::Obstacle;
pub use ledger::books_of;
pub use reach::Reach;
pub use reach::reach;
pub use verdict::Decided;
pub use verdict::course_passes;
pub use verdict::decided;
pub use verdict::done_in;
pub use verdict::passes;
pub use verdict::taken;

use crate::calendar::Day;
use crate::check::Example;
use crate::check::Expectation;
use crate::check::Given;
use crate::check::Must;
use crate::check::NEXT_DUE;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Value;
use crate::check::contradiction;
use crate::check::given_words;
use crate::explain::Reason;
use crate::explain::Wording;
use crate::program::Program;
use crate::vocabulary::FACTS;
use crate::vocabulary::Fact;
use decision::Decision;
use decision::Scene;
use kept::exceptions_to;
use kept::nearest_first;

/// The day on which an example plays that does not say how long it is to the next rent: 2 October 2024.
pub const USUAL_DAY: Day = NEXT_DUE.plus(-30);

/// What came of an example.
#[derive(Clone, Debug)]
pub struct ExampleResult {
    /// Its title.
    pub title: String,
    /// Facts that are given and that the other facts make impossible, with what they come to.
    pub contradictions: Vec<Reason>,
    /// Where no given fact is told among those: given facts that cannot be true together, in the words of the policy.
    pub together: Vec<String>,
    /// What was expected and did not come out so.
    pub failures: Vec<Failure>,
    /// All facts as they were taken, in the words of the policy.
    pub facts: Vec<(String, String)>,
    /// The titles of the rules that fire, each with the exception that decides it.
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
    /// The rules that could have done it, or did, with what decided them.
    pub rules: Vec<Kept>,
}

impl ExampleResult {
    /// Whether everything came out as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failures.is_empty() && self.contradictions.is_empty() && self.together.is_empty()
    }
}

/// Runs one example of a policy.
#[must_use]
pub fn run(policy: &Policy, program: &Program, example: &Example) -> ExampleResult {
    let today = day_of(example);
    let scene = Scene::new(policy, program, given::given_facts(&example.given, policy, today), today);
    let decisions: Vec<Decision<'_>> = scene.decisions();
    let expected = example.expect.iter().filter_map(|expected| scene.failure(expected, &decisions));
    let unwanted = decisions.iter().filter(|_| example.nothing.is_some()).filter_map(|done| scene.unwanted(done));
    let contradictions = scene.contradictions(example);
    ExampleResult {
        title: example.title.clone(),
        together: if contradictions.is_empty() { together(policy, example) } else { Vec::new() },
        contradictions,
        failures: expected.chain(unwanted).collect(),
        facts: scene.facts_in_words(),
        firing: decisions.iter().map(|decision| scene.title(decision)).collect(),
        stage: scene.stage(),
    }
}

/// The given facts that cannot be true together.
fn together(policy: &Policy, example: &Example) -> Vec<String> {
    contradiction(policy, &example.given).iter().map(|given| given_words(policy, given)).collect()
}

/// The day on which an example plays.
fn day_of(example: &Example) -> Day {
    let to_due = |given: &Given| match (given.subject, given.value) {
        (Subject::Fact(Fact::DaysToDue), Value::Days(days)) => Some(days).filter(|days| (1..=31).contains(days)),
        _ => None,
    };
    NEXT_DUE.plus(-example.given.iter().find_map(to_due).unwrap_or(30))
}

impl Scene<'_> {
    fn contradictions(&self, example: &Example) -> Vec<Reason> {
        let (facts, today) = (self.facts(), self.today);
        let impossible = example.given.iter().filter(|given| !given::stands(self.program, facts, given, today));
        let told = |given: &Given| self.wording().given(given, self.program.read(given.subject, facts, today));
        impossible.map(told).collect()
    }

    fn failure(&self, expected: &Expectation, decisions: &[Decision<'_>]) -> Option<Failure> {
        let follows = decisions.iter().any(|decision| does(decision.steps, &expected.step));
        if follows == (expected.must == Must::Follow) {
            return None;
        }
        let rules = if follows {
            let doing = decisions.iter().filter(|decision| does(decision.steps, &expected.step));
            doing.map(|decision| self.did(decision)).collect()
        } else {
            self.kept_from(&expected.step, decisions)
        };
        Some(Failure { step: self.step_in_words(&expected.step), must: expected.must, rules })
    }

    /// What an example that expects nothing did not expect.
    fn unwanted(&self, decision: &Decision<'_>) -> Option<Failure> {
        let steps: Vec<String> = decision.steps.iter().map(|step| self.step_in_words(step)).collect();
        let rules = vec![self.did(decision)];
        (!steps.is_empty()).then(|| Failure { step: steps.join(", "), must: Must::NotFollow, rules })
    }

    /// A rule that fires, with what makes it.
    fn did(&self, decision: &Decision<'_>) -> Kept {
        Kept { rule: self.title(decision), obstacles: Vec::new(), because: self.why(decision) }
    }

    /// The rules and exceptions that could have taken a step, with what kept each from it.
    fn kept_from(&self, step: &Step, decisions: &[Decision<'_>]) -> Vec<Kept> {
        let (keeper, mut kept) = (self.keeper(), Vec::new());
        for (rule, declared) in self.policy.rules.iter().enumerate() {
            let decision = decisions.iter().find(|decision| decision.rule == rule);
            let back = self.kept_back(rule);
            if does(&declared.steps, step) {
                kept.push(match (&back, decision) {
                    (None, Some(decision)) => Kept {
                        rule: self.title(decision),
                        obstacles: decision.exception.map(Obstacle::Exception).into_iter().collect(),
                        because: self.why_exception(decision),
                    },
                    _ => keeper.told(declared.named.title.clone(), back.clone().unwrap_or_default()),
                });
            }
            let able = exceptions_to(self.policy, rule).into_iter();
            for exception in able.filter(|exception| self.exception_does(*exception, step)) {
                let own = self.policy.exceptions.get(exception).map_or(&[][..], |exception| &exception.steps);
                let decides = decision.and_then(|decision| decision.exception);
                let found = back
                    .clone()
                    .unwrap_or_else(|| keeper.exception(exception, self.facts(), &self.stopping(own), decides));
                kept.push(keeper.told(self.exception_title(exception), found));
            }
        }
        nearest_first(kept)
    }

    fn step_in_words(&self, step: &Step) -> String {
        step_in_words(self.policy, step)
    }

    fn facts_in_words(&self) -> Vec<(String, String)> {
        let (facts, locale) = (self.facts(), self.policy.locale);
        let said = |text: String| if text.is_empty() { locale.pick("none", "geen").to_owned() } else { text };
        let built_in = FACTS.iter().map(|entry| {
            let reading = self.program.read(Subject::Fact(entry.fact), facts, self.today);
            (entry.word.in_locale(locale).to_owned(), said(self.wording().fact_text(entry.fact, reading)))
        });
        let declared = self.policy.facts.iter().enumerate().map(|(place, fact)| {
            let reading = self.program.read(Subject::Declared(place), facts, self.today);
            (fact.named.name.clone(), said(self.wording().text(fact.unit, reading)))
        });
        built_in.chain(declared).collect()
    }

    const fn wording(&self) -> Wording<'_> {
        Wording { policy: self.policy, day: self.today }
    }
}

/// A step in the words of the policy.
fn step_in_words(policy: &Policy, step: &Step) -> String {
    let action = step.action.and_then(|place| policy.actions.get(place)).map(|action| &action.named.name);
    let partner = step.partner.and_then(|place| policy.partners.get(place)).map(|partner| &partner.named.name);
    let kind = step.kind.word().in_locale(policy.locale);
    let named = action.or(partner).filter(|name| *name != kind);
    named.map_or_else(|| kind.to_owned(), |name| format!("{kind} ({name})"))
}

/// Whether one of the steps is what an expectation means: the same kind, and the same action or partner where it
/// names one.
fn does(steps: &[Step], expected: &Step) -> bool {
    steps.iter().any(|step| {
        expected.kind == step.kind
            && (expected.action.is_none() || expected.action == step.action)
            && (expected.partner.is_none() || expected.partner == step.partner)
    })
}
