//! An explanation as text for the consultant: the case in sentences, in the reader's language.

use super::table::indented;
use crate::explain::Explanation;
use crate::locale::Locale;
use std::fmt::Write;

/// The explanation as text.
#[must_use]
pub fn explanation(explanation: &Explanation, policy: &str, locale: Locale) -> String {
    let mut text = String::new();
    let on = locale.day(explanation.date);
    let _ = match locale {
        Locale::En => writeln!(text, "Tenancy {} on {on}, under \u{201c}{policy}\u{201d}\n", explanation.tenancy),
        Locale::Nl => {
            writeln!(text, "Huurovereenkomst {} op {on}, volgens \u{201c}{policy}\u{201d}\n", explanation.tenancy)
        }
    };
    text += &indented(&explanation.says.join(" "), 0);
    if let Some(segment) = &explanation.segment {
        let _ = writeln!(text, "Segment: {segment}.");
    }
    applies(&mut text, explanation, locale);
    let blocked = explanation.blocked.iter().map(|blocked| blocked.says.as_str());
    list(&mut text, locale.pick("Does not apply", "Niet van toepassing"), blocked, locale);
    done(&mut text, explanation, locale);
    let next = explanation.next.iter().map(|next| next.says.as_str());
    list(&mut text, locale.pick("What comes next", "Wat hierna komt"), next, locale);
    let changes = explanation.would_change.iter().map(|change| change.says.as_str());
    list(&mut text, locale.pick("What would change it", "Wat dit zou veranderen"), changes, locale);
    text
}

fn heading(text: &mut String, title: &str, is_empty: bool, locale: Locale) {
    let nothing = if is_empty { locale.pick(": nothing", ": niets") } else { "" };
    let _ = writeln!(text, "\n{title}{nothing}");
}

fn list<'a>(text: &mut String, title: &str, says: impl Iterator<Item = &'a str>, locale: Locale) {
    let mut says = says.peekable();
    heading(text, title, says.peek().is_none(), locale);
    says.for_each(|said| *text += &indented(said, 2));
}

fn applies(text: &mut String, explanation: &Explanation, locale: Locale) {
    heading(text, locale.pick("Applies", "Van toepassing"), explanation.applies.is_empty(), locale);
    for rule in &explanation.applies {
        *text += &indented(&rule.says, 2);
        if let Some(exception) = &rule.exception {
            let by = locale.pick("by the exception", "door de uitzondering");
            *text += &indented(&format!("{by} \u{201c}{exception}\u{201d}"), 4);
        }
        if let Some(approval) = &rule.approval {
            *text += &indented(approval, 4);
        }
        if !rule.cite.is_empty() {
            let rests = locale.pick("rests on", "volgens");
            let own = locale.pick("the policy's own rule", "een regel van het beleid zelf");
            *text += &indented(&format!("{rests} {} ({own})", rule.cite.join(", ")), 4);
        }
        rule.breaches.iter().for_each(|breach| *text += &indented(breach, 4));
    }
}

fn done(text: &mut String, explanation: &Explanation, locale: Locale) {
    let title = locale.pick("Done for these arrears", "Gedaan voor deze achterstand");
    heading(text, title, explanation.done.is_empty(), locale);
    for done in &explanation.done {
        let last = locale.day(done.last);
        let times = if done.times > 1 { format!("{} \u{d7}, ", done.times) } else { String::new() };
        let _ = writeln!(text, "  {}: {times}{} {last}", done.title, locale.pick("last on", "laatst op"));
    }
}
