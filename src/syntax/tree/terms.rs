//! What a policy has beside its rules, as it stands: exceptions, plans, holds, lists of partners, facts of its own.

use super::Cite;
use super::Condition;
use super::Count;
use super::Declared;
use super::Literal;
use super::Operand;
use super::Step;
use super::Written;
use crate::calendar::Day;
use crate::source::Span;

/// When VAT is added to collection costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VatOnCosts {
    /// `never`
    Never,
    /// `agency_only`
    AgencyOnly,
    /// `always`
    Always,
}

/// `spacing`
#[derive(Clone, Debug)]
pub struct Spacing {
    /// How many days.
    pub days: Literal,
    /// Between what.
    pub group: Group,
}

/// Kinds of action between which days lie.
#[derive(Clone, Debug)]
pub enum Group {
    /// `messages`
    Messages,
    /// `contacts`
    Contacts,
    /// Those listed.
    Kinds(Vec<Written>),
}

/// `partner`
#[derive(Clone, Debug)]
pub struct Partner {
    /// Its name and title.
    pub declared: Declared,
    /// The word for what it is.
    pub kind: Written,
    /// The list it works with, if it does.
    pub list: Option<PartnerList>,
}

/// The list with which a partner works.
#[derive(Clone, Debug)]
pub enum PartnerList {
    /// Every month, on a day, of those who qualify by another.
    Monthly(Count, Count),
    /// On these days; the calendar lacks those that are not there, which a finding says.
    Dates(Vec<Option<Day>>),
}

/// `fact`
#[derive(Clone, Debug)]
pub struct DeclaredFact {
    /// Its name, which is that of its column, and its title.
    pub declared: Declared,
    /// What it is measured in.
    pub unit: FactUnit,
    /// What it is where the ledger does not tell.
    pub otherwise: FactValue,
}

/// What a fact of the ledger's own is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactUnit {
    /// `money`
    Money,
    /// `days`
    Days,
    /// `months`
    Months,
    /// `count`
    Count,
    /// `yes_no`
    YesNo,
    /// `text`
    Text,
}

/// A value of such a fact.
#[derive(Clone, Debug)]
pub enum FactValue {
    /// `yes` or `no`, and where it stands.
    YesNo(bool, Span),
    /// A quoted text.
    Text(Written),
    /// Another value.
    Literal(Literal),
}

/// Who has to agree.
#[derive(Clone, Copy, Debug)]
pub struct Approval {
    /// How many assess it.
    pub assessors: Count,
    /// Whether a manager is among them.
    pub manager: bool,
}

/// `exception`
#[derive(Clone, Debug)]
pub struct Exception {
    /// Its name and title.
    pub declared: Declared,
    /// The rule or exception it is to.
    pub to: Written,
    /// The exceptions it goes before.
    pub above: Vec<Written>,
    /// When it holds.
    pub condition: Condition,
    /// What is done instead; with none, nothing is.
    pub steps: Vec<Step>,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// `plan`
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name and title.
    pub declared: Declared,
    /// In the course of which actions it is offered.
    pub after: Vec<Written>,
    /// When.
    pub condition: Option<Condition>,
    /// The most instalments, and the least amount of each; the checker asks for them.
    pub instalments: Option<(Operand, Operand)>,
    /// The day of the month on which they fall due.
    pub day: Option<Count>,
    /// How many days after a broken plan it is not offered.
    pub rest: Option<Operand>,
    /// Whether only those are offered it who cannot pay at once.
    pub only_if_unable: bool,
    /// How many days an instalment may be late.
    pub patience: Operand,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// `hold`
#[derive(Clone, Debug)]
pub struct Hold {
    /// The waiting code, and the title.
    pub declared: Declared,
    /// What it stops.
    pub stops: Stopped,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// What a hold stops.
#[derive(Clone, Debug)]
pub enum Stopped {
    /// Everything but these.
    AllExcept(Vec<Written>),
    /// These only.
    Only(Vec<Written>),
}
