//! The policy language: good policies read, bad ones are told so, and nothing makes the reader fall over.

use huurproef::check::read;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::render_text;
use huurproef::locale::Locale;
use huurproef::source::SourceFile;
use std::fs;
use std::path::PathBuf;

fn policies() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir("policies").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "beleid"));
    paths.sort();
    paths
}

#[test]
fn the_policies_of_the_project_have_no_findings() {
    let all = policies();
    assert!(!all.is_empty());
    for path in all {
        let file = SourceFile::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
        let checked = read(&file);
        let found = render_text(&file, &checked.diagnostics, Locale::En, Colour::Plain);
        assert!(checked.diagnostics.is_empty() && checked.policy.is_some(), "{found}");
    }
}
