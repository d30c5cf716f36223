//! The road: what each step waits for, and whether anybody ever does that.
//!
//! Nothing has been done at first; a rule that can fire makes possible what it does, and so on until nothing is added. What
//! courts and bailiffs do, and what the books tell of plans and help, may happen at any time.

use super::Analysis;
use super::Firing;
use super::parts;
use super::remark;
use crate::check::law::is_asked_by_law;
use crate::check::policy::Condition;
use crate::check::policy::Rule;
use crate::check::policy::StageRange;
use crate::check::policy::Step;
use crate::check::policy::Subject;
use crate::check::policy::Test;
use crate::check::region::Dimension;
use crate::check::region::Region;
use crate::check::terms::Overridden;
use crate::diagnostic::Case;
use crate::diagnostic::code;
use crate::diagnostic::quoted_list;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use std::collections::BTreeSet;

/// So many times a rule is laid beside a stage; in a policy that takes more, stages without rules are not looked for.
const MOST_PAIRS: usize = 50_000;

/// So many rules of a circle are told of.
const MOST_TOLD: usize = 8;

/// A bailiff has the file, a plan runs, or there is a hold.
const OTHER_HANDS: [Fact; 3] = [Fact::HandedOver, Fact::PlanActive, Fact::OnHold];

fn tells_of_other_hands(dimension: Dimension) -> bool {
    match dimension {
        Dimension::Fact(fact) => OTHER_HANDS.contains(&fact),
        Dimension::Running(_) => true,
        _ => false,
    }
}

/// What does something when it holds: a rule, or an exception.
struct Doer<'p> {
    rule: Option<usize>,
    region: Region,
    steps: &'p [Step],
    comes_to_it: bool,
    /// Of the kinds that it asks about those that were not done when it was found that it cannot hold so.
    waited_for: Option<BTreeSet<ActionKind>>,
}

impl Doer<'_> {
    /// Whether it can hold where nothing of some kinds has been done. It is only looked into where that is other than before.
    fn can_hold_before(&mut self, undone: &BTreeSet<ActionKind>) -> bool {
        let asked: BTreeSet<ActionKind> = self.region.kinds().intersection(undone).copied().collect();
        if self.waited_for.as_ref() == Some(&asked) {
            return false;
        }
        let holds = !self.region.is_empty_before(undone);
        self.waited_for = Some(asked);
        holds
    }
}

impl<'p> Analysis<'p> {
    pub(super) fn road(&mut self) {
        let mut doers = self.doers();
        let undone = walk(&mut doers);
        let done_by_some: BTreeSet<ActionKind> =
            doers.iter().flat_map(|doer| doer.steps.iter().map(|step| step.kind)).collect();
        let policy = self.policy;
        let mut told = BTreeSet::new();
        let stuck = || doers.iter().filter(|doer| !doer.comes_to_it).filter_map(|doer| Some((doer.rule?, doer)));
        for (number, doer) in stuck() {
            if let Some((rule, kind)) = policy.rules.get(number).zip(missing(&doer.region, &undone, &done_by_some)) {
                told.insert(number);
                self.nobody_does(rule, kind);
            }
        }
        for (number, _) in stuck() {
            if !told.contains(&number) {
                self.waits(number, &undone, &mut told);
            }
        }
    }

    /// Of the rules and exceptions those that can hold at all: what can never is another finding.
    fn doers(&self) -> Vec<Doer<'p>> {
        let policy = self.policy;
        let firing = self.firing.iter().copied().chain(std::iter::repeat(Firing::Never));
        let rules = policy.rules.iter().zip(firing).enumerate().filter(|(_, (_, firing))| *firing != Firing::Never);
        let own = own_kinds();
        let rules = rules.map(|(number, (rule, firing))| {
            let (region, at_once) = (self.set.rule(number), firing == Firing::AtOnce);
            // Of what is later it was found that it does not hold where nothing was done.
            let waited_for = (!at_once).then(|| region.kinds().intersection(&own).copied().collect());
            Doer { rule: Some(number), region, steps: &rule.steps, comes_to_it: at_once, waited_for }
        });
        let exceptions = policy.exceptions.iter().enumerate().map(|(number, exception)| Doer {
            rule: None,
            region: self.set.exception(number),
            steps: &exception.steps,
            comes_to_it: false,
            waited_for: None,
        });
        rules.chain(exceptions).collect()
    }

    fn nobody_does(&mut self, rule: &Rule, kind: ActionKind) {
        let policy = self.policy;
        let does = |other: &&Rule| other.steps.iter().any(|step| step.kind == kind);
        let dead: Vec<&Rule> = policy.rules.iter().filter(does).collect();
        if let Some((first, others)) = dead.split_first() {
            self.done_by_dead_rules(rule, kind, (first, others));
            return;
        }
        let (name, add) = (&rule.named.name, policy.doing(kind));
        // As a rule of the policy says it: the kind itself may be a word that stands nowhere in it.
        let action = add.split_once(' ').map_or(add.as_str(), |(_, action)| action);
        let waiting = self.waiting(rule, kind);
        let Some((span, part)) = waiting.map(|part| (part, self.words(part))) else {
            let message = Phrase::new(
                format!("the rule `{name}` never fires: it waits for `{action}`, and no rule does that"),
                format!("de regel `{name}` geldt nooit: hij wacht op `{action}`, en geen regel doet dat"),
            );
            let help = Phrase::new(format!("add a rule with `{add}`"), format!("voeg een regel toe met `{add}`"));
            self.findings.push(code::NEVER_ESTABLISHED.at(rule.named.span, message).help(help));
            return;
        };
        let message = Phrase::new(
            format!(
                "the rule `{name}` never fires: `{part}` becomes true only after `{action}`, and no rule does that"
            ),
            format!("de regel `{name}` geldt nooit: `{part}` wordt pas waar na `{action}`, en geen regel doet dat"),
        );
        let kinds: Vec<ActionKind> = rule.steps.iter().map(|step| step.kind).collect();
        let help = match is_asked_by_law(kind, &kinds) {
            true => Phrase::new(format!("add a rule with `{add}`"), format!("voeg een regel toe met `{add}`")),
            false => Phrase::new(
                format!("add a rule with `{add}`; without `{part}` the rule `{name}` fires for more tenants"),
                format!("voeg een regel toe met `{add}`; zonder `{part}` geldt de regel `{name}` voor meer huurders"),
            ),
        };
        self.findings.push(code::NEVER_ESTABLISHED.at(span, message).help(help));
    }

    /// Rules do it, and none of them ever fires: another one need not be added.
    fn done_by_dead_rules(&mut self, rule: &Rule, kind: ActionKind, (first, others): (&Rule, &[&Rule])) {
        let (name, other) = (&rule.named.name, &first.named.name);
        let span = self.waiting(rule, kind).unwrap_or(rule.named.span);
        let (en, nl) = match others.is_empty() {
            true => (
                format!("only the rule `{other}` does, which never fires"),
                format!("alleen de regel `{other}` doet, en die geldt nooit"),
            ),
            false => (
                "only rules do that never fire themselves".to_owned(),
                "alleen regels doen die zelf nooit gelden".to_owned(),
            ),
        };
        let message = Phrase::new(
            format!("the rule `{name}` never fires: it waits for what {en}"),
            format!("de regel `{name}` geldt nooit: hij wacht op wat {nl}"),
        );
        let listed = std::iter::once(first).chain(others.iter().copied()).map(|rule| rule.named.name.clone());
        let listed: Vec<String> = listed.collect();
        let help = match others.is_empty() {
            true => Phrase::new(format!("mend the rule `{other}` first"), format!("herstel eerst de regel `{other}`")),
            false => Phrase::new(
                format!("mend one of these first: {}", quoted_list(&listed, Locale::En)),
                format!("herstel eerst een van deze: {}", quoted_list(&listed, Locale::Nl)),
            ),
        };
        let there = || Phrase::new("never fires", "geldt nooit");
        let finding = code::NEVER_ESTABLISHED.at(span, message).also(first.named.span, there()).help(help);
        self.findings.push(others.iter().fold(finding, |finding, other| finding.also(other.named.span, there())));
    }

    /// The part of a rule's own condition that does not hold before something of a kind is done.
    fn waiting(&self, rule: &Rule, kind: ActionKind) -> Option<Span> {
        let undone = BTreeSet::from([kind]);
        let parts = parts(&rule.condition);
        parts
            .into_iter()
            .find(|part| self.set.condition(part).is_empty_before(&undone))
            .and_then(|part| self.place(part))
    }

    /// A rule that waits for what only rules do that wait themselves: from one to the next, until it comes back to one that
    /// was told of.
    fn waits(&mut self, first: usize, undone: &BTreeSet<ActionKind>, told: &mut BTreeSet<usize>) {
        let policy = self.policy;
        let mut chain: Vec<(&Rule, ActionKind)> = Vec::new();
        let mut next = Some(first);
        while let Some(number) = next {
            let Some(rule) = policy.rules.get(number) else { break };
            let Some(kind) = blocking(&self.set.rule(number), undone) else { break };
            if !told.insert(number) {
                // What waits for rules of which it has been said needs no finding of its own, and what only leads to the
                // circle is no part of it.
                let known = chain.iter().position(|(before, _)| before.named.span == rule.named.span);
                let Some(first) = known else { return };
                chain.drain(..first);
                break;
            }
            chain.push((rule, kind));
            next = policy.rules.iter().position(|other| other.steps.iter().any(|step| step.kind == kind));
        }
        self.circle(&chain);
    }

    fn circle(&mut self, chain: &[(&Rule, ActionKind)]) {
        let policy = self.policy;
        let Some(((rule, kind), others)) = chain.split_first() else { return };
        let (name, action) = (&rule.named.name, policy.called(*kind));
        let message = Phrase::new(
            format!("the rule `{name}` waits for `{action}`, and it never comes to that"),
            format!("de regel `{name}` wacht op `{action}`, en zover komt het nooit"),
        );
        let help = Phrase::new(
            "let one of the rules that wait for one another begin by itself",
            "laat een van de regels die op elkaar wachten vanzelf beginnen",
        );
        let mut finding = code::DEADLOCK.at(rule.named.span, message).help(help);
        for (other, _) in others.iter().take(MOST_TOLD) {
            finding = finding.also(other.named.span, remark("waits itself", "wacht zelf"));
        }
        let road = chain.iter().take(MOST_TOLD).map(|(rule, kind)| told_of(rule, policy.called(*kind))).collect();
        self.findings.push(finding.shown_by(Case { road, ..Case::default() }));
    }

    /// The rules that do something, themselves or by an exception.
    fn acting(&self) -> BTreeSet<usize> {
        let exceptions = &self.policy.exceptions;
        let mut acting: BTreeSet<usize> = BTreeSet::new();
        acting.extend(
            self.policy.rules.iter().enumerate().filter(|(_, rule)| !rule.steps.is_empty()).map(|(place, _)| place),
        );
        for exception in exceptions.iter().filter(|exception| !exception.steps.is_empty()) {
            let mut overrides = exception.overrides;
            // Never more steps than there are exceptions.
            for _ in exceptions {
                match overrides {
                    Overridden::Rule(_) => break,
                    Overridden::Exception(place) => {
                        let Some(other) = exceptions.get(place) else { break };
                        overrides = other.overrides;
                    }
                }
            }
            if let Overridden::Rule(place) = overrides {
                acting.insert(place);
            }
        }
        acting
    }

    /// Those with whom others are at work, or nobody may be.
    fn in_other_hands(&self) -> Region {
        let test = |fact| Test { subject: Subject::Fact(fact), comparison: None, span: Span::default() };
        self.set.condition(&Condition::Any(OTHER_HANDS.map(|fact| Condition::Test(test(fact))).to_vec()))
    }

    /// Stages in which nothing is done for a tenant with whom nobody else is at work either.
    pub(super) fn idle_stages(&mut self) {
        let mut pairs = MOST_PAIRS;
        let acting = self.acting();
        for (number, stage) in self.policy.stages.iter().enumerate() {
            if self.empty_stages.contains(&number) || self.policy.rules.is_empty() {
                continue;
            }
            let here = self.set.in_stages(StageRange::Only(number));
            let mut candidates = self.policy.rules.iter().enumerate();
            let works = candidates.any(|(place, rule)| {
                let stands = acting.contains(&place) && stands_in(rule, number);
                pairs = pairs.saturating_sub(usize::from(stands));
                stands && (pairs == 0 || !here.and(&self.set.rule(place)).is_empty())
            });
            if works {
                continue;
            }
            let within = self.set.scope().and(&here);
            // Who is not asked about them is in nobody's hands.
            let asked = within.asks().into_iter().any(tells_of_other_hands);
            let left = if asked { within.without(&self.in_other_hands()) } else { within };
            let Some(witness) = left.find().witness() else { continue };
            let name = &stage.named.name;
            let message = Phrase::new(
                format!("no rule does anything in the stage `{name}`: a tenant in it is never acted upon"),
                format!("geen regel doet iets in de fase `{name}`: voor een huurder in die fase gebeurt er nooit iets"),
            );
            let help = Phrase::new(
                "add a rule for this stage, or leave the stage out",
                "voeg een regel voor deze fase toe, of laat de fase weg",
            );
            let finding = code::STAGE_IDLE.at(stage.named.span, message).help(help);
            self.findings.push(finding.shown_by(self.case(&witness)));
        }
    }
}

const fn stands_in(rule: &Rule, stage: usize) -> bool {
    match rule.stages {
        None => true,
        Some(StageRange::Only(own)) => own == stage,
        Some(StageRange::OrLater(first)) => first <= stage,
    }
}

/// The kinds of action that are the corporation's own.
pub(super) fn own_kinds() -> BTreeSet<ActionKind> {
    ActionKind::ALL.iter().copied().filter(|kind| !kind.is_court_step()).collect()
}

/// Lets everything happen that can; gives the kinds of action that never do.
fn walk(doers: &mut [Doer<'_>]) -> BTreeSet<ActionKind> {
    let mut undone = own_kinds();
    for doer in doers.iter().filter(|doer| doer.comes_to_it) {
        doer.steps.iter().for_each(|step| {
            undone.remove(&step.kind);
        });
    }
    loop {
        let mut new = BTreeSet::new();
        for doer in doers.iter_mut().filter(|doer| !doer.comes_to_it) {
            if doer.can_hold_before(&undone) {
                doer.comes_to_it = true;
                new.extend(doer.steps.iter().map(|step| step.kind));
            }
        }
        if new.is_empty() {
            return undone;
        }
        undone.retain(|kind| !new.contains(kind));
    }
}

/// The kind of action without which a region is empty, that nothing does at all.
fn missing(region: &Region, undone: &BTreeSet<ActionKind>, done_by_some: &BTreeSet<ActionKind>) -> Option<ActionKind> {
    let nobody: BTreeSet<ActionKind> = undone.difference(done_by_some).copied().collect();
    if region.is_empty_before(&nobody) { blocking(region, &nobody) } else { None }
}

/// The first kind of action without which a region is empty.
fn blocking(region: &Region, undone: &BTreeSet<ActionKind>) -> Option<ActionKind> {
    let alone = |kind: &&ActionKind| region.is_empty_before(&BTreeSet::from([**kind]));
    undone.iter().find(alone).copied()
}

fn told_of(rule: &Rule, action: &str) -> Phrase {
    let name = &rule.named.name;
    Phrase::new(format!("`{name}` waits for `{action}`"), format!("`{name}` wacht op `{action}`"))
}
