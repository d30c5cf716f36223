//! Slips with how often: of a target, and of a rule.

use super::Slip;
use super::Stop;
use super::number_at_end;
use crate::locale::Phrase;

/// How often a stretch of time is in a year, English and Dutch.
const PER_YEAR: &[(&str, u64)] =
    &[("month", 12), ("maand", 12), ("week", 52), ("quarter", 4), ("kwartaal", 4), ("day", 365), ("dag", 365)];

/// Words before which a rule says how often.
const OFTEN: &[&str] = &["once", "eenmaal", "every", "elke"];

impl Stop<'_> {
    /// `hoogstens 3 per maand` of a target, which counts by the year.
    pub(super) fn per_year(&self) -> Option<Slip> {
        let is_target = self.piece.starts_with("doel ") || self.piece.starts_with("target ");
        let mut words = self.rest().split_whitespace();
        let (per, time) = (words.next()?, words.next()?);
        let (_, times) = PER_YEAR.iter().find(|(word, _)| *word == time)?;
        if !is_target || per != "per" {
            return None;
        }
        let to = self.at + self.rest().find(time)? + time.len();
        let yearly = Slip::new(
            self.at,
            to,
            "a target is counted by the year: write how many that is `per year`",
            "een doel telt per jaar: schrijf hoeveel dat is `per jaar`",
        );
        let Some(number) = number_at_end(self.before()).and_then(|number| number.parse::<u64>().ok()) else {
            return Some(yearly);
        };
        let (each, all) = (format!("{number} per {time}"), number.saturating_mul(*times));
        Some(Slip {
            help: Phrase::new(
                format!("a target is counted by the year: {each} is `{all} per year`"),
                format!("een doel telt per jaar: {each} is `{all} per jaar`"),
            ),
            ..yearly
        })
    }

    /// `elke maand`, `elke 2 weken`: a rule is repeated in days, or by the calendar month.
    pub(super) fn every_month(&self) -> Option<Slip> {
        let before = self.before();
        let number = number_at_end(before);
        let before = number.map_or(before, |number| before.get(..before.len() - number.len()).unwrap_or("").trim_end());
        let from = before.strip_suffix("elke").or_else(|| before.strip_suffix("every"))?.len();
        let times: i64 = number.map_or(Some(1), |number| number.parse().ok())?;
        let week = ["week", "weeks", "weken"].contains(&self.found);
        let month = ["month", "months", "maand", "maanden"].contains(&self.found);
        let text = match (week, month, times) {
            (true, ..) => format!("{} {} {}", self.locale.pick("every", "elke"), times.checked_mul(7)?, self.days()),
            (_, true, 1) => self.locale.pick("once per month", "eenmaal per maand").to_owned(),
            (_, true, _) => {
                let days = times.checked_mul(30)?;
                return Some(Slip::new(
                    from,
                    self.end(),
                    format!("a rule is repeated in days: {times} months is about `every {days} days`"),
                    format!("een regel herhaalt in dagen: {times} maanden is ongeveer `elke {days} dagen`"),
                ));
            }
            _ => return None,
        };
        Some(Slip::write(from, self.end(), &text))
    }

    const fn days(&self) -> &'static str {
        self.locale.pick("days", "dagen")
    }

    /// A rule that says how often before it says what, or without saying what.
    pub(super) fn nothing_done(&self) -> Option<Slip> {
        let is_rule = self.piece.starts_with("rule ") || self.piece.starts_with("regel ");
        let does = |text: &str| text.split_whitespace().any(|word| word == self.locale.pick("do", "doe"));
        if !is_rule || !OFTEN.contains(&self.found) || does(self.before()) {
            return None;
        }
        let found = self.found;
        if does(self.rest()) {
            let (en, nl) = (format!("first `do …`, then `{found} …`"), format!("eerst `doe …`, dan `{found} …`"));
            return Some(Slip::new(self.at, self.end(), en, nl));
        }
        let message = Phrase::new("this rule does not say what is done", "deze regel zegt niet wat er wordt gedaan");
        let (en, nl) = (format!("put `do …` before `{found}`"), format!("zet `doe …` voor `{found}`"));
        Some(Slip { message: Some(message), ..Slip::new(self.at, self.end(), en, nl) })
    }
}
