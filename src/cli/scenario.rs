//! Bringing in a scenario, or several as one, with everything it names, and running it with its progress shown.

mod ahead;
mod several;

use super::Refusal;
use super::Terminal;
use super::assumed::Weighed;
use super::backtest::load_past;
use super::ledger::QuarantineArguments;
use super::ledger::read_for_run;
use super::load::compile;
use super::load::load_policy;
use super::load::show;
use super::policy::read_policy;
use super::print_aside;
use super::receipt::untold_columns;
use super::setting::check_known;
use super::setting::has_setting;
use super::setting::parse_settings;
use crate::backtest::Backtest;
use crate::behaviour::Behaviour;
use crate::check::Policy;
use crate::forecast::Future;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Settings;
use crate::scenario::BATCH;
use crate::scenario::Chosen;
use crate::scenario::MOST_REPLICATIONS;
use crate::scenario::NotDefined;
use crate::scenario::Outcome;
use crate::scenario::Plan;
use crate::scenario::PolicyChoice;
use crate::scenario::Replayed;
use crate::scenario::ResponseKind;
use crate::scenario::Scenario;
use crate::scenario::Stopped;
use crate::scenario::Validity;
use crate::scenario::Written;
use crate::scenario::keys;
use crate::scenario::read_behaviour;
use crate::scenario::read_scenario;
use crate::scenario::replay;
use crate::scenario::run;
use crate::scenario::run_until;
use crate::tables::LedgerRead;
use ahead::check_window;
use ahead::look_ahead;
use clap::Args;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use several::Placed;
use several::join;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

/// What may be said on the command line instead of in the scenario.
#[derive(Debug, Args)]
pub(super) struct ScenarioArguments {
    /// The folder to write the run to; it must not exist yet. Without it only the summary is printed.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The seed of the dice, instead of the scenario's.
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How many times the dice are thrown, instead of the scenario's number.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    /// A value for a setting of every policy that has it, such as `max_instalments=24`.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub(super) settings: Vec<String>,
    #[command(flatten)]
    pub(super) quarantine: QuarantineArguments,
}

impl ScenarioArguments {
    /// A scenario as it stands in its file.
    pub(super) const fn as_written(quarantine: QuarantineArguments) -> ScenarioArguments {
        ScenarioArguments { out: None, seed: None, replications: None, settings: Vec::new(), quarantine }
    }
}

/// What stands below the options of a command that takes a scenario: an example, and what a scenario may say. Like all
/// help on usage, in English.
pub(super) fn with_keys(example: &str) -> String {
    format!("{example}\n\n{}\ndocs/scenario.md tells more of each.", keys(Locale::En))
}

/// A scenario with everything it names.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) scenario: Scenario,
    pub(super) read: LedgerRead,
    pub(super) policies: Vec<Chosen>,
    pub(super) behaviour: Option<Behaviour>,
    /// What comes after the books, where the window reaches beyond them.
    pub(super) future: Option<Future>,
    /// Whether the model has been right before, where the scenario names a backtest.
    pub(super) past: Option<Backtest>,
    /// Every file that was read, for the receipt.
    pub(super) inputs: Vec<PathBuf>,
    /// How a run that looked at its precision ended; none before it ran.
    pub(super) stopped: Option<Stopped>,
    /// How much of its differences rests on what is assumed; none before that was asked.
    pub(super) weighed: Option<Weighed>,
}

/// Reads scenarios and everything they name, as one scenario. Nothing runs on a part of it.
pub(super) fn load(paths: &[PathBuf], arguments: &ScenarioArguments, terminal: Terminal) -> Result<Loaded, Refusal> {
    let each = paths.iter().map(|path| {
        let placed = read_one(path, arguments, terminal)?;
        placed.check_there()?;
        Ok(placed)
    });
    load_placed(paths, join(each.collect::<Result<Vec<Placed>, Refusal>>()?)?, arguments, terminal)
}

/// The same without the backtest that a scenario names: it is to be made, or made anew for books that went on.
pub(super) fn load_for_backtest(
    path: &Path,
    arguments: &ScenarioArguments,
    terminal: Terminal,
) -> Result<Loaded, Refusal> {
    let mut placed = read_one(path, arguments, terminal)?;
    placed.scenario.backtest = None;
    placed.check_there()?;
    load_placed(&[path.to_owned()], placed, arguments, terminal)
}

fn load_placed(
    paths: &[PathBuf],
    placed: Placed,
    arguments: &ScenarioArguments,
    terminal: Terminal,
) -> Result<Loaded, Refusal> {
    let overrides = parse_settings(&arguments.settings)?;
    let Placed { mut scenario, policy_files, folder, .. } = placed;
    let mut inputs = paths.to_vec();
    inputs.extend(policy_files.iter().flatten().cloned());
    let read_all = |files: &Vec<PathBuf>| files.iter().map(|path| load_policy(path, terminal)).collect();
    let read = policy_files.iter().map(read_all).collect::<Result<Vec<Vec<Policy>>, Refusal>>()?;
    check_known(&overrides, read.iter().flatten())?;
    let valid = scenario.valid;
    let each = scenario.policies.iter_mut().zip(read);
    let chosen = each.map(|(choice, versions)| choose(versions, choice, valid, &overrides));
    let policies = chosen.collect::<Result<Vec<Chosen>, Refusal>>()?;
    let behaviour = load_behaviour(&scenario, &folder, &mut inputs, terminal)?;
    let ledger = folder.join(&scenario.ledger);
    let read = read_for_run(&ledger, &arguments.quarantine, terminal)?;
    inputs.extend(tables_in(&ledger));
    check_window(&scenario, &read)?;
    let future = look_ahead(&scenario, &read, behaviour.as_ref())?;
    let mut loaded =
        Loaded { scenario, read, policies, behaviour, future, past: None, inputs, stopped: None, weighed: None };
    if let Some(path) = loaded.scenario.backtest.as_ref().map(|name| folder.join(name)) {
        loaded.past = Some(load_past(&path, &loaded)?);
        loaded.inputs.push(path);
    }
    let word = terminal.locale.pick("warning", "let op");
    for phrase in untold_columns(&loaded) {
        print_aside(&format!("{word}: {}\n", phrase.in_locale(terminal.locale)));
    }
    Ok(loaded)
}

fn read_one(path: &Path, arguments: &ScenarioArguments, terminal: Terminal) -> Result<Placed, Refusal> {
    let file = read_policy(path)?;
    let mut scenario = read_scenario(&file).map_err(|findings| show(&file, &findings, terminal))?;
    scenario.seed = arguments.seed.unwrap_or(scenario.seed);
    if let Some(replications) = arguments.replications {
        // Exactly so many: nothing is looked at on the way.
        scenario.replications = replications;
        scenario.precision = None;
    }
    Ok(Placed::new(scenario, path))
}

/// What is said on the command line is written into the choice, so that the receipt has it.
fn choose(
    versions: Vec<Policy>,
    choice: &mut PolicyChoice,
    valid: Validity,
    overrides: &Settings,
) -> Result<Chosen, Refusal> {
    let own = overrides.iter().filter(|(name, _)| versions.iter().any(|policy| has_setting(policy, name)));
    choice.settings.extend(own.map(|(name, value)| (name.clone(), Written::Text(value.clone()))));
    let known = |name: &String| versions.iter().any(|policy| has_setting(policy, name));
    let strays: BTreeSet<String> = choice.settings.keys().filter(|name| !known(name)).cloned().collect();
    let compiled = choice.files().into_iter().zip(versions).map(|((from, _), policy)| {
        // A version takes the settings that it has; one that no version has is a mistake.
        let is_taken = |name: &String| has_setting(&policy, name) || strays.contains(name);
        let taken = choice.settings.iter().filter(|(name, _)| is_taken(name));
        let settings: Settings = taken.map(|(name, value)| (name.clone(), value.text())).collect();
        let program = compile(&policy, &settings).map_err(|refusal| in_policy(&choice.name, refusal))?;
        Ok((from, policy, program))
    });
    let compiled = compiled.collect::<Result<Vec<_>, Refusal>>()?;
    Chosen::of_versions(&choice.name, compiled, valid).ok_or_else(|| {
        let name = &choice.name;
        Refusal::new(Phrase::new(format!("`{name}` has no file"), format!("`{name}` heeft geen bestand")))
    })
}

/// What is wrong with a setting, with the policy of the scenario that it is of.
fn in_policy(name: &str, refusal: Refusal) -> Refusal {
    let Phrase { en, nl } = refusal.message;
    let message = Phrase::new(format!("policy `{name}`: {en}"), format!("beleid `{name}`: {nl}"));
    Refusal::new(message).help(Phrase::new(
        "mend it under `settings` of that policy in the scenario, or in `--set`",
        "verbeter het onder `settings` van dat beleid in het scenario, of in `--set`",
    ))
}

fn load_behaviour(
    scenario: &Scenario,
    folder: &Path,
    inputs: &mut Vec<PathBuf>,
    terminal: Terminal,
) -> Result<Option<Behaviour>, Refusal> {
    let Some(name) = scenario.behaviour.as_ref().filter(|_| scenario.response == ResponseKind::Modelled) else {
        return Ok(None);
    };
    let path = folder.join(name);
    let file = read_policy(&path)?;
    inputs.push(path);
    read_behaviour(&file).map(Some).map_err(|findings| show(&file, &findings, terminal))
}

/// The tables of a ledger, in order of name.
pub(super) fn tables_in(ledger: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(ledger).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_table = |path: &PathBuf| path.extension().is_some_and(|end| end == "csv" || end == "parquet");
    let mut tables: Vec<PathBuf> = entries.filter(is_table).collect();
    tables.sort();
    tables
}

/// Runs what was loaded, with a progress bar on a terminal. Where replications are added until the answer is known well
/// enough, the scenario says afterwards how many that were.
pub(super) fn run_loaded(loaded: &mut Loaded, terminal: Terminal) -> Result<Vec<Outcome>, Refusal> {
    let bar = bar(loaded, 1, terminal);
    let (outcomes, stopped) = match &loaded.scenario.precision {
        None => (run(&loaded.plan(), &|| bar.inc(1)), None),
        Some(precision) => {
            let tenancies = loaded.portfolio().tenancies.len() as u64;
            let begun = |done: u32| bar.set_length(tenancies * (u64::from(done / BATCH) + 1));
            let ended = run_until(&loaded.plan(), precision, &begun, &|| bar.inc(1));
            let (outcomes, stopped) = ended.map_err(|NotDefined| not_defined(&precision.figure))?;
            (outcomes, Some(stopped))
        }
    };
    bar.finish_and_clear();
    loaded.scenario.replications = stopped.map_or(loaded.scenario.replications, |stopped| stopped.replications);
    loaded.stopped = stopped;
    Ok(outcomes)
}

/// A question about a figure that these books do not give.
pub(super) fn not_defined(figure: &str) -> Refusal {
    Refusal::new(Phrase::new(
        format!("`{figure}` is not defined on these books over this window"),
        format!("`{figure}` is op deze boeken niet bepaald in dit venster"),
    ))
    .help(Phrase::new(
        "choose another figure, or a window that starts later: `huurproef kpi` says what the books can tell",
        "kies een ander cijfer, of een venster dat later begint: `huurproef kpi` zegt wat de boeken vertellen",
    ))
}

/// Runs what was loaded on the recorded books, without dice, likewise.
pub(super) fn replay_loaded(loaded: &Loaded, terminal: Terminal) -> Vec<Replayed> {
    let bar = bar(loaded, 1, terminal);
    let scenario = Scenario { window: loaded.recorded_window(), ..loaded.scenario.clone() };
    let plan = Plan { scenario: &scenario, portfolio: &loaded.read.portfolio, future: None, ..loaded.plan() };
    let replayed = replay(&plan, &|| bar.inc(1));
    bar.finish_and_clear();
    replayed
}

impl Loaded {
    pub(super) fn plan(&self) -> Plan<'_> {
        Plan {
            scenario: &self.scenario,
            portfolio: self.portfolio(),
            policies: &self.policies,
            behaviour: self.behaviour.as_ref(),
            future: self.future.as_ref(),
        }
    }
}

/// A progress bar for so many passes through the books.
pub(super) fn bar(loaded: &Loaded, passes: usize, terminal: Terminal) -> ProgressBar {
    let form = terminal
        .locale
        .pick("{bar:40} {pos}/{len} tenancies, {eta} to go", "{bar:40} {pos}/{len} huurovereenkomsten, nog {eta}");
    bar_that_says(loaded, passes, form, terminal)
}

/// The same with a text of its own beside the bar.
pub(super) fn bar_that_says(loaded: &Loaded, passes: usize, form: &str, terminal: Terminal) -> ProgressBar {
    let tenancies = (loaded.portfolio().tenancies.len() * passes) as u64;
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new(tenancies) };
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
