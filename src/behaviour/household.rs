//! What a household says to an offer: chances of being reached, of agreeing to a plan and keeping it, of accepting help.

use super::Estimate;
use super::money::Support;
use crate::vocabulary::ActionKind;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether payment plans are agreed and kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plans {
    /// The chance that a plan offered in the course of a kind of action is agreed; never, of a kind that is not named.
    pub agreed: BTreeMap<String, Estimate>,
    /// What is added to the log-odds of paying on a day, of one's own accord, while a plan runs.
    pub pays_beside: Estimate,
    /// The chance that an instalment is paid on its day.
    pub instalment_kept: Estimate,
    /// The chance that the rent of a month is paid on its day beside the instalments, where no debit collects it.
    pub rent_paid_beside: Estimate,
}

/// Whether help is accepted, and what it does.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// The chance that help offered in a kind of action is accepted; a kind that is not named offers none.
    pub accepted: BTreeMap<String, Estimate>,
    /// What accepted help adds to the log-odds of paying on a day.
    pub effect: Estimate,
    /// What it adds to the log-odds of becoming short of money.
    pub becomes_short: Estimate,
    /// What it adds to the log-odds of getting over it.
    pub recovers: Estimate,
    /// For how many months it does.
    pub months: Estimate,
}

/// A chance for each kind of action that has one, by [`ActionKind::place`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ByKind(pub [Option<f64>; ActionKind::COUNT]);

/// The numbers about plans of one replication.
#[derive(Clone, Copy, Debug)]
pub struct DrawnPlans {
    /// The chance that an offered plan is agreed.
    pub agreed: ByKind,
    /// The chance that an instalment is paid on its day.
    pub instalment_kept: f64,
    /// The chance that the rent of a month is paid beside the instalments.
    pub rent_paid_beside: f64,
}

/// The numbers about help of one replication.
#[derive(Clone, Copy, Debug)]
pub struct DrawnHelp {
    /// The chance that offered help is accepted.
    pub accepted: ByKind,
}

impl ByKind {
    /// The chance of a kind, if it has one.
    #[must_use]
    pub fn of(&self, kind: ActionKind) -> Option<f64> {
        self.0.get(kind.place()).copied().flatten()
    }

    pub(super) fn draw(
        list: &str,
        chances: &BTreeMap<String, Estimate>,
        value: &impl Fn(&str, &Estimate) -> f64,
    ) -> ByKind {
        let chance = |kind: &ActionKind| {
            let name = kind.word().en;
            chances.get(name).map(|chance| value(&format!("{list}.{name}"), chance))
        };
        let mut drawn = ByKind::default();
        for (place, kind) in drawn.0.iter_mut().zip(ActionKind::ALL) {
            *place = chance(kind);
        }
        drawn
    }
}

impl Plans {
    pub(super) fn each<'a>(&'a self, add: &mut impl FnMut(String, &'a Estimate)) {
        self.agreed.iter().for_each(|(kind, chance)| add(format!("plans.agreed.{kind}"), chance));
        add("plans.pays_beside".to_owned(), &self.pays_beside);
        add("plans.instalment_kept".to_owned(), &self.instalment_kept);
        add("plans.rent_paid_beside".to_owned(), &self.rent_paid_beside);
    }

    pub(super) fn draw(&self, value: &impl Fn(&str, &Estimate) -> f64) -> DrawnPlans {
        DrawnPlans {
            agreed: ByKind::draw("plans.agreed", &self.agreed, value),
            instalment_kept: value("plans.instalment_kept", &self.instalment_kept),
            rent_paid_beside: value("plans.rent_paid_beside", &self.rent_paid_beside),
        }
    }
}

impl Help {
    pub(super) fn each<'a>(&'a self, add: &mut impl FnMut(String, &'a Estimate)) {
        self.accepted.iter().for_each(|(kind, chance)| add(format!("help.accepted.{kind}"), chance));
        add("help.effect".to_owned(), &self.effect);
        add("help.becomes_short".to_owned(), &self.becomes_short);
        add("help.recovers".to_owned(), &self.recovers);
        add("help.months".to_owned(), &self.months);
    }

    pub(super) fn draw_support(&self, value: &impl Fn(&str, &Estimate) -> f64) -> Support {
        Support {
            becomes_short: value("help.becomes_short", &self.becomes_short),
            recovers: value("help.recovers", &self.recovers),
        }
    }

    pub(super) fn draw(&self, value: &impl Fn(&str, &Estimate) -> f64) -> DrawnHelp {
        DrawnHelp { accepted: ByKind::draw("help.accepted", &self.accepted, value) }
    }
}
