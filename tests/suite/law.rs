//! A policy under Dutch law: what counts as a breach on a day, and what a silent record is not.

use huurproef::calendar::Day;
use huurproef::check::Layer;
use huurproef::check::Policy;
use huurproef::check::read;
use huurproef::money::Money;
use huurproef::program::Codes;
use huurproef::program::Facts;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::source::SourceFile;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::HoldCode;

const TODAY: Day = Day::from_number(20_000);

#[test]
fn an_eviction_on_a_silent_record_is_no_breach() {
    assert_eq!(breaches(ActionKind::Eviction, &Facts::neutral(TODAY)), [""; 0]);
}

#[test]
fn an_eviction_a_day_after_its_notice_and_without_the_municipality_is_two() {
    let mut facts = Facts::neutral(TODAY);
    facts.note_done(ActionKind::EvictionNotice, TODAY.plus(-1), false);
    assert_eq!(breaches(ActionKind::Eviction, &facts), ["Rv art. 555", "Gerechtsdeurwaarderswet art. 14"]);
    facts.note_done(ActionKind::EvictionNotice, TODAY.plus(-3), false);
    facts.note_done(ActionKind::MunicipalityNotice, TODAY.plus(-3), false);
    assert_eq!(breaches(ActionKind::Eviction, &facts), [""; 0]);
    facts.holds = Codes::NONE.with(HoldCode::Moratorium);
    assert_eq!(breaches(ActionKind::Eviction, &facts), ["Fw art. 287b"]);
}

#[test]
fn costs_are_early_until_the_term_of_a_letter_is_over() {
    let mut facts = Facts::neutral(TODAY);
    facts.note_done(ActionKind::WikLetter, TODAY.plus(-40), false);
    assert_eq!(breaches(ActionKind::CollectionCosts, &facts), ["BW 6:96 lid 6"], "the claim at hand had no letter");
    assert_eq!(breaches(ActionKind::HandOver, &facts), [""; 0]);
    facts.letters.expired = Money::from_cents(65_000);
    assert_eq!(breaches(ActionKind::CollectionCosts, &facts), [""; 0]);
}

#[test]
fn a_signal_asks_for_days_a_reminder_and_a_word() {
    let mut facts = Facts::neutral(TODAY);
    facts.overdue_since = Some(TODAY.plus(-29));
    assert_eq!(breaches(ActionKind::EarlySignal, &facts).len(), 3);
    facts.overdue_since = Some(TODAY.plus(-30));
    facts.note_done(ActionKind::SecondReminder, TODAY.plus(-9), false);
    facts.note_done(ActionKind::Call, TODAY.plus(-2), true);
    assert_eq!(breaches(ActionKind::EarlySignal, &facts), [""; 0], "a call in vain is an effort too");
}

#[test]
fn only_the_thirty_days_are_by_agreement() {
    let policy = policy();
    let agreed = policy.guarantees.iter().filter(|guarantee| guarantee.layer == Layer::Agreement);
    let bases: Vec<_> = agreed.map(|guarantee| guarantee.basis.as_str()).collect();
    assert_eq!(bases, ["Landelijk Convenant Vroegsignalering (30 days)"]);
}

/// What the breaches of doing something rest on.
fn breaches(kind: ActionKind, facts: &Facts) -> Vec<String> {
    let policy = policy();
    let program = Program::compile(&policy, &Settings::default()).unwrap();
    program.breached(kind, facts, TODAY).map(|place| policy.guarantees.get(place).unwrap().basis.clone()).collect()
}

fn policy() -> Policy {
    read(&SourceFile::new("x", "policy \"P\" version \"1\"\nlaw nl")).policy.unwrap()
}
