//! A worklist as text, a table for each thing to do; and as CSV, one row for each piece of work.

use super::table::Align;
use super::table::indented;
use super::table::wrapped;
use super::wording::capital;
use crate::locale::Locale;
use crate::worklist::Work;
use crate::worklist::Worklist;
use std::fmt::Write;

/// The worklist as text.
#[must_use]
pub fn worklist_text(list: &Worklist, locale: Locale) -> String {
    let on = locale.day(list.date);
    let mut text = match locale {
        Locale::En => format!("Worklist of {on}, under \u{201c}{}\u{201d}\n", list.policy),
        Locale::Nl => format!("Werklijst van {on}, volgens \u{201c}{}\u{201d}\n", list.policy),
    };
    if list.today.is_empty() {
        let _ = writeln!(text, "\n{}", locale.pick("Nothing is to be done today.", "Er is vandaag niets te doen."));
    }
    text += &groups(&list.today, locale);
    if !list.proposals.is_empty() {
        let title = locale.pick("TO BE AGREED TO FIRST", "EERST AKKOORD NODIG");
        let _ = writeln!(text, "\n{title}");
        text += &groups(&list.proposals, locale);
    }
    for partner in &list.lists {
        let (name, day, count) = (&partner.partner, locale.day(partner.on), partner.items.len());
        let title = locale.pick("LIST FOR", "LIJST VOOR");
        let _ = writeln!(text, "\n{title} {} {} {day} ({count})", name.to_uppercase(), locale.pick("on", "op"));
        text += &groups(&partner.items, locale);
    }
    for (title, works) in
        [(locale.pick("WAITING", "WACHT NOG"), &list.waiting), (locale.pick("NOT DONE", "GEBEURT NIET"), &list.resting)]
    {
        if !works.is_empty() {
            let _ = writeln!(text, "\n{title} ({})\n\n{}", works.len(), kept_back(works, locale).trim_end());
        }
    }
    text
}

/// Works of one rule together: what is done, by which rule and clause, and then for whom and why.
fn groups(works: &[Work], locale: Locale) -> String {
    let mut text = String::new();
    let mut titles: Vec<(&str, &str, Option<&str>)> = Vec::new();
    for work in works {
        let title = key(work);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    for title in titles {
        let own: Vec<&Work> = works.iter().filter(|work| key(work) == title).collect();
        text += &group(&own, locale);
    }
    text
}

fn key(work: &Work) -> (&str, &str, Option<&str>) {
    (&work.action, &work.rule, work.note.as_deref())
}

fn group(works: &[&Work], locale: Locale) -> String {
    let Some(first) = works.first() else { return String::new() };
    let mut text = format!("\n{} ({})\n", capital(&first.action), works.len());
    let rule = format!("{} \u{201c}{}\u{201d}", locale.pick("rule", "regel"), first.rule);
    let cites = format!("{} {}", locale.pick("resting on", "volgens"), first.cite.join(", "));
    let said = [Some(rule), (!first.cite.is_empty()).then_some(cites), first.note.clone()];
    text += &indented(&said.into_iter().flatten().collect::<Vec<_>>().join(", "), 2);
    let row = |work: &&Work| {
        let since = work.since.map_or_else(String::new, |since| since.to_string());
        vec![work.tenancy.clone(), locale.money(work.arrears), since, work.because.clone()]
    };
    let rows: Vec<Vec<String>> = works.iter().map(row).collect();
    text + "\n" + &wrapped(&headings(locale), &rows)
}

fn headings(locale: Locale) -> [(&'static str, Align); 4] {
    [
        (locale.pick("tenancy", "huurovereenkomst"), Align::Left),
        (locale.pick("arrears", "achterstand"), Align::Right),
        (locale.pick("since", "sinds"), Align::Left),
        (locale.pick("because", "want"), Align::Left),
    ]
}

fn kept_back(works: &[Work], locale: Locale) -> String {
    let row = |work: &Work| {
        let on = work.on.map_or_else(String::new, |on| on.to_string());
        vec![
            work.tenancy.clone(),
            locale.money(work.arrears),
            on,
            work.rule.clone(),
            work.note.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = works.iter().map(row).collect();
    let headings = [
        (locale.pick("tenancy", "huurovereenkomst"), Align::Left),
        (locale.pick("arrears", "achterstand"), Align::Right),
        (locale.pick("until", "tot"), Align::Left),
        (locale.pick("rule", "regel"), Align::Left),
        (locale.pick("why", "waarom"), Align::Left),
    ];
    wrapped(&headings, &rows)
}

/// The worklist as CSV: one row for each piece of work, with the part of the list it belongs to.
#[must_use]
pub fn worklist_csv(list: &Worklist) -> String {
    let mut text = "part,date,tenancy_id,what,action,partner,rule,arrears,since,because,cite,note\n".to_owned();
    for (part, works) in [("today", &list.today), ("proposal", &list.proposals)] {
        works.iter().for_each(|work| text += &row(part, work));
    }
    for partner in &list.lists {
        partner.items.iter().for_each(|work| text += &row("list", work));
    }
    for (part, works) in [("waiting", &list.waiting), ("resting", &list.resting)] {
        works.iter().for_each(|work| text += &row(part, work));
    }
    text
}

fn row(part: &str, work: &Work) -> String {
    let day = |day: Option<crate::calendar::Day>| day.map_or_else(String::new, |day| day.to_string());
    let cells = [
        part.to_owned(),
        day(work.on),
        work.tenancy.clone(),
        work.what.name().to_owned(),
        work.action.clone(),
        work.partner.clone().unwrap_or_default(),
        work.rule.clone(),
        work.arrears.to_plain(),
        day(work.since),
        work.because.clone(),
        work.cite.join("; "),
        work.note.clone().unwrap_or_default(),
    ];
    cells.map(|cell| quoted(&cell)).join(",") + "\n"
}

/// A cell, in quotes where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_with_a_comma_or_quote_stands_in_quotes() {
        assert_eq!(quoted("a, b"), "\"a, b\"");
        assert_eq!(quoted("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(quoted("a b"), "a b");
    }
}
