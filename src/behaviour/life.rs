//! What a household is and how it fared, read back from its record: its own tendency, and in which months it was short of
//! money.
//!
//! The record does not say either; it makes some lives likelier than others. One of them is drawn in proportion to how
//! likely it is (forward filtering, backward sampling). Always: the same record, numbers and dice give the same life.
//! Source of the method: Carter and Kohn, "On Gibbs sampling for state space models" (1994).

use super::Drawn;
use super::money::Fortune;
use super::money::Standing;
use super::observed::Observed;
use super::observed::OfferSeen;
use super::observed::RiskDay;
use super::purse::LEAST_CHANCE;
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
    /// How it stood for money in every month of the record.
    pub standings: Vec<Standing>,
    buffers: Buffers,
}

/// Room for the sums of one reading, kept from household to household.
#[derive(Clone, Debug, Default, PartialEq)]
struct Buffers {
    /// For every day at risk, what it comes to before the household's own tendency.
    log_odds: Vec<LogOdds>,
    /// For every month and tendency: the log-likelihood of what was seen, able and short.
    seen: Vec<[f64; 2]>,
    /// For every month: debits that succeeded and that bounced.
    debits: Vec<[u32; 2]>,
    /// For every month: how likely each standing is given what was seen up to then, in the order of [`Standing::ALL`].
    filtered: Vec<[f64; 3]>,
}

/// Where a draw of a life comes from: by month.
pub trait LifeDice {
    /// The uniform draw that decides what kind of household it is.
    fn nature(&self) -> f64;
    /// The uniform draw that decides how it stands for money in a month.
    fn standing(&self, month: i32) -> f64;
}

impl Life {
    /// What a day at risk comes to before the household's own tendency, by its place in [`Observed::days`].
    #[must_use]
    pub fn log_odds(&self, place: usize) -> Option<LogOdds> {
        self.buffers.log_odds.get(place).copied()
    }

    /// How the household stood for money in a month of the record.
    #[must_use]
    pub fn standing_in(&self, month: i32) -> Option<Standing> {
        usize::try_from(month - self.first_month).ok().and_then(|place| self.standings.get(place)).copied()
    }

    /// The means in a month of the record.
    #[must_use]
    pub fn means_in(&self, month: i32) -> Option<Means> {
        self.standing_in(month).map(Standing::means)
    }

    /// Reads the record back with the numbers of a replication and draws a life.
    pub fn read(&mut self, observed: &Observed, drawn: &Drawn, dice: &impl LifeDice) {
        let months = usize::try_from(observed.last_month - observed.first_month + 1).unwrap_or(0);
        self.first_month = observed.first_month;
        self.buffers.see(observed, drawn, months);
        self.nature = self.buffers.draw_nature(observed, drawn, months, dice.nature());
        self.draw_standings(observed, drawn, months, dice);
    }

    fn draw_standings(&mut self, observed: &Observed, drawn: &Drawn, months: usize, dice: &impl LifeDice) {
        self.standings.clear();
        let Some(nature) = drawn.natures.get(self.nature) else { return };
        self.buffers.filter(observed, drawn, nature, months);
        self.standings.resize(months, Standing::Able);
        let mut later: Option<Standing> = None;
        for place in (0..months).rev() {
            let month = observed.first_month + i32::try_from(place).unwrap_or(0);
            let mut likely = self.buffers.filtered.get(place).copied().unwrap_or([1.0, 0.0, 0.0]);
            if let Some(next) = later {
                let helped = observed.helped_in(month, drawn);
                for (likely, from) in likely.iter_mut().zip(Standing::ALL) {
                    *likely *= part_of(nature.fortune.next(from, helped, &drawn.turns), next);
                }
            }
            let standing = pick(likely, dice.standing(month));
            if let Some(slot) = self.standings.get_mut(place) {
                *slot = standing;
            }
            later = Some(standing);
        }
    }
}

/// How likely a standing is.
fn part_of(likely: [f64; 3], standing: Standing) -> f64 {
    Standing::ALL.into_iter().zip(likely).find(|(of, _)| *of == standing).map_or(0.0, |(_, part)| part)
}

/// A standing in proportion to how likely each is: the short first.
fn pick([able, reserved, short]: [f64; 3], uniform: f64) -> Standing {
    let mark = uniform * (able + reserved + short);
    if mark < short {
        Standing::Short
    } else if mark < short + reserved {
        Standing::Reserved
    } else {
        Standing::Able
    }
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
            let amounts = at_risk.paid.map(|paid| {
                [Means::Able, Means::Short].map(|means| drawn.purse.log_chance(means, paid, &at_risk.situation))
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
        self.debits.clear();
        self.debits.resize(months, [0; 2]);
        for debit in &observed.debits {
            let of_month = self.debits.get_mut(month_of(debit.day));
            of_month.into_iter().for_each(|[good, bounced]| *(if debit.bounced { bounced } else { good }) += 1);
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
        let mut before: Option<[f64; 3]> = None;
        let bounces = drawn.debit_bounces(nature);
        for place in 0..months {
            let month = observed.first_month + i32::try_from(place).unwrap_or(0);
            let expected = match before {
                None => nature.fortune.first(observed.from_beginning, &drawn.turns),
                Some(before) => {
                    let helped = observed.helped_in(month - 1, drawn);
                    let mut next = [0.0; 3];
                    for (from, part) in Standing::ALL.into_iter().zip(before) {
                        let ways = nature.fortune.next(from, helped, &drawn.turns);
                        next.iter_mut().zip(ways).for_each(|(sum, way)| *sum += part * way);
                    }
                    next
                }
            };
            let seen =
                self.seen.get(place * drawn.tendencies.len() + nature.tendency_place).copied().unwrap_or_default();
            let [good, bounced] = self.debits.get(place).copied().unwrap_or_default().map(f64::from);
            let debits = |chance: f64| {
                let chance = chance.clamp(LEAST_CHANCE, 1.0 - LEAST_CHANCE);
                good * libm::log(1.0 - chance) + bounced * libm::log(chance)
            };
            let seen = if good + bounced > 0.0 {
                [seen[0] + debits(bounces.able), seen[1] + debits(bounces.short)]
            } else {
                seen
            };
            let most = seen[0].max(seen[1]);
            let [of_able, of_short] = seen.map(|seen| libm::exp(seen - most));
            let [able, reserved, short] = expected;
            let now = [able * of_able, reserved * of_able, short * of_short];
            let total: f64 = now.iter().sum();
            log_likelihood += most + libm::log(total);
            let now = now.map(|part| part / total);
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

/// What an answer to an offer tells: who can pay at once is taken to agree to no plan.
fn seen_of_offer(offer: &OfferSeen, drawn: &Drawn) -> [f64; 2] {
    let chance = drawn.plans.agreed.of(offer.kind).unwrap_or(0.0).clamp(1e-6, 1.0 - 1e-6);
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
    use super::super::Behaviour;
    use super::super::Spread;
    use super::super::observed::DebitSeen;
    use super::*;

    #[test]
    fn a_record_that_a_chance_of_nothing_rules_out_can_be_read_all_the_same() {
        let text = include_str!("../../scenarios/behaviours/default.yaml");
        let mut behaviour: Behaviour = serde_yaml::from_str(text).unwrap();
        let first: Day = "2024-01-01".parse().unwrap();
        let debit = |month: i32, bounced: bool| DebitSeen { day: first.plus_months(month), bounced };
        let month = first.month().number();
        let observed = |bounced: bool| Observed {
            by_debit: true,
            first_month: month,
            last_month: month + 1,
            debits: vec![debit(0, false), debit(1, bounced)],
            ..Observed::default()
        };
        for chance in [0.0, 1.0] {
            let estimates = behaviour.money.values_mut().map(|numbers| &mut numbers.debit_bounces);
            estimates.chain([&mut behaviour.short.debit_bounces]).for_each(|estimate| estimate.value = chance);
            let drawn = behaviour.draw(0, 0, Spread::Central);
            for bounced in [false, true] {
                assert!(log_likelihood(&observed(bounced), &drawn).is_finite(), "{chance} {bounced}");
            }
        }
    }
}
