//! The clauses of documents: those of the project are read and cited as they are called, and mistakes are told.

use huurproef::check::read;
use huurproef::clause::Clauses;
use huurproef::clause::Computable;
use huurproef::clause::unknown_clauses;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::Diagnostic;
use huurproef::diagnostic::Severity;
use huurproef::diagnostic::render_text;
use huurproef::locale::Locale;
use huurproef::scenario::read_clauses;
use huurproef::source::SourceFile;
use std::fs;
use std::path::Path;

const BAD: &str = "tests/bad/clauses";

#[test]
fn policies_of_the_project_cite_only_clauses_that_exist() {
    for policy in ["wooninvest-2025", "eerder-bellen"] {
        let path = format!("policies/{policy}.beleid");
        let cited = of_policy(&path);
        assert!(cited.is_empty(), "{}", rendered(&path, &cited));
    }
}

#[test]
fn every_clause_of_the_project_says_what_it_says_and_why_nobody_can_compute_it() {
    for (name, least) in [("incassobeleid", 40), ("processenboek", 70)] {
        let clauses = clauses(&format!("policies/sources/{name}.yaml")).unwrap();
        assert!(clauses.clauses.len() >= least, "{name}");
        for clause in &clauses.clauses {
            assert!(!clause.title.is_empty() && clause.says.ends_with('.'), "{name} {}", clause.id);
            assert_eq!(clause.reason.is_some(), clause.computable == Computable::No, "{name} {}", clause.id);
        }
    }
}

#[test]
fn every_rule_that_was_read_in_the_document_has_its_clause() {
    let clauses = clauses("policies/sources/incassobeleid.yaml").unwrap();
    let named = |number: usize| {
        let wanted = format!("R{number:02}");
        clauses.clauses.iter().any(|clause| clause.rule.as_ref().is_some_and(|rule| rule.contains(&wanted)))
    };
    let missing: Vec<usize> = (1..=33).filter(|number| !named(*number)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_clause_that_does_not_exist_is_a_warning_with_the_nearest() {
    let path = format!("{BAD}/unknown-clause.beleid");
    let findings = of_policy(&path);
    assert!(findings.iter().all(|finding| (finding.code, finding.severity) == ("N06", Severity::Warning)));
    as_before(&format!("{BAD}/unknown-clause.txt"), &rendered(&path, &findings));
}

#[test]
fn mistakes_in_a_list_of_clauses_are_told() {
    for name in ["twice", "form"] {
        let path = format!("{BAD}/{name}.yaml");
        as_before(&format!("{BAD}/{name}.txt"), &rendered(&path, &clauses(&path).unwrap_err()));
    }
}

fn of_policy(path: &str) -> Vec<Diagnostic> {
    let policy = read(&source(path)).policy.unwrap();
    let folder = Path::new(path).parent().unwrap().join("sources");
    let beside = policy.sources.iter().map(|source| {
        let list = folder.join(format!("{}.yaml", source.named.name));
        list.exists().then(|| clauses(&list.display().to_string()).unwrap())
    });
    unknown_clauses(&policy, &beside.collect::<Vec<_>>())
}

fn clauses(path: &str) -> Result<Clauses, Vec<Diagnostic>> {
    read_clauses(&source(path))
}

fn rendered(path: &str, findings: &[Diagnostic]) -> String {
    Locale::ALL.map(|locale| render_text(&source(path), findings, locale, Colour::Plain)).join("\n")
}

fn as_before(path: &str, found: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).unwrap();
    }
    let before = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(found, before, "accept with BLESS=1 and read the difference");
}

fn source(path: &str) -> SourceFile {
    SourceFile::new(path, fs::read_to_string(path).unwrap())
}
