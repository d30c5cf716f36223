//! How a budget of runs is divided: over many candidates briefly, fewer at length, and the few that are left once more with
//! other luck.

use super::trim;
use crate::compare::Chance;
use crate::compare::FEWEST_RUNS;
use crate::locale::Locale;
use crate::locale::Phrase;

/// What is to be divided, and over what.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How many runs there may be of candidates: candidates × replications.
    pub budget: u64,
    /// How many replications the scenario asks.
    pub replications: u32,
    /// How many points of the front are wanted at most.
    pub points: usize,
    /// How many combinations of settings there are, the baseline's own included.
    pub combinations: u128,
    /// How many settings are searched.
    pub settings: usize,
    /// What is left to chance.
    pub chance: Chance,
}

/// How combinations are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Every combination, each with all replications.
    #[default]
    Exhaustive,
    /// Every combination briefly, and the promising ones with all replications.
    Screened,
    /// As many as the budget allows, chosen by NSGA-II, and the promising ones with all replications.
    Search,
}

/// A divided budget.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// How combinations are chosen.
    pub method: Method,
    /// The replications of a candidate at first.
    pub brief: u32,
    /// The replications of one that is promising, and of the re-check.
    pub full: u32,
    /// How many candidates are tried.
    pub candidates: usize,
    /// How many of them are promising enough to be tried at length; with [`Method::Exhaustive`] all are.
    pub finalists: usize,
    /// How many of those are looked at for changes that do not matter.
    pub trimmed: usize,
    /// How many runs that takes at most.
    pub trimming: u64,
    /// How many points of the front are told and re-checked at most.
    pub points: usize,
}

/// A budget with which nothing can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSmall {
    /// The budget.
    pub budget: u64,
    /// The least that will do.
    pub needed: u64,
}

/// Of every so many replications one is used to see whether a candidate is promising.
const BRIEFER: u32 = 5;

/// The least budget, in candidates with all replications.
const LEAST: u64 = 10;

impl Division {
    /// Divides a budget.
    ///
    /// # Errors
    /// [`TooSmall`] when there would be too few candidates to speak of a search.
    pub fn of(wish: Wish) -> Result<Division, TooSmall> {
        let full = if wish.chance == Chance::Nothing { 1 } else { wish.replications.max(1) };
        let again = u64::from(wish.chance != Chance::Nothing);
        let others = u64::try_from(wish.combinations.saturating_sub(1)).unwrap_or(u64::MAX);
        let runs = u64::from(full);
        let most_points = (wish.points as u64).max(1);
        let exhaustive = others.saturating_add(again * others.min(most_points)).saturating_mul(runs);
        if exhaustive <= wish.budget {
            let points = whole(others.min(most_points));
            let candidates = whole(others);
            let whole = Division { method: Method::Exhaustive, brief: full, full, candidates, ..Division::default() };
            return Ok(Division { finalists: candidates, points, ..whole });
        }
        let needed = LEAST.saturating_mul(runs).min(exhaustive);
        if wish.budget < needed {
            return Err(TooSmall { budget: wish.budget, needed });
        }
        Ok(Division::in_two(wish, full, others))
    }

    /// A fifth of the budget for the re-check at most, half as much again for those that are promising, two fifths for
    /// trimming them at most, the rest for the search.
    fn in_two(wish: Wish, full: u32, others: u64) -> Division {
        let runs = u64::from(full);
        let points = (wish.budget / (5 * runs)).clamp(1, (wish.points as u64).max(1));
        let is_drawn = wish.chance != Chance::Nothing;
        // Where nothing is drawn a first run says all: there is nothing to do again.
        let finalists = if is_drawn { points + points.div_ceil(2) } else { 0 };
        let brief = if is_drawn { (full / BRIEFER).max(fewest()).min(full) } else { full };
        let at_length = if is_drawn { (points + finalists) * runs } else { 0 };
        let left = wish.budget.saturating_sub(at_length);
        if others <= left / u64::from(brief) {
            let (method, candidates) = (Method::Screened, whole(others));
            let (finalists, points) = (whole(finalists), whole(points));
            return Division { method, brief, full, candidates, finalists, points, ..Division::default() };
        }
        let each = trim::cost(wish.settings) * u64::from(brief);
        let trimmed = finalists.min(wish.budget * 2 / 5 / each);
        let candidates = whole(left.saturating_sub(trimmed * each) / u64::from(brief));
        let (finalists, points) = (whole(finalists), whole(points));
        let trimming = trimmed * each;
        Division {
            method: Method::Search,
            brief,
            full,
            candidates,
            finalists,
            trimmed: whole(trimmed),
            trimming,
            points,
        }
    }

    /// How many runs of candidates there are at most.
    #[must_use]
    pub fn runs(&self, chance: Chance) -> u64 {
        let at_first = self.candidates as u64 * u64::from(self.brief);
        let at_length = if self.method == Method::Exhaustive { 0 } else { self.finalists as u64 };
        let again = if chance == Chance::Nothing { 0 } else { self.points as u64 };
        at_first + self.trimming + (at_length + again) * u64::from(self.full)
    }
}

/// Below so many runs nothing can be told apart.
fn fewest() -> u32 {
    u32::try_from(FEWEST_RUNS).unwrap_or(1)
}

fn whole(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl TooSmall {
    /// What is wrong, for people, and what to do instead.
    #[must_use]
    pub fn phrases(&self) -> (Phrase, Phrase) {
        let TooSmall { budget, needed } = self;
        let message = Phrase::new(
            format!("a budget of {} is too small to find anything", Locale::En.runs(*budget)),
            format!("met een budget van {} is niets te vinden", Locale::Nl.runs(*budget)),
        );
        let help = Phrase::new(
            format!("give `--budget {needed}` or more, fewer `--replications`, or fewer settings with `--setting`"),
            format!(
                "geef `--budget {needed}` of meer, minder `--replications`, of minder instellingen met `--setting`"
            ),
        );
        (message, help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::prop_assert;
    use proptest::proptest;

    fn wish(budget: u64, combinations: u128) -> Wish {
        Wish { budget, replications: 40, points: 12, combinations, settings: 16, chance: Chance::Households }
    }

    #[test]
    fn a_grid_that_fits_is_tried_whole_and_a_large_one_is_searched() {
        let of = |budget, combinations| Division::of(wish(budget, combinations)).unwrap();
        assert_eq!(of(4_000, 80).method, Method::Exhaustive);
        assert_eq!((of(4_000, 80).candidates, of(4_000, 80).brief), (79, 40));
        assert_eq!(of(4_000, 200).method, Method::Screened);
        let search = of(4_000, u128::MAX);
        assert_eq!((search.method, search.candidates), (Method::Search, 166));
        assert_eq!((search.brief, search.finalists, search.trimmed, search.points), (8, 18, 8, 12));
    }

    #[test]
    fn a_budget_that_is_too_small_says_what_will_do() {
        let TooSmall { needed, .. } = Division::of(wish(399, u128::MAX)).unwrap_err();
        assert_eq!(needed, 400);
        assert!(Division::of(wish(400, u128::MAX)).is_ok());
        assert_eq!(Division::of(wish(100, 3)).unwrap_err().needed, 160);
    }

    #[test]
    fn where_nothing_is_left_to_chance_a_candidate_takes_one_run() {
        let wish = Wish { chance: Chance::Nothing, ..wish(100, u128::MAX) };
        let division = Division::of(wish).unwrap();
        assert_eq!((division.brief, division.full, division.candidates, division.finalists), (1, 1, 100, 0));
        assert_eq!(division.runs(Chance::Nothing), 100);
    }

    proptest! {
        #[test]
        fn no_division_spends_more_than_the_budget(budget in 1_u64..100_000, replications in 1_u32..200, combinations in 2_u128..1_000_000, points in 1_usize..40, settings in 1_usize..30, fixed: bool) {
            let chance = if fixed { Chance::Nothing } else { Chance::Households };
            if let Ok(division) = Division::of(Wish { budget, replications, points, combinations, settings, chance }) {
                prop_assert!(division.runs(chance) <= budget, "{:?}", division);
                prop_assert!(division.candidates > 0 && division.points > 0);
            }
        }
    }
}
