use super::widened;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::check::read;
use crate::compare::Exactness;
use crate::compare::Measure;
use crate::compare::measured;
use crate::kpi::KpiTable;
use crate::program::Program;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Outcome;
use crate::scenario::Plan;
use crate::scenario::Scenario;
use crate::scenario::Throw;
use crate::scenario::read_behaviour;
use crate::scenario::read_scenario;
use crate::scenario::run;
use crate::scenario::run_until;
use crate::source::SourceFile;
use crate::synth::SynthOptions;
use crate::synth::invent_visits_after_calls;
use crate::tenancy::Portfolio;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use std::fs;

const POLICY: &str = r#"policy "Old" version "1"
source book "A book"
rule remind "A reminder" when days_overdue >= 9 do reminder once per episode cite book "1"
rule ring "Call" when days_overdue >= 20 do call once per episode cite book "2"
rule visit "Visit" when days_since(call) >= 1 do home_visit once per episode cite book "2"
"#;
const VISIT: &str = "rule visit \"Visit\" when days_since(call) >= 1 do home_visit once per episode cite book \"2\"\n";

/// Books in which a visit comes the day after a call and never alone, with effects that were fitted to them.
struct World {
    scenario: Scenario,
    portfolio: Portfolio,
    behaviour: Behaviour,
}

impl World {
    fn new(more: &str) -> World {
        let text = format!(
            "title: t\nledger: l\nwindow: {{from: 2023-07-01, to: 2024-06-30}}\nresponse: modelled\nbehaviour: b\n\
             seed: 3\n{more}policies:\n  - {{name: a, file: a}}\n"
        );
        let day: Day = "2022-07-01".parse().unwrap();
        let text_of = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        let mut behaviour = read_behaviour(&SourceFile::new("b", text_of)).unwrap();
        behaviour.contact.values_mut().for_each(|contact| contact.effect.label = Label::Fitted);
        let portfolio =
            invent_visits_after_calls(SynthOptions { tenancies: 150, months: 24, seed: 5, first_month: day.month() });
        World { scenario: read_scenario(&SourceFile::new("s", text)).unwrap(), portfolio, behaviour }
    }

    fn plan<'a>(&'a self, policies: &'a [Chosen]) -> Plan<'a> {
        let World { scenario, portfolio, behaviour } = self;
        Plan { scenario, portfolio, policies, behaviour: Some(behaviour), future: None }
    }

    fn run(&self, policies: &[&Chosen]) -> Vec<Outcome> {
        let policies: Vec<Chosen> = policies.iter().copied().cloned().collect();
        run(&self.plan(&policies), &|| ())
    }
}

fn policy(text: &str) -> Chosen {
    let policy = read(&SourceFile::new("policy", text)).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    Chosen::new("p", policy, program)
}

#[test]
fn a_policy_more_in_a_scenario_moves_no_figure_of_the_others() {
    let world = World::new("replications: 6\n");
    let (old, later) = (policy(POLICY), policy(&POLICY.replace(">= 20", ">= 40")));
    let without = policy(&POLICY.replace(VISIT, ""));
    let (two, three) = (world.run(&[&old, &later]), world.run(&[&old, &later, &without]));
    assert_eq!(three[2].left_out, [ActionKind::HomeVisit], "or nothing is drawn wider");
    assert_eq!([&two[0].tables, &two[1].tables], [&three[0].tables, &three[1].tables]);
    assert!(three[1].beside.is_empty() && three[1].left_out.is_empty());
    let turned = world.run(&[&old, &without, &later]);
    assert_eq!((&turned[1].tables, &turned[1].beside), (&three[2].tables, &three[2].beside));
    assert_eq!(turned[2].tables, three[1].tables);
}

#[test]
fn a_step_left_out_is_drawn_wider_for_both_policies_of_the_pair() {
    let (old, without) = (policy(POLICY), policy(&POLICY.replace(VISIT, "")));
    let wide = World::new("replications: 40\n").run(&[&old, &without]);
    assert_eq!((wide[1].beside.len(), wide[0].beside.len()), (40, 0));
    assert_ne!(wide[1].beside, wide[0].tables, "the first policy has the same wider numbers beside it");
    let single = World::new("replications: 1\n").run(&[&old, &without]);
    assert_eq!(single[1].beside, single[0].tables, "one run takes every number as it is");
}

/// So many runs, of an answer that is never known well enough.
fn until(most: u32) -> String {
    format!("replications: 2\nprecision: {{figure: tenants_in_arrears, half_width: 0.0001, most: {most}}}\n")
}

#[test]
fn runs_that_are_added_one_by_one_are_drawn_as_wide_as_all_at_once() {
    let policies = [policy(POLICY), policy(&POLICY.replace(VISIT, ""))];
    let world = World::new(&until(41));
    let plan = world.plan(&policies);
    let (added, stopped) = run_until(&plan, plan.scenario.precision.as_ref().unwrap(), &|_| (), &|| ()).unwrap();
    assert_eq!(stopped.replications, 41);
    let at_once = World::new("replications: 41\n").run(&[&policies[0], &policies[1]]);
    assert_eq!((&added[1].tables, &added[1].beside), (&at_once[1].tables, &at_once[1].beside));
}

#[test]
fn how_well_an_answer_is_known_is_told_of_the_pair_with_the_same_numbers() {
    let policies = [policy(POLICY), policy(&POLICY.replace(VISIT, ""))];
    let world = World::new(&until(161));
    let plan = world.plan(&policies);
    let (came, stopped) = run_until(&plan, plan.scenario.precision.as_ref().unwrap(), &|_| (), &|| ()).unwrap();
    let figure =
        |table: &KpiTable| measured(table, Measure::Kpi(Kpi::TenantsInArrears), plan.scenario.measured()).unwrap();
    let within = |base: &[KpiTable]| {
        let apart: Vec<f64> = came[1].tables.iter().zip(base).map(|(own, base)| figure(own) - figure(base)).collect();
        Exactness::of(&apart).unwrap().worst()
    };
    assert_eq!(stopped.within, Some(within(&came[1].beside)));
    assert_ne!(stopped.within, Some(within(&came[0].tables)));
}

#[test]
fn runs_with_the_same_numbers_are_drawn_wider_by_the_same() {
    let World { behaviour, .. } = World::new("");
    let throws = [Throw::drawn(&behaviour, 3, 1, 2), Throw::drawn(&behaviour, 3, 1, 3), Throw::central(&behaviour, 2)];
    let effect = |throws: &[Throw]| -> Vec<String> {
        throws.iter().map(|throw| format!("{:?}", throw.numbers.as_ref().unwrap().push)).collect()
    };
    let (before, after) = (effect(&throws), effect(&widened(&throws, &[ActionKind::HomeVisit], 3)));
    assert!(before[0] != after[0] && after[0] == after[1], "{before:?} {after:?}");
    assert_eq!(before[2], after[2], "where numbers are taken as they are, so is this");
}

/// On these books nobody is called again: how readily somebody pays after a second or third call is not in them.
#[test]
fn what_is_done_deeper_in_arrears_than_the_books_ever_show_is_counted() {
    let mut world = World::new("replications: 2\n");
    for tenancy in &mut world.portfolio.tenancies {
        tenancy.actions.truncate(2);
    }
    let (old, again) = (policy(POLICY), policy(&POLICY.replace("do call once per episode", "do call every 25 days")));
    let outcomes = world.run(&[&old, &again]);
    let beyond = |place: usize| outcomes[place].beyond[ActionKind::Call.place()];
    assert!(beyond(1) > 3 * beyond(0) && beyond(1) > 5, "{} and {}", beyond(0), beyond(1));
}
