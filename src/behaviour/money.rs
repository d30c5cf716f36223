//! Whether households have the money: how often they come to be short of it and get over it, and what those pay who are.
//!
//! A household is able or short for a month at a time. Which it is does not hang on the policy, but for help.

use super::push::Means;
use crate::money::Money;

/// The chances of a kind of household, as log-odds a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fortune {
    /// That a household that can pay is short of money the next month.
    pub becomes_short: f64,
    /// That one that is short can pay the next month.
    pub recovers: f64,
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
    /// The chance that a household changes from these means before the next month.
    #[must_use]
    pub fn changes(&self, means: Means, helped: bool, support: &Support) -> f64 {
        let (own, help) = match means {
            Means::Able => (self.becomes_short, support.becomes_short),
            Means::Short => (self.recovers, support.recovers),
        };
        chance(own + if helped { help } else { 0.0 })
    }

    /// The share of time for which a household without help is short.
    #[must_use]
    pub fn short_share(&self) -> f64 {
        let (enters, leaves) = (chance(self.becomes_short), chance(self.recovers));
        enters / (enters + leaves)
    }
}

/// What a household that is short of money has, the more the longer ago it last paid: of months of rent, the logarithm is
/// normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purse {
    /// Months of rent that half of them have a month after they last paid.
    pub months: f64,
    /// The power of the time since then with which that grows.
    pub growth: f64,
    /// The spread of its logarithm.
    pub spread: f64,
    /// The most that anybody has, in months of rent.
    pub most: f64,
    /// The chance that a payment of a household that can pay covers less than all.
    pub part_when_able: f64,
}

/// Below so many days since the last payment, as much is there as after so many.
pub(crate) const FEWEST_DAYS: i32 = 3;

impl Purse {
    /// How far, in spreads, an amount lies from what half of those have who last paid so many days ago.
    #[must_use]
    pub fn luck_of(&self, amount: Money, rent: Money, days_since_paid: i32) -> f64 {
        let months = amount.cents().max(1) as f64 / rent.cents().max(1) as f64;
        (libm::log(months) - self.middle(days_since_paid)) / self.spread
    }

    /// What a household has whose luck lies so many spreads from the middle, in cents.
    #[must_use]
    pub fn amount(&self, luck: f64, rent: Money, days_since_paid: i32) -> f64 {
        let months = libm::exp(self.middle(days_since_paid) + luck * self.spread).min(self.most);
        months * rent.cents() as f64
    }

    fn middle(&self, days_since_paid: i32) -> f64 {
        let months = f64::from(days_since_paid.max(FEWEST_DAYS)) / 30.4;
        libm::log(self.months) + self.growth * libm::log(months)
    }

    /// The logarithm of the chance of a payment, given the household's means: that it covers all, or that it is what it is.
    #[must_use]
    pub fn log_chance(&self, means: Means, paid: Money, overdue: Money, rent: Money, days_since_paid: i32) -> f64 {
        let covers_all = paid >= overdue;
        match (means, covers_all) {
            (Means::Able, true) => libm::log1p(-self.part_when_able),
            (Means::Able, false) => {
                // Any share of what is open, as likely as another: a density of the logarithm of the amount.
                libm::log(self.part_when_able) + libm::log(paid.cents().max(1) as f64 / overdue.cents().max(1) as f64)
            }
            (Means::Short, true) => log_survival(self.luck_of(overdue, rent, days_since_paid)),
            (Means::Short, false) => {
                let luck = self.luck_of(paid, rent, days_since_paid);
                -0.5 * luck * luck - libm::log(self.spread) - LOG_ROOT_OF_TWO_PI
            }
        }
    }
}

const LOG_ROOT_OF_TWO_PI: f64 = 0.918_938_533_204_672_7;

/// The chance that a standard normal number lies above a bound.
#[must_use]
pub fn survival(bound: f64) -> f64 {
    0.5 * libm::erfc(bound / std::f64::consts::SQRT_2)
}

fn log_survival(bound: f64) -> f64 {
    libm::log(survival(bound).max(1e-12))
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

    fn purse() -> Purse {
        Purse { months: 0.8, growth: 0.5, spread: 0.5, most: 4.5, part_when_able: 0.001 }
    }

    #[test]
    fn the_normal_bound_of_a_share_leaves_that_share_above_it() {
        for share in [1e-9, 0.001, 0.05, 0.3, 0.5, 0.7, 0.975, 0.999_999] {
            assert!((survival(normal_above(share)) / share - 1.0).abs() < 1e-6, "{share}");
        }
        assert!((normal_above(0.025) - 1.959_963_985).abs() < 1e-6);
    }

    #[test]
    fn what_was_paid_tells_the_luck_and_the_luck_what_is_paid() {
        let (purse, rent) = (purse(), Money::from_cents(60_000));
        let luck = purse.luck_of(Money::from_cents(41_250), rent, 44);
        assert!((purse.amount(luck, rent, 44) - 41_250.0).abs() < 1e-6);
        assert!(purse.amount(luck, rent, 90) > 41_250.0, "more is there the longer nothing was paid");
    }

    #[test]
    fn a_household_that_is_short_seldom_covers_much() {
        let (purse, rent) = (purse(), Money::from_cents(60_000));
        let all = |months: i64| {
            let open = Money::from_cents(60_000 * months);
            purse.log_chance(Means::Short, open, open, rent, 30)
        };
        assert!(all(1) > all(2) && all(2) > all(4));
        let whole = Money::from_cents(60_000);
        assert!((purse.log_chance(Means::Able, whole, whole, rent, 30) - libm::log1p(-0.001)).abs() < 1e-12);
    }

    #[test]
    fn time_short_balances_becoming_short_and_recovering() {
        let fortune = Fortune { becomes_short: -3.0, recovers: -1.0 };
        let share = fortune.short_share();
        let none = Support { becomes_short: 0.0, recovers: 0.0 };
        let flow = |means, of: f64| of * fortune.changes(means, false, &none);
        assert!((flow(Means::Able, 1.0 - share) - flow(Means::Short, share)).abs() < 1e-12);
    }
}
