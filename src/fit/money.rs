//! What payments, debits, offers and changes of means say of the numbers about money.

use super::layout::MONEYS;
use super::layout::place;
use super::numbers::Numbers;
use super::numbers::PurseNumbers;
use super::record::Payment;
use super::sums::Sums;
use crate::behaviour::AGREES_WHEN_ABLE;
use crate::behaviour::survival;

const LOG_ROOT_OF_TWO_PI: f64 = 0.918_938_533_204_672_7;

fn luck(payment: &Payment, purse: &PurseNumbers) -> f64 {
    (payment.log_months - purse.log_months - purse.growth * payment.log_time) / purse.spread
}

/// The logarithm of the chance of a payment, able and short ([`crate::behaviour::Purse::log_chance`]).
pub(super) fn payment_chances(payment: &Payment, purse: &PurseNumbers) -> [f64; 2] {
    let luck = luck(payment, purse);
    if payment.covers_all {
        [libm::log1p(-purse.part), libm::log(survival(luck).max(LEAST_CHANCE))]
    } else {
        let short = -0.5 * luck * luck - purse.log_spread - LOG_ROOT_OF_TWO_PI;
        [libm::log(purse.part) + payment.log_share, short]
    }
}

/// Adds to the slopes what a payment says, given how likely able and short are.
pub(super) fn payment_slopes(payment: &Payment, [able, short]: [f64; 2], purse: &PurseNumbers, slopes: &mut Sums) {
    let luck = luck(payment, purse);
    let part = f64::from(u8::from(!payment.covers_all));
    slopes.add(place::PART_WHEN_ABLE, able * (part - purse.part));
    let by_luck = if payment.covers_all {
        let chance = survival(luck);
        if chance <= LEAST_CHANCE { 0.0 } else { -libm::exp(-0.5 * luck * luck - LOG_ROOT_OF_TWO_PI) / chance }
    } else {
        -luck
    };
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
