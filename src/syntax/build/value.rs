//! Numbers and amounts: the only place that reads their digits.

use super::Builder;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::Number;
use crate::source::Span;
use crate::syntax::grammar::Pair;
use crate::syntax::grammar::Parts;
use crate::syntax::grammar::Rule;
use crate::syntax::grammar::span;
use crate::syntax::tree::Count;
use crate::syntax::tree::Literal;
use crate::syntax::tree::LiteralValue;

/// So many decimals are counted with.
const MOST_DECIMALS: usize = 9;
/// The greatest number, and the greatest amount in euros.
const MOST: &str = "10000000000";

impl Builder<'_> {
    /// The next part, if it is a value.
    pub(super) fn literal(&mut self, parts: &mut Parts<'_>) -> Option<Literal> {
        let pair = parts.take(Rule::literal)?;
        let span = span(&pair);
        let value = self.value(Parts::of(pair).next()?).unwrap_or(LiteralValue::Unreadable);
        Some(Literal { value, span })
    }

    fn value(&mut self, pair: Pair<'_>) -> Option<LiteralValue> {
        match pair.as_rule() {
            Rule::money => self.amount(&Parts::of(pair).take(Rule::number)?).map(LiteralValue::Money),
            Rule::date => self.date(&pair).map(LiteralValue::Date),
            Rule::percent => self.number(&Parts::of(pair).take(Rule::number)?).map(LiteralValue::Percent),
            Rule::working => self.number(&Parts::of(pair).take(Rule::number)?).map(LiteralValue::WorkingDays),
            Rule::weeks => self.number(&Parts::of(pair).take(Rule::number)?).map(LiteralValue::Weeks),
            Rule::days => self.number(&Parts::of(pair).take(Rule::number)?).map(LiteralValue::Days),
            Rule::months => self.number(&Parts::of(pair).take(Rule::number)?).map(LiteralValue::Months),
            _ => self.number(&pair).map(LiteralValue::Plain),
        }
    }

    fn number(&mut self, pair: &Pair<'_>) -> Option<Number> {
        let plain = self.plain(pair)?;
        Number::parse(&plain).map_err(|_| self.too_long(span(pair), pair.as_str(), MOST)).ok()
    }

    fn amount(&mut self, pair: &Pair<'_>) -> Option<Money> {
        let plain = self.plain(pair)?;
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if decimals != 0 && decimals != 2 {
            self.wrong_cents(span(pair), pair.as_str());
            return None;
        }
        Money::parse(&plain).map_err(|_| self.too_long(span(pair), pair.as_str(), &format!("€ {MOST}"))).ok()
    }

    /// The digits with a decimal point, unless a separator could mean thousands.
    fn plain(&mut self, pair: &Pair<'_>) -> Option<String> {
        let text = pair.as_str();
        let groups: Vec<&str> = text.split(['.', ',']).collect();
        match groups.as_slice() {
            [whole] => Some((*whole).to_owned()),
            [whole, decimals] if decimals.len() != 3 => {
                self.decimal_mark(span(pair), text, [whole, decimals]);
                Some(format!("{whole}.{decimals}"))
            }
            _ => {
                self.ambiguous(span(pair), text, &groups);
                None
            }
        }
    }

    /// The decimal mark is that of the language of the policy.
    fn decimal_mark(&mut self, span: Span, text: &str, [whole, decimals]: [&str; 2]) {
        let instead = format!("{whole}{}{decimals}", self.locale.pick(".", ","));
        if text == instead {
            return;
        }
        let message = match self.locale {
            Locale::En => Phrase::new(
                format!("`{text}` has a comma, and in an English policy decimals come after a point"),
                format!("`{text}` heeft een komma, en in een Engels beleid staan decimalen achter een punt"),
            ),
            Locale::Nl => Phrase::new(
                format!("`{text}` has a point, and in a Dutch policy decimals come after a comma"),
                format!("`{text}` heeft een punt, en in een Nederlands beleid staan decimalen achter een komma"),
            ),
        };
        let help = Phrase::new(format!("write `{instead}`"), format!("schrijf `{instead}`"));
        self.findings.push(code::AMBIGUOUS_NUMBER.at(span, message).help(help).mend(span, instead));
    }

    fn ambiguous(&mut self, span: Span, text: &str, groups: &[&str]) {
        // With several separators only a last group of other than three digits can be decimals.
        let decimals = groups.split_last().filter(|(last, _)| last.len() != 3);
        let joined = match decimals {
            Some((last, whole)) => format!("{}{}{last}", whole.concat(), self.locale.pick(".", ",")),
            None => groups.concat(),
        };
        let decimal = match groups {
            [whole, decimals] if decimals.ends_with('0') => {
                let shorter = decimals.get(..2).unwrap_or("");
                Some(format!("{whole}{}{shorter}", self.locale.pick(".", ",")))
            }
            _ => None,
        };
        let message = match groups {
            [whole, decimals] => {
                let read = |locale: Locale| format!("{whole}{}{decimals}", locale.pick(".", ","));
                Phrase::new(
                    format!("`{text}` could mean {joined} or {}", read(Locale::En)),
                    format!("`{text}` kan {joined} of {} zijn", read(Locale::Nl)),
                )
            }
            _ => Phrase::new(
                format!("`{text}` has a separator for thousands"),
                format!("`{text}` heeft een scheidingsteken voor duizendtallen"),
            ),
        };
        let help = match decimal {
            Some(decimal) => Phrase::new(
                format!("write `{joined}` for thousands, `{decimal}` for decimals"),
                format!("schrijf `{joined}` voor duizendtallen, `{decimal}` voor decimalen"),
            ),
            None => Phrase::new(
                format!("write `{joined}`: thousands have no separator"),
                format!("schrijf `{joined}`: duizendtallen hebben geen scheidingsteken"),
            ),
        };
        self.findings.push(code::AMBIGUOUS_NUMBER.at(span, message).help(help));
    }

    fn wrong_cents(&mut self, span: Span, text: &str) {
        let message = Phrase::new(
            format!("`{text}` is no amount: cents are two digits, or none at all"),
            format!("`{text}` is geen bedrag: centen zijn twee cijfers, of ze staan er niet"),
        );
        let finding = code::CENTS.at(span, message);
        self.findings.push(match text.split_once([',', '.']) {
            Some((whole, decimals)) if decimals.len() == 1 => {
                let instead = format!("{whole}{}{decimals}0", self.locale.pick(".", ","));
                let help = Phrase::new(format!("write `{instead}`"), format!("schrijf `{instead}`"));
                finding.help(help).mend(span, instead)
            }
            _ => finding.help(Phrase::new("write whole cents", "schrijf hele centen")),
        });
    }

    /// A number with more digits than can be counted with; `most` is the greatest that can.
    fn too_long(&mut self, span: Span, text: &str, most: &str) {
        let decimals = text.split_once([',', '.']).map_or(0, |(_, decimals)| decimals.len());
        let (message, help) = if decimals > MOST_DECIMALS {
            (
                Phrase::new(format!("`{text}` has too many decimals"), format!("`{text}` heeft te veel decimalen")),
                Phrase::new(
                    format!("write at most {MOST_DECIMALS} decimals"),
                    format!("schrijf hoogstens {MOST_DECIMALS} decimalen"),
                ),
            )
        } else {
            (
                Phrase::new(format!("`{text}` is too large"), format!("`{text}` is te groot")),
                Phrase::new(format!("write at most {most}"), format!("schrijf hoogstens {most}")),
            )
        };
        self.findings.push(code::NUMBER_SIZE.at(span, message).help(help));
    }

    /// The next part, if it is a whole number.
    pub(super) fn count(&mut self, parts: &mut Parts<'_>) -> Option<Count> {
        let pair = parts.take(Rule::count)?;
        // Days are counted in an i32 elsewhere; a million is more than any policy counts.
        let value = pair.as_str().parse().ok().filter(|count| *count <= 1_000_000);
        if value.is_none() {
            self.too_long(span(&pair), pair.as_str(), "1000000");
        }
        Some(Count { value, span: span(&pair) })
    }
}
