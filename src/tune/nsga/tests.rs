//! On problems whose fronts are known.

use super::BTreeSet;
use super::Brood;
use super::Dice;
use super::Effort;
use super::Places;
use super::Score;
use super::search;
use crate::tune::pareto::dominates;

/// Tries out so many candidates and returns those that nothing dominates.
fn front(axes: &[usize], candidates: usize, seed: u64, problem: impl Fn(&Places) -> Vec<f64>) -> Vec<Vec<f64>> {
    let score = |places: &Places| Score { objectives: problem(places), breaches: 0 };
    let start: Places = axes.iter().map(|count| count - 1).collect();
    let effort = Effort { population: 100, candidates, seed };
    let start_score = score(&start);
    let tried = search(axes, (start, start_score), effort, &mut |batch| batch.iter().map(score).collect());
    assert!(tried.len() <= candidates);
    let all: Vec<Vec<f64>> = tried.into_iter().map(|(_, score)| score.objectives).collect();
    all.iter().filter(|own| !all.iter().any(|other| dominates(other, own))).cloned().collect()
}

/// How far the points of a front lie from the true one at most, straight down, and the widest gap along the first
/// objective.
fn distance(front: &[Vec<f64>], truth: impl Fn(f64) -> f64) -> (f64, f64) {
    let above = front.iter().map(|point| point[1] - truth(point[0])).fold(0.0, f64::max);
    let mut along: Vec<f64> = front.iter().map(|point| point[0]).chain([0.0, 1.0]).collect();
    along.sort_by(f64::total_cmp);
    let gap = along.windows(2).map(|two| two[1] - two[0]).fold(0.0, f64::max);
    (above, gap)
}

/// Twelve settings of 101 values each: 10²⁴ combinations.
const AXES: [usize; 12] = [101; 12];

fn shares(places: &Places) -> (f64, f64) {
    let share = |place: &usize| *place as f64 / 100.0;
    let rest: f64 = places.iter().skip(1).map(share).sum();
    (share(&places[0]), 1.0 + 9.0 * rest / (places.len() - 1) as f64)
}

/// Source: Zitzler, Deb and Thiele, "Comparison of multiobjective evolutionary algorithms" (2000), T1.
#[test]
fn the_front_of_zdt1_is_reached_within_a_fiftieth_and_without_a_gap() {
    let found = front(&AXES, 8_000, 1, |places| {
        let (f, g) = shares(places);
        vec![f, g * (1.0 - (f / g).sqrt())]
    });
    let (above, gap) = distance(&found, |f| 1.0 - f.sqrt());
    assert!(above < 0.02 && gap < 0.08, "{above} {gap} {}", found.len());
}

/// Source: the same, T2: a front that bends the other way.
#[test]
fn the_front_of_zdt2_is_reached_within_a_fiftieth_and_without_a_gap() {
    let found = front(&AXES, 8_000, 2, |places| {
        let (f, g) = shares(places);
        vec![f, g * (1.0 - (f / g) * (f / g))]
    });
    let (above, gap) = distance(&found, |f| 1.0 - f * f);
    assert!(above < 0.02 && gap < 0.12, "{above} {gap} {}", found.len());
}

/// Five times as many guesses.
#[test]
fn the_search_comes_closer_than_guessing_does() {
    let problem = |places: &Places| {
        let (f, g) = shares(places);
        vec![f, g * (1.0 - (f / g).sqrt())]
    };
    let sought = distance(&front(&AXES, 600, 3, problem), |f| 1.0 - f.sqrt()).0;
    let mut brood = Brood { axes: &AXES, dice: Dice::new(3), seen: BTreeSet::new() };
    let guessed: Vec<Vec<f64>> = (0..3_000).map(|_| problem(&brood.anywhere())).collect();
    let guessed: Vec<Vec<f64>> =
        guessed.iter().filter(|own| !guessed.iter().any(|other| dominates(other, own))).cloned().collect();
    let guessed = distance(&guessed, |f| 1.0 - f.sqrt()).0;
    assert!(sought < guessed, "{sought} {guessed}");
}

#[test]
fn nothing_is_tried_twice_and_a_small_grid_is_tried_out() {
    let mut asked: Vec<Places> = Vec::new();
    let score = |places: &Places| Score { objectives: vec![places[0] as f64, places[1] as f64], breaches: 0 };
    let effort = Effort { population: 6, candidates: 500, seed: 9 };
    let tried = search(&[4, 5], (vec![3, 4], score(&vec![3, 4])), effort, &mut |batch| {
        asked.extend(batch.iter().cloned());
        batch.iter().map(score).collect()
    });
    let distinct: BTreeSet<&Places> = asked.iter().collect();
    assert_eq!((distinct.len(), tried.len()), (asked.len(), asked.len()));
    assert!(!distinct.contains(&vec![3, 4]) && distinct.contains(&vec![0, 0]));
}

#[test]
fn the_same_seed_tries_the_same_in_the_same_order_and_another_seed_does_not() {
    let run = |seed| {
        let mut asked: Vec<Places> = Vec::new();
        let score = |places: &Places| Score { objectives: vec![places[0] as f64, -(places[1] as f64)], breaches: 0 };
        let effort = Effort { population: 10, candidates: 60, seed };
        let _ = search(&AXES, (vec![50; 12], score(&vec![50; 12])), effort, &mut |batch| {
            asked.extend(batch.iter().cloned());
            batch.iter().map(score).collect()
        });
        asked
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn where_half_of_the_settings_breach_the_search_leaves_them() {
    let score = |places: &Places| Score {
        objectives: vec![places[0] as f64, places[1] as f64],
        breaches: u64::from(places[2] < 50),
    };
    let effort = Effort { population: 20, candidates: 400, seed: 4 };
    let tried = search(&[101, 101, 101], (vec![100, 100, 0], score(&vec![100, 100, 0])), effort, &mut |batch| {
        batch.iter().map(score).collect()
    });
    let late = &tried[300..];
    let breaching = late.iter().filter(|(_, score)| score.breaches > 0).count();
    assert!(breaching * 5 < late.len(), "{breaching} of {}", late.len());
}
