//! What payments, debits, offers and changes of means say of the numbers about money.

use super::layout::MONEYS;
use super::layout::place;
use super::numbers::Numbers;
use super::numbers::PurseNumbers;
use super::record::Payment;
use super::sums::Sums;
use crate::behaviour::AGREES_WHEN_ABLE;
use crate::behaviour::density;
use crate::behaviour::survival;

const LOG_ROOT_OF_TWO_PI: f64 = 0.918_938_533_204_672_7;

fn luck(payment: &Payment, purse: &PurseNumbers) -> f64 {
    (payment.log_months - purse.log_months - purse.growth * payment.log_time) / purse.spread
}

fn able_luck(payment: &Payment, purse: &PurseNumbers) -> f64 {
    (payment.log_months - purse.able_log_months) / purse.able_spread
}

/// The logarithm of the chance of a payment, able and short ([`crate::behaviour::Purse::log_chance`]).
pub(super) fn payment_chances(payment: &Payment, purse: &PurseNumbers) -> [f64; 2] {
    let (luck, able) = (luck(payment, purse), able_luck(payment, purse));
    if payment.covers_all {
        [libm::log1p(-purse.part) + log_survival(able), log_survival(luck)]
    } else {
        let [slip, limited] = part_chances(payment, purse);
        [libm::log(slip + limited), -0.5 * luck * luck - purse.log_spread - LOG_ROOT_OF_TWO_PI]
    }
}

fn log_survival(luck: f64) -> f64 {
    libm::log(survival(luck).max(LEAST_CHANCE))
}

/// The densities of a part payment of a household that has the money: for no reason, and because it had no more.
fn part_chances(payment: &Payment, purse: &PurseNumbers) -> [f64; 2] {
    let has = density(able_luck(payment, purse)) / purse.able_spread;
    [purse.part * libm::exp(payment.log_share), (1.0 - purse.part) * has]
}

/// By how much the logarithm of the chance grows with the luck that a payment shows, where that is the least luck it takes.
fn by_least_luck(luck: f64) -> f64 {
    let chance = survival(luck);
    if chance <= LEAST_CHANCE { 0.0 } else { -density(luck) / chance }
}

/// Adds to the slopes what a payment says, given how likely able and short are.
pub(super) fn payment_slopes(payment: &Payment, [able, short]: [f64; 2], purse: &PurseNumbers, slopes: &mut Sums) {
    let (luck, able_luck) = (luck(payment, purse), able_luck(payment, purse));
    let part = f64::from(u8::from(!payment.covers_all));
    let (by_luck, by_able_luck, limited) = if payment.covers_all {
        (by_least_luck(luck), by_least_luck(able_luck), 0.0)
    } else {
        let [slip, limited] = part_chances(payment, purse);
        let limited = limited / (slip + limited);
        (-luck, -able_luck * limited, limited)
    };
    slopes.add(place::PART_WHEN_ABLE, able * (part - limited - purse.part));
    slopes.add(place::ABLE_MONTHS, -able * by_able_luck / purse.able_spread);
    slopes.add(place::ABLE_SPREAD, able * (-by_able_luck * able_luck - limited));
    let by_middle = -short * by_luck / purse.spread;
    slopes.add(place::MONTHS, by_middle);
    slopes.add(place::GROWTH, by_middle * payment.log_time);
    slopes.add(place::SPREAD, short * (-by_luck * luck - part));
}

/// No chance of a payment is taken to be smaller.
const LEAST_CHANCE: f64 = 1e-12;

/// The logarithm of the chance of an answer to an offer, able and short.
pub(super) fn offer_chances(chance: f64, agreed: bool) -> [f64; 2] {
    let of = |chance: f64| if agreed { libm::log(chance) } else { libm::log1p(-chance) };
    [of(AGREES_WHEN_ABLE), of(chance)]
}

/// Adds to the slopes what the debits of a month say.
pub(super) fn debit_slopes([good, bounced]: [f64; 2], likely: [f64; 2], numbers: &Numbers, slopes: &mut Sums) {
    let all = good + bounced;
    let each = [place::BOUNCES_ABLE, place::BOUNCES_SHORT].into_iter().zip(likely).zip(numbers.bounces);
    each.for_each(|((place, likely), chance)| slopes.add(place, likely * (bounced - all * chance)));
}

/// Adds to the slopes what the changes of means say.
pub(super) fn fortune_slopes(
    moves: &[[[f64; 4]; 2]; MONEYS],
    began: &[[f64; 2]; MONEYS],
    numbers: &Numbers,
    slopes: &mut Sums,
) {
    for (class, ((moves, began), fortune)) in moves.iter().zip(began).zip(&numbers.fortunes).enumerate() {
        let (becomes, recovers) = (place::BECOMES_SHORT + class, place::RECOVERS + class);
        let ways = moves.iter().zip(fortune.becomes_short.into_iter().zip(fortune.recovers)).enumerate();
        for (way, ([stays_able, falls, rises, stays_short], (falling, rising))) in ways {
            let (fall, rise) =
                (falls * (1.0 - falling) - stays_able * falling, rises * (1.0 - rising) - stays_short * rising);
            slopes.add(becomes, fall);
            slopes.add(recovers, rise);
            if way == 1 {
                slopes.add(place::HELP_BECOMES_SHORT, fall);
                slopes.add(place::HELP_RECOVERS, rise);
            }
        }
        let [able, short] = began;
        let surplus = short - (able + short) * fortune.short_share();
        slopes.add(becomes, surplus * (1.0 - fortune.becomes_short[0]));
        slopes.add(recovers, -surplus * (1.0 - fortune.recovers[0]));
    }
}
