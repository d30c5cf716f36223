//! What is not to be said: each policy here once had a finding without being at fault, or is one word from such a policy.

use crate::check::read;
use crate::source::SourceFile;

/// The codes of what is found in a policy, but for want of sources, each with the words it stands at and its case.
fn found(text: &str) -> Vec<String> {
    let file = SourceFile::new("policy", format!("policy \"P\" version \"1\"\n{text}"));
    let findings = read(&file).diagnostics.into_iter().filter(|finding| finding.code != "R09");
    let told = findings.map(|finding| {
        let at = finding.labels.first().map_or("", |label| file.slice(label.span));
        let case = finding.witness.map_or_else(String::new, |case| case.facts.join(", "));
        format!("{} {at}: {case}", finding.code)
    });
    told.collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_stage_about_something_else_is_none_that_a_lighter_one_should_end_at() {
    let stages = |last: &str| {
        format!(
            "stage one \"One\" when months_in_arrears >= 1 and months_in_arrears < 3\n\
             stage three \"Three\" when months_in_arrears >= 3\nstage last \"Last\" when {last}\n\
             rule a \"A\" in stage one or later when days_overdue >= 7 do call once per stage\n"
        )
    };
    assert_eq!(found(&stages("departed and months_in_arrears >= 1")), NOTHING);
    assert_eq!(found(&stages("handed_over and months_in_arrears >= 2")), NOTHING);
    let overlaps = found(&stages("months_in_arrears >= 2"));
    assert!(overlaps.iter().any(|finding| finding.starts_with("A04 ")), "{overlaps:?}");
}

#[test]
fn a_stage_of_those_with_whom_others_are_at_work_needs_no_rule() {
    let stage = |when: &str| {
        found(&format!(
            "partner agin \"Agin\" is bailiff\nhold wsnp \"WSNP\" stops all\n\
             stage one \"One\" when months_in_arrears >= 1\nstage other \"Other\" when {when}\n\
             rule call \"Call\" in stage one when days_overdue >= 7 do call once per episode\n\
             rule over \"Over\" in stage one when attempted(call) do hand over to agin once per episode\n"
        ))
    };
    for when in ["handed_over", "plan_active", "hold = wsnp", "on_hold and months_in_arrears >= 2"] {
        assert_eq!(stage(when), NOTHING, "{when}");
    }
    assert_eq!(stage("months_in_arrears >= 2"), ["A05 other: months_in_arrears = 2"]);
    let [left] = &stage("handed_over or months_in_arrears >= 2")[..] else { panic!("not one finding") };
    assert!(left.starts_with("A05 other: ") && left.contains("months_in_arrears = 2"), "{left}");
    assert!(left.contains("not handed_over"), "{left}");
}

#[test]
fn exceptions_need_an_order_only_where_none_above_them_decides() {
    let exceptions = |hold: &str, above: &str| {
        found(&format!(
            "{hold}rule r \"R\" when sitting and days_overdue >= 30 do call once per episode\n\
             exception a \"A\" to r when departed or direct_debit do reminder\n\
             exception b \"B\" to r when departed or reached do nothing\n\
             exception c \"C\" to r above {above} when direct_debit and reached do nothing\n"
        ))
    };
    for hold in ["", "hold complaint \"C\" stops hand_over\n", "hold complaint \"C\" stops reminder\n"] {
        assert_eq!(exceptions(hold, "a, b"), NOTHING, "{hold}");
        let [between] = &exceptions(hold, "a")[..] else { panic!("not one finding: {hold}") };
        assert!(between.starts_with("R18 c: reached, direct_debit"), "{between}");
    }
}

#[test]
fn exceptions_that_only_a_hold_lets_meet_need_an_order() {
    // Under the hold the exceptions see the new claims alone, and the rule all of them.
    let exceptions = |hold: &str, when: &str| {
        found(&format!(
            "{hold}rule r \"R\" when sitting and days_overdue >= 60 do call once per episode\n\
             exception a \"A\" to r when {when} and days_overdue < 20 do reminder\n\
             exception b \"B\" to r when {when} and days_overdue < 30 do second_reminder\n"
        ))
    };
    let hold = "hold wsnp \"W\" stops reminder, second_reminder\n";
    let [unordered] = &exceptions(hold, "reached")[..] else { panic!("not one finding") };
    assert!(unordered.starts_with("R18 b: ") && unordered.contains("hold = wsnp"), "{unordered}");
    assert_eq!(exceptions(hold, "departed"), NOTHING, "whoever sits has not left, whatever is stopped");
    let never = exceptions("", "reached");
    assert_eq!(never, ["A11 a: ", "A11 b: "], "{never:?}");
}

#[test]
fn a_rule_that_fires_once_more_later_is_not_superfluous() {
    let narrower = |when: &str| {
        found(&format!(
            "fact complaint \"C\" is yes_no otherwise no\n\
             rule wide \"Wide\" when days_overdue >= 7 do call once per episode\n\
             rule narrow \"Narrow\" when days_overdue >= 7 and {when} do call once per episode\n"
        ))
    };
    for when in ["departed", "complaint", "handed_over", "arrears > € 500"] {
        let told: Vec<String> = narrower(when).into_iter().filter(|one| !one.starts_with("A22 ")).collect();
        assert_eq!(told, NOTHING, "{when}");
    }
    assert_eq!(narrower("kind = dwelling"), ["A10 narrow: kind = dwelling, days_overdue = 7"]);
}

#[test]
fn a_rule_with_exceptions_makes_no_other_superfluous() {
    let rules = |exception: &str| {
        found(&format!(
            "rule wide \"Wide\" when days_overdue >= 7 do call once per episode\n\
             rule homes \"Homes\" when days_overdue >= 7 and kind = dwelling do call once per episode\n{exception}"
        ))
    };
    assert_eq!(rules("exception e \"E\" to wide when direct_debit do reminder\n"), NOTHING);
    assert_eq!(rules("exception e \"E\" to homes when direct_debit do reminder\n"), NOTHING);
    assert_eq!(rules("").len(), 1);
}

#[test]
fn a_contact_that_an_exception_ends_is_not_without_end() {
    let ended = |when: &str| {
        found(&format!(
            "rule r \"R\" when days_overdue >= 7 do reminder every 7 days\n\
             exception e \"E\" to r when {when} do nothing\n"
        ))
    };
    for when in ["times(reminder) >= 3", "days_overdue > 90", "days_since(reminder) >= 7 and times(reminder) > 12"] {
        assert_eq!(ended(when), NOTHING, "{when}");
    }
    // It stands where it is said how often, also where a remark says the word before.
    let [remarked] = &found("rule r \"R\" when days_overdue >= 7 do reminder # every time\n  every 7 days\n")[..]
    else {
        panic!("not one finding")
    };
    assert!(remarked.starts_with("A16 every 7 days: "), "{remarked}");
    let [endless] = &ended("direct_debit")[..] else { panic!("not one finding") };
    assert!(endless.starts_with("A16 every 7 days: "), "{endless}");
}
