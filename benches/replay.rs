//! What a tenancy-month costs: replay of the payments as recorded, and one modelled replication, both measured into key
//! figures. The books are invented, the policy is the flagship.

use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use huurproef::behaviour::Drawn;
use huurproef::behaviour::Spread;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::read;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::kpi::KpiTable;
use huurproef::kpi::Work;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::scenario::read_behaviour;
use huurproef::source::SourceFile;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::Portfolio;
use std::hint::black_box;

const HOMES: u32 = 1_000;
const MONTHS: u32 = 60;

/// Everything a run needs.
struct Stage {
    portfolio: Portfolio,
    program: Program,
    drawn: Drawn,
    window: Period,
}

fn stage() -> Option<Stage> {
    let start = Day::from_ymd(2020, 1, 1)?;
    let options = SynthOptions { tenancies: HOMES, months: MONTHS, seed: 1, first_month: start.month() };
    let text = std::fs::read_to_string("policies/wooninvest-2025.beleid").ok()?;
    let policy = read(&SourceFile::new("wooninvest-2025.beleid", text)).policy?;
    let program = Program::compile(&policy, &Settings::new()).ok()?;
    let text = std::fs::read_to_string("scenarios/behaviours/default.yaml").ok()?;
    let behaviour = read_behaviour(&SourceFile::new("default.yaml", text)).ok()?;
    let window = Period { from: start, to: start.month().plus(59).last() };
    Some(Stage { portfolio: invent(options), program, drawn: behaviour.draw(1, 0, Spread::Central), window })
}

fn replay(stage: &Stage, behaviour: Option<&Drawn>) -> KpiTable {
    let run = Run { behaviour, seed: 1, ..Run::replay(&stage.program, stage.window) };
    let mut table = KpiTable::new(stage.window.month_ends(), stage.window.from);
    let mut simulator = Simulator::default();
    for (place, tenancy) in stage.portfolio.tenancies.iter().enumerate() {
        let history = simulator.simulate(&run, place, tenancy);
        table.measure(tenancy, history, |_| Work::default());
    }
    table
}

fn tenancy_months(criterion: &mut Criterion) {
    let Some(stage) = stage() else { return };
    let mut group = criterion.benchmark_group("tenancy_month");
    group.throughput(Throughput::Elements(u64::from(HOMES) * u64::from(MONTHS)));
    group.sample_size(20);
    group.bench_function("replay", |bencher| bencher.iter(|| black_box(replay(&stage, None))));
    group.bench_function("modelled", |bencher| bencher.iter(|| black_box(replay(&stage, Some(&stage.drawn)))));
    group.finish();
}

criterion_group!(benches, tenancy_months);
criterion_main!(benches);
