//! Reading the record of a tenancy back, day by day, with the numbers of one replication.

use super::History;
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
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;

/// The buffers that reading back needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Recall {
    books: Books,
    household: Household,
    history: History,
}

impl Recall {
    /// Reads the whole record of a tenancy back, up to the end of the data.
    pub(super) fn read(
        &mut self,
        tenancy: &Tenancy,
        known_end: Option<Day>,
        allocation: Allocation,
        drawn: &Drawn,
        last_day: Day,
        recollection: &mut Recollection,
    ) {
        recollection.clear();
        self.books.open(tenancy, known_end, allocation);
        self.household.clear();
        self.history.clear();
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
            next_action = self.read_day(day, tenancy, drawn, next_action, recollection);
            passed = day;
        }
        self.household.leave(Some(recollection));
        recollection.end_road(last_day);
        recollection.close(drawn.alikeness);
    }

    /// Follows one recorded day. Returns the place of the next recorded action.
    fn read_day(
        &mut self,
        day: Day,
        tenancy: &Tenancy,
        drawn: &Drawn,
        next_action: usize,
        recollection: &mut Recollection,
    ) -> usize {
        self.books.follow_part(tenancy, day, PartOfDay::Morning, &mut self.history);
        let account = &self.books.account;
        let step = RecordedStep { day, overdue: account.overdue_rent(day), rent: account.monthly_rent() };
        let today = Today { day, tenancy, plan_active: tenancy.plan_runs(day) };
        self.household.follow_payments(&today, drawn, Some(recollection), &mut self.books, &mut self.history);
        self.books.follow_part(tenancy, day, PartOfDay::Corrections, &mut self.history);
        // A file is handed over in the course of the day, for what the day's payments left open.
        let oldest = self.books.account.oldest_overdue(day);
        self.books.follow_part(tenancy, day, PartOfDay::Close, &mut self.history);
        let mut place = next_action;
        while let Some(action) = tenancy.actions.get(place).filter(|action| action.day <= day) {
            self.household.contacts.note(action.kind, day);
            match (action.kind, oldest) {
                (ActionKind::HandOver, Some(since)) => recollection.note_hand_over(since.month().number(), day),
                (kind, _) => recollection.note_court_step(kind, step),
            }
            place += 1;
        }
        if self.books.account.overdue(day) == Money::ZERO {
            recollection.end_road(day);
        }
        self.household.close_day(day, &self.books.account, None, Some(recollection));
        place
    }
}
