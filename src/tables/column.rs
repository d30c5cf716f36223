//! A result as named columns, ready to be written.

use crate::calendar::Day;
use crate::money::Money;

/// A named column of a result. All columns of a table are equally long.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// What stands below it; `None` is an empty cell.
    pub values: Values,
}

/// The cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Texts, among them decimals whose digits matter.
    Text(Vec<Option<String>>),
    /// Days.
    Day(Vec<Option<Day>>),
    /// Amounts: euros with two decimals.
    Amount(Vec<Option<Money>>),
    /// Measurements for pictures; never money.
    Real(Vec<Option<f64>>),
}

impl Column {
    /// A column under its heading.
    pub fn new(name: impl Into<String>, values: Values) -> Column {
        Column { name: name.into(), values }
    }

    /// A column of texts without empty cells, except where a text is empty.
    pub fn text<T: Into<String>>(name: &str, texts: impl IntoIterator<Item = T>) -> Column {
        let texts = texts.into_iter().map(|text| Some(text.into()).filter(|text: &String| !text.is_empty()));
        Column::new(name, Values::Text(texts.collect()))
    }

    /// A column of days without empty cells.
    pub fn days(name: &str, days: impl IntoIterator<Item = Day>) -> Column {
        Column::new(name, Values::Day(days.into_iter().map(Some).collect()))
    }

    /// A column of amounts without empty cells.
    pub fn amounts(name: &str, amounts: impl IntoIterator<Item = Money>) -> Column {
        Column::new(name, Values::Amount(amounts.into_iter().map(Some).collect()))
    }
}

impl Values {
    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Values::Whole(cells) => cells.len(),
            Values::Text(cells) => cells.len(),
            Values::Day(cells) => cells.len(),
            Values::Amount(cells) => cells.len(),
            Values::Real(cells) => cells.len(),
        }
    }

    /// Whether there are no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell of a row as text for machines; empty when there is nothing in it.
    #[must_use]
    pub fn plain(&self, row: usize) -> String {
        match self {
            Values::Whole(cells) => shown(cells, row, i64::to_string),
            Values::Text(cells) => shown(cells, row, String::clone),
            Values::Day(cells) => shown(cells, row, Day::to_string),
            Values::Amount(cells) => shown(cells, row, |amount| amount.to_plain()),
            Values::Real(cells) => shown(cells, row, f64::to_string),
        }
    }
}

fn shown<T>(cells: &[Option<T>], row: usize, show: impl Fn(&T) -> String) -> String {
    cells.get(row).and_then(Option::as_ref).map(show).unwrap_or_default()
}
