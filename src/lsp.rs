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

pub use server::Server;

use crate::check::Policy;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use lsp_server::Connection;
use lsp_server::Message;

/// What else is found of a policy, beside its own text: given the address of the text.
pub type Beside = fn(&str, &Policy) -> Vec<Diagnostic>;

/// Answers an editor until it says goodbye.
///
/// # Errors
/// A sentence, when the editor does not keep to the protocol.
fn answer(connection: &Connection, locale: Option<Locale>, beside: Beside) -> Result<(), String> {
    let (id, opening) = connection.initialize_start().map_err(|error| error.to_string())?;
    let mut server = Server::new(locale, beside, &opening);
    connection.initialize_finish(id, Server::introduction()).map_err(|error| error.to_string())?;
    for message in &connection.receiver {
        if let Message::Request(request) = &message
            && connection.handle_shutdown(request).map_err(|error| error.to_string())?
        {
            return Ok(());
        }
        for reply in server.handle(message) {
            connection.sender.send(reply).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

/// Serves an editor over stdin and stdout.
///
/// # Errors
/// A sentence, when the editor does not keep to the protocol or the connection breaks.
pub fn serve(locale: Option<Locale>, beside: Beside) -> Result<(), String> {
    let (connection, threads) = Connection::stdio();
    let ended = answer(&connection, locale, beside);
    // The threads end when nobody holds the connection any more.
    drop(connection);
    ended?;
    threads.join().map_err(|error| error.to_string())
}
