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
use crate::lsp::ClauseFile;
use crate::lsp::Farewell;
use crate::lsp::Surroundings;
use crate::lsp::serve;
use crate::scenario::read_clauses;
use crate::source::SourceFile;
use crate::syntax::ItemKind;
use crate::syntax::parse;
use clap::Args;
use std::fs;
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
    match serve(terminal.asked, Surroundings { findings: beside, clause_file }) {
        Ok(Farewell::Proper) => Ok(Ending::Done),
        // The protocol asks for 1.
        Ok(Farewell::Abrupt) => Ok(Ending::Findings),
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

/// What becomes of `sources/OLD.yaml` beside a policy when that source is given another name.
fn clause_file(address: &str, old: &str, new: &str) -> ClauseFile {
    let at =
        |name: &str| address.rsplit_once('/').map(|(folder, _)| format!("{folder}/sources/{}.yaml", encoded(name)));
    let (Some(policy), Some(from), Some(to)) = (path_of(address), at(old), at(new)) else { return ClauseFile::Stays };
    let written = |address: &str| path_of(address).and_then(|path| fs::read(path).ok());
    let Some(clauses) = written(&from) else { return ClauseFile::Stays };
    if let Some(others) = written(&to) {
        return if others == clauses { ClauseFile::Stays } else { ClauseFile::Taken };
    }
    match others_with(&policy, old) {
        others if others.is_empty() => ClauseFile::Moves { from, to },
        others => ClauseFile::Shared(others),
    }
}

/// The other policies in the folder of one that have a source of this name.
fn others_with(policy: &Path, source: &str) -> Vec<String> {
    let folder = policy.parent().unwrap_or(Path::new("")).read_dir();
    let paths = folder.into_iter().flatten().flatten().map(|entry| entry.path());
    let others = paths.filter(|path| path != policy && path.extension().is_some_and(|extension| extension == "beleid"));
    let mut names: Vec<String> = others
        .filter(|path| read_policy(path).is_ok_and(|file| has_source(&file, source)))
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}

fn has_source(file: &SourceFile, name: &str) -> bool {
    parse(file).tree.items.iter().any(|item| matches!(&item.kind, ItemKind::Source(named) if named.name.text == name))
}

/// A name as it stands in an address.
fn encoded(name: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(letter).collect()
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
        assert_eq!(read(&format!("file:///sources/{}.yaml", encoded("één_2"))).unwrap(), "/sources/één_2.yaml");
    }
}
