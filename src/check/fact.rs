//! Facts that the ledger tells in columns of its own: their units, and what holds where the ledger does not tell.

use super::Checker;
use super::condition::meant_by;
use super::declare::named;
use super::measure::Owner;
use super::measure::described;
use super::policy::Value;
use super::terms::DeclaredFact;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::Span;
use crate::syntax;
use crate::syntax::FactUnit;
use crate::syntax::FactValue;
use crate::syntax::ItemKind;
use crate::syntax::SyntaxTree;
use crate::syntax::Written;
use crate::vocabulary::Unit;

impl<'t> Checker<'t> {
    /// Before any condition is checked, since conditions ask about them. One that is wrong keeps its place.
    pub(super) fn declare_facts(&mut self, tree: &'t SyntaxTree) {
        for item in &tree.items {
            if let ItemKind::Fact(fact) = &item.kind {
                let unit = unit(fact.unit);
                // A wrong value has been found, so that no policy comes out.
                let otherwise = self.otherwise(fact, unit).unwrap_or(Value::YesNo(false));
                self.facts.push(DeclaredFact { named: named(&fact.declared), unit, otherwise, span: item.span });
            }
        }
    }

    fn otherwise(&mut self, fact: &syntax::DeclaredFact, unit: Unit) -> Option<Value> {
        let name = &fact.declared.name;
        let owner = Owner::new(&name.text, unit, name.span);
        match (&fact.otherwise, unit) {
            (FactValue::YesNo(yes, _), Unit::YesNo) => Some(Value::YesNo(*yes)),
            (FactValue::Text(text), Unit::Text) => self.text(text),
            (FactValue::Literal(literal), unit) if unit != Unit::YesNo => self.value(owner, *literal),
            (value, _) => {
                self.wrong_otherwise(owner, span(value));
                None
            }
        }
    }

    fn wrong_otherwise(&mut self, owner: Owner<'_>, span: Span) {
        let own = described(owner.unit);
        let text = self.file.slice(span);
        let message = Phrase::new(
            format!("`{}` is {}, and `{text}` is not", owner.text, own.en),
            format!("`{}` is {}, en `{text}` is dat niet", owner.text, own.nl),
        );
        let number = text.trim_matches('"');
        let number = Some(number).filter(|text| text.chars().all(|letter| letter.is_ascii_digit())).unwrap_or("0");
        let (yes, no) = (self.locale.pick("yes", "ja"), self.locale.pick("no", "nee"));
        let help = match (owner.unit, meant_by(text)) {
            (Unit::YesNo, None) => {
                Phrase::new(format!("write `{yes}` or `{no}`"), format!("schrijf `{yes}` of `{no}`"))
            }
            (Unit::YesNo, Some(is_yes)) => write(if is_yes { yes } else { no }),
            (Unit::Text, _) => write(&format!("\"{text}\"")),
            (Unit::Money, _) => for_example(&format!("€ {number}")),
            _ => for_example(number),
        };
        self.findings.push(code::UNITS.at(span, message).also(owner.span, Phrase::new(own.en, own.nl)).help(help));
    }

    /// The place of a quoted text among those of the policy.
    pub(super) fn text(&mut self, text: &Written) -> Option<Value> {
        let place = match self.text_places.get(&text.text) {
            Some(place) => *place,
            None => {
                let place = self.texts.len();
                self.texts.push(text.text.clone());
                self.text_places.insert(text.text.clone(), place);
                place
            }
        };
        u16::try_from(place).ok().map(Value::Text)
    }
}

fn write(text: &str) -> Phrase {
    Phrase::new(format!("write `{text}`"), format!("schrijf `{text}`"))
}

fn for_example(text: &str) -> Phrase {
    Phrase::new(format!("write for example `{text}`"), format!("schrijf bijvoorbeeld `{text}`"))
}

const fn unit(unit: FactUnit) -> Unit {
    match unit {
        FactUnit::Money => Unit::Money,
        FactUnit::Days => Unit::Days,
        FactUnit::Months => Unit::Months,
        FactUnit::Count => Unit::Count,
        FactUnit::YesNo => Unit::YesNo,
        FactUnit::Text => Unit::Text,
    }
}

fn span(value: &FactValue) -> Span {
    match value {
        FactValue::YesNo(_, span) => *span,
        FactValue::Text(text) => text.span,
        FactValue::Literal(literal) => literal.span,
    }
}
