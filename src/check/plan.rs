//! Payment plans: after what they are offered, how many instalments they may have, and when they are broken.

use super::Checker;
use super::condition::Standing;
use super::condition::every;
use super::declare::named;
use super::measure::Owner;
use super::policy::Condition;
use super::policy::Operand;
use super::policy::Setting;
use super::policy::Value;
use super::terms::PlanTerms;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Ending;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Plan;
use crate::syntax::SyntaxTree;
use crate::syntax::Written;
use crate::vocabulary::Unit;

/// The numbers of a plan, as its words name them.
const INSTALMENTS: Word = Word::new("instalments", "termijnen");
const LEAST: Word = Word::new("of at least", "van minstens");
const NOT_WITHIN: Word = Word::new("not within", "niet binnen");
const BROKEN_WHEN: Word = Word::new("broken when", "verbroken als");

impl<'t> Checker<'t> {
    pub(super) fn plans(&mut self, tree: &'t SyntaxTree) -> Option<Vec<PlanTerms>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Plan(plan) => Some(self.plan(plan, item)),
            _ => None,
        }))
    }

    fn plan(&mut self, plan: &Plan, item: &Item) -> Option<PlanTerms> {
        let after = self.kinds(&plan.after);
        let condition = match &plan.condition {
            Some(condition) => self.condition(condition, Standing::Elsewhere),
            None => Some(Condition::always()),
        };
        let limit = self.instalments(plan, item.ending);
        let day = plan.day.map_or(Some(1), |day| self.day_of_month(day));
        let rest = match &plan.rest {
            Some(rest) => self.quantity(NOT_WITHIN, Unit::Days, rest).map(Some),
            None => Some(None),
        };
        let patience = self.quantity(BROKEN_WHEN, Unit::Days, &plan.patience);
        let cites = self.cites(&plan.cites);
        if plan.cites.is_empty() && item.ending == Ending::Clean {
            self.no_citation(&plan.declared.name, Word::new("the plan", "de regeling"));
        }
        let (instalments, least) = limit?;
        Some(PlanTerms {
            named: named(&plan.declared),
            after: after?,
            condition: condition?,
            instalments,
            least,
            day: day?,
            rest: rest?,
            only_if_unable: plan.only_if_unable,
            patience: patience?,
            cites: cites?,
            span: item.span,
        })
    }

    fn instalments(&mut self, plan: &Plan, ending: Ending) -> Option<(Operand, Operand)> {
        let Some((most, least)) = &plan.instalments else {
            self.no_limit(&plan.declared.name, ending);
            return None;
        };
        let number = self.quantity(INSTALMENTS, Unit::Count, most);
        let least = self.quantity(LEAST, Unit::Money, least);
        if let Some(Operand::Value(Value::Count(count))) = number {
            self.at_least_one(i32::try_from(count).unwrap_or(i32::MAX), most.span())?;
        }
        Some((number?, least?))
    }

    /// A number of a plan: a value, or a setting.
    fn quantity(&mut self, words: Word, unit: Unit, quantity: &syntax::Operand) -> Option<Operand> {
        let owner = Owner::new(words.in_locale(self.locale), unit, quantity.span());
        match quantity {
            syntax::Operand::Literal(literal) => self.value(owner, *literal).map(Operand::Value),
            syntax::Operand::Term(term) => self.use_setting(owner, &term.name).map(Operand::Setting),
            syntax::Operand::Text(text) => {
                self.quoted(owner, text);
                None
            }
        }
    }

    fn no_limit(&mut self, name: &Written, ending: Ending) {
        if ending == Ending::Torn {
            return;
        }
        let text = &name.text;
        let message = Phrase::new(
            format!("the plan `{text}` does not say in how many instalments"),
            format!("de regeling `{text}` zegt niet in hoeveel termijnen"),
        );
        let line =
            self.locale.pick("at most 12 instalments of at least € 25", "hoogstens 12 termijnen van minstens € 25");
        let help = Phrase::new(
            format!("write for example `{line}` after when it is offered"),
            format!("schrijf bijvoorbeeld `{line}` na wanneer zij wordt aangeboden"),
        );
        self.findings.push(code::NO_LIMIT.at(name.span, message).help(help));
    }

    /// Of which there is at least one.
    pub(super) fn at_least_one(&mut self, number: i32, span: Span) -> Option<i32> {
        if number > 0 {
            return Some(number);
        }
        let text = self.file.slice(span);
        let message = Phrase::new(format!("`{text}` is none at all"), format!("`{text}` is er geen een"));
        let help = Phrase::new("write 1 or more", "schrijf 1 of meer");
        self.findings.push(code::NONE_AT_ALL.at(span, message).help(help));
        None
    }

    /// A scenario may set a setting to anything in its range, and a plan of no instalments is none.
    pub(super) fn ranges_of_instalments(&mut self, plans: &[PlanTerms], settings: &[Setting]) {
        let used = |place: usize| plans.iter().any(|plan| plan.instalments == Operand::Setting(place));
        for (place, setting) in settings.iter().enumerate() {
            if used(place) && matches!(setting.least, Value::Count(least) if least < 1) {
                let text = &setting.named.name;
                let message = Phrase::new(
                    format!("`{text}` can be none at all, and a plan has at least one instalment"),
                    format!("`{text}` kan nul zijn, en een regeling heeft ten minste een termijn"),
                );
                let help = Phrase::new("let its range begin at 1 or more", "laat het bereik bij 1 of meer beginnen");
                self.findings.push(code::NONE_AT_ALL.at(setting.named.span, message).help(help));
            }
        }
    }
}
