//! No input ends the program, and none takes it much longer than its length: what a fuzzer has kept is tried again here,
//! and policies grow in every way there is. How to fuzz is told in `docs/fuzzing.md`.
#![expect(clippy::panic, reason = "a test that cannot go on should stop loudly")]

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use fuzz::TRIALS;
use fuzz::growth::SHAPES;
use fuzz::growth::Shape;
use huurproef::check::read;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::render_text;
use huurproef::layout::Language;
use huurproef::layout::lay_out;
use huurproef::locale::Locale;
use huurproef::locale::Word;
use huurproef::scenario::keys;
use huurproef::source::SourceFile;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Channel;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::PartnerKind;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::STRUCTURE;
use huurproef::vocabulary::TenancyKind;
use huurproef::vocabulary::words;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use std::time::Instant;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_a_fuzzer_has_kept_is_no_find_any_more() {
    thread::scope(|scope| {
        for (name, trial) in TRIALS {
            scope.spawn(move || {
                let kept = files(&Path::new("fuzz/corpus").join(name));
                assert!(!kept.is_empty(), "{name}");
                for file in kept {
                    let input = fs::read(&file).unwrap();
                    let made = catch_unwind(|| fuzz::made::written(&input)).unwrap_or_default();
                    assert!(catch_unwind(|| trial(&input)).is_ok(), "{}; as choices:\n{made}", file.display());
                }
            });
        }
    });
}

#[test]
fn a_key_without_a_name_ends_no_search_for_its_place() {
    for text in [".a:\n b:  :\n  -d\n", "x:\n  : 1\n", ": 1\n: 2\n", "window: {: 1}\n", "?\n: 1\n", "'': 1\n'': 2\n"] {
        fuzz::yaml::yaml(text.as_bytes());
    }
}

/// Choices of which none is like another.
fn choices(seed: u64) -> Vec<u8> {
    let step = |state: &mut u64| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(state.to_be_bytes()[0])
    };
    std::iter::repeat_with(|| ())
        .scan(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), |state, ()| step(state))
        .take(300)
        .collect()
}

#[test]
fn what_is_made_of_choices_is_no_find() {
    for (name, trial) in TRIALS.iter().filter(|(name, _)| ["made", "changed", "session"].contains(name)) {
        for seed in 0..3 {
            assert!(catch_unwind(|| trial(&choices(seed))).is_ok(), "{name} {seed}");
        }
    }
}

/// What is made of choices is there to come past the checker: enough of it does, and it has something to be looked at.
#[test]
fn enough_policies_made_of_choices_can_be_run() {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut good, mut examples, mut guarantees) = (0, 0, 0);
    for seed in 0..60 {
        let checked = read(&SourceFile::new("made", fuzz::made::written(&choices(seed))));
        for finding in &checked.diagnostics {
            *codes.entry(finding.code).or_default() += 1;
        }
        let Some(policy) = checked.policy else { continue };
        good += 1;
        examples += policy.examples.len() + policy.timelines.len();
        guarantees += policy.guarantees.len();
    }
    assert!(good > 20 && examples > 20 && guarantees > 20, "{good} {examples} {guarantees} {codes:?}");
    assert!(codes.len() > 20, "{codes:?}");
}

#[test]
fn every_target_is_built_tried_again_and_has_inputs() {
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let targets: Vec<String> = files(Path::new("fuzz/fuzz_targets")).iter().map(name).collect();
    let kept: Vec<String> = files(Path::new("fuzz/corpus")).iter().map(name).collect();
    assert_eq!(targets, kept);
    let manifest = fs::read_to_string("fuzz/Cargo.toml").unwrap();
    for target in &targets {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")), "{target}");
        // Without tables ledgers are not read.
        let is_tried = TRIALS.iter().any(|(name, _)| name == target);
        assert_eq!(is_tried, cfg!(feature = "data") || target != "books", "{target}");
    }
}

/// Words for a fuzzer to put in, as libFuzzer reads them: a line each, what is not ASCII by its bytes.
fn dictionary(about: &str, words: &BTreeSet<String>) -> String {
    let letter = |byte: u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    let line = |word: &String| format!("\"{}\"\n", word.bytes().map(letter).collect::<String>());
    format!("# {about}\n# Made of the one list of words: BLESS=1 cargo test --test suite words_to_fuzz_with\n")
        + &words.iter().filter(|word| !word.is_empty()).map(line).collect::<String>()
}

/// The words of what can be chosen from a list, in policies and in ledgers.
fn listed_words() -> Vec<Word> {
    let lists = [
        ActionKind::ALL.iter().map(|word| word.word()).collect::<Vec<Word>>(),
        Channel::ALL.iter().map(|word| word.word()).collect(),
        EndReason::ALL.iter().map(|word| word.word()).collect(),
        EntryKind::ALL.iter().map(|word| word.word()).collect(),
        HoldCode::ALL.iter().map(|word| word.word()).collect(),
        PaymentMethod::ALL.iter().map(|word| word.word()).collect(),
        TenancyKind::ALL.iter().map(|word| word.word()).collect(),
    ];
    lists.concat()
}

/// Every word of the language, and signs and values as they stand in policies.
fn policy_words() -> BTreeSet<String> {
    const SIGNS: [&str; 20] = [
        "\"",
        "#",
        "(",
        ")",
        ", ",
        "=",
        "!=",
        "<=",
        ">=",
        "<",
        ">",
        "€ ",
        " %",
        "1,5",
        "1.5",
        "2025-06-01",
        "0",
        "14",
        "\n",
        "\r\n",
    ];
    let lists =
        [PartnerKind::ALL.iter().map(|word| word.word()).collect(), STRUCTURE.iter().map(|entry| entry.word).collect()];
    let lists = lists.into_iter().chain([listed_words()]);
    let listed = lists.flatten().flat_map(|word: Word| [word.en.to_owned(), word.nl.to_owned()]);
    let vocabulary = Locale::ALL.into_iter().flat_map(words).map(str::to_owned);
    listed.chain(vocabulary).chain(SIGNS.map(str::to_owned)).collect()
}

/// The keys of scenarios, behaviours and clauses, and signs of YAML.
fn yaml_words() -> BTreeSet<String> {
    const SIGNS: [&str; 18] = [
        ": ", "- ", "\n  ", "{", "}", "[", "]", ", ", "\"", "'", "&a ", "*a", "<<: ", "!t ", "| ", "~", ".nan", "-.inf",
    ];
    let told = keys(Locale::En);
    let scenario = told.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let shown: Vec<String> =
        ["scenarios/behaviours/default.yaml", "scenarios/vooruitblik.yaml", "policies/sources/incassobeleid.yaml"]
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
    let is_key = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    let keys =
        shown.iter().flat_map(|text| text.split(':')).filter_map(|before| before.rsplit([' ', '{', '\n']).next());
    let all = scenario.chain(keys.filter(is_key)).map(|key| key.to_owned() + ": ");
    let values =
        ["none", "modelled", "as_if", "as_written", "true", "2024-01-01", "assumed", "literature", "fitted", "1e308"];
    all.chain(SIGNS.map(str::to_owned)).chain(values.map(str::to_owned)).collect()
}

/// The tables of a ledger with their columns, what may stand in them, and signs that tables go wrong by.
fn ledger_words() -> BTreeSet<String> {
    const SIGNS: [&str; 26] = [
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\u{feff}",
        "\0",
        "=== ",
        "NaN",
        "inf",
        "-",
        "0,00",
        "-0.01",
        "1.234,56",
        "1e308",
        "92233720368547758.07",
        "92233720368547758.08",
        "99999999999999999999999999999999",
        "0001-01-01",
        "2024-02-29",
        "2023-02-29",
        "9999-12-31",
        "-0001-01-01",
        "31-12-2024",
    ];
    let shown = fs::read_to_string("fuzz/corpus/books/plain").unwrap();
    let shown =
        shown.lines().map(|line| line.strip_prefix("=== ").map_or(line.to_owned(), |name| format!("=== {name}\n")));
    let shown: Vec<String> = shown.flat_map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>()).collect();
    let listed = listed_words().into_iter().map(|word| word.en.to_owned());
    listed.chain(shown).chain(SIGNS.map(str::to_owned)).filter(|word| !word.is_empty()).collect()
}

#[test]
fn words_to_fuzz_with_are_those_of_the_language() {
    for (path, made) in [
        ("fuzz/beleid.dict", dictionary("What policies are written with.", &policy_words())),
        ("fuzz/yaml.dict", dictionary("What scenarios, behaviours and clauses are written with.", &yaml_words())),
        ("fuzz/ledger.dict", dictionary("What the tables of a ledger are written with.", &ledger_words())),
    ] {
        if std::env::var_os("BLESS").is_some() {
            fs::write(path, &made).unwrap();
        }
        assert!(fs::read_to_string(path).unwrap_or_default() == made, "make it again with BLESS=1: {path}");
    }
}

/// All that an editor asks after each letter, and a terminal once.
fn everything(text: &str) {
    let file = SourceFile::new("large.beleid", text);
    let checked = read(&file);
    let _ = render_text(&file, &checked.diagnostics, Locale::Nl, Colour::Plain);
    let _ = lay_out(&file, Language::AsWritten);
    let _ = huurproef::syntax::next(text);
}

/// The least of a few times: what disturbs one does not disturb the others.
fn time_of(shape: Shape, size: usize) -> Duration {
    let text = shape(size);
    let once = |_| {
        let start = Instant::now();
        everything(&text);
        start.elapsed()
    };
    (0..2).map(once).min().unwrap_or_default()
}

/// A text ten times as large takes about ten times as long: certainly not a hundred times.
fn assert_grows_with_length(small: usize) {
    let told = |(name, shape): &(&str, Shape)| {
        let (one, ten) = (time_of(*shape, small), time_of(*shape, 10 * small));
        println!("{name:40} {one:10.1?} {ten:10.1?}");
        (ten > 30 * one + Duration::from_millis(100))
            .then(|| format!("{name}: {one:?}, and ten times as large {ten:?}"))
    };
    let wrong: Vec<String> = thread::scope(|scope| {
        let halves: Vec<_> = SHAPES
            .chunks(SHAPES.len().div_ceil(2))
            .map(|half| scope.spawn(move || half.iter().filter_map(told).collect::<Vec<String>>()))
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
#[ignore = "takes minutes, and long without optimisation: cargo test --release --test suite ten_thousand -- --ignored --nocapture"]
fn what_reading_takes_grows_so_up_to_ten_thousand_of_everything() {
    assert_grows_with_length(1_000);
}
