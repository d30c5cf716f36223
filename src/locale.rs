//! The two languages people read and write, and how each writes amounts, rates and dates.
//!
//! Machines get points and ISO dates whatever the locale; only texts for people come through here.

use crate::calendar::Day;
use crate::money::Money;
use crate::money::Number;
use serde::Deserialize;
use serde::Serialize;

/// A language for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
}

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    /// The English text.
    pub en: String,
    /// The Dutch text.
    pub nl: String,
}

impl Phrase {
    /// A text in both languages.
    pub fn new(en: impl Into<String>, nl: impl Into<String>) -> Phrase {
        Phrase { en: en.into(), nl: nl.into() }
    }

    /// A text that is the same in both languages, such as a name the author chose.
    pub fn same(text: impl Into<String>) -> Phrase {
        let text = text.into();
        Phrase { en: text.clone(), nl: text }
    }

    /// The text in one language.
    #[must_use]
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Nl => &self.nl,
        }
    }
}

/// One word or fixed text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The English word.
    pub en: &'static str,
    /// The Dutch word.
    pub nl: &'static str,
}

impl Word {
    /// A word in both languages.
    #[must_use]
    pub const fn new(en: &'static str, nl: &'static str) -> Word {
        Word { en, nl }
    }

    /// The word in one language.
    #[must_use]
    pub const fn in_locale(self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Nl => self.nl,
        }
    }
}

impl Locale {
    /// Both languages.
    pub const ALL: [Locale; 2] = [Locale::En, Locale::Nl];

    /// The language of a tag such as `nl`, `nl_NL.UTF-8` or `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Locale> {
        match tag.split(['_', '-', '.']).next().map(str::to_ascii_lowercase).as_deref() {
            Some("nl") => Some(Locale::Nl),
            Some("en") => Some(Locale::En),
            _ => None,
        }
    }

    /// The two-letter tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Nl => "nl",
        }
    }

    /// One of two texts.
    #[must_use]
    pub const fn pick<'a>(self, en: &'a str, nl: &'a str) -> &'a str {
        match self {
            Locale::En => en,
            Locale::Nl => nl,
        }
    }

    /// An amount: `€ 1,234.50` or `€ 1.234,50`.
    #[must_use]
    pub fn money(self, amount: Money) -> String {
        let sign = if amount < Money::ZERO { "-" } else { "" };
        let cents = amount.cents().unsigned_abs();
        format!("{sign}€ {}{}{:02}", self.grouped(cents / 100), self.decimal_mark(), cents % 100)
    }

    /// A whole number with thousands separated.
    #[must_use]
    pub fn count(self, count: i64) -> String {
        let sign = if count < 0 { "-" } else { "" };
        format!("{sign}{}", self.grouped(count.unsigned_abs()))
    }

    /// A decimal number, given as its plain text with a point.
    #[must_use]
    pub fn decimal(self, plain: &str) -> String {
        match self {
            Locale::En => plain.to_owned(),
            Locale::Nl => plain.replace('.', ","),
        }
    }

    /// An exact number.
    #[must_use]
    pub fn number(self, number: Number) -> String {
        self.decimal(&number.to_plain())
    }

    /// So many days with their unit: `1 day`, `7 dagen`.
    #[must_use]
    pub fn days(self, count: i64) -> String {
        format!("{count} {}", if count == 1 { self.pick("day", "dag") } else { self.pick("days", "dagen") })
    }

    /// So many of something, with the words for one and for more in both languages: `1 getal`, `20 numbers`.
    #[must_use]
    pub fn several(self, count: impl TryInto<u64>, [en, more_en]: [&str; 2], [nl, more_nl]: [&str; 2]) -> String {
        let count = count.try_into().unwrap_or(u64::MAX);
        let word = if count == 1 { self.pick(en, nl) } else { self.pick(more_en, more_nl) };
        format!("{} {word}", self.grouped(count))
    }

    /// So many runs: `1 run`, `20 runs`.
    #[must_use]
    pub fn runs(self, count: impl TryInto<u64>) -> String {
        self.several(count, ["run", "runs"], ["run", "runs"])
    }

    /// So many working days with their unit.
    #[must_use]
    pub fn working_days(self, count: i64) -> String {
        let unit =
            if count == 1 { self.pick("working day", "werkdag") } else { self.pick("working days", "werkdagen") };
        format!("{count} {unit}")
    }

    /// Months with their unit, given as a plain number with a point: `1 month`, `1,5 maand`, `2 maanden`. In Dutch what is not
    /// whole stands beside the singular.
    #[must_use]
    pub fn months(self, plain: &str) -> String {
        let is_one = plain == "1";
        let unit = match self {
            Locale::En if is_one => "month",
            Locale::En => "months",
            Locale::Nl if is_one || plain.contains('.') => "maand",
            Locale::Nl => "maanden",
        };
        format!("{} {unit}", self.decimal(plain))
    }

    /// Months of rent with their unit: `1 month of rent`, `2 maanden huur`.
    #[must_use]
    pub fn months_of_rent(self, number: Number) -> String {
        format!("{} {}", self.months(&number.to_plain()), self.pick("of rent", "huur"))
    }

    /// An exact share as a percentage: `1.35 %` or `1,35 %`.
    #[must_use]
    pub fn percent(self, share: Number) -> String {
        format!("{} %", self.decimal(&share.to_percent()))
    }

    /// A day in words: `3 March 2025` or `3 maart 2025`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        let months = match self {
            Locale::En => EN_MONTHS,
            Locale::Nl => NL_MONTHS,
        };
        let name = months.get(usize::try_from(day.month().number().rem_euclid(12)).unwrap_or(0)).unwrap_or(&"");
        format!("{} {name} {}", day.of_month(), day.year())
    }

    const fn decimal_mark(self) -> char {
        match self {
            Locale::En => '.',
            Locale::Nl => ',',
        }
    }

    fn grouped(self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() * 4 / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(self.pick(",", ".").chars().next().unwrap_or(' '));
            }
            grouped.push(digit);
        }
        grouped
    }
}

const EN_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const NL_MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_write_them() {
        assert_eq!(Locale::Nl.money(Money::from_cents(123_456_789)), "€ 1.234.567,89");
        assert_eq!(Locale::En.money(Money::from_cents(-123_450)), "-€ 1,234.50");
        assert_eq!(Locale::En.money(Money::from_cents(99)), "€ 0.99");
    }

    #[test]
    fn days_are_written_in_words() {
        let day = Day::from_ymd(2025, 3, 3).unwrap_or(Day::DAWN);
        assert_eq!(Locale::Nl.day(day), "3 maart 2025");
        assert_eq!(Locale::En.day(day), "3 March 2025");
    }

    #[test]
    fn one_is_written_as_one_and_a_part_of_a_month_in_dutch_likewise() {
        assert_eq!((Locale::Nl.days(1), Locale::Nl.days(7)), ("1 dag".to_owned(), "7 dagen".to_owned()));
        assert_eq!(Locale::En.working_days(1), "1 working day");
        assert_eq!((Locale::Nl.runs(1), Locale::En.runs(2_000)), ("1 run".to_owned(), "2,000 runs".to_owned()));
        let told = |locale: Locale| ["0.5", "1", "1.5", "2"].map(|plain| locale.months_of_rent(number(plain)));
        assert_eq!(told(Locale::Nl), ["0,5 maand huur", "1 maand huur", "1,5 maand huur", "2 maanden huur"]);
        assert_eq!(
            told(Locale::En),
            ["0.5 months of rent", "1 month of rent", "1.5 months of rent", "2 months of rent"]
        );
    }

    fn number(plain: &str) -> Number {
        Number::parse(plain).unwrap()
    }

    #[test]
    fn a_locale_is_read_from_its_tag() {
        assert_eq!(Locale::from_tag("nl_NL.UTF-8"), Some(Locale::Nl));
        assert_eq!(Locale::from_tag("C.UTF-8"), None);
    }
}
