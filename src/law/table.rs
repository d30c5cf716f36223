//! The dated tables of law: from which day which number holds, how sure that is, and who says so.
//!
//! Knows no meaning of a number. Always: a number is told with the day it is told for; a day for which none is known
//! gets [`BeyondTable`] and never the number of another day.
//!
//! # Why
//! The numbers stand in files beside the code because they change with the law and not with the program: a new rate is
//! a line with a date and a source.

use crate::calendar::Day;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::money::Money;
use crate::money::Number;
use crate::money::Share;

/// How sure a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Read in a public source.
    Known,
    /// Derived, or an interpretation.
    Assumed,
}

/// No number is known for a day that was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeyondTable {
    /// What was asked.
    pub what: Word,
    /// The first day asked about for which nothing is known.
    pub day: Day,
    /// The last day before it for which something is, if there is one.
    pub last: Option<Day>,
}

impl BeyondTable {
    /// The fact for people.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let BeyondTable { what, day, last } = *self;
        match last {
            Some(last) => Phrase::new(
                format!("{} is known up to {last} and not for {day}", what.en),
                format!("{} is bekend tot en met {last} en niet voor {day}", what.nl),
            ),
            None => Phrase::new(
                format!("{} is not known for {day}, nor for any day before it", what.en),
                format!("{} is niet bekend voor {day}, en ook niet voor enige dag daarvoor", what.nl),
            ),
        }
    }
}

/// A line of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) from: Day,
    pub(super) key: &'static str,
    /// In hundredths of a euro, a percent, a day, a month or a year; `None` from a day on which nothing is known.
    pub(super) hundredths: Option<i64>,
    pub(super) certainty: Certainty,
}

/// A number that holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) hundredths: i64,
    pub(super) certainty: Certainty,
    /// The first day of the next number, or of not knowing.
    pub(super) until: Day,
}

impl Found {
    pub(super) const fn money(self) -> Money {
        Money::from_cents(self.hundredths)
    }

    pub(super) fn whole(self) -> i32 {
        i32::try_from(self.hundredths / 100).unwrap_or(i32::MAX)
    }

    /// A percentage as a share.
    pub(super) const fn percent(self) -> Share {
        Share { part: self.hundredths, whole: 10_000 }
    }
}

/// The lines of a file, in its order: for each key from early to late.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) what: Word,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Reads `from,what,value,standing,source`; a test holds every embedded file to it, and a line that is not so is
    /// left out.
    pub(super) fn read(what: Word, text: &'static str) -> Table {
        Table { what, rows: text.lines().skip(1).filter_map(row).collect() }
    }

    /// The number of a key that holds on a day.
    pub(super) fn on(&self, key: &str, day: Day) -> Result<Found, BeyondTable> {
        let rows = || self.rows.iter().filter(|row| row.key == key);
        let Some(row) = rows().rfind(|row| row.from <= day) else {
            return Err(BeyondTable { what: self.what, day, last: None });
        };
        let Some(hundredths) = row.hundredths else {
            return Err(BeyondTable { what: self.what, day, last: Some(row.from.plus(-1)) });
        };
        let until = rows().find(|row| row.from > day).map_or(Day::NEVER, |row| row.from);
        Ok(Found { hundredths, certainty: row.certainty, until })
    }

    /// The number of a key that has never changed.
    pub(super) fn always(&self, key: &str) -> Found {
        self.on(key, Day::NEVER).unwrap_or(Found { hundredths: 0, certainty: Certainty::Assumed, until: Day::NEVER })
    }

    /// The keys `PREFIX above AMOUNT` that have begun by a day, with their amounts from low to high.
    pub(super) fn bands(&self, prefix: &str, day: Day) -> Vec<(Money, &'static str)> {
        let begun = self.rows.iter().filter(|row| row.from <= day);
        let mut bands: Vec<_> = begun
            .filter_map(|row| {
                let above = row.key.strip_prefix(prefix)?.trim_start().strip_prefix("above ")?;
                Some((Money::parse(above).ok()?, row.key))
            })
            .collect();
        bands.sort_unstable();
        bands.dedup();
        bands
    }
}

fn row(line: &'static str) -> Option<Row> {
    let mut parts = line.splitn(5, ',');
    let from = parts.next()?.parse().ok()?;
    let (key, value, standing) = (parts.next()?, parts.next()?, parts.next()?);
    let source = parts.next()?;
    let (hundredths, certainty) = match standing {
        "known" => (Some(hundredths(value)?), Certainty::Known),
        "assumed" => (Some(hundredths(value)?), Certainty::Assumed),
        "unknown" if value.is_empty() => (None, Certainty::Known),
        _ => return None,
    };
    (!source.is_empty()).then_some(Row { from, key, hundredths, certainty })
}

fn hundredths(text: &str) -> Option<i64> {
    let Share { part, whole } = Number::parse(text).ok()?.as_share();
    let scaled = part.checked_mul(100)?;
    (scaled % whole == 0).then(|| scaled / whole)
}
