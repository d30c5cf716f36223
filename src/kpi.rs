//! Key figures measured on histories, exactly as the Processenboek Incasso (Bijlage C, HIP) defines them.
//!
//! Knows no file and no policy: what an action takes is told by the caller. Sums are whole numbers, so that any order of
//! adding tenancies gives the same bytes.
//! Always: merging the tables of two portfolios is measuring them as one (`the_order_of_adding_changes_nothing`).

mod figure;
mod sweep;
mod window;

pub use figure::Figure;

use crate::calendar::Day;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::money::Money;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use window::Window;

/// The sums behind the key figures, at each of some dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KpiTable {
    /// The dates, in order.
    pub dates: Vec<Day>,
    /// The sums at each date.
    pub tallies: Vec<Tally>,
    /// The first day of the books.
    pub ledger_start: Day,
    windows: Vec<Window>,
}

/// What tenancies add up to at one date. Amounts are in cents; "since the previous date" is the period of one date to the
/// next, and for the first date as long a period as that to the second, or a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Arrears of sitting tenants, in cents.
    pub arrears_sitting: i64,
    /// Arrears of departed tenants, in cents.
    pub arrears_departed: i64,
    /// Sitting tenancies with arrears.
    pub in_arrears_sitting: i64,
    /// Departed tenancies with arrears.
    pub in_arrears_departed: i64,
    /// Charges booked over the last 12 months, of all tenancies, in cents.
    pub invoiced: i64,
    /// Written off over the last quarter, in cents.
    pub written_off_quarter: i64,
    /// Reversals over the last quarter.
    pub reversals_quarter: i64,
    /// Evictions carried out in the calendar year.
    pub evictions_year: i64,
    /// Running tenancies of dwellings (VHE).
    pub dwellings: i64,
    /// Running tenancies on direct debit.
    pub direct_debits: i64,
    /// Written off since the previous date, in cents.
    pub written_off: i64,
    /// Evictions carried out since the previous date.
    pub evictions: i64,
    /// What was done since the previous date, by [`ActionKind::place`].
    pub actions: [i64; ActionKind::COUNT],
    /// Minutes of work since the previous date.
    pub minutes: i64,
    /// Those minutes by kind of action, by [`ActionKind::place`].
    pub minutes_by_kind: [i64; ActionKind::COUNT],
    /// Direct cost since the previous date, in cents.
    pub cost: i64,
}

/// What an action takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Minutes of work of all who do it.
    pub minutes: i64,
    /// What it costs beside them.
    pub cost: Money,
}

impl KpiTable {
    /// An empty table for some dates, which are put in order. `ledger_start` is the first day of the books.
    #[must_use]
    pub fn new(mut dates: Vec<Day>, ledger_start: Day) -> KpiTable {
        dates.sort_unstable();
        dates.dedup();
        let windows = window::windows(&dates);
        KpiTable { tallies: vec![Tally::default(); dates.len()], dates, ledger_start, windows }
    }

    /// Adds one tenancy in one sweep over the dates. `work` says what an action took.
    pub fn measure(&mut self, tenancy: &Tenancy, history: &History, work: impl Fn(&ActionDone) -> Work) {
        sweep::sweep(&self.windows, &mut self.tallies, tenancy, history, work);
    }

    /// Adds a table of the same dates, measured on other tenancies.
    pub fn merge(&mut self, other: &KpiTable) {
        debug_assert_eq!(self.dates, other.dates, "tables of other dates do not add up");
        for (tally, other) in self.tallies.iter_mut().zip(&other.tallies) {
            tally.merge(other);
        }
    }

    /// A key figure at the date of this place; without dates or beyond them, one without a value.
    #[must_use]
    pub fn figure(&self, kpi: Kpi, at: usize) -> Figure {
        match (self.tallies.get(at), self.windows.get(at)) {
            (Some(tally), Some(window)) => Figure::of(kpi, tally, window, self.ledger_start),
            _ => Figure::unknown(kpi),
        }
    }
}

impl Tally {
    fn merge(&mut self, other: &Tally) {
        self.arrears_sitting += other.arrears_sitting;
        self.arrears_departed += other.arrears_departed;
        self.in_arrears_sitting += other.in_arrears_sitting;
        self.in_arrears_departed += other.in_arrears_departed;
        self.invoiced += other.invoiced;
        self.written_off_quarter += other.written_off_quarter;
        self.reversals_quarter += other.reversals_quarter;
        self.evictions_year += other.evictions_year;
        self.dwellings += other.dwellings;
        self.direct_debits += other.direct_debits;
        self.written_off += other.written_off;
        self.evictions += other.evictions;
        self.minutes += other.minutes;
        self.cost += other.cost;
        for (count, other) in self.actions.iter_mut().zip(&other.actions) {
            *count += other;
        }
        for (minutes, other) in self.minutes_by_kind.iter_mut().zip(&other.minutes_by_kind) {
            *minutes += other;
        }
    }
}

#[cfg(test)]
mod tests;
