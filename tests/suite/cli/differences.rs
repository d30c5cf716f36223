//! `huurproef diff`: what changed in meaning, and whom it touches.

use super::Desk;
use super::EARLIER;
use super::LEDGER;
use super::POLICY;
use super::huurproef;
use super::json;
use super::keys;
use super::refused;
use std::fs;

#[test]
fn a_policy_laid_out_otherwise_does_not_differ() {
    let desk = Desk::new();
    let text = fs::read_to_string(POLICY).unwrap();
    let other = desk.path("other.beleid");
    fs::write(&other, text.replace("\n    en ", " en ").replace("# ", "#  ").replace("\"Aanmaning\"", "\"Brief\""))
        .unwrap();
    let ended = huurproef(&["diff", POLICY, other.to_str().unwrap()]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("The two policies mean the same."), "{}", ended.out);
}

#[test]
fn a_changed_setting_is_told_with_both_values_in_both_languages() {
    let ended = huurproef(&["diff", POLICY, EARLIER]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.out.contains("bel_dag 20 dagen → 5 dagen"), "{}", ended.out);
    let dutch = huurproef(&["diff", POLICY, EARLIER, "--lang", "nl"]);
    assert!(dutch.out.contains("wijzigingen in betekenis"), "{}", dutch.out);
    let told = json(&huurproef(&["diff", POLICY, EARLIER, "--format", "json"]).out);
    assert_eq!(keys(&told), ["books", "changes", "differs", "internal", "new", "old"].into());
    assert_eq!(told["differs"], true);
    let change = told["changes"].as_array().unwrap().iter().find(|of| of["id"] == "setting.bel_dag").unwrap();
    assert_eq!((&change["way"], &change["old"]), (&"changed".into(), &"20 dagen".into()));
}

#[test]
fn on_the_books_it_says_who_is_treated_differently_and_keeps_them_apart() {
    let desk = Desk::new();
    let out = desk.path("difference");
    let words = ["diff", POLICY, EARLIER, "--ledger", LEDGER, "--out", out.to_str().unwrap(), "--format", "json"];
    let ended = huurproef(&words);
    assert_eq!(ended.code, 1, "{}", ended.err);
    let told = json(&ended.out);
    let rows = told["internal"]["tenancies"].as_array().unwrap();
    assert_eq!(told["books"]["differing"].as_u64(), Some(rows.len() as u64));
    let id = rows[0]["tenancy"].as_str().unwrap();
    assert!(!out.join("share/charts").exists(), "there are no pictures");
    let inside = fs::read_to_string(out.join("internal/tenancies.csv")).unwrap();
    assert!(inside.contains(id));
    for name in ["difference.html", "difference.json"] {
        let shared = fs::read_to_string(out.join("share").join(name)).unwrap();
        assert!(rows.iter().all(|row| !shared.contains(row["tenancy"].as_str().unwrap())), "{name}");
    }
    // The first of them are called sooner: by the same rule, on an earlier day.
    let calls =
        rows.iter().flat_map(|row| row["differs_in"].as_array().unwrap()).filter(|of| of["new"]["action"] == "call");
    let sooner = calls.filter(|of| of["old"]["date"].as_str() > of["new"]["date"].as_str()).count();
    assert!(sooner > 10, "{sooner}");
}

#[test]
fn what_the_books_have_no_column_for_is_warned_of_and_stands_on_the_page() {
    let desk = Desk::new();
    let page = desk.name("page.html");
    let ended = huurproef(&["diff", POLICY, EARLIER, "--ledger", LEDGER, "--page", &page]);
    let warned = ended.err.lines().find(|line| line.starts_with("warning: ")).unwrap();
    assert!(warned.contains("`klacht_loopt`") && warned.contains("`finale_kwijting`"), "{warned}");
    let page = fs::read_to_string(&page).unwrap();
    let told = page.lines().find(|line| line.contains("klacht_loopt")).unwrap();
    assert!(told.contains("<p class=\"quiet\">") && told.contains("<code>finale_kwijting</code>"), "{told}");
    // The books tell everything that this one asks.
    let plain = "policy \"P\" version \"1\"\nrule r when days_overdue >= 7 do reminder once per episode\n";
    let (old, new) = (desk.write("a.beleid", plain), desk.write("b.beleid", &plain.replace("7", "9")));
    let ended = huurproef(&["diff", &old, &new, "--ledger", LEDGER]);
    assert!(!ended.err.lines().any(|line| line.contains("no column")), "{}", ended.err);
}

#[test]
fn a_rule_that_only_goes_by_another_name_is_no_difference() {
    let desk = Desk::new();
    let text = fs::read_to_string(POLICY).unwrap();
    let new = desk.write("new.beleid", &text.replace("regel bellen ", "regel opbellen "));
    let ended = huurproef(&["diff", POLICY, &new, "--lang", "nl"]);
    assert_eq!(ended.code, 0, "{}", ended.out);
    assert!(ended.out.contains("regel bellen \u{2192} opbellen: heet anders, betekent hetzelfde"), "{}", ended.out);
    let told = json(&huurproef(&["diff", POLICY, &new, "--format", "json"]).out);
    assert_eq!(told["differs"], false);
    let change = &told["changes"][0];
    assert_eq!((&change["way"], &change["decides"]), (&"renamed".into(), &false.into()));
    assert_eq!((&change["old"], &change["new"]), (&"bellen".into(), &"opbellen".into()));
}

#[test]
fn a_policy_beside_itself_treats_nobody_differently_on_the_books() {
    let ended = huurproef(&["diff", POLICY, POLICY, "--ledger", LEDGER]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("nobody is treated differently"), "{}", ended.out);
    assert!(!ended.out.contains("stays within the corporation"), "{}", ended.out);
}

#[test]
fn what_cannot_be_laid_side_by_side_is_refused() {
    assert!(refused(&["diff", POLICY, "no-such.beleid"]).contains("there is no file `no-such.beleid`"));
    let words = ["diff", POLICY, EARLIER, "--ledger", LEDGER, "--from", "1999-01-01"];
    assert!(refused(&words).contains("do not lie within the books"));
    let desk = Desk::new();
    let there = desk.path("there");
    fs::create_dir(&there).unwrap();
    assert!(refused(&["diff", POLICY, EARLIER, "--out", there.to_str().unwrap()]).contains("exists already"));
}

#[test]
fn what_is_proved_is_kept_with_the_answer() {
    let desk = Desk::new();
    let out = desk.path("kept");
    huurproef(&["diff", POLICY, "policies/zonder-huisbezoek.beleid", "--prove", "--out", out.to_str().unwrap()]);
    let page = fs::read_to_string(out.join("share/difference.html")).unwrap();
    assert!(page.contains("Refuted: the new policy never brings in the bailiff earlier"));
    assert!(page.contains("<td>new</td><td>overdracht (agin)</td>"));
    let kept = json(&fs::read_to_string(out.join("share/difference.json")).unwrap());
    assert_eq!(kept["proofs"]["never_earlier_with_bailiff"]["verdict"], "refuted");
}

#[test]
fn the_page_alone_overwrites_nothing() {
    let desk = Desk::new();
    let page = desk.write("page.html", "mine");
    let told = refused(&["diff", POLICY, EARLIER, "--page", &page]);
    assert!(told.contains("exists already") && told.contains("`--page`"), "{told}");
    assert_eq!(fs::read_to_string(&page).unwrap(), "mine");
    let told = huurproef(&["diff", POLICY, EARLIER, "--page", &desk.name("no/such/folder.html")]);
    assert!(told.code == 2 && told.err.contains("nothing was left behind"), "{}", told.err);
    let new = desk.name("new.html");
    huurproef(&["diff", POLICY, EARLIER, "--page", &new]);
    assert!(fs::read_to_string(&new).unwrap().starts_with("<!DOCTYPE html>"));
    assert_eq!(desk.entries(), ["new.html", "page.html"]);
}

#[test]
fn a_setting_that_is_given_goes_to_both_policies_and_the_answer_says_so() {
    let ended = huurproef(&["diff", POLICY, EARLIER, "--set", "bel_dag=9", "--prove"]);
    assert!(!ended.out.contains("bel_dag 20 dagen") && ended.out.contains("(bel_dag = 9)"), "{}", ended.out);
    let told = json(&huurproef(&["diff", POLICY, POLICY, "--set", "bel_dag=9", "--format", "json"]).out);
    assert_eq!((&told["differs"], &told["old"]["settings"]["bel_dag"]), (&false.into(), &"9".into()));
    assert!(refused(&["diff", POLICY, EARLIER, "--set", "bel_dg=9"]).contains("did you mean `bel_dag`?"));
    assert!(refused(&["diff", POLICY, EARLIER, "--set", "bel_dag=2"]).contains("3"));
    assert!(refused(&["diff", POLICY, EARLIER, "--set", "bel_dag"]).contains("gives no value"));
}
