//! Whether instalments are paid in time, and rent beside them.

use super::put;
use super::share;
use crate::behaviour::Behaviour;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::engine::set_by;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

pub(super) fn count(portfolio: &Portfolio, behaviour: &mut Behaviour) {
    let Some(last_day) = portfolio.last_day else { return };
    let all = |by: SetBy, of: fn(&Tenancy, &Plan, Day) -> (usize, usize)| {
        let counted = portfolio.tenancies.iter().map(move |tenancy| {
            let plans = tenancy.plans.iter().filter(|plan| set_by(tenancy, plan) == by);
            plans.map(|plan| of(tenancy, plan, last_day)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
        });
        share(counted)
    };
    put(&mut behaviour.plans.instalment_kept, all(SetBy::Policy, kept), "instalments");
    put(&mut behaviour.plans.rent_paid_beside, all(SetBy::Policy, paid_beside), "months of rent beside a plan");
    put(&mut behaviour.bailiff.instalment_kept, all(SetBy::Court, kept), "instalments");
    put(&mut behaviour.bailiff.rent_paid_beside, all(SetBy::Court, paid_beside), "months of rent beside a settlement");
}

/// The instalments that fell due while the plan ran, and how many of them were paid in time.
fn kept(tenancy: &Tenancy, plan: &Plan, last_day: Day) -> (usize, usize) {
    let last = i32::try_from(plan.instalments).unwrap_or(0);
    let dues = (0..last).map(|nth| plan.first_due.plus_months(nth));
    // The day on which a plan was broken is that of an instalment that did not come.
    let fell_due: Vec<Day> = dues.filter(|due| *due <= plan.end().min(last_day)).collect();
    let in_time = |due: &&Day| {
        payments(tenancy).any(|paid| {
            let late = paid.day.since(**due);
            (Plan::EARLY..=Plan::GRACE).contains(&late) && paid.amount + Money::from_cents(100) >= plan.amount
        })
    };
    (fell_due.len(), fell_due.iter().filter(in_time).count())
}

/// The months of rent that fell due while the plan ran, of a tenant who does not pay by debit, and how many of them were
/// paid at once.
fn paid_beside(tenancy: &Tenancy, plan: &Plan, last_day: Day) -> (usize, usize) {
    if tenancy.pays_by_debit() {
        return (0, 0);
    }
    let runs = |day: Day| plan.runs_on(day) && day <= last_day;
    let is_rent = |entry: &&Entry| entry.kind == EntryKind::Charge && entry.category.is_monthly_rent();
    let rents: Vec<&Entry> = tenancy.entries.iter().filter(is_rent).filter(|rent| runs(rent.due)).collect();
    let at_once = |rent: &&&Entry| {
        payments(tenancy).any(|paid| (0..=3).contains(&paid.day.since(rent.due)) && paid.amount == rent.amount)
    };
    (rents.len(), rents.iter().filter(at_once).count())
}

fn payments(tenancy: &Tenancy) -> impl Iterator<Item = &Entry> {
    let own = |entry: &&Entry| entry.kind == EntryKind::Payment && entry.method != PaymentMethod::DirectDebit;
    tenancy.entries.iter().filter(own)
}
