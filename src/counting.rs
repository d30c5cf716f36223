//! Numbers of a behaviour that the books tell by counting: who is reached, who accepts help, whether instalments are paid,
//! and how long bailiff and court take.
//!
//! Knows no policy. Always: what the books do not tell stays as the behaviour has it, with its own label.
//!
//! # Why
//! How households pay is fitted (`fit`), since nobody can see what they have and think. What is counted here is seen: each
//! of these numbers is a share or a mean, and its source says of how many.

mod court;
mod instalment;
mod rent;

use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::estimation::Measured;
use crate::estimation::proportion::Trials;
use crate::estimation::proportion::proportion;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;
use std::collections::BTreeMap;

/// Below so many seen nothing is counted: the prior number says more.
const FEWEST: usize = 10;

/// Replaces the numbers of a behaviour that the books tell by counting.
pub fn count(portfolio: &Portfolio, behaviour: &mut Behaviour) {
    reached(portfolio, &mut behaviour.reached);
    accepted(portfolio, &mut behaviour.help.accepted);
    instalment::count(portfolio, behaviour);
    court::count(portfolio, behaviour);
}

/// Replaces an estimate by what was measured, when enough was seen.
fn put(estimate: &mut Estimate, measured: Option<Measured>, what: &str) {
    let Some(Measured { value, low, high, n }) = measured.filter(|measured| measured.n >= FEWEST) else { return };
    *estimate =
        Estimate { value, low, high, label: Label::Fitted, source: format!("counted in the ledger: {n} {what}") };
}

/// A share of trials: for each tenancy, how many there were and how many succeeded. Those of one tenancy are alike.
fn share(of: impl Iterator<Item = (usize, usize)>) -> Option<Measured> {
    let trials: Vec<Trials> =
        (0..).zip(of).map(|(cluster, (trials, successes))| Trials { cluster, trials, successes }).collect();
    proportion(&trials).ok()
}

fn outcomes(tenancy: &Tenancy, kind: ActionKind) -> impl Iterator<Item = Outcome> {
    tenancy.actions.iter().filter(move |action| action.kind == kind).filter_map(|action| action.outcome)
}

/// Whether a kind of action reaches the tenant in person, where the books tell outcomes of it.
fn reached(portfolio: &Portfolio, reached: &mut BTreeMap<String, Estimate>) {
    for (name, kind) in kinds() {
        let Some(estimate) = reached.get_mut(name) else { continue };
        let trials = portfolio.tenancies.iter().map(|tenancy| {
            let reached = outcomes(tenancy, kind).filter(|outcome| *outcome != Outcome::NotReached);
            (outcomes(tenancy, kind).count(), reached.count())
        });
        put(estimate, share(trials), "of its outcomes");
    }
}

/// Whether help is accepted: a trait of the household, so each counts once, by its first answer.
fn accepted(portfolio: &Portfolio, accepted: &mut BTreeMap<String, Estimate>) {
    for (name, kind) in kinds() {
        let Some(estimate) = accepted.get_mut(name) else { continue };
        let answers = |outcome: &Outcome| matches!(outcome, Outcome::Accepted | Outcome::Declined);
        let first = |tenancy: &Tenancy| outcomes(tenancy, kind).find(answers);
        let firsts = portfolio.tenancies.iter().filter_map(first);
        let trials = firsts.map(|first| (1, usize::from(first == Outcome::Accepted)));
        put(estimate, share(trials), "households to which it was offered");
    }
}

fn kinds() -> impl Iterator<Item = (&'static str, ActionKind)> {
    ActionKind::ALL.iter().map(|kind| (kind.word().en, *kind))
}
