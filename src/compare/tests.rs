use super::Asked;
use super::Bound;
use super::Chance;
use super::Compared;
use super::Comparison;
use super::Course;
use super::Day;
use super::Goal;
use super::GoalMet;
use super::Kpi;
use super::Measure;
use super::Number;
use super::Period;
use super::Runs;
use super::Spread;
use super::Verdict;
use crate::kpi::Known;
use crate::kpi::KpiTable;
use crate::vocabulary::ActionKind;
use proptest::prelude::any;
use proptest::prop_assert;
use proptest::proptest;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn window() -> Period {
    Period { from: day("2024-01-01"), to: day("2024-06-30") }
}

/// A table of eight month ends, two of them before the window, with so many cents of arrears and evictions at each.
fn table(arrears: i64, evictions: i64) -> KpiTable {
    let dates = Period { from: day("2023-11-01"), to: day("2024-06-30") }.month_ends();
    let mut table = KpiTable::new(dates, day("2020-01-01"), Known { actions: true, court: true, ..Known::default() });
    for tally in &mut table.tallies {
        tally.arrears_sitting = arrears;
        tally.invoiced = 1_000_000;
        tally.in_arrears_sitting = 3;
        tally.evictions = evictions;
        tally.written_off = 2_500;
        tally.minutes = 90;
        tally.minutes_by_kind[ActionKind::Call.place()] = 60;
        tally.cost = 150;
        tally.actions[ActionKind::Call.place()] = 7;
    }
    table
}

fn runs(tables: Vec<KpiTable>) -> Runs {
    Runs { name: "a".to_owned(), title: "A".to_owned(), tables, beside: Vec::new() }
}

fn compare(baseline: &Runs, others: &[Runs], goals: &[Goal], window: Period, chance: Chance) -> Comparison {
    super::compare(baseline, others, Asked { goals, window, chance })
}

fn close(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
}

fn mean(scenario: &Compared, measure: Measure) -> f64 {
    scenario.figures[&measure].mean
}

#[test]
fn a_window_has_the_mean_of_rates_and_the_yearly_sum_of_what_was_done() {
    let comparison = compare(&runs(vec![table(13_500, 1)]), &[], &[], window(), Chance::Households);
    let scenario = &comparison.scenarios[0];
    assert_eq!(comparison.dates.len(), 6);
    close(mean(scenario, Measure::Kpi(Kpi::ArrearsRateSitting)), 0.0135);
    close(mean(scenario, Measure::Kpi(Kpi::AverageArrearsSitting)), 45.0);
    // Six months: what was done in them, twice.
    close(mean(scenario, Measure::Kpi(Kpi::Evictions)), 12.0);
    close(mean(scenario, Measure::Kpi(Kpi::WriteOffs)), 300.0);
    close(mean(scenario, Measure::Hours), 18.0);
    close(mean(scenario, Measure::Cost), 18.0);
    close(mean(scenario, Measure::Actions(ActionKind::Call)), 84.0);
}

#[test]
fn evictions_and_write_offs_add_up_month_by_month_and_work_does_not() {
    let comparison = compare(&runs(vec![table(13_500, 1), table(13_500, 3)]), &[], &[], window(), Chance::Households);
    let courses = &comparison.scenarios[0].courses;
    let means = |course| courses[&course].iter().map(|spread| spread.mean).collect::<Vec<_>>();
    assert_eq!(means(Course::Evictions), [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]);
    assert_eq!(means(Course::WriteOffs), [25.0, 50.0, 75.0, 100.0, 125.0, 150.0]);
    assert_eq!(means(Course::Hours), [1.5; 6]);
    assert_eq!(means(Course::HoursOf(ActionKind::Call)), [1.0; 6]);
    assert!(!courses.contains_key(&Course::HoursOf(ActionKind::Reminder)), "nobody said what it takes");
    let interval = courses[&Course::Evictions][5].interval.unwrap();
    assert!(interval.low < interval.high);
}

#[test]
fn a_difference_is_taken_within_a_replication() {
    // Luck moves both by the same; the change takes a little off each.
    let baseline = runs([10_000, 20_000, 30_000, 40_000, 50_000].map(|arrears| table(arrears, 0)).to_vec());
    let other = runs([9_000, 18_900, 29_100, 39_000, 49_000].map(|arrears| table(arrears, 0)).to_vec());
    let comparison = compare(&baseline, &[other], &[], window(), Chance::Households);
    let rate = Measure::Kpi(Kpi::ArrearsRateSitting);
    let difference = comparison.scenarios[1].differences[&rate];
    close(difference.spread.mean, -0.001);
    assert_eq!(difference.verdict, Verdict::Lower);
    assert!(comparison.scenarios[0].differences.is_empty());
}

#[test]
fn a_difference_is_with_the_baseline_that_has_the_same_numbers() {
    let baseline = runs(vec![table(10_000, 0); 5]);
    let other = Runs { beside: vec![table(12_000, 0); 5], ..runs(vec![table(13_000, 0); 5]) };
    let comparison = compare(&baseline, &[other], &[], window(), Chance::Households);
    let rate = Measure::Kpi(Kpi::ArrearsRateSitting);
    close(comparison.scenarios[1].differences[&rate].spread.mean, 0.001);
    close(mean(&comparison.scenarios[1], rate) - mean(&comparison.scenarios[0], rate), 0.003);
}

#[test]
fn what_includes_zero_cannot_be_told_apart() {
    let baseline = runs(vec![table(10_000, 0); 5]);
    let other = runs([10_400, 9_700, 10_100, 9_900, 10_000].map(|arrears| table(arrears, 0)).to_vec());
    let comparison = compare(&baseline, &[other], &[], window(), Chance::Households);
    let differences = &comparison.scenarios[1].differences;
    assert_eq!(differences[&Measure::Kpi(Kpi::ArrearsSitting)].verdict, Verdict::CannotBeToldApart);
    assert_eq!(differences[&Measure::Hours].verdict, Verdict::Same);
}

#[test]
fn a_stretched_interval_keeps_its_mean_and_says_again_what_can_be_told_apart() {
    let baseline = runs(vec![table(0, 1); 8]);
    let other = runs((1..=8).map(|nth| table(1000 + 100 * nth, 1)).collect());
    let of = |comparison: &Comparison| comparison.scenarios[1].differences[&Measure::Kpi(Kpi::ArrearsRateSitting)];
    let own = compare(&baseline, &[other], &[], window(), Chance::Households);
    let wider = own.clone().stretched(&[(Kpi::ArrearsRateSitting, 6.0)].into());
    let (before, after) = (of(&own), of(&wider));
    let width = |spread: Spread| spread.interval.map(|interval| interval.high - interval.low).unwrap();
    close(after.spread.mean, before.spread.mean);
    close(width(after.spread), 6.0 * width(before.spread));
    assert_eq!((before.verdict, after.verdict), (Verdict::Higher, Verdict::CannotBeToldApart));
    let level = wider.scenarios[1].figures[&Measure::Kpi(Kpi::ArrearsRateSitting)].interval.unwrap();
    assert!(level.low == 0.0, "no arrears lie below nothing: {level:?}");
    assert!(after.spread.interval.unwrap().low < 0.0, "a difference may");
    let evictions = |comparison: &Comparison| comparison.scenarios[1].differences[&Measure::Kpi(Kpi::Evictions)];
    assert_eq!(evictions(&own), evictions(&wider));
}

#[test]
fn one_replication_has_a_difference_and_no_interval() {
    let comparison =
        compare(&runs(vec![table(10_000, 0)]), &[runs(vec![table(9_000, 0)])], &[], window(), Chance::Households);
    let difference = comparison.scenarios[1].differences[&Measure::Kpi(Kpi::ArrearsSitting)];
    assert_eq!((difference.spread.interval, difference.verdict), (None, Verdict::TooFewRuns));
}

#[test]
fn four_replications_do_not_make_a_verdict() {
    let comparison =
        compare(&runs(vec![table(10_000, 0); 4]), &[runs(vec![table(9_000, 0); 4])], &[], window(), Chance::Households);
    let difference = comparison.scenarios[1].differences[&Measure::Kpi(Kpi::ArrearsSitting)];
    assert!(difference.spread.interval.is_some());
    assert_eq!(difference.verdict, Verdict::TooFewRuns);
}

#[test]
fn what_is_not_defined_is_not_there() {
    let mut young = table(10_000, 0);
    young.ledger_start = day("2024-01-01");
    let comparison = compare(&runs(vec![young]), &[], &[], window(), Chance::Households);
    let scenario = &comparison.scenarios[0];
    assert!(!scenario.figures.contains_key(&Measure::Kpi(Kpi::ArrearsRateSitting)));
    assert_eq!(scenario.series[&Kpi::ArrearsRateSitting], vec![None; 6]);
    assert!(scenario.figures.contains_key(&Measure::Kpi(Kpi::TenantsInArrears)));
}

#[test]
fn a_goal_counts_the_runs_that_meet_it() {
    let goal = |kpi, bound, value: &str, by: Option<&str>| {
        let value = Number::parse(value).unwrap();
        Goal { kpi, bound, value, by: by.map(day) }
    };
    let goals = [
        goal(Kpi::ArrearsRateSitting, Bound::AtMost, "0.0135", None),
        goal(Kpi::ArrearsSitting, Bound::AtLeast, "130", Some("2024-03-31")),
        goal(Kpi::ArrearsSitting, Bound::AtMost, "130", Some("2023-12-31")),
    ];
    let comparison =
        compare(&runs(vec![table(13_500, 0), table(13_501, 0)]), &[], &goals, window(), Chance::Households);
    let met = &comparison.scenarios[0].goals;
    assert_eq!(met[0], GoalMet { met: 1, of: 2 });
    assert_eq!(met[1], GoalMet { met: 2, of: 2 });
    // No month end of the window lies before that day.
    assert_eq!(met[2], GoalMet { met: 0, of: 0 });
}

#[test]
fn a_goal_after_the_window_is_not_judged_yet() {
    let value = Number::parse("0.0001").unwrap();
    let goal = |by| Goal { kpi: Kpi::ArrearsRateSitting, bound: Bound::AtMost, value, by: Some(day(by)) };
    // The month end that counts for 15 July is the last of the window; that of the end of July lies after it.
    let goals = [goal("2024-06-30"), goal("2024-07-15"), goal("2024-07-31"), goal("2028-01-01")];
    let comparison = compare(&runs(vec![table(13_500, 0)]), &[], &goals, window(), Chance::Households);
    let judged = comparison.scenarios[0].goals.iter().map(|met| met.of).collect::<Vec<_>>();
    assert_eq!(judged, [1, 1, 0, 0]);
    assert_eq!(goals.map(|goal| goal.is_judged_in(window())), [true, true, false, false]);
}

#[test]
fn where_nothing_is_left_to_chance_one_replication_is_exact() {
    let (baseline, other) = (runs(vec![table(10_000, 0); 6]), runs(vec![table(9_000, 0); 6]));
    let comparison = compare(&baseline, &[other], &[], window(), Chance::Nothing);
    let differences = &comparison.scenarios[1].differences;
    let arrears = differences[&Measure::Kpi(Kpi::ArrearsSitting)];
    assert_eq!(comparison.replications, 1);
    assert_eq!((arrears.spread.interval, arrears.verdict), (None, Verdict::Computed));
    assert_eq!(differences[&Measure::Hours].verdict, Verdict::Same);
}

proptest! {
    #[test]
    fn an_interval_holds_its_median_and_lies_within_the_values(values in proptest::collection::vec(any::<i32>(), 2..40)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let interval = Spread::of(&values).unwrap().interval.unwrap();
        let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(*v), b.max(*v)));
        prop_assert!(least <= interval.low && interval.low <= interval.middle);
        prop_assert!(interval.middle <= interval.high && interval.high <= most);
    }
}
