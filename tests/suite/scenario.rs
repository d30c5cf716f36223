//! Scenarios and behaviours: good ones read, bad ones are told so at their place, and the page tells every key.

use huurproef::diagnostic::Colour;
use huurproef::diagnostic::Diagnostic;
use huurproef::diagnostic::code::CODES;
use huurproef::diagnostic::render_text;
use huurproef::locale::Locale;
use huurproef::scenario::read_behaviour;
use huurproef::scenario::read_scenario;
use huurproef::source::SourceFile;
use huurproef::vocabulary::ActionKind;
use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::proptest;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

#[test]
fn the_scenarios_and_behaviours_of_the_project_can_be_read() {
    let (scenarios, behaviours) = (texts_in("scenarios"), texts_in("scenarios/behaviours"));
    assert!(!scenarios.is_empty() && !behaviours.is_empty());
    scenarios.iter().for_each(|path| assert_eq!(told(read_scenario(&source(path))), [], "{}", path.display()));
    behaviours.iter().for_each(|path| assert_eq!(told(read_behaviour(&source(path))), [], "{}", path.display()));
}

/// Each bad text beside the full rendering of what is found, in both languages.
#[test]
fn every_mistake_in_a_scenario_is_told_as_it_was_before() {
    let mut changed = Vec::new();
    for path in bad_texts() {
        let findings = findings(&path);
        let render = |locale| render_text(&source(&path), &findings, locale, Colour::Plain);
        let found = Locale::ALL.map(render).join("\n");
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
fn every_code_of_a_scenario_has_a_case() {
    let seen: BTreeSet<&str> = bad_texts().iter().flat_map(|path| findings(path)).map(|finding| finding.code).collect();
    let codes: BTreeSet<&str> = CODES.iter().map(|code| code.id).filter(|id| id.starts_with('S')).collect();
    assert_eq!(seen, codes);
}

#[test]
fn findings_about_a_scenario_are_in_both_languages() {
    for finding in bad_texts().iter().flat_map(|path| findings(path)) {
        assert_ne!(finding.message.en, finding.message.nl);
        assert!(!finding.message.en.ends_with('.') && !finding.message.nl.ends_with('.'));
        assert!(finding.help.is_none_or(|help| !help.nl.is_empty() && !help.en.ends_with('.')));
    }
}

/// The keys of the page are those of the program, in both directions where the program can be asked.
#[test]
fn the_page_tells_every_key() {
    let mut keys = known_keys("scenario");
    keys.extend(["from", "to", "name", "file", "settings"].map(str::to_owned));
    assert_told("docs/scenario.md", &keys);
}

#[test]
fn the_page_of_behaviour_tells_every_key() {
    let mut keys = known_keys("behaviour");
    keys.extend(["value", "low", "high", "label", "source"].map(str::to_owned));
    let behaviour = read_behaviour(&source(Path::new("scenarios/behaviours/default.yaml"))).unwrap();
    let paths = behaviour.estimates().into_iter().map(|named| named.name);
    let segments = paths.flat_map(|path| path.split('.').map(str::to_owned).collect::<Vec<_>>());
    let is_kind = |key: &str| ActionKind::ALL.iter().any(|kind| kind.word().en == key);
    keys.extend(segments.filter(|key| !is_kind(key) && key.parse::<u16>().is_err()));
    assert!(keys.len() > 30);
    assert_told("docs/behaviour.md", &keys);
}

fn assert_told(page: &str, keys: &BTreeSet<String>) {
    let text = fs::read_to_string(page).unwrap();
    let told: BTreeSet<&str> = text.lines().filter(|line| line.starts_with("| `")).flat_map(backticked).collect();
    let missing: Vec<&String> = keys.iter().filter(|key| !told.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "not in {page}: {missing:?} of {keys:?}");
}

#[test]
fn the_example_of_the_page_can_be_read() {
    let page = fs::read_to_string("docs/scenario.md").unwrap();
    let example = page.split("```yaml scenario\n").nth(1).unwrap().split("```").next().unwrap();
    let scenario = read_scenario(&SourceFile::new("page", example)).unwrap();
    assert_eq!(scenario.policies[1].settings["bel_dag"].text(), "5");
}

fn backticked(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The keys that the reader itself lists when a key is far off.
fn known_keys(what: &str) -> BTreeSet<String> {
    let file = SourceFile::new("any", "nothing_like_it: 1\n");
    let found = if what == "scenario" { told(read_scenario(&file)) } else { told(read_behaviour(&file)) };
    let help = found.first().unwrap().help.clone().unwrap().en;
    help.trim_start_matches("the words here are ").split(", ").map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_of_scenarios_fall_over(text in any::<String>()) {
        read_and_render(&text);
    }

    #[test]
    fn no_damage_to_a_good_scenario_makes_the_reader_fall_over(
        from in 0..700_usize, length in 0..60_usize, insert in any::<char>(),
    ) {
        let good: Vec<char> = fs::read_to_string("scenarios/eerder-bellen.yaml").unwrap().chars().collect();
        let from = from.min(good.len());
        let end = (from + length).min(good.len());
        let mut damaged = good;
        damaged.splice(from..end, [insert]);
        read_and_render(&damaged.into_iter().collect::<String>());
    }
}

fn read_and_render(text: &str) {
    let file = SourceFile::new("any", text);
    let findings = [told(read_scenario(&file)), told(read_behaviour(&file))].concat();
    for locale in Locale::ALL {
        let _ = render_text(&file, &findings, locale, Colour::Plain);
    }
}

fn findings(path: &Path) -> Vec<Diagnostic> {
    let is_behaviour = path.file_name().unwrap().to_str().unwrap().starts_with("behaviour");
    let file = source(path);
    let findings = if is_behaviour { told(read_behaviour(&file)) } else { told(read_scenario(&file)) };
    assert!(!findings.is_empty(), "{} has no findings", path.display());
    findings
}

fn told<T>(read: Result<T, Vec<Diagnostic>>) -> Vec<Diagnostic> {
    read.err().unwrap_or_default()
}

fn bad_texts() -> Vec<PathBuf> {
    texts_in("tests/bad/scenario")
}

fn texts_in(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths
}

fn source(path: &Path) -> SourceFile {
    SourceFile::new(path.display().to_string(), fs::read_to_string(path).unwrap())
}
