//! `huurproef kpi`: the key figures of the books as they were recorded. Needs no policy.

mod show;

use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::ledger;
use super::ledger::QuarantineArguments;
use super::print;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::engine::History;
use crate::engine::record;
use crate::kpi::KpiTable;
use crate::kpi::Work;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::tables::LedgerRead;
use crate::tenancy::Portfolio;
use clap::Args;
use clap::ValueEnum;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::path::PathBuf;

/// The arguments of `huurproef kpi`.
#[derive(Debug, Args)]
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
    /// In which order a payment settles what is open.
    #[arg(long, value_enum, default_value_t = Order::Statutory)]
    allocation: Order,
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

/// The words of [`Allocation`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum Order {
    /// The charge a payment names, then what is due, oldest first (art. 6:43 and 6:44 BW).
    Statutory,
    /// What fell due first.
    OldestFirst,
    /// The rent of the month of payment, then what fell due first.
    CurrentRentFirst,
}

/// What was measured on the books.
struct Measured {
    table: KpiTable,
    /// Whether the books say what was done.
    has_actions: bool,
}

pub(super) fn kpi(arguments: &KpiArguments, terminal: Terminal) -> Outcome {
    let dates = arguments.dates()?;
    let LedgerRead { portfolio, findings } = ledger::read_for_run(&arguments.folder, &arguments.quarantine, terminal)?;
    let start = within_books(&dates, &portfolio)?;
    let table = measure(&portfolio, &KpiTable::new(dates, start), arguments.allocation.into());
    let measured = Measured { table, has_actions: findings.tables.contains_key("actions") };
    print(&match arguments.format {
        KpiFormat::Text => show::text(&measured, terminal.locale),
        KpiFormat::Csv => show::csv(&measured),
        KpiFormat::Json => format!("{:#}\n", show::json(&measured, terminal.locale)),
    });
    Ok(ledger::ending(&findings))
}

fn measure(portfolio: &Portfolio, empty: &KpiTable, allocation: Allocation) -> KpiTable {
    let new = || (empty.clone(), Account::default(), History::default());
    portfolio
        .tenancies
        .par_iter()
        .fold(new, |(mut table, mut account, mut history), tenancy| {
            record(tenancy, allocation, &mut account, &mut history);
            // The books do not say what an action took.
            table.measure(tenancy, &history, |_| Work::default());
            (table, account, history)
        })
        .map(|(table, _, _)| table)
        .reduce(
            || empty.clone(),
            |mut table, other| {
                table.merge(&other);
                table
            },
        )
}

impl KpiArguments {
    fn dates(&self) -> Result<Vec<Day>, Refusal> {
        let KpiArguments { from, to, .. } = *self;
        if to < from {
            return Err(Refusal::new(Phrase::new(
                format!("the period ends on {to}, before it begins on {from}"),
                format!("de periode eindigt op {to}, vóór haar begin op {from}"),
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

impl From<Order> for Allocation {
    fn from(order: Order) -> Allocation {
        match order {
            Order::Statutory => Allocation::Statutory,
            Order::OldestFirst => Allocation::OldestFirst,
            Order::CurrentRentFirst => Allocation::CurrentRentFirst,
        }
    }
}
