//! What came of examples, for people: of a failed one what was expected, what happened and why.

use super::Tested;
use super::coverage::living_text;
use super::coverage::reach_text;
use super::kept::lines_of_kept;
use super::mutation::mutation_text;
use crate::check::Example;
use crate::check::Must;
use crate::example::CourseFailure;
use crate::example::CourseResult;
use crate::example::ExampleResult;
use crate::example::Failure;
use crate::locale::Locale;
use crate::source::Span;

/// All examples of all policies.
pub(super) fn test_text(tested: &[Tested], locale: Locale) -> String {
    let mut text = String::new();
    for of in tested {
        text += &format!("{}\n", of.file.name());
        let examples = of.examples.iter().zip(&of.policy.examples);
        let lines = examples.flat_map(|(result, example)| lines_of(result, (of, example), locale));
        let courses = of.courses.iter().zip(&of.policy.timelines);
        let over_time = courses.flat_map(|(result, timeline)| lines_of_course(result, (of, timeline.span), locale));
        text += &lines.chain(over_time).map(|line| format!("  {line}\n")).collect::<String>();
        text += &of.reach.iter().map(|_| reach_text(of, locale)).collect::<String>();
        text += &of.living.iter().map(|living| living_text(of, living, locale)).collect::<String>();
        text += &of.mutated.iter().map(|mutated| mutation_text(of, mutated, locale)).collect::<String>();
    }
    let passed: usize = tested.iter().map(Tested::passed).sum();
    let failed: usize = tested.iter().map(Tested::failed).sum();
    text + &match locale {
        Locale::En => format!("{passed} passed, {failed} failed\n"),
        Locale::Nl => format!("{passed} geslaagd, {failed} mislukt\n"),
    }
}

/// Whether it came out, its title, and of a failed one where it stands.
fn headline(passed: bool, title: &str, (tested, span): (&Tested, Span), locale: Locale) -> Vec<String> {
    let word = if passed { locale.pick("ok", "goed") } else { locale.pick("FAILED", "MISLUKT") };
    let at = tested.file.position(span.start);
    let place = (!passed).then(|| format!("        --> {}:{}:{}", tested.file.name(), at.line, at.column));
    std::iter::once(format!("{word:<7} {title}")).chain(place).collect()
}

fn lines_of(result: &ExampleResult, (tested, example): (&Tested, &Example), locale: Locale) -> Vec<String> {
    let mut lines = headline(result.passed(), &result.title, (tested, example.span), locale);
    for impossible in &result.contradictions {
        let given = locale.pick("given, but the other facts make it", "gegeven, maar de andere feiten maken het");
        lines.push(format!("        {} {} {given} {}", impossible.fact, impossible.test, impossible.shown));
    }
    if !result.together.is_empty() {
        let never = locale.pick("given, and never true together", "gegeven, en nooit tegelijk waar");
        lines.push(format!("        {never}: {}", result.together.join(", ")));
    }
    lines.extend(result.failures.iter().flat_map(|failure| lines_of_failure(failure, tested, locale)));
    if !result.passed() {
        lines.extend(lines_of_state(result, (tested, example), locale));
    }
    lines
}

fn lines_of_failure(failure: &Failure, tested: &Tested, locale: Locale) -> Vec<String> {
    let expected = match failure.must {
        Must::Follow => locale.pick("expected, and did not follow", "verwacht, maar niet gebeurd"),
        Must::NotFollow => locale.pick("not expected, and followed", "niet verwacht, maar wel gebeurd"),
    };
    let mut lines = vec![format!("        {expected}: {}", failure.step)];
    lines.extend(lines_of_rules(failure, tested, locale));
    if failure.rules.is_empty() {
        lines.push(format!("          {}", locale.pick("no rule does this", "geen regel doet dit")));
    }
    lines
}

fn lines_of_rules(failure: &Failure, tested: &Tested, locale: Locale) -> Vec<String> {
    let lines = failure.rules.iter().flat_map(|kept| lines_of_kept(kept, tested, locale));
    lines.map(|line| format!("          {line}")).collect()
}

/// Everything as it was taken: first what the author gave, then what is neutral.
fn lines_of_state(result: &ExampleResult, (tested, example): (&Tested, &Example), locale: Locale) -> [String; 4] {
    let none = locale.pick("none", "geen");
    let firing = if result.firing.is_empty() { none.to_owned() } else { result.firing.join(", ") };
    let given: Vec<&str> = example.given.iter().map(|given| tested.file.slice(given.span)).collect();
    let own = tested.policy.locale;
    let names: Vec<String> = example.given.iter().map(|given| tested.policy.subject_name(given.subject, own)).collect();
    let rest = result.facts.iter().filter(|(name, _)| !names.contains(name));
    let rest: Vec<String> = rest.map(|(name, value)| format!("{name} = {value}")).collect();
    [
        format!("        {}: {}", locale.pick("stage", "fase"), result.stage.as_deref().unwrap_or(none)),
        format!("        {}: {firing}", locale.pick("rules that fire", "regels die gelden")),
        format!("        {}: {}", locale.pick("given", "gegeven"), given.join(", ")),
        format!("        {}: {}", locale.pick("taken for the rest", "verder aangenomen"), rest.join(", ")),
    ]
}

fn lines_of_course(result: &CourseResult, (tested, span): (&Tested, Span), locale: Locale) -> Vec<String> {
    let mut lines = headline(result.passed(), &result.title, (tested, span), locale);
    for failure in &result.failures {
        lines.push(format!("        {}", expected(failure, locale)));
        lines.push(format!("        {}", actual(failure, locale)));
        lines.extend(lines_of_rules(&failure.what, tested, locale));
        if failure.what.rules.is_empty() && failure.what.must == Must::Follow {
            lines.push(format!("          {}", locale.pick("no rule does this", "geen regel doet dit")));
        }
    }
    if !result.passed() {
        lines.push(format!("        {}", locale.pick("day by day", "dag voor dag")));
        for day in &result.days {
            let mut told = day.lines.iter();
            let first = told.next().map_or("", String::as_str);
            lines.push(format!("          {}  {first}", day.day));
            lines.extend(told.map(|line| format!("                      {line}")));
        }
    }
    lines
}

/// What was expected, with its days.
fn expected(failure: &CourseFailure, locale: Locale) -> String {
    let (from, to) = (failure.days.from, failure.days.to);
    let when = match (from == to, locale) {
        (true, Locale::En) => format!("on {from}"),
        (true, Locale::Nl) => format!("op {from}"),
        (false, Locale::En) => format!("from {from} to {to}"),
        (false, Locale::Nl) => format!("vanaf {from} tot en met {to}"),
    };
    let step = &failure.what.step;
    match (failure.what.must, locale) {
        (Must::Follow, Locale::En) => format!("expected {when}: {step}"),
        (Must::Follow, Locale::Nl) => format!("verwacht {when}: {step}"),
        (Must::NotFollow, Locale::En) if failure.nothing => format!("expected {when}: nothing"),
        (Must::NotFollow, Locale::Nl) if failure.nothing => format!("verwacht {when}: niets"),
        (Must::NotFollow, Locale::En) => format!("not expected {when}: {step}"),
        (Must::NotFollow, Locale::Nl) => format!("niet verwacht {when}: {step}"),
    }
}

/// On which days it was done.
fn actual(failure: &CourseFailure, locale: Locale) -> String {
    let days: Vec<String> = failure.done_on.iter().map(ToString::to_string).collect();
    match (days.is_empty(), locale) {
        (true, Locale::En) => format!("but it is not done on any day up to {}", failure.looked_until),
        (true, Locale::Nl) => format!("maar het wordt op geen dag tot en met {} gedaan", failure.looked_until),
        (false, Locale::En) => format!("but it is done on {}", days.join(", ")),
        (false, Locale::Nl) => format!("maar het wordt gedaan op {}", days.join(", ")),
    }
}
