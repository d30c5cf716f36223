//! Numbers of a behaviour by their names: pinning some, and what they can be.

use super::Behaviour;
use super::Label;
use super::NamedEstimate;
use super::estimate::range_of;

impl Behaviour {
    /// The same with one number pinned: in every draw it is this value. None when there is no number of that name.
    #[must_use]
    pub fn with(&self, name: &str, value: f64) -> Option<Behaviour> {
        let pinned = self.pinned(|named| (named.name == name).then_some(value));
        pinned.pins.contains_key(name).then_some(pinned)
    }

    /// The same with every number of a label at its value, so that draws differ in the others only.
    #[must_use]
    pub fn holding(&self, label: Label) -> Behaviour {
        self.pinned(|named| (named.estimate.label == label).then_some(named.estimate.value))
    }

    /// The same with those numbers pinned for which `value` gives one.
    #[must_use]
    pub fn pinned(&self, value: impl Fn(&NamedEstimate<'_>) -> Option<f64>) -> Behaviour {
        let mut pins = self.pins.clone();
        pins.extend(self.estimates().into_iter().filter_map(|named| Some((named.name.clone(), value(&named)?))));
        Behaviour { pins, ..self.clone() }
    }

    /// What a number is: what it was pinned to, else its value. None when there is no number of that name.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        let all = self.estimates();
        let named = all.iter().find(|named| named.name == name)?;
        Some(self.pins.get(name).copied().unwrap_or(named.estimate.value))
    }

    /// The least and the most that the number of a name can be.
    #[must_use]
    pub fn possible(name: &str) -> (f64, f64) {
        range_of(name)
    }
}
