//! What a household has when it comes to pay: seldom more than some months of rent, and less when it paid all it had not long
//! ago or is short of money.

use super::Estimate;
use super::money::density;
use super::money::survival;
use super::observed::Situation;
use super::push::Means;
use crate::money::Money;
use serde::Deserialize;
use serde::Serialize;

/// What households have when they pay, in months of rent: the numbers of a behaviour file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurseNumbers {
    /// What half of all households have at most.
    pub most: Estimate,
    /// The spread of its logarithm.
    pub most_spread: Estimate,
    /// What half of those who can pay have for each month begun since they paid a part.
    pub refill: Estimate,
    /// What half of those who are short of money have in the month after they last paid.
    pub short: Estimate,
    /// The power of the months since then with which that grows.
    pub growth: Estimate,
    /// The spread of the logarithm of both.
    pub spread: Estimate,
    /// The chance that a household that can pay pays less than all that it could.
    pub part_when_able: Estimate,
}

/// The same in one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purse {
    /// Months of rent that half of all households have at most.
    pub most: f64,
    /// The spread of its logarithm.
    pub most_spread: f64,
    /// Months of rent that half of those who can pay have for each month begun since they paid a part.
    pub refill: f64,
    /// Months of rent that half of those who are short of money have in the month after they last paid.
    pub short: f64,
    /// The power of the months since then with which that grows.
    pub growth: f64,
    /// The spread of the logarithm of both.
    pub spread: f64,
    /// The chance that a household that can pay pays less than all that it could.
    pub part_when_able: f64,
}

/// What a household has, of months of rent: the least of what it has at most and, where that is so little, of what came
/// together. The logarithm of each is normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holding {
    most: Normal,
    together: Option<Normal>,
}

/// A normal number.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Normal {
    middle: f64,
    spread: f64,
}

impl Normal {
    fn above(&self, value: f64) -> f64 {
        survival((value - self.middle) / self.spread)
    }

    fn density(&self, value: f64) -> f64 {
        density((value - self.middle) / self.spread) / self.spread
    }
}

/// So little is the chance that it is taken for this.
pub(super) const LEAST_CHANCE: f64 = 1e-12;

impl PurseNumbers {
    pub(super) fn named(&self) -> [(&'static str, &Estimate); 7] {
        [
            ("purse.most", &self.most),
            ("purse.most_spread", &self.most_spread),
            ("purse.refill", &self.refill),
            ("purse.short", &self.short),
            ("purse.growth", &self.growth),
            ("purse.spread", &self.spread),
            ("purse.part_when_able", &self.part_when_able),
        ]
    }

    pub(super) fn draw(&self, value: &impl Fn(&str, &Estimate) -> f64) -> Purse {
        let [most, most_spread, refill, short, growth, spread, part_when_able] =
            self.named().map(|(name, estimate)| value(name, estimate));
        Purse { most, most_spread, refill, short, growth, spread, part_when_able }
    }
}

fn log_months(amount: Money, rent: Money) -> f64 {
    libm::log(amount.cents().max(1) as f64 / rent.cents().max(1) as f64)
}

/// Before a month has begun since the last payment, as much is there as after so much of one.
pub(crate) const LEAST_MONTHS: f64 = 0.5;

impl Holding {
    /// The chance of having at least an amount.
    #[must_use]
    pub fn at_least(&self, amount: Money, rent: Money) -> f64 {
        self.above(log_months(amount, rent))
    }

    /// The density of having an amount, by its logarithm.
    #[must_use]
    pub fn density_of(&self, amount: Money, rent: Money) -> f64 {
        let value = log_months(amount, rent);
        match self.together {
            None => self.most.density(value),
            Some(together) => {
                self.most.density(value) * together.above(value) + together.density(value) * self.most.above(value)
            }
        }
    }

    /// What is there with this chance or more, in cents.
    #[must_use]
    pub fn amount(&self, chance: f64, rent: Money) -> f64 {
        let (mut least, mut most) = (LOWEST, HIGHEST);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (least + most);
            if self.above(middle) > chance { least = middle } else { most = middle }
        }
        libm::exp(0.5 * (least + most)) * rent.cents() as f64
    }

    fn above(&self, value: f64) -> f64 {
        self.most.above(value) * self.together.map_or(1.0, |together| together.above(value))
    }
}

/// Logarithms of months of rent between which all that anybody has lies.
const LOWEST: f64 = -15.0;
const HIGHEST: f64 = 15.0;
/// So often halved, that stretch is less than a cent of any rent.
const HALVINGS: u32 = 50;

impl Purse {
    /// What a household with such means has.
    #[must_use]
    pub fn holding(&self, means: Means, situation: &Situation) -> Holding {
        let months = libm::log(f64::from(situation.months_since_paid).max(LEAST_MONTHS));
        let together = match means {
            Means::Able if !situation.paid_part => None,
            Means::Able => Some(libm::log(self.refill) + months),
            Means::Short => Some(libm::log(self.short) + self.growth * months),
        };
        Holding {
            most: Normal { middle: libm::log(self.most), spread: self.most_spread },
            together: together.map(|middle| Normal { middle, spread: self.spread }),
        }
    }

    /// The logarithm of the chance of a payment, given the household's means: that it covers all, or that it is what it is.
    #[must_use]
    pub fn log_chance(&self, means: Means, paid: Money, situation: &Situation) -> f64 {
        let Situation { overdue, rent, .. } = *situation;
        let holding = self.holding(means, situation);
        let slips = if means == Means::Able { self.part_when_able } else { 0.0 };
        let chance = if paid >= overdue {
            (1.0 - slips) * holding.at_least(overdue, rent)
        } else {
            // Any share of what is open, as likely as another, or all that is there: a density of the logarithm.
            let share = paid.cents().max(1) as f64 / overdue.cents().max(1) as f64;
            slips * share + (1.0 - slips) * holding.density_of(paid, rent)
        };
        libm::log(chance.max(LEAST_CHANCE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn purse() -> Purse {
        Purse { most: 4.0, most_spread: 0.2, refill: 1.2, short: 0.8, growth: 0.5, spread: 0.5, part_when_able: 0.001 }
    }

    const RENT: Money = Money::from_cents(60_000);

    fn owes(months: i64) -> Situation {
        let overdue = Money::from_cents(60_000 * months);
        Situation { overdue, rent: RENT, months_since_paid: 1, ..Situation::default() }
    }

    fn middle(means: Means, months_since_paid: i32, paid_part: bool) -> f64 {
        purse().holding(means, &Situation { months_since_paid, paid_part, ..owes(1) }).amount(0.5, RENT)
    }

    #[test]
    fn what_was_paid_tells_the_luck_and_the_luck_what_is_paid() {
        for means in [Means::Able, Means::Short] {
            let holding = purse().holding(means, &Situation { paid_part: true, ..owes(1) });
            let chance = holding.at_least(Money::from_cents(41_250), RENT);
            assert!((holding.amount(chance, RENT) - 41_250.0).abs() < 1e-3);
        }
    }

    #[test]
    fn what_is_there_comes_together_after_a_part_payment_up_to_the_most() {
        assert!((middle(Means::Able, 1, false) - 240_000.0).abs() < 1.0, "four months of rent");
        let after = [1, 2, 9].map(|months| middle(Means::Able, months, true));
        assert!((after[0] - 72_000.0).abs() < 1_500.0 && after[1] > 1.8 * after[0], "{after:?}");
        assert!(after[2] > 200_000.0 && after[2] < 240_000.0, "{after:?}");
        assert!(middle(Means::Short, 2, true) > middle(Means::Short, 1, true));
    }

    #[test]
    fn the_density_is_that_of_the_chance() {
        let holding = purse().holding(Means::Short, &owes(8));
        let near = |cents: i64| holding.at_least(Money::from_cents(cents), RENT);
        let slope = (near(59_900) - near(60_100)) / (libm::log(60_100.0) - libm::log(59_900.0));
        assert!((holding.density_of(Money::from_cents(60_000), RENT) - slope).abs() < 1e-4);
    }

    #[test]
    fn a_household_that_is_short_seldom_covers_much() {
        let all = |means, months: i64| purse().log_chance(means, owes(months).overdue, &owes(months));
        assert!(all(Means::Short, 1) > all(Means::Short, 2) && all(Means::Short, 2) > all(Means::Short, 4));
        assert!(all(Means::Able, 1) > -0.002 && all(Means::Able, 4) < -0.6 && all(Means::Able, 8) < -6.0);
    }
}
