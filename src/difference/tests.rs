use super::Change;
use super::Edition;
use super::Kind;
use super::Mixture;
use super::difference;
use super::difference_with_renames;
use super::plans_differ;
use crate::check::Policy;
use crate::check::read;
use crate::locale::Locale;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;
use std::collections::BTreeSet;
use std::fs;

const BASE: &str = r#"policy "Base" version "1"
source book "A book"
tolerance € 25
setting call_day = 20 between 3 and 60 cite book "1"
setting spare_days = 5 days between 1 and 9 cite book "1"
action chat "A call" is call by phone takes 15 minutes
partner bank "Credit bank" is credit_bank
segment new "New" when tenancy_months < 12 cite book "1"
segment slow "Slow" when late_months(12) >= 6 cite book "1"
segment rest "Others" otherwise
stage one "One month" when months_in_arrears >= 1 cite book "1"
stage two "Two months" when months_in_arrears >= 2 cite book "1"
rule remind "A reminder"
  when days_overdue >= spare_days and not plan_active
  do reminder
  once per episode
  cite book "1"
rule ring "Call"
  when days_overdue >= call_day and (plan_refused or not plan_active)
  do chat
  once per stage
  cite book "2"
rule refer_on "Credit bank"
  in stage two or later
  when sitting
  do refer to bank
  once per episode
  cite book "3"
exception new_first "No call for who is new" to ring
  when segment = new
  do nothing
  cite book "2"
plan standard "Plan"
  offered after call
  at most 12 instalments of at least € 25
  broken when an instalment is more than 7 days late
  cite book "4"
hold wsnp "Restructuring" stops all except write_off cite book "5"
target arrears_rate at most 1.35 % cite book "1"
guarantee "Call first" credit_bank only after attempted(call)
"#;

fn policy(text: &str) -> (SourceFile, Policy) {
    let file = SourceFile::new("policy", text);
    let checked = read(&file);
    let policy = checked.policy.unwrap_or_else(|| panic!("{:#?}\n{text}", checked.diagnostics));
    (file, policy)
}

fn settings(policy: &Policy, values: &[(&str, &str)]) -> Program {
    let values: Settings = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Program::compile(policy, &values).unwrap()
}

fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (policy(old).1, policy(new).1);
    let (first, second) = (settings(&old, &[]), settings(&new, &[]));
    let edition = |policy, program: &'_ Program| Edition { policy, settings: program.settings().to_vec().leak() };
    difference(edition(&old, &first), edition(&new, &second))
}

/// The same, as people see them.
fn seen(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (policy(old).1, policy(new).1);
    let (first, second) = (settings(&old, &[]), settings(&new, &[]));
    let found = difference_with_renames(
        Edition { policy: &old, settings: first.settings() },
        Edition { policy: &new, settings: second.settings() },
    );
    found.iter().map(|change| change.headline(Locale::En)).collect()
}

fn ids(changes: &[Change]) -> Vec<String> {
    changes.iter().map(Change::id).collect()
}

fn with(from: &str, to: &str) -> String {
    assert!(BASE.contains(from), "{from}");
    BASE.replace(from, to)
}

/// The statements of a text in the opposite order, but for those whose order decides.
fn turned(text: &str) -> String {
    let mut statements: Vec<String> = Vec::new();
    for line in text.lines() {
        match statements.last_mut() {
            Some(last) if line.starts_with(' ') => *last += &format!("\n{line}"),
            _ => statements.push(line.to_owned()),
        }
    }
    let decides = |text: &&String| ["segment", "stage", "plan"].iter().any(|word| text.starts_with(word));
    let ordered = statements.iter().filter(decides);
    let others = statements.iter().rev().filter(|text| !decides(text));
    others.chain(ordered).cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn layout_titles_citations_and_order_are_no_difference() {
    let other = turned(BASE)
        .replace("\n  ", "\n\n       ")
        .replace("\"Base\" version \"1\"", "\"Other\" version \"2\"")
        .replace("cite book \"2\"", "cite book \"17\"")
        .replace("€ 25", "€ 25.00")
        .replace("\"A reminder\"", "# a remark\n")
        .replace(
            "days_overdue >= spare_days and not plan_active",
            "((not plan_active) and days_overdue >= spare_days)",
        );
    assert_eq!(ids(&changes(BASE, &other)), [""; 0]);
}

#[test]
fn a_rule_under_another_name_that_means_the_same_is_told_as_renamed() {
    let called = BASE.replace("rule ring ", "rule ring_up ").replace(" to ring\n", " to ring_up\n");
    let renamed = "rule ring \u{2192} ring_up: renamed, means the same";
    // Also what refers to it is the same: the exception is no change.
    assert_eq!(seen(BASE, &called), [renamed]);
    assert_eq!(ids(&changes(BASE, &called)), ["rule.ring", "rule.ring_up", "exception.new_first"]);
    let both = called.replace("exception new_first ", "exception none_new ");
    assert_eq!(seen(BASE, &both), [renamed, "exception new_first \u{2192} none_new: renamed, means the same"]);
    // Another name and another meaning is another rule.
    let other = called.replace("once per stage", "once per episode");
    assert_eq!(seen(BASE, &other), ["rule ring: removed", "rule ring_up: added", "exception new_first: changed"]);
    assert_eq!(seen(BASE, BASE), [""; 0]);
}

#[test]
fn what_changed_beside_a_new_name_is_told_as_the_old_policy_wrote_it() {
    let called = BASE.replace("rule ring ", "rule ring_up ").replace(" to ring\n", " to ring_up\n");
    let other = called.replace("when segment = new\n  do nothing", "when segment = slow\n  do nothing");
    let (old, new) = (policy(BASE).1, policy(&other).1);
    let (first, second) = (settings(&old, &[]), settings(&new, &[]));
    let found = difference_with_renames(
        Edition { policy: &old, settings: first.settings() },
        Edition { policy: &new, settings: second.settings() },
    );
    let change = found.iter().find(|change| change.kind == Kind::Exception).unwrap();
    assert!(change.old.as_ref().unwrap().starts_with("to ring\n"), "{change:?}");
    assert!(change.new.as_ref().unwrap().starts_with("to ring_up\n"), "{change:?}");
}

#[test]
fn a_policy_and_its_translation_differ_in_nothing_but_names() {
    let english = "policy \"a\" version \"1\"\nsource book \"b\"\nrule r when days_overdue >= 2 weeks and kind = dwelling \
                   do reminder every 7 days, at most 3 times cite book \"1\"\n";
    let dutch = "beleid \"a\" versie \"1\"\nbron book \"b\"\nregel r als soort = woning en dagen_te_laat >= 14 \
                 doe herinnering elke 7 dagen, hoogstens 3 keer volgens book \"1\"\n";
    assert_eq!(changes(english, dutch), []);
}

#[test]
fn every_part_of_a_policy_can_change() {
    for (from, to, id) in [
        ("tolerance € 25", "tolerance € 30", "tolerance"),
        ("tolerance € 25", "working days all tolerance € 25", "working_days"),
        ("tolerance € 25", "evaluate evening tolerance € 25", "evaluate"),
        ("tolerance € 25", "grace 1 day tolerance € 25", "grace"),
        ("tolerance € 25", "spacing 3 days between call, reminder tolerance € 25", "spacing.call+reminder"),
        ("tolerance € 25", "spacing 3 days between messages tolerance € 25", "spacing.messages"),
        ("tolerance € 25", "applies when sitting tolerance € 25", "applies_when"),
        ("tolerance € 25", "valid from 2025-01-01 tolerance € 25", "valid_from"),
        ("tolerance € 25", "law nl tolerance € 25", "law"),
        ("call_day = 20", "call_day = 10", "setting.call_day"),
        ("between 3 and 60", "between 2 and 60", "range.call_day"),
        ("takes 15 minutes", "costs € 1 takes 15 minutes", "action.chat"),
        ("is credit_bank", "is credit_bank list on day 24 of those who qualify by day 22", "partner.bank"),
        ("late_months(12) >= 6", "late_months(12) > 6", "segment.slow"),
        ("months_in_arrears >= 2", "months_in_arrears >= 2.5", "stage.two"),
        ("in stage two or later", "in stage two", "rule.refer_on"),
        ("once per stage", "once per claim", "rule.ring"),
        ("do chat", "do chat, reminder", "rule.ring"),
        ("(plan_refused or not plan_active)", "plan_refused", "rule.ring"),
        ("segment = new\n", "segment = slow\n", "exception.new_first"),
        ("at most 12 instalments", "at most 24 instalments", "plan.standard"),
        ("stops all except write_off", "stops call", "hold.wsnp"),
        ("1.35 %", "1.5 %", "target.arrears_rate"),
        ("only after attempted(call)", "never when on_hold", "guarantee.Call first"),
    ] {
        let found = changes(BASE, &with(from, to));
        assert_eq!(ids(&found), [id], "{to}");
        assert!(found[0].old != found[0].new, "{:?}", found[0]);
    }
}

#[test]
fn what_a_condition_says_is_the_same_however_its_brackets_and_negations_stand() {
    let same = [
        "days_overdue >= call_day and (plan_refused or not plan_active)",
        "(days_overdue >= call_day) and ((plan_refused) or (plan_refused or not plan_active))",
        "not (not (days_overdue >= call_day and (not plan_active or plan_refused)))",
        "not (not days_overdue >= call_day or not plan_refused and plan_active)",
        "days_overdue >= call_day and days_overdue >= call_day and (plan_refused or not plan_active)",
    ];
    for condition in same {
        let found = changes(BASE, &with(same[0], condition));
        assert_eq!(ids(&found), [""; 0], "{condition}");
    }
}

#[test]
fn another_title_of_a_guarantee_is_no_difference_and_another_condition_under_it_is_one() {
    assert_eq!(ids(&changes(BASE, &with("guarantee \"Call first\"", "guarantee \"First a call\""))), [""; 0]);
    let found = changes(BASE, &with("only after attempted(call)", "only after done(call)"));
    assert_eq!(ids(&found), ["guarantee.Call first"]);
    assert!(found[0].old.is_some() && found[0].new.is_some(), "{found:?}");
}

#[test]
fn a_target_is_told_to_its_last_decimal() {
    let found = changes(BASE, &with("1.35 %", "1.3512 %"));
    let told = [&found[0].old, &found[0].new].map(|text| text.clone().unwrap());
    assert!(told[0].contains("1.35 %") && told[1].contains("1.3512 %"), "{told:?}");
}

#[test]
fn other_terms_of_a_plan_and_another_value_of_its_setting_are_seen() {
    let differ = |new: &str| {
        let ((_, old), (_, new)) = (policy(BASE), policy(new));
        let (first, second) = (settings(&old, &[]), settings(&new, &[]));
        plans_differ(
            Edition { policy: &old, settings: first.settings() },
            Edition { policy: &new, settings: second.settings() },
        )
    };
    assert!(!differ(&with("call_day = 20", "call_day = 10")) && !differ(BASE));
    assert!(differ(&with("at most 12 instalments", "at most 3 instalments")));
}

#[test]
fn a_change_shows_both_texts_in_the_words_of_the_policy() {
    let found = changes(BASE, &with("days_overdue >= call_day and (", "days_overdue > call_day and ("));
    assert_eq!(
        found[0].new.as_deref(),
        Some("when days_overdue > call_day and (plan_refused or not plan_active)\ndo chat\nonce per stage")
    );
    assert_eq!((found[0].title.as_str(), found[0].kind), ("Call", Kind::Rule));
    assert_eq!(found[0].headline(Locale::Nl), "regel ring: gewijzigd");
    let found = changes(BASE, &with("call_day = 20", "call_day = 1").replace("between 3", "between 1"));
    assert_eq!(found[0].headline(Locale::En), "call_day 20 days \u{2192} 1 day");
}

#[test]
fn another_name_is_another_statement() {
    let found = changes(BASE, &with("rule remind", "rule write_first"));
    let told: Vec<String> = found.iter().map(|change| change.headline(Locale::En)).collect();
    assert_eq!(told, ["rule remind: removed", "rule write_first: added"]);
}

#[test]
fn the_order_of_segments_is_a_difference() {
    let lines: Vec<&str> = BASE.lines().filter(|line| line.starts_with("segment")).collect();
    let swapped = BASE.replace(lines[0], "@").replace(lines[1], lines[0]).replace('@', lines[1]);
    let found = changes(BASE, &swapped);
    assert_eq!(ids(&found), ["segment_order"]);
    assert_eq!(found[0].new.as_deref(), Some("slow, new, rest"));
}

#[test]
fn the_value_that_a_scenario_gives_counts_as_that_of_the_setting() {
    let (_, policy) = policy(BASE);
    let (own, given) = (settings(&policy, &[]), settings(&policy, &[("call_day", "7")]));
    let edition = |program: &'static Program| Edition { policy: &policy, settings: program.settings() };
    let found = difference(edition(Box::leak(Box::new(own))), edition(Box::leak(Box::new(given))));
    assert_eq!(ids(&found), ["setting.call_day"]);
    assert_eq!(found[0].new.as_deref(), Some("7 days"));
}

#[test]
fn the_order_of_statements_changes_no_order_of_changes() {
    let new = with("call_day = 20", "call_day = 10")
        .replace("tolerance € 25\n", "")
        .replace("once per stage", "once per claim")
        .replace("hold wsnp", "hold msnp");
    let found = changes(BASE, &new);
    assert_eq!(ids(&found), ["tolerance", "setting.call_day", "rule.ring", "hold.msnp", "hold.wsnp"]);
    assert_eq!(changes(BASE, &turned(&new)), found);
    assert_eq!(changes(&turned(BASE), &new), found);
}

fn mixture(old: &str, new: &str) -> (Mixture, usize) {
    let ((old_file, old), (new_file, new)) = (policy(old), policy(new));
    let (first, second) = (settings(&old, &[]), settings(&new, &[]));
    let found = difference(
        Edition { policy: &old, settings: first.settings() },
        Edition { policy: &new, settings: second.settings() },
    );
    (Mixture::new((&old_file, &old), (&new_file, &new), &found), found.len())
}

/// The changes that decide something.
fn deciding(old: &str, new: &str) -> Vec<String> {
    let found = changes(old, new).into_iter().filter(|change| change.kind.decides());
    found.map(|change| change.id()).collect()
}

#[test]
fn a_mixture_with_none_of_the_changes_is_the_old_policy_and_with_all_the_new() {
    let new = with("call_day = 20", "call_day = 10")
        .replace("tolerance € 25\n", "evaluate evening\n")
        .replace("segment slow", "segment slower")
        .replace(
            "stage two \"Two months\"",
            "stage half \"Half\" when months_in_arrears >= 0.5 cite book \"1\"\nstage two",
        )
        .replace("source book \"A book\"", "source book \"A book\"\nsource paper \"P\"")
        .replace("cite book \"2\"", "cite paper \"2\"");
    let (mixture, count) = mixture(BASE, &new);
    assert!(count > 4);
    assert_eq!(deciding(BASE, &mixture.text(&BTreeSet::new())), [""; 0]);
    assert_eq!(deciding(&new, &mixture.text(&(0..count).collect())), [""; 0]);
}

#[test]
fn a_mixture_differs_from_the_old_policy_in_what_was_taken_and_nothing_else() {
    let new = with("call_day = 20", "call_day = 10").replace("once per stage", "once per claim");
    let (mixture, count) = mixture(BASE, &new);
    assert_eq!(count, 2);
    for (taken, id) in [(0, "setting.call_day"), (1, "rule.ring")] {
        assert_eq!(deciding(BASE, &mixture.text(&BTreeSet::from([taken]))), [id]);
    }
}

#[test]
fn the_policies_of_the_project_mix_to_themselves() {
    let old = fs::read_to_string("policies/wooninvest-2025.beleid").unwrap();
    for name in ["eerder-bellen", "hulp-eerst", "kort-en-strak", "digitaal-waar-het-kan", "zonder-huisbezoek"] {
        let new = fs::read_to_string(format!("policies/{name}.beleid")).unwrap();
        let (mixture, count) = mixture(&old, &new);
        assert_eq!(deciding(&old, &mixture.text(&BTreeSet::new())), [""; 0], "{name}");
        assert_eq!(deciding(&new, &mixture.text(&(0..count).collect())), [""; 0], "{name}");
    }
}

#[test]
fn the_same_hold_in_two_languages_is_no_difference() {
    let of = |text: &str| read(&SourceFile::new("x", text)).policy.unwrap();
    let english = "policy \"P\" version \"1\"\nsource b \"B\"\nhold complaint stops hand_over cite b \"1\"";
    let dutch = "beleid \"P\" versie \"1\"\nbron b \"B\"\nwachtstand klacht stopt overdracht volgens b \"1\"";
    let (english, dutch) = (of(english), of(dutch));
    let edition = |policy| Edition { policy, settings: &[] };
    assert_eq!(difference(edition(&english), edition(&dutch)), []);
    let other = of("policy \"P\" version \"1\"\nsource b \"B\"\nhold complaint stops call cite b \"1\"");
    let found = difference(edition(&dutch), edition(&other));
    assert_eq!(found.iter().map(|change| change.name.as_str()).collect::<Vec<_>>(), ["complaint"]);
}
