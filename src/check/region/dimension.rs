//! The dimensions of the space of facts: what a tenant has a value of, on a line of whole numbers.
//!
//! Facts that are another way of saying something have no dimension of their own: `full_months` is read off
//! `months_in_arrears`, `attempted` and `never` off `times`, `sitting` and `departed` off the phase.
//! Months of rent are fractions: of their line the even places are the decimals that can be written, and the odd places
//! what lies between two of them.

use super::values::FAR;
use super::values::Values;
use crate::calendar::WorkingDays;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use crate::vocabulary::Unit;
use std::cmp::Ordering;

/// How many of the smallest decimal of a number make one.
pub(in crate::check) const DECIMALS: i128 = 1_000_000_000;

/// The places of the phase of a tenancy.
pub(in crate::check) const BEFORE: i128 = 0;
pub(in crate::check) const RUNNING: i128 = 1;
pub(in crate::check) const ENDED: i128 = 2;

/// What a tenant has a value of. In the order of this list, and within it of what each names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Dimension {
    /// Whether the tenancy has not begun, runs or has ended.
    Phase,
    /// A fact that is no clock of days, or one of yes or no.
    Fact(Fact),
    /// A clock of days, in days or in another count of the same days.
    Clock(Clock, Count),
    /// How often a kind of action was done.
    Times(ActionKind),
    /// Whether it was done and not in vain.
    Done(ActionKind),
    /// In how many of the last months something was so.
    LastMonths(MonthCount, u8),
    /// A fact of the policy's own, by its place in the joint table, with its unit.
    Declared(u16, Own),
    /// Whether a waiting code runs.
    Running(HoldCode),
    /// A setting, by its policy and its place.
    Setting(u16, u16),
}

/// What runs from a day in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Clock {
    Fact(Fact),
    Since(ActionKind),
}

/// In what a clock is read. Calendar months have the even places for the day itself, and the odd ones for the days after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Count {
    Days,
    Months,
    Working(Calendar),
}

/// A calendar of working days, with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Calendar {
    Nl,
    Weekdays,
    All,
}

/// The unit of a fact of the policy's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Own {
    YesNo,
    Number,
    /// A text, of so many that are named.
    Text(u16),
}

impl PartialOrd for Dimension {
    fn partial_cmp(&self, other: &Dimension) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dimension {
    fn cmp(&self, other: &Dimension) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Clock {
    const fn key(self) -> u64 {
        match self {
            Clock::Fact(fact) => fact as u64,
            Clock::Since(kind) => 1 << 16 | kind as u64,
        }
    }
}

impl Count {
    const fn key(self) -> u64 {
        match self {
            Count::Days => 0,
            Count::Months => 1,
            Count::Working(calendar) => 2 + calendar as u64,
        }
    }
}

impl Own {
    const fn key(self) -> u64 {
        match self {
            Own::YesNo => 0,
            Own::Number => 1,
            Own::Text(texts) => 2 + texts as u64,
        }
    }
}

impl Calendar {
    pub(in crate::check) const fn of(days: WorkingDays) -> Calendar {
        match days {
            WorkingDays::Nl => Calendar::Nl,
            WorkingDays::Weekdays => Calendar::Weekdays,
            WorkingDays::All => Calendar::All,
        }
    }

    pub(in crate::check) const fn days(self) -> WorkingDays {
        match self {
            Calendar::Nl => WorkingDays::Nl,
            Calendar::Weekdays => WorkingDays::Weekdays,
            Calendar::All => WorkingDays::All,
        }
    }
}

impl Dimension {
    /// The dimension as a number, of its own and in order: searches compare dimensions more than anything else.
    pub(super) const fn key(self) -> u64 {
        match self {
            Dimension::Phase => 0,
            Dimension::Fact(fact) => 1 << 48 | fact as u64,
            Dimension::Clock(clock, count) => 2 << 48 | clock.key() << 8 | count.key(),
            Dimension::Times(kind) => 3 << 48 | kind as u64,
            Dimension::Done(kind) => 4 << 48 | kind as u64,
            Dimension::LastMonths(count, back) => 5 << 48 | (count as u64) << 8 | back as u64,
            Dimension::Declared(place, own) => 6 << 48 | (place as u64) << 24 | own.key(),
            Dimension::Running(code) => 7 << 48 | code as u64,
            Dimension::Setting(policy, place) => 8 << 48 | (policy as u64) << 16 | place as u64,
        }
    }

    /// Every value that it can have. Settings have the range that their policy gives them, which is not known here.
    pub(in crate::check) fn domain(self, texts: usize) -> Values {
        match self {
            Dimension::Phase => Values::span(BEFORE, ENDED),
            Dimension::Fact(Fact::DaysToDue) => Values::span(1, 31),
            Dimension::Fact(Fact::TenancyMonths) => Values::span(0, FAR).or_never(),
            Dimension::Fact(Fact::Kind) => choices(TenancyKind::ALL.len()),
            Dimension::Fact(Fact::PaymentMethod) => choices(PaymentMethod::ALL.len()),
            Dimension::Fact(Fact::EndReason) => choices(EndReason::ALL.len()),
            Dimension::Fact(Fact::Municipality | Fact::Complex) => or_another(texts),
            Dimension::Fact(fact) if fact.entry().unit == Unit::YesNo => Values::span(0, 1),
            Dimension::Fact(_) | Dimension::Times(_) => Values::span(0, FAR),
            Dimension::Done(_) | Dimension::Running(_) | Dimension::Declared(_, Own::YesNo) => Values::span(0, 1),
            Dimension::Clock(..) => Values::span(0, FAR).or_never(),
            Dimension::LastMonths(_, back) => Values::span(0, i128::from(back)),
            Dimension::Declared(_, Own::Text(texts)) => or_another(usize::from(texts)),
            Dimension::Declared(_, Own::Number) | Dimension::Setting(..) => Values::span(-FAR, FAR),
        }
    }

    /// What a tenant has of whom nothing is said; nothing is *never*.
    pub(in crate::check) fn neutral(self) -> Option<i128> {
        match self {
            Dimension::Phase => Some(RUNNING),
            Dimension::Fact(Fact::DaysToDue) => Some(30),
            Dimension::Fact(Fact::TenancyMonths) => Some(120),
            Dimension::Fact(Fact::MonthlyRent) => Some(100_000),
            Dimension::Fact(Fact::PaymentMethod) => Some(PaymentMethod::Transfer as i128),
            Dimension::Fact(Fact::Municipality | Fact::Complex) => Some(-1),
            Dimension::Fact(Fact::FirstRentPaid) => Some(1),
            Dimension::Clock(..) => None,
            _ => Some(0),
        }
    }
}

fn choices(count: usize) -> Values {
    Values::span(0, i128::try_from(count).unwrap_or(FAR) - 1)
}

/// One of so many, or none of them.
fn or_another(count: usize) -> Values {
    Values::span(-1, i128::try_from(count).unwrap_or(FAR) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_stand_in_the_order_of_what_they_name() {
        let fact = Dimension::Fact;
        let clock = |clock, count| Dimension::Clock(clock, count);
        let overdue = Clock::Fact(Fact::DaysOverdue);
        let in_order = [
            Dimension::Phase,
            fact(Fact::Arrears.min(Fact::Kind)),
            fact(Fact::Arrears.max(Fact::Kind)),
            clock(overdue, Count::Days),
            clock(overdue, Count::Months),
            clock(overdue, Count::Working(Calendar::Nl)),
            clock(overdue, Count::Working(Calendar::All)),
            clock(Clock::Since(ActionKind::ALL[0]), Count::Days),
            clock(Clock::Since(ActionKind::ALL[1]), Count::Days),
            Dimension::Times(ActionKind::ALL[0]),
            Dimension::Done(ActionKind::ALL[0]),
            Dimension::LastMonths(MonthCount::Late, 3),
            Dimension::LastMonths(MonthCount::Late, 255),
            Dimension::LastMonths(MonthCount::Reversed, 1),
            Dimension::Declared(0, Own::YesNo),
            Dimension::Declared(0, Own::Number),
            Dimension::Declared(0, Own::Text(0)),
            Dimension::Declared(0, Own::Text(u16::MAX)),
            Dimension::Declared(u16::MAX, Own::YesNo),
            Dimension::Setting(0, u16::MAX),
            Dimension::Setting(1, 0),
        ];
        assert!(in_order.windows(2).all(|pair| pair[0] < pair[1]), "{in_order:?}");
    }
}
