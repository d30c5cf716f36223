//! The terms of a policy beyond its rules, ready to run: exceptions, lists of partners, spacing and holds.

use super::Program;
use crate::calendar::Day;
use crate::check::Batch;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Stops;
use crate::program::Facts;
use crate::vocabulary::ActionKind;
use crate::vocabulary::HoldCode;

/// An exception ready to run.
#[derive(Clone, Debug)]
pub(super) struct CompiledException {
    overrides: Overridden,
    above: Vec<usize>,
    pub(super) condition: usize,
    pub(super) steps: Vec<Step>,
}

/// Days that must lie between two actions of a group.
#[derive(Clone, Copy, Debug)]
pub struct Spaced {
    /// The kinds of the group, a bit each, by [`ActionKind::place`].
    pub kinds: u32,
    /// How many days.
    pub days: i32,
}

/// What holds instead of a rule, if anything does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The exception that decides, by its place.
    pub exception: Option<u16>,
    /// Until which day this stays so, as long as nothing happens.
    pub until: Day,
}

impl Program {
    /// Flattens what a policy says beyond its rules.
    pub(super) fn compile_terms(&mut self, policy: &Policy) {
        for exception in &policy.exceptions {
            let condition = self.flatten(&exception.condition);
            self.exceptions.push(CompiledException {
                overrides: exception.overrides,
                above: exception.above.clone(),
                condition,
                steps: exception.steps.clone(),
            });
        }
        self.batches = policy.partners.iter().map(|partner| partner.batch.clone()).collect();
        self.holds = policy.holds.iter().map(|hold| (hold.code, hold.stops.clone())).collect();
        let spaced = |spacing: &crate::check::Spacing| Spaced { kinds: bits(&spacing.kinds), days: spacing.days };
        self.spacings = policy.spacings.iter().map(spaced).collect();
    }

    /// The exception that decides instead of a rule: of those to the rule that hold, the one that no other of them stands
    /// above; then of those to that exception, and so on. `sees` gives the facts as they are for steps; an exception
    /// that does nothing sees what the rule or exception sees that it is to.
    #[must_use]
    pub fn instead<'f>(&self, rule: usize, sees: impl Fn(&[Step]) -> &'f Facts, day: Day) -> Instead {
        let mut instead = Instead { exception: None, until: Day::NEVER };
        if self.exceptions.is_empty() {
            return instead;
        }
        let (mut target, mut steps) = (Overridden::Rule(rule), self.steps(rule));
        for _ in 0..self.exceptions.len() {
            let (winner, until) = self.winner(target, |own| sees(if own.is_empty() { steps } else { own }), day);
            instead.until = instead.until.min(until);
            let Some((place, exception)) = winner else { break };
            instead.exception = Some(super::narrow(place));
            target = Overridden::Exception(place);
            steps = if exception.steps.is_empty() { steps } else { &exception.steps };
        }
        instead
    }

    fn winner<'f>(
        &self,
        target: Overridden,
        sees: impl Fn(&[Step]) -> &'f Facts,
        day: Day,
    ) -> (Option<(usize, &CompiledException)>, Day) {
        let mut until = Day::NEVER;
        let to_target = || self.exceptions.iter().enumerate().filter(|(_, other)| other.overrides == target);
        let truth = |exception: &CompiledException| self.truth(exception.condition, sees(&exception.steps), day);
        let mut winner = None;
        for (place, exception) in to_target() {
            let own = truth(exception);
            until = until.min(own.until);
            let beaten =
                || to_target().any(|(_, other)| other.above.binary_search(&place).is_ok() && truth(other).holds);
            if winner.is_none() && own.holds && !beaten() {
                winner = Some((place, exception));
            }
        }
        (winner, until)
    }

    /// The steps that are taken for a rule, or instead of them those of an exception.
    #[must_use]
    pub fn steps_of(&self, rule: usize, exception: Option<u16>) -> &[Step] {
        match exception {
            None => self.steps(rule),
            Some(place) => self.exceptions.get(usize::from(place)).map_or(&[], |exception| &exception.steps),
        }
    }

    /// Whether a rule, or an exception that it may come to, does something of this kind.
    #[must_use]
    pub fn may_do(&self, rule: usize, kind: ActionKind) -> bool {
        let does = |steps: &[Step]| steps.iter().any(|step| step.kind == kind);
        let instead = |exception: &CompiledException| self.belongs_to(exception, rule) && does(&exception.steps);
        does(self.steps(rule)) || self.exceptions.iter().any(instead)
    }

    /// Whether an exception is to a rule, or to an exception that is.
    fn belongs_to(&self, exception: &CompiledException, rule: usize) -> bool {
        let above = |overridden: &Overridden| match overridden {
            Overridden::Rule(_) => None,
            Overridden::Exception(place) => self.exceptions.get(*place).map(|exception| exception.overrides),
        };
        let chain = std::iter::successors(Some(exception.overrides), above);
        chain.take(self.exceptions.len()).any(|overridden| overridden == Overridden::Rule(rule))
    }

    /// The list with which steps go out: that of the first partner among them who has one.
    #[must_use]
    pub fn batch(&self, steps: &[Step]) -> Option<&Batch> {
        let of_partner = |step: &Step| self.batches.get(step.partner?)?.as_ref();
        steps.iter().find_map(of_partner)
    }

    /// Between which actions days must lie.
    #[must_use]
    pub fn spacings(&self) -> &[Spaced] {
        &self.spacings
    }

    /// Whether the policy names a waiting code: one that it does not name stops nothing.
    #[must_use]
    pub fn names_hold(&self, code: HoldCode) -> bool {
        self.holds.iter().any(|(named, _)| *named == code)
    }

    /// Whether a hold with this code stops a kind of action.
    #[must_use]
    pub fn hold_stops(&self, code: HoldCode, kind: ActionKind) -> bool {
        self.holds.iter().any(|(named, stops)| *named == code && stops.stops(kind))
    }

    /// Whether a hold with this code stops what a rule or an exception does: all of it, since the checker lets no hold stop a
    /// part.
    #[must_use]
    pub fn hold_stops_all(&self, code: HoldCode, steps: &[Step]) -> bool {
        let stopped = |stops: &Stops| steps.iter().all(|step| stops.stops(step.kind));
        !steps.is_empty() && self.holds.iter().any(|(named, stops)| *named == code && stopped(stops))
    }
}

/// Kinds of action as a bit each.
#[must_use]
fn bits(kinds: &[ActionKind]) -> u32 {
    kinds.iter().fold(0, |bits, kind| bits | kind_bit(*kind))
}

/// The bit of a kind of action, by its place.
#[must_use]
pub const fn kind_bit(kind: ActionKind) -> u32 {
    1 << kind.place()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_action_has_a_bit_of_its_own() {
        assert_eq!(bits(ActionKind::ALL).count_ones() as usize, ActionKind::COUNT);
    }
}
