//! Which number a trial may be about: one of a step in which its two policies differ, for of no other does it tell anything.

use super::refusals::nothing_differs;
use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::behaviour::NamedEstimate;
use crate::cli::Refusal;
use crate::cli::attribute::unknown;
use crate::cli::scenario::Loaded;
use crate::difference::Edition;
use crate::difference::difference;
use crate::locale::Phrase;
use crate::vocabulary::ActionKind;

/// The number to learn.
pub(super) struct Chosen {
    pub(super) name: String,
    pub(super) estimate: Estimate,
}

/// The number that was named.
pub(super) fn number(loaded: &Loaded, behaviour: &Behaviour, name: Option<&str>) -> Result<Chosen, Refusal> {
    let all = behaviour.estimates();
    let kinds = differing(loaded);
    if kinds.is_empty() {
        return Err(nothing_differs());
    }
    let name = name.ok_or_else(|| unnamed(&all, &kinds))?;
    let named = all.iter().find(|named| named.name == name);
    let known = all.iter().map(|named| named.name.as_str());
    let named = named.ok_or_else(|| unknown(name, "number", "getal", known))?;
    if !is_of(name, &kinds) {
        return Err(of_another_step(name, &all, &kinds));
    }
    Ok(Chosen { name: name.to_owned(), estimate: named.estimate.clone() })
}

/// The kinds of action that may tell the arms apart: that of the number, where a policy does it, else those in which they differ.
pub(super) fn kinds(loaded: &Loaded, number: &str) -> Vec<ActionKind> {
    let is_done = |kind: &&ActionKind| loaded.policies.iter().any(|chosen| chosen.does(**kind));
    let own = ActionKind::ALL.iter().filter(is_done).filter(|kind| is_of(number, &[**kind]));
    let own: Vec<ActionKind> = own.copied().collect();
    if own.is_empty() { differing(loaded) } else { own }
}

/// The kinds of action in which the two policies differ: those that only one of them does; without any, those of rules and
/// exceptions that say something else; and else, where they differ in another way, all that they do.
fn differing(loaded: &Loaded) -> Vec<ActionKind> {
    let does = |kind: &ActionKind| loaded.policies.iter().filter(|chosen| chosen.does(*kind)).count();
    let alone: Vec<ActionKind> = ActionKind::ALL.iter().filter(|kind| does(kind) == 1).copied().collect();
    let [a, b, ..] = loaded.policies.as_slice() else { return alone };
    if !alone.is_empty() {
        return alone;
    }
    let [old, new] = [a, b].map(|of| Edition { policy: &of.policy, settings: of.program.settings() });
    let changes = difference(old, new);
    let is_changed = |name: &str| changes.iter().any(|change| change.name == name);
    let of_rules = [a, b].into_iter().flat_map(|chosen| {
        let rules = chosen.policy.rules.iter().filter(|rule| is_changed(&rule.named.name)).flat_map(|rule| &rule.steps);
        let exceptions = chosen.policy.exceptions.iter().filter(|exception| is_changed(&exception.named.name));
        rules.chain(exceptions.flat_map(|exception| &exception.steps)).map(|step| step.kind)
    });
    let of_rules: Vec<ActionKind> = of_rules.collect();
    let is_other = !changes.is_empty() || [a, b].iter().any(|chosen| !chosen.later.is_empty());
    let is_of_rule = |kind: &&ActionKind| of_rules.contains(kind);
    let any = |kind: &&ActionKind| is_other && of_rules.is_empty() && does(kind) > 0;
    ActionKind::ALL.iter().filter(|kind| is_of_rule(kind) || any(kind)).copied().collect()
}

/// Whether a number is of one of these steps.
fn is_of(name: &str, kinds: &[ActionKind]) -> bool {
    kinds.iter().any(|kind| name.split('.').any(|part| part == kind.word().en))
}

fn listed<'a>(all: impl Iterator<Item = &'a NamedEstimate<'a>>) -> String {
    all.map(|named| format!("`{}`", named.name)).collect::<Vec<String>>().join(", ")
}

/// Without a number: those, not fitted, of a step in which the two policies differ.
fn unnamed(all: &[NamedEstimate<'_>], kinds: &[ActionKind]) -> Refusal {
    let open = all.iter().filter(|named| named.estimate.label != Label::Fitted && is_of(&named.name, kinds));
    let names = listed(open);
    let Phrase { en, nl } = if names.is_empty() {
        Phrase::new(
            "of the steps in which the policies differ, every number is fitted",
            "van de stappen waarin het beleid verschilt is elk getal geschat",
        )
    } else {
        Phrase::new(
            format!("of the steps in which the policies differ, these are not fitted: {names}"),
            format!("van de stappen waarin het beleid verschilt zijn niet geschat: {names}"),
        )
    };
    Refusal::new(Phrase::new("a trial is about one number: which?", "een proef gaat over één getal: welk?")).help(
        Phrase::new(
            format!(
                "write `--number NAME`; {en}; `huurproef ask sensitivity` says how much each number moves the answer"
            ),
            format!(
                "schrijf `--number NAAM`; {nl}; `huurproef ask sensitivity` zegt hoeveel elk getal het antwoord beweegt"
            ),
        ),
    )
}

/// The arms do the same of that step, so what differs between them tells nothing of its number.
fn of_another_step(name: &str, all: &[NamedEstimate<'_>], kinds: &[ActionKind]) -> Refusal {
    let steps = |pick: fn(ActionKind) -> &'static str| {
        kinds.iter().map(|kind| format!("“{}”", pick(*kind))).collect::<Vec<String>>().join(", ")
    };
    let (en, nl) = (steps(|kind| kind.title().en), steps(|kind| kind.title().nl));
    let names = listed(all.iter().filter(|named| is_of(&named.name, kinds)));
    let message = Phrase::new(
        format!("the two policies differ in {en}; `{name}` is not about that, so this trial says nothing of it"),
        format!(
            "de twee beleidsstukken verschillen in {nl}; daar gaat `{name}` niet over, dus deze proef zegt er niets van"
        ),
    );
    let help = if names.is_empty() {
        Phrase::new(
            "name as arm B a policy that differs in the step of this number",
            "noem als groep B een beleid dat verschilt in de stap van dit getal",
        )
    } else {
        Phrase::new(
            format!("this trial can be about {names}; for another number, name a policy that differs in its step"),
            format!(
                "deze proef kan gaan over {names}; noem voor een ander getal een beleid dat in zijn stap verschilt"
            ),
        )
    };
    Refusal::new(message).help(help)
}
