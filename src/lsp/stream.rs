//! Messages as they come over a stream: a header that says how long a message is, then that many bytes of JSON.
//!
//! Always: no more is kept in memory than has come in, whatever a header says.
//!
//! # Why
//! The package makes room for as much as a header announces before any of it is there: one wrong number would end the
//! server in a panic.

use lsp_server::Message;
use std::io;
use std::io::BufRead;
use std::io::Read;

/// No header is as long.
const LONGEST_HEADER: u64 = 8_192;

/// The next message; nothing at the end of the stream.
///
/// # Errors
/// A header without a length, a stream that stops within a message, and what is no message.
pub fn read_message(stream: &mut impl BufRead) -> io::Result<Option<Message>> {
    let Some(length) = announced(stream)? else { return Ok(None) };
    let mut body = Vec::new();
    stream.take(length).read_to_end(&mut body)?;
    if u64::try_from(body.len()).is_ok_and(|read| read < length) {
        return Err(wrong(format!("a message of {length} bytes stops after {}", body.len())));
    }
    serde_json::from_slice(&body).map(Some).map_err(|error| wrong(format!("a message cannot be read: {error}")))
}

/// How many bytes the headers announce; nothing, where the stream ends before them.
fn announced(stream: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        stream.take(LONGEST_HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = line.strip_suffix(b"\r\n").ok_or_else(|| wrong("a header does not end".to_owned()))?;
        if line.is_empty() {
            return length.map(Some).ok_or_else(|| wrong("a header without `Content-Length`".to_owned()));
        }
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').ok_or_else(|| wrong(format!("`{line}` is no header")))?;
        if name.eq_ignore_ascii_case("Content-Length") {
            let number = value.trim().parse().map_err(|_| wrong(format!("`{}` is no length", value.trim())))?;
            length = Some(number);
        }
    }
}

fn wrong(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &str) -> Result<Option<String>, String> {
        let message = read_message(&mut stream.as_bytes()).map_err(|error| error.to_string())?;
        Ok(message.map(|message| match message {
            Message::Request(request) => request.method,
            Message::Notification(notification) => notification.method,
            Message::Response(response) => response.id.to_string(),
        }))
    }

    #[test]
    fn messages_come_one_after_another() {
        let stream = "Content-Length: 14\r\n\r\n{\"method\":\"a\"}content-length:14\r\nX: y\r\n\r\n{\"method\":\"b\"}";
        let mut stream = stream.as_bytes();
        let mut next = || read_message(&mut stream).unwrap();
        for method in ["a", "b"] {
            assert!(matches!(next(), Some(Message::Notification(told)) if told.method == method));
        }
        assert!(next().is_none());
    }

    #[test]
    fn a_length_that_nothing_can_hold_is_an_error_and_not_the_end() {
        for length in ["18446744073709551615", "9223372036854775807", "99999999999"] {
            let why = read(&format!("Content-Length: {length}\r\n\r\n{{}}")).unwrap_err();
            assert_eq!(why, format!("a message of {length} bytes stops after 2"));
        }
        assert!(read("Content-Length: 18446744073709551616\r\n\r\n").unwrap_err().contains("is no length"));
    }

    #[test]
    fn what_is_no_message_is_told() {
        assert_eq!(read("X: 1\r\n\r\n").unwrap_err(), "a header without `Content-Length`");
        assert_eq!(read("nonsense\r\n\r\n").unwrap_err(), "`nonsense` is no header");
        assert_eq!(read(&"x".repeat(100_000)).unwrap_err(), "a header does not end");
        assert!(read("Content-Length: 3\r\n\r\n{{{").unwrap_err().starts_with("a message cannot be read"));
        let deep = "[".repeat(100_000);
        assert!(read(&format!("Content-Length: {}\r\n\r\n{deep}", deep.len())).is_err());
    }
}
