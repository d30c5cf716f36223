//! Shapley values, exact: a value is a whole number of tiny units, and so is every part of it.
//!
//! # Why
//! In floating point the parts would add up to the whole but for the last digits, and two changes that do the same would
//! differ in theirs. A value is therefore rounded once, to 2⁻⁴⁰ of its unit, which is far below what any figure shows, and
//! everything after that is whole numbers: with n players every value times n! is whole.

/// A value in units of 2⁻⁴⁰.
pub(super) type Exact = i128;

/// 2⁴⁰.
const ONE: f64 = 1_099_511_627_776.0;

/// A figure as a whole number of units.
#[expect(clippy::cast_possible_truncation, reason = "figures of a corporation, rounded on purpose")]
pub(super) fn exact(figure: f64) -> Exact {
    libm::round(figure * ONE) as Exact
}

/// A number of units, or of parts of them, as a figure.
pub(super) fn figure(value: Exact, of: Exact) -> f64 {
    value as f64 / of as f64 / ONE
}

/// The part of each of so many players in what all of them bring, each times `factorial(players)`. The value at a place is
/// that of the set of players whose bits are set in it.
/// Source: L. S. Shapley, "A value for n-person games" (1953).
pub(super) fn parts(values: &[Exact], players: usize) -> Vec<Exact> {
    (0..players).map(|player| part(values, players, player)).collect()
}

fn part(values: &[Exact], players: usize, player: usize) -> Exact {
    let value = |set: usize| values.get(set).copied().unwrap_or_default();
    let without = (0..1_usize << players).filter(|set| set >> player & 1 == 0);
    let brought = without.map(|set| {
        let before = set.count_ones() as usize;
        // In so many orders exactly this set comes before the player.
        let orders = factorial(before) * factorial(players - 1 - before);
        orders * (value(set | 1 << player) - value(set))
    });
    brought.sum()
}

/// In how many orders so many can stand.
pub(super) fn factorial(count: usize) -> Exact {
    (1..=count as Exact).product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prop_assert_eq;
    use proptest::proptest;

    #[test]
    fn a_glove_market_is_divided_as_in_the_textbook() {
        // One has a left glove, two have a right one; a pair is worth 6.
        let values: Vec<Exact> = (0..8_usize).map(|set| if set & 1 == 1 && set > 1 { 6 } else { 0 }).collect();
        assert_eq!(parts(&values, 3), [24, 6, 6]);
        assert_eq!(factorial(3), 6);
    }

    #[test]
    fn one_player_brings_all() {
        assert_eq!(parts(&[3, 10], 1), [7]);
        assert_eq!(parts(&[3], 0), [0; 0]);
    }

    #[test]
    fn a_figure_keeps_its_digits() {
        for number in [0.0, 0.013_456_789, -1_234_567.89, 45e6] {
            assert!((figure(exact(number), 1) - number).abs() < 1e-9, "{number}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_add_up_exactly(values in vec(-1_000_000_000_i64..1_000_000_000, 32)) {
            let values: Vec<Exact> = values.into_iter().map(|value| exact(value as f64 / 7.0)).collect();
            let parts = parts(&values, 5);
            prop_assert_eq!(parts.iter().sum::<Exact>(), factorial(5) * (values[31] - values[0]));
        }

        #[test]
        fn who_changes_nothing_gets_exactly_nothing(values in vec(-1e6..1e6, 16)) {
            // The last of five changes no value.
            let values: Vec<Exact> = values.iter().chain(&values).map(|value| exact(*value)).collect();
            prop_assert_eq!(parts(&values, 5).last().copied(), Some(0));
        }

        #[test]
        fn who_do_the_same_get_exactly_the_same(values in vec(-1e6..1e6, 32)) {
            // The value is made the same when the first and the third change places.
            let swapped = |set: usize| set & !0b101 | (set & 1) << 2 | set >> 2 & 1;
            let values: Vec<Exact> = (0..32).map(|set| exact(values[set.min(swapped(set))])).collect();
            let parts = parts(&values, 5);
            prop_assert_eq!(parts[0], parts[2]);
        }
    }
}
