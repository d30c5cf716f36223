//! Each rule as a sentence: who, when, what, how often, which exceptions, on what it rests.

use super::Block;
use super::Item;
use super::Section;
use super::Writer;
use super::flow::Group;
use super::sentence;
use crate::check::Condition;
use crate::check::Exception;
use crate::check::Operand;
use crate::check::Overridden;
use crate::check::Rule;
use crate::check::Step;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use std::collections::BTreeSet;

impl Writer<'_> {
    /// The rules that are no write-offs, as they stand together in the picture.
    pub(super) fn rules(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        let mut before = None;
        for placed in self.placed.iter().filter(|placed| placed.group != Group::WriteOff) {
            let Some(rule) = self.policy.rules.get(placed.rule) else { continue };
            if before != Some(placed.group) {
                blocks.push(Block::Heading(self.group_title(placed.group)));
                before = Some(placed.group);
            }
            blocks.push(Block::Item(self.rule(rule)));
        }
        self.section("rules", ("What is done, and when", "Wat er gebeurt, en wanneer"), blocks)
    }

    pub(super) fn write_offs(&self) -> Option<Section> {
        let own = self.policy.rules.iter().filter(|rule| is_write_off(rule));
        let items = own.map(|rule| Block::Item(self.rule(rule))).collect();
        self.section("write_offs", ("Writing off", "Afboeken"), items)
    }

    fn rule(&self, rule: &Rule) -> Item {
        let stage = rule.stages.map(|range| self.plain.in_stages(range));
        let conditions = self.plain.conditions_beside(stage.into_iter().collect(), &rule.condition);
        let mut says = vec![self.acts(&rule.steps, &conditions)];
        says.extend(rule.approval.map(|approval| sentence(&self.plain.approval(approval))));
        says.extend(
            Some(self.plain.how_often(rule.frequency)).filter(|often| !often.is_empty()).map(|often| sentence(&often)),
        );
        says.extend(self.lists(&rule.steps));
        let place = self.policy.rules.iter().position(|other| other.named.name == rule.named.name);
        says.extend(place.into_iter().flat_map(|place| self.exceptions_to(Overridden::Rule(place))));
        let notes = [Some(self.rests_on(&rule.cites)), self.settings_in(&self.all_of(rule))];
        Item {
            label: format!("{} {}", self.pick("rule", "regel"), rule.named.name),
            title: rule.named.title.clone(),
            says,
            notes: notes.into_iter().flatten().collect(),
        }
    }

    /// What is done, and what must hold for it.
    fn acts(&self, steps: &[Step], conditions: &[String]) -> String {
        let acts = self.plain.steps(steps);
        let when = match (conditions.len(), self.locale) {
            (0, Locale::En) => return sentence(&format!("{acts}, on every day on which the policy applies")),
            (0, Locale::Nl) => return sentence(&format!("{acts}, op elke dag waarop het beleid geldt")),
            (1, Locale::En) => "as soon as",
            (1, Locale::Nl) => "zodra dit geldt:",
            (_, Locale::En) => "as soon as all this holds:",
            (_, Locale::Nl) => "zodra dit alles geldt:",
        };
        sentence(&format!("{acts} {when} {}", self.plain.listed(conditions)))
    }

    /// With which list steps go, if a partner works with lists.
    fn lists(&self, steps: &[Step]) -> Option<String> {
        Some(sentence(&format!("{} {}", self.pick("it goes", "dat gaat mee"), self.batch(steps)?)))
    }

    /// The list with which steps go: all of a rule go with the same.
    fn batch(&self, steps: &[Step]) -> Option<String> {
        let batch = steps.iter().find_map(|step| self.policy.partners.get(step.partner?)?.batch.as_ref())?;
        Some(self.plain.list(batch))
    }

    /// The exceptions to a rule or exception, and those to them.
    fn exceptions_to(&self, overridden: Overridden) -> Vec<String> {
        let own = self.policy.exceptions.iter().enumerate().filter(|(_, exception)| exception.overrides == overridden);
        own.flat_map(|(place, exception)| {
            let nested = self.exceptions_to(Overridden::Exception(place));
            [self.exception(exception)].into_iter().chain(nested).collect::<Vec<String>>()
        })
        .collect()
    }

    fn exception(&self, exception: &Exception) -> String {
        let condition = self.plain.condition(&exception.condition);
        let instead = self.plain.steps(&exception.steps);
        let title = &exception.named.title;
        let to = match exception.overrides {
            Overridden::Rule(_) => String::new(),
            Overridden::Exception(place) => {
                let title = self.policy.exceptions.get(place).map_or("", |other| other.named.title.as_str());
                format!(" {} \u{201c}{title}\u{201d}", self.pick("to", "op"))
            }
        };
        let above = exception.above.iter().filter_map(|place| self.policy.exceptions.get(*place));
        let above: Vec<String> = above.map(|other| format!("\u{201c}{}\u{201d}", other.named.title)).collect();
        let first = if above.is_empty() {
            String::new()
        } else {
            format!(", {} {}", self.pick("which goes before", "die voorgaat op"), self.plain.listed(&above))
        };
        let list = self.batch(&exception.steps).map(|list| format!(", {list}")).unwrap_or_default();
        let rests =
            if exception.cites.is_empty() { String::new() } else { format!(" ({})", self.cites(&exception.cites)) };
        match self.locale {
            Locale::En => sentence(&format!(
                "exception{to} \u{201c}{title}\u{201d}{first}: where also {condition}, then instead {instead}{list}{rests}"
            )),
            Locale::Nl => sentence(&format!(
                "uitzondering{to} \u{201c}{title}\u{201d}{first}: geldt ook dit, {condition}, dan is het in plaats daarvan zo: \
                 {instead}{list}{rests}"
            )),
        }
    }

    /// The conditions of a rule and of all its exceptions.
    fn all_of(&self, rule: &Rule) -> Vec<Condition> {
        let place = self.policy.rules.iter().position(|other| other.named.name == rule.named.name);
        let mut found = vec![rule.condition.clone()];
        let mut open: Vec<Overridden> = place.map(Overridden::Rule).into_iter().collect();
        while let Some(overridden) = open.pop() {
            for (place, exception) in self.policy.exceptions.iter().enumerate() {
                if exception.overrides == overridden {
                    found.push(exception.condition.clone());
                    open.push(Overridden::Exception(place));
                }
            }
        }
        found
    }

    /// The settings that conditions use, as a note.
    pub(super) fn settings_in(&self, conditions: &[Condition]) -> Option<String> {
        let mut places = BTreeSet::new();
        conditions.iter().for_each(|condition| settings_of(condition, &mut places));
        self.settings_note(&places)
    }

    /// Settings by their places, as a note; none where there are none.
    pub(super) fn settings_note(&self, places: &BTreeSet<usize>) -> Option<String> {
        let named = places.iter().filter_map(|place| self.policy.settings.get(*place));
        let names: Vec<&str> = named.map(|setting| setting.named.name.as_str()).collect();
        let word =
            if names.len() == 1 { self.pick("Setting", "Instelling") } else { self.pick("Settings", "Instellingen") };
        (!names.is_empty()).then(|| format!("{word}: {}", names.join(", ")))
    }
}

pub(super) fn is_write_off(rule: &Rule) -> bool {
    !rule.steps.is_empty() && rule.steps.iter().all(|step| step.kind == ActionKind::WriteOff)
}

fn settings_of(condition: &Condition, places: &mut BTreeSet<usize>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| settings_of(part, places)),
        Condition::Not(part) => settings_of(part, places),
        Condition::Test(test) => {
            if let Some((_, Operand::Setting(place))) = test.comparison {
                places.insert(place);
            }
        }
    }
}
