//! `huurproef lsp`: the language server for editors, over stdin and stdout.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::policy::read_policy;
use crate::check::Policy;
use crate::clause::Clauses;
use crate::clause::unknown_clauses;
use crate::diagnostic::Diagnostic;
use crate::locale::Phrase;
use crate::lsp::serve;
use crate::scenario::read_clauses;
use clap::Args;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "An editor starts this itself; docs/editor.md tells how. Without --lang it speaks the language of each \
     policy.\n\nExample:\n  huurproef lsp --lang nl";

/// The arguments of `huurproef lsp`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct LspArguments {
    /// Over stdin and stdout: the only way there is, and what editors say.
    #[arg(long)]
    stdio: bool,
}

pub(super) fn lsp(arguments: &LspArguments, terminal: Terminal) -> Outcome {
    let LspArguments { stdio: _whatever } = arguments;
    match serve(terminal.asked, beside) {
        Ok(()) => Ok(Ending::Done),
        Err(why) => Err(Refusal::new(Phrase::new(
            format!("the editor does not keep to the protocol: {why}"),
            format!("de editor houdt zich niet aan het protocol: {why}"),
        ))),
    }
}

/// The citations of clauses that the documents beside a policy do not have. What lies beside it and cannot be read is
/// told by `huurproef check`, not here.
fn beside(address: &str, policy: &Policy) -> Vec<Diagnostic> {
    let Some(path) = path_of(address) else { return Vec::new() };
    let folder = path.parent().unwrap_or(Path::new("")).join("sources");
    let names = policy.sources.iter().map(|source| source.named.name.as_str());
    let clauses: Vec<Option<Clauses>> = names.map(|name| clauses(&folder.join(format!("{name}.yaml")))).collect();
    unknown_clauses(policy, &clauses)
}

fn clauses(path: &Path) -> Option<Clauses> {
    read_clauses(&read_policy(path).ok()?).ok()
}

/// The path of an address such as `file:///home/a%20b/c.beleid`; none of what is not on disk.
fn path_of(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("file://")?;
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let decoded = || -> Option<u8> { Some(digit(rest.clone().next()?)? * 16 + digit(rest.clone().nth(1)?)?) };
        match (byte, decoded()) {
            (b'%', Some(letter)) => {
                bytes.push(letter);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    // A drive on Windows: `/c:/policies`.
    let drive = path.strip_prefix('/').filter(|path| path.get(1..2) == Some(":"));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_the_path_it_stands_for() {
        let read = |address| path_of(address).map(|path| path.display().to_string());
        assert_eq!(read("file:///home/a%20b/%C3%A9.beleid").unwrap(), "/home/a b/é.beleid");
        assert_eq!(read("file:///c%3A/p.beleid").unwrap(), "c:/p.beleid");
        assert_eq!(read("file:///100%"), Some("/100%".to_owned()));
        assert_eq!(read("untitled:Untitled-1"), None);
    }
}
