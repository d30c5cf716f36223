//! The commands that answer at once: check, facts, test, ledger, kpi, synth and explain.

use super::Desk;
use super::EARLIER;
use super::LEDGER;
use super::POLICY;
use super::done;
use super::huurproef;
use super::json;
use super::keys;
use huurproef::tables::Format;
use huurproef::tables::read_ledger;
use huurproef::tables::write_ledger;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const TENANCY: [&str; 7] = ["explain", POLICY, "--ledger", LEDGER, "--tenancy", "H000002-01", "--quiet"];

#[test]
fn check_gives_machines_the_keys_that_are_fixed() {
    let desk = Desk::new();
    let good = fs::read_to_string(POLICY).unwrap();
    let bad = desk.write("bad.beleid", &good.replacen("dagen_te_laat", "dagen_te_laatt", 1));
    let ended = huurproef(&["check", &bad, "--format", "json"]);
    assert_eq!((ended.code, ended.err.as_str()), (1, ""));
    let found = json(&ended.out);
    assert_eq!(keys(&found), BTreeSet::from(["diagnostics", "guarantees", "notes"]));
    let finding = found["diagnostics"].as_array().unwrap().iter().find(|finding| finding["code"] == "N01").unwrap();
    assert_eq!(keys(finding), BTreeSet::from(["code", "severity", "message", "witness", "note", "help", "labels"]));
    assert!(finding["witness"].is_null());
    let shown = json(&huurproef(&["check", "tests/bad/analysis/rule-off-by-setting.beleid", "--format", "json"]).out);
    let witness = &shown["diagnostics"][0]["witness"];
    assert_eq!(keys(witness), BTreeSet::from(["facts", "settings", "day", "road"]));
    assert_eq!((&witness["facts"][0], &witness["settings"][0]), (&"days_overdue = 20".into(), &"call_day = 20".into()));
    let label = &finding["labels"][0];
    assert_eq!(keys(label), BTreeSet::from(["file", "line", "column", "end_line", "end_column", "text"]));
    assert_eq!((finding["severity"].as_str(), label["file"].as_str()), (Some("error"), Some(bad.as_str())));
}

#[test]
fn explain_reads_one_tenancy_of_a_large_ledger_and_says_so() {
    let desk = Desk::new();
    let books = read_ledger(Path::new(LEDGER)).unwrap().portfolio;
    write_ledger(&desk.path("books"), &books, Format::Parquet).unwrap();
    let asked = |ledger: &str, more: &[&str]| {
        let asked = ["explain", POLICY, "--ledger", ledger, "--tenancy", "H000002-01", "--format", "json"];
        huurproef(&[&asked[..], more].concat())
    };
    let (part, whole) = (asked(&desk.name("books"), &[]), asked(LEDGER, &[]));
    assert_eq!((part.code, part.out), (0, whole.out.clone()));
    assert!(part.err.contains("read for this tenancy only"), "{}", part.err);
    // Who names a limit wants everything read.
    let checked = asked(&desk.name("books"), &["--max-quarantine", "0"]);
    assert_eq!(checked.out, whole.out);
    assert!(!checked.err.contains("this tenancy only"), "{}", checked.err);
}

#[test]
fn check_says_what_it_checked() {
    let out = done(&["check", POLICY, EARLIER]);
    let policies: Vec<&str> = out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(policies.len(), 2, "{out}");
    assert!(policies.iter().all(|line| line.contains("no findings")), "{out}");
}

#[test]
fn a_trace_goes_from_clause_to_rule_and_back() {
    let traced = json(&done(&["trace", POLICY, "--format", "json"]));
    assert_eq!(keys(&traced), BTreeSet::from(["policy", "sources", "items", "uncited", "unknown"]));
    let clauses = traced["sources"][0]["clauses"].as_array().unwrap();
    let bank = clauses.iter().find(|clause| clause["id"] == "4 Kredietbank").unwrap();
    assert_eq!((&bank["status"], &bank["rule"]), (&"implemented".into(), &"R21".into()));
    let by = bank["implemented_by"].as_array().unwrap();
    assert!(by.iter().any(|item| item["kind"] == "rule" && item["name"] == "kredietbank"), "{by:?}");
    let rule = traced["items"].as_array().unwrap().iter().find(|item| item["name"] == "kredietbank").unwrap();
    assert_eq!(rule["cite"][0]["clause"], "4 Kredietbank");
    let text = done(&["trace", POLICY, "--lang", "nl"]);
    assert!(text.contains("Paragrafen die niemand uitvoert"));
    let with = |status: &str| clauses.iter().filter(|clause| clause["status"] == status).count();
    assert!(with("by_its_parts") > 0 && with("target_only") > 0 && with("scope_only") > 0);
    let goals = clauses.iter().find(|clause| clause["id"] == "1 Doelen").unwrap();
    assert_eq!((&goals["status"], &goals["implemented_by"]), (&"target_only".into(), &serde_json::json!([])));
    // Headings are told by their parts, and are not counted.
    let listed = format!(
        "{} paragrafen: {} uitgevoerd, {} alleen reikwijdte, {} alleen een doel, {} niet uitgevoerd, {} niet uit te rekenen",
        clauses.len() - with("by_its_parts"),
        with("implemented"),
        with("scope_only"),
        with("target_only"),
        with("missing"),
        with("not_computable"),
    );
    let on_one_line = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(on_one_line.contains(&listed), "{listed}: {text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn a_citation_of_no_clause_is_a_finding_of_trace_and_a_warning_of_check() {
    let policy = "tests/bad/clauses/unknown-clause.beleid";
    let traced = huurproef(&["trace", policy]);
    assert_eq!(traced.code, 1, "{}", traced.err);
    assert!(traced.out.contains("rule remind: book `2 Reminding`; did you mean `2 Reminders`?"), "{}", traced.out);
    let checked = huurproef(&["check", policy]);
    assert_eq!(checked.code, 0);
    assert!(checked.err.contains("warning[N06]") && checked.out.contains("0 errors, 2 warnings"), "{}", checked.out);
}

#[test]
fn facts_are_listed_in_both_languages() {
    let facts = json(&done(&["facts", "--format", "json"]));
    let arrears = facts["facts"].as_array().unwrap().iter().find(|row| row["en"] == "arrears").unwrap();
    assert_eq!(arrears["nl"], "achterstand");
    assert!(done(&["facts", "--lang", "nl"]).starts_with("Feiten\n"));
}

#[test]
fn a_failed_example_is_a_finding_with_its_trace() {
    let desk = Desk::new();
    let good = fs::read_to_string(POLICY).unwrap();
    let turned = good.replacen("verwacht niet overdra", "verwacht overdra", 1);
    assert_ne!(turned, good);
    let policy = desk.write("turned.beleid", &turned);
    let ended = huurproef(&["test", &policy]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    for part in ["FAILED", "expected, and did not follow", "1 failed", "given: ", "taken for the rest: "] {
        assert!(ended.out.contains(part), "{part} in\n{}", ended.out);
    }
    let examples = good.matches("\nvoorbeeld ").count();
    assert!(done(&["test", POLICY]).ends_with(&format!("{examples} passed, 0 failed\n")));
}

#[test]
fn a_failed_example_names_the_setting_that_gives_the_number() {
    let desk = Desk::new();
    let policy = desk.write(
        "setting.beleid",
        "beleid \"P\" versie \"1\"\nbron b \"B\"\ninstelling bel_dag = 21 tussen 1 en 30\n\
         regel bellen als dagen_te_laat >= bel_dag en achterstand > € 25 doe belactie eenmaal per achterstand volgens b \"1\"\n\
         voorbeeld \"Te vroeg\" gegeven dagen_te_laat = 20, achterstand = € 10 verwacht belactie\n",
    );
    let ended = huurproef(&["--lang", "nl", "test", &policy]);
    assert!(ended.out.contains("dagen_te_laat = 20 (>= 21, instelling bel_dag)\n"), "{}", ended.out);
    assert!(ended.out.contains("achterstand = € 10,00 (> € 25,00)\n"), "{}", ended.out);
    let told = json(&huurproef(&["test", &policy, "--format", "json"]).out);
    let because = told["policies"][0]["examples"][0]["failures"][0]["rules"][0]["because"].as_array().unwrap();
    let of = |fact: &str| because.iter().find(|reason| reason["fact"] == fact).unwrap();
    assert_eq!(of("dagen_te_laat")["setting"], "bel_dag");
    assert!(of("achterstand")["setting"].is_null());
}

#[test]
fn check_says_that_guarantees_wait_for_the_errors() {
    let desk = Desk::new();
    let waiting = "  guarantees: not looked at while there are errors\n";
    let text = "policy \"P\" version \"1\"\nsource b \"B\"\nrule r when sitting do call once per episode cite b \"1\"\n\
                guarantee \"G\" call only after sitting cite b \"1\"\n";
    let good = desk.write("good.beleid", text);
    assert!(!done(&["check", &good]).contains(waiting));
    let bad = desk.write("bad.beleid", &text.replacen("sitting do", "siting do", 1));
    let ended = huurproef(&["check", &bad]);
    assert_eq!((ended.code, ended.out.ends_with(waiting)), (1, true), "{}", ended.out);
    assert!(
        huurproef(&["check", &bad, "--lang", "nl"]).out.ends_with("  waarborgen: niet bekeken zolang er fouten zijn\n")
    );
    let told = json(&huurproef(&["check", &bad, "--format", "json"]).out);
    assert_eq!(told["notes"][0]["text"], waiting.trim());
    // Of a policy without guarantees there is nothing to say.
    let none = desk.write("none.beleid", "policy \"P\" version \"1\"\nrule r when siting do call once per episode\n");
    assert!(!huurproef(&["check", &none]).out.contains("guarantees"));
}

#[test]
fn a_hold_or_a_stage_that_keeps_a_rule_back_is_named_with_its_place() {
    let desk = Desk::new();
    let policy = desk.write(
        "held.beleid",
        "beleid \"P\" versie \"1\"\nbron b \"B\"\nfase een als maanden_achterstand >= 1 volgens b \"1\"\n\
         fase twee als maanden_achterstand >= 2 volgens b \"1\"\n\
         regel brief als dagen_te_laat >= 25 doe wik_brief eenmaal per vordering volgens b \"1\"\n\
         regel bezoek in fase twee doe huisbezoek eenmaal per fase volgens b \"1\"\n\
         regel bellen in fase een doe belactie eenmaal per fase volgens b \"1\"\n\
         wachtstand klacht \"Klacht\" stopt wik_brief, overdracht volgens b \"1\"\n\
         voorbeeld \"Klacht\" gegeven maanden_achterstand = 1, dagen_te_laat = 30, wachtstand = klacht\n\
         verwacht wik_brief, huisbezoek\n",
    );
    let ended = huurproef(&["--lang", "nl", "test", &policy]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    for part in [
        "held.beleid:9:1",
        "de wachtstand `klacht` (regel 8 van het bestand) houdt dit tegen: die stopt `wik_brief` en `overdracht`",
        "fase = een, moet zijn twee\n",
        "maanden_achterstand = 1,00 (>= 2)",
    ] {
        assert!(ended.out.contains(part), "{part} in\n{}", ended.out);
    }
    assert!(!ended.out.contains("dagen_te_laat = nooit"), "{}", ended.out);
    let told = json(&huurproef(&["test", &policy, "--format", "json"]).out);
    let failures = &told["policies"][0]["examples"][0]["failures"];
    let hold = &failures[0]["rules"][0]["obstacles"][0];
    assert_eq!((&hold["kind"], &hold["hold"], &hold["line"]), (&"hold".into(), &"klacht".into(), &8.into()));
    let stage = &failures[1]["rules"][0]["obstacles"][0];
    assert_eq!((&stage["kind"], &stage["stage"], &stage["must_be"]), (&"stage".into(), &"een".into(), &"twee".into()));
}

#[test]
fn the_ledger_is_counted_for_people_and_machines() {
    let counted = json(&done(&["ledger", LEDGER, "--format", "json"]));
    let sums = ["rows_read", "rows_used", "rows_quarantined", "amount_read", "amount_used", "amount_quarantined"];
    assert!(keys(&counted).is_superset(&BTreeSet::from(["tables", "errors", "warnings"])));
    let optional = ["actions", "attributes", "dossiers", "holds", "instalments", "plans"];
    let tables = optional.into_iter().chain(["entries", "tenancies"]).collect();
    assert_eq!(keys(&counted["tables"]), tables);
    assert_eq!(keys(&counted["tables"]["entries"]), BTreeSet::from(sums));
    let rows = fs::read_to_string(format!("{LEDGER}/entries.csv")).unwrap().lines().count() - 1;
    assert_eq!(counted["tables"]["entries"]["rows_read"], rows);
    assert!(done(&["ledger", LEDGER]).contains("entries"));
}

#[test]
fn key_figures_come_one_a_line() {
    let out = done(&["kpi", LEDGER, "--from", "2025-01-01", "--to", "2025-03-31", "--format", "csv", "--quiet"]);
    let mut lines = out.lines();
    assert_eq!(lines.next().unwrap(), "date,kpi,value,unit,numerator,denominator,months_covered");
    let dates: BTreeSet<&str> = lines.clone().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(dates, BTreeSet::from(["2025-01-31", "2025-02-28", "2025-03-31"]));
    assert!(lines.all(|line| line.split(',').count() == 7));
}

#[test]
fn an_invented_ledger_is_the_same_for_the_same_seed_and_can_be_read() {
    let desk = Desk::new();
    for (name, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
        let out = desk.name(name);
        done(&["synth", "--tenancies", "20", "--months", "6", "--seed", seed, "--format", "csv", "--out", &out]);
        done(&["ledger", &out]);
    }
    assert_eq!(desk.files("a"), desk.files("b"));
    assert_ne!(desk.files("a"), desk.files("c"));
    let readme = fs::read_to_string(desk.path("a").join("README.txt")).unwrap();
    assert!(readme.contains("SYNTHETIC PEOPLE"), "{readme}");
}

const MORNING: [&str; 7] = ["worklist", POLICY, "--ledger", LEDGER, "--date", "2025-06-02", "--quiet"];

#[test]
fn the_worklist_says_whom_and_why_in_the_language_of_the_reader() {
    let (english, dutch) = (done(&MORNING), done(&[&MORNING[..], &["--lang", "nl"]].concat()));
    assert!(english.starts_with("Worklist of 2 June 2025") && english.contains("H000002-01"), "{english}");
    assert!(dutch.contains("Huisbezoek (5)") && dutch.contains("aanmaning gestuurd"), "{dutch}");
    assert!(english.lines().chain(dutch.lines()).all(|line| line.chars().count() <= 100), "{dutch}");
}

#[test]
fn the_worklist_has_one_row_of_csv_for_each_piece_of_work() {
    let told = json(&done(&[&MORNING[..], &["--format", "json"]].concat()));
    let parts = ["policy", "date", "today", "proposals", "lists", "waiting", "resting"];
    assert_eq!(keys(&told), BTreeSet::from(parts));
    let work = ["tenancy", "what", "action", "rule", "partner", "on", "since", "arrears", "because", "cite", "note"];
    assert_eq!(keys(&told["today"][0]), BTreeSet::from(work));
    let csv = done(&[&MORNING[..], &["--format", "csv"]].concat());
    let all = parts[2..].iter().filter(|part| **part != "lists").map(|part| told[part].as_array().unwrap().len());
    let on_lists = told["lists"].as_array().unwrap().iter().map(|list| list["items"].as_array().unwrap().len());
    assert_eq!(csv.lines().count(), 1 + all.chain(on_lists).sum::<usize>());
}

#[test]
fn a_setting_moves_work_in_the_worklist() {
    let written = |more: &[&str]| {
        let told = json(&done(&[&MORNING[..], &["--format", "json"], more].concat()));
        told["today"].as_array().unwrap().iter().filter(|work| work["what"] == "write").count()
    };
    assert!(written(&["--set", "herinnering_dag=1"]) > written(&[]));
    let unknown = huurproef(&[&MORNING[..], &["--set", "bel_dagen=3"]].concat());
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
}

#[test]
fn an_explanation_is_in_the_language_of_the_reader() {
    let ask = |lang| done(&[&TENANCY[..], &["--date", "2025-06-01", "--lang", lang]].concat());
    let (english, dutch) = (ask("en"), ask("nl"));
    assert!(english.contains("H000002-01") && english.contains("What would change"), "{english}");
    assert!(dutch.contains("H000002-01") && dutch.contains("Wat dit zou veranderen"), "{dutch}");
}

/// One case in full, in both languages.
#[test]
fn a_case_is_explained_as_it_was_before() {
    for lang in ["en", "nl"] {
        let told = done(&[&TENANCY[..], &["--date", "2025-06-02", "--lang", lang]].concat());
        let path = format!("tests/golden/explanation.{lang}.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all("tests/golden").unwrap();
            fs::write(&path, &told).unwrap();
        }
        let before = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(told, before, "accept with BLESS=1 and read the difference");
        assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    }
}

#[test]
fn values_of_facts_are_typed_for_machines() {
    let told = json(&done(&[&TENANCY[..], &["--date", "2025-06-02", "--format", "json"]].concat()));
    let facts = &told["facts"];
    assert_eq!((&facts["achterstand"], &facts["zittend"]), (&1287.7.into(), &true.into()));
    assert!(facts["dagen_sinds_einde"].is_null() && facts["dagen_te_laat"].is_u64());
    assert_eq!(facts["soort"], "woning");
}

#[test]
fn a_setting_can_be_tried_on_one_tenancy() {
    let told = |more: &[&str]| done(&[&TENANCY[..], &["--date", "2025-06-02"], more].concat());
    assert_ne!(told(&["--set", "signaal_dag=60"]), told(&[]));
    assert_eq!(told(&["--allocation", "statutory"]), told(&[]));
}

#[test]
fn an_explanation_gives_machines_the_keys_that_are_fixed() {
    let told = json(&done(&[&TENANCY[..], &["--date", "2025-06-01", "--format", "json"]].concat()));
    let fixed = ["tenancy", "date", "stage", "segment", "facts", "applies", "blocked", "done", "next", "would_change"];
    assert!(keys(&told).is_superset(&BTreeSet::from(fixed)), "{:?}", keys(&told));
    let parts: [(&str, &[&str]); 4] = [
        ("applies", &["rule", "action", "since", "cite", "because"]),
        ("blocked", &["rule", "because"]),
        ("next", &["rule", "earliest", "condition"]),
        ("would_change", &["fact", "from", "to", "then"]),
    ];
    for (part, fixed) in parts {
        let own = keys(&told[part][0]);
        assert!(own.is_superset(&fixed.iter().copied().collect()), "{part}: {own:?}");
    }
    assert_eq!(keys(&told["applies"][0]["because"][0]), BTreeSet::from(["fact", "value", "test", "setting", "holds"]));
}

#[test]
fn without_a_date_the_end_of_the_data_is_explained() {
    let told = json(&done(&[&TENANCY[..], &["--format", "json"]].concat()));
    assert_eq!(told["date"], "2025-06-30");
}

#[test]
fn the_help_of_a_run_names_the_keys_of_a_scenario() {
    for command in ["simulate", "compare"] {
        let help = done(&[command, "--help"]);
        for key in ["window", "fte_hours", "policies", "settings"] {
            assert!(help.contains(&format!("\n  {key} ")), "{command}: {key}\n{help}");
        }
    }
}
