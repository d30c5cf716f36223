//! Cells in FEEL, the expression language of DMN, and the names of inputs in it.

use super::rows::Cell;
use super::rows::may_be_never;
use super::table::Which;
use crate::check::Comparison;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Value;
use crate::locale::Locale;
use crate::locale::Word;
use crate::vocabulary::FACTS;
use crate::vocabulary::FUNCTIONS;
use crate::vocabulary::MONTH_COUNTS;
use crate::vocabulary::Unit;

/// Writes FEEL in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feel<'a> {
    pub(super) policy: &'a Policy,
    pub(super) locale: Locale,
}

impl Feel<'_> {
    /// The name of an input: the policy's own word, with what stood in brackets behind it.
    pub(super) fn name(&self, subject: Subject) -> String {
        let locale = self.locale;
        match subject {
            Subject::Fact(fact) => fact.entry().word.in_locale(locale).to_owned(),
            Subject::Function(function, kind) => {
                format!("{}_{}", function.entry().word.in_locale(locale), kind.word().in_locale(locale))
            }
            Subject::LastMonths(count, back) => format!("{}_{back}", count.entry().word.in_locale(locale)),
            Subject::Declared(place) => self.declared(place),
        }
    }

    /// The name of a fact of the policy's own: a word of FEEL, or the name of another input, gets an underscore before it.
    fn declared(&self, place: usize) -> String {
        let facts = &self.policy.facts;
        let Some(mut name) = facts.get(place).map(|fact| fact.named.name.clone()) else { return String::new() };
        let is_other = |name: &str| facts.iter().enumerate().any(|(other, of)| other != place && of.named.name == name);
        while is_reserved(&name) || self.is_given(&name) || is_other(&name) {
            name.insert(0, '_');
        }
        name
    }

    /// Whether the name is that of something that the vocabulary or a table gives.
    fn is_given(&self, name: &str) -> bool {
        let is = |word: Word| word.in_locale(self.locale) == name;
        let outputs = [Which::Segment, Which::Applies, Which::Stage, Which::Actions].map(|which| self.output(which));
        let begins = |word: Word| name.starts_with(&format!("{}_", word.in_locale(self.locale)));
        outputs.contains(&name)
            || FACTS.iter().any(|fact| is(fact.word))
            || FUNCTIONS.iter().any(|function| begins(function.word))
            || MONTH_COUNTS.iter().any(|count| begins(count.word))
    }

    fn unit(&self, subject: Subject) -> Unit {
        match subject {
            Subject::Fact(fact) => fact.entry().unit,
            Subject::Function(function, _) => function.entry().unit,
            Subject::LastMonths(..) => Unit::Count,
            Subject::Declared(place) => self.policy.facts.get(place).map_or(Unit::Count, |fact| fact.unit),
        }
    }

    /// The type of an input.
    pub(super) fn type_of(&self, subject: Subject) -> &'static str {
        match self.unit(subject) {
            Unit::YesNo => "boolean",
            unit if unit.is_ordered() => "number",
            _ => "string",
        }
    }

    /// What an input means, for people.
    pub(super) fn meaning(&self, subject: Subject) -> String {
        let locale = self.locale;
        match subject {
            Subject::Fact(fact) => fact.entry().meaning.in_locale(locale).to_owned(),
            Subject::Function(function, kind) => {
                format!("{}: {}", kind.title().in_locale(locale), function.entry().meaning.in_locale(locale))
            }
            Subject::LastMonths(count, back) => format!("{} ({back})", count.entry().meaning.in_locale(locale)),
            Subject::Declared(place) => {
                self.policy.facts.get(place).map_or_else(String::new, |fact| fact.named.title.clone())
            }
        }
    }

    /// The cells of one input as one entry of a table.
    pub(super) fn entry(&self, subject: Subject, cells: &[Cell]) -> String {
        match cells {
            [] => "-".to_owned(),
            [cell] => self.unary(subject, cell),
            several => several.iter().map(|cell| self.asked(subject, cell)).collect::<Vec<String>>().join(" and "),
        }
    }

    /// A cell as a test of the input.
    fn unary(&self, subject: Subject, cell: &Cell) -> String {
        match cell {
            Cell::Is(yes) => yes.to_string(),
            Cell::Compares(comparison, value) => self.compared(subject, *comparison, *value),
            Cell::NotCompares(comparison, value) => {
                let turned = comparison.inverse();
                match turned {
                    // A clock that does not run is unequal to every number, for FEEL too.
                    Comparison::NotEqual => format!("not({})", self.value(subject, *value)),
                    _ if may_be_never(subject) => format!("null, {}", self.compared(subject, turned, *value)),
                    _ => self.compared(subject, turned, *value),
                }
            }
            Cell::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| self.value(subject, *value)).collect();
                values.join(", ")
            }
        }
    }

    fn compared(&self, subject: Subject, comparison: Comparison, value: Value) -> String {
        let value = self.value(subject, value);
        match comparison {
            Comparison::Equal => value,
            Comparison::NotEqual if may_be_never(subject) => format!("not(null, {value})"),
            Comparison::NotEqual => format!("not({value})"),
            _ => format!("{} {value}", comparison.sign()),
        }
    }

    /// A cell as an expression, in which `?` is the input.
    fn asked(&self, subject: Subject, cell: &Cell) -> String {
        let sign =
            |comparison: Comparison, value: Value| format!("? {} {}", comparison.sign(), self.value(subject, value));
        match cell {
            Cell::Is(yes) => format!("? = {yes}"),
            Cell::Compares(Comparison::NotEqual, value) if may_be_never(subject) => {
                format!("? != null and {}", sign(Comparison::NotEqual, *value))
            }
            Cell::Compares(comparison, value) => sign(*comparison, *value),
            Cell::NotCompares(comparison, value) => {
                let turned = sign(comparison.inverse(), *value);
                if may_be_never(subject) { format!("(? = null or {turned})") } else { turned }
            }
            Cell::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| sign(Comparison::Equal, *value)).collect();
                format!("({})", values.join(" or "))
            }
        }
    }

    /// A value as FEEL writes it.
    pub(super) fn value(&self, subject: Subject, value: Value) -> String {
        match value {
            Value::Money(money) => money.to_plain(),
            Value::MonthsOfRent(number) => number.to_plain(),
            Value::Days(number) | Value::WorkingDays(number) | Value::Months(number) => number.to_string(),
            Value::Count(count) => count.to_string(),
            Value::YesNo(yes) => yes.to_string(),
            Value::Choice(place) => text(&self.choice(self.unit(subject), usize::from(place))),
            Value::Text(place) => text(self.policy.texts.get(usize::from(place)).map_or("", String::as_str)),
        }
    }

    fn choice(&self, unit: Unit, place: usize) -> String {
        let segment = || self.policy.segments.get(place).map(|segment| segment.named.name.clone()).unwrap_or_default();
        unit.choice(place).map_or_else(segment, |word| word.in_locale(self.locale).to_owned())
    }
}

/// A text as FEEL writes it.
pub(super) fn text(plain: &str) -> String {
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a name is a word of FEEL, or reads as one of its built-in functions.
fn is_reserved(name: &str) -> bool {
    const WORDS: [&str; 38] = [
        "and",
        "between",
        "contains",
        "count",
        "date",
        "decimal",
        "duration",
        "else",
        "every",
        "external",
        "false",
        "floor",
        "for",
        "function",
        "if",
        "in",
        "instance",
        "is",
        "item",
        "list",
        "max",
        "mean",
        "min",
        "modulo",
        "not",
        "null",
        "number",
        "or",
        "return",
        "satisfies",
        "some",
        "string",
        "substring",
        "sum",
        "then",
        "time",
        "true",
        "years",
    ];
    WORDS.contains(&name)
}
