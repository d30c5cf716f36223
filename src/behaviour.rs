//! How households respond to what is done: numbers with an interval, a label and a source. Knows no policy.
//!
//! On every day on which something is overdue there is a push towards paying; contact adds to it and fades. Every number
//! is an [`Estimate`]; a run draws each from its interval, the same draw for every policy that is compared.
//! Source of the shape: log-odds of a payment event by days since due, with fading contact effects.

mod bailiff;
mod estimate;
mod household;
mod push;

pub use bailiff::Bailiff;
pub use bailiff::DrawnBailiff;

pub use estimate::Estimate;
pub use estimate::EstimateError;
pub use estimate::Label;
pub use household::ByKind;
pub use household::DrawnHelp;
pub use household::DrawnPlans;
pub use household::Help;
pub use household::Plans;
pub use push::Contacts;
pub use push::Depth;
pub use push::Push;
pub use push::Relief;

use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::chance::key_of;
use crate::vocabulary::ActionKind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// All numbers about behaviour, as a behaviour file gives them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// What these numbers are, for people.
    pub title: String,
    /// Log-odds that a tenant pays on a day, by days since the oldest open claim fell due; in order of days, from 0.
    pub base: Vec<BaseStep>,
    /// What each kind of action adds to the log-odds on the day after it, and in how many days that halves.
    pub contact: BTreeMap<String, Contact>,
    /// What is added to the log-odds for a tenant more than one month behind.
    pub behind_one_month: Estimate,
    /// What is added on top for a tenant more than three months behind.
    pub behind_three_months: Estimate,
    /// How much of a contact's effect is left for a tenant more than one month behind: a share.
    pub contact_when_behind: Estimate,
    /// How alike households are: the shape of the spread of their own tendencies; larger is more alike.
    pub alikeness: Estimate,
    /// The chance that a payment not seen in the books covers all that is overdue.
    pub pays_all: Estimate,
    /// The share that is paid when it does not.
    pub paid_share: Estimate,
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
}

/// The log-odds from a number of days since due on, up to the next step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseStep {
    /// From this number of days on.
    pub from_day: u16,
    /// The log-odds that a tenant without contact pays on such a day.
    pub log_odds: Estimate,
}

/// The effect of a kind of action.
#[derive(Clone, Debug, Deserialize)]
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
        for step in &self.base {
            add(format!("base.{}", step.from_day), &step.log_odds);
        }
        for (kind, contact) in &self.contact {
            add(format!("contact.{kind}.effect"), &contact.effect);
            add(format!("contact.{kind}.half_life_days"), &contact.half_life_days);
        }
        add("behind_one_month".to_owned(), &self.behind_one_month);
        add("behind_three_months".to_owned(), &self.behind_three_months);
        add("contact_when_behind".to_owned(), &self.contact_when_behind);
        add("alikeness".to_owned(), &self.alikeness);
        add("pays_all".to_owned(), &self.pays_all);
        add("paid_share".to_owned(), &self.paid_share);
        self.reached.iter().for_each(|(kind, chance)| add(format!("reached.{kind}"), chance));
        self.plans.each(&mut add);
        self.help.each(&mut add);
        self.bailiff.each(&mut add);
        add("rent_increase".to_owned(), &self.rent_increase);
        all
    }

    /// Checks what the form of the file cannot: intervals around their values, words of actions, steps in order.
    ///
    /// # Errors
    /// One [`EstimateError`] for every number, action or step that is wrong.
    pub fn validate(&self) -> Result<(), Vec<EstimateError>> {
        let mut errors: Vec<EstimateError> =
            self.estimates().into_iter().filter_map(|named| named.estimate.fault(&named.name)).collect();
        errors.extend(unknown_kinds("contact", self.contact.keys()));
        errors.extend(unknown_kinds("reached", self.reached.keys()));
        errors.extend(unknown_kinds("plans.agreed", self.plans.agreed.keys()));
        errors.extend(unknown_kinds("help.accepted", self.help.accepted.keys()));
        let days: Vec<u16> = self.base.iter().map(|step| step.from_day).collect();
        if days.first() != Some(&0) || !days.is_sorted_by(|a, b| a < b) {
            errors.push(EstimateError::BaseSteps);
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The numbers of one replication. With [`Spread::Central`] each is its value, else each is drawn from its interval.
    #[must_use]
    pub fn draw(&self, seed: u64, replication: u32, spread: Spread) -> Drawn {
        let value = |name: &str, estimate: &Estimate| match spread {
            Spread::Central => estimate.value,
            Spread::Interval => {
                let (tenancy, kind) = (key_of(name), DrawKind::Parameter);
                estimate.at(DrawKey { seed, replication, tenancy, kind, month: 0, number: 0 }.uniform())
            }
        };
        Drawn {
            push: self.draw_push(value),
            alikeness: value("alikeness", &self.alikeness),
            pays_all: value("pays_all", &self.pays_all),
            paid_share: value("paid_share", &self.paid_share),
            reached: ByKind::draw("reached", &self.reached, &value),
            plans: self.plans.draw(&value),
            help: self.help.draw(&value),
            bailiff: self.bailiff.draw(&value),
            rent_increase: value("rent_increase", &self.rent_increase),
        }
    }

    fn draw_push(&self, value: impl Fn(&str, &Estimate) -> f64) -> Push {
        let step = |step: &BaseStep| (step.from_day, value(&format!("base.{}", step.from_day), &step.log_odds));
        let contact = |kind: &ActionKind| {
            let name = kind.word().en;
            self.contact.get(name).map(|contact| {
                let effect = value(&format!("contact.{name}.effect"), &contact.effect);
                (effect, value(&format!("contact.{name}.half_life_days"), &contact.half_life_days))
            })
        };
        Push::new(
            &self.base.iter().map(step).collect::<Vec<_>>(),
            &ActionKind::ALL.iter().map(contact).collect::<Vec<_>>(),
            Depth {
                behind_one_month: value("behind_one_month", &self.behind_one_month),
                behind_three_months: value("behind_three_months", &self.behind_three_months),
                contact_when_behind: value("contact_when_behind", &self.contact_when_behind),
            },
            Relief {
                effect: value("help.effect", &self.help.effect),
                days: value("help.months", &self.help.months) * 30.4,
            },
        )
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
    /// The shape of the spread of tendencies.
    pub alikeness: f64,
    /// The chance that an unseen payment covers all.
    pub pays_all: f64,
    /// The share paid when it does not.
    pub paid_share: f64,
    /// The chance that a kind of action reaches the tenant in person.
    pub reached: ByKind,
    /// Whether payment plans are agreed and kept.
    pub plans: DrawnPlans,
    /// Whether help is accepted, and what it does.
    pub help: DrawnHelp,
    /// What bailiff and court do.
    pub bailiff: DrawnBailiff,
    /// Yearly rent increase as a share.
    pub rent_increase: f64,
}
