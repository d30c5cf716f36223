//! Payment plans and how they are kept, added to the tallies of all dates. Most tenancies have none.
//!
//! # Why
//! Whether an instalment was paid on time is known when its grace is over, so it counts in the quarter in which that is:
//! a figure never changes by what happens later.

use crate::calendar::Day;
use crate::engine::History;
use crate::kpi::Tally;
use crate::kpi::window::Window;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

/// An instalment that fell due while its plan ran.
struct FallenDue {
    due: Day,
    is_kept: bool,
}

pub(super) fn add(windows: &[Window], tallies: &mut [Tally], history: &History) {
    for plan in &history.plans {
        for (window, tally) in from(windows, tallies, plan.agreed_on) {
            if plan.end() <= window.day {
                break;
            }
            tally.plans += 1;
        }
        for one in fallen_due(plan, history) {
            let known_on = one.due.plus(Plan::GRACE);
            for (window, tally) in from(windows, tallies, known_on) {
                if known_on <= window.before_quarter {
                    break;
                }
                tally.instalments_due += 1;
                tally.instalments_kept += i64::from(one.is_kept);
            }
        }
    }
}

/// The dates from a day on.
fn from<'a>(
    windows: &'a [Window],
    tallies: &'a mut [Tally],
    day: Day,
) -> impl Iterator<Item = (&'a Window, &'a mut Tally)> {
    let first = windows.partition_point(|window| window.day < day);
    windows.iter().zip(tallies).skip(first)
}

/// The instalments that fell due before the plan ended: as the books list them, else monthly, each judged by the payments
/// around its due date.
fn fallen_due<'a>(plan: &'a Plan, history: &'a History) -> impl Iterator<Item = FallenDue> + 'a {
    let listed = plan.listed.iter().map(|instalment| FallenDue {
        due: instalment.due,
        is_kept: instalment.paid_on.is_some_and(|paid| paid <= instalment.due.plus(Plan::GRACE)),
    });
    let unlisted = if plan.listed.is_empty() { plan.instalments } else { 0 };
    let agreed = (0..unlisted).map(move |number| {
        let due = plan.first_due.plus_months(i32::try_from(number).unwrap_or(i32::MAX));
        FallenDue { due, is_kept: paid_around(plan, due, &history.entries) >= asked(plan, number, history) }
    });
    listed.chain(agreed).take_while(|one| one.due <= plan.end())
}

/// What an instalment asks: the last one is what remains of the arrears for which the plan was agreed.
fn asked(plan: &Plan, number: u32, history: &History) -> Money {
    if number + 1 < plan.instalments {
        return plan.amount;
    }
    let before = Money::from_cents(plan.amount.cents().saturating_mul(i64::from(number)));
    let rest = history.arrears_on(plan.agreed_on) - before;
    if Money::ZERO < rest && rest < plan.amount { rest } else { plan.amount }
}

/// What was paid around a due date, from the grace before it to the grace after it. A direct debit collects the month's
/// own rent and is no instalment, and neither is what names a charge that fell due after the plan was agreed; what bounced
/// within that time was not paid.
fn paid_around(plan: &Plan, due: Day, entries: &[Entry]) -> Money {
    let after = entries.partition_point(|entry| entry.day < due.plus(-Plan::GRACE));
    let around = entries.iter().skip(after).take_while(|entry| entry.day <= due.plus(Plan::GRACE));
    let by_hand = |entry: &Entry| entry.kind == EntryKind::Payment && entry.method != PaymentMethod::DirectDebit;
    let names_later = |entry: &Entry| {
        let named = entry.refers_to.and_then(|place| entries.get(place as usize));
        named.is_some_and(|charge| charge.due > plan.agreed_on)
    };
    let is_instalment = |entry: &Entry| by_hand(entry) && !names_later(entry);
    let amount = |entry: &Entry| match entry.kind {
        EntryKind::Reversal => {
            let undone = entry.refers_to.and_then(|place| Some((place as usize, entries.get(place as usize)?)));
            let counted = undone.is_some_and(|(place, payment)| place >= after && is_instalment(payment));
            if counted { -entry.amount } else { Money::ZERO }
        }
        _ if is_instalment(entry) => entry.amount,
        _ => Money::ZERO,
    };
    around.map(amount).sum()
}
