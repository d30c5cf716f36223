//! The terms of a policy beyond its rules: exceptions, payment plans, holds, spacing, and facts of the ledger's own.

use super::policy::Cite;
use super::policy::Condition;
use super::policy::Named;
use super::policy::Operand;
use super::policy::Step;
use super::policy::Value;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Unit;

/// Who must agree before something is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// How many people assess it.
    pub assessors: u32,
    /// Whether a manager is among them.
    pub manager: bool,
}

/// What an exception is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overridden {
    /// The rule at this place in [`super::Policy::rules`].
    Rule(usize),
    /// The exception at this place in [`super::Policy::exceptions`].
    Exception(usize),
}

/// What holds instead of a rule, or of another exception, when its own condition holds too.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Its name and title.
    pub named: Named,
    /// What it is to.
    pub overrides: Overridden,
    /// The exceptions to the same that give way when both hold, by their places and in their order: also those that give way to
    /// them.
    pub above: Vec<usize>,
    /// When it holds.
    pub condition: Condition,
    /// What is done instead; with none, nothing is.
    pub steps: Vec<Step>,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
    /// The whole exception.
    pub span: Span,
}

impl Exception {
    /// Whether an exception, by its place, gives way to this one.
    #[must_use]
    pub fn stands_above(&self, other: usize) -> bool {
        self.above.binary_search(&other).is_ok()
    }
}

/// A payment plan that may be offered in the course of an action.
#[derive(Clone, Debug)]
pub struct PlanTerms {
    /// Its name and title.
    pub named: Named,
    /// The kinds of action in the course of which it is offered.
    pub after: Vec<ActionKind>,
    /// When it may be offered.
    pub condition: Condition,
    /// The most instalments.
    pub instalments: Operand,
    /// The least amount of an instalment.
    pub least: Operand,
    /// The day of the month on which instalments fall due; the first, if it does not say.
    pub day: u32,
    /// Not within so many days of a broken plan.
    pub rest: Option<Operand>,
    /// Whether only those are offered it who cannot pay at once.
    pub only_if_unable: bool,
    /// It is broken when an instalment is more than so many days late.
    pub patience: Operand,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
    /// The whole plan.
    pub span: Span,
}

/// What waits while a tenancy is on hold. A hold covers the claims that fell due before it began.
#[derive(Clone, Debug)]
pub struct Hold {
    /// Its name and title; the name is that of its code.
    pub named: Named,
    /// The waiting code.
    pub code: HoldCode,
    /// What it stops.
    pub stops: Stops,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub span: Span,
}

/// What a hold stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stops {
    /// All kinds of action but these.
    AllExcept(Vec<ActionKind>),
    /// These kinds only.
    Only(Vec<ActionKind>),
}

impl Stops {
    /// Whether it stops this kind of action.
    #[must_use]
    pub fn stops(&self, kind: ActionKind) -> bool {
        match self {
            Stops::AllExcept(kinds) => !kinds.contains(&kind),
            Stops::Only(kinds) => kinds.contains(&kind),
        }
    }

    /// Of steps that go together one that it stops, and one that it does not; none where it stops all or nothing of them.
    #[must_use]
    pub fn part<'s>(&self, steps: &'s [Step]) -> Option<(&'s Step, &'s Step)> {
        let is_stopped = |step: &&Step| self.stops(step.kind);
        steps.iter().find(is_stopped).zip(steps.iter().find(|step| !is_stopped(step)))
    }
}

/// Days that must lie between two actions of a group. Of several that are due, the heaviest goes and the others wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// How many days.
    pub days: i32,
    /// The kinds of the group.
    pub kinds: Vec<ActionKind>,
    /// Where it stands.
    pub span: Span,
}

/// A fact that the ledger tells in a column of its own.
#[derive(Clone, Debug)]
pub struct DeclaredFact {
    /// Its name, which is that of the column, and its title.
    pub named: Named,
    /// Its unit: money, days, months, a count, yes or no, or a text.
    pub unit: Unit,
    /// What it is taken to be where the ledger does not tell.
    pub otherwise: Value,
    /// Where it stands.
    pub span: Span,
}
