//! A fit for machines, and what makes it repeatable.

use super::FitArguments;
use crate::check::Value as CheckedValue;
use crate::cli::Refusal;
use crate::cli::receipt::digests;
use crate::cli::scenario::tables_in;
use crate::estimation::discontinuity::Jump;
use crate::fit::Crossed;
use crate::fit::FitOptions;
use crate::report::FitPage;
use crate::report::why;
use crate::report::why_untold;
use crate::tables::LedgerRead;
use crate::threshold::AtThreshold;
use crate::threshold::Thresholds;
use serde_json::Value;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

/// What was found with stable keys; numbers are not rounded.
pub(super) fn fit_json(page: &FitPage<'_>) -> Value {
    let (fitted, of) = (page.fitted, &page.fitted.diagnostics);
    let found = |name: &str| of.numbers.iter().find(|number| number.name == name);
    let numbers = fitted.behaviour.estimates().into_iter().map(|named| {
        let found = found(&named.name);
        let fallback = found.and_then(|number| number.fallback.as_ref()).map(|fallback| why(fallback).en);
        json!({
            "name": named.name, "value": named.estimate.value, "low": named.estimate.low, "high": named.estimate.high,
            "label": named.estimate.label, "source": named.estimate.source, "not_fitted": fallback,
        })
    });
    let timings = of.timings.iter().filter(|timing| timing.contacts > 0).map(|timing| {
        json!({
            "action": timing.kind.word().en, "times": timing.contacts, "payments": timing.payments,
            "mean_days": timing.mean_days, "spread_days": timing.spread_days,
            "on_usual_day": timing.on_usual_day, "without": timing.without,
        })
    });
    let calibration = of.calibration.iter().filter(|of| of.days > 0).map(
        |of| json!({ "from_day": of.from_day, "days": of.days, "observed": of.observed, "expected": of.expected }),
    );
    json!({
        "tenancies": of.tenancies,
        "months": of.months,
        "days_at_risk": of.days,
        "payments": of.payments,
        "log_likelihood": of.log_likelihood,
        "steps": of.steps,
        "intervals_measured": of.measured,
        "cautions": page.cautions,
        "numbers": numbers.collect::<Vec<Value>>(),
        "timing": timings.collect::<Vec<Value>>(),
        "calibration": calibration.collect::<Vec<Value>>(),
        "second_look": page.second_look.iter().map(crossed).collect::<Vec<Value>>(),
        "thresholds": page.thresholds.map(all_thresholds),
    })
}

fn crossed(crossed: &Crossed) -> Value {
    let ratio = crossed.ratio.map(|ratio| json!({ "value": ratio.value, "low": ratio.low, "high": ratio.high }));
    json!({
        "action": crossed.kind.word().en, "hazard_ratio": ratio, "payments_after": crossed.ratio.map(|ratio| ratio.n),
    })
}

fn all_thresholds(all: &Thresholds) -> Value {
    json!({
        "policy": all.policy, "from": all.from, "as_if_before": all.as_if, "days_or_whole_months": all.coarse,
        "each": all.each.iter().map(threshold).collect::<Vec<Value>>(),
    })
}

fn threshold(at: &AtThreshold) -> Value {
    let of = &at.threshold;
    let jump = |jump: &Jump| json!({ "value": jump.value, "low": jump.low, "high": jump.high });
    let value = match of.value {
        CheckedValue::Money(money) => money.to_plain(),
        CheckedValue::MonthsOfRent(number) => number.to_plain(),
        _ => String::new(),
    };
    let told = at.found.as_ref().ok().map(|found| {
        json!({
            "bandwidth": found.bandwidth, "cases_under_over": found.near.map(|near| near.cases),
            "tenancies_under_over": found.near.map(|near| near.clusters), "action_follows": jump(&found.treated),
            "arrears_down": jump(&found.outcome), "arrears_down_early": at.early.as_ref().map(jump),
            "half_bandwidth": found.half.as_ref().map(jump), "twice_bandwidth": found.double.as_ref().map(jump),
            "per_action": found.effect.as_ref().map(jump), "found": found.is_found(),
            "density_ratio": found.density.ratio, "density_chance": found.density.chance,
        })
    });
    let not_told = at.found.as_ref().err().map(|untold| why_untold(*untold).en);
    json!({
        "rule": of.rule, "action": of.kind.word().en, "fact": of.fact.entry().word.en, "comparison": of.comparison.sign(),
        "value": value, "also": of.beside, "told": told, "not_told": not_told,
    })
}

/// What makes a fit repeatable.
pub(super) fn receipt(arguments: &FitArguments, read: &LedgerRead, options: &FitOptions) -> Result<Value, Refusal> {
    let (folder, prior, policy) = (&arguments.folder, arguments.prior.as_deref(), arguments.policy.as_deref());
    let mut inputs: Vec<PathBuf> = tables_in(folder);
    inputs.extend(prior.into_iter().chain(policy).map(Path::to_owned));
    let name = |path: Option<&Path>| path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    Ok(json!({
        "huurproef": env!("CARGO_PKG_VERSION"),
        "prior": name(prior),
        "policy": name(policy),
        "settings": arguments.settings,
        "options": {
            "fewest_events": options.fewest_events, "most_steps": options.most_steps, "prune_below": options.prune_below,
            "allocation": format!("{:?}", arguments.allocation.order()),
        },
        "start_of_data": read.portfolio.first_day,
        "end_of_data": read.portfolio.last_day,
        "tenancies": read.portfolio.tenancies.len(),
        "quarantined_rows": read.findings.quarantined_rows(),
        "inputs": digests(&inputs, folder)?,
    }))
}
