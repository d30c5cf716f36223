//! An attribution for the terminal.

use super::AttributionPage;
use super::is_too_rare;
use crate::attribution::Attributed;
use crate::compare::Difference;
use crate::compare::Verdict;
use crate::report::sections::verdict;
use crate::report::table::Align;
use crate::report::table::aligned;
use crate::report::table::indented;
use crate::report::wording;

/// Each figure with the part of each change, as lines of text.
#[must_use]
pub fn attribution_text(page: &AttributionPage<'_>) -> String {
    let labels = page.labels();
    let blocks = page.attribution.measures.iter().map(|of| block(page, of, &labels));
    let rows: Vec<Vec<String>> = blocks.collect::<Vec<_>>().join(&vec![String::new(); 4]);
    let headings = [("", Align::Left), ("", Align::Right), ("", Align::Right), ("", Align::Left)];
    let table = aligned(&headings, &rows);
    let arrow = format!("{} \u{2192} {}", page.old, page.new);
    let mut parts = vec![arrow + "\n", table.trim_start_matches('\n').to_owned() + "\n"];
    parts.extend(notes(page).into_iter().map(|note| indented(&note, 0)));
    parts.concat()
}

fn block(page: &AttributionPage<'_>, of: &Attributed, labels: &[String]) -> Vec<Vec<String>> {
    let (locale, unit) = (page.locale, of.measure.unit());
    let title = vec![of.measure.title(locale), String::new(), String::new(), String::new()];
    let level = |name: &str, spread| {
        vec![format!("  {name}"), wording::value(unit, spread, locale), String::new(), String::new()]
    };
    if is_too_rare(of) {
        let rare = verdict(of.total.verdict, true, locale).to_owned();
        return vec![vec![of.measure.title(locale), String::new(), String::new(), rare]];
    }
    if of.total.verdict == Verdict::Same && of.contributions.iter().all(|of| of.part.verdict == Verdict::Same) {
        let same = verdict(Verdict::Same, false, locale).to_owned();
        return vec![vec![of.measure.title(locale), wording::value(unit, of.old.mean, locale), String::new(), same]];
    }
    let parts = of.contributions.iter().zip(labels).map(|(part, label)| line(page, of, label, part.part));
    let together = line(page, of, page.pick("together", "samen"), of.total);
    let interplay = line(page, of, page.pick("(interplay)", "(samenspel)"), of.interplay);
    let few = of.contributions.len() < 2;
    [title, level(page.old, of.old.mean)]
        .into_iter()
        .chain(parts)
        .chain([together, level(page.new, of.new.mean)])
        .chain((!few).then_some(interplay))
        .collect()
}

fn line(page: &AttributionPage<'_>, of: &Attributed, label: &str, difference: Difference) -> Vec<String> {
    let (locale, unit) = (page.locale, of.measure.unit());
    let is_same = difference.verdict == Verdict::Same;
    let range = wording::range(unit, difference.spread, locale, wording::difference);
    vec![
        format!("    {label}"),
        wording::difference(unit, difference.spread.mean, locale),
        if is_same { String::new() } else { range },
        verdict(difference.verdict, false, locale).to_owned(),
    ]
}

fn notes(page: &AttributionPage<'_>) -> Vec<String> {
    let mut notes = page.members();
    notes.extend(page.ties());
    let undivided = page.undivided();
    if !undivided.is_empty() {
        let lead = page.pick("differs too, but decides nothing", "verschilt ook, maar beslist niets");
        notes.push(format!("{lead}: {}", undivided.join("; ")));
    }
    if page.groups.len() > 1 {
        notes.push(
            page.pick(
                "each part is the mean over every order in which the changes can be made; interplay is what they do \
                 together beyond what each does alone, and stands in the parts already",
                "elk deel is het gemiddelde over elke volgorde waarin de wijzigingen kunnen worden doorgevoerd; samenspel is \
                 wat ze samen meer of minder doen dan elk alleen, en zit al in de delen",
            )
            .to_owned(),
        );
    }
    notes.push(page.runs());
    notes
}
