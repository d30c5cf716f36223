//! An explanation as text for the consultant: labels in the reader's language, names in the policy's.

use crate::explain::Explanation;
use crate::explain::Reason;
use crate::explain::WouldChange;
use crate::locale::Locale;
use std::fmt::Write;

/// The explanation as text.
#[must_use]
pub fn explanation(explanation: &Explanation, policy: &str, locale: Locale) -> String {
    let mut text = String::new();
    let on = locale.day(explanation.date);
    let _ = match locale {
        Locale::En => writeln!(text, "Tenancy {} on {on}, under \u{201c}{policy}\u{201d}", explanation.tenancy),
        Locale::Nl => {
            writeln!(text, "Huurovereenkomst {} op {on}, volgens \u{201c}{policy}\u{201d}", explanation.tenancy)
        }
    };
    if !explanation.in_scope {
        let _ = writeln!(text, "{}", locale.pick("The policy does not apply today.", "Het beleid geldt vandaag niet."));
    }
    let none = locale.pick("none", "geen");
    line(&mut text, locale.pick("Stage", "Fase"), explanation.stage.as_deref().unwrap_or(none));
    if let Some(segment) = &explanation.segment {
        line(&mut text, locale.pick("Segment", "Segment"), segment);
    }
    for (name, value) in &explanation.facts {
        let _ = writeln!(text, "  {name:<22} {value}");
    }
    applies(&mut text, explanation, locale);
    blocked(&mut text, explanation, locale);
    done(&mut text, explanation, locale);
    next(&mut text, explanation, locale);
    changes(&mut text, &explanation.would_change, locale);
    text
}

fn line(text: &mut String, label: &str, value: &str) {
    let _ = writeln!(text, "{label}: {value}");
}

fn heading(text: &mut String, title: &str, is_empty: bool, locale: Locale) {
    let nothing = if is_empty { locale.pick(": nothing", ": niets") } else { "" };
    let _ = writeln!(text, "\n{title}{nothing}");
}

fn applies(text: &mut String, explanation: &Explanation, locale: Locale) {
    heading(text, locale.pick("Applies", "Van toepassing"), explanation.applies.is_empty(), locale);
    for rule in &explanation.applies {
        let _ = writeln!(text, "  {}", rule.rule);
        let long = || locale.pick("for more than a year", "al meer dan een jaar").to_owned();
        let since = |since| format!("{} {}", locale.pick("since", "sinds"), locale.day(since));
        let (on, since) = (locale.day(rule.on), rule.since.map_or_else(long, since));
        let _ = match locale {
            Locale::En => writeln!(text, "    do        {}, on {on} (called for {since})", rule.action),
            Locale::Nl => writeln!(text, "    doe       {}, op {on} (geldt {since})", rule.action),
        };
        reasons(text, &rule.because, locale);
        if !rule.cite.is_empty() {
            let _ = writeln!(text, "    {} {}", locale.pick("rests on ", "volgens  "), rule.cite.join(", "));
        }
    }
}

fn blocked(text: &mut String, explanation: &Explanation, locale: Locale) {
    heading(text, locale.pick("Does not apply", "Niet van toepassing"), explanation.blocked.is_empty(), locale);
    for rule in &explanation.blocked {
        let _ = writeln!(text, "  {}", rule.rule);
        if rule.because.is_empty() {
            let done = locale.pick("was carried out already", "is al uitgevoerd");
            let again =
                rule.again.map(|day| format!("; {} {}", locale.pick("again from", "weer vanaf"), locale.day(day)));
            let _ = writeln!(text, "    {done}{}", again.unwrap_or_default());
        }
        reasons(text, &rule.because, locale);
    }
}

fn reasons(text: &mut String, because: &[Reason], locale: Locale) {
    for (place, reason) in because.iter().enumerate() {
        let label = if place == 0 { locale.pick("because", "want") } else { "" };
        let _ = writeln!(text, "    {label:<9} {} = {} ({})", reason.fact, reason.shown, reason.test);
    }
}

fn done(text: &mut String, explanation: &Explanation, locale: Locale) {
    let title = locale.pick("Done for these arrears", "Gedaan voor deze achterstand");
    heading(text, title, explanation.done.is_empty(), locale);
    for done in &explanation.done {
        let last = locale.day(done.last);
        let times = if done.times > 1 { format!("{} \u{d7}, ", done.times) } else { String::new() };
        let _ = writeln!(text, "  {}: {times}{} {last}", done.action, locale.pick("last on", "laatst op"));
    }
}

fn next(text: &mut String, explanation: &Explanation, locale: Locale) {
    let title = locale.pick("What comes next", "Wat hierna komt");
    heading(text, title, explanation.next.is_empty(), locale);
    for next in &explanation.next {
        let earliest = locale.day(next.earliest);
        let not_before = locale.pick("not before", "niet eerder dan");
        let _ = writeln!(text, "  {}: {not_before} {earliest}, {}", next.rule, next.condition);
    }
}

fn changes(text: &mut String, changes: &[WouldChange], locale: Locale) {
    let title = locale.pick("What would change it", "Wat dit zou veranderen");
    heading(text, title, changes.is_empty(), locale);
    for change in changes {
        let WouldChange { fact, from, to, then } = change;
        let _ = match locale {
            Locale::En => writeln!(text, "  If {fact} went from {from} to {to}: {then}"),
            Locale::Nl => writeln!(text, "  Als {fact} van {from} naar {to} ging: {then}"),
        };
    }
}
