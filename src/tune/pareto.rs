//! Which of several candidates are worth having: none of the others is as good in everything and better in something.
//!
//! Knows numbers only; less is better in each. Always: a candidate that breaches a guarantee stands behind every one that
//! breaches none.
//! Source: Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II" (2002):
//! non-dominated sorting, crowding distance and domination under constraints.

/// What a candidate came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// One number an objective; less is better.
    pub objectives: Vec<f64>,
    /// How often it breached a guarantee; with any, it is no choice.
    pub breaches: u64,
}

/// Whether one candidate is as good as another in everything, and better in something.
#[must_use]
pub fn dominates(one: &[f64], other: &[f64]) -> bool {
    let pairs = || one.iter().zip(other);
    pairs().all(|(own, other)| own <= other) && pairs().any(|(own, other)| own < other)
}

impl Score {
    /// The same for candidates that may breach: one that does not stands before one that does, fewer before more.
    #[must_use]
    pub fn dominates(&self, other: &Score) -> bool {
        match (self.breaches, other.breaches) {
            (0, 0) => dominates(&self.objectives, &other.objectives),
            (own, other) => own < other,
        }
    }
}

/// The rank of each candidate: 0 where nothing dominates it, 1 where only those of rank 0 do, and so on.
pub(super) fn ranks(scores: &[Score]) -> Vec<usize> {
    let mut ranks = vec![usize::MAX; scores.len()];
    let mut left: Vec<usize> = (0..scores.len()).collect();
    let mut rank = 0;
    while !left.is_empty() {
        let is_free = |place: &usize| {
            let own = scores.get(*place);
            let beaten = |other: &usize| scores.get(*other).zip(own).is_some_and(|(other, own)| other.dominates(own));
            !left.iter().any(beaten)
        };
        let (front, rest): (Vec<usize>, Vec<usize>) = left.iter().copied().partition(is_free);
        front.iter().for_each(|place| {
            if let Some(own) = ranks.get_mut(*place) {
                *own = rank;
            }
        });
        left = rest;
        rank += 1;
    }
    ranks
}

/// How much room each of some candidates has: the extent of the box between its neighbours, over all objectives, each
/// measured by its own extent. Infinite at the ends.
pub(super) fn crowding(members: &[usize], scores: &[Score]) -> Vec<f64> {
    let mut room = vec![0.0_f64; members.len()];
    let value = |nth: usize, objective: usize| {
        let score = members.get(nth).and_then(|place| scores.get(*place));
        score.and_then(|score| score.objectives.get(objective)).copied().unwrap_or(f64::INFINITY)
    };
    let objectives = members.first().and_then(|place| scores.get(*place)).map_or(0, |score| score.objectives.len());
    for objective in 0..objectives {
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by(|a, b| value(*a, objective).total_cmp(&value(*b, objective)));
        let at = |place: usize| order.get(place).map_or(f64::INFINITY, |nth| value(*nth, objective));
        let extent = at(order.len().saturating_sub(1)) - at(0);
        for (place, nth) in order.iter().enumerate() {
            let is_end = place == 0 || place + 1 == order.len();
            let gap = if extent > 0.0 { (at(place + 1) - at(place.saturating_sub(1))) / extent } else { 0.0 };
            if let Some(own) = room.get_mut(*nth) {
                *own += if is_end { f64::INFINITY } else { gap };
            }
        }
    }
    room
}

/// The best candidates, so many: by rank, and of the last rank that does not fit whole, those with the most room.
pub(super) fn best(scores: &[Score], count: usize) -> Vec<usize> {
    let ranks = ranks(scores);
    let worst = ranks.iter().max().copied().unwrap_or(0);
    let mut chosen: Vec<usize> = Vec::new();
    for rank in 0..=worst {
        let front: Vec<usize> = (0..scores.len()).filter(|place| ranks.get(*place) == Some(&rank)).collect();
        let room = count.saturating_sub(chosen.len());
        chosen.extend(spread_out(front, scores, room));
    }
    chosen
}

/// So many of some candidates, as far apart as can be: the one with the least room leaves first. In their order.
pub(super) fn spread_out(mut members: Vec<usize>, scores: &[Score], count: usize) -> Vec<usize> {
    while members.len() > count {
        let room = crowding(&members, scores);
        let least = room.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(nth, _)| nth);
        members.remove(least);
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::prop_assert;
    use proptest::prelude::prop_assert_eq;
    use proptest::proptest;

    fn scores(of: &[(&[f64], u64)]) -> Vec<Score> {
        of.iter().map(|(objectives, breaches)| Score { objectives: objectives.to_vec(), breaches: *breaches }).collect()
    }

    #[test]
    fn what_breaches_stands_behind_what_does_not_however_good_it_is() {
        let scores = scores(&[(&[5.0, 5.0], 0), (&[0.0, 0.0], 3), (&[9.0, 9.0], 1), (&[4.0, 6.0], 0)]);
        assert_eq!(ranks(&scores), [0, 2, 1, 0]);
    }

    #[test]
    fn the_ends_of_a_front_stay_and_the_most_crowded_goes() {
        let scores =
            scores(&[(&[0.0, 9.0], 0), (&[4.0, 5.0], 0), (&[4.1, 4.9], 0), (&[4.2, 4.8], 0), (&[9.0, 0.0], 0)]);
        assert_eq!(spread_out(vec![0, 1, 2, 3, 4], &scores, 3).first(), Some(&0));
        let kept = spread_out(vec![0, 1, 2, 3, 4], &scores, 4);
        assert!(kept.contains(&0) && kept.contains(&4) && !kept.contains(&2), "{kept:?}");
    }

    #[test]
    fn equal_candidates_do_not_dominate_each_other() {
        assert!(!dominates(&[1.0, 2.0], &[1.0, 2.0]));
        assert!(dominates(&[1.0, 2.0], &[1.0, 2.5]) && !dominates(&[1.0, 2.5], &[1.5, 2.0]));
    }

    proptest! {
        #[test]
        fn the_first_rank_is_what_nothing_dominates(points in proptest::collection::vec((0_u8..8, 0_u8..8, 0_u8..8, 0_u64..2), 1..40)) {
            let scores: Vec<Score> = points
                .iter()
                .map(|(a, b, c, breaches)| Score { objectives: vec![f64::from(*a), f64::from(*b), f64::from(*c)], breaches: *breaches })
                .collect();
            for (own, rank) in scores.iter().zip(ranks(&scores)) {
                prop_assert_eq!(rank == 0, !scores.iter().any(|other| other.dominates(own)));
            }
            let best = best(&scores, 5);
            prop_assert_eq!(best.len(), scores.len().min(5));
            prop_assert!(best.windows(2).all(|two| two[0] != two[1]));
        }
    }
}
