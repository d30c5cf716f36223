//! A difference for machines. What may be shared stands apart from rows of tenancies.

use super::Edited;
use crate::compare::Counted;
use crate::contrast::Deed;
use crate::contrast::Line;
use crate::contrast::Row;
use crate::contrast::Told;
use crate::contrast::may_be_shared;
use crate::difference::Change;
use crate::difference::Way;
use crate::report::Beside;
use crate::report::DifferencePage;
use crate::report::between_json;
use serde_json::Value;
use serde_json::json;

/// Everything, with stable keys.
pub(super) fn difference_json(page: &DifferencePage<'_>, old: &Edited, new: &Edited) -> Value {
    let mut told = shared_json(page, old, new);
    let rows = page.books.map(|books| json!({ "tenancies": books.told.rows.iter().map(row).collect::<Vec<Value>>() }));
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
        "differs": !page.changes.is_empty(),
        "changes": page.changes.iter().map(|of| change(of, page)).collect::<Vec<Value>>(),
        "books": page.books.map(|of| books(&of)),
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
        "way": match change.way() {
            Way::Added => "added",
            Way::Removed => "removed",
            Way::Changed => "changed",
        },
        "decides": change.kind.decides(),
        "told": change.headline(page.locale),
        "old": change.old,
        "new": change.new,
    })
}

fn books(books: &Beside<'_>) -> Value {
    let Told { tenancies, differing, kinds, rules, breaches, segments, stages, beginnings, .. } = books.told;
    let kinds = kinds.iter().map(|(kind, counts)| {
        let is_shared = counts.iter().all(|of| may_be_shared(of.times) && may_be_shared(of.tenancies));
        counted(kind.word().en, counts, is_shared)
    });
    let side =
        |side: &Option<(String, bool)>| side.as_ref().map(|(rule, later)| json!({ "rule": rule, "later": later }));
    let beginnings = beginnings.iter().map(|(of, count)| {
        json!({ "action": of.kind.word().en, "old": side(&of.old), "new": side(&of.new), "tenancies": shown(*count) })
    });
    json!({
        "from": books.window.from,
        "to": books.window.to,
        "tenancies": tenancies,
        "differing": shown(*differing),
        "first": books.told.first.filter(|_| shown(*differing).is_some()),
        "actions": kinds.collect::<Vec<Value>>(),
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

/// Parts of a whole: with one of few, the smallest of the others stays untold too, since the one would follow from it.
fn parts(cells: &[(String, u64)]) -> Vec<Value> {
    let hidden: u64 = cells.iter().map(|cell| cell.1).filter(|count| shown(*count).is_none()).sum();
    let smallest = cells.iter().map(|cell| cell.1).filter(|count| *count > 0 && may_be_shared(*count)).min();
    let untold = smallest.filter(|_| !may_be_shared(hidden));
    let mut left = untold;
    let part = |(title, count): &(String, u64)| {
        let is_untold = left == Some(*count);
        if is_untold {
            left = None;
        }
        json!({ "title": title, "tenancies": shown(*count).filter(|_| !is_untold) })
    };
    cells.iter().map(part).collect()
}

fn row(row: &Row) -> Value {
    let deed = |deed: &Option<Deed>| {
        deed.as_ref().map(|of| json!({ "date": of.day, "action": of.kind.word().en, "rule": of.rule }))
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
        assert_eq!(told(&[40, 4, 20, 20]), [Some(40), None, None, Some(20)]);
        assert_eq!(told(&[40, 6, 7, 20]), [Some(40), None, None, Some(20)]);
        assert_eq!(told(&[40, 0]), [Some(40), Some(0)]);
    }
}
