//! What a consultant is told, on small books.

use super::Explanation;
use super::FactValue;
use super::Question;
use super::why;
use crate::calendar::Day;
use crate::check::read;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::money::Money;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;
use crate::tenancy::Entry;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PaymentMethod;

const POLICY: &str = r#"
policy "Two steps" version "1"
source book "A book"
working days all
stage one "One month" when months_in_arrears >= 1
stage two "Two months" when months_in_arrears >= 2
rule remind "Remind" when days_overdue >= 7 and not plan_active do reminder once per episode cite book "1"
rule visit "Visit" in stage two when done(reminder) do home_visit once per episode cite book "2"
"#;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn charge(text: &str, category: Category, euros: i64) -> Entry {
    let amount = Money::from_cents(euros * 100);
    let (day, method) = (day(text), PaymentMethod::Other);
    Entry { day, kind: EntryKind::Charge, category, amount, due: day, method, refers_to: None }
}

/// Rent and service costs of € 600 a month, never paid from March on; reminded on 9 March.
fn tenancy() -> Tenancy {
    let months = ["2024-03-01", "2024-04-01", "2024-05-01"];
    let of_month = |text: &str| [charge(text, Category::Rent, 550), charge(text, Category::ServiceCosts, 50)];
    let reminded = RecordedAction { day: day("2024-03-09"), kind: ActionKind::Reminder, outcome: None, channel: None };
    Tenancy {
        entries: months.into_iter().flat_map(of_month).collect(),
        actions: vec![reminded],
        ..Tenancy::bare("T", day("2020-01-01"))
    }
}

fn explained(on: &str) -> Explanation {
    explained_of(tenancy(), POLICY, on)
}

fn explained_of(tenancy: Tenancy, policy: &str, on: &str) -> Explanation {
    let policy = read(&SourceFile::new("two-steps.beleid", policy)).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let portfolio = Portfolio::new(vec![tenancy]);
    let question = Question {
        policy: &policy,
        program: &program,
        columns: &[],
        tenancy: &portfolio.tenancies[0],
        day: day(on),
        allocation: Allocation::Statutory,
        locale: Locale::En,
    };
    why(&question)
}

#[test]
fn what_applies_comes_with_its_facts_its_clause_and_since_when() {
    let explanation = explained("2024-03-08");
    let [applies] = explanation.applies.as_slice() else { panic!("{explanation:?}") };
    assert_eq!(
        (applies.rule.as_str(), applies.since, applies.on),
        ("Remind", Some(day("2024-03-08")), day("2024-03-08"))
    );
    assert_eq!(applies.cite, ["book \u{201c}1\u{201d}"]);
    let facts: Vec<_> = applies.because.iter().map(|reason| (reason.fact.as_str(), reason.shown.as_str())).collect();
    assert_eq!(facts, [("plan_active", "no"), ("days_overdue", "7")]);
}

#[test]
fn what_comes_next_counts_the_whole_rent_of_the_months_ahead() {
    let explanation = explained("2024-03-20");
    assert_eq!(explanation.stage.as_deref(), Some("One month"));
    assert!(explanation.applies.is_empty());
    let next: Vec<_> = explanation.next.iter().map(|next| (next.rule.as_str(), next.earliest)).collect();
    assert_eq!(next, [("Visit", day("2024-04-01"))]);
}

#[test]
fn a_payment_that_leads_elsewhere_is_the_smallest_one() {
    let explanation = explained("2024-04-10");
    assert_eq!(explanation.stage.as_deref(), Some("Two months"));
    let changes: Vec<_> = explanation.would_change.iter().map(|change| (&change.from[..], &change.to[..])).collect();
    // A cent below two months, a cent below one, and nothing.
    assert_eq!(changes, [("€ 1,200.00", "€ 1,199.99"), ("€ 1,200.00", "€ 599.99")]);
    assert!(explanation.would_change[0].then.contains("One month"), "{:?}", explanation.would_change);
}

#[test]
fn a_rule_that_was_carried_out_is_told_apart_from_one_that_does_not_hold() {
    let explanation = explained("2024-03-20");
    let remind = explanation.blocked.iter().find(|blocked| blocked.rule == "Remind").unwrap();
    assert!(remind.because.is_empty());
    assert_eq!(explanation.done.iter().map(|done| done.action.as_str()).collect::<Vec<_>>(), ["reminder"]);
}

#[test]
fn a_rule_that_a_hold_stops_waits_for_the_hold_and_other_rules_are_told_by_what_is_owed() {
    let policy = format!("{POLICY}hold complaint \"Complaint\" stops home_visit, reminder cite book \"3\"\n");
    let from = day("2024-04-05");
    let held = |on: &str| {
        let hold = HoldPeriod { code: HoldCode::Complaint, from, to: None };
        explained_of(Tenancy { holds: vec![hold], ..tenancy() }, &policy, on).blocked
    };
    let blocked = held("2024-04-10");
    let visit = blocked.iter().find(|blocked| blocked.rule == "Visit").unwrap();
    assert!(visit.says.contains("the hold \u{201c}Complaint\u{201d} stops it"), "{}", visit.says);
    let [because] = &visit.because[..] else { panic!("{visit:?}") };
    assert_eq!((because.fact.as_str(), because.shown.as_str(), because.holds), ("hold", "complaint", false));
    // What was carried out already is so with a hold too.
    let remind = blocked.iter().find(|blocked| blocked.rule == "Remind").unwrap();
    assert!(remind.says.contains("carried out"), "{}", remind.says);
    // Before the second month the stage is what keeps the visit back, by the arrears that there are.
    let late = HoldPeriod { code: HoldCode::Complaint, from: day("2024-03-20"), to: None };
    let blocked = explained_of(Tenancy { holds: vec![late], ..tenancy() }, &policy, "2024-03-25").blocked;
    let visit = blocked.iter().find(|blocked| blocked.rule == "Visit").unwrap();
    assert_eq!(visit.because[0].shown, "1.00", "{visit:?}");
}

#[test]
fn in_the_evening_the_payments_of_the_day_are_known() {
    let mut tenancy = tenancy();
    let payment = Entry { kind: EntryKind::Payment, due: Day::NEVER, ..charge("2024-03-08", Category::Rent, 600) };
    tenancy.entries.insert(2, payment);
    let evening = POLICY.replace("working days all", "working days all evaluate evening");
    assert_eq!(explained_of(tenancy.clone(), POLICY, "2024-03-08").applies.len(), 1);
    assert!(explained_of(tenancy, &evening, "2024-03-08").applies.is_empty());
}

#[test]
fn a_rule_that_an_exception_keeps_back_is_blocked_by_it_with_its_clause() {
    let policy =
        format!("{POLICY}exception gently \"Gently\" to visit when arrears > € 100 do nothing cite book \"3\"\n");
    let explanation = explained_of(tenancy(), &policy, "2024-04-10");
    assert!(explanation.applies.iter().all(|applies| applies.rule != "Visit"), "{explanation:?}");
    let visit = explanation.blocked.iter().find(|blocked| blocked.rule == "Visit").unwrap();
    assert_eq!(visit.exception.as_deref(), Some("Gently"));
    assert!(visit.says.contains("kept back by the exception “Gently” (book “3”)"), "{}", visit.says);
    assert!(explanation.would_change.iter().all(|change| !change.then.contains("no longer: Visit")), "{explanation:?}");
}

#[test]
fn a_rule_of_a_stage_ahead_says_what_is_missing() {
    let explanation = explained("2024-03-20");
    let visit = explanation.blocked.iter().find(|blocked| blocked.rule == "Visit").unwrap();
    assert_eq!(
        visit.says,
        "The rule “Visit” does not apply, because the arrears are 1 month of rent and not at least 2."
    );
}

#[test]
fn what_needs_approval_says_so() {
    let policy = format!(
        "{POLICY}write off lost \"Lost\" when days_overdue >= 5 approved by 2 including manager cite book \"4\"\n"
    );
    let explanation = explained_of(tenancy(), &policy, "2024-04-10");
    let lost = explanation.applies.iter().find(|applies| applies.rule == "Lost").unwrap();
    assert_eq!(lost.approval.as_deref(), Some("proposal: needs 2 assessors, a manager among them"));
}

#[test]
fn the_places_of_a_tenancy_are_told_though_the_policy_names_none() {
    let tenancy = Tenancy { municipality: "Delft".to_owned(), ..tenancy() };
    let explanation = explained_of(tenancy, POLICY, "2024-04-10");
    assert_eq!(explanation.facts["municipality"], FactValue::Word("Delft".to_owned()));
    assert_eq!(explanation.facts["complex"], FactValue::Never, "the ledger has none");
}
