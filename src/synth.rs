//! An invented portfolio: people who do not exist, so that anybody can try a policy without anybody's books.
//!
//! Owns how invented households live, pay and are written to. Knows no policy and nothing of the payment model that is
//! fitted to ledgers: here nobody has a chance of paying per day. A household has an income, a buffer and a memory; it
//! pays when it thinks of the rent and has the money, and the rest follows. A desk with a routine of its own reminds,
//! calls, visits and hands over, so that the record of actions has something to say.
//! Always: same options, same bytes; a household's draws depend on its own id and the month, never on its neighbours.
//!
//! # Why
//! The books begin with arrears in them. Every home is therefore lived in for two years before the first month, and what
//! is open at the start is booked on the first day with its own due date. Debts of tenants who left before are not in
//! the books. Nobody here is charged collection costs or interest.

mod bailiff;
mod desk;
mod life;
mod luck;
mod person;
mod plan;
mod purse;
mod sheet;

use crate::calendar::Day;
use crate::calendar::Month;
use crate::chance::key_of;
use crate::synth::life::Lease;
use crate::synth::life::Life;
use crate::synth::life::NAMES;
use crate::synth::luck::Luck;
use crate::synth::luck::Matter;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

/// How many months people live before the books begin.
const EARLIER: i32 = 24;

/// What to invent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SynthOptions {
    /// How many homes are let. When a tenant leaves the next one moves in, so there are more contracts than homes.
    pub tenancies: u32,
    /// How many months the books cover.
    pub months: u32,
    /// The seed of all draws.
    pub seed: u64,
    /// The first month of the books.
    pub first_month: Month,
}

/// The days that the books cover, and those lived before them.
#[derive(Clone, Copy, Debug)]
struct Span {
    lived_from: Month,
    books_from: Day,
    until: Day,
}

/// Invents books in which a visit comes the day after each call, and neither comes otherwise.
#[cfg(test)]
pub(crate) fn invent_visits_after_calls(options: SynthOptions) -> Portfolio {
    use crate::tenancy::RecordedAction;
    use crate::vocabulary::ActionKind;
    let mut portfolio = invent(options);
    for tenancy in &mut portfolio.tenancies {
        tenancy.actions.retain(|action| action.kind == ActionKind::Call);
        let visit =
            |call: &RecordedAction| RecordedAction { day: call.day.plus(1), kind: ActionKind::HomeVisit, ..*call };
        let visits: Vec<RecordedAction> = tenancy.actions.iter().map(visit).collect();
        tenancy.actions.extend(visits);
        tenancy.actions.sort_by_key(|action| action.day);
    }
    portfolio
}

/// Invents a portfolio.
#[must_use]
pub fn invent(options: SynthOptions) -> Portfolio {
    let months = i32::try_from(options.months).unwrap_or(i32::MAX);
    let span = Span {
        lived_from: options.first_month.plus(-EARLIER),
        books_from: options.first_month.first(),
        until: options.first_month.plus(months).first().plus(-1),
    };
    let tenancies: Vec<Tenancy> =
        (1..=options.tenancies).into_par_iter().flat_map_iter(|home| contracts(home, options.seed, span)).collect();
    let attributes = NAMES.map(str::to_owned).into();
    let any = |holds: fn(&Tenancy) -> bool| tenancies.iter().any(holds);
    let has_actions = any(|tenancy| !tenancy.actions.is_empty());
    let has_plans = any(|tenancy| !tenancy.plans.is_empty());
    let has_dossiers = any(|tenancy| !tenancy.dossiers.is_empty());
    Portfolio { attributes, has_actions, has_plans, has_dossiers, ..Portfolio::new(tenancies) }
}

/// The contracts of one home, one after the other, as far as the books know them.
fn contracts(home: u32, seed: u64, span: Span) -> Vec<Tenancy> {
    let mut known = Vec::new();
    let mut start = span.lived_from.first();
    for turn in 1..=99 {
        if start > span.until {
            break;
        }
        let id = format!("H{home:06}-{turn:02}");
        let luck = Luck::new(seed, key_of(&id));
        let lease = Lease { unit: format!("VHE{home:06}"), id, start, is_first: turn == 1 };
        let life = Life::new(lease, luck, home_of(seed, home)).live(span.until);
        let end = life.end();
        known.extend(life.into_tenancy(span.books_from, span.until));
        let Some(end) = end else { break };
        start = end.plus(luck.days(end.month(), Matter::Vacancy, 0, 55));
    }
    known
}

/// The draws of a home itself: its rent and its place stay when a tenant leaves.
fn home_of(seed: u64, home: u32) -> Luck {
    Luck::new(seed, key_of(&format!("home {home}")))
}
