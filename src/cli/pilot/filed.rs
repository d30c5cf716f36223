//! A design as it lies in its folder: every file as it was written, or refused.
//!
//! # Why
//! What was expected is worth something because it was written down before. The receipt of the design holds the hash of the
//! design, the design that of the allocation, and the pages tell the hash of the design so that it can be kept elsewhere.

use super::ALLOCATION;
use super::DESIGN;
use super::RECEIPT;
use super::allocation::read_allocation;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::load::show;
use crate::cli::policy::read_policy;
use crate::cli::receipt::hash;
use crate::locale::Phrase;
use crate::pilot::Arm;
use crate::pilot::Design;
use crate::scenario::read_keys;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

/// A design with its allocation.
pub(super) struct Filed {
    pub(super) design: Design,
    /// The hash of the design's file.
    pub(super) sha256: String,
    /// Arm and stratum by tenancy.
    pub(super) allocated: BTreeMap<String, (Arm, String)>,
    /// The files that were read.
    pub(super) files: Vec<PathBuf>,
}

/// Reads the folder of a design.
pub(super) fn filed(folder: &Path, terminal: Terminal) -> Result<Filed, Refusal> {
    let [design, allocation, receipt] = [DESIGN, ALLOCATION, RECEIPT].map(|name| folder.join(name));
    if let Some(missing) = [&design, &allocation, &receipt].into_iter().find(|path| !path.exists()) {
        return Err(no_design(folder, missing));
    }
    let file = read_policy(&design)?;
    let sha256 = hash(file.text().as_bytes());
    let receipt = serde_json::from_str::<Value>(read_policy(&receipt)?.text()).unwrap_or_default();
    if receipt.pointer("/pilot/sha256").and_then(Value::as_str) != Some(sha256.as_str()) {
        return Err(changed(
            &design,
            "its receipt, `share/run.json`, has another hash",
            "de kwitantie, `share/run.json`, heeft een andere hash",
        ));
    }
    let read: Design = read_keys(&file).map_err(|findings| show(&file, &findings, terminal))?;
    if let Some(key) = read.unsound() {
        let (en, nl) = (
            format!("`{key}` is none that a design can have"),
            format!("`{key}` is er geen die een ontwerp kan hebben"),
        );
        return Err(changed(&design, &en, &nl));
    }
    let allocated = read_allocation(&read_policy(&allocation)?, &read)?;
    Ok(Filed { design: read, sha256, allocated, files: vec![design, allocation] })
}

fn changed(path: &Path, en: &str, nl: &str) -> Refusal {
    let name = path.display();
    Refusal::new(Phrase::new(
        format!("`{name}` is not the design as it was written: {en}"),
        format!("`{name}` is niet het ontwerp zoals het is geschreven: {nl}"),
    ))
    .help(Phrase::new(
        "read the trial with the files as they were written: what is expected is fixed before it begins",
        "lees de proef met de bestanden zoals zij zijn geschreven: wat verwacht wordt ligt vast voordat hij begint",
    ))
}

fn no_design(folder: &Path, missing: &Path) -> Refusal {
    let (folder, missing) = (folder.display(), missing.display());
    Refusal::new(Phrase::new(
        format!("`{folder}` is no design of a trial: there is no `{missing}`"),
        format!("`{folder}` is geen ontwerp van een proef: er is geen `{missing}`"),
    ))
    .help(Phrase::new(
        "name the folder that `huurproef pilot design` wrote with `--out`",
        "noem de map die `huurproef pilot design` met `--out` schreef",
    ))
}
