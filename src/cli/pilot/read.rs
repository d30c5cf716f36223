//! `huurproef pilot read`: what the books say of a trial that was held.

use super::answer::write_page;
use super::cell;
use super::design::hashes;
use super::filed::Filed;
use super::filed::filed;
use crate::calendar::Day;
use crate::cli::Ending;
use crate::cli::Format;
use crate::cli::Outcome;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::compare::invented;
use crate::cli::compare::titles;
use crate::cli::folder::RunFolder;
use crate::cli::ledger::QuarantineArguments;
use crate::cli::ledger::read_for_run;
use crate::cli::print;
use crate::cli::scenario::Loaded;
use crate::cli::scenario::ScenarioArguments;
use crate::cli::scenario::load;
use crate::cli::scenario::tables_in;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::pilot::Design;
use crate::pilot::FEWEST;
use crate::pilot::Reading;
use crate::pilot::Verdict;
use crate::pilot::Why;
use crate::pilot::read_trial;
use crate::report::ReadingPage;
use crate::report::question_text;
use crate::report::tell_reading;
use crate::scenario::Scenario;
use clap::Args;
use serde_json::Value;
use serde_json::json;
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
    /// The people in the books are invented.
    #[arg(long)]
    synthetic: bool,
    /// The folder to write the page to; it must not exist yet.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    quarantine: QuarantineArguments,
}

pub(super) fn read(arguments: &ReadArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.out.as_deref().map(RunFolder::begin).transpose()?;
    let Filed { design, sha256, allocated, files } = filed(&arguments.design, terminal)?;
    let books = read_for_run(&arguments.ledger, &arguments.quarantine, terminal)?;
    has_begun(&design, books.portfolio.last_day)?;
    let scenario = arguments.scenario.clone().unwrap_or_else(|| PathBuf::from(&design.scenario));
    is_there(&scenario)?;
    let written = ScenarioArguments::as_written(arguments.quarantine);
    let mut loaded = as_designed(load(&[scenario], &written, terminal)?, &design)?;
    let order = loaded.scenario.allocation;
    // What is told of books and people is told of those that were read.
    loaded.read = books;
    loaded.scenario.synthetic = arguments.synthetic;
    loaded.inputs.extend(files.into_iter().chain(tables_in(&arguments.ledger)));
    let reading = read_trial(&design, &loaded.read.portfolio, &allocated, order);
    let titles = titles(&loaded);
    let page =
        ReadingPage { locale: terminal.locale, titles: &titles, design: &design, sha256: &sha256, reading: &reading };
    let told = tell_reading(page);
    let answer = as_json((&design, &sha256), &reading, &loaded);
    match arguments.format {
        Format::Json => print(&format!("{answer:#}\n")),
        Format::Text => print(&(invented(&loaded, terminal.locale) + &question_text(&told))),
    }
    if let Some(folder) = folder {
        write_page(&folder, &loaded, told, &answer, terminal)?;
        folder.finish()?;
    }
    Ok(if matches!(reading.verdict, Verdict::Broken(_)) { Ending::Findings } else { Ending::Done })
}

/// Before its first day nothing can be read of a trial.
fn has_begun(design: &Design, last: Option<Day>) -> Result<(), Refusal> {
    let last = last.unwrap_or(Day::DAWN);
    if last >= design.start {
        return Ok(());
    }
    let days = |locale: Locale| (locale.day(design.start), locale.day(last));
    let ((en, en_last), (nl, nl_last)) = (days(Locale::En), days(Locale::Nl));
    Err(Refusal::new(Phrase::new(
        format!("the trial has not begun in these books: it begins on {en}, and they end on {en_last}"),
        format!("de proef is in deze boeken niet begonnen: hij begint op {nl}, en zij eindigen op {nl_last}"),
    ))
    .help(Phrase::new(
        "name with `--ledger` the books up to the end of the trial",
        "noem met `--ledger` de boeken tot en met het eind van de proef",
    )))
}

/// A design names its scenario from the folder in which it was made.
fn is_there(scenario: &Path) -> Result<(), Refusal> {
    if scenario.exists() {
        return Ok(());
    }
    let name = scenario.display();
    Err(Refusal::new(Phrase::new(
        format!("the scenario of this design is not here: there is no file `{name}`"),
        format!("het scenario van dit ontwerp is hier niet: er is geen bestand `{name}`"),
    ))
    .help(Phrase::new("say with `--scenario` where it is now", "zeg met `--scenario` waar het nu staat")))
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

fn as_json((design, sha256): (&Design, &str), reading: &Reading, loaded: &Loaded) -> Value {
    let (verdict, more, reason) = match reading.verdict {
        Verdict::Broken(Why::NotApart) => ("broken", None, Some("not_apart")),
        Verdict::Broken(Why::WithoutArm) => ("broken", None, Some("without_arm")),
        Verdict::Lower => ("lower", None, None),
        Verdict::Higher => ("higher", None, None),
        Verdict::LessThanExpected => ("less_than_expected", None, None),
        Verdict::NotSettled { more } => ("not_settled", Some(more), None),
    };
    let difference = reading.difference.map(|found| {
        json!({ "value": found.value, "low": found.interval.0, "high": found.interval.1, "tenancies": found.tenancies,
            "means": reading.means_to_tell(design.outcome) })
    });
    let known = reading.known();
    let done = reading.done.map(|done| [0, 1].map(|arm| share_told(done, known, arm)));
    let balance = reading.difference.map(|_| reading.balance.1);
    let portfolio = &loaded.read.portfolio;
    json!({
        "verdict": verdict, "reason": reason, "more": more, "early": reading.is_early(design), "ends": design.last_day(),
        "difference": difference, "expected": design.expected, "design_sha256": sha256,
        "known": known.map(cell), "waiting": reading.waiting.map(cell), "without_arm": cell(reading.without),
        "balance": balance, "kept_apart": reading.is_kept, "done": done,
        "books": { "from": portfolio.first_day, "to": portfolio.last_day, "tenancies": cell(portfolio.tenancies.len()) },
    })
}

/// The share of an arm for which the step was taken; none where it was, or was not, for few.
fn share_told(done: [usize; 2], known: [usize; 2], arm: usize) -> Option<f64> {
    let (done, known) = (*done.get(arm)?, *known.get(arm)?);
    (known >= FEWEST && cell(done).is_some() && cell(known.saturating_sub(done)).is_some())
        .then(|| done as f64 / known as f64)
}
