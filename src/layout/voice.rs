//! What is written for a token: the word of the language, its number, and the mark of its decimals.

use crate::locale::Locale;
use crate::reference::References;
use crate::source::SourceFile;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use crate::vocabulary::STRUCTURE;

/// The words that are one thing counted or several, by their rules in the grammar.
const NUMBERS: &[(&str, &str)] = &[
    ("k_day", "k_days"),
    ("k_working_day", "k_working_days"),
    ("k_week", "k_weeks"),
    ("k_month", "k_months"),
    ("k_minute", "k_minutes"),
    ("k_time", "k_times"),
    ("k_instalment", "k_instalments"),
    ("k_staff_one", "k_staff"),
];

/// The language in which a text is set, and what its words refer to.
pub(super) struct Voice<'t> {
    pub file: &'t SourceFile,
    pub references: &'t References<'t>,
    pub locale: Locale,
}

impl Voice<'_> {
    /// What is written for a token that stands after another.
    pub(super) fn text(&self, token: &Token, before: Option<&Token>) -> String {
        let written = self.file.slice(token.span);
        match token.kind {
            TokenKind::Structure(_) => self.structure(token, before),
            TokenKind::Word(_) => {
                let word = self.references.referent(token).and_then(|referent| referent.word());
                word.map_or(written, |word| word.in_locale(self.locale)).to_owned()
            }
            TokenKind::Number => self.locale.decimal(&written.replace(',', ".")),
            TokenKind::Date | TokenKind::Text | TokenKind::Sign | TokenKind::Comment => written.to_owned(),
        }
    }

    /// One day and two days; of a number that a setting holds, several.
    fn structure(&self, token: &Token, before: Option<&Token>) -> String {
        let rule = match before.map(|before| (before.kind, self.file.slice(before.span))) {
            Some((TokenKind::Number, "1")) => of_number(token.structure(), |(one, _)| one),
            Some((TokenKind::Number | TokenKind::Word(_), _)) => of_number(token.structure(), |(_, several)| several),
            _ => token.structure(),
        };
        let entry = STRUCTURE.iter().find(|entry| entry.rule == rule);
        entry.map_or("", |entry| entry.word.in_locale(self.locale)).to_owned()
    }
}

fn of_number(rule: &'static str, choose: fn(&(&'static str, &'static str)) -> &'static str) -> &'static str {
    NUMBERS.iter().find(|(one, several)| *one == rule || *several == rule).map_or(rule, choose)
}
