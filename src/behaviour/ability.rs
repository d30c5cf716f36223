//! How readily households pay, with the money and without, and what kinds of households there are: the numbers of a
//! behaviour file.

use super::Estimate;
use super::money::Fortune;
use super::money::Reserve;
use super::money::chance;
use super::push::Terms;
use super::push::stairs;
use serde::Deserialize;
use serde::Serialize;

/// The log-odds from a number of days on, up to the next step.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseStep {
    /// From this number of days on.
    pub from_day: u16,
    /// The log-odds of paying on such a day, without contact.
    pub log_odds: Estimate,
}

/// A share from a number of months on, up to the next step.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareStep {
    /// From this number of months on.
    pub from_month: u16,
    /// The share.
    pub share: Estimate,
}

/// How readily a household that has the money pays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Able {
    /// Log-odds of paying on a day, by days since the oldest open claim fell due; in order of days, from 0.
    pub base: Vec<BaseStep>,
    /// What is added for a tenant more than a month behind.
    pub behind_one_month: Estimate,
    /// What is added on top for a tenant more than three months behind.
    pub behind_three_months: Estimate,
    /// What is added while bailiff or agency has the file.
    pub handed_over: Estimate,
    /// What is added when the contract has ended.
    pub departed: Estimate,
}

/// How readily a household that is short of money pays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// How much of the push is left, a share, by months begun since the household last paid; in order of months, from 0.
    pub push: Vec<ShareStep>,
    /// The chance that a direct debit bounces.
    pub debit_bounces: Estimate,
}

/// How a kind of household comes to be short of money, and gets over it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyNumbers {
    /// The log-odds that a household that can pay is short the next month.
    pub becomes_short: Estimate,
    /// The log-odds that one that is short can pay the next month.
    pub recovers: Estimate,
    /// The chance that a direct debit bounces although it can pay.
    pub debit_bounces: Estimate,
}

/// What a reserve does, and who has one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReserveNumbers {
    /// The log-odds that a household that can pay and has none comes to have one before the next month.
    pub builds_up: Estimate,
    /// What it adds to the log-odds of becoming short of money.
    pub becomes_short: Estimate,
    /// The share that has one when the record begins, of those who rented before.
    pub sitting: Estimate,
    /// The share that has one when it moves in.
    pub new: Estimate,
}

/// A kind of household, and how many there are of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseholdKind {
    /// What is added to its log-odds of paying on a day.
    pub tendency: f64,
    /// Which of the kinds of [`super::Behaviour::money`] it is.
    pub money: String,
    /// Its share among households that pay by direct debit.
    pub by_debit: f64,
    /// Its share among the others.
    pub by_transfer: f64,
}

fn each_step<'a>(list: &str, steps: &'a [BaseStep], add: &mut impl FnMut(String, &'a Estimate)) {
    steps.iter().for_each(|step| add(format!("{list}.{}", step.from_day), &step.log_odds));
}

fn draw_steps(list: &str, steps: &[BaseStep], value: &impl Fn(&str, &Estimate) -> f64) -> Vec<f64> {
    let drawn = |step: &BaseStep| (step.from_day, value(&format!("{list}.{}", step.from_day), &step.log_odds));
    stairs(&steps.iter().map(drawn).collect::<Vec<_>>())
}

impl Able {
    fn named(&self) -> [(&'static str, &Estimate); 4] {
        [
            ("able.behind_one_month", &self.behind_one_month),
            ("able.behind_three_months", &self.behind_three_months),
            ("able.handed_over", &self.handed_over),
            ("able.departed", &self.departed),
        ]
    }

    pub(super) fn each<'a>(&'a self, add: &mut impl FnMut(String, &'a Estimate)) {
        each_step("able.base", &self.base, add);
        self.named().into_iter().for_each(|(name, estimate)| add(name.to_owned(), estimate));
    }

    pub(super) fn draw(&self, helped: f64, value: &impl Fn(&str, &Estimate) -> f64) -> Terms {
        let [one, three, handed_over, departed] = self.named().map(|(name, estimate)| value(name, estimate));
        let base = draw_steps("able.base", &self.base, value);
        Terms { base, behind_one_month: one, behind_three_months: three, handed_over, departed, helped }
    }
}

impl Short {
    pub(super) fn each<'a>(&'a self, add: &mut impl FnMut(String, &'a Estimate)) {
        self.push.iter().for_each(|step| add(format!("short.push.{}", step.from_month), &step.share));
        add("short.debit_bounces".to_owned(), &self.debit_bounces);
    }

    pub(super) fn draw_push(&self, value: &impl Fn(&str, &Estimate) -> f64) -> Vec<f64> {
        let drawn =
            |step: &ShareStep| (step.from_month, value(&format!("short.push.{}", step.from_month), &step.share));
        stairs(&self.push.iter().map(drawn).collect::<Vec<_>>())
    }
}

impl ReserveNumbers {
    pub(super) fn named(&self) -> [(&'static str, &Estimate); 4] {
        [
            ("reserve.builds_up", &self.builds_up),
            ("reserve.becomes_short", &self.becomes_short),
            ("reserve.sitting", &self.sitting),
            ("reserve.new", &self.new),
        ]
    }

    pub(super) fn draw(&self, value: &impl Fn(&str, &Estimate) -> f64) -> Reserve {
        let [builds_up, becomes_short, sitting, new] = self.named().map(|(name, estimate)| value(name, estimate));
        Reserve { builds_up: chance(builds_up), becomes_short, sitting, new }
    }
}

impl MoneyNumbers {
    pub(super) fn draw(&self, kind: &str, value: &impl Fn(&str, &Estimate) -> f64) -> Fortune {
        Fortune {
            debit_bounces: value(&format!("money.{kind}.debit_bounces"), &self.debit_bounces),
            becomes_short: value(&format!("money.{kind}.becomes_short"), &self.becomes_short),
            recovers: value(&format!("money.{kind}.recovers"), &self.recovers),
        }
    }
}
