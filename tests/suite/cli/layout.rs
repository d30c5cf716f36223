//! `huurproef fmt` as a user meets it.

use super::Desk;
use super::POLICY;
use super::done;
use super::huurproef;
use super::refused;
use std::fs;

const UNTIDY: &str =
    "policy \"P\"   version \"1\"\nsource b \"B\"  # why\nrule r do call once per claim cite b \"1\"\n";
const TIDY: &str =
    "policy \"P\" version \"1\"\nsource b \"B\"   # why\n\nrule r\n  do call\n  once per claim\n  cite b \"1\"\n";
const DUTCH: &str = "beleid \"P\" versie \"1\"\nbron b \"B\"   # why\n\nregel r\n  doe belactie\n  eenmaal per vordering\n  volgens b \"1\"\n";

#[test]
fn the_canonical_text_goes_to_stdout_and_the_file_stays() {
    let desk = Desk::new();
    let name = desk.write("p.beleid", UNTIDY);
    assert_eq!(done(&["fmt", name.as_str()]), TIDY);
    assert_eq!(done(&["fmt", name.as_str(), "--lang", "nl"]), DUTCH);
    assert_eq!(done(&["fmt", name.as_str(), name.as_str()]), format!("{TIDY}{TIDY}"));
    assert_eq!(fs::read_to_string(&name).unwrap(), UNTIDY);
}

#[test]
fn a_policy_that_would_change_is_named_and_a_finding() {
    let desk = Desk::new();
    let name = desk.write("p.beleid", UNTIDY);
    let ended = huurproef(&["fmt", "--check", POLICY, name.as_str()]);
    assert_eq!((ended.code, ended.out.lines().count()), (1, 1));
    assert!(ended.out.contains("p.beleid: would be laid out otherwise"), "{}", ended.out);
    assert_eq!(done(&["fmt", "--check", POLICY]), "");
    assert_eq!(huurproef(&["fmt", "--check", POLICY, "--lang", "en"]).code, 1);
}

#[test]
fn what_is_written_is_canonical_and_leaves_nothing_beside_it() {
    let desk = Desk::new();
    let name = desk.write("p.beleid", UNTIDY);
    let tidy = desk.write("tidy.beleid", TIDY);
    let ended = huurproef(&["fmt", "--write", name.as_str(), tidy.as_str()]);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""));
    assert!(ended.err.contains("p.beleid: laid out\n") && ended.err.contains("already"), "{}", ended.err);
    assert_eq!(fs::read_to_string(&name).unwrap(), TIDY);
    assert_eq!(done(&["fmt", "--write", name.as_str(), "--lang", "nl"]), "");
    assert_eq!(fs::read_to_string(&name).unwrap(), DUTCH);
    assert_eq!(desk.entries(), ["p.beleid", "tidy.beleid"]);
}

#[test]
fn a_policy_that_is_named_twice_is_written_once() {
    let desk = Desk::new();
    let name = desk.write("p.beleid", UNTIDY);
    let other = name.replace("p.beleid", "./p.beleid");
    let ended = huurproef(&["fmt", "--write", name.as_str(), name.as_str(), other.as_str()]);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""), "{}", ended.err);
    assert_eq!(fs::read_to_string(&name).unwrap(), TIDY);
    assert_eq!(desk.entries(), ["p.beleid"]);
}

#[test]
fn of_policies_that_cannot_all_be_read_none_is_written() {
    let desk = Desk::new();
    let good = desk.write("good.beleid", UNTIDY);
    let bad = desk.write("bad.beleid", "policy \"P\" version \"1\"\nrule r when do call\n");
    let told = refused(&["fmt", "--write", good.as_str(), bad.as_str()]);
    for part in ["error[P01]", "bad.beleid:2:13", "bad.beleid` is not laid out: it has errors", "nothing was written"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert_eq!(fs::read_to_string(&good).unwrap(), UNTIDY);
    assert_eq!(desk.entries(), ["bad.beleid", "good.beleid"]);
}

#[test]
fn a_name_in_the_way_of_a_translation_is_told_with_what_to_do() {
    let desk = Desk::new();
    let own = "action huisbezoek is home_visit takes 90 minutes\nrule r do home_visit";
    let name = desk.write("p.beleid", &UNTIDY.replace("rule r do call", own));
    let told = refused(&["fmt", name.as_str(), "--lang", "nl"]);
    // In the language that was asked for.
    for part in ["fout[N07]", "`home_visit` is in het Nederlands `huisbezoek`", "eerst een andere naam"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(done(&["fmt", name.as_str()]).contains("do home_visit"));
}

#[test]
fn to_check_and_to_write_do_not_go_together() {
    assert!(refused(&["fmt", "--check", "--write", POLICY]).contains("cannot be used with"));
}
