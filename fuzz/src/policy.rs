//! What is asked of a policy without errors: none of it may fail.

use super::text;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Policy;
use huurproef::difference::Edition;
use huurproef::difference::difference;
use huurproef::document::document;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::example::course_passes;
use huurproef::example::passes;
use huurproef::example::reach;
use huurproef::example::run;
use huurproef::example::run_course;
use huurproef::interchange::bpmn;
use huurproef::interchange::dmn;
use huurproef::locale::Locale;
use huurproef::mutation::mutate;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::proof::Ground;
use huurproef::proof::Proof;
use huurproef::proof::Verdict;
use huurproef::proof::between_within;
use huurproef::proof::prove_within;
use huurproef::report::between_text;
use huurproef::report::document_html;
use huurproef::report::document_markdown;
use huurproef::report::guarantees_text;
use huurproef::report::refuted_findings;
use huurproef::report::trace_text;
use huurproef::source::SourceFile;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::Portfolio;
use huurproef::trace::trace;
use std::sync::OnceLock;

/// How many rules are followed through courses before no more tenants are tried: enough to find what is found soon.
const RULES_TRIED: usize = 100;

/// The program of a checked policy: its settings lie within their ranges.
pub fn compile(policy: &Policy) -> Program {
    match Program::compile(policy, &Settings::new()) {
        Ok(program) => program,
        Err(errors) => panic!("a checked policy compiles: {errors:?}"),
    }
}

/// Runs every example, of a day and over time; both ways of running one agree.
pub fn run_examples(policy: &Policy) {
    let program = compile(policy);
    for example in &policy.examples {
        assert_eq!(run(policy, &program, example).passed(), passes(policy, &program, example), "{}", example.title);
    }
    for timeline in &policy.timelines {
        for locale in Locale::ALL {
            let told = run_course(policy, &program, timeline, locale);
            assert_eq!(told.passed(), course_passes(policy, &program, timeline), "{}", timeline.title);
        }
    }
    let _ = reach(policy, &program);
}

/// What can be proved of the guarantees, told in both languages; what is proved is kept on invented books.
pub fn prove(file: &SourceFile, policy: &Policy) {
    let Ok(proofs) = prove_within(policy, &Settings::new(), RULES_TRIED) else { panic!("its settings are in range") };
    for locale in Locale::ALL {
        let _ = guarantees_text(policy, &proofs, locale);
    }
    for finding in refuted_findings(policy, &proofs) {
        assert!(finding.labels.iter().all(|label| file.text().get(label.span.range()).is_some()), "{finding:?}");
    }
    keep(policy, &proofs);
}

/// Runs a policy on invented books: no guarantee is breached that is proved whatever happened before.
fn keep(policy: &Policy, proofs: &[Proof]) {
    let program = compile(policy);
    let portfolio = portfolio();
    let day = |year| Day::from_ymd(year, 1, 1).unwrap_or(Day::from_number(0));
    let window = Period { from: day(2022), to: day(2024) };
    let run = Run { columns: &portfolio.attributes, ..Run::replay(&program, window) };
    let mut simulator = Simulator::default();
    for (place, tenancy) in portfolio.tenancies.iter().enumerate() {
        let history = simulator.simulate(&run, place, tenancy);
        for breach in history.breaches.iter().filter(|breach| breach.rule.is_some()) {
            let of = |proof: &&Proof| proof.guarantee == usize::from(breach.guarantee);
            let proved = |proof: &Proof| {
                matches!(proof.verdict, Verdict::Proved(Ground::NeverDone) | Verdict::Proved(Ground::Conditions))
            };
            let kept = proofs.iter().find(of).is_some_and(proved);
            assert!(!kept, "a guarantee that is proved is breached: {breach:?}");
        }
    }
}

/// A few invented households; they are the same each time.
fn portfolio() -> &'static Portfolio {
    static PORTFOLIO: OnceLock<Portfolio> = OnceLock::new();
    PORTFOLIO.get_or_init(|| {
        let first_month = Day::from_ymd(2021, 1, 1).unwrap_or(Day::from_number(0)).month();
        invent(SynthOptions { tenancies: 4, months: 36, seed: 9, first_month })
    })
}

/// A policy as a document, as a process, as tables and as a matrix, in both languages.
pub fn show(policy: &Policy) {
    let program = compile(policy);
    for locale in Locale::ALL {
        let shown = document(policy, &program, locale);
        assert!(document_html(&shown).is_ok());
        let _ = document_markdown(&shown);
        assert!(bpmn(policy, locale).is_ok(), "every policy can be drawn");
        assert!(dmn(policy, locale).is_ok(), "every policy has tables");
    }
    for locale in Locale::ALL {
        let _ = trace_text(&trace(policy, &[]), locale);
    }
}

/// Changes a policy in every small way; what is proposed as an example reads.
pub fn mutations(file: &SourceFile, policy: &Policy) {
    let program = compile(policy);
    let mutated = mutate(file, policy, &program, 4, &|| ());
    for proposal in &mutated.proposals {
        let with = SourceFile::new("with.beleid", format!("{}\n{proposal}\n", file.text()));
        assert!(text::findings(&with).policy.is_some(), "what is proposed does not read: {proposal}");
    }
}

/// Lays two policies beside each other.
pub fn compare(old: &Policy, new: &Policy) {
    let values = |policy: &Policy| policy.settings.iter().map(|setting| setting.value).collect::<Vec<_>>();
    let (of_old, of_new) = (values(old), values(new));
    let _ = difference(Edition { policy: old, settings: &of_old }, Edition { policy: new, settings: &of_new });
    let Ok(between) = between_within(old, new, RULES_TRIED) else { panic!("their settings are in range") };
    for locale in Locale::ALL {
        let _ = between_text(&between, locale);
    }
}
