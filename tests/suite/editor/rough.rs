//! Texts as editors really have them: half written, with the line ends of another system, and several at once.

use super::Client;
use super::POLICY;
use super::codes;
use super::hover;
use super::labels;
use serde_json::Value;
use serde_json::json;

#[test]
fn in_a_statement_that_cannot_be_read_names_and_words_are_still_known() {
    let mut client = Client::start(&[]);
    let good = POLICY.replace("zitend", "zittend");
    client.open(&format!("{good}regel half als zittend en >= bel_dag doe bellen_eerst aanmaning volgens boek \"1\"\n"));
    assert_eq!(codes(&client.findings()), ["P01"]);
    let line = client.place_of("regel half", 0)["line"].clone();
    let half = "regel half als zittend en >= bel_dag doe bellen_eerst aanmaning volgens boek";
    for (word, known) in [
        ("zittend", "de huur loopt"),
        ("bel_dag", "instelling bel_dag = 14"),
        ("bellen_eerst", "actie bellen_eerst"),
        ("aanmaning", "soort actie"),
        ("boek", "bron boek"),
        ("volgens", "De paragrafen waarop het berust"),
    ] {
        let at = json!({ "line": line, "character": half.find(word).unwrap() + 1 });
        let told = client.ask("textDocument/hover", &json!({ "position": at }));
        let told = told["contents"]["value"].as_str().unwrap_or("").to_owned();
        assert!(told.contains(known), "{word}: {told}");
    }
    let at = json!({ "line": line, "character": half.find("boek").unwrap() });
    let found = client.ask("textDocument/definition", &json!({ "position": at }));
    assert_eq!(found["range"]["start"], client.place_of("boek \"Het boek\"", 0));
    // Known is not enough to give it another name: what else stands there is not.
    let why = client.ask_in_vain("textDocument/rename", &json!({ "position": at, "newName": "handboek" }));
    assert!(why.contains("niet te lezen"), "{why}");
    assert_eq!(
        client.ask("textDocument/formatting", &json!({ "options": { "tabSize": 2, "insertSpaces": true } })),
        json!([])
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn the_line_ends_of_a_file_are_kept() {
    let mut client = Client::start(&[]);
    let options = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let good = POLICY.replace("zitend", "zittend").replace('\n', "\r\n");
    client.open(&good);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert!(hover(&mut client, "dagen_te_laat").contains("days_overdue"));
    let edits = client.ask("textDocument/formatting", &options);
    client.apply_edits(edits.as_array().unwrap());
    assert_eq!(codes(&client.findings()), [""; 0]);
    let laid = client.text();
    assert!(
        laid.lines().count() > POLICY.lines().count() && laid.matches('\n').count() == laid.matches("\r\n").count()
    );
    // Laid out it is: how its lines end asks for no change.
    assert_eq!(client.ask("textDocument/formatting", &options), json!([]));
    let at = client.place_of("bellen_eerst", 1);
    let change = client.ask("textDocument/rename", &json!({ "position": at, "newName": "opbellen" }));
    client.apply(&change);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert_eq!(client.text(), laid.replace("bellen_eerst", "opbellen"));
    assert_eq!(client.end(), 0);
}

#[test]
fn where_a_name_is_given_no_other_is_offered() {
    let mut client = Client::start(&[]);
    for begun in ["regel ", "bron ", "fase ", "actie ", "partner ", "feit ", "instelling ", "regeling "] {
        client.open(&format!("{}{begun}", POLICY.replace("zitend", "zittend")));
        client.findings();
        let offered = client.ask("textDocument/completion", &json!({ "position": client.end_of_text() }));
        assert_eq!(labels(&offered), [""; 0], "{begun}");
    }
    assert_eq!(client.end(), 0);
}

/// What may be written next is told with what it does.
#[test]
fn a_structure_word_is_offered_with_its_meaning() {
    let mut client = Client::start(&["--lang", "en"]);
    client.open(&format!("{}regel r als zittend ", POLICY.replace("zitend", "zittend")));
    client.findings();
    let offered = client.ask("textDocument/completion", &json!({ "position": client.end_of_text() }));
    let word = offered.as_array().unwrap().iter().find(|item| item["label"] == "doe").map_or(&Value::Null, |item| item);
    assert_eq!(word["detail"], "The steps that are done, all on the same day.");
    assert_eq!(client.end(), 0);
}
