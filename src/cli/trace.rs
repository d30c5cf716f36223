//! `huurproef trace`: which clause of a document is carried out by what of a policy, and which by nothing.

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::load::load_policy;
use super::print;
use super::sources::load_clauses;
use crate::locale::Phrase;
use crate::report::trace_text;
use clap::Args;
use std::path::PathBuf;

/// The arguments of `huurproef trace`.
#[derive(Debug, Args)]
#[command(
    after_help = "The clauses of a source stand in the folder of the policy, in `sources/NAME.yaml`.\n\nExample:\n  huurproef trace policies/wooninvest-2025.beleid"
)]
pub(super) struct TraceArguments {
    /// The policy.
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn trace(arguments: &TraceArguments, terminal: Terminal) -> Outcome {
    let policy = load_policy(&arguments.policy, terminal)?;
    let clauses = load_clauses(&arguments.policy, &policy, terminal)?;
    let traced = crate::trace::trace(&policy, &clauses);
    match arguments.format {
        Format::Text => print(&trace_text(&traced, terminal.locale)),
        Format::Json => {
            let json =
                serde_json::to_string_pretty(&traced).map_err(|error| Refusal::new(Phrase::same(error.to_string())))?;
            print(&(json + "\n"));
        }
    }
    Ok(if traced.unknown.is_empty() { Ending::Done } else { Ending::Findings })
}
