//! The language server: what the checker knows of a policy, told to an editor while the policy is being written.
//!
//! The home of `lsp_server` and `lsp_types`. Knows texts that are open and nothing else: no file is read here, and no
//! book, scenario or run is known. Everything is worked out anew from the text after each change, by the modules that
//! the command line uses too.
//! Always: no text and no request ends it; what it cannot do it says (`tests/suite/editor.rs` plays a session).

mod action;
mod completion;
mod document;
mod finding;
mod formatting;
mod hover;
mod navigation;
mod place;
mod rename;
mod semantic;
mod server;
mod session;
mod stream;
mod surroundings;

pub use server::Server;
pub use stream::read_message;
pub use surroundings::ClauseFile;
pub use surroundings::Surroundings;

use crate::locale::Locale;
use lsp_server::Connection;
use lsp_server::Message;
use session::converse;
use std::io;
use std::sync::mpsc::channel;
use std::thread;

/// How an editor went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// After it had asked to shut down.
    Proper,
    /// Without a word.
    Abrupt,
}

/// Serves an editor over stdin and stdout.
///
/// # Errors
/// A sentence, when the editor does not keep to the protocol or the connection breaks.
pub fn serve(locale: Option<Locale>, surroundings: Surroundings) -> Result<Farewell, String> {
    let (connection, editor) = Connection::memory();
    let Connection { sender, receiver } = editor;
    let (broken, breaks) = channel();
    thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        let mut listen = || -> io::Result<()> {
            while let Some(message) = read_message(&mut stdin)? {
                let goodbye = matches!(&message, Message::Notification(told) if told.method == "exit");
                if sender.send(message).is_err() || goodbye {
                    break;
                }
            }
            Ok(())
        };
        // Why it ends is known before it is seen to end: the channel of messages closes after this.
        listen().or_else(|error| broken.send(error))
    });
    let writer = thread::spawn(move || {
        let mut stdout = io::stdout().lock();
        receiver.iter().try_for_each(|message| message.write(&mut stdout))
    });
    let ended = converse(&connection, locale, surroundings);
    // The writer ends when nobody holds the connection any more.
    drop(connection);
    let written = writer.join().map_err(|_| "the connection broke".to_owned())?;
    match breaks.try_recv() {
        Ok(error) => Err(error.to_string()),
        Err(_) => {
            let farewell = ended?.ok_or("it stops before it asks for anything; an editor starts this itself")?;
            // Who goes does not stay for the last answers.
            match (farewell, written) {
                (Farewell::Proper, Err(error)) => Err(error.to_string()),
                _ => Ok(farewell),
            }
        }
    }
}
