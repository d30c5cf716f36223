//! An example over time as it was checked: what happens on which day, and what must or must not be done on which.
//!
//! Always: days are in the calendar; everything that happens and is expected lies between `first` and `last`.

use super::policy::Given;
use super::policy::Must;
use super::policy::Step;
use super::policy::Value;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::money::Money;
use crate::source::Span;
use crate::vocabulary::HoldCode;

/// An example over time.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Its title.
    pub title: String,
    /// What is so from before its first day: what kind of tenancy it is, and facts that the policy declares.
    pub given: Vec<Given>,
    /// What happens, in the order of the text.
    pub events: Vec<Event>,
    /// What must, or must not, be done.
    pub expect: Vec<Expected>,
    /// Its days: from the first on which something happens to the last that it names.
    pub days: Period,
    /// Where it stands.
    pub span: Span,
}

/// Something that happens.
#[derive(Clone, Debug)]
pub struct Event {
    /// The day.
    pub day: Day,
    /// Whether it happens again each month, up to the last day of the example.
    pub monthly: bool,
    /// What happens.
    pub what: Happening,
    /// Where it stands.
    pub span: Span,
}

/// What happens on a day. What lasts, lasts up to the day before the one that is named, if one is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening {
    /// The rent falls due.
    Charge(Money),
    /// Something is paid.
    Payment(Money),
    /// Something is written off.
    WriteOff(Money),
    /// The latest payment is taken back.
    Reversal,
    /// A waiting code runs.
    Hold(HoldCode, Option<Day>),
    /// A payment plan runs.
    Plan(Option<Day>),
    /// The tenant has left.
    Departed,
    /// A fact that the policy declares, by its place, has a value.
    Declared(usize, Value, Option<Day>),
}

/// What an example over time expects.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The step; none stands for any step at all.
    pub step: Option<Step>,
    /// Whether it must be done, or must not.
    pub must: Must,
    /// On some day of these, or on none of them.
    pub days: Period,
    /// Where it stands.
    pub span: Span,
}
