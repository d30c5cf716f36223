//! `huurproef tune`: the settings of a policy searched for what brings less arrears, cost and work, and what is found
//! judged again with other luck.

mod files;
mod paths;

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::compare::assumptions;
use super::compare::basis;
use super::compare::chance;
use super::compare::invented;
use super::compare::left_out;
use super::folder::RunFolder;
use super::print;
use super::receipt::receipt_lines;
use super::receipt::untold;
use super::scenario::Loaded;
use super::scenario::ScenarioArguments;
use super::scenario::load;
use super::scenario::with_keys;
use crate::compare::Chance;
use crate::diagnostic::nearest;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Settings;
use crate::report::People;
use crate::report::TunePage;
use crate::report::tune_summary;
use crate::tune::Asked;
use crate::tune::Chosen;
use crate::tune::Division;
use crate::tune::Knob;
use crate::tune::Objective;
use crate::tune::Question;
use crate::tune::Rig;
use crate::tune::Stage;
use crate::tune::Tuned;
use crate::tune::Wanted;
use crate::tune::Wish;
use crate::tune::combinations;
use crate::tune::knobs;
use crate::tune::tune as search;
use clap::Args;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef tune scenarios/drie-beleidskeuzes.yaml --setting bel_dag \\
      --setting kredietbank_maanden=1,1.5,2 --out runs/zoeken";

/// More runs than anybody waits for.
const MOST_RUNS: i64 = 100_000_000;

/// The arguments of `huurproef tune`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, after_long_help = with_keys(EXAMPLE))]
pub(super) struct TuneArguments {
    /// The scenario; the settings of its first policy are searched, and that policy is the baseline.
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// A setting to search, over its range or with these values only, such as `call_day=5,10,20`; all, when none is named.
    #[arg(long = "setting", value_name = "NAME[=VALUES]")]
    searched: Vec<String>,
    /// What there should be less of: arrears, charged, hours, write-offs, evictions; all that the books can tell of, when
    /// none is named.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    objectives: Vec<String>,
    /// How many runs there may be: combinations tried, times their replications.
    #[arg(long, value_name = "N", default_value_t = 5000, value_parser = clap::value_parser!(u64).range(1..=MOST_RUNS as u64))]
    budget: u64,
    /// How many points of the front are told at most.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=99))]
    points: u16,
    /// The seed of the dice with which what was found is judged again; one more than the other, when it is not given.
    #[arg(long, value_name = "S")]
    recheck_seed: Option<u64>,
    #[command(flatten)]
    run: ScenarioArguments,
}

/// What is asked, in the form in which it is searched.
struct Search {
    knobs: Vec<Knob>,
    /// The settings that the scenario gives the baseline.
    base: Settings,
    objectives: Vec<Objective>,
    chosen: Chosen,
    division: Division,
    fresh_seed: u64,
    chance: Chance,
}

pub(super) fn tune(arguments: &TuneArguments, terminal: Terminal) -> Outcome {
    let objectives = parse_objectives(&arguments.objectives)?;
    let wanted = arguments.searched.iter().map(|text| parse_setting(text)).collect::<Result<Vec<Wanted>, Refusal>>()?;
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let mut loaded = load(std::slice::from_ref(&arguments.scenario), &arguments.run, terminal)?;
    within_books(&loaded)?;
    loaded.policies.truncate(1);
    loaded.scenario.policies.truncate(1);
    let asked = ask(&loaded, arguments, &wanted, objectives)?;
    let tuned = run(&loaded, &asked, terminal)?;
    let page = page(&loaded, &asked, &tuned, arguments, terminal)?;
    print(&invented(&loaded, terminal.locale));
    print(&tune_summary(&page));
    if let Some(folder) = folder {
        let out = arguments.run.out.as_deref().unwrap_or_else(|| std::path::Path::new(""));
        files::write(&folder, &loaded, &page, out)?;
        folder.finish()?;
        print(&written(out, terminal.locale));
    }
    let breached = tuned.baseline_breaches.iter().any(|count| *count > 0);
    Ok(if breached { Ending::Findings } else { Ending::Done })
}

/// A run beyond the books has its newcomers drawn once: other luck would not be other luck there.
fn within_books(loaded: &Loaded) -> Result<(), Refusal> {
    if loaded.future.is_none() {
        return Ok(());
    }
    let message = Phrase::new(
        "settings are searched within the books, and the window reaches beyond them",
        "instellingen worden binnen de boeken doorzocht, en het venster reikt erbuiten",
    );
    let help = Phrase::new(
        "end the window within the books; compare what is found beyond them with `huurproef compare`",
        "laat het venster binnen de boeken eindigen; vergelijk wat is gevonden daarna met `huurproef compare`",
    );
    Err(Refusal::new(message).help(help))
}

/// `call_day` or `call_day=5,10,20`.
fn parse_setting(text: &str) -> Result<Wanted, Refusal> {
    let (name, values) = text.split_once('=').unwrap_or((text, ""));
    let values: Vec<String> =
        values.split(',').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect();
    if name.trim().is_empty() || (text.contains('=') && values.is_empty()) {
        let message = Phrase::new(
            format!("`{text}` names no setting to search"),
            format!("`{text}` noemt geen instelling om te doorzoeken"),
        );
        let help = Phrase::new(
            "write `--setting NAME` or `--setting NAME=5,10,20`",
            "schrijf `--setting NAAM` of `--setting NAAM=5,10,20`",
        );
        return Err(Refusal::new(message).help(help));
    }
    Ok(Wanted { name: name.trim().to_owned(), values })
}

fn parse_objectives(names: &[String]) -> Result<Vec<Objective>, Refusal> {
    let mut objectives = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        let objective = Objective::named(name).ok_or_else(|| unknown_objective(name))?;
        if !objectives.contains(&objective) {
            objectives.push(objective);
        }
    }
    Ok(objectives)
}

fn unknown_objective(name: &str) -> Refusal {
    let message = Phrase::new(
        format!("`{name}` is nothing to seek less of"),
        format!("`{name}` is niets om minder van te zoeken"),
    );
    let known = Objective::ALL.map(Objective::name);
    let help = match nearest(name, known) {
        Some(meant) => Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelt u `{meant}`?")),
        None => {
            let known = known.map(|name| format!("`{name}`")).join(", ");
            Phrase::new(format!("choose from {known}"), format!("kies uit {known}"))
        }
    };
    Refusal::new(message).help(help)
}

fn refusal((message, help): (Phrase, Phrase)) -> Refusal {
    Refusal::new(message).help(help)
}

fn ask(
    loaded: &Loaded,
    arguments: &TuneArguments,
    wanted: &[Wanted],
    named: Vec<Objective>,
) -> Result<Search, Refusal> {
    let none = || Refusal::new(Phrase::new("the scenario names no policy", "het scenario noemt geen beleid"));
    let (baseline, choice) = loaded.policies.first().zip(loaded.scenario.policies.first()).ok_or_else(none)?;
    let base: Settings = choice.settings.iter().map(|(name, value)| (name.clone(), value.text())).collect();
    let knobs = knobs(baseline, &base, wanted).map_err(|error| refusal(error.phrases()))?;
    let chance = chance(loaded);
    let wish = Wish {
        budget: arguments.budget,
        replications: loaded.scenario.replications,
        points: usize::from(arguments.points),
        combinations: combinations(&knobs),
        settings: knobs.len(),
        chance,
    };
    let division = Division::of(wish).map_err(|error| refusal(error.phrases()))?;
    let chosen = if named.is_empty() { Chosen::ByDefault } else { Chosen::ByName };
    let objectives = if named.is_empty() { Objective::ALL.to_vec() } else { named };
    let fresh_seed = arguments.recheck_seed.unwrap_or_else(|| loaded.scenario.seed.wrapping_add(1));
    if fresh_seed == loaded.scenario.seed {
        let message = Phrase::new(
            format!("the re-check would have the luck of the search: both have seed {fresh_seed}"),
            format!("de hercontrole zou hetzelfde toeval hebben als de zoektocht: beide hebben seed {fresh_seed}"),
        );
        let help = Phrase::new("give another `--recheck-seed`", "geef een andere `--recheck-seed`");
        return Err(Refusal::new(message).help(help));
    }
    Ok(Search { knobs, base, objectives, chosen, division, fresh_seed, chance })
}

/// Searches, with its progress shown.
fn run(loaded: &Loaded, asked: &Search, terminal: Terminal) -> Result<Tuned, Refusal> {
    let none = || Refusal::new(Phrase::new("the scenario names no policy", "het scenario noemt geen beleid"));
    let baseline = loaded.policies.first().ok_or_else(none)?;
    let bar = bar(loaded, asked, terminal);
    let begun = |asked: Asked, candidates: usize| bar.set_message(stage(asked.stage, candidates, terminal.locale));
    let rig = Rig {
        scenario: &loaded.scenario,
        portfolio: &loaded.read.portfolio,
        behaviour: loaded.behaviour.as_ref(),
        baseline,
        base: &asked.base,
        knobs: &asked.knobs,
        begun: &begun,
        passed: &|runs| bar.inc(runs),
    };
    let question = Question {
        knobs: &asked.knobs,
        objectives: &asked.objectives,
        chosen: asked.chosen,
        division: asked.division,
        seed: loaded.scenario.seed,
        fresh_seed: asked.fresh_seed,
        window: loaded.scenario.measured(),
        chance: asked.chance,
    };
    let tuned = search(&question, &rig).map_err(|error| refusal(error.phrases()));
    bar.finish_and_clear();
    tuned
}

/// Counts runs of one tenancy, of candidates and not of the baseline beside them.
fn bar(loaded: &Loaded, asked: &Search, terminal: Terminal) -> ProgressBar {
    let tenancies = loaded.read.portfolio.tenancies.len() as u64;
    let length = asked.division.runs(asked.chance) * tenancies;
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new(length) };
    let form = terminal.locale.pick(
        "{bar:40} {percent} % of the runs, {eta} to go: {msg}",
        "{bar:40} {percent} % van de runs, nog {eta}: {msg}",
    );
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn stage(stage: Stage, candidates: usize, locale: Locale) -> String {
    match stage {
        Stage::Baseline => locale.pick("the baseline", "het uitgangspunt").to_owned(),
        Stage::Search => format!("{} {candidates}", locale.pick("trying", "proberen:")),
        Stage::Trim => locale.pick("which changes matter", "welke wijzigingen ertoe doen").to_owned(),
        Stage::Finalists => format!("{} {candidates}", locale.pick("at length", "uitvoerig:")),
        Stage::Recheck => format!("{} {candidates}", locale.pick("with other luck", "met ander toeval:")),
    }
}

fn page<'a>(
    loaded: &'a Loaded,
    asked: &'a Search,
    tuned: &'a Tuned,
    arguments: &TuneArguments,
    terminal: Terminal,
) -> Result<TunePage<'a>, Refusal> {
    let locale = terminal.locale;
    let guarantees = loaded.policies.iter().flat_map(|chosen| chosen.guarantees().map(move |of| (chosen, of)));
    let told =
        |title: &str, basis: String| if basis.is_empty() { title.to_owned() } else { format!("{title} ({basis})") };
    let policy = loaded.policies.first().map(|chosen| &chosen.policy);
    Ok(TunePage {
        locale,
        title: &loaded.scenario.title,
        policy: policy.map_or_else(String::new, |of| {
            format!("{}, {} {}", of.title, locale.pick("version", "versie"), of.version)
        }),
        tuned,
        knobs: &asked.knobs,
        combinations: combinations(&asked.knobs),
        division: asked.division,
        budget: arguments.budget,
        chance: asked.chance,
        seeds: (loaded.scenario.seed, asked.fresh_seed),
        people: if loaded.scenario.synthetic { People::Synthetic } else { People::Real },
        guarantees: guarantees.map(|(chosen, of)| told(&of.title, basis(chosen, of))).collect(),
        assumptions: assumptions(loaded.behaviour.as_ref(), locale),
        left_out: left_out(loaded.behaviour.as_ref(), locale),
        untold: untold(loaded, &[], locale),
        receipt: receipt_lines(loaded, locale)?,
    })
}

fn written(out: &std::path::Path, locale: Locale) -> String {
    let place = out.display();
    match locale {
        Locale::En => format!("written to {place}; the page is {place}/share/front.html\n"),
        Locale::Nl => format!("geschreven naar {place}; de pagina is {place}/share/front.html\n"),
    }
}
