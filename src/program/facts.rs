//! What a program may know of a tenancy on a day. The engine fills it from the books, an example from its text.

use crate::calendar::Day;
use crate::money::Money;
use crate::vocabulary::ActionKind;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// The state that conditions read. Between two events of a tenancy only the clocks in it move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// All that is overdue.
    pub arrears: Money,
    /// What of the arrears is rent and service costs.
    pub arrears_of_rent: Money,
    /// The rent of a month.
    pub monthly_rent: Money,
    /// The due date of the oldest overdue claim.
    pub overdue_since: Option<Day>,
    /// The first day of the tenancy.
    pub start: Day,
    /// The first day on which it no longer runs.
    pub end: Option<Day>,
    /// Whether a payment plan runs.
    pub plan_active: bool,
    /// What is let.
    pub kind: TenancyKind,
    /// How it is paid.
    pub payment_method: PaymentMethod,
    /// The segment, by its place; set by [`super::Program::place`].
    pub segment: u16,
    /// What was done for the arrears at hand, by [`ActionKind::place`].
    pub done: [Done; ActionKind::COUNT],
}

/// What was done of one kind of action for the arrears at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// How many times.
    pub times: u16,
    /// How many of those times are not known to have been in vain.
    pub not_in_vain: u16,
    /// The last day; meaningless when `times` is zero.
    pub last: Day,
}

impl Facts {
    /// A sitting tenant of a home who owes nothing: the neutral values of the vocabulary.
    #[must_use]
    pub fn neutral(today: Day) -> Facts {
        Facts {
            arrears: Money::ZERO,
            arrears_of_rent: Money::ZERO,
            monthly_rent: Money::from_cents(100_000),
            overdue_since: None,
            start: today.plus_months(-120),
            end: None,
            plan_active: false,
            kind: TenancyKind::Dwelling,
            payment_method: PaymentMethod::Transfer,
            segment: 0,
            done: [Done::default(); ActionKind::COUNT],
        }
    }

    /// What was done of a kind of action.
    #[must_use]
    pub fn done(&self, kind: ActionKind) -> Done {
        self.done.get(kind.place()).copied().unwrap_or_default()
    }

    /// Notes that something was done.
    pub fn note_done(&mut self, kind: ActionKind, day: Day, in_vain: bool) {
        if let Some(done) = self.done.get_mut(kind.place()) {
            done.times = done.times.saturating_add(1);
            done.not_in_vain = done.not_in_vain.saturating_add(u16::from(!in_vain));
            done.last = day;
        }
    }

    /// Forgets what was done: the arrears at hand are settled.
    pub fn forget_done(&mut self) {
        self.done = [Done::default(); ActionKind::COUNT];
    }
}
