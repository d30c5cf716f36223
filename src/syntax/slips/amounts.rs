//! Slips with an amount of money: the euro behind it, and a dash in the place of its cents.

use super::Slip;
use super::Stop;
use super::number_at_end;

const EURO_WORDS: &[&str] = &["euro", "euros", "eur"];

impl Stop<'_> {
    /// `4 euro`.
    pub(super) fn euros(&self) -> Option<Slip> {
        if !EURO_WORDS.contains(&self.found.to_lowercase().as_str()) {
            return None;
        }
        let number = number_at_end(self.before());
        match number {
            Some(number) => {
                let from = self.before().len() - number.len();
                Some(Slip::write(from, self.end(), &format!("\u{20ac} {number}")))
            }
            None => Some(Slip::new(
                self.at,
                self.end(),
                "write `\u{20ac}` before the amount",
                "schrijf `\u{20ac}` voor het bedrag",
            )),
        }
    }

    /// `€ 25,-`.
    pub(super) fn dash_of_cents(&self) -> Option<Slip> {
        let dashes = |letter: char| matches!(letter, '-' | '\u{2013}' | '\u{2014}' | '=');
        let (amount, after) = match self.rest().strip_prefix([',', '.']) {
            Some(after) => (self.before(), after),
            // Among several facts the comma was read as the one of the list.
            None => (self.before().strip_suffix(',')?.trim_end(), self.rest()),
        };
        let length = after.find(|letter: char| !dashes(letter)).unwrap_or(after.len());
        let number = number_at_end(amount).filter(|_| length > 0)?;
        let from = amount.rfind('\u{20ac}').unwrap_or(amount.len() - number.len());
        let to = self.piece.len() - after.len() + length;
        Some(Slip::write(from, to, &format!("\u{20ac} {number}")))
    }
}
