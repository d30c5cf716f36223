//! `huurproef fmt`: policies in their canonical layout, in their own language or, with `--lang`, in that one.
//!
//! Files are written whole or not at all, and none is written when one of them cannot be laid out.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::policy::read_policy;
use super::print;
use super::print_aside;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render_text;
use crate::layout::Language;
use crate::layout::lay_out;
use crate::locale::Phrase;
use crate::source::SourceFile;
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::io::Error;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "With --lang the policy is put in that language: every word of the language, not its titles, names and \
     comments.\n\nExample:\n  huurproef fmt policies/wooninvest-2025.beleid --lang en";

/// The arguments of `huurproef fmt`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct FmtArguments {
    /// The policies to lay out.
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// Say which policies are not laid out so, and change nothing.
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// Write the policies back where they stand, instead of to stdout.
    #[arg(long)]
    write: bool,
}

/// A policy with its canonical text.
struct Laid<'a> {
    path: &'a Path,
    file: SourceFile,
    text: String,
}

impl Laid<'_> {
    fn is_changed(&self) -> bool {
        self.file.text() != self.text
    }
}

pub(super) fn fmt(arguments: &FmtArguments, terminal: Terminal) -> Outcome {
    let files = arguments.policies.iter().map(|path| read_policy(path)).collect::<Result<Vec<SourceFile>, _>>()?;
    let pairs = arguments.policies.iter().zip(files);
    let laid: Vec<_> = pairs.map(|(path, file)| lay(path, file, terminal)).collect();
    // Every file is looked at before the first that cannot be laid out ends it, so that all findings are told.
    let laid = laid.into_iter().collect::<Result<Vec<Laid<'_>>, Refusal>>()?;
    match (arguments.check, arguments.write) {
        (true, _) => Ok(told(&laid, terminal)),
        (_, true) => write_back(&laid, terminal),
        _ => {
            print(&laid.iter().map(|laid| laid.text.as_str()).collect::<String>());
            Ok(Ending::Done)
        }
    }
}

fn lay<'a>(path: &'a Path, file: SourceFile, terminal: Terminal) -> Result<Laid<'a>, Refusal> {
    let language = terminal.asked.map_or(Language::AsWritten, Language::In);
    match lay_out(&file, language) {
        Ok(text) => Ok(Laid { path, file, text }),
        Err(findings) => Err(refused(&file, &findings, terminal)),
    }
}

fn refused(file: &SourceFile, findings: &[Diagnostic], terminal: Terminal) -> Refusal {
    print_aside(&render_text(file, findings, terminal.locale, terminal.colour()));
    let name = file.name();
    Refusal::new(Phrase::new(
        format!("`{name}` is not laid out: it has errors"),
        format!("`{name}` is niet opgemaakt: er staan fouten in"),
    ))
    .help(Phrase::new("mend them first; nothing was written", "verbeter die eerst; er is niets geschreven"))
}

/// Names the policies that would change.
fn told(laid: &[Laid<'_>], terminal: Terminal) -> Ending {
    let changed: Vec<&Laid<'_>> = laid.iter().filter(|laid| laid.is_changed()).collect();
    for laid in &changed {
        let would = terminal.locale.pick("would be laid out otherwise", "zou anders worden opgemaakt");
        print(&format!("{}: {would}\n", laid.file.name()));
    }
    if changed.is_empty() { Ending::Done } else { Ending::Findings }
}

/// Writes what changed: all of it, or nothing. Every text lies beside its place before the first takes it, and a policy that
/// is named twice is written once.
fn write_back(laid: &[Laid<'_>], terminal: Terminal) -> Outcome {
    let mut places: BTreeSet<PathBuf> = BTreeSet::new();
    let mut staged: Vec<Staged> = Vec::new();
    for laid in laid.iter().filter(|laid| laid.is_changed()) {
        // A link stays a link: what it points to is replaced.
        let place = fs::canonicalize(laid.path).map_err(|error| unwritable(laid.file.name(), &error))?;
        if places.insert(place.clone()) {
            staged.push(Staged::beside(laid, place)?);
        }
    }
    take_places(&staged)?;
    if !terminal.quiet {
        for laid in laid {
            let locale = terminal.locale;
            let ended = match laid.is_changed() {
                true => locale.pick("laid out", "opgemaakt"),
                false => locale.pick("was laid out already", "was al opgemaakt"),
            };
            print_aside(&format!("{}: {ended}\n", laid.file.name()));
        }
    }
    Ok(Ending::Done)
}

/// Puts every text in its place; where one cannot be, those before it are put back as they were.
fn take_places(staged: &[Staged]) -> Result<(), Refusal> {
    for (nth, one) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(&one.partial, &one.place) {
            staged.iter().take(nth).for_each(Staged::put_back);
            return Err(unwritable(&one.name, &error));
        }
    }
    Ok(())
}

/// A text that lies beside the file it is to replace; gone when it never does.
struct Staged {
    name: String,
    place: PathBuf,
    partial: PathBuf,
    /// What stood there.
    before: Vec<u8>,
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.partial);
    }
}

impl Staged {
    fn beside(laid: &Laid<'_>, place: PathBuf) -> Result<Staged, Refusal> {
        let name = laid.file.name().to_owned();
        let last = place.file_name().map_or_else(String::new, |last| last.to_string_lossy().into_owned());
        let partial = place.with_file_name(format!(".{last}.partial"));
        let before = fs::read(&place).map_err(|error| unwritable(&name, &error))?;
        let staged = Staged { name, place, partial, before };
        let written = fs::write(&staged.partial, &laid.text).and_then(|()| {
            let permissions = fs::metadata(&staged.place)?.permissions();
            fs::set_permissions(&staged.partial, permissions)
        });
        written.map_err(|error| unwritable(&staged.name, &error))?;
        Ok(staged)
    }

    fn put_back(&self) {
        let _ = fs::write(&self.place, &self.before);
    }
}

fn unwritable(name: &str, error: &Error) -> Refusal {
    Refusal::new(Phrase::new(
        format!("cannot write `{name}`: {error}"),
        format!("kan `{name}` niet schrijven: {error}"),
    ))
}
