//! Canonical text: it says and does what the text says that it was made of, and laying it out changes nothing more.

mod random;

use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Layer;
use huurproef::check::Policy;
use huurproef::check::Value;
use huurproef::check::read;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::render_text;
use huurproef::difference::Edition;
use huurproef::difference::difference;
use huurproef::engine::History;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::layout::Language;
use huurproef::layout::lay_out;
use huurproef::locale::Locale;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::source::SourceFile;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::Portfolio;
use proptest::prelude::ProptestConfig;
use proptest::proptest;
use std::fs;
use std::path::PathBuf;

/// The text laid out, in its own language or another.
fn laid(text: &str, language: Language) -> String {
    let file = SourceFile::new("policy", text);
    let laid = lay_out(&file, language);
    let found = laid.as_ref().err().map(|findings| render_text(&file, findings, Locale::En, Colour::Plain));
    assert!(laid.is_ok(), "{}\n{text}", found.unwrap_or_default());
    laid.unwrap()
}

fn policy_of(text: &str) -> Policy {
    let file = SourceFile::new("policy", text);
    let checked = read(&file);
    let found = || render_text(&file, &checked.diagnostics, Locale::En, Colour::Plain);
    assert!(checked.policy.is_some(), "{}\n{text}", found());
    checked.policy.unwrap()
}

fn policies() -> Vec<PathBuf> {
    let folders = ["policies", "policies/law"].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut all: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "beleid"));
    all.sort();
    assert!(all.len() > 10);
    all
}

fn other(locale: Locale) -> Locale {
    match locale {
        Locale::En => Locale::Nl,
        Locale::Nl => Locale::En,
    }
}

/// Everything a policy says, titles and citations included, without places in the text and the language.
fn everything(mut policy: Policy) -> String {
    // The guarantees of the law are told in the language of the policy.
    policy.guarantees.retain(|guarantee| guarantee.layer == Layer::Own);
    // So are waiting codes, after which holds are called.
    for hold in &mut policy.holds {
        let named = &mut hold.named;
        named.title = if named.title == named.name { String::new() } else { std::mem::take(&mut named.title) };
        named.name = hold.code.word().en.to_owned();
    }
    let told = format!("{policy:#?}");
    let place = |line: &&str| ["start: ", "end: ", "locale: "].iter().any(|word| line.trim_start().starts_with(word));
    told.lines().filter(|line| !place(line)).collect::<Vec<_>>().join("\n")
}

/// The laid out text says what the text says, is canonical, and so is its translation, from which it comes back.
fn assert_same(text: &str) {
    let policy = policy_of(text);
    let (own, foreign) = (policy.locale, other(policy.locale));
    let canonical = laid(text, Language::AsWritten);
    assert_eq!(canonical, laid(&canonical, Language::AsWritten));
    assert_eq!(canonical, laid(text, Language::In(own)));
    let translated = laid(text, Language::In(foreign));
    assert_eq!(translated, laid(&translated, Language::AsWritten));
    assert_eq!(translated, laid(&canonical, Language::In(foreign)));
    assert_eq!(canonical, laid(&translated, Language::In(own)));
    for version in [&canonical, &translated] {
        let again = policy_of(version);
        let changes = difference(edition(&policy, &values(&policy)), edition(&again, &values(&again)));
        assert!(changes.is_empty(), "{changes:?}\n{version}");
        assert_eq!(everything(policy.clone()), everything(again));
    }
    assert_eq!(policy_of(&translated).locale, foreign);
}

fn edition<'a>(policy: &'a Policy, settings: &'a [Value]) -> Edition<'a> {
    Edition { policy, settings }
}

fn values(policy: &Policy) -> Vec<Value> {
    policy.settings.iter().map(|setting| setting.value).collect()
}

#[test]
fn the_policies_of_the_project_are_laid_out() {
    for path in policies() {
        let text = fs::read_to_string(&path).unwrap();
        let canonical = laid(&text, Language::AsWritten);
        assert!(text == canonical, "`huurproef fmt --write {}` changes it", path.display());
    }
}

#[test]
fn the_policies_of_the_language_page_are_laid_out() {
    let page = fs::read_to_string("docs/language.md").unwrap();
    let shown: Vec<&str> = page.split("```beleid\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(shown.len() >= 2);
    for text in shown {
        assert_eq!(text, laid(text, Language::AsWritten));
    }
}

#[test]
fn the_policies_of_the_project_say_the_same_in_the_other_language() {
    for path in policies() {
        assert_same(&fs::read_to_string(&path).unwrap());
    }
}

#[test]
fn no_comment_is_lost() {
    let text = fs::read_to_string("policies/wooninvest-2025.beleid").unwrap();
    let translated = laid(&text, Language::In(Locale::En));
    let comments = |text: &str| {
        let file = SourceFile::new("policy", text);
        let comments = huurproef::syntax::parse(&file).tree.comments;
        comments.iter().map(|span| file.slice(*span).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(comments(&text), comments(&translated));
    assert!(comments(&text).len() > 30);
}

/// What a policy does on invented books, tenancy by tenancy.
fn runs(policy: &Policy, books: &Portfolio) -> Vec<History> {
    let program = Program::compile(policy, &Settings::new()).unwrap();
    let day = |year| Day::from_ymd(year, 1, 1).unwrap();
    let run = Run { columns: &books.attributes, ..Run::replay(&program, Period { from: day(2022), to: day(2024) }) };
    let mut simulator = Simulator::default();
    books.tenancies.iter().enumerate().map(|(place, one)| simulator.simulate(&run, place, one).clone()).collect()
}

fn books(tenancies: u32) -> Portfolio {
    let first_month = Day::from_ymd(2021, 1, 1).unwrap().month();
    invent(SynthOptions { tenancies, months: 36, seed: 9, first_month })
}

#[test]
fn a_policy_does_the_same_in_the_other_language() {
    let books = books(150);
    for path in policies() {
        let text = fs::read_to_string(&path).unwrap();
        let policy = policy_of(&text);
        let done = runs(&policy, &books);
        let translated = policy_of(&laid(&text, Language::In(other(policy.locale))));
        assert!(done == runs(&translated, &books), "{}", path.display());
        let is_law = path.starts_with("policies/law");
        assert!(is_law || done.iter().any(|history| !history.actions.is_empty()), "{}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_policy_says_the_same_laid_out_and_translated(text in random::policy()) {
        assert_same(&text);
    }

    #[test]
    fn whatever_can_be_read_is_laid_out_for_good(text in random::damaged()) {
        let file = SourceFile::new("policy", text.as_str());
        if let Ok(once) = lay_out(&file, Language::AsWritten) {
            assert_eq!(laid(&once, Language::AsWritten), once);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_policy_does_the_same_laid_out_and_translated(text in random::policy()) {
        let books = books(12);
        let policy = policy_of(&text);
        let done = runs(&policy, &books);
        for language in [Language::AsWritten, Language::In(Locale::Nl)] {
            assert_eq!(done, runs(&policy_of(&laid(&text, language)), &books));
        }
    }
}
