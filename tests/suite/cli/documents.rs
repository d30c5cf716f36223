//! A policy as a document, and its clauses as a matrix.

use super::Desk;
use super::POLICY;
use super::done;
use super::huurproef;
use super::json;
use super::refused;
use std::fs;

#[test]
fn a_document_is_in_the_language_that_is_asked_for() {
    let dutch = done(&["doc", POLICY, "--lang", "nl"]);
    assert!(dutch.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{}", &dutch[..200]);
    assert!(dutch.contains("De corporatie stuurt een herinnering per e-mail zodra dit alles geldt"));
    assert!(!dutch.contains("The corporation"));
    let english = done(&["doc", POLICY]);
    assert!(english.contains("The corporation sends a reminder by e-mail") && !english.contains("De corporatie"));
    // Titles stay as the author wrote them, and say in which language that is.
    let title = |page: &str| page.lines().find(|line| line.starts_with("<h1")).unwrap().to_owned();
    assert!(title(&english).starts_with("<h1 lang=\"nl\">") && title(&dutch).starts_with("<h1>"));
    assert!(english.contains("<span lang=\"nl\">Eerste herinnering</span>"));
    assert!(dutch.contains("<span>Eerste herinnering</span>"));
    // It needs nothing beside itself.
    assert!(
        !english.contains("http://") || english.matches("http://").count() == english.matches("www.w3.org").count()
    );
    assert!(!english.contains("<script") && !english.contains("<link"));
}

#[test]
fn a_document_goes_to_a_file_whole_and_overwrites_nothing() {
    let desk = Desk::new();
    for (format, begins) in [("html", "<!DOCTYPE html>"), ("markdown", "# "), ("bpmn", "<?xml"), ("dmn", "<?xml")] {
        let file = desk.name(format);
        assert_eq!(done(&["doc", POLICY, "--format", format, "--out", &file]), "");
        assert!(fs::read_to_string(&file).unwrap().starts_with(begins));
        let told = refused(&["doc", POLICY, "--format", format, "--out", &file]);
        assert!(told.contains("exists already"), "{told}");
    }
    let told = refused(&["doc", POLICY, "--out", &desk.name("no/such/folder.html")]);
    assert!(told.contains("cannot be written") && told.contains("nothing was left behind"), "{told}");
    assert_eq!(desk.entries(), ["bpmn", "dmn", "html", "markdown"]);
}

#[test]
fn a_document_with_a_setting_that_is_given_says_so_in_every_form() {
    for format in ["html", "markdown", "bpmn", "dmn"] {
        let text = done(&["doc", POLICY, "--set", "bel_dag=9", "--format", format]);
        let title = if format == "markdown" { r"(bel\_dag = 9)" } else { "(bel_dag = 9)" };
        assert!(text.contains(title), "{format}");
    }
    let text = done(&["doc", POLICY, "--set", "bel_dag=9", "--format", "markdown"]);
    let said = |text: &str| {
        text.lines().any(|line| line.starts_with('|') && line.contains("bel\\_dag") && line.contains("| 9 "))
    };
    assert!(said(&text) && !said(&done(&["doc", POLICY, "--format", "markdown"])), "{text}");
    assert!(refused(&["doc", POLICY, "--set", "bel_dg=9"]).contains("did you mean `bel_dag`?"));
}

#[test]
fn a_policy_with_mistakes_has_no_document() {
    let desk = Desk::new();
    let policy =
        desk.write("bad.beleid", "policy \"P\" version \"1\"\nrule r when nonsense do call once per episode\n");
    let file = desk.name("out.html");
    assert!(refused(&["doc", &policy, "--out", &file]).contains("has errors"));
    assert_eq!(desk.entries(), ["bad.beleid"]);
}

#[test]
fn clauses_are_laid_beside_rules_for_people_and_machines_alike() {
    let text = done(&["trace", POLICY]);
    let rows = done(&["trace", POLICY, "--format", "csv"]);
    let page = done(&["trace", POLICY, "--format", "html", "--lang", "nl"]);
    let parsed = json(&done(&["trace", POLICY, "--format", "json"]));
    let clauses = parsed["sources"][0]["clauses"].as_array().unwrap();
    assert!(clauses.len() > 20);
    for clause in clauses {
        let id = clause["id"].as_str().unwrap();
        assert!(
            rows.contains(&format!("incassobeleid,{id},")) || rows.contains(&format!("incassobeleid,\"{id}\",")),
            "{id}"
        );
        assert!(page.contains(id), "{id}");
        // A long id goes on over more lines.
        let begins: Vec<&str> = id.split_whitespace().take(2).collect();
        if clause["status"] == "implemented" {
            assert!(text.contains(&begins.join(" ")), "{id}");
        }
    }
    assert!(parsed["uncited"].is_array());
    assert!(page.contains("<html lang=\"nl\">"));
}

#[test]
fn what_rests_on_no_clause_is_named() {
    let desk = Desk::new();
    let policy = desk
        .write("p.beleid", "policy \"P\" version \"1\"\nrule alone \"Alone\" when sitting do call once per episode\n");
    let ended = huurproef(&["trace", &policy]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("What rests on no clause\n\nrule alone"), "{}", ended.out);
    assert!(done(&["trace", &policy, "--format", "csv"]).ends_with(",,,uncited,rule,alone,Alone\n"));
}
