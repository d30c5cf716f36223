//! Books that a command can do with or without, and over which of their days.

use super::Refusal;
use super::Terminal;
use super::ledger::AllocationArguments;
use super::ledger::QuarantineArguments;
use super::ledger::read_for_run;
use super::scenario::tables_in;
use super::window::days_within;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::ledger::Allocation;
use crate::tenancy::Portfolio;
use clap::Args;
use std::path::PathBuf;

/// On which books, over which days. What they are for is said by the command.
#[derive(Debug, Args)]
pub(super) struct BooksArguments {
    /// The folder of the ledger.
    #[arg(long, value_name = "DIR")]
    ledger: Option<PathBuf>,
    /// The first day on which a policy decides; else the first of the books.
    #[arg(long, value_name = "DATE", requires = "ledger")]
    from: Option<Day>,
    /// The last day; else the last of the books.
    #[arg(long, value_name = "DATE", requires = "ledger")]
    to: Option<Day>,
    #[command(flatten)]
    allocation: AllocationArguments,
    #[command(flatten)]
    quarantine: QuarantineArguments,
}

/// Books that were read.
pub(super) struct Books {
    pub(super) portfolio: Portfolio,
    pub(super) window: Period,
    pub(super) allocation: Allocation,
    /// How many of their rows are in quarantine.
    pub(super) quarantined: usize,
}

impl BooksArguments {
    /// Reads the books, if there are any.
    ///
    /// # Errors
    /// A [`Refusal`] when they cannot be read, or do not hold the days that were asked for.
    pub(super) fn read(&self, terminal: Terminal) -> Result<Option<Books>, Refusal> {
        let Some(folder) = &self.ledger else { return Ok(None) };
        let read = read_for_run(folder, &self.quarantine, terminal)?;
        let window = days_within(self.from, self.to, &read.portfolio)?;
        let quarantined = read.findings.quarantined_rows();
        Ok(Some(Books { portfolio: read.portfolio, window, allocation: self.allocation.order(), quarantined }))
    }

    /// The tables that were read.
    pub(super) fn tables(&self) -> Vec<PathBuf> {
        self.ledger.as_deref().map(tables_in).unwrap_or_default()
    }
}
