//! `huurproef worklist`: whom to call, visit and write to on a day, and why.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::explain::day_of;
use super::ledger::AllocationArguments;
use super::ledger::QuarantineArguments;
use super::ledger::read_for_run;
use super::load::compile;
use super::load::load_policy;
use super::print;
use super::setting::parse_settings;
use crate::calendar::Day;
use crate::locale::Phrase;
use crate::report::worklist_csv;
use crate::report::worklist_text;
use crate::worklist::Desk;
use clap::Args;
use clap::ValueEnum;
use std::path::PathBuf;

/// The arguments of `huurproef worklist`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  huurproef worklist policies/wooninvest-2025.beleid --ledger scenarios/ledgers/voorbeeld \\\n    --date 2025-06-02"
)]
pub(super) struct WorklistArguments {
    /// The policy.
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// The folder of the ledger.
    #[arg(long, value_name = "DIR")]
    ledger: PathBuf,
    /// The day, before anything is done on it.
    #[arg(long, value_name = "DATE")]
    date: Day,
    /// For people, for a spreadsheet or for machines.
    #[arg(long, value_enum, default_value_t = WorklistFormat::Text)]
    format: WorklistFormat,
    #[command(flatten)]
    allocation: AllocationArguments,
    /// A value for a setting of the policy, such as `max_instalments=24`.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    settings: Vec<String>,
    #[command(flatten)]
    quarantine: QuarantineArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WorklistFormat {
    /// A table for each thing to do.
    Text,
    /// One row for each piece of work.
    Csv,
    /// Everything.
    Json,
}

pub(super) fn worklist(arguments: &WorklistArguments, terminal: Terminal) -> Outcome {
    let policy = load_policy(&arguments.policy, terminal)?;
    let program = compile(&policy, &parse_settings(&arguments.settings)?)?;
    let read = read_for_run(&arguments.ledger, &arguments.quarantine, terminal)?;
    let desk = Desk {
        policy: &policy,
        program: &program,
        portfolio: &read.portfolio,
        day: day_of(Some(arguments.date), &read.portfolio)?,
        allocation: arguments.allocation.order(),
        locale: terminal.locale,
    };
    let list = crate::worklist::worklist(&desk);
    print(&match arguments.format {
        WorklistFormat::Text => worklist_text(&list, terminal.locale),
        WorklistFormat::Csv => worklist_csv(&list),
        WorklistFormat::Json => {
            let json = serde_json::to_string_pretty(&list);
            json.map_err(|error| Refusal::new(Phrase::same(error.to_string())))? + "\n"
        }
    });
    Ok(Ending::Done)
}
