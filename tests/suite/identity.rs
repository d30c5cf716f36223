//! Who is treated as on the record behaves as on the record.
//!
//! A course of events that a policy led to is taken for the record; the same policy on that record must lead to the same
//! course, entry for entry and cent for cent, whatever the dice.

mod cases;

use crate::reference::cases as how_many;
use crate::reference::policies::policy;
use crate::reference::policies::rule_of;
use crate::reference::policies::terms::all_steps;
use crate::reference::tenancies::tenancy;
use crate::reference::window;
use huurproef::behaviour::Behaviour;
use huurproef::behaviour::ByKind;
use huurproef::behaviour::Drawn;
use huurproef::behaviour::DrawnBailiff;
use huurproef::behaviour::DrawnHelp;
use huurproef::behaviour::DrawnPlans;
use huurproef::behaviour::Fortune;
use huurproef::behaviour::Nature;
use huurproef::behaviour::Spread;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Comparison;
use huurproef::check::Condition;
use huurproef::check::Frequency;
use huurproef::check::Named;
use huurproef::check::Operand;
use huurproef::check::PlanTerms;
use huurproef::check::Policy;
use huurproef::check::Subject;
use huurproef::check::Test;
use huurproef::check::Value;
use huurproef::check::read;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::render_text;
use huurproef::engine::Delay;
use huurproef::engine::History;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::locale::Locale;
use huurproef::money::Money;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::source::SourceFile;
use huurproef::source::Span;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::HoldPeriod;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::RecordedAction;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::PlanOutcome;
use proptest::prelude::any;
use proptest::prop_assert_eq;
use proptest::proptest;
use proptest::sample::select;
use std::fmt::Debug;
use std::fs;

/// Files go to the bailiff early and are written off while the tenancy runs, so that all of that happens often.
const HARSH: &str = r#"
policy "Harsh" version "1"
source s "Nobody's policy"
working days nl
evaluate evening
overdue from day_after
tolerance € 10
partner agency "Agency" is bailiff
stage one "One" when days_overdue >= 10 cite s "1"
stage two "Two" when months_in_arrears >= 2 cite s "1"
rule remind "Reminder" in stage one or later when days_overdue >= 3 do reminder once per stage cite s "1"
rule call "Call" when days_overdue >= 20 and not plan_active do call every 25 days cite s "1"
rule hand_over "Hand-over" when months_in_arrears >= 1 and days_overdue >= 40 do hand over to agency
  every 60 days cite s "1"
rule write_off "Write-off" when days_overdue >= 200 or days_since_end >= 60 do write_off once per episode cite s "1"
"#;

fn policy_of(text: &str) -> Policy {
    let file = SourceFile::new("policy", text);
    let checked = read(&file);
    assert!(checked.policy.is_some(), "{}", render_text(&file, &checked.diagnostics, Locale::En, Colour::Plain));
    checked.policy.unwrap()
}

fn ladder() -> Policy {
    policy_of(&fs::read_to_string("policies/ladder.beleid").unwrap())
}

/// The default behaviour, drawn.
fn default_numbers() -> Drawn {
    let text = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
    let behaviour: Behaviour = serde_yaml::from_str(&text).unwrap();
    behaviour.draw(5, 0, Spread::Interval)
}

/// Bailiff and court take their steps within weeks, people often pay a part, and most accept help.
pub(crate) fn hurried_numbers() -> Drawn {
    let numbers = default_numbers();
    let bailiff = DrawnBailiff {
        days_to_demand: 3.0,
        days_to_writ: 9.0,
        days_to_judgment: 9.0,
        days_to_new_judgment: 6.0,
        days_to_notice: 5.0,
        days_to_eviction: 8.0,
        eviction_ordered: 0.6,
        arrangement: 0.3,
        conditional_order: 0.4,
        carried_out: 0.7,
        instalment_kept: 0.5,
        patience_days: 3.0,
        months_for_writ: 0.8,
        months_for_eviction: 0.9,
        ..numbers.bailiff
    };
    let plans = DrawnPlans { agreed: ByKind([Some(0.9); ActionKind::COUNT]), ..numbers.plans };
    let plans = DrawnPlans { instalment_kept: 0.7, rent_paid_beside: 0.6, ..plans };
    // Of every second kind of household most are short of money.
    let natures = numbers.natures.iter().enumerate().map(|(place, nature)| match place % 2 {
        0 => *nature,
        _ => Nature { fortune: Fortune { becomes_short: 2.0, recovers: -3.0 }, ..*nature },
    });
    let help = DrawnHelp { accepted: ByKind(numbers.help.accepted.0.map(|chance| chance.map(|_| 0.8))) };
    Drawn { bailiff, plans, help, natures: natures.collect(), ..numbers.clone() }
}

/// How a course of events comes about, but for the tenancy and the seed.
struct Setting<'a> {
    program: &'a Program,
    window: Period,
    drawn: &'a Drawn,
    delay: Delay<'a>,
}

impl Setting<'_> {
    fn run(&self, last_day: Day, seed: u64) -> Run<'_> {
        let drawn = Some(self.drawn);
        Run {
            behaviour: drawn,
            delay: self.delay,
            seed,
            last_day,
            plans_listed: true,
            ..Run::replay(self.program, self.window)
        }
    }

    fn course_of(&self, tenancy: &Tenancy, last_day: Day, seed: u64) -> History {
        Simulator::default().simulate(&self.run(last_day, seed), 0, tenancy).clone()
    }

    /// The course of a tenancy, and the courses of its record with the same dice and with others.
    fn three_courses(&self, tenancy: &Tenancy, last_day: Day) -> [History; 3] {
        let first = self.course_of(tenancy, last_day, 1);
        let record = as_record(&first, tenancy);
        let again = |seed| self.course_of(&record, self.window.to, seed);
        [first.clone(), again(1), again(2)]
    }
}

/// What happened to a tenancy, as the books would have it.
fn as_record(course: &History, tenancy: &Tenancy) -> Tenancy {
    let actions = course.actions.iter();
    let actions =
        actions.map(|done| RecordedAction { day: done.day, kind: done.kind, outcome: done.outcome, channel: None });
    let lived = Tenancy {
        end: course.end,
        entries: course.entries.clone(),
        actions: actions.collect(),
        plans: course.plans.clone(),
        dossiers: course.dossiers.clone(),
        ..tenancy.clone()
    };
    let record = Portfolio::new(vec![lived]).tenancies.pop().unwrap();
    assert_eq!(record.entries, course.entries, "{}: a course is booked in the order of the day", tenancy.id);
    record
}

/// The first thing in which two courses of events differ, if they do.
fn difference(first: &History, second: &History) -> Option<String> {
    fn part<T: PartialEq + Debug>(first: &[T], second: &[T]) -> Option<String> {
        let at = (0..first.len().max(second.len())).find(|at| first.get(*at) != second.get(*at))?;
        Some(format!("{:?} became {:?}", first.get(at), second.get(at)))
    }
    part(&first.actions, &second.actions)
        .or_else(|| part(&first.entries, &second.entries))
        .or_else(|| part(&first.plans, &second.plans))
        .or_else(|| part(&first.dossiers, &second.dossiers))
        .or_else(|| part(&first.decisions, &second.decisions))
        .or_else(|| (first != second).then(|| format!("{:?} became {:?}", first.end, second.end)))
}

fn compiled(policy: &Policy) -> Program {
    Program::compile(policy, &Settings::new()).unwrap()
}

fn invented() -> Portfolio {
    let first_month = Day::from_ymd(2021, 1, 1).unwrap().month();
    invent(SynthOptions { tenancies: 500, months: 36, seed: 4, first_month })
}

/// What the courses of a test held, so that it does not pass for want of trouble.
#[derive(Debug, Default)]
struct Held {
    bounced: usize,
    debits: usize,
    hand_overs: usize,
    writs: usize,
    evictions: usize,
    written_off: usize,
    payments: usize,
    open_at_start: usize,
    plans_kept: usize,
    plans_broken: usize,
    refused: usize,
    helped: usize,
}

impl Held {
    fn add(&mut self, course: &History, window: Period) {
        let entries = || course.entries.iter().filter(|entry| window.contains(entry.day));
        let booked = |kind| entries().filter(|entry| entry.kind == kind).count();
        let done = |kind| course.actions.iter().filter(|done| done.kind == kind && window.contains(done.day)).count();
        self.bounced += booked(EntryKind::Reversal);
        self.debits += entries().filter(|entry| entry.method == PaymentMethod::DirectDebit).count();
        let ended = |how| course.plans.iter().filter(|plan| plan.outcome == Some(how)).count();
        self.plans_kept += ended(PlanOutcome::Kept);
        self.plans_broken += ended(PlanOutcome::Broken);
        let came = |outcome| course.actions.iter().filter(|done| done.outcome == Some(outcome)).count();
        self.refused += came(Outcome::Refused);
        self.helped += came(Outcome::Accepted);
        self.payments += booked(EntryKind::Payment);
        self.hand_overs += done(ActionKind::HandOver);
        self.writs += done(ActionKind::Writ);
        self.evictions += done(ActionKind::Eviction);
        self.written_off += booked(EntryKind::WriteOff);
        self.open_at_start += usize::from(course.arrears_on(window.from.plus(-1)).cents() > 0);
    }
}

/// Lives the whole invented portfolio twice and says what the courses held.
fn relived(policy: &Policy, drawn: &Drawn) -> Held {
    let portfolio = invented();
    let last_day = portfolio.last_day.unwrap();
    let window = Period { from: Day::from_ymd(2021, 9, 15).unwrap(), to: Day::from_ymd(2023, 6, 30).unwrap() };
    let program = compiled(policy);
    let setting = Setting { program: &program, window, drawn, delay: Delay::Prompt };
    let mut held = Held::default();
    let mut differences = Vec::new();
    for tenancy in &portfolio.tenancies {
        let [course, again, other_dice] = setting.three_courses(tenancy, last_day);
        held.add(&course, window);
        differences.extend(difference(&course, &again).map(|what| format!("{}, same dice: {what}", tenancy.id)));
        differences.extend(difference(&course, &other_dice).map(|what| format!("{}, other dice: {what}", tenancy.id)));
    }
    assert!(differences.is_empty(), "{} courses differ:\n{}", differences.len(), differences.join("\n"));
    held
}

#[test]
fn invented_households_under_the_ladder_live_the_same_life_again() {
    let held = relived(&ladder(), &default_numbers());
    assert!(held.bounced > 20 && held.debits > 1000 && held.hand_overs > 3 && held.open_at_start > 10, "{held:?}");
}

#[test]
fn handed_over_sued_evicted_and_written_off_they_live_the_same_life_again() {
    let held = relived(&policy_of(HARSH), &hurried_numbers());
    assert!(held.hand_overs > 20 && held.writs > 10 && held.evictions > 5 && held.written_off > 5, "{held:?}");
}

/// A plan offered in conversations and with the fourteen-day letter.
pub(crate) fn offered(instalments: i64, patience: i32, only_if_unable: bool) -> PlanTerms {
    PlanTerms {
        named: empty_named(),
        after: vec![ActionKind::Call, ActionKind::HomeVisit, ActionKind::Reminder, ActionKind::WikLetter],
        condition: Condition::always(),
        instalments: Operand::Value(Value::Count(instalments)),
        least: Operand::Value(Value::Money(Money::from_cents(2_500))),
        day: 26,
        rest: Some(Operand::Value(Value::Days(30))),
        only_if_unable,
        patience: Operand::Value(Value::Days(patience)),
        cites: Vec::new(),
        span: Span::default(),
    }
}

fn empty_named() -> Named {
    Named { name: "plan".to_owned(), title: "plan".to_owned(), span: Span::default() }
}

fn with_plan(policy: Policy, plan: PlanTerms) -> Policy {
    Policy { plans: vec![plan], ..policy }
}

#[test]
fn with_plans_agreed_kept_and_broken_they_live_the_same_life_again() {
    for (instalments, patience, only_if_unable) in [(6, 7, true), (3, 0, false), (2, 45, false)] {
        let policy = with_plan(ladder(), offered(instalments, patience, only_if_unable));
        let held = relived(&policy, &hurried_numbers());
        assert!(held.plans_kept > 10 && held.plans_broken > 5 && held.refused > 5 && held.helped > 2, "{held:?}");
        let policy = with_plan(policy_of(HARSH), offered(instalments, patience, only_if_unable));
        let held = relived(&policy, &hurried_numbers());
        assert!(held.plans_broken > 5 && held.hand_overs > 10 && held.evictions > 1, "{held:?}");
    }
}

#[test]
fn the_bailiff_takes_no_step_while_a_hold_runs_that_stops_it() {
    let held = HARSH.replace("rule write_off", "hold wsnp \"Wsnp\" stops writ, eviction cite s \"1\"\nrule write_off");
    let (program, drawn) = (compiled(&policy_of(&held)), hurried_numbers());
    let portfolio = invented();
    let last_day = portfolio.last_day.unwrap();
    let window = Period { from: Day::from_ymd(2021, 6, 1).unwrap(), to: last_day };
    let setting = Setting { program: &program, window, drawn: &drawn, delay: Delay::Prompt };
    let hold = HoldPeriod { code: HoldCode::Wsnp, from: window.from, to: Day::from_ymd(2022, 6, 1) };
    let (mut during, mut after) = (0, 0);
    for tenancy in portfolio.tenancies {
        let course = setting.course_of(&Tenancy { holds: vec![hold], ..tenancy }, last_day, 1);
        let stopped = |kind| matches!(kind, ActionKind::Writ | ActionKind::Eviction);
        for done in course.actions.iter().filter(|done| stopped(done.kind) && window.contains(done.day)) {
            let count = if hold.to.is_some_and(|to| done.day < to) { &mut during } else { &mut after };
            *count += 1;
        }
    }
    assert!(during == 0 && after > 10, "{during} during the hold, {after} after it");
}

/// The policy with one rule more, last in its order.
fn with_rule(policy: &Policy, condition: Condition) -> Policy {
    let mut policy = policy.clone();
    let frequency = Frequency { limit: None, every: None };
    policy.rules.push(rule_of(condition, ActionKind::Other, frequency));
    policy
}

/// Never holds, and while something is overdue it has to be looked at again every day.
fn restless() -> Condition {
    let overdue_for = |days| {
        let comparison = Some((Comparison::Equal, Operand::Value(Value::Days(days))));
        Condition::Test(Test { subject: Subject::Fact(Fact::DaysOverdue), comparison, span: Span::default() })
    };
    let overdue = Condition::Any((0..500).map(overdue_for).collect());
    Condition::All(vec![Condition::Not(Box::new(overdue.clone())), overdue])
}

#[test]
fn a_tenancy_lives_the_same_life_whoever_was_simulated_before() {
    let portfolio = invented();
    let last_day = portfolio.last_day.unwrap();
    let window = Period { from: Day::from_ymd(2021, 6, 1).unwrap(), to: last_day };
    let (program, drawn) = (compiled(&policy_of(HARSH)), hurried_numbers());
    let setting = Setting { program: &program, window, drawn: &drawn, delay: Delay::About(3.0) };
    let alone: Vec<History> = portfolio.tenancies.iter().map(|one| setting.course_of(one, last_day, 1)).collect();
    let mut simulator = Simulator::default();
    for (tenancy, alone) in portfolio.tenancies.iter().zip(&alone).rev() {
        let after_others = simulator.simulate(&setting.run(last_day, 1), 0, tenancy);
        assert_eq!(difference(alone, after_others), None, "{}", tenancy.id);
    }
    assert!(alone.iter().map(|course| course.decisions.len()).sum::<usize>() > 500);
}

/// What a policy charges in the evening stands on a record in the morning, and would be charged again.
fn charging_nothing(mut policy: Policy) -> Policy {
    for kind in all_steps(&mut policy) {
        if matches!(kind, ActionKind::CollectionCosts | ActionKind::StatutoryInterest) {
            *kind = ActionKind::Call;
        }
    }
    policy
}

proptest! {
    #![proptest_config(how_many(128))]

    #[test]
    fn a_rule_that_never_fires_changes_nothing_even_if_it_is_looked_at_every_day(
        policy in policy(),
        tenancy in tenancy(),
        window in window(),
        mean in 0_u8..4,
    ) {
        let drawn = hurried_numbers();
        let lived = |policy: &Policy| {
            let (program, delay) = (compiled(policy), Delay::About(f64::from(mean)));
            Setting { program: &program, window, drawn: &drawn, delay }.course_of(&tenancy, window.to, 1)
        };
        prop_assert_eq!(difference(&lived(&policy), &lived(&with_rule(&policy, restless()))), None);
    }

    #[test]
    fn any_tenancy_under_any_policy_that_offers_plans_lives_the_same_life_again(
        policy in policy(),
        tenancy in tenancy(),
        window in window(),
        instalments in 1_i64..6,
        patience in select(vec![0_i32, 7, 40]),
        only_if_unable in any::<bool>(),
    ) {
        let policy = with_plan(charging_nothing(policy), offered(instalments, patience, only_if_unable));
        let (program, drawn) = (compiled(&policy), hurried_numbers());
        let setting = Setting { program: &program, window, drawn: &drawn, delay: Delay::Prompt };
        let [course, again, other_dice] = setting.three_courses(&tenancy, window.to);
        prop_assert_eq!(difference(&course, &again), None);
        prop_assert_eq!(difference(&course, &other_dice), None);
    }

    #[test]
    fn any_tenancy_under_any_policy_lives_the_same_life_again(
        policy in policy(),
        tenancy in tenancy(),
        window in window(),
    ) {
        let (program, drawn) = (compiled(&charging_nothing(policy)), hurried_numbers());
        let setting = Setting { program: &program, window, drawn: &drawn, delay: Delay::Prompt };
        let [course, again, other_dice] = setting.three_courses(&tenancy, window.to);
        prop_assert_eq!(difference(&course, &again), None);
        prop_assert_eq!(difference(&course, &other_dice), None);
    }
}
