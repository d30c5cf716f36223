//! A fit finds what the model put into records, says how sure it is, and leaves alone what nothing speaks for.

mod second_look;
mod traps;
mod world;

use super::Fallback;
use super::FitError;
use super::FitOptions;
use super::Fitted;
use super::ascent;
use super::fit;
use super::layout;
use super::likelihood;
use super::record;
use super::shape;
use super::write;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::behaviour::NamedEstimate;
use crate::behaviour::Observed;
use crate::behaviour::Spread;
use crate::behaviour::log_likelihood;
use crate::vocabulary::ActionKind;
use layout::ALL;
use layout::Layout;
use likelihood::Model;
use likelihood::Products;
use std::collections::BTreeMap;
use world::Dice;
use world::ROUTINES;
use world::Routine;
use world::portfolio;
use world::truth;

fn quietly(observed: &[Observed], prior: &Behaviour) -> Fitted {
    fit(observed, prior, &FitOptions::default(), &mut |_| ()).unwrap()
}

fn model(observed: &[Observed], prior: &Behaviour) -> (Behaviour, Model) {
    let shaped = shape::shape(prior);
    let layout = Layout::new(&shaped);
    let records = record::records(observed, &layout);
    (shaped, Model { layout, records })
}

/// A point somewhere around where a search starts.
fn anywhere(model: &Model, seed: u64) -> Vec<f64> {
    let mut dice = Dice(seed);
    model.layout.start().into_iter().map(|value| value + 0.3 * (dice.uniform() - 0.5)).collect()
}

#[test]
fn the_likelihood_is_the_one_by_which_lives_are_drawn() {
    let observed = portfolio(&truth(), &ROUTINES, 60, 24, 1);
    let (shaped, model) = model(&observed, &truth());
    for seed in 0..3 {
        let point = anywhere(&model, seed);
        let found =
            write::Found { layout: &model.layout, point: &point, precision: None, evidence: &[], prune_below: 0.0 };
        let drawn = write::write(&shaped, &found).draw(0, 0, Spread::Central);
        let theirs: f64 = observed.iter().map(|observed| log_likelihood(observed, &drawn)).sum();
        let own = model.at(&point, Products::Spared).log_likelihood;
        assert!((own / theirs - 1.0).abs() < 1e-9, "{own} {theirs}");
    }
}

#[test]
fn a_search_without_steps_left_has_arrived_when_it_is_near_and_not_when_it_is_far() {
    let (_, model) = model(&portfolio(&truth(), &ROUTINES, 40, 18, 3), &truth());
    let search = |enough: f64, most: usize| {
        let aim = ascent::Aim { enough, most, bent: None };
        ascent::climb(&model, model.layout.start(), &aim, &mut |_, _| ())
    };
    let top = search(5e-5, 300).unwrap();
    let never_satisfied = search(0.0, top.steps + 20).unwrap();
    assert!((never_satisfied.evaluation.value - top.evaluation.value).abs() < 1e-2);
    assert!(matches!(search(5e-5, 1), Err(FitError::NotConverged { steps: 1, promise }) if promise > 1.0));
}

#[test]
fn the_slopes_are_those_of_the_value() {
    let observed = portfolio(&truth(), &ROUTINES, 12, 18, 2);
    let (_, model) = model(&observed, &truth());
    let point = anywhere(&model, 7);
    let slopes = model.at(&point, Products::Spared).slopes;
    for place in 0..ALL {
        let moved = |by: f64| {
            let mut moved = point.clone();
            moved[place] += by;
            model.at(&moved, Products::Spared).value
        };
        let measured = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        assert!(
            (measured - slopes[place]).abs() < 1e-4 * (1.0 + measured.abs()),
            "{place}: {measured} {}",
            slopes[place]
        );
    }
}

/// Numbers of a behaviour by name, with how far they are from those of another in standard errors. Not the base: what it
/// has more, the tendencies of all households can have less.
fn misses(fitted: &Fitted, truth: &Behaviour) -> Vec<(String, f64)> {
    let truth = truth.estimates();
    let value = |name: &str| truth.iter().find(|named| named.name == name).map(|named| named.estimate.value);
    let fitted = fitted.behaviour.estimates().into_iter().filter(|named| named.estimate.label == Label::Fitted);
    fitted
        .filter(|named| !named.name.contains(".base."))
        .filter_map(|named| {
            let (estimate, value) = (named.estimate, value(&named.name)?);
            let side = if value > estimate.value { estimate.high } else { estimate.low };
            let error = (side - estimate.value).abs() / 1.96;
            (error > 0.0).then(|| (named.name, (value - estimate.value).abs() / error))
        })
        .collect()
}

/// Every fitted number that is more than two standard errors off: what was found and what was put in.
fn told(fitted: &Fitted) -> Vec<(String, f64, f64, f64)> {
    let truth = truth();
    let put_in = truth.estimates();
    let far = misses(fitted, &truth).into_iter().filter(|(_, miss)| *miss > 2.0);
    let found = fitted.behaviour.estimates();
    far.filter_map(|(name, miss)| {
        let of =
            |all: &[NamedEstimate<'_>]| all.iter().find(|named| named.name == name).map(|named| named.estimate.value);
        Some((name.clone(), of(&found)?, of(&put_in)?, miss))
    })
    .collect()
}

#[test]
fn what_the_model_put_in_is_found_again() {
    let observed = portfolio(&truth(), &ROUTINES, 500, 36, 3);
    let fitted = quietly(&observed, &prior());
    fitted.behaviour.validate().unwrap();
    let misses = misses(&fitted, &truth());
    // Of so many numbers one may miss by more: here the effect of a visit, found weaker than it is.
    let beyond = misses.iter().filter(|(_, miss)| *miss > 3.0).count();
    assert!(beyond * 20 <= misses.len(), "{:?}", told(&fitted));
    assert!(misses.len() > 18, "{misses:?}");
    let usual = |behaviour: &Behaviour| {
        let tendencies: f64 = behaviour.households.iter().map(|kind| kind.tendency * kind.by_transfer).sum();
        behaviour.able.base[3].log_odds.value + tendencies
    };
    let (found, put_in) = (usual(&fitted.behaviour), usual(&truth()));
    assert!((found - put_in).abs() < 0.4, "{found} {put_in}");
    let far = misses.iter().filter(|(_, miss)| *miss > 2.0).count();
    assert!(far * 6 <= misses.len(), "{misses:?}");
}

/// What a corporation believes before it looks: wrong in every effect.
fn prior() -> Behaviour {
    let mut prior = truth();
    for contact in prior.contact.values_mut() {
        contact.effect = world::number(0.3);
    }
    prior.able.base.iter_mut().for_each(|step| step.log_odds = world::number(-1.8));
    prior
}

/// Of so many data sets, by the name of a number: in how many it was fitted, and in how many its interval holds what was put
/// in.
fn held(sets: u64, routines: &[Routine], tenancies: u64, months: i32) -> BTreeMap<String, (u32, u32)> {
    let mut held: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for seed in 0..sets {
        let observed = portfolio(&truth(), routines, tenancies, months, 100 + seed);
        for (name, miss) in misses(&quietly(&observed, &truth()), &truth()) {
            let (fitted, holds) = held.entry(name).or_default();
            *fitted += 1;
            *holds += u32::from(miss < 1.96);
        }
    }
    held
}

/// The share over all numbers together.
fn share(held: &BTreeMap<String, (u32, u32)>) -> f64 {
    let all = held.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    f64::from(all.1) / f64::from(all.0)
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let share = share(&held(6, &ROUTINES[..1], 80, 15));
    assert!(share > 0.88, "{share}");
}

#[test]
#[ignore = "fits two hundred ledgers, which no run of all tests has time for"]
fn intervals_hold_the_truth_in_two_hundred_data_sets() {
    let held = held(200, &ROUTINES, 120, 18);
    let share = share(&held);
    println!("{share}: {held:?}");
    assert!((0.93..=0.97).contains(&share), "{share}");
}

#[test]
fn an_action_for_those_who_did_not_pay_gets_no_blame_for_it() {
    let mut idle = truth();
    idle.contact.get_mut("call").unwrap().effect = world::number(0.0);
    let late = Routine { kind: ActionKind::Call, from: 20, to: 27, share: 0.7 };
    let observed = portfolio(&idle, &[late], 200, 24, 5);
    let fitted = quietly(&observed, &truth());
    let effect = &fitted.behaviour.contact["call"].effect;
    assert_eq!(effect.label, Label::Fitted);
    assert!(effect.low < 0.0 && 0.0 < effect.high, "{effect:?}");
    assert!(effect.high - effect.low < 2.0, "{effect:?}");
}

#[test]
fn neither_threads_nor_the_order_of_tenancies_change_a_number() {
    let observed = portfolio(&truth(), &ROUTINES, 60, 12, 6);
    let mut backward = observed.clone();
    backward.reverse();
    let with = |threads: usize, observed: &[Observed]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let fitted = pool.install(|| quietly(observed, &prior()));
        serde_json::to_string(&fitted.behaviour).unwrap()
    };
    let one = with(1, &observed);
    assert_eq!(one, with(3, &observed));
    assert_eq!(one, with(2, &backward));
}

#[test]
fn what_was_never_seen_stays_the_prior_with_its_label() {
    let observed = portfolio(&truth(), &ROUTINES[..1], 160, 18, 8);
    let fitted = quietly(&observed, &prior());
    let call = &fitted.behaviour.contact["call"];
    assert_eq!((call.effect.value, call.effect.label), (0.3, Label::Literature));
    assert_eq!((call.half_life_days.value, call.half_life_days.label), (12.0, Label::Literature));
    assert!(!fitted.behaviour.contact.contains_key("judgment"), "nobody knows of it, and nobody saw it");
    let found = fitted.diagnostics.numbers.iter().find(|number| number.name == "contact.call.effect").unwrap();
    assert_eq!(found.fallback, Some(Fallback::NotSeen));
    assert_eq!(fitted.behaviour.contact["reminder"].effect.label, Label::Fitted);
}

#[test]
fn an_action_that_everybody_has_on_the_same_day_is_not_fitted() {
    let always = Routine { kind: ActionKind::Reminder, from: 7, to: 7, share: 1.0 };
    let mut wealthy = truth();
    wealthy.households.truncate(2);
    wealthy.households.iter_mut().for_each(|kind| (kind.by_debit, kind.by_transfer) = (0.5, 0.5));
    wealthy.short.part_when_able = world::number(0.0);
    // Nobody pays a part, since then the next claim is the oldest and had its day already.
    wealthy.money.get_mut("steady").unwrap().becomes_short = world::number(-40.0);
    let observed = portfolio(&wealthy, &[always], 60, 12, 9);
    let fitted = quietly(&observed, &prior());
    let found = fitted.diagnostics.numbers.iter().find(|number| number.name == "contact.reminder.effect").unwrap();
    assert_eq!(found.fallback, Some(Fallback::NoVariation), "{:?}", fitted.diagnostics.timings);
}

/// Log-odds have no bottom: the error of a chance near nothing is wide, and all the same it is known.
#[test]
fn a_chance_that_is_next_to_nothing_is_fitted_and_not_taken_from_the_prior() {
    let mut honest = truth();
    honest.short.part_when_able = world::number(0.0);
    let observed = portfolio(&honest, &ROUTINES, 200, 24, 10);
    let mut prior = prior();
    prior.short.part_when_able = world::number(0.05);
    let found = quietly(&observed, &prior).behaviour.short.part_when_able;
    assert_eq!(found.label, Label::Fitted, "{found:?}");
    assert!(found.value < 0.01 && found.high < 0.02, "{found:?}");
}

#[test]
fn records_without_a_day_at_risk_are_refused() {
    let nothing = Observed { last_month: 5, ..Observed::default() };
    let refused = fit(&[nothing], &truth(), &FitOptions::default(), &mut |_| ()).unwrap_err();
    assert_eq!(refused, FitError::NothingOverdue);
}
