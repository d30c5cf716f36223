//! Payment plans that are never offered.

use super::Analysis;
use super::remark;
use crate::check::terms::PlanTerms;
use crate::diagnostic::code;
use crate::locale::Phrase;

/// Beside so many earlier plans one is laid.
const MOST_BEFORE: usize = 60;

impl Analysis<'_> {
    pub(super) fn plans(&mut self) {
        for (number, plan) in self.policy.plans.iter().enumerate() {
            if let Some(finding) = self.no_occasion(plan).or_else(|| self.taken_by_another(number, plan)) {
                self.findings.push(finding);
            }
        }
    }

    /// A plan that is offered after what nobody does, or to whom the policy does not apply.
    fn no_occasion(&self, plan: &PlanTerms) -> Option<crate::diagnostic::Diagnostic> {
        let name = &plan.named.name;
        let rules = self.policy.rules.iter().flat_map(|rule| &rule.steps);
        let mut steps = rules.chain(self.policy.exceptions.iter().flat_map(|exception| &exception.steps));
        if !steps.any(|step| plan.after.contains(&step.kind)) {
            let message = Phrase::new(
                format!("the plan `{name}` is never offered: no rule does what it is offered after"),
                format!("de regeling `{name}` wordt nooit aangeboden: geen regel doet waarna zij wordt aangeboden"),
            );
            let help =
                Phrase::new("offer it after something that a rule does", "bied haar aan na iets dat een regel doet");
            return Some(code::PLAN_NEVER.at(plan.named.span, message).help(help));
        }
        let own = self.any.condition(&plan.condition);
        self.any.scope().is_apart(&own).then(|| {
            let message = Phrase::new(
                format!("the plan `{name}` is never offered: no tenant meets its condition"),
                format!("de regeling `{name}` wordt nooit aangeboden: geen huurder haalt haar voorwaarde"),
            );
            let help =
                Phrase::new("change its condition, or leave it out", "verander haar voorwaarde, of laat haar weg");
            code::PLAN_NEVER.at(plan.named.span, message).help(help)
        })
    }

    /// A plan behind one that is offered whenever it could be.
    fn taken_by_another(&self, number: usize, plan: &PlanTerms) -> Option<crate::diagnostic::Diagnostic> {
        let own = self.any.condition(&plan.condition);
        let takes = |other: &&PlanTerms| {
            plan.after.iter().all(|kind| other.after.contains(kind))
                && (other.rest.is_none() || other.rest == plan.rest)
                && (!other.only_if_unable || plan.only_if_unable)
                && own.is_within(&self.any.condition(&other.condition))
        };
        let other = self.policy.plans.iter().take(number.min(MOST_BEFORE)).find(takes)?;
        let (name, first) = (&plan.named.name, &other.named.name);
        let message = Phrase::new(
            format!("the plan `{name}` is never offered: `{first}` stands before it and always can be"),
            format!("de regeling `{name}` wordt nooit aangeboden: `{first}` staat ervoor en kan altijd"),
        );
        let help = Phrase::new("put the narrower plan first", "zet de engere regeling vooraan");
        let there = remark("is offered instead", "wordt in plaats daarvan aangeboden");
        Some(code::PLAN_NEVER.at(plan.named.span, message).also(other.named.span, there).help(help))
    }
}
