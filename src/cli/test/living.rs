//! The books on which is counted what of a policy is used.

use crate::calendar::Period;
use crate::check::Policy;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::books::Books;
use crate::cli::books::BooksArguments;
use crate::cli::window::tenancies_bar;
use crate::coverage::Use;
use crate::coverage::used;
use crate::program::Program;
use clap::Args;

/// On which books, over which days.
#[derive(Debug, Args)]
#[command(mut_arg("ledger", |arg| arg.requires("coverage").help(
    "With --coverage: also say how often each rule and exception is used on the books in this folder"
)))]
pub(super) struct LivingArguments {
    #[command(flatten)]
    books: BooksArguments,
}

impl LivingArguments {
    /// Reads the books, if there are any.
    pub(super) fn read(&self, terminal: Terminal) -> Result<Option<Books>, Refusal> {
        self.books.read(terminal)
    }
}

/// What of a policy is used on books, with a progress bar.
pub(super) fn used_on(books: &Books, policy: &Policy, program: &Program, terminal: Terminal) -> (Period, Use) {
    let bar = tenancies_bar(books.portfolio.tenancies.len(), terminal);
    let used = used((policy, program), &books.portfolio, (books.window, books.allocation), &|| bar.inc(1));
    bar.finish_and_clear();
    (books.window, used)
}
