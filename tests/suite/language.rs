//! The policy language: good policies read, bad ones are told so, and nothing makes the reader fall over.

use huurproef::check::Checked;
use huurproef::check::read;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::any_error;
use huurproef::diagnostic::code::CODES;
use huurproef::diagnostic::code::Code;
use huurproef::diagnostic::render_text;
use huurproef::locale::Locale;
use huurproef::source::SourceFile;
use huurproef::syntax::ItemKind;
use huurproef::syntax::parse;
use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::proptest;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

#[test]
fn the_policies_of_the_project_have_no_findings() {
    let all = policies_in(Path::new("policies"));
    assert!(!all.is_empty());
    for path in all {
        let file = source(&path);
        let checked = read(&file);
        let found = render_text(&file, &checked.diagnostics, Locale::En, Colour::Plain);
        assert!(checked.diagnostics.is_empty() && checked.policy.is_some(), "{found}");
    }
}

/// The page for policy advisors shows one policy in both languages: both read, and they say the same.
#[test]
fn the_policies_of_the_language_page_say_the_same_in_both_languages() {
    let page = fs::read_to_string("docs/language.md").unwrap();
    let shown: Vec<&str> = page.split("```beleid\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let [dutch, english] = shown[..] else { panic!("two policies, not {}", shown.len()) };
    let (dutch, english) = (meaning(dutch), meaning(english));
    assert_eq!(dutch, english);
}

/// The page on what is found has for each kind of finding an example that has it, and nothing else but want of sources.
#[test]
fn each_example_of_the_page_on_check_has_the_finding_it_stands_under() {
    let page = fs::read_to_string("docs/check.md").unwrap();
    let mut shown = BTreeSet::new();
    for part in page.split("\n### ").skip(1) {
        let code = &part[..3];
        let example = part.split("```beleid\n").nth(1).unwrap().split("```").next().unwrap();
        let checked = read(&SourceFile::new("page", format!("beleid \"Proef\" versie \"1\"\n{example}")));
        let mut found: Vec<&str> = checked.diagnostics.iter().map(|finding| finding.code).collect();
        found.retain(|found| !["R09", "R21"].contains(found));
        assert_eq!(found, [code], "{example}");
        shown.insert(code.to_owned());
    }
    let all = CODES.iter().filter(|code| code.id.starts_with('A'));
    assert!(all.clone().all(|code| shown.contains(code.id)), "{shown:?}");
    assert!(all.count() > 20);
}

/// Of a planted mistake the finding says where it is in both languages, and the file has nothing else the matter with it.
#[test]
fn each_planted_fault_of_analysis_is_the_only_finding_of_its_file() {
    let all = policies_in(Path::new("tests/bad/analysis"));
    assert!(all.len() >= 40, "{}", all.len());
    for path in all {
        let file = source(&path);
        let found = read(&file).diagnostics;
        assert_eq!(found.len(), 1, "{}: {found:?}", path.display());
        assert!(!file.slice(found[0].labels[0].span).is_empty() && found[0].help.is_some(), "{}", path.display());
    }
}

/// Every sort of item, one after another with nonsense between them, is an item again.
#[test]
fn every_item_is_read_after_a_broken_one() {
    for (locale, items) in [(Locale::En, ITEMS_EN), (Locale::Nl, ITEMS_NL)] {
        for item in items {
            let broken = locale.pick("stage one when\n", "fase een als\n");
            let tree = parse(&SourceFile::new("x", format!("{broken}{item}\n"))).tree;
            assert_eq!(tree.items.len(), 2, "{item}");
            assert!(!matches!(tree.items[1].kind, ItemKind::Broken(_)), "{item}");
            assert_eq!(tree.locale, locale, "{item}");
        }
    }
}

const ITEMS_EN: &[&str] = &[
    "policy \"P\" version \"1\"",
    "valid from 2025-01-01",
    "law nl",
    "source b \"B\"",
    "evaluate evening",
    "working days weekdays",
    "overdue from day_after",
    "tolerance € 25",
    "grace 5 days",
    "vat on costs agency_only",
    "spacing 3 days between messages",
    "applies when sitting",
    "target evictions at most 3 per year",
    "setting s = 3 between 1 and 4",
    "fact team \"Known to the team\" is yes_no otherwise no",
    "action visit is home_visit",
    "partner bank is credit_bank",
    "segment all_others otherwise",
    "stage two when full_months >= 2",
    "rule r when sitting do nothing once per claim",
    "exception e to r above f when sitting do call, home_visit",
    "write off debts \"Debts\" when departed approved by 2 including manager",
    "plan p offered after call broken when an instalment is more than 7 days late",
    "hold wsnp stops all",
    "guarantee \"G\" hand_over never",
    "example \"E\" given sitting expect nothing",
    "example \"E\" given 2024-10-01 every month charge € 600 expect nothing before 2024-10-08",
];

const ITEMS_NL: &[&str] = &[
    "beleid \"P\" versie \"1\"",
    "geldig vanaf 2025-01-01",
    "recht nl",
    "bron b \"B\"",
    "beoordeel avond",
    "werkdagen weekdagen",
    "te laat vanaf dag_erna",
    "tolerantie € 25",
    "coulance 5 dagen",
    "btw op kosten alleen_bureau",
    "tussenruimte 3 dagen tussen berichten",
    "geldt als zittend",
    "doel huisuitzettingen hoogstens 3 per jaar",
    "instelling s = 3 tussen 1 en 4",
    "feit wijkteam \"Bekend bij het wijkteam\" is ja_nee anders nee",
    "actie bezoek is huisbezoek",
    "partner bank is kredietbank",
    "segment de_rest anders",
    "fase twee als volle_maanden >= 2",
    "regel r als zittend doe niets eenmaal per vordering",
    "uitzondering e op r boven f als zittend doe belactie, huisbezoek",
    "afboeken schuld \"Schuld\" als vertrokken akkoord van 2 onder wie leidinggevende",
    "regeling p aangeboden na belactie verbroken als een termijn meer dan 7 dagen te laat is",
    "wachtstand wsnp stopt alles",
    "waarborg \"W\" overdracht nooit",
    "voorbeeld \"V\" gegeven zittend verwacht niets",
    "voorbeeld \"V\" gegeven 2024-10-01 elke maand vordering € 600 verwacht niets voor 2024-10-08",
];

/// What a policy says, without names, titles, sources and places in the text.
fn meaning(text: &str) -> String {
    let checked = read(&SourceFile::new("page", text));
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    let policy = checked.policy.unwrap();
    let wordy = format!("{:#?}", (policy.conventions, policy.scope, policy.targets, policy.settings, policy.rules));
    let wordy = wordy + &format!("{:#?}", (policy.actions, policy.stages, policy.segments, policy.guarantees));
    let wordy = wordy + &format!("{:#?}", (policy.exceptions, policy.plans, policy.holds, policy.spacings, policy.law));
    let wordy = wordy + &format!("{:#?}", (policy.facts, policy.texts, policy.partners, policy.examples));
    let wordy = wordy + &format!("{:#?}", policy.timelines);
    let own = ["name:", "title:", "start:", "end:", "clause:", "basis:"];
    wordy.lines().filter(|line| !own.iter().any(|word| line.trim_start().starts_with(word))).collect()
}

/// Each bad policy beside the full rendering of what is found, in the language of the policy.
#[test]
fn every_mistake_is_told_as_it_was_before() {
    let mut changed = Vec::new();
    for path in bad_policies() {
        let file = source(&path);
        let found = render_text(&file, &read(&file).diagnostics, parse(&file).tree.locale, Colour::Plain);
        let expected = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            changed.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(changed.is_empty(), "accept with BLESS=1 and read the difference:\n{}", changed.join("\n"));
}

#[test]
fn every_code_has_a_case_in_the_folder_of_its_stage() {
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    for path in bad_policies() {
        let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        seen.extend(read(&source(&path)).diagnostics.iter().map(|finding| (folder.clone(), finding.code)));
    }
    // What a policy cites is held against the clauses beside it: `clauses.rs`. Guarantees are tried: `guarantees.rs`.
    // Names stand in the way of a translation only: `cli/layout.rs`.
    let elsewhere = |code: &Code| code.id.starts_with(['S', 'G']) || ["N06", "N07"].contains(&code.id);
    for code in CODES.iter().filter(|code| !elsewhere(code)) {
        let stage = match &code.id[..1] {
            "P" => "parse",
            "N" => "names",
            "U" => "units",
            "A" => "analysis",
            "L" => "law",
            _ => "rules",
        };
        assert!(seen.contains(&(stage.to_owned(), code.id)), "no case for {} in tests/bad/{stage}", code.id);
    }
}

#[test]
fn a_policy_comes_out_exactly_when_there_is_no_error() {
    for path in bad_policies() {
        let Checked { policy, diagnostics } = read(&source(&path));
        assert!(!diagnostics.is_empty(), "{} has no findings", path.display());
        assert_eq!(policy.is_none(), any_error(&diagnostics), "{}", path.display());
    }
}

#[test]
fn findings_stand_in_the_order_of_the_text() {
    for path in bad_policies() {
        let places: Vec<usize> = read(&source(&path)).diagnostics.iter().map(|finding| finding.start()).collect();
        assert!(places.is_sorted(), "{}: {places:?}", path.display());
    }
}

#[test]
fn texts_are_in_both_languages() {
    for path in bad_policies() {
        for finding in read(&source(&path)).diagnostics {
            assert_ne!(finding.message.en, finding.message.nl, "{}", path.display());
            assert!(!finding.message.en.ends_with('.') && !finding.message.nl.ends_with('.'), "{}", path.display());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_fall_over(text in any::<String>()) {
        check_and_render(&text);
    }

    #[test]
    fn no_row_of_words_makes_the_reader_fall_over(words in proptest::collection::vec(0..WORDS.len(), 0..40)) {
        let words: Vec<&str> = words.into_iter().map(|place| WORDS[place]).collect();
        check_and_render(&words.join(" "));
    }

    #[test]
    fn no_damage_to_a_good_policy_makes_the_reader_fall_over(
        from in 0..10_000_usize, length in 0..200_usize, to in 0..10_000_usize, insert in any::<char>(),
    ) {
        let good: Vec<char> = fs::read_to_string("policies/wooninvest-2025.beleid").unwrap().chars().collect();
        let from = from.min(good.len());
        let end = (from + length).min(good.len());
        let mut damaged = good.clone();
        let cut: Vec<char> = damaged.drain(from..end).collect();
        let to = to.min(damaged.len());
        damaged.splice(to..to, cut);
        damaged.insert(to, insert);
        check_and_render(&damaged.into_iter().collect::<String>());
    }

    #[test]
    fn a_policy_cut_off_anywhere_is_read_or_told_so(end in 0..10_000_usize) {
        let good: Vec<char> = fs::read_to_string("policies/ladder.beleid").unwrap().chars().collect();
        check_and_render(&good[..end.min(good.len())].iter().collect::<String>());
    }
}

const WORDS: &[&str] = &[
    "policy",
    "regel",
    "rule",
    "r",
    "\"t\"",
    "when",
    "als",
    "(",
    ")",
    "not",
    "and",
    "of",
    "arrears",
    "zittend",
    ">=",
    "=",
    "€",
    "3",
    "1,35",
    "%",
    "days",
    "do",
    "doe",
    "reminder",
    "once per episode",
    "cite",
    "b",
    ",",
    "\n",
    "segment",
    "otherwise",
    "example",
    "given",
    "expect",
    "every month charge € 600",
    "until",
    "before",
    "tot en met",
    "setting",
    "between",
    "2025-06-01",
    "#",
    "\"",
    "done",
    "stage",
    "in",
    "exception",
    "uitzondering",
    "to",
    "op",
    "above",
    "nothing",
    "niets",
    "plan",
    "regeling",
    "offered after",
    "at most 3 instalments of at least € 5",
    "broken when an instalment is more than 7 days late",
    "hold",
    "wachtstand",
    "wsnp",
    "stops all except",
    "write off",
    "afboeken",
    "approved by 2",
    "fact",
    "is",
    "text otherwise",
    "working days",
    "weeks",
    "spacing 3 days between",
    "messages",
    "late_months",
    "guarantee",
    "never",
    "law nl",
];

fn check_and_render(text: &str) {
    let file = SourceFile::new("any", text);
    let checked = read(&file);
    assert_eq!(checked.policy.is_none(), any_error(&checked.diagnostics));
    for locale in Locale::ALL {
        let _ = render_text(&file, &checked.diagnostics, locale, Colour::Plain);
    }
}

fn bad_policies() -> Vec<PathBuf> {
    ["parse", "names", "units", "rules", "analysis", "law"]
        .into_iter()
        .flat_map(|stage| policies_in(&Path::new("tests/bad").join(stage)))
        .collect()
}

fn policies_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "beleid"));
    paths.sort();
    paths
}

fn source(path: &Path) -> SourceFile {
    SourceFile::new(path.display().to_string(), fs::read_to_string(path).unwrap())
}
