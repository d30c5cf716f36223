//! The program as a user meets it: what it prints, what it leaves on disk, and how it ends.

mod ahead;
mod answers;
mod assumed;
mod attribution;
mod backtests;
mod differences;
mod examples;
mod documents;
mod fit;
mod guarantees;
mod help;
mod layout;
mod pilot;
mod questions;
mod refusals;
mod runs;
mod tune;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use tempfile::TempDir;

const LEDGER: &str = "scenarios/ledgers/voorbeeld";
const POLICY: &str = "policies/wooninvest-2025.beleid";
const EARLIER: &str = "policies/eerder-bellen.beleid";

/// How a command ended.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program in English, whatever the machine speaks.
fn huurproef<S: AsRef<str>>(arguments: &[S]) -> Ended {
    let program = env!("CARGO_BIN_EXE_huurproef");
    let output = assert_cmd::Command::new(program)
        .args(arguments.iter().map(AsRef::as_ref))
        .env("HUURPROEF_LANG", "en")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A command that could not do it: nothing on stdout, the reason on stderr.
fn refused<S: AsRef<str>>(arguments: &[S]) -> String {
    let ended = huurproef(arguments);
    assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
    assert_eq!(ended.out, "");
    ended.err
}

/// A command that did what it should, and found nothing wrong.
fn done<S: AsRef<str>>(arguments: &[S]) -> String {
    let ended = huurproef(arguments);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    ended.out
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A folder of a test, gone when it ends.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// Writes a file and says under which name.
    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).unwrap();
        self.name(name)
    }

    /// A short scenario on the books of the project, with some lines more.
    fn scenario(&self, name: &str, policies: &[(&str, &str)], more: &str) -> String {
        let own = |path: &str| fs::canonicalize(path).unwrap().display().to_string();
        let head = format!(
            "title: A quarter\nledger: {}\nsynthetic: true\nwindow: {{from: 2025-01-01, to: 2025-03-31}}\n\
             response: modelled\nbehaviour: {}\n{more}policies:\n",
            own(LEDGER),
            own("scenarios/behaviours/default.yaml"),
        );
        let choice = |(name, file): &(&str, &str)| format!("  - name: {name}\n    file: {}\n", own(file));
        self.write(name, &(head + &policies.iter().map(choice).collect::<String>()))
    }

    /// What stands in the folder, with the bytes of files, in order of name.
    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(folder);
        let mut files = Vec::new();
        collect(&root, &root, &mut files);
        files.sort();
        files
    }

    /// What stands in the folder, hidden entries included.
    fn entries(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.push((name, fs::read(&path).unwrap()));
        }
    }
}
