//! What was done for a tenancy, and who has its file, as facts tell it.

use super::Case;
use crate::calendar::Day;
use crate::engine::survey::Letter;
use crate::program::Program;
use crate::tenancy::Dossier;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

impl Case {
    /// Notes something that was done. It counts until an episode begins or ends.
    pub(in crate::engine) fn note_done(&mut self, kind: ActionKind, outcome: Option<Outcome>, today: Day) {
        self.facts.note_done(kind, today, outcome == Some(Outcome::NotReached));
        if let Some(last) = self.ever.get_mut(kind.place()) {
            *last = today;
        }
        match kind {
            ActionKind::WikLetter => self.letters.push(Letter::sent(today)),
            ActionKind::Call | ActionKind::HomeVisit => self.facts.reached = outcome.is_some_and(was_spoken_to),
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

    /// Notes who has the file: whether one of those listed is open, or the bailiff's road of this run is; and when one last
    /// came back.
    pub(in crate::engine) fn look_at_file(&mut self, dossiers: &[Dossier], on_road: bool, today: Day) {
        let known = || dossiers.iter().filter(|dossier| dossier.opened <= today);
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
            self.facts.holds = self.holds.look(tenancy, program, today);
        }
    }
}

/// Whether somebody was there to agree or refuse.
const fn was_spoken_to(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Reached | Outcome::Agreed | Outcome::Refused)
}

/// The first day after this one on which a recorded file is opened or closed; [`Day::NEVER`] when there is none.
pub(in crate::engine) fn next_file_change(tenancy: &Tenancy, day: Day) -> Day {
    let changes = tenancy.dossiers.iter().flat_map(|dossier| [Some(dossier.opened), dossier.closed]).flatten();
    changes.filter(|change| *change > day).min().unwrap_or(Day::NEVER)
}
