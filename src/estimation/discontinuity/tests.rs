use super::Case;
use super::Discontinuity;
use super::Untold;
use super::discontinuity;
use crate::chance::DrawKey;
use crate::chance::DrawKind;

/// A world with a threshold at one hundred, in which whoever is over it is treated more often, and treatment does
/// something.
#[derive(Clone, Copy)]
struct World {
    clusters: u32,
    each: u32,
    treated: [f64; 2],
    effect: f64,
}

const SHARP: World = World { clusters: 600, each: 2, treated: [0.0, 1.0], effect: 0.12 };
const FUZZY: World = World { clusters: 800, each: 2, treated: [0.15, 0.75], effect: 0.2 };

fn uniform(seed: u64, cluster: u32, number: u32) -> f64 {
    let key =
        DrawKey { seed, replication: 0, tenancy: u64::from(cluster), kind: DrawKind::Synthesis, month: 0, number };
    key.uniform()
}

impl World {
    /// Amounts thin out, the chance of paying bends with the amount, and cases of a cluster resemble each other.
    fn cases(self, seed: u64) -> Vec<Case> {
        let [without, with] = self.treated;
        let case = |cluster: u32, of: u32| {
            let draw = |number: u32| uniform(seed, cluster, 10 * of + number);
            // Every other household owes the same amount each time.
            let amount_of = if cluster.is_multiple_of(2) { of } else { 1 };
            let amount = 200.0 * (1.0 - (1.0 - uniform(seed, cluster, 10 * amount_of + 1)).powf(0.8));
            let distance = amount - 100.0;
            let own = 0.1 * (uniform(seed, cluster, 0) - 0.5);
            let treated = draw(2) < if distance > 0.0 { with } else { without };
            let level = 0.65 - 0.3 * (amount / 200.0).powi(2) + 0.05 * (amount / 25.0).sin() + own;
            let chance = level + if treated { self.effect } else { 0.0 };
            Case { cluster, distance, treated, outcome: if draw(3) < chance { 1.0 } else { 0.0 } }
        };
        (0..self.clusters).flat_map(|cluster| (1..=self.each).map(move |of| case(cluster, of))).collect()
    }

    fn found(self, seed: u64) -> Discontinuity {
        discontinuity(&self.cases(seed), 100.0).unwrap()
    }
}

fn share(sets: u64, holds: impl Fn(u64) -> bool) -> f64 {
    (0..sets).filter(|seed| holds(*seed)).count() as f64 / sets as f64
}

#[test]
fn the_jump_that_was_put_in_lies_in_its_interval_in_19_of_20_sets() {
    let inside = share(1000, |seed| {
        let jump = SHARP.found(seed).outcome;
        (jump.low..=jump.high).contains(&SHARP.effect)
    });
    assert!((0.93..=0.97).contains(&inside), "{inside} inside");
}

#[test]
fn the_effect_on_those_treated_lies_in_its_interval_in_19_of_20_sets() {
    let told: Vec<bool> = (0..1000)
        .filter_map(|seed| FUZZY.found(seed).effect)
        .map(|effect| (effect.low..=effect.high).contains(&FUZZY.effect))
        .collect();
    let inside = told.iter().filter(|inside| **inside).count() as f64 / told.len() as f64;
    assert!(told.len() > 700 && (0.93..=0.975).contains(&inside), "{inside} inside of {}", told.len());
}

#[test]
fn where_there_is_no_effect_none_is_found_but_in_one_of_20_sets() {
    let none = World { effect: 0.0, ..SHARP };
    let found = share(1000, |seed| none.found(seed).is_found());
    assert!(found <= 0.05, "{found} found");
}

#[test]
fn where_there_is_a_large_effect_it_is_found() {
    let large = World { clusters: 1500, effect: 0.3, ..SHARP };
    let found = share(100, |seed| large.found(seed).is_found());
    assert!(found > 0.9, "{found} found");
}

#[test]
fn amounts_that_nobody_arranged_look_arranged_in_one_of_20_sets() {
    let alarms = share(1000, |seed| SHARP.found(seed).density.chance < 0.05);
    assert!(alarms <= 0.065, "{alarms} alarms");
}

#[test]
fn amounts_that_were_kept_under_the_threshold_are_seen() {
    let arranged = |seed: u64| {
        let mut cases = SHARP.cases(seed);
        for (place, case) in cases.iter_mut().enumerate() {
            if (0.0..12.0).contains(&case.distance) && place % 3 > 0 {
                case.distance -= 12.0;
            }
        }
        discontinuity(&cases, 100.0).unwrap().density
    };
    let seen = share(100, |seed| arranged(seed).chance < 0.05 && arranged(seed).ratio < 1.0);
    assert!(seen > 0.8, "{seen} seen");
}

#[test]
fn the_order_of_cases_changes_nothing_to_the_bit() {
    let mut cases = FUZZY.cases(3);
    let forward = discontinuity(&cases, 100.0).unwrap();
    cases.reverse();
    cases.rotate_left(101);
    assert_eq!(forward, discontinuity(&cases, 100.0).unwrap());
}

#[test]
fn few_near_the_threshold_tell_nothing() {
    let few = World { clusters: 40, each: 1, ..SHARP };
    let Err(Untold::TooFew { near: [under, over] }) = discontinuity(&few.cases(1), 100.0) else {
        panic!("40 cases are few");
    };
    assert_eq!(under.cases + over.cases, 40);
    let same: Vec<Case> = SHARP.cases(1).into_iter().map(|case| Case { cluster: case.cluster % 10, ..case }).collect();
    assert!(matches!(discontinuity(&same, 100.0), Err(Untold::TooFew { .. })), "many cases of ten households are few");
}

#[test]
fn amounts_that_heap_up_and_outcomes_that_are_all_the_same_tell_nothing() {
    let mut heaped = SHARP.cases(2);
    heaped.iter_mut().filter(|case| (0.0..20.0).contains(&case.distance)).for_each(|case| case.distance = 0.005);
    assert!(matches!(discontinuity(&heaped, 100.0), Err(Untold::Heaped { share }) if share > 0.1));
    let same: Vec<Case> = SHARP.cases(2).into_iter().map(|case| Case { outcome: 1.0, ..case }).collect();
    assert_eq!(discontinuity(&same, 100.0).unwrap_err(), Untold::NoVariation);
}

#[test]
fn a_threshold_that_changes_nothing_of_who_is_treated_gives_no_effect_of_treatment() {
    let idle = World { treated: [0.4, 0.4], ..SHARP };
    let none = share(200, |seed| idle.found(seed).effect.is_none());
    assert!(none > 0.97, "{none}");
}

/// R 4 and Python have `rdrobust` of the authors of the method; these are the numbers of version 2.1.1 for the same data,
/// with `p=2, kernel="tri", vce="hc3"` and the bandwidth given.
#[test]
fn jumps_and_errors_are_those_of_the_authors_of_the_method() {
    let case = |number: u32| {
        let distance = (f64::from(number * 37 % 601) - 300.5) / 300.0;
        let chance = f64::from(u32::try_from(u64::from(number) * 104_729 % 997).unwrap()) / 997.0;
        let treated = chance < if distance > 0.0 { 0.8 } else { 0.2 };
        let noise = f64::from(number * 7919 % 1009) / 1009.0 - 0.5;
        let level = 0.4 + 0.3 * distance - 0.2 * distance * distance;
        Case { cluster: number, distance, treated, outcome: level + if treated { 0.5 } else { 0.0 } + noise }
    };
    let cases: Vec<Case> = (0..600).map(case).collect();
    let cases = super::within(&cases, 2.0);
    let known = [
        (
            0.4,
            [
                (0.384_699_097_5, 0.135_515_993_4),
                (0.612_530_284_7, 0.168_844_464_4),
                (0.628_049_105_7, 0.212_202_964_5),
            ],
        ),
        (
            0.8,
            [
                (0.367_050_615_6, 0.097_969_919_9),
                (0.620_435_612_8, 0.118_584_414_4),
                (0.591_601_462_0, 0.142_533_685_4),
            ],
        ),
    ];
    for (bandwidth, expected) in known {
        let fitted = super::Fitted::new(&cases, bandwidth).unwrap();
        let jumps = [fitted.jump(|case| case.outcome), fitted.jump(super::treated), fitted.effect().unwrap()];
        let near = super::counts(&cases, bandwidth).iter().map(|count| count.cases).sum::<usize>() as f64;
        for (jump, (value, error)) in jumps.iter().zip(expected) {
            // Theirs is without the correction for few clusters.
            let theirs = jump.error * ((near - 1.0) / near).sqrt();
            assert!((jump.value - value).abs() < 1e-9 && (theirs - error).abs() < 1e-9, "{bandwidth}: {jump:?}");
        }
    }
}
