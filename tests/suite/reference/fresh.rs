//! A household of which the books know nothing yet, day by day: push adds up until it reaches what the next payment takes.
//!
//! Written from the meaning of the payment response, for tenancies that are charged and never paid on the record.

use huurproef::behaviour::Drawn;
use huurproef::behaviour::Means;
use huurproef::behaviour::Nature;
use huurproef::behaviour::SetBy;
use huurproef::behaviour::Situation;
use huurproef::behaviour::normal_above;
use huurproef::calendar::Day;
use huurproef::calendar::Month;
use huurproef::chance::DrawKey;
use huurproef::chance::DrawKind;
use huurproef::chance::key_of;
use huurproef::ledger::Account;
use huurproef::money::Money;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;

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
    by_debit: bool,
    nature: Nature,
    /// The means of the latest month that was looked at.
    means: Option<(i32, Means)>,
    first_day: Day,
    last_paid: Option<Day>,
    contacts: Vec<(ActionKind, Day)>,
    helped: Vec<Day>,
    /// The month of the first unpaid charge, while something is overdue.
    spell: Option<i32>,
    /// The spells of the past and the payments in this one, by month: each takes a number.
    numbers: Vec<i32>,
    met: f64,
    /// What was done so far, by the month of the oldest claim that was overdue then; zero for none.
    occasions: Vec<(i32, ActionKind)>,
}

impl<'a> Household<'a> {
    pub(super) fn new(drawn: &'a Drawn, dice: Dice, tenancy: &Tenancy) -> Household<'a> {
        let by_debit = tenancy.payment_method == PaymentMethod::DirectDebit;
        Household {
            drawn,
            dice,
            by_debit,
            nature: nature(drawn, dice, by_debit),
            means: None,
            first_day: tenancy.entries.first().map_or(tenancy.start, |entry| entry.day),
            last_paid: None,
            contacts: Vec::new(),
            helped: Vec::new(),
            spell: None,
            numbers: Vec::new(),
            met: 0.0,
            occasions: Vec::new(),
        }
    }

    pub(super) fn had(&mut self, kind: ActionKind, outcome: Option<Outcome>, day: Day) {
        self.means_on(day);
        self.contacts.push((kind, day));
        self.contacts.sort_by_key(|(kind, day)| (*day, kind.place()));
        if outcome == Some(Outcome::Accepted) {
            self.helped.push(day);
        }
    }

    fn is_helped(&self, day: Day) -> bool {
        self.helped.iter().any(|from| *from < day && f64::from(day.since(*from)) <= self.drawn.help_days)
    }

    /// In the first month, as often short as households of its nature are; then it changes as often as they do.
    fn means_on(&mut self, day: Day) -> Means {
        let first = self.first_day.month().number();
        let (mut month, mut means) = self.means.unwrap_or_else(|| {
            let draw = self.dice.draw(DrawKind::MeansInMonth, first, 0).uniform();
            (first, if draw < self.nature.fortune.short_share() { Means::Short } else { Means::Able })
        });
        while month < day.month().number() {
            let number = if means == Means::Short { 3 } else { 2 };
            let draw = self.dice.draw(DrawKind::MeansTurn, month, number).uniform();
            let helped = self.is_helped(Month::of_number(month).last());
            if draw < self.nature.fortune.changes(means, helped, &self.drawn.support) {
                means = if means == Means::Able { Means::Short } else { Means::Able };
            }
            month += 1;
        }
        self.means = Some((month, means));
        means
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

    /// Whether a debit of today is paid; who does not pay by debit has none.
    pub(super) fn bears_debit(&mut self, day: Day) -> bool {
        if !self.by_debit {
            return false;
        }
        let chance = self.drawn.debit_bounces.of(self.means_on(day));
        let paid = self.dice.draw(DrawKind::DebitBounces, day.month().number(), 1).uniform() >= chance;
        if paid {
            self.last_paid = Some(day);
        }
        paid
    }

    /// What is paid today, if anything.
    pub(super) fn pays(&mut self, day: Day, account: &Account, has_plan: bool) -> Option<Money> {
        let since = account.oldest_overdue(day)?;
        let month = *self.spell.get_or_insert(since.month().number());
        let situation = Situation {
            days_overdue: day.since(since),
            overdue: account.overdue(day),
            rent: account.monthly_rent(),
            handed_over: false,
            plan: has_plan.then_some(SetBy::Policy),
            departed: false,
            by_debit: self.by_debit,
            days_since_paid: day.since(self.last_paid.unwrap_or(self.first_day)),
        };
        let means = self.means_on(day);
        let before: Vec<_> = self.contacts.iter().copied().filter(|(_, done)| *done < day).collect();
        let log_odds = self.drawn.push.on(day, &situation, &before, self.is_helped(day));
        self.met += self.drawn.push.of(log_odds, self.nature.tendency, means);
        let number = self.number(month);
        if self.met < self.dice.draw(DrawKind::PaymentThreshold, month, number).exponential() {
            return None;
        }
        self.met = 0.0;
        self.numbers.push(month);
        self.last_paid = Some(day);
        Some(match means {
            Means::Able => situation.overdue,
            Means::Short => self.has(month, number, &situation).min(situation.overdue),
        })
    }

    /// What is there of those who are short of money; at least a cent.
    fn has(&self, month: i32, number: u32, situation: &Situation) -> Money {
        let luck = normal_above(self.dice.draw(DrawKind::PaidShare, month, number).uniform());
        let cents = self.drawn.purse.amount(luck, situation.rent, situation.days_since_paid).round();
        let whole = (0..).find(|whole| f64::from(*whole) >= cents).unwrap();
        Money::from_cents(i64::from(whole)).max(Money::from_cents(1))
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

/// One of the kinds of households, as often as its share says.
fn nature(drawn: &Drawn, dice: Dice, by_debit: bool) -> Nature {
    let share = |nature: &Nature| if by_debit { nature.by_debit } else { nature.by_transfer };
    let total: f64 = drawn.natures.iter().map(share).sum();
    let draw = dice.draw(DrawKind::Nature, 0, 0).uniform() * total;
    let mut sum = 0.0;
    let found = drawn.natures.iter().find(|nature| {
        sum += share(nature);
        draw < sum
    });
    *found.unwrap()
}
