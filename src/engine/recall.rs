//! Reading the record of a tenancy back, day by day. Knows no number of a behaviour.

use super::History;
use super::answer::Occasions;
use super::answer::PaidUnderPlan;
use super::answer::begin_unspoken;
use super::answer::is_conversation;
use super::books::Books;
use super::household::Circumstances;
use super::household::Today;
use super::household::note_contact;
use super::payment::Group;
use super::payment::Paid;
use super::payment::Portion;
use super::payment::bounces;
use super::payment::bouncing;
use super::recollection::Recollection;
use super::recollection::RecordedSettlement;
use super::recollection::RecordedStep;
use super::recollection::Scheduled;
use super::spells::Spells;
use super::support::depth;
use crate::behaviour::DebitSeen;
use crate::behaviour::Observed;
use crate::behaviour::OfferSeen;
use crate::behaviour::RiskDay;
use crate::behaviour::SetBy;
use crate::behaviour::Situation;
use crate::calendar::Day;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Plan;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;

/// The buffers that reading back needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Recall {
    books: Books,
    spells: Spells,
    history: History,
    occasions: Occasions,
    last_paid: Option<Day>,
}

/// What is read back, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    pub(super) tenancy: &'a Tenancy,
    /// The end of the tenancy, as far as it is known beforehand.
    pub(super) known_end: Option<Day>,
    pub(super) allocation: Allocation,
    /// From which day on the run's own plans replace the recorded ones; never, when it has none.
    pub(super) replaced_from: Day,
    /// The end of the data.
    pub(super) last_day: Day,
}

/// What the record of a tenancy tells of how its household responds, up to a day. Who pays by debit knows at once that the
/// bank refused it, and often pays before the books know: what bounced counts as never paid.
#[must_use]
pub fn observe(tenancy: &Tenancy, allocation: Allocation, last_day: Day) -> Observed {
    let tenancy = &without_bounced(tenancy);
    let reading = Reading { tenancy, known_end: tenancy.end, allocation, replaced_from: Day::NEVER, last_day };
    let mut recollection = Recollection::default();
    Recall::default().read(reading, &mut recollection);
    recollection.observed
}

/// The tenancy with nothing paid by what bounced, and nothing reversed; both keep their places.
fn without_bounced(tenancy: &Tenancy) -> Tenancy {
    let mut known = tenancy.clone();
    for reversal in tenancy.entries.iter().filter(|entry| entry.kind == EntryKind::Reversal) {
        let bounced = reversal.refers_to.and_then(|place| known.entries.get_mut(place as usize));
        bounced.into_iter().for_each(|payment| payment.amount = Money::ZERO);
    }
    let named = |entry: &&mut Entry| entry.kind == EntryKind::Reversal && entry.refers_to.is_some();
    known.entries.iter_mut().filter(named).for_each(|reversal| reversal.amount = Money::ZERO);
    known
}

impl Recall {
    /// Reads the whole record of a tenancy back, up to the end of the data.
    pub(super) fn read(&mut self, reading: Reading<'_>, recollection: &mut Recollection) {
        let Reading { tenancy, last_day, .. } = reading;
        recollection.clear();
        recollection.answers.open(tenancy, reading.replaced_from, last_day);
        self.open(&reading, recollection);
        let (mut passed, mut next_action) = (Day::DAWN, 0);
        loop {
            let action = tenancy.actions.get(next_action).map_or(Day::NEVER, |action| action.day);
            let happens = action.min(self.books.next_day(tenancy)).min(self.books.account.next_due(passed));
            let day = happens.min(tenancy.next_plan_change(passed));
            if passed != Day::DAWN {
                let around = self.around(passed.plus(1), &reading, recollection);
                self.pass(passed.plus(1), day.min(last_day.plus(1)), &around, recollection);
            }
            if day > last_day {
                break;
            }
            let of_day = actions_of(tenancy, next_action, day);
            self.read_day(day, &reading, of_day, recollection);
            next_action += of_day.len();
            passed = day;
        }
        self.leave(recollection);
        recollection.end_road(last_day);
        recollection.close();
        let bounced = |entry: &Entry| entry.kind == EntryKind::Reversal && entry.refers_to.is_some();
        let known_at_once = tenancy.entries.iter().any(|entry| bounced(entry) && entry.amount > Money::ZERO);
        recollection.known = known_at_once.then(|| observe(tenancy, reading.allocation, last_day));
    }

    fn open(&mut self, reading: &Reading<'_>, recollection: &mut Recollection) {
        let Reading { tenancy, last_day, .. } = reading;
        self.books.open(tenancy, reading.known_end, reading.allocation);
        self.spells.clear();
        self.history.clear();
        self.occasions.clear();
        self.last_paid = None;
        let first = tenancy.entries.first().map_or(tenancy.start, |entry| entry.day);
        let last = tenancy.entries.last().map_or(first, |entry| entry.day);
        let last = tenancy.left_on().map_or(*last_day, |end| end.max(last)).min(*last_day);
        recollection.first_day = first;
        (recollection.last_day, recollection.left_on) = (*last_day, tenancy.left_on());
        recollection.observed = Observed {
            by_debit: tenancy.pays_by_debit(),
            first_month: first.month().number(),
            last_month: last.max(first).month().number(),
            ..Observed::default()
        };
    }

    /// What weighs on the household from a day on, until something happens.
    fn around(&self, day: Day, reading: &Reading<'_>, recollection: &Recollection) -> Circumstances {
        let plan = reading.tenancy.plans.iter().find(|plan| plan.runs_on(day));
        Circumstances {
            handed_over: recollection.is_handed_over(),
            plan: plan.map(|plan| set_by(reading.tenancy, plan)),
            end: recollection.left_on,
            by_debit: recollection.observed.by_debit,
        }
    }

    /// Days on which nothing happens but that something is overdue.
    fn pass(&mut self, from: Day, to: Day, around: &Circumstances, recollection: &mut Recollection) {
        if self.spells.current().is_none() {
            return;
        }
        let last_paid = self.last_paid.unwrap_or(recollection.first_day);
        let Some(first) = around.on(from, &self.books.account, last_paid) else { return };
        let mut day = from;
        while day < to {
            let situation = around.later(&first, day, day.since(from));
            note_at_risk(day, situation, recollection);
            day = day.plus(1);
        }
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
        let around = self.around(day, reading, recollection);
        let replaced = recollection.answers.replaced_on(tenancy, day);
        self.read_payments(&Today { day, tenancy, around, replaced }, recollection);
        self.books.follow_part(tenancy, day, PartOfDay::Corrections, &mut self.history);
        self.read_desk(day, reading, of_day, recollection);
        self.books.follow_part(tenancy, day, PartOfDay::Close, &mut self.history);
        let overdue = self.books.account.overdue(day);
        if overdue == Money::ZERO {
            recollection.end_road(day);
            self.leave(recollection);
        } else if let Some(since) = self.books.account.oldest_overdue(day) {
            self.spells.enter(since.month().number());
        }
    }

    fn leave(&mut self, recollection: &mut Recollection) {
        if let Some(key) = self.spells.leave() {
            recollection.note_cut_off(key);
        }
    }

    fn read_payments(&mut self, today: &Today<'_>, recollection: &mut Recollection) {
        let (day, tenancy) = (today.day, today.tenancy);
        while let Some((place, entry)) = self.books.peek(tenancy, day, PartOfDay::Debits) {
            let bounced = bounces(tenancy, place);
            recollection.observed.debits.push(DebitSeen { day, bounced });
            if !bounced {
                self.last_paid = Some(day);
            }
            self.note_scheduled(place, today, recollection);
            self.books.follow(&entry, entry.amount, &mut self.history);
        }
        let since = self.books.account.oldest_overdue(day);
        since.into_iter().for_each(|since| {
            self.spells.enter(since.month().number());
        });
        let last_paid = self.last_paid.unwrap_or(recollection.first_day);
        let situation = today.around.on(day, &self.books.account, last_paid);
        situation.into_iter().for_each(|situation| note_at_risk(day, situation, recollection));
        let open = self.books.account.total_open();
        let group = Group::of(today, &self.books);
        let (mut first, mut entries, mut amount) = (0, 0, Money::ZERO);
        while let Some((place, entry)) = self.books.peek(tenancy, day, PartOfDay::Payments) {
            match group {
                Group::Driven => {
                    first = if entries == 0 { place } else { first };
                    (entries, amount) = (entries + 1, amount + entry.amount);
                }
                Group::UnderPlan(plan) => self.note_under_plan(plan, place, &entry, recollection),
                Group::Scheduled => self.note_scheduled(place, today, recollection),
            }
            self.books.follow(&entry, entry.amount, &mut self.history);
        }
        let driven = situation.zip(self.spells.current()).filter(|_| entries > 0);
        let Some((situation, key)) = driven else { return };
        let portion = Portion::of(amount, open, situation.overdue);
        let paid = Paid { day, portion, situation, entries: (first, entries), amount };
        recollection.observed.days.last_mut().into_iter().for_each(|at_risk| at_risk.paid = Some(amount));
        recollection.note_payment(key, paid);
        self.spells.paid();
        self.last_paid = Some(day);
    }

    fn note_scheduled(&self, entry: usize, today: &Today<'_>, recollection: &mut Recollection) {
        let (open_before, handed_over) = (self.books.account.total_open(), today.around.handed_over);
        recollection.scheduled.push(Scheduled { entry, open_before, handed_over });
    }

    fn note_under_plan(&self, plan: usize, place: usize, entry: &Entry, recollection: &mut Recollection) {
        let open_before = self.books.account.total_open();
        if let Some(plan) = recollection.answers.plans.get_mut(plan) {
            plan.payments.push(PaidUnderPlan { day: entry.day, entry: place, amount: entry.amount, open_before });
        }
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
            let end = reading.tenancy.plans.get(plan).map_or(day, Plan::end);
            let settlement = RecordedSettlement { end, plan: recollection.answers.place_of(plan) };
            recollection.note_settlement(step, settlement);
        }
        for action in of_day.iter().filter(|action| action.kind.is_court_step()) {
            note_action(action, recollection);
            recollection.note_court_step(action.kind, RecordedStep { day, outcome: action.outcome, overdue, rent });
        }
    }

    /// What the desk did in the course of the day, for what the day's payments left open.
    fn read_desk(
        &mut self,
        day: Day,
        reading: &Reading<'_>,
        of_day: &[RecordedAction],
        recollection: &mut Recollection,
    ) {
        let tenancy = reading.tenancy;
        let oldest = self.books.account.oldest_overdue(day);
        for action in of_day.iter().filter(|action| !action.kind.is_court_step()) {
            let around = self.around(day, reading, recollection);
            note_offer(action, &around, oldest, recollection);
            if let Some(situation) = around.on(day, &self.books.account, day) {
                // The desk saw a debit that bounces later as unpaid from its first day, or acted on the month before.
                let overdue = situation.overdue + bouncing(tenancy, day);
                let depth = depth(&Situation { overdue, ..situation });
                recollection.observed.depths.push((action.kind, depth));
            }
            note_action(action, recollection);
            let occasion = self.occasions.next(oldest, action.kind);
            recollection.answers.note(occasion, action, of_day, tenancy);
            if let (ActionKind::HandOver, Some(since)) = (action.kind, oldest) {
                recollection.note_hand_over(since.month().number(), day);
            }
        }
    }
}

/// A day on which something is overdue before the day's payments.
fn note_at_risk(day: Day, situation: Situation, recollection: &mut Recollection) {
    let observed = &mut recollection.observed;
    let contacts = observed.contacts.partition_point(|(_, done)| *done < day);
    observed.days.push(RiskDay { day, situation, contacts, paid: None });
    // Who has left and still owes is looked at to the end of the data, however long ago anything was booked.
    observed.last_month = observed.last_month.max(day.month().number());
}

fn note_action(action: &RecordedAction, recollection: &mut Recollection) {
    note_contact(&mut recollection.observed.contacts, action.kind, action.day);
    if action.outcome == Some(Outcome::Accepted) {
        recollection.observed.helped.push(action.day);
    }
}

/// A conversation in which a plan might have been agreed: one of which the record tells what was said, with arrears, and
/// while no plan runs and the file is not handed over.
fn note_offer(action: &RecordedAction, around: &Circumstances, oldest: Option<Day>, recollection: &mut Recollection) {
    let spoken = matches!(action.outcome, Some(Outcome::Reached | Outcome::Agreed | Outcome::Refused));
    let open = oldest.is_some() && around.plan.is_none() && !around.handed_over;
    if spoken && open && is_conversation(action.kind) {
        let agreed = action.outcome == Some(Outcome::Agreed);
        recollection.observed.offers.push(OfferSeen { day: action.day, kind: action.kind, agreed });
    }
}

/// Who set a recorded plan: the court, when it was agreed in no conversation while the file was with the bailiff.
#[must_use]
pub fn set_by(tenancy: &Tenancy, plan: &Plan) -> SetBy {
    let sued = |action: &RecordedAction| action.kind == ActionKind::Writ && action.day <= plan.agreed_on;
    let unspoken = begin_unspoken(tenancy, plan.begin()).any(|place| tenancy.plans.get(place) == Some(plan));
    if unspoken && tenancy.actions.iter().any(sued) { SetBy::Court } else { SetBy::Policy }
}

/// The actions of a day, from this place on.
fn actions_of(tenancy: &Tenancy, next: usize, day: Day) -> &[RecordedAction] {
    let later = tenancy.actions.get(next..).unwrap_or(&[]);
    later.get(..later.partition_point(|action| action.day <= day)).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenancy::Portfolio;
    use crate::vocabulary::PaymentMethod;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn entry(kind: EntryKind, on: &str, method: PaymentMethod) -> Entry {
        let due = if kind == EntryKind::Charge { day(on) } else { Day::NEVER };
        Entry { due, method, ..Entry::new(kind, day(on), Money::from_cents(60_000)) }
    }

    /// A tenant whose debit of the first of May was refused, and who paid on another day.
    fn refused(paid_on: &str) -> Tenancy {
        let debit = entry(EntryKind::Payment, "2024-05-01", PaymentMethod::DirectDebit);
        let reversal = entry(EntryKind::Reversal, "2024-05-05", PaymentMethod::DirectDebit);
        let mut entries = vec![
            entry(EntryKind::Charge, "2024-05-01", PaymentMethod::DirectDebit),
            debit,
            Entry { refers_to: Some(1), ..reversal },
            entry(EntryKind::Payment, paid_on, PaymentMethod::Transfer),
        ];
        entries.sort_by_key(|entry| entry.day);
        let tenancy = Tenancy { entries, ..Tenancy::bare("T", day("2020-01-01")) };
        Portfolio::new(vec![tenancy]).tenancies.pop().unwrap()
    }

    /// The days on which such a tenant is at risk, and whether something was paid on them.
    fn at_risk(paid_on: &str) -> Vec<(String, bool)> {
        let observed = observe(&refused(paid_on), Allocation::Statutory, day("2024-05-31"));
        assert_eq!(observed.debits, [DebitSeen { day: day("2024-05-01"), bounced: true }]);
        observed.days.iter().map(|at_risk| (at_risk.day.to_string(), at_risk.paid.is_some())).collect()
    }

    #[test]
    fn who_was_refused_a_debit_is_late_from_its_day_and_may_pay_before_the_books_know() {
        let days = |to: i32| (1..=to).map(|at| (format!("2024-05-{at:02}"), at == to)).collect::<Vec<_>>();
        assert_eq!(at_risk("2024-05-03"), days(3));
        assert_eq!(at_risk("2024-05-08"), days(8));
    }

    #[test]
    fn what_a_household_is_is_drawn_from_what_it_knew_and_its_thresholds_from_the_books() {
        let first_at_risk = |tenancy: &Tenancy| {
            let (allocation, last_day) = (Allocation::Statutory, day("2024-05-31"));
            let reading = Reading { tenancy, known_end: None, allocation, replaced_from: Day::NEVER, last_day };
            let mut recollection = Recollection::default();
            Recall::default().read(reading, &mut recollection);
            let first = |observed: &Observed| observed.days.first().map(|at_risk| at_risk.day.to_string());
            (first(&recollection.observed), recollection.known.as_ref().map(first))
        };
        let on = |day: &str| Some(day.to_owned());
        assert_eq!(first_at_risk(&refused("2024-05-08")), (on("2024-05-05"), Some(on("2024-05-01"))));
        let mut never = refused("2024-05-08");
        never.entries.retain(|entry| entry.method != PaymentMethod::DirectDebit || entry.kind == EntryKind::Charge);
        assert_eq!(first_at_risk(&never), (on("2024-05-01"), None), "nothing bounced: one reading serves both");
    }
}
