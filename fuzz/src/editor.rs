//! What editors say to the language server: any stream of messages, and whole sessions of an editor that keeps its own
//! copy of the text.

mod client;

use super::choice::Choices;
use super::made::written;
use client::Client;
use huurproef::lsp::Server;
use huurproef::lsp::Surroundings;
use huurproef::lsp::read_message;
use serde_json::Value;
use serde_json::json;

/// What is typed.
const TYPED: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "#",
    "(",
    ")",
    ",",
    "=",
    ">= ",
    "é",
    "🏠",
    "a\u{301}",
    "\u{feff}",
    "\0",
    "€ 25",
    "1,5",
    "2025-06-01",
    "99999999999999999999",
    "r0",
    "zz",
    " when ",
    " en ",
    " not ",
    " do nothing",
    " doe ",
    "rule ",
    "regel ",
    "policy \"P\" version \"1\"\n",
    "beleid \"🏠\" versie \"1\"\n",
    "regel r \"é🏠\" als zittend doe belactie eenmaal per maand\n",
    "rule r9 when sitting and arrears > € 5 do call once per month\n",
    "exception e to r0 when reached do nothing\n",
    "example \"x\" given sitting expect nothing\n",
    "setting s = 5 between 1 and 9\n",
    "# remark\n",
];

/// Reads a stream of messages as the server gets it and answers each.
pub fn messages(input: &[u8]) {
    let mut server = Server::new(None, Surroundings::NONE, &Value::Null);
    let mut stream = input;
    while let Ok(Some(message)) = read_message(&mut stream) {
        for reply in server.handle(message) {
            assert!(reply.write(&mut Vec::new()).is_ok(), "every reply can be sent");
        }
    }
}

/// Plays an editing session: edits, questions and changes that the server proposes, carried out.
pub fn session(input: &[u8]) {
    let mut dice = Choices::of(input);
    let policy = 4 * dice.below(64);
    let policy = dice.rest().get(..policy.min(dice.rest().len() / 2)).unwrap_or(&[]);
    let mut client = Client::open(Server::new(None, Surroundings::NONE, &Value::Null), &written(policy));
    let mut dice = Choices::of(dice.rest().get(policy.len()..).unwrap_or(&[]));
    // Every edit reads the whole text anew.
    for _ in 0..40 {
        if dice.is_spent() {
            break;
        }
        step(&mut client, &mut dice);
    }
    client.lay_out();
}

fn step(client: &mut Client, dice: &mut Choices<'_>) {
    match dice.below(14) {
        0..4 => client.edit(&[edit(client, dice)]),
        4 => {
            let edits = [edit(client, dice), edit(client, dice)];
            client.edit(&edits);
        }
        5 => {
            let text: String = (0..dice.below(5)).map(|_| dice.word(TYPED)).collect();
            client.replace(&text);
        }
        6 => look(client, dice),
        7 => {
            let at = place(client, dice);
            client.rename(&at, dice.one_in(4));
        }
        8 => client.lay_out(),
        9 => {
            let at = place(client, dice);
            client.complete(&at, dice.below(64));
        }
        10 => {
            let (start, end) = (place(client, dice), place(client, dice));
            client.mend(&json!({ "start": start, "end": end }), dice.below(8));
        }
        11 => client.look_at_words(),
        12 => client.reopen(),
        _ => client.look_at_outline(),
    }
}

fn look(client: &mut Client, dice: &mut Choices<'_>) {
    const QUESTIONS: &[&str] = &[
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/documentHighlight",
        "textDocument/prepareRename",
        "textDocument/completion",
    ];
    let at = place(client, dice);
    for method in QUESTIONS {
        client.ask(method, json!({ "position": at }));
    }
    let context = json!({ "includeDeclaration": dice.one_in(2) });
    client.ask("textDocument/references", json!({ "position": at, "context": context }));
}

/// A place in the text, sometimes past its end or the end of a line.
fn place(client: &Client, dice: &mut Choices<'_>) -> Value {
    if dice.one_in(8) {
        return json!({ "line": dice.below(256), "character": dice.below(256) });
    }
    let unit = (dice.below(256) * 256 + dice.below(256)) % (client.units() + 1);
    client.place(unit)
}

fn edit(client: &Client, dice: &mut Choices<'_>) -> Value {
    let start = place(client, dice);
    let end = if dice.one_in(2) { place(client, dice) } else { start.clone() };
    json!({ "range": { "start": start, "end": end }, "newText": dice.word(TYPED) })
}
