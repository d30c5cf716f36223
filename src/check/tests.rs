//! What a checked policy says.

use super::Approval;
use super::Batch;
use super::Comparison;
use super::Condition;
use super::CostsVat;
use super::Frequency;
use super::Law;
use super::Operand;
use super::Overridden;
use super::Per;
use super::Policy;
use super::StageRange;
use super::Subject;
use super::Value;
use super::read;
use crate::money::Money;
use crate::money::Number;
use crate::source::SourceFile;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Unit;

fn policy(text: &str) -> Policy {
    let checked = read(&SourceFile::new("x", format!("policy \"P\" version \"1\"\n{text}")));
    let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
    policy
}

#[test]
fn a_percentage_is_a_fraction() {
    let of = |bound: &str| policy(&format!("target arrears_rate at most {bound}")).targets[0].value;
    assert_eq!(of("1.35 %"), Number::parse("0.0135").unwrap());
    assert_eq!(of("90 %"), Number::parse("0.9").unwrap());
    assert_eq!(of("0.5 %"), Number::parse("0.005").unwrap());
    assert_eq!(of("100 %"), Number::whole(1));
}

#[test]
fn a_plain_setting_takes_the_unit_of_what_it_is_compared_with() {
    let rules = "setting a = 2 between 1 and 3\nsetting b = 14 between 7 and 21\nrule r \
                 when months_in_arrears >= a and days_overdue > b do call at most 3 times";
    let settings = policy(rules).settings;
    assert_eq!(settings[0].value, Value::MonthsOfRent(Number::whole(2)));
    assert_eq!((settings[1].value, settings[1].greatest), (Value::Days(14), Value::Days(21)));
}

#[test]
fn and_binds_stronger_than_or() {
    let scope = policy("applies when sitting or departed and not plan_active").scope.unwrap();
    let Condition::Any(either) = scope.condition else { panic!("{:?}", scope.condition) };
    assert!(matches!(&either[1], Condition::All(both) if matches!(both[1], Condition::Not(_))));
}

#[test]
fn a_partner_stands_for_its_kind_of_action() {
    let policy = policy(
        "partner bank is credit_bank\nrule r in stage s or later when never(bank) do refer to bank once per stage\n\
         stage s when sitting",
    );
    let rule = &policy.rules[0];
    let step = rule.steps[0];
    assert_eq!((step.kind, step.partner, step.action), (ActionKind::CreditBank, Some(0), None));
    assert!(matches!(&rule.condition, Condition::Test(test)
        if test.subject == Subject::Function(Function::Never, ActionKind::CreditBank)));
    assert_eq!(rule.stages, Some(StageRange::OrLater(0)));
    assert_eq!(rule.frequency, Frequency { limit: Some((1, Per::Stage)), every: None });
}

#[test]
fn a_broken_declaration_is_one_finding_and_not_two() {
    let text = "policy \"P\" version \"1\"\nsource b \"B\"\npartner bank credit_bank\n\
                rule r do refer to bank once per episode cite b \"1\"";
    let codes: Vec<_> = read(&SourceFile::new("x", text)).diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["P01"]);
}

const RULES: &str = "rule r when sitting do call once per episode\n";

#[test]
fn an_exception_stands_above_what_the_ones_below_it_stand_above() {
    let exceptions = policy(
        "rule r when sitting do call once per claim\n\
         exception c to r when plan_active do nothing\n\
         exception b to r above c when on_hold do reminder\n\
         exception a to r above b when reached do nothing\n\
         exception d to a when direct_debit do home_visit",
    )
    .exceptions;
    assert_eq!(exceptions[2].above, [0, 1]);
    assert_eq!(exceptions[0].overrides, Overridden::Rule(0));
    assert_eq!(exceptions[3].overrides, Overridden::Exception(2));
    assert!(exceptions[0].steps.is_empty() && exceptions[1].steps[0].kind == ActionKind::Reminder);
}

#[test]
fn a_rule_may_do_nothing_as_often_as_it_says() {
    let rule = |text: &str| policy(text).rules.remove(0);
    let nothing = rule("rule r when sitting do nothing once per month");
    assert_eq!((nothing.steps.len(), nothing.frequency.limit), (0, Some((1, Per::Month))));
    assert_eq!(rule("rule r do call once per claim").frequency.limit, Some((1, Per::Claim)));
}

#[test]
fn a_write_off_is_a_rule_among_the_others() {
    let rules = policy(&format!(
        "{RULES}write off w when departed approved by 2 including manager\n\
         rule s when sitting do call once per episode\nwrite off v when departed every 30 days"
    ))
    .rules;
    assert_eq!(rules[1].approval, Some(Approval { assessors: 2, manager: true }));
    assert_eq!((rules[1].steps[0].kind, rules[1].frequency.limit), (ActionKind::WriteOff, Some((1, Per::Episode))));
    assert_eq!((rules[2].named.name.as_str(), rules[3].approval, rules[3].frequency.every), ("s", None, Some(30)));
}

#[test]
fn a_plan_has_its_terms() {
    let policy = policy(&format!(
        "{RULES}setting most = 12 between 3 and 24\nsetting patience = 7 between 1 and 14\n\
         partner bank is credit_bank\n\
         plan p offered after home_visit, bank, home_visit when reached at most most instalments of at least € 25 \
         on day 26 not within 180 days of a broken plan only if unable to pay at once \
         broken when an instalment is more than patience days late\n\
         plan q offered after call at most 1 instalment of at least € 0 broken when an instalment is more than 1 day late"
    ));
    let [plan, other] = &policy.plans[..] else { panic!("{:?}", policy.plans) };
    assert_eq!(plan.after, [ActionKind::HomeVisit, ActionKind::CreditBank]);
    assert_eq!((plan.instalments, plan.patience), (Operand::Setting(0), Operand::Setting(1)));
    assert_eq!(plan.least, Operand::Value(Value::Money(Money::from_cents(2_500))));
    assert_eq!((plan.day, plan.only_if_unable), (26, true));
    assert_eq!(plan.rest, Some(Operand::Value(Value::Days(180))));
    assert_eq!((policy.settings[0].value, policy.settings[1].value), (Value::Count(12), Value::Days(7)));
    assert_eq!((other.day, other.rest, other.only_if_unable), (1, None, false));
    assert_eq!(other.condition, Condition::always());
}

#[test]
fn a_hold_stops_all_but_some_or_some_only() {
    let holds = policy(&format!(
        "{RULES}partner agency is bailiff\nhold wsnp \"WSNP\" stops all except write_off\n\
         hold complaint stops agency, call\nhold estate stops all"
    ))
    .holds;
    let stops = |place: usize, kind| holds[place].stops.stops(kind);
    assert!(stops(0, ActionKind::Call) && !stops(0, ActionKind::WriteOff));
    assert!(stops(1, ActionKind::HandOver) && !stops(1, ActionKind::WriteOff));
    assert!(stops(2, ActionKind::WriteOff));
    assert_eq!((holds[0].code, holds[0].named.title.as_str()), (HoldCode::Wsnp, "WSNP"));
}

#[test]
fn lists_go_monthly_or_on_days() {
    let partners = policy(&format!(
        "{RULES}partner a is early_signalling list on day 24 of those who qualify by day 22\n\
         partner b is credit_bank lists on 2025-02-24, 2025-01-24, 2025-02-24\npartner c is bailiff"
    ))
    .partners;
    assert_eq!(partners[0].batch, Some(Batch::Monthly { list_day: 24, cut_off: 22 }));
    let days = ["2025-01-24", "2025-02-24"].map(|day| day.parse().unwrap());
    assert_eq!((&partners[1].batch, &partners[2].batch), (&Some(Batch::Dates(days.to_vec())), &None));
}

#[test]
fn conventions_spacing_and_law_are_what_is_said() {
    let said = policy(&format!(
        "{RULES}law nl\ngrace 1 week\nvat on costs always\nspacing 3 days between messages\n\
         spacing 7 between home_visit, call"
    ));
    assert_eq!((said.law, said.conventions.grace, said.conventions.costs_vat), (Law::Nl, 7, CostsVat::Always));
    assert_eq!((said.spacings[0].days, said.spacings[0].kinds.len()), (3, 6));
    assert_eq!(said.spacings[1].kinds, [ActionKind::Call, ActionKind::HomeVisit]);
    let unsaid = policy(RULES);
    assert_eq!((unsaid.law, unsaid.conventions.grace), (Law::Unsaid, 0));
    assert_eq!(unsaid.conventions.costs_vat, CostsVat::AgencyOnly);
}

#[test]
fn never_is_a_condition_that_cannot_hold() {
    let guarantees =
        policy(&format!("{RULES}guarantee \"a\" hand_over never\nguarantee \"b\" home_visit never when hold = wsnp"))
            .guarantees;
    assert_eq!(guarantees[0].only_after, Condition::Any(Vec::new()));
    assert!(matches!(&guarantees[1].only_after, Condition::Not(when) if matches!(&**when, Condition::Test(_))));
}

#[test]
fn own_facts_and_texts_are_asked_like_any_other() {
    let policy = policy(
        "fact area \"Area\" is text otherwise \"East\"\nfact known is yes_no otherwise yes\n\
         fact seen is days otherwise 2 weeks\n\
         rule r when area != \"West\" and municipality = \"East\" and known and seen > 7 do call once per month",
    );
    let (texts, facts) = (policy.texts, policy.facts);
    assert_eq!(texts, ["East", "West"]);
    assert_eq!((facts[0].unit, facts[0].otherwise), (Unit::Text, Value::Text(0)));
    assert_eq!((facts[1].otherwise, facts[2].otherwise), (Value::YesNo(true), Value::Days(14)));
    let Condition::All(parts) = &policy.rules[0].condition else { panic!("not a conjunction") };
    let asked = |place: usize| match &parts[place] {
        Condition::Test(test) => (test.subject, test.comparison),
        other => panic!("{other:?}"),
    };
    assert_eq!(asked(0), (Subject::Declared(0), Some((Comparison::NotEqual, Operand::Value(Value::Text(1))))));
    assert_eq!(asked(2), (Subject::Declared(1), None));
}

#[test]
fn settings_may_be_working_days_or_calendar_months() {
    let settings = policy(
        "setting a = 5 working days between 2 and 10\nsetting b = 12 months between 6 and 18\n\
         rule r when days_overdue >= a and days_since_end >= b and tenancy_months >= b do call once per month",
    )
    .settings;
    assert_eq!((settings[0].value, settings[0].greatest), (Value::WorkingDays(5), Value::WorkingDays(10)));
    assert_eq!((settings[1].value, settings[1].least), (Value::Months(12), Value::Months(6)));
}

#[test]
fn a_number_at_the_end_of_a_line_is_not_of_the_working_days_on_the_next() {
    let policy = policy(
        "setting a = 14 between 7 and 21\nworking days nl\nrule r when days_overdue >= a do call once per month",
    );
    assert_eq!(policy.settings[0].greatest, Value::Days(21));
}
