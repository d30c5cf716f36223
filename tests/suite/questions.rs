//! How far an answer can be trusted, and what it would take for another one: asked of small books of invented people.

use huurproef::behaviour::Behaviour;
use huurproef::calendar::Day;
use huurproef::check::read;
use huurproef::compare::Exactness;
use huurproef::compare::Measure;
use huurproef::compare::measured;
use huurproef::kpi::KpiTable;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::scenario::Chosen;
use huurproef::scenario::Outcome;
use huurproef::scenario::Plan;
use huurproef::scenario::Precision;
use huurproef::scenario::Scenario;
use huurproef::scenario::StoppedBy;
use huurproef::scenario::read_behaviour;
use huurproef::scenario::read_scenario;
use huurproef::scenario::run;
use huurproef::scenario::run_until;
use huurproef::source::SourceFile;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::Portfolio;
use huurproef::vocabulary::Kpi;
use std::fs;

/// Everything that a plan borrows.
struct Desk {
    scenario: Scenario,
    portfolio: Portfolio,
    policies: Vec<Chosen>,
    behaviour: Behaviour,
}

impl Desk {
    fn new(replications: u32) -> Desk {
        let scenario = format!(
            "title: T\nledger: l\nwindow: {{from: 2024-01-01, to: 2024-06-30}}\nresponse: modelled\nbehaviour: b\n\
             replications: {replications}\npolicies:\n  - {{name: a, file: a}}\n  - {{name: b, file: b}}\n"
        );
        let scenario = read_scenario(&SourceFile::new("s", scenario)).unwrap();
        let text = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        let behaviour = read_behaviour(&SourceFile::new("b", text)).unwrap();
        let first_month = "2023-01-01".parse::<Day>().unwrap().month();
        let portfolio = invent(SynthOptions { tenancies: 15, months: 18, seed: 3, first_month });
        let policies = ["policies/wooninvest-2025.beleid", "policies/kort-en-strak.beleid"].map(chosen).to_vec();
        Desk { scenario, portfolio, policies, behaviour }
    }

    fn plan(&self) -> Plan<'_> {
        Plan {
            scenario: &self.scenario,
            portfolio: &self.portfolio,
            policies: &self.policies,
            behaviour: Some(&self.behaviour),
        }
    }
}

fn chosen(path: &str) -> Chosen {
    let policy = read(&SourceFile::new(path, fs::read_to_string(path).unwrap())).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    Chosen::new(path, policy, program)
}

fn precise(half_width: f64, most: u32) -> Precision {
    Precision { figure: "tenants_in_arrears".to_owned(), half_width, most }
}

#[test]
fn stopping_gives_what_so_many_runs_give() {
    let desk = Desk::new(1);
    let mut scenario = desk.scenario.clone();
    scenario.precision = Some(precise(1e-9, 100));
    let (outcomes, stopped) =
        run_until(&Plan { scenario: &scenario, ..desk.plan() }, &precise(1e-9, 100), &|_| {}, &|| {}).unwrap();
    assert_eq!((stopped.replications, stopped.by), (100, StoppedBy::Most));
    let at_once = Desk::new(100);
    assert_eq!(figures(&outcomes), figures(&run(&at_once.plan(), &|| {})));
}

fn figures(outcomes: &[Outcome]) -> Vec<(Vec<KpiTable>, Vec<u64>, usize)> {
    outcomes.iter().map(|of| (of.tables.clone(), of.breaches.clone(), of.actions.len())).collect()
}

#[test]
fn a_run_stops_at_the_first_batch_that_is_precise_enough_and_not_before() {
    let desk = Desk::new(200);
    let window = desk.scenario.window;
    let values: Vec<Vec<f64>> = run(&desk.plan(), &|| {})
        .iter()
        .map(|of| {
            of.tables
                .iter()
                .map(|table| measured(table, Measure::Kpi(Kpi::TenantsInArrears), window).unwrap())
                .collect()
        })
        .collect();
    let apart: Vec<f64> = values[1].iter().zip(&values[0]).map(|(own, base)| own - base).collect();
    let known = |runs: usize| Exactness::of(&apart[..runs]).unwrap().worst();
    let asked = known(200) * 1.0001;
    let first = [40, 80, 120, 160, 200].into_iter().find(|runs| known(*runs) <= asked).unwrap();
    let mut scenario = Desk::new(1).scenario;
    scenario.precision = Some(precise(asked, 400));
    let (_, stopped) =
        run_until(&Plan { scenario: &scenario, ..desk.plan() }, &precise(asked, 400), &|_| {}, &|| {}).unwrap();
    assert_eq!((stopped.replications as usize, stopped.by), (first, StoppedBy::Precision));
    assert!(first > 80, "{first}");
}

#[test]
fn two_runs_of_a_pair_share_their_numbers_and_no_more() {
    let desk = Desk::new(6);
    let throws = desk.plan().throws(0..6);
    let alike: Vec<f64> = throws.iter().map(|throw| throw.numbers.as_ref().unwrap().alikeness).collect();
    assert!(alike.chunks(2).all(|pair| pair[0].to_bits() == pair[1].to_bits()));
    assert!(alike[1] != alike[2] && alike[3] != alike[4]);
    assert_eq!(throws.iter().map(|throw| throw.luck).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
}
