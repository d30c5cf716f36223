//! One decision: all rules of a policy on the facts of one tenancy on one day.

use super::by_hand;
use super::stage;
use criterion::Criterion;
use criterion::Throughput;
use huurproef::calendar::Day;
use huurproef::money::Money;
use huurproef::program::Facts;
use huurproef::program::Program;
use huurproef::vocabulary::ActionKind;
use std::hint::black_box;
use std::time::Duration;

/// Tenancies to decide on: few enough to stay in the cache, as one tenancy after another does in a run.
const CASES: u32 = 512;

pub fn decisions(criterion: &mut Criterion) {
    let stage = stage();
    let today = stage.window.to;
    let mut cases: Vec<Facts> = (0..CASES).map(|number| case(number, today)).collect();
    for facts in &mut cases {
        assert_eq!(by_hand::decide(facts, today), decide(&stage.ladder, facts, today));
    }
    let mut group = criterion.benchmark_group("decision");
    group.throughput(Throughput::Elements(u64::from(CASES)));
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.bench_function("ladder_by_hand", |bencher| {
        bencher.iter(|| cases.iter().map(|facts| by_hand::decide(black_box(facts), today)).fold(0, u16::wrapping_add));
    });
    for (name, program) in [("ladder", &stage.ladder), ("flagship", &stage.flagship)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                cases.iter_mut().map(|facts| decide(program, black_box(facts), today)).fold(0, u16::wrapping_add)
            });
        });
        group.bench_function(format!("{name}_traced"), |bencher| {
            bencher.iter(|| cases.iter_mut().map(|facts| trace(program, black_box(facts), today)).sum::<usize>());
        });
    }
    group.finish();
}

/// The rules that hold, one bit each.
fn decide(program: &Program, facts: &mut Facts, today: Day) -> u16 {
    let standing = program.place(facts, today);
    let holds = |rule: &usize| program.rule_holds(*rule, &standing, facts, today).holds;
    (0..program.rule_count()).filter(holds).fold(0, |bits, rule| bits | 1 << rule)
}

/// How many tests make the rules hold that hold.
fn trace(program: &Program, facts: &mut Facts, today: Day) -> usize {
    let fired = decide(program, facts, today);
    let fires = |rule: &usize| fired & (1 << rule) != 0;
    (0..program.rule_count()).filter(fires).map(|rule| program.why_rule(rule, facts, today).len()).sum()
}

/// Invented facts: the higher digits of a well-mixed number say one each.
fn case(number: u32, today: Day) -> Facts {
    let mut mixed = u64::from(number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut one_of = |choices: i32| {
        mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        i32::try_from((mixed >> 40) % choices.unsigned_abs() as u64).expect("a small number")
    };
    let arrears = Money::from_cents(i64::from(one_of(8)) * 32_500 + i64::from(one_of(3)) * 1_000);
    let mut facts = Facts {
        arrears,
        arrears_of_rent: arrears,
        monthly_rent: Money::from_cents(65_000),
        overdue_since: (arrears > Money::ZERO).then(|| today.plus(-one_of(120))),
        plan_active: one_of(8) == 0,
        end: (one_of(8) == 0).then(|| today.plus(-one_of(600))),
        ..Facts::neutral(today)
    };
    for kind in ActionKind::ALL {
        if one_of(2) == 0 {
            facts.note_done(*kind, today.plus(-one_of(40)), false);
        }
    }
    facts
}
