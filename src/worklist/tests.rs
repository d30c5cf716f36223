//! What the desk is told in the morning, on small books.

use super::Desk;
use super::Worklist;
use super::worklist;
use crate::calendar::Day;
use crate::check::Approval;
use crate::check::Batch;
use crate::check::Hold;
use crate::check::Policy;
use crate::check::Stops;
use crate::check::read;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::money::Money;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;
use crate::source::Span;
use crate::tenancy::Entry;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::HoldCode;

const POLICY: &str = r#"
policy "Steps" version "1"
source book "A book"
working days weekdays
partner bank "The bank" is credit_bank
rule remind "Remind" when days_overdue >= 7 do reminder once per episode cite book "1"
rule visit "Visit" when done(reminder) and days_overdue >= 20 do home_visit once per episode cite book "2"
rule bank_too "Refer" when days_overdue >= 40 do refer to bank once per episode cite book "3"
rule give_up "Give up" when days_overdue >= 100 do write_off once per episode cite book "4"
"#;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Owes so many euros since a day.
fn owing(id: &str, euros: i64, since: &str) -> Tenancy {
    let charge = Entry { due: day(since), ..Entry::new(EntryKind::Charge, day(since), Money::from_cents(euros * 100)) };
    Tenancy { entries: vec![charge], ..Tenancy::bare(id, day("2020-01-01")) }
}

fn reminded(on: &str, tenancy: Tenancy) -> Tenancy {
    let reminder = RecordedAction { day: day(on), kind: ActionKind::Reminder, outcome: None, channel: None };
    Tenancy { actions: vec![reminder], ..tenancy }
}

fn policy() -> Policy {
    read(&SourceFile::new("steps.beleid", POLICY)).policy.unwrap()
}

fn listed(policy: &Policy, tenancies: Vec<Tenancy>, on: &str) -> Worklist {
    let program = Program::compile(policy, &Settings::new()).unwrap();
    let portfolio = Portfolio::new(tenancies);
    let (allocation, locale) = (Allocation::Statutory, Locale::En);
    worklist(&Desk { policy, program: &program, portfolio: &portfolio, day: day(on), allocation, locale })
}

#[test]
fn the_heaviest_goes_first_and_of_those_the_most_arrears() {
    let tenancies = vec![
        owing("A", 300, "2024-05-01"),
        owing("B", 900, "2024-05-01"),
        reminded("2024-04-10", owing("C", 100, "2024-04-01")),
    ];
    let list = listed(&policy(), tenancies, "2024-05-08");
    let today: Vec<(&str, &str)> = list.today.iter().map(|work| (&work.tenancy[..], &work.rule[..])).collect();
    assert_eq!(today, [("C", "Visit"), ("B", "Remind"), ("A", "Remind")]);
    assert_eq!(list.today[0].since, Some(day("2024-04-21")));
    assert_eq!(list.today[1].because, "the oldest claim is 7 days overdue (at least 7)");
}

#[test]
fn what_was_done_before_the_day_is_not_asked_for_again() {
    let list = listed(&policy(), vec![reminded("2024-05-07", owing("A", 300, "2024-05-01"))], "2024-05-08");
    assert!(list.today.is_empty(), "{list:?}");
}

#[test]
fn what_happens_later_is_not_known() {
    let mut tenancy = owing("A", 300, "2024-05-01");
    tenancy.entries.push(Entry::new(EntryKind::Payment, day("2024-05-09"), Money::from_cents(30_000)));
    assert_eq!(listed(&policy(), vec![tenancy], "2024-05-08").today.len(), 1);
}

#[test]
fn on_a_day_off_work_waits_for_the_next_working_day() {
    let list = listed(&policy(), vec![owing("A", 300, "2024-05-01")], "2024-05-11");
    assert!(list.today.is_empty());
    assert_eq!(list.waiting.iter().map(|work| work.on).collect::<Vec<_>>(), [Some(day("2024-05-13"))]);
}

#[test]
fn what_needs_approval_is_a_proposal() {
    let mut policy = policy();
    policy.rules[3].approval = Some(Approval { assessors: 2, manager: true });
    let list = listed(&policy, vec![owing("A", 300, "2024-01-01")], "2024-05-08");
    let [proposal] = list.proposals.as_slice() else { panic!("{list:?}") };
    assert_eq!(proposal.note.as_deref(), Some("proposal: needs 2 assessors, a manager among them"));
    assert!(list.today.iter().all(|work| work.rule != "Give up"));
}

#[test]
fn a_tenancy_on_hold_stands_at_the_end_with_the_reason() {
    let mut policy = policy();
    let named =
        crate::check::Named { name: "wsnp".to_owned(), title: "Court scheme".to_owned(), span: Span::default() };
    let stops = Stops::AllExcept(Vec::new());
    policy.holds.push(Hold { named, code: HoldCode::Wsnp, stops, cites: Vec::new(), span: Span::default() });
    let period = |code| HoldPeriod { code, from: day("2024-05-05"), to: None };
    let held = |id, code| Tenancy { holds: vec![period(code)], ..owing(id, 300, "2024-05-01") };
    let list = listed(&policy, vec![held("A", HoldCode::Wsnp), held("B", HoldCode::Estate)], "2024-05-06");
    let resting: Vec<_> = list.resting.iter().map(|work| (&work.tenancy[..], &work.rule[..], work.since)).collect();
    assert_eq!(resting, [("A", "Court scheme", Some(day("2024-05-05")))]);
}

#[test]
fn a_partner_that_works_with_lists_has_its_own() {
    let mut policy = policy();
    policy.partners[0].batch = Some(Batch::Monthly { list_day: 24, cut_off: 22 });
    let list = listed(&policy, vec![owing("A", 300, "2024-04-01")], "2024-05-15");
    let [bank] = list.lists.as_slice() else { panic!("{list:?}") };
    assert_eq!((bank.partner.as_str(), bank.items.len()), ("The bank", 1));
    assert_eq!(bank.items[0].since, Some(day("2024-05-11")));
    assert!(list.today.iter().all(|work| work.rule != "Refer"));
}
