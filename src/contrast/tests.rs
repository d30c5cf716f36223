use super::Contrast;
use super::Pair;
use super::Question;
use super::Side;
use super::Told;
use super::What;
use super::contrast;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Policy;
use crate::check::read;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;
use crate::tenancy::Entry;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;

const OLD: &str = "policy \"P\" version \"1\"
working days all
action letter \"Letter\" is reminder by letter costs € 2 takes 5 minutes
segment long \"Long\" when tenancy_months >= 12
segment rest \"Rest\" otherwise
stage one \"One\" when months_in_arrears >= 1
rule remind \"Remind\" when days_overdue >= 7 do letter once per episode
rule ring \"Ring\" when days_overdue >= 20 do call once per episode
exception kind \"Kind\" to ring when segment = rest do nothing
";

fn policy(text: &str) -> Policy {
    read(&SourceFile::new("policy", text)).policy.unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A tenancy of which the rent of March is paid after so many days.
fn tenancy(id: &str, paid_after: i32) -> Tenancy {
    let due = day("2024-03-01");
    let rent = Money::from_cents(60_000);
    let charge = Entry { due, ..Entry::new(EntryKind::Charge, due, rent) };
    let payment = Entry::new(EntryKind::Payment, due.plus(paid_after), rent);
    Tenancy { entries: vec![charge, payment], ..Tenancy::bare(id, day("2020-01-01")) }
}

fn found(new: &str) -> (Policy, Contrast) {
    beside(OLD, new)
}

/// How many tenancies the books have, and what is told of both policies on them.
fn told_beside(old: &str, new: &str) -> (usize, Told) {
    let (.., told) = asked(old, new);
    (told.tenancies, told)
}

fn beside(old: &str, new: &str) -> (Policy, Contrast) {
    let (new, found, _) = asked(old, new);
    (new, found)
}

fn asked(old: &str, new: &str) -> (Policy, Contrast, Told) {
    let portfolio = Portfolio {
        tenancies: vec![tenancy("A", 3), tenancy("B", 12), tenancy("C", 40)],
        last_day: Some(day("2024-04-30")),
        ..Portfolio::default()
    };
    let (old, new) = (policy(old), policy(new));
    let programs = [&old, &new].map(|policy| Program::compile(policy, &Settings::new()).unwrap());
    let [before, after] = &programs;
    let question = Question {
        old: Side { policy: &old, program: before },
        new: Side { policy: &new, program: after },
        portfolio: &portfolio,
        window: Period { from: day("2024-01-01"), to: day("2024-04-30") },
        allocation: Allocation::Statutory,
    };
    let found = contrast(&question, &|| ());
    let told = found.told(&question);
    (new, found, told)
}

fn told(pair: &Pair) -> [Option<(String, u16)>; 2] {
    [pair.old, pair.new].map(|act| act.map(|act| (act.done.day.to_string(), act.done.rule.unwrap())))
}

#[test]
fn a_policy_beside_itself_treats_nobody_differently() {
    let (_, found) = found(OLD);
    assert_eq!(found.differing, []);
    assert_eq!(found.old, found.new);
    assert_eq!((found.old.tenancies, found.old.minutes, found.old.cost), (2, 10, Money::from_cents(400)));
}

#[test]
fn who_is_called_sooner_differs_from_that_day_beside_the_later_call() {
    let (_, found) = found(&OLD.replace("days_overdue >= 20", "days_overdue >= 10"));
    let rows: Vec<(usize, String, u16, Option<u16>)> =
        found.differing.iter().map(|row| (row.tenancy, row.first.to_string(), row.segment, row.stage)).collect();
    assert_eq!(rows, [(1, "2024-03-11".to_owned(), 0, Some(0)), (2, "2024-03-11".to_owned(), 0, Some(0))]);
    // B has paid before the old policy calls; C has not.
    assert_eq!(told(&found.differing[0].pairs[0]), [None, Some(("2024-03-11".to_owned(), 1))]);
    let both = [Some(("2024-03-21".to_owned(), 1)), Some(("2024-03-11".to_owned(), 1))];
    assert_eq!(told(&found.differing[1].pairs[0]), both);
    let ring = ("ring".to_owned(), String::new());
    assert_eq!((found.old.rules[&ring].times, found.new.rules[&ring].times), (1, 2));
}

#[test]
fn another_channel_is_another_treatment_and_another_name_is_none() {
    let (_, other) = found(&OLD.replace("by letter", "by email"));
    assert_eq!(other.differing.len(), 2);
    assert!(other.differing.iter().all(|row| row.pairs.iter().all(|pair| pair.old.is_some() && pair.new.is_some())));
    let (_, same) = found(&OLD.replace("action letter", "action note").replace("do letter", "do note"));
    assert_eq!(same.differing, []);
}

#[test]
fn what_an_exception_does_instead_is_counted_as_its_own() {
    let new = OLD.replace("when segment = rest do nothing", "when segment = long do home_visit");
    let (_, found) = found(&new);
    let visit = ("ring".to_owned(), "kind".to_owned());
    assert_eq!(found.new.rules[&visit].tenancies, 1);
    assert_eq!(found.new.kinds[&ActionKind::HomeVisit].times, 1);
    assert_eq!(found.new.kinds.get(&ActionKind::Call), None);
}

#[test]
fn another_action_of_the_same_kind_is_another_treatment() {
    let two = OLD.replace(
        "action letter \"Letter\" is reminder",
        "action stern \"Stern letter\" is reminder by letter costs € 2 takes 5 minutes\naction letter \"Letter\" is reminder",
    );
    assert_eq!(beside(&two, &two.replace("do letter", "do stern")).1.differing.len(), 2);
    // Another name and title at once is another letter; a new name for the old one is not.
    let other =
        OLD.replace("action letter \"Letter\"", "action stern \"Stern letter\"").replace("do letter", "do stern");
    assert_eq!(found(&other).1.differing.len(), 2);
    let declared = OLD
        .replace("segment long", "action ring \"Ringing\" is call costs € 3\nsegment long")
        .replace("do call", "do ring");
    assert_eq!(found(&declared).1.differing, []);
}

const CHARGING: &str = "policy \"P\" version \"1\"
working days all
vat on costs never
rule letter \"Letter\" when days_overdue >= 8 and claims_without_letter >= 1 do wik_letter once per claim
rule recover \"Costs\" when wik_expired do collection_costs once per claim
";

#[test]
fn who_is_charged_more_is_treated_differently_and_the_amounts_are_told() {
    let (question, found) = told_beside(CHARGING, &CHARGING.replace("costs never", "costs always"));
    // Only C is still late when the fourteen days are over: 15 % of € 600 and the VAT on it.
    let charged = found.totals.iter().find(|total| total.what == What::Charged).unwrap();
    assert_eq!((charged.amounts, charged.tenancies, charged.otherwise), ([9_000, 10_890], [1, 1], 1));
    assert_eq!((question, found.differing), (3, 1));
    let pair = &found.rows[0].pairs[0];
    let amounts = [&pair.old, &pair.new].map(|deed| deed.as_ref().unwrap().charged.cents());
    assert_eq!(amounts, [9_000, 10_890]);
    assert!(!charged.shared, "one tenancy follows from it");
}

#[test]
fn where_few_differ_no_count_that_differs_is_shared() {
    let (_, told) = told_beside(OLD, &OLD.replace("days_overdue >= 20", "days_overdue >= 10"));
    assert!(told.rules.iter().all(|line| !line.shared || line.counts[0] == line.counts[1]), "{:?}", told.rules);
}
