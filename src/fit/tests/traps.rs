//! Data in which a naive look goes wrong: the fit must not.

use super::prior;
use super::quietly;
use super::world;
use super::world::Routine;
use super::world::portfolio;
use super::world::truth;
use crate::behaviour::Label;
use crate::behaviour::Observed;
use crate::vocabulary::ActionKind;

/// A deadline: from day 7 on everybody pays more readily, and on day 7 everybody gets a reminder that does nothing.
#[test]
fn a_deadline_is_not_credited_to_an_action_of_the_same_day() {
    let mut world = truth();
    world.contact.get_mut("reminder").unwrap().effect = world::number(0.0);
    for step in world.able.base.iter_mut().filter(|step| step.from_day >= 7) {
        step.log_odds = world::number(-0.2);
    }
    let always = Routine { kind: ActionKind::Reminder, from: 7, to: 7, share: 1.0 };
    let fitted = quietly(&portfolio(&world, &[always], 150, 18, 11), &prior());
    let effect = &fitted.behaviour.contact["reminder"].effect;
    let timing = fitted.diagnostics.timings.iter().find(|timing| timing.kind == ActionKind::Reminder);
    let credited = effect.label == Label::Fitted && effect.low > 0.0;
    assert!(!credited, "{effect:?} {timing:?}");
    let base = &fitted.behaviour.able.base;
    let step = |day| base.iter().find(|step| step.from_day == day).unwrap().log_odds.value;
    assert!(step(7) > step(3) + 0.2, "the deadline is the days': {} after {}, {effect:?} {timing:?}", step(7), step(3));
}

/// Payments on days at risk on which a kind of action was remembered, and on which it was not, as chances a day.
fn naive(observed: &[Observed], kind: ActionKind) -> (f64, f64) {
    let (mut with, mut without) = ((0.0, 0.0), (0.0, 0.0));
    for tenancy in observed {
        for day in &tenancy.days {
            let before = tenancy.contacts[..day.contacts].iter().rev();
            let mut recent = before.take_while(|(_, done)| day.day.since(*done) <= 30);
            let side = if recent.any(|(done, _)| *done == kind) { &mut with } else { &mut without };
            side.0 += f64::from(u8::from(day.paid.is_some()));
            side.1 += 1.0;
        }
    }
    (with.0 / with.1, without.0 / without.1)
}

#[test]
fn a_visit_to_the_worst_payers_is_found_to_help_where_a_naive_look_has_the_wrong_sign() {
    let visit = Routine { kind: ActionKind::HomeVisit, from: 25, to: 70, share: 0.6 };
    let observed = portfolio(&truth(), &[visit], 300, 30, 12);
    let (visited, others) = naive(&observed, ActionKind::HomeVisit);
    assert!(visited < others, "who was visited seems to pay less: {visited} {others}");
    let effect = &quietly(&observed, &prior()).behaviour.contact["home_visit"].effect;
    assert_eq!(effect.label, Label::Fitted);
    assert!(effect.low > 0.0 && effect.low < 1.0 && 1.0 < effect.high, "{effect:?}");
}

/// Whoever was ever called was late for twenty days at least: those never called seem to pay sooner.
#[test]
fn a_call_without_effect_for_those_still_late_is_not_said_to_keep_them_from_paying() {
    let mut idle = truth();
    idle.contact.get_mut("call").unwrap().effect = world::number(0.0);
    let late = Routine { kind: ActionKind::Call, from: 20, to: 27, share: 0.7 };
    let observed = portfolio(&idle, &[late], 300, 30, 13);
    let (called, others) = naive(&observed, ActionKind::Call);
    assert!(called < 0.7 * others, "the trap is there: {called} {others}");
    let effect = &quietly(&observed, &prior()).behaviour.contact["call"].effect;
    assert!(effect.low < 0.0 && 0.0 < effect.high, "{effect:?}");
}
