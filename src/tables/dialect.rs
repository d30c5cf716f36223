//! How a column writes its dates and amounts. One column writes them in one way: a column that does not is an error, since
//! `01-02-2024` or `1.234` would otherwise mean what the reader happens to think.

use super::cells::Cells;
use crate::calendar::Day;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::NumberError;

/// How dates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateForm {
    /// 2024-03-01.
    #[default]
    Iso,
    /// 01-03-2024, or 1-3-2024.
    Dutch,
}

/// How amounts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AmountForm {
    /// 12.50.
    #[default]
    Point,
    /// 12,50.
    Comma,
}

/// The first row that is written in another way than those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Odd<Form> {
    pub(super) row: usize,
    pub(super) before: Form,
}

impl DateForm {
    /// How the dates of a column are written.
    pub(super) fn of(cells: &Cells) -> Result<DateForm, Odd<DateForm>> {
        agreed(cells, DateForm::shape)
    }

    fn shape(text: &str) -> Option<DateForm> {
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        match lengths.as_slice() {
            [4, 2, 2] if digits => Some(DateForm::Iso),
            [1 | 2, 1 | 2, 4] if digits => Some(DateForm::Dutch),
            _ => None,
        }
    }

    /// The day that a text names.
    pub(super) fn parse(self, text: &str) -> Option<Day> {
        match self {
            DateForm::Iso => text.parse().ok(),
            DateForm::Dutch => {
                DateForm::shape(text).filter(|shape| *shape == DateForm::Dutch)?;
                let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
                let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
                Day::from_ymd(i32::try_from(year).ok()?, month, day)
            }
        }
    }

    /// For people.
    pub(super) fn phrase(self) -> Phrase {
        match self {
            DateForm::Iso => Phrase::new("year-month-day", "jaar-maand-dag"),
            DateForm::Dutch => Phrase::new("day-month-year", "dag-maand-jaar"),
        }
    }
}

impl AmountForm {
    /// How the amounts of a column are written.
    pub(super) fn of(cells: &Cells) -> Result<AmountForm, Odd<AmountForm>> {
        agreed(cells, AmountForm::shape)
    }

    fn shape(text: &str) -> Option<AmountForm> {
        match (text.contains('.'), text.contains(',')) {
            (true, false) => Some(AmountForm::Point),
            (false, true) => Some(AmountForm::Comma),
            _ => None,
        }
    }

    /// The amount that a text names.
    pub(super) fn parse(self, text: &str) -> Result<Money, NumberError> {
        match self {
            AmountForm::Point => Money::parse(text),
            // With a comma for the decimals a point can only group thousands, and those are not read.
            AmountForm::Comma if text.contains('.') => Err(NumberError::NotANumber),
            AmountForm::Comma => Money::parse(&text.replace(',', ".")),
        }
    }

    /// For people.
    pub(super) fn phrase(self) -> Phrase {
        match self {
            AmountForm::Point => Phrase::new("decimal points", "decimale punten"),
            AmountForm::Comma => Phrase::new("decimal commas", "decimale komma's"),
        }
    }
}

/// The form of all cells that have one. What has no form is a fault of its row, not of the column.
fn agreed<Form: Copy + Default + PartialEq>(
    cells: &Cells,
    shape: impl Fn(&str) -> Option<Form>,
) -> Result<Form, Odd<Form>> {
    let Cells::Text(texts) = cells else { return Ok(Form::default()) };
    let mut agreed = None;
    for (row, text) in texts.filled() {
        let form = shape(text);
        match (agreed, form) {
            (Some(before), Some(form)) if before != form => return Err(Odd { row, before }),
            (None, Some(_)) => agreed = form,
            _ => {}
        }
    }
    Ok(agreed.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> Cells {
        Cells::Text(texts.iter().copied().collect())
    }

    #[test]
    fn a_column_of_dates_agrees_on_its_order() {
        assert_eq!(DateForm::of(&column(&["", "x", "1-3-2024", "31-12-2024"])), Ok(DateForm::Dutch));
        let mixed = column(&["2024-03-01", "", "01-03-2024"]);
        assert_eq!(DateForm::of(&mixed), Err(Odd { row: 2, before: DateForm::Iso }));
        assert_eq!(DateForm::Dutch.parse("29-02-2024"), "2024-02-29".parse().ok());
        for bad in ["30-02-2024", "2024-02-29", "1-1-24", "1-+1-2024"] {
            assert_eq!(DateForm::Dutch.parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_column_of_amounts_agrees_on_its_decimals() {
        assert_eq!(AmountForm::of(&column(&["12", "12,5", "1.234,50"])), Ok(AmountForm::Comma));
        let mixed = column(&["12", "12,50", "1.234"]);
        assert_eq!(AmountForm::of(&mixed), Err(Odd { row: 2, before: AmountForm::Comma }));
        assert_eq!(AmountForm::Comma.parse("12,5"), Ok(Money::from_cents(1250)));
        assert_eq!(AmountForm::Comma.parse("1.234,50"), Err(NumberError::NotANumber));
    }
}
