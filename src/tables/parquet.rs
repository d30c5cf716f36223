//! Parquet in and out: the one file that knows `polars`.

mod guard;

use super::Column;
use super::Values;
use super::cells::Cells;
use crate::calendar::Day;
use crate::locale::Phrase;
use polars::prelude::ArrowDataType;
use polars::prelude::Column as Chunked;
use polars::prelude::DataFrame;
use polars::prelude::DataType;
use polars::prelude::Int128Chunked;
use polars::prelude::IntoSeries;
use polars::prelude::NamedFrom;
use polars::prelude::PolarsResult;
use polars::prelude::Series;
use polars::prelude::TimeUnit;
use polars_io::SerReader;
use polars_io::prelude::ParquetReader;
use polars_io::prelude::ParquetWriter;
use std::fs::File;
use std::path::Path;

/// What is wanted of a file; all of it, unless it says otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part<'a> {
    /// Columns by their names; those that the file lacks are left out.
    pub(super) columns: Option<&'a [&'a str]>,
    pub(super) rows: Option<Span>,
}

/// Rows that stand together: the first, counted from 0, and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) count: usize,
}

/// Reads a Parquet file, or a part of it: how many rows, and its columns.
pub(super) fn read(path: &Path, part: Part<'_>) -> Result<(usize, Vec<(String, Cells)>), Phrase> {
    let broken = || Phrase::new("what it holds is damaged", "de inhoud is beschadigd");
    let read = guard::guarded(|| read_columns(path, part)).ok_or_else(broken)?;
    // The package explains itself over many lines, in English only; the first says what is wrong.
    read.map_err(|error| Phrase::same(error.to_string().lines().next().unwrap_or("")))
}

fn read_columns(path: &Path, part: Part<'_>) -> PolarsResult<(usize, Vec<(String, Cells)>)> {
    let mut reader = ParquetReader::new(File::open(path)?);
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    let is_wanted = |name: &str| part.columns.is_none_or(|wanted| wanted.contains(&name));
    for (name, field) in reader.schema()?.iter().filter(|(name, _)| is_wanted(name)) {
        if is_readable(field.dtype()) {
            names.push(name.to_string());
        } else {
            let kind = format!("{:?}", field.dtype());
            let kind = kind.split('(').next().unwrap_or("").to_lowercase();
            columns.push((name.to_string(), Cells::Other(kind)));
        }
    }
    let rows = part.rows.map(|rows| (rows.first, rows.count));
    let frame = reader.with_columns(Some(names)).with_slice(rows).finish()?;
    for column in frame.columns() {
        columns.push((column.name().to_string(), cells_of(column)?));
    }
    Ok((frame.height(), columns))
}

/// Whether a column can stand for text, days or amounts. Others are not read: the package panics on some.
const fn is_readable(kind: &ArrowDataType) -> bool {
    matches!(
        kind,
        ArrowDataType::Null
            | ArrowDataType::Boolean
            | ArrowDataType::Int8
            | ArrowDataType::Int16
            | ArrowDataType::Int32
            | ArrowDataType::Int64
            | ArrowDataType::UInt8
            | ArrowDataType::UInt16
            | ArrowDataType::UInt32
            | ArrowDataType::UInt64
            | ArrowDataType::Float32
            | ArrowDataType::Float64
            | ArrowDataType::Date32
            | ArrowDataType::Date64
            | ArrowDataType::Timestamp(_, _)
            | ArrowDataType::Decimal(_, _)
            | ArrowDataType::Utf8
            | ArrowDataType::LargeUtf8
            | ArrowDataType::Utf8View
    )
}

fn cells_of(column: &Chunked) -> PolarsResult<Cells> {
    let series = column.as_materialized_series();
    Ok(match series.dtype() {
        DataType::String => Cells::Text(series.str()?.iter().map(|text| text.unwrap_or("")).collect()),
        // Yes and no are words of a policy.
        DataType::Boolean => {
            let word = |cell: Option<bool>| cell.map_or("", |yes| if yes { "yes" } else { "no" });
            Cells::Text(series.bool()?.iter().map(word).collect())
        }
        DataType::Null => Cells::Text(std::iter::repeat_n("", series.len()).collect()),
        DataType::Date => Cells::Day(series.date()?.physical().iter().collect()),
        DataType::Datetime(unit, _) => moments(series.datetime()?.physical().iter(), *unit),
        DataType::Decimal(_, scale) => {
            Cells::Decimal { scale: *scale, digits: series.decimal()?.physical().iter().collect() }
        }
        // Whole numbers are ids more often than amounts.
        kind if kind.is_integer() => {
            let texts = series.cast(&DataType::String)?;
            Cells::Text(texts.str()?.iter().map(|text| text.unwrap_or("")).collect())
        }
        // Through its text: widening 0.1 to 64 bits would bring digits that nobody wrote.
        DataType::Float32 => Cells::Real(series.f32()?.iter().map(|cell| cell?.to_string().parse().ok()).collect()),
        DataType::Float64 => Cells::Real(series.f64()?.iter().collect()),
        other => Cells::Other(other.to_string()),
    })
}

/// Moments at midnight are days; a column with any other moment is shown as text, so that each odd row is named.
fn moments(cells: impl Iterator<Item = Option<i64>>, unit: TimeUnit) -> Cells {
    let day = match unit {
        TimeUnit::Nanoseconds => 86_400_000_000_000,
        TimeUnit::Microseconds => 86_400_000_000,
        TimeUnit::Milliseconds => 86_400_000,
    };
    let cells: Vec<Option<i64>> = cells.collect();
    let number = |moment: i64| i32::try_from(moment.div_euclid(day)).unwrap_or(i32::MAX);
    if cells.iter().flatten().all(|moment| moment % day == 0) {
        return Cells::Day(cells.into_iter().map(|moment| moment.map(number)).collect());
    }
    let shown = |moment: i64| {
        let (date, second) = (Day::from_number(number(moment)), moment.rem_euclid(day) / (day / 86_400));
        if moment % day == 0 {
            date.to_string()
        } else {
            format!("{date} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
        }
    };
    let texts: Vec<String> = cells.into_iter().map(|moment| moment.map(shown).unwrap_or_default()).collect();
    Cells::Text(texts.iter().map(String::as_str).collect())
}

/// Digits of an amount: enough for every sum in cents.
const AMOUNT_DIGITS: usize = 20;

/// Rows that are written together, and so are read together when a few of them are wanted.
const GROUP: usize = 32_768;

/// The columns as a Parquet file: days as dates, amounts as decimals.
pub(super) fn to_parquet(columns: &[Column]) -> PolarsResult<Vec<u8>> {
    let series = columns.iter().map(|column| Ok(Chunked::from(to_series(column)?))).collect::<PolarsResult<_>>()?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_row_group_size(Some(GROUP))
        .finish(&mut DataFrame::new_infer_height(series)?)?;
    Ok(bytes)
}

fn to_series(column: &Column) -> PolarsResult<Series> {
    let name = column.name.as_str().into();
    match &column.values {
        Values::Whole(cells) => Ok(Series::new(name, cells)),
        Values::Text(cells) => Ok(Series::new(name, cells)),
        Values::Real(cells) => Ok(Series::new(name, cells)),
        Values::Day(cells) => {
            let numbers: Vec<Option<i32>> = cells.iter().map(|day| day.map(Day::number)).collect();
            Series::new(name, numbers).cast(&DataType::Date)
        }
        Values::Amount(cells) => {
            let cents: Vec<Option<i128>> = cells.iter().map(|amount| amount.map(|a| i128::from(a.cents()))).collect();
            let cents = Int128Chunked::new(name, cents);
            Ok(cents.into_decimal_unchecked(AMOUNT_DIGITS, 2).into_series())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_on_both_sides_of_a_group_are_read_together() {
        let texts = || (0..GROUP + 10).map(|row| format!("T{row:06}"));
        let bytes = to_parquet(&[Column::text("id", texts()), Column::text("other", texts())]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("table.parquet");
        std::fs::write(&file, bytes).unwrap();
        let part = |first, count| Part { columns: Some(&["id", "none"]), rows: Some(Span { first, count }) };
        let (rows, columns) = read(&file, part(GROUP - 2, 4)).unwrap();
        let cells: Vec<_> = (0..rows).map(|row| columns[0].1.text(row).unwrap().into_owned()).collect();
        assert_eq!((columns.len(), cells), (1, texts().skip(GROUP - 2).take(4).collect()));
        assert_eq!(read(&file, part(0, 0)).unwrap().0, 0);
    }
}
