//! A policy of a scenario with its versions, and which of them rules on a day.

use super::file::Validity;
use crate::calendar::Day;
use crate::check::Guarantee;
use crate::check::Policy;
use crate::engine::Version;
use crate::program::Program;
use crate::vocabulary::ActionKind;

/// A policy that a scenario names, read, checked and compiled.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The name in the scenario.
    pub name: String,
    /// The policy as it was checked; with versions, the first of them.
    pub policy: Policy,
    /// The policy as it runs, with the scenario's settings.
    pub program: Program,
    /// The first day on which it rules; [`Day::DAWN`] when it rules over the whole window.
    pub rules_from: Day,
    /// The versions after it, in order of their first day.
    pub later: Vec<Ruling>,
}

/// A version of a policy that rules from a day on.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The first day on which it rules.
    pub from: Day,
    /// The version as it was checked.
    pub policy: Policy,
    /// The version as it runs.
    pub program: Program,
}

impl Chosen {
    /// A policy that rules over the whole window.
    #[must_use]
    pub fn new(name: &str, policy: Policy, program: Program) -> Chosen {
        Chosen { name: name.to_owned(), policy, program, rules_from: Day::DAWN, later: Vec::new() }
    }

    /// A policy of which the versions rule from these days on; without a day, over the whole window. None without any.
    #[must_use]
    pub fn of_versions(name: &str, versions: Vec<(Option<Day>, Policy, Program)>, valid: Validity) -> Option<Chosen> {
        let first_day = |from: Option<Day>, policy: &Policy| {
            let written = policy.valid_from.filter(|_| valid == Validity::AsWritten);
            from.max(written).unwrap_or(Day::DAWN)
        };
        let mut rulings = versions.into_iter().map(|(from, policy, program)| Ruling {
            from: first_day(from, &policy),
            policy,
            program,
        });
        let Ruling { from, policy, program } = rulings.next()?;
        let mut later: Vec<Ruling> = rulings.collect();
        // A version that says itself that it rules later than the one after it never rules.
        later.sort_by_key(|ruling| ruling.from);
        Some(Chosen { rules_from: from, later, ..Chosen::new(name, policy, program) })
    }

    /// Every version with the first day on which it rules, in order.
    pub fn starts(&self) -> impl Iterator<Item = (&Policy, Day)> {
        std::iter::once((&self.policy, self.rules_from))
            .chain(self.later.iter().map(|ruling| (&ruling.policy, ruling.from)))
    }

    /// The policy that rules on a day, or would.
    #[must_use]
    pub fn policy_on(&self, day: Day) -> &Policy {
        let version = self.later.iter().rev().find(|ruling| ruling.from <= day);
        version.map_or(&self.policy, |ruling| &ruling.policy)
    }

    /// Whether any version does something of this kind.
    #[must_use]
    pub fn does(&self, kind: ActionKind) -> bool {
        self.program.does(kind) || self.later.iter().any(|ruling| ruling.program.does(kind))
    }

    /// Every version, in order.
    pub fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.starts().map(|(policy, _)| policy)
    }

    /// The guarantees of all versions, the first version's first.
    pub fn guarantees(&self) -> impl Iterator<Item = &Guarantee> {
        self.policies().flat_map(|policy| &policy.guarantees)
    }

    /// How many guarantees stand before those of the version that rules on a day, among those of all versions.
    #[must_use]
    pub fn guarantees_before(&self, day: Day) -> usize {
        let ruling = self.later.iter().filter(|ruling| ruling.from <= day).count();
        self.policies().take(ruling).map(|policy| policy.guarantees.len()).sum()
    }

    /// The later versions as the engine takes them.
    #[must_use]
    pub fn later_versions(&self) -> Vec<Version<'_>> {
        self.later.iter().map(|ruling| Version { from: ruling.from, program: &ruling.program }).collect()
    }
}
