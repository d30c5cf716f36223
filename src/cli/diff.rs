//! `huurproef diff`: what changed between two policies in meaning, and with a ledger whom it touches.

mod export;
#[cfg(feature = "data")]
mod replayed;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::load::compile;
use super::load::load_policy;
use super::load::refused_settings;
use super::print;
use super::setting::SettingArguments;
use super::setting::in_words;
use crate::check::Policy;
#[cfg(feature = "data")]
use crate::contrast::Side;
use crate::difference::Edition;
use crate::difference::difference_with_renames;
use crate::program::Program;
use crate::program::Settings;
use crate::proof::Between;
use crate::proof::between;
#[cfg(not(feature = "data"))]
use crate::report::Beside;
use crate::report::DifferencePage;
use crate::report::difference_text;
use clap::Args;
use export::difference_json;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Exit code 1 when the policies differ in meaning, 0 when not.\n\nExample:\n  huurproef diff policies/wooninvest-2025.beleid policies/eerder-bellen.beleid\n  huurproef diff policies/wooninvest-2025.beleid policies/zonder-huisbezoek.beleid --prove\n  huurproef diff policies/wooninvest-2025.beleid policies/eerder-bellen.beleid \\\n    --ledger scenarios/ledgers/voorbeeld --out runs/verschil";

/// The arguments of `huurproef diff`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct DiffArguments {
    /// The policy as it was.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The policy as it becomes.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Say what follows from the texts alone, for every possible tenant: whether the two do the same, whether NEW is ever
    /// harsher, and whether it ever brings in the bailiff earlier; with a tenant who shows it where not.
    #[arg(long)]
    prove: bool,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    settings: SettingArguments,
    #[cfg(feature = "data")]
    #[command(flatten)]
    kept: replayed::KeptArguments,
}

/// One of the two policies.
pub(super) struct Edited {
    /// Where it stands, as the user called it.
    pub(super) path: PathBuf,
    /// As it was checked, with the values that were given for its settings.
    pub(super) policy: Policy,
    /// Those values.
    pub(super) given: Settings,
    /// As it runs.
    pub(super) program: Program,
}

pub(super) fn diff(arguments: &DiffArguments, terminal: Terminal) -> Outcome {
    #[cfg(feature = "data")]
    let place = arguments.kept.begin()?;
    let [old, new] = arguments.editions(terminal)?;
    let changes = difference_with_renames(old.edition(), new.edition());
    #[cfg(feature = "data")]
    let replayed = arguments.kept.replay(&old, &new, terminal)?;
    #[cfg(feature = "data")]
    let (books, receipt) = (replayed.as_ref().map(replayed::Replayed::beside), arguments.receipt(replayed.as_ref())?);
    #[cfg(not(feature = "data"))]
    let (books, receipt): (Option<Beside<'_>>, Vec<String>) = (None, Vec::new());
    let proved = arguments.prove.then(|| proved(&old, &new)).transpose()?;
    let page = DifferencePage {
        locale: terminal.locale,
        old: old.title(&new),
        new: new.title(&old),
        written_in: [old.policy.locale, new.policy.locale],
        changes: &changes,
        proofs: proved.as_ref(),
        books,
        receipt,
    };
    match arguments.format {
        Format::Text => print(&difference_text(&page)),
        Format::Json => print(&format!("{:#}\n", difference_json(&page, &old, &new))),
    }
    #[cfg(feature = "data")]
    arguments.kept.write(place, &page, (&old, &new), arguments.format, terminal)?;
    Ok(if changes.iter().all(|change| change.is_renamed) { Ending::Done } else { Ending::Findings })
}

/// What follows from both texts alone.
fn proved(old: &Edited, new: &Edited) -> Result<Between, Refusal> {
    between(&old.policy, &new.policy).map_err(|errors| refused_settings(&errors))
}

impl DiffArguments {
    /// Reads, checks and compiles both policies; one with errors is refused.
    fn editions(&self, terminal: Terminal) -> Result<[Edited; 2], Refusal> {
        let [mut old, mut new] = [load_policy(&self.old, terminal)?, load_policy(&self.new, terminal)?];
        let mut given = self.settings.put_into(&mut [&mut old, &mut new])?.into_iter();
        let mut edited = |path: &Path, policy: Policy| {
            let program = compile(&policy, &Settings::new())?;
            Ok::<Edited, Refusal>(Edited {
                path: path.to_owned(),
                policy,
                given: given.next().unwrap_or_default(),
                program,
            })
        };
        Ok([edited(&self.old, old)?, edited(&self.new, new)?])
    }
}

impl Edited {
    pub(super) fn edition(&self) -> Edition<'_> {
        Edition { policy: &self.policy, settings: self.program.settings() }
    }

    /// As it was checked and as it runs.
    #[cfg(feature = "data")]
    pub(super) const fn side(&self) -> Side<'_> {
        Side { policy: &self.policy, program: &self.program }
    }

    /// Title and version; of two that share both, with the name of the file. With what was given for its settings.
    pub(super) fn title(&self, other: &Edited) -> String {
        let title = |of: &Edited| format!("{} {}", of.policy.title, of.policy.version);
        let own = title(self);
        let file = if own == title(other) { format!(" ({})", self.name()) } else { String::new() };
        format!("{own}{file}{}", in_words(&self.given))
    }

    /// The name of its file.
    pub(super) fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}
