//! An attribution for machines: as JSON, and as a table of one row a figure and change.

use crate::attribution::Attributed;
use crate::cli::scenario::Loaded;
use crate::compare::Difference;
use crate::compare::Spread;
use crate::compare::Verdict;
use crate::difference::Change;
use crate::report::AttributionPage;
use crate::tables::Column;
use crate::tables::Values;
use serde_json::Value;
use serde_json::json;

/// The attribution with stable keys; numbers are not rounded.
pub(super) fn attribution_json(page: &AttributionPage<'_>, loaded: &Loaded) -> Value {
    let attribution = page.attribution;
    let name = |place: usize| loaded.policies.get(place).map(|chosen| chosen.name.clone());
    let groups = page.groups.iter().map(|group| {
        let changes = group.changes.iter().filter_map(|place| page.changes.get(*place)).map(change);
        let ties: Vec<&str> = group.ties.iter().map(|tie| tie.reason.in_locale(page.locale)).collect();
        json!({ "id": id(page, group.changes.iter()), "changes": changes.collect::<Vec<Value>>(), "ties": ties })
    });
    let is_divided = |place: usize| page.groups.iter().any(|group| group.changes.contains(&place));
    let rest = page.changes.iter().enumerate().filter(|(place, _)| !is_divided(*place)).map(|(_, of)| change(of));
    let ids: Vec<String> = page.groups.iter().map(|group| id(page, group.changes.iter())).collect();
    json!({
        "baseline": name(0),
        "policy": name(1),
        "window": attribution.window,
        "replications": attribution.replications,
        "policies_run": attribution.policies,
        "changes": groups.collect::<Vec<Value>>(),
        "not_attributed": rest.collect::<Vec<Value>>(),
        "measures": attribution.measures.iter().map(|of| measure(of, &ids)).collect::<Vec<Value>>(),
    })
}

/// The changes of a group in one word.
fn id<'a>(page: &AttributionPage<'_>, places: impl Iterator<Item = &'a usize>) -> String {
    let ids = places.filter_map(|place| page.changes.get(*place)).map(Change::id);
    ids.collect::<Vec<String>>().join(" + ")
}

fn change(change: &Change) -> Value {
    json!({ "id": change.id(), "title": change.title, "old": change.old, "new": change.new })
}

fn measure(of: &Attributed, ids: &[String]) -> Value {
    let parts = ids
        .iter()
        .zip(&of.contributions)
        .map(|(id, of)| json!({ "change": id, "part": difference(of.part), "alone": difference(of.alone) }));
    json!({
        "kpi": of.measure.name(),
        "baseline": spread(of.old),
        "parts": parts.collect::<Vec<Value>>(),
        "total": difference(of.total),
        "interplay": difference(of.interplay),
        "policy": spread(of.new),
    })
}

fn spread(of: Spread) -> Value {
    json!({
        "mean": of.mean,
        "low": of.interval.map(|interval| interval.low),
        "high": of.interval.map(|interval| interval.high),
    })
}

fn difference(of: Difference) -> Value {
    let mut value = spread(of.spread);
    if let Some(keys) = value.as_object_mut() {
        keys.insert("verdict".to_owned(), json!(word(of.verdict)));
    }
    value
}

const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Computed => "computed",
        Verdict::Higher => "higher",
        Verdict::Lower => "lower",
        Verdict::CannotBeToldApart => "cannot_be_told_apart",
        Verdict::TooFewRuns => "too_few_runs",
    }
}

/// One row a figure and part of it: the old policy, each change, what each does alone, all together, what they do beyond
/// that, the new policy.
pub(in crate::cli) fn attribution_columns(page: &AttributionPage<'_>) -> Vec<Column> {
    let mut rows: Vec<(&'static str, &'static str, String, Spread, &'static str)> = Vec::new();
    for of in &page.attribution.measures {
        let kpi = of.measure.name();
        let mut add = |row, change: &str, of: Difference| {
            rows.push((kpi, row, change.to_owned(), of.spread, word(of.verdict)));
        };
        for (group, contribution) in page.groups.iter().zip(&of.contributions) {
            let id = id(page, group.changes.iter());
            add("part", &id, contribution.part);
            add("alone", &id, contribution.alone);
        }
        add("total", "", of.total);
        add("interplay", "", of.interplay);
        rows.push((kpi, "baseline", String::new(), of.old, ""));
        rows.push((kpi, "policy", String::new(), of.new, ""));
    }
    let edge = |low: bool| {
        let pick = |row: &(_, _, _, Spread, _)| row.3.interval.map(|of| if low { of.low } else { of.high });
        Values::Real(rows.iter().map(pick).collect())
    };
    vec![
        Column::text("kpi", rows.iter().map(|row| row.0)),
        Column::text("row", rows.iter().map(|row| row.1)),
        Column::text("change", rows.iter().map(|row| row.2.as_str())),
        Column::new("value", Values::Real(rows.iter().map(|row| Some(row.3.mean)).collect())),
        Column::new("low", edge(true)),
        Column::new("high", edge(false)),
        Column::text("verdict", rows.iter().map(|row| row.4)),
    ]
}
