//! An editor that keeps its own copy of the text in UTF-16, counts in it in its own way, and does what it is told.

use huurproef::layout::Language;
use huurproef::layout::lay_out;
use huurproef::lsp::Server;
use huurproef::source::SourceFile;
use lsp_server::Message;
use lsp_server::Notification;
use lsp_server::Request;
use serde_json::Value;
use serde_json::json;

const URI: &str = "untitled:policy.beleid";

/// Where the changes of the text stand in a change, for an editor that announces nothing.
const CHANGES: &str = "/changes/untitled:policy.beleid";

/// An editor with one text open.
pub(super) struct Client {
    server: Server,
    text: Vec<u16>,
    version: i32,
    asked: i32,
    /// The codes of what was found last.
    codes: Vec<String>,
}

const NEWLINE: u16 = 10;
const RETURN: u16 = 13;

impl Client {
    pub(super) fn open(server: Server, text: &str) -> Client {
        let text = text.encode_utf16().collect();
        let mut client = Client { server, text, version: 0, asked: 0, codes: Vec::new() };
        client.tell_open();
        client
    }

    fn tell_open(&mut self) {
        let document = json!({ "uri": URI, "languageId": "beleid", "version": self.version, "text": self.text() });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(super) fn reopen(&mut self) {
        self.tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
        self.tell_open();
    }

    fn text(&self) -> String {
        String::from_utf16_lossy(&self.text)
    }

    pub(super) const fn units(&self) -> usize {
        self.text.len()
    }

    fn tell(&mut self, method: &str, params: Value) {
        let told = self.server.handle(Message::Notification(Notification { method: method.to_owned(), params }));
        for message in told {
            let Message::Notification(told) = message else { panic!("findings are told: {message:?}") };
            let findings = told.params.pointer("/diagnostics").and_then(Value::as_array).cloned().unwrap_or_default();
            self.codes =
                findings.iter().map(|finding| finding.get("code").unwrap_or(&Value::Null).to_string()).collect();
            self.codes.sort();
            for finding in findings {
                self.range(finding.get("range").unwrap_or(&Value::Null));
            }
        }
    }

    /// What is answered to a request about the text; nothing, where it is refused.
    pub(super) fn ask(&mut self, method: &str, mut params: Value) -> Value {
        self.asked += 1;
        if let Some(fields) = params.as_object_mut() {
            fields.insert("textDocument".to_owned(), json!({ "uri": URI }));
        }
        let request = Request { id: self.asked.into(), method: method.to_owned(), params };
        let mut replies = self.server.handle(Message::Request(request));
        let Some(Message::Response(response)) = replies.pop() else { panic!("{method} gets no answer") };
        assert!(replies.is_empty(), "one answer to one request");
        response.response_result.ok().unwrap_or_default()
    }

    /// Where lines begin.
    fn starts(&self) -> Vec<usize> {
        let ends = self.text.iter().enumerate().filter(|(at, unit)| match **unit {
            NEWLINE => true,
            RETURN => self.text.get(at + 1) != Some(&NEWLINE),
            _ => false,
        });
        std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
    }

    /// The place of a unit.
    pub(super) fn place(&self, unit: usize) -> Value {
        let starts = self.starts();
        let line = starts.partition_point(|start| *start <= unit).saturating_sub(1);
        json!({ "line": line, "character": unit - starts.get(line).copied().unwrap_or(0) })
    }

    /// The unit at a place; past the end of its line, that end; within a letter, its start.
    fn unit(&self, place: &Value) -> usize {
        let number = |key: &str| place[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
        let Some(start) = self.starts().get(number("line")).copied() else { return self.text.len() };
        let rest = self.text.get(start..).unwrap_or(&[]);
        let length = rest.iter().position(|unit| [NEWLINE, RETURN].contains(unit)).unwrap_or(rest.len());
        let unit = start + number("character").min(length);
        let within = self.text.get(unit).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
        if within { unit - 1 } else { unit }
    }

    /// The units of a range that the server tells, which is one of the text.
    fn range(&self, range: &Value) -> (usize, usize) {
        let (start, end) = (self.unit(&range["start"]), self.unit(&range["end"]));
        assert!(start <= end, "a range ends before it begins: {range}");
        for (unit, place) in [(start, &range["start"]), (end, &range["end"])] {
            assert_eq!(self.place(unit), *place, "the server tells of a place that is not there");
        }
        (start, end)
    }

    /// Carries out edits one after another, each on what the one before it left, and tells of them.
    pub(super) fn edit(&mut self, edits: &[Value]) {
        let mut changes = Vec::new();
        for edit in edits {
            let range = &edit["range"];
            let (one, other) = (self.unit(&range["start"]), self.unit(&range["end"]));
            let new = edit["newText"].as_str().unwrap_or("");
            self.text.splice(one.min(other)..one.max(other), new.encode_utf16());
            changes.push(json!({ "range": range, "text": new }));
        }
        self.tell_change(&changes);
    }

    /// Carries out edits that the server tells, all of one text.
    fn carry_out(&mut self, edits: &Value) {
        let mut edits = edits.as_array().cloned().unwrap_or_default();
        let mut end = 0;
        for edit in &edits {
            let (from, to) = self.range(&edit["range"]);
            assert!(end <= from, "edits that overlap");
            end = to;
        }
        edits.reverse();
        self.edit(&edits);
    }

    pub(super) fn replace(&mut self, text: &str) {
        self.text = text.encode_utf16().collect();
        self.tell_change(&[json!({ "text": text })]);
    }

    fn tell_change(&mut self, changes: &[Value]) {
        // A text that doubles with each change is not what an editor does.
        assert!(self.text.len() < 1_000_000);
        self.version += 1;
        let document = json!({ "uri": URI, "version": self.version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Renames what stands at a place, to a name that nothing has or to one that may not be: the policy stays what it was.
    pub(super) fn rename(&mut self, at: &Value, badly: bool) {
        let name = if badly { "when" } else { "zz_new_name" };
        let edit = self.ask("textDocument/rename", json!({ "position": at, "newName": name }));
        let edits = edit.pointer(CHANGES).cloned().unwrap_or_default();
        let is_new = !self.text().contains(name);
        let before = self.codes.clone();
        self.carry_out(&edits);
        assert!(!is_new || before == self.codes, "a rename changes what is found: {before:?} {:?}", self.codes);
    }

    /// Lays the text out: what comes of it is what laying out the editor's own copy gives.
    pub(super) fn lay_out(&mut self) {
        let edits = self.ask("textDocument/formatting", json!({ "options": { "tabSize": 2, "insertSpaces": true } }));
        let Ok(laid) = lay_out(&SourceFile::new("p", self.text()), Language::AsWritten) else {
            assert!(edits.as_array().is_none_or(Vec::is_empty), "a text that cannot be read is laid out");
            return;
        };
        self.carry_out(&edits);
        assert_eq!(self.text(), laid, "editor and server have different texts");
    }

    /// Takes one of what is offered at a place.
    pub(super) fn complete(&mut self, at: &Value, which: usize) {
        let offered = self.ask("textDocument/completion", json!({ "position": at }));
        let offered = offered.as_array().cloned().unwrap_or_default();
        let chosen = which.checked_rem(offered.len()).and_then(|which| offered.get(which));
        if let Some(edit) = chosen.and_then(|item| item.get("textEdit")) {
            self.carry_out(&json!([edit]));
        }
    }

    /// Takes one of the changes that are proposed for a stretch.
    pub(super) fn mend(&mut self, range: &Value, which: usize) {
        let params = json!({ "range": range, "context": { "diagnostics": [] } });
        let actions = self.ask("textDocument/codeAction", params);
        let actions = actions.as_array().cloned().unwrap_or_default();
        let chosen = which.checked_rem(actions.len()).and_then(|which| actions.get(which));
        if let Some(edits) = chosen.and_then(|action| action.get("edit")?.pointer(CHANGES)) {
            self.carry_out(edits);
        }
    }

    /// Every word that is told of stands in the text, one after another.
    pub(super) fn look_at_words(&mut self) {
        let told = self.ask("textDocument/semanticTokens/full", json!({}));
        let numbers: Vec<u64> =
            told.get("data").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64).collect();
        let (mut line, mut character) = (0, 0);
        for token in numbers.chunks_exact(5) {
            let [lines, characters, length, ..] = token else { continue };
            character = if *lines == 0 { character + characters } else { *characters };
            line += lines;
            let start = json!({ "line": line, "character": character });
            let end = json!({ "line": line, "character": character + length });
            assert!(*length > 0, "a word without letters");
            self.range(&json!({ "start": start, "end": end }));
        }
    }

    pub(super) fn look_at_outline(&mut self) {
        let told = self.ask("textDocument/documentSymbol", json!({}));
        for symbol in told.as_array().into_iter().flatten() {
            self.range(&symbol["range"]);
            self.range(&symbol["selectionRange"]);
        }
    }
}
