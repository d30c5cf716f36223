//! Reading the record of a tenancy back, day by day, with the numbers of one replication.

use super::History;
use super::answer::Occasions;
use super::answer::begin_unspoken;
use super::books::Books;
use super::household::Household;
use super::household::Today;
use super::recollection::Recollection;
use super::recollection::RecordedStep;
use crate::behaviour::Drawn;
use crate::calendar::Day;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::PartOfDay;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// The buffers that reading back needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Recall {
    books: Books,
    household: Household,
    history: History,
    occasions: Occasions,
}

/// What is read back, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    pub(super) tenancy: &'a Tenancy,
    /// The end of the tenancy, as far as it is known beforehand.
    pub(super) known_end: Option<Day>,
    pub(super) allocation: Allocation,
    pub(super) drawn: &'a Drawn,
    /// From which day on the run's own plans replace the recorded ones; never, when it has none.
    pub(super) replaced_from: Day,
    /// The end of the data.
    pub(super) last_day: Day,
}

impl Recall {
    /// Reads the whole record of a tenancy back, up to the end of the data.
    pub(super) fn read(&mut self, reading: Reading<'_>, recollection: &mut Recollection) {
        let Reading { tenancy, drawn, last_day, .. } = reading;
        recollection.clear();
        recollection.answers.open(tenancy, reading.replaced_from, last_day);
        self.books.open(tenancy, reading.known_end, reading.allocation);
        self.household.clear();
        self.history.clear();
        self.occasions.clear();
        let (mut passed, mut next_action) = (Day::DAWN, 0);
        loop {
            let action = tenancy.actions.get(next_action).map_or(Day::NEVER, |action| action.day);
            let happens = action.min(self.books.next_day(tenancy)).min(self.books.account.next_due(passed));
            let day = happens.min(tenancy.next_plan_change(passed));
            let paused = tenancy.plan_runs(passed);
            if passed != Day::DAWN && !paused {
                self.household.pass(drawn, &self.books.account, passed.plus(1), day.min(last_day.plus(1)));
            }
            if day > last_day {
                break;
            }
            let of_day = actions_of(tenancy, next_action, day);
            self.read_day(day, &reading, of_day, recollection);
            next_action += of_day.len();
            passed = day;
        }
        self.household.leave(Some(recollection));
        recollection.end_road(last_day);
        recollection.close(drawn.alikeness);
    }

    /// Follows one recorded day, in the order in which a run has it.
    fn read_day(
        &mut self,
        day: Day,
        reading: &Reading<'_>,
        of_day: &[RecordedAction],
        recollection: &mut Recollection,
    ) {
        let tenancy = reading.tenancy;
        self.books.follow_part(tenancy, day, PartOfDay::Morning, &mut self.history);
        self.read_court(day, reading, of_day, recollection);
        let today = Today {
            day,
            tenancy,
            plan_active: tenancy.plan_runs(day),
            replaced: recollection.answers.replaced_on(tenancy, day),
            handed_over: recollection.is_handed_over(),
        };
        self.household.follow_payments(&today, reading.drawn, Some(recollection), &mut self.books, &mut self.history);
        self.books.follow_part(tenancy, day, PartOfDay::Corrections, &mut self.history);
        self.read_desk(day, tenancy, of_day, recollection);
        self.books.follow_part(tenancy, day, PartOfDay::Close, &mut self.history);
        if self.books.account.overdue(day) == Money::ZERO {
            recollection.end_road(day);
        }
        self.household.close_day(day, &self.books.account, None, Some(recollection));
    }

    /// What bailiff and court did, before the day's payments.
    fn read_court(
        &mut self,
        day: Day,
        reading: &Reading<'_>,
        of_day: &[RecordedAction],
        recollection: &mut Recollection,
    ) {
        let account = &self.books.account;
        let (overdue, rent) = (account.overdue_rent(day), account.monthly_rent());
        let settles = reading.replaced_from != Day::NEVER;
        for plan in begin_unspoken(reading.tenancy, day).filter(|_| settles) {
            let outcome = Some(Outcome::Arrangement);
            let step = RecordedStep { day: day.plus(-1), outcome, overdue, rent };
            recollection.note_settlement(step, recollection.answers.place_of(plan));
        }
        for action in of_day.iter().filter(|action| action.kind.is_court_step()) {
            self.household.note(action.kind, action.outcome, day);
            recollection.note_court_step(action.kind, RecordedStep { day, outcome: action.outcome, overdue, rent });
        }
    }

    /// What the desk did in the course of the day, for what the day's payments left open.
    fn read_desk(&mut self, day: Day, tenancy: &Tenancy, of_day: &[RecordedAction], recollection: &mut Recollection) {
        let oldest = self.books.account.oldest_overdue(day);
        for action in of_day.iter().filter(|action| !action.kind.is_court_step()) {
            self.household.note(action.kind, action.outcome, day);
            let occasion = self.occasions.next(oldest, action.kind);
            recollection.answers.note(occasion, action, of_day, tenancy);
            if let (ActionKind::HandOver, Some(since)) = (action.kind, oldest) {
                recollection.note_hand_over(since.month().number(), day);
            }
        }
    }
}

/// The actions of a day, from this place on.
fn actions_of(tenancy: &Tenancy, next: usize, day: Day) -> &[RecordedAction] {
    let later = tenancy.actions.get(next..).unwrap_or(&[]);
    later.get(..later.partition_point(|action| action.day <= day)).unwrap_or(&[])
}
