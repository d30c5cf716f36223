//! `huurproef ledger`: what is in the books, and what is wrong with them.

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::print;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::Number;
use crate::report::Align;
use crate::report::aligned;
use crate::tables;
use crate::tables::Column;
use crate::tables::Fault;
use crate::tables::Findings;
use crate::tables::LedgerRead;
use crate::tables::Severity;
use crate::tables::TableError;
use crate::tables::Total;
use crate::tables::Values;
use clap::Args;
use serde_json::Value;
use serde_json::json;
use std::cmp::Ordering;
use std::path::Path;
use std::path::PathBuf;

/// How many faults of a ledger are shown to people; machines get them all.
const SHOWN: usize = 20;

#[derive(Debug, Args)]
pub(super) struct LedgerArguments {
    /// The folder with the tables of the ledger, as CSV or Parquet.
    folder: PathBuf,
    /// For whom the answer is.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write `quarantine.csv` into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// How much of a ledger may be in quarantine for a run to go on.
#[derive(Debug, Args)]
pub(super) struct QuarantineArguments {
    /// Go on while no more than this share of the booked amounts is in quarantine, such as 0.001 or 0.1%.
    #[arg(long, value_name = "SHARE", default_value = "0.1%", value_parser = parse_share)]
    max_quarantine: Number,
}

/// Reads a ledger and shows what was found.
pub(super) fn ledger(arguments: &LedgerArguments, terminal: Terminal) -> Outcome {
    let LedgerRead { findings, .. } = tables::read_ledger(&arguments.folder)?;
    match arguments.format {
        Format::Text => print(&text(&findings, terminal.locale)),
        Format::Json => print(&(to_json(&findings, terminal.locale).to_string() + "\n")),
    }
    if let Some(folder) = &arguments.out {
        write_quarantine(folder, &findings, terminal.locale)?;
    }
    Ok(ending(&findings))
}

/// Reads the ledger of a run, which is refused when too much of it is in quarantine.
pub(super) fn read_for_run(
    folder: &Path,
    quarantine: &QuarantineArguments,
    terminal: Terminal,
) -> Result<LedgerRead, Refusal> {
    let read = tables::read_ledger(folder)?;
    let share = read.findings.quarantined_share();
    if quarantine.max_quarantine.compare_share(share) == Ordering::Greater {
        return Err(too_much(&read.findings, folder, &quarantine.max_quarantine));
    }
    if !terminal.quiet {
        for note in remarks(&read.findings, terminal.locale) {
            eprintln!("{note}");
        }
    }
    Ok(read)
}

/// The ending of a command that did what it should, given the ledger it read.
pub(super) fn ending(findings: &Findings) -> Ending {
    if findings.errors.is_empty() { Ending::Done } else { Ending::Findings }
}
