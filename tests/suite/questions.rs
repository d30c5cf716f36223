//! How far an answer can be trusted, and what it would take for another one: asked of small books of invented people.

use huurproef::behaviour::Behaviour;
use huurproef::behaviour::Spread;
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
            future: None,
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
    let alike: Vec<f64> = throws.iter().map(|throw| throw.numbers.as_ref().unwrap().rent_increase).collect();
    assert!(alike.chunks(2).all(|pair| pair[0].to_bits() == pair[1].to_bits()));
    assert!((alike[1] - alike[2]).abs() > 1e-9 && (alike[3] - alike[4]).abs() > 1e-9);
    assert_eq!(throws.iter().map(|throw| throw.luck).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
}

fn default() -> Behaviour {
    let text = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
    read_behaviour(&SourceFile::new("default", text)).unwrap()
}

#[test]
fn a_number_can_be_pinned_by_its_name_and_no_other_moves() {
    let behaviour = default();
    for named in behaviour.estimates() {
        let pinned = behaviour.with(&named.name, 0.123).unwrap();
        for other in behaviour.estimates() {
            let now = pinned.number(&other.name).unwrap();
            let wanted = if other.name == named.name { 0.123 } else { other.estimate.value };
            assert!((now - wanted).abs() < 1e-12, "{} with {}", other.name, named.name);
        }
    }
    assert!(behaviour.with("contact.call.efect", 1.0).is_none());
}

#[test]
fn a_pinned_number_is_the_same_in_every_draw_and_the_others_are_drawn_as_before() {
    let (free, pinned) = (default(), default().with("rent_increase", 0.07).unwrap());
    for draw in 0..20 {
        let (free, pinned) = (free.draw(1, draw, Spread::Interval), pinned.draw(1, draw, Spread::Interval));
        assert!((pinned.rent_increase - 0.07).abs() < 1e-12);
        assert_eq!(pinned.help_days.to_bits(), free.help_days.to_bits());
    }
}

#[test]
fn what_is_held_no_longer_differs_between_draws() {
    let behaviour = default();
    let of = |name: &str| behaviour.estimates().into_iter().find(|named| named.name == name).unwrap().estimate.label;
    let label = of("help.months");
    let held = behaviour.holding(label);
    let days = |of: &Behaviour, nth| of.draw(1, nth, Spread::Interval).help_days.to_bits();
    assert_eq!(days(&held, 0), days(&held, 1));
    assert_ne!(days(&behaviour, 0), days(&behaviour, 1));
}
