//! Values with their units: what a literal is worth where it stands, and what to write when it is worth nothing there.

use super::policy::Value;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::money::Number;
use crate::source::Span;
use crate::syntax::Literal;
use crate::syntax::LiteralValue;
use crate::vocabulary::Fact;
use crate::vocabulary::Unit;
use std::cmp::Ordering;

/// Counts and clocks go up to this: days beyond it would leave the calendar.
const LONGEST: i64 = 1_000_000;

/// Why a literal is no value of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A finding has said so already.
    Silent,
    /// It is in another unit.
    Units,
    /// It is a plain number, and the unit has to be written.
    NoUnit,
    /// It is a fraction of what comes in wholes.
    NotWhole,
    /// It is larger than anything that is counted.
    TooLarge,
}

/// The value of a literal in the unit of its owner. Against a clock of days working days and calendar months count too.
pub(super) fn measure(owner: Owner<'_>, literal: LiteralValue) -> Result<Value, Misfit> {
    match (owner.unit, literal) {
        (_, LiteralValue::Unreadable) => Err(Misfit::Silent),
        (Unit::Money, LiteralValue::Money(amount)) => Ok(Value::Money(amount)),
        (Unit::Money, LiteralValue::Plain(_)) => Err(Misfit::NoUnit),
        (Unit::MonthsOfRent, LiteralValue::Plain(number)) => Ok(Value::MonthsOfRent(number)),
        (Unit::Days, LiteralValue::Plain(number) | LiteralValue::Days(number)) => whole(number).map(Value::Days),
        (Unit::Days, LiteralValue::Weeks(number)) => whole(number).and_then(weeks).map(Value::Days),
        (Unit::Days, LiteralValue::WorkingDays(number)) if owner.clock == Clock::Runs => {
            whole(number).map(Value::WorkingDays)
        }
        (Unit::Days, LiteralValue::Months(number)) if owner.clock == Clock::Runs => whole(number).map(Value::Months),
        (Unit::Months, LiteralValue::Plain(number) | LiteralValue::Months(number)) => whole(number).map(Value::Months),
        (Unit::Count, LiteralValue::Plain(number)) => whole(number).map(|count| Value::Count(count.into())),
        _ => Err(Misfit::Units),
    }
}

fn whole(number: Number) -> Result<i32, Misfit> {
    let whole = number.as_whole().ok_or(Misfit::NotWhole)?;
    i32::try_from(whole).ok().filter(|_| whole <= LONGEST).ok_or(Misfit::TooLarge)
}

fn weeks(weeks: i32) -> Result<i32, Misfit> {
    weeks.checked_mul(7).filter(|days| i64::from(*days) <= LONGEST).ok_or(Misfit::TooLarge)
}

/// The order of two values of one sort.
pub(super) fn order(left: Value, right: Value) -> Ordering {
    match (left, right) {
        (Value::Money(left), Value::Money(right)) => left.cmp(&right),
        (Value::MonthsOfRent(left), Value::MonthsOfRent(right)) => left.cmp(&right),
        (Value::Days(left), Value::Days(right))
        | (Value::WorkingDays(left), Value::WorkingDays(right))
        | (Value::Months(left), Value::Months(right)) => left.cmp(&right),
        (Value::Count(left), Value::Count(right)) => left.cmp(&right),
        (Value::Choice(left), Value::Choice(right)) | (Value::Text(left), Value::Text(right)) => left.cmp(&right),
        _ => Ordering::Equal,
    }
}

/// What a value belongs to, for a message: its words, its unit and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner<'a> {
    pub text: &'a str,
    pub unit: Unit,
    pub span: Span,
    pub clock: Clock,
    pub of: Of,
}

/// What has the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A fact: where its unit is wrong, another fact may have been meant.
    Fact,
    /// Something that the policy says once, such as `tolerance`.
    Said,
}

/// Whether what is measured in days counts them from a day in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// It does, so that working days and calendar months can be counted from there too.
    Runs,
    /// It is a number of days and no more.
    Stands,
}

impl<'a> Owner<'a> {
    /// What is no clock.
    pub(super) const fn new(text: &'a str, unit: Unit, span: Span) -> Owner<'a> {
        Owner { text, unit, span, clock: Clock::Stands, of: Of::Said }
    }
}

/// The finding about a literal that is no value of its owner's unit; none, if that has been said.
pub(super) fn misfit(
    misfit: Misfit,
    owner: Owner<'_>,
    literal: Literal,
    text: &str,
    locale: Locale,
) -> Option<Diagnostic> {
    let own = described(owner.unit);
    let other = literal_unit(literal.value);
    let help = help(owner, literal.value, text, locale);
    let both = |code: code::Code| {
        let message = Phrase::new(
            format!("`{}` is {}, `{text}` is {}", owner.text, own.en, other.en),
            format!("`{}` is {}, `{text}` is {}", owner.text, own.nl, other.nl),
        );
        let finding = code.at(literal.span, message).remark(word(other)).help(help.clone());
        if owner.span == literal.span { finding } else { finding.also(owner.span, word(own)) }
    };
    match misfit {
        Misfit::Silent => None,
        Misfit::Units => Some(both(code::UNITS)),
        Misfit::NoUnit => Some(both(code::NO_UNIT)),
        Misfit::NotWhole => Some(not_whole(owner, literal.span, text)),
        Misfit::TooLarge => Some(too_large(literal.span, text)),
    }
}

fn not_whole(owner: Owner<'_>, span: Span, text: &str) -> Diagnostic {
    let own = described(owner.unit);
    let message = Phrase::new(
        format!("`{}` is {}, in whole numbers: `{text}` is none", owner.text, own.en),
        format!("`{}` is {}, in hele getallen: `{text}` kan niet", owner.text, own.nl),
    );
    let help = Phrase::new("write a whole number", "schrijf een heel getal");
    let finding = code::NOT_WHOLE.at(span, message).help(help);
    if owner.span == span { finding } else { finding.also(owner.span, word(own)) }
}

fn too_large(span: Span, text: &str) -> Diagnostic {
    let message = Phrase::new(format!("`{text}` is too large"), format!("`{text}` is te groot"));
    let help = Phrase::new(format!("write at most {LONGEST}"), format!("schrijf hoogstens {LONGEST}"));
    code::NUMBER_SIZE.at(span, message).help(help)
}

fn word(word: Word) -> Phrase {
    Phrase::new(word.en, word.nl)
}

/// The unit as the end of "this is …".
pub(super) const fn described(unit: Unit) -> Word {
    match unit {
        Unit::Money => Word::new("in euros", "in euro's"),
        Unit::MonthsOfRent => Word::new("in months of rent", "in maanden huur"),
        Unit::Days => Word::new("in days", "in dagen"),
        Unit::Months => Word::new("in months", "in maanden"),
        _ => unit.word(),
    }
}

/// Working days as the end of "this is …".
pub(super) const WORKING_DAYS: Word = Word::new("in working days", "in werkdagen");

const fn literal_unit(value: LiteralValue) -> Word {
    match value {
        LiteralValue::Money(_) => described(Unit::Money),
        LiteralValue::Percent(_) => Word::new("a percentage", "een percentage"),
        LiteralValue::WorkingDays(_) => WORKING_DAYS,
        LiteralValue::Weeks(_) => Word::new("in weeks", "in weken"),
        LiteralValue::Days(_) => described(Unit::Days),
        LiteralValue::Months(_) => described(Unit::Months),
        LiteralValue::Plain(_) | LiteralValue::Unreadable => {
            Word::new("a number without a unit", "een getal zonder eenheid")
        }
        LiteralValue::Date(_) => Word::new("a date", "een datum"),
    }
}

/// How to mend it: with the author's number where it can be right here, else with the fact that it may belong to.
fn help(owner: Owner<'_>, value: LiteralValue, text: &str, locale: Locale) -> Phrase {
    if let (Unit::Days, LiteralValue::WorkingDays(_)) = (owner.unit, value) {
        return Phrase::new(
            "working days are not counted here: write the number of days, with the weekends in it",
            "werkdagen tellen hier niet: schrijf het aantal dagen, met de weekenden erbij",
        );
    }
    let Some(instead) = instead(owner.unit, value, locale) else {
        return Phrase::new(
            "`huurproef facts` lists the words there are",
            "`huurproef facts` noemt de woorden die er zijn",
        );
    };
    if let (Some(asked), false) = (asked(owner.unit), keeps_its_number(owner.unit, value)) {
        return number_of_its_own(owner, value, text, asked, locale);
    }
    if let (Unit::Money, Of::Fact, LiteralValue::Plain(number)) = (owner.unit, owner.of, value)
        && may_be_months(number)
    {
        return amount_or_months(&instead, &number.to_plain(), locale);
    }
    if let (Unit::Days, LiteralValue::Months(months)) = (owner.unit, value) {
        let told = |locale: Locale| locale.months(&months.to_plain());
        return Phrase::new(
            format!("{} is about `{instead}`: write the number of days", told(Locale::En)),
            format!("{} is ongeveer `{instead}`: schrijf het aantal dagen", told(Locale::Nl)),
        );
    }
    Phrase::new(format!("write for example `{instead}`"), format!("schrijf bijvoorbeeld `{instead}`"))
}

/// Whether the author's number can be right in the unit: sixty days are not sixty months of rent.
const fn keeps_its_number(unit: Unit, value: LiteralValue) -> bool {
    match value {
        LiteralValue::Plain(_) | LiteralValue::Unreadable | LiteralValue::Date(_) => true,
        LiteralValue::Months(_) => matches!(unit, Unit::MonthsOfRent | Unit::Months | Unit::Days | Unit::Count),
        LiteralValue::Days(_) | LiteralValue::WorkingDays(_) | LiteralValue::Weeks(_) => matches!(unit, Unit::Days),
        LiteralValue::Money(_) => matches!(unit, Unit::Money),
        LiteralValue::Percent(_) => false,
    }
}

/// What a value of the unit is.
const fn asked(unit: Unit) -> Option<Word> {
    Some(match unit {
        Unit::Money => Word::new("an amount in euros", "een bedrag in euro's"),
        Unit::MonthsOfRent => Word::new(
            "a number of months of rent, with no unit behind it",
            "een aantal maanden huur, zonder eenheid erachter",
        ),
        Unit::Days => Word::new("a number of days", "een aantal dagen"),
        Unit::Months => Word::new("a number of months", "een aantal maanden"),
        Unit::Count => Word::new("a number, with no unit behind it", "een aantal, zonder eenheid erachter"),
        _ => return None,
    })
}

/// Where the number has to be another one, none is put in its place.
fn number_of_its_own(owner: Owner<'_>, value: LiteralValue, text: &str, asked: Word, locale: Locale) -> Phrase {
    if let (Some(Fact::MonthsInArrears), LiteralValue::Months(months)) = (other_fact(owner, value), value) {
        let fact = Fact::MonthsInArrears.entry().word.in_locale(locale);
        let number = locale.decimal(&months.to_plain());
        return Phrase::new(
            format!("for months of rent ask `{fact} \u{2026} {number}`; with `{}` goes {}", owner.text, asked.en),
            format!("voor maanden huur vraag `{fact} \u{2026} {number}`; bij `{}` hoort {}", owner.text, asked.nl),
        );
    }
    other_fact(owner, value).map_or_else(
        || Phrase::new(format!("write {}", asked.en), format!("schrijf {}", asked.nl)),
        |fact| {
            let fact = fact.entry().word.in_locale(locale);
            Phrase::new(
                format!("`{text}` goes with a fact such as `{fact}`; with `{}` goes {}", owner.text, asked.en),
                format!("`{text}` hoort bij een feit zoals `{fact}`; bij `{}` hoort {}", owner.text, asked.nl),
            )
        },
    )
}

/// Whether so many months of rent are ever asked for: up to a year of them.
fn may_be_months(number: Number) -> bool {
    let whole = number.to_plain();
    whole.split('.').next().and_then(|whole| whole.parse::<u32>().ok()).is_some_and(|whole| whole <= 12)
}

/// A bare number beside an amount: euros, or months of rent.
fn amount_or_months(amount: &str, number: &str, locale: Locale) -> Phrase {
    let (fact, number) = (Fact::MonthsInArrears.entry().word.in_locale(locale), locale.decimal(number));
    Phrase::new(
        format!("write `{amount}` if euros are meant; for months of rent ask `{fact}`, with `{number}`"),
        format!("schrijf `{amount}` als euro's bedoeld zijn; voor maanden huur vraag `{fact}`, met `{number}`"),
    )
}

/// A fact that has values like this one, where the owner has not.
fn other_fact(owner: Owner<'_>, value: LiteralValue) -> Option<Fact> {
    let fact = match value {
        LiteralValue::Days(_) | LiteralValue::Weeks(_) | LiteralValue::WorkingDays(_) => Fact::DaysOverdue,
        LiteralValue::Money(_) => Fact::Arrears,
        LiteralValue::Months(_) if owner.unit == Unit::Money => Fact::MonthsInArrears,
        _ => return None,
    };
    Some(fact).filter(|_| owner.of == Of::Fact)
}

/// A value of the unit with the author's number, where it has one: another number would be another rule. Nothing, where a
/// word is asked for.
fn instead(unit: Unit, value: LiteralValue, locale: Locale) -> Option<String> {
    let number = match value {
        LiteralValue::Plain(number)
        | LiteralValue::Days(number)
        | LiteralValue::WorkingDays(number)
        | LiteralValue::Weeks(number)
        | LiteralValue::Months(number)
        | LiteralValue::Percent(number) => number.to_plain(),
        LiteralValue::Money(amount) => amount.to_plain().trim_end_matches(".00").to_owned(),
        LiteralValue::Date(_) | LiteralValue::Unreadable => "\u{2026}".to_owned(),
    };
    // What comes in wholes has no decimals, and which whole number is meant is not known.
    let whole = if number.contains('.') { "\u{2026}" } else { number.as_str() };
    let days = |days: &str| {
        days.parse().map_or_else(|_| format!("{days} {}", locale.pick("days", "dagen")), |days| locale.days(days))
    };
    let of_months = || match value {
        LiteralValue::Months(months) => months.as_whole()?.checked_mul(30),
        _ => None,
    };
    Some(match unit {
        Unit::Money => format!("€ {}", cents(&number).map_or_else(|| "\u{2026}".to_owned(), |of| locale.decimal(&of))),
        Unit::MonthsOfRent => locale.decimal(&number),
        Unit::Days => of_months().map_or_else(|| days(whole), |days| locale.days(days)),
        Unit::Months => locale.months(whole),
        Unit::Text => format!("\"{}\"", locale.decimal(&number)),
        Unit::YesNo | Unit::TenancyKind | Unit::PaymentMethod | Unit::Segment | Unit::HoldCode | Unit::EndReason => {
            return None;
        }
        _ => whole.to_owned(),
    })
}

/// A number as an amount is written: whole, or with two decimals.
fn cents(number: &str) -> Option<String> {
    match number.split_once('.') {
        None => Some(number.to_owned()),
        Some((_, decimals)) => match decimals.len() {
            1 => Some(format!("{number}0")),
            2 => Some(number.to_owned()),
            _ => None,
        },
    }
}
