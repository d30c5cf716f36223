//! The folder of a run: written beside its place and moved there whole, or not at all.
//!
//! `internal/` holds rows of tenancies and never leaves the corporation; `share/` holds what may be shown.

use super::Refusal;
use super::attribute::attribution_columns;
use super::interrupt::Scaffold;
use super::interrupt::lower;
use super::interrupt::raise;
use super::receipt::receipt;
use super::scenario::Loaded;
use crate::calendar::Day;
use crate::check::Layer;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Difference;
use crate::compare::Interval;
use crate::compare::Part;
use crate::compare::Resting;
use crate::compare::Split;
use crate::compare::Spread;
use crate::compare::Verdict;
use crate::locale::Phrase;
use crate::report::AttributionPage;
use crate::report::Page;
use crate::report::Picture;
use crate::report::ReportError;
use crate::report::attribution_html;
use crate::report::attribution_pictures;
use crate::report::html;
use crate::report::pictures_of;
use crate::report::shown_at;
use crate::report::shown_measures;
use crate::scenario::ActionRow;
use crate::scenario::Chosen;
use crate::scenario::Differing;
use crate::scenario::Outcome;
use crate::scenario::Replayed;
use crate::scenario::step_of;
use crate::tables::Column;
use crate::tables::Format;
use crate::tables::TableError;
use crate::tables::TableFault;
use crate::tables::Values;
use crate::tables::refused_by_system;
use crate::tables::refused_in_words;
use crate::tables::write;
use crate::tables::write_whole;
use crate::vocabulary::KPIS;
use serde_json::Value;
use serde_json::json;
use std::fmt::Display;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// A run folder in the making.
#[derive(Debug)]
pub(super) struct RunFolder {
    target: PathBuf,
    scaffold: Scaffold,
}

/// A run that does not finish leaves nothing behind; one that did has moved away and is not found.
impl Drop for RunFolder {
    fn drop(&mut self) {
        let _ = lower(&self.scaffold, None);
    }
}

impl RunFolder {
    /// Makes room for a run. Nothing that exists is overwritten.
    pub(super) fn begin(target: &Path) -> Result<RunFolder, Refusal> {
        if target.exists() {
            let place = target.display();
            let message = Phrase::new(format!("`{place}` exists already"), format!("`{place}` bestaat al"));
            let help = Phrase::new(
                "name another folder with `--out`, or remove it",
                "noem met `--out` een andere map, of verwijder haar",
            );
            return Err(Refusal::new(message).help(help));
        }
        let name = target.file_name().map_or_else(|| "run".to_owned(), |name| name.to_string_lossy().into_owned());
        let partial = target.with_file_name(format!(".{name}.partial"));
        let above = target.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        let made = above.take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
        let folder = RunFolder { target: target.to_owned(), scaffold: Scaffold { partial, made } };
        raise(&folder.scaffold, |partial| {
            let _ = fs::remove_dir_all(partial);
            ["internal", "share/charts"].iter().try_for_each(|part| fs::create_dir_all(partial.join(part)))
        })
        .map_err(|error| folder.unwritable_by(&error))?;
        Ok(folder)
    }

    /// Moves the run to its place. A run that has nothing of tenancies has no folder for it, and one without pictures none for
    /// these.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        for part in ["internal", "share/charts"] {
            // Takes only what is empty.
            let _ = fs::remove_dir(self.scaffold.partial.join(part));
        }
        lower(&self.scaffold, Some(&self.target)).map_err(|error| self.unwritable_by(&error))
    }

    pub(super) fn unwritable(&self, error: &impl Display) -> Refusal {
        self.unwritable_since(&Phrase::same(error.to_string()))
    }

    /// The painter tells in its own words what the system said.
    fn unpainted(&self, error: &str) -> Refusal {
        refused_in_words(error).map_or_else(|| self.unwritable(&error), |reason| self.unwritable_since(&reason))
    }

    fn unwritable_by(&self, error: &std::io::Error) -> Refusal {
        self.unwritable_since(&refused_by_system(error))
    }

    /// A file of the run that cannot be written is told by the folder that was asked for: it has not moved there yet.
    fn refused(&self, error: TableError) -> Refusal {
        match &error.fault {
            TableFault::Unwritable(reason) => self.unwritable_since(reason),
            _ => Refusal::from(error),
        }
    }

    fn unwritable_since(&self, reason: &Phrase) -> Refusal {
        let place = self.target.display();
        Refusal::new(Phrase::new(
            format!("`{place}` cannot be written: {}", reason.en),
            format!("`{place}` kan niet worden geschreven: {}", reason.nl),
        ))
        .help(Phrase::new(
            "choose a folder that may be written and has room; nothing was left behind",
            "kies een map die beschreven mag worden en ruimte heeft; er is niets achtergebleven",
        ))
    }

    /// Writes a table of the run.
    pub(super) fn table(&self, folder: &str, name: &str, columns: &[Column], format: Format) -> Result<(), Refusal> {
        let written = write(&self.scaffold.partial.join(folder), name, columns, format);
        written.map(|_| ()).map_err(|error| self.refused(error))
    }

    /// Writes a file of the run, by its path below the folder.
    pub(super) fn file(&self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        write_whole(&self.scaffold.partial.join(name), bytes).map_err(|error| self.refused(error))
    }

    /// What every run leaves: key figures for all, and what was done and breached for the corporation alone.
    pub(super) fn write_run(
        &self,
        loaded: &Loaded,
        outcomes: &[Outcome],
        comparison: &Comparison,
    ) -> Result<(), Refusal> {
        let kpis = kpi_columns(comparison);
        self.table("share", "kpis", &kpis, Format::Csv)?;
        self.table("share", "kpis", &kpis, Format::Parquet)?;
        self.table("internal", "actions", &action_columns(loaded, outcomes), Format::Parquet)?;
        self.table("internal", "breaches", &breach_columns(loaded, outcomes), Format::Csv)?;
        self.write_receipt(&receipt(loaded, outcomes)?)
    }

    /// What makes a run repeatable.
    pub(super) fn write_receipt(&self, receipt: &Value) -> Result<(), Refusal> {
        let receipt = serde_json::to_vec_pretty(receipt).map_err(|error| self.unwritable(&error))?;
        self.file("share/run.json", &receipt)
    }

    /// A table that may be shown.
    pub(super) fn write_shared_table(&self, name: &str, columns: &[Column]) -> Result<(), Refusal> {
        self.table("share", name, columns, Format::Csv)
    }

    /// Whom a comparison affects, for the corporation alone.
    pub(super) fn write_affected(&self, loaded: &Loaded, replayed: &[Replayed]) -> Result<(), Refusal> {
        self.table("internal", "affected", &affected_columns(loaded, replayed), Format::Csv)
    }

    /// What a comparison leaves on top of that: the differences, the page and its pictures.
    pub(super) fn write_comparison(&self, page: &Page<'_>) -> Result<(), Refusal> {
        self.table("share", "differences", &difference_columns(page.comparison), Format::Csv)?;
        self.write_page(&html(page), &pictures_of(page))
    }

    /// A page with its pictures.
    pub(super) fn write_page(&self, page: &Result<String, ReportError>, pictures: &[Picture]) -> Result<(), Refusal> {
        let text = page.as_ref().map_err(|error| self.unwritable(error))?;
        self.file("share/report.html", text.as_bytes())?;
        self.pictures(pictures)
    }

    /// What an attribution leaves: the parts, the page and its pictures, all to share.
    pub(super) fn write_attribution(
        &self,
        loaded: &Loaded,
        page: &AttributionPage<'_>,
        attribution: &Value,
    ) -> Result<(), Refusal> {
        self.table("share", "attribution", &attribution_columns(page), Format::Csv)?;
        let text = attribution_html(page).map_err(|error| self.unwritable(&error))?;
        self.file("share/attribution.html", text.as_bytes())?;
        self.pictures(&attribution_pictures(page))?;
        let mut receipt = receipt(loaded, &[])?;
        if let Some(keys) = receipt.as_object_mut() {
            keys.insert("interest_known_to".to_owned(), json!(page.attribution.interest_known_to));
            keys.insert("attribution".to_owned(), attribution.clone());
        }
        let receipt = serde_json::to_vec_pretty(&receipt).map_err(|error| self.unwritable(&error))?;
        self.file("share/run.json", &receipt)?;
        self.share_only()
    }

    /// Nothing of a tenancy stays inside.
    pub(super) fn share_only(&self) -> Result<(), Refusal> {
        fs::remove_dir(self.scaffold.partial.join("internal")).map_err(|error| self.unwritable_by(&error))
    }

    /// Pictures, each as SVG and as PNG.
    pub(super) fn pictures(&self, pictures: &[Picture]) -> Result<(), Refusal> {
        for picture in pictures {
            let file = |ending: &str| format!("share/charts/{}.{ending}", picture.name);
            let svg = picture.scene.svg().map_err(|error| self.unwritable(&error))?;
            self.file(&file("svg"), svg.as_bytes())?;
            let png = self.scaffold.partial.join(file("png"));
            picture.scene.write_png(&png).map_err(|error| self.unpainted(&error.to_string()))?;
        }
        Ok(())
    }
}

fn kpi_columns(comparison: &Comparison) -> Vec<Column> {
    let mut rows: Vec<(&str, Day, &str, Option<Spread>)> = Vec::new();
    for scenario in &comparison.scenarios {
        for (place, date) in comparison.dates.iter().enumerate() {
            for entry in &KPIS {
                rows.push((&scenario.name, *date, entry.word.en, shown_at(scenario, entry.kpi, place)));
            }
        }
    }
    let edge = |pick: fn(Interval) -> f64| rows.iter().map(|row| row.3.and_then(|s| s.interval).map(pick)).collect();
    vec![
        Column::text("scenario", rows.iter().map(|row| row.0)),
        Column::days("date", rows.iter().map(|row| row.1)),
        Column::text("kpi", rows.iter().map(|row| row.2)),
        Column::new("mean", Values::Real(rows.iter().map(|row| row.3.map(|spread| spread.mean)).collect())),
        Column::new("q05", Values::Real(edge(|interval| interval.low))),
        Column::new("q50", Values::Real(edge(|interval| interval.middle))),
        Column::new("q95", Values::Real(edge(|interval| interval.high))),
        Column::text("horizon", rows.iter().map(|row| horizon(row.1, comparison.forecast_from))),
    ]
}

/// Whether a month end lies within the books or after them.
fn horizon(date: Day, forecast_from: Option<Day>) -> &'static str {
    if forecast_from.is_some_and(|from| date >= from) { "forecast" } else { "recorded" }
}

fn difference_columns(comparison: &Comparison) -> Vec<Column> {
    let baseline = comparison.scenarios.first().map_or("", |scenario| scenario.name.as_str());
    let period = format!("{}/{}", comparison.window.from, comparison.window.to);
    let shown = shown_measures(comparison);
    let rows = || {
        let of = |scenario: &'_ Compared| {
            let name = scenario.name.clone();
            scenario
                .differences
                .iter()
                .filter(|(measure, _)| shown.contains(measure))
                .map(move |(measure, difference)| (name.clone(), *measure, *difference))
                .collect::<Vec<_>>()
        };
        comparison.scenarios.iter().flat_map(of)
    };
    let edge = |pick: fn(Interval) -> f64| rows().map(|row| row.2.spread.interval.map(pick)).collect();
    let assumed = |pick: fn(Part) -> f64| Values::Real(rows().map(|row| assumed_part(&row.2).map(pick)).collect());
    let part = |pick: fn(Split) -> Option<f64>| Values::Real(rows().map(|row| row.2.split.and_then(pick)).collect());
    vec![
        Column::text("baseline", rows().map(|_| baseline)),
        Column::text("scenario", rows().map(|row| row.0)),
        Column::text("kpi", rows().map(|row| row.1.name())),
        Column::text("period", rows().map(|_| period.clone())),
        Column::new("difference", Values::Real(rows().map(|row| Some(row.2.spread.mean)).collect())),
        Column::new("low", Values::Real(edge(|interval| interval.low))),
        Column::new("high", Values::Real(edge(|interval| interval.high))),
        Column::new("share_response", part(|split| split.share())),
        Column::new("share_response_low", part(|split| split.interval().map(|(low, _)| low))),
        Column::new("share_response_high", part(|split| split.interval().map(|(_, high)| high))),
        Column::new("share_luck", part(|split| split.share().map(|share| 1.0 - share))),
        Column::text("evidence", rows().map(|row| evidence(&row.2))),
        Column::text(
            "beyond_books",
            rows().map(|row| if row.2.ground.is_some_and(|of| of.is_beyond) { "yes" } else { "" }),
        ),
        Column::new("share_assumed", assumed(|part| part.share)),
        Column::new("share_assumed_low", assumed(|part| part.low)),
        Column::new("share_assumed_high", assumed(|part| part.high)),
    ]
}

/// What kind of knowledge a difference is; empty where there is none.
fn evidence(difference: &Difference) -> &'static str {
    match (difference.verdict, difference.ground.map(|ground| ground.resting)) {
        (Verdict::Same, _) => "",
        (Verdict::Computed, _) => "computed",
        (Verdict::CannotBeToldApart, _) => "cannot_be_told_apart",
        (Verdict::TooFewRuns, _) => "too_few_runs",
        (_, Some(Resting::Recorded)) => "recorded_payments",
        (_, Some(Resting::Fitted)) => "fitted",
        (_, Some(Resting::NoAssumedEffect)) => "no_assumed_effect",
        (_, Some(Resting::Assumed(part))) if part.is_steady() => "share_assumed",
        (_, Some(Resting::Assumed(_) | Resting::NotKnown) | None) => "share_assumed_not_known",
    }
}

fn assumed_part(difference: &Difference) -> Option<Part> {
    match difference.ground?.resting {
        Resting::Assumed(part) => Some(part),
        _ => None,
    }
}

/// An action of a run in words.
struct ActionLine<'a> {
    scenario: &'a str,
    tenancy: &'a str,
    day: Day,
    rule: &'a str,
    action: &'static str,
    partner: &'a str,
}

fn action_columns(loaded: &Loaded, outcomes: &[Outcome]) -> Vec<Column> {
    let rows: Vec<ActionLine<'_>> = loaded
        .policies
        .iter()
        .zip(outcomes)
        .flat_map(|(chosen, outcome)| outcome.actions.iter().map(|row| action_line(loaded, chosen, row)))
        .collect();
    vec![
        Column::text("scenario", rows.iter().map(|row| row.scenario)),
        Column::text("tenancy_id", rows.iter().map(|row| row.tenancy)),
        Column::days("date", rows.iter().map(|row| row.day)),
        Column::text("rule", rows.iter().map(|row| row.rule)),
        Column::text("action", rows.iter().map(|row| row.action)),
        Column::text("partner", rows.iter().map(|row| row.partner)),
    ]
}

fn action_line<'a>(loaded: &'a Loaded, chosen: &'a Chosen, row: &ActionRow) -> ActionLine<'a> {
    let policy = chosen.policy_on(row.done.day);
    let rule = row.done.rule.and_then(|rule| policy.rules.get(usize::from(rule)));
    let step = step_of(policy, &row.done);
    let partner = step.and_then(|step| step.partner).and_then(|place| policy.partners.get(place));
    ActionLine {
        scenario: &chosen.name,
        tenancy: tenancy_id(loaded, row.tenancy),
        day: row.done.day,
        rule: rule.map_or("", |rule| &rule.named.name),
        action: row.done.kind.word().en,
        partner: partner.map_or("", |partner| &partner.named.name),
    }
}

fn tenancy_id(loaded: &Loaded, place: usize) -> &str {
    loaded.portfolio().tenancies.get(place).map_or("", |tenancy| &tenancy.id)
}

/// The id of a tenancy by its place in the books, whatever comes after them.
fn recorded_id(loaded: &Loaded, place: usize) -> &str {
    loaded.read.portfolio.tenancies.get(place).map_or("", |tenancy| &tenancy.id)
}

/// The tenancies that a policy treats otherwise than the first does, and where they stand on the first day that differs.
fn affected_columns(loaded: &Loaded, replayed: &[Replayed]) -> Vec<Column> {
    let baseline = |row: &Differing| loaded.policies.first().map(|chosen| chosen.policy_on(row.first));
    let of = |(chosen, replayed): (&'_ Chosen, &'_ Replayed)| {
        replayed.differing.iter().map(|row| (chosen.name.clone(), *row)).collect::<Vec<_>>()
    };
    let rows: Vec<(String, Differing)> = loaded.policies.iter().zip(replayed).flat_map(of).collect();
    let segment = |row: &Differing| baseline(row).and_then(|policy| policy.segments.get(usize::from(row.segment)));
    let stage = |row: &Differing| baseline(row).and_then(|policy| policy.stages.get(usize::from(row.stage?)));
    vec![
        Column::text("scenario", rows.iter().map(|row| row.0.as_str())),
        Column::text("tenancy_id", rows.iter().map(|row| recorded_id(loaded, row.1.tenancy))),
        Column::days("first_date", rows.iter().map(|row| row.1.first)),
        Column::text("segment", rows.iter().map(|row| segment(&row.1).map_or("", |of| of.named.name.as_str()))),
        Column::text("stage", rows.iter().map(|row| stage(&row.1).map_or("", |of| of.named.name.as_str()))),
    ]
}

fn breach_columns(loaded: &Loaded, outcomes: &[Outcome]) -> Vec<Column> {
    let rows: Vec<_> = loaded
        .policies
        .iter()
        .zip(outcomes)
        .flat_map(|(chosen, outcome)| outcome.breach_rows.iter().map(move |row| (chosen, row)))
        .collect();
    vec![
        Column::text("scenario", rows.iter().map(|row| row.0.name.as_str())),
        Column::text("tenancy_id", rows.iter().map(|row| tenancy_id(loaded, row.1.tenancy))),
        Column::days("date", rows.iter().map(|row| row.1.breach.day)),
        Column::text(
            "guarantee",
            rows.iter().map(|(chosen, row)| {
                let guarantees = &chosen.policy_on(row.breach.day).guarantees;
                guarantees.get(usize::from(row.breach.guarantee)).map_or("", |guarantee| guarantee.title.as_str())
            }),
        ),
        Column::text(
            "layer",
            rows.iter().map(|(chosen, row)| {
                let guarantees = &chosen.policy_on(row.breach.day).guarantees;
                guarantees.get(usize::from(row.breach.guarantee)).map_or("", |guarantee| layer_name(guarantee.layer))
            }),
        ),
        Column::text(
            "rule",
            rows.iter().map(|(chosen, row)| {
                let rules = &chosen.policy_on(row.breach.day).rules;
                let rule = row.breach.rule.and_then(|rule| rules.get(usize::from(rule)));
                rule.map_or("", |rule| rule.named.name.as_str())
            }),
        ),
    ]
}

/// Who said what must hold, as files say it.
const fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Law => "law",
        Layer::Agreement => "agreement",
        Layer::Own => "own",
    }
}
