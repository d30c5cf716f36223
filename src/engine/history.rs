//! What happened to one tenancy in one run. Complete and only added to: every answer reads it and nothing else.

use crate::calendar::Day;
use crate::ledger::Settled;
use crate::money::Money;
use crate::tenancy::Dossier;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// The course of one tenancy. A buffer: cleared and filled again for the next tenancy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// All bookings, in the order in which they were booked.
    pub entries: Vec<Entry>,
    /// The arrears at the end of a day, for each day on which they changed; zero before the first.
    pub arrears: Vec<ArrearsStep>,
    /// All that was done, by the policy or outside it, in order.
    pub actions: Vec<ActionDone>,
    /// What the policy decided, in order.
    pub decisions: Vec<Decision>,
    /// Every breach of a guarantee, in order.
    pub breaches: Vec<Breach>,
    /// The payment plans: recorded ones that ran here too, and those agreed in this run.
    pub plans: Vec<Plan>,
    /// The files with bailiff or agency.
    pub dossiers: Vec<Dossier>,
    /// The overdue charges that were settled by payments, in order of day.
    pub settled: Vec<Settled>,
    /// The first day on which the tenancy no longer ran, if it ended.
    pub end: Option<Day>,
    /// The last day for which a rate of statutory interest is known, where the policy charged interest beyond it.
    pub interest_known_to: Option<Day>,
}

/// The arrears from the end of a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrearsStep {
    /// The day.
    pub day: Day,
    /// All overdue open charges, costs and interest.
    pub arrears: Money,
}

/// Something that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionDone {
    /// The day on which it was done.
    pub day: Day,
    /// What was done.
    pub kind: ActionKind,
    /// The rule that asked for it; none for what is on the record or done by bailiff and court.
    pub rule: Option<u16>,
    /// The exception to the rule whose steps were taken instead, if one held.
    pub exception: Option<u16>,
    /// The step of the rule or exception.
    pub step: u16,
    /// What came of it, if that is known.
    pub outcome: Option<Outcome>,
}

/// A rule that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The day on which it was decided, or on which a waiting decision came to its end.
    pub day: Day,
    /// The rule's place in the policy.
    pub rule: u16,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Carried out on the day.
    Done,
    /// Waits for this day.
    Waits(Day),
    /// Its turn came, and its condition no longer held.
    Dropped,
    /// An exception, by its place, says that nothing is done. Noted on the first of the days on which it does.
    Withheld(u16),
    /// The rule itself says that nothing is done.
    Nothing,
    /// Waits for this day since another action of the same group went before it.
    Spaced(Day),
}

/// A guarantee that was breached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The day.
    pub day: Day,
    /// The guarantee's place in the policy.
    pub guarantee: u16,
    /// The rule whose action breached it; none for a step of bailiff or court.
    pub rule: Option<u16>,
}

impl History {
    /// Empties the buffer, keeping its room.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.arrears.clear();
        self.actions.clear();
        self.decisions.clear();
        self.breaches.clear();
        self.plans.clear();
        self.dossiers.clear();
        self.settled.clear();
        self.end = None;
        self.interest_known_to = None;
    }

    /// The arrears at the end of a day.
    #[must_use]
    pub fn arrears_on(&self, day: Day) -> Money {
        let after = self.arrears.partition_point(|step| step.day <= day);
        after.checked_sub(1).and_then(|last| self.arrears.get(last)).map_or(Money::ZERO, |step| step.arrears)
    }
}
