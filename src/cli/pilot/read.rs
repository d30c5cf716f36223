//! `huurproef pilot read`: what the books say of a trial that was held.

use super::ALLOCATION;
use super::DESIGN;
use super::cell;
use super::design::hashes;
use super::design::write_page;
use crate::cli::Ending;
use crate::cli::Format;
use crate::cli::Outcome;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::compare::invented;
use crate::cli::folder::RunFolder;
use crate::cli::ledger::read_for_run;
use crate::cli::load::show;
use crate::cli::policy::read_policy;
use crate::cli::print;
use crate::cli::receipt::hash;
use crate::cli::scenario::Loaded;
use crate::cli::scenario::ScenarioArguments;
use crate::cli::scenario::load;
use crate::locale::Phrase;
use crate::pilot::Arm;
use crate::pilot::Design;
use crate::pilot::FEWEST;
use crate::pilot::Reading;
use crate::pilot::Verdict;
use crate::pilot::read_trial;
use crate::report::ReadingPage;
use crate::report::question_text;
use crate::report::tell_reading;
use crate::scenario::Scenario;
use crate::scenario::read_keys;
use clap::Args;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  huurproef pilot read runs/proef --ledger LEDGER --out runs/uitslag";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct ReadArguments {
    /// The folder that `huurproef pilot design` wrote.
    #[arg(value_name = "DESIGN")]
    design: PathBuf,
    /// The books that cover the trial.
    #[arg(long, value_name = "LEDGER")]
    ledger: PathBuf,
    /// The scenario of the design, where it has moved.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    run: ScenarioArguments,
}

pub(super) fn read(arguments: &ReadArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let file = read_policy(&arguments.design.join(DESIGN))?;
    let design: Design = read_keys(&file).map_err(|findings| show(&file, &findings, terminal))?;
    let allocated = allocation(&arguments.design.join(ALLOCATION), &design)?;
    let books = read_for_run(&arguments.ledger, &arguments.run.quarantine, terminal)?;
    let scenario = arguments.scenario.clone().unwrap_or_else(|| PathBuf::from(&design.scenario));
    let loaded = as_designed(load(&[scenario], &arguments.run, terminal)?, &design)?;
    let reading = read_trial(&design, &books.portfolio, &allocated, loaded.scenario.allocation);
    let told = tell_reading(ReadingPage { locale: terminal.locale, design: &design, reading: &reading });
    let answer = as_json(&design, &reading);
    match arguments.format {
        Format::Json => print(&format!("{answer:#}\n")),
        Format::Text => print(&(invented(&loaded, terminal.locale) + &question_text(&told))),
    }
    if let Some(folder) = folder {
        write_page(&folder, &loaded, told, &answer, terminal)?;
        folder.finish()?;
    }
    Ok(if reading.verdict == Verdict::Broken { Ending::Findings } else { Ending::Done })
}

/// The arms and strata of the design, unless somebody changed them.
fn allocation(path: &Path, design: &Design) -> Result<BTreeMap<String, (Arm, String)>, Refusal> {
    let file = read_policy(path)?;
    if hash(file.text().as_bytes()) != design.allocation {
        let name = path.display();
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

/// The scenario as it was when the trial was designed.
fn as_designed(loaded: Loaded, design: &Design) -> Result<Loaded, Refusal> {
    let place = |name: &String| loaded.policies.iter().position(|chosen| chosen.name == *name);
    let [a, b] = &design.policies;
    let places = [place(a), place(b)].into_iter().collect::<Option<Vec<usize>>>();
    let now = hashes(&loaded)?;
    let changed = design.hashes.iter().find(|(file, hash)| now.get(*file) != Some(*hash)).map(|(file, _)| file.clone());
    let (Some(places), None) = (places, &changed) else {
        let file = changed.unwrap_or_else(|| design.scenario.clone());
        return Err(Refusal::new(Phrase::new(
            format!("`{file}` is not as it was when the trial was designed"),
            format!("`{file}` is niet zoals het was toen de proef werd ontworpen"),
        ))
        .help(Phrase::new(
            "keep scenario, policies, behaviour and books of the design; `--scenario` says where they are",
            "bewaar scenario, beleid, gedrag en boeken van het ontwerp; `--scenario` zegt waar zij staan",
        )));
    };
    let mut loaded = loaded.with_policies(&places);
    loaded.scenario.precision = None;
    loaded.scenario = Scenario { window: loaded.recorded_window(), ..loaded.scenario };
    loaded.future = None;
    Ok(loaded)
}

fn as_json(design: &Design, reading: &Reading) -> Value {
    let (verdict, more) = match reading.verdict {
        Verdict::Broken => ("broken", None),
        Verdict::Lower => ("lower", None),
        Verdict::Higher => ("higher", None),
        Verdict::LessThanExpected => ("less_than_expected", None),
        Verdict::NotSettled { more } => ("not_settled", Some(more)),
    };
    let difference = reading.difference.map(|found| {
        json!({ "value": found.value, "low": found.interval.0, "high": found.interval.1, "tenancies": found.tenancies,
            "means": reading.means_to_tell(design.outcome) })
    });
    let known = reading.known();
    let done = reading.done.map(|done| [0, 1].map(|arm| share_told(done, known, arm)));
    let balance = reading.difference.map(|_| reading.balance.1);
    json!({
        "verdict": verdict, "more": more, "difference": difference, "expected": design.expected,
        "known": known.map(cell), "waiting": reading.waiting.map(cell), "without_arm": cell(reading.without),
        "balance": balance, "kept_apart": reading.is_kept, "done": done,
    })
}

/// The share of an arm for which the step was taken; none where it was, or was not, for few.
fn share_told(done: [usize; 2], known: [usize; 2], arm: usize) -> Option<f64> {
    let (done, known) = (*done.get(arm)?, *known.get(arm)?);
    (known >= FEWEST && cell(done).is_some() && cell(known.saturating_sub(done)).is_some())
        .then(|| done as f64 / known as f64)
}
