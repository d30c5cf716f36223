//! A source and the file of its clauses bear one name: who renames the source minds the file.

use super::Client;
use super::codes;
use serde_json::Value;
use serde_json::json;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const POLICY: &str = "policy \"P\" version \"1\"
source book \"The book\"
rule calls when sitting do call once per month cite book \"A.1\"
";

const CLAUSES: &str = "source: The book\nclauses:\n  - {id: \"A.1\", title: Calls, says: Everyone is called.}\n";

/// A folder with the policy and the clauses of its source.
fn desk() -> TempDir {
    let desk = TempDir::new().unwrap();
    fs::create_dir(desk.path().join("sources")).unwrap();
    fs::write(desk.path().join("p.beleid"), POLICY).unwrap();
    fs::write(desk.path().join("sources/book.yaml"), CLAUSES).unwrap();
    desk
}

fn address(desk: &Path, file: &str) -> String {
    format!("file://{}/{file}", desk.display())
}

fn open(desk: &TempDir, moves_files: bool) -> Client {
    let operations = if moves_files { json!(["create", "rename", "delete"]) } else { json!([]) };
    let edit = json!({ "documentChanges": true, "resourceOperations": operations });
    let mut client = Client::start_with(&["--lang", "en"], &json!({ "workspace": { "workspaceEdit": edit } }));
    client.open_at(&address(desk.path(), "p.beleid"), POLICY);
    assert_eq!(codes(&client.findings()), [""; 0]);
    client
}

fn rename(client: &mut Client, name: &str) -> Result<Value, String> {
    let at = client.place_of("book \"A.1\"", 0);
    let params = json!({ "position": at, "newName": name });
    let answer = client.ask_either("textDocument/rename", &params);
    answer.map_err(|why| why["message"].as_str().unwrap().to_owned())
}

#[test]
fn the_file_of_its_clauses_takes_the_new_name_of_a_source() {
    let desk = desk();
    let mut client = open(&desk, true);
    let change = rename(&mut client, "handboek_één").unwrap();
    let file = &change["documentChanges"][0];
    assert_eq!(file["kind"], "rename");
    assert_eq!(file["oldUri"], address(desk.path(), "sources/book.yaml"));
    assert_eq!(file["newUri"], address(desk.path(), "sources/handboek_%C3%A9%C3%A9n.yaml"));
    let renamed = desk.path().join("sources/handboek_één.yaml");
    fs::rename(desk.path().join("sources/book.yaml"), renamed).unwrap();
    client.apply(&change);
    assert_eq!(codes(&client.findings()), [""; 0]);
    // The clauses are found under the new name: another one is missed.
    let at = client.place_of("A.1", 2);
    let end = client.place_of("A.1", 3);
    client.apply_edits(&[json!({ "range": { "start": at, "end": end }, "newText": "9" })]);
    assert_eq!(codes(&client.findings()), ["N06"]);
    // So it is when the clauses themselves are changed.
    fs::write(desk.path().join("sources/handboek_één.yaml"), CLAUSES.replace("A.1", "A.9")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", &json!({ "changes": [] }));
    assert_eq!(codes(&client.findings()), [""; 0]);
    fs::write(desk.path().join("sources/handboek_één.yaml"), CLAUSES).unwrap();
    client.save();
    assert_eq!(codes(&client.findings()), ["N06"]);
    // Of a name that is no source no file goes along.
    let at = client.place_of("calls", 0);
    let change = client.ask("textDocument/rename", &json!({ "position": at, "newName": "book" }));
    assert_eq!(change["documentChanges"].as_array().unwrap().len(), 1);
    assert_eq!(client.end(), 0);
}

#[test]
fn an_editor_that_renames_no_files_is_told_which_one_to_rename_first() {
    let desk = desk();
    let mut client = open(&desk, false);
    let why = rename(&mut client, "handbook").unwrap_err();
    assert!(why.contains("first rename that file to `sources/handbook.yaml`"), "{why}");
    fs::rename(desk.path().join("sources/book.yaml"), desk.path().join("sources/handbook.yaml")).unwrap();
    let change = rename(&mut client, "handbook").unwrap();
    assert_eq!(change["documentChanges"].as_array().unwrap().len(), 1);
    client.apply(&change);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert_eq!(client.text().matches("handbook").count(), 2);
    assert_eq!(client.end(), 0);
}

#[test]
fn clauses_that_others_use_or_that_stand_in_the_way_are_left_alone() {
    let desk = desk();
    let mut client = open(&desk, true);
    fs::write(desk.path().join("sources/taken.yaml"), CLAUSES.replace("A.1", "B.1")).unwrap();
    let why = rename(&mut client, "taken").unwrap_err();
    assert!(why.contains("other clauses already"), "{why}");
    for (file, text) in [("b.beleid", POLICY), ("a.beleid", &POLICY.replace("do call", "do")), ("c.txt", POLICY)] {
        fs::write(desk.path().join(file), text).unwrap();
    }
    let why = rename(&mut client, "handbook").unwrap_err();
    assert!(why.contains("also those of `a.beleid`, `b.beleid`: first copy that file"), "{why}");
    fs::copy(desk.path().join("sources/book.yaml"), desk.path().join("sources/handbook.yaml")).unwrap();
    let change = rename(&mut client, "handbook").unwrap();
    assert_eq!(change["documentChanges"].as_array().unwrap().len(), 1);
    assert_eq!(client.end(), 0);
}

/// A text that is open counts as it stands in the editor, saved or not.
#[test]
fn clauses_that_another_open_text_uses_are_left_alone() {
    let desk = desk();
    let mut client = open(&desk, true);
    client.open_at(&address(desk.path(), "new.beleid"), POLICY);
    client.findings();
    client.open_at("file:///elsewhere/far.beleid", POLICY);
    client.findings();
    client.open_at(&address(desk.path(), "p.beleid"), POLICY);
    client.findings();
    let why = rename(&mut client, "handbook").unwrap_err();
    assert!(why.contains("also those of `new.beleid`: first copy that file"), "{why}");
    client.open_at(&address(desk.path(), "new.beleid"), &POLICY.replace("book", "manual"));
    client.findings();
    client.open_at(&address(desk.path(), "p.beleid"), POLICY);
    client.findings();
    assert_eq!(rename(&mut client, "handbook").unwrap()["documentChanges"][0]["kind"], "rename");
    assert_eq!(client.end(), 0);
}

#[test]
fn a_policy_that_is_not_on_disk_has_no_files_to_mind() {
    let mut client = Client::start(&[]);
    client.open(POLICY);
    client.findings();
    let change = rename(&mut client, "handbook").unwrap();
    client.apply(&change);
    assert_eq!(codes(&client.findings()), [""; 0]);
    assert_eq!(client.end(), 0);
}
