//! `huurproef simulate`: what the policies of a scenario would do on these books, beside what was done.

use super::Ending;
use super::Outcome;
use super::Terminal;
use super::compare::breach_counts;
use super::compare::compared;
use super::compare::invented;
use super::compare::stopped;
use super::compare::titles;
use super::folder::RunFolder;
use super::print;
use super::scenario::Loaded;
use super::scenario::ScenarioArguments;
use super::scenario::load;
use super::scenario::run_loaded;
use super::scenario::with_keys;
use crate::locale::Locale;
use crate::report::Align;
use crate::report::aligned;
use crate::report::breach_lines;
use crate::report::summary;
use crate::scenario;
use crate::scenario::Agreement;
use crate::scenario::agreement;
use crate::vocabulary::ActionKind;
use clap::Args;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef simulate scenarios/eerder-bellen.yaml --out runs/simulatie";

/// The arguments of `huurproef simulate`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, after_long_help = with_keys(EXAMPLE))]
pub(super) struct SimulateArguments {
    /// The scenario.
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    #[command(flatten)]
    run: ScenarioArguments,
}

pub(super) fn simulate(arguments: &SimulateArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let mut loaded = load(std::slice::from_ref(&arguments.scenario), &arguments.run, terminal)?;
    let outcomes = run_loaded(&mut loaded, terminal)?;
    let comparison = compared(&loaded, &outcomes);
    print(&invented(&loaded, terminal.locale));
    let breaches = breach_counts(&loaded, &outcomes, &[]);
    print(&(breach_lines(&breaches, terminal.locale) + "\n"));
    print(&summary(&comparison, terminal.locale));
    print(&stopped(&loaded, terminal.locale));
    for (title, outcome) in titles(&loaded).iter().zip(&outcomes) {
        print(&beside_record(&loaded, title, outcome, terminal.locale));
    }
    if let Some(folder) = folder {
        folder.write_run(&loaded, &outcomes, &comparison)?;
        folder.finish()?;
    }
    let breached = breaches.iter().any(|breach| breach.count > 0);
    Ok(if breached { Ending::Findings } else { Ending::Done })
}

/// What the policy did in the first replication beside what the record shows, by kind of action.
fn beside_record(loaded: &Loaded, title: &str, outcome: &scenario::Outcome, locale: Locale) -> String {
    let agreement = agreement(loaded.portfolio(), loaded.recorded_window(), outcome);
    let shown = |(kind, row): &(ActionKind, Agreement)| row.recorded + row.policy > 0 && !kind.is_court_step();
    let rows: Vec<Vec<String>> =
        agreement.into_iter().filter(shown).map(|(kind, row)| cells(kind, row, locale)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let headings = [
        (locale.pick("action", "actie"), Align::Left),
        (locale.pick("on record", "vastgelegd"), Align::Right),
        (locale.pick("by policy", "volgens beleid"), Align::Right),
        (locale.pick("same day", "zelfde dag"), Align::Right),
        (locale.pick("within a week", "binnen een week"), Align::Right),
    ];
    let beside = locale.pick("beside the record", "naast de vastlegging");
    format!("\n{title}, {beside}\n{}", aligned(&headings, &rows))
}

fn cells(kind: ActionKind, row: Agreement, locale: Locale) -> Vec<String> {
    let count = |number: usize| locale.count(i64::try_from(number).unwrap_or(i64::MAX));
    let name = kind.title().in_locale(locale).to_owned();
    vec![name, count(row.recorded), count(row.policy), count(row.same_day), count(row.within_a_week)]
}
