//! `huurproef trace`: which clause of a document is carried out by what of a policy, and which by nothing.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::load::load_policy;
use super::output::begin_out;
use super::output::deliver;
use super::sources::load_clauses;
use crate::locale::Phrase;
use crate::report::trace_csv;
use crate::report::trace_html;
use crate::report::trace_text;
use clap::Args;
use clap::ValueEnum;
use std::path::PathBuf;

/// The arguments of `huurproef trace`.
#[derive(Debug, Args)]
#[command(
    after_help = "The clauses of a source stand in the folder of the policy, in `sources/NAME.yaml`.\n\nExample:\n  huurproef trace policies/wooninvest-2025.beleid --format html --out paragrafen.html"
)]
pub(super) struct TraceArguments {
    /// The policy.
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// What to make of it.
    #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
    format: TraceFormat,
    /// The file to write; it must not exist. Without it, to stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What is made of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TraceFormat {
    /// For the terminal.
    Text,
    /// For machines.
    Json,
    /// A row for each pair of a clause and what cites it, for a spreadsheet.
    Csv,
    /// The matrix as a page.
    Html,
}

pub(super) fn trace(arguments: &TraceArguments, terminal: Terminal) -> Outcome {
    let out = begin_out(arguments.out.as_deref())?;
    let policy = load_policy(&arguments.policy, terminal)?;
    let clauses = load_clauses(&arguments.policy, &policy, terminal)?;
    let traced = crate::trace::trace(&policy, &clauses);
    let refused = |error: String| Refusal::new(Phrase::same(error));
    let text = match arguments.format {
        TraceFormat::Text => trace_text(&traced, terminal.locale),
        TraceFormat::Json => serde_json::to_string_pretty(&traced).map_err(|error| refused(error.to_string()))? + "\n",
        TraceFormat::Csv => trace_csv(&traced),
        TraceFormat::Html => trace_html(&traced, terminal.locale).map_err(|error| refused(error.to_string()))?,
    };
    deliver(&text, out)?;
    Ok(if traced.unknown.is_empty() { Ending::Done } else { Ending::Findings })
}
