//! Months of the year in which rent is missed more often than in others, as the books show it.

use super::habit::Habit;

/// How many misses a month of the year must differ by before its own figure weighs as much as that of the year.
const STEADINESS: f64 = 20.0;

/// How much oftener rent is missed in each month of the year than by the same tenancies on average.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// The factor on the chance, January first.
    pub factors: [f64; 12],
    /// How many misses were seen in each.
    pub missed: [u32; 12],
    /// How many months tell of each.
    pub seen: [u32; 12],
}

impl Season {
    /// Every month like any other.
    #[must_use]
    pub const fn none() -> Season {
        Season { factors: [1.0; 12], missed: [0; 12], seen: [0; 12] }
    }

    /// Misses seen beside those expected of the same tenancies, each with its own share of misses; drawn towards one.
    #[must_use]
    pub fn of<'a>(habits: impl Iterator<Item = &'a Habit>) -> Season {
        let (mut season, mut expected) = (Season::none(), [0.0; 12]);
        for habit in habits {
            let share = habit.share();
            expected.iter_mut().zip(&habit.seen).for_each(|(sum, seen)| *sum += share * f64::from(*seen));
            season.seen.iter_mut().zip(&habit.seen).for_each(|(sum, seen)| *sum += seen);
            season.missed.iter_mut().zip(&habit.missed).for_each(|(sum, missed)| *sum += missed);
        }
        for ((factor, missed), expected) in season.factors.iter_mut().zip(&season.missed).zip(expected) {
            *factor = (f64::from(*missed) + STEADINESS) / (expected + STEADINESS);
        }
        season
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(seen: u32, in_january: u32) -> Habit {
        let mut missed = [0; 12];
        missed[0] = in_january;
        Habit { seen: [seen; 12], missed, days: Vec::new() }
    }

    #[test]
    fn a_month_with_all_the_misses_stands_out_and_a_few_of_them_say_little() {
        let many = Season::of([habit(100, 60)].iter());
        assert!(many.factors[0] > 3.0 && many.factors[1] < 0.9, "{:?}", many.factors);
        let few = Season::of([habit(3, 2)].iter());
        assert!(few.factors[0] < 1.1 && few.factors[1] > 0.99, "{:?}", few.factors);
    }

    #[test]
    fn months_that_tell_nothing_have_no_season() {
        assert_eq!(Season::of(std::iter::empty()), Season::none());
    }
}
