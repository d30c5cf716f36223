//! The space of one policy: its conditions, stages, segments, rules and exceptions as regions.

use super::Region;
use super::dimension::Calendar;
use super::dimension::Clock;
use super::dimension::Count;
use super::dimension::DECIMALS;
use super::dimension::Dimension;
use super::dimension::ENDED;
use super::dimension::Own;
use super::dimension::RUNNING;
use super::formula::Formula;
use super::formula::Ruler;
use super::search::Grounds;
use super::values::FAR;
use super::values::Values;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::DeclaredFact;
use crate::check::Operand;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Unit;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;

/// More segments than this are not looked into: each says what all before it do not.
const MOST_SEGMENTS: usize = 300;

/// What settings are taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knobs {
    /// As the policy has them.
    AsWritten,
    /// Anything in their range.
    Anywhere,
}

/// What regions of one or more policies share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Every text, with its place among them.
    pub(super) texts: BTreeMap<String, u16>,
    /// Every fact of the policies' own, with its place among them.
    facts: BTreeMap<(String, &'static str), u16>,
    /// The range of each setting, and its value in the policy.
    pub(super) settings: BTreeMap<Dimension, (Values, i128)>,
    /// How many steps all questions together may take; without, each may take as many as one.
    pub(super) allowance: Option<AtomicUsize>,
    /// What was worked out for earlier questions.
    pub(super) grounds: Grounds,
}

/// A policy as a space of facts.
#[derive(Clone, Debug)]
pub struct Space<'p> {
    policy: &'p Policy,
    number: u16,
    knobs: Knobs,
    shared: Arc<Shared>,
    /// The dimensions of its own facts, and the places of its texts in the joint table.
    declared: Vec<Option<Dimension>>,
    texts: Vec<Option<u16>>,
    segments: Vec<Formula>,
    stages: Vec<Formula>,
    scope: Formula,
    /// The rules, each from when it is first asked for.
    rules: Vec<OnceLock<Formula>>,
}

impl<'p> Space<'p> {
    /// The space of a policy.
    #[must_use]
    pub fn new(policy: &'p Policy, knobs: Knobs) -> Space<'p> {
        let shared = Arc::new(Shared::of(&[policy]));
        Space::with(policy, 0, knobs, &shared)
    }

    /// The space of a policy of which all questions together take a bounded number of steps: what is asked when those are
    /// spent gets few. The answers depend on the order of the questions.
    pub(in crate::check) fn bounded(policy: &'p Policy, knobs: Knobs, steps: usize) -> Space<'p> {
        let shared = Shared { allowance: Some(AtomicUsize::new(steps)), ..Shared::of(&[policy]) };
        Space::with(policy, 0, knobs, &Arc::new(shared))
    }

    /// The spaces of two policies, of which regions can be laid beside each other. A fact of their own, and a text, is the
    /// same in both where it has the same name.
    #[must_use]
    pub fn pair(one: &'p Policy, other: &'p Policy, knobs: Knobs) -> (Space<'p>, Space<'p>) {
        let shared = Arc::new(Shared::of(&[one, other]));
        (Space::with(one, 0, knobs, &shared), Space::with(other, 1, knobs, &shared))
    }

    /// The space of the facts of a policy, without its segments and stages: for who asks about facts alone.
    pub(super) fn of_facts(policy: &'p Policy) -> Space<'p> {
        Space::bare(policy, 0, Knobs::AsWritten, &Arc::new(Shared::of(&[policy])))
    }

    fn with(policy: &'p Policy, number: u16, knobs: Knobs, shared: &Arc<Shared>) -> Space<'p> {
        let mut space = Space::bare(policy, number, knobs, shared);
        space.segments = space.segment_formulas();
        space.stages = policy.stages.iter().map(|stage| space.formula(&stage.condition)).collect();
        space.scope = policy.scope.as_ref().map_or_else(Formula::always, |scope| space.formula(&scope.condition));
        space
    }

    fn bare(policy: &'p Policy, number: u16, knobs: Knobs, shared: &Arc<Shared>) -> Space<'p> {
        let texts = policy.texts.iter().map(|text| shared.texts.get(text).copied()).collect();
        let declared = policy.facts.iter().map(|fact| shared.dimension(fact)).collect();
        let shared = Arc::clone(shared);
        let (segments, stages, scope) = (Vec::new(), Vec::new(), Formula::always());
        let rules = policy.rules.iter().map(|_| OnceLock::new()).collect();
        Space { policy, number, knobs, shared, declared, texts, segments, stages, scope, rules }
    }

    /// The policy.
    #[must_use]
    pub const fn policy(&self) -> &'p Policy {
        self.policy
    }

    pub(super) const fn number(&self) -> u16 {
        self.number
    }

    /// The place in the policy of a fact in the joint table.
    pub(super) fn own_fact(&self, joint: u16) -> Option<usize> {
        let is = |own: &Option<Dimension>| matches!(own, Some(Dimension::Declared(place, _)) if *place == joint);
        self.declared.iter().position(is)
    }

    /// The place in the policy of a text in the joint table.
    pub(super) fn own_text(&self, joint: u16) -> Option<u16> {
        self.texts.iter().position(|own| *own == Some(joint)).and_then(|place| u16::try_from(place).ok())
    }

    fn region(&self, formula: Formula) -> Region {
        Region { formula, shared: Arc::clone(&self.shared) }
    }

    /// Everybody.
    #[must_use]
    pub fn everybody(&self) -> Region {
        self.region(Formula::always())
    }

    /// The tenants with whom a condition holds.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> Region {
        self.region(self.formula(condition))
    }

    /// The tenants to whom the policy applies.
    #[must_use]
    pub fn scope(&self) -> Region {
        self.region(self.scope.clone())
    }

    /// The tenants of a segment; of no such segment, nobody.
    #[must_use]
    pub fn segment(&self, place: usize) -> Region {
        self.region(self.segments.get(place).cloned().unwrap_or_else(Formula::never))
    }

    /// The tenants with whom the condition of a stage holds, be it that a heavier one holds too.
    #[must_use]
    pub fn reaches(&self, stage: usize) -> Region {
        self.region(self.stages.get(stage).cloned().unwrap_or_else(Formula::never))
    }

    /// The tenants who are in stages: of those that hold the last is meant.
    #[must_use]
    pub fn in_stages(&self, range: StageRange) -> Region {
        self.region(self.stages_formula(range))
    }

    fn stages_formula(&self, range: StageRange) -> Formula {
        let from = |first: usize| Formula::any(self.stages.iter().skip(first).cloned().collect());
        match range {
            StageRange::OrLater(first) => from(first),
            StageRange::Only(stage) => {
                let own = self.stages.get(stage).cloned().unwrap_or_else(Formula::never);
                Formula::all(vec![own, Formula::not(from(stage + 1))])
            }
        }
    }

    /// The tenants with whom a rule holds: scope, stages and condition.
    #[must_use]
    pub fn rule(&self, place: usize) -> Region {
        let pair = self.policy.rules.get(place).zip(self.rules.get(place));
        let formula = pair.map(|(rule, known)| known.get_or_init(|| self.rule_formula(rule)).clone());
        self.region(formula.unwrap_or_else(Formula::never))
    }

    fn rule_formula(&self, rule: &Rule) -> Formula {
        let stages = rule.stages.map_or_else(Formula::always, |range| self.stages_formula(range));
        let where_it_stands = Formula::all(vec![self.scope.clone(), stages]);
        Formula::all(vec![where_it_stands, self.formula(&rule.condition)])
    }

    /// The tenants with whom an exception holds, and all that it is an exception to.
    #[must_use]
    pub fn exception(&self, place: usize) -> Region {
        let (mut region, mut next) = (self.everybody(), Some(Overridden::Exception(place)));
        // Never more steps than there are exceptions, even if they stood in a circle.
        for _ in 0..=self.policy.exceptions.len() {
            next = match next {
                Some(Overridden::Exception(place)) => {
                    let Some(exception) = self.policy.exceptions.get(place) else { break };
                    region = region.and(&self.condition(&exception.condition));
                    Some(exception.overrides)
                }
                Some(Overridden::Rule(rule)) => return region.and(&self.rule(rule)),
                None => break,
            };
        }
        region
    }

    fn segment_formulas(&self) -> Vec<Formula> {
        let always = Condition::always();
        let own: Vec<Formula> = self
            .policy
            .segments
            .iter()
            .map(|segment| self.formula(segment.condition.as_ref().unwrap_or(&always)))
            .collect();
        let not: Vec<Formula> = own.iter().cloned().map(Formula::not).collect();
        let first = |place: usize| {
            if place > MOST_SEGMENTS {
                return Formula::Unknown;
            }
            let before = not.iter().take(place).cloned();
            Formula::all(own.get(place).cloned().into_iter().chain(before).collect())
        };
        (0..own.len()).map(first).collect()
    }

    fn formula(&self, condition: &Condition) -> Formula {
        match condition {
            Condition::All(parts) => Formula::all(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Any(parts) => Formula::any(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Not(part) => Formula::not(self.formula(part)),
            Condition::Test(test) => self.test(test),
        }
    }

    fn test(&self, test: &Test) -> Formula {
        match test.comparison {
            None => self.yes(test.subject),
            Some((comparison, Operand::Value(value))) => self.compared(test.subject, comparison, value),
            Some((comparison, Operand::Setting(place))) => self.with_setting(test.subject, comparison, place),
        }
    }

    /// That a subject of yes or no is so.
    fn yes(&self, subject: Subject) -> Formula {
        let phase = |phase| Formula::is_in(Dimension::Phase, Values::point(phase));
        match subject {
            Subject::Fact(Fact::Sitting) => phase(RUNNING),
            Subject::Fact(Fact::Departed) => phase(ENDED),
            Subject::Fact(Fact::WikExpired) => {
                Formula::is_in(Dimension::Fact(Fact::WikExpiredAmount), Values::span(1, FAR))
            }
            Subject::Fact(fact) => Formula::yes(Dimension::Fact(fact)),
            Subject::Function(Function::Done, kind) => Formula::yes(Dimension::Done(kind)),
            Subject::Function(Function::Never, kind) => Formula::is_in(Dimension::Times(kind), Values::point(0)),
            Subject::Function(_, kind) => Formula::is_in(Dimension::Times(kind), Values::span(1, FAR)),
            Subject::Declared(place) => self.declared(place).map_or(Formula::Unknown, Formula::yes),
            Subject::LastMonths(..) => Formula::Unknown,
        }
    }

    fn compared(&self, subject: Subject, comparison: Comparison, value: Value) -> Formula {
        if let (Subject::Fact(Fact::Segment), Value::Choice(place)) = (subject, value) {
            let own = self.segments.get(usize::from(place)).cloned().unwrap_or_else(Formula::never);
            return if comparison == Comparison::Equal { own } else { Formula::not(own) };
        }
        if let (Subject::Fact(Fact::Hold), Value::Choice(place)) = (subject, value) {
            let code = HoldCode::ALL.get(usize::from(place));
            let runs = code.map_or_else(Formula::never, |code| Formula::yes(Dimension::Running(*code)));
            return if comparison == Comparison::Equal { runs } else { Formula::not(runs) };
        }
        match (self.ruler(subject, value), self.number_of(value)) {
            (Some(ruler), Some(number)) => ruler.against(comparison, number),
            _ => Formula::Unknown,
        }
    }

    fn with_setting(&self, subject: Subject, comparison: Comparison, place: usize) -> Formula {
        let Some(setting) = self.policy.settings.get(place) else { return Formula::Unknown };
        let dimension = u16::try_from(place).ok().map(|place| Dimension::Setting(self.number, place));
        match (self.knobs, self.ruler(subject, setting.value), dimension) {
            (Knobs::AsWritten, ..) => self.compared(subject, comparison, setting.value),
            (Knobs::Anywhere, Some(ruler), Some(dimension)) => ruler.against_setting(comparison, dimension),
            _ => Formula::Unknown,
        }
    }

    /// The line on which a subject is compared with a value.
    fn ruler(&self, subject: Subject, value: Value) -> Option<Ruler> {
        let plain = |dimension| Some(Ruler::plain(dimension));
        match subject {
            Subject::Fact(Fact::MonthsInArrears) => {
                Some(Ruler { dimension: Dimension::Fact(Fact::MonthsInArrears), scale: 2, width: 1 })
            }
            Subject::Fact(Fact::FullMonths) => {
                let scale = 2 * DECIMALS;
                Some(Ruler { dimension: Dimension::Fact(Fact::MonthsInArrears), scale, width: scale })
            }
            Subject::Fact(Fact::DaysToDue) => plain(Dimension::Fact(Fact::DaysToDue)),
            Subject::Fact(fact) if fact.entry().unit == Unit::Days => self.clock(Clock::Fact(fact), value),
            Subject::Fact(fact) => plain(Dimension::Fact(fact)),
            Subject::Function(Function::DaysSince, kind) => self.clock(Clock::Since(kind), value),
            Subject::Function(_, kind) => plain(Dimension::Times(kind)),
            Subject::LastMonths(count, back) => plain(Dimension::LastMonths(count, back)),
            Subject::Declared(place) => self.declared(place).and_then(plain),
        }
    }

    fn clock(&self, clock: Clock, value: Value) -> Option<Ruler> {
        let calendar = Calendar::of(self.policy.conventions.working_days);
        match value {
            Value::Days(_) => Some(Ruler::plain(Dimension::Clock(clock, Count::Days))),
            Value::WorkingDays(_) => Some(Ruler::plain(Dimension::Clock(clock, Count::Working(calendar)))),
            Value::Months(_) => Some(Ruler { dimension: Dimension::Clock(clock, Count::Months), scale: 2, width: 1 }),
            _ => None,
        }
    }

    fn declared(&self, place: usize) -> Option<Dimension> {
        self.declared.get(place).copied().flatten()
    }

    fn number_of(&self, value: Value) -> Option<i128> {
        match value {
            Value::Text(place) => self.texts.get(usize::from(place)).copied().flatten().map(i128::from),
            value => number(value),
        }
    }
}

impl Shared {
    fn dimension(&self, fact: &DeclaredFact) -> Option<Dimension> {
        let joint = self.facts.get(&(fact.named.name.clone(), fact.unit.word().en))?;
        let own = match fact.unit {
            Unit::YesNo => Own::YesNo,
            Unit::Text => Own::Text(u16::try_from(self.texts.len()).ok()?),
            _ => Own::Number,
        };
        Some(Dimension::Declared(*joint, own))
    }

    fn of(policies: &[&Policy]) -> Shared {
        let mut shared = Shared::default();
        for (order, policy) in policies.iter().enumerate() {
            for text in &policy.texts {
                let next = u16::try_from(shared.texts.len()).unwrap_or(u16::MAX);
                shared.texts.entry(text.clone()).or_insert(next);
            }
            for fact in &policy.facts {
                let next = u16::try_from(shared.facts.len()).unwrap_or(u16::MAX);
                shared.facts.entry((fact.named.name.clone(), fact.unit.word().en)).or_insert(next);
            }
            for (place, setting) in policy.settings.iter().enumerate() {
                let bounds = number(setting.least).zip(number(setting.greatest)).zip(number(setting.value));
                let dimension = u16::try_from(order).ok().zip(u16::try_from(place).ok());
                if let (Some(((least, greatest), value)), Some((order, place))) = (bounds, dimension) {
                    let range = Values::span(least.min(value), greatest.max(value));
                    shared.settings.insert(Dimension::Setting(order, place), (range, value));
                }
            }
        }
        shared
    }
}

/// A value as a number of its smallest part.
fn number(value: Value) -> Option<i128> {
    match value {
        Value::Money(amount) => Some(i128::from(amount.cents())),
        Value::MonthsOfRent(number) => {
            let share = number.as_share();
            Some(i128::from(share.part) * (DECIMALS / i128::from(share.whole)))
        }
        Value::Days(number) | Value::WorkingDays(number) | Value::Months(number) => Some(i128::from(number)),
        Value::Count(count) => Some(i128::from(count)),
        Value::Choice(place) => Some(i128::from(place)),
        Value::YesNo(_) | Value::Text(_) => None,
    }
}
