//! `huurproef fit`: how households respond, estimated from the books.

mod export;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::folder::RunFolder;
use super::ledger::AllocationArguments;
use super::ledger::QuarantineArguments;
use super::ledger::read_for_run;
use super::load::compile;
use super::load::load_policy;
use super::load::show;
use super::policy::read_policy;
use super::print;
use super::setting::parse_settings;
use crate::backtest::cautions;
use crate::behaviour::Behaviour;
use crate::calendar::Day;
use crate::fit::Crossed;
use crate::fit::FitError;
use crate::fit::FitOptions;
use crate::fit::Fitted;
use crate::fit::Progress;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::report::FitPage;
use crate::report::fit_html;
use crate::report::fit_pictures;
use crate::report::fit_text;
use crate::scenario::learn;
use crate::scenario::read_behaviour;
use crate::scenario::second_look;
use crate::scenario::write_behaviour;
use crate::source::SourceFile;
use crate::tenancy::Portfolio;
use crate::threshold::InForce;
use crate::threshold::Ruled;
use crate::threshold::Thresholds;
use crate::threshold::thresholds;
use clap::Args;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use serde_json::Value;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef fit scenarios/ledgers/voorbeeld --out runs/gedrag";

/// What is known of people where the books say nothing.
const PRIOR: &str = include_str!("../../scenarios/behaviours/default.yaml");

/// The arguments of `huurproef fit`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct FitArguments {
    /// The folder with the tables of the ledger, as CSV or Parquet.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Keep what was found in this folder, which must not exist yet.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The behaviour whose numbers stand where the books tell none; left out, published figures and assumptions.
    #[arg(long, value_name = "FILE")]
    prior: Option<PathBuf>,
    /// The policy that was in force: what changes at its thresholds is looked at too.
    #[arg(long, value_name = "POLICY")]
    policy: Option<PathBuf>,
    /// Take that policy as if it ruled over all of the books, whatever day it is valid from.
    #[arg(long, requires = "policy")]
    as_if: bool,
    /// A value for a setting of that policy, such as `max_instalments=24`.
    #[arg(long = "set", value_name = "NAME=VALUE", requires = "policy")]
    settings: Vec<String>,
    #[command(flatten)]
    allocation: AllocationArguments,
    #[command(flatten)]
    quarantine: QuarantineArguments,
}

pub(super) fn fit(arguments: &FitArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.out.as_deref().map(RunFolder::begin).transpose()?;
    let prior = prior(arguments.prior.as_deref(), terminal)?;
    let policy = arguments.policy.as_deref().map(|path| load_policy(path, terminal)).transpose()?;
    let settings = parse_settings(&arguments.settings)?;
    policy.as_ref().map(|policy| compile(policy, &settings)).transpose()?;
    let read = read_for_run(&arguments.folder, &arguments.quarantine, terminal)?;
    let fitted = fitted(&read.portfolio, &prior, arguments.allocation.order(), terminal)?;
    let (portfolio, allocation) = (&read.portfolio, arguments.allocation.order());
    let second_look = second_look(portfolio, allocation, &fitted);
    let ruled = if arguments.as_if { Ruled::AsIf } else { Ruled::AsWritten };
    let in_force = |policy| InForce { policy, settings: &settings, portfolio, allocation, ruled };
    let thresholds = policy.as_ref().map(|policy| thresholds(&in_force(policy)));
    let receipt = export::receipt(arguments, &read, &FitOptions::default())?;
    let looks = (second_look.as_slice(), thresholds.as_ref());
    let page = page(&fitted, looks, &prior, (portfolio, allocation), &receipt, terminal.locale);
    match arguments.format {
        Format::Text => print(&fit_text(&page)),
        Format::Json => print(&format!("{:#}\n", export::fit_json(&page))),
    }
    if let Some(folder) = folder {
        let text = write_behaviour(&fitted.behaviour).map_err(|error| Refusal::new(Phrase::same(error.to_string())))?;
        folder.file("share/behaviour.yaml", text.as_bytes())?;
        let html = fit_html(&page).map_err(|error| Refusal::new(Phrase::same(error.to_string())))?;
        folder.file("share/fit.html", html.as_bytes())?;
        folder.pictures(&fit_pictures(&page))?;
        folder.write_receipt(&receipt)?;
        folder.finish()?;
    }
    Ok(Ending::Done)
}

/// What is told of a fit.
fn page<'a>(
    fitted: &'a Fitted,
    (second_look, thresholds): (&'a [Crossed], Option<&'a Thresholds>),
    prior: &'a Behaviour,
    (portfolio, allocation): (&Portfolio, Allocation),
    receipt: &Value,
    locale: Locale,
) -> FitPage<'a> {
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| locale.day(day));
    let (first, last) = (day(portfolio.first_day), day(portfolio.last_day));
    let books = match locale {
        Locale::En => format!("books from {first} to {last}"),
        Locale::Nl => format!("boeken van {first} tot en met {last}"),
    };
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let inputs = receipt.get("inputs").and_then(Value::as_array).into_iter().flatten();
    let lines = [format!("huurproef: {}", env!("CARGO_PKG_VERSION")), String::new()].into_iter();
    let receipt = lines.chain(inputs.map(|of| format!("{}  {}", text(of, "sha256"), text(of, "file")))).collect();
    let last_day = portfolio.last_day.unwrap_or(Day::DAWN);
    let cautions = cautions(portfolio, last_day, allocation);
    FitPage { locale, fitted, second_look, thresholds, prior: &prior.title, books, last_day, cautions, receipt }
}

/// Everything that the books tell of how households, bailiff and court respond.
pub(super) fn fitted(
    portfolio: &Portfolio,
    prior: &Behaviour,
    allocation: Allocation,
    terminal: Terminal,
) -> Result<Fitted, Refusal> {
    let bar = bar(terminal);
    let mut watch = |progress| match progress {
        Progress::Search { step, log_likelihood } => bar.set_message(format!("{step}  {log_likelihood:.1}")),
        Progress::Intervals { done, of } => bar.set_message(format!("{done}/{of}")),
    };
    let fitted = learn(portfolio, prior, allocation, &mut watch);
    bar.finish_and_clear();
    fitted.map_err(|error| refused(&error))
}

pub(super) fn prior(path: Option<&Path>, terminal: Terminal) -> Result<Behaviour, Refusal> {
    let file = match path {
        Some(path) => read_policy(path)?,
        None => SourceFile::new("default.yaml", PRIOR),
    };
    read_behaviour(&file).map_err(|findings| show(&file, &findings, terminal))
}

pub(super) fn bar(terminal: Terminal) -> ProgressBar {
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar.set_style(
        ProgressStyle::with_template("{spinner} {elapsed} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar
}

pub(super) fn refused(error: &FitError) -> Refusal {
    match error {
        FitError::NothingOverdue => Refusal::new(Phrase::new(
            "nothing in these books was ever overdue, so they tell nothing of how people pay",
            "in deze boeken was nooit iets te laat, dus zij zeggen niets over hoe mensen betalen",
        )),
        FitError::NotConverged { steps, promise } => Refusal::new(Phrase::new(
            format!("the search did not arrive in {steps} steps; the next promised {promise:.4} of log-likelihood"),
            format!("het zoeken kwam in {steps} stappen niet aan; de volgende beloofde {promise:.4} log-likelihood"),
        ))
        .help(Phrase::new(
            "books of more tenancies or months tell more; or give a `--prior` with narrower intervals",
            "boeken met meer huurovereenkomsten of maanden zeggen meer; of geef een `--prior` met smallere intervallen",
        )),
        FitError::NoLikelihood => Refusal::new(Phrase::new(
            "the books cannot have come about under the prior behaviour",
            "de boeken kunnen niet ontstaan zijn onder het gedrag vooraf",
        ))
        .help(Phrase::new("give another `--prior`", "geef een andere `--prior`")),
    }
}
