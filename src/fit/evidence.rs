//! What speaks for each number in the records, counted before anything is fitted: a number that nothing speaks for stays
//! where the prior behaviour has it.

use super::layout::Layout;
use super::layout::MONEYS;
use super::layout::agreed_of;
use super::layout::effect_of;
use super::layout::place;
use super::record::AtRisk;
use super::record::Record;
use super::shape::Fading;
use super::shape::MONTH_STEPS;
use crate::behaviour::Observed;
use crate::behaviour::RiskDay;
use crate::behaviour::SetBy;
use crate::locale::Locale;
use crate::locale::Word;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;

/// Payments within so many days after a contact speak for its effect.
const AFTER: i32 = 30;

/// Why a number is not fitted.
#[derive(Clone, Debug, PartialEq)]
pub enum Fallback {
    /// Nothing of the kind is on record.
    NotSeen,
    /// It was seen too seldom.
    Seldom {
        /// So often.
        seen: u64,
        /// So often it should have been.
        fewest: u64,
    },
    /// All had it on the same day, so that it cannot be told from the passing of days.
    NoVariation,
    /// The data say next to nothing beyond the weak prior.
    SaysLittle,
    /// The half-life runs off: shorter or longer than such a record can tell.
    RunsOff {
        /// Where it went, in days.
        days: f64,
    },
}

/// When a kind of action came.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    /// The kind.
    pub kind: ActionKind,
    /// How many were followed by a day at risk within thirty days.
    pub contacts: u64,
    /// Payments in the thirty days after.
    pub payments: u64,
    /// Days since due on which it came, on average.
    pub mean_days: f64,
    /// Their spread.
    pub spread_days: f64,
    /// The share of it that came on its most frequent day.
    pub on_usual_day: f64,
    /// Of those still in arrears a week after that day, the share that did not have it.
    pub without: f64,
}

/// How often something was seen that speaks for a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// How often.
    pub seen: u64,
    /// Payments among them.
    pub payments: u64,
    /// What was counted.
    pub what: Word,
}

impl Default for Evidence {
    fn default() -> Evidence {
        Evidence { seen: 0, payments: 0, what: DAYS }
    }
}

const PARTS: Word = Word::new("part payments", "deelbetalingen");
const CONTACTS: Word = Word::new("times before days at risk", "keer voor dagen te laat");
const DAYS: Word = Word::new("days at risk", "dagen te laat");
const MONTHS: Word = Word::new("months of tenancies", "maanden van huurovereenkomsten");
const HELPED: Word = Word::new("months with help", "maanden met hulp");
const BOUNCED: Word = Word::new("bounced debits", "gestorneerde incasso's");
const OFFERS: Word = Word::new("offers", "voorstellen");

impl Evidence {
    /// In words, for the source of a number.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let (seen, what, payments) = (self.seen, self.what.in_locale(locale), self.payments);
        match (payments > 0, locale) {
            (false, _) => format!("{seen} {what}"),
            (true, Locale::En) => format!("{seen} {what}, {payments} payments"),
            (true, Locale::Nl) => format!("{seen} {what}, {payments} betalingen"),
        }
    }
}

/// The evidence for every number, by place.
pub(super) fn evidence(records: &[Record], timings: &[Timing], size: usize) -> Vec<Evidence> {
    let mut all = vec![Evidence::default(); size];
    for record in records {
        let mut payments = record.payments.iter();
        for day in &record.days {
            count_day(day, &mut all);
            for payment in payments.by_ref().take(usize::from(day.paid)) {
                let places = [place::MONTHS, place::GROWTH, place::SPREAD, place::PART_WHEN_ABLE];
                let part = u64::from(!payment.covers_all);
                places.into_iter().for_each(|place| count(&mut all, place, PARTS, part, 0));
            }
        }
        count_months(record, &mut all);
    }
    for timing in timings {
        count(&mut all, effect_of(timing.kind), CONTACTS, timing.contacts, timing.payments);
        let group = Fading::of(timing.kind).map(|group| place::HALF_LIVES + group as usize);
        let count_group = |place| count(&mut all, place, CONTACTS, timing.contacts, timing.payments);
        group.into_iter().for_each(count_group);
    }
    all
}

fn count(all: &mut [Evidence], place: usize, what: Word, seen: u64, payments: u64) {
    if let Some(evidence) = all.get_mut(place) {
        evidence.seen += seen;
        evidence.payments += payments;
        evidence.what = what;
    }
}

fn count_day(day: &AtRisk, all: &mut [Evidence]) {
    let mut when = |holds: bool, place: usize| {
        count(all, place, DAYS, u64::from(holds), u64::from(holds && day.paid));
    };
    (0..place::BEHIND_ONE - place::BASE).for_each(|step| when(step == usize::from(day.base), place::BASE + step));
    (0..place::SHORT_MONTH - place::SHORT_BASE)
        .for_each(|step| when(step == usize::from(day.short_base), place::SHORT_BASE + step));
    (1..=MONTH_STEPS.len()).for_each(|step| when(step == usize::from(day.month_step), place::SHORT_MONTH + step - 1));
    when(day.behind_one, place::BEHIND_ONE);
    when(day.behind_three, place::BEHIND_THREE);
    when(day.handed_over, place::HANDED_OVER);
    when(day.departed, place::DEPARTED);
    when(day.handed_over, place::SHORT_HANDED_OVER);
    when(day.departed, place::SHORT_DEPARTED);
    when(day.by_debit, place::SHORT_BY_DEBIT);
    when(day.plan == Some(SetBy::Policy), place::UNDER_PLAN);
    when(day.plan == Some(SetBy::Court), place::UNDER_SETTLEMENT);
    when(day.helped, place::HELP);
    when(true, place::SHORT_TENDENCY);
    when(day.contacts > 0, place::SHORT_CONTACT);
}

fn count_months(record: &Record, all: &mut [Evidence]) {
    let times = u64::from(record.times);
    let months = times * record.helped.len() as u64;
    let helped = times * record.helped.iter().filter(|helped| **helped).count() as u64;
    (0..MONEYS).for_each(|class| {
        count(all, place::BECOMES_SHORT + class, MONTHS, months, 0);
        count(all, place::RECOVERS + class, MONTHS, months, 0);
    });
    count(all, place::HELP_BECOMES_SHORT, HELPED, helped, 0);
    count(all, place::HELP_RECOVERS, HELPED, helped, 0);
    let bounced: u64 = record.debits.iter().map(|[_, bounced]| times * u64::from(*bounced)).sum();
    count(all, place::BOUNCES_ABLE, BOUNCED, bounced, 0);
    count(all, place::BOUNCES_SHORT, BOUNCED, bounced, 0);
    record.offers.iter().for_each(|offer| count(all, agreed_of(offer.kind), OFFERS, 1, 0));
}

/// When every kind of action came.
pub(super) fn timings(observed: &[Observed]) -> Vec<Timing> {
    let kinds = ActionKind::ALL.iter().copied().filter(|kind| Fading::of(*kind).is_some());
    kinds.map(|kind| timing(kind, observed)).collect()
}

fn timing(kind: ActionKind, observed: &[Observed]) -> Timing {
    let mut came: Vec<i32> = Vec::new();
    let mut payments = 0;
    for observed in observed {
        let mut days = observed.days.iter().peekable();
        for (place, (_, done)) in observed.contacts.iter().enumerate().filter(|(_, (done, _))| *done == kind) {
            while days.next_if(|day| day.contacts <= place).is_some() {}
            came.extend(days.peek().filter(|day| day.day.since(*done) <= AFTER).map(|day| day.situation.days_overdue));
        }
        let paid = observed.days.iter().filter(|day| day.paid.is_some());
        payments += paid.filter(|day| had(kind, observed, day, AFTER)).count() as u64;
    }
    let mut by_day: BTreeMap<i32, u64> = BTreeMap::new();
    came.iter().for_each(|day| *by_day.entry(*day).or_default() += 1);
    let usual = by_day.iter().max_by_key(|(_, times)| **times).map_or(0, |(day, _)| *day);
    let contacts = came.len() as u64;
    let mean_days = came.iter().copied().map(f64::from).sum::<f64>() / came.len().max(1) as f64;
    let squares: f64 = came.iter().map(|day| (f64::from(*day) - mean_days) * (f64::from(*day) - mean_days)).sum();
    Timing {
        kind,
        contacts,
        payments,
        mean_days,
        spread_days: libm::sqrt(squares / came.len().max(1) as f64),
        on_usual_day: by_day.get(&usual).copied().unwrap_or(0) as f64 / contacts.max(1) as f64,
        without: without(kind, observed, usual + 7),
    }
}

/// Of those who came to be so many days in arrears, the share that did not have a kind of action since.
fn without(kind: ActionKind, observed: &[Observed], days: i32) -> f64 {
    let (mut all, mut lacking) = (0_u64, 0_u64);
    for observed in observed {
        for day in observed.days.iter().filter(|day| day.situation.days_overdue == days) {
            all += 1;
            lacking += u64::from(!had(kind, observed, day, days));
        }
    }
    lacking as f64 / all.max(1) as f64
}

/// Whether a kind of action came in so many days before a day.
fn had(kind: ActionKind, observed: &Observed, day: &RiskDay, within: i32) -> bool {
    let before = observed.contacts.get(..day.contacts).unwrap_or(&[]).iter().rev();
    before.take_while(|(_, done)| day.day.since(*done) <= within).any(|(done, _)| *done == kind)
}

impl Timing {
    /// Whether hardly anybody had it on another day or went without.
    pub(super) fn is_fixed(&self) -> bool {
        self.on_usual_day >= 0.98 && self.without <= 0.02
    }
}

/// Holds every number for which too little speaks, and says why.
pub(super) fn hold_unseen(
    layout: &mut Layout,
    evidence: &[Evidence],
    timings: &[Timing],
    fewest: u64,
) -> BTreeMap<usize, Fallback> {
    let mut held = BTreeMap::new();
    let fixed: Vec<usize> =
        timings.iter().filter(|timing| timing.is_fixed()).map(|timing| effect_of(timing.kind)).collect();
    for (place, (parameter, evidence)) in layout.parameters.iter_mut().zip(evidence).enumerate() {
        if !parameter.free || parameter.name.is_empty() {
            continue;
        }
        let is_contact = (place::EFFECTS..place::EFFECTS + ActionKind::COUNT).contains(&place)
            || (place::HALF_LIVES..place::EFFECTS).contains(&place);
        let seen = if is_contact { evidence.seen.min(evidence.payments) } else { evidence.seen };
        let why = if evidence.seen == 0 {
            Fallback::NotSeen
        } else if seen < fewest {
            Fallback::Seldom { seen, fewest }
        } else if fixed.contains(&place) {
            Fallback::NoVariation
        } else {
            continue;
        };
        parameter.free = false;
        held.insert(place, why);
    }
    held
}
