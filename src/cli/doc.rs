//! `huurproef doc`: a policy as a document to read, in Dutch or English.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::load::compile;
use super::load::load_policy;
use super::output::begin_out;
use super::output::deliver;
use super::setting::SettingArguments;
use super::setting::in_words;
use crate::document::document;
use crate::interchange::XmlError;
use crate::interchange::bpmn;
use crate::interchange::dmn;
use crate::locale::Phrase;
use crate::program::Settings;
use crate::report::document_html;
use crate::report::document_markdown;
use clap::Args;
use clap::ValueEnum;
use std::path::PathBuf;

/// The arguments of `huurproef doc`.
#[derive(Debug, Args)]
#[command(
    after_help = "The document is in the language of --lang, whatever language the policy is written in.\n\nExample:\n  huurproef doc policies/wooninvest-2025.beleid --lang nl --out beleid.html"
)]
pub(super) struct DocArguments {
    /// The policy.
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// What to make.
    #[arg(long, value_enum, default_value_t = DocFormat::Html)]
    format: DocFormat,
    /// The file to write; it must not exist. Without it, to stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingArguments,
}

/// What is made of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DocFormat {
    /// A page to read and print.
    Html,
    /// The same as Markdown.
    Markdown,
    /// The process as BPMN 2.0, with its picture.
    Bpmn,
    /// The rules as decision tables in DMN 1.3.
    Dmn,
}

fn xml(written: Result<String, XmlError>) -> Result<String, Refusal> {
    written.map_err(|error| Refusal::new(Phrase::same(error.to_string())))
}

pub(super) fn doc(arguments: &DocArguments, terminal: Terminal) -> Outcome {
    let out = begin_out(arguments.out.as_deref())?;
    let mut policy = load_policy(&arguments.policy, terminal)?;
    let given = arguments.settings.put_into(&mut [&mut policy])?;
    // Nobody takes it for the policy as it stands.
    policy.title += &given.iter().map(in_words).collect::<String>();
    let program = compile(&policy, &Settings::new())?;
    let text = match arguments.format {
        DocFormat::Html => document_html(&document(&policy, &program, terminal.locale))
            .map_err(|error| Refusal::new(Phrase::same(error.to_string())))?,
        DocFormat::Markdown => document_markdown(&document(&policy, &program, terminal.locale)),
        DocFormat::Bpmn => xml(bpmn(&policy, terminal.locale))?,
        DocFormat::Dmn => xml(dmn(&policy, terminal.locale))?,
    };
    deliver(&text, out)?;
    Ok(Ending::Done)
}
