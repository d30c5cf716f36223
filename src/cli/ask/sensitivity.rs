//! `huurproef ask sensitivity`: which number moves the answer most?

use super::Answer;
use super::Asking;
use super::Common;
use super::measure;
use super::with_bar;
use crate::cli::Outcome;
use crate::cli::Terminal;
use crate::compare::Measure;
use crate::question::Bar;
use crate::question::Move;
use crate::question::Sensitivity;
use crate::question::sensitivity;
use crate::report::tell_sensitivity;
use crate::tables::Column;
use crate::tables::Values;
use clap::Args;
use serde_json::Value;
use serde_json::json;

const EXAMPLE: &str = "Example:
  huurproef ask sensitivity scenarios/eerder-bellen.yaml --figure tenants_in_arrears";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct SensitivityArguments {
    #[command(flatten)]
    common: Common,
    /// The figure; else the arrears rate of sitting tenants.
    #[arg(long, value_name = "FIGURE")]
    figure: Option<String>,
    /// The policy that is asked about, by its name in the scenario; else the second.
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
}

pub(super) fn ask(arguments: &SensitivityArguments, terminal: Terminal) -> Outcome {
    let asking = Asking::begin(&arguments.common, terminal)?;
    let policy = asking.policy(arguments.policy.as_deref())?;
    let measure = measure(arguments.figure.as_deref())?;
    let runs = asking.loaded.scenario.replications;
    let passes = 1 + 2 * asking.behaviour.estimates().len() as u64;
    let found = with_bar(&asking, measure, passes, terminal, |trial| {
        sensitivity(&asking.behaviour, policy, &mut |behaviour| trial.central(behaviour, runs))
    })?;
    let told = tell_sensitivity(asking.about(measure, policy, runs, terminal), &found);
    let chosen = asking.loaded.policies.get(policy).map_or("", |chosen| chosen.name.as_str());
    let asked = json!({ "kind": "sensitivity", "policy": chosen, "figure": measure.name(), "runs": runs });
    let json = as_json(&asked, &found);
    let answer = Answer { told, json, table: ("sensitivity", columns(&found, measure)), asked };
    asking.end(&answer, &arguments.common, terminal)
}

fn as_json(asked: &Value, found: &Sensitivity) -> Value {
    let moved = |of: Move| json!({ "at_low": of.at_low, "at_high": of.at_high, "told_apart": of.is_told_apart });
    let bar = |bar: &Bar| {
        let [low, value, high] = bar.interval;
        json!({
            "number": bar.name, "label": bar.label, "low": low, "value": value, "high": high,
            "difference": bar.difference.map(moved), "level": moved(bar.level),
        })
    };
    json!({
        "question": asked,
        "difference": found.difference,
        "level": found.level,
        "numbers": found.bars.iter().map(bar).collect::<Vec<Value>>(),
    })
}

fn columns(found: &Sensitivity, measure: Measure) -> Vec<Column> {
    let real = |pick: &dyn Fn(&Bar) -> Option<f64>| Values::Real(found.bars.iter().map(pick).collect());
    let labels: Vec<&str> = found.bars.iter().map(|bar| bar.label.word().en).collect();
    vec![
        Column::text("number", found.bars.iter().map(|bar| bar.name.as_str())),
        Column::text("label", labels.into_iter()),
        Column::text("kpi", found.bars.iter().map(|_| measure.name())),
        Column::new("low", real(&|bar| bar.interval.first().copied())),
        Column::new("value", real(&|bar| bar.interval.get(1).copied())),
        Column::new("high", real(&|bar| bar.interval.last().copied())),
        Column::new("difference_at_low", real(&|bar| bar.difference.map(|of| of.at_low))),
        Column::new("difference_at_high", real(&|bar| bar.difference.map(|of| of.at_high))),
        Column::new("level_at_low", real(&|bar| Some(bar.level.at_low))),
        Column::new("level_at_high", real(&|bar| Some(bar.level.at_high))),
    ]
}
