//! What canonical text looks like, and that comments, empty lines and long lines end up where they should.

use super::Language;
use super::lay_out;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::locale::Locale;
use crate::source::SourceFile;

fn laid(text: &str) -> String {
    let once = lay_out(&SourceFile::new("x", text), Language::AsWritten).unwrap();
    let twice = lay_out(&SourceFile::new("x", once.as_str()), Language::AsWritten).unwrap();
    assert_eq!(once, twice);
    once
}

fn put(text: &str, locale: Locale) -> Result<String, Vec<&'static str>> {
    let put = lay_out(&SourceFile::new("x", text), Language::In(locale));
    let errors = |finding: &&Diagnostic| finding.severity == Severity::Error;
    put.map_err(|findings| findings.iter().filter(errors).map(|finding| finding.code).collect())
}

#[test]
fn a_rule_has_a_line_for_each_part_and_each_test() {
    let text = "rule r \"R\" in stage a or later when sitting and (arrears>€50 or not on_hold) and done( call )\n\
                do call,refer to bank every 7 days , at most 1 times cite b \"1\"";
    let expected = "rule r \"R\"\n  in stage a or later\n  when sitting\n    and (arrears > € 50 or not on_hold)\n    \
                    and done(call)\n  do call, refer to bank\n  every 7 days, at most 1 time\n  cite b \"1\"\n";
    assert_eq!(laid(text), expected);
}

#[test]
fn statements_that_stand_together_are_a_table() {
    let text = "setting a = 7 between 1 and 30 cite b \"1\"\nsetting long_name = € 25 between € 10 and € 100\n\
                # why\nsetting c = 14 days between 1 and 30 cite b \"1\"";
    let expected = "setting a          = 7 between 1 and 30        cite b \"1\"\n\
                    setting long_name  = € 25 between € 10 and € 100\n# why\n\
                    setting c          = 14 days between 1 and 30  cite b \"1\"\n";
    assert_eq!(laid(text), expected);
}

#[test]
fn a_table_keeps_a_place_for_what_a_row_lacks() {
    let text = "action a \"A\" is call by phone takes 15 minute\naction longer is home_visit costs € 4 by 1 staff";
    let expected = "action a      \"A\"  is call        by phone             takes 15 minutes\n\
                    action longer      is home_visit            costs € 4  by 1 staff\n";
    assert_eq!(laid(text), expected);
}

#[test]
fn an_empty_line_parts_tables_and_there_is_never_more_than_one() {
    let text = "\n\nsource a \"A\"\n\n\n\nsource longer \"B\"\nlaw nl\n\n";
    assert_eq!(laid(text), "source a \"A\"\n\nsource longer \"B\"\nlaw nl\n");
}

#[test]
fn rules_stand_apart_with_the_comments_above_them() {
    let text = "law nl\n# about r\nrule r do call once per claim\n  # still to be cited\n# about s\n\n# more\n\
                rule s do call once per claim\nlaw nl";
    let expected = "law nl\n\n# about r\nrule r\n  do call\n  once per claim\n  # still to be cited\n# about s\n\n\
                    # more\nrule s\n  do call\n  once per claim\n\nlaw nl\n";
    assert_eq!(laid(text), expected);
}

#[test]
fn a_comment_stays_with_the_word_it_stands_after() {
    let text =
        "rule r # why r\n when sitting # it must\n  # or else\n and on_hold do\n call, # first\n writ once per claim";
    let expected = "rule r           # why r\n  when sitting   # it must\n    # or else\n    and on_hold\n  do call,   \
                    # first\n     writ\n  once per claim\n";
    assert_eq!(laid(text), expected);
}

#[test]
fn comments_on_lines_that_follow_each_other_are_lined_up() {
    let text = "law nl # one\ntolerance € 25 # two\n\ngrace 5 days # three";
    assert_eq!(laid(text), "law nl           # one\ntolerance € 25   # two\n\ngrace 5 days   # three\n");
}

#[test]
fn a_list_goes_on_under_its_first_member_when_the_line_is_full() {
    let given: Vec<String> = (0..6).map(|place| format!("claims_without_letter = {place}")).collect();
    let text = format!("example \"e\" given {} expect nothing", given.join(","));
    let lines: Vec<String> = laid(&text).lines().map(str::to_owned).collect();
    assert_eq!(lines[1].len(), "  given claims_without_letter = 0,".len() + 3 * " claims_without_letter = 0,".len());
    assert_eq!(lines[2], "        claims_without_letter = 4, claims_without_letter = 5");
    assert_eq!(lines[3], "  expect nothing");
}

#[test]
fn a_condition_too_wide_for_its_line_breaks_where_it_holds_together_least() {
    let test = "days_since(second_reminder) >= 14";
    let all = format!("({test} or {test})");
    let text = format!("applies when {all} and {all} and {all} and {all} or sitting cite b \"1\"");
    let expected = format!(
        "applies when {all}\n        and {all}\n        and {all}\n        and {all}\n    or sitting\n  cite b \"1\"\n"
    );
    assert_eq!(laid(&text), expected);
}

#[test]
fn windows_lines_and_a_byte_order_mark_are_gone() {
    assert_eq!(laid("\u{feff}law nl # é\r\n\r\n\r\ngrace\u{a0}5 days\r\n"), "law nl   # é\n\ngrace 5 days\n");
}

const GOOD: &str = "beleid \"B\" versie \"1\"\nbron b \"B\"\nactie belactie is belactie duurt 1 minuten door 1 medewerkers\n\
    regel r als maanden_achterstand >= 1,5 en dagen_sinds(huisbezoek) >= 1 werkdagen doe huisbezoek, belactie \
    elke 1 dagen, hoogstens 2 keer volgens b \"1,5\"\n";

#[test]
fn another_language_has_its_own_words_numbers_and_decimals() {
    let english = put(GOOD, Locale::En).unwrap();
    let expected = "policy \"B\" version \"1\"\nsource b \"B\"\naction belactie is call takes 1 minute by 1 staff\n\n\
                    rule r\n  when months_in_arrears >= 1.5\n    and days_since(home_visit) >= 1 working day\n  \
                    do home_visit, belactie\n  every 1 day, at most 2 times\n  cite b \"1,5\"\n";
    assert_eq!(english, expected);
    assert_eq!(put(&english, Locale::Nl).unwrap(), laid(GOOD));
    // The mark of the other language is a mistake, and a mistake is not laid out.
    assert_eq!(put(&GOOD.replace(">= 1,5", ">= 1.5"), Locale::En), Err(vec!["P03"]));
}

#[test]
fn a_name_that_would_take_the_place_of_a_word_is_refused_with_its_place() {
    let text = GOOD.replace("actie belactie", "actie home_visit is huisbezoek\nactie belactie");
    assert_eq!(put(&text, Locale::En), Err(vec!["N07"]));
    assert!(put(&text, Locale::Nl).is_ok());
}

#[test]
fn what_means_nothing_is_laid_out_but_not_translated() {
    let text = GOOD.replace("huisbezoek) >=", "huisbezoekje) >=");
    assert!(laid(&text).contains("dagen_sinds(huisbezoekje)"));
    assert_eq!(put(&text, Locale::En), Err(vec!["N01"]));
}

#[test]
fn what_cannot_be_read_is_not_laid_out() {
    let refused = lay_out(&SourceFile::new("x", "law nl\nrule r do"), Language::AsWritten);
    assert_eq!(refused.unwrap_err().first().unwrap().code, "P09");
}

#[test]
fn a_fact_that_would_become_a_booking_in_the_other_language_is_not_laid_out_in_it() {
    for (text, to) in [
        ("policy \"P\" version \"1\"\nfact storno \"S\" is yes_no otherwise no\n", Locale::Nl),
        ("beleid \"P\" versie \"1\"\nfeit reversal \"S\" is ja_nee anders nee\n", Locale::En),
        ("policy \"P\" version \"1\"\nfact betaling \"S\" is money otherwise € 0\n", Locale::Nl),
    ] {
        assert_eq!(put(text, to), Err(vec!["N04"]), "{text}");
    }
}
