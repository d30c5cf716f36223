//! What a household is and how it fared, read back from its record: its own tendency, and in which months it was short of
//! money.
//!
//! The record does not say either; it makes some lives likelier than others. One of them is drawn in proportion to how
//! likely it is (forward filtering, backward sampling). Always: the same record, numbers and dice give the same life.
//! Source of the method: Carter and Kohn, "On Gibbs sampling for state space models" (1994).

use super::Drawn;
use super::money::Fortune;
use super::observed::Observed;
use super::observed::OfferSeen;
use super::observed::RiskDay;
use super::push::LogOdds;
use super::push::Means;
use crate::calendar::Day;
use crate::calendar::Month;

/// A kind of household in one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nature {
    /// What is added to the log-odds of paying on a day.
    pub tendency: f64,
    /// How it comes to be short of money.
    pub fortune: Fortune,
    /// Its place among [`Drawn::tendencies`].
    pub tendency_place: usize,
    /// Its share among those who pay by debit, and among the others.
    pub by_debit: f64,
    /// Likewise.
    pub by_transfer: f64,
}

/// The life of one household in one replication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// Its place among [`Drawn::natures`].
    pub nature: usize,
    /// The first month of the record.
    pub first_month: i32,
    /// Its means in every month of the record.
    pub means: Vec<Means>,
    buffers: Buffers,
}

/// Room for the sums of one reading, kept from household to household.
#[derive(Clone, Debug, Default, PartialEq)]
struct Buffers {
    /// For every day at risk, what it comes to before the household's own tendency.
    log_odds: Vec<LogOdds>,
    /// For every month and tendency: the log-likelihood of what was seen, able and short.
    seen: Vec<[f64; 2]>,
    /// For every month: the chances of being able and short given what was seen up to then.
    filtered: Vec<[f64; 2]>,
}

/// Where a draw of a life comes from: by month.
pub trait LifeDice {
    /// The uniform draw that decides what kind of household it is.
    fn nature(&self) -> f64;
    /// The uniform draw that decides its means in a month.
    fn means(&self, month: i32) -> f64;
}

impl Life {
    /// What a day at risk comes to before the household's own tendency, by its place in [`Observed::days`].
    #[must_use]
    pub fn log_odds(&self, place: usize) -> Option<LogOdds> {
        self.buffers.log_odds.get(place).copied()
    }

    /// The means in a month of the record.
    #[must_use]
    pub fn means_in(&self, month: i32) -> Option<Means> {
        usize::try_from(month - self.first_month).ok().and_then(|place| self.means.get(place)).copied()
    }

    /// Reads the record back with the numbers of a replication and draws a life.
    pub fn read(&mut self, observed: &Observed, drawn: &Drawn, dice: &impl LifeDice) {
        let months = usize::try_from(observed.last_month - observed.first_month + 1).unwrap_or(0);
        self.first_month = observed.first_month;
        self.buffers.see(observed, drawn, months);
        self.nature = self.buffers.draw_nature(observed, drawn, months, dice.nature());
        self.draw_means(observed, drawn, months, dice);
    }

    fn draw_means(&mut self, observed: &Observed, drawn: &Drawn, months: usize, dice: &impl LifeDice) {
        self.means.clear();
        let Some(nature) = drawn.natures.get(self.nature) else { return };
        self.buffers.filter(observed, drawn, nature, months);
        self.means.resize(months, Means::Able);
        let mut later: Option<Means> = None;
        for place in (0..months).rev() {
            let month = observed.first_month + i32::try_from(place).unwrap_or(0);
            let [able, short] = self.buffers.filtered.get(place).copied().unwrap_or([1.0, 0.0]);
            let (able, short) = match later {
                None => (able, short),
                Some(next) => {
                    let to = |means| arrives(nature, means, next, observed.helped_in(month, drawn), drawn);
                    (able * to(Means::Able), short * to(Means::Short))
                }
            };
            let means = if dice.means(month) * (able + short) < short { Means::Short } else { Means::Able };
            if let Some(slot) = self.means.get_mut(place) {
                *slot = means;
            }
            later = Some(means);
        }
    }
}

/// The chance of these means in the next month.
fn arrives(nature: &Nature, from: Means, to: Means, helped: bool, drawn: &Drawn) -> f64 {
    let changes = nature.fortune.changes(from, helped, &drawn.support);
    if from == to { 1.0 - changes } else { changes }
}

impl Buffers {
    /// The log-likelihood of what was seen in every month, for every tendency, able and short.
    fn see(&mut self, observed: &Observed, drawn: &Drawn, months: usize) {
        let tendencies = drawn.tendencies.len();
        self.seen.clear();
        self.seen.resize(months * tendencies, [0.0; 2]);
        self.log_odds.clear();
        let month_of = |day: Day| usize::try_from(day.month().number() - observed.first_month).unwrap_or(usize::MAX);
        for at_risk in &observed.days {
            let log_odds = observed.log_odds(at_risk, drawn);
            self.log_odds.push(log_odds);
            let situation = at_risk.situation;
            let amounts = at_risk.paid.map(|paid| {
                let of = |means| {
                    let (overdue, rent) = (situation.overdue, situation.rent);
                    drawn.purse.log_chance(means, paid, overdue, rent, situation.days_since_paid)
                };
                [of(Means::Able), of(Means::Short)]
            });
            let first = month_of(at_risk.day).saturating_mul(tendencies);
            let cells = self.seen.get_mut(first..first.saturating_add(tendencies)).unwrap_or(&mut []);
            for (cell, tendency) in cells.iter_mut().zip(&drawn.tendencies) {
                let push = [Means::Able, Means::Short].map(|means| drawn.push.of(log_odds, *tendency, means));
                for (sum, (push, amount)) in cell.iter_mut().zip(push.into_iter().zip(amounts.unwrap_or_default())) {
                    // The chance of a payment on the day is 1 − e^−push.
                    *sum += if amounts.is_some() { libm::log(-libm::expm1(-push)) + amount } else { -push };
                }
            }
        }
        for debit in &observed.debits {
            let seen = [drawn.debit_bounces.able, drawn.debit_bounces.short]
                .map(possible)
                .map(|chance| libm::log(if debit.bounced { chance } else { 1.0 - chance }));
            self.add(month_of(debit.day), tendencies, seen);
        }
        for offer in &observed.offers {
            self.add(month_of(offer.day), tendencies, seen_of_offer(offer, drawn));
        }
    }

    fn add(&mut self, month: usize, tendencies: usize, seen: [f64; 2]) {
        let first = month.saturating_mul(tendencies);
        for cell in self.seen.get_mut(first..first.saturating_add(tendencies)).unwrap_or(&mut []) {
            cell.iter_mut().zip(seen).for_each(|(sum, more)| *sum += more);
        }
    }

    /// Fills [`Buffers::filtered`] and returns the log-likelihood of the whole record.
    fn filter(&mut self, observed: &Observed, drawn: &Drawn, nature: &Nature, months: usize) -> f64 {
        self.filtered.clear();
        let mut log_likelihood = 0.0;
        let mut before: Option<[f64; 2]> = None;
        for place in 0..months {
            let month = observed.first_month + i32::try_from(place).unwrap_or(0);
            let [able, short] = match before {
                None => [1.0 - nature.fortune.short_share(), nature.fortune.short_share()],
                Some([able, short]) => {
                    let helped = observed.helped_in(month - 1, drawn);
                    let falls = able * nature.fortune.changes(Means::Able, helped, &drawn.support);
                    let rises = short * nature.fortune.changes(Means::Short, helped, &drawn.support);
                    [able - falls + rises, short + falls - rises]
                }
            };
            let seen =
                self.seen.get(place * drawn.tendencies.len() + nature.tendency_place).copied().unwrap_or_default();
            let most = seen[0].max(seen[1]);
            let (able, short) = (able * libm::exp(seen[0] - most), short * libm::exp(seen[1] - most));
            log_likelihood += most + libm::log(able + short);
            let now = [able / (able + short), short / (able + short)];
            self.filtered.push(now);
            before = Some(now);
        }
        log_likelihood
    }

    /// Draws the kind of household in proportion to its share and to how likely it makes the record.
    fn draw_nature(&mut self, observed: &Observed, drawn: &Drawn, months: usize, uniform: f64) -> usize {
        let share = |nature: &Nature| if observed.by_debit { nature.by_debit } else { nature.by_transfer };
        let likely: Vec<(usize, f64)> = drawn
            .natures
            .iter()
            .enumerate()
            .filter(|(_, nature)| share(nature) > 0.0)
            .map(|(place, nature)| (place, libm::log(share(nature)) + self.filter(observed, drawn, nature, months)))
            .collect();
        let most = likely.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = likely.iter().map(|(_, log)| libm::exp(log - most)).sum();
        let mut left = uniform * total;
        for (place, log) in &likely {
            left -= libm::exp(log - most);
            if left < 0.0 {
                return *place;
            }
        }
        likely.last().map_or(0, |(place, _)| *place)
    }
}

/// The log-likelihood of a record, as lives are drawn from it.
#[cfg(test)]
pub(crate) fn log_likelihood(observed: &Observed, drawn: &Drawn) -> f64 {
    let months = usize::try_from(observed.last_month - observed.first_month + 1).unwrap_or(0);
    let mut buffers = Buffers::default();
    buffers.see(observed, drawn, months);
    let share = |nature: &Nature| if observed.by_debit { nature.by_debit } else { nature.by_transfer };
    let of = |nature: &Nature| libm::log(share(nature)) + buffers.filter(observed, drawn, nature, months);
    let logs: Vec<f64> = drawn.natures.iter().filter(|nature| share(nature) > 0.0).map(of).collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + libm::log(logs.iter().map(|log| libm::exp(log - most)).sum())
}

/// A chance of which neither side is impossible: what is on the record has happened, whatever the numbers say of it.
const fn possible(chance: f64) -> f64 {
    chance.clamp(1e-6, 1.0 - 1e-6)
}

/// What an answer to an offer tells: who can pay at once is taken to agree to no plan.
fn seen_of_offer(offer: &OfferSeen, drawn: &Drawn) -> [f64; 2] {
    let chance = possible(drawn.plans.agreed.of(offer.kind).unwrap_or(0.0));
    if offer.agreed {
        [libm::log(AGREES_WHEN_ABLE), libm::log(chance)]
    } else {
        [libm::log1p(-AGREES_WHEN_ABLE), libm::log1p(-chance)]
    }
}

/// So that a record with a plan of a household that seems able is not impossible.
pub(crate) const AGREES_WHEN_ABLE: f64 = 1e-3;

impl Observed {
    /// What a day at risk comes to before the household's own tendency.
    #[must_use]
    pub fn log_odds(&self, at_risk: &RiskDay, drawn: &Drawn) -> LogOdds {
        let contacts = self.contacts.get(..at_risk.contacts).unwrap_or(&[]);
        let helped = self.is_helped_on(at_risk.day, drawn);
        drawn.push.on(at_risk.day, &at_risk.situation, contacts, helped)
    }

    /// Whether help accepted on the record works on a day.
    #[must_use]
    pub fn is_helped_on(&self, day: Day, drawn: &Drawn) -> bool {
        is_helped_on(&self.helped, day, drawn.help_days)
    }

    /// Whether it works in a month.
    #[must_use]
    pub fn helped_in(&self, month: i32, drawn: &Drawn) -> bool {
        is_helped_in(&self.helped, month, drawn.help_days)
    }
}

/// Whether help accepted on one of these days works on a day: from the next day on, for so many days.
#[must_use]
pub fn is_helped_on(accepted: &[Day], day: Day, help_days: f64) -> bool {
    accepted.iter().rev().any(|accepted| *accepted < day && f64::from(day.since(*accepted)) <= help_days)
}

/// Whether it works on the last day of a month.
#[must_use]
pub fn is_helped_in(accepted: &[Day], month: i32, help_days: f64) -> bool {
    is_helped_on(accepted, Month::of_number(month).last(), help_days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::DebitSeen;
    use crate::behaviour::Spread;
    use crate::scenario::read_behaviour;
    use crate::source::SourceFile;

    /// Dice that always fall alike.
    struct Loaded(f64);

    impl LifeDice for Loaded {
        fn nature(&self) -> f64 {
            self.0
        }

        fn means(&self, _month: i32) -> f64 {
            self.0
        }
    }

    #[test]
    fn what_the_numbers_call_impossible_and_happened_says_nothing_of_the_kind_of_household() {
        let default = include_str!("../../scenarios/behaviours/default.yaml");
        let behaviour = read_behaviour(&SourceFile::new("default.yaml", default)).unwrap();
        let mut drawn = behaviour.draw(1, 0, Spread::Central);
        let day: Day = "2024-03-01".parse().unwrap();
        let month = day.month().number();
        for (chance, bounced) in [(0.0, true), (1.0, false)] {
            (drawn.debit_bounces.able, drawn.debit_bounces.short) = (chance, chance);
            let debits = vec![DebitSeen { day, bounced }];
            let observed =
                Observed { by_debit: true, first_month: month, last_month: month, debits, ..Observed::default() };
            let likely = log_likelihood(&observed, &drawn);
            assert!((likely - libm::log(1e-6)).abs() < 0.01, "{likely}");
            let mut life = Life::default();
            life.read(&observed, &drawn, &Loaded(0.0));
            let first = drawn.natures.iter().position(|nature| nature.by_debit > 0.0);
            assert_eq!(Some(life.nature), first, "the lowest draw is of the kind that stands first");
        }
    }
}
