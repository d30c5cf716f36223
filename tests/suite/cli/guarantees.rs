//! `huurproef check` on guarantees: what is proved, what is refuted with a path, what only runs can tell.

use super::Desk;
use super::POLICY;
use super::done;
use super::huurproef;
use super::json;
use super::keys;

const BROKEN: &str = "policies/zonder-huisbezoek.beleid";

#[test]
fn every_guarantee_of_the_flagship_has_a_verdict_and_none_is_refuted() {
    let out = done(&["check", POLICY]);
    assert!(out.contains("no findings"), "{out}");
    assert!(out.contains(" 0 refuted, "), "{out}");
    assert!(out.contains("    proved: its rules ask for it, whatever happened before"), "{out}");
    assert!(
        out.contains("      Vroegsignaal vanaf dertig dagen te laat (Landelijk Convenant Vroegsignalering"),
        "{out}"
    );
    let told = json(&done(&["check", POLICY, "--format", "json"]));
    let guarantees = told["guarantees"].as_array().unwrap();
    assert_eq!(guarantees.len(), 13, "{told:#}");
    for guarantee in guarantees {
        let wanted = ["ground", "guarantee", "layer", "policy", "settings", "sources", "step", "verdict", "why"];
        assert_eq!(keys(guarantee), wanted.into(), "{guarantee:#}");
    }
    let of_law = guarantees.iter().filter(|guarantee| guarantee["layer"] == "law");
    assert!(of_law.clone().count() > 3 && of_law.clone().all(|guarantee| guarantee["sources"][0].is_string()));
}

#[test]
fn a_guarantee_that_is_refuted_is_a_warning_with_its_path() {
    let ended = huurproef(&["check", BROKEN]);
    assert_eq!(ended.code, 0, "a warning ends nothing: {}", ended.err);
    assert!(ended.err.contains("warning[G01]"), "{}", ended.err);
    assert!(ended.out.contains("A path that breaches"), "{}", ended.out);
    let told = json(&huurproef(&["check", BROKEN, "--format", "json"]).out);
    let refuted = told["guarantees"].as_array().unwrap().iter().find(|one| one["verdict"] == "refuted").unwrap();
    assert_eq!(keys(&refuted["path"]), ["begins", "days", "facts", "rule", "tenant"].into(), "{refuted:#}");
    let days = refuted["path"]["days"].as_array().unwrap();
    let last = days.last().unwrap()["steps"].as_array().unwrap();
    assert!(
        last.iter().any(|step| step["breaches"] == true && step["step"].as_str().unwrap().starts_with("overdracht"))
    );
    let finding = &told["diagnostics"][0];
    assert_eq!((finding["code"].as_str(), finding["severity"].as_str()), (Some("G01"), Some("warning")), "{finding:#}");
}

#[test]
fn it_is_all_told_in_dutch_too() {
    let ended = huurproef(&["check", BROKEN, "--lang", "nl"]);
    for words in ["waarborgen: ", "weerlegd", "Een pad dat", "De huurder: een huur van € 1.000,00 per maand"] {
        assert!(ended.out.contains(words), "{words}: {}", ended.out);
    }
    assert!(ended.err.contains("kan hier worden gedaan zonder wat de waarborg"), "{}", ended.err);
}

#[test]
fn a_policy_without_guarantees_has_nothing_to_say_of_them() {
    let desk = Desk::new();
    let policy = desk.write(
        "p.beleid",
        "policy \"P\" version \"1\"\nsource b \"B\"\nrule r when days_overdue >= 7 do call once per episode cite b \"1\"\n",
    );
    let out = done(&["check", &policy]);
    assert!(!out.contains("guarantee"), "{out}");
}

#[test]
fn two_policies_are_laid_beside_each_other_for_every_possible_tenant() {
    let ended = huurproef(&["diff", POLICY, BROKEN, "--prove"]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.out.contains("refuted: the two do the same"), "{}", ended.out);
    assert!(ended.out.contains(": the new policy never brings in the bailiff earlier"), "{}", ended.out);
    let told = json(&huurproef(&["diff", POLICY, BROKEN, "--prove", "--format", "json"]).out);
    let proofs = &told["proofs"];
    assert_eq!(keys(proofs), ["never_earlier_with_bailiff", "never_harsher", "same"].into());
    assert_eq!(proofs["same"]["verdict"], "refuted");
    assert_eq!(proofs["never_harsher"].as_array().unwrap().len(), 7, "one a segment: {proofs:#}");
    // Who is not visited is handed over where he would have been visited first.
    assert_eq!(proofs["never_earlier_with_bailiff"]["verdict"], "refuted");
    let refuted = proofs["never_harsher"].as_array().unwrap().iter().find(|of| of["verdict"] == "refuted").unwrap();
    assert_eq!(keys(&refuted["tenant"]), ["facts", "new", "old"].into(), "{refuted:#}");
}

#[test]
fn who_refutes_a_claim_is_told_step_by_step_in_both_policies() {
    let out = huurproef(&["diff", POLICY, BROKEN, "--prove", "--lang", "nl"]).out;
    let (_, proofs) = out.split_once("weerlegd: het nieuwe beleid schakelt de deurwaarder nooit eerder in\n").unwrap();
    let row = |policy: &str, step: &str| {
        let words = |line: &str| line.split_whitespace().any(|word| word == policy) && line.contains(step);
        proofs.lines().any(words)
    };
    assert!(
        row("beide", "herinnering") && row("oud", "huisbezoek (bezoek)") && row("nieuw", "overdracht (agin)"),
        "{out}"
    );
    assert!(!row("nieuw", "huisbezoek") && !row("oud", "overdracht"), "{out}");
    let (_, claims) = out.split_once("weerlegd: de twee doen hetzelfde").unwrap();
    assert!(claims.lines().all(|line| line.chars().count() <= 100), "{claims}");
}

#[test]
fn a_policy_beside_itself_is_proved_the_same() {
    let out = done(&["diff", POLICY, POLICY, "--prove", "--lang", "nl"]);
    assert!(out.contains("bewezen: de twee doen hetzelfde"), "{out}");
    assert!(!out.contains("weerlegd") && !out.contains("onbeslist"), "{out}");
}
