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
use crate::tenancy::FallenDue;
use crate::tenancy::Plan;

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

/// The instalments that fell due before the plan ended: as the books list them, else each judged by the payments around its
/// due date.
fn fallen_due<'a>(plan: &'a Plan, history: &'a History) -> impl Iterator<Item = FallenDue> + 'a {
    let is_paid = move |due: Day, asked: Money| plan.paid_around(due, &history.entries) >= asked;
    plan.fallen_due(history.arrears_on(plan.agreed_on), is_paid)
}
