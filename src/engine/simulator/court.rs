//! Bailiff and court in a run: what they do, how a tenancy ends by it, and the rent of one that goes on beyond its record.
//!
//! Knows no policy but its guarantees, which hold for bailiff and court too.

use super::Run;
use super::Scene;
use super::Simulator;
use super::record::RecordPart;
use crate::calendar::Day;
use crate::engine::bailiff::File;
use crate::engine::bailiff::Road;
use crate::engine::history::ActionDone;
use crate::engine::household::Response;
use crate::engine::household::ten_thousandths;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;

impl Simulator {
    /// Step 2: plans, bailiff and court.
    pub(super) fn court(&mut self, scene: &Scene<'_>, day: Day) {
        let program = scene.program(day);
        let followed = if scene.response.is_some() { scene.run.window.from } else { Day::NEVER };
        self.case.look_at_plans(scene.tenancy, day);
        self.case.look_at_file(scene.tenancy, followed, self.road.is_some(), day);
        self.case.look_at_holds(scene.tenancy, program, day);
        self.case.look(&self.books, program, day);
        self.follow_record(scene, day, RecordPart::Court);
        let Some(response) = scene.responding(day) else { return };
        let holds = &self.case.holds;
        let stopped = |road: &Road| road.next_kind().is_some_and(|kind| holds.stop(program, kind));
        let road = self.road.as_mut().filter(|road| !self.case.facts.plan_active && !stopped(road));
        let step = road.and_then(|road| road.step(&self.books.account, self.end, day, response));
        if let Some(kind) = step {
            self.happen(scene, kind, None, day);
        }
        if step == Some(ActionKind::Eviction) {
            let recorded = scene.tenancy.recorded_eviction() == Some(day);
            self.end = scene.tenancy.end.filter(|_| recorded).or(Some(day));
            self.case.note_end(self.end, EndReason::Evicted);
            (self.road, self.next_rent) = (None, Day::NEVER);
        }
    }

    /// Something done outside the policy, on the record or by bailiff and court; the guarantees hold for these too.
    pub(super) fn happen(&mut self, scene: &Scene<'_>, kind: ActionKind, outcome: Option<Outcome>, day: Day) {
        if scene.rules(day) {
            let program = scene.program(day);
            program.place(&mut self.case.facts, day);
            self.verify(program, kind, None, day);
        }
        self.history.actions.push(ActionDone { day, kind, rule: None, exception: None, step: 0, outcome });
        self.case.note_done(kind, outcome, day);
        self.household.contacts.note(kind, day);
    }

    pub(super) fn hand_over(&mut self, response: &Response<'_>, day: Day) {
        if let Some(since) = self.books.account.oldest_overdue(day) {
            let month = since.month().number();
            let number = u32::try_from(self.files.iter().filter(|file| **file == month).count()).unwrap_or(0);
            self.files.push(month);
            self.road = Some(Road::begin(File { month, number }, day, response));
        }
    }

    /// The rent of a tenancy that goes on where history had it end: the last level, raised each July.
    pub(super) fn charge_rent(&mut self, scene: &Scene<'_>, day: Day) {
        let increase = scene.response.filter(|_| day.month().number().rem_euclid(12) == 6);
        let rent = self.books.account.monthly_rent();
        let raised = increase.map_or(Money::ZERO, |response| rent.share(ten_thousandths(response.drawn.rent_increase)));
        let charge = Entry { due: day, ..Entry::new(EntryKind::Charge, day, rent + raised) };
        if charge.amount > Money::ZERO {
            self.books.book(charge, &mut self.history);
        }
        self.next_rent = day.month().plus(1).first();
    }
}

/// The recorded end, unless it came by an eviction that has to happen again before it ends the tenancy.
pub(super) fn known_end(run: &Run<'_>, tenancy: &Tenancy) -> Option<Day> {
    let decided_here = |day: &Day| run.behaviour.is_some() && *day >= run.window.from;
    tenancy.end.filter(|_| tenancy.recorded_eviction().filter(decided_here).is_none())
}

/// Why the tenancy ended on the record; unknown where its recorded end is not that of this run.
pub(super) fn end_reason(known_end: Option<Day>, tenancy: &Tenancy) -> EndReason {
    if known_end == tenancy.end { tenancy.end_reason } else { EndReason::Unknown }
}

/// The first rent beyond the record, for a tenancy that ends on the record and not in this run: in the month after both
/// the contract and the eviction that ended it.
pub(super) fn rent_goes_on(known_end: Option<Day>, tenancy: &Tenancy) -> Day {
    let recorded = tenancy.end.filter(|_| known_end.is_none());
    let over = recorded.map(|end| end.max(tenancy.recorded_eviction().unwrap_or(end)));
    over.map_or(Day::NEVER, |over| over.month().plus(1).first())
}
