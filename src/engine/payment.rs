//! One payment: what those of a recorded day came of, how much of what was open they covered, and what that tells of
//! another course of events.

use super::books::Books;
use super::household::Response;
use super::household::Today;
use super::luck::whole;
use super::spells::PaymentKey;
use crate::behaviour::Means;
use crate::behaviour::Situation;
use crate::behaviour::normal_above;
use crate::behaviour::survival;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::money::Money;
use crate::money::Share;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;

/// What was paid, as far as another course of events can repeat it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paid {
    pub(super) day: Day,
    pub(super) portion: Portion,
    /// What weighed on the household before it paid.
    pub(super) situation: Situation,
    /// The recorded payment entries: the first and how many.
    pub(super) entries: (usize, usize),
    /// Their sum.
    pub(super) amount: Money,
}

/// How much of what was open was paid.
#[derive(Clone, Copy, Debug)]
pub(super) enum Portion {
    /// All that was open, due or not, and this much more.
    AllAnd(Money),
    /// Exactly what was overdue.
    Overdue,
    /// This share of what was overdue.
    Share(Share),
}

impl Portion {
    pub(super) fn of(paid: Money, open: Money, overdue: Money) -> Portion {
        if paid >= open {
            Portion::AllAnd(paid - open)
        } else if paid == overdue {
            Portion::Overdue
        } else {
            Portion::Share(Share { part: paid.cents(), whole: overdue.cents() })
        }
    }
}

/// What the recorded payments of a day came of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Group {
    /// The push.
    Driven,
    /// A plan that a run's own plans replace.
    UnderPlan(usize),
    /// Neither: they come whatever is done.
    Scheduled,
}

impl Group {
    /// Of the push, when something was overdue; of a plan, when they are no more than its instalment around the day on which
    /// that falls due; of nothing that is modelled, when one of them bounced.
    pub(super) fn of(today: &Today<'_>, books: &Books) -> Group {
        let Some((first, _)) = books.peek(today.tenancy, today.day, PartOfDay::Payments) else {
            return Group::Scheduled;
        };
        let of_day = |entry: &&Entry| entry.day == today.day && entry.kind == EntryKind::Payment;
        let entries = || today.tenancy.entries.get(first..).unwrap_or(&[]).iter().take_while(of_day);
        if (first..first + entries().count()).any(|place| bounces(today.tenancy, place)) {
            return Group::Scheduled;
        }
        let sum: Money = entries().map(|entry| entry.amount).sum();
        let plans = || today.tenancy.plans.iter().filter(|plan| plan.runs_on(today.day));
        if plans().any(|plan| plan.may_be_instalment(today.day, sum)) {
            return today.replaced.map_or(Group::Scheduled, Group::UnderPlan);
        }
        if books.account.overdue(today.day) > Money::ZERO { Group::Driven } else { Group::Scheduled }
    }
}

/// Whether a recorded payment bounced later.
pub(super) fn bounces(tenancy: &Tenancy, place: usize) -> bool {
    let later = tenancy.entries.get(place..).unwrap_or(&[]).iter();
    later.filter(|e| e.kind == EntryKind::Reversal).any(|e| e.refers_to.is_some_and(|p| p as usize == place))
}

/// What was paid by a day and bounces after it.
pub(super) fn bouncing(tenancy: &Tenancy, day: Day) -> Money {
    let later = tenancy.entries.iter().filter(|entry| entry.kind == EntryKind::Reversal && entry.day > day);
    let undone = later.filter_map(|entry| tenancy.entries.get(entry.refers_to? as usize));
    undone.filter(|payment| payment.day <= day).map(|payment| payment.amount).sum()
}

impl Response<'_> {
    /// What a household pays when it does, of what is left overdue: as on the record when everything is as there; all, when
    /// it has the money; else what it has.
    pub(super) fn amount(
        &self,
        key: PaymentKey,
        paid: Option<&Paid>,
        situation: &Situation,
        means: Means,
        left: Money,
        books: &Books,
    ) -> Money {
        let open = books.account.total_open();
        let of = |portion: Portion| match portion {
            Portion::AllAnd(extra) => open + extra,
            Portion::Overdue => left,
            Portion::Share(share) => left.share(share).clamp(Money::from_cents(1), open),
        };
        let there = |paid: &Paid| self.recollection.life.means_in(paid.day.month().number());
        match (means, paid) {
            (_, Some(paid)) if paid.situation == *situation => of(paid.portion),
            (Means::Able, Some(paid)) => match paid.portion {
                Portion::Share(_) if there(paid) == Some(Means::Short) => left,
                portion => of(portion),
            },
            (Means::Able, None) => left,
            (Means::Short, paid) => {
                let has = self.has(key, paid, situation);
                let all = paid.map_or(Portion::Overdue, |paid| paid.portion);
                match all {
                    Portion::Share(_) | Portion::Overdue => has.min(left),
                    Portion::AllAnd(_) if has >= left => of(all),
                    Portion::AllAnd(_) => has,
                }
            }
        }
    }

    /// What a household that is short of money has: with the luck that its payment on the record shows, or drawn.
    fn has(&self, key: PaymentKey, paid: Option<&Paid>, situation: &Situation) -> Money {
        let purse = &self.drawn.purse;
        let uniform = self.luck.draw(DrawKind::PaidShare, key.month, key.number).uniform();
        let luck = match paid {
            None => normal_above(uniform),
            Some(Paid { portion: Portion::Share(_), situation: then, amount, .. }) => {
                purse.luck_of(*amount, then.rent, then.days_since_paid)
            }
            // It had at least what was overdue.
            Some(Paid { situation: then, .. }) => {
                let least = purse.luck_of(then.overdue, then.rent, then.days_since_paid);
                normal_above(uniform * survival(least))
            }
        };
        let cents = libm::round(purse.amount(luck, situation.rent, situation.days_since_paid));
        Money::from_cents(i64::from(whole(cents)).max(1))
    }
}
