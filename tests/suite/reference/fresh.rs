//! A household of which the books know nothing yet, day by day: push adds up until it reaches what the next payment takes.
//!
//! Written from the meaning of the payment response, for tenancies that are charged and never paid on the record.

use huurproef::behaviour::Contacts;
use huurproef::behaviour::Drawn;
use huurproef::calendar::Day;
use huurproef::chance::DrawKey;
use huurproef::chance::DrawKind;
use huurproef::chance::key_of;
use huurproef::ledger::Account;
use huurproef::money::Money;
use huurproef::money::Share;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Outcome;

/// The dice of one tenancy.
#[derive(Clone, Copy)]
pub(super) struct Dice {
    pub(super) seed: u64,
    pub(super) replication: u32,
    pub(super) tenancy: u64,
}

impl Dice {
    pub(super) fn of(seed: u64, replication: u32, id: &str) -> Dice {
        Dice { seed, replication, tenancy: key_of(id) }
    }

    fn draw(self, kind: DrawKind, month: i32, number: u32) -> DrawKey {
        let Dice { seed, replication, tenancy } = self;
        DrawKey { seed, replication, tenancy, kind, month, number }
    }
}

pub(super) struct Household<'a> {
    drawn: &'a Drawn,
    dice: Dice,
    contacts: Contacts,
    /// The month of the first unpaid charge, while something is overdue.
    spell: Option<i32>,
    /// The spells of the past and the payments in this one, by month: each takes a number.
    numbers: Vec<i32>,
    met: f64,
    /// What was done so far, by the month of the oldest claim that was overdue then; zero for none.
    occasions: Vec<(i32, ActionKind)>,
}

impl<'a> Household<'a> {
    pub(super) fn new(drawn: &'a Drawn, dice: Dice) -> Household<'a> {
        Household {
            drawn,
            dice,
            contacts: Contacts::default(),
            spell: None,
            numbers: Vec::new(),
            met: 0.0,
            occasions: Vec::new(),
        }
    }

    pub(super) fn had(&mut self, kind: ActionKind, outcome: Option<Outcome>, day: Day) {
        self.contacts.note(kind, day);
        if outcome == Some(Outcome::Accepted) {
            self.contacts.note_help(day);
        }
    }

    /// What comes of something done while this claim is the oldest overdue: whether help is accepted is a trait, whether
    /// somebody is reached is drawn each time.
    pub(super) fn answers(&mut self, kind: ActionKind, oldest: Option<Day>) -> Option<Outcome> {
        let occasion = (oldest.map_or(0, |due| due.month().number()), kind);
        let before = self.occasions.iter().filter(|earlier| **earlier == occasion).count();
        self.occasions.push(occasion);
        if let Some(chance) = self.drawn.help.accepted.of(kind) {
            let accepts = self.dice.draw(DrawKind::HelpAccepted, 0, 0).uniform() < chance;
            return Some(if accepts { Outcome::Accepted } else { Outcome::Declined });
        }
        let chance = self.drawn.reached.of(kind)?;
        let number = u32::try_from(before * ActionKind::COUNT + kind.place()).unwrap();
        let reached = self.dice.draw(DrawKind::Reached, occasion.0, number).uniform() < chance;
        Some(if reached { Outcome::Reached } else { Outcome::NotReached })
    }

    /// What is paid today, if anything.
    pub(super) fn pays(&mut self, day: Day, account: &Account, has_plan: bool) -> Option<Money> {
        let since = account.oldest_overdue(day)?;
        let month = *self.spell.get_or_insert(since.month().number());
        let overdue = account.overdue(day);
        if has_plan {
            return None;
        }
        self.met += self.drawn.push.on(day, since, overdue, account.monthly_rent(), &self.contacts);
        let number = self.number(month);
        if self.met < self.dice.draw(DrawKind::PaymentThreshold, month, number).exponential() {
            return None;
        }
        self.met = 0.0;
        self.numbers.push(month);
        let all = self.dice.draw(DrawKind::PaysAll, month, number).uniform() < self.drawn.pays_all;
        Some(if all { overdue } else { self.part_of(overdue) })
    }

    /// At least a cent.
    fn part_of(&self, overdue: Money) -> Money {
        let share = (self.drawn.paid_share * 10_000.0).round();
        let part = (0..=10_000).find(|part| f64::from(*part) >= share).unwrap();
        overdue.share(Share { part: i64::from(part), whole: 10_000 }).max(Money::from_cents(1))
    }

    fn number(&self, month: i32) -> u32 {
        u32::try_from(self.numbers.iter().filter(|used| **used == month).count()).unwrap()
    }

    /// The evening: a spell ends when nothing is overdue, and begins when something is.
    pub(super) fn sleeps(&mut self, day: Day, account: &Account) {
        match account.oldest_overdue(day) {
            Some(since) => {
                self.spell.get_or_insert(since.month().number());
            }
            None => self.forget(),
        }
    }

    fn forget(&mut self) {
        if let Some(month) = self.spell.take() {
            self.numbers.push(month);
            self.met = 0.0;
        }
    }
}
