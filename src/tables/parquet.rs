//! Parquet in and out: the one file that knows `polars`.

use super::Column;
use super::Values;
use crate::calendar::Day;
use polars::prelude::Column as Chunked;
use polars::prelude::DataFrame;
use polars::prelude::DataType;
use polars::prelude::Int128Chunked;
use polars::prelude::IntoSeries;
use polars::prelude::NamedFrom;
use polars::prelude::NewChunkedArray;
use polars::prelude::PolarsResult;
use polars::prelude::Series;
use polars_io::prelude::ParquetWriter;

/// Digits of an amount: enough for every sum in cents.
const AMOUNT_DIGITS: usize = 20;

/// The columns as a Parquet file: days as dates, amounts as decimals.
pub(super) fn to_parquet(columns: &[Column]) -> PolarsResult<Vec<u8>> {
    let series = columns.iter().map(|column| Ok(Chunked::from(to_series(column)?))).collect::<PolarsResult<_>>()?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut DataFrame::new_infer_height(series)?)?;
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
