//! What work takes of people: the minutes of the policy, or of the scenario where it says otherwise.

use super::chosen::Chosen;
use super::file::Capacity;
use super::file::Scenario;
use super::finding::did_you_mean;
use super::place;
use crate::capacity::Way;
use crate::check::Policy;
use crate::check::Step;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Program;
use crate::source::SourceFile;
use crate::vocabulary::ActionKind;
use std::collections::BTreeSet;

/// Nobody works longer on one thing: a week of sixty hours.
const MOST_MINUTES: u32 = 3600;

/// What is wrong with the capacity of a scenario: kinds of action that do not exist, or that have minutes and need nobody.
pub(super) fn check(file: &SourceFile, scenario: &Scenario) -> Vec<Diagnostic> {
    let Some(capacity) = &scenario.capacity else { return Vec::new() };
    let key = |name: &str| place::key(file.text(), &format!("capacity.minutes.{name}")).unwrap_or_default();
    let list = place::value(file.text(), "capacity.without_people").unwrap_or_default();
    let mut findings = Vec::new();
    for (name, minutes) in &capacity.minutes {
        if kind_named(name).is_none() {
            findings.push(unknown(name).at_place(key(name)));
        } else if capacity.without_people.contains(name) {
            let takes = |locale: Locale| locale.several(*minutes, ["minute", "minutes"], ["minuut", "minuten"]);
            let message = Phrase::new(
                format!("`{name}` takes {} and is listed under `without_people` too", takes(Locale::En)),
                format!("`{name}` kost {} en staat ook onder `without_people`", takes(Locale::Nl)),
            );
            let help = Phrase::new("write it in one of the two", "schrijf het op één van de twee plaatsen");
            findings.push(code::CAPACITY.at(key(name), message).help(help));
        } else if !(1..=MOST_MINUTES).contains(minutes) {
            let message = Phrase::new(
                format!("`{name}` cannot take {minutes} minutes"),
                format!("`{name}` kan geen {minutes} minuten kosten"),
            );
            let help = Phrase::new(
                "write 1 to 3600, or list it under `without_people` when it takes nobody",
                "schrijf 1 tot 3600, of zet het onder `without_people` als het niemand kost",
            );
            findings.push(code::CAPACITY.at(key(name), message).help(help));
        }
    }
    let strays = capacity.without_people.iter().filter(|name| kind_named(name).is_none());
    findings.extend(strays.map(|name| unknown(name).at_place(list)));
    findings
}

/// A kind of action that does not exist, still without its place.
struct Unknown<'a>(&'a str);

fn unknown(name: &str) -> Unknown<'_> {
    Unknown(name)
}

impl Unknown<'_> {
    fn at_place(&self, span: crate::source::Span) -> Diagnostic {
        let name = self.0;
        let message =
            Phrase::new(format!("there is no kind of action `{name}`"), format!("er is geen soort actie `{name}`"));
        let known: Vec<&str> = ActionKind::ALL.iter().map(|kind| kind.word().en).collect();
        code::CAPACITY.at(span, message).help(did_you_mean(name, &known))
    }
}

fn kind_named(name: &str) -> Option<ActionKind> {
    ActionKind::ALL.iter().copied().find(|kind| kind.word().en == name)
}

/// Who has work by a policy: for each version, each rule.
#[derive(Clone, Debug)]
pub struct Rota {
    versions: Vec<Vec<Duty>>,
    /// The rules of all versions, each once, by their titles.
    pub titles: Vec<String>,
    /// The kinds of action of each of those, the heaviest that any version asks for.
    pub kinds: Vec<ActionKind>,
    /// The kinds of action that the policy does and that are taken to need nobody.
    pub nobody: BTreeSet<ActionKind>,
}

/// What a rule takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Duty {
    /// Its number among the rules of all versions.
    pub(super) number: u16,
    pub(super) minutes: u32,
    pub(super) weight: u8,
    pub(super) way: Way,
}

impl Rota {
    /// The work of a policy of a scenario.
    #[must_use]
    pub fn of(chosen: &Chosen, capacity: Option<&Capacity>) -> Rota {
        let mut rota = Rota { versions: Vec::new(), titles: Vec::new(), kinds: Vec::new(), nobody: BTreeSet::new() };
        let mut names: Vec<String> = Vec::new();
        let programs = std::iter::once(&chosen.program).chain(chosen.later.iter().map(|ruling| &ruling.program));
        for (policy, program) in chosen.policies().zip(programs) {
            let duties = policy.rules.iter().map(|rule| {
                let kind = rule.steps.iter().map(|step| step.kind).max().unwrap_or(ActionKind::Other);
                let number = names.iter().position(|name| *name == rule.named.name).unwrap_or_else(|| {
                    names.push(rule.named.name.clone());
                    rota.titles.push(rule.named.title.clone());
                    rota.kinds.push(kind);
                    names.len() - 1
                });
                rota.nobody.extend(idle(policy, &rule.steps, capacity));
                duty(number, policy, program, &rule.steps, capacity)
            });
            let duties = duties.collect();
            rota.versions.push(duties);
        }
        rota
    }

    /// What a rule takes, in a version of the policy by its number.
    pub(super) fn duty(&self, version: usize, rule: u16) -> Option<Duty> {
        self.versions.get(version)?.get(usize::from(rule)).copied()
    }

    /// Whether anything that the policy does takes people.
    #[must_use]
    pub fn takes_people(&self) -> bool {
        self.versions.iter().flatten().any(|duty| duty.minutes > 0)
    }

    /// Whether a rule, by its number, goes with the list of a partner.
    #[must_use]
    pub fn goes_with_list(&self, rule: usize) -> bool {
        let duty = self.versions.iter().flatten().find(|duty| usize::from(duty.number) == rule);
        duty.is_some_and(|duty| duty.way == Way::List)
    }

    /// The minutes that a rule takes, by its number.
    #[must_use]
    pub fn minutes(&self, rule: usize) -> u32 {
        let of = self.versions.iter().flatten().filter(|duty| usize::from(duty.number) == rule);
        of.map(|duty| duty.minutes).max().unwrap_or(0)
    }
}

fn duty(number: usize, policy: &Policy, program: &Program, steps: &[Step], capacity: Option<&Capacity>) -> Duty {
    let weight = steps.iter().map(|step| step.kind.place()).max().unwrap_or(0);
    Duty {
        number: u16::try_from(number).unwrap_or(u16::MAX),
        minutes: steps.iter().map(|step| minutes_of(policy, step, capacity)).sum(),
        weight: u8::try_from(weight).unwrap_or(u8::MAX),
        way: if program.batch(steps).is_some() { Way::List } else { Way::Queue },
    }
}

/// The kinds of steps that need nobody.
fn idle<'a>(
    policy: &'a Policy,
    steps: &'a [Step],
    capacity: Option<&'a Capacity>,
) -> impl Iterator<Item = ActionKind> + 'a {
    steps.iter().filter(move |step| minutes_of(policy, step, capacity) == 0).map(|step| step.kind)
}

/// The minutes of work of all who do a step.
pub(super) fn minutes_of(policy: &Policy, step: &Step, capacity: Option<&Capacity>) -> u32 {
    let name = step.kind.word().en;
    if let Some(capacity) = capacity {
        if capacity.without_people.iter().any(|other| other == name) {
            return 0;
        }
        if let Some(minutes) = capacity.minutes.get(name) {
            return *minutes;
        }
    }
    let action = step.action.and_then(|place| policy.actions.get(place));
    action.map_or(0, |action| action.minutes.saturating_mul(action.staff))
}
