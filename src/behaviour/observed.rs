//! What the record of a tenancy tells of how its household responds: the days on which something was overdue, what was
//! done before them and paid on them, its direct debits, and what it said to offers.
//!
//! Numbers of a behaviour are fitted to it, and every run reads it back. Knows no policy and no number of a behaviour.
//! Always: days are in order; contacts are in order of day, and those of a day at risk came before it.

use crate::calendar::Day;
use crate::money::Money;
use crate::vocabulary::ActionKind;

/// What the record of one tenancy tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    /// Whether the rent is collected by direct debit.
    pub by_debit: bool,
    /// The month of the first booking, by [`crate::calendar::Month::number`].
    pub first_month: i32,
    /// The last month of which the record tells anything.
    pub last_month: i32,
    /// What was done to the tenant, in order of day.
    pub contacts: Vec<(ActionKind, Day)>,
    /// The days on which help was accepted, in order.
    pub helped: Vec<Day>,
    /// The days on which something was overdue before the day's payments.
    pub days: Vec<RiskDay>,
    /// Direct debits on or before the day on which rent falls due.
    pub debits: Vec<DebitSeen>,
    /// Conversations in which a plan might have been agreed.
    pub offers: Vec<OfferSeen>,
    /// How far behind the tenant was when each action was done, in months of rent, where anything was overdue.
    pub depths: Vec<(ActionKind, f64)>,
}

/// A day on which something was overdue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RiskDay {
    /// The day.
    pub day: Day,
    /// What weighed on the household.
    pub situation: Situation,
    /// Which of [`Observed::contacts`] came before the day: all up to this place.
    pub contacts: usize,
    /// What was paid of the household's own accord, if anything was; debits and instalments are not.
    pub paid: Option<Money>,
}

/// What weighs on a household on a day, besides what was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Days since the oldest overdue claim fell due.
    pub days_overdue: i32,
    /// All that is overdue.
    pub overdue: Money,
    /// The monthly rent.
    pub rent: Money,
    /// Whether bailiff or agency has the file.
    pub handed_over: bool,
    /// Who set the payment plan that runs, if one does.
    pub plan: Option<SetBy>,
    /// Whether the contract has ended.
    pub departed: bool,
    /// Whether its rent is collected by direct debit.
    pub by_debit: bool,
    /// Days since the household last paid of its own accord or a debit succeeded; as many as since the record began, when
    /// it never did.
    pub days_since_paid: i32,
}

/// Who set a payment plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetBy {
    /// The landlord, in agreement with the tenant.
    Policy,
    /// The court.
    Court,
}

/// A direct debit on the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebitSeen {
    /// The day on which it was collected.
    pub day: Day,
    /// Whether it bounced.
    pub bounced: bool,
}

/// A conversation on the record in which a plan might have been agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferSeen {
    /// The day.
    pub day: Day,
    /// What was done.
    pub kind: ActionKind,
    /// Whether a plan came of it.
    pub agreed: bool,
}
