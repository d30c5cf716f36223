//! Figures as people read them: percentages with two decimals, whole euros, differences with their sign.

use crate::calendar::Month;
use crate::compare::Comparison;
use crate::compare::Spread;
use crate::locale::Locale;
use crate::vocabulary::KpiUnit;

/// The same with a capital, where a heading or a sentence begins.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A figure.
pub(super) fn value(unit: KpiUnit, figure: f64, locale: Locale) -> String {
    match unit {
        KpiUnit::Rate => format!("{} %", decimals(figure * 100.0, 2, locale)),
        KpiUnit::Euro => euros(figure, locale),
        KpiUnit::Days => format!("{} {}", decimals(figure, 1, locale), locale.pick("days", "dagen")),
        KpiUnit::Number => decimals(figure, 2, locale),
        KpiUnit::Count if figure.abs() < 20.0 => decimals(figure, 1, locale),
        KpiUnit::Count => decimals(figure, 0, locale),
    }
}

/// A difference of two figures; of two percentages in percentage points.
pub(super) fn difference(unit: KpiUnit, figure: f64, locale: Locale) -> String {
    let size = match unit {
        KpiUnit::Rate => format!("{} pp", decimals(figure.abs() * 100.0, 2, locale)),
        _ => value(unit, figure.abs(), locale),
    };
    let sign = match figure {
        _ if !size.contains(|letter: char| ('1'..='9').contains(&letter)) => "",
        f if f < 0.0 => "−",
        _ => "+",
    };
    format!("{sign}{size}")
}

/// A small amount in two significant digits: how exactly a figure is known.
pub(super) fn fine(unit: KpiUnit, figure: f64, locale: Locale) -> String {
    let plain = |figure: f64| {
        let places = 1.0 - libm::floor(libm::log10(figure.abs().max(1e-9)));
        let (_, places) = (0..=6).map(|n| (f64::from(n), n)).find(|(n, _)| *n >= places).unwrap_or((6.0, 6));
        let text = decimals(figure, usize::try_from(places).unwrap_or(0), locale);
        let mark = locale.pick(".", ",");
        if text.contains(mark) { text.trim_end_matches('0').trim_end_matches(mark).to_owned() } else { text }
    };
    match unit {
        KpiUnit::Rate => format!("{} pp", plain(figure * 100.0)),
        KpiUnit::Euro => format!("€ {}", plain(figure)),
        KpiUnit::Days => days(&plain(figure), locale),
        KpiUnit::Count | KpiUnit::Number => plain(figure),
    }
}

/// A number about behaviour: at most three decimals, and no more than it needs.
pub(super) fn plain(number: f64, locale: Locale) -> String {
    let text = decimals(number, 3, locale);
    let mark = locale.pick(".", ",");
    text.trim_end_matches('0').trim_end_matches(mark).to_owned()
}

/// A number of days that has been written already, with its unit.
pub(super) fn days(number: &str, locale: Locale) -> String {
    let unit = if number == "1" { locale.pick("day", "dag") } else { locale.pick("days", "dagen") };
    format!("{number} {unit}")
}

/// A number without decimals.
pub(super) fn whole(number: f64, locale: Locale) -> String {
    decimals(libm::round(number), 0, locale)
}

/// A share of a whole in whole per cents.
pub(super) fn part(share: f64) -> String {
    format!("{:.0} %", libm::round(share * 100.0).abs())
}

/// From where to where, when that is known: `1.10 – 1.34 %`.
pub(super) fn range(unit: KpiUnit, spread: Spread, locale: Locale, word: fn(KpiUnit, f64, Locale) -> String) -> String {
    spread.interval.map_or_else(String::new, |interval| {
        format!("{} … {}", word(unit, interval.low, locale), word(unit, interval.high, locale))
    })
}

/// A number at an axis, with as many decimals as the step between two of them needs.
pub(super) fn tick(unit: KpiUnit, mark: f64, step: f64, locale: Locale) -> String {
    let scales = [1.0, 10.0, 100.0, 1000.0];
    let needed = |step: f64| scales.iter().position(|scale| is_whole(step * scale)).unwrap_or(4);
    match unit {
        KpiUnit::Rate => format!("{} %", decimals(mark * 100.0, needed(step * 100.0), locale)),
        KpiUnit::Euro if needed(step) > 0 => signed_euros(mark, 2, locale),
        KpiUnit::Euro => euros(mark, locale),
        KpiUnit::Count | KpiUnit::Days | KpiUnit::Number => decimals(mark, needed(step), locale),
    }
}

/// A difference at an axis, with as many decimals as the step between two of them needs.
pub(super) fn difference_tick(unit: KpiUnit, mark: f64, step: f64, locale: Locale) -> String {
    // What is left of a sum that comes to nothing has no sign.
    let mark = if mark.abs() < step * 1e-6 { 0.0 } else { mark };
    let sign = if mark > 0.0 { "+" } else { "" };
    format!("{sign}{}", tick(unit, mark, step, locale)).replace('%', "pp")
}

/// A bound, with no more decimals than it needs.
pub(super) fn limit(unit: KpiUnit, limit: f64, locale: Locale) -> String {
    tick(unit, limit, limit, locale)
}

/// A month at an axis: `Jan 2025`, `jan 2025`.
pub(super) fn month(month: Month, locale: Locale) -> String {
    const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const NL: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let names = match locale {
        Locale::En => EN,
        Locale::Nl => NL,
    };
    let nth = usize::try_from(month.number().rem_euclid(12)).unwrap_or(0);
    format!("{} {}", names.get(nth).unwrap_or(&""), month.first().year())
}

fn euros(figure: f64, locale: Locale) -> String {
    signed_euros(figure, 0, locale)
}

/// Euros, with a sign where something is left of them.
fn signed_euros(figure: f64, places: usize, locale: Locale) -> String {
    let text = decimals(figure.abs(), places, locale);
    let is_nothing = !text.contains(|letter: char| ('1'..='9').contains(&letter));
    format!("{}€ {text}", if figure < 0.0 && !is_nothing { "−" } else { "" })
}

/// A number with so many decimals and its thousands apart.
fn decimals(figure: f64, decimals: usize, locale: Locale) -> String {
    let plain = format!("{:.decimals$}", figure.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let grouped = whole.parse().map_or_else(|_| whole.to_owned(), |whole| locale.count(whole));
    let sign = if figure < 0.0 && plain.contains(|letter: char| ('1'..='9').contains(&letter)) { "−" } else { "" };
    let mark = locale.pick(".", ",");
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}{mark}{rest}") }
}

fn is_whole(number: f64) -> bool {
    (number - libm::round(number)).abs() < 1e-6
}

/// From when on a comparison is a forecast, if it reaches beyond the books.
pub(super) fn ahead_line(comparison: &Comparison, locale: Locale) -> Option<String> {
    let from = locale.day(comparison.forecast_from?);
    Some(match locale {
        Locale::En => format!(
            "From {from} on this is a forecast: the books end there. Figures over the window count what is recorded and \
             what is forecast together."
        ),
        Locale::Nl => format!(
            "Vanaf {from} is dit een vooruitblik: daar eindigen de boeken. Cijfers over het hele venster tellen wat is \
             vastgelegd en wat is voorspeld samen."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Interval;

    #[test]
    fn figures_are_written_as_people_write_them() {
        assert_eq!(value(KpiUnit::Rate, 0.01347, Locale::Nl), "1,35 %");
        assert_eq!(value(KpiUnit::Euro, 1_234_567.4, Locale::En), "€ 1,234,567");
        assert_eq!(value(KpiUnit::Count, 3.25, Locale::Nl), "3,2");
        assert_eq!(value(KpiUnit::Count, 1_203.4, Locale::En), "1,203");
    }

    #[test]
    fn a_difference_has_its_sign_unless_it_rounds_to_nothing() {
        assert_eq!(difference(KpiUnit::Rate, -0.0012, Locale::En), "−0.12 pp");
        assert_eq!(difference(KpiUnit::Euro, 1_500.0, Locale::Nl), "+€ 1.500");
        assert_eq!(difference(KpiUnit::Rate, 0.000_000_1, Locale::En), "0.00 pp");
    }

    #[test]
    fn one_replication_has_no_range() {
        let alone = Spread { mean: 1.0, interval: None };
        assert_eq!(range(KpiUnit::Count, alone, Locale::En, value), "");
        let known = Spread { interval: Some(Interval { low: 0.5, middle: 1.0, high: 2.0 }), ..alone };
        assert_eq!(range(KpiUnit::Count, known, Locale::Nl, value), "0,5 … 2,0");
    }

    #[test]
    fn an_axis_of_differences_has_signs_and_percentage_points() {
        assert_eq!(difference_tick(KpiUnit::Rate, -0.0012, 0.0002, Locale::Nl), "−0,12 pp");
        assert_eq!(difference_tick(KpiUnit::Count, 5.0, 5.0, Locale::En), "+5");
        assert_eq!(difference_tick(KpiUnit::Euro, -1e-12, 100.0, Locale::En), "€ 0");
    }

    #[test]
    fn a_heading_begins_with_a_capital() {
        assert_eq!(capital("aanmelding bij de GGD"), "Aanmelding bij de GGD");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn an_axis_shows_the_decimals_it_needs() {
        assert_eq!(tick(KpiUnit::Rate, 0.0125, 0.0025, Locale::Nl), "1,25 %");
        assert_eq!(tick(KpiUnit::Rate, 0.01, 0.005, Locale::En), "1.0 %");
        assert_eq!(tick(KpiUnit::Count, 200.0, 50.0, Locale::En), "200");
        assert_eq!(tick(KpiUnit::Euro, 1.5, 0.5, Locale::Nl), "€ 1,50");
        assert_eq!(tick(KpiUnit::Euro, -1500.0, 500.0, Locale::Nl), "−€ 1.500");
    }
}
