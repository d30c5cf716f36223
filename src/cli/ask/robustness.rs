//! `huurproef ask robustness`: does the order of the policies hold whatever the numbers are?

use super::Answer;
use super::Asking;
use super::Common;
use super::measure;
use super::with_bar;
use crate::check::Bound;
use crate::cli::Outcome;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::locale::Phrase;
use crate::question::Better;
use crate::question::Flip;
use crate::question::Flips;
use crate::question::Regret;
use crate::question::Robustness;
use crate::question::flips;
use crate::question::robustness;
use crate::report::tell_robustness;
use crate::tables::Column;
use crate::tables::Values;
use clap::Args;
use serde_json::Value;
use serde_json::json;

const EXAMPLE: &str = "Example:
  huurproef ask robustness scenarios/drie-beleidskeuzes.yaml --figure tenants_in_arrears";

/// So many runs with the same luck stand behind each draw, and behind each value of a number.
const LUCKS: u32 = 10;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct RobustnessArguments {
    #[command(flatten)]
    common: Common,
    /// The figure; else the arrears rate of sitting tenants.
    #[arg(long, value_name = "FIGURE")]
    figure: Option<String>,
}

pub(super) fn ask(arguments: &RobustnessArguments, terminal: Terminal) -> Outcome {
    let asking = Asking::begin(&arguments.common, terminal)?;
    if asking.loaded.policies.len() < 2 {
        return Err(alone());
    }
    let measure = measure(arguments.figure.as_deref())?;
    let better = Better::of(measure, bound(measure, &asking.goals));
    let draws = asking.loaded.scenario.replications;
    let passes = u64::from(draws) + 1 + 2 * asking.behaviour.estimates().len() as u64;
    let (found, flips) = with_bar(&asking, measure, passes, terminal, |trial| {
        let found = robustness(&trial.crossed(&asking.behaviour, draws, LUCKS)?, better)?;
        let flips = flips(&asking.behaviour, better, &mut |behaviour| trial.central(behaviour, LUCKS))?;
        Some((found, flips))
    })?;
    let told = tell_robustness(asking.about(measure, 0, LUCKS, terminal), better, &found, &flips);
    let asked = json!({ "kind": "robustness", "figure": measure.name(), "draws": draws, "runs_of_a_draw": LUCKS });
    let names: Vec<&str> = asking.loaded.policies.iter().map(|chosen| chosen.name.as_str()).collect();
    let json = as_json(&asked, &names, &found, &flips);
    let answer = Answer { told, json, table: ("draws", columns(&names, &found)), asked };
    asking.end(&answer, &arguments.common, terminal)
}

/// From which side a target bounds the figure.
fn bound(measure: Measure, goals: &[Goal]) -> Option<Bound> {
    goals.iter().find(|goal| Measure::Kpi(goal.kpi) == measure).map(|goal| goal.bound)
}

fn alone() -> Refusal {
    Refusal::new(Phrase::new("there is only one policy to order", "er is maar één beleid om te ordenen"))
        .help(Phrase::new("name a second one under `policies`", "noem een tweede onder `policies`"))
}

fn as_json(asked: &Value, names: &[&str], found: &Robustness, flips: &Flips) -> Value {
    let name = |place: usize| names.get(place).copied().unwrap_or_default();
    let policy = |(place, (best, regret)): (usize, (&usize, &Regret))| {
        let better = found.better.get(place).map_or(&[][..], Vec::as_slice);
        json!({
            "policy": name(place), "best_in": best, "better_than": better,
            "regret_mean": regret.mean, "regret_worst": regret.worst,
        })
    };
    let flip = |flip: &Flip| {
        json!({
            "number": flip.name, "label": flip.label, "from": flip.stretch.0, "to": flip.stretch.1, "best": name(flip.best),
        })
    };
    json!({
        "question": asked,
        "draws": found.draws.len(),
        "best_together": found.shared,
        "best_with_every_number_at_its_value": name(flips.best),
        "policies": found.best.iter().zip(&found.regret).enumerate().map(policy).collect::<Vec<Value>>(),
        "numbers_tried": flips.tried,
        "flips": flips.flips.iter().map(flip).collect::<Vec<Value>>(),
    })
}

/// The figure of each policy in each draw.
fn columns(names: &[&str], found: &Robustness) -> Vec<Column> {
    let rows =
        || found.draws.iter().enumerate().flat_map(|(nth, draw)| names.iter().zip(draw).map(move |of| (nth, of)));
    vec![
        Column::new("draw", Values::Real(rows().map(|(nth, _)| Some(nth as f64)).collect())),
        Column::text("scenario", rows().map(|(_, (name, _))| *name)),
        Column::new("figure", Values::Real(rows().map(|(_, (_, figure))| Some(*figure)).collect())),
    ]
}
