//! What a day at risk comes to for households of every tendency, and how that moves with the numbers. The form of the push
//! stands here and nowhere else in a fit.
//!
//! The push is ln(1 + odds). So the chance that nothing is paid is 1 / (1 + odds), and over the days of a month the
//! logarithm of a product of `1 + odds` has to be taken once. A household's own tendency multiplies the odds.

use super::lanes::Lanes;
use super::layout::place;
use super::numbers::Numbers;
use super::record::AtRisk;
use super::record::Remembered;
use super::sums::Sums;
use crate::behaviour::SetBy;

/// A day at risk, with the numbers of one point: before the household's own tendency.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DayOdds {
    /// Log-odds: of one that can pay, of one that is short of money.
    log_odds: [f64; 2],
    odds: [f64; 2],
    /// What contact adds for one that can pay.
    contact: f64,
}

/// What was seen of days, for every tendency: able and short.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthSeen {
    /// What does not hang on the tendency.
    pub(super) level: [f64; 2],
    paid: f64,
    product: [Lanes; 2],
    folded: [Lanes; 2],
    /// Whether there was a day at risk.
    pub(super) days: bool,
}

impl Default for MonthSeen {
    fn default() -> MonthSeen {
        let (product, folded) = ([Lanes::ONE; 2], [Lanes::ZERO; 2]);
        MonthSeen { level: [0.0; 2], paid: 0.0, product, folded, days: false }
    }
}

impl DayOdds {
    pub(super) fn new(day: &AtRisk, contacts: &[Remembered], numbers: &Numbers) -> DayOdds {
        let left = |contact: &Remembered| {
            let fades = numbers.fading.get(usize::from(contact.kind));
            fades.and_then(|fades| fades.left.get(usize::from(contact.days))).map_or(0.0, |left| left[1])
        };
        let contact: f64 = contacts.iter().map(left).sum();
        let when = |holds: bool, place: usize| if holds { numbers.at(place) } else { 0.0 };
        let both = plan_place(day).map_or(0.0, |place| numbers.at(place)) + when(day.helped, place::HELP);
        let able = numbers.at(place::BASE + usize::from(day.base))
            + when(day.behind_one, place::BEHIND_ONE)
            + when(day.behind_three, place::BEHIND_THREE)
            + when(day.handed_over, place::HANDED_OVER)
            + when(day.departed, place::DEPARTED);
        let short = numbers.at(place::SHORT_BASE + usize::from(day.short_base))
            + month_place(day).map_or(0.0, |place| numbers.at(place))
            + when(day.handed_over, place::SHORT_HANDED_OVER)
            + when(day.departed, place::SHORT_DEPARTED)
            + when(day.by_debit, place::SHORT_BY_DEBIT);
        let log_odds = [able + contact + both, short + numbers.at(place::SHORT_CONTACT) * contact + both];
        DayOdds { log_odds, odds: log_odds.map(libm::exp), contact }
    }

    /// Adds the day to what was seen in its month.
    pub(super) fn see(&self, paid: bool, numbers: &Numbers, seen: &mut MonthSeen) {
        seen.days = true;
        if paid {
            seen.paid += 1.0;
            seen.level.iter_mut().zip(self.log_odds).for_each(|(level, log_odds)| *level += log_odds);
        }
        let each = seen.product.iter_mut().zip(&mut seen.folded).zip(&numbers.weights).zip(self.odds);
        for (((product, folded), weights), odds) in each {
            *product *= Lanes::ONE + *weights * odds;
            if product.largest() > 1e100 {
                *folded += product.map(libm::log);
                *product = Lanes::ONE;
            }
        }
    }

    /// Adds to the slopes what the day says, given how likely each tendency and means are, and returns how likely the means
    /// are.
    pub(super) fn slope(
        &self,
        day: &AtRisk,
        contacts: &[Remembered],
        likely: &[Lanes; 2],
        numbers: &Numbers,
        sums: &mut Sums,
    ) -> Expected {
        let paid = Lanes::ONE * f64::from(u8::from(day.paid));
        let (mut surplus, mut by_tendency, mut expected) = ([0.0; 2], 0.0, 0.0);
        let each = surplus.iter_mut().zip(likely).zip(&numbers.weights).zip(self.odds);
        for (((surplus, likely), weights), odds) in each {
            let odds = *weights * odds;
            let chance = odds * (Lanes::ONE + odds).inverse();
            let more = *likely * (paid - chance);
            *surplus = more.sum();
            expected += (*likely * chance).sum();
            // Of the last of the two, who are short of money: only theirs is what is left of the tendency.
            by_tendency = (more * numbers.tendencies).sum();
        }
        self.spread_out(day, contacts, surplus, by_tendency, numbers, sums);
        Expected { chance: expected }
    }

    fn spread_out(
        &self,
        day: &AtRisk,
        contacts: &[Remembered],
        [able, short]: [f64; 2],
        by_tendency: f64,
        numbers: &Numbers,
        sums: &mut Sums,
    ) {
        let mut when = |holds: bool, place: usize, more: f64| {
            if holds {
                sums.add(place, more);
            }
        };
        when(true, place::BASE + usize::from(day.base), able);
        when(day.behind_one, place::BEHIND_ONE, able);
        when(day.behind_three, place::BEHIND_THREE, able);
        when(day.handed_over, place::HANDED_OVER, able);
        when(day.departed, place::DEPARTED, able);
        when(true, place::SHORT_BASE + usize::from(day.short_base), short);
        month_place(day).into_iter().for_each(|place| when(true, place, short));
        when(day.handed_over, place::SHORT_HANDED_OVER, short);
        when(day.departed, place::SHORT_DEPARTED, short);
        when(day.by_debit, place::SHORT_BY_DEBIT, short);
        when(day.helped, place::HELP, able + short);
        plan_place(day).into_iter().for_each(|place| when(true, place, able + short));
        when(true, place::SHORT_TENDENCY, by_tendency);
        when(true, place::SHORT_CONTACT, short * self.contact);
        let more = able + numbers.at(place::SHORT_CONTACT) * short;
        for contact in contacts {
            let Some(fades) = numbers.fading.get(usize::from(contact.kind)) else { continue };
            let Some([share, _, slope]) = fades.left.get(usize::from(contact.days)) else { continue };
            sums.add(fades.effect_place, more * share);
            fades.half_life_place.into_iter().for_each(|place| sums.add(place, more * slope));
        }
    }
}

/// The place of what the day of the month adds; none before the first of its steps.
fn month_place(day: &AtRisk) -> Option<usize> {
    usize::from(day.month_step).checked_sub(1).map(|step| place::SHORT_MONTH + step)
}

/// What was to be expected of a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// The chance of a payment.
    pub(super) chance: f64,
}

const fn plan_place(day: &AtRisk) -> Option<usize> {
    match day.plan {
        None => None,
        Some(SetBy::Policy) => Some(place::UNDER_PLAN),
        Some(SetBy::Court) => Some(place::UNDER_SETTLEMENT),
    }
}

impl MonthSeen {
    /// The log-likelihood of a month with days at risk, for every tendency: able and short.
    pub(super) fn log_likelihoods(&self, numbers: &Numbers) -> [Lanes; 2] {
        let left = [1.0, numbers.at(place::SHORT_TENDENCY)];
        let mut all = [Lanes::ZERO; 2];
        let each = all.iter_mut().zip(&self.product).zip(&self.folded).zip(self.level.iter().zip(left));
        for (((all, product), folded), (level, left)) in each {
            *all = Lanes::ONE * *level + numbers.tendencies * (self.paid * left) - *folded - product.map(libm::log);
        }
        all
    }
}
