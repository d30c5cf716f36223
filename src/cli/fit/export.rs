//! A fit for machines, and what makes it repeatable.

use crate::cli::Refusal;
use crate::cli::ledger::AllocationArguments;
use crate::cli::receipt::digests;
use crate::cli::scenario::tables_in;
use crate::fit::FitOptions;
use crate::fit::Fitted;
use crate::report::why;
use crate::tables::LedgerRead;
use serde_json::Value;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

/// What was found with stable keys; numbers are not rounded.
pub(super) fn fit_json(fitted: &Fitted) -> Value {
    let of = &fitted.diagnostics;
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
        "numbers": numbers.collect::<Vec<Value>>(),
        "timing": timings.collect::<Vec<Value>>(),
        "calibration": calibration.collect::<Vec<Value>>(),
    })
}

/// What makes a fit repeatable.
pub(super) fn receipt(
    folder: &Path,
    prior: Option<&Path>,
    read: &LedgerRead,
    options: &FitOptions,
    allocation: &AllocationArguments,
) -> Result<Value, Refusal> {
    let mut inputs: Vec<PathBuf> = tables_in(folder);
    inputs.extend(prior.map(Path::to_owned));
    Ok(json!({
        "huurproef": env!("CARGO_PKG_VERSION"),
        "prior": prior.and_then(Path::file_name).map(|name| name.to_string_lossy()),
        "options": {
            "fewest_events": options.fewest_events, "most_steps": options.most_steps, "prune_below": options.prune_below,
            "allocation": format!("{:?}", allocation.order()),
        },
        "start_of_data": read.portfolio.first_day,
        "end_of_data": read.portfolio.last_day,
        "tenancies": read.portfolio.tenancies.len(),
        "quarantined_rows": read.findings.quarantined_rows(),
        "inputs": digests(&inputs, folder)?,
    }))
}
