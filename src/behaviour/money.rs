//! Whether households have the money: how often they come to be short of it and get over it.
//!
//! A household is able or short for a month at a time. Which it is does not hang on the policy, but for help. A reserve
//! keeps households from being short: some have one, some come to have one, and who got over being short has one ever after.

use super::push::Means;

/// The chances of a kind of household, as log-odds a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fortune {
    /// That a household that can pay is short of money the next month.
    pub becomes_short: f64,
    /// That one that is short can pay the next month.
    pub recovers: f64,
    /// The chance, not its log-odds, that a direct debit bounces although the household can pay.
    pub debit_bounces: f64,
}

/// How a household stands for money in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has the money, and no reserve.
    #[default]
    Able,
    /// It has the money, and a reserve.
    Reserved,
    /// It is short of money.
    Short,
}

impl Standing {
    /// All of them, in order.
    pub const ALL: [Standing; 3] = [Standing::Able, Standing::Reserved, Standing::Short];

    /// Whether it has the money for what it owes.
    #[must_use]
    pub const fn means(self) -> Means {
        match self {
            Standing::Able | Standing::Reserved => Means::Able,
            Standing::Short => Means::Short,
        }
    }
}

/// What a reserve does, and who has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reserve {
    /// The chance that a household that can pay and has none comes to have one before the next month.
    pub builds_up: f64,
    /// What it adds to the log-odds of becoming short; less than zero, when it keeps households from it.
    pub becomes_short: f64,
    /// The share that has one when the record begins, of those who rented before.
    pub sitting: f64,
    /// The share that has one when it moves in.
    pub new: f64,
}

impl Reserve {
    /// Nobody has one.
    pub const NONE: Reserve = Reserve { builds_up: 0.0, becomes_short: 0.0, sitting: 0.0, new: 0.0 };

    /// The share that has one in the first month of a record.
    #[must_use]
    pub const fn at_first(&self, from_beginning: bool) -> f64 {
        if from_beginning { self.new } else { self.sitting }
    }
}

/// What turns the means of households besides the chances of their kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turns {
    /// What help does.
    pub support: Support,
    /// What a reserve does.
    pub reserve: Reserve,
}

/// What accepted help adds to those log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Support {
    /// To becoming short; less than zero, when help keeps households from it.
    pub becomes_short: f64,
    /// To recovering.
    pub recovers: f64,
}

/// The chance of log-odds.
#[must_use]
pub fn chance(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

impl Fortune {
    /// The chance that the means of a household change before the next month.
    #[must_use]
    pub fn changes(&self, from: Standing, helped: bool, turns: &Turns) -> f64 {
        let (own, help) = match from {
            Standing::Able => (self.becomes_short, turns.support.becomes_short),
            Standing::Reserved => (self.becomes_short + turns.reserve.becomes_short, turns.support.becomes_short),
            Standing::Short => (self.recovers, turns.support.recovers),
        };
        chance(own + if helped { help } else { 0.0 })
    }

    /// How likely each standing is in the next month, in the order of [`Standing::ALL`].
    #[must_use]
    pub fn next(&self, from: Standing, helped: bool, turns: &Turns) -> [f64; 3] {
        let changes = self.changes(from, helped, turns);
        let stays = 1.0 - changes;
        match from {
            Standing::Able => [stays * (1.0 - turns.reserve.builds_up), stays * turns.reserve.builds_up, changes],
            Standing::Reserved => [0.0, stays, changes],
            Standing::Short => [0.0, changes, stays],
        }
    }

    /// How likely each standing is in the first month of a record, which begins with the tenancy or later.
    #[must_use]
    pub fn first(&self, from_beginning: bool, turns: &Turns) -> [f64; 3] {
        let (reserved, short) = (turns.reserve.at_first(from_beginning), self.short_share());
        [(1.0 - reserved) * (1.0 - short), reserved, (1.0 - reserved) * short]
    }

    /// The share of time for which a household without help and reserve is short.
    #[must_use]
    pub fn short_share(&self) -> f64 {
        let (enters, leaves) = (chance(self.becomes_short), chance(self.recovers));
        enters / (enters + leaves)
    }

    /// The share of time for which one without help is short in the long run.
    #[must_use]
    pub fn short_in_the_long_run(&self, turns: &Turns) -> f64 {
        // Who got over it once is as one with a reserve ever after.
        let of = |from| self.changes(from, false, turns);
        let (falls, recovers) = (of(Standing::Reserved), of(Standing::Short));
        falls / (falls + recovers)
    }
}

/// The density of a standard normal number.
#[must_use]
pub fn density(of: f64) -> f64 {
    libm::exp(-0.5 * of * of - LOG_ROOT_OF_TWO_PI)
}

const LOG_ROOT_OF_TWO_PI: f64 = 0.918_938_533_204_672_7;

/// The chance that a standard normal number lies above a bound.
#[must_use]
pub fn survival(bound: f64) -> f64 {
    0.5 * libm::erfc(bound / std::f64::consts::SQRT_2)
}

/// The standard normal number above which a share lies.
/// Source: Acklam, "An algorithm for computing the inverse normal cumulative distribution function" (2003), with one step
/// of Halley's method.
#[must_use]
pub fn normal_above(share: f64) -> f64 {
    let share = share.clamp(1e-15, 1.0 - 1e-15);
    let rough = if share > 0.5 { -rough_normal(1.0 - share) } else { rough_normal(share) };
    // One step towards the bound above which exactly this share lies.
    let density = libm::exp(-0.5 * rough * rough - LOG_ROOT_OF_TWO_PI);
    let step = (survival(rough) - share) / density.max(1e-300);
    rough + step / (1.0 - 0.5 * rough * step).max(0.5)
}

/// Within 0.00045 for shares up to a half. Source: Abramowitz and Stegun (1964), 26.2.23.
fn rough_normal(share: f64) -> f64 {
    let t = libm::sqrt(-2.0 * libm::log(share));
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_bound_of_a_share_leaves_that_share_above_it() {
        for share in [1e-9, 0.001, 0.05, 0.3, 0.5, 0.7, 0.975, 0.999_999] {
            assert!((survival(normal_above(share)) / share - 1.0).abs() < 1e-6, "{share}");
        }
        assert!((normal_above(0.025) - 1.959_963_985).abs() < 1e-6);
    }

    #[test]
    fn time_short_balances_becoming_short_and_recovering() {
        let fortune = Fortune { becomes_short: -3.0, recovers: -1.0, debit_bounces: 0.01 };
        let share = fortune.short_share();
        let none = Turns { support: Support { becomes_short: 0.0, recovers: 0.0 }, reserve: Reserve::NONE };
        let flow = |standing, of: f64| of * fortune.changes(standing, false, &none);
        assert!((flow(Standing::Able, 1.0 - share) - flow(Standing::Short, share)).abs() < 1e-12);
        assert!((fortune.short_in_the_long_run(&none) - share).abs() < 1e-12);
    }

    #[test]
    fn in_the_long_run_as_many_come_to_each_standing_as_go() {
        let fortune = Fortune { becomes_short: -2.0, recovers: -1.0, debit_bounces: 0.01 };
        let reserve = Reserve { builds_up: 0.05, becomes_short: -1.5, sitting: 0.2, new: 0.7 };
        let turns = Turns { support: Support { becomes_short: 0.0, recovers: 0.0 }, reserve };
        let mut share = fortune.first(true, &turns);
        assert!((share.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for _ in 0..2_000 {
            let mut next = [0.0; 3];
            for (from, part) in Standing::ALL.into_iter().zip(share) {
                next.iter_mut().zip(fortune.next(from, false, &turns)).for_each(|(sum, way)| *sum += part * way);
            }
            share = next;
        }
        assert!((share[2] - fortune.short_in_the_long_run(&turns)).abs() < 1e-9);
    }
}
