//! Searches of which the answer is known, by evaluators that are made up.

use super::Asked;
use super::Came;
use super::Chosen;
use super::Division;
use super::Evaluator;
use super::Fate;
use super::Knob;
use super::Objective;
use super::Places;
use super::Question;
use super::Silent;
use super::Stage;
use super::Standing;
use super::Tried;
use super::TuneError;
use super::Tuned;
use super::Wish;
use super::combinations;
use super::dominates;
use super::tune;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Runs;
use crate::kpi::Known;
use crate::kpi::KpiTable;
use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::prelude::prop_assert;
use proptest::prelude::prop_assert_eq;
use proptest::proptest;
use std::cell::RefCell;

/// What a candidate comes to in a replication of a seed: cents of arrears, minutes of work, breaches.
type Law = fn(&[usize], u64, u32) -> (i64, i64, u64);

struct Made {
    own: Places,
    law: Law,
    asked: RefCell<Vec<(Asked, Vec<Places>)>>,
}

fn window() -> Period {
    let day = |text: &str| text.parse::<Day>().unwrap();
    Period { from: day("2024-01-01"), to: day("2024-12-31") }
}

impl Made {
    fn new(own: &[usize], law: Law) -> Made {
        Made { own: own.to_vec(), law, asked: RefCell::default() }
    }

    fn came(&self, places: &Places, asked: Asked) -> Came {
        let mut breaches = 0;
        let table = |replication: u32| {
            let (arrears, minutes, breached) = (self.law)(places, asked.seed, replication);
            let known = Known { actions: true, court: true, ..Known::default() };
            let mut table = KpiTable::new(window().month_ends(), Day::DAWN, known);
            for tally in &mut table.tallies {
                tally.arrears_sitting = arrears;
                tally.invoiced = 100_000_000;
                tally.minutes = minutes;
            }
            (table, breached)
        };
        let tables = (0..asked.replications).map(table).map(|(table, breached)| {
            breaches += breached;
            table
        });
        let runs =
            Runs { name: "made".to_owned(), title: "made".to_owned(), tables: tables.collect(), beside: Vec::new() };
        Came { runs, breaches: vec![0, breaches] }
    }
}

impl Evaluator for Made {
    fn evaluate(&self, candidates: &[Places], asked: Asked) -> Vec<Came> {
        self.asked.borrow_mut().push((asked, candidates.to_vec()));
        [&self.own].into_iter().chain(candidates).map(|places| self.came(places, asked)).collect()
    }
}

fn knobs(axes: &[usize], own: &[usize]) -> Vec<Knob> {
    let knob = |(nth, (count, own)): (usize, (&usize, &usize))| Knob {
        name: format!("knob_{nth}"),
        values: (0..*count).map(|value| value.to_string()).collect(),
        own: *own,
    };
    axes.iter().zip(own).enumerate().map(knob).collect()
}

fn tuned(axes: &[usize], budget: u64, replications: u32, made: &Made) -> Tuned {
    let knobs = knobs(axes, &made.own);
    let wish = Wish {
        budget,
        replications,
        points: 8,
        combinations: combinations(&knobs),
        settings: knobs.len(),
        chance: Chance::Households,
    };
    let question = Question {
        knobs: &knobs,
        objectives: &Objective::ALL,
        chosen: Chosen::ByDefault,
        division: Division::of(wish).unwrap(),
        seed: 1,
        fresh_seed: 2,
        window: window(),
        chance: Chance::Households,
    };
    tune(&question, made).unwrap()
}

fn scores(tuned: &Tuned) -> Vec<Vec<f64>> {
    let of = |compared: &Compared| {
        tuned.objectives.iter().map(|objective| compared.figures[&objective.measure()].mean).collect()
    };
    tuned.found.scenarios.iter().map(of).collect()
}

/// A drawn number from −half to half.
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
fn noise(places: &[usize], seed: u64, replication: u32, half: i64) -> i64 {
    let tenancy = places.iter().fold(1, |sum: u64, place| sum * 1_000 + *place as u64);
    let number = u32::try_from(half).unwrap();
    let draw = DrawKey { seed, replication, tenancy, kind: DrawKind::Synthesis, month: 0, number }.uniform();
    (draw * (2 * half + 1) as f64) as i64 - half
}

/// More of the first setting means less arrears and more work; the second only costs; the third changes nothing.
fn trade(places: &[usize], seed: u64, replication: u32) -> (i64, i64, u64) {
    let luck = noise(&[], seed, replication, 50_000);
    let (first, second) = (places[0] as i64, places[1] as i64);
    (1_000_000 - 50_000 * first + 20_000 * second + luck, 600 + 60 * first + 30 * second, 0)
}

#[test]
fn what_comes_to_the_same_is_told_once_with_the_fewest_changes() {
    let found = tuned(&[6, 3, 3], 4_000, 20, &Made::new(&[2, 1, 1], trade));
    assert_eq!(found.objectives, Objective::ALL[..4]);
    let places: Vec<Places> = found.points.iter().map(|point| point.places.clone()).collect();
    let wanted: Vec<Places> = (0..6).rev().map(|first| vec![first, 0, 1]).collect();
    assert_eq!(places, wanted);
    assert!(found.points.iter().all(|point| point.standing == Standing::Holds), "{:?}", found.points);
    assert!(!found.baseline_stands);
}

#[test]
fn objectives_of_which_these_books_tell_nothing_are_left_out_and_named() {
    let found = tuned(&[3, 2, 2], 4_000, 5, &Made::new(&[0, 0, 0], trade));
    assert!(found.silent.contains(&(Objective::Evictions, Silent::TooRare)));
    assert!(!found.objectives.contains(&Objective::Evictions));
}

/// Fifty settings that are all the same as the baseline but for luck: the best of them is the luckiest.
fn equals(places: &[usize], seed: u64, replication: u32) -> (i64, i64, u64) {
    let luck = |half| noise(places, seed, replication, half);
    (1_000_000 + luck(90_000), 600 + luck(60), 0)
}

#[test]
fn the_luckiest_of_equals_is_unmasked_by_other_luck() {
    let found = tuned(&[51], 4_000, 20, &Made::new(&[0], equals));
    assert!(!found.points.is_empty());
    let arrears =
        |comparison: &Comparison| comparison.scenarios[1].differences[&Objective::Arrears.measure()].spread.mean;
    let fresh = found.fresh.as_ref().unwrap();
    assert!(arrears(&found.found) < -0.0001, "the search took the luckiest for better");
    assert!(arrears(fresh) > arrears(&found.found) / 2.0, "most of that was luck");
    assert!(found.points.iter().all(|point| point.standing == Standing::Indistinct), "{:?}", found.points);
}

/// One setting that is lucky on the luck of the search alone, and one that is as good as it seems.
fn planted(places: &[usize], seed: u64, replication: u32) -> (i64, i64, u64) {
    let luck = noise(&[], seed, replication, 20_000);
    match (places[0], seed) {
        (1, 1) => (600_000 + luck, 500, 0),
        (1, _) => (1_200_000 + luck, 700, 0),
        (2, _) => (800_000 + luck, 550, 0),
        _ => (1_000_000 + luck, 600, 0),
    }
}

#[test]
fn a_planted_stroke_of_luck_is_found_out_and_what_is_good_holds() {
    let found = tuned(&[2], 400, 20, &Made::new(&[0], planted));
    assert_eq!(found.points.len(), 1);
    assert_eq!(found.points[0].standing, Standing::Beaten(vec![0]));
    let fresh = found.fresh.unwrap();
    assert!(fresh.scenarios[1].differences[&Objective::Arrears.measure()].spread.mean > 0.0);
    let without = |places: &[usize], seed: u64, replication: u32| {
        if places[0] == 1 { planted(&[0], seed, replication) } else { planted(places, seed, replication) }
    };
    let good = tuned(&[3], 400, 20, &Made::new(&[0], without));
    assert_eq!(good.points.iter().map(|point| &point.places).collect::<Vec<_>>(), [&vec![2]]);
    assert_eq!(good.points[0].standing, Standing::Holds);
}

#[test]
fn a_point_that_breaches_on_other_luck_alone_is_refused_then() {
    let law = |places: &[usize], seed: u64, replication: u32| {
        let (arrears, minutes, _) = planted(&[places[0] * 2], seed, replication);
        (arrears, minutes, u64::from(places[0] == 1 && seed == 2 && replication == 7))
    };
    let found = tuned(&[2], 400, 20, &Made::new(&[0], law));
    assert_eq!(found.points[0].standing, Standing::Refused);
    assert_eq!(found.points[0].breaches, [0, 1]);
}

/// The best settings breach a guarantee, and so does every odd one.
fn guarded(places: &[usize], seed: u64, replication: u32) -> (i64, i64, u64) {
    let (arrears, minutes, _) = trade(places, seed, replication);
    (arrears, minutes, u64::from(places[0] % 2 == 1))
}

#[test]
fn what_breaches_a_guarantee_is_never_a_point() {
    for (axes, own, budget) in [(&[9, 3, 1], [4, 1, 0], 4_000), (&[9, 30, 30], [4, 15, 15], 2_000)] {
        let found = tuned(axes, budget, 10, &Made::new(&own, guarded));
        assert!(!found.points.is_empty());
        assert!(found.points.iter().all(|point| point.places[0] % 2 == 0), "{:?}", found.points);
        let refused: Vec<&Tried> = found.tried.iter().filter(|of| of.fate == Fate::Refused).collect();
        assert!(!refused.is_empty() && refused.iter().all(|of| of.places[0] % 2 == 1 && of.breaches[1] > 0));
        assert!(found.tried.iter().all(|of| of.places[0] % 2 == 0 || of.fate == Fate::Refused));
    }
}

#[test]
fn a_baseline_that_breaches_its_guarantees_beats_nothing() {
    let law = |places: &[usize], seed: u64, replication: u32| {
        let (arrears, minutes, _) = planted(&[0], seed, replication);
        if places[0] == 0 { (arrears, minutes, 1) } else { (arrears + 10_000, minutes + 60, 0) }
    };
    let found = tuned(&[2], 400, 20, &Made::new(&[0], law));
    assert_eq!(found.points.iter().map(|point| &point.standing).collect::<Vec<_>>(), [&Standing::Holds]);
    assert!(!found.baseline_stands && found.baseline_breaches == [0, 20]);
}

#[test]
fn the_search_is_brief_at_first_then_at_length_then_on_other_luck() {
    let made = Made::new(&[50, 15, 15], trade);
    let found = tuned(&[101, 31, 31], 2_000, 20, &made);
    let asked = made.asked.borrow();
    let runs = |stage: Stage| {
        let of_stage = asked.iter().filter(|(asked, _)| asked.stage == stage);
        of_stage.map(|(asked, candidates)| candidates.len() as u64 * u64::from(asked.replications)).sum::<u64>()
    };
    assert!(runs(Stage::Search) > 0 && runs(Stage::Finalists) > 0 && runs(Stage::Recheck) > 0);
    let all = [Stage::Search, Stage::Trim, Stage::Finalists, Stage::Recheck].map(runs);
    assert_eq!(all.iter().sum::<u64>(), found.used.candidates);
    assert!(found.used.candidates <= 2_000);
    for (asked, _) in asked.iter() {
        assert_eq!(asked.seed, if asked.stage == Stage::Recheck { 2 } else { 1 });
        let is_brief = matches!(asked.stage, Stage::Search | Stage::Trim);
        assert_eq!(asked.replications, if is_brief { 5 } else { 20 });
    }
    // Most work and least: the ends of the true front are near.
    let most = found.points.iter().map(|point| point.places[0]).max().unwrap();
    assert!(most > 90 && found.points.iter().all(|point| point.places[1] < 4), "{:?}", found.points);
}

/// Eight settings of which the first two matter; the others make a difference that nobody would notice.
#[test]
fn a_point_of_a_search_changes_only_what_matters() {
    let law = |places: &[usize], seed: u64, replication: u32| {
        let (arrears, minutes, _) = trade(places, seed, replication);
        let little: usize = places[2..].iter().sum();
        (arrears - 10 * little as i64, minutes, 0)
    };
    let found = tuned(&[11; 8], 6_000, 20, &Made::new(&[5; 8], law));
    assert!(found.points.len() > 3);
    for point in &found.points {
        assert_eq!(point.places[2..], [5; 6], "{:?}", point.places);
    }
    assert!(found.tried.iter().any(|of| of.fate == Fate::Trimmed && of.places[2..] != [5; 6]));
}

#[test]
fn one_thing_alone_is_not_sought() {
    let knobs = knobs(&[2], &[0]);
    let made = Made::new(&[0], planted);
    let wish =
        Wish { budget: 400, replications: 5, points: 3, combinations: 2, settings: 1, chance: Chance::Households };
    let division = Division::of(wish).unwrap();
    let ask = |objectives: &[Objective]| {
        let question = Question {
            knobs: &knobs,
            objectives,
            chosen: Chosen::ByName,
            division,
            seed: 1,
            fresh_seed: 2,
            window: window(),
            chance: Chance::Households,
        };
        tune(&question, &made).err()
    };
    assert_eq!(ask(&[Objective::Hours]), Some(TuneError::OneObjective));
    assert_eq!(ask(&[Objective::Hours, Objective::Evictions]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// The front of a grid that is tried whole is the one that looking at every pair gives.
    #[test]
    fn a_whole_grid_gives_what_brute_force_gives(table in proptest::collection::vec((0_i64..6, 0_i64..6, 0_u64..4), 24), own in 0_usize..24) {
        thread_local!(static TABLE: RefCell<Vec<(i64, i64, u64)>> = const { RefCell::new(Vec::new()) });
        TABLE.with_borrow_mut(|kept| kept.clone_from(&table));
        let law: Law = |places, _, _| TABLE.with_borrow(|kept| {
            let (arrears, minutes, breaches) = kept[places[0] * 6 + places[1]];
            (100_000 * (arrears + 1), 60 * (minutes + 1), breaches / 3)
        });
        let found = tuned(&[4, 6], 4_000, 5, &Made::new(&[own / 6, own % 6], law));
        let row = |nth: usize| { let (arrears, minutes, breaches) = table[nth]; ([arrears as f64, minutes as f64], breaches / 3) };
        let open: Vec<usize> = (0..24).filter(|nth| row(*nth).1 == 0).collect();
        let mut wanted: Vec<[f64; 2]> = open
            .iter()
            .map(|nth| row(*nth).0)
            .filter(|point| !open.iter().any(|other| dominates(&row(*other).0, point)))
            .filter(|point| row(own).1 > 0 || point.iter().zip(&row(own).0).any(|(one, other)| one.total_cmp(other).is_ne()))
            .collect();
        wanted.sort_by(|a, b| a[0].total_cmp(&b[0]));
        wanted.dedup();
        let tables: Vec<[f64; 2]> = found.points.iter().map(|point| row(point.places[0] * 6 + point.places[1]).0).collect();
        prop_assert_eq!(tables, wanted);
    }

    #[test]
    fn no_point_of_a_front_is_dominated_by_another_or_by_the_baseline(salt in any::<u16>(), own in 0_usize..6) {
        thread_local!(static SALT: RefCell<u16> = const { RefCell::new(0) });
        SALT.with_borrow_mut(|kept| *kept = salt);
        let law: Law = |places, _, replication| {
            let salt = SALT.with_borrow(|kept| u64::from(*kept));
            (500_000 + noise(places, salt, replication, 90_000), 900 + noise(places, salt + 1, replication, 600), 0)
        };
        let found = tuned(&[6, 6, 6], 300, 6, &Made::new(&[own, own, own], law));
        let scores = scores(&found);
        // Where nothing beats the baseline, it stands alone.
        for point in &scores[1..] {
            prop_assert!(!scores.iter().any(|other| dominates(other, point)), "{:?}", scores);
        }
    }
}
