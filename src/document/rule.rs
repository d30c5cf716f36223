//! The stages, and each rule as a sentence: who, when, what, how often, which exceptions, on what it rests.

use super::Band;
use super::BandRule;
use super::Block;
use super::Flow;
use super::Item;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Condition;
use crate::check::Exception;
use crate::check::Operand;
use crate::check::Overridden;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Step;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use std::collections::BTreeSet;

impl Writer<'_> {
    pub(super) fn flow(&self) -> Option<Section> {
        if self.policy.rules.is_empty() {
            return None;
        }
        let outside = Band {
            title: if self.policy.stages.is_empty() {
                self.heading("Whatever the arrears", "Bij elke achterstand")
            } else {
                self.heading("In every stage, and outside them", "In elke fase, en daarbuiten")
            },
            when: String::new(),
            rules: self.band(None),
        };
        let stages = self.policy.stages.iter().enumerate().map(|(place, stage)| Band {
            title: stage.named.title.clone(),
            when: self.plain.condition(&stage.condition),
            rules: self.band(Some(place)),
        });
        let bands: Vec<Band> = [outside].into_iter().filter(|band| !band.rules.is_empty()).chain(stages).collect();
        let flow = Flow { description: self.described(&bands), bands };
        let lead = self.pick(
            "The stages from light to heavy, with the rules that begin in each. A tenant stands in the heaviest stage that \
             holds; as the arrears shrink, the stage becomes lighter again.",
            "De fasen van licht naar zwaar, met de regels die in elke fase beginnen. Een huurder staat in de zwaarste fase die \
             geldt; neemt de achterstand af, dan wordt de fase weer lichter.",
        );
        let blocks = vec![Block::Say(lead.to_owned()), Block::Flow(flow)];
        self.section("stages", ("Stages", "Fasen"), blocks)
    }

    fn described(&self, bands: &[Band]) -> String {
        let told = bands.iter().map(|band| format!("{} ({})", band.title, self.counted_rules(band.rules.len())));
        let told: Vec<String> = told.collect();
        format!("{}: {}", self.pick("Stages from light to heavy", "Fasen van licht naar zwaar"), told.join(", "))
    }

    fn counted_rules(&self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.pick("rule", "regel") } else { self.pick("rules", "regels") })
    }

    /// The rules that begin in a stage, or in none.
    fn band(&self, stage: Option<usize>) -> Vec<BandRule> {
        let rules = self.policy.rules.iter().filter(|rule| begins_in(rule) == stage);
        rules
            .map(|rule| {
                let partner = rule.steps.iter().find_map(|step| self.policy.partners.get(step.partner?));
                let goes_on =
                    matches!(rule.stages, Some(StageRange::OrLater(place)) if place + 1 < self.policy.stages.len());
                let partner = partner.map(|partner| partner.named.title.clone());
                BandRule { title: rule.named.title.clone(), partner, goes_on }
            })
            .collect()
    }

    /// The rules that are no write-offs, by the stage in which each begins.
    pub(super) fn rules(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        let stages = (0..self.policy.stages.len()).map(Some);
        for stage in [None].into_iter().chain(stages) {
            let own = |rule: &&Rule| begins_in(rule) == stage && !is_write_off(rule);
            let items: Vec<Block> =
                self.policy.rules.iter().filter(own).map(|rule| Block::Item(self.rule(rule))).collect();
            if items.is_empty() {
                continue;
            }
            let title = stage.and_then(|place| self.policy.stages.get(place)).map(|stage| {
                format!("{} \u{201c}{}\u{201d}", self.pick("From stage", "Vanaf fase"), stage.named.title)
            });
            let outside = || self.heading("In every stage, and outside them", "In elke fase, en daarbuiten");
            if !self.policy.stages.is_empty() {
                blocks.push(Block::Heading(title.unwrap_or_else(outside)));
            }
            blocks.extend(items);
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

/// The first stage in which a rule works; none for one that works in and outside all.
fn begins_in(rule: &Rule) -> Option<usize> {
    rule.stages.map(|range| match range {
        StageRange::Only(place) | StageRange::OrLater(place) => place,
    })
}

fn is_write_off(rule: &Rule) -> bool {
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
