//! Bailiff and court in a run: what they do, how a tenancy ends by it, and the rent of one that goes on beyond its record.
//!
//! Knows no policy but its guarantees, which hold for bailiff and court too.

use super::Run;
use super::Scene;
use super::Simulator;
use super::record::RecordPart;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::engine::answer::begin_unspoken;
use crate::engine::bailiff::File;
use crate::engine::bailiff::Road;
use crate::engine::history::ActionDone;
use crate::engine::household::Deed;
use crate::engine::household::Response;
use crate::engine::household::ten_thousandths;
use crate::engine::luck::whole;
use crate::money::Money;
use crate::program::Terms;
use crate::tenancy::Dossier;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;

impl Simulator {
    /// Step 2: plans, bailiff and court.
    pub(super) fn court(&mut self, scene: &Scene<'_>, day: Day) {
        let program = scene.program(day);
        self.look_at_plans(scene, day);
        self.case.look_at_file(&self.history.dossiers, self.road.is_some(), day);
        self.case.look_at_holds(scene.tenancy, program, day);
        self.case.look(&self.books, program, day);
        self.follow_settlements(scene, day);
        self.follow_record(scene, day, RecordPart::Court);
        let Some(response) = scene.responding(day) else { return };
        let holds = &self.case.holds;
        let stopped = |kind| holds.stop(program, kind);
        let road = self.road.as_mut().filter(|_| !self.case.facts.plan_active);
        let step = road.and_then(|road| road.step(&self.books.account, self.end, day, response, stopped));
        let Some(step) = step else { return };
        self.happen(scene, step.kind, step.outcome, day);
        if step.outcome == Some(Outcome::Arrangement) {
            self.settle(scene, response, day);
        }
        if step.kind == ActionKind::EvictionNotice {
            self.happen(scene, ActionKind::MunicipalityNotice, None, day);
        }
        if step.kind == ActionKind::Eviction {
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
        self.household.note(&Deed { kind, outcome, day, shown: true }, scene.responding(day));
        if kind == ActionKind::Writ && scene.response.is_some() {
            self.note_writ(day);
        }
    }

    /// Plans on the record that the court set before this run's own plans replace any.
    fn follow_settlements(&mut self, scene: &Scene<'_>, day: Day) {
        let (Some(road), Some(response)) = (&mut self.road, &scene.response) else { return };
        if !scene.run.offers_plans() {
            return;
        }
        for place in begin_unspoken(scene.tenancy, day) {
            let followed = scene.tenancy.plans.get(place).is_some_and(|plan| plan.agreed_on < scene.run.window.from);
            if followed && road.is_sued() {
                road.follow(ActionKind::Judgment, Some(Outcome::Arrangement), day.plus(-1), response);
            }
        }
    }

    /// The court settles in instalments, where the run's own plans replace the recorded ones.
    fn settle(&mut self, scene: &Scene<'_>, response: &Response<'_>, day: Day) {
        let sum = self.books.account.overdue(day);
        if !scene.run.offers_plans() || self.promise.is_some() || sum == Money::ZERO {
            return;
        }
        let numbers = &response.drawn.bailiff;
        let recorded = self.road.and_then(|road| road.settlement(response)).and_then(|settled| settled.plan);
        let other = recorded.and_then(|place| response.recollection.answers.plans.get(place));
        let other = other.and_then(|other| scene.tenancy.plans.get(other.place));
        let most = u32::try_from(whole(libm::round(numbers.instalments))).unwrap_or(1).max(1);
        let instalments = other.map_or(most, |plan| plan.instalments);
        let terms = Terms { plan: 0, instalments, least: Money::ZERO, day: 1, only_if_unable: false, patience: 0 };
        let (instalments, amount) = terms.divide(sum);
        let first_due = other.filter(|plan| plan.agreed_on == day).map_or(terms.first_due(day), |plan| plan.first_due);
        let plan =
            Plan { agreed_on: day, instalments, amount, first_due, ended_on: None, outcome: None, listed: Vec::new() };
        self.promise_plan(scene, plan, sum, whole(libm::round(numbers.patience_days)), SetBy::Court, recorded);
    }

    /// The next day on which bailiff or court may take a step, or may again after a hold.
    pub(super) fn next_court_day(&self, scene: &Scene<'_>, today: Day) -> Day {
        let Some(road) = &self.road else { return Day::NEVER };
        let released = scene.tenancy.holds.iter().filter_map(|hold| hold.to).filter(|to| *to > today);
        road.next_day(today).min(released.min().unwrap_or(Day::NEVER))
    }

    /// Lists the recorded files that this run follows: all of them in a replay. A modelled run opens its own by hand-over;
    /// of those from before the window, the ones stand that no hand-over on their day opened.
    pub(super) fn open_files(&mut self, scene: &Scene<'_>) {
        let dossiers = scene.tenancy.dossiers.iter();
        if scene.response.is_none() {
            self.history.dossiers.extend(dossiers);
        } else {
            let from = scene.run.window.from;
            let handed_over = |day: Day| {
                scene.tenancy.actions.iter().any(|action| action.kind == ActionKind::HandOver && action.day == day)
            };
            let before = dossiers.filter(|dossier| dossier.opened < from && !handed_over(dossier.opened));
            let known = before.map(|dossier| Dossier { closed: dossier.closed.filter(|day| *day < from), ..*dossier });
            self.history.dossiers.extend(known);
        }
    }

    fn note_writ(&mut self, day: Day) {
        if let Some(dossier) = self.history.dossiers.last_mut() {
            dossier.writ_on = dossier.writ_on.or(Some(day));
        }
    }

    /// The evening: without arrears the file is closed.
    pub(super) fn close_file(&mut self, scene: &Scene<'_>, day: Day) {
        if self.books.account.overdue(day) > Money::ZERO {
            return;
        }
        self.road = None;
        if scene.response.is_some() {
            let open = self.history.dossiers.iter_mut().filter(|dossier| dossier.closed.is_none());
            open.for_each(|dossier| dossier.closed = Some(day));
        }
    }

    pub(super) fn hand_over(&mut self, response: &Response<'_>, day: Day) {
        self.is_drawn = true;
        if let Some(since) = self.oldest {
            let month = since.month().number();
            let number = u32::try_from(self.files.iter().filter(|file| **file == month).count()).unwrap_or(0);
            self.files.push(month);
            self.road = Some(Road::begin(File { month, number }, day, response));
            self.history.dossiers.push(Dossier { opened: day, writ_on: None, closed: None });
        }
    }

    /// The rent of a tenancy that goes on where history had it end: the last level, raised each July.
    pub(super) fn charge_rent(&mut self, scene: &Scene<'_>, day: Day) {
        let increase = scene.response.filter(|_| day.month().number().rem_euclid(12) == 6);
        self.is_drawn |= increase.is_some();
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

/// Why the tenancy ended on the record; unknown where it did not end, or not as in this run.
pub(super) fn end_reason(known_end: Option<Day>, tenancy: &Tenancy) -> EndReason {
    if known_end.is_some() && known_end == tenancy.end { tenancy.end_reason } else { EndReason::Unknown }
}

/// The first rent beyond the record, for a tenancy that ends on the record and not in this run: in the month after both
/// the contract and the eviction that ended it.
pub(super) fn rent_goes_on(known_end: Option<Day>, tenancy: &Tenancy) -> Day {
    let over = tenancy.left_on().filter(|_| known_end.is_none());
    over.map_or(Day::NEVER, |over| over.month().plus(1).first())
}
