//! One payment: what those of a recorded day came of, how much of what was open they covered, and what that tells of
//! another course of events.

use super::books::Books;
use super::household::Response;
use super::household::Today;
use super::luck::whole;
use super::spells::PaymentKey;
use crate::behaviour::Means;
use crate::behaviour::Situation;
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
    /// What a household pays when it does, of what is left overdue: as on the record when everything is as there; else
    /// all, as far as its purse goes.
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
        let there = paid.filter(|paid| self.recollection.life.means_in(paid.day.month().number()) == Some(means));
        match (paid, there) {
            (Some(paid), _) if paid.situation == *situation => of(paid.portion),
            (_, Some(paid)) if means == Means::Able && self.let_slip(paid) => of(paid.portion),
            _ => {
                let has = self.has(key, means, there, situation);
                let all = paid.map_or(Portion::Overdue, |paid| paid.portion);
                match all {
                    Portion::Share(_) | Portion::Overdue => has.min(left),
                    Portion::AllAnd(_) if has >= left => of(all),
                    Portion::AllAnd(_) => has,
                }
            }
        }
    }

    /// Whether a household that had the money paid less than all on the record, and rather for no reason than because it
    /// had no more.
    fn let_slip(&self, paid: &Paid) -> bool {
        let Portion::Share(share) = paid.portion else { return false };
        let purse = &self.drawn.purse;
        let holding = purse.holding(Means::Able, &paid.situation);
        let limited = holding.density_of(paid.amount, paid.situation.rent);
        let slip = share.part.max(1) as f64 / share.whole.max(1) as f64;
        purse.part_when_able * slip > (1.0 - purse.part_when_able) * limited
    }

    /// What a household has: with the luck that its payment on the record shows, when its means were the same there, or
    /// drawn.
    fn has(&self, key: PaymentKey, means: Means, there: Option<&Paid>, situation: &Situation) -> Money {
        let purse = &self.drawn.purse;
        let at_least = |amount: Money, then: &Situation| purse.holding(means, then).at_least(amount, then.rent);
        let uniform = self.luck.draw(DrawKind::PaidShare, key.month, key.number).uniform();
        let chance = match there {
            None => uniform,
            Some(Paid { portion: Portion::Share(_), situation: then, amount, .. }) => at_least(*amount, then),
            // It had at least what was overdue.
            Some(Paid { situation: then, .. }) => uniform * at_least(then.overdue, then),
        };
        let cents = purse.holding(means, situation).amount(chance, situation.rent);
        Money::from_cents(i64::from(whole(libm::round(cents))).max(1))
    }
}
