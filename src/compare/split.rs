//! Of what the spread of a figure over runs is made: not knowing how people respond, and luck.
//!
//! Runs come in pairs: both runs of a pair take the same numbers of behaviour, each has its own luck. What differs within a
//! pair is luck alone; what pairs differ on top of that is the numbers.
//! Always: the two parts are variances, none is below zero, and they are estimates that say how sure they are.
//!
//! Source: the components of variance of a one-way design (Fisher, "Statistical methods for research workers", 1925, on
//! intraclass correlation); for pairs, half the mean square between pairs less half the mean square within them.

/// So many runs share one draw of the numbers of behaviour.
pub const RUNS_OF_A_DRAW: u32 = 2;

/// The means of the runs of each draw: runs that share their numbers tell of these but once.
#[must_use]
pub fn by_draw(values: &[f64]) -> Vec<f64> {
    let runs = usize::try_from(RUNS_OF_A_DRAW).unwrap_or(1);
    values.chunks(runs).map(|chunk| chunk.iter().sum::<f64>() / chunk.len() as f64).collect()
}

/// Of fewer draws than this a share would be a guess.
pub const FEWEST_DRAWS: usize = 10;

/// The quantile of the normal distribution that leaves 5 % above it: 90 % lies between it and its opposite.
pub(super) const NINE_IN_TEN: f64 = 1.644_853_626_951_472_7;

/// The parts of a figure's variance over runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The variance that comes from not knowing the numbers of behaviour.
    pub behaviour: f64,
    /// The variance that is luck: what would differ if every number were known.
    pub luck: f64,
    /// How many draws of the numbers it rests on.
    pub draws: usize,
    /// How alike two runs with the same numbers are: their correlation, below zero by chance alone.
    alikeness: f64,
}

impl Split {
    /// The parts of the variance of values, one a run, pair by pair; a last run without another is left out. None of fewer
    /// than two pairs.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Split> {
        let pairs: Vec<(f64, f64)> = values.chunks_exact(2).filter_map(pair).collect();
        let draws = pairs.len();
        if draws < 2 {
            return None;
        }
        let count = draws as f64;
        let mean = pairs.iter().map(|(one, other)| (one + other) / 2.0).sum::<f64>() / count;
        let between = |(one, other): &(f64, f64)| {
            let away = (one + other) / 2.0 - mean;
            2.0 * away * away
        };
        let between = pairs.iter().map(between).sum::<f64>() / (count - 1.0);
        let within = pairs.iter().map(|(one, other)| (one - other) * (one - other) / 2.0).sum::<f64>() / count;
        let whole = between + within;
        let alikeness = if whole > 0.0 { (between - within) / whole } else { 0.0 };
        Some(Split { behaviour: ((between - within) / 2.0).max(0.0), luck: within, draws, alikeness })
    }

    /// The share of the variance that comes from not knowing the numbers; the rest is luck. None where nothing varies, or of
    /// fewer than [`FEWEST_DRAWS`] draws.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let whole = self.behaviour + self.luck;
        (whole > 0.0 && self.draws >= FEWEST_DRAWS).then(|| self.behaviour / whole)
    }

    /// Between what values that share lies, with 90 % certainty.
    /// Source: Fisher's z of the correlation within pairs, with variance 1 ÷ (pairs − 3/2).
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.share()?;
        let near_one = 1.0 - 1e-12;
        let z = libm::atanh(self.alikeness.clamp(-near_one, near_one));
        let reach = NINE_IN_TEN / libm::sqrt(self.draws as f64 - 1.5);
        let share = |z: f64| libm::tanh(z).max(0.0);
        Some((share(z - reach), share(z + reach)))
    }
}

fn pair(values: &[f64]) -> Option<(f64, f64)> {
    match values {
        [one, other] => Some((*one, *other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::DrawKey;
    use crate::chance::DrawKind;

    /// About normal, with variance 1.
    fn noise(number: u32, tenancy: u64) -> f64 {
        let key =
            |nth| DrawKey { seed: 5, replication: number, tenancy, kind: DrawKind::Synthesis, month: 0, number: nth };
        (0..12).map(|nth| key(nth).uniform()).sum::<f64>() - 6.0
    }

    /// Runs of which the numbers give so much variance and luck so much.
    fn planted(draws: u32, behaviour: f64, luck: f64) -> Vec<f64> {
        let run = |nth: u32| 7.0 + behaviour.sqrt() * noise(nth / RUNS_OF_A_DRAW, 1) + luck.sqrt() * noise(nth, 2);
        (0..draws * RUNS_OF_A_DRAW).map(run).collect()
    }

    #[test]
    fn planted_parts_of_the_variance_are_found_again() {
        for (behaviour, luck) in [(3.0, 1.0), (1.0, 1.0), (0.5, 4.0)] {
            let split = Split::of(&planted(4000, behaviour, luck)).unwrap();
            assert!((split.behaviour - behaviour).abs() < 0.1 * (behaviour + luck), "{split:?}");
            assert!((split.luck - luck).abs() < 0.1 * luck, "{split:?}");
        }
    }

    #[test]
    fn nine_in_ten_intervals_of_the_share_hold_what_was_planted() {
        let all = planted(4000, 2.0, 2.0);
        let holds = |runs: &[f64]| {
            let (low, high) = Split::of(runs).unwrap().interval().unwrap();
            low <= 0.5 && 0.5 <= high
        };
        let held = all.chunks_exact(40).filter(|runs| holds(runs)).count();
        assert!((170..=190).contains(&held), "{held} of 200");
    }

    #[test]
    fn what_does_not_hang_on_the_numbers_is_luck_and_the_other_way_round() {
        let luck = Split::of(&planted(2000, 0.0, 1.0)).unwrap().share().unwrap();
        let numbers = Split::of(&planted(2000, 1.0, 0.0)).unwrap().share().unwrap();
        assert!(luck < 0.05, "{luck}");
        assert!((numbers - 1.0).abs() < 1e-12, "{numbers}");
    }

    #[test]
    fn of_what_does_not_vary_and_of_few_draws_no_share_is_told() {
        assert_eq!(Split::of(&[2.0; 40]).unwrap().share(), None);
        assert_eq!(Split::of(&planted(9, 1.0, 1.0)).unwrap().share(), None);
        assert_eq!(Split::of(&[1.0, 2.0, 3.0]), None);
    }
}
