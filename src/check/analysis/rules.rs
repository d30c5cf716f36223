//! Rules that can never fire, and what stands in their way.

use super::Analysis;
use super::Firing;
use super::clash;
use super::remark;
use crate::check::policy::Rule;
use crate::check::policy::Setting;
use crate::check::policy::StageRange;
use crate::check::region::Answer;
use crate::check::region::number_text;
use crate::diagnostic::Case;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Phrase;

impl Analysis<'_> {
    pub(super) fn rules(&mut self) {
        let nothing = super::road::own_kinds();
        for (number, rule) in self.policy.rules.iter().enumerate() {
            let region = self.set.rule(number);
            let firing = if !region.is_empty_before(&nothing) {
                Firing::AtOnce
            } else if region.is_empty() {
                Firing::Never
            } else {
                Firing::Later
            };
            if firing == Firing::Never && !self.stands_in_empty_stage(rule) {
                self.never_fires(number, rule);
            }
            self.firing.push(firing);
        }
    }

    /// Of a rule for a stage that nobody is in, the stage has been named.
    fn stands_in_empty_stage(&self, rule: &Rule) -> bool {
        match rule.stages {
            None => false,
            Some(StageRange::Only(stage)) => self.empty_stages.contains(&stage),
            Some(StageRange::OrLater(first)) => {
                (first..self.policy.stages.len()).all(|stage| self.empty_stages.contains(&stage))
            }
        }
    }

    fn never_fires(&mut self, number: usize, rule: &Rule) {
        let finding = match self.any.rule(number).find() {
            Answer::Impossible => self.cannot_fire(rule),
            Answer::Possible(witness) => {
                let name = &rule.named.name;
                let message = Phrase::new(
                    format!("with the settings as they are, the rule `{name}` cannot fire"),
                    format!("met de instellingen zoals ze zijn kan de regel `{name}` niet gelden"),
                );
                let finding = code::OFF_BY_SETTING.at(rule.named.span, message);
                self.with_settings(finding, witness.case(&self.any))
            }
            Answer::Undecided => return,
        };
        self.findings.push(finding);
    }

    /// The settings with which a rule could fire, and where they have the value with which it cannot.
    fn with_settings(&self, finding: Diagnostic, case: Case) -> Diagnostic {
        let is_in = |setting: &&Setting| {
            case.settings.iter().any(|told| told.split(" = ").next() == Some(setting.named.name.as_str()))
        };
        let settings: Vec<&Setting> = self.policy.settings.iter().filter(is_in).collect();
        let (en, nl) = (case.settings.join(", "), case.settings.join(", "));
        let help = Phrase::new(
            format!("it can with `{en}`: change that, or the condition, or leave the rule out"),
            format!("met `{nl}` kan het wel: verander dat, of de voorwaarde, of laat de regel weg"),
        );
        let here = |finding: Diagnostic, setting: &Setting| {
            let now = number_text(setting.value, self.policy.locale);
            finding.also(setting.named.span, remark(&format!("is {now} now"), &format!("is nu {now}")))
        };
        settings.into_iter().fold(finding, here).shown_by(case).help(help)
    }

    fn cannot_fire(&self, rule: &Rule) -> Diagnostic {
        let name = &rule.named.name;
        let own = self.any.condition(&rule.condition);
        let help =
            Phrase::new("change the condition, or leave the rule out", "verander de voorwaarde, of laat de regel weg");
        let at = |en: &str, nl: &str| {
            let message = Phrase::new(
                format!("the rule `{name}` can never fire: {en}"),
                format!("de regel `{name}` kan nooit gelden: {nl}"),
            );
            code::CANNOT_FIRE.at(rule.named.span, message).help(help.clone())
        };
        if own.is_empty() {
            return self.cannot_hold(rule, at);
        }
        let stages = rule.stages.map(|range| self.any.in_stages(range));
        if self.any.scope().is_apart(&own) {
            let scope = self.policy.scope.as_ref().and_then(|scope| self.place(&scope.condition));
            let finding = at("the policy does not apply to such a tenant", "het beleid geldt niet voor zo'n huurder");
            return match scope {
                Some(span) => finding.also(span, remark("to whom it applies", "voor wie het geldt")),
                None => finding,
            };
        }
        let stage = rule.stages.and_then(|range| match range {
            StageRange::Only(stage) | StageRange::OrLater(stage) => self.policy.stages.get(stage),
        });
        match stage.filter(|_| stages.is_some_and(|stages| stages.is_apart(&own))) {
            Some(stage) => {
                let finding =
                    at("no tenant in its stage meets its condition", "geen huurder in haar fase haalt haar voorwaarde");
                finding.also(stage.named.span, remark("its stage", "haar fase"))
            }
            None => {
                at("scope, stage and condition exclude each other", "reikwijdte, fase en voorwaarde sluiten elkaar uit")
            }
        }
    }

    fn cannot_hold(&self, rule: &Rule, at: impl Fn(&str, &str) -> Diagnostic) -> Diagnostic {
        let Some((one, other)) = clash(&self.any, &rule.condition) else {
            return at(
                "the parts of its condition exclude each other",
                "de delen van haar voorwaarde sluiten elkaar uit",
            );
        };
        let first = self.place(one);
        let words = first.map_or("", |span| self.words(span));
        let finding = match other.and_then(|part| self.place(part)) {
            Some(second) => {
                let second_words = self.words(second);
                let finding = at(
                    &format!("`{words}` and `{second_words}` cannot hold together"),
                    &format!("`{words}` en `{second_words}` kunnen niet samen gelden"),
                );
                finding.also(second, remark("and this", "en dit"))
            }
            None => {
                let Phrase { en, nl } = self.why_constant(one);
                at(&format!("`{words}` never holds{en}"), &format!("`{words}` geldt nooit{nl}"))
            }
        };
        match first {
            Some(span) => finding.also(span, remark("this", "dit")),
            None => finding,
        }
    }
}
