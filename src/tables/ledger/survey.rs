//! The table `survey`: scores that tenants gave, on a day, by nobody in particular.

use super::trial::Trial;
use crate::money::Money;
use crate::money::Number;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Amounts;
use crate::tables::sheet::Sheet;
use crate::tenancy::Score;

pub(super) const COLUMNS: [&str; 2] = ["date", "score"];

/// Reads the scores, in order of day.
pub(super) fn read(sheet: &Sheet, findings: &mut Findings) -> Result<Vec<Score>, TableError> {
    let date = sheet.days("date", sheet.column("date")?, findings)?;
    let score = sheet.amounts("score", sheet.column("score")?, findings)?;
    let mut trial = Trial::new(sheet, findings);
    let mut scores = Vec::new();
    for row in (0..sheet.rows).filter(|row| sheet.fits(*row)) {
        let day = trial.day(row, "date", date);
        let score = trial.required(row, "score", score_of(score, row));
        if let (Some(day), Some(score)) = (day, score) {
            scores.push(Score { day, score });
        }
    }
    trial.close(&[]);
    scores.sort_by_key(|score| score.day);
    Ok(scores)
}

/// A score is written as amounts are: at most two decimals.
fn score_of(cells: Amounts<'_>, row: usize) -> Result<Option<Number>, Rule> {
    let score = cells.cells.amount(row, cells.form).map_err(|_| Rule::NotAScore)?;
    let number = |score: Money| {
        let number = Number::parse(&score.to_plain()).ok();
        number.filter(|_| score >= Money::ZERO).ok_or(Rule::NotAScore)
    };
    score.map(number).transpose()
}
