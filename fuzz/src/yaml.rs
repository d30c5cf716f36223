//! A text read as each of the files in YAML: a scenario, a behaviour, the clauses of a document.

use super::text::tell;
use huurproef::diagnostic::Diagnostic;
use huurproef::scenario::read_behaviour;
use huurproef::scenario::read_clauses;
use huurproef::scenario::read_scenario;
use huurproef::scenario::scenario_text;
use huurproef::scenario::write_behaviour;
use huurproef::source::SourceFile;

/// Reads a text as each of them. What reads is written, and what is written reads; what does not is told.
pub fn yaml(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let file = SourceFile::new("f.yaml", text);
    match read_scenario(&file) {
        Ok(scenario) => {
            let again = SourceFile::new("again.yaml", scenario_text(&scenario));
            assert!(read_scenario(&again).is_ok(), "what is written of a scenario does not read:\n{}", again.text());
            let _ = scenario.measured();
        }
        Err(findings) => refuse(&file, &findings),
    }
    match read_behaviour(&file) {
        Ok(behaviour) => {
            let written = write_behaviour(&behaviour);
            assert!(written.is_ok(), "a behaviour can be written");
            let again = SourceFile::new("again.yaml", written.unwrap_or_default());
            let read = read_behaviour(&again);
            assert!(read.is_ok(), "what is written of a behaviour does not read: {read:?}\n{}", again.text());
        }
        Err(findings) => refuse(&file, &findings),
    }
    if let Err(findings) = read_clauses(&file) {
        refuse(&file, &findings);
    }
}

fn refuse(file: &SourceFile, findings: &[Diagnostic]) {
    assert!(!findings.is_empty(), "a refusal says why");
    tell(file, findings);
}
