//! The language server as an editor meets it: a scripted client over stdio plays an editing session.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    reason = "a test that cannot go on should stop loudly"
)]

mod client;
mod highlighting;
mod meaning;
mod naming;
mod protocol;
mod rough;
mod typing;

use client::Client;
use huurproef::check::read;
use huurproef::layout::Language;
use huurproef::layout::lay_out;
use huurproef::source::SourceFile;
use serde_json::Value;
use serde_json::json;
use std::fs;

/// A policy with a typing mistake, after letters of one unit, of two, and of two bytes.
const POLICY: &str = "beleid \"Één 🏠 tegelijk\" versie \"1\"
bron boek \"Het boek\"
instelling bel_dag = 14 tussen 1 en 30
actie bellen_eerst \"Bellen\" is belactie per telefoon
wachtstand klacht \"Klacht\" stopt overdracht  volgens boek \"1\"
regel bellen \"🏠 één\" als zitend en dagen_te_laat >= bel_dag doe bellen_eerst eenmaal per vordering volgens boek \"2\"
waarborg \"Eerst bellen\" overdracht alleen na gedaan(bellen_eerst) of wachtstand = klacht
";

fn codes(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn labels(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

fn hover(client: &mut Client, word: &str) -> String {
    let at = client.place_of(word, 1);
    let told = client.ask("textDocument/hover", &json!({ "position": at }));
    told["contents"]["value"].as_str().unwrap_or("").to_owned()
}

#[test]
fn a_session_from_a_typing_mistake_to_a_policy_laid_out() {
    // Changes come with the version of the text, or by its address alone to an editor that does not say that it takes those.
    for capabilities in [json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }), json!({})] {
        session(Client::start_with(&[], &capabilities));
    }
}

fn session(mut client: Client) {
    client.open(POLICY);
    let findings = client.findings();
    assert_eq!(codes(&findings), ["N01"]);
    // `regel bellen "🏠 één" als ` is 26 UTF-16 units wide, an emoji being two of them.
    assert_eq!(
        findings[0]["range"],
        json!({ "start": { "line": 5, "character": 26 }, "end": { "line": 5, "character": 32 } })
    );
    assert_eq!(findings[0]["message"], "onbekend feit `zitend`\nbedoelt u `zittend`?");

    mend(&mut client);
    look_around(&mut client);
    name_anew(&mut client);
    lay_it_out(&mut client);
    assert_eq!(client.end(), 0);
}

/// The help of a finding is done on request.
fn mend(client: &mut Client) {
    let at = client.place_of("zitend", 2);
    let range = json!({ "start": at, "end": at });
    let actions = client.ask("textDocument/codeAction", &json!({ "range": range, "context": { "diagnostics": [] } }));
    assert_eq!(actions[0]["title"], "Verander `zitend` in `zittend`");
    assert_eq!(actions[0]["kind"], "quickfix");
    client.apply(&actions[0]["edit"]);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert!(client.text().contains("als zittend en"));
    for (context, titles) in [
        (json!({ "diagnostics": [] }), &["Zet dit beleid in het Engels"][..]),
        (json!({ "diagnostics": [], "triggerKind": 2 }), &[]),
    ] {
        let actions = client.ask("textDocument/codeAction", &json!({ "range": range, "context": context }));
        let told: Vec<&str> = actions.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
        assert_eq!(told, titles, "{context}");
    }
}

fn look_around(client: &mut Client) {
    let fact = hover(client, "zittend");
    assert!(fact.contains("de huur loopt") && fact.contains("`sitting`") && fact.contains("ja of nee"), "{fact}");
    let kind = hover(client, "belactie");
    assert!(kind.contains("soort actie") && kind.contains("`call`"), "{kind}");
    assert!(!kind.contains("\nbelactie"), "a meaning that only says the word again: {kind}");
    assert_eq!(hover(client, "bel_dag doe"), "```beleid\ninstelling bel_dag = 14 tussen 1 en 30\n```");
    let structure = hover(client, "regel bellen");
    assert!(structure.starts_with("**regel** · in het Engels `rule`\n\nWat er wordt gedaan"), "{structure}");
    assert!(structure.contains("```beleid\nregel "), "{structure}");
    assert_eq!(hover(client, "\"Bellen\""), "");

    let declared = client.place_of("bellen_eerst \"Bellen\"", 0);
    let used = client.place_of("bellen_eerst eenmaal", 3);
    let found = client.ask("textDocument/definition", &json!({ "position": used }));
    assert_eq!(found["range"]["start"], declared);
    let code = client.place_of("klacht\n", 0);
    let found = client.ask("textDocument/definition", &json!({ "position": code }));
    assert_eq!(found["range"]["start"], client.place_of("klacht \"Klacht\"", 0));
    for (declaration, count) in [(true, 3), (false, 2)] {
        let asked = json!({ "position": used, "context": { "includeDeclaration": declaration } });
        assert_eq!(client.ask("textDocument/references", &asked).as_array().unwrap().len(), count);
    }
    let symbols = client.ask("textDocument/documentSymbol", &json!({}));
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Één 🏠 tegelijk", "boek", "bel_dag", "bellen_eerst", "klacht", "bellen", "Eerst bellen"]);
}

/// A name is given another everywhere, unless that would mean something else.
fn name_anew(client: &mut Client) {
    let at = client.place_of("bellen_eerst eenmaal", 3);
    let whole = client.ask("textDocument/prepareRename", &json!({ "position": at }));
    assert_eq!(whole["placeholder"], "bellen_eerst");
    let refused = |client: &mut Client, name: &str| {
        client.ask_in_vain("textDocument/rename", &json!({ "position": at, "newName": name }))
    };
    assert_eq!(refused(client, "als"), "`als` is een woord van de taal en kan geen naam zijn");
    assert!(refused(client, "twee woorden").contains("is geen naam"));
    assert_eq!(
        refused(client, "huisbezoek"),
        "`huisbezoek` is zelf een soort actie, en hier de naam van een `belactie`"
    );
    let setting = client.place_of("bel_dag =", 0);
    let taken = client.ask_in_vain("textDocument/rename", &json!({ "position": setting, "newName": "zittend" }));
    assert!(taken.contains("een feit van de taal"), "{taken}");
    let word = client.place_of("zittend", 0);
    let language = client.ask_in_vain("textDocument/prepareRename", &json!({ "position": word }));
    assert!(language.contains("woord van de taal"), "{language}");

    let edit = client.ask("textDocument/rename", &json!({ "position": at, "newName": "opbellen" }));
    client.apply(&edit);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert_eq!(client.text().matches("opbellen").count(), 3);
    assert!(!client.text().contains("bellen_eerst"));
}

fn lay_it_out(client: &mut Client) {
    let expected = lay_out(&SourceFile::new("x", client.text()), Language::AsWritten).unwrap();
    let options = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = client.ask("textDocument/formatting", &options);
    client.apply_edits(edits.as_array().unwrap());
    assert_eq!(client.text(), expected);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert_eq!(client.ask("textDocument/formatting", &options), json!([]));
}

/// Of what can be done an editor may ask for a kind, by its name or by that of a wider kind.
#[test]
fn only_the_kinds_that_are_asked_for_are_proposed() {
    let mut client = Client::start(&[]);
    let kinds = |client: &mut Client, context: Value| -> Vec<String> {
        let at = client.place_of("en dagen_te_laat", 0);
        let before = json!({ "line": at["line"], "character": at["character"].as_u64().unwrap() - 2 });
        let range = json!({ "start": before, "end": before });
        let told = client.ask("textDocument/codeAction", &json!({ "range": range, "context": context }));
        told.as_array().unwrap().iter().map(|action| action["kind"].as_str().unwrap().to_owned()).collect()
    };
    // Only a policy without errors can be put in the other language, and only errors have a mend.
    let texts = [(POLICY.to_owned(), "quickfix"), (POLICY.replace("zitend", "zittend"), "source.translate")];
    for (text, kind) in &texts {
        client.open(text);
        client.findings();
        for (only, by) in [
            (json!(["quickfix"]), &["quickfix"][..]),
            (json!(["source"]), &["source.translate"]),
            (json!(["source.translate"]), &["source.translate"]),
            (json!(["refactor", "source.fixAll", "source.translate.all", "quick", "sour"]), &[]),
            (json!(["refactor", "quickfix", "source"]), &["quickfix", "source.translate"]),
            (json!([""]), &["quickfix", "source.translate"]),
            (json!([]), &["quickfix", "source.translate"]),
        ] {
            let expected: Vec<&str> = by.iter().copied().filter(|of| of == kind).collect();
            assert_eq!(kinds(&mut client, json!({ "diagnostics": [], "only": only })), expected, "{only}");
        }
    }
    // Asked for by its kind it is told, whoever asks.
    let by_itself = json!({ "diagnostics": [], "only": ["source.translate"], "triggerKind": 2 });
    assert_eq!(kinds(&mut client, by_itself), ["source.translate"]);
    assert_eq!(kinds(&mut client, json!({ "diagnostics": [], "triggerKind": 2 })), [""; 0]);
    client.open(POLICY);
    client.findings();
    assert_eq!(kinds(&mut client, json!({ "diagnostics": [], "triggerKind": 2 })), ["quickfix"]);
    assert_eq!(client.end(), 0);
}

#[test]
fn a_name_in_the_place_of_another_word_is_refused() {
    let mut client = Client::start(&[]);
    client.open(&POLICY.replace("zitend", "zittend").replace("gedaan(bellen_eerst)", "gedaan(belactie)"));
    client.findings();
    let at = client.place_of("bellen_eerst", 0);
    let told = client.ask_in_vain("textDocument/rename", &json!({ "position": at, "newName": "belactie" }));
    assert_eq!(told, "`belactie` betekent in dit beleid al iets anders");
    client.open(&format!("{POLICY}regel half als"));
    client.findings();
    let told = client.ask_in_vain("textDocument/rename", &json!({ "position": at, "newName": "opbellen" }));
    assert!(told.contains("niet te lezen"), "{told}");
    assert_eq!(client.end(), 0);
}

#[test]
fn words_are_offered_where_they_fit_in_the_language_of_the_policy() {
    let mut client = Client::start(&[]);
    let base = POLICY.replace("zitend", "zittend");
    for (typed, fits, not) in [
        (
            "regel r als ",
            &["zittend", "gedaan", "maanden_te_laat", "niet"][..],
            &["sitting", "bellen_eerst", "doe"][..],
        ),
        ("regel r als zit", &["zittend", "vertrokken"], &["doe"]),
        ("regel r als zittend ", &["en", "of", "doe"], &["and", "zittend"]),
        ("regel r als wachtstand = ", &["klacht", "wsnp"], &["bel_dag", "zittend"]),
        ("regel r als dagen_te_laat >= ", &["bel_dag"], &["klacht"]),
        ("regel r als achterstand > ", &[], &["bel_dag"]),
        ("instelling klein = € 50 tussen € 10 en € 90\nregel r als achterstand > ", &["klein"], &["bel_dag"]),
        ("instelling klein = € 50 tussen € 10 en € 90\nregel r als dagen_te_laat > ", &["bel_dag"], &["klein"]),
        ("voorbeeld \"x\" gegeven 2024-01-01 ", &["betaling", "wachtstand", "elke"], &["bellen_eerst"]),
        ("regel r als gedaan(", &["bellen_eerst", "huisbezoek", "dagvaarding"], &["zittend"]),
        ("regel r doe ", &["bellen_eerst", "huisbezoek", "niets", "aanmelden bij"], &["dagvaarding"]),
        ("regel r doe belactie een", &["eenmaal per", "volgens"], &["huisbezoek"]),
        ("regel r doe belactie eenmaal per ", &["achterstand", "fase", "vordering", "maand"], &["episode"]),
        ("regel r doe belactie volgens ", &["boek"], &["bellen"]),
        ("uitzondering u op ", &["bellen"], &["boek"]),
        ("doel ", &["huisuitzettingen"], &["evictions"]),
        ("actie a is ", &["huisbezoek", "overig"], &["dagvaarding", "telefoon"]),
        ("actie a is belactie per ", &["telefoon", "brief"], &["huisbezoek"]),
        ("", &["regel", "uitzondering", "voorbeeld"], &["rule", "zittend"]),
        ("regel r \"als ", &[], &["zittend", "doe"]),
        ("# als ", &[], &["zittend", "regel"]),
    ] {
        client.open(&format!("{base}{typed}"));
        client.findings();
        let offered = client.ask("textDocument/completion", &json!({ "position": client.end_of_text() }));
        let offered = labels(&offered);
        assert!(fits.iter().all(|word| offered.contains(word)), "{typed}: {offered:?}");
        assert!(not.iter().all(|word| !offered.contains(word)), "{typed}: {offered:?}");
    }
    client.open("");
    client.findings();
    let offered = client.ask("textDocument/completion", &json!({ "position": client.end_of_text() }));
    assert!(["policy", "beleid"].iter().all(|word| labels(&offered).contains(word)));
    assert_eq!(client.end(), 0);
}

#[test]
fn what_is_offered_takes_the_place_of_what_was_typed() {
    let mut client = Client::start(&[]);
    let text = format!("{}regel r \"🏠\" als geda", POLICY.replace("zitend", "zittend"));
    client.open(&text);
    client.findings();
    let offered = client.ask("textDocument/completion", &json!({ "position": client.end_of_text() }));
    let done = offered.as_array().unwrap().iter().find(|item| item["label"] == "gedaan").unwrap().clone();
    client.apply_edits(&[done["textEdit"].clone()]);
    assert!(client.text().ends_with("als gedaan("), "{}", client.text());
    client.findings();
    assert_eq!(client.end(), 0);
}

#[test]
fn words_are_told_by_what_they_are() {
    let mut client = Client::start(&["--lang", "en"]);
    client.open(&POLICY.replace("zitend", "zittend"));
    assert_eq!(codes(&client.findings()), [""; 0]);
    let data = client.ask("textDocument/semanticTokens/full", &json!({}));
    let sorts = client.sorts_of(&data["data"]);
    for (word, sort) in [
        ("regel", "keyword"),
        ("alleen na", "keyword"),
        ("\"🏠 één\"", "string"),
        ("zittend", "property, defaultLibrary"),
        ("gedaan", "function, defaultLibrary"),
        ("bel_dag", "variable, declaration"),
        ("bel_dag", "variable"),
        ("bellen_eerst", "method"),
        ("bellen", "function, declaration"),
        ("klacht", "enumMember, declaration, defaultLibrary"),
        (">=", "operator"),
        ("14", "number"),
    ] {
        assert!(sorts.contains(&(word.to_owned(), sort.to_owned())), "{word} {sort} in {sorts:?}");
    }
    // In the language that was asked for, whatever that of the policy.
    assert!(hover(&mut client, "zittend").contains("the tenancy runs"));
    assert_eq!(client.end(), 0);
}

#[test]
fn clauses_that_a_document_beside_the_policy_lacks_are_told() {
    let desk = tempfile::TempDir::new().unwrap();
    fs::create_dir(desk.path().join("sources")).unwrap();
    let clauses = fs::read_to_string("tests/bad/clauses/sources/book.yaml").unwrap();
    fs::write(desk.path().join("sources/book.yaml"), clauses).unwrap();
    let policy = fs::read_to_string("tests/bad/clauses/unknown-clause.beleid").unwrap();
    let mut client = Client::start(&[]);
    client.open_at(&format!("file://{}/p.beleid", desk.path().display()), &policy);
    assert!(codes(&client.findings()).contains(&"N06"));
    assert_eq!(client.end(), 0);
}

#[test]
fn under_the_law_a_step_tells_what_the_law_asks() {
    let mut client = Client::start(&["--lang", "nl"]);
    client.open(&fs::read_to_string("policies/wooninvest-2025.beleid").unwrap());
    assert_eq!(codes(&client.findings()), [""; 0]);
    let told = hover(&mut client, "overdracht alleen na");
    assert!(told.contains("Wet: ") && told.contains("BW 6:96 lid 6"), "{told}");
    assert_eq!(client.end(), 0);
}

#[test]
fn what_cannot_be_answered_is_told_and_does_not_end_the_session() {
    let mut client = Client::start(&[]);
    let at = json!({ "position": { "line": 0, "character": 0 } });
    client.forget();
    assert!(client.ask_in_vain("textDocument/hover", &at).contains("not open"));
    assert!(client.ask_in_vain("textDocument/inlayHint", &at).contains("no such request"));
    client.open(POLICY);
    client.findings();
    assert!(!client.ask_in_vain("textDocument/rename", &json!({ "position": 3 })).is_empty());
    let beyond = json!({ "position": { "line": 99, "character": 999 } });
    assert_eq!(client.ask("textDocument/hover", &beyond), Value::Null);
    assert_eq!(client.end(), 0);
}

/// Of every mistake that has one, the change that mends it takes the finding away.
#[test]
fn what_a_mend_changes_is_not_found_again() {
    let mut mended = 0;
    for folder in ["parse", "names", "units", "rules", "law"] {
        for entry in fs::read_dir(format!("tests/bad/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "beleid") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for finding in read(&SourceFile::new("x", text.as_str())).diagnostics {
                let Some(mend) = finding.mend.clone() else { continue };
                let mut better = text.clone();
                better.replace_range(mend.span.range(), &mend.text);
                let left = read(&SourceFile::new("x", better)).diagnostics;
                let same = |other: &huurproef::diagnostic::Diagnostic| {
                    other.code == finding.code && other.start() == finding.start() && other.message == finding.message
                };
                assert!(!left.iter().any(same), "{}: {finding:?}", path.display());
                mended += 1;
            }
        }
    }
    assert!(mended > 25, "{mended}");
}

#[test]
fn a_stream_that_is_none_of_the_protocol_is_told_and_is_no_panic() {
    for (stream, why) in [
        ("Content-Length: 18446744073709551615\r\n\r\n{}", "a message of 18446744073709551615 bytes stops after 2"),
        ("Content-Length: 5\r\n\r\n{\"a\":", "a message cannot be read"),
        ("Content-Length: -1\r\n\r\n", "`-1` is no length"),
        ("nonsense\r\n\r\n", "`nonsense` is no header"),
    ] {
        let run = assert_cmd::Command::cargo_bin("huurproef")
            .unwrap()
            .args(["lsp", "--lang", "en"])
            .write_stdin(stream)
            .assert();
        let told = String::from_utf8(run.code(2).get_output().stderr.clone()).unwrap();
        assert!(told.contains(why) && !told.contains("panicked"), "{told}");
    }
}
