//! A policy with its settings filled in and its conditions flat: what the engine runs.
//!
//! Knows facts, never where they come from. Always: a compiled program cannot fail. Every question has an answer, on every
//! day, for every state of the facts.

mod asked;
mod condition;
mod declared;
mod explain;
mod facts;
mod flat;
mod plans;
mod quick;
mod settings;
mod terms;

pub use asked::Asked;
pub use condition::Reading;
pub use condition::Truth;
pub use declared::Declared;
pub use explain::Because;
pub use facts::Codes;
pub use facts::Done;
pub use facts::Facts;
pub use facts::Letters;
pub use facts::Months;
pub use plans::Terms;
pub use settings::SettingError;
pub use settings::Settings;
pub use settings::plain_text;
pub use terms::Instead;
pub use terms::Spaced;
pub use terms::kind_bit;

use crate::calendar::Day;
use crate::check::Batch;
use crate::check::Condition;
use crate::check::Conventions;
use crate::check::Frequency;
use crate::check::Per;
use crate::check::Policy;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Stops;
use crate::check::Subject;
use crate::check::Value;
use crate::vocabulary::ActionKind;
use crate::vocabulary::HoldCode;
use condition::Node;
use flat::Flat;
use plans::CompiledPlan;
use std::collections::BTreeMap;
use terms::CompiledException;

/// A policy ready to run.
#[derive(Clone, Debug)]
pub struct Program {
    conventions: Conventions,
    settings: Vec<Value>,
    nodes: Vec<Node>,
    /// The setting that gives what a test compares with, by the place of the test.
    given_by: BTreeMap<usize, usize>,
    scope: usize,
    /// The start of each condition; the last segment's holds always.
    segments: Vec<usize>,
    stages: Vec<usize>,
    rules: Vec<CompiledRule>,
    guarantees: Vec<CompiledGuarantee>,
    exceptions: Vec<CompiledException>,
    /// The list that each partner works with, if it does.
    batches: Vec<Option<Batch>>,
    holds: Vec<(HoldCode, Stops)>,
    spacings: Vec<Spaced>,
    declared: Vec<Declared>,
    /// The texts that conditions name.
    texts: Vec<String>,
    asked: Asked,
    plans: Vec<CompiledPlan>,
}

/// A rule ready to run.
#[derive(Clone, Debug)]
struct CompiledRule {
    name: String,
    /// The stages in which it works, first and last; `None` is in and outside all.
    stages: Option<(u16, u16)>,
    condition: usize,
    /// Whether it cannot fire while nothing is overdue.
    needs_arrears: bool,
    steps: Vec<Step>,
    frequency: Frequency,
}

#[derive(Clone, Debug)]
struct CompiledGuarantee {
    kind: ActionKind,
    condition: usize,
}

/// Where a tenancy stands in the policy on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the policy applies to it.
    pub in_scope: bool,
    /// Its segment, by its place.
    pub segment: u16,
    /// Its stage, by its place.
    pub stage: Option<u16>,
    /// Until which day all this stays so, as long as nothing happens.
    pub until: Day,
}

impl Program {
    /// Fills in the settings and flattens the conditions.
    ///
    /// # Errors
    /// One [`SettingError`] for every setting that the policy does not have, or that is not of its unit or in its range.
    pub fn compile(policy: &Policy, overrides: &Settings) -> Result<Program, Vec<SettingError>> {
        let settings = settings::fill(policy, overrides)?;
        let mut program = Program::empty(policy, settings);
        let always = Condition::always();
        program.scope = program.flatten(policy.scope.as_ref().map_or(&always, |scope| &scope.condition));
        for segment in &policy.segments {
            let start = program.flatten(segment.condition.as_ref().unwrap_or(&always));
            program.segments.push(start);
        }
        for stage in &policy.stages {
            let start = program.flatten(&stage.condition);
            program.stages.push(start);
        }
        for rule in &policy.rules {
            let rule = program.compile_rule(rule, policy.stages.len());
            program.rules.push(rule);
        }
        for guarantee in &policy.guarantees {
            let condition = program.flatten(&guarantee.only_after);
            program.guarantees.push(CompiledGuarantee { kind: guarantee.kind, condition });
        }
        program.compile_terms(policy);
        for (place, plan) in policy.plans.iter().enumerate() {
            let plan = program.compile_plan(place, plan);
            program.plans.push(plan);
        }
        program.asked = program.find_asked();
        Ok(program)
    }

    fn empty(policy: &Policy, settings: Vec<Value>) -> Program {
        Program {
            conventions: policy.conventions,
            settings,
            nodes: Vec::new(),
            given_by: BTreeMap::new(),
            scope: 0,
            segments: Vec::new(),
            stages: Vec::new(),
            rules: Vec::new(),
            guarantees: Vec::new(),
            exceptions: Vec::new(),
            batches: Vec::new(),
            holds: Vec::new(),
            spacings: Vec::new(),
            plans: Vec::new(),
            declared: declared::declared(policy),
            texts: policy.texts.clone(),
            asked: Asked::default(),
        }
    }

    fn compile_rule(&mut self, rule: &Rule, stages: usize) -> CompiledRule {
        let stages = rule.stages.map(|range| match range {
            StageRange::Only(stage) => (narrow(stage), narrow(stage)),
            StageRange::OrLater(stage) => (narrow(stage), narrow(stages)),
        });
        let condition = self.flatten(&rule.condition);
        let (name, steps) = (rule.named.name.clone(), rule.steps.clone());
        let needs_arrears = condition::needs_arrears(&self.nodes, condition);
        CompiledRule { name, stages, condition, needs_arrears, steps, frequency: rule.frequency }
    }

    fn flatten(&mut self, condition: &Condition) -> usize {
        let start = self.nodes.len();
        let calendar = self.conventions.working_days;
        Flat { settings: &self.settings, calendar, nodes: &mut self.nodes, given_by: &mut self.given_by }
            .add(condition);
        start
    }

    /// How the policy counts time and money.
    #[must_use]
    pub const fn conventions(&self) -> Conventions {
        self.conventions
    }

    /// The values of the settings, in the order of the policy.
    #[must_use]
    pub fn settings(&self) -> &[Value] {
        &self.settings
    }

    /// How many rules there are.
    #[must_use]
    pub const fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// How often a rule fires; of no such rule, never.
    #[must_use]
    pub fn frequency(&self, rule: usize) -> Frequency {
        let never = Frequency { limit: Some((0, Per::Episode)), every: None };
        self.rules.get(rule).map_or(never, |rule| rule.frequency)
    }

    /// Whether a rule cannot fire while nothing is overdue, on whatever day.
    #[must_use]
    pub fn needs_arrears(&self, rule: usize) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.needs_arrears)
    }

    /// What a rule does, in its order.
    #[must_use]
    pub fn steps(&self, rule: usize) -> &[Step] {
        self.rules.get(rule).map_or(&[], |rule| &rule.steps)
    }

    /// Whether any rule or exception does something of this kind.
    #[must_use]
    pub fn does(&self, kind: ActionKind) -> bool {
        let rules = self.rules.iter().flat_map(|rule| &rule.steps);
        rules.chain(self.exceptions.iter().flat_map(|exception| &exception.steps)).any(|step| step.kind == kind)
    }

    /// The place of a rule by its name.
    #[must_use]
    pub fn rule_named(&self, name: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.name == name)
    }

    /// The name of a rule; of no such rule, none.
    #[must_use]
    pub fn rule_name(&self, rule: usize) -> &str {
        self.rules.get(rule).map_or("", |rule| &rule.name)
    }

    /// What its conditions ask about.
    #[must_use]
    pub const fn asked(&self) -> Asked {
        self.asked
    }

    /// Whether the times of any rule are counted within a stage.
    #[must_use]
    pub fn counts_per_stage(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule.frequency.limit, Some((_, Per::Stage))))
    }

    /// What a fact or function amounts to on a day.
    #[must_use]
    pub fn read(&self, subject: Subject, facts: &Facts, day: Day) -> Reading {
        condition::read(subject, facts, day)
    }

    /// Where a tenancy stands. Sets `facts.segment`, which later conditions may read.
    pub fn place(&self, facts: &mut Facts, day: Day) -> Standing {
        let (segment, segment_until) = self.segment_of(facts, day);
        facts.segment = segment;
        let scope = self.truth(self.scope, facts, day);
        let (stage, stage_until) = self.stage_of(facts, day);
        let until = segment_until.min(scope.until).min(stage_until);
        Standing { in_scope: scope.holds, segment, stage, until }
    }

    fn segment_of(&self, facts: &Facts, day: Day) -> (u16, Day) {
        let mut until = Day::NEVER;
        for (place, start) in self.segments.iter().enumerate() {
            let truth = self.truth(*start, facts, day);
            until = until.min(truth.until);
            if truth.holds {
                return (narrow(place), until);
            }
        }
        (narrow(self.segments.len()), until)
    }

    /// The last stage that holds. What is said of the lighter ones does not matter then.
    fn stage_of(&self, facts: &Facts, day: Day) -> (Option<u16>, Day) {
        let mut until = Day::NEVER;
        for (place, start) in self.stages.iter().enumerate().rev() {
            let truth = self.truth(*start, facts, day);
            until = until.min(truth.until);
            if truth.holds {
                return (Some(narrow(place)), until);
            }
        }
        (None, until)
    }

    /// Whether a rule's stages and condition hold; says nothing of its frequency.
    #[must_use]
    pub fn rule_holds(&self, rule: usize, standing: &Standing, facts: &Facts, day: Day) -> Truth {
        let Some(rule) = self.rules.get(rule) else { return Truth::steady(false) };
        if !standing.in_scope || !in_stages(rule.stages, standing.stage) {
            return Truth { holds: false, until: standing.until };
        }
        let truth = self.truth(rule.condition, facts, day);
        Truth { holds: truth.holds, until: truth.until.min(standing.until) }
    }

    /// The guarantees that doing something of this kind would breach, by their place.
    pub fn breached<'a>(&'a self, kind: ActionKind, facts: &'a Facts, day: Day) -> impl Iterator<Item = usize> + 'a {
        self.guarantees
            .iter()
            .enumerate()
            .filter(move |(_, guarantee)| guarantee.kind == kind && !self.truth(guarantee.condition, facts, day).holds)
            .map(|(place, _)| place)
    }

    fn truth(&self, start: usize, facts: &Facts, day: Day) -> Truth {
        condition::holds(&self.nodes, start, facts, day)
    }
}

fn in_stages(stages: Option<(u16, u16)>, stage: Option<u16>) -> bool {
    match (stages, stage) {
        (None, _) => true,
        (Some((first, last)), Some(stage)) => first <= stage && stage <= last,
        (Some(_), None) => false,
    }
}

/// Places in a policy are far below the limit of a `u16`: the checker refuses longer lists.
fn narrow(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
