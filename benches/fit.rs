//! How long it takes to learn from a hundred thousand rows, with each cluster's own tendency integrated out.

use criterion::Criterion;
use criterion::Throughput;
use huurproef::estimation::events::Options;
use huurproef::estimation::events::Rows;
use huurproef::estimation::events::Tendencies;
use huurproef::estimation::events::fit;
use std::hint::black_box;

const CLUSTERS: u32 = 2_000;
const ROWS_EACH: u32 = 50;
const COEFFICIENTS: usize = 40;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let rows = rows();
    let mut group = criterion.benchmark_group("fit");
    group.sample_size(10).throughput(Throughput::Elements(rows.len() as u64));
    for (name, tendencies) in [
        ("alike", Tendencies::Alike),
        ("normal, 1 point", Tendencies::Normal { points: 1 }),
        ("normal, 7 points", Tendencies::Normal { points: 7 }),
        ("3 kinds", Tendencies::Kinds { count: 3, reach: 5.0 }),
    ] {
        let options = Options { tendencies, ..Options::default() };
        assert_eq!(fit(&rows, &options).err(), None, "{name}");
        group.bench_function(name, |bench| bench.iter(|| fit(black_box(&rows), &options)));
    }
    group.finish();
    criterion.final_summary();
}

/// A level, nine steps of days, ten groups of clusters, ten kinds of contact that fade, and ten states: seven or so of
/// them in a row.
fn rows() -> Rows {
    let mut rows = Rows::new(COEFFICIENTS);
    for cluster in 0..CLUSTERS {
        for day in 0..ROWS_EACH {
            let mixed = mix(cluster, day);
            let mut cells = vec![(0, 1.0)];
            cells.extend((day / 5 > 0).then_some((day as usize / 5, 1.0)));
            cells.extend((cluster % 11 > 0).then(|| (9 + cluster as usize % 11, 1.0)));
            for kind in 0..10_u32 {
                let since = (day + cluster * 7 + kind * 11) % (20 + kind);
                cells.extend((since < 12).then(|| (20 + kind as usize, 0.5_f64.powi(since.cast_signed()))));
            }
            let state = (mixed >> 8) as usize % 11;
            cells.extend((state > 0).then_some((29 + state, 0.5)));
            let tendency = f64::from(mix(cluster, 1_000) % 1_000) / 400.0 - 1.25;
            let chance = 0.05 * tendency.exp();
            rows.push(cluster, &cells, 1.0, f64::from(mixed % 10_000) < chance * 10_000.0);
        }
    }
    rows
}

/// A number that looks like chance.
fn mix(cluster: u32, day: u32) -> u32 {
    let mut mixed = cluster.wrapping_mul(0x9E37_79B1) ^ day.wrapping_mul(0x85EB_CA77);
    for shift in [15, 13, 16] {
        mixed = (mixed ^ (mixed >> shift)).wrapping_mul(0x2C1B_3C6D);
    }
    mixed ^ (mixed >> 14)
}
