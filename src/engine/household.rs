//! The household's side of the day: what it pays, and when. Steps through the record and through other courses of events
//! with the same arithmetic, so that the same actions give the same payments.

use super::History;
use super::answer::PaidUnderPlan;
use super::books::Books;
use super::luck::Luck;
use super::luck::whole;
use super::recollection::Paid;
use super::recollection::Portion;
use super::recollection::Recollection;
use super::recollection::Scheduled;
use crate::behaviour::Contacts;
use crate::behaviour::Drawn;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::ledger::Account;
use crate::money::Money;
use crate::money::Share;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;

/// Where the household stands between nothing overdue and nothing overdue.
#[derive(Clone, Debug, Default)]
pub(super) struct Household {
    contacts: Contacts,
    spell: Option<Spell>,
    /// The number that the next payment of a month's spell gets, where one was used before.
    numbers: Vec<(i32, u32)>,
    /// Whether it was asked what the dice and the numbers of behaviour say.
    is_drawn: bool,
}

/// From the first unpaid charge until nothing is overdue.
#[derive(Clone, Copy, Debug)]
struct Spell {
    /// The month in which the first unpaid charge fell due.
    month: i32,
    number: u32,
    /// The push met since the last payment.
    met: f64,
    /// The push at which the next payment comes; infinite while the record is followed.
    threshold: f64,
    paid: Option<Paid>,
}

/// What a household needs to respond.
#[derive(Clone, Copy, Debug)]
pub(super) struct Response<'a> {
    pub(super) drawn: &'a Drawn,
    pub(super) luck: Luck,
    pub(super) recollection: &'a Recollection,
}

impl Household {
    pub(super) fn clear(&mut self) {
        self.contacts.clear();
        self.spell = None;
        self.numbers.clear();
        self.is_drawn = false;
    }

    /// Whether anything hung on the dice or the numbers of behaviour: whether a spell was responded to.
    pub(super) const fn is_drawn(&self) -> bool {
        self.is_drawn
    }

    /// Something was done; it works from the next day.
    pub(super) fn note(&mut self, kind: ActionKind, outcome: Option<Outcome>, day: Day) {
        self.contacts.note(kind, day);
        if outcome == Some(Outcome::Accepted) {
            self.contacts.note_help(day);
        }
    }

    /// From here on the household responds: the spell it is in gets its threshold.
    pub(super) fn awake(&mut self, response: &Response<'_>) {
        if let Some(spell) = &mut self.spell {
            self.is_drawn = true;
            (spell.threshold, spell.paid) = response.recollection.threshold(&response.luck, spell.month, spell.number);
        }
    }

    /// Lets days pass on which nothing else happens, from `from` up to `to`. Returns the day on which a payment comes, if
    /// one does; that day has not passed yet.
    pub(super) fn pass(&mut self, drawn: &Drawn, account: &Account, from: Day, to: Day) -> Option<Day> {
        let spell = self.spell.as_mut()?;
        let since = account.oldest_overdue(from)?;
        let (overdue, rent) = (account.overdue(from), account.monthly_rent());
        let mut day = from;
        while day < to {
            let met = spell.met + drawn.push.on(day, since, overdue, rent, &self.contacts);
            if met >= spell.threshold {
                return Some(day);
            }
            spell.met = met;
            day = day.plus(1);
        }
        None
    }

    /// The payments of a recorded day, followed as they are; what they tell goes into the recollection.
    pub(super) fn follow_payments(
        &mut self,
        today: &Today<'_>,
        drawn: &Drawn,
        mut recollection: Option<&mut Recollection>,
        books: &mut Books,
        history: &mut History,
    ) {
        while let Some((place, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Debits) {
            note_scheduled(&mut recollection, place, today, books);
            books.follow(&entry, entry.amount, history);
        }
        self.enter(today.day, None, &books.account);
        let (low, high) = self.meet(today, drawn, &books.account).unwrap_or((0.0, 0.0));
        let (open, overdue) = (books.account.total_open(), books.account.overdue(today.day));
        let group = today.group(overdue, books);
        let (mut first, mut entries, mut amount) = (0, 0, Money::ZERO);
        while let Some((place, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Payments) {
            match group {
                Group::Driven => {
                    first = if entries == 0 { place } else { first };
                    (entries, amount) = (entries + 1, amount + entry.amount);
                }
                Group::UnderPlan(plan) => note_under_plan(&mut recollection, plan, place, &entry, books),
                Group::Scheduled => note_scheduled(&mut recollection, place, today, books),
            }
            books.follow(&entry, entry.amount, history);
        }
        if let Some(spell) = self.spell.as_mut().filter(|_| entries > 0) {
            let paid = Paid { portion: portion(amount, open, overdue), entries: (first, entries), amount };
            if let Some(recollection) = recollection {
                recollection.note_payment(spell.month, spell.number, (low, high), paid);
            }
            (spell.number, spell.met) = (spell.number + 1, 0.0);
        }
    }

    /// The payments of a day on which the household responds.
    pub(super) fn respond(
        &mut self,
        today: &Today<'_>,
        response: &Response<'_>,
        books: &mut Books,
        history: &mut History,
    ) {
        while let Some((place, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Debits) {
            let amount = response.debit_amount(place, &entry, today, books);
            books.follow(&entry, amount, history);
        }
        self.enter(today.day, Some(response), &books.account);
        self.meet(today, response.drawn, &books.account);
        while let Some((place, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Payments) {
            let amount = response.scheduled_amount(place, &entry, books);
            books.follow(&entry, amount, history);
        }
        let Some(spell) = self.spell.filter(|spell| spell.met >= spell.threshold) else { return };
        if books.account.overdue(today.day) > Money::ZERO {
            response.pay(&spell, today, books, history);
        }
        let number = spell.number + 1;
        let (threshold, paid) = response.recollection.threshold(&response.luck, spell.month, number);
        self.spell = Some(Spell { number, met: 0.0, threshold, paid, ..spell });
    }

    /// Ends the spell when nothing is overdue any more at the end of the day; begins one when a correction left something.
    pub(super) fn close_day(
        &mut self,
        day: Day,
        account: &Account,
        response: Option<&Response<'_>>,
        recollection: Option<&mut Recollection>,
    ) {
        if account.overdue(day) == Money::ZERO {
            self.leave(recollection);
        } else {
            self.enter(day, response, account);
        }
    }

    /// Ends the spell, if there is one.
    pub(super) fn leave(&mut self, recollection: Option<&mut Recollection>) {
        let Some(spell) = self.spell.take() else { return };
        if let Some(recollection) = recollection.filter(|_| spell.met > 0.0) {
            recollection.note_cut_off(spell.month, spell.number, spell.met);
        }
        self.numbers.retain(|(month, _)| *month != spell.month);
        self.numbers.push((spell.month, spell.number + 1));
    }

    /// Begins a spell when something is overdue and there is none.
    fn enter(&mut self, day: Day, response: Option<&Response<'_>>, account: &Account) {
        let Some(since) = account.oldest_overdue(day).filter(|_| self.spell.is_none()) else { return };
        let month = since.month().number();
        let number = self.numbers.iter().find(|(used, _)| *used == month).map_or(0, |(_, number)| *number);
        let (threshold, paid) = response
            .map_or((f64::INFINITY, None), |response| response.recollection.threshold(&response.luck, month, number));
        self.is_drawn |= response.is_some();
        self.spell = Some(Spell { month, number, met: 0.0, threshold, paid });
    }

    /// Meets the push of the day, unless a plan runs. Returns the push met before and after.
    fn meet(&mut self, today: &Today<'_>, drawn: &Drawn, account: &Account) -> Option<(f64, f64)> {
        let spell = self.spell.as_mut().filter(|_| !today.plan_active)?;
        let since = account.oldest_overdue(today.day)?;
        let (overdue, rent) = (account.overdue(today.day), account.monthly_rent());
        let low = spell.met;
        spell.met += drawn.push.on(today.day, since, overdue, rent, &self.contacts);
        Some((low, spell.met))
    }
}

/// A day of a tenancy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Today<'a> {
    pub(super) day: Day,
    pub(super) tenancy: &'a Tenancy,
    pub(super) plan_active: bool,
    /// The recorded plan that runs and that a run's own plans replace, by its place among those.
    pub(super) replaced: Option<usize>,
    /// Whether bailiff or agency has the file.
    pub(super) handed_over: bool,
}

/// What the recorded payments of a day came of.
#[derive(Clone, Copy, Debug)]
enum Group {
    /// The push.
    Driven,
    /// A plan that a run's own plans replace.
    UnderPlan(usize),
    /// Neither: they come whatever is done.
    Scheduled,
}

impl Today<'_> {
    /// What the recorded payments of the day came of: of the push, when something was overdue and no plan ran; of nothing
    /// that is modelled, when one of them bounced.
    fn group(&self, overdue: Money, books: &Books) -> Group {
        let Some((first, _)) = books.peek(self.tenancy, self.day, PartOfDay::Payments) else { return Group::Scheduled };
        let of_day = |entry: &&Entry| entry.day == self.day && entry.kind == EntryKind::Payment;
        let entries = || self.tenancy.entries.get(first..).unwrap_or(&[]).iter().take_while(of_day);
        let bounced = |place: usize| {
            let later = self.tenancy.entries.get(first..).unwrap_or(&[]).iter();
            later.filter(|e| e.kind == EntryKind::Reversal).any(|e| e.refers_to.is_some_and(|p| p as usize == place))
        };
        if (first..first + entries().count()).any(bounced) {
            return Group::Scheduled;
        }
        match self.replaced {
            Some(plan) => Group::UnderPlan(plan),
            None if overdue > Money::ZERO && !self.plan_active => Group::Driven,
            None => Group::Scheduled,
        }
    }
}

impl Response<'_> {
    /// What a recorded debit amounts to here: nothing when the file was handed over in this run and not on the record,
    /// since the mandate ends with it.
    fn debit_amount(&self, place: usize, entry: &Entry, today: &Today<'_>, books: &Books) -> Money {
        let stopped = self.recollection.scheduled(place).is_some_and(|recorded| !recorded.handed_over);
        if today.handed_over && stopped { Money::ZERO } else { self.scheduled_amount(place, entry, books) }
    }

    /// What a recorded payment that comes whatever is done amounts to here: no more than is open, beyond what it exceeded
    /// that on the record. Nothing, for a payment that came of the push.
    fn scheduled_amount(&self, place: usize, entry: &Entry, books: &Books) -> Money {
        self.recollection.scheduled(place).map_or(Money::ZERO, |scheduled| {
            let beyond = (entry.amount - scheduled.open_before).max(Money::ZERO);
            entry.amount.min(books.account.total_open() + beyond)
        })
    }

    /// Books a payment that came of the push.
    fn pay(&self, spell: &Spell, today: &Today<'_>, books: &mut Books, history: &mut History) {
        let portion = spell.paid.map_or_else(|| self.unseen_portion(spell), |paid| paid.portion);
        let (open, overdue) = (books.account.total_open(), books.account.overdue(today.day));
        let amount = match portion {
            Portion::AllAnd(extra) => open + extra,
            Portion::Overdue => overdue,
            Portion::Share(share) => overdue.share(share).clamp(Money::from_cents(1), open),
        };
        let recorded = spell.paid.map_or((0, 0), |paid| paid.entries);
        let entries = today.tenancy.entries.get(recorded.0..recorded.0 + recorded.1).unwrap_or(&[]);
        let mut left = amount;
        for (place, entry) in entries.iter().enumerate() {
            let whole = spell.paid.map_or(0, |paid| paid.amount.cents());
            let share = amount.share(Share { part: entry.amount.cents(), whole }).min(left);
            let part = if place + 1 == entries.len() { left } else { share };
            left -= part;
            let refers_to = entry.refers_to.and_then(|named| books.place_of(named));
            books.book(Entry { day: today.day, amount: part, refers_to, ..*entry }, history);
        }
        if entries.is_empty() {
            books.book(Entry::new(EntryKind::Payment, today.day, amount), history);
        }
    }

    fn unseen_portion(&self, spell: &Spell) -> Portion {
        if self.luck.draw(DrawKind::PaysAll, spell.month, spell.number).uniform() < self.drawn.pays_all {
            return Portion::Overdue;
        }
        Portion::Share(ten_thousandths(self.drawn.paid_share))
    }
}

/// A share as an exact fraction: money is multiplied by nothing else.
pub(super) fn ten_thousandths(share: f64) -> Share {
    Share { part: i64::from(whole(libm::round(share * 10_000.0))), whole: 10_000 }
}

fn portion(paid: Money, open: Money, overdue: Money) -> Portion {
    if paid >= open {
        Portion::AllAnd(paid - open)
    } else if paid == overdue {
        Portion::Overdue
    } else {
        Portion::Share(Share { part: paid.cents(), whole: overdue.cents() })
    }
}

fn note_scheduled(recollection: &mut Option<&mut Recollection>, entry: usize, today: &Today<'_>, books: &Books) {
    if let Some(recollection) = recollection {
        let (open_before, handed_over) = (books.account.total_open(), today.handed_over);
        recollection.scheduled.push(Scheduled { entry, open_before, handed_over });
    }
}

fn note_under_plan(
    recollection: &mut Option<&mut Recollection>,
    plan: usize,
    place: usize,
    entry: &Entry,
    books: &Books,
) {
    let plan = recollection.as_mut().and_then(|recollection| recollection.answers.plans.get_mut(plan));
    if let Some(plan) = plan {
        let open_before = books.account.total_open();
        plan.payments.push(PaidUnderPlan { day: entry.day, entry: place, amount: entry.amount, open_before });
    }
}
