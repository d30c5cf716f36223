//! The waiting codes of a tenancy: what they cover, what they stop, and for how long clocks stood still.
//!
//! Always: a code that the policy does not name runs, but covers and stops nothing.

use crate::calendar::Day;
use crate::check::Step;
use crate::program::Codes;
use crate::program::Program;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::HoldCode;

/// The waiting codes of one tenancy, as they stand on a day. A buffer: opened again for the next tenancy.
#[derive(Clone, Debug, Default)]
pub(super) struct Holds {
    /// Those that run and that the policy names, with their first day.
    running: Vec<(HoldCode, Day)>,
    /// The days of those that end and that the policy names, in order of their first.
    pauses: Vec<(Day, Day)>,
}

impl Holds {
    /// Opens the waiting codes of a tenancy for a policy.
    pub(super) fn open(&mut self, tenancy: &Tenancy, program: &Program) {
        self.running.clear();
        self.pauses.clear();
        let ended = |hold: &HoldPeriod| hold.to.filter(|to| hold.from < *to).map(|to| (hold.from, to));
        let named = tenancy.holds.iter().filter(|hold| program.names_hold(hold.code));
        self.pauses.extend(named.filter_map(ended));
        self.pauses.sort_unstable();
    }

    /// Notes which run today. Returns their codes, also of those that the policy does not name.
    pub(super) fn look(&mut self, tenancy: &Tenancy, program: &Program, today: Day) -> Codes {
        self.running.clear();
        let runs = |hold: &&HoldPeriod| hold.from <= today && hold.to.is_none_or(|to| today < to);
        let running = || tenancy.holds.iter().filter(runs);
        let named = running().filter(|hold| program.names_hold(hold.code));
        self.running.extend(named.map(|hold| (hold.code, hold.from)));
        running().map(|hold| hold.code).collect()
    }

    /// Whether none runs that the policy names.
    pub(super) const fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// The first days of those that run, from which claims are not covered.
    pub(super) fn first_days(&self) -> impl Iterator<Item = Day> + '_ {
        self.running.iter().map(|(_, from)| *from)
    }

    /// Claims that fell due before this day are not seen by a rule with these steps.
    pub(super) fn cover(&self, program: &Program, steps: &[Step]) -> Option<Day> {
        let stopping = self.running.iter().filter(|(code, _)| program.hold_stops_all(*code, steps));
        stopping.map(|(_, from)| *from).max()
    }

    /// Whether one that runs stops this kind of action.
    pub(super) fn stop(&self, program: &Program, kind: ActionKind) -> bool {
        self.running.iter().any(|(code, _)| program.hold_stops(*code, kind))
    }

    /// For how many days the clock of something of a day stood still: those of the holds that began later and have ended.
    pub(super) fn paused(&self, since: Day, today: Day) -> i32 {
        let (mut days, mut counted) = (0, Day::DAWN);
        for (from, to) in self.pauses.iter().filter(|(from, to)| since < *from && *to <= today) {
            let first = counted.max(*from);
            if first < *to {
                (days, counted) = (days + to.since(first), *to);
            }
        }
        days
    }

    /// Whether any clock may have stood still.
    pub(super) const fn pause_clocks(&self) -> bool {
        !self.pauses.is_empty()
    }
}

/// The first day after this one on which a waiting code begins or ends; [`Day::NEVER`] when there is none.
pub(super) fn next_change(tenancy: &Tenancy, day: Day) -> Day {
    let changes = tenancy.holds.iter().flat_map(|hold| [Some(hold.from), hold.to]).flatten();
    changes.filter(|change| *change > day).min().unwrap_or(Day::NEVER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i32) -> Day {
        Day::from_number(number)
    }

    #[test]
    fn days_that_two_holds_share_are_counted_once() {
        let pauses = vec![(day(10), day(20)), (day(15), day(30)), (day(40), day(45))];
        let holds = Holds { running: Vec::new(), pauses };
        assert_eq!(holds.paused(day(5), day(60)), 25);
        assert_eq!(holds.paused(day(5), day(29)), 10, "the second has not ended");
        assert_eq!(holds.paused(day(10), day(60)), 20, "what is of the first day of a hold came not before it");
    }
}
