//! `huurproef check`: everything that can be said of a policy without data.

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::policy::read_policy;
use super::print;
use super::print_aside;
use super::sources::load_clauses;
use crate::check::Checked;
use crate::check::Law;
use crate::check::Policy;
use crate::check::read;
use crate::clause::Clauses;
use crate::clause::unknown_clauses;
use crate::clause::unlisted;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::diagnostic::quoted_list;
use crate::diagnostic::render_json;
use crate::diagnostic::render_text;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Settings;
use crate::proof::Proof;
use crate::proof::prove;
use crate::report::guarantees_json;
use crate::report::guarantees_text;
use crate::report::refuted_findings;
use crate::source::SourceFile;
use crate::syntax::ItemKind;
use crate::syntax::parse;
use clap::Args;
use serde_json::Value;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef check policies/wooninvest-2025.beleid";

/// The arguments of `huurproef check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct CheckArguments {
    /// The policies, each on its own.
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn check(arguments: &CheckArguments, terminal: Terminal) -> Outcome {
    // Every file is read before any is checked: a refusal leaves no half of an answer.
    let files = arguments.policies.iter().map(|path| read_policy(path)).collect::<Result<Vec<SourceFile>, _>>()?;
    let pairs = arguments.policies.iter().zip(files);
    let checked = pairs.map(|(path, file)| check_file(path, file, terminal)).collect::<Result<Vec<_>, _>>()?;
    match arguments.format {
        Format::Text => print_text(&checked, terminal),
        Format::Json => print_json(&checked, terminal.locale),
    }
    let clean = checked.iter().all(|checked| checked.checked.policy.is_some());
    Ok(if clean { Ending::Done } else { Ending::Findings })
}

/// A file with all that is found in it.
struct CheckedFile {
    file: SourceFile,
    checked: Checked,
    /// What is proved of its guarantees.
    proofs: Vec<Proof>,
    /// What was not looked at, and why.
    notes: Vec<Phrase>,
}

/// A policy with what is found in it, in what it cites of the documents beside it, and of its guarantees.
fn check_file(path: &Path, file: SourceFile, terminal: Terminal) -> Result<CheckedFile, Refusal> {
    let mut checked = read(&file);
    let mut proofs = Vec::new();
    let mut notes = Vec::new();
    if let Some(policy) = &checked.policy {
        let clauses = load_clauses(path, policy, terminal)?;
        checked.diagnostics.extend(unknown_clauses(policy, &clauses));
        notes = not_looked_at(policy, &clauses);
        // The settings of a checked policy lie within their ranges.
        proofs = prove(policy, &Settings::new()).unwrap_or_default();
        checked.diagnostics.extend(refuted_findings(policy, &proofs));
        checked.diagnostics.sort_by_key(Diagnostic::rank);
    } else if has_guarantees(&file) {
        notes.push(Phrase::new(
            "guarantees: not looked at while there are errors",
            "waarborgen: niet bekeken zolang er fouten zijn",
        ));
    }
    Ok(CheckedFile { file, checked, proofs, notes })
}

/// Whether a text asks for guarantees, of its own or of the law.
fn has_guarantees(file: &SourceFile) -> bool {
    let items = parse(file).tree.items;
    items.iter().any(|item| matches!(item.kind, ItemKind::Guarantee(_) | ItemKind::Law))
}

/// What was not checked because the policy, or the folder it stands in, does not ask for it.
fn not_looked_at(policy: &Policy, clauses: &[Option<Clauses>]) -> Vec<Phrase> {
    let mut notes = Vec::new();
    if policy.law == Law::Unsaid {
        let line = policy.locale.pick("law nl", "recht nl");
        notes.push(Phrase::new(
            format!("not checked: what the law asks, since the policy does not say `{line}`"),
            format!("niet gecontroleerd: wat de wet vraagt, want het beleid zegt niet `{line}`"),
        ));
    }
    let sources = unlisted(policy, clauses);
    if let Some(first) = sources.first() {
        let (en, nl) = (quoted_list(&sources, Locale::En), quoted_list(&sources, Locale::Nl));
        let several = sources.len() > 1;
        let (such, zoals) = if several { (", and so on", ", enzovoort") } else { ("", "") };
        notes.push(Phrase::new(
            format!("not checked: citations of {en}, since there is no `sources/{first}.yaml` with its clauses{such}"),
            format!("niet gecontroleerd: verwijzingen naar {nl}, want er is geen `sources/{first}.yaml` met de paragrafen{zoals}"),
        ));
    }
    notes
}

fn print_text(checked: &[CheckedFile], terminal: Terminal) {
    let (locale, colour) = (terminal.locale, terminal.colour());
    for CheckedFile { file, checked, proofs, notes } in checked {
        print_aside(&render_text(file, &checked.diagnostics, locale, colour));
        print(&format!("{}: {}\n", file.name(), summary(checked, locale)));
        if let Some(policy) = &checked.policy {
            print(&guarantees_text(policy, proofs, locale));
        }
        for note in notes {
            print(&format!("  {}\n", note.in_locale(locale)));
        }
    }
}

/// How many findings of which severity; if none, what was checked.
fn summary(checked: &Checked, locale: Locale) -> String {
    let count = |severity| checked.diagnostics.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match &checked.policy {
        Some(policy) if warnings == 0 => {
            let (rules, examples) = (policy.rules.len(), policy.examples.len() + policy.timelines.len());
            match locale {
                Locale::En => format!(
                    "no findings ({}, {})",
                    several(rules, "rule", "rules"),
                    several(examples, "example", "examples")
                ),
                Locale::Nl => format!(
                    "geen bevindingen ({}, {})",
                    several(rules, "regel", "regels"),
                    several(examples, "voorbeeld", "voorbeelden")
                ),
            }
        }
        _ => match locale {
            Locale::En => {
                format!("{}, {}", several(errors, "error", "errors"), several(warnings, "warning", "warnings"))
            }
            Locale::Nl => format!(
                "{}, {}",
                several(errors, "fout", "fouten"),
                several(warnings, "waarschuwing", "waarschuwingen")
            ),
        },
    }
}

fn several(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn print_json(checked: &[CheckedFile], locale: Locale) {
    let findings = checked.iter().flat_map(|of| render_json(&of.file, &of.checked.diagnostics, locale));
    let guarantees = checked.iter().filter_map(|of| {
        let policy = of.checked.policy.as_ref()?;
        Some(guarantees_json(of.file.name(), policy, &of.proofs, locale))
    });
    let guarantees: Vec<Value> = guarantees.flatten().collect();
    let notes = checked
        .iter()
        .flat_map(|of| of.notes.iter().map(|note| json!({ "file": of.file.name(), "text": note.in_locale(locale) })));
    print(&format!(
        "{:#}\n",
        json!({
            "diagnostics": findings.collect::<Vec<Value>>(),
            "guarantees": guarantees,
            "notes": notes.collect::<Vec<Value>>(),
        })
    ));
}
