//! `huurproef ask`: what a board asks of an answer, each question a subcommand of its own.
//!
//! # Why
//! One command with subcommands: the questions share the scenario, the figure, the policy and what is written, and `huurproef
//! help` stays a page.

mod break_even;
mod capacity;
mod folder;
mod robustness;
mod sensitivity;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::compare::goals;
use super::compare::invented;
use super::compare::titles;
use super::compare::written;
use super::folder::RunFolder;
use super::print;
use super::receipt::receipt_lines;
use super::scenario::Loaded;
use super::scenario::ScenarioArguments;
use super::scenario::load;
use super::scenario::not_defined;
use crate::behaviour::Behaviour;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::diagnostic::nearest;
use crate::locale::Phrase;
use crate::question::Trial;
use crate::report::AskedOf;
use crate::report::Told;
use crate::report::question_text;
use crate::tables::Column;
use crate::vocabulary::Kpi;
use clap::Args;
use clap::Subcommand;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use serde_json::Value;
use std::path::PathBuf;

/// The figure that a question is about when nobody names another: the one that a comparison tells first.
const HEADLINE: Measure = Measure::Kpi(Kpi::ArrearsRateSitting);

const EXAMPLE: &str = "Example:
  huurproef ask break-even scenarios/eerder-bellen.yaml --number contact.call.effect

The others are asked alike: `huurproef ask sensitivity SCENARIO`, `huurproef ask robustness SCENARIO`,
`huurproef ask capacity SCENARIO --hours 2,4,6,8`.
docs/questions.md tells more of each.";

/// The arguments of `huurproef ask`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct AskArguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// How strong must a number be for a target to be met, or for a difference to change its sign?
    BreakEven(break_even::BreakEvenArguments),
    /// Which number moves the answer most?
    Sensitivity(sensitivity::SensitivityArguments),
    /// Does the order of the policies hold whatever the numbers are?
    Robustness(robustness::RobustnessArguments),
    /// With so many hours of work a week, what is done, what waits, and what starves?
    Capacity(capacity::CapacityArguments),
}

/// What every question takes.
#[derive(Debug, Args)]
struct Common {
    /// The scenario; households must respond in it.
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    run: ScenarioArguments,
}

pub(super) fn ask(arguments: &AskArguments, terminal: Terminal) -> Outcome {
    match &arguments.question {
        Question::BreakEven(asked) => break_even::ask(asked, terminal),
        Question::Sensitivity(asked) => sensitivity::ask(asked, terminal),
        Question::Robustness(asked) => robustness::ask(asked, terminal),
        Question::Capacity(asked) => capacity::ask(asked, terminal),
    }
}

/// A scenario that is asked about, with what questions have in common.
struct Asking {
    loaded: Loaded,
    behaviour: Behaviour,
    titles: Vec<String>,
    goals: Vec<Goal>,
    folder: Option<RunFolder>,
}

/// An answer: for people, and the same for machines.
struct Answer {
    told: Told,
    /// The answer as JSON.
    json: Value,
    /// The table of the answer, and its name.
    table: (&'static str, Vec<Column>),
    /// What was asked, for the receipt.
    asked: Value,
}

impl Asking {
    fn begin(common: &Common, terminal: Terminal) -> Result<Asking, Refusal> {
        let folder = common.run.out.as_deref().map(RunFolder::begin).transpose()?;
        let mut loaded = load(std::slice::from_ref(&common.scenario), &common.run, terminal)?;
        // A question runs as often as it says itself.
        loaded.scenario.precision = None;
        let behaviour = loaded.behaviour.clone().ok_or_else(nobody_responds)?;
        let (titles, goals) = (titles(&loaded), goals(&loaded));
        Ok(Asking { loaded, behaviour, titles, goals, folder })
    }

    fn about(&self, measure: Measure, policy: usize, runs: u32, terminal: Terminal) -> AskedOf<'_> {
        AskedOf { locale: terminal.locale, measure, titles: &self.titles, policy, runs }
    }

    /// The place of the policy with a name; without one, the second, else the first.
    fn policy(&self, name: Option<&str>) -> Result<usize, Refusal> {
        let policies = &self.loaded.policies;
        let Some(name) = name else { return Ok(usize::from(policies.len() > 1)) };
        policies.iter().position(|chosen| chosen.name == name).ok_or_else(|| {
            let known = policies.iter().map(|chosen| chosen.name.as_str());
            let message = Phrase::new(
                format!("the scenario has no policy `{name}`"),
                format!("het scenario heeft geen beleid `{name}`"),
            );
            one_of(message, name, known)
        })
    }

    /// Prints the answer, and writes it where that was asked.
    fn end(self, answer: &Answer, common: &Common, terminal: Terminal) -> Outcome {
        let locale = terminal.locale;
        if common.format == Format::Json {
            print(&format!("{:#}\n", answer.json));
        } else {
            print(&invented(&self.loaded, locale));
            print(&question_text(&answer.told));
        }
        if let Some(folder) = self.folder {
            folder::write(&folder, &self.loaded, answer, receipt_lines(&self.loaded, locale)?, terminal)?;
            folder.finish()?;
            if common.format == Format::Text {
                print(&written(common.run.out.as_deref(), locale));
            }
        }
        Ok(Ending::Done)
    }
}

/// The figure of a name; without one, the headline.
fn measure(name: Option<&str>) -> Result<Measure, Refusal> {
    let Some(name) = name else { return Ok(HEADLINE) };
    Measure::named(name).ok_or_else(|| {
        let message = Phrase::new(format!("there is no figure `{name}`"), format!("er is geen cijfer `{name}`"));
        one_of(message, name, Measure::all().map(Measure::name))
    })
}

/// A refusal that names the nearest known word; without one, the first few.
fn one_of<'a>(message: Phrase, word: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let known: Vec<&str> = known.collect();
    let help = match nearest(word, known.iter().copied()) {
        Some(meant) => Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelt u `{meant}`?")),
        None => {
            let all = known.iter().map(|word| format!("`{word}`")).collect::<Vec<String>>().join(", ");
            Phrase::new(format!("choose from {all}"), format!("kies uit {all}"))
        }
    };
    Refusal::new(message).help(help)
}

fn nobody_responds() -> Refusal {
    Refusal::new(Phrase::new(
        "nobody responds in this scenario: there are no numbers to ask about",
        "niemand reageert in dit scenario: er zijn geen getallen om naar te vragen",
    ))
    .help(Phrase::new(
        "write `response: modelled` and name a `behaviour`",
        "schrijf `response: modelled` en noem een `behaviour`",
    ))
}

/// Asks with a bar that counts tenancies, so many times over.
fn with_bar<T>(
    asking: &Asking,
    measure: Measure,
    passes: u64,
    terminal: Terminal,
    ask: impl FnOnce(&Trial<'_>) -> Option<T>,
) -> Result<T, Refusal> {
    let passes = self::passes(asking, passes, terminal);
    let passed = || passes.step();
    let trial = Trial { plan: asking.loaded.plan(), measure, passed: &passed };
    let answer = ask(&trial);
    passes.end();
    answer.ok_or_else(|| not_defined(measure.name()))
}

/// A bar that counts tenancies, for about so many passes through the books.
struct Passes(ProgressBar);

fn passes(asking: &Asking, passes: u64, terminal: Terminal) -> Passes {
    let length = passes * asking.loaded.read.portfolio.tenancies.len() as u64;
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new(length) };
    let form = terminal.locale.pick("{bar:40} {percent} %, {eta} to go", "{bar:40} {percent} %, nog {eta}");
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    Passes(bar)
}

impl Passes {
    /// How often a question asks is not known beforehand: the bar never runs over.
    fn step(&self) {
        self.0.inc(1);
        if self.0.position() >= self.0.length().unwrap_or(0) {
            self.0.inc_length(1);
        }
    }

    fn end(self) {
        self.0.finish_and_clear();
    }
}
