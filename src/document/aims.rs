//! What a policy aims at, and what it says must never happen.

use super::Block;
use super::Item;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Bound;
use crate::check::Condition;
use crate::check::Guarantee;
use crate::check::Layer;
use crate::check::Target;
use crate::locale::Locale;
use crate::vocabulary::KpiUnit;

impl Writer<'_> {
    pub(super) fn targets(&self) -> Option<Section> {
        let rows = self.policy.targets.iter().map(|target| {
            let title = target.kpi.entry().title.in_locale(self.locale);
            vec![sentence(title).trim_end_matches('.').to_owned(), self.bound(target), self.cites(&target.cites)]
        });
        let table = self.table(&[("figure", "cijfer"), ("aim", "doel"), ("source", "bron")], rows.collect())?;
        self.section("targets", ("Targets", "Doelen"), vec![table])
    }

    fn bound(&self, target: &Target) -> String {
        let side = match target.bound {
            Bound::AtMost => self.pick("at most", "hoogstens"),
            Bound::AtLeast => self.pick("at least", "minstens"),
        };
        let value = target.value;
        let whole = || value.as_whole().map_or_else(|| self.locale.number(value), |whole| self.locale.count(whole));
        let amount = match target.kpi.entry().unit {
            KpiUnit::Rate => self.locale.percent(value),
            KpiUnit::Euro => format!("\u{20ac} {}", whole()),
            _ if target.kpi.is_yearly() => format!("{} {}", whole(), self.pick("a year", "per jaar")),
            _ => whole(),
        };
        let by = target
            .by
            .map_or_else(String::new, |day| format!(", {} {}", self.pick("by", "uiterlijk op"), self.locale.day(day)));
        format!("{side} {amount}{by}")
    }

    /// The policy's own guarantees.
    pub(super) fn guarantees(&self) -> Option<Section> {
        let own = self.policy.guarantees.iter().filter(|guarantee| guarantee.layer == Layer::Own);
        let items = own.map(|guarantee| {
            Block::Item(Item {
                label: self.heading("guarantee", "waarborg"),
                title: guarantee.title.clone(),
                says: vec![sentence(&self.guarantee(guarantee))],
                notes: vec![self.rests_on(&guarantee.cites)],
            })
        });
        self.section("guarantees", ("What must never happen", "Wat nooit mag gebeuren"), items.collect())
    }

    /// What a guarantee asks, in words.
    pub(super) fn guarantee(&self, guarantee: &Guarantee) -> String {
        let kind = guarantee.kind.title().in_locale(self.locale);
        let (rest, condition) = match &guarantee.only_after {
            Condition::Any(parts) if parts.is_empty() => return format!("{kind}: {}", self.pick("never", "nooit")),
            Condition::Not(inner) => (self.pick("never while", "nooit zolang"), inner.as_ref()),
            other => (self.pick("only if", "alleen als"), other),
        };
        let colon = match self.locale {
            Locale::En => "",
            // A main clause goes on after a colon.
            Locale::Nl => " dit geldt:",
        };
        format!("{kind}: {rest}{colon} {}", self.plain.condition(condition))
    }
}
