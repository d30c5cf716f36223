//! The household's side of the day: what it pays, and when. Follows the record up to the window, and responds in it.
//!
//! Always: under the recorded actions it responds with the recorded payments, on the same days and with the same amounts.

use super::History;
use super::beyond;
use super::beyond::Ahead;
use super::books::Books;
use super::luck::Luck;
use super::luck::whole;
use super::means::MeansNow;
use super::payment;
use super::payment::Group;
use super::payment::Paid;
use super::recollection::Recollection;
use super::spells::PaymentKey;
use super::spells::Spells;
use crate::behaviour::Drawn;
use crate::behaviour::Means;
use crate::behaviour::SetBy;
use crate::behaviour::Situation;
use crate::behaviour::is_helped_on;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::forecast::Course;
use crate::ledger::Account;
use crate::money::Money;
use crate::money::Share;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;

/// Where the household stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Household {
    /// What was done, in order of day and kind.
    contacts: Vec<(ActionKind, Day)>,
    /// The same, of what was done at a depth at which history does not show it.
    beyond: Vec<(ActionKind, Day)>,
    /// The days on which help was accepted.
    helped: Vec<Day>,
    spells: Spells,
    /// The push met since the last payment.
    met: f64,
    /// The push at which the next payment comes, while it responds.
    threshold: f64,
    /// What the record knows of the next payment.
    paid: Option<Paid>,
    means: MeansNow,
    /// When it last paid of its own accord or by debit.
    last_paid: Option<Day>,
    /// The debits whose reversal on the record, or to come, is not booked here: they do not bounce, or did so at once.
    unreversed: Vec<usize>,
    /// Whether it was asked what the dice and the numbers of behaviour say.
    is_drawn: bool,
    /// What is to come of it after the record.
    ahead: Ahead,
    /// Until when nothing is met, after the record; none, when the push works.
    held_until: Option<Day>,
}

/// What a household needs to respond.
#[derive(Clone, Copy, Debug)]
pub(super) struct Response<'a> {
    pub(super) drawn: &'a Drawn,
    pub(super) luck: Luck,
    pub(super) recollection: &'a Recollection,
}

/// What weighs on a household from one event to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    /// Whether bailiff or agency has the file.
    pub(super) handed_over: bool,
    /// Who set the plan that runs.
    pub(super) plan: Option<SetBy>,
    /// The first day on which the household has left, as far as known.
    pub(super) end: Option<Day>,
    /// Whether its rent is collected by direct debit.
    pub(super) by_debit: bool,
}

/// A day of a tenancy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Today<'a> {
    pub(super) day: Day,
    pub(super) tenancy: &'a Tenancy,
    pub(super) around: Circumstances,
    /// The recorded plan that runs and that a run's own plans replace, by its place among those.
    pub(super) replaced: Option<usize>,
}

/// Something that was done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) kind: ActionKind,
    pub(super) outcome: Option<Outcome>,
    pub(super) day: Day,
    /// Whether history shows it as far behind as the tenant is.
    pub(super) shown: bool,
}

/// The contacts before a day.
fn before(contacts: &[(ActionKind, Day)], day: Day) -> &[(ActionKind, Day)] {
    contacts.get(..contacts.partition_point(|(_, done)| *done < day)).unwrap_or(&[])
}

/// What was done up to now, in order of day and kind: however a day's actions came, they weigh alike.
pub(super) fn note_contact(contacts: &mut Vec<(ActionKind, Day)>, kind: ActionKind, day: Day) {
    let after = contacts.partition_point(|(other, done)| (*done, other.place()) <= (day, kind.place()));
    contacts.insert(after, (kind, day));
}

impl Circumstances {
    /// What weighs on the household on a day; nothing, when nothing is overdue.
    pub(super) fn on(&self, day: Day, account: &Account, last_paid: Day) -> Option<Situation> {
        let since = account.oldest_overdue(day)?;
        Some(Situation {
            days_overdue: day.since(since),
            overdue: account.overdue(day),
            rent: account.monthly_rent(),
            handed_over: self.handed_over,
            plan: self.plan,
            departed: self.end.is_some_and(|end| end <= day),
            by_debit: self.by_debit,
            days_since_paid: day.since(last_paid),
        })
    }

    /// The same some days later, when nothing was booked in between.
    pub(super) fn later(&self, situation: &Situation, day: Day, days: i32) -> Situation {
        Situation {
            days_overdue: situation.days_overdue + days,
            days_since_paid: situation.days_since_paid + days,
            departed: self.end.is_some_and(|end| end <= day),
            ..*situation
        }
    }
}

impl Household {
    pub(super) fn clear(&mut self) {
        self.contacts.clear();
        self.beyond.clear();
        self.helped.clear();
        self.spells.clear();
        self.unreversed.clear();
        (self.met, self.threshold, self.paid) = (0.0, f64::INFINITY, None);
        self.means.clear();
        self.last_paid = None;
        self.is_drawn = false;
        self.ahead.clear();
        self.held_until = None;
    }

    /// Learns what is to come after the record.
    pub(super) fn expect(&mut self, course: &Course) {
        self.ahead.expect(course);
    }

    /// The day on which a push that is held back is let go, after today; never, when none is.
    pub(super) fn next_release(&self, today: Day) -> Day {
        self.held_until.filter(|until| *until > today).unwrap_or(Day::NEVER)
    }

    /// Whether anything hung on the dice or the numbers of behaviour: whether a spell was responded to.
    pub(super) const fn is_drawn(&self) -> bool {
        self.is_drawn
    }

    /// Something was done; it works from the next day.
    pub(super) fn note(&mut self, done: &Deed, response: Option<&Response<'_>>) {
        let Deed { kind, outcome, day, shown } = *done;
        if let Some(response) = response {
            self.means_on(day, response);
        }
        note_contact(if shown { &mut self.contacts } else { &mut self.beyond }, kind, day);
        self.ahead.note(day);
        if outcome == Some(Outcome::Accepted) {
            self.helped.push(day);
        }
    }

    /// The household's means on a day.
    pub(super) fn means_on(&mut self, day: Day, response: &Response<'_>) -> Means {
        self.means.on(day.month().number(), &self.helped, response)
    }

    /// From here on the household responds: the spell it is in gets its threshold, and the push met so far counts.
    pub(super) fn awake(&mut self, response: &Response<'_>, day: Day) {
        if let Some(key) = self.spells.current() {
            self.is_drawn = true;
            self.met = response.recollection.met_before(key, day);
            self.ready(key, response);
        }
    }

    /// Lets days pass on which nothing else happens, from `from` up to `to`. Returns the day on which a payment comes, if
    /// one does; that day has not passed yet.
    pub(super) fn pass(
        &mut self,
        response: &Response<'_>,
        around: &Circumstances,
        account: &Account,
        from: Day,
        to: Day,
    ) -> Option<Day> {
        self.spells.current()?;
        let first = around.on(from, account, self.last_paid_or_start(response))?;
        let mut day = from;
        while day < to {
            let situation = around.later(&first, day, day.since(from));
            let met = self.met + self.push(day, &situation, response);
            if met >= self.threshold {
                return Some(day);
            }
            self.met = met;
            day = day.plus(1);
        }
        None
    }

    fn push(&mut self, day: Day, situation: &Situation, response: &Response<'_>) -> f64 {
        let means = self.means_on(day, response);
        let helped = is_helped_on(&self.helped, day, response.drawn.help_days);
        let (contacts, beyond) = (before(&self.contacts, day), before(&self.beyond, day));
        let log_odds = response.drawn.push.on(day, situation, contacts, helped);
        let log_odds = if beyond.is_empty() { log_odds } else { response.drawn.push.beyond(log_odds, day, beyond) };
        self.ahead.strained(day, response.drawn.push.of(log_odds, response.tendency(), means))
    }

    fn last_paid_or_start(&self, response: &Response<'_>) -> Day {
        self.last_paid.unwrap_or(response.recollection.first_day)
    }

    /// The payments of a recorded day, followed as they are.
    pub(super) fn follow_payments(&mut self, today: &Today<'_>, books: &mut Books, history: &mut History) {
        while let Some((place, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Debits) {
            if !payment::bounces(today.tenancy, place) {
                self.last_paid = Some(today.day);
            }
            books.follow(&entry, entry.amount, history);
        }
        self.enter(today.day, None, &books.account);
        let driven = matches!(Group::of(today, books), Group::Driven);
        let mut any = false;
        while let Some((_, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Payments) {
            any = true;
            books.follow(&entry, entry.amount, history);
        }
        if any && driven {
            self.spells.paid();
            self.last_paid = Some(today.day);
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
            let amount = self.debit_amount(place, &entry, today, response, books);
            books.follow(&entry, amount, history);
            if beyond::is_to_come(&entry) && self.ahead.is_missed(entry.due) {
                self.refuse(place, amount, today, books, history);
            }
        }
        self.collect(today, response, books, history);
        self.enter(today.day, Some(response), &books.account);
        self.wait(today, response, books);
        let situation = today.around.on(today.day, &books.account, self.last_paid_or_start(response));
        if let Some(situation) = &situation {
            self.met += self.push(today.day, situation, response);
        }
        while let Some((place, entry)) = books.peek(today.tenancy, today.day, PartOfDay::Payments) {
            let amount = self.payment_amount(place, &entry, today, response, books);
            books.follow(&entry, amount, history);
        }
        self.wait(today, response, books);
        let Some(key) = self.spells.current().filter(|_| self.met >= self.threshold) else { return };
        let Some(situation) = situation else { return };
        let left = books.account.overdue(today.day);
        if left == Money::ZERO {
            return;
        }
        let means = self.means_on(today.day, response);
        let amount = response.amount(key, self.paid.as_ref(), &situation, means, left, books);
        pay(self.paid.as_ref(), amount, today, books, history);
        self.last_paid = Some(today.day);
        self.spells.paid();
        self.met = 0.0;
        if let Some(key) = self.spells.current() {
            self.ready(key, response);
        }
    }

    /// What a recorded debit amounts to here: nothing when the file was handed over in this run and not on the record,
    /// since the mandate ends with it, or when the household's money, otherwise than on the record, does not bear it.
    fn debit_amount(
        &mut self,
        place: usize,
        entry: &Entry,
        today: &Today<'_>,
        response: &Response<'_>,
        books: &Books,
    ) -> Money {
        if beyond::is_to_come(entry) {
            return self.amount_to_come(place, entry, today, response, books);
        }
        let stopped = response.recollection.scheduled(place).is_some_and(|recorded| !recorded.handed_over);
        if today.around.handed_over && stopped {
            return Money::ZERO;
        }
        let means = self.means_on(today.day, response);
        let bounced = payment::bounces(today.tenancy, place);
        let bounces = response.debit_bounces(today.day, bounced, means);
        match (bounced, bounces) {
            (true, false) => self.unreversed.push(place),
            (false, true) => return Money::ZERO,
            _ => {}
        }
        let amount = response.scheduled_amount(place, entry, books);
        if !bounces && amount > Money::ZERO {
            self.last_paid = Some(today.day);
        }
        amount
    }

    /// What a payment that is recorded or yet to come amounts to here.
    fn payment_amount(
        &mut self,
        place: usize,
        entry: &Entry,
        today: &Today<'_>,
        response: &Response<'_>,
        books: &Books,
    ) -> Money {
        if beyond::is_to_come(entry) {
            return self.amount_to_come(place, entry, today, response, books);
        }
        response.scheduled_amount(place, entry, books)
    }

    /// A debit to come bounces. Who is refused one knows it at once, and so does the run: it is taken back the same day,
    /// before anybody pays, and not on the day on which the books would learn it.
    fn refuse(&mut self, place: usize, amount: Money, today: &Today<'_>, books: &mut Books, history: &mut History) {
        let refers_to = u32::try_from(place).ok().and_then(|recorded| books.place_of(recorded));
        if amount > Money::ZERO {
            let reversal = Entry::new(EntryKind::Reversal, today.day, amount);
            books.book(Entry { method: PaymentMethod::DirectDebit, refers_to, ..reversal }, history);
        }
        self.unreversed.push(place);
    }

    /// What a payment to come amounts to here: nothing, when it is missed; a debit that is missed bounces.
    fn amount_to_come(
        &mut self,
        place: usize,
        entry: &Entry,
        today: &Today<'_>,
        response: &Response<'_>,
        books: &Books,
    ) -> Money {
        let by_debit = entry.method == PaymentMethod::DirectDebit;
        let missed = self.misses(entry.due, today, response);
        if missed && !by_debit {
            return Money::ZERO;
        }
        let amount = beyond::amount(entry, today, &books.account);
        if !missed && by_debit {
            self.unreversed.push(place);
        }
        if !missed && amount > Money::ZERO {
            self.last_paid = Some(today.day);
        }
        amount
    }

    /// Whether the household misses what falls due on a day.
    fn misses(&mut self, due: Day, today: &Today<'_>, response: &Response<'_>) -> bool {
        let means = self.means_on(today.day, response);
        self.ahead.misses(due, means, response.short_share(), &response.drawn.debit_bounces)
    }

    /// While what fell due is yet to be paid as usual, or is let pass, nothing is met; from then on it is.
    fn wait(&mut self, today: &Today<'_>, response: &Response<'_>, books: &Books) {
        let Some((key, since)) = self.spells.current().zip(books.account.oldest_overdue(today.day)) else { return };
        let missed = self.ahead.by_debit(since).is_some() && self.misses(since, today, response);
        let until = self.ahead.held_until(books, today, since, missed);
        if until.is_some() {
            self.threshold = f64::INFINITY;
        } else if self.held_until.is_some() {
            self.ready(key, response);
            self.met = 0.0;
        }
        self.held_until = until;
    }

    /// Collects by debit the rent that falls due today, where the record cannot tell whether it would have been paid.
    fn collect(&mut self, today: &Today<'_>, response: &Response<'_>, books: &mut Books, history: &mut History) {
        let recollection = response.recollection;
        let is_told = recollection.tells(today.day, today.around.end) || self.ahead.pays(today.day);
        if !recollection.observed.by_debit || today.around.handed_over || is_told {
            return;
        }
        let due = falls_due(today.day, history);
        if due.is_empty() {
            return;
        }
        self.is_drawn = true;
        let chance = response.drawn.debit_bounces.of(self.means_on(today.day, response));
        if response.luck.draw(DrawKind::DebitBounces, today.day.month().number(), 1).uniform() < chance {
            return;
        }
        for place in due {
            let amount = books.account.open_of(place);
            if amount > Money::ZERO {
                let entry = Entry::new(EntryKind::Payment, today.day, amount);
                books.book(Entry { method: PaymentMethod::DirectDebit, refers_to: Some(place), ..entry }, history);
                self.last_paid = Some(today.day);
            }
        }
    }

    /// Whether the reversal of a debit on the record, or to come, is not booked here.
    pub(super) fn leaves_out_reversal_of(&self, place: usize) -> bool {
        self.unreversed.contains(&place)
    }

    /// Ends the spell when nothing is overdue any more at the end of the day; begins one when a correction left something.
    pub(super) fn close_day(&mut self, day: Day, account: &Account, response: Option<&Response<'_>>) {
        if account.overdue(day) == Money::ZERO {
            self.spells.leave();
            self.met = 0.0;
            self.held_until = None;
        } else {
            self.enter(day, response, account);
        }
    }

    /// Begins a spell when something is overdue and there is none.
    fn enter(&mut self, day: Day, response: Option<&Response<'_>>, account: &Account) {
        let Some(since) = account.oldest_overdue(day) else { return };
        if !self.spells.enter(since.month().number()) {
            return;
        }
        self.met = 0.0;
        if let Some((response, key)) = response.zip(self.spells.current()) {
            self.is_drawn = true;
            self.ready(key, response);
        }
    }

    fn ready(&mut self, key: PaymentKey, response: &Response<'_>) {
        (self.threshold, self.paid) = response.recollection.threshold(&response.luck, key);
    }
}

/// The monthly rent that falls due on a day, by the places of its charges.
fn falls_due(day: Day, history: &History) -> Vec<u32> {
    let due = |entry: &Entry| entry.kind == EntryKind::Charge && entry.due.max(entry.day) == day;
    let charges = history.entries.iter().zip(0..).filter(|(entry, _)| entry.category.is_monthly_rent() && due(entry));
    charges.map(|(_, place)| place).collect()
}

/// Books a payment of the household's own accord, in the entries that the record has of it, if it does.
fn pay(paid: Option<&Paid>, amount: Money, today: &Today<'_>, books: &mut Books, history: &mut History) {
    let (first, count) = paid.map_or((0, 0), |paid| paid.entries);
    let entries = today.tenancy.entries.get(first..first + count).unwrap_or(&[]);
    let mut left = amount;
    for (place, entry) in entries.iter().enumerate() {
        let whole = paid.map_or(0, |paid| paid.amount.cents());
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

impl Response<'_> {
    /// The household's own tendency.
    fn tendency(&self) -> f64 {
        let nature = self.drawn.natures.get(self.recollection.life.nature);
        nature.map_or(0.0, |nature| nature.tendency)
    }

    /// What a recorded payment that comes whatever is done amounts to here: no more than is open, beyond what it exceeded
    /// that on the record. Nothing, for a payment that came of the push.
    fn scheduled_amount(&self, place: usize, entry: &Entry, books: &Books) -> Money {
        self.recollection.scheduled(place).map_or(Money::ZERO, |scheduled| {
            let beyond = (entry.amount - scheduled.open_before).max(Money::ZERO);
            entry.amount.min(books.account.total_open() + beyond)
        })
    }
}

/// A share as an exact fraction: money is multiplied by nothing else.
pub(super) fn ten_thousandths(share: f64) -> Share {
    Share { part: i64::from(whole(libm::round(share * 10_000.0))), whole: 10_000 }
}
