//! What a day at risk comes to for households of every tendency, and how that moves with the numbers. The form of the push
//! stands here and nowhere else in a fit.
//!
//! The push of a household that can pay is ln(1 + odds), and its own tendency multiplies the odds. So the chance that nothing
//! is paid is 1 / (1 + odds), and over days alike the logarithm of a product of `1 + odds` has to be taken once. Of one that
//! is short of money, of everybody beside a plan and of who paid a part this month, a share of that push is left.

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
    odds: f64,
    /// The share of the push that is left: with money, and short of it.
    left: [f64; 2],
}

/// What was seen of days, for every tendency: able and short.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthSeen {
    /// What does not hang on the tendency.
    pub(super) level: [f64; 2],
    logs: [Lanes; 2],
    /// Of days without a payment of which the same shares of the push are left: the product of `1 + odds`.
    product: Lanes,
    left: [f64; 2],
    /// Whether there was a day at risk.
    pub(super) days: bool,
}

impl Default for MonthSeen {
    fn default() -> MonthSeen {
        MonthSeen { level: [0.0; 2], logs: [Lanes::ZERO; 2], product: Lanes::ONE, left: [1.0; 2], days: false }
    }
}

/// The push of one that can pay, for every tendency.
fn push_of(odds: Lanes) -> Lanes {
    odds.map(libm::log1p)
}

impl DayOdds {
    pub(super) fn new(day: &AtRisk, contacts: &[Remembered], numbers: &Numbers) -> DayOdds {
        let left = |contact: &Remembered| {
            let fades = numbers.fading.get(usize::from(contact.kind));
            fades.and_then(|fades| fades.left.get(usize::from(contact.days))).map_or(0.0, |left| left[1])
        };
        let contact: f64 = contacts.iter().map(left).sum();
        let when = |holds: bool, place: usize| if holds { numbers.at(place) } else { 0.0 };
        let log_odds = numbers.at(place::BASE + usize::from(day.base))
            + when(day.behind_one, place::BEHIND_ONE)
            + when(day.behind_three, place::BEHIND_THREE)
            + when(day.handed_over, place::HANDED_OVER)
            + when(day.departed, place::DEPARTED)
            + when(day.helped, place::HELP)
            + contact;
        let beside = beside(day, numbers).map_or(1.0, |(_, share)| share);
        let left = beside * if day.emptied { numbers.pays_again } else { 1.0 };
        let when_short = numbers.left_when_short.get(usize::from(day.short_step)).copied().unwrap_or(1.0);
        DayOdds { odds: libm::exp(log_odds), left: [left, left * when_short] }
    }

    /// Adds the day to what was seen in its month.
    pub(super) fn see(&self, paid: bool, numbers: &Numbers, seen: &mut MonthSeen) {
        seen.days = true;
        let odds = numbers.weights * self.odds;
        if paid {
            let push = push_of(odds);
            seen.logs.iter_mut().zip(self.left).for_each(|(log, left)| *log += (push * left).map(log_chance));
            return;
        }
        if self.left != seen.left || seen.product.largest() > 1e100 {
            seen.fold();
            seen.left = self.left;
        }
        seen.product *= Lanes::ONE + odds;
    }

    /// Adds to the slopes what the day says, given how likely each tendency and means are.
    pub(super) fn slope(
        &self,
        day: &AtRisk,
        contacts: &[Remembered],
        likely: &[Lanes; 2],
        numbers: &Numbers,
        sums: &mut Sums,
    ) {
        let odds = numbers.weights * self.odds;
        let push = push_of(odds);
        let chance = odds * (Lanes::ONE + odds).inverse();
        let (mut by_log_odds, mut by_share) = (0.0, [0.0; 2]);
        for ((likely, left), by_share) in likely.iter().zip(self.left).zip(&mut by_share) {
            // By how much the logarithm of the chance of what was seen grows with the push that is left.
            let by_push = if day.paid { (push * left).map(|push| 1.0 / libm::expm1(push)) } else { Lanes::ONE * -1.0 };
            let by_push = *likely * by_push;
            by_log_odds += (by_push * chance).sum() * left;
            *by_share = (by_push * push).sum() * left;
        }
        let [able, short] = by_share;
        let mut share = |place: usize, by: f64, share: f64| sums.add(place, by * (1.0 - share));
        let when_short = numbers.left_when_short.get(usize::from(day.short_step)).copied().unwrap_or(1.0);
        share(place::SHORT_PUSH + usize::from(day.short_step), short, when_short);
        beside(day, numbers).into_iter().for_each(|(place, left)| share(place, able + short, left));
        if day.emptied {
            share(place::PAYS_AGAIN, able + short, numbers.pays_again);
        }
        spread_out(day, contacts, by_log_odds, numbers, sums);
    }

    /// The chance of a payment, given how likely each tendency and means are.
    pub(super) fn expected(&self, likely: &[Lanes; 2], numbers: &Numbers) -> f64 {
        let push = push_of(numbers.weights * self.odds);
        let of = |(likely, left): (&Lanes, f64)| (*likely * (push * left).map(|push| -libm::expm1(-push))).sum();
        likely.iter().zip(self.left).map(of).sum()
    }
}

/// The logarithm of the chance of a payment on a day with so much push.
fn log_chance(push: f64) -> f64 {
    libm::log(-libm::expm1(-push))
}

/// Adds what the log-odds of a day grow by to the slope of every number in them.
fn spread_out(day: &AtRisk, contacts: &[Remembered], more: f64, numbers: &Numbers, sums: &mut Sums) {
    let mut when = |holds: bool, place: usize, more: f64| {
        if holds {
            sums.add(place, more);
        }
    };
    when(true, place::BASE + usize::from(day.base), more);
    when(day.behind_one, place::BEHIND_ONE, more);
    when(day.behind_three, place::BEHIND_THREE, more);
    when(day.handed_over, place::HANDED_OVER, more);
    when(day.departed, place::DEPARTED, more);
    when(day.helped, place::HELP, more);
    for contact in contacts {
        let Some(fades) = numbers.fading.get(usize::from(contact.kind)) else { continue };
        let Some([share, _, slope]) = fades.left.get(usize::from(contact.days)) else { continue };
        sums.add(fades.effect_place, more * share);
        fades.half_life_place.into_iter().for_each(|place| sums.add(place, more * slope));
    }
}

/// The place and the share of the push that is left beside the plan that runs, if one does.
fn beside(day: &AtRisk, numbers: &Numbers) -> Option<(usize, f64)> {
    let [plan, settlement] = numbers.pays_beside;
    Some(match day.plan? {
        SetBy::Policy => (place::UNDER_PLAN, plan),
        SetBy::Court => (place::UNDER_SETTLEMENT, settlement),
    })
}

impl MonthSeen {
    /// Puts the days of which the same shares are left to the logarithms.
    fn fold(&mut self) {
        let push = self.product.map(libm::log);
        self.logs.iter_mut().zip(self.left).for_each(|(log, left)| *log += push * -left);
        self.product = Lanes::ONE;
    }

    /// The log-likelihood of a month with days at risk, for every tendency: able and short.
    pub(super) fn log_likelihoods(&self) -> [Lanes; 2] {
        let mut all = *self;
        all.fold();
        let ([able, short], [of_able, of_short]) = (all.level, all.logs);
        [Lanes::ONE * able + of_able, Lanes::ONE * short + of_short]
    }
}
