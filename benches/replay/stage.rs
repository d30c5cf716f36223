//! Invented books and the policies that are tried on them.

use huurproef::behaviour::Behaviour;
use huurproef::behaviour::Drawn;
use huurproef::behaviour::Spread;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::read;
use huurproef::engine::Delay;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::kpi::HOURS_OF_FTE;
use huurproef::kpi::Known;
use huurproef::kpi::KpiTable;
use huurproef::kpi::Work;
use huurproef::ledger::Allocation;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::scenario::read_behaviour;
use huurproef::source::SourceFile;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::Portfolio;
use std::fs;

/// The homes of a middling corporation.
pub const HOMES: u32 = 8_600;
/// Five years.
pub const MONTHS: u32 = 60;

/// Everything there is to measure.
const KNOWN: Known =
    Known { actions: true, court: true, plans: true, dossiers: true, survey: true, hours_of_fte: Some(HOURS_OF_FTE) };

/// Everything that a run needs.
pub struct Stage {
    pub portfolio: Portfolio,
    pub ladder: Program,
    pub flagship: Program,
    pub window: Period,
    behaviour: Behaviour,
}

impl Stage {
    pub fn new(homes: u32) -> Stage {
        let first_month = "2020-01-01".parse::<Day>().expect("a date").month();
        let options = SynthOptions { tenancies: homes, months: MONTHS, seed: 1, first_month };
        let to = first_month.plus(i32::try_from(MONTHS).expect("five years") - 1).last();
        let text = fs::read_to_string("scenarios/behaviours/default.yaml").expect("the shipped behaviour");
        Stage {
            portfolio: invent(options),
            ladder: compile("policies/ladder.beleid"),
            flagship: compile("policies/wooninvest-2025.beleid"),
            window: Period { from: first_month.first(), to },
            behaviour: read_behaviour(&SourceFile::new("default.yaml", text)).expect("a behaviour"),
        }
    }

    pub fn drawn(&self) -> Drawn {
        self.behaviour.draw(1, 0, Spread::Central)
    }

    /// One run over all tenancies on one core, measured into key figures.
    pub fn run(&self, program: &Program, behaviour: Option<&Drawn>) -> KpiTable {
        let run = Run {
            program,
            later: &[],
            rules_from: Day::DAWN,
            columns: &self.portfolio.attributes,
            window: self.window,
            allocation: Allocation::Statutory,
            behaviour,
            delay: Delay::Prompt,
            seed: 1,
            replication: 0,
            last_day: self.window.to,
        };
        let mut table = KpiTable::new(self.window.month_ends(), self.window.from, KNOWN);
        let mut simulator = Simulator::default();
        for (place, tenancy) in self.portfolio.tenancies.iter().enumerate() {
            let history = simulator.simulate(&run, place, tenancy);
            table.measure(tenancy, history, |_| Work::default());
        }
        table
    }
}

fn compile(file: &str) -> Program {
    let text = fs::read_to_string(file).expect("a shipped policy");
    let policy = read(&SourceFile::new(file, text)).policy.expect("a policy without errors");
    Program::compile(&policy, &Settings::new()).expect("settings within their ranges")
}
