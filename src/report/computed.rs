//! What follows from the rules on the recorded books: counts and sums, no ranges, no assumptions.

use super::Computed;
use super::answer::Answer;
use super::breakdown::shown_parts;
use super::table::indented;
use super::wording;
use crate::compare::Affected;
use crate::compare::Counted;
use crate::compare::OnTheBooks;
use crate::compare::kind_title;
use crate::disclosure::may_be_shown;
use crate::locale::Locale;
use crate::money::Money;
use crate::vocabulary::ActionKind;
use crate::vocabulary::KpiUnit;
use std::cmp::Reverse;

/// A line of the table: what, and for each policy how much.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) cells: Vec<String>,
}

/// Who is affected by one policy.
pub(super) struct Touched {
    pub(super) title: String,
    pub(super) groups: Vec<Parts>,
}

/// The affected divided in one way: each part and how many are in it.
pub(super) struct Parts {
    pub(super) title: &'static str,
    pub(super) parts: Vec<[String; 2]>,
}

/// What is computed of every policy but the baseline, in sentences.
pub(super) fn answers(computed: Computed<'_>, locale: Locale) -> Vec<Answer> {
    let policies: Vec<(&str, &OnTheBooks)> = policies(computed).collect();
    let Some(((baseline, base), others)) = policies.split_first() else { return Vec::new() };
    let told = others.iter().map(|(title, books)| Answer {
        title: (*title).to_owned(),
        sentences: [affected(&books.affected, baseline, locale)]
            .into_iter()
            .chain(changed_actions(base, books, baseline, locale))
            .chain(changed_work(base, books, baseline, locale))
            .chain(changed_charges(base, books, baseline, locale))
            .collect(),
    });
    told.collect()
}

fn policies<'a>(computed: Computed<'a>) -> impl Iterator<Item = (&'a str, &'a OnTheBooks)> {
    computed.comparison.scenarios.iter().map(|scenario| scenario.title.as_str()).zip(computed.books)
}

fn affected(affected: &Affected, baseline: &str, locale: Locale) -> String {
    let count = count(affected.tenancies, locale);
    let Some(first) = affected.first.map(|day| locale.day(day)) else {
        return match locale {
            Locale::En => format!(
                "Nobody is treated differently: it asks for the same as {baseline}, day for day. Plans and payments stand in the books as recorded."
            ),
            Locale::Nl => format!(
                "Niemand wordt anders behandeld: het vraagt hetzelfde als {baseline}, dag voor dag. Regelingen en betalingen staan in de boeken zoals vastgelegd."
            ),
        };
    };
    match (affected.tenancies, locale) {
        (1, Locale::En) => format!("1 tenancy is treated differently than under {baseline}, from {first} on."),
        (1, Locale::Nl) => format!("1 huurovereenkomst wordt anders behandeld dan bij {baseline}, vanaf {first}."),
        (_, Locale::En) => {
            format!("{count} tenancies are treated differently than under {baseline}, the first from {first} on.")
        }
        (_, Locale::Nl) => {
            format!("{count} huurovereenkomsten worden anders behandeld dan bij {baseline}, de eerste vanaf {first}.")
        }
    }
}

/// So many kinds of action are told in a sentence; the table has them all.
const MOST_TOLD: usize = 3;

/// The kinds of action of which there are more or fewer, the largest differences first.
fn changed_actions(base: &OnTheBooks, books: &OnTheBooks, baseline: &str, locale: Locale) -> Option<String> {
    let apart = |kind: &ActionKind| base.done(*kind).times.abs_diff(books.done(*kind).times);
    let shown = |kind: &ActionKind| is_shown(base.done(*kind)) && is_shown(books.done(*kind));
    let mut changed: Vec<ActionKind> =
        ActionKind::ALL.iter().copied().filter(|kind| apart(kind) > 0 && shown(kind)).collect();
    changed.sort_by_key(|kind| Reverse(apart(kind)));
    let told = changed.iter().take(MOST_TOLD).map(|kind| {
        let (own, other) = (count(books.done(*kind).times, locale), count(base.done(*kind).times, locale));
        format!("{} {own} {} {other}", kind_title(*kind, locale), locale.pick("instead of", "in plaats van"))
    });
    let told = told.collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then(|| match (changed.len() > MOST_TOLD, locale) {
        (true, Locale::En) => format!("Done on the recorded books, beside {baseline}, above all: {told}."),
        (true, Locale::Nl) => format!("Gedaan op de vastgelegde boeken, naast {baseline}, vooral: {told}."),
        (false, Locale::En) => format!("Done on the recorded books, beside {baseline}: {told}."),
        (false, Locale::Nl) => format!("Gedaan op de vastgelegde boeken, naast {baseline}: {told}."),
    })
}

fn changed_work(base: &OnTheBooks, books: &OnTheBooks, baseline: &str, locale: Locale) -> Option<String> {
    let hours = (base.minutes != books.minutes).then(|| {
        let word = locale.pick("hours of work", "uren werk");
        format!("{} {word} ({})", hours(books.minutes, locale), difference_in_hours(base, books, locale))
    });
    let cost = (base.cost != books.cost).then(|| {
        let word = locale.pick("direct cost", "directe kosten");
        let apart = wording::difference(KpiUnit::Euro, in_euros(books.cost) - in_euros(base.cost), locale);
        format!("{} {word} ({apart})", euros(books.cost, locale))
    });
    let told: Vec<String> = [hours, cost].into_iter().flatten().collect();
    let told = told.join(locale.pick(" and ", " en "));
    (!told.is_empty()).then(|| match locale {
        Locale::En => {
            format!("It takes {told} on the recorded books; between brackets the difference with {baseline}.")
        }
        Locale::Nl => {
            format!("Het vraagt {told} op de vastgelegde boeken; tussen haakjes het verschil met {baseline}.")
        }
    })
}

fn difference_in_hours(base: &OnTheBooks, books: &OnTheBooks, locale: Locale) -> String {
    wording::difference(KpiUnit::Count, (books.minutes - base.minutes) as f64 / 60.0, locale)
}

fn changed_charges(base: &OnTheBooks, books: &OnTheBooks, baseline: &str, locale: Locale) -> Option<String> {
    (base.charged != books.charged).then(|| {
        let (own, other) = (euros(books.charged, locale), euros(base.charged, locale));
        match locale {
            Locale::En => format!("Tenants are charged {own} in costs and interest, under {baseline} {other}."),
            Locale::Nl => format!("Huurders krijgen {own} aan kosten en rente in rekening, bij {baseline} {other}."),
        }
    })
}

/// What every policy comes to; kinds of action that are rare under any of them are left out.
pub(super) fn table(computed: Computed<'_>, locale: Locale) -> Vec<Line> {
    let books: Vec<&OnTheBooks> = policies(computed).map(|(_, books)| books).collect();
    let line = |title: &str, cell: &dyn Fn(&OnTheBooks) -> String| Line {
        title: title.to_owned(),
        cells: books.iter().map(|books| cell(books)).collect(),
    };
    let first =
        line(locale.pick("tenancies to which anything is done", "huurovereenkomsten waarvoor iets gebeurt"), &|of| {
            count(of.tenancies, locale)
        });
    let kinds = shown_kinds(&books).map(|kind| {
        line(&kind_title(kind, locale), &|of| {
            let done = of.done(kind);
            format!("{} ({})", count(done.times, locale), count(done.tenancies, locale))
        })
    });
    let any = |value: &dyn Fn(&OnTheBooks) -> bool| books.iter().any(|books| value(books));
    let hours = any(&|of| of.minutes > 0)
        .then(|| line(locale.pick("hours of work", "uren werk"), &|of| hours(of.minutes, locale)));
    let cost = any(&|of| of.cost > Money::ZERO)
        .then(|| line(locale.pick("direct cost", "directe kosten"), &|of| euros(of.cost, locale)));
    let charged = any(&|of| of.charged > Money::ZERO).then(|| {
        line(locale.pick("costs and interest charged to tenants", "kosten en rente voor huurders"), &|of| {
            let tenancies = if may_be_shown(of.charged_tenancies as f64) {
                count(of.charged_tenancies, locale)
            } else {
                locale.pick("few", "enkele").to_owned()
            };
            format!("{} ({tenancies})", euros(of.charged, locale))
        })
    });
    [first].into_iter().chain(kinds).chain(hours).chain(cost).chain(charged).collect()
}

fn is_shown(done: Counted) -> bool {
    may_be_shown(done.times as f64) && may_be_shown(done.tenancies as f64)
}

fn done_kinds(books: &[&OnTheBooks]) -> impl Iterator<Item = ActionKind> {
    ActionKind::ALL.iter().copied().filter(|kind| books.iter().any(|of| of.done(*kind).times > 0))
}

fn shown_kinds(books: &[&OnTheBooks]) -> impl Iterator<Item = ActionKind> {
    done_kinds(books).filter(|kind| books.iter().all(|of| is_shown(of.done(*kind))))
}

/// The kinds of action that are done, but to so few that they stay unnamed.
pub(super) fn rare(computed: Computed<'_>, locale: Locale) -> String {
    let books: Vec<&OnTheBooks> = policies(computed).map(|(_, books)| books).collect();
    let rare = done_kinds(&books).filter(|kind| !books.iter().all(|of| is_shown(of.done(*kind))));
    rare.map(|kind| kind_title(kind, locale)).collect::<Vec<_>>().join(", ")
}

/// Who is treated differently under each policy that treats anybody differently.
pub(super) fn touched(computed: Computed<'_>, locale: Locale) -> Vec<Touched> {
    let affected = policies(computed).filter(|(_, books)| books.affected.tenancies > 0);
    affected
        .map(|(title, books)| {
            let groups = books
                .affected
                .groups
                .iter()
                .map(|group| Parts { title: group.by.title(locale), parts: parts(&group.cells, locale) });
            Touched { title: title.to_owned(), groups: groups.collect() }
        })
        .collect()
}

fn parts(cells: &[(String, u64)], locale: Locale) -> Vec<[String; 2]> {
    let (shown, together) = shown_parts(cells);
    let title = |title: &str| {
        if title.is_empty() {
            locale.pick("none, or not known", "geen, of niet bekend").to_owned()
        } else {
            title.to_owned()
        }
    };
    let others = match (shown.is_empty(), together) {
        (_, 0) => None,
        (true, _) => Some([locale.pick("too few to divide", "te weinig om te verdelen").to_owned(), String::new()]),
        (false, _) => Some([locale.pick("others together", "overige samen").to_owned(), count(together, locale)]),
    };
    shown.iter().map(|(name, number)| [title(name), count(*number, locale)]).chain(others).collect()
}

/// The computed part for the terminal.
#[must_use]
pub fn computed_lines(computed: Computed<'_>, locale: Locale) -> String {
    let head = locale.pick(
        "computed on the recorded books, without assumptions:",
        "berekend op de vastgelegde boeken, zonder aannames:",
    );
    let answers = answers(computed, locale);
    let lines = answers.iter().map(|answer| {
        let sentences = answer.sentences.iter().map(|sentence| indented(sentence, 2));
        format!("{}\n{}", answer.title, sentences.collect::<String>())
    });
    if answers.is_empty() { String::new() } else { format!("{head}\n\n{}\n", lines.collect::<String>()) }
}

fn count(number: u64, locale: Locale) -> String {
    locale.count(i64::try_from(number).unwrap_or(i64::MAX))
}

fn hours(minutes: i64, locale: Locale) -> String {
    wording::value(KpiUnit::Count, minutes as f64 / 60.0, locale)
}

fn in_euros(amount: Money) -> f64 {
    amount.cents() as f64 / 100.0
}

fn euros(amount: Money, locale: Locale) -> String {
    wording::value(KpiUnit::Euro, in_euros(amount), locale)
}
