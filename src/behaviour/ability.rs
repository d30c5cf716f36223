//! How readily households pay, with the money and without, and what kinds of households there are: the numbers of a
//! behaviour file.

use super::Estimate;
use super::money::Fortune;
use super::money::Purse;
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

/// How readily a household that is short of money pays, and how much.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// Log-odds of paying on a day, by days since the household last paid; in order of days, from 0.
    pub base: Vec<BaseStep>,
    /// What is added from a day of the month on, up to the next step: incomes come once a month. Nothing before the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_day_of_month: Vec<BaseStep>,
    /// How much of a household's own tendency is left: a share.
    pub tendency: Estimate,
    /// How much of a contact's effect is left: a share.
    pub contact: Estimate,
    /// What is added while bailiff or agency has the file.
    pub handed_over: Estimate,
    /// What is added when the contract has ended.
    pub departed: Estimate,
    /// What is added for a household whose rent is collected by direct debit: of a debit that bounced the bank tells it.
    pub by_debit: Estimate,
    /// Months of rent that half of them have a month after they last paid.
    pub months: Estimate,
    /// The power of the time since the last payment with which that grows.
    pub growth: Estimate,
    /// The spread of its logarithm.
    pub spread: Estimate,
    /// The most that anybody has, in months of rent.
    pub most: Estimate,
    /// The chance that a payment of a household that is *not* short covers less than all.
    pub part_when_able: Estimate,
}

/// How a kind of household comes to be short of money, and gets over it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyNumbers {
    /// The log-odds that a household that can pay is short the next month.
    pub becomes_short: Estimate,
    /// The log-odds that one that is short can pay the next month.
    pub recovers: Estimate,
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

/// The chance that a direct debit bounces.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DebitNumbers {
    /// Of a household that can pay.
    pub able: Estimate,
    /// Of one that is short of money.
    pub short: Estimate,
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
        let by_day_of_month = Vec::new();
        Terms {
            base,
            by_day_of_month,
            behind_one_month: one,
            behind_three_months: three,
            handed_over,
            departed,
            by_debit: 0.0,
            helped,
        }
    }
}

impl Short {
    fn named(&self) -> [(&'static str, &Estimate); 10] {
        [
            ("short.tendency", &self.tendency),
            ("short.contact", &self.contact),
            ("short.handed_over", &self.handed_over),
            ("short.departed", &self.departed),
            ("short.by_debit", &self.by_debit),
            ("short.months", &self.months),
            ("short.growth", &self.growth),
            ("short.spread", &self.spread),
            ("short.most", &self.most),
            ("short.part_when_able", &self.part_when_able),
        ]
    }

    pub(super) fn each<'a>(&'a self, add: &mut impl FnMut(String, &'a Estimate)) {
        each_step("short.base", &self.base, add);
        each_step("short.by_day_of_month", &self.by_day_of_month, add);
        self.named().into_iter().for_each(|(name, estimate)| add(name.to_owned(), estimate));
    }

    pub(super) fn draw(&self, helped: f64, value: &impl Fn(&str, &Estimate) -> f64) -> Terms {
        Terms {
            base: draw_steps("short.base", &self.base, value),
            by_day_of_month: draw_steps("short.by_day_of_month", &self.by_day_of_month, value),
            behind_one_month: 0.0,
            behind_three_months: 0.0,
            handed_over: value("short.handed_over", &self.handed_over),
            departed: value("short.departed", &self.departed),
            by_debit: value("short.by_debit", &self.by_debit),
            helped,
        }
    }

    pub(super) fn draw_purse(&self, value: &impl Fn(&str, &Estimate) -> f64) -> Purse {
        Purse {
            months: value("short.months", &self.months),
            growth: value("short.growth", &self.growth),
            spread: value("short.spread", &self.spread),
            most: value("short.most", &self.most),
            part_when_able: value("short.part_when_able", &self.part_when_able),
        }
    }
}

impl MoneyNumbers {
    pub(super) fn draw(&self, kind: &str, value: &impl Fn(&str, &Estimate) -> f64) -> Fortune {
        Fortune {
            becomes_short: value(&format!("money.{kind}.becomes_short"), &self.becomes_short),
            recovers: value(&format!("money.{kind}.recovers"), &self.recovers),
        }
    }
}
