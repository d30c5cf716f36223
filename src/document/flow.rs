//! The stages as a picture: where each rule begins, what it waits for in days and months, and what leads from stage to stage.
//!
//! Always: a rule stands in the first band in which a tenant can meet its conditions, whatever stage it names
//! (`a_rule_stands_where_it_can_first_come_and_says_from_when`); within a band rules stand as they come for somebody who pays
//! nothing.

use super::Band;
use super::BandRule;
use super::Block;
use super::Flow;
use super::Section;
use super::Writer;
use super::rule::is_write_off;
use crate::check::Condition;
use crate::check::Knobs;
use crate::check::Rule;
use crate::check::Space;
use crate::check::StageRange;
use crate::check::Subject;
use crate::check::Test;
use crate::source::Span;
use crate::vocabulary::Fact;

/// Where rules stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Also where nothing is overdue.
    WithoutArrears,
    /// Where something is, in whatever stage or none.
    AnyStage,
    /// From this stage on.
    Stage(usize),
    /// Only when the tenant has left.
    Departed,
    /// To write off.
    WriteOff,
}

/// A rule in its group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) group: Group,
    /// The rule, by its place.
    pub(super) rule: usize,
    /// Whether it can also come in a heavier stage.
    goes_on: bool,
}

/// Every rule in its group, in the order in which they are told.
pub(super) fn placed(writer: &Writer<'_>) -> Vec<Placed> {
    let places = Places { writer, space: Space::new(writer.policy, Knobs::AsWritten) };
    let mut all: Vec<Placed> = writer.policy.rules.iter().enumerate().map(|(at, rule)| places.of(at, rule)).collect();
    // Who pays nothing meets them in this order; what never comes then stands last, as the author wrote it.
    let first = |rule: usize| writer.unpaid.fired.iter().position(|fired| fired.rule == rule).unwrap_or(usize::MAX);
    all.sort_by_key(|placed| (placed.group, first(placed.rule), placed.rule));
    all
}

/// Where rules can come.
struct Places<'w, 'a> {
    writer: &'w Writer<'a>,
    space: Space<'a>,
}

impl Places<'_, '_> {
    fn of(&self, place: usize, rule: &Rule) -> Placed {
        let region = self.space.rule(place);
        let stages = self.writer.policy.stages.len();
        let within: Vec<usize> =
            (0..stages).filter(|stage| !region.is_apart(&self.space.in_stages(StageRange::Only(*stage)))).collect();
        let outside = stages == 0 || !region.is_within(&self.space.in_stages(StageRange::OrLater(0)));
        let group = match within.first() {
            _ if is_write_off(rule) => Group::WriteOff,
            Some(first) if !outside => Group::Stage(*first),
            // What can never come stands where it was meant to.
            None if !outside => rule.stages.map_or(Group::AnyStage, |range| Group::Stage(first_of(range))),
            _ if region.is_within(&self.space.condition(&departed())) => Group::Departed,
            _ if self.writer.program.needs_arrears(place) => Group::AnyStage,
            _ => Group::WithoutArrears,
        };
        Placed { group, rule: place, goes_on: matches!(group, Group::Stage(_)) && within.len() > 1 }
    }
}

const fn first_of(range: StageRange) -> usize {
    match range {
        StageRange::Only(place) | StageRange::OrLater(place) => place,
    }
}

/// That the tenant has left.
fn departed() -> Condition {
    Condition::Test(Test { subject: Subject::Fact(Fact::Departed), comparison: None, span: Span::default() })
}

impl Writer<'_> {
    pub(super) fn flow(&self) -> Option<Section> {
        if self.policy.rules.is_empty() {
            return None;
        }
        let bands = self.bands();
        let flow = Flow { description: self.described(&bands), bands };
        let lead = self.pick(
            "The stages from light to heavy, each with the rules that can first come in it, in the order in which somebody who \
             pays nothing meets them. An arrow down says what brings a tenant into a stage, an arrow up what brings them out of \
             it; a tenant stands in the heaviest stage that holds. In a box stands what a rule waits for in days, months and \
             euros; all its conditions stand in the next section.",
            "De fasen van licht naar zwaar, elk met de regels die er voor het eerst kunnen komen, in de volgorde waarin iemand \
             die niets betaalt ze tegenkomt. Een pijl omlaag zegt wat een huurder in een fase brengt, een pijl omhoog wat hem er \
             weer uit brengt; een huurder staat in de zwaarste fase die geldt. In een vak staat waar een regel op wacht in \
             dagen, maanden en euro's; alle voorwaarden staan in het volgende deel.",
        );
        let blocks = vec![Block::Say(lead.to_owned()), Block::Flow(flow)];
        self.section("stages", ("Stages", "Fasen"), blocks)
    }

    fn bands(&self) -> Vec<Band> {
        let mut groups: Vec<Group> = self.placed.iter().map(|placed| placed.group).collect();
        groups.extend((0..self.policy.stages.len()).map(Group::Stage));
        groups.sort_unstable();
        groups.dedup();
        groups.into_iter().map(|group| self.band(group)).collect()
    }

    fn band(&self, group: Group) -> Band {
        let stage = if let Group::Stage(place) = group { self.policy.stages.get(place) } else { None };
        let (when, until) = stage.map_or_else(Default::default, |stage| {
            (self.plain.condition(&stage.condition), self.plain.not(&stage.condition))
        });
        let own = self.placed.iter().filter(|placed| placed.group == group);
        let rules = own.filter_map(|placed| Some(self.band_rule(self.policy.rules.get(placed.rule)?, placed.goes_on)));
        let title = stage.map_or_else(|| self.group_title(group), |stage| stage.named.title.clone());
        Band { title, when, until, rules: rules.collect() }
    }

    /// What rules that stand together have in common.
    pub(super) fn group_title(&self, group: Group) -> String {
        match group {
            Group::WithoutArrears => self.heading("Also without arrears", "Ook zonder achterstand"),
            Group::AnyStage if self.policy.stages.is_empty() => {
                self.heading("With any arrears", "Bij elke achterstand")
            }
            Group::AnyStage => self.heading(
                "With any arrears, in every stage and before it",
                "Bij elke achterstand, in elke fase en ervoor",
            ),
            Group::Stage(place) => {
                let title = self.policy.stages.get(place).map_or("", |stage| stage.named.title.as_str());
                format!("{} \u{201c}{title}\u{201d}", self.pick("From stage", "Vanaf fase"))
            }
            Group::Departed => self.heading("After the tenant has left", "Na vertrek van de huurder"),
            Group::WriteOff => self.heading("Writing off", "Afboeken"),
        }
    }

    fn band_rule(&self, rule: &Rule, goes_on: bool) -> BandRule {
        let partner = rule.steps.iter().find_map(|step| self.policy.partners.get(step.partner?));
        let partner = partner.map(|partner| partner.named.title.clone());
        BandRule { title: rule.named.title.clone(), waits: self.waits(&rule.condition), partner, goes_on }
    }

    fn described(&self, bands: &[Band]) -> String {
        let told = bands.iter().map(|band| format!("{} ({})", band.title, self.counted_rules(band.rules.len())));
        let told: Vec<String> = told.collect();
        format!("{}: {}", self.pick("Stages from light to heavy", "Fasen van licht naar zwaar"), told.join(", "))
    }

    fn counted_rules(&self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.pick("rule", "regel") } else { self.pick("rules", "regels") })
    }
}
