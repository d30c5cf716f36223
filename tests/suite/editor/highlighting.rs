//! The colours of an editor that has no server: its grammar is made of the one list of words, and this holds it to that.

use huurproef::locale::Locale;
use huurproef::locale::Word;
use huurproef::vocabulary::FUNCTIONS;
use huurproef::vocabulary::MONTH_COUNTS;
use huurproef::vocabulary::STRUCTURE;
use huurproef::vocabulary::words;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;

const GRAMMAR: &str = "editors/vscode/syntaxes/beleid.tmLanguage.json";

/// The structure words that are followed by the name they give.
const NAMING: [&str; 12] = [
    "k_source",
    "k_setting",
    "k_fact",
    "k_action",
    "k_partner",
    "k_segment",
    "k_stage",
    "k_rule",
    "k_exception",
    "k_write_off",
    "k_plan",
    "k_hold",
];

/// Any of the phrases as one pattern, the longest first, at the edges of words.
fn any_of(phrases: BTreeSet<String>) -> String {
    let mut phrases: Vec<String> = phrases.into_iter().collect();
    phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.len()), phrase.clone()));
    format!("(?<![\\p{{L}}0-9_])(?:{})(?![\\p{{L}}0-9_])", phrases.join("|").replace(' ', "\\s+"))
}

fn both(words: impl Iterator<Item = Word>) -> BTreeSet<String> {
    words.flat_map(|word| [word.en.to_owned(), word.nl.to_owned()]).collect()
}

fn structure(naming: bool) -> BTreeSet<String> {
    let entries = STRUCTURE.iter().filter(|entry| !naming || NAMING.contains(&entry.rule));
    both(entries.map(|entry| entry.word))
}

/// The vocabulary, without words that are structure words too: those are told apart by the server only.
fn vocabulary() -> BTreeSet<String> {
    let all: BTreeSet<String> = Locale::ALL.into_iter().flat_map(words).map(str::to_owned).collect();
    &(&all - &structure(false)) - &asking()
}

fn asking() -> BTreeSet<String> {
    both(FUNCTIONS.iter().map(|entry| entry.word).chain(MONTH_COUNTS.iter().map(|entry| entry.word)))
}

fn grammar() -> Value {
    let given = format!("^\\s*({})\\s+([\\p{{L}}][\\p{{L}}0-9_]*)(?!\\s*[=<>!(])", any_of(structure(true)));
    let setting = format!(
        "^\\s*({})\\s+([\\p{{L}}][\\p{{L}}0-9_]*)(?=\\s*=)",
        any_of(both(STRUCTURE.iter().filter(|entry| entry.rule == "k_setting").map(|entry| entry.word),))
    );
    let naming = json!({ "1": { "name": "keyword.control.beleid" }, "2": { "name": "entity.name.function.beleid" } });
    json!({
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "Beleid",
        "scopeName": "source.beleid",
        "patterns": [
            { "name": "comment.line.number-sign.beleid", "match": "#.*$" },
            { "name": "string.quoted.double.beleid", "match": "\"[^\"\\r\\n]*\"?" },
            { "name": "constant.numeric.date.beleid", "match": "\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b" },
            { "name": "constant.numeric.beleid", "match": "(?:€\\s*)?\\b[0-9]+(?:[.,][0-9]+)?\\b(?:\\s*%)?" },
            { "match": setting, "captures": naming },
            { "match": given, "captures": naming },
            { "name": "support.function.beleid", "match": format!("{}(?=\\s*\\()", any_of(asking())) },
            { "name": "support.variable.beleid", "match": any_of(vocabulary()) },
            { "name": "keyword.control.beleid", "match": any_of(structure(false)) },
            { "name": "keyword.operator.comparison.beleid", "match": "!=|<=|>=|=|<|>" },
        ],
    })
}

#[test]
fn the_grammar_of_the_editor_knows_the_words_of_the_language() {
    let made = format!("{:#}\n", grammar());
    if std::env::var_os("BLESS").is_some() {
        fs::write(GRAMMAR, &made).unwrap();
    }
    assert!(fs::read_to_string(GRAMMAR).unwrap_or_default() == made, "make it again with BLESS=1: {GRAMMAR}");
}

#[test]
fn every_word_of_the_language_is_in_the_grammar() {
    let grammar = grammar().to_string();
    for phrase in structure(false).iter().chain(&vocabulary()).chain(&asking()) {
        assert!(grammar.contains(&phrase.replace(' ', "\\\\s+")), "{phrase}");
    }
}
