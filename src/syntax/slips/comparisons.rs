//! Slips with a condition: its signs, what is denied, and a fact that comes last.

use super::Slip;
use super::Stop;
use super::name_at;
use super::term_at_end;
use crate::locale::Phrase;
use crate::syntax::missing::sign_at;

impl Stop<'_> {
    /// `geen bezoek`: the word before was read as a name.
    pub(super) fn no_such(&self) -> Option<Slip> {
        let no = self.locale.pick("no", "geen");
        let before = self.before().strip_suffix(no)?;
        let apart = before.ends_with(|letter: char| letter.is_whitespace() || ",(".contains(letter))
            && !before.trim_end().ends_with('=');
        let word = self.found.starts_with(char::is_alphabetic) && !self.is("and", "en") && !self.is("or", "of");
        if !apart || !word {
            return None;
        }
        let name = name_at(self.rest());
        let not = self.locale.pick("not", "niet");
        Some(Slip::write(before.len(), self.at + name.len(), &format!("{not} {name}")))
    }

    /// `= niet nieuw` and `niet = nieuw`.
    pub(super) fn not_equal(&self) -> Option<Slip> {
        if !self.is("not", "niet") {
            return None;
        }
        if let Some(before) = self.before().strip_suffix('=').filter(|before| !before.ends_with(['<', '>', '!'])) {
            return Some(Slip::write(before.len(), self.end(), "!="));
        }
        let after = self.piece.get(self.end()..)?;
        let sign = after.trim_start();
        (self.comparison && sign.starts_with('='))
            .then(|| Slip::write(self.at, self.end() + after.len() - sign.len() + 1, "!="))
    }

    /// `regeling_loopt niet`: what is denied comes after the word.
    pub(super) fn not_behind(&self) -> Option<Slip> {
        let name = term_at_end(self.line_before().1.trim_end());
        let next = self.piece.get(self.end()..)?.split_whitespace().next().unwrap_or("");
        let ends = ["", "and", "en", "or", "of", "do", "doe", ")"].contains(&next);
        let denied = self.comparison && self.is("not", "niet") && ends && name_at(name) == name && !name.is_empty();
        denied.then(|| Slip::write(self.before().len() - name.len(), self.end(), &format!("{} {name}", self.found)))
    }

    /// `dagen_te_laat tussen 20 en 30`: a fact is compared with one value at a time.
    pub(super) fn fact_between(&self) -> Option<Slip> {
        let fact = term_at_end(self.line_before().1.trim_end());
        let and = self.locale.pick("and", "en");
        (self.comparison && self.is("between", "tussen") && !fact.is_empty()).then(|| {
            let text = format!("{fact} >= \u{2026} {and} {fact} <= \u{2026}");
            Slip::new(self.at, self.end(), format!("write `{text}`"), format!("schrijf `{text}`"))
        })
    }

    /// `> =`.
    pub(super) fn sign_in_two(&self) -> Option<Slip> {
        let sign = self.before().chars().next_back().filter(|sign| "<>!".contains(*sign) && self.found == "=")?;
        Some(Slip::write(self.before().len() - 1, self.end(), &format!("{sign}=")))
    }

    /// `gegeven dagen_te_laat >= 3`: an example gives a value.
    pub(super) fn given_between(&self) -> Option<Slip> {
        let is_example = self.piece.starts_with("voorbeeld ") || self.piece.starts_with("example ");
        let sign = self.rest().get(..2).filter(|two| [">=", "<=", "!="].contains(two)).unwrap_or(self.found);
        let compares = is_example && [">=", "<=", "!=", ">", "<"].contains(&sign);
        let fact = self.before().rsplit(|letter: char| letter.is_whitespace() || letter == ',').next()?;
        compares.then(|| {
            Slip::new(
                self.at,
                self.at + sign.len(),
                format!("an example gives one value: write `{fact} = \u{2026}`"),
                format!("een voorbeeld geeft een waarde: schrijf `{fact} = \u{2026}`"),
            )
        })
    }

    /// `tenzij overgedragen`: all that comes after it is denied, so that more than one condition needs parentheses.
    pub(super) fn unless(&self) -> Option<Slip> {
        if !self.is("unless", "tenzij") {
            return None;
        }
        let name = name_at(self.piece.get(self.end()..)?.trim_start());
        Some(Slip::new(
            self.at,
            self.end(),
            format!("write `and not {name}`; put parentheses round more than one condition: `and not (… or …)`"),
            format!("schrijf `en niet {name}`; zet haakjes om meer dan een voorwaarde: `en niet (… of …)`"),
        ))
    }

    /// `als doe`, `en doe`: a condition that is not there.
    pub(super) fn nothing_asked(&self) -> Option<Slip> {
        let before = self.before();
        let last = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next()?;
        if !self.is("do", "doe") {
            return None;
        }
        let is = |en: &str, nl: &str| last == self.locale.pick(en, nl);
        let fact = self.locale.pick("days_overdue >= 7", "dagen_te_laat >= 7");
        let (en, nl) = if is("when", "als") {
            (
                format!("write what is asked before `{}`, such as `{last} {fact}`", self.found),
                format!("schrijf voor `{}` wat er gevraagd wordt, bijvoorbeeld `{last} {fact}`", self.found),
            )
        } else if is("not", "niet") {
            (format!("write what is asked behind `{last}`"), format!("schrijf achter `{last}` wat er gevraagd wordt"))
        } else if is("and", "en") || is("or", "of") {
            (
                format!("write what is asked behind `{last}`, or leave `{last}` out"),
                format!("schrijf achter `{last}` wat er gevraagd wordt, of laat `{last}` weg"),
            )
        } else {
            return None;
        };
        let message = Phrase::new(
            format!("there is no condition between `{last}` and `{}`", self.found),
            format!("er staat geen voorwaarde tussen `{last}` en `{}`", self.found),
        );
        Some(Slip { message: Some(message), ..Slip::new(self.at, self.end(), en, nl) })
    }

    /// `als minstens 14 dagen te laat`: the fact comes first. The words may have been read as the name of a fact.
    pub(super) fn fact_last(&self) -> Option<Slip> {
        let before = self.piece.get(..self.at)?;
        let starts = before.char_indices().rev().filter(|(place, letter)| {
            !letter.is_whitespace() && before.get(..*place).is_some_and(|text| text.ends_with([' ', '\t', '\n', '(']))
        });
        let starts = std::iter::once(self.at).chain(starts.map(|(place, _)| place).take(5));
        starts.into_iter().find_map(|start| self.fact_after(start))
    }

    fn fact_after(&self, start: usize) -> Option<Slip> {
        let rest = self.piece.get(start..)?;
        let (length, sign) = sign_at(rest)?;
        let after = rest.get(length..)?.trim_start();
        let end = |letter: char| !letter.is_ascii_digit() && !",.".contains(letter);
        let number = after.get(..after.find(end).unwrap_or(after.len()))?.trim_end_matches([',', '.']);
        let reaches = self.piece.len() - after.len() >= self.at;
        if number.is_empty() || !reaches || !begins_a_condition(self.piece.get(..start)?) {
            return None;
        }
        let words: Vec<&str> = after.get(number.len()..)?.split_whitespace().take(3).collect();
        let fact = match words.as_slice() {
            ["dagen" | "dag", "te", "laat"] => "dagen_te_laat",
            ["days" | "day", "overdue" | "late", ..] => "days_overdue",
            _ => "\u{2026}",
        };
        let text = format!("{fact} {sign} {number}");
        Some(Slip::new(
            start,
            start + length,
            format!("the fact comes first: write `{text}`"),
            format!("het feit staat voorop: schrijf `{text}`"),
        ))
    }
}

/// Whether a condition begins after a text.
fn begins_a_condition(before: &str) -> bool {
    let last = before.trim_end().rsplit(|letter: char| letter.is_whitespace() || letter == '(').next();
    last.is_some_and(|word| ["when", "als", "and", "en", "or", "of", "not", "niet", ""].contains(&word))
}
