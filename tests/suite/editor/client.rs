//! An editor that does what it is told: it speaks the protocol over stdin and stdout and keeps its own copy of the text,
//! with its own way of counting.

use serde_json::Value;
use serde_json::json;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::channel;
use std::thread::spawn;
use std::time::Duration;

pub(super) struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next: i64,
    uri: String,
    version: i64,
    /// The text in UTF-16, as an editor holds it.
    text: Vec<u16>,
    legend: Value,
    /// Whether it takes changes with the version of the text, as it says of itself.
    versioned: bool,
}

/// A server that a failed test left behind is ended.
impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
    }
}

impl Client {
    pub(super) fn start(arguments: &[&str]) -> Client {
        Client::start_with(arguments, &json!({}))
    }

    /// An editor that can do what it says.
    pub(super) fn start_with(arguments: &[&str], capabilities: &Value) -> Client {
        let mut client = Client::silent(arguments);
        client.versioned = capabilities["workspace"]["workspaceEdit"]["documentChanges"] == true;
        let opening = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let told = client.request("initialize", &opening)["result"].clone();
        assert_eq!(told["capabilities"]["positionEncoding"], "utf-16");
        client.legend = told["capabilities"]["semanticTokensProvider"]["legend"].clone();
        client.tell("initialized", &json!({}));
        client
    }

    /// An editor that has not introduced itself.
    pub(super) fn silent(arguments: &[&str]) -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_huurproef"))
            .arg("lsp")
            .args(arguments)
            .env("HUURPROEF_LANG", "en")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(server.stdout.take().unwrap());
        let (sender, output) = channel();
        spawn(move || listen(stdout, |message| sender.send(message).is_ok()));
        let input = server.stdin.take();
        let uri = "untitled:policy.beleid".to_owned();
        Client {
            server,
            input,
            output,
            next: 0,
            uri,
            version: 0,
            text: Vec::new(),
            legend: Value::Null,
            versioned: false,
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    fn receive(&self) -> Value {
        self.output.recv_timeout(Duration::from_secs(60)).expect("an answer within a minute")
    }

    pub(super) fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub(super) fn request(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let answer = self.receive();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    fn of_text(&self, params: &Value) -> Value {
        let mut params = params.clone();
        params["textDocument"] = json!({ "uri": self.uri });
        params
    }

    /// What is answered to a request about the text, or the error.
    pub(super) fn ask_either(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        let params = self.of_text(params);
        let answer = self.request(method, &params);
        answer.get("error").map_or(Ok(answer["result"].clone()), |error| Err(error.clone()))
    }

    /// What is answered to a request about the text.
    pub(super) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let params = self.of_text(params);
        let answer = self.request(method, &params);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    /// Why a request about the text gets no answer.
    pub(super) fn ask_in_vain(&mut self, method: &str, params: &Value) -> String {
        let params = self.of_text(params);
        let answer = self.request(method, &params);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    pub(super) fn open(&mut self, text: &str) {
        let uri = self.uri.clone();
        self.open_at(&uri, text);
    }

    pub(super) fn open_at(&mut self, uri: &str, text: &str) {
        self.uri = uri.to_owned();
        self.text = text.encode_utf16().collect();
        self.version += 1;
        let document = json!({ "uri": uri, "languageId": "beleid", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    pub(super) fn save(&mut self) {
        let params = self.of_text(&json!({}));
        self.tell("textDocument/didSave", &params);
    }

    /// Speaks of a text that was never opened.
    pub(super) fn forget(&mut self) {
        self.uri = "untitled:unknown".to_owned();
    }

    /// What is found of the text, which is told after each change.
    pub(super) fn findings(&mut self) -> Value {
        let told = self.receive();
        assert_eq!(told["method"], "textDocument/publishDiagnostics", "{told}");
        assert_eq!(told["params"]["version"], self.version);
        told["params"]["diagnostics"].clone()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf16(&self.text).unwrap()
    }

    /// The place of the n-th letter of the first stretch like this.
    pub(super) fn place_of(&self, stretch: &str, letter: usize) -> Value {
        let text = self.text();
        let at = text.find(stretch).unwrap_or_else(|| panic!("{stretch} in {text}"));
        let before: String = text[..at].chars().chain(stretch.chars().take(letter)).collect();
        self.place_after(&before)
    }

    pub(super) fn end_of_text(&self) -> Value {
        self.place_after(&self.text())
    }

    fn place_after(&self, before: &str) -> Value {
        let line = before.rsplit('\n').next().unwrap();
        json!({ "line": before.matches('\n').count(), "character": line.encode_utf16().count() })
    }

    /// The UTF-16 unit at a place.
    fn unit(&self, place: &Value) -> usize {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let starts = self.text.iter().enumerate().filter(|(_, unit)| **unit == u16::from(b'\n')).map(|(at, _)| at + 1);
        let start = std::iter::once(0).chain(starts).nth(line).unwrap();
        start + usize::try_from(place["character"].as_u64().unwrap()).unwrap()
    }

    /// Types letters one after another without waiting for what is found; what is found last.
    pub(super) fn type_ahead(&mut self, letters: &str) -> (usize, Value) {
        for letter in letters.chars() {
            self.type_on(&letter.to_string());
        }
        let mut times = 0;
        loop {
            let told = self.receive();
            times += 1;
            if told["params"]["version"] == self.version {
                return (times, told["params"]["diagnostics"].clone());
            }
        }
    }

    /// Applies the only edits of the only text that a change is of, after those of files, and tells so.
    pub(super) fn apply(&mut self, change: &Value) {
        let edits = match change["documentChanges"].as_array() {
            Some(versioned) => {
                let edits = versioned.last().unwrap();
                assert_eq!(edits["textDocument"], json!({ "uri": self.uri, "version": self.version }));
                assert!(self.versioned && change.get("changes").is_none(), "{change}");
                &edits["edits"]
            }
            None => {
                assert!(!self.versioned && change["changes"].as_object().unwrap().len() == 1, "{change}");
                &change["changes"][&self.uri]
            }
        };
        let edits = edits.as_array().unwrap().clone();
        self.apply_edits(&edits);
    }

    /// Edits are told of one text: the last comes first, so that none moves another.
    pub(super) fn apply_edits(&mut self, edits: &[Value]) {
        let mut changes = Vec::new();
        for edit in edits.iter().rev() {
            let (start, end) = (self.unit(&edit["range"]["start"]), self.unit(&edit["range"]["end"]));
            let new = edit["newText"].as_str().unwrap();
            self.text.splice(start..end, new.encode_utf16());
            changes.push(json!({ "range": edit["range"], "text": new }));
        }
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.tell("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Types at the end of the text.
    pub(super) fn type_on(&mut self, letters: &str) {
        let end = self.end_of_text();
        let range = json!({ "start": end, "end": end });
        self.apply_edits(&[json!({ "range": range, "newText": letters })]);
    }

    /// The words that semantic tokens tell of, with what they are.
    pub(super) fn sorts_of(&self, data: &Value) -> Vec<(String, String)> {
        let numbers: Vec<usize> =
            data.as_array().unwrap().iter().map(|number| usize::try_from(number.as_u64().unwrap()).unwrap()).collect();
        let (mut line, mut start) = (0, 0);
        let mut told = Vec::new();
        for token in numbers.chunks(5) {
            start = if token[0] == 0 { start + token[1] } else { token[1] };
            line += token[0];
            let at = self.unit(&json!({ "line": line, "character": start }));
            let word = String::from_utf16(&self.text[at..at + token[2]]).unwrap();
            let mut sort = self.legend["tokenTypes"][token[3]].as_str().unwrap().to_owned();
            for (place, modifier) in self.legend["tokenModifiers"].as_array().unwrap().iter().enumerate() {
                if token[4] & (1 << place) != 0 {
                    sort = format!("{sort}, {}", modifier.as_str().unwrap());
                }
            }
            told.push((word, sort));
        }
        told
    }

    /// Says goodbye; the exit code of the server.
    pub(super) fn end(mut self) -> i32 {
        assert_eq!(self.request("shutdown", &Value::Null)["result"], Value::Null);
        self.tell("exit", &Value::Null);
        self.leave()
    }

    /// Closes the connection; the exit code of the server.
    pub(super) fn leave(mut self) -> i32 {
        self.input = None;
        self.server.wait().unwrap().code().unwrap()
    }
}

/// Hands on every message, until there are no more or nobody listens.
fn listen(mut output: impl BufRead, mut hand_on: impl FnMut(Value) -> bool) {
    loop {
        let mut length = None;
        loop {
            let mut line = String::new();
            if output.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            match line.trim_end() {
                "" => break,
                header => {
                    length = header.strip_prefix("Content-Length: ").and_then(|text| text.parse().ok()).or(length)
                }
            }
        }
        let mut body = vec![0; length.unwrap()];
        output.read_exact(&mut body).unwrap();
        if !hand_on(serde_json::from_slice(&body).unwrap()) {
            return;
        }
    }
}
