//! The key figures of the books as they were recorded. Needs no policy.

use super::Known;
use super::KpiTable;
use super::Work;
use crate::engine::History;
use crate::engine::record;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::tenancy::Portfolio;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// What the books tell beside the bookings. How long an action takes they never do.
#[must_use]
pub const fn known_of(portfolio: &Portfolio) -> Known {
    Known {
        actions: portfolio.has_actions,
        court: portfolio.has_actions,
        plans: portfolio.has_plans,
        dossiers: portfolio.has_dossiers,
        survey: portfolio.survey.is_some(),
        hours_of_fte: None,
    }
}

/// Measures every tenancy as it is recorded, at the dates of an empty table.
#[must_use]
pub fn recorded(portfolio: &Portfolio, empty: &KpiTable, allocation: Allocation) -> KpiTable {
    let new = || (empty.clone(), Account::default(), History::default());
    let add = |mut table: KpiTable, other: KpiTable| {
        table.merge(&other);
        table
    };
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
        .reduce(|| empty.clone(), add)
}
