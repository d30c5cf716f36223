//! A checked policy: every name resolved, every unit agreed, every place in the text kept.
//!
//! Only `check` makes one, so whoever holds a [`Policy`] may rely on it: an index points at something, a
//! comparison compares what can be compared, and exactly one segment is the last resort if there are segments.

mod comparison;

pub use comparison::Comparison;

use super::terms::Approval;
use super::terms::DeclaredFact;
use super::terms::Exception;
use super::terms::Hold;
use super::terms::PlanTerms;
use super::terms::Spacing;
use super::timeline::Timeline;
use crate::calendar::Day;
use crate::calendar::WorkingDays;
use crate::locale::Locale;
use crate::money::Money;
use crate::money::Number;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::Kpi;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PartnerKind;

/// A policy that passed every check.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The title in the author's words.
    pub title: String,
    /// The version in the author's words.
    pub version: String,
    /// The language in which it is written.
    pub locale: Locale,
    /// The first day on which it rules, if it says so.
    pub valid_from: Option<Day>,
    /// When in the day it is evaluated, from which day a claim counts as overdue, and so on.
    pub conventions: Conventions,
    /// The documents it cites.
    pub sources: Vec<Source>,
    /// To whom it applies; everybody, when it does not say.
    pub scope: Option<Scope>,
    /// What it aims at.
    pub targets: Vec<Target>,
    /// Its named knobs.
    pub settings: Vec<Setting>,
    /// The actions it names.
    pub actions: Vec<Action>,
    /// The partners it names.
    pub partners: Vec<Partner>,
    /// Kinds of tenants: the first that holds is the tenant's; the last has no condition.
    pub segments: Vec<Segment>,
    /// Stages from light to heavy: the last that holds is the tenant's.
    pub stages: Vec<Stage>,
    /// What is to be done, and when.
    pub rules: Vec<Rule>,
    /// What holds instead of a rule, or of another exception.
    pub exceptions: Vec<Exception>,
    /// The payment plans it offers; of those that can be offered, the first is.
    pub plans: Vec<PlanTerms>,
    /// What waits while a tenancy is on hold.
    pub holds: Vec<Hold>,
    /// Between which actions days must lie.
    pub spacings: Vec<Spacing>,
    /// Facts that the ledger tells in columns of its own.
    pub facts: Vec<DeclaredFact>,
    /// The texts in quotes that facts are compared with, each once.
    pub texts: Vec<String>,
    /// Whether it stands under Dutch law: `law nl`.
    pub law: Law,
    /// What must never happen: its own, then those of law and agreement if it stands under them.
    pub guarantees: Vec<Guarantee>,
    /// Facts with what must follow from them.
    pub examples: Vec<Example>,
    /// Days on which something happens, with what must be done on which.
    pub timelines: Vec<Timeline>,
}

impl Policy {
    /// A fact or function as a policy in a language writes it.
    #[must_use]
    pub fn subject_name(&self, subject: Subject, locale: Locale) -> String {
        match subject {
            Subject::Fact(fact) => fact.entry().word.in_locale(locale).to_owned(),
            Subject::Function(function, kind) => {
                format!("{}({})", function.entry().word.in_locale(locale), kind.word().in_locale(locale))
            }
            Subject::LastMonths(count, back) => format!("{}({back})", count.entry().word.in_locale(locale)),
            Subject::Declared(place) => self.facts.get(place).map_or_else(String::new, |fact| fact.named.name.clone()),
        }
    }

    /// The step of a rule, or of the exception whose steps were taken instead, by their places.
    #[must_use]
    pub fn step_of(&self, rule: Option<u16>, exception: Option<u16>, step: u16) -> Option<&Step> {
        let steps = match exception {
            Some(place) => &self.exceptions.get(usize::from(place))?.steps,
            None => &self.rules.get(usize::from(rule?))?.steps,
        };
        steps.get(usize::from(step))
    }
}

/// How a policy counts time and money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conventions {
    /// Whether the payments of a day are known when the policy is evaluated.
    pub evaluate: Evaluate,
    /// On which days actions are carried out.
    pub working_days: WorkingDays,
    /// From which day a claim counts as overdue.
    pub overdue_from: OverdueFrom,
    /// Arrears up to this amount start no episode.
    pub tolerance: Money,
    /// A payment up to so many days after the due date counts as in time.
    pub grace: i32,
    /// When VAT is added to collection costs.
    pub costs_vat: CostsVat,
}

/// Under which law a policy stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Law {
    /// It does not say: nothing is checked against the law.
    #[default]
    Unsaid,
    /// Dutch law, and the national agreements on top of it.
    Nl,
}

/// When VAT is added to collection costs.
/// Source: Besluit vergoeding voor buitengerechtelijke incassokosten, art. 2 lid 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CostsVat {
    /// Never: collected by own staff.
    Never,
    /// When a collection agency has the file.
    #[default]
    AgencyOnly,
    /// Always.
    Always,
}

/// Who said what must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The law.
    Law,
    /// A national agreement (convenant).
    Agreement,
    /// The policy itself.
    Own,
}

/// Whether the payments of a day are known when the policy is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evaluate {
    /// Payments up to the day before are known.
    Morning,
    /// The payments of the day itself are known.
    Evening,
}

/// From which day a claim counts as overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverdueFrom {
    /// On its due date: rent is to be paid before the first.
    DueDate,
    /// From the day after its due date.
    DayAfter,
}

/// A name the author chose, and its title for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name in the policy.
    pub name: String,
    /// The title in quotes; the name, where there is none.
    pub title: String,
    /// Where the name is declared.
    pub span: Span,
}

/// A document that is cited.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name and title.
    pub named: Named,
}

/// A clause of a source.
#[derive(Clone, Debug)]
pub struct Cite {
    /// The place of the source in [`Policy::sources`].
    pub source: usize,
    /// The clause as the author wrote it.
    pub clause: String,
    /// Where it is cited.
    pub span: Span,
}

impl Cite {
    /// The citation in words: the name of the source and the clause in quotes.
    #[must_use]
    pub fn text(&self, policy: &Policy) -> String {
        let source = policy.sources.get(self.source).map_or("", |source| source.named.name.as_str());
        format!("{source} \u{201c}{}\u{201d}", self.clause)
    }
}

/// To whom the policy applies.
#[derive(Clone, Debug)]
pub struct Scope {
    /// What must hold, on every day anew.
    pub condition: Condition,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
}

/// What a policy aims at.
#[derive(Clone, Debug)]
pub struct Target {
    /// The key figure.
    pub kpi: Kpi,
    /// From which side it is bounded.
    pub bound: Bound,
    /// The bound: a fraction for a rate (0.0135 for 1.35 %), euros for an amount, or a count.
    pub value: Number,
    /// The day by which it is to be met, if there is one.
    pub by: Option<Day>,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub span: Span,
}

/// From which side a figure is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Not more than.
    AtMost,
    /// Not less than.
    AtLeast,
}

/// A named knob: a value that a scenario may change within its range.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub named: Named,
    /// The value in the policy.
    pub value: Value,
    /// The least value a scenario may give.
    pub least: Value,
    /// The greatest value a scenario may give.
    pub greatest: Value,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
}

/// An action that the policy names.
#[derive(Clone, Debug)]
pub struct Action {
    /// Its name and title.
    pub named: Named,
    /// What it is.
    pub kind: ActionKind,
    /// Through what it reaches the tenant.
    pub channel: Option<Channel>,
    /// What it costs the corporation each time.
    pub cost: Money,
    /// Minutes of work each time, of each person.
    pub minutes: u32,
    /// How many people it takes.
    pub staff: u32,
}

/// A partner that the policy names.
#[derive(Clone, Debug)]
pub struct Partner {
    /// Its name and title.
    pub named: Named,
    /// What it is.
    pub kind: PartnerKind,
    /// The list it works with, if it does; else each case goes to it by itself.
    pub batch: Option<Batch>,
}

/// The calendar of a partner that works with lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// Every month. The list goes on the last working day on or before `list_day`, with those who qualify on or before
    /// `cut_off`.
    Monthly {
        /// The day of the month on which the list goes.
        list_day: u32,
        /// The last day of the month on which one can still come on it.
        cut_off: u32,
    },
    /// On these days, in order; who qualifies on the day itself still comes on the list.
    Dates(Vec<Day>),
}

/// A kind of tenants.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its name and title.
    pub named: Named,
    /// Who belongs to it; `None` is `otherwise`.
    pub condition: Option<Condition>,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
}

/// A stage of the arrears.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name and title.
    pub named: Named,
    /// When it holds.
    pub condition: Condition,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
}

/// In which stages a rule works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageRange {
    /// In this stage only; the place is that in [`Policy::stages`].
    Only(usize),
    /// In this stage and every heavier one.
    OrLater(usize),
}

/// What is to be done, and when.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name and title.
    pub named: Named,
    /// In which stages it works; in every one, and outside them, when it does not say.
    pub stages: Option<StageRange>,
    /// When it fires; always (within its stages), when it does not say.
    pub condition: Condition,
    /// What is done, all of it, in this order; with none, nothing is done, and that is the decision.
    pub steps: Vec<Step>,
    /// How often it fires.
    pub frequency: Frequency,
    /// Who must agree before it is carried out, if anybody; of a write-off.
    pub approval: Option<Approval>,
    /// The clauses it rests on.
    pub cites: Vec<Cite>,
    /// The whole rule.
    pub span: Span,
}

/// One thing to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What kind of action it is.
    pub kind: ActionKind,
    /// The action's place in [`Policy::actions`], if the policy names it.
    pub action: Option<usize>,
    /// The partner's place in [`Policy::partners`], if it goes to one.
    pub partner: Option<usize>,
    /// Where it stands.
    pub span: Span,
}

/// How often a rule fires. Counts what was done, not what was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frequency {
    /// At most so many times.
    pub limit: Option<(u32, Per)>,
    /// Not again within so many days of the last time.
    pub every: Option<i32>,
}

/// Within what the times of a rule are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// From the first day with arrears above the tolerance until arrears are zero.
    Episode,
    /// Within each stage of an episode.
    Stage,
    /// For each claim: again when a claim has fallen due since the last time.
    Claim,
    /// Within each calendar month, in and outside episodes.
    Month,
}

/// What must never happen: an action without the condition.
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Its title.
    pub title: String,
    /// The action that is guarded.
    pub kind: ActionKind,
    /// What must hold on the day on which it is done, as the policy sees that day.
    pub only_after: Condition,
    /// Who said so.
    pub layer: Layer,
    /// The clauses it rests on; of law and agreement, none of the policy's own sources.
    pub cites: Vec<Cite>,
    /// The article of law or agreement it rests on; empty for the policy's own.
    pub basis: String,
    /// Where it stands.
    pub span: Span,
}

/// Facts with what must follow from them on that day, if nothing was done before but what is given.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// What is given.
    pub given: Vec<Given>,
    /// What must, or must not, be done.
    pub expect: Vec<Expectation>,
    /// Where it expects nothing, if it does: then no step at all may follow.
    pub nothing: Option<Span>,
    /// Where it stands.
    pub span: Span,
}

/// A fact that an example gives.
#[derive(Clone, Debug)]
pub struct Given {
    /// The fact, or the function of a kind of action.
    pub subject: Subject,
    /// Its value; `Value::YesNo` for a fact of that unit.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What an example expects.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The step that must, or must not, follow.
    pub step: Step,
    /// Whether it must follow.
    pub must: Must,
    /// Where it stands.
    pub span: Span,
}

/// Whether something must follow or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// It must follow.
    Follow,
    /// It must not follow.
    NotFollow,
}

/// A condition as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds; with none, always.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A single test.
    Test(Test),
}

impl Condition {
    /// The condition that always holds.
    #[must_use]
    pub const fn always() -> Condition {
        Condition::All(Vec::new())
    }
}

/// What a test asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A fact.
    Fact(Fact),
    /// What was done of a kind of action for the arrears at hand.
    Function(Function, ActionKind),
    /// How many of the last so many calendar months, the running one not included.
    LastMonths(MonthCount, u8),
    /// The fact at this place in [`Policy::facts`].
    Declared(usize),
}

/// A single test. One without a comparison asks whether a yes-or-no subject is yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What is asked about.
    pub subject: Subject,
    /// How it must compare with what.
    pub comparison: Option<(Comparison, Operand)>,
    /// Where it stands.
    pub span: Span,
}

/// What a subject is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A value in the text.
    Value(Value),
    /// The setting at this place in [`Policy::settings`].
    Setting(usize),
}

/// A value in a policy, of the unit of what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// An amount.
    Money(Money),
    /// Months of rent.
    MonthsOfRent(Number),
    /// Days.
    Days(i32),
    /// Working days, by the policy's convention; against a clock of days only.
    WorkingDays(i32),
    /// Calendar months; against a clock of months or of days. A month after the 31st is the last day of a shorter month.
    Months(i32),
    /// A count.
    Count(i64),
    /// Yes or no; in examples only.
    YesNo(bool),
    /// The place of a choice in its list: `ALL` of its vocabulary, or [`Policy::segments`].
    Choice(u16),
    /// The place of a text in [`Policy::texts`].
    Text(u16),
}
