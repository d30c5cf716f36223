//! How long it takes to read and check a policy: the one that is shipped, one of ten thousand rules, and one of many
//! exceptions.

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
        ("500 exceptions to one rule", exceptions(500)),
    ] {
        let file = SourceFile::new(name, text);
        assert!(read(&file).policy.is_some(), "{name} has errors");
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
    let days = number % 90;
    format!(
        "rule r{number} \"Rule {number}\"\n  when days_overdue >= {days} and (not plan_active or arrears > € 50)\n  \
         do call\n  once per episode\n  cite b \"1\"\n"
    )
}

/// All to the same rule, each on another day, so that every pair is compared.
fn exceptions(count: usize) -> String {
    let exception = |number: usize| {
        format!("exception e{number} to r0 when full_months = {number} and not on_hold do nothing cite b \"2\"\n")
    };
    (0..count).fold(rules(1), |text, number| text + &exception(number))
}
