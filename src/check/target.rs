//! Targets: a key figure, its bound in its own unit, and the day by which it is to be met.

use super::Checker;
use super::condition::every;
use super::measure::Owner;
use super::policy::Bound;
use super::policy::Target;
use super::policy::Value;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::money::Number;
use crate::source::Span;
use crate::syntax;
use crate::syntax::ItemKind;
use crate::syntax::LiteralValue;
use crate::syntax::Side;
use crate::syntax::SyntaxTree;
use crate::vocabulary::KpiUnit;
use crate::vocabulary::Unit;

impl<'t> Checker<'t> {
    pub(super) fn targets(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Target>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Target(target) => Some(self.target(target, item.span)),
            _ => None,
        }))
    }

    fn target(&mut self, target: &syntax::Target, span: Span) -> Option<Target> {
        let cites = self.cites(&target.cites);
        let kpi = self.kpi(&target.kpi)?;
        if let Some(per_year) = target.per_year.filter(|_| !kpi.is_yearly()) {
            self.not_per_year(&target.kpi.text, per_year);
        }
        let value = self.bound(target, kpi.entry().unit);
        let bound = match target.side {
            Side::AtMost => Bound::AtMost,
            Side::AtLeast => Bound::AtLeast,
        };
        Some(Target { kpi, bound, value: value?, by: target.by, cites: cites?, span })
    }

    fn not_per_year(&mut self, kpi: &str, span: Span) {
        let message = Phrase::new(format!("`{kpi}` is not counted by the year"), format!("`{kpi}` telt niet per jaar"));
        let written = self.file.slice(span);
        let help = Phrase::new(format!("leave out `{written}`"), format!("laat `{written}` weg"));
        self.findings.push(code::NOT_PER_YEAR.at(span, message).help(help));
    }

    fn bound(&mut self, target: &syntax::Target, unit: KpiUnit) -> Option<Number> {
        let owner = |unit| Owner::new(&target.kpi.text, unit, target.kpi.span);
        match (unit, target.bound.value) {
            (_, LiteralValue::Unreadable) => None,
            (KpiUnit::Rate, LiteralValue::Percent(percent)) => self.fraction(percent, target.bound.span),
            (KpiUnit::Rate, _) => self.not_a_percentage(target),
            (KpiUnit::Euro, _) => match self.value(owner(Unit::Money), target.bound)? {
                Value::Money(amount) => Number::parse(&amount.to_plain()).ok(),
                _ => None,
            },
            (KpiUnit::Days, _) => match self.value(owner(Unit::Days), target.bound)? {
                Value::Days(days) => Some(Number::whole(i64::from(days))),
                _ => None,
            },
            (KpiUnit::Count | KpiUnit::Number, _) => match self.value(owner(Unit::Count), target.bound)? {
                Value::Count(count) => Some(Number::whole(count)),
                _ => None,
            },
        }
    }

    /// 1.35 as 0.0135.
    fn fraction(&mut self, percent: Number, span: Span) -> Option<Number> {
        let plain = percent.to_plain();
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let padded = format!("{whole:0>3}");
        let (hundreds, cents) = padded.split_at(padded.len() - 2);
        let fraction = Number::parse(&format!("{hundreds}.{cents}{decimals}")).ok();
        if fraction.is_none() {
            let text = self.file.slice(span);
            let message =
                Phrase::new(format!("`{text}` has too many decimals"), format!("`{text}` heeft te veel decimalen"));
            let help = Phrase::new("write at most 7 decimals", "schrijf hoogstens 7 decimalen");
            self.findings.push(code::NUMBER_SIZE.at(span, message).help(help));
        }
        fraction
    }

    fn not_a_percentage(&mut self, target: &syntax::Target) -> Option<Number> {
        let (kpi, bound) = (&target.kpi, self.file.slice(target.bound.span));
        let message = Phrase::new(
            format!("`{}` is a percentage, `{bound}` is not", kpi.text),
            format!("`{}` is een percentage, `{bound}` niet", kpi.text),
        );
        let plain = matches!(target.bound.value, LiteralValue::Plain(_));
        let (code, instead) =
            if plain { (code::NO_UNIT, format!("{bound} %")) } else { (code::UNITS, "3 %".to_owned()) };
        let help = Phrase::new(format!("write for example `{instead}`"), format!("schrijf bijvoorbeeld `{instead}`"));
        let own = Phrase::new("a percentage", "een percentage");
        self.findings.push(code.at(target.bound.span, message).also(kpi.span, own).help(help));
        None
    }
}
