//! What is given of one tenancy: the contract, what was booked, done and agreed. Knows no policy.
//!
//! Always, when it comes from [`Tenancy::new`]: entries, actions and plans are in order of day, entries of a day in the
//! order in which they were booked, and every reference points at an earlier place in the same list.

use crate::calendar::Day;
use crate::money::Money;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// One rental contract with all that the books say of it.
#[derive(Clone, Debug)]
pub struct Tenancy {
    /// The contract's id: no name, address or BSN.
    pub id: String,
    /// The rental unit (VHE).
    pub unit: String,
    /// What is let.
    pub kind: TenancyKind,
    /// The complex, or empty.
    pub complex: String,
    /// The municipality, or empty.
    pub municipality: String,
    /// The first day.
    pub start: Day,
    /// The first day on which it no longer runs.
    pub end: Option<Day>,
    /// How it is paid, as known at the end of the data.
    pub payment_method: PaymentMethod,
    /// What was booked.
    pub entries: Vec<Entry>,
    /// What was done.
    pub actions: Vec<RecordedAction>,
    /// The payment plans.
    pub plans: Vec<Plan>,
}

/// One booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The booking date.
    pub day: Day,
    /// What was booked; gives the sign.
    pub kind: EntryKind,
    /// What a charge is for.
    pub category: Category,
    /// Always more than zero.
    pub amount: Money,
    /// When a charge, cost or interest falls due; [`Day::NEVER`] when it is not due yet, and for all other kinds.
    pub due: Day,
    /// How a payment was made.
    pub method: PaymentMethod,
    /// The entry it names, by its place in [`Tenancy::entries`]: the payment a reversal undoes, the charge that a
    /// payment, credit, cost or interest belongs to.
    pub refers_to: Option<u32>,
}

/// One action on the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedAction {
    /// The day on which it was done.
    pub day: Day,
    /// What was done.
    pub kind: ActionKind,
    /// What came of it, if that was recorded.
    pub outcome: Option<Outcome>,
}

/// One payment plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The day on which it was agreed.
    pub agreed_on: Day,
    /// How many instalments.
    pub instalments: u32,
    /// The amount of one instalment; the last is the remainder.
    pub amount: Money,
    /// When the first instalment falls due; the others follow monthly.
    pub first_due: Day,
    /// The day on which it ended, if that was recorded.
    pub ended_on: Option<Day>,
}

/// All tenancies of a corporation, in order of id.
#[derive(Clone, Debug, Default)]
pub struct Portfolio {
    /// The tenancies, in order of id.
    pub tenancies: Vec<Tenancy>,
    /// The first day that anything was booked.
    pub first_day: Option<Day>,
    /// The last day that anything was booked or done: the end of the data.
    pub last_day: Option<Day>,
}

impl Tenancy {
    /// Whether the contract runs on the day.
    #[must_use]
    pub fn is_sitting(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }
}

impl Plan {
    /// The first day on which the plan no longer runs: the recorded end, or the day after the last due date and a grace
    /// of seven days.
    #[must_use]
    pub fn end(&self) -> Day {
        let last = i32::try_from(self.instalments.saturating_sub(1)).unwrap_or(0);
        self.ended_on.unwrap_or_else(|| self.first_due.plus_months(last).plus(8))
    }

    /// Whether the plan runs on the day.
    #[must_use]
    pub fn runs_on(&self, day: Day) -> bool {
        self.agreed_on <= day && day < self.end()
    }
}

impl Portfolio {
    /// Puts tenancies in order of id and notes the days that the books cover.
    #[must_use]
    pub fn new(mut tenancies: Vec<Tenancy>) -> Portfolio {
        tenancies.sort_by(|a, b| a.id.cmp(&b.id));
        let booked = || tenancies.iter().flat_map(|tenancy| tenancy.entries.iter().map(|entry| entry.day));
        let done = || tenancies.iter().flat_map(|tenancy| tenancy.actions.iter().map(|action| action.day));
        let (first_day, last_day) = (booked().min(), booked().chain(done()).max());
        Portfolio { tenancies, first_day, last_day }
    }

    /// The tenancy with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Tenancy> {
        self.tenancies
            .binary_search_by(|tenancy| tenancy.id.as_str().cmp(id))
            .ok()
            .and_then(|place| self.tenancies.get(place))
    }
}
