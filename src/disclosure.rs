//! What may leave the corporation: counts from which nothing follows about fewer than ten tenancies.
//!
//! Knows no policy and no tenant, only counts. Always: a count that is kept back follows from no sum that is shared
//! (`what_is_kept_back_follows_from_no_sum`).

use std::collections::BTreeMap;

/// Fewer than this many are not counted in what may be shared.
pub const FEWEST: u64 = 10;

/// Whether a count may be shared: none at all, or enough.
#[must_use]
pub const fn may_be_shared(count: u64) -> bool {
    count == 0 || count >= FEWEST
}

/// Whether a mean of counts may be shared: none at all, or enough.
#[must_use]
pub fn may_be_shown(count: f64) -> bool {
    !(1e-9..FEWEST as f64).contains(&count)
}

/// Whether two counts of the same may stand beside each other: each may be shared, and so may what lies between them.
#[must_use]
pub const fn both_may_be_shared([old, new]: [u64; 2]) -> bool {
    may_be_shared(old) && may_be_shared(new) && may_be_shared(old.abs_diff(new))
}

/// Parts of a whole that may be shared, largest first and no more than so many, and how many are in the others together. The
/// others are so many that none of them follows from the whole; where that cannot be, nothing is shown.
#[must_use]
pub fn shown_parts(cells: &[(String, u64)], most: usize) -> (Vec<&(String, u64)>, u64) {
    let mut shown: Vec<&(String, u64)> = cells.iter().filter(|(_, count)| *count > 0).collect();
    shown.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let enough = shown.iter().take_while(|(_, count)| may_be_shared(*count)).count();
    let hidden = shown.split_off(enough.min(most));
    let mut together: u64 = hidden.iter().map(|(_, count)| count).sum();
    while !may_be_shared(together) {
        match shown.pop() {
            Some((_, count)) => together += count,
            None => break,
        }
    }
    (shown, together)
}

/// A count under two policies that adds to sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summand {
    /// How often under either.
    pub counts: [u64; 2],
    /// To which sums it adds, by their places, and how often each time.
    pub adds_to: BTreeMap<usize, u64>,
    /// Whether it may be shared.
    pub shared: bool,
}

/// Keeps back what would follow: of a sum that is shared, those of its summands that are not are several that add to
/// nothing else and together are enough; of a sum that is not, one summand at least is not either.
pub fn keep_back(summands: &mut [Summand], sums: &mut [bool]) {
    // Each round keeps one more back, until there is nothing left to keep back.
    while (0..sums.len()).any(|sum| keep_one_back(summands, sums, sum)) {}
}

/// Keeps one more back where something would follow from a sum; whether it did.
fn keep_one_back(summands: &mut [Summand], sums: &mut [bool], place: usize) -> bool {
    let Some(sum) = sums.get_mut(place) else { return false };
    let own = || summands.iter().filter(|of| of.adds_to.contains_key(&place));
    let hidden: Vec<&Summand> = own().filter(|of| !of.shared).collect();
    let alone = hidden.iter().all(|of| of.adds_to.len() == 1);
    if *sum {
        let weight = |of: &Summand| of.adds_to.get(&place).copied().unwrap_or(0);
        let together =
            [0, 1].map(|side| hidden.iter().map(|of| of.counts.get(side).copied().unwrap_or(0) * weight(of)).sum());
        if hidden.is_empty() || alone && hidden.len() > 1 && both_may_be_shared(together) {
            return false;
        }
        let has_more = own().any(|of| of.shared && of.adds_to.len() == 1);
        if !(alone && has_more) {
            *sum = false;
            return true;
        }
    } else if own().next().is_none() || !hidden.is_empty() {
        return false;
    }
    let only_alone = *sum;
    let may_go =
        |of: &&mut Summand| of.shared && of.adds_to.contains_key(&place) && (of.adds_to.len() == 1 || !only_alone);
    let smallest = summands.iter_mut().filter(may_go).min_by_key(|of| of.counts.iter().sum::<u64>());
    smallest.is_some_and(|of| std::mem::replace(&mut of.shared, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(counts: &[u64]) -> (Vec<u64>, u64) {
        let cells: Vec<(String, u64)> = counts.iter().map(|count| (format!("part {count}"), *count)).collect();
        let (shown, together) = shown_parts(&cells, 12);
        (shown.iter().map(|cell| cell.1).collect(), together)
    }

    #[test]
    fn a_part_of_few_does_not_follow_from_the_others() {
        assert_eq!(shown(&[40, 20, 15]), (vec![40, 20, 15], 0));
        // The 4 would follow from the whole: the 15 stays unnamed with it.
        assert_eq!(shown(&[40, 15, 4, 20]), (vec![40, 20], 19));
        assert_eq!(shown(&[40, 6, 5]), (vec![40], 11));
        assert_eq!(shown(&[12, 4]), (Vec::new(), 16));
        assert_eq!(shown(&[3, 4]), (Vec::new(), 7));
        assert_eq!(shown(&[0, 11]), (vec![11], 0));
    }

    #[test]
    fn a_few_more_are_kept_back_as_a_few_are() {
        assert!(both_may_be_shared([300, 300]) && both_may_be_shared([300, 310]) && both_may_be_shared([0, 12]));
        assert!(!both_may_be_shared([300, 303]) && !both_may_be_shared([4, 40]) && !both_may_be_shared([12, 9]));
    }

    /// The rank of a matrix of whole numbers; elimination without fractions.
    fn rank(rows: &[Vec<i128>]) -> usize {
        let mut rows = rows.to_vec();
        let (mut rank, width) = (0, rows.first().map_or(0, Vec::len));
        for column in 0..width {
            let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
            rows.swap(rank, pivot);
            let own = rows[rank].clone();
            for row in rows.iter_mut().skip(rank + 1) {
                let factor = row[column];
                for (cell, of_own) in row.iter_mut().zip(&own) {
                    *cell = *cell * own[column] - of_own * factor;
                }
            }
            rank += 1;
        }
        rank
    }

    /// Whether a weighted sum of what is kept back follows from the sums that are shared.
    fn follows(known: &[Vec<i128>], asked: &[i128]) -> bool {
        let with: Vec<Vec<i128>> = known.iter().cloned().chain([asked.to_vec()]).collect();
        rank(&with) == rank(known)
    }

    fn summands() -> impl Strategy<Value = Vec<Summand>> {
        let counts = prop::array::uniform2(prop_oneof![Just(0_u64), 1..10_u64, 10..60_u64]);
        let adds_to = prop::collection::btree_map(0..4_usize, 1..3_u64, 1..4);
        let summand = (counts, adds_to).prop_map(|(counts, adds_to)| Summand {
            shared: both_may_be_shared(counts),
            counts,
            adds_to,
        });
        prop::collection::vec(summand, 0..8)
    }

    proptest! {
        #[test]
        fn what_is_kept_back_follows_from_no_sum(mut summands in summands()) {
            let total = |sum: usize| {
                [0, 1].map(|side| summands.iter().map(|of: &Summand| {
                    of.counts[side] * of.adds_to.get(&sum).copied().unwrap_or(0)
                }).sum::<u64>())
            };
            let mut sums: Vec<bool> = (0..4).map(|sum| both_may_be_shared(total(sum))).collect();
            keep_back(&mut summands, &mut sums);
            let hidden: Vec<&Summand> = summands.iter().filter(|of| !of.shared).collect();
            let row = |sum: usize| -> Vec<i128> {
                hidden.iter().map(|of| i128::from(of.adds_to.get(&sum).copied().unwrap_or(0))).collect()
            };
            let known: Vec<Vec<i128>> = (0..4).filter(|sum| sums[*sum]).map(row).collect();
            for place in 0..hidden.len() {
                let alone: Vec<i128> = (0..hidden.len()).map(|at| i128::from(at == place)).collect();
                prop_assert!(!follows(&known, &alone), "summand {place} follows: {summands:?} {sums:?}");
            }
            for sum in (0..4).filter(|sum| !sums[*sum]) {
                let nobody = total_is_empty(&summands, sum);
                prop_assert!(nobody || !follows(&known, &row(sum)), "sum {sum} follows: {summands:?} {sums:?}");
            }
        }
    }

    fn total_is_empty(summands: &[Summand], sum: usize) -> bool {
        !summands.iter().any(|of| of.adds_to.contains_key(&sum))
    }
}
