//! `huurproef ledger`: what is in the books, and what is wrong with them. Also the gate through which every run reads them.

mod show;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::output::NewFile;
use super::print;
use super::print_aside;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Number;
use crate::money::Share;
use crate::tables;
use crate::tables::Column;
use crate::tables::Fault;
use crate::tables::Findings;
use crate::tables::LedgerRead;
use crate::tables::TableError;
use crate::tables::Values;
use clap::Args;
use clap::ValueEnum;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef ledger scenarios/ledgers/voorbeeld";

/// The arguments of `huurproef ledger`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct LedgerArguments {
    /// The folder with the tables of the ledger, as CSV or Parquet.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also write `quarantine.csv` into this folder, where it must not be yet: every row that is not used, and why.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// How much of a ledger may be in quarantine for a run to go on.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct QuarantineArguments {
    /// Refuse when more than this share of the booked amounts is in quarantine, such as 0.001 or 0.1% [default: 0.1%].
    #[arg(long, value_name = "SHARE", value_parser = parse_limit)]
    max_quarantine: Option<Limit>,
}

/// In which order payments settle.
#[derive(Debug, Args)]
pub(super) struct AllocationArguments {
    /// In which order a payment settles what is open.
    #[arg(long, value_enum, default_value_t = Order::Statutory)]
    allocation: Order,
}

/// The words of [`Allocation`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Order {
    /// The charge a payment names, then what is due, oldest first (art. 6:43 and 6:44 BW).
    Statutory,
    /// What fell due first.
    OldestFirst,
    /// The rent of the month of payment, then what fell due first.
    CurrentRentFirst,
}

/// The largest share of the booked amounts that may be in quarantine.
#[derive(Clone, Copy, Debug)]
struct Limit(Share);

pub(super) fn ledger(arguments: &LedgerArguments, terminal: Terminal) -> Outcome {
    if let Some(folder) = &arguments.out {
        NewFile::begin(&folder.join("quarantine.csv"), "--out")?;
    }
    let LedgerRead { findings, .. } = tables::read_ledger(&arguments.folder)?;
    if let Some(folder) = &arguments.out {
        write_quarantine(folder, &findings, terminal.locale)?;
    }
    match arguments.format {
        Format::Text => print(&show::text(&findings, terminal.locale)),
        Format::Json => print(&format!("{:#}\n", show::json(&findings, terminal.locale))),
    }
    Ok(ending(&findings))
}

/// Reads the ledger of a run. What was found goes to stderr in a few lines.
///
/// # Errors
/// A [`Refusal`] when it cannot be read, or when too much of it is in quarantine.
pub(super) fn read_for_run(
    folder: &Path,
    quarantine: &QuarantineArguments,
    terminal: Terminal,
) -> Result<LedgerRead, Refusal> {
    let read = tables::read_ledger(folder)?;
    let share = read.findings.quarantined_share();
    if quarantine.max_quarantine.unwrap_or(Limit::USUAL).is_exceeded_by(share) {
        return Err(too_much(folder, share));
    }
    if !terminal.quiet {
        print_aside(&show::remark(folder, &read.findings, terminal.locale));
    }
    Ok(read)
}

/// Reads what the ledger says of one tenancy: only its own rows where that can be, else everything. Who names a limit for
/// the quarantine wants everything read.
///
/// # Errors
/// A [`Refusal`] when it cannot be read, or when all was read and too much of it is in quarantine.
pub(super) fn read_for_tenancy(
    folder: &Path,
    id: &str,
    quarantine: &QuarantineArguments,
    terminal: Terminal,
) -> Result<LedgerRead, Refusal> {
    let part = match quarantine.max_quarantine {
        None if folder.is_dir() => tables::read_tenancy(folder, id)?,
        _ => None,
    };
    let Some(read) = part else { return read_for_run(folder, quarantine, terminal) };
    if !terminal.quiet {
        let folder = folder.display();
        let told = Phrase::new(
            format!("{folder}: read for this tenancy only; `huurproef ledger {folder}` checks all of it\n"),
            format!("{folder}: alleen voor dit contract gelezen; `huurproef ledger {folder}` controleert alles\n"),
        );
        print_aside(told.in_locale(terminal.locale));
    }
    Ok(read)
}

/// How a command ends that did what it should with the ledger it read.
pub(super) fn ending(findings: &Findings) -> Ending {
    if findings.quarantined_rows() == 0 { Ending::Done } else { Ending::Findings }
}

impl From<TableError> for Refusal {
    fn from(error: TableError) -> Refusal {
        Refusal::new(error.message()).help(error.help())
    }
}

impl AllocationArguments {
    /// The order of settling that was asked for.
    pub(super) const fn order(&self) -> Allocation {
        match self.allocation {
            Order::Statutory => Allocation::Statutory,
            Order::OldestFirst => Allocation::OldestFirst,
            Order::CurrentRentFirst => Allocation::CurrentRentFirst,
        }
    }
}

impl Limit {
    /// A tenth of a per cent.
    const USUAL: Limit = Limit(Share { part: 1, whole: 1000 });

    fn is_exceeded_by(self, share: Share) -> bool {
        let Limit(limit) = self;
        i128::from(share.part) * i128::from(limit.whole) > i128::from(limit.part) * i128::from(share.whole)
    }
}

fn parse_limit(text: &str) -> Result<Limit, String> {
    let (digits, parts) = text.strip_suffix('%').map_or((text, 1), |digits| (digits.trim_end(), 100));
    let share = Number::parse(digits).ok().map(Number::as_share);
    let share = share.filter(|share| 0 <= share.part && share.part <= share.whole.saturating_mul(parts));
    let limit = share.map(|share| Limit(Share { part: share.part, whole: share.whole.saturating_mul(parts) }));
    limit.ok_or_else(|| "write a share from 0 to 1, such as 0.001, or from 0% to 100%, such as 0.1%".to_owned())
}

fn too_much(folder: &Path, share: Share) -> Refusal {
    let folder = folder.display();
    let percent = |locale| show::percent(share, locale);
    Refusal::new(Phrase::new(
        format!("{} of the amounts in `{folder}` is in quarantine", percent(Locale::En)),
        format!("{} van de bedragen in `{folder}` staat in quarantaine", percent(Locale::Nl)),
    ))
    .help(Phrase::new(
        format!("see why with `huurproef ledger {folder}` and mend it, or allow it with `--max-quarantine`"),
        format!("bekijk met `huurproef ledger {folder}` waarom en herstel het, of sta het toe met `--max-quarantine`"),
    ))
}

fn write_quarantine(folder: &Path, findings: &Findings, locale: Locale) -> Result<(), TableError> {
    let errors = &findings.errors;
    let number = |number: usize| i64::try_from(number).ok();
    let columns = [
        Column::text("table", errors.iter().map(|fault| fault.table)),
        Column::new("row", Values::Whole(errors.iter().map(|fault| number(fault.row)).collect())),
        Column::new("line", Values::Whole(errors.iter().map(|fault| fault.line.map(i64::from)).collect())),
        Column::text("column", errors.iter().map(|fault| fault.column)),
        Column::text("value", errors.iter().map(|fault| fault.value.as_str())),
        Column::text("rule", errors.iter().map(|fault| fault.rule.code())),
        Column::text("reason", errors.iter().map(|fault| Fault::describe(fault, locale))),
    ];
    tables::write(folder, "quarantine", &columns, tables::Format::Csv).map(|_| ())
}
