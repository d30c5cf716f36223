//! What one run is: which policy rules on which days, over which window, on whose luck.

use super::delay::Delay;
use super::delay::Turn;
use super::support::Support;
use crate::behaviour::Drawn;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::forecast::Course;
use crate::ledger::Allocation;
use crate::program::Asked;
use crate::program::Program;
use crate::vocabulary::ActionKind;

/// What one run is, for all tenancies alike.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The policy that decides; with later versions, the first of them.
    pub program: &'a Program,
    /// The versions after it, in order of their first day.
    pub later: &'a [Version<'a>],
    /// The first day on which anything is decided, if that is not the first of the window.
    pub rules_from: Day,
    /// The names of the ledger's own columns, by which facts that the policy declares are found.
    pub columns: &'a [String],
    /// The days on which it decides; what came before is followed as recorded.
    pub window: Period,
    /// The order in which payments settle.
    pub allocation: Allocation,
    /// The numbers of behaviour of this replication; none replays the payments as recorded.
    pub behaviour: Option<&'a Drawn>,
    /// How long the desk takes.
    pub delay: Delay<'a>,
    /// What of this tenancy waits in a queue of the desk.
    pub turns: &'a [Turn],
    /// The seed of the dice.
    pub seed: u64,
    /// The replication.
    pub replication: u32,
    /// The last day of the data.
    pub last_day: Day,
    /// What history shows of each kind of action, where a run minds it.
    pub support: Option<&'a Support>,
    /// Whether the ledger lists payment plans: then a conversation on the record without one led to none.
    pub plans_listed: bool,
    /// What is to come of the tenancy, in a run that goes on after the record; none in one that does not.
    pub beyond: Option<&'a Course>,
}

/// A version of a policy that rules from a day on.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The first day on which it rules.
    pub from: Day,
    /// The version.
    pub program: &'a Program,
}

impl<'a> Run<'a> {
    /// A plain replay: one policy on payments as recorded, by a prompt desk, with data up to the end of the window.
    #[must_use]
    pub const fn replay(program: &'a Program, window: Period) -> Run<'a> {
        Run {
            program,
            later: &[],
            rules_from: Day::DAWN,
            columns: &[],
            window,
            allocation: Allocation::Statutory,
            behaviour: None,
            delay: Delay::Prompt,
            turns: &[],
            seed: 0,
            replication: 0,
            last_day: window.to,
            support: None,
            plans_listed: false,
            beyond: None,
        }
    }

    /// How many later versions have taken over by a day.
    pub(super) fn version_on(&self, day: Day) -> usize {
        self.later.partition_point(|version| version.from <= day)
    }

    /// The version after so many others.
    pub(super) fn version(&self, number: usize) -> &'a Program {
        let later = number.checked_sub(1).and_then(|place| self.later.get(place));
        later.map_or(self.program, |version| version.program)
    }

    /// The policy that rules on a day.
    pub(super) fn program_on(&self, day: Day) -> &'a Program {
        self.version(self.version_on(day))
    }

    /// Whether any version offers payment plans.
    pub(super) fn offers_plans(&self) -> bool {
        self.program.offers_plans() || self.later.iter().any(|version| version.program.offers_plans())
    }

    /// What any version asks about: a later one may count months that passed before it ruled.
    pub(super) fn asked(&self) -> Asked {
        self.later.iter().fold(self.program.asked(), |asked, version| asked.with(version.program.asked()))
    }

    /// Whether any version does something of this kind.
    pub(super) fn does(&self, kind: ActionKind) -> bool {
        self.program.does(kind) || self.later.iter().any(|version| version.program.does(kind))
    }

    /// The first day after this one on which another version takes over, or the first begins to decide.
    pub(super) fn next_change(&self, day: Day) -> Day {
        let next = self.later.get(self.version_on(day)).map_or(Day::NEVER, |version| version.from);
        if day < self.rules_from { next.min(self.rules_from) } else { next }
    }
}
