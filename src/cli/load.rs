//! Bringing in what a command names: policies that are checked, ledgers that are fit to run on.

use super::Refusal;
use super::Terminal;
use super::policy::read_policy;
use super::print_aside;
use crate::check::Policy;
use crate::check::read;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::diagnostic::render_text;
use crate::locale::Phrase;
use crate::program::Program;
use crate::program::SettingError;
use crate::program::Settings;
use crate::source::SourceFile;
use std::path::Path;

/// Reads and checks a policy; its errors go to stderr, and a policy with errors is refused.
pub(super) fn load_policy(path: &Path, terminal: Terminal) -> Result<Policy, Refusal> {
    let file = read_policy(path)?;
    let checked = read(&file);
    let errors: Vec<Diagnostic> =
        checked.diagnostics.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    checked.policy.ok_or_else(|| show(&file, &errors, terminal))
}

/// Shows what is wrong with a file, and refuses it.
pub(super) fn show(file: &SourceFile, findings: &[Diagnostic], terminal: Terminal) -> Refusal {
    print_aside(&render_text(file, findings, terminal.locale, terminal.colour()));
    let name = file.name();
    Refusal::new(Phrase::new(format!("`{name}` has errors"), format!("`{name}` bevat fouten")))
}

/// Fills in the settings of a policy.
pub(super) fn compile(policy: &Policy, settings: &Settings) -> Result<Program, Refusal> {
    Program::compile(policy, settings).map_err(|errors| refused_settings(&errors))
}

/// What is wrong with settings, as a refusal.
pub(super) fn refused_settings(errors: &[SettingError]) -> Refusal {
    let phrases = || errors.iter().map(SettingError::phrase);
    let en: Vec<String> = phrases().map(|phrase| phrase.en).collect();
    let nl: Vec<String> = phrases().map(|phrase| phrase.nl).collect();
    Refusal::new(Phrase::new(en.join("\n"), nl.join("\n")))
}
