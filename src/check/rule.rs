//! Rules and guarantees: what is done, in which stages, how often, and what must come before.

use super::Checker;
use super::condition::Standing;
use super::condition::every;
use super::declare::named;
use super::lookup::Partners;
use super::policy::Condition;
use super::policy::Frequency;
use super::policy::Guarantee;
use super::policy::Layer;
use super::policy::Per;
use super::policy::Rule;
use super::policy::StageRange;
use super::policy::Step;
use super::terms::Approval;
use crate::diagnostic::any_error;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Count;
use crate::syntax::Ending;
use crate::syntax::Guard;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Manner;
use crate::syntax::Namespace;
use crate::syntax::Reach;
use crate::syntax::SyntaxTree;
use crate::syntax::Written;
use crate::vocabulary::ActionKind;
use crate::vocabulary::PartnerKind;

impl<'t> Checker<'t> {
    pub(super) fn rules(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Rule>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Rule(rule) => Some(self.rule(rule, item)),
            ItemKind::WriteOff(rule) => Some(self.write_off(rule, item)),
            _ => None,
        }))
    }

    /// A policy without rules does nothing, which is worth saying once nothing is wrong with it.
    pub(super) fn any_rules(&mut self, tree: &SyntaxTree, rules: Option<&[Rule]>) {
        let title = tree.items.iter().find_map(|item| match &item.kind {
            ItemKind::Policy(title, _) => Some(title.span),
            _ => None,
        });
        let wrong = any_error(&self.findings) || !self.everything_read;
        if let Some(span) = title.filter(|_| rules.is_some_and(<[Rule]>::is_empty) && !wrong) {
            let message = Phrase::new(
                "this policy has no rules, so it does nothing",
                "dit beleid heeft geen regels en doet dus niets",
            );
            let line =
                self.locale.pick("rule … when … do … once per episode", "regel … als … doe … eenmaal per achterstand");
            let help = Phrase::new(format!("add a rule: `{line}`"), format!("voeg een regel toe: `{line}`"));
            self.findings.push(code::NO_RULES.at(span, message).help(help));
        }
    }

    fn rule(&mut self, rule: &syntax::Rule, item: &Item) -> Option<Rule> {
        let stages = match &rule.stage {
            Some((name, reach)) => self.stage_range(name, *reach).map(Some),
            None => Some(None),
        };
        let condition = match &rule.condition {
            Some(condition) => self.condition(condition, Standing::Elsewhere),
            None => Some(Condition::always()),
        };
        let steps = every(rule.steps.iter().map(|step| self.rule_step(step)));
        let frequency = match &rule.frequency {
            Some(frequency) => self.frequency(*frequency),
            None => self.no_frequency(rule, item.ending),
        };
        let cites = self.cites(&rule.cites);
        if rule.cites.is_empty() && item.ending == Ending::Clean {
            self.no_citation(&rule.declared.name, Word::new("the rule", "de regel"));
        }
        Some(Rule {
            named: named(&rule.declared),
            stages: stages?,
            condition: condition?,
            steps: steps?,
            frequency: frequency?,
            approval: None,
            cites: cites?,
            span: item.span,
        })
    }

    /// A write-off is a rule whose only step goes without saying, and its frequency if it does not give one.
    fn write_off(&mut self, rule: &syntax::Rule, item: &Item) -> Option<Rule> {
        let stages = match &rule.stage {
            Some((name, reach)) => self.stage_range(name, *reach).map(Some),
            None => Some(None),
        };
        let condition = self.condition(rule.condition.as_ref()?, Standing::Elsewhere);
        let frequency = self.frequency(rule.frequency.unwrap_or(syntax::Frequency::OncePerEpisode));
        let approval = match rule.approval {
            Some(approval) => self.approval(approval).map(Some),
            None => Some(None),
        };
        let cites = self.cites(&rule.cites);
        if rule.cites.is_empty() && item.ending == Ending::Clean {
            self.no_citation(&rule.declared.name, Word::new("the write-off", "de afboeking"));
        }
        let span = Span::new(item.span.start, rule.declared.name.span.end);
        let step = Step { kind: ActionKind::WriteOff, action: None, partner: None, span };
        Some(Rule {
            named: named(&rule.declared),
            stages: stages?,
            condition: condition?,
            steps: vec![step],
            frequency: frequency?,
            approval: approval?,
            cites: cites?,
            span: item.span,
        })
    }

    fn approval(&mut self, approval: syntax::Approval) -> Option<Approval> {
        let assessors = approval.assessors;
        let number = i32::try_from(assessors.value?).ok()?;
        self.at_least_one(number, assessors.span)?;
        Some(Approval { assessors: assessors.value?, manager: approval.manager })
    }

    fn stage_range(&mut self, name: &Written, reach: Reach) -> Option<StageRange> {
        let place = self.declared(Namespace::Stage, name)?.place?;
        Some(match reach {
            Reach::Only => StageRange::Only(place),
            Reach::OrLater => StageRange::OrLater(place),
        })
    }

    pub(super) fn rule_step(&mut self, step: &syntax::Step) -> Option<Step> {
        let known = self.step(step)?;
        self.not_a_court_step(known.kind, step.target.span);
        Some(known)
    }

    /// What a step does, and with whom.
    pub(super) fn step(&mut self, step: &syntax::Step) -> Option<Step> {
        if step.manner == Manner::Plain {
            let (kind, action) = self.action(&step.target, Partners::NeedTheirVerb)?;
            return Some(Step { kind, action, partner: None, span: step.span });
        }
        let entry = self.declared(Namespace::Partner, &step.target)?;
        let kind = entry.partner?;
        let is_bailiff = kind == PartnerKind::Bailiff;
        if is_bailiff != (step.manner == Manner::HandOverTo) {
            self.wrong_partner(step, entry.span, is_bailiff);
            return None;
        }
        Some(Step { kind: kind.referral(), action: None, partner: Some(entry.place?), span: step.span })
    }

    fn wrong_partner(&mut self, step: &syntax::Step, declared: Span, is_bailiff: bool) {
        let name = &step.target.text;
        let (en, nl, instead) = if is_bailiff {
            (
                "is a bailiff: files are handed over",
                "is een deurwaarder: dossiers worden overgedragen",
                ("hand over to", "overdragen aan"),
            )
        } else {
            (
                "is not a bailiff: tenants are referred",
                "is geen deurwaarder: huurders worden aangemeld",
                ("refer to", "aanmelden bij"),
            )
        };
        let instead = self.locale.pick(instead.0, instead.1);
        let message = Phrase::new(format!("`{name}` {en}"), format!("`{name}` {nl}"));
        let help = Phrase::new(format!("write `{instead} {name}`"), format!("schrijf `{instead} {name}`"));
        let there = Phrase::new("declared here", "staat hier");
        let finding = code::WRONG_PARTNER.at(step.span, message).also(declared, there).help(help);
        self.findings.push(finding.mend(step.span, format!("{instead} {name}")));
    }

    pub(super) fn not_a_court_step(&mut self, kind: ActionKind, span: Span) {
        if !kind.is_court_step() {
            return;
        }
        let word = self.file.slice(span);
        let message = Phrase::new(
            format!("`{word}` is taken by bailiff, court or municipality, not by the corporation"),
            format!("`{word}` is aan deurwaarder, rechter of gemeente, niet aan de corporatie"),
        );
        let help = Phrase::new(
            "hand the file over to a bailiff; what follows belongs to the behaviour of a scenario",
            "draag het dossier over aan een deurwaarder; wat volgt hoort bij het gedrag van een scenario",
        );
        self.findings.push(code::COURT_STEP.at(span, message).help(help));
    }

    fn frequency(&mut self, frequency: syntax::Frequency) -> Option<Frequency> {
        match frequency {
            syntax::Frequency::OncePerEpisode => Some(Frequency { limit: Some((1, Per::Episode)), every: None }),
            syntax::Frequency::OncePerStage(span) => {
                self.any_stages(span);
                Some(Frequency { limit: Some((1, Per::Stage)), every: None })
            }
            syntax::Frequency::OncePerClaim => Some(Frequency { limit: Some((1, Per::Claim)), every: None }),
            syntax::Frequency::OncePerMonth => Some(Frequency { limit: Some((1, Per::Month)), every: None }),
            syntax::Frequency::AtMost(times) => {
                let times = self.more_than_none(times)?;
                Some(Frequency { limit: Some((times, Per::Episode)), every: None })
            }
            syntax::Frequency::Every(days, times) => {
                let days = self.more_than_none(days);
                let limit = match times {
                    Some(times) => self.more_than_none(times).map(|times| Some((times, Per::Episode))),
                    None => Some(None),
                };
                Some(Frequency { limit: limit?, every: Some(i32::try_from(days?).ok()?) })
            }
        }
    }

    fn any_stages(&mut self, span: Span) {
        if self.names.all(Namespace::Stage).next().is_some() || !self.everything_read {
            return;
        }
        let message = Phrase::new(
            "there are no stages, so this is once per episode",
            "er zijn geen fasen, dus dit is eenmaal per achterstand",
        );
        let line = self.locale.pick("once per episode", "eenmaal per achterstand");
        let help =
            Phrase::new(format!("write `{line}`, or declare stages"), format!("schrijf `{line}`, of voeg fasen toe"));
        self.findings.push(code::NO_STAGES.at(span, message).help(help).mend(span, line));
    }

    fn more_than_none(&mut self, count: Count) -> Option<u32> {
        let value = count.value?;
        if value == 0 {
            let message = Phrase::new("`0` is no frequency", "`0` is geen frequentie");
            let help = Phrase::new("write 1 or more, or leave the rule out", "schrijf 1 of meer, of laat de regel weg");
            self.findings.push(code::NEVER_FIRES.at(count.span, message).help(help));
        }
        (value > 0).then_some(value)
    }

    fn no_frequency(&mut self, rule: &syntax::Rule, ending: Ending) -> Option<Frequency> {
        if ending == Ending::Torn {
            return None;
        }
        let name = &rule.declared.name;
        let message = Phrase::new(
            format!("the rule `{}` does not say how often it fires", name.text),
            format!("de regel `{}` zegt niet hoe vaak", name.text),
        );
        let line = self.locale.pick("once per episode", "eenmaal per achterstand");
        let help = Phrase::new(
            format!("write for example `{line}` after what it does"),
            format!("schrijf bijvoorbeeld `{line}` na wat er gedaan wordt"),
        );
        self.findings.push(code::NO_FREQUENCY.at(name.span, message).help(help));
        None
    }

    pub(super) fn no_citation(&mut self, name: &Written, what: Word) {
        let text = &name.text;
        let message = Phrase::new(
            format!("{} `{text}` rests on no source", what.en),
            format!("{} `{text}` rust op geen bron", what.nl),
        );
        let line = self.locale.pick("cite … \"…\"", "volgens … \"…\"");
        let help = Phrase::new(format!("add `{line}`"), format!("voeg toe: `{line}`"));
        self.findings.push(code::NO_CITATION.at(name.span, message).help(help));
    }

    pub(super) fn guarantees(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Guarantee>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Guarantee(guarantee) => Some(self.guarantee(guarantee, item.span)),
            _ => None,
        }))
    }

    fn guarantee(&mut self, guarantee: &syntax::Guarantee, span: Span) -> Option<Guarantee> {
        // A guarantee speaks of everything of the kind, so a partner's name will do.
        let action = self.action(&guarantee.action, Partners::Count);
        let only_after = match &guarantee.guard {
            Guard::OnlyAfter(condition) => self.condition(condition, Standing::Elsewhere),
            Guard::Never(None) => Some(Condition::Any(Vec::new())),
            Guard::Never(Some(condition)) => {
                self.condition(condition, Standing::Elsewhere).map(|condition| Condition::Not(Box::new(condition)))
            }
        };
        let cites = self.cites(&guarantee.cites);
        let title = guarantee.title.text.clone();
        Some(Guarantee {
            title,
            kind: action?.0,
            only_after: only_after?,
            layer: Layer::Own,
            cites: cites?,
            basis: String::new(),
            span,
        })
    }
}
