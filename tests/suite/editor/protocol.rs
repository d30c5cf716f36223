//! An editor and the server take turns as the protocol says: who may speak when, and how they part.

use super::Client;
use super::POLICY;
use super::codes;
use serde_json::Value;
use serde_json::json;

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn a_request_before_the_introduction_and_one_after_the_end_are_refused() {
    let mut client = Client::silent(&[]);
    assert_eq!(code(&client.request("textDocument/hover", &json!({}))), -32002);
    assert_eq!(code(&client.request("shutdown", &Value::Null)), -32002);
    assert!(client.request("initialize", &json!({ "capabilities": {} }))["result"]["capabilities"].is_object());
    assert_eq!(code(&client.request("initialize", &json!({ "capabilities": {} }))), -32600);
    assert_eq!(client.request("shutdown", &Value::Null)["result"], Value::Null);
    assert_eq!(code(&client.request("textDocument/hover", &json!({}))), -32600);
    assert_eq!(code(&client.request("shutdown", &Value::Null)), -32600);
    client.tell("exit", &Value::Null);
    assert_eq!(client.leave(), 0);
}

#[test]
fn who_goes_without_asking_to_shut_down_gets_another_exit_code() {
    let mut client = Client::start(&[]);
    client.open(POLICY);
    client.findings();
    client.tell("exit", &Value::Null);
    assert_eq!(client.leave(), 1);
    assert_eq!(Client::start(&[]).leave(), 1);
    let mut client = Client::silent(&[]);
    client.tell("exit", &Value::Null);
    assert_eq!(client.leave(), 1);
    let mut client = Client::start(&[]);
    client.request("shutdown", &Value::Null);
    assert_eq!(client.leave(), 0);
}

#[test]
fn nobody_at_the_other_end_is_told_what_the_command_is_for() {
    let run =
        assert_cmd::Command::cargo_bin("huurproef").unwrap().args(["lsp", "--lang", "en"]).write_stdin("").assert();
    let told = String::from_utf8(run.code(2).get_output().stderr.clone()).unwrap();
    assert!(told.contains("an editor starts this itself"), "{told}");
}

#[test]
fn who_types_ahead_is_told_of_what_stands_there_in_the_end() {
    let mut client = Client::start(&[]);
    client.open(&format!("{POLICY}regel meer als zittend"));
    client.findings();
    let typed =
        " of ".to_owned() + &["zittend of zittend of "; 20].concat() + "zittend doe belactie eenmaal per maand\n";
    let (times, findings) = client.type_ahead(&typed);
    assert!(times < typed.len() / 2, "looked {times} times at {} letters", typed.len());
    client.open(&client.text());
    assert_eq!(codes(&findings), codes(&client.findings()));
    assert_eq!(client.end(), 0);
}
