//! How long it takes to read, check and look into a policy: the one that is shipped, one of ten thousand rules, one of as
//! many in stages and segments that wait for one another, one of many exceptions, and ones of many of each other part.

use criterion::BenchmarkId;
use criterion::Criterion;
use criterion::Throughput;
use huurproef::check::read;
use huurproef::source::SourceFile;
use std::hint::black_box;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    read_policies(&mut criterion);
    criterion.final_summary();
}

fn read_policies(criterion: &mut Criterion) {
    let shipped = include_str!("../policies/wooninvest-2025.beleid");
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    for (name, text) in [
        ("shipped", shipped.to_owned()),
        ("1000 rules", rules(1_000)),
        ("10000 rules", rules(10_000)),
        ("1000 rules in stages", staged(1_000)),
        ("10000 rules in stages", staged(10_000)),
        ("500 exceptions to one rule", exceptions(500)),
        ("10000 segments", segments(10_000)),
        ("10000 settings", settings(10_000)),
        ("10000 examples", examples(10_000)),
        ("2000 guarantees", guarantees(2_000)),
        ("10000 sources", sources(10_000)),
    ] {
        let file = SourceFile::new(name, text);
        let checked = read(&file);
        assert!(
            checked.policy.is_some() && checked.diagnostics.is_empty(),
            "{name}: {:?}",
            checked.diagnostics.first()
        );
        group.throughput(Throughput::Bytes(file.text().len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &file, |bench, file| {
            bench.iter(|| read(black_box(file)));
        });
    }
    group.finish();
}

fn rules(count: usize) -> String {
    let head = String::from("policy \"Many\" version \"1\"\nsource b \"B\"\n");
    (0..count).fold(head, |text, number| text + &rule(number))
}

fn rule(number: usize) -> String {
    format!(
        "rule r{number} \"Rule {number}\"\n  when days_overdue = {number} and (not plan_active or arrears > € 50)\n  \
         do call\n  once per episode\n  cite b \"1\"\n"
    )
}

/// Like a real policy, many times over: each rule for other amounts, in its stage and segment, after other steps.
fn staged(count: usize) -> String {
    let head = "policy \"Many\" version \"1\"\nsource b \"B\"\napplies when kind = dwelling cite b \"1\"\n\
                partner bank is credit_bank\npartner agency is bailiff\nsetting call_day = 14 between 7 and 30\n\
                segment new when tenancy_months < 12\nsegment dragging when late_months(12) >= 6\nsegment others otherwise\n\
                stage one when months_in_arrears >= 1\nstage two when months_in_arrears >= 2\n";
    (0..count).fold(head.to_owned(), |text, number| text + &staged_rule(number))
}

fn staged_rule(number: usize) -> String {
    const STEPS: [(&str, &str); 6] = [
        ("reminder", "sitting"),
        ("call", "done(reminder)"),
        ("home_visit", "attempted(call)"),
        ("wik_letter", "done(reminder)"),
        ("refer to bank", "attempted(call)"),
        ("hand over to agency", "days_since(wik_letter) >= 15"),
    ];
    let (step, after) = STEPS.get(number % STEPS.len()).copied().unwrap_or_default();
    let segment = match number / 6 % 3 {
        0 => "new",
        1 => "dragging",
        _ => "others",
    };
    let stage = if (number / 18).is_multiple_of(2) { "one" } else { "two" };
    let (low, high) = (3 * number + 1, 3 * number + 4);
    format!(
        "rule r{number} \"Rule {number}\"\n  in stage {stage} or later\n  when arrears > € {low} and arrears <= € {high}\n    \
         and segment = {segment} and days_overdue >= call_day and (not plan_active or reached) and {after}\n  \
         do {step}\n  once per episode\n  cite b \"1\"\n"
    )
}

/// All to the same rule, each on another day, so that every pair is compared.
fn exceptions(count: usize) -> String {
    let exception = |number: usize| {
        format!("exception e{number} to r0 when full_months = {number} and not on_hold do nothing cite b \"2\"\n")
    };
    (0..count).fold(rules(1), |text, number| text + &exception(number))
}

fn segments(count: usize) -> String {
    let segment = |number: usize| format!("segment s{number} when arrears = € {}\n", number + 1);
    (0..count).fold(rules(1), |text, number| text + &segment(number)) + "segment others otherwise\n"
}

fn settings(count: usize) -> String {
    let setting = |number: usize| {
        format!(
            "setting k{number} = {} between 7 and {} cite b \"1\"\n\
             rule q{number} when days_overdue = k{number} do call once per episode cite b \"1\"\n",
            number + 20,
            number + 30
        )
    };
    (0..count).fold(rules(1), |text, number| text + &setting(number))
}

fn examples(count: usize) -> String {
    let example = |number: usize| {
        format!(
            "example \"E{number}\" given days_overdue = {number}, arrears = € {} expect not reminder\n",
            number + 60
        )
    };
    (0..count).fold(rules(1), |text, number| text + &example(number))
}

fn guarantees(count: usize) -> String {
    let guarantee =
        |number: usize| format!("guarantee \"G{number}\" call only after days_overdue <= {number} cite b \"1\"\n");
    (0..count).fold(rules(1), |text, number| text + &guarantee(number))
}

fn sources(count: usize) -> String {
    (0..count).fold(rules(1), |text, number| text + &format!("source b{number} \"B\"\n"))
}
