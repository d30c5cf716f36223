//! A difference for machines. What may be shared stands apart from rows of tenancies.

use super::Edited;
use crate::compare::Counted;
use crate::contrast::Deed;
use crate::contrast::Line;
use crate::contrast::Row;
use crate::contrast::Told;
use crate::contrast::Total;
use crate::contrast::What;
use crate::difference::Change;
use crate::disclosure::may_be_shared;
use crate::disclosure::shown_parts;
use crate::locale::Locale;
use crate::money::Money;
use crate::report::Beside;
use crate::report::DifferencePage;
use crate::report::between_json;
use serde_json::Value;
use serde_json::json;

/// Everything, with stable keys.
pub(super) fn difference_json(page: &DifferencePage<'_>, old: &Edited, new: &Edited) -> Value {
    let mut told = shared_json(page, old, new);
    let rows = page.books.map(|books| {
        json!({
            "totals": books.told.totals.iter().map(|of| total(of, true)).collect::<Vec<Value>>(),
            "tenancies": books.told.rows.iter().map(row).collect::<Vec<Value>>(),
        })
    });
    if let Some(keys) = told.as_object_mut() {
        keys.insert("internal".to_owned(), rows.unwrap_or(Value::Null));
    }
    told
}

/// What may be shared of it.
pub(super) fn shared_json(page: &DifferencePage<'_>, old: &Edited, new: &Edited) -> Value {
    let side = |of: &Edited| {
        let Edited { policy, given, .. } = of;
        json!({ "file": of.name(), "title": policy.title, "version": policy.version, "settings": given })
    };
    let mut told = json!({
        "old": side(old),
        "new": side(new),
        "differs": page.changes.iter().any(|change| !change.is_renamed),
        "changes": page.changes.iter().map(|of| change(of, page)).collect::<Vec<Value>>(),
        "books": page.books.map(|of| books(&of, page.locale)),
    });
    if let (Some(proofs), Some(keys)) = (page.proofs, told.as_object_mut()) {
        keys.insert("proofs".to_owned(), between_json(proofs, page.locale));
    }
    told
}

fn change(change: &Change, page: &DifferencePage<'_>) -> Value {
    json!({
        "id": change.id(),
        "kind": change.kind.word().en.replace(' ', "_"),
        "name": change.name,
        "title": change.title,
        "way": change.way().word().en,
        "decides": change.decides(),
        "told": change.headline(page.locale),
        "old": change.old,
        "new": change.new,
    })
}

fn books(books: &Beside<'_>, locale: Locale) -> Value {
    let Told { tenancies, differing, totals, kinds, rules, breaches, segments, stages, beginnings, .. } = books.told;
    let side =
        |side: &Option<(String, bool)>| side.as_ref().map(|(rule, later)| json!({ "rule": rule, "later": later }));
    let counts: Vec<(String, u64)> =
        beginnings.iter().enumerate().map(|(place, (_, count))| (place.to_string(), *count)).collect();
    let beginnings = beginnings.iter().zip(shown_counts(&counts)).map(|((of, _), count)| {
        json!({ "action": of.kind.word().en, "old": side(&of.old), "new": side(&of.new), "tenancies": count })
    });
    json!({
        "from": books.window.from,
        "to": books.window.to,
        "notes": books.notes.iter().map(|note| note.in_locale(locale)).collect::<Vec<&str>>(),
        "tenancies": tenancies,
        "differing": shown(*differing),
        "first": books.told.first.filter(|_| shown(*differing).is_some()),
        "totals": totals.iter().map(|of| total(of, of.shared)).collect::<Vec<Value>>(),
        "actions": lines(kinds),
        "rules": lines(rules),
        "breaches": lines(breaches),
        "segments": parts(segments),
        "stages": parts(stages),
        "begins_with": beginnings.collect::<Vec<Value>>(),
    })
}

fn lines(lines: &[Line]) -> Vec<Value> {
    lines.iter().map(|line| counted(&line.name, &line.counts, line.shared)).collect()
}

/// How often something is done under both; nothing, where that may not be shared.
fn counted(name: &str, counts: &[Counted; 2], is_shared: bool) -> Value {
    let side = |of: &Counted| is_shared.then(|| json!({ "times": of.times, "tenancies": of.tenancies }));
    let [old, new] = counts.each_ref().map(side);
    json!({ "name": name, "old": old, "new": new })
}

/// How many, unless they are too few.
const fn shown(count: u64) -> Option<u64> {
    if may_be_shared(count) { Some(count) } else { None }
}

/// A total in euros or hours; nothing, where that may not be told.
fn total(of: &Total, is_told: bool) -> Value {
    let (name, unit, whole) = match of.what {
        What::Charged => ("charged", "euro", 100.0),
        What::Cost => ("cost", "euro", 100.0),
        What::Work => ("work", "hour", 60.0),
    };
    let [old, new] = of.amounts.map(|amount| is_told.then_some(amount as f64 / whole));
    json!({ "name": name, "unit": unit, "old": old, "new": new })
}

/// Parts of a whole, each with its count where that may be told.
fn parts(cells: &[(String, u64)]) -> Vec<Value> {
    let told = cells.iter().zip(shown_counts(cells));
    told.map(|((title, _), count)| json!({ "title": title, "tenancies": count })).collect()
}

/// The counts of parts of a whole, the same that stand on the page: none of the others follows from them.
fn shown_counts(cells: &[(String, u64)]) -> Vec<Option<u64>> {
    let (shown, _) = shown_parts(cells, usize::MAX);
    let told = |cell: &(String, u64)| (cell.1 == 0 || shown.iter().any(|of| std::ptr::eq(*of, cell))).then_some(cell.1);
    cells.iter().map(told).collect()
}

fn row(row: &Row) -> Value {
    let deed = |deed: &Option<Deed>| {
        deed.as_ref().map(|of| {
            json!({
                "date": of.day,
                "action": of.kind.word().en,
                "rule": of.rule,
                "charged": (of.charged != Money::ZERO).then(|| of.charged.to_plain()),
            })
        })
    };
    let pairs = row.pairs.iter().map(|pair| json!({ "old": deed(&pair.old), "new": deed(&pair.new) }));
    json!({
        "tenancy": row.tenancy,
        "first": row.first,
        "segment": row.segment,
        "stage": row.stage,
        "differs_in": pairs.collect::<Vec<Value>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_few_does_not_follow_from_the_whole() {
        let told = |counts: &[u64]| -> Vec<Option<u64>> {
            let cells: Vec<(String, u64)> = counts.iter().map(|count| (count.to_string(), *count)).collect();
            parts(&cells).iter().map(|part| part["tenancies"].as_u64()).collect()
        };
        // Two parts may have one title.
        assert_eq!(told(&[40, 4, 20, 20]), [Some(40), None, Some(20), None]);
        assert_eq!(told(&[40, 6, 7, 20]), [Some(40), None, None, Some(20)]);
        assert_eq!(told(&[40, 0]), [Some(40), Some(0)]);
    }
}
