//! What is asked: the policy and the books, from how many cuts, how far ahead.

use super::LedgerTable;
use super::origin::Cut;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::fit::FitError;
use crate::fit::Progress;
use crate::kpi::KpiTable;
use crate::kpi::known_of;
use crate::kpi::recorded;
use crate::scenario::Plan;
use crate::scenario::ResponseKind;
use crate::scenario::Scenario;
use crate::scenario::learn;
use crate::scenario::run;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::EndReason;
use std::collections::BTreeSet;

/// So many months must be known before a cut: the rate of arrears is over a year's rent.
pub const LEAST_KNOWN: i32 = 12;

/// A backtest that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The scenario, the books and the policies; the first policy is the one that was in force.
    pub plan: Plan<'a>,
    /// The tables of the books.
    pub ledger: &'a [LedgerTable],
    /// The numbers that stand where the books tell none; none of them from these books.
    pub prior: &'a Behaviour,
    /// From how many cuts is predicted; the last ends at the end of the books, the others each so many months sooner.
    pub origins: i32,
    /// How many months ahead.
    pub months: i32,
    /// How many times the dice are thrown for each prediction.
    pub replications: u32,
}

/// How far a backtest is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Learning from what the books held at the end of a day.
    Fitting {
        /// The day.
        until: Day,
        /// How far the fit is.
        progress: Progress,
    },
    /// A prediction begins, over these days.
    Predicting(Period),
    /// One tenancy has been predicted.
    Passed,
}

/// Why nothing can be said.
#[derive(Clone, Debug, PartialEq)]
pub enum BacktestError {
    /// The books hold no bookings.
    Empty,
    /// Before a cut too few months are known.
    TooShort {
        /// The first cut that was asked for.
        cut: Day,
        /// How many months are known before it.
        known: i32,
        /// From how many cuts can be predicted, so many months ahead.
        possible: i32,
        /// How many months the books hold.
        held: i32,
    },
    /// A number of the prior was fitted, and so may know the future.
    FittedPrior(String),
    /// What the books held at the end of a day did not give numbers.
    Fit(Day, FitError),
}

impl Asked<'_> {
    /// The whole months that the books cover: the last one is left out where they end halfway.
    pub(super) fn books(&self) -> Result<Period, BacktestError> {
        let portfolio = self.plan.portfolio;
        let (Some(first), Some(last)) = (portfolio.first_day, portfolio.last_day) else {
            return Err(BacktestError::Empty);
        };
        let month = if is_cut_short(portfolio, last) { last.month().plus(-1) } else { last.month() };
        Ok(Period { from: first.month().first(), to: month.last() })
    }

    /// The cuts, in order of day.
    pub(super) fn cuts(&self, books: &Period) -> Result<Vec<Cut>, BacktestError> {
        let fitted = self.prior.estimates().into_iter().find(|named| named.estimate.label == Label::Fitted);
        if let Some(named) = fitted {
            return Err(BacktestError::FittedPrior(named.name));
        }
        let cut = |nth: i32| books.to.month().plus(-self.months * nth).last();
        let known = |day: Day| day.month().number() - books.from.month().number() + 1;
        let first = cut(self.origins);
        if known(first) < LEAST_KNOWN {
            let held = known(books.to);
            let possible = (held - LEAST_KNOWN).max(0) / self.months.max(1);
            return Err(BacktestError::TooShort { cut: first, known: known(first).max(0), possible, held });
        }
        let window = |day: Day| Period { from: day.plus(1), to: day.month().plus(self.months).last() };
        Ok((1..=self.origins).rev().map(cut).map(|day| Cut { day, window: window(day) }).collect())
    }

    /// The same from as many cuts as the books allow, where they do not allow all; one at least.
    #[must_use]
    pub fn with_fewer_origins(self) -> Self {
        let cuts = self.books().and_then(|books| self.cuts(&books));
        match cuts {
            Err(BacktestError::TooShort { possible, .. }) => Asked { origins: possible.max(1), ..self },
            _ => self,
        }
    }

    /// What the books that are known teach.
    pub(super) fn learn(
        &self,
        known: &Portfolio,
        until: Day,
        watch: &(dyn Fn(Step) + Sync),
    ) -> Result<Behaviour, BacktestError> {
        let mut fitting = |progress| watch(Step::Fitting { until, progress });
        let taught = without_evictions_after(known, until);
        let fitted = learn(&taught, self.prior, self.plan.scenario.allocation, &mut fitting);
        fitted.map(|fitted| fitted.behaviour).map_err(|error| BacktestError::Fit(until, error))
    }

    /// The key figures that the policy in force comes to from books that are known, one table a replication. The desk takes
    /// as long as it is said to: what it took in these days is not known.
    pub(super) fn predict(
        &self,
        known: &Portfolio,
        behaviour: &Behaviour,
        window: Period,
        watch: &(dyn Fn(Step) + Sync),
    ) -> Vec<KpiTable> {
        watch(Step::Predicting(window));
        let own = self.plan.scenario;
        let scenario = Scenario {
            window,
            warm_up: 0,
            response: ResponseKind::Modelled,
            replications: self.replications,
            ..own.clone()
        };
        let policies = self.plan.policies.get(..1).unwrap_or_default();
        let plan = Plan { scenario: &scenario, portfolio: known, policies, behaviour: Some(behaviour), future: None };
        let outcome = run(&plan, &|| watch(Step::Passed)).into_iter().next();
        outcome.map_or_else(Vec::new, |outcome| outcome.tables)
    }

    /// The key figures as they were recorded at the month ends of a window.
    pub(super) fn recorded(&self, window: Period) -> KpiTable {
        let portfolio = self.plan.portfolio;
        let start = portfolio.first_day.unwrap_or(window.from);
        let empty = KpiTable::new(window.month_ends(), start, known_of(portfolio));
        recorded(portfolio, &empty, self.plan.scenario.allocation)
    }
}

/// Whether the books end in the midst of a month. Nobody books on every last day of a month, so their last day alone does not
/// tell: they do when they are silent from it to the end of the month for longer than they were at any time in the year before.
fn is_cut_short(portfolio: &Portfolio, last: Day) -> bool {
    let booked = portfolio.tenancies.iter().flat_map(|tenancy| tenancy.entries.iter().map(|entry| entry.day));
    let done = portfolio.tenancies.iter().flat_map(|tenancy| tenancy.actions.iter().map(|action| action.day));
    let of_late = |day: &Day| last.plus_months(-12) < *day && *day <= last;
    let days: BTreeSet<Day> = booked.chain(done).filter(of_late).collect();
    let silences = days.iter().zip(days.iter().skip(1)).map(|(day, next)| next.since(*day));
    last.month().last().since(last) > silences.max().unwrap_or(0)
}

/// The books without the contracts that end later by an eviction: that somebody will be evicted teaches nothing yet. A run
/// needs those ends, since there the eviction has to come about again.
pub(super) fn without_evictions_after(known: &Portfolio, day: Day) -> Portfolio {
    let mut known = known.clone();
    let is_to_come = |tenancy: &&mut Tenancy| tenancy.recorded_eviction().is_some_and(|eviction| eviction > day);
    for tenancy in known.tenancies.iter_mut().filter(is_to_come) {
        (tenancy.end, tenancy.end_reason) = (None, EndReason::Unknown);
    }
    known
}
