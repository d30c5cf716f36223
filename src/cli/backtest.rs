//! `huurproef backtest`: has the model been right before?

mod past;

pub(super) use past::load_past;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::compare::invented;
use super::fit::prior;
use super::fit::refused as refused_fit;
use super::folder::RunFolder;
use super::print;
use super::receipt::ledger_tables;
use super::receipt::receipt_lines;
use super::scenario::Loaded;
use super::scenario::ScenarioArguments;
use super::scenario::load_for_backtest;
use super::scenario::with_keys;
use crate::backtest::Asked;
use crate::backtest::BacktestError;
use crate::backtest::LEAST_KNOWN;
use crate::backtest::Step;
use crate::backtest::backtest as predict_again;
use crate::calendar::Day;
use crate::fit::Progress;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::report::past_text;
use crate::scenario::Plan;
use clap::Args;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef backtest scenarios/eerder-bellen.yaml --out runs/terugtoets";

/// The arguments of `huurproef backtest`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, after_long_help = with_keys(EXAMPLE))]
pub(super) struct BacktestArguments {
    /// The scenario: its books, and its first policy as the one that was in force.
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// From how many days in the past to predict: the last one `--months` before the end of the books, the others each as
    /// long before [default: 2, or 1 where the books hold no more].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..=60))]
    origins: Option<i32>,
    /// How many months ahead to predict.
    #[arg(long, value_name = "M", default_value_t = 12, value_parser = clap::value_parser!(i32).range(1..=60))]
    months: i32,
    /// The behaviour whose numbers stand where the books tell none, none of it fitted; left out, published figures and
    /// assumptions.
    #[arg(long, value_name = "FILE")]
    prior: Option<PathBuf>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    run: ScenarioArguments,
}

pub(super) fn backtest(arguments: &BacktestArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let loaded = load_for_backtest(&arguments.scenario, &arguments.run, terminal)?;
    let prior = prior(arguments.prior.as_deref(), terminal)?;
    let replications = several(loaded.scenario.replications)?;
    let asked = Asked {
        // Whatever the scenario says of the months to come: here the books end where they end.
        plan: Plan { portfolio: &loaded.read.portfolio, future: None, ..loaded.plan() },
        ledger: &ledger_tables(&loaded)?,
        prior: &prior,
        origins: arguments.origins.unwrap_or(2),
        months: arguments.months,
        replications,
    };
    let asked = if arguments.origins.is_none() { asked.with_fewer_origins() } else { asked };
    let bar = bar(&loaded, terminal);
    let backtest = predict_again(&asked, &|step| watch(&bar, step, terminal.locale));
    bar.finish_and_clear();
    let backtest = backtest.map_err(|error| refused(&error))?;
    print(&match arguments.format {
        Format::Text => invented(&loaded, terminal.locale) + &past_text(&backtest, terminal.locale),
        Format::Json => past::json(&backtest)?,
    });
    if let Some(folder) = folder {
        past::write(&folder, &backtest, &receipt_lines(&loaded, terminal.locale)?, terminal.locale)?;
        folder.finish()?;
        if arguments.format == Format::Text {
            print(&written(arguments.run.out.as_deref(), terminal.locale));
        }
    }
    Ok(Ending::Done)
}

/// One throw of the dice has no interval, and nothing could lie in it.
fn several(replications: u32) -> Result<u32, Refusal> {
    if replications > 1 {
        return Ok(replications);
    }
    let message = Phrase::new(
        "with one replication there is no interval for what happened to lie in",
        "bij één herhaling is er geen interval waar het gebeurde in kan liggen",
    );
    let help = Phrase::new("write `--replications 40`", "schrijf `--replications 40`");
    Err(Refusal::new(message).help(help))
}

fn bar(loaded: &Loaded, terminal: Terminal) -> ProgressBar {
    let tenancies = loaded.read.portfolio.tenancies.len() as u64;
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new(tenancies) };
    let form = "{elapsed} {msg} {bar:30} {pos}/{len}";
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn watch(bar: &ProgressBar, step: Step, locale: Locale) {
    match step {
        Step::Passed => bar.inc(1),
        Step::Predicting(window) => {
            bar.set_position(0);
            let lead = locale.pick("predicting", "voorspellen");
            bar.set_message(format!("{lead} {} … {}", window.from, window.to));
        }
        Step::Fitting { until, progress } => {
            let lead = locale.pick("fitting to what was known on", "schatten uit wat bekend was op");
            let far = match progress {
                Progress::Search { step, log_likelihood } => format!("{step} ({log_likelihood:.1})"),
                Progress::Intervals { done, of } => format!("{done}/{of}"),
            };
            bar.set_message(format!("{lead} {until}: {far}"));
            bar.tick();
        }
    }
}

fn refused(error: &BacktestError) -> Refusal {
    match error {
        BacktestError::Empty => {
            Refusal::new(Phrase::new("the ledger holds no entries", "het grootboek bevat geen boekingen"))
        }
        BacktestError::TooShort { cut, known, possible, held } => too_short(*cut, *known, *possible, *held),
        BacktestError::FittedPrior(name) => Refusal::new(Phrase::new(
            format!("`{name}` of the prior was fitted to a ledger, and so may know what has to be predicted"),
            format!("`{name}` van het gedrag vooraf is uit een grootboek geschat, en kan dus weten wat voorspeld moet worden"),
        ))
        .help(Phrase::new(
            "leave `--prior` out, or give a behaviour without fitted numbers",
            "laat `--prior` weg, of geef een gedrag zonder geschatte getallen",
        )),
        BacktestError::Fit(day, error) => {
            let Refusal { message, help } = refused_fit(error);
            let (en, nl) = (Locale::En.day(*day), Locale::Nl.day(*day));
            let message = Phrase::new(
                format!("from the books up to {en}: {}", message.en),
                format!("uit de boeken tot en met {nl}: {}", message.nl),
            );
            Refusal { message, help }
        }
    }
}

fn too_short(cut: Day, known: i32, possible: i32, held: i32) -> Refusal {
    let (en, nl) = (Locale::En.day(cut), Locale::Nl.day(cut));
    let months = |locale: Locale, count: i32| locale.months(&count.to_string());
    let (known_en, known_nl) = (months(Locale::En, known), months(Locale::Nl, known));
    let message = Phrase::new(
        format!("up to {en} the books hold {known_en}; {LEAST_KNOWN} must be known before anything is predicted"),
        format!(
            "tot en met {nl} beslaan de boeken {known_nl}; {LEAST_KNOWN} moeten bekend zijn voordat er iets wordt voorspeld"
        ),
    );
    let ahead = held - LEAST_KNOWN;
    Refusal::new(message).help(if possible > 0 {
        Phrase::new(format!("write `--origins {possible}`"), format!("schrijf `--origins {possible}`"))
    } else if ahead > 0 {
        Phrase::new(
            format!("these books allow `--months {ahead}` at most"),
            format!("deze boeken laten hoogstens `--months {ahead}` toe"),
        )
    } else {
        let (least, en, nl) = (LEAST_KNOWN + 1, months(Locale::En, held), months(Locale::Nl, held));
        Phrase::new(
            format!("books of {en} are too short to predict from: it takes {least} or more"),
            format!("boeken van {nl} zijn te kort om uit te voorspellen: er zijn er minstens {least} nodig"),
        )
    })
}

fn written(out: Option<&Path>, locale: Locale) -> String {
    let place = out.map_or_else(String::new, |out| out.display().to_string());
    match locale {
        Locale::En => format!("\nwritten to {place}; the page is {place}/share/backtest.html\n"),
        Locale::Nl => format!("\ngeschreven naar {place}; de pagina is {place}/share/backtest.html\n"),
    }
}
