//! What the policy decides, and what is done of it at the end of the day.

use super::Scene;
use super::Simulator;
use super::narrow;
use super::record::RecordPart;
use crate::calendar::Day;
use crate::check::CostsVat;
use crate::check::Step;
use crate::engine::charges::Charged;
use crate::engine::desk::Due;
use crate::engine::desk::Work;
use crate::engine::history::ActionDone;
use crate::engine::history::Breach;
use crate::engine::household::Deed;
use crate::engine::support::depth;
use crate::law::Vat;
use crate::money::Money;
use crate::program::Program;
use crate::tenancy::Entry;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;

impl Scene<'_> {
    /// How many days it takes from today until something decided today is done; on the first day of the window, of what the
    /// desk had in hand already, those that are left.
    fn days_left(&self, kind: ActionKind, program: &Program, today: Day) -> i32 {
        let days = self.run.delay.days(kind, self.place, &self.luck);
        let in_hand = self.run.delay.under_way(kind, self.place).filter(|_| today == self.run.window.from);
        let taken_up = program.conventions().working_days.on_or_after(today);
        in_hand.map_or(days, |since| since.plus(days).since(taken_up).max(0))
    }
}

impl Simulator {
    /// Step 3: the policy.
    pub(super) fn decide(&mut self, scene: &Scene<'_>, day: Day) {
        if !scene.rules(day) {
            return self.watch_stage(scene, day);
        }
        let program = scene.program(day);
        let delay = |kind: ActionKind| scene.days_left(kind, program, day);
        self.case.look(&self.books, program, day);
        let work = Work { program, books: &self.books, today: day, delay: &delay, turns: scene.run.turns };
        self.desk.decide(&work, &mut self.case, &mut self.history);
        let today = std::mem::take(&mut self.desk.today);
        for due in &today {
            for step in program.steps_of(due.rule, due.exception) {
                self.verify(program, step.kind, Some(narrow(due.rule)), day);
            }
        }
        self.desk.today = today;
    }

    /// Notes the guarantees that doing something of this kind breaches, given what is known now.
    pub(super) fn verify(&mut self, program: &Program, kind: ActionKind, rule: Option<u16>, day: Day) {
        let breached = program.breached(kind, &self.case.facts, day);
        let breaches = breached.map(|guarantee| Breach { day, guarantee: narrow(guarantee), rule });
        self.history.breaches.extend(breaches);
    }

    /// While nothing is decided yet, what is counted per stage starts anew in another stage.
    fn watch_stage(&mut self, scene: &Scene<'_>, day: Day) {
        if scene.watches_stage() {
            self.desk.wake = self.case.place(&self.books, scene.program(day), day);
        }
    }

    /// Step 5: what was decided is done. Returns whether anything was.
    pub(super) fn act(&mut self, scene: &Scene<'_>, day: Day) -> bool {
        self.oldest = self.books.account.oldest_overdue(day);
        let recorded = self.follow_record(scene, day, RecordPart::Desk);
        self.next_action += recorded;
        let today = std::mem::take(&mut self.desk.today);
        for due in &today {
            self.carry_out(scene, *due, day);
        }
        let acted = !today.is_empty() || recorded > 0;
        self.desk.today = today;
        self.desk.today.clear();
        acted
    }

    fn carry_out(&mut self, scene: &Scene<'_>, due: Due, day: Day) {
        self.case.count(due.rule, day);
        for (place, step) in scene.program(day).steps_of(due.rule, due.exception).iter().enumerate() {
            let (rule, exception, step_place) = (Some(narrow(due.rule)), due.exception, narrow(place));
            let outcome = self.answer(scene, step.kind, day);
            let done = ActionDone { day, kind: step.kind, rule, exception, step: step_place, outcome };
            self.history.actions.push(done);
            self.case.note_done(step.kind, outcome, day);
            let shown = self.is_shown(scene, step.kind, day);
            self.household.note(&Deed { kind: step.kind, outcome, day, shown }, scene.responding(day));
            self.take_effect(scene, due, step, day);
        }
    }

    /// Whether history shows something of this kind as far behind as the tenant is; counts what it does not show.
    fn is_shown(&mut self, scene: &Scene<'_>, kind: ActionKind, day: Day) -> bool {
        let Some(support) = scene.run.support.filter(|_| scene.responding(day).is_some()) else { return true };
        let Some(situation) = self.around(scene).on(day, &self.books.account, day) else { return true };
        let shown = support.covers(kind, depth(&situation));
        if let Some(count) = self.beyond.get_mut(kind.place()).filter(|_| !shown) {
            *count += 1;
        }
        shown
    }

    /// What a step does to the books, and who has the file after it.
    fn take_effect(&mut self, scene: &Scene<'_>, due: Due, step: &Step, day: Day) {
        match (step.kind, scene.responding(day)) {
            (ActionKind::HandOver, Some(response)) if self.road.is_none() => self.hand_over(response, day),
            (ActionKind::WriteOff, Some(_)) => self.write_off(self.books.account.overdue(day), day),
            (ActionKind::CollectionCosts | ActionKind::StatutoryInterest, _) => {
                let program = scene.program(day);
                self.charge(program, step.kind, program.steps_of(due.rule, due.exception), day);
            }
            _ => {}
        }
    }

    /// Books what the law lets the landlord charge on claims that the steps work on, due on the same day.
    fn charge(&mut self, program: &Program, kind: ActionKind, steps: &[Step], day: Day) {
        let charged = self.claim(program, kind, steps, day);
        let kind = if kind == ActionKind::CollectionCosts { EntryKind::Cost } else { EntryKind::Interest };
        if let Some(Charged { amount, claim }) = charged {
            let entry = Entry { due: day, refers_to: Some(claim), ..Entry::new(kind, day, amount) };
            self.books.book(entry, &mut self.history);
        }
    }

    /// What can be charged on claims that steps work on; from now on it counts as charged.
    pub(super) fn claim(&mut self, program: &Program, kind: ActionKind, steps: &[Step], day: Day) -> Option<Charged> {
        let survey = self.case.survey(&self.books, program, steps, day);
        if kind == ActionKind::StatutoryInterest {
            return self.charges.interest(survey.items(), day);
        }
        let with_vat = match program.conventions().costs_vat {
            CostsVat::Never => false,
            CostsVat::AgencyOnly => self.case.facts.handed_over,
            CostsVat::Always => true,
        };
        self.charges.costs(survey.expired(), if with_vat { Vat::With } else { Vat::Without })
    }

    fn write_off(&mut self, amount: Money, day: Day) {
        if amount > Money::ZERO {
            let entry = Entry::new(EntryKind::WriteOff, day, amount);
            self.books.book(entry, &mut self.history);
        }
    }
}
