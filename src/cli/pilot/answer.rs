//! A design as machines read it, and the page and the receipt of a trial.

use super::cell;
use super::design::Found;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::folder::RunFolder;
use crate::cli::receipt::receipt;
use crate::cli::receipt::receipt_lines;
use crate::cli::scenario::Loaded;
use crate::pilot::Candidate;
use crate::pilot::Design;
use crate::pilot::Pick;
use crate::report::People;
use crate::report::QuestionPage;
use crate::report::Told;
use crate::report::question_html;
use crate::tables::Column;
use crate::tables::Values;
use serde_json::Value;
use serde_json::json;

/// A design with what it rests on. The hash is that of the design's file.
pub(super) fn as_json((design, sha256): (&Design, &str), found: &Found, allocated: usize) -> Value {
    let of = |candidate: &Candidate| {
        let [low, value, high] = candidate.needed;
        json!({
            "outcome": candidate.pick, "months": candidate.months, "effects": candidate.effects,
            "needed_per_arm": { "at_low": low, "at_value": value, "at_high": high }, "intake_months": candidate.intake,
        })
    };
    let [at_low, at_value, at_high] = found.designed.found;
    let is_enough = found.designed.candidates.get(found.designed.chosen).is_some_and(|of| of.intake.is_some());
    json!({
        "design": design,
        "sha256": sha256,
        "ends": design.last_day(),
        "number": { "name": found.number.name, "label": found.number.estimate.label, "value": found.number.estimate.value,
            "low": found.number.estimate.low, "high": found.number.estimate.high },
        "enough": is_enough,
        "allocated": cell(allocated),
        "covered": found.covered,
        "power_found": { "at_low": at_low, "at_value": at_value, "at_high": at_high },
        "sizes": found.designed.candidates.iter().map(of).collect::<Vec<Value>>(),
        "breaches": found.breached,
    })
}

/// The sizes of what could be measured.
pub(super) fn columns(all: &[Candidate]) -> Vec<Column> {
    let real = |pick: &dyn Fn(&Candidate) -> Option<f64>| Values::Real(all.iter().map(pick).collect());
    let outcome = |of: &Candidate| if of.pick == Pick::Owed { "owed" } else { "in_arrears" };
    let effect = |place: usize| real(&move |of| of.effects.get(place).map(|effects| effects.difference));
    let needed = |place: usize| real(&move |of| of.needed.get(place).copied().flatten());
    vec![
        Column::text("outcome", all.iter().map(outcome)),
        Column::new("months", Values::Whole(all.iter().map(|of| Some(i64::from(of.months))).collect())),
        Column::new("difference_at_low", effect(0)),
        Column::new("difference", effect(1)),
        Column::new("difference_at_high", effect(2)),
        Column::new("needed_at_low", needed(0)),
        Column::new("needed", needed(1)),
        Column::new("needed_at_high", needed(2)),
        Column::new("intake_months", Values::Whole(all.iter().map(|of| of.intake.map(i64::from)).collect())),
    ]
}

/// Writes the page, its pictures and the receipt.
pub(super) fn write_page(
    folder: &RunFolder,
    loaded: &Loaded,
    mut told: Told,
    asked: &Value,
    terminal: Terminal,
) -> Result<(), Refusal> {
    let people = if loaded.scenario.synthetic { People::Synthetic } else { People::Real };
    if people == People::Synthetic {
        let note = terminal.locale.pick("synthetic people", "verzonnen mensen");
        told.pictures.iter_mut().for_each(|picture| picture.scene.note(note));
    }
    let receipt_lines = receipt_lines(loaded, terminal.locale)?;
    let page = QuestionPage {
        locale: terminal.locale,
        scenario: &loaded.scenario.title,
        people,
        told: &told,
        receipt: receipt_lines,
    };
    folder.write_page(&question_html(&page), &told.pictures)?;
    let mut receipt = receipt(loaded, &[])?;
    if let Value::Object(fields) = &mut receipt {
        fields.insert("pilot".to_owned(), asked.clone());
    }
    folder.write_receipt(&receipt)
}
