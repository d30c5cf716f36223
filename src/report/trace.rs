//! A trace as text: each document clause by clause, then each item of the policy with what it cites. As a matrix: a page,
//! and rows for machines.

mod matrix;

pub use matrix::trace_csv;
pub use matrix::trace_html;

use super::table::Align;
use super::table::indented;
use super::table::wrapped;
use crate::locale::Locale;
use crate::trace::Item;
use crate::trace::ItemName;
use crate::trace::Status;
use crate::trace::Trace;
use crate::trace::TracedClause;
use crate::trace::TracedSource;
use std::fmt::Write;

/// The trace as text.
#[must_use]
pub fn trace_text(trace: &Trace, locale: Locale) -> String {
    let mut text = String::new();
    for source in &trace.sources {
        text += &document(source, locale);
    }
    text += &items(trace, locale);
    text += &uncited(trace, locale);
    text += &unknown(trace, locale);
    text
}

fn document(source: &TracedSource, locale: Locale) -> String {
    let Some(clauses) = &source.clauses else {
        let none = locale.pick("no clauses beside the policy in", "geen paragrafen naast het beleid in");
        return format!("{} ({})\n{none} sources/{}.yaml\n\n", source.title, source.name, source.name);
    };
    let mut text = format!("{} ({})\n{}\n", source.title, source.name, indented(&tally(clauses, locale), 0));
    let with = |status| clauses.iter().filter(move |clause| clause.status == status);
    let cited: Vec<Vec<String>> =
        clauses.iter().filter(|clause| !clause.cited_by.is_empty()).map(|clause| cited_row(clause, locale)).collect();
    let headings = [
        (locale.pick("clause", "paragraaf"), Align::Left),
        (locale.pick("title", "titel"), Align::Left),
        (locale.pick("how", "hoe"), Align::Left),
        (locale.pick("by", "door"), Align::Left),
    ];
    text += &wrapped(&headings, &cited);
    let title = locale.pick("Clauses nobody implements", "Paragrafen die niemand uitvoert");
    let says = locale.pick("says", "zegt");
    text += &listed(title, says, with(Status::Missing), |clause| &clause.says, locale);
    let title = locale.pick("Clauses nobody can compute", "Paragrafen die niemand kan uitrekenen");
    let why = locale.pick("why not", "waarom niet");
    let reason = |clause: &'_ TracedClause| clause.reason.clone().unwrap_or_default();
    text += &listed(title, why, with(Status::NotComputable), reason, locale);
    text.push('\n');
    text
}

/// How many clauses stand how, of those that are listed: a heading is told by its parts. What is carried out, what is not and
/// what cannot be is always told.
fn tally(clauses: &[TracedClause], locale: Locale) -> String {
    let count = |status: Status| clauses.iter().filter(|clause| clause.status == status).count();
    let is_told = |status: &Status| match status {
        Status::ByItsParts => false,
        Status::Implemented | Status::Missing | Status::NotComputable => true,
        Status::Guarded | Status::LaidDown | Status::ScopeOnly | Status::TargetOnly => count(*status) > 0,
    };
    let told: Vec<Status> = Status::ALL.into_iter().filter(is_told).collect();
    let all: usize = told.iter().map(|status| count(*status)).sum();
    let parts: Vec<String> =
        told.iter().map(|status| format!("{} {}", count(*status), status.word().in_locale(locale))).collect();
    let word = match all {
        1 => locale.pick("clause", "paragraaf"),
        _ => locale.pick("clauses", "paragrafen"),
    };
    format!("{all} {word}: {}", parts.join(", "))
}

fn cited_row(clause: &TracedClause, locale: Locale) -> Vec<String> {
    let by: Vec<String> = clause.cited_by.iter().map(|item| called(item, locale)).collect();
    let how = clause.status.word().in_locale(locale).to_owned();
    vec![clause.id.clone(), clause.title.clone(), how, by.join(", ")]
}

fn listed<'a, T: ToString>(
    title: &str,
    column: &str,
    clauses: impl Iterator<Item = &'a TracedClause>,
    last: impl Fn(&'a TracedClause) -> T,
    locale: Locale,
) -> String {
    let row = |clause: &'a TracedClause| vec![clause.id.clone(), clause.title.clone(), last(clause).to_string()];
    let rows: Vec<Vec<String>> = clauses.map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    let headings = [
        (locale.pick("clause", "paragraaf"), Align::Left),
        (locale.pick("title", "titel"), Align::Left),
        (column, Align::Left),
    ];
    format!("\n{title}\n\n{}", wrapped(&headings, &rows))
}

/// An item as people call it: its kind, and its name or else its title.
fn called(item: &ItemName, locale: Locale) -> String {
    let kind = item.kind.word().in_locale(locale);
    match (item.name.as_str(), item.title.as_str()) {
        ("", "") => kind.to_owned(),
        ("", title) => format!("{kind} \u{201c}{title}\u{201d}"),
        (name, _) => format!("{kind} {name}"),
    }
}

fn items(trace: &Trace, locale: Locale) -> String {
    let title = locale.pick("What the policy says, and on what it rests", "Wat het beleid zegt, en waarop het rust");
    let row = |item: &Item| {
        let cites: Vec<String> = item.cite.iter().map(|cite| format!("{} {}", cite.source, cite.clause)).collect();
        let none = locale.pick("nothing", "niets").to_owned();
        vec![called(&item.what, locale), if cites.is_empty() { none } else { cites.join("; ") }]
    };
    let rows: Vec<Vec<String>> = trace.items.iter().map(row).collect();
    let headings = [(locale.pick("item", "onderdeel"), Align::Left), (locale.pick("rests on", "volgens"), Align::Left)];
    format!("{title}\n\n{}", wrapped(&headings, &rows))
}

fn uncited(trace: &Trace, locale: Locale) -> String {
    if trace.uncited.is_empty() {
        return String::new();
    }
    let title = locale.pick("What rests on no clause", "Wat op geen paragraaf rust");
    let lines: Vec<String> = trace.uncited.iter().map(|item| called(item, locale)).collect();
    format!("\n{title}\n\n{}\n", lines.join("\n"))
}

fn unknown(trace: &Trace, locale: Locale) -> String {
    let mut text = String::new();
    if trace.unknown.is_empty() {
        return text;
    }
    let title = locale.pick("Citations of clauses that do not exist", "Verwijzingen naar paragrafen die niet bestaan");
    let _ = writeln!(text, "\n{title}\n");
    for unknown in &trace.unknown {
        let item = called(&unknown.cited_by, locale);
        let mean = locale.pick("did you mean", "bedoelt u");
        let nearest = unknown.nearest.as_ref().map_or_else(String::new, |id| format!("; {mean} `{id}`?"));
        let _ = writeln!(text, "{item}: {} `{}`{nearest}", unknown.citation.source, unknown.citation.clause);
    }
    text
}
