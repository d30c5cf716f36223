//! A policy that is being typed: whatever stands there, every request is answered.

use super::Client;
use super::POLICY;
use huurproef::lsp::Server;
use huurproef::lsp::Surroundings;
use lsp_server::Message;
use lsp_server::Notification;
use lsp_server::Request;
use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::proptest;
use serde_json::Value;
use serde_json::json;
use std::fs;

/// The requests that an editor makes of a place.
const ASKED: [&str; 9] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/codeAction",
    "textDocument/semanticTokens/full",
    "textDocument/documentSymbol",
    "textDocument/formatting",
];

fn about(at: &Value) -> Value {
    json!({
        "position": at,
        "range": { "start": at, "end": at },
        "context": { "includeDeclaration": true, "diagnostics": [] },
        "options": { "tabSize": 2, "insertSpaces": true },
    })
}

#[test]
fn a_policy_typed_letter_by_letter_is_followed_to_its_end() {
    let mut client = Client::start(&[]);
    client.open("");
    client.findings();
    for (place, letter) in POLICY.replace("zitend", "zittend").chars().enumerate() {
        client.type_on(&letter.to_string());
        client.findings();
        if place % 7 == 0 {
            let at = client.end_of_text();
            for method in ASKED {
                client.ask(method, &about(&at));
            }
        }
    }
    client.type_on("\n");
    assert_eq!(client.findings(), json!([]));
    assert_eq!(client.end(), 0);
}

/// A server without an editor, for many texts at once.
struct Alone(Server, i32);

impl Alone {
    fn new() -> Alone {
        Alone(Server::new(None, Surroundings::NONE, &Value::Null), 0)
    }

    fn open(&mut self, text: &str) -> usize {
        let document = json!({ "uri": "untitled:p", "languageId": "beleid", "version": 1, "text": text });
        let opened = Notification::new("textDocument/didOpen".to_owned(), json!({ "textDocument": document }));
        self.0.handle(Message::Notification(opened)).len()
    }

    /// Asks everything at a place; each answer is an answer.
    fn ask(&mut self, line: u32, character: u32) {
        let mut params = about(&json!({ "line": line, "character": character }));
        params["textDocument"] = json!({ "uri": "untitled:p" });
        for method in ASKED.iter().chain(&["textDocument/prepareRename", "textDocument/rename"]) {
            self.1 += 1;
            params["newName"] = json!("anders_genoemd");
            let request = Request::new(self.1.into(), (*method).to_owned(), params.clone());
            let answers = self.0.handle(Message::Request(request));
            let [Message::Response(answer)] = &answers[..] else { panic!("{answers:?}") };
            let failed = answer.response_result.as_ref().err().map(|error| error.code);
            // A rename may be refused, with a reason; nothing else is.
            assert!(failed.is_none_or(|code| code == -32803 && method.ends_with("ename")), "{method} {answer:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_and_no_place_ends_the_server(text in any::<String>(), line in 0..5_u32, character in 0..40_u32) {
        let mut server = Alone::new();
        assert_eq!(server.open(&text), 1);
        server.ask(line, character);
    }

    #[test]
    fn no_damage_to_a_policy_ends_the_server(
        from in 0..20_000_usize, length in 0..60_usize, insert in any::<char>(), line in 0..530_u32, character in 0..130_u32,
    ) {
        let good: Vec<char> = fs::read_to_string("policies/wooninvest-2025.beleid").unwrap().chars().collect();
        let from = from.min(good.len());
        let rest = good.iter().skip(from + length);
        let text: String = good.iter().take(from).chain([&insert]).chain(rest).collect();
        let mut server = Alone::new();
        assert_eq!(server.open(&text), 1);
        server.ask(line, character);
    }
}
