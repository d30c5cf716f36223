//! What a tenancy-month, a decision and a booking cost.
//!
//! Replay and one modelled replication of 8,600 invented homes over 60 months on one core, measured into key figures, next
//! to a replay written by hand for one policy; single decisions, next to the same rules written by hand; and reading the
//! books back from their files.
#![expect(clippy::expect_used, reason = "a bench without its policies or books has nothing to time")]
#![expect(clippy::indexing_slicing, reason = "what is written by hand for one policy knows its arrays")]

mod by_hand;
mod decisions;
mod stage;

use by_hand::Month;
use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use huurproef::kpi::KpiTable;
use huurproef::kpi::Tally;
use huurproef::tables::Format;
use huurproef::tables::read_ledger;
use huurproef::tables::write_ledger;
use stage::HOMES;
use stage::MONTHS;
use stage::Stage;
use std::cell::LazyCell;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::Duration;

/// The books and policies of all benches, invented once.
fn stage() -> &'static Stage {
    static STAGE: LazyLock<Stage> = LazyLock::new(|| Stage::new(HOMES));
    &STAGE
}

fn tenancy_months(criterion: &mut Criterion) {
    let stage = Stage::new(HOMES);
    assert!(
        by_hand::knows(&stage.portfolio, stage.window),
        "these books hold what the hand-written replay does not know"
    );
    assert_eq!(by_hand::replay(&stage.portfolio, stage.window), months(&stage.run(&stage.ladder, None)));
    let drawn = stage.drawn();
    let mut group = criterion.benchmark_group("tenancy_month");
    group.throughput(Throughput::Elements(u64::from(HOMES) * u64::from(MONTHS)));
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(6));
    group.bench_function("ladder_by_hand", |bencher| {
        assert!(by_hand::knows(&stage.portfolio, stage.window), "the books hold what is not written by hand");
        assert_eq!(by_hand::replay(&stage.portfolio, stage.window), months(&stage.run(&stage.ladder, None)));
        bencher.iter(|| by_hand::replay(black_box(&stage.portfolio), stage.window));
    });
    group.bench_function("ladder_replay", |bencher| bencher.iter(|| stage.run(black_box(&stage.ladder), None)));
    group.bench_function("flagship_replay", |bencher| bencher.iter(|| stage.run(black_box(&stage.flagship), None)));
    group.bench_function("flagship_modelled", |bencher| {
        bencher.iter(|| stage.run(black_box(&stage.flagship), Some(&drawn)));
    });
    group.finish();
}

/// What the hand-written replay adds up, out of a table of key figures.
fn months(table: &KpiTable) -> Vec<Month> {
    let month = |tally: &Tally| Month {
        arrears_sitting: tally.arrears_sitting,
        arrears_departed: tally.arrears_departed,
        in_arrears_sitting: tally.in_arrears_sitting,
        in_arrears_departed: tally.in_arrears_departed,
        actions: tally.actions,
    };
    table.tallies.iter().map(month).collect()
}

fn entries(criterion: &mut Criterion) {
    let stage = stage();
    let entries: usize = stage.portfolio.tenancies.iter().map(|tenancy| tenancy.entries.len()).sum();
    let mut group = criterion.benchmark_group("read_ledger");
    group.throughput(Throughput::Elements(u64::try_from(entries).expect("a count")));
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(6));
    for (name, format) in [("parquet", Format::Parquet), ("csv", Format::Csv)] {
        let on_disk = LazyCell::new(|| {
            let folder = tempfile::tempdir().expect("a folder for a while");
            write_ledger(folder.path(), &stage.portfolio, format).expect("a ledger on disk");
            folder
        });
        group.bench_function(name, |bencher| {
            let folder = on_disk.path();
            bencher.iter(|| read_ledger(folder).expect("a ledger"));
        });
    }
    group.finish();
}

criterion_group!(benches, tenancy_months, decisions::decisions, entries);
criterion_main!(benches);
