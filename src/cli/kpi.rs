//! `huurproef kpi`: the key figures of the books as they were recorded. Needs no policy.

mod show;

use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::ledger;
use super::ledger::AllocationArguments;
use super::ledger::QuarantineArguments;
use super::print;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::kpi::KpiTable;
use crate::kpi::known_of;
use crate::kpi::recorded;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::tables::LedgerRead;
use crate::tenancy::Portfolio;
use clap::Args;
use clap::ValueEnum;
use std::path::PathBuf;

const EXAMPLE: &str =
    "Example:\n  huurproef kpi scenarios/ledgers/voorbeeld --from 2024-01-01 --to 2024-12-31 \\\n    --every quarter";

/// The arguments of `huurproef kpi`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct KpiArguments {
    /// The folder with the tables of the ledger, as CSV or Parquet.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The first day of the period, such as 2024-01-01.
    #[arg(long, value_name = "DATE")]
    from: Day,
    /// The last day of the period, itself included. A period without the end of a month or quarter is measured on this
    /// day.
    #[arg(long, value_name = "DATE")]
    to: Day,
    /// Measure at the end of every month or quarter in the period.
    #[arg(long, value_enum, default_value_t = Every::Month)]
    every: Every,
    /// For people or for machines; machines get all figures.
    #[arg(long, value_enum, default_value_t = KpiFormat::Text)]
    format: KpiFormat,
    #[command(flatten)]
    allocation: AllocationArguments,
    #[command(flatten)]
    quarantine: QuarantineArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Every {
    Month,
    Quarter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KpiFormat {
    /// The main figures as a table.
    Text,
    /// All figures, one a line.
    Csv,
    /// All figures, and what cannot be measured.
    Json,
}

pub(super) fn kpi(arguments: &KpiArguments, terminal: Terminal) -> Outcome {
    let dates = arguments.dates()?;
    let LedgerRead { portfolio, findings } = ledger::read_for_run(&arguments.folder, &arguments.quarantine, terminal)?;
    let start = within_books(&dates, &portfolio)?;
    let empty = KpiTable::new(dates, start, known_of(&portfolio));
    let mut table = recorded(&portfolio, &empty, arguments.allocation.order());
    table.survey(portfolio.survey.as_deref().unwrap_or_default());
    print(&match arguments.format {
        KpiFormat::Text => show::text(&table, terminal.locale),
        KpiFormat::Csv => show::csv(&table),
        KpiFormat::Json => format!("{:#}\n", show::json(&table, terminal.locale)),
    });
    Ok(ledger::ending(&findings))
}

impl KpiArguments {
    fn dates(&self) -> Result<Vec<Day>, Refusal> {
        let KpiArguments { from, to, .. } = *self;
        if to < from {
            return Err(Refusal::new(Phrase::new(
                format!("the period ends on {to}, before it begins on {from}"),
                format!("de periode eindigt op {to}, vóór haar begin op {from}"),
            ))
            .help(Phrase::new(
                format!("write `--from {to} --to {from}`"),
                format!("schrijf `--from {to} --to {from}`"),
            )));
        }
        let ends = Period { from, to }.month_ends().into_iter();
        let ends: Vec<Day> = match self.every {
            Every::Month => ends.collect(),
            Every::Quarter => ends.filter(|end| (end.month().number() + 1) % 3 == 0).collect(),
        };
        Ok(if ends.is_empty() { vec![to] } else { ends })
    }
}

/// The first day of the books, when they cover all dates.
fn within_books(dates: &[Day], portfolio: &Portfolio) -> Result<Day, Refusal> {
    let (Some(first), Some(last)) = (portfolio.first_day, portfolio.last_day) else {
        return Err(Refusal::new(Phrase::new("the books have no entries", "de boeken hebben geen boekingen")));
    };
    // The last booking of a month rarely falls on its last day.
    let until = last.month().last();
    match dates.iter().find(|date| **date < first || until < **date) {
        None => Ok(first),
        Some(date) => Err(Refusal::new(Phrase::new(
            format!("the books do not cover {}", Locale::En.day(*date)),
            format!("de boeken bestrijken {} niet", Locale::Nl.day(*date)),
        ))
        .help(Phrase::new(
            format!("choose a period between {first} and {until}"),
            format!("kies een periode tussen {first} en {until}"),
        ))),
    }
}
