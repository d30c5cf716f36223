use super::Attribution;
use super::AttributionError;
use super::MEASURES;
use super::Question;
use super::Side;
use super::outcome::attribute;
use super::outcome::divided;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::check::read;
use crate::compare::Chance;
use crate::compare::Measure;
use crate::compare::Verdict;
use crate::compare::figures_of;
use crate::locale::Locale;
use crate::program::Program;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Plan;
use crate::scenario::Scenario;
use crate::scenario::Validity;
use crate::scenario::read_behaviour;
use crate::scenario::read_scenario;
use crate::scenario::run;
use crate::source::SourceFile;
use crate::synth::SynthOptions;
use crate::synth::invent;
use crate::synth::invent_visits_after_calls;
use crate::tenancy::Portfolio;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

const OLD: &str = r#"policy "Old" version "1"
source book "A book"
setting call_day = 20 between 3 and 60 cite book "1"
setting spare_days = 9 days between 1 and 30 cite book "1"
action chat "A call" is call by phone costs € 1 takes 15 minutes
action knock "A visit" is home_visit takes 60 minutes
stage one "One month" when months_in_arrears >= 1 cite book "1"
rule remind "A reminder" when days_overdue >= spare_days do reminder once per episode cite book "1"
rule ring "Call" when days_overdue >= call_day do chat once per episode cite book "2"
rule visit "Visit" in stage one or later when days_since(call) >= 10 do knock once per episode cite book "2"
"#;

/// One side of a question, with all it needs.
struct Made {
    file: SourceFile,
    chosen: Chosen,
    settings: Settings,
}

impl Made {
    fn new(text: &str, settings: &[(&str, &str)]) -> Made {
        let file = SourceFile::new("policy", text);
        let checked = read(&file);
        let policy = checked.policy.unwrap_or_else(|| panic!("{:#?}\n{text}", checked.diagnostics));
        let settings: Settings =
            settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let program = Program::compile(&policy, &settings).unwrap();
        Made { file, chosen: Chosen::new("p", policy, program), settings }
    }

    const fn side(&self) -> Side<'_> {
        Side { file: &self.file, chosen: &self.chosen, settings: &self.settings }
    }
}

struct World {
    scenario: Scenario,
    portfolio: Portfolio,
    behaviour: Behaviour,
}

impl World {
    fn new() -> World {
        let text = "title: t\nledger: l\nwindow: {from: 2023-07-01, to: 2024-06-30}\nresponse: modelled\nbehaviour: b\n\
                    replications: 5\nseed: 3\npolicies:\n  - {name: a, file: a}\n";
        let day: Day = "2022-07-01".parse().unwrap();
        let behaviour = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        World {
            scenario: read_scenario(&SourceFile::new("s", text)).unwrap(),
            portfolio: invent(SynthOptions { tenancies: 40, months: 24, seed: 5, first_month: day.month() }),
            behaviour: read_behaviour(&SourceFile::new("b", behaviour)).unwrap(),
        }
    }

    fn plan<'a>(&'a self, policies: &'a [Chosen]) -> Plan<'a> {
        let World { scenario, portfolio, behaviour } = self;
        Plan { scenario, portfolio, policies, behaviour: Some(behaviour), future: None }
    }

    /// The figures of policies, by policy, replication and measure.
    fn figures(&self, policies: &[Chosen]) -> Vec<Vec<Vec<Option<f64>>>> {
        let outcomes = run(&self.plan(policies), &|| ());
        let of = |table| figures_of(table, self.scenario.window, &MEASURES);
        outcomes.iter().map(|outcome| outcome.tables.iter().map(of).collect()).collect()
    }

    fn answer(&self, old: &Made, new: &Made) -> Attribution {
        question(old, new).unwrap().answer(&self.plan(&[]), &|| ()).unwrap()
    }
}

fn question<'a>(old: &'a Made, new: &'a Made) -> Result<Question<'a>, AttributionError> {
    Question::new(old.side(), new.side(), Validity::AsIf, &[])
}

/// The changes of each group by their ids.
fn ids(question: &Question<'_>) -> Vec<Vec<String>> {
    let id = |place: &usize| question.changes()[*place].id();
    question.groups().iter().map(|group| group.changes.iter().map(id).collect()).collect()
}

fn with(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(OLD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// Three changes that each do something, and one that does nothing.
fn new_policy() -> String {
    with(&[
        ("call_day = 20", "call_day = 5"),
        ("spare_days = 9", "spare_days = 3"),
        ("costs € 1 takes 15", "costs € 2 takes 10"),
        ("source book \"A book\"", "source book \"A book\"\naction spare \"Not used\" is other takes 5 minutes"),
    ])
}

#[test]
fn what_is_divided_is_the_difference_between_the_policies_themselves() {
    let (world, old, new) = (World::new(), Made::new(OLD, &[]), Made::new(&new_policy(), &[]));
    let answer = world.answer(&old, &new);
    assert_eq!(answer.policies, 16);
    let figures = world.figures(&[old.chosen.clone(), new.chosen.clone()]);
    for of in &answer.measures {
        let place = MEASURES.iter().position(|measure| *measure == of.measure).unwrap();
        let means = figures.iter().map(|runs| runs.iter().map(|run| run[place].unwrap()).sum::<f64>() / 5.0);
        let means: Vec<f64> = means.collect();
        let parts: f64 = of.contributions.iter().map(|contribution| contribution.part.spread.mean).sum();
        for (found, wanted) in [
            (of.old.mean, means[0]),
            (of.new.mean, means[1]),
            (of.total.spread.mean, means[1] - means[0]),
            (parts, means[1] - means[0]),
        ] {
            assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{:?}: {found} is not {wanted}", of.measure);
        }
    }
    let hours = answer.measures.iter().find(|of| of.measure == Measure::Hours).unwrap();
    assert!(hours.total.spread.mean.abs() > 0.0);
}

#[test]
fn a_change_that_does_nothing_gets_exactly_nothing_and_others_something() {
    let (world, old, new) = (World::new(), Made::new(OLD, &[]), Made::new(&new_policy(), &[]));
    let ids = ids(&question(&old, &new).unwrap()).concat();
    assert_eq!(ids, ["setting.call_day", "setting.spare_days", "action.chat", "action.spare"]);
    let answer = world.answer(&old, &new);
    for of in &answer.measures {
        assert_eq!(of.contributions[3].part.verdict, Verdict::Same, "{:?}", of.measure);
        assert_eq!(of.contributions[3].alone.verdict, Verdict::Same, "{:?}", of.measure);
    }
    let of = |measure| answer.measures.iter().find(|of| of.measure == measure).unwrap();
    let moved = |measure: Measure, place: usize| of(measure).contributions[place].part.verdict != Verdict::Same;
    assert!(moved(Measure::Kpi(Kpi::ArrearsRateSitting), 0) && moved(Measure::Kpi(Kpi::ArrearsRateSitting), 1));
    assert!(moved(Measure::Cost, 2) && !moved(Measure::Kpi(Kpi::ArrearsRateSitting), 2));
    // Earlier calls are cheaper calls too: what the two do together is more than what each does alone.
    assert!(of(Measure::Hours).interplay.spread.mean.abs() > 0.0);
}

#[test]
fn the_order_of_statements_in_a_file_changes_nothing() {
    let (world, old) = (World::new(), Made::new(OLD, &[]));
    let text = new_policy();
    let turned = text.lines().rev().collect::<Vec<_>>().join("\n");
    let (one, other) = (Made::new(&text, &[]), Made::new(&turned, &[]));
    assert_eq!(world.answer(&old, &one).measures, world.answer(&old, &other).measures);
}

#[test]
fn the_old_policy_with_no_change_is_itself_and_with_all_the_new_one() {
    let (world, old, new) = (World::new(), Made::new(OLD, &[("call_day", "30")]), Made::new(&new_policy(), &[]));
    let question = question(&old, &new).unwrap();
    let none = question.hybrids.with(&BTreeSet::new()).unwrap();
    let all = question.hybrids.with(&question.taken(question.policies() - 1)).unwrap();
    let figures = world.figures(&[old.chosen.clone(), none, new.chosen.clone(), all]);
    assert_eq!(figures[0], figures[1]);
    assert_eq!(figures[2], figures[3]);
    assert_ne!(figures[0], figures[2]);
}

#[test]
fn a_value_that_the_scenario_gives_is_attributed_as_a_change_of_the_text_is() {
    let (world, old) = (World::new(), Made::new(OLD, &[]));
    let given = Made::new(OLD, &[("call_day", "5"), ("spare_days", "3")]);
    let written = Made::new(&with(&[("call_day = 20", "call_day = 5"), ("spare_days = 9", "spare_days = 3")]), &[]);
    assert_eq!(world.answer(&old, &given).measures, world.answer(&old, &written).measures);
}

#[test]
fn how_many_policies_go_in_one_pass_changes_nothing() {
    let (world, old, new) = (World::new(), Made::new(OLD, &[]), Made::new(&new_policy(), &[]));
    let question = question(&old, &new).unwrap();
    let of = |batch| attribute(&question, &world.plan(&[]), batch, &|| ()).unwrap().measures;
    assert_eq!(of(15), of(4));
    assert_eq!(question.passes(&world.plan(&[])), 1);
}

/// Where a policy between the two leaves out a step that never came alone on the books, its effect is drawn wider: for all of
/// them, or a part would hang on who is run beside whom.
#[test]
fn a_step_that_is_left_out_is_drawn_wider_for_every_policy_between_the_two() {
    let mut world = World::new();
    let first_month = world.portfolio.first_day.unwrap().month();
    world.portfolio = invent_visits_after_calls(SynthOptions { tenancies: 150, months: 24, seed: 5, first_month });
    world.behaviour.contact.values_mut().for_each(|contact| contact.effect.label = Label::Fitted);
    let visit = OLD.lines().last().unwrap();
    let spare = "source book \"A book\"\naction spare \"Not used\" is other takes 5 minutes";
    let (old, new) = (Made::new(OLD, &[]), Made::new(&with(&[(visit, ""), ("source book \"A book\"", spare)]), &[]));
    let outcomes = run(&world.plan(&[old.chosen.clone(), new.chosen.clone()]), &|| ());
    assert_eq!(outcomes[1].left_out, [ActionKind::HomeVisit], "or nothing is drawn wider");
    let question = question(&old, &new).unwrap();
    let of = |batch| attribute(&question, &world.plan(&[]), batch, &|| ()).unwrap().measures;
    let answer = of(1);
    assert_eq!(answer, of(3));
    let spare = ids(&question).iter().position(|group| group.concat() == "action.spare").unwrap();
    for of in &answer {
        assert_eq!(of.contributions[spare].part.verdict, Verdict::Same, "{:?}", of.measure);
    }
}

#[test]
fn a_rule_goes_with_the_setting_that_it_needs_and_it_is_said_why() {
    let new = with(&[
        ("stage one \"", "setting pause = 3 days between 1 and 9 cite book \"1\"\nstage one \""),
        ("days_since(call) >= 10", "days_since(call) >= pause"),
        ("call_day = 20", "call_day = 5"),
    ]);
    let (old, new) = (Made::new(OLD, &[]), Made::new(&new, &[]));
    let question = question(&old, &new).unwrap();
    assert_eq!(ids(&question), [vec!["setting.call_day"], vec!["setting.pause", "rule.visit"]]);
    let told = &question.groups()[1].ties[0].reason;
    assert_eq!(
        told.en.split(": ").collect::<Vec<_>>()[..2],
        ["“rule visit", "changed” cannot be without “pause none \u{2192} 3 days”"],
        "{told:?}"
    );
    assert!(told.nl.starts_with("“regel visit: gewijzigd” kan niet zonder “pause geen \u{2192} 3 days”: "), "{told:?}");
}

#[test]
fn what_cannot_be_attributed_is_refused_with_its_reason() {
    let old = Made::new(OLD, &[]);
    let same = Made::new(&format!("{OLD}target arrears_rate at most 2 % cite book \"1\"\n"), &[]);
    match question(&old, &same) {
        Err(AttributionError::NoChange(changes)) => assert_eq!(changes[0].id(), "target.arrears_rate"),
        other => panic!("{other:?}"),
    }
    let dutch = "beleid \"a\" versie \"1\"\nbron boek \"b\"\nregel r als dagen_te_laat >= 2 doe herinnering \
                 eenmaal per achterstand volgens boek \"1\"\n";
    assert_eq!(question(&old, &Made::new(dutch, &[])).err(), Some(AttributionError::Languages));
}

#[test]
fn eleven_changes_are_too_many_until_some_are_taken_together() {
    let more: String = (0..11).map(|nth| format!("action spare_{nth} is other takes 1 minute\n")).collect();
    let (old, new) = (Made::new(OLD, &[]), Made::new(&format!("{OLD}{more}"), &[]));
    match question(&old, &new) {
        Err(AttributionError::TooMany { groups, changes }) => assert_eq!((groups.len(), changes.len()), (11, 11)),
        other => panic!("{other:?}"),
    }
    let together = [(0..7).collect::<BTreeSet<usize>>()];
    let question = Question::new(old.side(), new.side(), Validity::AsIf, &together).unwrap();
    assert_eq!((question.groups().len(), question.policies()), (5, 32));
}

#[test]
fn the_day_from_which_a_policy_rules_counts_where_it_is_taken_as_written() {
    let dated = format!("{}valid from 2024-01-01\n", with(&[("call_day = 20", "call_day = 5")]));
    let (old, new) = (Made::new(OLD, &[]), Made::new(&dated, &[]));
    let places = |valid| ids(&Question::new(old.side(), new.side(), valid, &[]).unwrap()).concat();
    assert_eq!(places(Validity::AsIf), ["setting.call_day"]);
    assert_eq!(places(Validity::AsWritten), ["valid_from", "setting.call_day"]);
}

#[test]
fn changes_that_do_the_same_get_the_same_part_and_the_rest_is_interplay() {
    // Alone each brings 1, together 5: three of it is interplay.
    let values = vec![vec![10.0, 11.0, 11.0, 15.0]; 5];
    let of = divided(Measure::Hours, &values, Chance::Households).unwrap();
    assert_eq!(of.contributions[0], of.contributions[1]);
    let close = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    close(of.contributions[0].part.spread.mean, 2.5);
    close(of.contributions[0].alone.spread.mean, 1.0);
    close(of.interplay.spread.mean, 3.0);
    assert_eq!((of.total.verdict, of.old.mean), (Verdict::Higher, 10.0));
}

#[test]
fn a_headline_says_what_a_change_is() {
    let (old, new) = (Made::new(OLD, &[]), Made::new(&new_policy(), &[]));
    let question = question(&old, &new).unwrap();
    let headlines: BTreeMap<String, String> =
        question.changes().iter().map(|change| (change.id(), change.headline(Locale::Nl))).collect();
    assert_eq!(headlines["setting.call_day"], "call_day 20 days \u{2192} 5 days");
    assert_eq!(headlines["action.spare"], "actie spare: erbij");
}
