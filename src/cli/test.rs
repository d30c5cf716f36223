//! `huurproef test`: runs the examples that stand in a policy.

use super::Ending;
use super::Outcome;
use super::Terminal;
use super::load::compile;
use super::load::load_policy;
use crate::check::Must;
use crate::example::ExampleResult;
use crate::example::run;
use crate::explain::Reason;
use crate::locale::Locale;
use crate::program::Settings;
use clap::Args;
use std::path::PathBuf;

/// The arguments of `huurproef test`.
#[derive(Debug, Args)]
pub(super) struct TestArguments {
    /// The policies whose examples are run.
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
}

pub(super) fn test(arguments: &TestArguments, terminal: Terminal) -> Outcome {
    let locale = terminal.locale;
    let (mut passed, mut failed) = (0, 0);
    for path in &arguments.policies {
        let policy = load_policy(path, terminal)?;
        let program = compile(&policy, &Settings::new())?;
        println!("{}", path.display());
        for example in &policy.examples {
            let result = run(&policy, &program, example);
            if result.passed() {
                passed += 1
            } else {
                failed += 1
            }
            print_result(&result, locale);
        }
    }
    match locale {
        Locale::En => println!("{passed} passed, {failed} failed"),
        Locale::Nl => println!("{passed} geslaagd, {failed} mislukt"),
    }
    Ok(if failed == 0 { Ending::Done } else { Ending::Findings })
}

fn print_result(result: &ExampleResult, locale: Locale) {
    let word = if result.passed() { locale.pick("ok", "goed") } else { locale.pick("FAILED", "MISLUKT") };
    println!("  {word:<7} {}", result.title);
    for failure in &result.failures {
        let expected = match failure.must {
            Must::Follow => locale.pick("expected, and did not follow", "verwacht, en volgde niet"),
            Must::NotFollow => locale.pick("not expected, and followed", "niet verwacht, en volgde wel"),
        };
        println!("          {expected}: {}", failure.step);
        for (rule, because) in &failure.rules {
            println!("            {rule}");
            because.iter().for_each(print_reason);
        }
        if failure.rules.is_empty() {
            println!("            {}", locale.pick("no rule does this", "geen regel doet dit"));
        }
    }
    if !result.passed() {
        print_state(result, locale);
    }
}

fn print_reason(reason: &Reason) {
    println!("              {} = {} ({})", reason.fact, reason.value, reason.test);
}

/// Everything as it was taken, given or neutral.
fn print_state(result: &ExampleResult, locale: Locale) {
    let none = locale.pick("none", "geen");
    println!("          {}: {}", locale.pick("stage", "fase"), result.stage.as_deref().unwrap_or(none));
    let firing = if result.firing.is_empty() { none.to_owned() } else { result.firing.join(", ") };
    println!("          {}: {firing}", locale.pick("rules that fire", "regels die gelden"));
    let facts: Vec<String> = result.facts.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    println!("          {}: {}", locale.pick("facts", "feiten"), facts.join(", "));
}
