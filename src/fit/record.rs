//! What a record comes to for the sums of a fit: everything that does not hang on a number, worked out once.

use super::layout::Layout;
use super::shape::ABLE_STEPS;
use super::shape::MONTH_STEPS;
use super::shape::SHORT_STEPS;
use crate::behaviour::FEWEST_DAYS;
use crate::behaviour::MEMORY_DAYS;
use crate::behaviour::ONE_MONTH_PERCENT;
use crate::behaviour::Observed;
use crate::behaviour::RiskDay;
use crate::behaviour::SetBy;
use crate::behaviour::THREE_MONTHS_PERCENT;
use crate::behaviour::is_helped_in;
use crate::behaviour::is_helped_on;
use crate::calendar::Day;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;

/// The record of a tenancy, or of several that tell the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Record {
    /// How many tenancies have it.
    pub(super) times: u32,
    pub(super) by_debit: bool,
    /// Whether help works, in every month of the record.
    pub(super) helped: Vec<bool>,
    pub(super) days: Vec<AtRisk>,
    /// The remembered contacts of all days, one day after another.
    pub(super) contacts: Vec<Remembered>,
    /// The payments of all days on which one was made, in order.
    pub(super) payments: Vec<Payment>,
    /// Debits by month: that succeeded, that bounced.
    pub(super) debits: Vec<[u32; 2]>,
    pub(super) offers: Vec<Offer>,
}

/// A day at risk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AtRisk {
    pub(super) month: u32,
    pub(super) contacts: u32,
    pub(super) days_overdue: i32,
    pub(super) base: u8,
    pub(super) short_base: u8,
    /// How many steps of the month have begun.
    pub(super) month_step: u8,
    pub(super) behind_one: bool,
    pub(super) behind_three: bool,
    pub(super) handed_over: bool,
    pub(super) departed: bool,
    pub(super) by_debit: bool,
    pub(super) helped: bool,
    pub(super) plan: Option<SetBy>,
    pub(super) paid: bool,
}

/// A contact as a later day remembers it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Remembered {
    pub(super) kind: u8,
    pub(super) days: u16,
}

/// A payment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Payment {
    pub(super) covers_all: bool,
    /// The logarithm of the months of rent that were paid; of those open, when it covers all.
    pub(super) log_months: f64,
    /// The logarithm of the months since the household last paid.
    pub(super) log_time: f64,
    /// The logarithm of the share of what was open.
    pub(super) log_share: f64,
}

/// An answer to an offer of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Offer {
    pub(super) month: usize,
    pub(super) kind: ActionKind,
    pub(super) agreed: bool,
}

/// Everything that was observed, in an order that does not hang on that of the tenancies; tenancies of which nothing is
/// known but their debits are taken together when they tell the same.
pub(super) fn records(observed: &[Observed], layout: &Layout) -> Vec<Record> {
    let mut quiet: BTreeMap<Vec<u32>, Record> = BTreeMap::new();
    let mut told: Vec<(u64, Record)> = Vec::new();
    for observed in observed {
        let record = Record::new(observed, layout);
        if record.helped.is_empty() {
            continue;
        }
        let is_quiet = record.days.is_empty() && record.offers.is_empty() && !record.helped.contains(&true);
        if is_quiet {
            let key = record.debit_key();
            quiet.entry(key).and_modify(|same| same.times += 1).or_insert(record);
        } else {
            told.push((print_of(observed), record));
        }
    }
    told.sort_by_key(|(print, _)| *print);
    told.into_iter().map(|(_, record)| record).chain(quiet.into_values()).collect()
}

impl Record {
    fn new(observed: &Observed, layout: &Layout) -> Record {
        let months = usize::try_from(observed.last_month - observed.first_month + 1).unwrap_or(0);
        let month_of = |day: Day| {
            usize::try_from(day.month().number() - observed.first_month).ok().filter(|month| *month < months)
        };
        let helped = (observed.first_month..=observed.last_month)
            .map(|month| is_helped_in(&observed.helped, month, layout.help_days))
            .collect();
        let mut record =
            Record { times: 1, by_debit: observed.by_debit, helped, debits: vec![[0; 2]; months], ..Record::default() };
        for day in &observed.days {
            if let Some(month) = month_of(day.day) {
                record.note_day(observed, day, month, layout);
            }
        }
        for debit in &observed.debits {
            let of_month = month_of(debit.day).and_then(|month| record.debits.get_mut(month));
            of_month.into_iter().for_each(|[good, bounced]| *(if debit.bounced { bounced } else { good }) += 1);
        }
        record.offers = observed
            .offers
            .iter()
            .filter_map(|offer| {
                month_of(offer.day).map(|month| Offer { month, kind: offer.kind, agreed: offer.agreed })
            })
            .collect();
        record
    }

    fn note_day(&mut self, observed: &Observed, day: &RiskDay, month: usize, layout: &Layout) {
        let before = self.contacts.len();
        self.remember(observed, day, layout);
        let situation = &day.situation;
        let behind = |percent: i64| situation.overdue.cents() * 100 > situation.rent.cents() * percent;
        self.days.push(AtRisk {
            month: u32::try_from(month).unwrap_or(0),
            contacts: u32::try_from(self.contacts.len() - before).unwrap_or(0),
            days_overdue: situation.days_overdue,
            base: step_of(&ABLE_STEPS, situation.days_overdue),
            short_base: step_of(&SHORT_STEPS, situation.days_since_paid),
            month_step: begun(&MONTH_STEPS, day.day.of_month()),
            behind_one: behind(ONE_MONTH_PERCENT),
            behind_three: behind(THREE_MONTHS_PERCENT),
            handed_over: situation.handed_over,
            departed: situation.departed,
            by_debit: situation.by_debit,
            helped: is_helped_on(&observed.helped, day.day, layout.help_days),
            plan: situation.plan,
            paid: day.paid.is_some(),
        });
        self.payments.extend(day.paid.map(|paid| {
            let covers_all = paid >= situation.overdue;
            let cents = |amount: i64| amount.max(1) as f64;
            let amount = if covers_all { situation.overdue } else { paid };
            Payment {
                covers_all,
                log_months: libm::log(cents(amount.cents()) / cents(situation.rent.cents())),
                log_time: libm::log(f64::from(situation.days_since_paid.max(FEWEST_DAYS)) / 30.4),
                log_share: libm::log(cents(paid.cents()) / cents(situation.overdue.cents())),
            }
        }));
    }

    fn remember(&mut self, observed: &Observed, day: &RiskDay, layout: &Layout) {
        let before = observed.contacts.get(..day.contacts).unwrap_or(&[]);
        let recent = before.iter().rev().take_while(|(_, done)| day.day.since(*done) < MEMORY_DAYS);
        self.contacts.extend(recent.filter_map(|(kind, done)| {
            let days = u16::try_from(day.day.since(*done)).ok().filter(|days| *days > 0)?;
            layout.half_lives.get(kind.place()).copied().flatten()?;
            Some(Remembered { kind: u8::try_from(kind.place()).ok()?, days })
        }));
    }

    /// What a record without a day at risk tells.
    fn debit_key(&self) -> Vec<u32> {
        let mut key = vec![u32::from(self.by_debit)];
        key.extend(self.debits.iter().flatten());
        key
    }
}

fn step_of(steps: &[u16], days: i32) -> u8 {
    let days = days.max(0);
    u8::try_from(steps.iter().filter(|from| i32::from(**from) <= days).count().saturating_sub(1)).unwrap_or(0)
}

/// How many steps of the month have begun on a day of it.
fn begun(steps: &[u16], of_month: u32) -> u8 {
    u8::try_from(steps.iter().filter(|from| u32::from(**from) <= of_month).count()).unwrap_or(0)
}

/// A number that tells one record from another (FNV-1a), so that the order of the tenancies makes no difference.
fn print_of(observed: &Observed) -> u64 {
    let mut print: u64 = 0xcbf2_9ce4_8422_2325;
    let mut mix = |value: i64| {
        for byte in value.to_le_bytes() {
            print = (print ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    mix(i64::from(observed.by_debit));
    mix(i64::from(observed.first_month));
    mix(i64::from(observed.last_month));
    for (kind, day) in &observed.contacts {
        mix(i64::from(day.number()) * 64 + i64::try_from(kind.place()).unwrap_or(0));
    }
    observed.helped.iter().for_each(|day| mix(i64::from(day.number())));
    for day in &observed.days {
        mix(i64::from(day.day.number()));
        mix(day.situation.overdue.cents());
        mix(day.situation.rent.cents());
        mix(day.paid.map_or(-1, |paid| paid.cents()));
    }
    observed.debits.iter().for_each(|debit| mix(i64::from(debit.day.number()) * 2 + i64::from(debit.bounced)));
    observed.offers.iter().for_each(|offer| mix(i64::from(offer.day.number()) * 2 + i64::from(offer.agreed)));
    print
}
