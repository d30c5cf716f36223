//! What the author wrote, as it stands: items in their order, names not looked up, values not given a meaning.
//!
//! Knows no vocabulary and no units. Always: every span lies within the file that was parsed.

mod example;
mod terms;

pub use example::Amount;
pub use example::Event;
pub use example::Example;
pub use example::Expectation;
pub use example::Given;
pub use example::Happening;
pub use example::Moment;
pub use example::Nothing;
pub use example::Pace;
pub use terms::Approval;
pub use terms::DeclaredFact;
pub use terms::Exception;
pub use terms::FactUnit;
pub use terms::FactValue;
pub use terms::Group;
pub use terms::Hold;
pub use terms::Partner;
pub use terms::PartnerList;
pub use terms::Plan;
pub use terms::Spacing;
pub use terms::Stopped;
pub use terms::VatOnCosts;

use crate::calendar::Day;
use crate::calendar::WorkingDays;
use crate::locale::Locale;
use crate::money::Money;
use crate::money::Number;
use crate::source::Span;

/// A whole file.
#[derive(Clone, Debug)]
pub struct SyntaxTree {
    /// The language that most of its structure words are of.
    pub locale: Locale,
    /// Its items, in their order.
    pub items: Vec<Item>,
    /// Its comments, each from `#` to the end of the line.
    pub comments: Vec<Span>,
}

/// One item.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// The whole of it.
    pub span: Span,
    /// Whether unreadable text follows it, that may have been meant as part of it.
    pub ending: Ending,
}

/// What follows an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The next item, or the end.
    Clean,
    /// Text that could not be read.
    Torn,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `policy "…" version "…"`: title and version.
    Policy(Written, Written),
    /// `valid from`; nothing, when the calendar has no such day.
    ValidFrom(Option<Day>),
    /// `source`
    Source(Declared),
    /// `evaluate`
    Evaluate(DayPart),
    /// `working days`
    WorkingDays(WorkingDays),
    /// `overdue from`
    Overdue(FirstDay),
    /// `tolerance`
    Tolerance(Literal),
    /// `grace`
    Grace(Literal),
    /// `vat on costs`
    Vat(VatOnCosts),
    /// `law nl`
    Law,
    /// `spacing`
    Spacing(Spacing),
    /// `applies when`
    Applies(Condition, Vec<Cite>),
    /// `target`
    Target(Target),
    /// `setting`
    Setting(Setting),
    /// `action`
    Action(Action),
    /// `partner`
    Partner(Partner),
    /// `fact`
    Fact(DeclaredFact),
    /// `segment`; without a condition it is `otherwise`.
    Segment(Declared, Option<Condition>, Vec<Cite>),
    /// `stage`
    Stage(Declared, Condition, Vec<Cite>),
    /// `rule`
    Rule(Rule),
    /// `exception`
    Exception(Exception),
    /// `write off`: a rule of which the steps go without saying.
    WriteOff(Rule),
    /// `plan`
    Plan(Box<Plan>),
    /// `hold`
    Hold(Hold),
    /// `guarantee`
    Guarantee(Guarantee),
    /// `example`
    Example(Example),
    /// What could not be read; a finding says so.
    Broken(Broken),
}

/// A word or a quoted text as the author wrote it; the text is without quotes, the span with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A name that is declared, and its title.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The name.
    pub name: Written,
    /// The title, if it has one.
    pub title: Option<Written>,
}

/// The kinds of names an author gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace {
    /// Documents.
    Source,
    /// Knobs.
    Setting,
    /// Actions.
    Action,
    /// Partners.
    Partner,
    /// Segments.
    Segment,
    /// Stages.
    Stage,
    /// Rules.
    Rule,
    /// Exceptions.
    Exception,
    /// Payment plans.
    Plan,
    /// Waiting codes.
    Hold,
    /// Facts of the ledger's own.
    Fact,
}

/// What could not be read, as far as it can be guessed: it keeps one mistake from looking like several.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Whether it looks like the header of the policy.
    pub header: bool,
    /// The name that it seems to declare.
    pub declares: Option<(Namespace, Written)>,
}

/// When in the day the policy is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// Before the payments of the day.
    Morning,
    /// After them.
    Evening,
}

/// From which day a claim counts as overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstDay {
    /// Its due date.
    DueDate,
    /// The day after.
    DayAfter,
}

/// `target`
#[derive(Clone, Debug)]
pub struct Target {
    /// The word for the key figure.
    pub kpi: Written,
    /// From which side it is bounded.
    pub side: Side,
    /// The bound.
    pub bound: Literal,
    /// Where `per year` stands, if it does.
    pub per_year: Option<Span>,
    /// The day by which it is to be met.
    pub by: Option<Day>,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// From which side a key figure is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `at most`
    AtMost,
    /// `at least`
    AtLeast,
}

/// `setting`
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub declared: Declared,
    /// Its value.
    pub value: Literal,
    /// The least a scenario may give.
    pub least: Literal,
    /// The most a scenario may give.
    pub greatest: Literal,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// `action`
#[derive(Clone, Debug)]
pub struct Action {
    /// Its name and title.
    pub declared: Declared,
    /// The word for what it is.
    pub kind: Written,
    /// The word for its channel.
    pub channel: Option<Written>,
    /// What it costs.
    pub costs: Option<Literal>,
    /// How many minutes it takes.
    pub minutes: Option<Count>,
    /// How many people it takes.
    pub staff: Option<Count>,
}

/// `rule`
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name and title.
    pub declared: Declared,
    /// In which stage it works, and whether also in later ones.
    pub stage: Option<(Written, Reach)>,
    /// When it fires.
    pub condition: Option<Condition>,
    /// What is done; with none, nothing is.
    pub steps: Vec<Step>,
    /// How often; the checker asks for it.
    pub frequency: Option<Frequency>,
    /// Who has to agree; of a write-off.
    pub approval: Option<Approval>,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// How far a stage reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// That stage only.
    Only,
    /// And every later one.
    OrLater,
}

/// One step of a rule.
#[derive(Clone, Debug)]
pub struct Step {
    /// In which words it is said.
    pub manner: Manner,
    /// The action, kind of action or partner.
    pub target: Written,
    /// The whole step.
    pub span: Span,
}

/// In which words a step is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// An action or kind of action.
    Plain,
    /// `refer to` a partner.
    ReferTo,
    /// `hand over to` a partner.
    HandOverTo,
}

/// A whole number; nothing, when it is too large, which a finding says.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// The number.
    pub value: Option<u32>,
    /// Where it stands.
    pub span: Span,
}

/// How often a rule fires.
#[derive(Clone, Copy, Debug)]
pub enum Frequency {
    /// `once per episode`
    OncePerEpisode,
    /// `once per stage`, and where it stands.
    OncePerStage(Span),
    /// `once per claim`
    OncePerClaim,
    /// `once per month`
    OncePerMonth,
    /// `every N days`, and at most so many times.
    Every(Count, Option<Count>),
    /// `at most N times`
    AtMost(Count),
}

/// `guarantee`
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Its title.
    pub title: Written,
    /// The action or kind of action that is guarded.
    pub action: Written,
    /// What must hold, or must not.
    pub guard: Guard,
    /// Its clauses.
    pub cites: Vec<Cite>,
}

/// What a guarantee asks.
#[derive(Clone, Debug)]
pub enum Guard {
    /// `only after`
    OnlyAfter(Condition),
    /// `never`, always or when something holds.
    Never(Option<Condition>),
}

/// Whether `not` stands before something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// It does not.
    Plain,
    /// It does.
    Negated,
}

/// A clause of a source.
#[derive(Clone, Debug)]
pub struct Cite {
    /// The name of the source.
    pub source: Written,
    /// The clause.
    pub clause: Written,
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Condition {
    /// `and`
    All(Vec<Condition>),
    /// `or`
    Any(Vec<Condition>),
    /// `not`
    Not(Box<Condition>),
    /// A single test.
    Test(Test),
}

/// A single test.
#[derive(Clone, Debug)]
pub struct Test {
    /// The fact or function.
    pub term: Term,
    /// How it is compared with what.
    pub comparison: Option<(Comparison, Operand)>,
    /// The whole test.
    pub span: Span,
}

/// A fact, or a function of an action.
#[derive(Clone, Debug)]
pub struct Term {
    /// The fact or function.
    pub name: Written,
    /// What stands between its parentheses.
    pub argument: Option<Argument>,
    /// The whole term.
    pub span: Span,
}

/// What stands between the parentheses of a function.
#[derive(Clone, Debug)]
pub enum Argument {
    /// An action, a kind of action or a partner.
    Name(Written),
    /// A number.
    Number(Count),
}

/// A sign of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// What something is compared with.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A value.
    Literal(Literal),
    /// A quoted text.
    Text(Written),
    /// A setting, a choice, or by mistake a fact.
    Term(Term),
}

impl Operand {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Operand::Literal(literal) => literal.span,
            Operand::Text(text) => text.span,
            Operand::Term(term) => term.span,
        }
    }
}

/// A value in the text.
#[derive(Clone, Copy, Debug)]
pub struct Literal {
    /// The value.
    pub value: LiteralValue,
    /// Where it stands.
    pub span: Span,
}

/// A value with the unit that is written beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralValue {
    /// `€ 50`
    Money(Money),
    /// `1.35 %`
    Percent(Number),
    /// `5 working days`
    WorkingDays(Number),
    /// `2 weeks`
    Weeks(Number),
    /// `14 days`
    Days(Number),
    /// `3 months`
    Months(Number),
    /// `2.1`
    Plain(Number),
    /// `2025-06-01`
    Date(Day),
    /// Not to be understood; a finding says why.
    Unreadable,
}
