//! Examples: facts of one day with what must follow, or a course of days with what must be done on which.

use super::Literal;
use super::Operand;
use super::Polarity;
use super::Step;
use super::Term;
use super::Written;
use crate::calendar::Day;
use crate::source::Span;

/// `example`
#[derive(Clone, Debug)]
pub struct Example {
    /// Its title.
    pub title: Written,
    /// What is given without a day.
    pub given: Vec<Given>,
    /// What is given with a day; with any, it is an example over time.
    pub events: Vec<Event>,
    /// What is expected.
    pub expect: Vec<Expectation>,
    /// Where `nothing` is expected.
    pub nothing: Vec<Nothing>,
}

/// A given of an example.
#[derive(Clone, Debug)]
pub struct Given {
    /// Whether `not` stands before it.
    pub polarity: Polarity,
    /// The fact or function.
    pub term: Term,
    /// Its value, if one is written.
    pub value: Option<Operand>,
    /// The whole given.
    pub span: Span,
}

/// What happens on a day.
#[derive(Clone, Debug)]
pub struct Event {
    /// The day; nothing, when the calendar has no such day, which a finding says.
    pub day: Option<Day>,
    /// Whether it happens again.
    pub pace: Pace,
    /// What happens.
    pub happenings: Vec<Happening>,
    /// The whole event.
    pub span: Span,
}

/// Whether something happens again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It happens once.
    Once,
    /// `every month`
    Monthly,
}

/// One thing that happens on a day.
#[derive(Clone, Debug)]
pub enum Happening {
    /// An amount that is booked.
    Booking(Amount),
    /// A fact that holds from the day on, and the day until which it does, if that is said.
    Given(Given, Option<Until>),
}

/// The day before which something holds; nothing, when the calendar has no such day, which a finding says.
pub type Until = Option<Day>;

/// An amount that is booked.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The word for what is booked.
    pub word: Written,
    /// How much.
    pub amount: Literal,
    /// The whole booking.
    pub span: Span,
}

/// An expectation of an example.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Whether `not` stands before it.
    pub polarity: Polarity,
    /// The step.
    pub step: Step,
    /// On which days, if that is said.
    pub moment: Option<Moment>,
    /// The whole expectation.
    pub span: Span,
}

/// `nothing`
#[derive(Clone, Copy, Debug)]
pub struct Nothing {
    /// On which days, if that is said.
    pub moment: Option<Moment>,
    /// The whole expectation.
    pub span: Span,
}

/// On which days something is expected. A day is nothing when the calendar has no such day, which a finding says.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// `on`
    On(Option<Day>, Span),
    /// `before`
    Before(Option<Day>, Span),
    /// `from … to …`, both days included.
    Stretch(Option<Day>, Option<Day>, Span),
}

impl Moment {
    /// Where it stands.
    #[must_use]
    pub const fn span(self) -> Span {
        match self {
            Moment::On(_, span) | Moment::Before(_, span) | Moment::Stretch(_, _, span) => span,
        }
    }
}
