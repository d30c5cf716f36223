//! How long a trial must last, and what is written down before it begins.

use super::cases::Cases;
use super::cases::Doing;
use super::entry::EntryRule;
use super::power::Outcomes;
use super::power::needed;
use super::power::power;
use super::power::simulated;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::vocabulary::ActionKind;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// After how many months outcomes are looked at.
pub const HORIZONS: [i32; 5] = [3, 6, 9, 12, 18];

/// Of fewer tenancies than this nothing is told: neither an effect that is expected, nor one that was found.
pub const FEWEST: usize = 10;

/// A trial that takes tenancies in for longer than this many months is no trial.
pub const LONGEST: i32 = 60;

/// How many trials are played to see how often one finds what is there.
const TRIALS: u32 = 1_000;

/// In larger trials the formula holds, and none is played.
const LARGEST_PLAYED: usize = 5_000;

/// Less than this a tenancy does not count as being in arrears, in cents.
const NO_ARREARS: i64 = 2_500;

/// What is measured of each tenancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// What it owes, in cents.
    Owed,
    /// Whether it owes more than 25 euros.
    InArrears,
}

impl Pick {
    /// The outcome of what is owed.
    #[must_use]
    pub fn of(self, cents: i64) -> f64 {
        match self {
            Pick::Owed => cents as f64,
            Pick::InArrears => f64::from(u8::from(cents > NO_ARREARS)),
        }
    }
}

/// What a trial finds on average.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// B less A.
    pub difference: f64,
    /// The standard error of that over the runs behind it.
    pub error: f64,
    /// The mean in A.
    pub a: f64,
    /// The mean in B.
    pub b: f64,
    /// The variances of the outcomes of both arms within strata, added up.
    pub spread: f64,
    /// How many tenancies stand behind it, each with a course for every throw in which it came in.
    pub tenancies: usize,
}

/// A trial that could be: what is measured, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The outcome.
    pub pick: Pick,
    /// The place of the horizon in [`HORIZONS`].
    pub horizon: usize,
    /// The horizon in months.
    pub months: i32,
    /// With the number at its least, its value and its most.
    pub effects: [Effects; 3],
    /// How many tenancies an arm needs, with the number likewise.
    pub needed: [Option<f64>; 3],
    /// In how many months so many come in, with the number at its value; none when more than [`LONGEST`].
    pub intake: Option<i32>,
}

/// A trial designed.
#[derive(Clone, Debug, PartialEq)]
pub struct Designed {
    /// What could be.
    pub candidates: Vec<Candidate>,
    /// The place of the one that is to be measured.
    pub chosen: usize,
    /// The share of trials of that size that find the effect, with the number at its least, value and most.
    pub found: [f64; 3],
    /// How many were played for that; none where the formula told it.
    pub played: u32,
    /// How many come in in each month of the books, a throw.
    pub by_month: Vec<f64>,
    /// What shows whether the arms were kept apart.
    pub doing: Option<Doing>,
}

/// What is expected, as written down before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// With the number at its value.
    pub difference: f64,
    /// With the number at its least and at its most.
    pub at_low: f64,
    /// With the number at its most.
    pub at_high: f64,
    /// The variances of both arms, added up.
    pub spread: f64,
    /// The share of trials of this size that find it.
    pub power: f64,
}

/// A design as it is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// The scenario that it was designed with.
    pub scenario: String,
    /// The policies of arms A and B, by their names in it.
    pub policies: [String; 2],
    /// The hashes of every policy, the behaviour and the scenario, by file.
    pub hashes: BTreeMap<String, String>,
    /// The number that it is about.
    pub number: String,
    /// The seed of the allocation.
    pub seed: u64,
    /// The hash of the allocation.
    pub allocation: String,
    /// The last day of the books that the allocation was made of: what began later has no arm and is left out.
    pub allocated_on: Day,
    /// The first day of the trial.
    pub start: Day,
    /// In how many months enough tenancies come in; none where [`LONGEST`] are not enough.
    pub intake_months: Option<i32>,
    /// When one does.
    pub entry: EntryRule,
    /// What is measured.
    pub outcome: Pick,
    /// So many months after a tenancy came in.
    pub horizon_months: i32,
    /// How many tenancies each arm needs.
    pub needed_per_arm: u32,
    /// The power that was asked for; the significance is 5 % two-sided.
    pub power: f64,
    /// What is expected.
    pub expected: Expected,
    /// What shows whether the arms were kept apart.
    pub doing: Option<Doing>,
}

#[cfg(test)]
impl Design {
    /// A trial of half a year of intake and three months of waiting, of which nothing else matters.
    pub(crate) fn sample() -> Design {
        let day = |text: &str| text.parse::<Day>().unwrap();
        Design {
            scenario: String::new(),
            policies: [String::new(), String::new()],
            hashes: BTreeMap::new(),
            number: String::new(),
            seed: 1,
            allocation: String::new(),
            allocated_on: day("2025-06-30"),
            start: day("2025-07-01"),
            intake_months: Some(6),
            entry: EntryRule { months: 1.0, days: 10 },
            outcome: Pick::InArrears,
            horizon_months: 3,
            needed_per_arm: 100,
            power: 0.8,
            expected: Expected { difference: -0.1, at_low: 0.0, at_high: -0.2, spread: 0.4, power: 0.8 },
            doing: None,
        }
    }
}

impl Design {
    /// The days on which tenancies come in.
    #[must_use]
    pub fn intake(&self) -> Period {
        let months = self.intake_months.unwrap_or(LONGEST);
        Period { from: self.start, to: self.start.plus_months(months).plus(-1) }
    }

    /// The last day on which an outcome falls.
    #[must_use]
    pub fn last_day(&self) -> Day {
        self.intake().to.plus_months(self.horizon_months)
    }

    /// The key of the first value that no design can have.
    #[must_use]
    pub fn unsound(&self) -> Option<&'static str> {
        let is_amount = |value: f64| value.is_finite() && value >= 0.0;
        let sound = [
            ("start", self.start > self.allocated_on),
            ("intake_months", self.intake_months.is_none_or(|months| (1..=LONGEST).contains(&months))),
            ("entry", self.entry.months > 0.0 && is_amount(self.entry.months) && self.entry.days >= 0),
            ("horizon_months", HORIZONS.contains(&self.horizon_months)),
            ("power", (0.5..0.999).contains(&self.power)),
            ("expected", is_amount(self.expected.difference.abs()) && is_amount(self.expected.spread)),
        ];
        sound.into_iter().find(|(_, is_sound)| !is_sound).map(|(key, _)| key)
    }
}

/// What is to be measured, and how surely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The outcome.
    pub pick: Pick,
    /// After how many months.
    pub months: i32,
    /// The chance with which the expected difference must be found.
    pub power: f64,
    /// The seed of the trials that are played.
    pub seed: u64,
}

/// Why there is no design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undesigned {
    /// The policies come to exactly the same.
    NothingDiffers,
    /// Too few come in whose outcome falls within the books; after these months there are enough.
    TooFew(Vec<i32>),
}

/// What a simulated stock comes to at a horizon; none where fewer than [`FEWEST`] tenancies have an outcome.
#[must_use]
pub fn effects(cases: &Cases, pick: Pick, horizon: usize) -> Option<Effects> {
    let owed = |case: &super::Case| case.owed_at(horizon).map(|owed| owed.map(|cents| pick.of(cents)));
    let mut strata: BTreeMap<&str, Vec<[f64; 2]>> = BTreeMap::new();
    let mut all: Vec<[f64; 2]> = Vec::new();
    for case in &cases.cases {
        if let Some(pair) = owed(case) {
            strata.entry(&case.stratum).or_default().push(pair);
            all.push(pair);
        }
    }
    let count = all.len() as f64;
    let apart = cases.cases.iter().filter_map(|case| owed(case).map(|[a, b]| (case.place, b - a)));
    let (difference, error, tenancies) = clustered(apart);
    if tenancies < FEWEST {
        return None;
    }
    let first = |of: &[[f64; 2]]| of.iter().map(|[a, _]| *a).collect::<Vec<f64>>();
    let second = |of: &[[f64; 2]]| of.iter().map(|[_, b]| *b).collect::<Vec<f64>>();
    let spread =
        strata.values().map(|of| of.len() as f64 / count * (variance(&first(of)) + variance(&second(of)))).sum();
    Some(Effects { difference, error, a: mean(&first(&all)), b: mean(&second(&all)), spread, tenancies })
}

/// The mean, its standard error, and how many clusters there are: runs of one tenancy are alike.
fn clustered(values: impl Iterator<Item = (usize, f64)>) -> (f64, f64, usize) {
    let mut sums: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for (cluster, value) in values {
        let [count, sum] = sums.entry(cluster).or_default();
        (*count, *sum) = (*count + 1.0, *sum + value);
    }
    let [count, sum] = sums.values().fold([0.0, 0.0], |all, of| [all[0] + of[0], all[1] + of[1]]);
    let mean = sum / count.max(1.0);
    let clusters = sums.len() as f64;
    let apart: f64 = sums.values().map(|[count, sum]| (sum - count * mean) * (sum - count * mean)).sum();
    let error = libm::sqrt(apart * clusters / (clusters - 1.0).max(1.0)) / count.max(1.0);
    (mean, error, sums.len())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|value| (value - middle) * (value - middle)).sum::<f64>() / (values.len().max(2) - 1) as f64
}

/// Designs a trial of what it is to measure, from what is simulated with the number at its least, value and most. What else could
/// be measured stands beside it and is never chosen for its effect: of many outcomes in few runs the best looks better than it is.
///
/// # Errors
/// [`Undesigned`] where nothing differs, or too few outcomes fall within the books.
pub fn design(runs: [&Cases; 3], window: Period, aim: Aim, kinds: &[ActionKind]) -> Result<Designed, Undesigned> {
    let [_, central, _] = runs;
    let by_month = central.by_month(window);
    let both = |horizon| [Pick::Owed, Pick::InArrears].map(|pick| (horizon, pick));
    let all = HORIZONS.iter().enumerate().flat_map(|(horizon, months)| both((horizon, *months)));
    let candidates: Vec<Candidate> = all
        .filter_map(|((horizon, months), pick)| {
            let [low, value, high] = runs.map(|cases| effects(cases, pick, horizon));
            let effects = [low?, value?, high?];
            let an_arm = effects.map(|of| needed(of.difference, of.spread, aim.power));
            let [_, at_value, _] = an_arm;
            let intake = at_value.and_then(|count| months_for(2.0 * count, &by_month));
            Some(Candidate { pick, horizon, months, effects, needed: an_arm, intake })
        })
        .collect();
    let of_outcome = |of: &&Candidate| of.pick == aim.pick;
    let too_few = || Undesigned::TooFew(candidates.iter().filter(of_outcome).map(|of| of.months).collect());
    let wanted = |of: &Candidate| of.pick == aim.pick && of.months == aim.months;
    let chosen = candidates.iter().position(wanted).ok_or_else(too_few)?;
    let of = candidates.get(chosen).ok_or_else(too_few)?;
    let [_, an_arm, _] = of.needed;
    let size = whole(2.0 * an_arm.ok_or(Undesigned::NothingDiffers)?);
    let played = if size <= LARGEST_PLAYED { TRIALS } else { 0 };
    // What lies on the other side of nothing than expected is no find.
    let [_, expected, _] = of.effects;
    let towards = expected.difference.signum();
    let found = if played > 0 {
        runs.map(|cases| played_power(cases, of, towards, (size, played, aim.seed)))
    } else {
        of.effects.map(|of| power(of.difference * towards, of.spread, size as f64 / 2.0))
    };
    let doing = shows(central, of.horizon, kinds);
    Ok(Designed { chosen, found, played, by_month, doing, candidates })
}

/// The share of played trials that find the effect of a candidate.
fn played_power(cases: &Cases, of: &Candidate, towards: f64, (size, trials, seed): (usize, u32, u64)) -> f64 {
    let stock: Vec<Outcomes<'_>> = cases
        .cases
        .iter()
        .filter_map(|case| {
            let [a, b] = case.owed_at(of.horizon)?;
            Some((of.pick.of(a), of.pick.of(b), case.stratum.as_str()))
        })
        .collect();
    simulated(&stock, (of.pick, towards), size, trials, seed)
}

/// In how many months so many come in. After the books, as many a month as in the last half of them.
fn months_for(tenancies: f64, by_month: &[f64]) -> Option<i32> {
    let later = by_month.get(by_month.len() / 2..).unwrap_or_default();
    let pace = later.iter().sum::<f64>() / later.len().max(1) as f64;
    let of_month = |nth: usize| by_month.get(nth).copied().unwrap_or(pace);
    let mut sum = 0.0;
    (0..LONGEST)
        .find(|nth| {
            sum += of_month(usize::try_from(*nth).unwrap_or(0));
            sum >= tenancies
        })
        .map(|nth| nth + 1)
}

/// The kind of which the arms differ most, of these; none where they hardly do.
fn shows(cases: &Cases, horizon: usize, kinds: &[ActionKind]) -> Option<Doing> {
    let all = kinds.iter().map(|kind| cases.doing(*kind, horizon));
    let apart = |doing: &Doing| (doing.a - doing.b).abs();
    all.max_by(|a, b| apart(a).total_cmp(&apart(b))).filter(|doing| apart(doing) >= 0.1)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of tenancies, cut off far below the largest"
)]
pub(super) fn whole(count: f64) -> usize {
    libm::ceil(count.clamp(0.0, 2e9)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stock_comes_in_first_and_later_months_go_on_at_the_pace_of_the_last() {
        let by_month = [50.0, 20.0, 10.0, 10.0];
        assert_eq!(months_for(50.0, &by_month), Some(1));
        assert_eq!(months_for(71.0, &by_month), Some(3));
        assert_eq!(months_for(120.0, &by_month), Some(7));
        assert_eq!(months_for(5_000.0, &by_month), None);
    }

    /// Tenancies that came in; of each, what it owes after three months under either policy.
    fn came_in(owed: &[[i64; 2]]) -> Cases {
        let case = |(place, [a, b]): (usize, &[i64; 2])| {
            let after = |owed: i64| [Some(owed), None, None, None, None];
            super::super::cases::bare(place, [after(*a), after(*b)])
        };
        Cases { cases: owed.iter().enumerate().map(case).collect(), throws: 1, ..Cases::default() }
    }

    #[test]
    fn what_is_asked_for_is_designed_and_nothing_that_rests_on_few() {
        let window = Period { from: Day::from_number(0), to: Day::from_number(360) };
        let aim = |pick, months| Aim { pick, months, power: 0.8, seed: 1 };
        let owed: Vec<[i64; 2]> = (0..12).map(|nth| [50_000 + 1_000 * (nth % 4), 60_000 + 3_000 * (nth % 3)]).collect();
        let cases = came_in(&owed);
        let designed = design([&cases; 3], window, aim(Pick::Owed, 3), &[]).unwrap();
        let of = &designed.candidates[designed.chosen];
        assert_eq!((of.pick, of.months, of.effects[1].tenancies), (Pick::Owed, 3, 12));
        // All owe more than 25 euros in both arms.
        assert_eq!(design([&cases; 3], window, aim(Pick::InArrears, 3), &[]), Err(Undesigned::NothingDiffers));
        assert_eq!(design([&cases; 3], window, aim(Pick::Owed, 6), &[]), Err(Undesigned::TooFew(vec![3])));
        let few = came_in(&owed[..9]);
        assert_eq!(design([&few; 3], window, aim(Pick::Owed, 3), &[]), Err(Undesigned::TooFew(vec![])));
    }

    #[test]
    fn a_trial_of_whatever_size_finds_the_difference_with_the_chance_that_was_asked_for() {
        let window = Period { from: Day::from_number(0), to: Day::from_number(360) };
        // Of 2000 tenancies one more is in arrears under B: it takes far more than all of the Netherlands has.
        let owed: Vec<[i64; 2]> =
            (0..2_000).map(|nth| [90_000 * (nth % 2), 90_000 * (nth % 2).max(i64::from(nth == 0))]).collect();
        let cases = came_in(&owed);
        let aim = Aim { pick: Pick::InArrears, months: 3, power: 0.8, seed: 1 };
        let designed = design([&cases; 3], window, aim, &[]).unwrap();
        let [_, needed, _] = designed.candidates[designed.chosen].needed;
        assert!(needed.unwrap() > 1_000_000.0, "{needed:?}");
        assert_eq!(designed.played, 0);
        assert!(designed.found.iter().all(|found| (found - 0.8).abs() < 0.001), "{:?}", designed.found);
    }

    #[test]
    fn one_tenancy_in_many_throws_is_one_tenancy() {
        let mut cases = came_in(&[[50_000, 60_000]; 12]);
        cases.cases.iter_mut().for_each(|case| case.place %= 9);
        assert_eq!(effects(&cases, Pick::Owed, 0), None);
    }

    #[test]
    fn runs_of_one_tenancy_that_come_out_alike_say_no_more_than_one() {
        let differences = [1.0, 0.0, 0.0, -1.0, 2.0, 1.0];
        let once = clustered(differences.into_iter().enumerate());
        let often = clustered((0..10).flat_map(|_| differences.into_iter().enumerate()));
        assert!((once.0 - 0.5).abs() < 1e-12 && (once.0 - often.0).abs() < 1e-12, "{once:?} {often:?}");
        assert!((once.1 - often.1).abs() < 1e-12 && once.1 > 0.4, "{once:?} {often:?}");
        assert_eq!((once.2, often.2), (6, 6));
    }
}
