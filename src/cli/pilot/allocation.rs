//! The file of who goes to which arm: made at the design, read again afterwards, and never otherwise than it was.

use crate::calendar::Day;
use crate::chance::key_of;
use crate::cli::Refusal;
use crate::cli::receipt::hash;
use crate::cli::scenario::Loaded;
use crate::engine::History;
use crate::engine::record;
use crate::ledger::Account;
use crate::locale::Phrase;
use crate::pilot::Arm;
use crate::pilot::Design;
use crate::pilot::allocate;
use crate::pilot::standing;
use crate::source::SourceFile;
use std::collections::BTreeMap;

/// Who is let at the end of the books, with stratum and arm: how many, and the file.
pub(super) fn allocation(loaded: &Loaded, seed: u64) -> (usize, String) {
    let last = loaded.read.portfolio.last_day.unwrap_or(Day::DAWN);
    let (mut account, mut history) = (Account::default(), History::default());
    let (mut ids, mut keyed) = (Vec::new(), Vec::new());
    for tenancy in loaded.read.portfolio.tenancies.iter().filter(|tenancy| tenancy.is_sitting(last)) {
        record(tenancy, loaded.scenario.allocation, &mut account, &mut history);
        ids.push(tenancy.id.as_str());
        keyed.push((key_of(&tenancy.id), standing(tenancy, &history, last)));
    }
    let arms = allocate(seed, &keyed);
    let rows = ids.iter().zip(&keyed).zip(arms).map(|((id, (_, stratum)), arm)| {
        let quoted =
            if id.contains([',', '"']) { format!("\"{}\"", id.replace('"', "\"\"")) } else { (*id).to_owned() };
        format!("{quoted},{stratum},{}\n", arm.letter())
    });
    let text = std::iter::once("tenancy_id,stratum,arm\n".to_owned()).chain(rows).collect();
    (ids.len(), text)
}

/// The arms and strata of the design, unless somebody changed them.
pub(super) fn read_allocation(file: &SourceFile, design: &Design) -> Result<BTreeMap<String, (Arm, String)>, Refusal> {
    if hash(file.text().as_bytes()) != design.allocation {
        let name = file.name();
        return Err(Refusal::new(Phrase::new(
            format!("`{name}` is not the allocation of this design: it was changed"),
            format!("`{name}` is niet de toewijzing van dit ontwerp: zij is gewijzigd"),
        ))
        .help(Phrase::new(
            "read the trial with the files as they were written",
            "lees de proef met de bestanden zoals zij zijn geschreven",
        )));
    }
    let row = |line: &str| {
        let (rest, arm) = line.rsplit_once(',')?;
        let (id, stratum) = rest.rsplit_once(',')?;
        let plain = id.strip_prefix('"').and_then(|id| id.strip_suffix('"')).map(|id| id.replace("\"\"", "\""));
        let arm = if arm == Arm::A.letter() { Arm::A } else { Arm::B };
        Some((plain.unwrap_or_else(|| id.to_owned()), (arm, stratum.to_owned())))
    };
    Ok(file.text().lines().skip(1).filter_map(row).collect())
}
