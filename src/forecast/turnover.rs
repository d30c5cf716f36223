//! How often homes change hands, as the books show it: how many contracts end in a month, and how long a home stays empty.
//!
//! Evictions are left out: what bailiff and court do follows from the policy.

use crate::calendar::Day;
use crate::calendar::Month;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use std::collections::BTreeMap;

/// A home that stays empty longer than this was not to let.
const LONGEST_VACANCY: i32 = 730;

/// How many ends a month of the year must differ by before its own figure weighs as much as that of the year.
const STEADINESS: f64 = 10.0;

/// Days that a home stays empty where the books show none that was let again.
const VACANCY_UNSEEN: i32 = 30;

/// What the books show of homes that change hands.
#[derive(Clone, Debug)]
pub struct Turnover {
    /// Contracts that ended in the time of the books.
    pub ends: u32,
    /// Months that contracts ran in it, together.
    pub months: u32,
    /// How much oftener contracts end in each month of the year than on average, January first.
    pub season: [f64; 12],
    /// Days that homes stayed empty between two contracts, in order.
    pub vacancies: Vec<i32>,
    /// On which days of the month contracts ended, in order.
    pub end_days: Vec<u32>,
}

impl Turnover {
    /// Reads the books.
    #[must_use]
    pub fn of(portfolio: &Portfolio) -> Turnover {
        let (Some(first), Some(last)) = (portfolio.first_day, portfolio.last_day) else { return Turnover::nothing() };
        let (mut ended, mut ran, mut end_days) = ([0_u32; 12], [0_u32; 12], Vec::new());
        for tenancy in &portfolio.tenancies {
            for month in months(first.month(), last.month()).filter(|month| tenancy.is_sitting(month.first())) {
                count(&mut ran, month);
            }
            let end = tenancy.end.filter(|end| first < *end && *end <= last && tenancy.recorded_eviction().is_none());
            if let Some(end) = end {
                count(&mut ended, end.month());
                end_days.push(end.of_month());
            }
        }
        end_days.sort_unstable();
        let (ends, months) = (ended.iter().sum(), ran.iter().sum());
        let season = season(&ended, &ran);
        Turnover { ends, months, season, vacancies: vacancies(portfolio), end_days }
    }

    const fn nothing() -> Turnover {
        Turnover { ends: 0, months: 0, season: [1.0; 12], vacancies: Vec::new(), end_days: Vec::new() }
    }

    /// The share of contracts that end in a month on average.
    #[must_use]
    pub fn monthly(&self) -> f64 {
        f64::from(self.ends) / f64::from(self.months.max(1))
    }

    /// The chance that a contract ends in a month.
    pub(super) fn chance(&self, month: Month, with_season: bool) -> f64 {
        let factor = if with_season { self.season.get(of_year(month)).copied().unwrap_or(1.0) } else { 1.0 };
        (self.monthly() * factor).min(1.0)
    }

    /// The day of a month on which a contract ends, at a place in what was seen.
    pub(super) fn end_day(&self, month: Month, uniform: f64) -> Day {
        let day = pick(&self.end_days, uniform).map_or(1, |day| i32::try_from(day).unwrap_or(1));
        month.first().plus(day - 1).min(month.last())
    }

    /// The days that a home stays empty, at a place in what was seen of homes that were so for more than some days; none
    /// where no home was.
    pub(super) fn vacancy(&self, more_than: i32, uniform: f64) -> Option<i32> {
        let longer = self.vacancies.partition_point(|days| *days <= more_than);
        let seen = pick(self.vacancies.get(longer..).unwrap_or(&[]), uniform);
        seen.or_else(|| (self.vacancies.is_empty() && more_than < VACANCY_UNSEEN).then_some(VACANCY_UNSEEN))
    }
}

/// The item at a place between 0 and 1 of a list.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, from 0")]
pub(super) fn pick<T: Copy>(list: &[T], uniform: f64) -> Option<T> {
    let place = (uniform * list.len() as f64) as usize;
    list.get(place).or(list.last()).copied()
}

/// The place of a month in its year, January being 0.
pub(super) fn of_year(month: Month) -> usize {
    usize::try_from(month.number().rem_euclid(12)).unwrap_or(0)
}

/// The months from one to another, both included.
pub(super) fn months(first: Month, last: Month) -> impl Iterator<Item = Month> {
    (0..=last.number() - first.number()).map(move |nth| first.plus(nth))
}

fn count(counts: &mut [u32; 12], month: Month) {
    if let Some(count) = counts.get_mut(of_year(month)) {
        *count += 1;
    }
}

/// Ends seen beside ends expected, drawn towards one.
fn season(ended: &[u32; 12], ran: &[u32; 12]) -> [f64; 12] {
    let (ends, months) = (f64::from(ended.iter().sum::<u32>()), f64::from(ran.iter().sum::<u32>()));
    let mut season = [1.0; 12];
    for ((factor, ended), ran) in season.iter_mut().zip(ended).zip(ran) {
        let expected = ends * f64::from(*ran) / months.max(1.0);
        *factor = (f64::from(*ended) + STEADINESS) / (expected + STEADINESS);
    }
    season
}

/// Days between the end of a contract and the start of the next in the same home, in order.
fn vacancies(portfolio: &Portfolio) -> Vec<i32> {
    let mut days = Vec::new();
    for contracts in by_home(portfolio).values() {
        let pairs = contracts.iter().zip(contracts.iter().skip(1));
        days.extend(pairs.filter_map(|(before, after)| Some(after.start.since(before.end?))));
    }
    days.retain(|days| (0..=LONGEST_VACANCY).contains(days));
    days.sort_unstable();
    days
}

/// The contracts of each home, in order of their start. A contract without a home has one of its own.
pub(super) fn by_home(portfolio: &Portfolio) -> BTreeMap<&str, Vec<&Tenancy>> {
    let mut homes: BTreeMap<&str, Vec<&Tenancy>> = BTreeMap::new();
    for tenancy in &portfolio.tenancies {
        let home = if tenancy.unit.is_empty() { &tenancy.id } else { &tenancy.unit };
        homes.entry(home).or_default().push(tenancy);
    }
    homes.values_mut().for_each(|contracts| contracts.sort_by_key(|contract| contract.start));
    homes
}
