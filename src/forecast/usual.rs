//! What is paid as usual after the books, month by month: on the tenant's own day, or by debit, which may bounce.
//!
//! Whether a month is missed is decided in a run, with the chance and the luck told here, and by whether the household has
//! the money then; what comes of a miss is for the response. Drawn by tenancy and charge month, so that a miss in one month
//! moves no draw of another.

use super::Risk;
use super::habit::Habit;
use super::habit::Record;
use super::habit::months_borrowed;
use super::season::Season;
use super::strain::Strain;
use super::turnover::of_year;
use super::turnover::pick;
use crate::calendar::Day;
use crate::calendar::WorkingDays;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

/// No chance is a certainty.
pub(super) const MOST_MISSED: f64 = 0.98;

/// Own months that are enough to know a tenant's own days by.
const OWN_DAYS: usize = 3;

/// A debit bounces after so many days where the books show none that did.
const REVERSAL_UNSEEN: i32 = 3;

/// What all tenancies together show of how people pay.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    pub(super) own: Habit,
    pub(super) debit: Habit,
    /// Months of all that are added to the record of one: of what tenants pay themselves, and of debits.
    pub(super) borrowed: (f64, f64),
    pub(super) reversals: Vec<i32>,
    /// First rents that tell, and those that were missed.
    pub(super) first: (u32, u32),
}

/// The luck of one tenancy in one replication.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice {
    pub(super) seed: u64,
    pub(super) replication: u32,
    pub(super) tenancy: u64,
}

/// What decides how one tenancy pays in one replication.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payer<'a> {
    pub(super) record: &'a Record,
    pub(super) pool: &'a Pool,
    pub(super) season: &'a Season,
    pub(super) strains: &'a [Strain],
    /// Whether the first rent is collected by debit too, of who pays so.
    pub(super) first_by_debit: bool,
    pub(super) dice: Dice,
}

impl Dice {
    fn draw(&self, kind: DrawKind, due: Day, number: u32) -> f64 {
        let Dice { seed, replication, tenancy } = *self;
        DrawKey { seed, replication, tenancy, kind, month: due.month().number(), number }.uniform()
    }
}

impl Pool {
    /// Puts together what single tenancies show.
    pub(super) fn of<'a>(records: impl Iterator<Item = &'a Record> + Clone) -> Pool {
        let own = months_borrowed(records.clone().map(|record| &record.own));
        let debits = months_borrowed(records.clone().map(|record| &record.debit));
        let mut pool = Pool { borrowed: (own, debits), ..Pool::default() };
        for record in records {
            pool.own.add(&record.own);
            pool.debit.add(&record.debit);
            pool.reversals.extend(&record.reversals);
            pool.first.0 += u32::from(record.first.is_some());
            pool.first.1 += u32::from(record.first == Some(false));
        }
        pool.own.days.sort_unstable();
        pool.debit.days.sort_unstable();
        pool.reversals.sort_unstable();
        pool
    }

    /// The share of first rents that is missed, as if ten of them had been missed as often as any rent.
    fn first_missed(&self) -> f64 {
        (f64::from(self.first.1) + 10.0 * self.own.share()) / (f64::from(self.first.0) + 10.0)
    }
}

impl Payer<'_> {
    /// Adds what is paid as usual for what falls due on a day; returns how likely that is to be missed.
    pub(super) fn pay(&self, tenancy: &mut Tenancy, (due, amount): (Day, Money), last_day: Day) -> Option<Risk> {
        let is_first = due <= tenancy.start;
        let by_debit = tenancy.payment_method == PaymentMethod::DirectDebit && (self.first_by_debit || !is_first);
        let chance = match (by_debit, is_first) {
            (true, _) => self.record.debit.chance(self.pool.debit.share(), self.pool.borrowed.1),
            (false, true) => self.pool.first_missed(),
            (false, false) => self.record.own.chance(self.pool.own.share(), self.pool.borrowed.0),
        };
        if by_debit {
            self.collect(tenancy, due, amount);
        } else {
            let day = if is_first { due } else { self.usual_day(due).max(tenancy.start) };
            if day <= last_day {
                return None;
            }
            tenancy.entries.push(Entry { due, ..Entry::new(EntryKind::Payment, day, amount) });
        }
        let season = self.season.factors.get(of_year(due.month())).copied().unwrap_or(1.0);
        let chance = Strain::on_miss(self.strains, due, (chance * season).min(MOST_MISSED));
        Some(Risk { due, by_debit, chance, season, luck: self.dice.draw(DrawKind::RentMissed, due, 0) })
    }

    /// The day on which the tenant pays as usual what falls due on a day.
    fn usual_day(&self, due: Day) -> Day {
        let own = &self.record.own.days;
        let days = if own.len() < OWN_DAYS { &self.pool.own.days } else { own };
        due.plus(pick(days, self.dice.draw(DrawKind::UsualDay, due, 0)).unwrap_or(0))
    }

    /// The debit, and its reversal in case it bounces.
    fn collect(&self, tenancy: &mut Tenancy, due: Day, amount: Money) {
        let own = &self.record.debit.days;
        let mut days = if own.len() < OWN_DAYS { self.pool.debit.days.clone() } else { own.clone() };
        days.sort_unstable();
        let day = WorkingDays::Nl.on_or_after(due.plus(pick(&days, 0.5).unwrap_or(0)));
        let place = u32::try_from(tenancy.entries.len()).unwrap_or(u32::MAX);
        let debit = Entry { due, method: PaymentMethod::DirectDebit, ..Entry::new(EntryKind::Payment, day, amount) };
        let back = pick(&self.pool.reversals, self.dice.draw(DrawKind::UsualDay, due, 1)).unwrap_or(REVERSAL_UNSEEN);
        let back = Entry::new(EntryKind::Reversal, day.plus(back), amount);
        tenancy.entries.extend([debit, Entry { refers_to: Some(place), ..back }]);
    }
}
