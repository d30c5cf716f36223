//! A policy as Markdown: the same sections as the page, the stages as a table.

use crate::document::Band;
use crate::document::BandRule;
use crate::document::Block;
use crate::document::Document;
use crate::document::Flow;
use crate::document::Item;
use crate::locale::Locale;
use std::fmt::Write;

/// The policy as Markdown.
#[must_use]
pub fn document_markdown(document: &Document) -> String {
    let mut text = format!("# {}\n", escaped(&document.title));
    for line in &document.particulars {
        let _ = writeln!(text, "\n{}", escaped(line));
    }
    for section in &document.sections {
        let _ = writeln!(text, "\n## {}", escaped(&section.title));
        let is_grouped = section.blocks.iter().any(|block| matches!(block, Block::Heading(_)));
        for block in &section.blocks {
            text.push('\n');
            text += &told(block, is_grouped, document.locale);
        }
    }
    text
}

fn told(block: &Block, is_grouped: bool, locale: Locale) -> String {
    match block {
        Block::Say(text) => format!("{}\n", escaped(text)),
        Block::Heading(text) => format!("### {}\n", escaped(text)),
        Block::List(lines) => lines.iter().fold(String::new(), |all, line| all + &format!("- {}\n", escaped(line))),
        Block::Table(table) => rows(&table.headings, &table.rows),
        Block::Item(item) => item_text(item, is_grouped),
        Block::Flow(flow) => flow_text(flow, locale),
    }
}

fn item_text(item: &Item, is_grouped: bool) -> String {
    let level = if is_grouped { "####" } else { "###" };
    let mut text = format!("{level} {} ({})\n\n", escaped(&item.title), escaped(&item.label));
    let says: Vec<String> = item.says.iter().map(|line| escaped(line)).collect();
    let _ = writeln!(text, "{}", says.join("\n"));
    if !item.notes.is_empty() {
        let notes: Vec<String> = item.notes.iter().map(|line| format!("*{}*", escaped(line))).collect();
        let _ = writeln!(text, "\n{}", notes.join("  \n"));
    }
    text
}

fn flow_text(flow: &Flow, locale: Locale) -> String {
    let headings = [
        locale.pick("stage", "fase").to_owned(),
        locale.pick("into it", "erin").to_owned(),
        locale.pick("out of it", "eruit").to_owned(),
        locale.pick("rules that begin in it", "regels die erin beginnen").to_owned(),
    ];
    let rule = |rule: &BandRule| {
        let partner = rule.partner.as_ref().map(|partner| format!("\u{2192} {partner}"));
        let goes_on = rule.goes_on.then(|| locale.pick("and in later stages", "en in latere fasen").to_owned());
        let aside: Vec<String> = rule.waits.iter().cloned().chain(partner).chain(goes_on).collect();
        if aside.is_empty() { rule.title.clone() } else { format!("{} ({})", rule.title, aside.join(", ")) }
    };
    let row = |band: &Band| {
        let rules: Vec<String> = band.rules.iter().map(rule).collect();
        vec![band.title.clone(), band.when.clone(), band.until.clone(), rules.join("; ")]
    };
    rows(&headings, &flow.bands.iter().map(row).collect::<Vec<Vec<String>>>())
}

fn rows(headings: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", " --- |".repeat(headings.len()));
    rows.iter().fold(line(headings) + &rule, |all, row| all + &line(row))
}

/// Text that stays what it is in Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ => escaped.push(letter),
        }
    }
    // What would begin a list at the start of a line.
    match escaped.chars().next() {
        Some('-' | '+') => format!("\\{escaped}"),
        Some(first) if first.is_ascii_digit() => number_escaped(&escaped),
        _ => escaped,
    }
}

/// `1. ` at the start of a line would begin a list.
fn number_escaped(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    if rest.starts_with(". ") || rest.starts_with(") ") { format!("{number}\\{rest}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_of_the_author_makes_no_markup() {
        assert_eq!(escaped("a|b *c* <i>_d_\n# e"), r"a\|b \*c\* \<i\>\_d\_ \# e");
        assert_eq!(escaped("1. one"), r"1\. one");
        assert_eq!(escaped("- one"), r"\- one");
        assert_eq!(escaped("2 months"), "2 months");
    }
}
