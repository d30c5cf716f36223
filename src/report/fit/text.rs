//! A fit in the terminal: the answer, the numbers, what is not told and why, how well it fits.

use super::FEWEST_TOLD;
use super::FitPage;
use super::answer;
use super::numbers;
use super::second;
use super::threshold;
use crate::report::Align;
use crate::report::aligned;
use crate::report::indented;
use crate::report::wording;

/// What a fit found.
#[must_use]
pub fn fit_text(page: &FitPage<'_>) -> String {
    let mut text = indented(&answer::lead(page), 0);
    for sentence in answer::sentences(page).into_iter().chain(page.cautions()) {
        text += &bullet(&sentence);
    }
    text += "\n";
    text += &table(page);
    let untold = numbers::untold(page);
    if !untold.is_empty() {
        text += &format!("\n{}\n", page.pick("Not told by these books", "Vertellen deze boeken niet"));
        for (reason, names) in untold {
            text += &bullet(&format!("{}: {reason}", names.join(", ")));
        }
    }
    text += &format!(
        "\n{}\n",
        page.pick("How well it fits, by days since due", "Hoe goed het past, naar dagen na de vervaldag")
    );
    text += &calibration(page);
    text += &second_look(page);
    text += &thresholds(page);
    text + "\n" + &indented(answer::caution(page), 0)
}

/// What a Cox model says beside the fit.
fn second_look(page: &FitPage<'_>) -> String {
    let rows = second::rows(page);
    if rows.is_empty() {
        return String::new();
    }
    let headings = [
        (page.pick("action", "actie"), Align::Left),
        (page.pick("payments after it", "betalingen erna"), Align::Right),
        (page.pick("Cox: times as readily", "Cox: keer zo vlot"), Align::Right),
        (page.pick("fitted: times the odds", "geschat: keer de kans"), Align::Right),
    ];
    let row = |row: second::SecondRow| vec![row.kind, row.payments, row.ratio, row.fitted];
    let title = page.pick(
        "A second look, which does not correct for who gets the action",
        "Nog eens, zonder correctie voor wie de actie krijgt",
    );
    format!("\n{title}\n{}", aligned(&headings, &rows.into_iter().map(row).collect::<Vec<Vec<String>>>()))
}

/// What the books tell at the thresholds of the policy.
fn thresholds(page: &FitPage<'_>) -> String {
    let Some(all) = page.thresholds else { return String::new() };
    let title = page.pick("At the thresholds of", "Bij de grenzen van");
    let bullets: String = threshold::sentences(page).iter().map(|sentence| bullet(sentence)).collect();
    format!("\n{title} {}\n{bullets}", all.policy)
}

fn bullet(text: &str) -> String {
    indented(text, 2).replacen("  ", "- ", 1)
}

fn table(page: &FitPage<'_>) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for section in numbers::sections(page) {
        rows.push(vec![section.title.to_owned()]);
        let line =
            |row: numbers::NumberRow| vec![format!("  {}", row.name), row.value, row.interval, row.label.to_owned()];
        rows.extend(section.rows.into_iter().map(line));
    }
    let headings = [
        (page.pick("number", "getal"), Align::Left),
        (page.pick("value", "waarde"), Align::Right),
        (page.pick("interval", "interval"), Align::Right),
        (page.pick("from", "uit"), Align::Left),
    ];
    aligned(&headings, &rows)
}

fn calibration(page: &FitPage<'_>) -> String {
    let locale = page.locale;
    let shown = page.fitted.diagnostics.calibration.iter().filter(|of| of.observed >= FEWEST_TOLD);
    let row = |of: &crate::fit::Calibration| {
        let ratio = of.observed as f64 / of.expected.max(1e-9);
        vec![
            of.from_day.to_string(),
            page.count(of.days),
            page.count(of.observed),
            wording::plain(libm::round(of.expected * 10.0) / 10.0, locale),
            wording::plain(libm::round(ratio * 100.0) / 100.0, locale),
        ]
    };
    let headings = [
        (page.pick("from day", "vanaf dag"), Align::Right),
        (page.pick("days", "dagen"), Align::Right),
        (page.pick("payments", "betalingen"), Align::Right),
        (page.pick("expected", "verwacht"), Align::Right),
        (page.pick("ratio", "verhouding"), Align::Right),
    ];
    aligned(&headings, &shown.map(row).collect::<Vec<Vec<String>>>())
}
