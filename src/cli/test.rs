//! `huurproef test`: runs the examples that stand in a policy.

use super::Ending;
use super::Outcome;
use super::Terminal;
use super::load::compile;
use super::load::load_policy;
use super::print;
use crate::check::Must;
use crate::example::ExampleResult;
use crate::example::Failure;
use crate::example::run;
use crate::explain::Reason;
use crate::locale::Locale;
use crate::program::Settings;
use clap::Args;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef test policies/wooninvest-2025.beleid";

/// The arguments of `huurproef test`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
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
        print(&format!("{}\n", path.display()));
        for example in &policy.examples {
            let result = run(&policy, &program, example);
            if result.passed() {
                passed += 1
            } else {
                failed += 1
            }
            print(&lines_of(&result, locale).iter().map(|line| format!("  {line}\n")).collect::<String>());
        }
    }
    print(&match locale {
        Locale::En => format!("{passed} passed, {failed} failed\n"),
        Locale::Nl => format!("{passed} geslaagd, {failed} mislukt\n"),
    });
    Ok(if failed == 0 { Ending::Done } else { Ending::Findings })
}

fn lines_of(result: &ExampleResult, locale: Locale) -> Vec<String> {
    let word = if result.passed() { locale.pick("ok", "goed") } else { locale.pick("FAILED", "MISLUKT") };
    let mut lines = vec![format!("{word:<7} {}", result.title)];
    for impossible in &result.contradictions {
        let given = locale.pick("given, but the other facts make it", "gegeven, maar de andere feiten maken het");
        lines.push(format!("        {} {} {given} {}", impossible.fact, impossible.test, impossible.shown));
    }
    lines.extend(result.failures.iter().flat_map(|failure| lines_of_failure(failure, locale)));
    if !result.passed() {
        lines.extend(lines_of_state(result, locale));
    }
    lines
}

fn lines_of_failure(failure: &Failure, locale: Locale) -> Vec<String> {
    let expected = match failure.must {
        Must::Follow => locale.pick("expected, and did not follow", "verwacht, en volgde niet"),
        Must::NotFollow => locale.pick("not expected, and followed", "niet verwacht, en volgde wel"),
    };
    let mut lines = vec![format!("        {expected}: {}", failure.step)];
    for (rule, because) in &failure.rules {
        lines.push(format!("          {rule}"));
        if because.is_empty() && failure.must == Must::Follow {
            lines.push(format!("            {}", locale.pick("was carried out already", "is al uitgevoerd")));
        }
        let reason = |reason: &Reason| format!("            {} = {} ({})", reason.fact, reason.shown, reason.test);
        lines.extend(because.iter().map(reason));
    }
    if failure.rules.is_empty() {
        lines.push(format!("          {}", locale.pick("no rule does this", "geen regel doet dit")));
    }
    lines
}

/// Everything as it was taken, given or neutral.
fn lines_of_state(result: &ExampleResult, locale: Locale) -> [String; 3] {
    let none = locale.pick("none", "geen");
    let firing = if result.firing.is_empty() { none.to_owned() } else { result.firing.join(", ") };
    let facts: Vec<String> = result.facts.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    [
        format!("        {}: {}", locale.pick("stage", "fase"), result.stage.as_deref().unwrap_or(none)),
        format!("        {}: {firing}", locale.pick("rules that fire", "regels die gelden")),
        format!("        {}: {}", locale.pick("facts", "feiten"), facts.join(", ")),
    ]
}
