//! What a Cox model says of the same records, and what it cannot.

use super::world::Routine;
use super::world::number;
use super::world::portfolio;
use super::world::truth;
use crate::behaviour::Behaviour;
use crate::fit::Crossed;
use crate::fit::cross_check;
use crate::fit::evidence::timings;
use crate::vocabulary::ActionKind;

fn look(world: &Behaviour, routine: Routine, seed: u64) -> Crossed {
    let (kind, observed) = (routine.kind, portfolio(world, &[routine], 300, 30, seed));
    let found = cross_check(&observed, &timings(&observed), 20);
    found.into_iter().find(|crossed| crossed.kind == kind).unwrap()
}

/// Whoever was called was late for twenty days at least; that waiting counts as time without a call.
#[test]
fn a_call_that_does_nothing_for_those_still_late_has_a_ratio_of_one() {
    let mut idle = truth();
    idle.contact.get_mut("call").unwrap().effect = number(0.0);
    // A plan that comes of a call is no part of what it does here.
    idle.plans.agreed.clear();
    let ratio = look(&idle, Routine { kind: ActionKind::Call, from: 20, to: 27, share: 0.7 }, 13).ratio.unwrap();
    assert!(ratio.low < 1.0 && 1.0 < ratio.high && ratio.high / ratio.low < 2.0, "{ratio:?}");
}

#[test]
fn a_call_that_helps_has_a_ratio_above_one() {
    let ratio = look(&truth(), Routine { kind: ActionKind::Call, from: 10, to: 25, share: 0.7 }, 14).ratio.unwrap();
    assert!(ratio.low > 1.0, "{ratio:?}");
}

#[test]
fn what_everybody_gets_on_the_same_day_has_no_ratio() {
    let found = look(&truth(), Routine { kind: ActionKind::Reminder, from: 7, to: 7, share: 1.0 }, 11);
    assert_eq!(found.ratio, None);
}
