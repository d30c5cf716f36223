use super::Desk;
use super::Staffed;
use super::Turns;
use super::at;
use crate::behaviour::Behaviour;
use crate::calendar::Day;
use crate::capacity::End;
use crate::capacity::Hours;
use crate::capacity::Job;
use crate::capacity::weeks;
use crate::check::read;
use crate::engine::Simulator;
use crate::engine::Turn;
use crate::program::Program;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Plan;
use crate::scenario::Scenario;
use crate::scenario::read_behaviour;
use crate::scenario::read_scenario;
use crate::scenario::run;
use crate::source::SourceFile;
use crate::synth::SynthOptions;
use crate::synth::invent;
use crate::tenancy::Portfolio;
use std::fs;

const POLICY: &str = r#"policy "P" version "1"
source book "A book"
action note "A reminder" is reminder takes 1 minute
action chat "A call" is call by phone takes 15 minutes
action knock "A visit" is home_visit takes 60 minutes
action letter "A letter" is wik_letter
rule remind "Remind" when days_overdue >= 4 do note once per episode cite book "1"
rule ring "Call" when days_overdue >= 10 and done(reminder) do chat every 14 days cite book "2"
exception gone "A letter to who has left" to ring when departed do note cite book "2"
rule visit "Visit" when months_in_arrears >= 1 and attempted(call) do knock once per episode cite book "2"
rule by_letter "Write" when days_overdue >= 20 do letter once per episode cite book "2"
"#;

struct World {
    scenario: Scenario,
    portfolio: Portfolio,
    behaviour: Behaviour,
    policies: Vec<Chosen>,
}

impl World {
    fn new(tenancies: u32, more: &str) -> World {
        let text = format!(
            "title: t\nledger: l\nwindow: {{from: 2023-01-01, to: 2023-06-30}}\nresponse: modelled\nbehaviour: b\n\
             seed: 3\n{more}policies:\n  - {{name: a, file: a}}\n"
        );
        let day: Day = "2022-01-01".parse().unwrap();
        let behaviour = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        let policy = read(&SourceFile::new("policy", POLICY)).policy.unwrap();
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        World {
            scenario: read_scenario(&SourceFile::new("s", text)).unwrap(),
            portfolio: invent(SynthOptions { tenancies, months: 18, seed: 5, first_month: day.month() }),
            behaviour: read_behaviour(&SourceFile::new("b", behaviour)).unwrap(),
            policies: vec![Chosen::new("p", policy, program)],
        }
    }

    fn plan(&self) -> Plan<'_> {
        let World { scenario, portfolio, behaviour, policies } = self;
        Plan { scenario, portfolio, policies, behaviour: Some(behaviour), future: None }
    }

    fn with(&self, minutes: Option<u32>) -> Staffed {
        Desk::new(&self.plan(), 0, &|| ()).unwrap().with(minutes, &|| ())
    }
}

fn worked(staffed: &Staffed) -> i64 {
    staffed.tables.iter().flat_map(|table| &table.tallies).map(|tally| tally.minutes).sum()
}

#[test]
fn with_hours_enough_everything_is_as_without_a_queue() {
    for more in ["replications: 3\n", "replications: 3\nexecution: {about: 3}\n"] {
        let world = World::new(40, more);
        let plain = run(&world.plan(), &|| ());
        for minutes in [None, Some(1_000_000)] {
            let staffed = world.with(minutes);
            assert_eq!(staffed.tables, plain[0].tables);
            assert_eq!(staffed.breaches, plain[0].breaches);
            assert_eq!(staffed.settled.moving, 0);
        }
    }
}

#[test]
fn without_hours_nothing_that_takes_people_is_done_and_the_rest_is() {
    let world = World::new(40, "replications: 2\n");
    let (none, all) = (world.with(Some(0)), world.with(None));
    assert!(worked(&all) > 1000, "{}", worked(&all));
    assert_eq!(worked(&none), 0);
    assert!(none.runs.iter().flat_map(|run| &run.jobs).all(|job| !matches!(job.end, End::Done(_))));
    let letters = |staffed: &Staffed| -> i64 {
        let place = crate::vocabulary::ActionKind::WikLetter.place();
        staffed.tables.iter().flat_map(|table| &table.tallies).map(|tally| tally.actions[place]).sum()
    };
    assert!(letters(&none) > 0);
}

#[test]
fn the_scenario_says_what_work_takes_where_the_policy_does_not() {
    let asked = |more: &str| {
        let world = World::new(20, &format!("replications: 1\n{more}"));
        let plan = world.plan();
        Desk::new(&plan, 0, &|| ()).unwrap().asked_a_week()
    };
    let plain = asked("");
    assert!(asked("capacity: {minutes: {wik_letter: 30}}\n") > plain + 1.0);
    assert!(asked("capacity: {without_people: [call]}\n") < plain - 1.0);
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let world = World::new(60, "replications: 3\n");
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| world.with(Some(120)))
    };
    let (one, four) = (on(1), on(4));
    assert_eq!((&one.tables, &one.runs, one.settled), (&four.tables, &four.runs, four.settled));
}

#[test]
fn more_hours_leave_less_waiting() {
    let world = World::new(80, "replications: 2\n");
    let waiting = |minutes: u32| -> i64 {
        let staffed = world.with(Some(minutes));
        staffed.runs.iter().flat_map(|run| weeks(&run.jobs, world.scenario.window)).map(|week| week.waiting).sum()
    };
    let all: Vec<i64> = [0, 60, 180, 540, 5000].map(waiting).to_vec();
    assert!(all.windows(2).all(|two| two[1] <= two[0]), "{all:?}");
    assert!(all[1] > 0 && all[4] == 0, "{all:?}");
}

/// All tenancies together, day by day: who was not come to yet waits for ever, until the desk comes on this very day. What
/// has happened up to a day does not change any more, so no round is ever taken back.
fn day_by_day(desk: &Desk<'_>, hours: Hours) -> Vec<Vec<Job>> {
    let window = desk.plan.scenario.window;
    let places = desk.plan.portfolio.tenancies.len();
    let mut come: Vec<Turn> = Vec::new();
    let mut come_to: Vec<(usize, u16, Day)> = Vec::new();
    let mut lives = Vec::new();
    let mut left: i64 = 0;
    let mut today = window.from;
    while today <= window.to {
        if today.weekday() == 0 {
            left = left.min(0);
        }
        left += if hours.working_days.includes(today) { i64::from(hours.minutes_a_week) } else { 0 };
        loop {
            lives = reference_lives(desk, &come_to, &come, places);
            let jobs = || lives.iter().flatten();
            let is_new = |job: &&Job| !come_to.contains(&(job.tenancy as usize, job.rule, job.decided));
            let there = |job: &&Job| {
                job.ready <= today && !matches!(job.end, End::Lapsed(day) if day < today) && job.decided <= today
            };
            let first = jobs()
                .filter(is_new)
                .filter(there)
                .max_by_key(|job| {
                    let own = std::cmp::Reverse((job.decided, -job.arrears.cents(), job.tenancy, job.rule));
                    (job.weight, own)
                })
                .copied();
            let Some(job) = first.filter(|_| left > 0 && hours.working_days.includes(today)) else { break };
            come_to.push((job.tenancy as usize, job.rule, job.decided));
            come.push(Turn { rule: job.place, decided: job.decided, on: today });
            // Whether its reason is still there is seen when the desk comes to it.
            let now = reference_lives(desk, &come_to, &come, places);
            let done = now
                .iter()
                .flatten()
                .find(|other| (other.tenancy, other.rule, other.decided) == (job.tenancy, job.rule, job.decided));
            let takes = done.filter(|done| done.end == End::Done(today)).map_or(0, |done| i64::from(done.minutes));
            left -= takes * 5;
        }
        today = today.plus(1);
    }
    lives
}

/// Every tenancy with the turns that were given, and for ever waiting for all others.
fn reference_lives(desk: &Desk<'_>, come_to: &[(usize, u16, Day)], come: &[Turn], places: usize) -> Vec<Vec<Job>> {
    let none: Turns = vec![Vec::new(); places];
    let mut simulator = Simulator::default();
    let mut lives = Vec::new();
    for place in 0..places {
        let given: Vec<Turn> =
            come_to.iter().zip(come).filter(|(of, _)| of.0 == place).map(|(_, turn)| *turn).collect();
        let mut turns = vec![none.clone()];
        turns[0][place] = given;
        let mut known: Vec<Job> = Vec::new();
        // What waits for ever makes no new decision by the same rule: so many passes as there are rules find them all.
        loop {
            let mut jobs = Vec::new();
            desk.live(
                &mut simulator,
                place,
                &turns,
                |_| true,
                |_, _, history| {
                    jobs = desk.jobs(place, history, &known);
                },
            );
            let waits = |job: &&Job| !at(&turns, 0, place).iter().any(|turn| is_of(turn, job));
            let Some(job) = jobs.iter().filter(waits).min_by_key(|job| job.decided).copied() else {
                lives.push(jobs);
                break;
            };
            known.push(job);
            turns[0][place].push(Turn { rule: job.place, decided: job.decided, on: Day::NEVER });
        }
    }
    lives
}

fn is_of(turn: &Turn, job: &Job) -> bool {
    (turn.rule, turn.decided) == (job.place, job.decided)
}

#[test]
fn the_rounds_end_where_all_tenancies_run_together_day_by_day_do() {
    let world = World::new(14, "replications: 1\n");
    let plan = world.plan();
    let desk = Desk::new(&plan, 0, &|| ()).unwrap();
    for minutes in [30, 90] {
        let staffed = desk.with(Some(minutes), &|| ());
        assert_eq!(staffed.settled.moving, 0);
        let working_days = world.policies[0].program.conventions().working_days;
        let wanted = day_by_day(&desk, Hours { minutes_a_week: minutes, working_days });
        // What lapses before it could have been done is noticed on one day or another: that is of no account.
        let end = |job: &Job| match job.end {
            End::Lapsed(day) => End::Lapsed(day.max(job.ready)),
            other => other,
        };
        let told = |job: &Job| (job.tenancy, job.rule, job.decided.to_string(), end(job));
        let found: Vec<_> = staffed.runs[0].jobs.iter().map(told).collect();
        let wanted: Vec<_> = wanted.iter().flatten().map(told).collect();
        assert!(found.len() > 20, "{}", found.len());
        assert_eq!(found, wanted);
    }
}
