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

/// A normal number against which a payment is held.
#[derive(Clone, Copy, Debug)]
struct Side {
    luck: f64,
    spread: f64,
    middle_place: usize,
    spread_place: usize,
}

impl Side {
    fn above(&self) -> f64 {
        survival(self.luck)
    }

    fn density(&self) -> f64 {
        density(self.luck) / self.spread
    }

    /// By how much the logarithm of the chance to lie above grows with the luck.
    fn by_above(&self) -> f64 {
        let chance = self.above();
        if chance <= LEAST_CHANCE { 0.0 } else { -density(self.luck) / chance }
    }

    /// Adds to the slopes what it says: by how much the logarithm grows with the luck, and how far that is by its density.
    fn say(&self, by_luck: f64, by_density: f64, of: f64, slopes: &mut Sums) {
        slopes.add(self.middle_place, -of * by_luck / self.spread);
        slopes.add(self.spread_place, of * (-by_luck * self.luck - by_density));
    }
}

/// What a household has: at most, and where that may be less, what came together.
struct Holding {
    most: Side,
    together: Option<Side>,
}

/// What a household has, able and short ([`crate::behaviour::Purse::holding`]).
fn holdings(payment: &Payment, purse: &PurseNumbers) -> [Holding; 2] {
    let side = |middle: f64, spread: f64, middle_place: usize, spread_place: usize| Side {
        luck: (payment.log_months - middle) / spread,
        spread,
        middle_place,
        spread_place,
    };
    let most = side(purse.most, purse.most_spread, place::MOST, place::MOST_SPREAD);
    let refill = side(purse.refill + payment.log_time, purse.spread, place::REFILL, place::SPREAD);
    let short = purse.short + purse.growth * payment.log_time;
    let short = side(short, purse.spread, place::SHORT_PURSE, place::SPREAD);
    [Holding { most, together: payment.after_part.then_some(refill) }, Holding { most, together: Some(short) }]
}

impl Holding {
    fn at_least(&self) -> f64 {
        self.most.above() * self.together.map_or(1.0, |together| together.above())
    }

    /// The density: because no more is there at most, and because no more came together.
    fn densities(&self) -> [f64; 2] {
        match &self.together {
            None => [self.most.density(), 0.0],
            Some(together) => [self.most.density() * together.above(), together.density() * self.most.above()],
        }
    }

    /// Adds what a payment of all says, of households so likely.
    fn say_all(&self, of: f64, slopes: &mut Sums) {
        [Some(self.most), self.together]
            .into_iter()
            .flatten()
            .for_each(|side| side.say(side.by_above(), 0.0, of, slopes));
    }

    /// Adds what a payment of all that is there says.
    fn say_part(&self, of: f64, slopes: &mut Sums) {
        let [by_most, by_together] = self.densities();
        let total = (by_most + by_together).max(LEAST_CHANCE);
        let [by_most, by_together] = [by_most / total, by_together / total];
        let mut say = |side: &Side, own: f64, other: f64| {
            side.say(-side.luck * own + side.by_above() * other, own, of, slopes);
        };
        say(&self.most, by_most, by_together);
        self.together.iter().for_each(|together| say(together, by_together, by_most));
    }
}

/// The logarithm of the chance of a payment, able and short ([`crate::behaviour::Purse::log_chance`]).
pub(super) fn payment_chances(payment: &Payment, purse: &PurseNumbers) -> [f64; 2] {
    let [able, short] = holdings(payment, purse);
    let chances = if payment.covers_all {
        [(1.0 - purse.part) * able.at_least(), short.at_least()]
    } else {
        let [slip, limited] = able_parts(payment, &able, purse);
        [slip + limited, short.densities().iter().sum()]
    };
    chances.map(|chance| libm::log(chance.max(LEAST_CHANCE)))
}

/// The densities of a part payment of a household that has the money: for no reason, and because it had no more.
fn able_parts(payment: &Payment, able: &Holding, purse: &PurseNumbers) -> [f64; 2] {
    [purse.part * libm::exp(payment.log_share), (1.0 - purse.part) * able.densities().iter().sum::<f64>()]
}

/// Adds to the slopes what a payment says, given how likely able and short are.
pub(super) fn payment_slopes(payment: &Payment, [able, short]: [f64; 2], purse: &PurseNumbers, slopes: &mut Sums) {
    let [of_able, of_short] = holdings(payment, purse);
    let growth = slopes.at(place::SHORT_PURSE);
    if payment.covers_all {
        slopes.add(place::PART_WHEN_ABLE, -able * purse.part);
        of_able.say_all(able, slopes);
        of_short.say_all(short, slopes);
    } else {
        let [slip, limited] = able_parts(payment, &of_able, purse);
        let limited = limited / (slip + limited).max(LEAST_CHANCE);
        slopes.add(place::PART_WHEN_ABLE, able * (1.0 - limited - purse.part));
        of_able.say_part(able * limited, slopes);
        of_short.say_part(short, slopes);
    }
    let growth = slopes.at(place::SHORT_PURSE) - growth;
    slopes.add(place::GROWTH, growth * payment.log_time);
}

/// No chance of a payment is taken to be smaller.
const LEAST_CHANCE: f64 = 1e-12;

/// The logarithm of the chance of an answer to an offer, able and short.
pub(super) fn offer_chances(chance: f64, agreed: bool) -> [f64; 2] {
    let of = |chance: f64| if agreed { libm::log(chance) } else { libm::log1p(-chance) };
    [of(AGREES_WHEN_ABLE), of(chance)]
}

/// Adds to the slopes what debits that succeeded and that bounced say, of a kind of money: able and short.
pub(super) fn debit_slopes(debits: &[[f64; 2]; 2], class: usize, numbers: &Numbers, slopes: &mut Sums) {
    let Some(fortune) = numbers.fortunes.get(class) else { return };
    let each = [place::BOUNCES + class, place::BOUNCES_SHORT].into_iter().zip(debits).zip(fortune.bounces);
    each.for_each(|((place, [good, bounced]), chance)| slopes.add(place, bounced - (good + bounced) * chance));
}

/// How likely each change was over all months, of a kind of money.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moves {
    /// Of those able without a reserve: stay so, come to have one, become short.
    pub(super) able: [f64; 3],
    /// Of those with a reserve: keep it, become short.
    pub(super) reserved: [f64; 2],
    /// Of those short of money: get over it, stay so.
    pub(super) short: [f64; 2],
}

/// Adds to the slopes what the changes of standing say; `began` are able, reserved and short in the first month.
pub(super) fn fortune_slopes(
    moves: &[[Moves; 2]; MONEYS],
    began: &[[f64; 3]; MONEYS],
    from_beginning: bool,
    numbers: &Numbers,
    slopes: &mut Sums,
) {
    let [of_sitting, of_new] = numbers.reserved_at_first;
    let (first_place, first_share) =
        if from_beginning { (place::RESERVE_NEW, of_new) } else { (place::RESERVE_SITTING, of_sitting) };
    for (class, ((moves, began), fortune)) in moves.iter().zip(began).zip(&numbers.fortunes).enumerate() {
        let (becomes, recovers) = (place::BECOMES_SHORT + class, place::RECOVERS + class);
        for (helped, Moves { able, reserved, short }) in [false, true].into_iter().zip(moves) {
            let changes = fortune.changes(helped);
            let [stays, builds_up, falls] = able;
            let [keeps, falls_reserved] = reserved;
            let [rises, stays_short] = short;
            let fall = falls * (1.0 - changes.falls) - (stays + builds_up) * changes.falls;
            let fall_reserved = falls_reserved * (1.0 - changes.falls_reserved) - keeps * changes.falls_reserved;
            let rise = rises * (1.0 - changes.rises) - stays_short * changes.rises;
            slopes.add(becomes, fall + fall_reserved);
            slopes.add(place::RESERVED_BECOMES_SHORT, fall_reserved);
            slopes.add(place::BUILDS_UP, builds_up * (1.0 - changes.builds_up) - stays * changes.builds_up);
            slopes.add(recovers, rise);
            if helped {
                slopes.add(place::HELP_BECOMES_SHORT, fall + fall_reserved);
                slopes.add(place::HELP_RECOVERS, rise);
            }
        }
        let [able, reserved, short] = began;
        slopes.add(first_place, reserved - (able + reserved + short) * first_share);
        let surplus = short - (able + short) * fortune.short_share();
        let changes = fortune.changes(false);
        slopes.add(becomes, surplus * (1.0 - changes.falls));
        slopes.add(recovers, -surplus * (1.0 - changes.rises));
    }
}
