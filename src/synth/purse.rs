//! What a household has in hand, and what happens to it: wages, holidays, bad luck, help.

use super::luck::Luck;
use super::luck::Matter;
use super::person::Person;
use crate::calendar::Month;

/// Months for which a household that accepted help is helped.
const HELPED_MONTHS: i32 = 18;

/// The money in hand and the state of mind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    /// Euros in hand for the rent and whatever else comes.
    pub(super) cash: f64,
    /// How much the rent goes before the rest, from 0 to 1; contact raises it and it fades.
    pub(super) urgency: f64,
    /// Months of less income still to come, and the share that is missing.
    setback: i32,
    missing: f64,
    helped: i32,
}

impl Purse {
    pub(super) fn new(person: &Person, luck: Luck) -> Purse {
        let cash = person.cushion * luck.between(Matter::StartingCash, 0.2, 1.0) + super::person::in_euros(person.rent);
        Purse { cash, urgency: 0.0, setback: 0, missing: 0.0, helped: 0 }
    }

    /// Income comes in and life is paid for; `level` is how far rents and wages have risen since the
    /// start, `worry` the share of what life costs that is saved because rent is open.
    pub(super) fn receive(&mut self, person: &Person, luck: Luck, month: Month, level: f64, worry: f64) {
        self.meet_setback(person, luck, month);
        let income = person.income * (1.0 - self.missing) + extra(person, luck, month);
        let help = if self.helped > 0 { 0.12 } else { 0.0 };
        let thrift = worry + help + 0.20 * self.urgency + 0.35 * self.missing;
        let living = person.living * (1.0 - thrift) + person.income * season(month) + bad_luck(luck, month);
        self.cash = (self.cash + level * (income - living)).max(0.0);
        self.spend_surplus(person, level);
        self.urgency *= 0.7;
        self.helped -= 1;
    }

    /// A letter, call or visit puts the rent before the rest, as far as the household lets itself be moved.
    pub(super) fn press(&mut self, person: &Person, weight: f64) {
        self.urgency = (self.urgency + weight * person.yielding).min(1.0);
    }

    /// Debt assistance lowers what life costs, for a time.
    pub(super) fn help(&mut self) {
        self.helped = HELPED_MONTHS;
    }

    /// What it keeps back for food, however late the rent is.
    pub(super) fn kept_back(&self, person: &Person) -> f64 {
        person.income * 0.06 * (1.0 - self.urgency)
    }

    fn meet_setback(&mut self, person: &Person, luck: Luck, month: Month) {
        if self.setback > 0 {
            self.setback -= 1;
        } else if luck.uniform(month, Matter::Setback) < if person.has_wage { 0.0031 } else { 0.0021 } {
            self.setback = luck.days(month, Matter::SetbackLength, 4, 15);
            self.missing = 0.24 + 0.36 * luck.uniform(month, Matter::SetbackDepth);
        }
        if self.setback == 0 {
            self.missing = 0.0;
        }
    }

    /// Nobody saves for ever: what lies above the cushion and the coming rent is half spent.
    fn spend_surplus(&mut self, person: &Person, level: f64) {
        let wanted = level * (person.cushion + super::person::in_euros(person.rent + person.services));
        if self.cash > wanted {
            self.cash = wanted + (self.cash - wanted) * 0.5;
        }
    }
}

/// What holiday money in May leaves for the rent: most of it goes where it was meant to go.
fn extra(person: &Person, luck: Luck, month: Month) -> f64 {
    let share = 0.12 + 0.18 * luck.uniform(month, Matter::Holiday);
    match month.number().rem_euclid(12) {
        4 if person.has_wage => person.income * share,
        4 => person.income * 0.1,
        _ => 0.0,
    }
}

/// What a month costs beyond the usual, as a share of income: the holidays in summer, December.
fn season(month: Month) -> f64 {
    match month.number().rem_euclid(12) {
        6 => 0.04,
        7 => 0.06,
        11 => 0.08,
        _ => 0.0,
    }
}

/// A washing machine, a dentist, a fine.
fn bad_luck(luck: Luck, month: Month) -> f64 {
    if luck.uniform(month, Matter::BadLuck) < 0.038 {
        60.0 - 240.0 * libm::log(luck.uniform(month, Matter::BadLuckSize))
    } else {
        0.0
    }
}
