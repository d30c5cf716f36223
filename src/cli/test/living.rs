//! The books on which is counted what of a policy is used.

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Policy;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::ledger::AllocationArguments;
use crate::cli::ledger::QuarantineArguments;
use crate::cli::ledger::read_for_run;
use crate::cli::window::days_within;
use crate::cli::window::tenancies_bar;
use crate::coverage::Use;
use crate::coverage::used;
use crate::ledger::Allocation;
use crate::program::Program;
use crate::tenancy::Portfolio;
use clap::Args;
use std::path::PathBuf;

/// On which books, over which days.
#[derive(Debug, Args)]
pub(super) struct LivingArguments {
    /// With --coverage: also say how often each rule and exception is used on the books in this folder.
    #[arg(long, value_name = "DIR", requires = "coverage")]
    ledger: Option<PathBuf>,
    /// The first day on which the policy decides; else the first of the books.
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
    portfolio: Portfolio,
    window: Period,
    allocation: Allocation,
}

impl LivingArguments {
    /// Reads the books, if there are any.
    pub(super) fn read(&self, terminal: Terminal) -> Result<Option<Books>, Refusal> {
        let Some(folder) = &self.ledger else { return Ok(None) };
        let portfolio = read_for_run(folder, &self.quarantine, terminal)?.portfolio;
        let window = days_within(self.from, self.to, &portfolio)?;
        Ok(Some(Books { portfolio, window, allocation: self.allocation.order() }))
    }
}

impl Books {
    /// What of a policy is used on them, with a progress bar.
    pub(super) fn used(&self, policy: &Policy, program: &Program, terminal: Terminal) -> (Period, Use) {
        let bar = tenancies_bar(self.portfolio.tenancies.len(), terminal);
        let used = used((policy, program), &self.portfolio, (self.window, self.allocation), &|| bar.inc(1));
        bar.finish_and_clear();
        (self.window, used)
    }
}
