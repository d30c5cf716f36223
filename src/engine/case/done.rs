//! What was done for a tenancy, and who has its file, as facts tell it.

use super::Case;
use crate::calendar::Day;
use crate::engine::survey::Letter;
use crate::program::Program;
use crate::tenancy::Plan;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;
use crate::vocabulary::PlanOutcome;

impl Case {
    /// Notes something that was done. It counts until an episode begins or ends.
    pub(in crate::engine) fn note_done(&mut self, kind: ActionKind, outcome: Option<Outcome>, today: Day) {
        self.facts.note_done(kind, today, outcome == Some(Outcome::NotReached));
        if let Some(last) = self.ever.get_mut(kind.place()) {
            *last = today;
        }
        match kind {
            ActionKind::WikLetter => self.letters.push(Letter::sent(today)),
            ActionKind::Call | ActionKind::HomeVisit => self.facts.reached = outcome == Some(Outcome::Reached),
            _ => {}
        }
        self.facts.plan_refused |= outcome == Some(Outcome::Refused);
        if outcome == Some(Outcome::Accepted) {
            self.facts.help = Some(today);
        }
    }

    /// The last day on which something of these kinds was done, whatever the arrears; a bit each, by their place.
    pub(in crate::engine) fn last_of(&self, kinds: u32) -> Day {
        let of_group = self.ever.iter().enumerate().filter(|(place, _)| kinds >> place & 1 == 1);
        of_group.map(|(_, last)| *last).max().unwrap_or(Day::DAWN)
    }

    /// Clocks of what was done stood still while holds ran that have ended.
    pub(super) fn pause_clocks(&mut self, today: Day) {
        if self.holds.pause_clocks() {
            for done in &mut self.facts.done {
                done.paused = if done.times > 0 { self.holds.paused(done.last, today) } else { 0 };
            }
        }
    }

    /// Notes who has the file: whether one that the record shows is open, of those that were opened before a day, or the
    /// bailiff's road of this run is; and when one last came back.
    pub(in crate::engine) fn look_at_file(&mut self, tenancy: &Tenancy, before: Day, on_road: bool, today: Day) {
        let known = || tenancy.dossiers.iter().filter(|dossier| dossier.opened <= today && dossier.opened < before);
        let closed = |day: Option<Day>| day.filter(|closed| *closed <= today);
        self.in_file = on_road || known().any(|dossier| closed(dossier.closed).is_none());
        self.returned = known().filter_map(|dossier| closed(dossier.closed)).max();
    }

    /// A file is handed over when that was done for the arrears at hand, and none came back since.
    pub(super) fn is_handed_over(&self) -> bool {
        let handed = self.facts.done(ActionKind::HandOver);
        let came_back = self.returned.is_some_and(|returned| handed.last < returned);
        self.in_file || handed.times > 0 && !came_back
    }

    /// Notes which waiting codes run.
    pub(in crate::engine) fn look_at_holds(&mut self, tenancy: &Tenancy, program: &Program, today: Day) {
        if !tenancy.holds.is_empty() {
            self.facts.hold = self.holds.look(tenancy, program, today);
        }
    }

    /// Notes the last day on which a recorded plan was broken.
    pub(in crate::engine) fn look_at_plans(&mut self, tenancy: &Tenancy, today: Day) {
        self.facts.plan_active = tenancy.plan_runs(today);
        let broken = tenancy.plans.iter().filter(|plan| plan.outcome == Some(PlanOutcome::Broken));
        self.facts.plan_broken = broken.map(Plan::end).filter(|end| *end <= today).max();
    }
}

/// The first day after this one on which a recorded file is opened or closed; [`Day::NEVER`] when there is none.
pub(in crate::engine) fn next_file_change(tenancy: &Tenancy, day: Day) -> Day {
    let changes = tenancy.dossiers.iter().flat_map(|dossier| [Some(dossier.opened), dossier.closed]).flatten();
    changes.filter(|change| *change > day).min().unwrap_or(Day::NEVER)
}
