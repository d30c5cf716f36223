//! The cells of one column as they stand in a file, and what they mean as a text, a day or an amount.

use super::dialect::AmountForm;
use super::dialect::DateForm;
use super::rule::Rule;
use crate::calendar::Day;
use crate::money::Money;
use crate::money::NumberError;
use std::borrow::Cow;

/// The cells of one column. CSV has texts only; Parquet says what its columns hold.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    Text(Texts),
    /// Days since 1970-01-01.
    Day(Vec<Option<i32>>),
    /// Decimals: digits without their point, and how many stand behind it.
    Decimal {
        scale: usize,
        digits: Vec<Option<i128>>,
    },
    Real(Vec<Option<f64>>),
    /// Anything else, by the name of its type: of no use in a ledger.
    Other(String),
}

/// Many short texts in one long one. An empty text is an empty cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text.trim());
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, row: usize) -> Option<&str> {
        let start = row.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(row)?).filter(|text| !text.is_empty())
    }

    /// The cells that are not empty, with their rows.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        (0..self.ends.len()).filter_map(|row| self.get(row).map(|text| (row, text)))
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Texts {
        let mut column = Texts::default();
        texts.into_iter().for_each(|text| column.push(text));
        column
    }
}

impl Cells {
    /// The cell as people see it in the file; none when it is empty.
    pub(super) fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        match self {
            Cells::Text(texts) => texts.get(row).map(Cow::Borrowed),
            Cells::Day(cells) => shown(cells, row, |day| Day::from_number(*day).to_string()),
            Cells::Real(cells) => shown(cells, row, f64::to_string),
            Cells::Decimal { scale, digits } => shown(digits, row, |digits| with_point(*digits, *scale)),
            Cells::Other(_) => None,
        }
    }

    /// All cells as texts, such as ids that were written as numbers.
    pub(super) fn texts(&self, rows: usize) -> Cow<'_, Texts> {
        match self {
            Cells::Text(texts) => Cow::Borrowed(texts),
            other => {
                let mut texts = Texts::default();
                (0..rows).for_each(|row| texts.push(&other.text(row).unwrap_or_default()));
                Cow::Owned(texts)
            }
        }
    }

    /// The cell as a day; none when it is empty.
    pub(super) fn day(&self, row: usize, form: DateForm) -> Result<Option<Day>, Rule> {
        match self {
            Cells::Text(texts) => texts.get(row).map(|text| form.parse(text).ok_or(Rule::NotADate)).transpose(),
            Cells::Day(cells) => {
                let day = cells.get(row).copied().flatten().map(Day::from_number);
                day.map(|day| in_calendar(day).ok_or(Rule::NotADate)).transpose()
            }
            other => if_empty(other, row, Rule::NotADate),
        }
    }

    /// The cell as an amount of any sign; none when it is empty.
    pub(super) fn amount(&self, row: usize, form: AmountForm) -> Result<Option<Money>, Rule> {
        let read = match self {
            Cells::Text(texts) => texts.get(row).map(|text| form.parse(text)),
            Cells::Decimal { scale, digits } => {
                digits.get(row).copied().flatten().map(|digits| Money::from_decimal(digits, *scale))
            }
            // The shortest text of a binary number is the decimal that was meant, if it has at most two decimals.
            Cells::Real(cells) => cells.get(row).copied().flatten().map(|euros| Money::parse(&euros.to_string())),
            other => return if_empty(other, row, Rule::NotAnAmount),
        };
        read.transpose().map_err(|error| match error {
            NumberError::NotANumber => Rule::NotAnAmount,
            NumberError::TooPrecise => Rule::TooPrecise,
            NumberError::TooLarge => Rule::TooLarge,
        })
    }

    /// The cell as a whole number from 1 to 600, as many months as fifty years have; none when it is empty.
    pub(super) fn count(&self, row: usize) -> Result<Option<u32>, Rule> {
        let count = self.text(row).map(|text| text.parse().ok().filter(|count| (1..=600).contains(count)));
        count.map(|count| count.ok_or(Rule::NotACount)).transpose()
    }
}

fn shown<T>(cells: &[Option<T>], row: usize, show: impl Fn(&T) -> String) -> Option<Cow<'static, str>> {
    cells.get(row).and_then(Option::as_ref).map(|cell| Cow::Owned(show(cell)))
}

fn if_empty<T>(cells: &Cells, row: usize, rule: Rule) -> Result<Option<T>, Rule> {
    if cells.text(row).is_none() { Ok(None) } else { Err(rule) }
}

/// The day, if it is one that a text could have named.
fn in_calendar(day: Day) -> Option<Day> {
    // 1900-01-01 up to and including 2199-12-31.
    (-25_567..=84_005).contains(&day.number()).then_some(day)
}

fn with_point(digits: i128, scale: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_an_empty_cell() {
        let texts: Texts = ["a", " ", " b "].into_iter().collect();
        assert_eq!([0, 1, 2, 3].map(|row| texts.get(row)), [Some("a"), None, Some("b"), None]);
    }

    #[test]
    fn a_binary_number_is_read_as_the_decimal_that_was_meant() {
        let cells = Cells::Real(vec![Some(588.67), Some(0.1 + 0.2), Some(f64::NAN), None, Some(-3.0), Some(1e300)]);
        let read = |row| cells.amount(row, AmountForm::Point);
        assert_eq!(read(0), Ok(Some(Money::from_cents(58_867))));
        assert_eq!(read(1), Err(Rule::TooPrecise));
        assert_eq!(read(2), Err(Rule::NotAnAmount));
        assert_eq!(read(3), Ok(None));
        assert_eq!(read(4), Ok(Some(Money::from_cents(-300))));
        assert_eq!(read(5), Err(Rule::TooLarge));
    }

    #[test]
    fn days_and_decimals_of_parquet_are_shown_as_people_write_them() {
        let days = Cells::Day(vec![Some(0), Some(2_000_000)]);
        assert_eq!(days.text(0).as_deref(), Some("1970-01-01"));
        assert_eq!(days.day(1, DateForm::Iso), Err(Rule::NotADate));
        let decimals = Cells::Decimal { scale: 3, digits: vec![Some(-5), Some(1_234_500)] };
        assert_eq!(decimals.text(0).as_deref(), Some("-0.005"));
        assert_eq!(decimals.amount(0, AmountForm::Point), Err(Rule::TooPrecise));
        assert_eq!(decimals.amount(1, AmountForm::Point), Ok(Some(Money::from_cents(123_450))));
    }

    #[test]
    fn the_days_of_the_calendar_end_where_the_calendar_says() {
        let day = |text: &str| text.parse::<Day>().ok();
        assert_eq!(in_calendar(Day::from_number(-25_567)), day("1900-01-01"));
        assert_eq!(in_calendar(Day::from_number(84_005)), day("2199-12-31"));
        assert_eq!(in_calendar(Day::from_number(84_006)), None);
    }
}
