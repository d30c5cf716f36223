//! What a search leaves on disk: the front, what was tried, the page with its pictures, each point as a scenario that can
//! be compared, and the receipt.

use super::paths::way;
use crate::cli::Refusal;
use crate::cli::folder::RunFolder;
use crate::cli::receipt::receipt;
use crate::cli::receipt::told_paths;
use crate::cli::scenario::Loaded;
use crate::compare::Compared;
use crate::compare::Spread;
use crate::report::TunePage;
use crate::report::standing_name;
use crate::report::told_objectives;
use crate::report::tune_html;
use crate::report::tune_pictures;
use crate::scenario::PolicyChoice;
use crate::scenario::Scenario;
use crate::scenario::Written;
use crate::scenario::scenario_text;
use crate::tables::Column;
use crate::tables::Format;
use crate::tables::Values;
use crate::tune::Fate;
use crate::tune::Objective;
use crate::tune::Places;
use crate::tune::Standing;
use crate::tune::changes;
use serde_json::Value;
use serde_json::json;
use std::path::Path;

/// Writes everything that a search leaves.
pub(super) fn write(folder: &RunFolder, loaded: &Loaded, page: &TunePage<'_>, out: &Path) -> Result<(), Refusal> {
    folder.table("share", "front", &front(page), Format::Csv)?;
    folder.table("share", "tried", &tried(page), Format::Csv)?;
    let html = tune_html(page).map_err(|error| folder.unwritable(&error))?;
    folder.file("share/front.html", html.as_bytes())?;
    folder.pictures(&tune_pictures(page))?;
    for (nth, point) in page.tuned.points.iter().enumerate() {
        let name = point_name(page, nth);
        let text = settings_file(loaded, page, &name, &point.places, &out.join("share/settings"));
        folder.file(&format!("share/settings/{}.yaml", name.trim_start_matches('p')), text.as_bytes())?;
    }
    let receipt = serde_json::to_vec_pretty(&told(loaded, page)?).map_err(|error| folder.unwritable(&error))?;
    folder.file("share/run.json", &receipt)?;
    folder.share_only()
}

fn point_name(page: &TunePage<'_>, nth: usize) -> String {
    page.tuned.found.scenarios.get(nth + 1).map_or_else(String::new, |of| of.name.clone())
}

/// A column of each setting, with its values at some places.
fn setting_columns(page: &TunePage<'_>, rows: &[&Places]) -> Vec<Column> {
    let value = |nth: usize, places: &Places| {
        let knob = page.knobs.get(nth)?;
        knob.values.get(*places.get(nth)?).cloned()
    };
    let column = |nth: usize| rows.iter().map(|places| value(nth, places)).collect();
    let named = page.knobs.iter().enumerate();
    named.map(|(nth, knob)| Column::new(format!("set_{}", knob.name), Values::Text(column(nth)))).collect()
}

fn own(page: &TunePage<'_>) -> Places {
    page.knobs.iter().map(|knob| knob.own).collect()
}

/// The baseline and each point: settings, figures with their spread and difference, the same with other luck, and verdict.
fn front(page: &TunePage<'_>) -> Vec<Column> {
    let tuned = page.tuned;
    let own = own(page);
    let places: Vec<&Places> = [&own].into_iter().chain(tuned.points.iter().map(|point| &point.places)).collect();
    let names = ["baseline".to_owned()].into_iter().chain((0..tuned.points.len()).map(|nth| point_name(page, nth)));
    let mut columns = vec![Column::text("point", names)];
    columns.extend(setting_columns(page, &places));
    let objectives = told_objectives(tuned);
    for objective in &objectives {
        columns.extend(figures("", *objective, &tuned.found.scenarios));
    }
    for objective in tuned.fresh.iter().flat_map(|_| &objectives) {
        columns.extend(figures("again_", *objective, tuned.fresh.as_ref().map_or(&[], |fresh| &fresh.scenarios)));
    }
    let standings = || tuned.points.iter().map(|point| &point.standing);
    columns.push(Column::text("verdict", [""].into_iter().chain(standings().map(standing_name))));
    columns
        .push(Column::text("beaten_by", [String::new()].into_iter().chain(standings().map(|of| beaten_by(page, of)))));
    columns
}

fn beaten_by(page: &TunePage<'_>, standing: &Standing) -> String {
    let name = |place: &usize| place.checked_sub(1).map_or_else(|| "baseline".to_owned(), |nth| point_name(page, nth));
    match standing {
        Standing::Beaten(by) => by.iter().map(name).collect::<Vec<String>>().join(" "),
        _ => String::new(),
    }
}

fn figures(before: &str, objective: Objective, rows: &[Compared]) -> Vec<Column> {
    let name = format!("{before}{}", objective.measure().name());
    let figure = |of: &Compared| of.figures.get(&objective.measure()).copied();
    let difference = |of: &Compared| of.differences.get(&objective.measure()).map(|difference| difference.spread);
    let column = |end: &str, pick: &dyn Fn(&Compared) -> Option<f64>| {
        Column::new(format!("{name}{end}"), Values::Real(rows.iter().map(pick).collect()))
    };
    let edge = |spread: Option<Spread>, pick: fn(crate::compare::Interval) -> f64| spread?.interval.map(pick);
    vec![
        column("", &|of| Some(figure(of)?.mean)),
        column("_q05", &|of| edge(figure(of), |interval| interval.low)),
        column("_q50", &|of| edge(figure(of), |interval| interval.middle)),
        column("_q95", &|of| edge(figure(of), |interval| interval.high)),
        column("_difference", &|of| Some(difference(of)?.mean)),
        column("_difference_low", &|of| edge(difference(of), |interval| interval.low)),
        column("_difference_high", &|of| edge(difference(of), |interval| interval.high)),
    ]
}

/// Every combination that was tried, and what became of it.
fn tried(page: &TunePage<'_>) -> Vec<Column> {
    let rows = &page.tuned.tried;
    let places: Vec<&Places> = rows.iter().map(|tried| &tried.places).collect();
    let mut columns = setting_columns(page, &places);
    let runs = rows.iter().map(|tried| Some(i64::from(tried.replications))).collect();
    columns.push(Column::new("replications", Values::Whole(runs)));
    for objective in told_objectives(page.tuned) {
        let (measure, name) = (objective.measure(), objective.measure().name());
        let figure = |of: &Compared| of.figures.get(&measure).map(|spread| spread.mean);
        let shift = |of: &Compared| of.differences.get(&measure).map(|difference| difference.spread.mean);
        columns.push(Column::new(name, Values::Real(rows.iter().map(|tried| figure(&tried.compared)).collect())));
        let shifts = rows.iter().map(|tried| shift(&tried.compared)).collect();
        columns.push(Column::new(format!("{name}_difference"), Values::Real(shifts)));
    }
    columns.push(Column::text("fate", rows.iter().map(|tried| fate(page, tried.fate))));
    columns.push(Column::text("breaches", rows.iter().map(|tried| breached(page, &tried.breaches))));
    columns
}

fn fate(page: &TunePage<'_>, fate: Fate) -> String {
    match fate {
        Fate::Refused => "refused".to_owned(),
        Fate::NotPromising => "not_promising".to_owned(),
        Fate::Trimmed => "same_with_fewer_changes".to_owned(),
        Fate::Dominated => "dominated".to_owned(),
        Fate::LeftOut => "front_left_out".to_owned(),
        Fate::OnFront(nth) => point_name(page, nth),
    }
}

fn breached(page: &TunePage<'_>, breaches: &[u64]) -> String {
    let names = page.guarantees.iter().zip(breaches).filter(|(_, count)| **count > 0).map(|(name, _)| name.as_str());
    names.collect::<Vec<&str>>().join("; ")
}

/// A point beside the baseline, as a scenario that `huurproef compare` runs.
fn settings_file(loaded: &Loaded, page: &TunePage<'_>, name: &str, places: &Places, folder: &Path) -> String {
    let mut scenario = loaded.scenario.clone();
    let begin = loaded.inputs.first().and_then(|file| file.parent()).unwrap_or(Path::new(".")).to_owned();
    let is_reached = reach(&mut scenario, &begin, folder);
    let locale = page.locale;
    let lead = match is_reached {
        true => String::new(),
        false => {
            scenario = told_paths(loaded);
            locale
                .pick(
                    "# Put this file beside the scenario that was searched: its paths are written from there.\n",
                    "# Zet dit bestand naast het scenario dat is doorzocht: de paden zijn van daar af geschreven.\n",
                )
                .to_owned()
        }
    };
    scenario.title = format!("{}: {name}", scenario.title);
    let changed = changes(page.knobs, places);
    if let Some(baseline) = scenario.policies.first().cloned() {
        let taken = changed.into_iter().map(|(name, value)| (name, plain(value)));
        let settings = baseline.settings.clone().into_iter().chain(taken).collect();
        scenario.policies.push(PolicyChoice { name: name.to_owned(), settings, ..baseline });
    }
    let head = locale
        .pick("# Found by huurproef tune: see front.html.\n", "# Gevonden door huurproef tune: zie front.html.\n");
    format!("{head}{lead}{}", scenario_text(&scenario))
}

/// Writes every path of a scenario from another folder; whether each can be.
fn reach(scenario: &mut Scenario, begin: &Path, folder: &Path) -> bool {
    let mut all: Vec<&mut String> = vec![&mut scenario.ledger];
    all.extend(scenario.behaviour.iter_mut());
    for choice in &mut scenario.policies {
        if !choice.file.is_empty() {
            all.push(&mut choice.file);
        }
        all.extend(choice.versions.iter_mut().map(|version| &mut version.file));
    }
    let mut reached = true;
    for path in all {
        match way(folder, &begin.join(&path)) {
            Some(way) => *path = way,
            None => reached = false,
        }
    }
    reached
}

/// A number as YAML writes it plainly.
fn plain(value: String) -> Written {
    value.parse().map_or(Written::Text(value), Written::Whole)
}

/// The receipt of the scenario, and of the search.
fn told(loaded: &Loaded, page: &TunePage<'_>) -> Result<Value, Refusal> {
    let (tuned, division) = (page.tuned, page.division);
    let knob = |knob: &crate::tune::Knob| json!({ "name": knob.name, "baseline": knob.values.get(knob.own), "tried": knob.values });
    let names = |objectives: &[Objective]| objectives.iter().map(|of| of.name()).collect::<Vec<_>>();
    let silent: Vec<Objective> = tuned.silent.iter().map(|(objective, _)| *objective).collect();
    let silent: Vec<Objective> = silent.into_iter().filter(|own| !tuned.objectives.contains(own)).collect();
    let mut receipt = receipt(loaded, &[])?;
    if let Some(all) = receipt.as_object_mut() {
        // Which of hundreds of combinations charged interest beyond the tables is told by the comparison of a point.
        all.remove("interest_known_to");
        all.insert(
            "tune".to_owned(),
            json!({
                "method": format!("{:?}", division.method).to_lowercase(),
                "settings": page.knobs.iter().map(knob).collect::<Vec<_>>(),
                "combinations": page.combinations.to_string(),
                "objectives": names(&tuned.objectives),
                "not_sought": names(&silent),
                "budget": page.budget,
                "used": { "candidates": tuned.used.candidates, "baseline": tuned.used.baseline },
                "candidates_tried": tuned.tried.len(),
                "replications_at_first": division.brief,
                "replications_at_length": division.full,
                "points_at_most": division.points,
                "seed": page.seeds.0,
                "recheck_seed": page.seeds.1,
            }),
        );
    }
    Ok(receipt)
}
