//! Where a policy acts as the books never show: said beside every answer that rests on it.

use super::compare::titles;
use super::scenario::Loaded;
use crate::compare::kind_title;
use crate::locale::Locale;
use crate::scenario::Outcome;
use crate::vocabulary::ActionKind;
use serde_json::Value;
use serde_json::json;

/// What each policy does at a depth at which the books do not show it, and leaves out of what never came alone: a sentence for
/// each.
pub(super) fn beyond_lines(loaded: &Loaded, outcomes: &[Outcome], locale: Locale) -> Vec<String> {
    let each = titles(loaded).into_iter().zip(outcomes);
    each.flat_map(|(title, outcome)| {
        let done = ActionKind::ALL.iter().filter_map(|kind| done_beyond(&title, outcome, *kind, locale));
        let left_out = outcome.left_out.iter().map(|kind| left_out(&title, *kind, locale));
        done.chain(left_out).collect::<Vec<String>>()
    })
    .collect()
}

/// Whether a policy does anything that [`beyond_lines`] tells of.
pub(super) fn is_beyond(outcome: &Outcome) -> bool {
    !outcome.left_out.is_empty() || ActionKind::ALL.iter().any(|kind| times_beyond(outcome, *kind).is_some())
}

/// One in so many: fewer than that is the edge of what the books show, not a policy.
const WORTH_TELLING: u64 = 4;

fn done_beyond(title: &str, outcome: &Outcome, kind: ActionKind, locale: Locale) -> Option<String> {
    let (beyond, all) = times_beyond(outcome, kind)?;
    let count = |number: u64| locale.count(i64::try_from(number).unwrap_or(i64::MAX));
    let (kind, beyond, all) = (kind_title(kind, locale), count(beyond), count(all));
    Some(match locale {
        Locale::En => format!(
            "{title}: {beyond} of {all} × {kind} come when the tenant is less or further behind than the books ever show; \
             what that does is extrapolated, and drawn from nothing up to the strongest contact"
        ),
        Locale::Nl => format!(
            "{title}: {beyond} van {all} × {kind} komen bij een kleinere of grotere achterstand dan de boeken ooit laten zien; \
             wat dat doet is geëxtrapoleerd, en getrokken van niets tot het sterkste contact"
        ),
    })
}

/// How often a kind of action came at a depth beyond the books, and how often at all; none where that is not worth telling.
fn times_beyond(outcome: &Outcome, kind: ActionKind) -> Option<(u64, u64)> {
    let all = outcome.actions.iter().filter(|row| row.done.kind == kind).count() as u64;
    let beyond = outcome.beyond.get(kind.place()).copied().unwrap_or(0).min(all);
    (beyond * WORTH_TELLING >= all && beyond > 0).then_some((beyond, all))
}

fn left_out(title: &str, kind: ActionKind, locale: Locale) -> String {
    let kind = kind_title(kind, locale);
    match locale {
        Locale::En => format!(
            "{title} leaves out a step that nearly always came within days of others: {kind}; what it does by itself can hardly \
             be told, so what happens without it is extrapolated, and its effect drawn from half to one and a half times as \
             strong, for both policies of its difference, which is not to the cent that of the two figures beside each other"
        ),
        Locale::Nl => format!(
            "{title} laat een stap weg die bijna altijd binnen dagen van andere kwam: {kind}; wat zij op zichzelf doet is \
             nauwelijks te zien, dus wat er zonder gebeurt is geëxtrapoleerd, en het effect getrokken van half tot anderhalf \
             maal zo sterk, voor beide beleidsstukken van zijn verschil, dat niet tot op de cent dat van de twee cijfers ernaast is"
        ),
    }
}

/// The same for the receipt: by policy.
pub(super) fn beyond_history(loaded: &Loaded, outcomes: &[Outcome]) -> Value {
    let each = loaded.policies.iter().zip(outcomes).map(|(chosen, outcome)| {
        let kinds = ActionKind::ALL.iter().zip(&outcome.beyond).filter(|(_, count)| **count > 0);
        let done: serde_json::Map<String, Value> =
            kinds.map(|(kind, count)| (kind.word().en.to_owned(), json!(count))).collect();
        let left_out: Vec<&str> = outcome.left_out.iter().map(|kind| kind.word().en).collect();
        json!({ "policy": chosen.name, "actions_in_the_first_run": done, "left_out": left_out })
    });
    Value::Array(each.collect())
}
