//! Slips with the unit behind a number.

use super::Slip;
use super::Stop;
use super::number_at_end;

impl Stop<'_> {
    /// `2 maanden huur`: months of rent are a plain number.
    pub(super) fn unit_of_rent(&self) -> Option<Slip> {
        let of_rent = self.found == "of" && self.rest().split_whitespace().nth(1).is_some_and(|word| word == "rent");
        let rent = of_rent || ["rent", "huur"].contains(&self.found);
        let before = self.line_before().1.trim_end();
        let months = ["months", "month", "maanden", "maand"].iter().find_map(|word| before.strip_suffix(word))?;
        let number = number_at_end(months.trim_end()).filter(|_| rent)?;
        Some(Slip::new(
            self.at,
            self.end(),
            format!("months of rent have no unit behind them: write `{number}`"),
            format!("maanden huur hebben geen eenheid achter zich: schrijf `{number}`"),
        ))
    }

    /// `1 jaar`: what lasts is told in days, working days, weeks or months.
    pub(super) fn years(&self) -> Option<Slip> {
        let years = ["year", "years", "jaar", "jaren"].contains(&self.found);
        let number = number_at_end(self.line_before().1.trim_end()).filter(|_| years)?;
        let last = self.before().strip_suffix(number)?.split_whitespace().next_back()?;
        if ["every", "elke"].contains(&last) || self.piece.starts_with("target ") || self.piece.starts_with("doel ") {
            return None;
        }
        let months = number.parse::<u32>().ok().and_then(|years| years.checked_mul(12))?;
        let (from, to) = (self.before().len() - number.len(), self.end());
        Some(Slip::new(
            from,
            to,
            format!(
                "years are not counted: write `{months} {}`, or the number of days",
                self.locale.pick("months", "maanden")
            ),
            format!(
                "jaren worden niet geteld: schrijf `{months} {}`, of het aantal dagen",
                self.locale.pick("months", "maanden")
            ),
        ))
    }
}
