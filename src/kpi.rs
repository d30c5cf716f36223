//! Key figures measured on histories, exactly as the Processenboek Incasso (Bijlage C, HIP) defines them.
//!
//! Knows no file and no policy: what an action takes is told by the caller. Sums are whole numbers, so that any order of
//! adding tenancies gives the same bytes.
//! Always: merging the tables of two portfolios is measuring them as one (`the_order_of_adding_changes_nothing`).

mod figure;
mod recorded;
mod sweep;
mod window;

pub use figure::Figure;
pub use recorded::known_of;
pub use recorded::recorded;

use crate::calendar::Day;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::money::Money;
use crate::money::Share;
use crate::tenancy::Score;
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
    /// What is known beside the bookings.
    pub known: Known,
    windows: Vec<Window>,
}

/// What is known beside the bookings. What is not known is not measured, and that is no zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What was done for collection.
    pub actions: bool,
    /// What the court did: writs and evictions.
    pub court: bool,
    /// Which payment plans ran.
    pub plans: bool,
    /// Which files were with bailiff or agency.
    pub dossiers: bool,
    /// What tenants answered to a survey.
    pub survey: bool,
    /// What actions take; then, the hours that one FTE works in a year.
    pub hours_of_fte: Option<i64>,
}

/// The hours that one FTE works in a year, unless a scenario says otherwise.
pub const HOURS_OF_FTE: i64 = 1_548;

/// What must be known for a key figure beside the bookings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// What was done for collection.
    Actions,
    /// What the court did.
    Court,
    /// Which payment plans ran.
    Plans,
    /// Which files were with bailiff or agency.
    Dossiers,
    /// What tenants answered to a survey.
    Survey,
    /// What actions take.
    Minutes,
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
    /// Sitting tenancies with arrears of more than six months of rent, by what was charged for the last month.
    pub deep_sitting: i64,
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
    /// Payment plans that run.
    pub plans: i64,
    /// Instalments of which due date and grace ended in the last quarter.
    pub instalments_due: i64,
    /// Of those, the ones that were paid in full and on time.
    pub instalments_kept: i64,
    /// Tenancies with a file at bailiff or agency.
    pub with_bailiff: i64,
    /// Writs in the calendar year.
    pub writs_year: i64,
    /// Costs charged to tenants in the calendar year, in cents.
    pub costs_year: i64,
    /// Tenancies sent a first reminder since the previous date.
    pub reminded: i64,
    /// Overdue charges settled since the previous date.
    pub settled: i64,
    /// The days that those were overdue, together.
    pub days_to_settle: i64,
    /// Files with a writ that were closed since the previous date.
    pub dossiers_closed: i64,
    /// The days from writ to closing of those, together.
    pub dossier_days: i64,
    /// Scores given since the previous date.
    pub scores: i64,
    /// Those scores together, in hundredths.
    pub score_sum: i64,
    /// Writs since the previous date.
    pub writs: i64,
    /// Costs charged to tenants since the previous date, in cents.
    pub costs: i64,
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
    /// An empty table for some dates, which are put in order. `ledger_start` is the first day of the books, `known` what
    /// the histories tell beside the bookings.
    #[must_use]
    pub fn new(mut dates: Vec<Day>, ledger_start: Day, known: Known) -> KpiTable {
        dates.sort_unstable();
        dates.dedup();
        let windows = window::windows(&dates);
        KpiTable { tallies: vec![Tally::default(); dates.len()], dates, ledger_start, known, windows }
    }

    /// Adds one tenancy in one sweep over the dates. `work` says what an action took.
    pub fn measure(&mut self, tenancy: &Tenancy, history: &History, work: impl Fn(&ActionDone) -> Work) {
        sweep::sweep(&self.windows, &mut self.tallies, tenancy, history, work);
    }

    /// Adds the scores of a survey, which belong to no tenancy.
    pub fn survey(&mut self, scores: &[Score]) {
        for (window, tally) in self.windows.iter().zip(&mut self.tallies) {
            for score in scores.iter().filter(|score| window.previous < score.day && score.day <= window.day) {
                let Share { part, whole } = score.score.as_share();
                tally.scores += 1;
                tally.score_sum += part.saturating_mul(100) / whole;
            }
        }
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
            (Some(tally), Some(window)) => Figure::of(kpi, tally, window, self),
            _ => Figure::unknown(kpi),
        }
    }
}

impl Known {
    const fn tells(self, need: Need) -> bool {
        match need {
            Need::Actions => self.actions,
            Need::Court => self.court,
            Need::Plans => self.plans,
            Need::Dossiers => self.dossiers,
            Need::Survey => self.survey,
            Need::Minutes => self.hours_of_fte.is_some(),
        }
    }
}

impl Need {
    const fn of(kpi: Kpi) -> Option<Need> {
        match kpi {
            Kpi::PlanShare | Kpi::PlansKept => Some(Need::Plans),
            Kpi::BailiffCases | Kpi::BailiffDuration => Some(Need::Dossiers),
            Kpi::ReminderFlow => Some(Need::Actions),
            Kpi::CollectionFte => Some(Need::Minutes),
            Kpi::Satisfaction => Some(Need::Survey),
            Kpi::Evictions | Kpi::CourtCases => Some(Need::Court),
            _ if kpi.referral().is_some() => Some(Need::Actions),
            _ => None,
        }
    }
}

impl Tally {
    /// How often the action that a key figure counts was done since the previous date.
    fn referrals(&self, kpi: Kpi) -> i64 {
        let kind = kpi.referral().map(ActionKind::place);
        kind.and_then(|place| self.actions.get(place)).copied().unwrap_or(0)
    }

    fn merge(&mut self, other: &Tally) {
        self.arrears_sitting += other.arrears_sitting;
        self.arrears_departed += other.arrears_departed;
        self.in_arrears_sitting += other.in_arrears_sitting;
        self.in_arrears_departed += other.in_arrears_departed;
        self.deep_sitting += other.deep_sitting;
        self.invoiced += other.invoiced;
        self.written_off_quarter += other.written_off_quarter;
        self.reversals_quarter += other.reversals_quarter;
        self.evictions_year += other.evictions_year;
        self.dwellings += other.dwellings;
        self.direct_debits += other.direct_debits;
        self.plans += other.plans;
        self.instalments_due += other.instalments_due;
        self.instalments_kept += other.instalments_kept;
        self.with_bailiff += other.with_bailiff;
        self.writs_year += other.writs_year;
        self.costs_year += other.costs_year;
        self.reminded += other.reminded;
        self.settled += other.settled;
        self.days_to_settle += other.days_to_settle;
        self.dossiers_closed += other.dossiers_closed;
        self.dossier_days += other.dossier_days;
        self.scores += other.scores;
        self.score_sum += other.score_sum;
        self.writs += other.writs;
        self.costs += other.costs;
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
