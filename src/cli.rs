//! The command line: one subcommand a file, exit codes that scripts can use.
//!
//! Knows the terminal, files and the environment; everything it calls is a function of its arguments.
//! Human output goes to stdout; progress and diagnostics go to stderr.

#[cfg(feature = "data")]
mod ask;
#[cfg(feature = "data")]
mod assumed;
#[cfg(feature = "data")]
mod attribute;
#[cfg(feature = "data")]
mod beyond;
#[cfg(feature = "data")]
mod books;
#[cfg(feature = "data")]
mod backtest;
mod check;
#[cfg(feature = "data")]
mod compare;
mod diff;
mod doc;
#[cfg(feature = "data")]
mod explain;
mod facts;
#[cfg(feature = "data")]
mod fit;
mod fmt;
#[cfg(feature = "data")]
mod folder;
#[cfg(feature = "data")]
mod interrupt;
#[cfg(feature = "data")]
mod kpi;
#[cfg(feature = "data")]
mod ledger;
mod load;
mod lsp;
mod output;
#[cfg(feature = "data")]
mod pilot;
mod policy;
#[cfg(feature = "data")]
mod receipt;
#[cfg(feature = "data")]
mod scenario;
mod setting;
#[cfg(feature = "data")]
mod simulate;
mod sources;
#[cfg(feature = "data")]
mod synth;
mod test;
mod trace;
#[cfg(feature = "data")]
mod tune;
mod usage;
#[cfg(feature = "data")]
mod window;
#[cfg(feature = "data")]
mod worklist;

use crate::diagnostic::Colour;
use crate::locale::Locale;
use crate::locale::Phrase;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::io::Write;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Done, nothing wrong; warnings included.
    Done = 0,
    /// Done, and findings stand: a check error, a failed example, a guarantee breached, quarantined rows.
    Findings = 1,
    /// Could not do it: bad usage, unreadable input, run refused, unknown tenancy.
    Refused = 2,
    /// A fault of ours.
    Fault = 3,
    /// Interrupted.
    Interrupted = 130,
}

/// Why a command could not do it, and how to mend that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: Phrase,
    /// What to do instead.
    pub help: Option<Phrase>,
}

impl Refusal {
    /// A refusal with its reason.
    #[must_use]
    pub fn new(message: Phrase) -> Refusal {
        Refusal { message, help: None }
    }

    /// The same, with what to do instead.
    #[must_use]
    pub fn help(mut self, help: Phrase) -> Refusal {
        self.help = Some(help);
        self
    }
}

/// What a command returns.
pub type Outcome = Result<Ending, Refusal>;

/// What every command knows of its surroundings, read once.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// The language of people's texts.
    pub locale: Locale,
    /// The language that was asked for with `--lang`, if one was.
    pub asked: Option<Locale>,
    /// Whether progress is kept silent.
    pub quiet: bool,
}

impl Terminal {
    /// Colours on a terminal only, and never with `NO_COLOR`.
    fn colour(self) -> Colour {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
        if wanted && std::io::stderr().is_terminal() { Colour::Coloured } else { Colour::Plain }
    }
}

/// Try a change of rent collection policy on the books before it touches a tenant.
#[derive(Debug, Parser)]
#[command(name = "huurproef", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Language of the output: nl or en; else `HUURPROEF_LANG`, else the locale, else English.
    #[arg(long, global = true, value_name = "LANG", value_parser = ["nl", "en"])]
    lang: Option<String>,
    /// No progress on stderr.
    #[arg(long, global = true)]
    quiet: bool,
    /// How many threads to use; the results are the same for every number.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check policies: everything that can be said of them without data.
    Check(check::CheckArguments),
    /// Lay out policies in the one canonical way, in their own language or in another.
    Fmt(fmt::FmtArguments),
    /// Serve an editor while a policy is being written: the language server.
    Lsp(lsp::LspArguments),
    /// List the words a policy may use, in English and Dutch.
    Facts(facts::FactsArguments),
    /// Read the books and say what is in them and what is wrong with them.
    #[cfg(feature = "data")]
    Ledger(ledger::LedgerArguments),
    /// The key figures of the books as they were recorded.
    #[cfg(feature = "data")]
    Kpi(kpi::KpiArguments),
    /// Lay a policy beside the documents it cites: which clause is carried out by what, and which by nothing.
    Trace(trace::TraceArguments),
    /// Say what changed between two policies in meaning, not in layout; with a ledger, whom it touches.
    Diff(diff::DiffArguments),
    /// Write a policy as a document to read, in Dutch or English, or as a process for other tools.
    Doc(doc::DocArguments),
    /// Run the examples that stand in policies.
    Test(test::TestArguments),
    /// Run a scenario: what its policies would do on these books.
    #[cfg(feature = "data")]
    Simulate(simulate::SimulateArguments),
    /// Run the policies of a scenario on the same luck and report the differences.
    #[cfg(feature = "data")]
    Compare(compare::CompareArguments),
    /// Estimate from the books how households respond to what is done.
    #[cfg(feature = "data")]
    Fit(fit::FitArguments),
    /// Say how much each change of a policy contributes to the difference in each figure.
    #[cfg(feature = "data")]
    Attribute(attribute::AttributeArguments),
    /// Ask how far an answer can be trusted: how strong an assumption must be, which moves it most, whether the order holds.
    #[cfg(feature = "data")]
    Ask(ask::AskArguments),
    /// Learn on purpose: design a fair trial for the number that an answer hangs on, and read its result afterwards.
    #[cfg(feature = "data")]
    Pilot(pilot::PilotArguments),
    /// Search the settings of a policy for less arrears, cost and work, within its guarantees.
    #[cfg(feature = "data")]
    Tune(tune::TuneArguments),
    /// Say whether the model has been right before: predict months that are in the books without having seen them.
    #[cfg(feature = "data")]
    Backtest(backtest::BacktestArguments),
    /// Say which rule applies to a tenancy, why, what comes next and what would change it.
    #[cfg(feature = "data")]
    Explain(explain::ExplainArguments),
    /// The desk's morning: whom to call, visit and write to on a day, and why; each partner's next list.
    #[cfg(feature = "data")]
    Worklist(worklist::WorklistArguments),
    /// Write a ledger of people who do not exist.
    #[cfg(feature = "data")]
    Synth(synth::SynthArguments),
}

/// For whom an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Runs the command line and returns the exit code of the process.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let written: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&written) {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error, &written),
    };
    let asked = arguments.lang.as_deref().and_then(Locale::from_tag);
    let terminal = Terminal { locale: choose_locale(arguments.lang.as_deref()), asked, quiet: arguments.quiet };
    if let Some(threads) = arguments.threads {
        // Fails only when the pool exists already, and nothing before this made one.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    #[cfg(feature = "data")]
    interrupt::watch(terminal);
    let ending = dispatch(&arguments.command, terminal).unwrap_or_else(|refusal| {
        let locale = terminal.locale;
        print_aside(&format!("{}: {}\n", locale.pick("error", "fout"), refusal.message.in_locale(locale)));
        if let Some(help) = &refusal.help {
            print_aside(&format!("{}: {}\n", locale.pick("help", "hulp"), help.in_locale(locale)));
        }
        Ending::Refused
    });
    ExitCode::from(ending as u8)
}

/// Tells what is wrong with the arguments. Help and version, which are no mistakes, go to stdout.
fn misused(error: &clap::Error, written: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::from(Ending::Done as u8);
    }
    // The arguments could not be read: the language is looked for among them.
    let words: Vec<&str> = written.iter().filter_map(|word| word.to_str()).collect();
    let after = words.windows(2).find_map(|two| match two {
        ["--lang", lang] => Some(*lang),
        _ => None,
    });
    let flag = after.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=")));
    match (choose_locale(flag), usage::in_dutch(error)) {
        (Locale::Nl, Some(told)) => print_aside(&told),
        _ => {
            let _ = error.print();
        }
    }
    ExitCode::from(Ending::Refused as u8)
}

fn dispatch(command: &Command, terminal: Terminal) -> Outcome {
    match command {
        Command::Check(arguments) => check::check(arguments, terminal),
        Command::Fmt(arguments) => fmt::fmt(arguments, terminal),
        Command::Lsp(arguments) => lsp::lsp(arguments, terminal),
        Command::Facts(arguments) => facts::facts(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Ledger(arguments) => ledger::ledger(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Kpi(arguments) => kpi::kpi(arguments, terminal),
        Command::Trace(arguments) => trace::trace(arguments, terminal),
        Command::Diff(arguments) => diff::diff(arguments, terminal),
        Command::Doc(arguments) => doc::doc(arguments, terminal),
        Command::Test(arguments) => test::test(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Simulate(arguments) => simulate::simulate(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Compare(arguments) => compare::compare(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Fit(arguments) => fit::fit(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Ask(arguments) => ask::ask(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Attribute(arguments) => attribute::attribute(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Pilot(arguments) => pilot::pilot(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Tune(arguments) => tune::tune(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Backtest(arguments) => backtest::backtest(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Explain(arguments) => explain::explain(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Worklist(arguments) => worklist::worklist(arguments, terminal),
        #[cfg(feature = "data")]
        Command::Synth(arguments) => synth::synth(arguments, terminal),
    }
}

/// Writes to stdout. A reader that stops reading, such as `head`, is no fault.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes to stderr, likewise.
fn print_aside(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

fn choose_locale(flag: Option<&str>) -> Locale {
    let variables = ["HUURPROEF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let tags = variables.iter().filter_map(|name| std::env::var(name).ok());
    flag.map(str::to_owned).into_iter().chain(tags).find_map(|tag| Locale::from_tag(&tag)).unwrap_or_default()
}
