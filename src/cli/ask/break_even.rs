//! `huurproef ask break-even`: how strong must a number be for an answer to turn?

use super::Answer;
use super::Asking;
use super::Common;
use super::measure;
use super::one_of;
use super::with_bar;
use crate::behaviour::Behaviour;
use crate::behaviour::NamedEstimate;
use crate::cli::Outcome;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::compare::quantile;
use crate::locale::Phrase;
use crate::question::Aim;
use crate::question::BreakEven;
use crate::question::Point;
use crate::question::Range;
use crate::question::Trial;
use crate::question::Turn;
use crate::question::break_even;
use crate::question::range_for;
use crate::report::tell_break_even;
use crate::tables::Column;
use crate::tables::Values;
use clap::Args;
use serde_json::Value;
use serde_json::json;

const EXAMPLE: &str = "Examples:
  huurproef ask break-even scenarios/eerder-bellen.yaml --number contact.call.effect
  huurproef ask break-even scenarios/eerder-bellen.yaml --number contact.call.effect --target arrears_rate_sitting";

/// So many times the search asks, at most.
const ASKED: u64 = 29;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct BreakEvenArguments {
    #[command(flatten)]
    common: Common,
    /// The number of the behaviour, by its path in the file, such as `contact.call.effect`.
    #[arg(long, value_name = "NUMBER")]
    number: String,
    /// The figure of which the target of the policies is to be met.
    #[arg(long, value_name = "FIGURE", conflicts_with = "difference")]
    target: Option<String>,
    /// The figure of which the difference with the first policy is to change its sign; without either, the arrears rate.
    #[arg(long, value_name = "FIGURE")]
    difference: Option<String>,
    /// The policy that is asked about, by its name in the scenario; else the second.
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The least value to try, instead of the least that the number can be.
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    from: Option<f64>,
    /// The most to try, likewise.
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    to: Option<f64>,
}

pub(super) fn ask(arguments: &BreakEvenArguments, terminal: Terminal) -> Outcome {
    let asking = Asking::begin(&arguments.common, terminal)?;
    let policy = asking.policy(arguments.policy.as_deref())?;
    let name = arguments.number.as_str();
    let number = number(&asking.behaviour, name)?;
    let range = range(arguments, &number)?;
    let (measure, goal) = aimed(arguments, &asking, policy)?;
    let aim = goal.map_or(Aim::Lower, |goal| Aim::Target { level: goal.limit(), bound: goal.bound });
    let of = number.estimate;
    let marks = [of.low, of.value, of.high];
    let found = with_bar(&asking, measure, ASKED, terminal, |trial| {
        let mut figures = |value: f64| values(trial, &asking.behaviour.with(name, value)?, policy, goal.is_some());
        break_even(range, of.value, &marks, aim, &mut figures)
    })?;
    let about = asking.about(measure, policy, asking.loaded.scenario.replications, terminal);
    let told = tell_break_even(about, &number, goal.as_ref(), aim, &found);
    let chosen = asking.loaded.policies.get(policy).map_or("", |chosen| chosen.name.as_str());
    let asked = json!({
        "kind": "break_even", "number": name, "policy": chosen, "figure": measure.name(),
        "target": goal.map(|goal| goal.limit()), "from": range.from, "to": range.to,
    });
    let json = as_json(&asked, aim, &found);
    let answer = Answer { told, json, table: ("points", columns(&found, aim)), asked };
    asking.end(&answer, &arguments.common, terminal)
}

/// The figure of a policy in each run, or its difference with that of the first.
fn values(trial: &Trial<'_>, behaviour: &Behaviour, policy: usize, is_level: bool) -> Option<Vec<f64>> {
    let figures = trial.drawn(behaviour)?;
    let own = figures.get(policy)?;
    if is_level {
        return Some(own.clone());
    }
    Some(own.iter().zip(figures.first()?).map(|(own, base)| own - base).collect())
}

fn number<'a>(behaviour: &'a Behaviour, name: &str) -> Result<NamedEstimate<'a>, Refusal> {
    let all = behaviour.estimates();
    let known: Vec<String> = all.iter().map(|named| named.name.clone()).collect();
    all.into_iter().find(|named| named.name == name).ok_or_else(|| {
        let message = Phrase::new(
            format!("the behaviour has no number `{name}`"),
            format!("het gedrag heeft geen getal `{name}`"),
        );
        one_of(message, name, known.iter().map(String::as_str))
    })
}

/// What is tried: within what the number can be.
fn range(arguments: &BreakEvenArguments, number: &NamedEstimate<'_>) -> Result<Range, Refusal> {
    let possible = Behaviour::possible(&number.name);
    let usual = range_for(possible, (number.estimate.low, number.estimate.high));
    let range = Range { from: arguments.from.unwrap_or(usual.from), to: arguments.to.unwrap_or(usual.to) };
    let (least, most) = possible;
    if range.from >= least && range.from < range.to && range.to <= most {
        return Ok(range);
    }
    let (name, Range { from, to }) = (&number.name, range);
    Err(Refusal::new(Phrase::new(
        format!("`{name}` cannot be tried from {from} to {to}"),
        format!("`{name}` kan niet van {from} tot {to} worden beproefd"),
    ))
    .help(Phrase::new(
        format!("choose `--from` below `--to`, within {least} to {most}"),
        format!("kies `--from` onder `--to`, binnen {least} tot {most}"),
    )))
}

/// The figure, and the target for it where that is asked about.
fn aimed(arguments: &BreakEvenArguments, asking: &Asking, policy: usize) -> Result<(Measure, Option<Goal>), Refusal> {
    let Some(name) = &arguments.target else {
        let measure = measure(arguments.difference.as_deref())?;
        return if policy == 0 { Err(no_difference()) } else { Ok((measure, None)) };
    };
    let measure = measure(Some(name))?;
    let is_meant = |goal: &&Goal| Measure::Kpi(goal.kpi) == measure && goal.by.is_none();
    let goal = asking.goals.iter().find(is_meant).copied();
    goal.map(|goal| (measure, Some(goal))).ok_or_else(|| no_target(name, &asking.goals))
}

fn no_difference() -> Refusal {
    Refusal::new(Phrase::new(
        "the first policy does not differ from itself",
        "het eerste beleid verschilt niet van zichzelf",
    ))
    .help(Phrase::new(
        "name another `--policy`, or ask for a `--target`",
        "noem een ander `--policy`, of vraag naar een `--target`",
    ))
}

fn no_target(name: &str, goals: &[Goal]) -> Refusal {
    let known: Vec<String> = goals
        .iter()
        .filter(|goal| goal.by.is_none())
        .map(|goal| format!("`{}`", Measure::Kpi(goal.kpi).name()))
        .collect();
    let known = known.join(", ");
    Refusal::new(Phrase::new(
        format!("no policy has a target for `{name}` over the whole window"),
        format!("geen beleid heeft een doel voor `{name}` over het hele venster"),
    ))
    .help(Phrase::new(format!("there are targets for {known}"), format!("er zijn doelen voor {known}")))
}

fn as_json(asked: &Value, aim: Aim, found: &BreakEven) -> Value {
    let turn = match found.turn {
        Turn::Unmoved => json!({ "answer": "changes_nothing" }),
        Turn::Always => json!({ "answer": "always" }),
        Turn::Never => json!({ "answer": "never" }),
        Turn::At { value, is_met_above, others } => {
            json!({ "answer": "at", "value": value, "is_met": if is_met_above { "above" } else { "below" }, "others": others })
        }
    };
    let turns = &found.turns;
    let edge = |share| Some(quantile(&turns.at, share)).filter(|at| at.is_finite());
    json!({
        "question": asked,
        "turn": turn,
        "runs": {
            "turn": turns.at.len(), "always": turns.always, "never": turns.never,
            "low": edge(0.05), "middle": edge(0.5), "high": edge(0.95),
        },
        "points": found.points.iter().map(|point| point_json(point, aim)).collect::<Vec<Value>>(),
    })
}

fn point_json(point: &Point, aim: Aim) -> Value {
    let spread = Spread::of(&point.figures);
    let interval = spread.and_then(|spread| spread.interval);
    json!({
        "number": point.at,
        "mean": spread.map(|spread| spread.mean),
        "low": interval.map(|interval| interval.low),
        "high": interval.map(|interval| interval.high),
        "runs_met": point.figures.iter().filter(|figure| aim.is_met_by(**figure)).count(),
    })
}

fn columns(found: &BreakEven, aim: Aim) -> Vec<Column> {
    let spreads = || found.points.iter().map(|point| Spread::of(&point.figures));
    let interval = |pick: fn(Spread) -> Option<f64>| Values::Real(spreads().map(|of| of.and_then(pick)).collect());
    let met = |point: &Point| {
        let met = point.figures.iter().filter(|figure| aim.is_met_by(**figure)).count();
        Some(met as f64 / point.figures.len() as f64)
    };
    vec![
        Column::new("number", Values::Real(found.points.iter().map(|point| Some(point.at)).collect())),
        Column::new("mean", interval(|spread| Some(spread.mean))),
        Column::new("low", interval(|spread| spread.interval.map(|of| of.low))),
        Column::new("high", interval(|spread| spread.interval.map(|of| of.high))),
        Column::new("share_met", Values::Real(found.points.iter().map(met).collect())),
    ]
}
