//! How households respond to what is done: numbers with an interval, a label and a source. Knows no policy.
//!
//! A household pays when it thinks of it and has the money. On every day on which something is overdue there is a push
//! towards paying; contact adds to it and fades. In some months a household is short of money: it pays seldom then, and
//! what it has. Every number is an [`Estimate`]; a run draws each from its interval, the same draw for every policy that is
//! compared.

mod ability;
mod bailiff;
mod effect;
mod estimate;
mod household;
mod joint;
mod life;
mod money;
mod named;
mod observed;
mod push;

pub use ability::Able;
pub use ability::BaseStep;
pub use ability::DebitNumbers;
pub use ability::HouseholdKind;
pub use ability::MoneyNumbers;
pub use ability::Short;
pub use bailiff::Bailiff;
pub use bailiff::DrawnBailiff;
pub use effect::Assumed;
pub use estimate::Estimate;
pub use estimate::EstimateError;
pub use estimate::Label;
pub use household::ByKind;
pub use household::DrawnHelp;
pub use household::DrawnPlans;
pub use household::Help;
pub use household::Plans;
pub use joint::Joint;
pub use joint::Scale;
pub use life::Life;
pub use life::LifeDice;
pub use life::Nature;
pub use life::is_helped_in;
pub use life::is_helped_on;
pub use money::Fortune;
pub use money::Purse;
pub use money::Support;
pub use money::chance;
pub use money::normal_above;
pub use money::survival;
pub use observed::DebitSeen;
pub use observed::Observed;
pub use observed::OfferSeen;
pub use observed::RiskDay;
pub use observed::SetBy;
pub use observed::Situation;
pub use push::LogOdds;
pub use push::Means;
pub use push::Push;

pub(crate) use estimate::range_of;
pub(crate) use life::AGREES_WHEN_ABLE;
#[cfg(test)]
pub(crate) use life::log_likelihood;
pub(crate) use money::FEWEST_DAYS;
pub(crate) use push::MEMORY_DAYS;
pub(crate) use push::ONE_MONTH_PERCENT;
pub(crate) use push::THREE_MONTHS_PERCENT;

use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::chance::key_of;
use crate::vocabulary::ActionKind;
use push::Sway;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// All numbers about behaviour, as a behaviour file gives them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// What these numbers are, for people.
    pub title: String,
    /// How readily a household that has the money pays.
    pub able: Able,
    /// What each kind of action adds to the log-odds on the day after it, and in how many days that halves.
    pub contact: BTreeMap<String, Contact>,
    /// How readily one that is short of money pays, and how much.
    pub short: Short,
    /// How households come to be short of money and get over it, by kind of household.
    pub money: BTreeMap<String, MoneyNumbers>,
    /// The kinds of households, and how many there are of each.
    pub households: Vec<HouseholdKind>,
    /// The chance that a direct debit bounces.
    pub debit_bounces: DebitNumbers,
    /// The chance that a kind of action reaches the tenant in person; a kind that is not named has no such outcome.
    pub reached: BTreeMap<String, Estimate>,
    /// Whether payment plans are agreed and kept.
    pub plans: Plans,
    /// Whether help is accepted, and what it does.
    pub help: Help,
    /// What bailiff and court do after hand-over.
    pub bailiff: Bailiff,
    /// Yearly rent increase in July for a tenancy that goes on where history had it end, as a share.
    pub rent_increase: Estimate,
    /// How the numbers that were fitted hang together; without it each is drawn by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
    /// What numbers were pinned to, by name; see [`Behaviour::with`].
    #[serde(skip)]
    pub(crate) pins: BTreeMap<String, f64>,
}

/// The effect of a kind of action.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What is added to the log-odds at first.
    pub effect: Estimate,
    /// In how many days that halves.
    pub half_life_days: Estimate,
}

/// A number of a behaviour with its name, for the list of assumptions in a report.
#[derive(Clone, Debug)]
pub struct NamedEstimate<'a> {
    /// The name: its path in the file.
    pub name: String,
    /// The number.
    pub estimate: &'a Estimate,
}

impl Behaviour {
    /// Every number with its name, in the order of the file.
    #[must_use]
    pub fn estimates(&self) -> Vec<NamedEstimate<'_>> {
        let mut all = Vec::new();
        let mut add = |name: String, estimate| all.push(NamedEstimate { name, estimate });
        self.able.each(&mut add);
        for (kind, contact) in &self.contact {
            add(format!("contact.{kind}.effect"), &contact.effect);
            add(format!("contact.{kind}.half_life_days"), &contact.half_life_days);
        }
        self.short.each(&mut add);
        for (kind, numbers) in &self.money {
            add(format!("money.{kind}.becomes_short"), &numbers.becomes_short);
            add(format!("money.{kind}.recovers"), &numbers.recovers);
        }
        add("debit_bounces.able".to_owned(), &self.debit_bounces.able);
        add("debit_bounces.short".to_owned(), &self.debit_bounces.short);
        self.reached.iter().for_each(|(kind, chance)| add(format!("reached.{kind}"), chance));
        self.plans.each(&mut add);
        self.help.each(&mut add);
        self.bailiff.each(&mut add);
        add("rent_increase".to_owned(), &self.rent_increase);
        all
    }

    /// Checks what the form of the file cannot: intervals around their values, words of actions, steps in order, kinds of
    /// households that exist.
    ///
    /// # Errors
    /// One [`EstimateError`] for every number, action, step or kind that is wrong.
    pub fn validate(&self) -> Result<(), Vec<EstimateError>> {
        let mut errors: Vec<EstimateError> =
            self.estimates().into_iter().filter_map(|named| named.estimate.fault(&named.name)).collect();
        errors.extend(unknown_kinds("contact", self.contact.keys()));
        errors.extend(unknown_kinds("reached", self.reached.keys()));
        errors.extend(unknown_kinds("plans.agreed", self.plans.agreed.keys()));
        errors.extend(unknown_kinds("help.accepted", self.help.accepted.keys()));
        errors.extend([("able.base", &self.able.base), ("short.base", &self.short.base)].into_iter().filter_map(
            |(list, steps)| {
                let days: Vec<u16> = steps.iter().map(|step| step.from_day).collect();
                let in_order = days.first() == Some(&0) && days.is_sorted_by(|a, b| a < b);
                (!in_order).then_some(EstimateError::BaseSteps(list))
            },
        ));
        let months: Vec<u16> = self.short.by_day_of_month.iter().map(|step| step.from_day).collect();
        if !months.iter().all(|day| (1..=31).contains(day)) || !months.is_sorted_by(|a, b| a < b) {
            errors.push(EstimateError::MonthSteps("short.by_day_of_month"));
        }
        errors.extend(self.household_faults());
        errors.extend(self.joint.iter().filter_map(|joint| joint.fault(&self.estimates())));
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn household_faults(&self) -> Vec<EstimateError> {
        let of = |kind: &HouseholdKind| self.money.keys().all(|known| *known != kind.money);
        let unknown = self.households.iter().filter(|kind| of(kind));
        let mut faults: Vec<EstimateError> =
            unknown.map(|kind| EstimateError::UnknownMoney(kind.money.clone())).collect();
        let endless = self.households.iter().enumerate().filter(|(_, kind)| !kind.tendency.is_finite());
        faults.extend(endless.map(|(nth, _)| EstimateError::Tendency(nth)));
        let shares = |share: fn(&HouseholdKind) -> f64| self.households.iter().map(share);
        let wrong = |share: fn(&HouseholdKind) -> f64| {
            shares(share).any(|share| !(0.0..=1.0).contains(&share)) || (shares(share).sum::<f64>() - 1.0).abs() > 1e-3
        };
        if wrong(|kind| kind.by_debit) || wrong(|kind| kind.by_transfer) {
            faults.push(EstimateError::Shares);
        }
        faults
    }

    /// The numbers of one replication. With [`Spread::Central`] each is its value; else each is drawn from its interval, those
    /// that hang together jointly. A number that was pinned is what it was pinned to.
    #[must_use]
    pub fn draw(&self, seed: u64, replication: u32, spread: Spread) -> Drawn {
        let together = self.joint.as_ref().filter(|_| spread == Spread::Interval);
        let together = together.map(|joint| joint.draw(&self.estimates(), seed, replication)).unwrap_or_default();
        let value = |name: &str, estimate: &Estimate| match spread {
            _ if self.pins.contains_key(name) => self.pins.get(name).copied().unwrap_or(estimate.value),
            Spread::Central => estimate.value,
            Spread::Interval => together.get(name).copied().unwrap_or_else(|| {
                let (tenancy, kind) = (key_of(name), DrawKind::Parameter);
                estimate.at(DrawKey { seed, replication, tenancy, kind, month: 0, number: 0 }.uniform())
            }),
        };
        let fortunes: BTreeMap<&str, Fortune> =
            self.money.iter().map(|(kind, numbers)| (kind.as_str(), numbers.draw(kind, &value))).collect();
        let (tendencies, natures) = natures(&self.households, &fortunes);
        Drawn {
            push: self.draw_push(&value, (seed, replication, spread)),
            purse: self.short.draw_purse(&value),
            tendencies,
            natures,
            support: self.help.draw_support(&value),
            help_days: value("help.months", &self.help.months) * 30.4,
            debit_bounces: DebitChances {
                able: value("debit_bounces.able", &self.debit_bounces.able),
                short: value("debit_bounces.short", &self.debit_bounces.short),
                fitted: self.debit_bounces.able.label == Label::Fitted,
            },
            reached: ByKind::draw("reached", &self.reached, &value),
            plans: self.plans.draw(&value),
            help: self.help.draw(&value),
            bailiff: self.bailiff.draw(&value),
            rent_increase: value("rent_increase", &self.rent_increase),
        }
    }

    fn draw_push(&self, value: &impl Fn(&str, &Estimate) -> f64, dice: (u64, u32, Spread)) -> Push {
        let (seed, replication, spread) = dice;
        let contact = |kind: &ActionKind| {
            let name = kind.word().en;
            self.contact.get(name).map(|contact| {
                let effect = value(&format!("contact.{name}.effect"), &contact.effect);
                (effect, value(&format!("contact.{name}.half_life_days"), &contact.half_life_days))
            })
        };
        let helped = value("help.effect", &self.help.effect);
        let sway = Sway {
            contacts: &ActionKind::ALL.iter().map(contact).collect::<Vec<_>>(),
            tendency_when_short: value("short.tendency", &self.short.tendency),
            contact_when_short: value("short.contact", &self.short.contact),
            under_plan: value("plans.pays_beside", &self.plans.pays_beside),
            under_settlement: value("bailiff.pays_beside", &self.bailiff.pays_beside),
        };
        let mut push = Push::new(self.able.draw(helped, value), self.short.draw(helped, value), &sway);
        if spread == Spread::Interval {
            push.draw_beyond(|kind| beyond(seed, replication, kind).uniform());
        }
        push
    }
}

/// Names in a list by kind of action that are no kind.
fn unknown_kinds<'a>(
    list: &'static str,
    names: impl Iterator<Item = &'a String>,
) -> impl Iterator<Item = EstimateError> {
    let unknown = names.filter(|name| ActionKind::ALL.iter().all(|kind| kind.word().en != name.as_str()));
    unknown.map(move |name| EstimateError::UnknownAction { list, kind: name.clone() })
}

/// Whether a run takes the numbers as they are or draws them from their intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Every number is its value.
    Central,
    /// Every number is drawn from its interval.
    Interval,
}

/// The numbers of one replication.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What pushes a household towards paying.
    pub push: Push,
    /// What one that is short of money has.
    pub purse: Purse,
    /// The tendencies that households have, each once.
    pub tendencies: Vec<f64>,
    /// The kinds of households.
    pub natures: Vec<Nature>,
    /// What help does to a household's money.
    pub support: Support,
    /// For how many days accepted help works.
    pub help_days: f64,
    /// The chance that a direct debit bounces.
    pub debit_bounces: DebitChances,
    /// The chance that a kind of action reaches the tenant in person.
    pub reached: ByKind,
    /// Whether payment plans are agreed and kept.
    pub plans: DrawnPlans,
    /// Whether help is accepted.
    pub help: DrawnHelp,
    /// What bailiff and court do.
    pub bailiff: DrawnBailiff,
    /// Yearly rent increase as a share.
    pub rent_increase: f64,
}

/// The chance that a direct debit bounces, by the household's means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DebitChances {
    /// Of a household that can pay.
    pub able: f64,
    /// Of one that is short of money.
    pub short: f64,
    /// Whether these were fitted to books, with the kinds of households in them.
    pub fitted: bool,
}

impl DebitChances {
    /// The chance for these means.
    #[must_use]
    pub const fn of(&self, means: Means) -> f64 {
        match means {
            Means::Able => self.able,
            Means::Short => self.short,
        }
    }
}

/// The draw of what a kind of action does where history does not show it.
fn beyond(seed: u64, replication: u32, kind: ActionKind) -> DrawKey {
    let tenancy = key_of(kind.word().en);
    DrawKey { seed, replication, tenancy, kind: DrawKind::Parameter, month: 0, number: 2 }
}

/// How many times as strong the effect of a kind is that seldom came alone, and of which it cannot be seen what happens without
/// it: anything between half and one and a half times, so that on average it is what it was found to be.
#[must_use]
pub fn times_as_strong(seed: u64, replication: u32, kind: ActionKind) -> f64 {
    let key = beyond(seed, replication, kind);
    0.5 + DrawKey { number: 3, ..key }.uniform()
}

/// The kinds of households of a replication, and the tendencies that they have.
fn natures(kinds: &[HouseholdKind], fortunes: &BTreeMap<&str, Fortune>) -> (Vec<f64>, Vec<Nature>) {
    let mut tendencies: Vec<f64> = Vec::new();
    let mut natures = Vec::new();
    for kind in kinds {
        let Some(fortune) = fortunes.get(kind.money.as_str()) else { continue };
        let known = tendencies.iter().position(|known| known.total_cmp(&kind.tendency).is_eq());
        let tendency_place = known.unwrap_or(tendencies.len());
        if known.is_none() {
            tendencies.push(kind.tendency);
        }
        let HouseholdKind { tendency, by_debit, by_transfer, .. } = *kind;
        natures.push(Nature { tendency, fortune: *fortune, tendency_place, by_debit, by_transfer });
    }
    (tendencies, natures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_that_is_drawn_wider_is_on_average_what_it_was_found_to_be() {
        let drawn: Vec<f64> = (0..4_000).map(|draw| times_as_strong(7, draw, ActionKind::HomeVisit)).collect();
        let mean = drawn.iter().sum::<f64>() / 4_000.0;
        assert!((mean - 1.0).abs() < 0.02, "{mean}");
        assert!(drawn.iter().all(|times| (0.5..=1.5).contains(times)));
        assert!(drawn.iter().any(|times| *times < 0.6) && drawn.iter().any(|times| *times > 1.4));
    }
}
