//! Dates that the calendar does not have, or that are written in another order.

use super::Builder;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::syntax::grammar::Pair;
use crate::syntax::grammar::span;

impl Builder<'_> {
    pub(super) fn date(&mut self, pair: &Pair<'_>) -> Option<Day> {
        let day = pair.as_str().parse().ok();
        if day.is_none() {
            let (text, span) = (pair.as_str(), span(pair));
            let message = Phrase::new(format!("`{text}` is not a date"), format!("`{text}` is geen datum"));
            let finding = code::NO_DATE.at(span, message);
            self.findings.push(match turned(text, self.locale).as_slice() {
                [] => finding.help(help(text)),
                [day] => finding
                    .help(Phrase::new(format!("write `{day}`"), format!("schrijf `{day}`")))
                    .mend(span, day.to_string()),
                days => with_both(finding, days),
            });
        }
        day
    }
}

/// What is meant by a date that ends with its year. In Dutch the day comes first; in English the month may.
fn turned(text: &str, locale: Locale) -> Vec<Day> {
    let Some([first, second, year]) = numbers(text) else { return Vec::new() };
    let day = |month: u32, day: u32| Day::from_ymd(i32::try_from(year).ok()?, month, day);
    let month_first = if locale == Locale::En { day(first, second) } else { None };
    let mut days: Vec<Day> = day(second, first).into_iter().chain(month_first).collect();
    days.dedup();
    days
}

fn with_both(finding: Diagnostic, days: &[Day]) -> Diagnostic {
    let told = |locale: Locale| {
        let each = days.iter().map(|day| format!("`{day}` {} {}", locale.pick("for", "voor"), locale.day(*day)));
        format!("{} {}", locale.pick("write", "schrijf"), each.collect::<Vec<_>>().join(locale.pick(" or ", " of ")))
    };
    finding.help(Phrase::new(told(Locale::En), told(Locale::Nl)))
}

/// How many days the month has, if it is only that; or the order.
fn help(text: &str) -> Phrase {
    let last = numbers(text).and_then(|[year, month, day]| {
        let first = Day::from_ymd(i32::try_from(year).ok()?, month, 1)?;
        let last = first.plus_months(1).plus(-1);
        (day > last.of_month()).then_some(last)
    });
    match last {
        Some(last) => Phrase::new(
            format!("the last day of that month is `{last}`"),
            format!("de laatste dag van die maand is `{last}`"),
        ),
        None => Phrase::new(
            "write year, month and day such as `2025-06-01`",
            "schrijf jaar, maand en dag zoals `2025-06-01`",
        ),
    }
}

fn numbers(text: &str) -> Option<[u32; 3]> {
    let numbers: Vec<u32> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    numbers.try_into().ok()
}
