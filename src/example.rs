//! The examples of a policy: facts that are given, and what must or must not follow from them on that day.
//!
//! What an example does not give is neutral, as the vocabulary says. Something given as done, without a day, was done
//! thirty days ago.

use crate::calendar::Day;
use crate::check::Example;
use crate::check::Expectation;
use crate::check::Given;
use crate::check::Must;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Value;
use crate::explain::Reason;
use crate::explain::Wording;
use crate::money::Number;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;
use crate::vocabulary::ActionKind;
use crate::vocabulary::FACTS;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// The day of every example: clocks are given in days, so any day would do.
const TODAY: Day = Day::from_number(20_000);
/// When something was done that is given as done without a day.
const DONE_DAYS_AGO: i32 = 30;

/// What came of an example.
#[derive(Clone, Debug)]
pub struct ExampleResult {
    /// Its title.
    pub title: String,
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
    /// The rules that could have done it, or did, with what decided them.
    pub rules: Vec<(String, Vec<Reason>)>,
}

impl ExampleResult {
    /// Whether everything came out as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Runs one example of a policy.
#[must_use]
pub fn run(policy: &Policy, program: &Program, example: &Example) -> ExampleResult {
    let mut facts = given_facts(&example.given);
    let standing = program.place(&mut facts, TODAY);
    let scene = Scene { policy, program, facts, standing };
    let firing: Vec<usize> = (0..program.rule_count()).filter(|rule| scene.fires(*rule)).collect();
    let title = |rule: &usize| policy.rules.get(*rule).map_or_else(String::new, |rule| rule.named.title.clone());
    let stage = standing.stage.and_then(|stage| policy.stages.get(usize::from(stage)));
    ExampleResult {
        title: example.title.clone(),
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
        self.program.rule_holds(rule, &self.standing, &self.facts, TODAY).holds
    }

    fn failure(&self, expected: &Expectation, firing: &[usize]) -> Option<Failure> {
        let does = |rule: &usize| self.program.steps(*rule).iter().any(|step| is_meant(&expected.step, step));
        let follows = firing.iter().any(does);
        if follows == (expected.must == Must::Follow) {
            return None;
        }
        let wording = Wording { policy: self.policy, day: TODAY };
        let explained = |rule: usize| {
            let mut why = self.program.why_rule(rule, &self.facts, TODAY);
            if !self.standing.in_scope {
                why = self.program.why_scope(&self.facts, TODAY);
            }
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
                let reading = self.program.read(entry.fact, &self.facts, TODAY);
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

fn given_facts(given: &[Given]) -> Facts {
    let mut facts = Facts::neutral(TODAY);
    // The rent first: months of rent are counted in it.
    let rent_first = |item: &&Given| item.subject != Subject::Fact(Fact::MonthlyRent);
    let (others, rent): (Vec<_>, Vec<_>) = given.iter().partition(rent_first);
    for item in rent.into_iter().chain(others) {
        match (item.subject, item.value) {
            (Subject::Fact(fact), value) => give_fact(&mut facts, fact, value),
            (Subject::Function(function, kind), value) => give_done(&mut facts, function, kind, value),
        }
    }
    let gives = |fact: Fact| given.iter().any(|item| item.subject == Subject::Fact(fact));
    if !gives(Fact::Arrears) {
        facts.arrears = facts.arrears_of_rent;
    } else if !gives(Fact::MonthsInArrears) && !gives(Fact::FullMonths) {
        facts.arrears_of_rent = facts.arrears;
    }
    facts
}

fn give_fact(facts: &mut Facts, fact: Fact, value: Value) {
    let months = |number: Number| facts.monthly_rent.share(number.as_share());
    match (fact, value) {
        (Fact::Arrears, Value::Money(amount)) => facts.arrears = amount,
        (Fact::MonthlyRent, Value::Money(amount)) => facts.monthly_rent = amount,
        (Fact::MonthsInArrears, Value::MonthsOfRent(number)) => facts.arrears_of_rent = months(number),
        (Fact::FullMonths, Value::Count(count)) => facts.arrears_of_rent = months(Number::whole(count)),
        (Fact::DaysOverdue, Value::Days(days)) => facts.overdue_since = Some(TODAY.plus(-days)),
        (Fact::TenancyMonths, Value::Months(months)) => facts.start = TODAY.plus_months(-months),
        (Fact::Sitting, Value::YesNo(yes)) => facts.end = (!yes).then_some(TODAY),
        (Fact::Departed, Value::YesNo(yes)) => facts.end = yes.then_some(facts.end.unwrap_or(TODAY)),
        (Fact::DaysSinceEnd, Value::Days(days)) => facts.end = Some(TODAY.plus(-days)),
        (Fact::PlanActive, Value::YesNo(yes)) => facts.plan_active = yes,
        (Fact::Kind, Value::Choice(place)) => {
            facts.kind = TenancyKind::ALL.get(usize::from(place)).copied().unwrap_or(facts.kind);
        }
        (Fact::PaymentMethod, Value::Choice(place)) => {
            facts.payment_method = PaymentMethod::ALL.get(usize::from(place)).copied().unwrap_or(facts.payment_method);
        }
        // The checker lets no other pair through; the segment is what the conditions make it.
        _ => {}
    }
}

fn give_done(facts: &mut Facts, function: Function, kind: ActionKind, value: Value) {
    let Some(done) = facts.done.get_mut(kind.place()) else { return };
    let at_least_once = |times: u16| times.max(1);
    if done.times == 0 {
        done.last = TODAY.plus(-DONE_DAYS_AGO);
    }
    match (function, value) {
        (Function::Done, Value::YesNo(true)) => {
            (done.times, done.not_in_vain) = (at_least_once(done.times), at_least_once(done.not_in_vain));
        }
        (Function::Attempted, Value::YesNo(true)) | (Function::Never, Value::YesNo(false)) => {
            done.times = at_least_once(done.times);
        }
        (Function::DaysSince, Value::Days(days)) => {
            (done.times, done.not_in_vain) = (at_least_once(done.times), at_least_once(done.not_in_vain));
            done.last = TODAY.plus(-days);
        }
        (Function::Times, Value::Count(count)) => {
            let count = u16::try_from(count.max(0)).unwrap_or(u16::MAX);
            (done.times, done.not_in_vain) = (count, count);
        }
        _ => {}
    }
}
