//! `huurproef synth`: an invented ledger, for whoever has no books or may not show them.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::synth::SynthOptions;
use crate::synth::invent;
use crate::tables::Format;
use crate::tables::TableError;
use crate::tables::write_ledger;
use crate::tables::write_whole;
use crate::tenancy::Portfolio;
use crate::vocabulary::EntryKind;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef synth --tenancies 1000 --months 24 --seed 7 --out books";

/// Arguments of `huurproef synth`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct SynthArguments {
    /// How many homes are let; with people moving, there are more contracts.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=500_000))]
    tenancies: u32,
    /// How many months the books cover.
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=600))]
    months: u32,
    /// The seed: the same one gives the same people.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// A day in the first month of the books.
    #[arg(long, value_name = "DATE", default_value = "2020-01-01")]
    from: Day,
    /// The folder to write, which must be new or empty.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How the tables are written.
    #[arg(long, value_name = "FORMAT", default_value = "parquet", value_parser = ["csv", "parquet"])]
    format: String,
}

/// Invents a portfolio and writes it as a ledger.
///
/// # Errors
/// A [`Refusal`] when the folder is not empty or cannot be written.
pub(super) fn synth(arguments: &SynthArguments, terminal: Terminal) -> Outcome {
    check_free(&arguments.out)?;
    let portfolio = invent(SynthOptions {
        tenancies: arguments.tenancies,
        months: arguments.months,
        seed: arguments.seed,
        first_month: arguments.from.month(),
    });
    let format = if arguments.format == "csv" { Format::Csv } else { Format::Parquet };
    let readme = arguments.out.join("README.txt");
    write_ledger(&arguments.out, &portfolio, format)
        .and_then(|()| write_whole(&readme, about(arguments).as_bytes()))
        .map_err(|error| refusal(&error))?;
    println!("{}", summary(&portfolio, arguments).in_locale(terminal.locale));
    Ok(Ending::Done)
}

/// Nobody's books are mixed with invented ones, and nothing is overwritten.
fn check_free(folder: &Path) -> Result<(), Refusal> {
    let is_free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    };
    if is_free {
        return Ok(());
    }
    let place = folder.display();
    let message = Phrase::new(format!("`{place}` is not an empty folder"), format!("`{place}` is geen lege map"));
    Err(Refusal::new(message).help(Phrase::new(
        "name a folder with `--out` that does not exist yet",
        "noem met `--out` een map die nog niet bestaat",
    )))
}

fn refusal(error: &TableError) -> Refusal {
    Refusal::new(error.message()).help(error.help())
}

fn summary(portfolio: &Portfolio, arguments: &SynthArguments) -> Phrase {
    let entries = || portfolio.tenancies.iter().flat_map(|tenancy| &tenancy.entries);
    let charges = entries().filter(|entry| entry.kind == EntryKind::Charge);
    let charged: Money = charges.map(|entry| entry.amount).sum();
    let (contracts, booked) = (portfolio.tenancies.len(), entries().count());
    let contracts = |locale: Locale| locale.several(contracts, ["contract", "contracts"], ["contract", "contracten"]);
    let booked = |locale: Locale| locale.several(booked, ["entry", "entries"], ["boeking", "boekingen"]);
    let place = arguments.out.display();
    let (en, nl) = (Locale::En, Locale::Nl);
    Phrase::new(
        format!("synthetic people: {}, {}, {} charged, in `{place}`", contracts(en), booked(en), en.money(charged)),
        format!(
            "verzonnen mensen: {}, {}, {} gefactureerd, in `{place}`",
            contracts(nl),
            booked(nl),
            nl.money(charged)
        ),
    )
}

/// What stands beside the tables, so that nobody takes these people for real ones.
fn about(arguments: &SynthArguments) -> String {
    let SynthArguments { tenancies, months, seed, from, format, .. } = arguments;
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "SYNTHETIC PEOPLE\n\
         Nobody in this ledger exists. It was invented by huurproef {version} and says nothing of any corporation or tenant.\n\
         The same command makes the same files:\n\
         \n\
         VERZONNEN MENSEN\n\
         Niemand in deze boeken bestaat. Ze zijn verzonnen door huurproef {version} en zeggen niets over een corporatie of huurder.\n\
         Hetzelfde commando maakt dezelfde bestanden:\n\
         \n    \
         huurproef synth --tenancies {tenancies} --months {months} --seed {seed} --from {from} --format {format} --out DIR\n"
    )
}
