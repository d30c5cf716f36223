//! `huurproef ask capacity`: with so many hours a week, what is done, what waits, and what starves?

use super::Answer;
use super::Asking;
use super::Common;
use super::measure;
use super::passes;
use crate::capacity::RuleTally;
use crate::cli::Outcome;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::scenario::not_defined;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::locale::Phrase;
use crate::question::Aim;
use crate::question::Capacity;
use crate::question::Enough;
use crate::question::Level;
use crate::question::capacity;
use crate::report::Staffing;
use crate::report::tell_capacity;
use crate::scenario::Desk;
use crate::tables::Column;
use crate::tables::Values;
use clap::Args;
use serde_json::Value;
use serde_json::json;

const EXAMPLE: &str = "Example:
  huurproef ask capacity scenarios/eerder-bellen.yaml --hours 2,4,6,8 --replications 10";

/// More hours than anybody has: a thousand people.
const MOST_HOURS: f64 = 40_000.0;

/// More columns than this nobody reads.
const MOST_LEVELS: usize = 8;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct CapacityArguments {
    #[command(flatten)]
    common: Common,
    /// Hours of work a week to try, such as `40,80,120`; up to eight. A comma parts numbers: seven and a half is `7.5`.
    #[arg(long, value_name = "HOURS", value_delimiter = ',', required = true, allow_negative_numbers = true)]
    hours: Vec<String>,
    /// The figure that is drawn, and of which the target is to be met; else the arrears rate of sitting tenants.
    #[arg(long, value_name = "FIGURE")]
    figure: Option<String>,
    /// The policy that is asked about, by its name in the scenario; else the second.
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
}

pub(super) fn ask(arguments: &CapacityArguments, terminal: Terminal) -> Outcome {
    let hours = hours(&arguments.hours)?;
    let asking = Asking::begin(&arguments.common, terminal)?;
    let answer = answer(arguments, &hours, &asking, terminal)?;
    asking.end(&answer, &arguments.common, terminal)
}

fn answer(
    arguments: &CapacityArguments,
    hours: &[u32],
    asking: &Asking,
    terminal: Terminal,
) -> Result<Answer, Refusal> {
    let policy = asking.policy(arguments.policy.as_deref())?;
    let measure = measure(arguments.figure.as_deref())?;
    let (plan, runs) = (asking.loaded.plan(), asking.loaded.scenario.replications);
    let chosen = asking.loaded.policies.get(policy);
    let goal = goal(&asking.goals, measure);
    let aim = goal.map(|goal| Aim::Target { level: goal.limit(), bound: goal.bound });
    let passes = passes(asking, 8 * hours.len() as u64, terminal);
    let passed = || passes.step();
    let desk = Desk::new(&plan, policy, &passed).ok_or_else(|| not_defined(measure.name()))?;
    if !desk.rota.takes_people() {
        return Err(nobody_works());
    }
    let found = capacity(hours, desk.asked_a_week() / 60.0, aim, &mut |minutes| {
        Level::of(minutes, &desk.with(minutes, &passed), &desk, &plan, measure)
    });
    passes.end();
    let found = found.ok_or_else(|| not_defined(measure.name()))?;
    let staffing = Staffing {
        asked: asking.about(measure, policy, runs, terminal),
        goal,
        guarantees: chosen.map_or_else(Vec::new, |of| of.guarantees().map(|of| of.title.clone()).collect()),
        rota: &desk.rota,
        capacity: plan.scenario.capacity.as_ref(),
    };
    let told = tell_capacity(&staffing, &found);
    let asked = json!({
        "kind": "capacity", "policy": chosen.map_or("", |chosen| chosen.name.as_str()), "figure": measure.name(),
        "runs": runs, "hours_a_week": hours.iter().map(|minutes| f64::from(*minutes) / 60.0).collect::<Vec<f64>>(),
        "target": goal.map(|goal| goal.limit()),
    });
    let (json, columns) = (as_json(&asked, &staffing, &found), columns(&staffing, &found));
    Ok(Answer { told, json, table: ("capacity", columns), asked })
}

/// The hours as minutes a week.
fn hours(given: &[String]) -> Result<Vec<u32>, Refusal> {
    if given.len() > MOST_LEVELS {
        let count = given.len();
        return Err(Refusal::new(Phrase::new(
            format!("{count} numbers of hours are more than a table holds"),
            format!("{count} aantallen uren zijn meer dan een tabel kan tonen"),
        ))
        .help(Phrase::new("name eight at most", "noem er hoogstens acht")));
    }
    given.iter().map(|text| minutes(text)).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nought and two million minutes")]
fn minutes(text: &str) -> Result<u32, Refusal> {
    let hours = text.trim().parse::<f64>().ok().filter(|hours| (0.0..=MOST_HOURS).contains(hours));
    hours.map(|hours| libm::round(hours * 60.0) as u32).ok_or_else(|| {
        Refusal::new(Phrase::new(
            format!("`--hours` cannot have `{text}`: no week has so many hours of work"),
            format!("`--hours` kan geen `{text}` hebben: zoveel uren werk heeft geen week"),
        ))
        .help(Phrase::new(
            "write numbers from 0 to 40000 with commas between them, such as `--hours 40,80,120`; seven and a half is `7.5`, with a point",
            "schrijf getallen van 0 tot 40000 met komma's ertussen, zoals `--hours 40,80,120`; zeven en een half is `7.5`, met een punt",
        ))
    })
}

/// Without minutes there is no work to divide hours over.
fn nobody_works() -> Refusal {
    Refusal::new(Phrase::new(
        "nobody says how long anything takes: no action of the policy has minutes",
        "niemand zegt hoe lang iets duurt: geen actie van het beleid heeft minuten",
    ))
    .help(Phrase::new(
        "write `takes 15 minutes` with an action of the policy, or `capacity: {minutes: {call: 15}}` in the scenario",
        "schrijf `duurt 15 minuten` bij een actie van het beleid, of `capacity: {minutes: {call: 15}}` in het scenario",
    ))
}

/// The target for a figure, over the whole window.
fn goal(goals: &[Goal], measure: Measure) -> Option<Goal> {
    goals.iter().find(|goal| Measure::Kpi(goal.kpi) == measure && goal.by.is_none()).copied()
}

fn enough(of: Enough) -> Value {
    match of {
        Enough::Always => json!({ "answer": "always" }),
        Enough::From { too_few, enough } => json!({
            "answer": "from", "hours_a_week": f64::from(enough) / 60.0, "not_with": f64::from(too_few) / 60.0,
        }),
        Enough::Beyond => json!({ "answer": "beyond" }),
        Enough::Never => json!({ "answer": "never" }),
    }
}

fn as_json(asked: &Value, staffing: &Staffing<'_>, found: &Capacity) -> Value {
    json!({
        "question": asked,
        "work_a_week": found.asked_a_week,
        "target_met": found.target.map(enough),
        "nothing_waits_longer_than_a_week": enough(found.prompt),
        "levels": found.levels.iter().map(|level| level_json(staffing, level)).collect::<Vec<Value>>(),
    })
}

fn level_json(staffing: &Staffing<'_>, level: &Level) -> Value {
    let runs = f64::from(staffing.asked.runs.max(1));
    let spread = Spread::of(&level.figures);
    let interval = spread.and_then(|spread| spread.interval);
    let beside: serde_json::Map<String, Value> =
        level.beside.iter().map(|(of, value)| (of.name().to_owned(), json!(value))).collect();
    let statutory: serde_json::Map<String, Value> =
        level.statutory.iter().map(|(kind, _)| (kind.word().en.to_owned(), json!(level.act(*kind)))).collect();
    let named = || staffing.rota.titles.iter().zip(&level.rules).filter(|(_, rule)| rule.asked > 0);
    let rule = |(title, rule): (&String, &RuleTally)| {
        let (in_time, judged) = rule.in_time();
        json!({
            "rule": title, "asked": rule.asked as f64 / runs, "done": rule.done as f64 / runs,
            "lapsed": rule.lapsed as f64 / runs, "waiting_at_the_end": rule.open as f64 / runs,
            "wait_median": rule.wait(0.5), "wait_p90": rule.wait(0.9),
            "share_in_thirty_days": (judged > 0).then(|| in_time as f64 / judged as f64),
            "starves_from": rule.starves_from().map(|day| day.to_string()),
        })
    };
    let breached = staffing.guarantees.iter().zip(&level.breaches).filter(|(_, count)| **count > 0);
    json!({
        "hours_a_week": level.minutes.map(|minutes| f64::from(minutes) / 60.0),
        "asked_for": level.is_asked,
        "mean": spread.map(|spread| spread.mean),
        "low": interval.map(|interval| interval.low),
        "high": interval.map(|interval| interval.high),
        "beside": beside,
        "statutory_a_year": statutory,
        "hours_worked_a_week": level.worked(),
        "backlog_hours": level.backlog().iter().map(|(day, hours)| json!({ "week": day.to_string(), "hours": hours })).collect::<Vec<Value>>(),
        "rules": named().map(rule).collect::<Vec<Value>>(),
        "breaches": breached.map(|(title, count)| json!({ "guarantee": title, "a_run": *count as f64 / runs })).collect::<Vec<Value>>(),
        "rounds": level.settled.rounds,
        "unsettled_from": level.settled.from.map(|day| day.to_string()),
    })
}

/// A row for each number of hours and each rule.
fn columns(staffing: &Staffing<'_>, found: &Capacity) -> Vec<Column> {
    let runs = f64::from(staffing.asked.runs.max(1));
    let rows: Vec<(&Level, &String, &RuleTally)> = found
        .levels
        .iter()
        .flat_map(|level| staffing.rota.titles.iter().zip(&level.rules).map(move |(title, rule)| (level, title, rule)))
        .filter(|(_, _, rule)| rule.asked > 0)
        .collect();
    let real = |pick: &dyn Fn(&Level, &RuleTally) -> Option<f64>| {
        Values::Real(rows.iter().map(|(level, _, rule)| pick(level, rule)).collect())
    };
    let share = |rule: &RuleTally| {
        let (in_time, judged) = rule.in_time();
        (judged > 0).then(|| in_time as f64 / judged as f64)
    };
    vec![
        Column::new("hours_a_week", real(&|level, _| level.minutes.map(|minutes| f64::from(minutes) / 60.0))),
        Column::text("rule", rows.iter().map(|(_, title, _)| title.as_str())),
        Column::new("asked", real(&|_, rule| Some(rule.asked as f64 / runs))),
        Column::new("done", real(&|_, rule| Some(rule.done as f64 / runs))),
        Column::new("lapsed", real(&|_, rule| Some(rule.lapsed as f64 / runs))),
        Column::new("waiting_at_the_end", real(&|_, rule| Some(rule.open as f64 / runs))),
        Column::new("wait_median", real(&|_, rule| rule.wait(0.5).map(f64::from))),
        Column::new("wait_p90", real(&|_, rule| rule.wait(0.9).map(f64::from))),
        Column::new("share_in_thirty_days", real(&|_, rule| share(rule))),
    ]
}
