//! Which numbers say what an act of a policy does, and which of those are merely assumed.
//!
//! Always: a number that counts as an effect is, at 0, an act that does nothing.

use super::Behaviour;
use super::Label;
use crate::vocabulary::ActionKind;

/// At this value an effect is none.
const NOTHING: f64 = 0.0;

/// The assumed numbers of a behaviour, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Those that say what something does that is done: at 0 it does nothing.
    pub effects: Vec<String>,
    /// Days, months, other chances: at no value do they mean that nothing is done.
    pub others: Vec<String>,
}

/// By which acts a number has an effect.
enum By<'a> {
    Kind(&'a str),
    Help,
    Any,
}

impl Behaviour {
    /// The assumed numbers that a run can rest on, given what is done in it. One that is certainly nothing rests on nobody's
    /// word.
    #[must_use]
    pub fn assumed(&self, is_done: impl Fn(ActionKind) -> bool) -> Assumed {
        let is_done = |name: &str| ActionKind::ALL.iter().any(|kind| kind.word().en == name && is_done(*kind));
        let is_used = |by: &By<'_>| match by {
            By::Kind(kind) => is_done(kind),
            By::Help => self.help.accepted.keys().any(|kind| is_done(kind)),
            By::Any => true,
        };
        let (mut effects, mut others) = (Vec::new(), Vec::new());
        for named in self.estimates().into_iter().filter(|named| named.estimate.label == Label::Assumed) {
            let is_nothing = named.estimate.low >= NOTHING && named.estimate.high <= NOTHING;
            match effect(&named.name) {
                None => others.push(named.name),
                Some(by) if is_used(&by) && !is_nothing => effects.push(named.name),
                Some(_) => {}
            }
        }
        Assumed { effects, others }
    }

    /// The same with these effects put at nothing, in every draw.
    #[must_use]
    pub fn without(&self, effects: &[String]) -> Behaviour {
        self.pinned(|named| effects.contains(&named.name).then_some(NOTHING))
    }

    /// Whether every number is fitted to the books.
    #[must_use]
    pub fn is_fitted(&self) -> bool {
        self.estimates().iter().all(|named| named.estimate.label == Label::Fitted)
    }
}

/// The acts that have the effect that a number is about; none for a number that is no effect.
fn effect(name: &str) -> Option<By<'_>> {
    let (list, last) = name.rsplit_once('.')?;
    match (list, last) {
        (_, "effect") if list != "help" => list.strip_prefix("contact.").map(By::Kind),
        ("plans.agreed" | "help.accepted", kind) => Some(By::Kind(kind)),
        ("able" | "short", "handed_over") => Some(By::Kind(ActionKind::HandOver.word().en)),
        ("help", "effect" | "becomes_short" | "recovers") => Some(By::Help),
        ("plans" | "bailiff", "pays_beside") | ("short", "contact") => Some(By::Any),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_act_does_is_an_effect_and_how_long_it_lasts_or_who_is_reached_is_none() {
        let by = |name| match effect(name) {
            Some(By::Kind(kind)) => kind,
            Some(By::Help) => "help",
            Some(By::Any) => "any",
            None => "none",
        };
        assert_eq!(by("contact.call.effect"), "call");
        assert_eq!(by("plans.agreed.home_visit"), "home_visit");
        assert_eq!(by("help.accepted.credit_bank"), "credit_bank");
        assert_eq!(by("short.handed_over"), "hand_over");
        assert_eq!((by("help.effect"), by("help.becomes_short")), ("help", "help"));
        assert_eq!((by("short.contact"), by("plans.pays_beside")), ("any", "any"));
        let others = ["contact.call.half_life_days", "reached.call", "help.months", "short.tendency", "rent_increase"];
        assert!(others.iter().all(|name| by(name) == "none"));
    }
}
