//! A difference for the terminal.

use super::Beside;
use super::DifferencePage;
use super::books::Reader;
use crate::contrast::Deed;
use crate::contrast::Row;
use crate::contrast::ToldPair;
use crate::difference::Change;
use crate::locale::Locale;
use crate::money::Money;
use crate::report::between::between_text;
use crate::report::table::Align;
use crate::report::table::aligned;
use crate::report::table::indented;
use crate::report::table::wrapped;

/// More rows of tenancies than this are not for a terminal.
const MOST_ROWS: usize = 20;

/// What changed, and whom it touches, for the terminal.
#[must_use]
pub fn difference_text(page: &DifferencePage<'_>) -> String {
    let head = format!("{} \u{2192} {}\n{}\n\n", page.old, page.new, page.lead());
    let changes: String = page.changes.iter().map(|change| change_text(change, page)).collect();
    let books = page.books.map(|books| books_text(&books, page.locale)).unwrap_or_default();
    let proofs = page.proofs.map(|proofs| format!("\n{}", between_text(proofs, page.locale))).unwrap_or_default();
    head + &changes + &proofs + &books
}

fn change_text(change: &Change, page: &DifferencePage<'_>) -> String {
    let title = if change.title.is_empty() { String::new() } else { format!(" \u{201c}{}\u{201d}", change.title) };
    let headline = change.headline(page.locale);
    let weight = change.weight(page.locale);
    let weight = if weight.is_empty() || change.is_renamed { String::new() } else { format!("  ({weight})\n") };
    if !change.is_long() {
        return format!("{headline}{title}\n{weight}");
    }
    let none = || page.pick("not there", "is er niet").to_owned();
    let side = |text: &Option<String>| text.clone().unwrap_or_else(none);
    let headings = [(page.pick("old", "oud"), Align::Left), (page.pick("new", "nieuw"), Align::Left)];
    format!("\n{headline}{title}\n{weight}{}", wrapped(&headings, &[vec![side(&change.old), side(&change.new)]]))
}

fn books_text(books: &Beside<'_>, locale: Locale) -> String {
    let title = locale.pick("on the recorded books", "op de vastgelegde boeken");
    let mut text = format!("\n{title}\n{}{}", indented(&books.lead(locale), 2), indented(&books.basis(locale), 2));
    for note in books.notes {
        text += &indented(note.in_locale(locale), 2);
    }
    for counts in [books.totals(locale, Reader::Own)].into_iter().flatten().chain(books.counts(locale)) {
        let headings = [
            (counts.title, Align::Left),
            (locale.pick("old", "oud"), Align::Right),
            (locale.pick("new", "nieuw"), Align::Right),
            (locale.pick("difference", "verschil"), Align::Right),
        ];
        let rows: Vec<Vec<String>> = counts.rows.iter().map(|row| row.to_vec()).collect();
        text += &format!("\n{}", aligned(&headings, &rows));
        if !counts.few.is_empty() {
            let few = locale.pick("too few to show:", "te weinig om te tonen:");
            text += &indented(&format!("{few} {}", counts.few.join(", ")), 0);
        }
    }
    for (title, parts) in books.groups(locale) {
        let headings = [(title, Align::Left), (locale.pick("tenancies", "huurovereenkomsten"), Align::Right)];
        let rows: Vec<Vec<String>> = parts.into_iter().map(|row| row.to_vec()).collect();
        text += &format!("\n{}", aligned(&headings, &rows));
    }
    text + &rows_text(&books.told.rows, locale)
}

/// The tenancies themselves.
fn rows_text(rows: &[Row], locale: Locale) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let headings = [
        (locale.pick("tenancy", "overeenkomst"), Align::Left),
        (locale.pick("first day", "eerste dag"), Align::Left),
        (locale.pick("segment", "segment"), Align::Left),
        (locale.pick("stage", "fase"), Align::Left),
        (locale.pick("old", "oud"), Align::Left),
        (locale.pick("new", "nieuw"), Align::Left),
    ];
    let cells: Vec<Vec<String>> = rows.iter().take(MOST_ROWS).map(|row| row_cells(row, locale)).collect();
    let title = locale.pick(
        "who is treated differently (stays within the corporation)",
        "wie anders behandeld wordt (blijft binnen de corporatie)",
    );
    let more = match (rows.len().saturating_sub(MOST_ROWS), locale) {
        (0, _) => String::new(),
        (more, Locale::En) => format!("and {more} more: `--out DIR` or `--format json` gives them all\n"),
        (more, Locale::Nl) => format!("en nog {more}: `--out MAP` of `--format json` geeft ze alle\n"),
    };
    format!("\n{title}\n{}{more}", wrapped(&headings, &cells))
}

fn row_cells(row: &Row, locale: Locale) -> Vec<String> {
    let side = |of: fn(&ToldPair) -> &Option<Deed>| {
        let told = row.pairs.iter().map(|pair| deed(of(pair).as_ref(), row, locale));
        told.collect::<Vec<String>>().join("\n")
    };
    vec![
        row.tenancy.clone(),
        row.first.to_string(),
        row.segment.clone(),
        row.stage.clone(),
        side(|pair| &pair.old),
        side(|pair| &pair.new),
    ]
}

/// What a policy does, with what it charges, and its day where that is not the first that differs.
fn deed(deed: Option<&Deed>, row: &Row, locale: Locale) -> String {
    let Some(deed) = deed else { return locale.pick("not", "niet").to_owned() };
    let charged = if deed.charged == Money::ZERO { String::new() } else { format!(" {}", locale.money(deed.charged)) };
    let day = if deed.day == row.first { String::new() } else { format!(" ({})", deed.day) };
    format!("{}{charged}{day}", deed.rule)
}
