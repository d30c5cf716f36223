//! Settings: named values that a scenario may change within a range. The unit of a plain number is that of what the
//! setting is compared with, everywhere the same.

use super::Checker;
use super::condition::every;
use super::declare::named;
use super::measure::Clock;
use super::measure::Of;
use super::measure::Owner;
use super::measure::WORKING_DAYS;
use super::measure::described;
use super::measure::order;
use super::policy::Setting;
use super::policy::Value;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax;
use crate::syntax::ItemKind;
use crate::syntax::Literal;
use crate::syntax::LiteralValue;
use crate::syntax::Namespace;
use crate::syntax::SyntaxTree;
use crate::syntax::Written;
use crate::vocabulary::Unit;
use std::cmp::Ordering;
use std::mem::discriminant;

/// What is known of the unit of a setting while conditions are checked.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use {
    /// The unit that is written beside its numbers.
    written: Option<(Unit, Span)>,
    /// The unit of what it was first compared with.
    first: Option<(Unit, Span)>,
    /// Whether its numbers are working days.
    working: bool,
}

impl<'t> Checker<'t> {
    /// Looks at the units that are written; before any condition is checked.
    pub(super) fn setting_units(&mut self, tree: &'t SyntaxTree) {
        for setting in settings_of(tree) {
            let literals = [setting.value, setting.least, setting.greatest];
            let written = literals.into_iter().find_map(|literal| Some((unit_of(literal.value)?, literal.span)));
            let working = literals.iter().any(|literal| matches!(literal.value, LiteralValue::WorkingDays(_)));
            self.settings.push(Use { written, first: None, working });
        }
    }

    /// The place of the setting that a word names, compared with something of the owner's unit.
    pub(super) fn use_setting(&mut self, owner: Owner<'_>, word: &Written) -> Option<usize> {
        let place = self.declared(Namespace::Setting, word)?.place?;
        let known = self.settings.get_mut(place)?;
        let already = known.written.or(known.first);
        known.first = known.first.or(Some((owner.unit, word.span)));
        match already {
            Some((unit, span)) if !fits(unit, known.working, owner) => {
                let own = if known.working { WORKING_DAYS } else { described(unit) };
                self.other_unit(owner, word, own, span);
                None
            }
            _ => Some(place),
        }
    }

    fn other_unit(&mut self, owner: Owner<'_>, word: &Written, other: Word, span: Span) {
        let own = described(owner.unit);
        let message = Phrase::new(
            format!("`{}` is {}, the setting `{}` is {}", owner.text, own.en, word.text, other.en),
            format!("`{}` is {}, de instelling `{}` is {}", owner.text, own.nl, word.text, other.nl),
        );
        let there = Phrase::new(format!("{} here", other.en), format!("hier {}", other.nl));
        let help = Phrase::new("make a setting for each unit", "maak een instelling voor elke eenheid");
        let finding = code::SETTING_UNITS.at(word.span, message).remark(Phrase::new(own.en, own.nl));
        self.findings.push(finding.also(span, there).help(help));
    }

    /// The settings, once it is known what they are compared with.
    pub(super) fn settings(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Setting>> {
        let uses = std::mem::take(&mut self.settings);
        every(settings_of(tree).zip(uses).map(|(setting, known)| self.setting(setting, known)))
    }

    fn setting(&mut self, setting: &syntax::Setting, known: Use) -> Option<Setting> {
        let name = &setting.declared.name;
        // What could not be read may use it.
        if known.first.is_none() && self.everything_read {
            self.unused(name);
        }
        let clock = Clock::Runs;
        let owner = Owner { text: &name.text, unit: unit(setting, known), span: name.span, clock, of: Of::Said };
        if self.other_fact_meant(setting, known, owner.unit) {
            return None;
        }
        let literals = [setting.value, setting.least, setting.greatest].map(|literal| alike(literal, known));
        let values = every(literals.into_iter().map(|literal| self.value(owner, literal)));
        let cites = self.cites(&setting.cites);
        let values = values?;
        let [value, least, greatest] = values.as_slice() else { return None };
        for (other, literal) in [(least, setting.least), (greatest, setting.greatest)] {
            if discriminant(value) != discriminant(other) {
                self.two_sorts(name, setting.value.span, literal.span);
                return None;
            }
        }
        self.in_range(setting, [*value, *least, *greatest]);
        let named = named(&setting.declared);
        Some(Setting { named, value: *value, least: *least, greatest: *greatest, cites: cites? })
    }

    /// A setting without a unit, compared with what needs one or with other than its name says: that is told where it is
    /// used, since the fact there may be the mistake. Whether it has no value so.
    fn other_fact_meant(&mut self, setting: &syntax::Setting, known: Use, unit: Unit) -> bool {
        let Some((_, used)) = known.first.filter(|_| known.written.is_none()) else { return false };
        let (name, value) = (&setting.declared.name, self.file.slice(setting.value.span).to_owned());
        let named = named_unit(&name.text);
        let in_words = described(unit);
        if unit == Unit::Money {
            let text = &name.text;
            let message = Phrase::new(
                format!("the setting `{text}` is compared with an amount, and `{value}` is a number without a unit"),
                format!(
                    "de instelling `{text}` wordt met een bedrag vergeleken, en `{value}` is een getal zonder eenheid"
                ),
            );
            let help = Phrase::new(
                format!(
                    "compare `{text}` with another fact; or, if the setting is an amount, write `€` before its three numbers"
                ),
                format!(
                    "vergelijk `{text}` met een ander feit; of schrijf, als de instelling een bedrag is, `€` voor haar drie getallen"
                ),
            );
            let there = Phrase::new("a number without a unit", "een getal zonder eenheid");
            let here = Phrase::new("an amount is asked for here", "hier wordt een bedrag gevraagd");
            let finding = code::NO_UNIT.at(used, message).remark(here).also(setting.value.span, there);
            self.findings.push(finding.help(help));
            return true;
        }
        if let Some(own) = named.filter(|own| *own != unit && (*own == Unit::Days) != (unit == Unit::Days)) {
            let text = &name.text;
            let own = described(own);
            let message = Phrase::new(
                format!("`{text}` is {} by its name, and is compared here with what is {}", own.en, in_words.en),
                format!("`{text}` is naar zijn naam {}, en wordt hier vergeleken met wat {} is", own.nl, in_words.nl),
            );
            let (otherwise_en, otherwise_nl) = match self.unit_word(unit) {
                Some(word) => (
                    format!("write the unit at the setting: `{value} {word}`"),
                    format!("schrijf dan de eenheid bij de instelling: `{value} {word}`"),
                ),
                None => {
                    ("give the setting another name".to_owned(), "geef de instelling dan een andere naam".to_owned())
                }
            };
            let help = Phrase::new(
                format!("compare it with another fact; if `{value}` is right so, {otherwise_en}"),
                format!("vergelijk met een ander feit; klopt `{value}` zo, {otherwise_nl}"),
            );
            let there = Phrase::new("a number without a unit", "een getal zonder eenheid");
            self.findings.push(code::OTHER_UNIT_NAMED.at(used, message).also(setting.value.span, there).help(help));
        }
        false
    }

    /// The word of a unit that may stand beside a number.
    const fn unit_word(&self, unit: Unit) -> Option<&'static str> {
        match unit {
            Unit::Days => Some(self.locale.pick("days", "dagen")),
            Unit::Months => Some(self.locale.pick("months", "maanden")),
            _ => None,
        }
    }

    /// `90 days between 2 months and 4 months`: all three against a clock of days, and yet they cannot be ordered.
    fn two_sorts(&mut self, name: &Written, value: Span, other: Span) {
        let text = &name.text;
        let message = Phrase::new(
            format!("the numbers of the setting `{text}` are not in the same unit"),
            format!("de getallen van de instelling `{text}` hebben niet dezelfde eenheid"),
        );
        let help = Phrase::new("write all three in the same unit", "schrijf alle drie in dezelfde eenheid");
        let there = Phrase::new("the value", "de waarde");
        self.findings.push(code::SETTING_UNITS.at(other, message).also(value, there).help(help));
    }

    fn in_range(&mut self, setting: &syntax::Setting, [value, least, greatest]: [Value; 3]) {
        let text = |literal: Literal| self.file.slice(literal.span).to_owned();
        let (low, high) = (text(setting.least), text(setting.greatest));
        if order(least, greatest) == Ordering::Greater {
            self.reversed(setting, &low, &high);
        } else if order(value, least) == Ordering::Less || order(value, greatest) == Ordering::Greater {
            let (name, own) = (&setting.declared.name.text, text(setting.value));
            let message = Phrase::new(
                format!("`{name} = {own}` is not between `{low}` and `{high}`"),
                format!("`{name} = {own}` ligt niet tussen `{low}` en `{high}`"),
            );
            let help = Phrase::new("change the value or widen the range", "verander de waarde of verruim het bereik");
            self.findings.push(code::OUT_OF_RANGE.at(setting.value.span, message).help(help));
        }
    }

    fn reversed(&mut self, setting: &syntax::Setting, low: &str, high: &str) {
        let (between, and) = (self.locale.pick("between", "tussen"), self.locale.pick("and", "en"));
        let message = Phrase::new(
            format!("nothing is between `{low}` and `{high}`"),
            format!("er ligt niets tussen `{low}` en `{high}`"),
        );
        let instead = format!("{between} {high} {and} {low}");
        let help = Phrase::new(format!("write `{instead}`"), format!("schrijf `{instead}`"));
        self.findings.push(code::REVERSED_RANGE.at(setting.least.span.to(setting.greatest.span), message).help(help));
    }

    fn unused(&mut self, name: &Written) {
        let text = &name.text;
        let message = Phrase::new(
            format!("the setting `{text}` is used nowhere, so changing it changes nothing"),
            format!("de instelling `{text}` wordt nergens gebruikt: een andere waarde maakt geen verschil"),
        );
        let help = Phrase::new(
            "use it in a condition, or leave it out",
            "gebruik de instelling in een voorwaarde, of haal haar weg",
        );
        self.findings.push(code::UNUSED_SETTING.at(name.span, message).help(help));
    }
}

fn settings_of(tree: &SyntaxTree) -> impl Iterator<Item = &syntax::Setting> {
    tree.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Setting(setting) => Some(setting),
        _ => None,
    })
}

/// Whether a setting of a unit can be compared with something: months also with a clock of days.
fn fits(unit: Unit, working: bool, owner: Owner<'_>) -> bool {
    let counts_from_a_day = owner.unit == Unit::Days && owner.clock == Clock::Runs;
    if working || (unit == Unit::Months && owner.unit == Unit::Days) { counts_from_a_day } else { unit == owner.unit }
}

/// A plain number beside working days is one of working days.
const fn alike(literal: Literal, known: Use) -> Literal {
    match literal.value {
        LiteralValue::Plain(number) if known.working => {
            Literal { value: LiteralValue::WorkingDays(number), span: literal.span }
        }
        _ => literal,
    }
}

/// The unit that stands beside a number.
const fn unit_of(value: LiteralValue) -> Option<Unit> {
    match value {
        LiteralValue::Money(_) => Some(Unit::Money),
        LiteralValue::Days(_) | LiteralValue::WorkingDays(_) | LiteralValue::Weeks(_) => Some(Unit::Days),
        LiteralValue::Months(_) => Some(Unit::Months),
        _ => None,
    }
}

/// The unit that is written, else that of what it is compared with, else that of its number.
fn unit(setting: &syntax::Setting, known: Use) -> Unit {
    let whole = |literal: Literal| match literal.value {
        LiteralValue::Plain(number) => number.as_whole().is_some(),
        _ => true,
    };
    let count = [setting.value, setting.least, setting.greatest].into_iter().all(whole);
    let plain = if count { Unit::Count } else { Unit::MonthsOfRent };
    known.written.or(known.first).map_or(plain, |(unit, _)| unit)
}

/// The unit that a name has among its words, if it has one.
fn named_unit(name: &str) -> Option<Unit> {
    let words: Vec<&str> = name.split('_').collect();
    let has = |some: &[&str]| words.iter().any(|word| some.contains(word));
    let days = has(&["day", "days", "dag", "dagen"]);
    let months = has(&["month", "months", "maand", "maanden"]);
    match (days, months) {
        (true, false) => Some(Unit::Days),
        (false, true) => Some(Unit::Months),
        _ => None,
    }
}
