//! Slips between two things: in a list, and in the range of a setting.

use super::Slip;
use super::Stop;
use super::number_at_end;

impl Stop<'_> {
    /// `doe bellen en bezoek`: in a list, where no condition is.
    pub(super) fn and_in_a_list(&self) -> Option<Slip> {
        let listed = self.comma && self.is("and", "en");
        listed.then(|| {
            let (en, nl) = ("put a comma in the place of `and`", "zet een komma in de plaats van `en`");
            Slip { mend: Some(",".to_owned()), ..Slip::new(self.before().len(), self.end(), en, nl) }
        })
    }

    /// `18 tot 30` of a setting.
    pub(super) fn to_between_bounds(&self) -> Option<Slip> {
        let is_setting = self.piece.starts_with("instelling ") || self.piece.starts_with("setting ");
        let to = ["tot", "to", "t", "until"].contains(&self.found);
        let low = number_at_end(self.before()).filter(|_| is_setting && to)?;
        let between = self.before().contains(self.locale.pick("between", "tussen"));
        let after = self.rest().trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let high: String = after.chars().take_while(|letter| letter.is_ascii_digit()).collect();
        let from = self.before().len() - low.len();
        if between && !high.is_empty() {
            let length = self.rest().len() - after.len() + high.len();
            return Some(Slip::write(
                from,
                self.at + length,
                &format!("{low} {} {high}", self.locale.pick("and", "en")),
            ));
        }
        let high = if high.is_empty() { "\u{2026}" } else { &high };
        Some(Slip::new(
            self.at,
            self.end(),
            format!("a setting has a value and a range: write `{low} between \u{2026} and {high}`"),
            format!("een instelling heeft een waarde en een bereik: schrijf `{low} tussen \u{2026} en {high}`"),
        ))
    }
}
