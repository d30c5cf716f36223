//! The books of one invented tenancy while it is lived: bookings, actions and plans, and what they leave open.

use crate::calendar::Day;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Dossier;
use crate::tenancy::Entry;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Plan;
use crate::tenancy::RecordedAction;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Category;
use crate::vocabulary::Channel;
use crate::vocabulary::EntryKind;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;

/// What was booked, done and agreed so far.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) entries: Vec<Entry>,
    pub(super) actions: Vec<RecordedAction>,
    pub(super) plans: Vec<Plan>,
    pub(super) holds: Vec<HoldPeriod>,
    pub(super) dossiers: Vec<Dossier>,
    account: Account,
}

impl Sheet {
    pub(super) fn new(start: Day) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.account.open(Allocation::OldestFirst, start, None);
        sheet
    }

    /// All that is open and due.
    pub(super) fn overdue(&self, day: Day) -> Money {
        self.account.overdue(day)
    }

    /// All that is open, due or not.
    pub(super) fn open(&self) -> Money {
        self.account.total_open()
    }

    /// What is booked and falls due later.
    pub(super) fn announced(&self, day: Day) -> Money {
        self.open() - self.overdue(day)
    }

    /// What was paid too much.
    pub(super) fn credit(&self) -> Money {
        self.account.credit()
    }

    /// The due date of the oldest open claim.
    pub(super) fn oldest(&self, day: Day) -> Option<Day> {
        self.account.oldest_overdue(day)
    }

    pub(super) fn charge(&mut self, day: Day, due: Day, category: Category, amount: Money) {
        self.book(Entry { category, due, ..blank(day, EntryKind::Charge, amount) });
    }

    pub(super) fn pay(&mut self, day: Day, amount: Money, method: PaymentMethod) {
        self.book(Entry { method, ..blank(day, EntryKind::Payment, amount) });
    }

    /// Takes a charge, or a part of it, back.
    pub(super) fn credit_charge(&mut self, day: Day, category: Category, amount: Money, charge: Option<u32>) {
        self.book(Entry { category, refers_to: charge, ..blank(day, EntryKind::Credit, amount) });
    }

    pub(super) fn write_off(&mut self, day: Day, amount: Money) {
        self.book(blank(day, EntryKind::WriteOff, amount));
    }

    /// A payment bounces.
    pub(super) fn reverse(&mut self, day: Day, payment: u32) {
        let Some(undone) = usize::try_from(payment).ok().and_then(|place| self.entries.get(place)).copied() else {
            return;
        };
        let refers_to = Some(payment);
        self.book(Entry { refers_to, method: undone.method, ..blank(day, EntryKind::Reversal, undone.amount) });
    }

    /// The place of the latest booking.
    pub(super) fn latest(&self) -> u32 {
        place(self.entries.len().saturating_sub(1))
    }

    pub(super) fn act(&mut self, day: Day, kind: ActionKind, outcome: Option<Outcome>) {
        self.actions.push(RecordedAction { day, kind, outcome, channel: channel_of(kind) });
    }

    /// Collection waits from a day to another.
    pub(super) fn hold(&mut self, code: HoldCode, from: Day, to: Day) {
        self.holds.push(HoldPeriod { code, from, to: Some(to) });
    }

    pub(super) fn open_file(&mut self, day: Day) {
        self.dossiers.push(Dossier { opened: day, writ_on: None, closed: None });
    }

    pub(super) fn note_writ(&mut self, day: Day) {
        if let Some(file) = self.open_dossier() {
            file.writ_on = file.writ_on.or(Some(day));
        }
    }

    /// Closes the file with the bailiff, if one is open.
    pub(super) fn close_file(&mut self, day: Day) {
        if let Some(file) = self.open_dossier() {
            file.closed = Some(day);
        }
    }

    fn open_dossier(&mut self) -> Option<&mut Dossier> {
        self.dossiers.last_mut().filter(|file| file.closed.is_none())
    }

    /// Keeps what the books know from a day on: what is open then is booked on that day with its own due date.
    pub(super) fn cut_before(&mut self, day: Day) {
        let (earlier, later) = self.entries.split_at(self.entries.partition_point(|entry| entry.day < day));
        let mut account = Account::default();
        account.open(Allocation::OldestFirst, Day::DAWN, None);
        for (nth, entry) in earlier.iter().enumerate() {
            account.book(entry, place(nth));
        }
        let mut kept: Vec<Entry> = earlier
            .iter()
            .enumerate()
            .map(|(nth, entry)| Entry { day, amount: account.open_of(place(nth)), ..*entry })
            .filter(|entry| entry.kind.is_owed() && entry.amount > Money::ZERO)
            .collect();
        if account.credit() > Money::ZERO {
            kept.push(Entry { method: PaymentMethod::Transfer, ..blank(day, EntryKind::Payment, account.credit()) });
        }
        let oldest = kept.iter().map(|entry| entry.due).min().unwrap_or(day).min(day);
        let (before, after) = (place(earlier.len()), place(kept.len()));
        kept.extend(later.iter().map(|entry| Entry { refers_to: moved(entry.refers_to, before, after), ..*entry }));
        self.entries = kept;
        self.actions.retain(|action| action.day >= oldest);
        self.plans.retain(|plan| plan.end() > day);
        self.holds.retain(|hold| hold.to.is_none_or(|to| to >= oldest));
        self.dossiers.retain(|file| file.closed.is_none_or(|closed| closed >= oldest));
    }

    fn book(&mut self, entry: Entry) {
        if entry.amount > Money::ZERO {
            self.account.book(&entry, place(self.entries.len()));
            self.entries.push(entry);
        }
    }
}

/// Through what the desk does something; nobody writes down how a file goes to a partner.
const fn channel_of(kind: ActionKind) -> Option<Channel> {
    match kind {
        ActionKind::Reminder => Some(Channel::Email),
        ActionKind::SecondReminder | ActionKind::WikLetter => Some(Channel::Letter),
        ActionKind::Call => Some(Channel::Phone),
        ActionKind::HomeVisit => Some(Channel::InPerson),
        _ => None,
    }
}

/// A reference after `before` earlier bookings were replaced by `after` others.
fn moved(reference: Option<u32>, before: u32, after: u32) -> Option<u32> {
    reference.and_then(|place| place.checked_sub(before)).map(|place| place + after)
}

fn place(nth: usize) -> u32 {
    u32::try_from(nth).unwrap_or(u32::MAX)
}

fn blank(day: Day, kind: EntryKind, amount: Money) -> Entry {
    let (category, method) = (Category::Other, PaymentMethod::Other);
    Entry { day, kind, category, amount, due: Day::NEVER, method, refers_to: None }
}
