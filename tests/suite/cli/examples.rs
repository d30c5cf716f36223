//! `huurproef test`: examples of a day and over time, what they reach, and which changes they notice.

use super::Desk;
use super::LEDGER;
use super::POLICY;
use super::done;
use super::huurproef;
use super::json;
use super::keys;
use super::refused;
use std::fs;

const ENGLISH: &str = "policy \"P\" version \"1\"
source b \"B\"
rule remind \"First reminder\" when days_overdue >= 7 do reminder once per episode cite b \"1\"
";

const DUTCH: &str = "beleid \"P\" versie \"1\"
bron b \"B\"
regel herinneren \"Eerste herinnering\" als dagen_te_laat >= 7 doe herinnering eenmaal per achterstand volgens b \"1\"
";

#[test]
fn the_examples_of_the_project_pass_in_both_languages() {
    for lang in ["en", "nl"] {
        let told = done(&["test", POLICY, "policies/hulp-eerst.beleid", "--lang", lang]);
        assert!(told.contains(if lang == "en" { ", 0 failed" } else { ", 0 mislukt" }), "{told}");
    }
}

#[test]
fn an_example_over_time_passes_in_either_language() {
    let desk = Desk::new();
    let english = desk.write(
        "en.beleid",
        &format!(
            "{ENGLISH}example \"Late\"\n  given 2024-10-01 charge € 600\n  given 2024-10-10 payment € 600\n  \
             expect reminder on 2024-10-08\n  expect nothing before 2024-10-08\n  \
             expect nothing from 2024-10-09 to 2024-10-31\n"
        ),
    );
    let dutch = desk.write(
        "nl.beleid",
        &format!(
            "{DUTCH}voorbeeld \"Laat\"\n  gegeven 2024-10-01 vordering € 600\n  gegeven 2024-10-10 betaling € 600\n  \
             verwacht herinnering op 2024-10-08\n  verwacht niets voor 2024-10-08\n  \
             verwacht niets vanaf 2024-10-09 tot en met 2024-10-31\n"
        ),
    );
    assert!(done(&["test", &english, &dutch]).contains("2 passed, 0 failed"));
}

#[test]
fn a_failing_example_shows_what_was_expected_what_happened_and_the_days() {
    let desk = Desk::new();
    let text = format!(
        "{ENGLISH}example \"Too soon\"\n  given 2024-10-01 charge € 600\n  expect reminder on 2024-10-07\n  \
         expect nothing from 2024-10-08 to 2024-10-09\n"
    );
    let file = desk.write("p.beleid", &text);
    let ended = huurproef(&["test", &file]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    for line in [
        "FAILED  Too soon",
        "expected on 2024-10-07: reminder",
        "but it is done on 2024-10-08",
        "days_overdue = 6 (>= 7)",
        "expected from 2024-10-08 to 2024-10-09: nothing",
        "2024-10-01  charge € 600.00",
        "2024-10-08  → reminder (First reminder)",
    ] {
        assert!(ended.out.contains(line), "{line}\n{}", ended.out);
    }
    let told = json(&huurproef(&["test", &file, "--format", "json"]).out);
    let example = &told["policies"][0]["examples"][0];
    assert_eq!(keys(example), ["days", "failures", "over_time", "passed", "title"].into(), "{example}");
    assert_eq!(example["failures"][0]["done_on"], serde_json::json!(["2024-10-08"]));
    let dutch = huurproef(&["test", &file, "--lang", "nl"]);
    assert!(dutch.out.contains("maar het wordt gedaan op 2024-10-08"), "{}", dutch.out);
}

#[test]
fn coverage_names_what_no_example_reaches_and_what_the_books_use() {
    let told = done(&["test", POLICY, "--coverage", "--ledger", LEDGER]);
    assert!(told.contains("the examples reach"), "{told}");
    assert!(told.contains("months of tenancies") && told.contains("never fired:"), "{told}");
    assert!(told.contains("carried by fewer than ten tenants:"), "{told}");
    let coverage = json(&done(&["test", POLICY, "--coverage", "--ledger", LEDGER, "--format", "json"]));
    let rules = coverage["policies"][0]["coverage"]["rules"].as_array().unwrap().clone();
    // What few carry has no number, and what many do has one that the replay of the same books gives too.
    assert!(rules.iter().any(|rule| rule["few"] == true));
    assert!(rules.iter().all(|rule| rule["few"] != true || rule["tenancies"].is_null()));
    let reminded = rules.iter().find(|rule| rule["name"] == "herinneren").unwrap();
    assert!(reminded["tenant_months"].as_u64() >= reminded["tenancies"].as_u64());
    assert!(reminded["examples"].as_u64() > Some(0));
    assert!(refused(&["test", POLICY, "--ledger", LEDGER]).contains("--coverage"));
}

#[test]
fn what_mutation_proposes_can_be_pasted_and_is_then_noticed() {
    let desk = Desk::new();
    for (text, line) in [(ENGLISH, "no example notices"), (DUTCH, "geen voorbeeld merkt")] {
        let lang = if text == ENGLISH { "en" } else { "nl" };
        let file = desk.write("p.beleid", text);
        let told = done(&["test", &file, "--mutate", "--quiet", "--lang", lang]);
        assert!(told.contains(line), "{told}");
        let found = json(&done(&["test", &file, "--mutate", "--quiet", "--format", "json"]));
        let mutation = &found["policies"][0]["mutation"];
        assert!(mutation["missed"].as_u64() > Some(1), "{mutation}");
        let proposals = mutation["proposals"].as_array().unwrap();
        let pasted: String = proposals.iter().map(|of| of.as_str().unwrap()).collect();
        fs::write(&file, format!("{text}{pasted}")).unwrap();
        let again = json(&done(&["test", &file, "--mutate", "--quiet", "--format", "json"]));
        assert_eq!(again["policies"][0]["mutation"]["missed"], 0, "{again}");
    }
}

#[test]
fn few_changes_to_the_policy_of_the_project_go_unnoticed() {
    let found = json(&done(&["test", POLICY, "--mutate", "--quiet", "--effort", "20", "--format", "json"]));
    let mutation = &found["policies"][0]["mutation"];
    let of = |name: &str| mutation[name].as_u64().unwrap();
    assert!(of("changes") > 150, "{}", of("changes"));
    // Of the terms of a plan no example can tell.
    let can_be = of("changes") - of("unseen");
    assert!(of("noticed") * 2 > can_be, "{} of {can_be}", of("noticed"));
}
