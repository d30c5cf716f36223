//! A session with an editor, from its first message to its last.
//!
//! Knows in which order an editor may speak, and what has come in and is not answered yet; what is answered to a request
//! about a text is told by [`Server`].
//! Always: changes are carried out and requests are answered in the order in which they came, and every request gets one
//! answer. Changes that lie waiting are looked at once, when the last of them is known.

use super::Farewell;
use super::Server;
use super::Surroundings;
use crate::locale::Locale;
use lsp_server::Connection;
use lsp_server::ErrorCode;
use lsp_server::Message;
use lsp_server::Request;
use lsp_server::RequestId;
use lsp_server::Response;
use serde_json::Value;
use std::collections::BTreeSet;
use std::collections::VecDeque;

/// How far a session is.
enum State {
    /// No editor has introduced itself.
    Silent,
    Open(Server),
    /// The editor has asked to shut down: it has only to go.
    Shut,
}

/// Answers an editor until it goes; nothing, where none ever introduced itself.
///
/// # Errors
/// A sentence, when nobody takes the answers any more.
pub(super) fn converse(
    connection: &Connection,
    locale: Option<Locale>,
    surroundings: Surroundings,
) -> Result<Option<Farewell>, String> {
    let mut state = State::Silent;
    let mut queue = Queue::default();
    let say = |messages: Vec<Message>| {
        let mut messages = messages.into_iter();
        messages.try_for_each(|message| connection.sender.send(message)).map_err(|error| error.to_string())
    };
    loop {
        // Whatever has come in is known before anything is worked out.
        connection.receiver.try_iter().for_each(|message| queue.add(message));
        let Some(message) = queue.next() else {
            say(state.settle())?;
            match connection.receiver.recv() {
                Ok(message) => queue.add(message),
                Err(_) => return Ok(state.left()),
            }
            continue;
        };
        if matches!(&message, Message::Notification(told) if told.method == "exit") {
            return Ok(Some(state.left().unwrap_or(Farewell::Abrupt)));
        }
        let replies = match message {
            Message::Request(request) if queue.withdraws(&request.id) => {
                vec![refused(request, ErrorCode::RequestCanceled, "withdrawn by the editor")]
            }
            message => state.reply(message, locale, surroundings),
        };
        say(replies)?;
    }
}

impl State {
    /// What is sent in reply to a message.
    fn reply(&mut self, message: Message, locale: Option<Locale>, surroundings: Surroundings) -> Vec<Message> {
        match (&mut *self, message) {
            (State::Silent, Message::Request(request)) if request.method == "initialize" => {
                *self = State::Open(Server::new(locale, surroundings, &request.params));
                vec![Message::Response(Response::new_ok(request.id, Server::introduction()))]
            }
            (State::Silent, Message::Request(request)) => {
                vec![refused(request, ErrorCode::ServerNotInitialized, "the first request is `initialize`")]
            }
            (State::Open(_), Message::Request(request)) if request.method == "initialize" => {
                vec![refused(request, ErrorCode::InvalidRequest, "the server was initialized before")]
            }
            (State::Open(server), Message::Request(request)) if request.method == "shutdown" => {
                let mut replies = server.settle();
                *self = State::Shut;
                replies.push(Message::Response(Response::new_ok(request.id, Value::Null)));
                replies
            }
            (State::Open(server), message) => server.receive(message),
            (State::Shut, Message::Request(request)) => {
                vec![refused(request, ErrorCode::InvalidRequest, "after `shutdown` there is only `exit`")]
            }
            (State::Silent | State::Shut, Message::Notification(_) | Message::Response(_)) => Vec::new(),
        }
    }

    /// What is told once there is nothing more to hear.
    fn settle(&mut self) -> Vec<Message> {
        match self {
            State::Open(server) => server.settle(),
            State::Silent | State::Shut => Vec::new(),
        }
    }

    /// What an editor did that goes now.
    const fn left(&self) -> Option<Farewell> {
        match self {
            State::Silent => None,
            State::Open(_) => Some(Farewell::Abrupt),
            State::Shut => Some(Farewell::Proper),
        }
    }
}

/// What has come in and is not answered yet, in its order.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Message>,
    /// The requests that something in the queue withdraws.
    withdrawn: BTreeSet<RequestId>,
}

impl Queue {
    fn add(&mut self, message: Message) {
        self.withdrawn.extend(withdrawal(&message));
        self.waiting.push_back(message);
    }

    fn next(&mut self) -> Option<Message> {
        let message = self.waiting.pop_front()?;
        if let Some(id) = withdrawal(&message) {
            self.withdrawn.remove(&id);
        }
        Some(message)
    }

    /// Whether nobody wants the answer to a request any more.
    fn withdraws(&self, id: &RequestId) -> bool {
        self.withdrawn.contains(id)
    }
}

/// The request that a message withdraws.
fn withdrawal(message: &Message) -> Option<RequestId> {
    match message {
        Message::Notification(told) if told.method == "$/cancelRequest" => {
            serde_json::from_value(told.params.get("id")?.clone()).ok()
        }
        _ => None,
    }
}

fn refused(request: Request, code: ErrorCode, why: &str) -> Message {
    Message::Response(Response::new_err(request.id, code as i32, why.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_server::Notification;
    use serde_json::json;

    const URI: &str = "untitled:p";

    fn request(id: i32, method: &str, params: Value) -> Message {
        Message::Request(Request { id: id.into(), method: method.to_owned(), params })
    }

    fn tell(method: &str, params: Value) -> Message {
        Message::Notification(Notification { method: method.to_owned(), params })
    }

    fn open(text: &str) -> Message {
        let document = json!({ "uri": URI, "languageId": "beleid", "version": 0, "text": text });
        tell("textDocument/didOpen", json!({ "textDocument": document }))
    }

    /// Types at the start of the text.
    fn typed(version: i32, text: &str) -> Message {
        let start = json!({ "line": 0, "character": 0 });
        let change = json!({ "range": { "start": start, "end": start }, "text": text });
        let document = json!({ "uri": URI, "version": version });
        tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }))
    }

    fn hover(id: i32) -> Message {
        let at = json!({ "line": 0, "character": 0 });
        request(id, "textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at }))
    }

    /// What is answered to messages that all lie waiting, each in a line, and how it ended.
    fn said(messages: Vec<Message>) -> (Vec<String>, Option<Farewell>) {
        let (server, editor) = Connection::memory();
        for message in messages {
            editor.sender.send(message).unwrap();
        }
        drop(editor.sender);
        let ended = converse(&server, None, Surroundings::NONE).unwrap();
        drop(server);
        (editor.receiver.iter().map(|message| line(&message)).collect(), ended)
    }

    fn line(message: &Message) -> String {
        match message {
            Message::Response(response) => match &response.response_result {
                Ok(_) => format!("{}", response.id),
                Err(error) => format!("{} {}", response.id, error.code),
            },
            Message::Notification(told) => {
                format!("found {} {}", told.params["version"], told.params["diagnostics"][0]["code"])
            }
            Message::Request(request) => request.method.clone(),
        }
    }

    fn hello() -> Message {
        request(1, "initialize", json!({ "capabilities": {} }))
    }

    #[test]
    fn changes_that_lie_waiting_are_looked_at_once_and_none_is_lost() {
        let letters = ["\"1\"", " version ", "\"P\"", "policy "];
        let typing = letters.iter().zip(1..).map(|(letters, version)| typed(version, letters));
        let session = [hello(), open("")].into_iter().chain(typing);
        let (told, ended) = said(session.collect());
        // The policy has no rule, and all of its words: any other text is told of otherwise.
        assert_eq!(told, ["1", "found 4 \"R21\""]);
        assert_eq!(ended, Some(Farewell::Abrupt));
    }

    #[test]
    fn a_request_is_answered_of_the_text_as_it_was_when_it_came() {
        let session =
            vec![hello(), open("nonsense"), typed(1, "more "), hover(2), typed(2, "# "), hover(3), typed(3, "# ")];
        assert_eq!(said(session).0, ["1", "found 1 \"P01\"", "2", "found 2 \"P08\"", "3", "found 3 \"P08\""]);
    }

    #[test]
    fn a_text_that_is_closed_and_opened_again_is_told_of_in_that_order() {
        let close = tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
        let session =
            vec![hello(), open("nonsense"), typed(1, "more "), close.clone(), typed(2, "# "), open("# x"), close];
        assert_eq!(said(session).0, ["1", "found null null", "found null null"]);
    }

    #[test]
    fn a_request_that_is_withdrawn_before_its_turn_is_not_worked_out() {
        let cancel = |id: Value| tell("$/cancelRequest", json!({ "id": id }));
        let session =
            vec![hello(), open(""), hover(2), hover(3), cancel(json!(2)), cancel(json!("3")), cancel(json!(2.5))];
        assert_eq!(said(session).0, ["1", "2 -32800", "found 0 \"P08\"", "3"]);
    }

    #[test]
    fn who_speaks_out_of_turn_is_told() {
        let session = vec![
            hover(7),
            open(""),
            request(8, "shutdown", Value::Null),
            hello(),
            hello(),
            request(2, "shutdown", Value::Null),
            hover(3),
            hello(),
            open(""),
            tell("exit", Value::Null),
            hover(4),
        ];
        let (told, ended) = said(session);
        assert_eq!(told, ["7 -32002", "8 -32002", "1", "1 -32600", "2", "3 -32600", "1 -32600"]);
        assert_eq!(ended, Some(Farewell::Proper));
    }

    #[test]
    fn who_goes_without_asking_is_known() {
        assert_eq!(said(vec![]).1, None);
        assert_eq!(said(vec![hover(1)]).1, None);
        assert_eq!(said(vec![tell("exit", Value::Null)]).1, Some(Farewell::Abrupt));
        assert_eq!(said(vec![hello(), tell("exit", Value::Null)]).1, Some(Farewell::Abrupt));
        assert_eq!(said(vec![hello(), request(2, "shutdown", Value::Null)]).1, Some(Farewell::Proper));
    }
}
